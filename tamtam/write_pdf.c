/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "tamtam/write_pdf.h"

#include <cairo-pdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/when.h"
#include "tamtam/dutch.h"
#include "tamtam/pdf_page.h"

/* ---- what fell off ---- */

/* Counts the rows and items in `b` that fell off. */
static int fallen_parts(const struct pdf *p, const struct block *b)
{
    int n = 0;

    if (b->kind == BLOCK_TABLE)
        for (const struct row *r = b->table.first; r; r = r->next)
            n += pdf_fell_off(p, r->cut);
    if (b->kind == BLOCK_LIST)
        for (const struct item *i = b->list.first; i; i = i->next)
            n += pdf_fell_off(p, i->cut);
    return n;
}

static void add_fallen(struct buf *out, const char *what, struct str where)
{
    if (out->n)
        buf_puts(out, "; ");
    buf_printf(out, "%s\u2018%.*s\u2019", what, STR_ARG(where));
}

static void list_fallen(const struct pdf *p, const struct block *parent, struct str title, struct buf *out)
{
    for (const struct block *b = parent->first; b; b = b->next) {
        struct str here = b->kind == BLOCK_SECTION  ? b->section.title
                          : b->kind == BLOCK_AGENDA ? b->agenda.title
                                                    : title;
        int parts = fallen_parts(p, b);
        char what[64];

        if (pdf_fell_off(p, b->cut)) {
            bool whole = b->kind == BLOCK_SECTION || b->kind == BLOCK_AGENDA;

            add_fallen(out, whole ? "" : b->kind == BLOCK_CHART ? "een grafiek van " : "een deel van ", here);
        } else if (parts > 0) {
            snprintf(what, sizeof what, parts == 1 ? "%d regel van " : "%d regels van ", parts);
            add_fallen(out, what, here);
        } else {
            list_fallen(p, b, here, out);
        }
    }
}

/* "Niet getoond om binnen 2 pagina's te blijven: 3 regels van 'En verder'." */
static struct str fallen_line(struct pdf *p, int max_pages)
{
    struct buf list = {0};
    struct str line;

    list_fallen(p, p->doc->root, p->doc->head.title, &list);
    line = str_printf(&p->arena, "Niet getoond om binnen %d pagina%s te blijven: %s.", max_pages,
                      max_pages == 1 ? "" : "\u2019s", buf_c(&list));
    buf_release(&list);
    return line;
}

/* ---- layout over pages ---- */

void pdf_clear_layout(struct pdf *p)
{
    for (int i = 0; i < p->nlayouts; i++)
        g_object_unref(p->layouts[i]);
    p->nlayouts = 0;
    arena_clear(&p->arena);
}

static void deal_out(struct pdf *p)
{
    double y = page_top;

    p->pages = 1;
    for (struct band *b = p->first; b; b = b->next) {
        double gap = y > page_top + 1 ? b->gap : 0;

        if (b->height > 0 && y > page_top + 1 && y + gap + b->height > page_bottom) {
            p->pages++;
            y = page_top + 3 + (b->repeat ? b->repeat->height : 0);
            gap = 0;
        }
        b->page = p->pages;
        b->y = y + gap;
        y += gap + b->height;
    }
}

/* Lays the document out with `skip` units fallen off. */
static void lay_out(struct pdf *p, int skip, int max_pages)
{
    pdf_clear_layout(p);
    p->skip = skip;
    p->fallen = skip > 0 ? fallen_line(p, max_pages) : (struct str){0};
    p->first = p->last = arena_alloc(&p->arena, sizeof *p->first);
    p->y = 0;
    p->x = page_left;
    p->width = page_inner;
    p->glue = 0;
    p->repeat = NULL;
    pdf_open(p, "Document");
    pdf_head(p);
    pdf_children(p, p->doc->root, 2);
    pdf_fallen(p);
    pdf_close(p, "Document");
    p->last->height = p->y;
    deal_out(p);
}

/* The fewest units off with which it fits; all of them where nothing helps. */
static void fit(struct pdf *p, int max_pages)
{
    int low = 1, high = p->doc->ncuts;

    lay_out(p, 0, max_pages);
    if (max_pages <= 0 || p->pages <= max_pages || high == 0)
        return;
    while (low < high) {
        int middle = (low + high) / 2;

        lay_out(p, middle, max_pages);
        if (p->pages <= max_pages)
            high = middle;
        else
            low = middle + 1;
    }
    lay_out(p, low, max_pages);
}

/* ---- drawing ---- */

static void end_decoration(struct pdf *p)
{
    if (p->decorating)
        pdf_end(p, "Private");
    p->decorating = false;
}

/* Rules, signs and what else is no content: one artifact as long as nothing else comes between. */
static void show_decoration(struct pdf *p, const struct item_box *i, double y)
{
    static const double dashes[] = {2.5, 1.8};

    if (!p->decorating)
        pdf_begin(p, "Private", NULL, (struct str){0}, NULL);
    p->decorating = true;
    if (i->kind == ITEM_TEXT) {
        pdf_show_text(p, i, i->x, y);
    } else if (i->kind == ITEM_DRAWING) {
        pdf_show_drawing(p, i->drawing, i->x, y);
    } else if (i->kind == ITEM_SIGN) {
        pdf_show_sign(p, i->sign, i->colour, i->x, y, i->w);
    } else if (i->kind == ITEM_LOGO) {
        pdf_show_logo(p, i->x, y, i->w);
    } else if (i->kind == ITEM_RULE) {
        pdf_colour(p, i->colour);
        cairo_rectangle(p->cr, i->x, y, i->w, i->h);
        cairo_fill(p->cr);
    } else {
        pdf_colour(p, i->colour);
        cairo_set_line_width(p->cr, 1);
        cairo_set_dash(p->cr, dashes, i->dashed ? 2 : 0, 0);
        cairo_rectangle(p->cr, i->x, y, i->w, i->h);
        cairo_stroke(p->cr);
        cairo_set_dash(p->cr, NULL, 0, 0);
    }
}

static void show_item(struct pdf *p, const struct item_box *i, double top)
{
    bool is_figure = i->kind == ITEM_DRAWING && i->tag;

    if (!is_figure && i->kind != ITEM_BEGIN && i->kind != ITEM_END && i->kind != ITEM_TEXT) {
        show_decoration(p, i, top + i->y);
        return;
    }
    end_decoration(p);
    if (i->kind == ITEM_BEGIN) {
        pdf_begin(p, i->tag, NULL, (struct str){0}, NULL);
    } else if (i->kind == ITEM_END) {
        pdf_end(p, i->tag);
    } else if (i->kind == ITEM_TEXT) {
        pdf_show_text(p, i, i->x, top + i->y);
    } else {
        pdf_begin(p, i->tag, NULL, i->alt, NULL);
        pdf_show_drawing(p, i->drawing, i->x, top + i->y);
        pdf_end(p, i->tag);
    }
}

static void show_footer(struct pdf *p, int page)
{
    const struct head *h = &p->doc->head;
    struct str words = str_eq(h->footer, h->full_title) ? (struct str){0} : h->footer;
    struct str number =
        str_printf(&p->arena, "%.*s%s%d van %d", STR_ARG(words), words.n ? "  \u00b7  " : "", page, p->pages);
    double y = page_height - 7 * 72 / 25.4 - 10;

    pdf_begin(p, "Private", NULL, (struct str){0}, NULL);
    pdf_colour(p, COLOUR_HAIR);
    cairo_rectangle(p->cr, page_left, y - 3.5, page_inner, 0.5);
    cairo_fill(p->cr);
    pdf_show_line(p, h->full_title, 7.5, 400, COLOUR_SUBTLE, page_left, y + 7.5, ANCHOR_START, false);
    pdf_show_line(p, number, 7.5, 400, COLOUR_SUBTLE, page_left + page_inner, y + 7.5, ANCHOR_END, false);
    pdf_end(p, "Private");
}

static void show_pages(struct pdf *p)
{
    int page = 1;

    for (const struct band *b = p->first; b; b = b->next) {
        bool begins = page < b->page;

        while (page < b->page) {
            show_footer(p, page++);
            cairo_show_page(p->cr);
        }
        for (const struct item_box *i = begins && b->repeat ? b->repeat->first : NULL; i; i = i->next)
            show_decoration(p, i, b->y - b->repeat->height + i->y);
        for (const struct item_box *i = b->first; i; i = i->next)
            show_item(p, i, b->y);
        end_decoration(p);
    }
    show_footer(p, page);
    cairo_show_page(p->cr);
}

/* ---- the file ---- */

static cairo_status_t add_bytes(void *closure, const unsigned char *bytes, unsigned int n)
{
    buf_add(closure, (struct str){(const char *)bytes, n});
    return CAIRO_STATUS_SUCCESS;
}

static void set_metadata(cairo_surface_t *surface, const struct document *d, struct arena *a)
{
    struct buf date = {0};

    when_print(&date, d->head.created);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, str_c(a, d->head.full_title));
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_AUTHOR, str_c(a, d->head.municipality));
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "Tamtam " TAMTAM_VERSION);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, buf_c(&date));
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_MOD_DATE, buf_c(&date));
    buf_release(&date);
}

static int draw(struct pdf *p, struct buf *bytes, struct err *err)
{
    cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(add_bytes, bytes, page_width, page_height);
    cairo_status_t status;

    cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_5);
    set_metadata(surface, p->doc, &p->arena);
    p->cr = cairo_create(surface);
    show_pages(p);
    status = cairo_status(p->cr);
    cairo_destroy(p->cr);
    cairo_surface_finish(surface);
    if (status == CAIRO_STATUS_SUCCESS)
        status = cairo_surface_status(surface);
    cairo_surface_destroy(surface);
    if (status != CAIRO_STATUS_SUCCESS)
        return err_set(err, "the PDF can't be drawn: %s", cairo_status_to_string(status));
    return 0;
}

PangoContext *pdf_context(struct err *err)
{
    PangoFontMap *map = pango_cairo_font_map_get_default();
    PangoContext *context;
    PangoFontDescription *font;
    cairo_font_options_t *options;

    if (!pango_font_map_get_family(map, "Open Sans")) {
        err_set(err, "the font Open Sans is not installed (Debian: apt install fonts-open-sans)");
        return NULL;
    }
    context = pango_font_map_create_context(map);
    font = pango_font_description_from_string("Open Sans");
    options = cairo_font_options_create();
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    pango_cairo_context_set_font_options(context, options);
    pango_cairo_context_set_resolution(context, 72);
    pango_context_set_round_glyph_positions(context, FALSE);
    pango_context_set_font_description(context, font);
    pango_context_set_language(context, pango_language_from_string("nl-nl"));
    pango_context_set_base_dir(context, PANGO_DIRECTION_LTR);
    cairo_font_options_destroy(options);
    pango_font_description_free(font);
    return context;
}

int write_pdf(const struct document *d, const struct look *look, int max_pages, struct buf *out, struct err *err)
{
    struct pdf p = {.doc = d, .look = look, .colours = look->colours[MEDIUM_PRINT]};
    struct buf bytes = {0};
    int result;

    p.context = pdf_context(err);
    if (!p.context)
        return -1;
    fit(&p, max_pages);
    result = draw(&p, &bytes, err);
    if (result == 0)
        result = pdf_finish_tags(buf_str(&bytes), d, &p.notes, out, err);
    pdf_clear_layout(&p);
    free(p.layouts);
    free(p.notes.v);
    arena_release(&p.arena);
    g_object_unref(p.context);
    buf_release(&bytes);
    return result;
}

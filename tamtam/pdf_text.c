/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "tamtam/pdf_page.h"

#include <math.h>
#include <string.h>

#include "base/utf8.h"

static const struct {
    double size, leading;
    int weight;
    double spacing; /* of letters, in em */
} roles[ROLE_TOTAL] = {
    [ROLE_WORD] = {28, 28, 800, -0.02},   [ROLE_TITLE] = {20, 24, 700, -0.01}, [ROLE_DATE] = {13, 16, 700, 0},
    [ROLE_POINT] = {13, 17, 700, -0.005}, [ROLE_HEAD] = {10.5, 13, 700, 0},    [ROLE_SMALL_HEAD] = {8.5, 12, 700, 0},
    [ROLE_LEAD] = {10, 14, 400, 0},       [ROLE_TEXT] = {9, 13, 400, 0},       [ROLE_TABLE] = {8.5, 11.5, 400, 0},
    [ROLE_NOTE] = {7.5, 10, 400, 0},      [ROLE_KICKER] = {8, 11, 400, 0},     [ROLE_COUNT_LINE] = {8, 11, 400, 0},
    [ROLE_KEY] = {20, 22, 700, -0.01},    [ROLE_KEY_SMALL] = {15, 20, 700, -0.01}, [ROLE_BRAND] = {10.5, 13, 600, 0},
};

double role_leading(enum role r)
{
    return roles[r].leading;
}

static struct segment *add_segment(struct pdf *p, struct segments *s, struct str text, enum role role,
                                   enum look_colour colour)
{
    struct segment *segment;

    if (text.n == 0)
        return NULL;
    segment = arena_alloc(&p->arena, sizeof *segment);
    *segment = (struct segment){.text = text, .role = role, .colour = colour};
    if (s->last)
        s->last->next = segment;
    else
        s->first = segment;
    s->last = segment;
    return segment;
}

void pdf_add_words(struct pdf *p, struct segments *s, struct str text, enum role role, enum look_colour colour)
{
    add_segment(p, s, text, role, colour);
}

struct segments *pdf_words(struct pdf *p, struct str text, enum role role, enum look_colour colour)
{
    struct segments *s = arena_alloc(&p->arena, sizeof *s);

    add_segment(p, s, text, role, colour);
    return s;
}

void pdf_add_figure(struct pdf *p, struct segments *s, const struct figure *f, enum role role)
{
    struct segment *segment = add_segment(p, s, f->shown, role, COLOUR_TEXT);

    if (!segment)
        return;
    segment->weight = roles[role].weight > 600 ? roles[role].weight : 600;
    segment->url = f->url;
    segment->underlined = f->url.n > 0;
}

struct segments *pdf_prose(struct pdf *p, const struct prose *text, enum role role, bool subtle_below)
{
    struct segments *s = arena_alloc(&p->arena, sizeof *s);

    for (const struct run *r = text->first; r; r = r->next) {
        struct segment *segment;

        if (r->kind == RUN_FIGURE) {
            pdf_add_figure(p, s, &(struct figure){.shown = r->text, .url = r->url}, role);
            continue;
        }
        if (r->kind == RUN_SUBTLE && subtle_below && s->last)
            s->last->text = str_printf(&p->arena, "%.*s\n", STR_ARG(str_trim(s->last->text)));
        segment = add_segment(p, s, r->text, role,
                              r->kind == RUN_SUBTLE ? COLOUR_SUBTLE
                              : r->kind == RUN_LINK ? COLOUR_ACTION
                                                    : COLOUR_TEXT);
        if (!segment)
            continue;
        segment->weight = r->kind == RUN_STRONG ? 600 : 0;
        segment->url = r->url;
        segment->underlined = r->kind == RUN_LINK;
    }
    return s;
}

/* ---- layouts ---- */

static void attribute(PangoAttrList *list, PangoAttribute *a, size_t from, size_t to)
{
    a->start_index = (guint)from;
    a->end_index = (guint)to;
    pango_attr_list_insert(list, a);
}

static void style(struct pdf *p, PangoAttrList *list, const struct segment *s, size_t from, size_t to)
{
    struct colour c = p->colours[s->colour];
    int weight = s->weight ? s->weight : roles[s->role].weight;

    attribute(list, pango_attr_size_new((int)(roles[s->role].size * PANGO_SCALE)), from, to);
    attribute(list, pango_attr_weight_new((PangoWeight)weight), from, to);
    attribute(list, pango_attr_foreground_new((guint16)(c.r * 65535), (guint16)(c.g * 65535), (guint16)(c.b * 65535)),
              from, to);
    if (roles[s->role].spacing < 0)
        attribute(list,
                  pango_attr_letter_spacing_new((int)(roles[s->role].spacing * roles[s->role].size * PANGO_SCALE)),
                  from, to);
}

/* What no installed font has would be drawn as an empty box: a question mark stands for it. */
static void replace_unknown(struct buf *text, struct segment *segments)
{
    buf_clear(text);
    for (struct segment *s = segments; s; s = s->next)
        for (size_t at = 0; at < s->text.n;) {
            int c = utf8_next(s->text, &at);

            /* same number of bytes, so that the attributes keep their places */
            if (c < 0x250 || (c >= 0x2010 && c < 0x2045) || c == 0x20AC || c == 0x2212) {
                buf_put_char(text, c);
            } else {
                buf_putc(text, '?');
                for (size_t k = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4; k > 1; k--)
                    buf_putc(text, ' ');
            }
        }
}

PangoLayout *pdf_layout(struct pdf *p, const struct segments *s, enum role role, double width, enum anchor align,
                        int lines)
{
    static const PangoAlignment alignments[] = {PANGO_ALIGN_LEFT, PANGO_ALIGN_CENTER, PANGO_ALIGN_RIGHT};
    PangoLayout *l = pango_layout_new(p->context);
    PangoAttrList *list = pango_attr_list_new();
    struct buf text = {0};

    for (const struct segment *x = s->first; x; x = x->next) {
        size_t from = text.n;

        buf_add(&text, x->text);
        style(p, list, x, from, text.n);
    }
    attribute(list, pango_attr_font_features_new("tnum=1,lnum=1"), 0, text.n);
    attribute(list, pango_attr_line_height_new_absolute((int)(roles[role].leading * PANGO_SCALE)), 0, text.n);
    pango_layout_set_text(l, buf_c(&text), (int)text.n);
    if (width >= 0)
        pango_layout_set_width(l, (int)(width * PANGO_SCALE));
    pango_layout_set_wrap(l, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_alignment(l, alignments[align]);
    if (lines > 0) {
        pango_layout_set_height(l, -lines);
        pango_layout_set_ellipsize(l, PANGO_ELLIPSIZE_END);
    }
    pango_layout_set_attributes(l, list);
    if (pango_layout_get_unknown_glyphs_count(l) > 0) {
        replace_unknown(&text, s->first);
        pango_layout_set_text(l, buf_c(&text), (int)text.n);
    }
    pango_attr_list_unref(list);
    buf_release(&text);
    MEM_GROW(p->layouts, p->nlayouts, p->layouts_cap);
    p->layouts[p->nlayouts++] = l;
    return l;
}

double layout_height(PangoLayout *l)
{
    int height;

    pango_layout_get_size(l, NULL, &height);
    return (double)height / PANGO_SCALE;
}

double layout_width(PangoLayout *l)
{
    int width;

    pango_layout_get_size(l, &width, NULL);
    return (double)width / PANGO_SCALE;
}

/* ---- showing ---- */

/* The segment in which byte `at` of the layout's text lies. */
static const struct segment *segment_at(const struct segment *s, int at)
{
    size_t end = 0;

    while (s->next && (end += s->text.n) <= (size_t)at)
        s = s->next;
    return s;
}

static void open_segment(struct pdf *p, const struct segment *s)
{
    if (s->url.n)
        pdf_begin(p, "Link", str_printf(&p->arena, "uri='%.*s'", STR_ARG(s->url)).p, s->url, NULL);
    else
        pdf_begin(p, "Span", NULL, (struct str){0}, NULL);
}

static void underline(struct pdf *p, const struct segment *s, double x, double baseline, double width)
{
    double size = roles[s->role].size;

    pdf_colour(p, s->url.n ? COLOUR_BORDER : COLOUR_HAIR);
    cairo_rectangle(p->cr, x, baseline + size * 0.18, width, fmax(size * 0.06, 0.5));
    cairo_fill(p->cr);
}

static void show_run(struct pdf *p, PangoLayout *l, PangoLayoutRun *run, const struct segment *s, double x,
                     double baseline, double width)
{
    struct colour c = p->colours[s->colour];

    cairo_set_source_rgb(p->cr, c.r, c.g, c.b);
    cairo_move_to(p->cr, x, baseline);
    pango_cairo_show_glyph_item(p->cr, pango_layout_get_text(l), run);
    if (s->underlined)
        underline(p, s, x, baseline, width);
}

void pdf_show_text(struct pdf *p, const struct item_box *item, double x, double y)
{
    PangoLayoutIter *iter = pango_layout_get_iter(item->layout);
    bool mixed = item->tag && (item->segments->next || item->segments->url.n);
    const struct segment *open = NULL;

    if (item->tag)
        pdf_begin(p, item->tag, NULL, item->alt, item->scope);
    do {
        PangoLayoutLine *line = pango_layout_iter_get_line_readonly(iter);
        double baseline = y + (double)pango_layout_iter_get_baseline(iter) / PANGO_SCALE;
        PangoRectangle extents;
        double at;

        pango_layout_iter_get_line_extents(iter, NULL, &extents);
        at = x + (double)extents.x / PANGO_SCALE;
        for (GSList *r = line->runs; r; r = r->next) {
            PangoLayoutRun *run = r->data;
            const struct segment *s = segment_at(item->segments, run->item->offset);
            double width = (double)pango_glyph_string_get_width(run->glyphs) / PANGO_SCALE;

            if (mixed && (!open || s != open)) {
                if (open)
                    pdf_end(p, open->url.n ? "Link" : "Span");
                open_segment(p, s);
                open = s;
            }
            show_run(p, item->layout, run, s, at, baseline, width);
            at += width;
        }
    } while (pango_layout_iter_next_line(iter));
    if (open)
        pdf_end(p, open->url.n ? "Link" : "Span");
    if (item->tag)
        pdf_end(p, item->tag);
    pango_layout_iter_free(iter);
}

void pdf_show_line(struct pdf *p, struct str text, double size, int weight, enum look_colour colour, double x, double y,
                   enum anchor anchor, bool halo)
{
    struct segments *s = pdf_words(p, text, ROLE_NOTE, colour);
    PangoLayout *l;
    PangoAttrList *list;
    double shift;

    if (!s->first)
        return;
    l = pdf_layout(p, s, ROLE_NOTE, -1, ANCHOR_START, 0);
    list = pango_attr_list_copy(pango_layout_get_attributes(l));
    attribute(list, pango_attr_size_new((int)(size * PANGO_SCALE)), 0, text.n);
    attribute(list, pango_attr_weight_new((PangoWeight)weight), 0, text.n);
    pango_layout_set_attributes(l, list);
    pango_attr_list_unref(list);
    shift = anchor == ANCHOR_START ? 0 : anchor == ANCHOR_MIDDLE ? layout_width(l) / 2 : layout_width(l);
    y -= (double)pango_layout_get_baseline(l) / PANGO_SCALE;
    if (halo) {
        pdf_colour(p, COLOUR_PAPER);
        cairo_move_to(p->cr, x - shift, y);
        pango_cairo_layout_path(p->cr, l);
        cairo_set_line_width(p->cr, 2.6);
        cairo_set_line_join(p->cr, CAIRO_LINE_JOIN_ROUND);
        cairo_stroke(p->cr);
        cairo_set_line_join(p->cr, CAIRO_LINE_JOIN_MITER);
    }
    pdf_colour(p, colour);
    cairo_move_to(p->cr, x - shift, y);
    pango_cairo_show_layout(p->cr, l);
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* The layout of blocks on A4: sections, texts, lists, figures, charts, columns. Tables are in pdf_table.c. */
#include "tamtam/pdf_page.h"

#include <math.h>

#include "tamtam/dutch.h"

static void put_block(struct pdf *p, const struct block *b, int level);

static const char *heading_tag(int level)
{
    static const char *const tags[] = {"H1", "H2", "H3", "H4", "H5", "H6"};

    return tags[level < 1 ? 0 : level > 6 ? 5 : level - 1];
}

/* ---- texts and lists ---- */

static enum role text_role(const struct pdf *p)
{
    return p->width < page_inner * 0.7 && p->glue > 0 ? ROLE_TABLE : ROLE_TEXT;
}

void pdf_fallen(struct pdf *p)
{
    if (p->fallen.n == 0)
        return;
    pdf_space(p, 8);
    p->y += pdf_text(p, "P", pdf_words(p, p->fallen, ROLE_NOTE, COLOUR_SUBTLE), ROLE_NOTE, p->x, p->y, p->width,
                     ANCHOR_START);
    p->fallen = (struct str){0};
}

static void put_paragraph(struct pdf *p, const struct block *b)
{
    static const enum role kinds[] = {ROLE_TEXT, ROLE_LEAD, ROLE_NOTE, ROLE_NOTE};
    enum text_kind kind = b->paragraph.kind;
    enum role role = kind == TEXT_PLAIN ? text_role(p) : kinds[kind];
    struct segments *s = pdf_prose(p, &b->paragraph.text, role, false);

    if (!s->first)
        return;
    if (kind == TEXT_ACCOUNT) {
        pdf_fallen(p);
        pdf_space(p, 10);
        pdf_rule(p, COLOUR_TEXT, 0.75, p->x, p->y, p->width);
        p->y += 4.75;
    }
    if (role == ROLE_NOTE)
        for (struct segment *x = s->first; x; x = x->next)
            x->colour = COLOUR_SUBTLE;
    p->y += pdf_text(p, "P", s, role, p->x, p->y, p->width, ANCHOR_START);
}

/* A bullet, number, arrow or sign before an item; `height` is the leading. */
static void put_bullet(struct pdf *p, const struct block *b, const struct item *i, int n, double leading)
{
    double size;

    switch (b->list.kind) {
    case LIST_POINTS:
        pdf_fill(p, COLOUR_HOUSE_2, p->x, p->y + leading / 2 - 2.2, 4.5, 4.5);
        break;
    case LIST_BULLETS:
        pdf_rule(p, COLOUR_SUBTLE, 0.8, p->x, p->y + leading / 2, 4.5);
        break;
    case LIST_NUMBERS: {
        struct segments *s = pdf_words(p, str_printf(&p->arena, "%d", n), ROLE_LEAD, COLOUR_TEXT);

        s->first->weight = 700;
        pdf_text(p, "Lbl", s, ROLE_LEAD, p->x, p->y, 20, ANCHOR_START);
        break;
    }
    case LIST_ACTIONS:
        pdf_sign(p, SIGN_ACTION, COLOUR_TEXT, p->x, p->y + leading / 2 - 4, 8);
        break;
    case LIST_SIGNS:
        size = 7.5;
        pdf_sign(p, sign_of_state(i->state),
                 i->state == STATE_PLUS    ? COLOUR_POSITIVE
                 : i->state == STATE_MINUS ? COLOUR_NEGATIVE
                                           : COLOUR_TEXT,
                 p->x, p->y + leading / 2 - size / 2, size);
        break;
    }
}

/* The widest figure of a list, in points. */
static double figures_width(struct pdf *p, const struct block *b)
{
    enum role role = text_role(p);
    double most = 0;

    for (const struct item *i = b->list.first; i; i = i->next) {
        struct segments *f = pdf_words(p, (struct str){0}, role, COLOUR_TEXT);

        pdf_add_figure(p, f, &i->figure, role);
        most = fmax(most, layout_width(pdf_layout(p, f, role, -1, ANCHOR_START, 0)));
    }
    return most;
}

static void put_item(struct pdf *p, const struct block *b, const struct item *i, int n, double figures)
{
    bool large = b->list.kind == LIST_POINTS || b->list.kind == LIST_NUMBERS;
    enum role role = large ? ROLE_LEAD : text_role(p);
    double indent = b->list.kind == LIST_NUMBERS ? 14 : 11.34;
    struct segments *s = pdf_prose(p, &i->text, role, b->list.kind == LIST_ACTIONS);
    double height = role_leading(role);

    if (!s->first)
        return;
    pdf_open(p, "LI");
    put_bullet(p, b, i, n, role_leading(role));
    if (b->list.kind == LIST_SIGNS && i->figure.shown.n) {
        struct segments *f = pdf_words(p, (struct str){0}, role, COLOUR_TEXT);

        pdf_add_words(p, s, STR(" "), role, COLOUR_TEXT);
        pdf_add_figure(p, f, &i->figure, role);
        pdf_open(p, "LBody");
        height = fmax(height, pdf_text(p, "P", s, role, p->x + indent, p->y, p->width - indent - figures - 6, ANCHOR_START));
        pdf_text(p, "P", f, role, p->x + p->width - figures, p->y, figures, ANCHOR_END);
        pdf_close(p, "LBody");
    } else {
        height = fmax(height, pdf_text(p, "LBody", s, role, p->x + indent, p->y, p->width - indent, ANCHOR_START));
    }
    pdf_close(p, "LI");
    p->y += height;
}

static void put_list(struct pdf *p, const struct block *b)
{
    double figures;
    int n = 0;

    for (const struct item *i = b->list.first; i; i = i->next)
        n += !pdf_fell_off(p, i->cut) && !prose_is_empty(&i->text);
    if (n == 0)
        return;
    figures = b->list.kind == LIST_SIGNS ? ceil(figures_width(p, b)) + 1 : 0;
    pdf_open(p, "L");
    n = 0;
    for (const struct item *i = b->list.first; i; i = i->next) {
        if (pdf_fell_off(p, i->cut) || prose_is_empty(&i->text))
            continue;
        if (n++)
            p->y += b->list.kind == LIST_NUMBERS ? 4 : 1;
        put_item(p, b, i, n, figures);
        pdf_may_break(p);
    }
    pdf_close(p, "L");
}

/* An agenda narrower than this (points) has one column. */
enum { TWO_COLUMNS_FROM = 400 };

static void put_agenda(struct pdf *p, const struct block *b, int level)
{
    double half = (p->width - gutter) / 2;
    int n = 0, i = 0;
    double top, bottom, when = 0;

    for (const struct agenda_item *a = b->agenda.first; a; a = a->next, n++)
        when = fmax(when, layout_width(pdf_layout(p, pdf_words(p, a->when, ROLE_SMALL_HEAD, COLOUR_TEXT),
                                                  ROLE_SMALL_HEAD, -1, ANCHOR_START, 0)));
    if (n == 0)
        return;
    pdf_space(p, 7);
    p->y += pdf_text(p, heading_tag(level), pdf_words(p, b->agenda.title, ROLE_SMALL_HEAD, COLOUR_TEXT),
                     ROLE_SMALL_HEAD, p->x, p->y, p->width, ANCHOR_START);
    p->y += 3;
    top = bottom = p->y;
    pdf_open(p, "L");
    if (p->width < TWO_COLUMNS_FROM)
        half = p->width;
    when = fmin(when + 7, half / 2);
    for (const struct agenda_item *a = b->agenda.first; a; a = a->next, i++) {
        int rows = half < p->width ? (n + 1) / 2 : n;
        double x = p->x + (i / rows) * (half + gutter);
        struct segments *label = pdf_words(p, a->when, ROLE_TABLE, COLOUR_TEXT);

        if (i == rows)
            p->y = top;
        if (label->first)
            label->first->weight = 600;
        pdf_open(p, "LI");
        pdf_text(p, "Lbl", label, ROLE_SMALL_HEAD, x, p->y, when, ANCHOR_START);
        p->y += fmax(12, pdf_text(p, "LBody", pdf_words(p, a->what, ROLE_TABLE, COLOUR_TEXT), ROLE_SMALL_HEAD, x + when,
                                  p->y, half - when, ANCHOR_START));
        p->y += 2;
        bottom = fmax(bottom, p->y);
        pdf_close(p, "LI");
    }
    p->y = bottom;
    pdf_close(p, "L");
}

/* ---- figures, tone, charts ---- */

static double put_strip_figure(struct pdf *p, const struct figure_block *f, double x, double y, double width)
{
    struct segments *s = pdf_words(p, f->figure.shown, ROLE_KEY, COLOUR_TEXT);
    double height;
    PangoLayout *l;

    if (s->first && f->figure.url.n) {
        s->first->url = f->figure.url;
        s->first->underlined = true;
    }
    pdf_add_words(p, s, str_printf(&p->arena, "  %.*s", STR_ARG(f->label)), ROLE_TEXT, COLOUR_TEXT);
    l = pdf_layout(p, s, ROLE_KEY, width, ANCHOR_START, 0);
    height = role_leading(ROLE_KEY) * pango_layout_get_line_count(l);
    pdf_text_layout(p, "P", NULL, s, l, x, y + (height - layout_height(l)) / 2);
    return height + pdf_text(p, "P", pdf_words(p, f->note, ROLE_NOTE, COLOUR_SUBTLE), ROLE_NOTE, x, y + height, width,
                             ANCHOR_START);
}

/* A key figure in a column: the figure left, its words right, a hairline below, and a rule above the first. */
static void put_key(struct pdf *p, const struct figure_block *f, bool first)
{
    struct segments *figure = pdf_words(p, f->figure.shown, ROLE_KEY_SMALL, COLOUR_TEXT);
    struct segments *words = pdf_words(p, f->label, ROLE_NOTE, COLOUR_SUBTLE);
    double left = fmin(65, p->width * 0.4);
    double label, height = 20;
    PangoLayout *l;

    pdf_add_words(p, words, f->note.n ? str_printf(&p->arena, "; %.*s", STR_ARG(f->note)) : (struct str){0}, ROLE_NOTE,
                  COLOUR_SUBTLE);
    l = pdf_layout(p, words, ROLE_NOTE, p->width - left, ANCHOR_START, 0);
    label = words->first ? layout_height(l) : 0;
    height = fmax(height, label);
    if (first)
        pdf_rule(p, COLOUR_TEXT, 0.75, p->x, p->y, p->width);
    p->y += 3;
    pdf_text(p, "P", figure, ROLE_KEY_SMALL, p->x, p->y + (height - 20) / 2, -1, ANCHOR_START);
    pdf_text_layout(p, "P", NULL, words, l, p->x + left, p->y + (height - label) / 2);
    p->y += height + 3;
    pdf_rule(p, COLOUR_HAIR, 0.5, p->x, p->y, p->width);
    p->y += 0.5;
}

double pdf_tone(struct pdf *p, const struct tone *t, double x, double y, double width)
{
    struct drawing *d = pdf_new_drawing(p, width);
    struct tone_part parts[SENTIMENT_COUNT];
    int n = tone_parts(t, parts);
    struct buf alt = {0};
    struct drawing bar = {.width = width, .height = 8, .arena = &p->arena};
    double at = 0, spread;
    double widths[SENTIMENT_COUNT], all = 0;
    struct str counts[SENTIMENT_COUNT];

    if (n == 0)
        return 0;
    for (int i = 0; i < n; i++) {
        struct buf b = {0};

        if (parts[i].from != parts[i].to)
            buf_puts(&b, "samen ");
        dutch_count(&b, parts[i].count);
        counts[i] = buf_take(&b, &p->arena);
        widths[i] = 10.5 + (parts[i].from != parts[i].to ? 9 : 0) +
                    layout_width(pdf_layout(p, pdf_words(p, counts[i], ROLE_KICKER, COLOUR_TEXT), ROLE_KICKER, -1,
                                            ANCHOR_START, 0));
        all += widths[i];
    }
    spread = n > 1 ? fmax((width - all) / (n - 1), 2) : 0;
    d->text = 8;
    for (int i = 0; i < n; i++) {
        struct shape *s;

        for (int k = (int)parts[i].from; k <= (int)parts[i].to; k++) {
            s = arena_alloc(&p->arena, sizeof *s);
            *s = (struct shape){.kind = SHAPE_SIGN,
                                .sign = sign_of_sentiment((enum sentiment)k),
                                .x = at + 9 * (k - (int)parts[i].from),
                                .y = 1.4,
                                .w = 8};
            s->next = d->first;
            d->first = s;
        }
        s = arena_alloc(&p->arena, sizeof *s);
        *s = (struct shape){.kind = SHAPE_TEXT, .style = STYLE_TEXT, .text = counts[i], .size = 8, .y = 8.4};
        s->x = at + 10.5 + (parts[i].from != parts[i].to ? 9 : 0);
        s->next = d->first;
        d->first = s;
        at += widths[i] + spread;
    }
    chart_tone_bar(&bar, t);
    for (struct shape *s = bar.first, *next; s; s = next) {
        next = s->next;
        s->y += 12.5;
        s->next = d->first;
        d->first = s;
    }
    d->height = 20.5;
    buf_puts(&alt, "Toon: ");
    tone_words(&alt, t);
    pdf_drawing(p, d, buf_take(&alt, &p->arena), x, y);
    return d->height;
}

static double put_chart_at(struct pdf *p, const struct chart *c, double x, double y, double width)
{
    struct drawing *d = pdf_new_drawing(p, width);

    chart_draw(d, c);
    pdf_drawing(p, d, c->alt.n ? c->alt : STR("Grafiek"), x, y);
    if (c->caption.n)
        return d->height + 1 +
               pdf_text(p, "P", pdf_words(p, c->caption, ROLE_NOTE, COLOUR_SUBTLE), ROLE_NOTE, x, y + d->height + 1,
                        width, ANCHOR_START);
    return d->height;
}

/* ---- columns ---- */

static void put_strip(struct pdf *p, const struct block *b)
{
    int n = 0, i = 0;
    double top, bottom, width;

    for (const struct block *c = b->first; c; c = c->next)
        n++;
    if (n == 0)
        return;
    width = (p->width - gutter * (n - 1)) / n;
    p->y += 6;
    top = bottom = p->y;
    for (const struct block *c = b->first; c; c = c->next, i++) {
        double x = p->x + i * (width + gutter);
        double height = 0;

        if (c->kind == BLOCK_FIGURE)
            height = put_strip_figure(p, &c->figure, x, top, width);
        else if (c->kind == BLOCK_CHART)
            height = put_chart_at(p, &c->chart, x, top, width);
        bottom = fmax(bottom, top + height);
    }
    for (i = 1; i < n; i++)
        pdf_fill(p, COLOUR_HAIR, p->x + i * (width + gutter) - gutter / 2, top, 0.5, bottom - top);
    p->y = bottom + 5.5;
    pdf_rule(p, COLOUR_HAIR, 0.5, p->x, p->y, p->width);
    p->y += 0.5;
}

/* Lays out `b` in a column of its own; returns where it ends. */
static double put_column(struct pdf *p, const struct block *b, double x, double y, double width, int level)
{
    double old_x = p->x, old_width = p->width, end;

    p->x = x;
    p->width = width;
    p->y = y;
    p->above = BLOCK_SECTION;
    p->glue++;
    put_block(p, b, level);
    p->glue--;
    end = p->y;
    p->x = old_x;
    p->width = old_width;
    return end;
}

static double column_share(const struct block *b, int i, int n)
{
    if (b->columns == COLUMNS_WIDE_NARROW && n == 2)
        return i == 0 ? 2.0 / 3 : 1.0 / 3;
    return 1.0 / n;
}

static int standing(const struct pdf *p, const struct block *parent)
{
    int n = 0;

    for (const struct block *c = parent->first; c; c = c->next)
        n += !pdf_fell_off(p, c->cut);
    return n;
}

static void put_side_by_side(struct pdf *p, const struct block *b, int level)
{
    int n = standing(p, b), i = 0;
    double across = p->width + gutter;
    double top, bottom, x = p->x;
    struct pdf_mark before = pdf_mark(p);

    if (n == 0)
        return;
    if (b->columns == COLUMNS_EQUAL && b->first->kind == BLOCK_SECTION && b->first->section.kind == SECTION_SMALL) {
        p->y += 4;
        pdf_rule(p, COLOUR_TEXT, 0.75, p->x, p->y, p->width);
        p->y += 4.75;
    } else {
        pdf_space(p, 12);
        p->y = fmax(p->y, 0.01);
    }
    top = bottom = p->y;
    for (const struct block *c = b->first; c; c = c->next) {
        double width = across * column_share(b, i, n) - gutter;

        if (pdf_fell_off(p, c->cut))
            continue;
        bottom = fmax(bottom, put_column(p, c, x, top, width, level));
        x += width + gutter;
        i++;
    }
    p->y = bottom;
    if (p->y > page_bottom - page_top && p->glue == 0) {
        pdf_back_to(p, before);
        for (const struct block *c = b->first; c; c = c->next)
            if (!pdf_fell_off(p, c->cut))
                put_block(p, c, level);
    }
}

/* A form: key figures in one boxed row, sections two by two. */
static void put_form(struct pdf *p, const struct block *b, int level)
{
    int n = standing(p, b), i = 0;
    int across = b->first && b->first->kind == BLOCK_FIGURE ? n : n > 1 ? 2 : 1;
    double width = n ? p->width / across : 0;
    double start, top, bottom;

    if (n == 0)
        return;
    pdf_space(p, 6);
    p->y = fmax(p->y, 0.01);
    start = top = bottom = p->y;
    for (const struct block *c = b->first; c; c = c->next) {
        double x = p->x + (i % across) * width;

        if (pdf_fell_off(p, c->cut))
            continue;
        if (i % across == 0 && i > 0) {
            pdf_rule(p, COLOUR_TEXT, 0.75, p->x, bottom, p->width);
            top = bottom;
        }
        if (c->kind == BLOCK_FIGURE) {
            enum look_colour words = c->figure.strong ? COLOUR_PAPER : COLOUR_SUBTLE;
            double y = top + 4;

            if (c->figure.strong)
                pdf_fill(p, COLOUR_TEXT, x, top, width, 43);
            y += pdf_text(p, "P", pdf_words(p, c->figure.label, ROLE_NOTE, words), ROLE_NOTE, x + 8, y, width - 12,
                          ANCHOR_START);
            y += pdf_text(
                p, "P", pdf_words(p, c->figure.figure.shown, ROLE_DATE, c->figure.strong ? COLOUR_PAPER : COLOUR_TEXT),
                ROLE_DATE, x + 8, y, width - 12, ANCHOR_START);
            pdf_text(p, "P", pdf_words(p, c->figure.note, ROLE_NOTE, words), ROLE_NOTE, x + 8, y, width - 12,
                     ANCHOR_START);
            bottom = top + 43;
        } else {
            p->boxed = true;
            bottom = fmax(i % across ? bottom : top, put_column(p, c, x + 9, top + 5, width - 18, level) + 5);
            p->boxed = false;
        }
        i++;
    }
    for (i = 1; i < across; i++)
        pdf_fill(p, COLOUR_TEXT, p->x + i * width, start, 0.75, bottom - start);
    pdf_frame(p, COLOUR_TEXT, p->x, start, p->width, bottom - start, false);
    p->y = bottom + 2;
}

static void put_columns(struct pdf *p, const struct block *b, int level)
{
    if (b->columns == COLUMNS_STRIP)
        put_strip(p, b);
    else if (b->columns == COLUMNS_FORM)
        put_form(p, b, level);
    else
        put_side_by_side(p, b, level);
}

/* ---- sections ---- */

static void put_kicker(struct pdf *p, const struct section *s, double width)
{
    struct segments *words = pdf_words(p, s->kicker, ROLE_KICKER, COLOUR_ACTION);
    PangoLayout *l;
    double x;

    if (words->first)
        words->first->weight = 600;
    for (int i = 0; i < s->nfacts; i++)
        pdf_add_words(p, words, str_printf(&p->arena, "%s%.*s", words->first ? "   " : "", STR_ARG(s->facts[i])),
                      ROLE_KICKER, COLOUR_SUBTLE);
    l = pdf_layout(p, words, ROLE_KICKER, -1, ANCHOR_START, 0);
    if (!words->first && s->phase >= PHASE_COUNT)
        return;
    x = p->x + (words->first ? layout_width(l) + 7 : 0);
    if (s->phase < PHASE_COUNT && x < p->x + width - 60) {
        pdf_sign(p, sign_of_phase(s->phase), COLOUR_SUBTLE, x, p->y + 1.6, 8);
        pdf_text_layout(p, "P", NULL, words, l, p->x, p->y);
        pdf_text(p, "P", pdf_words(p, str_of(phase_names[s->phase].label), ROLE_KICKER, COLOUR_SUBTLE), ROLE_KICKER,
                 x + 10.5, p->y, -1, ANCHOR_START);
    } else {
        pdf_text_layout(p, "P", NULL, words, l, p->x, p->y);
    }
    p->y += 11;
}

static void put_point(struct pdf *p, const struct block *b, int level)
{
    const struct section *s = &b->section;
    double narrow = s->beside ? 4 * column_width + 3 * gutter : p->width;
    const struct block *child = b->first;
    double top, chart = 0;

    pdf_space(p, 9);
    pdf_rule(p, COLOUR_TEXT, 1.5, p->x, p->y, p->width);
    p->y += 6.5;
    top = p->y;
    put_kicker(p, s, narrow);
    p->y += pdf_text(p, heading_tag(level), pdf_words(p, s->title, ROLE_POINT, COLOUR_TEXT), ROLE_POINT, p->x, p->y,
                     narrow, ANCHOR_START) +
            2;
    for (; child && child->kind == BLOCK_PARAGRAPH; child = child->next)
        if (!pdf_fell_off(p, child->cut))
            p->y += pdf_text(p, "P", pdf_prose(p, &child->paragraph.text, ROLE_TEXT, false), ROLE_TEXT, p->x, p->y,
                             narrow, ANCHOR_START);
    if (s->beside)
        chart = put_chart_at(p, &s->beside->chart, p->x + 4 * (column_width + gutter), top, 2 * column_width + gutter);
    p->y = fmax(p->y, top + chart);
    for (; child; child = child->next) {
        if (child->kind == BLOCK_SECTION && !pdf_fell_off(p, child->cut))
            pdf_space(p, 5);
        put_block(p, child, level + 1);
    }
}

static void put_brief(struct pdf *p, const struct block *b, int level)
{
    double indent = column_width + gutter;
    double old_x = p->x, old_width = p->width, top;
    bool beside = p->width > page_inner * 0.9 && !b->section.beside;

    pdf_space(p, 6);
    p->y = fmax(p->y, 0.01);
    top = p->y;
    p->glue++;
    if (b->section.beside) {
        double chart = put_chart_at(p, &b->section.beside->chart, p->x + 4 * (column_width + gutter), top,
                                    2 * column_width + gutter);

        p->width = 4 * column_width + 3 * gutter;
        p->y += pdf_text(p, heading_tag(level), pdf_words(p, b->section.title, ROLE_HEAD, COLOUR_TEXT), ROLE_LEAD, p->x,
                         p->y, p->width, ANCHOR_START) +
                2;
        pdf_children(p, b, level + 1);
        p->y = fmax(p->y, top + chart);
    } else {
        double height = pdf_text(p, heading_tag(level), pdf_words(p, b->section.title, ROLE_HEAD, COLOUR_TEXT),
                                 ROLE_LEAD, p->x, p->y, beside ? indent - 6 : p->width, ANCHOR_START);

        if (beside) {
            p->x += indent;
            p->width -= indent;
        } else {
            p->y += height;
        }
        pdf_children(p, b, level + 1);
        p->y = fmax(p->y, top + height);
    }
    p->glue--;
    p->x = old_x;
    p->width = old_width;
}

/* Title at the left, small words at the right. */
static void put_heading(struct pdf *p, const struct block *b, enum role role, int level)
{
    const struct section *s = &b->section;
    struct segments *note = pdf_words(p, s->note, ROLE_NOTE, COLOUR_SUBTLE);
    PangoLayout *l = pdf_layout(p, note, ROLE_NOTE, -1, ANCHOR_START, 0);
    double right = note->first ? layout_width(l) : 0;
    bool fits = right < p->width * 0.6;

    double height = pdf_text(p, heading_tag(level), pdf_words(p, s->title, role, COLOUR_TEXT), role, p->x, p->y,
                             p->width - (fits && right > 0 ? right + 8 : 0), ANCHOR_START);

    if (fits)
        pdf_text_layout(p, "P", NULL, note, l, p->x + p->width - right, p->y + height - 11);
    p->y += height;
    if (!fits)
        p->y += pdf_text(p, "P", note, ROLE_NOTE, p->x, p->y, p->width, ANCHOR_START);
}

static void put_plain(struct pdf *p, const struct block *b, int level)
{
    if (!p->boxed) {
        if (p->glue == 0 || p->y <= 0)
            pdf_space(p, 12);
        pdf_rule(p, COLOUR_TEXT, 1.5, p->x, p->y, p->width);
        p->y += 6.5;
    }
    put_heading(p, b, ROLE_HEAD, level);
    p->y += 4;
    if (b->section.beside)
        p->y += put_chart_at(p, &b->section.beside->chart, p->x, p->y, p->width);
    pdf_children(p, b, level + 1);
}

static void put_section_body(struct pdf *p, const struct block *b, int level)
{
    if (b->section.title.n == 0) /* no heading, so what is below it stands as high */
        level--;
    switch (b->section.kind) {
    case SECTION_ROOT: pdf_children(p, b, level); break;
    case SECTION_BRIEF: put_brief(p, b, level); break;
    case SECTION_POINT: put_point(p, b, level); break;
    case SECTION_PLAIN: put_plain(p, b, level); break;
    case SECTION_SMALL:
        if (p->above != BLOCK_SECTION)
            pdf_space(p, 6);
        put_heading(p, b, ROLE_SMALL_HEAD, level);
        pdf_children(p, b, level + 1);
        break;
    }
}

static void put_quote(struct pdf *p, const struct block *b, int level)
{
    double old_x = p->x, old_width = p->width, top;
    struct segments *s = pdf_words(p, b->quote.label, ROLE_SMALL_HEAD, COLOUR_TEXT);

    pdf_space(p, 6);
    p->y = fmax(p->y, 0.01);
    top = p->y;
    pdf_add_words(p, s,
                  b->quote.by.n ? str_printf(&p->arena, "%s%.*s", b->quote.label.n ? "  " : "", STR_ARG(b->quote.by))
                                : (struct str){0},
                  ROLE_TABLE, COLOUR_SUBTLE);
    p->x += 9;
    p->width -= 9;
    p->glue++;
    p->y += pdf_text(p, heading_tag(level), s, ROLE_SMALL_HEAD, p->x, p->y, p->width, ANCHOR_START);
    pdf_children(p, b, s->first ? level + 1 : level);
    p->glue--;
    p->x = old_x;
    p->width = old_width;
    pdf_fill(p, COLOUR_HOUSE_2, p->x, top, 2.5, p->y - top);
}

static void put_bare(struct pdf *p, const struct block *b, int level)
{
    switch (b->kind) {
    case BLOCK_SECTION:
        pdf_open(p, "Sect");
        put_section_body(p, b, level);
        pdf_close(p, "Sect");
        break;
    case BLOCK_PARAGRAPH: put_paragraph(p, b); break;
    case BLOCK_LIST: put_list(p, b); break;
    case BLOCK_TABLE: pdf_table(p, b); break;
    case BLOCK_FIGURE: put_key(p, &b->figure, p->above != BLOCK_FIGURE); break;
    case BLOCK_CHART:
        pdf_space(p, 4);
        p->y += put_chart_at(p, &b->chart, p->x, p->y, p->width);
        break;
    case BLOCK_VOICES: pdf_voices(p, b); break;
    case BLOCK_COLUMNS: put_columns(p, b, level); break;
    case BLOCK_QUOTE: put_quote(p, b, level); break;
    case BLOCK_AGENDA: put_agenda(p, b, level); break;
    }
}

/* A block; one that is to be kept together is laid out in one band when it fits a page. */
static void put_block(struct pdf *p, const struct block *b, int level)
{
    bool keep = b->keep || (b->kind == BLOCK_SECTION && b->section.kind == SECTION_POINT);
    struct pdf_mark before;

    if (pdf_fell_off(p, b->cut))
        return;
    if (!keep || p->glue > 0) {
        put_bare(p, b, level);
        return;
    }
    pdf_may_break(p);
    before = pdf_mark(p);
    p->glue++;
    put_bare(p, b, level);
    p->glue--;
    if (p->y > page_bottom - page_top) {
        pdf_back_to(p, before);
        put_bare(p, b, level);
    }
}

/* Air between two parts of running text. */
static double air(const struct block *above, const struct block *b)
{
    bool follows = above && above->kind != BLOCK_SECTION && above->kind != BLOCK_COLUMNS && above->kind != BLOCK_VOICES;
    bool plain =
        b->kind == BLOCK_PARAGRAPH || b->kind == BLOCK_LIST || b->kind == BLOCK_TABLE || b->kind == BLOCK_CHART;

    if (above && (above->kind == BLOCK_PARAGRAPH || above->kind == BLOCK_VOICES) && b->kind == BLOCK_SECTION &&
        b->section.kind == SECTION_SMALL)
        return 6;
    if (above && above->kind == BLOCK_SECTION && above->section.kind == SECTION_SMALL && b->kind == BLOCK_COLUMNS)
        return 4;
    return follows && plain ? (above->kind == BLOCK_FIGURE && b->kind == BLOCK_TABLE ? 6 : 4) : 0;
}

void pdf_children(struct pdf *p, const struct block *parent, int level)
{
    const struct block *above = NULL;

    for (const struct block *b = parent->first; b; b = b->next) {
        if (pdf_fell_off(p, b->cut))
            continue;
        if (air(above, b) > 0)
            pdf_space(p, air(above, b));
        p->above = above ? above->kind : BLOCK_SECTION;
        put_block(p, b, level);
        pdf_may_break(p);
        above = b;
    }
}

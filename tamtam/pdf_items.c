/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* Items and bands: what the layout of a PDF is made of. */
#include "tamtam/pdf_page.h"

#include <math.h>

/* Millimetres of the look: A4, 15 mm at both sides, 9 mm at the top, nothing below 283 mm, six columns of 25 with 6
 * between. */
#define MM (72 / 25.4)
const double page_width = 210 * MM, page_height = 297 * MM, page_left = 15 * MM, page_inner = 180 * MM,
             page_top = 9 * MM, page_bottom = 283.4 * MM, column_width = 25 * MM, gutter = 6 * MM;

struct item_box *pdf_item(struct pdf *p, enum item_kind kind, double x, double y, double w, double h)
{
    struct item_box *item = arena_alloc(&p->arena, sizeof *item);
    struct band *band = p->last;

    *item = (struct item_box){.kind = kind, .x = x, .y = y, .w = w, .h = h};
    if (band->last)
        band->last->next = item;
    else
        band->first = item;
    band->last = item;
    return item;
}

void pdf_text_layout(struct pdf *p, const char *tag, const char *scope, const struct segments *s, PangoLayout *l,
                     double x, double y)
{
    struct item_box *item;

    if (!s->first)
        return;
    item = pdf_item(p, ITEM_TEXT, x, y, 0, 0);
    item->tag = tag;
    item->scope = scope;
    item->layout = l;
    item->segments = s->first;
}

double pdf_text(struct pdf *p, const char *tag, const struct segments *s, enum role role, double x, double y,
                double width, enum anchor align)
{
    PangoLayout *l;

    if (!s->first)
        return 0;
    l = pdf_layout(p, s, role, width, align, 0);
    pdf_text_layout(p, tag, NULL, s, l, x, y);
    return layout_height(l);
}

void pdf_fill(struct pdf *p, enum look_colour c, double x, double y, double w, double h)
{
    pdf_item(p, ITEM_RULE, x, y, w, h)->colour = c;
}

void pdf_rule(struct pdf *p, enum look_colour c, double thickness, double x, double y, double width)
{
    pdf_fill(p, c, x, y, width, thickness);
}

void pdf_frame(struct pdf *p, enum look_colour c, double x, double y, double w, double h, bool dashed)
{
    struct item_box *item = pdf_item(p, ITEM_BOX, x, y, w, h);

    item->colour = c;
    item->dashed = dashed;
}

void pdf_sign(struct pdf *p, enum sign s, enum look_colour c, double x, double y, double side)
{
    struct item_box *item;

    if (s == SIGN_NONE)
        return;
    item = pdf_item(p, ITEM_SIGN, x, y, side, side);
    item->sign = s;
    item->colour = c;
}

void pdf_drawing(struct pdf *p, const struct drawing *d, struct str alt, double x, double y)
{
    struct item_box *item = pdf_item(p, ITEM_DRAWING, x, y, d->width, d->height);

    item->drawing = d;
    item->alt = alt;
    item->tag = alt.n ? "Figure" : NULL;
}

struct drawing *pdf_new_drawing(struct pdf *p, double width)
{
    struct drawing *d = arena_alloc(&p->arena, sizeof *d);

    *d = (struct drawing){.width = width, .text = 7.5, .arena = &p->arena};
    return d;
}

void pdf_open(struct pdf *p, const char *tag)
{
    pdf_item(p, ITEM_BEGIN, 0, 0, 0, 0)->tag = tag;
}

void pdf_close(struct pdf *p, const char *tag)
{
    pdf_item(p, ITEM_END, 0, 0, 0, 0)->tag = tag;
}

void pdf_space(struct pdf *p, double points)
{
    if (p->y <= 0)
        p->last->gap = fmax(p->last->gap, points);
    else
        p->y += points;
}

void pdf_may_break(struct pdf *p)
{
    struct band *band;

    if (p->glue > 0 || p->y <= 0)
        return;
    p->last->height = p->y;
    band = arena_alloc(&p->arena, sizeof *band);
    band->repeat = p->repeat;
    p->last->next = band;
    p->last = band;
    p->y = 0;
}

bool pdf_fell_off(const struct pdf *p, int cut)
{
    return cut > 0 && cut <= p->skip;
}

struct pdf_mark pdf_mark(const struct pdf *p)
{
    return (struct pdf_mark){p->last, p->last->last, p->y, p->last->gap};
}

void pdf_back_to(struct pdf *p, struct pdf_mark m)
{
    p->last = m.band;
    m.band->next = NULL;
    m.band->last = m.last;
    m.band->gap = m.gap;
    if (m.last)
        m.last->next = NULL;
    else
        m.band->first = NULL;
    p->y = m.y;
}

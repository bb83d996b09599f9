/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* Charts on a plane: force field, tiles and the map of districts. */
#include "tamtam/chart_shapes.h"

#include <math.h>

#include "tamtam/map.h"

/* ---- force field ---- */

struct str chart_side(const struct chart *c, const struct point *p)
{
    static const double even = 0.15; /* as far from the middle as this is no side yet */

    return c->axis[p->x < -even ? 0 : p->x > even ? 2 : 1];
}

struct box {
    double x1, y1, x2, y2;
};

static bool overlaps(const struct box *boxes, int n, struct box b)
{
    for (int i = 0; i < n; i++)
        if (b.x1 < boxes[i].x2 && b.x2 > boxes[i].x1 && b.y1 < boxes[i].y2 && b.y2 > boxes[i].y1)
            return true;
    return false;
}

/*
 * The place of a label beside its shape: right (left beyond 0.6), then the other side, then half a line up or down, and
 * further, until it hits nothing.
 */
static void field_label(struct drawing *d, const struct point *p, double x, double y, struct box *boxes, int *n)
{
    static const double shifts[] = {0, -0.6, 0.6, -1.2, 1.2, -2.2, 2.2};
    double size = d->text * 1.07;
    double width = text_width(p->label, size);
    double aside = d->text * 1.07; /* from the middle of the shape */
    bool prefers_left = p->x > 0.6;
    struct box b = {0};
    bool left = false, found = false;

    for (size_t i = 0; i < 2 * (sizeof shifts / sizeof *shifts) && !found; i++) {
        double middle = y + shifts[i / 2] * size;

        left = (i % 2 == 0) == prefers_left;
        b = (struct box){left ? x - aside - width : x + aside, middle - size * 0.55, left ? x - aside : x + aside + width,
                         middle + size * 0.55};
        found = b.x1 >= 0 && b.x2 <= d->width && !overlaps(boxes, *n, b);
    }
    boxes[(*n)++] = b;
    shape_text(d, STYLE_TEXT, left ? x - aside : x + aside, (b.y1 + b.y2) / 2 + size * 0.36, left ? ANCHOR_END : ANCHOR_START,
         p->label)
        ->size = size;
    d->last->halo = true;
}

/* The shapes that occur, with their names, at the top right. */
static void field_legend(struct drawing *d, const struct chart *c)
{
    bool seen[VOICE_COUNT] = {false};
    double x = d->width;

    for (const struct point *p = c->first; p; p = p->next)
        if (p->voice < VOICE_NONE)
            seen[p->voice] = true;
    for (int v = VOICE_COUNT - 1; v >= 0; v--) {
        struct str name = str_of(voice_names[v].label);

        if (!seen[v])
            continue;
        shape_text(d, STYLE_TEXT_SUBTLE, x, d->text * 0.9, ANCHOR_END, name);
        x -= text_width(name, d->text) + d->text * 1.3;
        shape_sign(d, sign_of_voice((enum voice)v), x, d->text * 0.05, d->text);
        x -= d->text;
    }
}

void chart_draw_field(struct drawing *d, const struct chart *c)
{
    double most = chart_largest(c) * 1.1;
    double left = d->text * 4;
    double top = d->text * 2.2;
    double base = top + fmin(d->width * 0.5, 190);
    struct box *boxes = arena_alloc(d->arena, (size_t)(c->npoints + 1) * 2 * sizeof *boxes);
    int n = 0;

    d->height = base + d->text * 2.4;
    if (c->unit.n)
        shape_text(d, STYLE_TEXT_SUBTLE, 0, d->text * 0.9, ANCHOR_START, c->unit);
    field_legend(d, c);
    for (int i = 1; i <= 3; i++) {
        double step = most > 60 ? 20 : most > 25 ? 10 : most > 10 ? 5 : 2;
        double y = base - (base - top) * step * i / most;

        if (y <= top)
            break;
        shape_line(d, STYLE_HAIR, left, y, d->width, y);
        shape_text(d, STYLE_TEXT_SUBTLE, left - 4, y + d->text * 0.35, ANCHOR_END, str_printf(d->arena, "%.0f", step * i));
    }
    shape_line(d, STYLE_AXIS, left, base, d->width, base);
    shape_line(d, STYLE_GUIDE, left + (d->width - left) / 2, top, left + (d->width - left) / 2, base);
    for (const struct point *p = c->first; p; p = p->next) {
        double x = left + 8 + (d->width - left - 16) * (fmin(fmax(p->x, -1), 1) + 1) / 2;
        double y = base - (base - top) * p->value / most;

        boxes[n++] = (struct box){x - 5, y - 4, x + 5, y + 4};
    }
    for (const struct point *p = c->first; p; p = p->next)
        field_label(d, p, left + 8 + (d->width - left - 16) * (fmin(fmax(p->x, -1), 1) + 1) / 2,
                    base - (base - top) * p->value / most, boxes, &n);
    n = 0;
    for (const struct point *p = c->first; p; p = p->next, n++)
        shape_sign(d, sign_of_voice(p->voice), boxes[n].x1 + 5 - d->text * 0.6, boxes[n].y1 + 4 - d->text * 0.6,
                 d->text * 1.2);
    for (int i = 0; i < 3; i++)
        shape_text(d, STYLE_TEXT_BOLD, left + (d->width - left) * i / 2, base + d->text * 1.7, (enum anchor)i, c->axis[i]);
}

/* ---- tiles ---- */

static enum shape_style shade_of(const struct point *p, double most)
{
    int step = p->few || p->value <= 0 ? 0 : (int)ceil(5 * p->value / most);

    return step ? (enum shape_style)(STYLE_STEP_1 + step - 1) : p->few ? STYLE_FEW : STYLE_BOX;
}

void chart_draw_tiles(struct drawing *d, const struct chart *c)
{
    enum { MOST_ACROSS = 6 };
    double room = 3;
    double widest = chart_widest_label(c, d->text) + 10;
    int across = (int)fmin(MOST_ACROSS, fmax(1, floor((d->width + room) / (widest + room))));
    double side = (d->width - room * (across - 1)) / across;
    double high = d->text * 4.2;
    double most = chart_largest(c);
    int i = 0;

    for (const struct point *p = c->first; p; p = p->next, i++) {
        double x = (i % across) * (side + room);
        double y = (i / across) * (high + room);
        enum shape_style shade = shade_of(p, most);
        enum shape_style words = shade == STYLE_STEP_4 || shade == STYLE_STEP_5 ? STYLE_TEXT_INVERSE : STYLE_TEXT;

        shape_rect(d, shade, x + 0.5, y + 0.5, side - 1, high - 1);
        shape_text(d, words, x + 5, y + d->text * 1.5, ANCHOR_START, p->label);
        shape_text(d, words, x + 5, y + d->text * 3.1, ANCHOR_START, chart_value(c, p, d->arena))->size = d->text * 1.3;
    }
    d->height = ceil(i / (double)across) * (high + room);
}

/* The corners of an outline on the plane; `middle` becomes the middle of the box round it. */
static double *place(struct drawing *d, const struct outline *o, double scale, double middle[2], double *lowest)
{
    double *xy = arena_alloc(d->arena, (size_t)o->n * 2 * sizeof *xy);
    double box[4] = {INFINITY, -INFINITY, INFINITY, -INFINITY};

    for (int i = 0; i < o->n; i++) {
        xy[2 * i] = 1 + o->xy[2 * i] * scale;
        xy[2 * i + 1] = 1 + o->xy[2 * i + 1] * scale;
        box[0] = fmin(box[0], xy[2 * i]);
        box[1] = fmax(box[1], xy[2 * i]);
        box[2] = fmin(box[2], xy[2 * i + 1]);
        box[3] = fmax(box[3], xy[2 * i + 1]);
    }
    middle[0] = (box[0] + box[1]) / 2;
    middle[1] = (box[2] + box[3]) / 2;
    *lowest = fmax(*lowest, box[3]);
    return xy;
}

/* As wide as the plane, but a long map is no higher than it is wide. */
static double map_scale(const struct chart *c, double width)
{
    double high = 1;

    for (const struct point *p = c->first; p; p = p->next)
        for (const struct outline *o = p->outline; o; o = o->next)
            for (int i = 0; i < o->n; i++)
                high = fmax(high, o->xy[2 * i + 1]);
    return width / high;
}

/* Districts shaded in five steps within their outlines, then their names and figures. */
void chart_draw_map(struct drawing *d, const struct chart *c)
{
    double most = chart_largest(c), lowest = 0, ignored = 0;
    double scale = map_scale(c, d->width - 2);

    for (const struct point *p = c->first; p; p = p->next)
        for (const struct outline *o = p->outline; o; o = o->next) {
            double middle[2];
            const double *xy = place(d, o, scale, middle, &lowest);
            enum shape_style styles[] = {shade_of(p, most), STYLE_BOX};

            for (int k = 0; k < 2; k++) {
                struct shape *s = shape_add(d, k ? SHAPE_PATH : SHAPE_AREA, styles[k]);

                s->xy = xy;
                s->n = o->n;
            }
        }
    for (const struct point *p = c->first; p; p = p->next) {
        double middle[2];
        bool dark;

        if (!p->outline)
            continue;
        place(d, p->outline, scale, middle, &ignored);
        dark = shade_of(p, most) == STYLE_STEP_4 || shade_of(p, most) == STYLE_STEP_5;
        shape_text(d, dark ? STYLE_TEXT_INVERSE : STYLE_TEXT, middle[0], middle[1] - d->text * 0.1, ANCHOR_MIDDLE, p->label)->halo =
            !dark;
        shape_text(d, dark ? STYLE_TEXT_INVERSE : STYLE_TEXT_BOLD, middle[0], middle[1] + d->text * 1.1, ANCHOR_MIDDLE,
             chart_value(c, p, d->arena))
            ->halo = !dark;
    }
    d->height = lowest + 2;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "tamtam/pdf_page.h"

#include "tamtam/logo.h"

void pdf_colour(struct pdf *p, enum look_colour c)
{
    cairo_set_source_rgb(p->cr, p->colours[c].r, p->colours[c].g, p->colours[c].b);
}

void pdf_begin(struct pdf *p, const char *tag, const char *attributes, struct str alt, const char *scope)
{
    MEM_GROW(p->notes.v, p->notes.n, p->notes.cap);
    p->notes.v[p->notes.n++] = (struct note){tag, alt, scope};
    cairo_tag_begin(p->cr, tag, attributes);
}

void pdf_end(struct pdf *p, const char *tag)
{
    cairo_tag_end(p->cr, tag);
}

/* How a style is drawn. */
struct pen {
    enum look_colour fill, line;
    double width; /* of the line; 0: none */
    bool filled, dashed, hatched;
    double opacity; /* 0: full */
};

static const struct pen pens[STYLE_COUNT] = {
    [STYLE_INK] = {.fill = COLOUR_TEXT, .filled = true},
    [STYLE_QUIET] = {.fill = COLOUR_QUIET, .filled = true},
    [STYLE_BAND] = {.fill = COLOUR_BAND, .filled = true},
    [STYLE_STEP_1] = {.fill = COLOUR_BAND, .filled = true},
    [STYLE_STEP_2] = {.fill = COLOUR_HAIR, .filled = true},
    [STYLE_STEP_3] = {.fill = COLOUR_HAIR, .line = COLOUR_BORDER, .width = 1, .filled = true},
    [STYLE_STEP_4] = {.fill = COLOUR_BORDER, .filled = true},
    [STYLE_STEP_5] = {.fill = COLOUR_TEXT, .filled = true},
    [STYLE_AXIS] = {.line = COLOUR_BORDER, .width = 0.75},
    [STYLE_HAIR] = {.line = COLOUR_HAIR, .width = 0.75},
    [STYLE_GUIDE] = {.line = COLOUR_BORDER, .width = 1, .dashed = true},
    [STYLE_LEADER] = {.line = COLOUR_BORDER, .width = 0.6},
    [STYLE_CURVE] = {.line = COLOUR_TEXT, .width = 1.75},
    [STYLE_DOT] = {.fill = COLOUR_TEXT, .line = COLOUR_PAPER, .width = 1, .filled = true},
    [STYLE_NOW] = {.line = COLOUR_TEXT, .width = 3.5},
    [STYLE_BEFORE] = {.line = COLOUR_BORDER, .width = 1.4},
    [STYLE_BEFORE_DOT] = {.fill = COLOUR_PAPER, .line = COLOUR_BORDER, .width = 1.2, .filled = true},
    [STYLE_MARK] = {.line = COLOUR_TEXT, .width = 2},
    [STYLE_FEW] = {.line = COLOUR_BORDER, .width = 0.8, .dashed = true},
    [STYLE_BOX] = {.line = COLOUR_BORDER, .width = 0.7},
    [STYLE_NEGATIVE] = {.fill = COLOUR_NEGATIVE, .line = COLOUR_NEGATIVE, .width = 1, .filled = true},
    [STYLE_NEUTRAL] = {.fill = COLOUR_PAPER, .line = COLOUR_BORDER, .width = 1, .filled = true},
    [STYLE_POSITIVE] = {.fill = COLOUR_PAPER, .line = COLOUR_POSITIVE, .width = 1, .filled = true, .hatched = true},
    [STYLE_JOINED] = {.fill = COLOUR_PAPER, .line = COLOUR_BORDER, .width = 1, .filled = true, .dashed = true},
    [STYLE_TEXT] = {.fill = COLOUR_TEXT},
    [STYLE_TEXT_SUBTLE] = {.fill = COLOUR_SUBTLE},
    [STYLE_TEXT_BOLD] = {.fill = COLOUR_TEXT},
    [STYLE_TEXT_INVERSE] = {.fill = COLOUR_PAPER},
};

/* Lines at 45 degrees, 4 points apart, inside the rectangle. */
static void hatch(struct pdf *p, double x, double y, double w, double h, enum look_colour colour)
{
    cairo_save(p->cr);
    cairo_rectangle(p->cr, x, y, w, h);
    cairo_clip(p->cr);
    pdf_colour(p, colour);
    cairo_set_line_width(p->cr, 1.2);
    for (double at = x - h; at < x + w; at += 5.4) {
        cairo_move_to(p->cr, at, y + h);
        cairo_line_to(p->cr, at + h, y);
    }
    cairo_stroke(p->cr);
    cairo_restore(p->cr);
}

/* Fills and strokes the path that stands. */
static void ink(struct pdf *p, const struct pen *pen)
{
    static const double dashes[] = {3, 2};

    if (pen->filled) {
        pdf_colour(p, pen->fill);
        if (pen->width > 0)
            cairo_fill_preserve(p->cr);
        else
            cairo_fill(p->cr);
    }
    if (pen->width > 0) {
        pdf_colour(p, pen->line);
        cairo_set_line_width(p->cr, pen->width);
        if (pen->dashed)
            cairo_set_dash(p->cr, dashes, 2, 0);
        cairo_stroke(p->cr);
        cairo_set_dash(p->cr, NULL, 0, 0);
    }
}

static enum look_colour sign_colour(enum sign s)
{
    switch (s) {
    case SIGN_NEGATIVE: return COLOUR_NEGATIVE;
    case SIGN_NEUTRAL: return COLOUR_BORDER;
    case SIGN_POSITIVE: return COLOUR_POSITIVE;
    default: return COLOUR_TEXT;
    }
}

static void show_shape(struct pdf *p, const struct shape *s)
{
    const struct pen *pen = &pens[s->style];

    cairo_new_path(p->cr);
    switch (s->kind) {
    case SHAPE_RECT:
        if (pen->hatched) {
            cairo_rectangle(p->cr, s->x, s->y, s->w, s->h);
            pdf_colour(p, pen->fill);
            cairo_fill(p->cr);
            hatch(p, s->x, s->y, s->w, s->h, pen->line);
            cairo_rectangle(p->cr, s->x, s->y, s->w, s->h);
            ink(p, &(struct pen){.line = pen->line, .width = pen->width});
            return;
        }
        cairo_rectangle(p->cr, s->x, s->y, s->w, s->h);
        ink(p, pen);
        break;
    case SHAPE_LINE:
        cairo_move_to(p->cr, s->x, s->y);
        cairo_line_to(p->cr, s->x + s->w, s->y + s->h);
        ink(p, pen);
        break;
    case SHAPE_CIRCLE:
        cairo_new_sub_path(p->cr);
        cairo_arc(p->cr, s->x, s->y, s->w, 0, 2 * G_PI);
        ink(p, pen);
        break;
    case SHAPE_PATH:
    case SHAPE_AREA:
        for (int i = 0; i < s->n; i++)
            cairo_line_to(p->cr, s->xy[2 * i], s->xy[2 * i + 1]);
        ink(p, pen);
        break;
    case SHAPE_TEXT:
        pdf_show_line(p, s->text, s->size, s->style == STYLE_TEXT_BOLD || s->style == STYLE_TEXT_INVERSE ? 600 : 400,
                      pen->fill, s->x, s->y, s->anchor, s->halo);
        break;
    case SHAPE_SIGN:
        pdf_show_sign(p, s->sign, sign_colour(s->sign), s->x, s->y, s->w);
        break;
    }
}

void pdf_show_drawing(struct pdf *p, const struct drawing *d, double x, double y)
{
    cairo_save(p->cr);
    cairo_translate(p->cr, x, y);
    for (const struct shape *s = d->first; s; s = s->next)
        show_shape(p, s);
    cairo_restore(p->cr);
}

static void trace(struct pdf *p, const char *path)
{
    double n[6];
    char command;

    while ((command = path_next(&path, n)) != 0) {
        if (command == 'M')
            cairo_move_to(p->cr, n[0], n[1]);
        else if (command == 'L')
            cairo_line_to(p->cr, n[0], n[1]);
        else if (command == 'C')
            cairo_curve_to(p->cr, n[0], n[1], n[2], n[3], n[4], n[5]);
        else
            cairo_close_path(p->cr);
    }
}

/* The ground on which ink of a colour stands. */
static enum look_colour ground(enum look_colour c)
{
    switch (c) {
    case COLOUR_PAPER: return COLOUR_TEXT;
    case COLOUR_CRISIS_TEXT: return COLOUR_CRISIS;
    case COLOUR_WARNING_TEXT: return COLOUR_WARNING;
    default: return COLOUR_PAPER;
    }
}

void pdf_show_sign(struct pdf *p, enum sign sign, enum look_colour c, double x, double y, double side)
{
    static const double dashes[] = {2.3, 1.7};

    cairo_save(p->cr);
    cairo_translate(p->cr, x, y);
    cairo_scale(p->cr, side / 16, side / 16);
    for (int i = 0; i < SIGN_STROKES; i++) {
        const struct stroke *s = &sign_strokes(sign)[i];

        if (!s->path && s->r <= 0)
            break;
        if (s->path) {
            trace(p, s->path);
        } else {
            cairo_new_sub_path(p->cr);
            cairo_arc(p->cr, s->cx, s->cy, s->r, 0, 2 * G_PI);
        }
        pdf_colour(p, s->ink == INK_PAPER ? ground(c) : c);
        if (s->ink == INK_FILL) {
            cairo_fill(p->cr);
            continue;
        }
        cairo_set_line_width(p->cr, s->width);
        cairo_set_dash(p->cr, dashes, s->dashed ? 2 : 0, 0);
        cairo_stroke(p->cr);
    }
    cairo_restore(p->cr);
}

/* The municipality's logo; a shield in its two colours where there is none, or none that can be drawn. */
void pdf_show_logo(struct pdf *p, double x, double y, double side)
{
    if (logo_draw(p->cr, p->look->logo, x, y, side))
        return;
    cairo_save(p->cr);
    cairo_translate(p->cr, x, y);
    cairo_scale(p->cr, side / 40, side / 40);
    trace(p, "M 4 3 L 36 3 L 36 21 C 36 30 29 35 20 38 C 11 35 4 30 4 21 Z");
    pdf_colour(p, COLOUR_HOUSE_1);
    cairo_fill(p->cr);
    cairo_rectangle(p->cr, 4, 15, 32, 5);
    pdf_colour(p, COLOUR_HOUSE_2);
    cairo_fill(p->cr);
    cairo_restore(p->cr);
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * Charts: from data to shapes on a plane with y downwards, once for SVG, PDF and PNG, so that all show the same. A
 * shape has a style by name, never a colour; each output looks the style up in its own way. Lengths are in units of the
 * plane: points in print, pixels on screen; text keeps the size that the caller gives.
 */
#ifndef TAMTAM_CHART_H
#define TAMTAM_CHART_H

#include "tamtam/document.h"
#include "tamtam/sign.h"

enum shape_kind { SHAPE_RECT, SHAPE_LINE, SHAPE_CIRCLE, SHAPE_PATH, SHAPE_AREA, SHAPE_TEXT, SHAPE_SIGN };

/* Fill, line, width and dash of a shape. */
enum shape_style {
    STYLE_INK,    /* filled in text colour */
    STYLE_QUIET,  /* filled, quiet columns */
    STYLE_BAND,   /* filled, light area */
    STYLE_STEP_1, /* filled, five steps of a shade for tiles; 0 is the paper */
    STYLE_STEP_2,
    STYLE_STEP_3,
    STYLE_STEP_4,
    STYLE_STEP_5,
    STYLE_AXIS,   /* line */
    STYLE_HAIR,   /* thin line */
    STYLE_GUIDE,  /* dashed line */
    STYLE_LEADER, /* thin line from a word to its point */
    STYLE_CURVE,  /* the volume line */
    STYLE_DOT,    /* filled circle with a ring of paper */
    STYLE_NOW,    /* thick line: interval of now */
    STYLE_BEFORE, /* thin line: interval of before */
    STYLE_BEFORE_DOT,
    STYLE_MARK,   /* short line: the previous period in a bar */
    STYLE_FEW,    /* dashed outline: under 5 */
    STYLE_BOX,    /* outline: a phase of the strip, an empty box of a probability */
    STYLE_NEGATIVE,
    STYLE_NEUTRAL,
    STYLE_POSITIVE,
    STYLE_JOINED, /* two tones together: dashed outline */
    STYLE_TEXT,
    STYLE_TEXT_SUBTLE,
    STYLE_TEXT_BOLD,
    STYLE_TEXT_INVERSE, /* paper-coloured, on ink */
    STYLE_COUNT
};

enum anchor { ANCHOR_START, ANCHOR_MIDDLE, ANCHOR_END };

struct shape {
    enum shape_kind kind;
    enum shape_style style;
    double x, y;       /* of a text: its baseline */
    double w, h;       /* RECT; LINE: the other end is x + w, y + h; CIRCLE: w is the radius; SIGN: w is the side */
    const double *xy;  /* PATH, AREA: n pairs */
    int n;
    struct str text;
    double size;
    enum anchor anchor;
    bool halo; /* a rim of paper round the text */
    enum sign sign;
    struct shape *next;
};

struct drawing {
    double width, height; /* the height follows from the chart */
    double text;          /* size of the small text */
    bool roomy;           /* more air between rows: screens */
    struct shape *first, *last;
    struct arena *arena;  /* owns the shapes */
};

/* Draws a chart at the width and text size that stand in `d`; sets its height. */
void chart_draw(struct drawing *d, const struct chart *c);
/* Small columns, the last in ink, for a table cell: `d` has width and height. */
void chart_days(struct drawing *d, const double *days, int n);
/* A tone bar without its counts, from 0 to the width, at the height that stands in `d`. */
void chart_tone_bar(struct drawing *d, const struct tone *t);
/* Ten boxes, one per 10%. */
void chart_boxes(struct drawing *d, double share);
/* One interval on 0..100%. */
void chart_interval(struct drawing *d, double share, double low, double high);

/* The figure of a point as text: `shown`, '< 5', or the number in Dutch (shares as per cent). */
struct str chart_value(const struct chart *c, const struct point *p, struct arena *a);
/* On which side of a force field a point stands, in the words of its axis. */
struct str chart_side(const struct chart *c, const struct point *p);
/* A rough width of text in this size (Open Sans on average), for placing labels. */
double text_width(struct str s, double size);

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* Inside the charts: shapes, and the charts on a plane (chart_plane.c) beside those in rows (chart.c). */
#ifndef TAMTAM_CHART_SHAPES_H
#define TAMTAM_CHART_SHAPES_H

#include "tamtam/chart.h"

/* A shape at the end of the drawing; what it is made of is set on it. */
struct shape *shape_add(struct drawing *d, enum shape_kind kind, enum shape_style style);
void shape_rect(struct drawing *d, enum shape_style style, double x, double y, double w, double h);
void shape_line(struct drawing *d, enum shape_style style, double x1, double y1, double x2, double y2);
/* Words on a baseline; their size is the drawing's. */
struct shape *shape_text(struct drawing *d, enum shape_style style, double x, double y, enum anchor anchor, struct str words);
/* A sign in a square whose upper left corner is at x and y. */
void shape_sign(struct drawing *d, enum sign sign, double x, double y, double side);

/* The largest value or norm of a chart, at least 1 where there is none. */
double chart_largest(const struct chart *c);
/* The widest of its points' labels in letters of this size. */
double chart_widest_label(const struct chart *c, double size);

/* Force field, tiles and map: each draws the chart and sets the drawing's height. */
void chart_draw_field(struct drawing *d, const struct chart *c);
void chart_draw_tiles(struct drawing *d, const struct chart *c);
void chart_draw_map(struct drawing *d, const struct chart *c);

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * A municipality's logo on paper: an SVG file drawn with cairo. It knows what logos are made of: g, path, rect, circle,
 * ellipse, polygon and polyline, filled, with transform, fill (attribute, style, or one rule a class in <style>); no
 * strokes, texts, gradients or pictures. The file is the administrator's, and is read as if it were not.
 */
#ifndef TAMTAM_LOGO_H
#define TAMTAM_LOGO_H

#include <cairo.h>
#include <stdbool.h>

#include "base/str.h"

/* Draws the logo in a square, in its own proportions; false when there was nothing in it that can be drawn. */
bool logo_draw(cairo_t *cr, struct str svg, double x, double y, double side);

#endif

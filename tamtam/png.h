/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* Drawings as PNG, for mail clients that show no SVG. */
#ifndef TAMTAM_PNG_H
#define TAMTAM_PNG_H

#include "base/err.h"
#include "tamtam/chart.h"
#include "tamtam/look.h"

/* Adds a PNG of the drawing at `scale` pixels a unit, on white. Fails when Open Sans is not installed. */
int png_drawing(const struct drawing *d, const struct look *look, double scale, struct buf *out, struct err *err);
/* Adds a PNG of the sign that stands for a logo. */
int png_logo(const struct look *look, int side, struct buf *out, struct err *err);

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* Shapes and signs as SVG inside HTML. Colours come by class (report.css), so one drawing serves light, dark and print.
 */
#ifndef TAMTAM_SVG_H
#define TAMTAM_SVG_H

#include "tamtam/chart.h"

/* Adds text with the five characters that mean something in HTML and its attributes escaped. */
void html_escape(struct buf *b, struct str s);
/* Adds an <svg> of a drawing: role=img named `alt`, or hidden when alt is empty. It stretches to its frame. */
void svg_drawing(struct buf *b, const struct drawing *d, const char *class, struct str alt);
/* Adds a sign, hidden from assistive technology: the word stands beside it. */
void svg_sign(struct buf *b, enum sign s);
/* Adds a tone bar that fills its frame's width, `height` pixels high. */
void svg_tone_bar(struct buf *b, const struct tone *t, int height);
/* The hatching that tone bars refer to: once in a page. */
void svg_patterns(struct buf *b);

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* The table behind a chart, and charts in words: for readers who do not see them. */
#ifndef TAMTAM_CHART_TABLE_H
#define TAMTAM_CHART_TABLE_H

#include "tamtam/document.h"

/* Has the chart figures that its drawing and the words beside it do not all print? */
bool chart_has_table(const struct chart *c);
/* A table of the chart's figures in the document `d`, which owns it. */
struct block *chart_table(struct document *d, const struct chart *c);
/* "14 dagen, laatste 31, hoogste 38": a row of small columns in words; NUL-terminated, in the arena. */
const char *days_words(struct arena *a, const double *days, int n);

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * A document as one HTML file that needs nothing besides: style, drawings and the logo are in it, no script. One column
 * on a phone, a column of labels from 60 rem, dark where the reader's system is dark, and a print style. WCAG 2.2 AA.
 */
#ifndef TAMTAM_WRITE_HTML_H
#define TAMTAM_WRITE_HTML_H

#include "tamtam/document.h"
#include "tamtam/look.h"

/* Adds the page to `out`. The document is finished (doc_finish). */
void write_html(const struct document *d, const struct look *look, struct buf *out);

#endif

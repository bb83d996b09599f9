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

/*
 * The parts of that page, for pages that a document stands in. The style sheet without <style> around it: the colours
 * for light, dark and print as tokens, then report.css, whose classes pages may use too.
 */
void write_html_style(const struct look *look, struct buf *out);
/* What stands in <main>: an <h1> with the date where head.title is set, then the blocks from <h2>. One fragment a page:
 * ids of sections and of the hatching are unique in a document only. */
void write_html_fragment(const struct document *d, struct buf *out);

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * A document as PDF: A4, tagged, nl-NL, fonts embedded, after PDF/UA-1's rules. The same document gives the same bytes
 * with the same versions of cairo, pango, libqpdf and the fonts.
 */
#ifndef TAMTAM_WRITE_PDF_H
#define TAMTAM_WRITE_PDF_H

#include "base/err.h"
#include "tamtam/document.h"
#include "tamtam/look.h"

/*
 * Adds the PDF to `out`. With `max_pages` > 0 what ranks lowest falls off until it fits, and a line says what; what has
 * rank 0 stays, even where it takes more pages. Fails when Open Sans is not installed (package fonts-open-sans).
 */
int write_pdf(const struct document *d, const struct look *look, int max_pages, struct buf *out, struct err *err);

#endif

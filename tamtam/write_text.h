/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* A document as plain text of 72 columns: for mail, for a terminal, for whoever hears it read out. */
#ifndef TAMTAM_WRITE_TEXT_H
#define TAMTAM_WRITE_TEXT_H

#include "tamtam/document.h"

/* Adds the text to `out`: UTF-8, lines of at most 72 characters where words allow, ending in LF. */
void write_text(const struct document *d, struct buf *out);

#endif

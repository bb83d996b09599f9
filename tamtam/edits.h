/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * What an analyst does to a report, as plain text that any editor opens:
 *
 *     [Brand Reco: vooral vragen]          a part, by its title; the order of the parts is the order of the report
 *     tonen: ja                            nee: it falls off
 *     duiding: Het gesprek verschuift.     a line that begins with a blank goes on the one before
 *     advies: Noem de meetuitslag.
 *     eigenaar: woordvoerder
 *
 *     [En verder]
 *     regel: Asielopvang Rietdreef         the lines of a table, in their order
 *     weg: Windmolens Veenpolder           this one falls off
 *
 *     [Hele rapport]                       words on the report as a whole
 *
 * Lines that begin with # are remarks. A part that is not named stays, behind the others.
 */
#ifndef TAMTAM_EDITS_H
#define TAMTAM_EDITS_H

#include "base/err.h"
#include "tamtam/document.h"

/* Adds the parts of a composed document as text to edit. */
void edits_write(const struct document *d, struct buf *out);
/* Is the text well-formed? A fault names its line. */
int edits_check(struct str text, struct err *err);
/*
 * Applies edits to a composed document; `by` is who wrote the words (may be empty). With `final` what is still to be
 * filled in falls off. Parts that the report no longer has are added to `lost`, one a line.
 */
void edits_apply(struct document *d, struct str text, struct str by, bool final, struct buf *lost);

#endif

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
 * Lines that begin with # are remarks. A part that is not named stays, behind the others of its kind.
 */
#ifndef TAMTAM_EDITS_H
#define TAMTAM_EDITS_H

#include "base/err.h"
#include "base/buf.h"
#include "base/str.h"
#include "tamtam/document.h"

enum { EDITS_MOST_PARTS = 64, EDITS_MOST_LINES = 64 };

struct edit_line {
    struct str text; /* the head of a row */
    bool gone;
};
/* What is done to one part. */
struct edit {
    struct str title;
    bool hidden;
    bool worded;                       /* it takes words */
    bool lost;                         /* the report no longer has it: edits_meet says so */
    struct str duiding, advice, owner; /* may have several lines */
    struct edit_line lines[EDITS_MOST_LINES];
    int nlines;
};
struct edits {
    struct edit v[EDITS_MOST_PARTS];
    int n;
};

/* The words on the report as a whole: that part can't be moved or left out. */
struct edit edit_of_whole(void);
bool edit_is_whole(const struct edit *e);
bool edit_has_words(const struct edit *e);

/* For who reads the text: remarks that say what can be done with it. */
extern const char edits_guide[];
/* Reads the text; what is read is of it, or in the arena. A fault names its line. */
int edits_read(struct edits *e, struct str text, struct arena *a, struct err *err);
/* Adds them as text. */
void edits_write(const struct edits *e, struct buf *out);
/*
 * Brings edits to a document as it is now: parts and lines that they don't name come behind the others, titles are those of now. A
 * part that the report no longer has is `lost`; without words it falls off. Strings are in the arena.
 */
void edits_meet(struct edits *e, const struct document *d, struct arena *a);
/*
 * Applies edits to a composed document; `by` is who wrote the words (may be empty). With `final` what is still to be
 * filled in falls off. Parts with words, or hidden, that the report no longer has are added to `lost`, one a line.
 */
void edits_apply(struct document *d, struct str text, struct str by, bool final, struct buf *lost);

#endif

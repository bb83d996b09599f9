/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * Dutch compounds split into their parts, with the word list that was compiled in (hunspell-nl, or a small list of our
 * own): the fewest parts that cover the word, a linking s or hyphen between them left out.
 */
#ifndef ANALYSIS_COMPOUND_H
#define ANALYSIS_COMPOUND_H

#include "base/str.h"

enum { PARTS_MAX = 4 };

/* Is this normal form in the word list? */
bool compound_is_word(struct str word);
/* The parts of a word as slices of it, the head last; 0 when it is no compound. */
int compound_split(struct str word, struct str parts[PARTS_MAX]);

#endif

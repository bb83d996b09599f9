/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* learned.tsv as a file: what is learned from few posts joins what was learned before. */
#ifndef ANALYSIS_LEARNED_H
#define ANALYSIS_LEARNED_H

#include "base/buf.h"

/*
 * Adds to `out`, which has new weights, those of the texts of `nearer` (a newsroom's learned.tsv, may be empty) and `shipped`
 * that are still worth something: entries that the new posts do not have, and groups of classes that they have no labels for.
 * What `nearer` knows of a group takes the place of all that `shipped` knows of it; groups that are shipped only and not in
 * `out` stay where they are.
 */
void learned_join(struct buf *out, struct str nearer, struct str shipped);

#endif

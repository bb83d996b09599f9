/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* Inside the store: one post in or out of the tally. */
#ifndef STORE_TALLY_H
#define STORE_TALLY_H

#include "store/db.h"

/* Adds `step` (1 or -1) to every row that the post counts in. Duplicates are not counted: the caller sees to that. */
int tally_add(struct store *s, const struct stored_post *post, const struct municipality *town, int64_t step, struct err *err);

#endif

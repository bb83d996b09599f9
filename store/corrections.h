/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* The marks that people corrected: actions on the line of the kind "correct", with the labels as JSON in their text. */
#ifndef STORE_CORRECTIONS_H
#define STORE_CORRECTIONS_H

#include "store/store.h"

/* Called for each correction; the action is borrowed until it returns. Non-zero stops, as a failure. */
typedef int (*correction_fn)(void *context, const struct action *action);
/* The corrections of a post (0: of all posts that are held), post by post in the order in which they were made. */
int store_each_correction(struct store *s, int64_t post, correction_fn fn, void *context, struct err *err);

#endif

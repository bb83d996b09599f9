/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * The rumours of an issue, and what a person finds out about one: waar, onwaar or onbekend, with the source that says so. It is
 * kept by the first post that told the rumour, so that it holds when the issues are made anew, and is in every report made
 * after it. Logged; written beside the process that holds the line.
 */
#ifndef DESK_RUMOURS_H
#define DESK_RUMOURS_H

#include "desk/archive.h"
#include "tamtam/rumours.h"

/* All rumours that the posts of an issue told before `now`, the most spread first; they and their texts are in the arena. */
int rumours_read(struct desk *d, struct arena *a, int64_t issue, int64_t now, struct rumour_line **list, int *n, struct err *err);
/*
 * Notes what `by` found of a rumour: its claim, whole or a part that only one has (else the nearest are in the error). A state of
 * waar or onwaar needs a source.
 */
int rumours_settle(struct desk *d, int64_t issue, struct str claim, struct str state, struct str source, const struct doer *by,
                   struct err *err);

#endif

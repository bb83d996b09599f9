/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * The reports: each reads the store and composes a document, which the writers turn into files. Same store and same moment,
 * same document.
 */
#ifndef TAMTAM_REPORT_H
#define TAMTAM_REPORT_H

#include "store/store.h"
#include "tamtam/document.h"

/*
 * The window of the tamtam that comes out on a day: from the concept hour on the working day before to the concept hour on the
 * day itself (UTC ms).
 */
void report_day_window(const struct municipality *town, int day, int64_t *from, int64_t *to);

/*
 * The tamtam that comes out on `day`, as a concept. `d` is the caller's: doc_init before, doc_release after. `made` is the
 * moment that its metadata carry.
 */
int report_day(struct document *d, struct store *store, const struct municipality *town, int day, int64_t made, struct err *err);

/* ---- the issue analysis ---- */

/* The issue of an id or a title (whole or a part that only one has). Not found: the nearest titles are in the error. */
int report_find_issue(struct store *store, struct str wanted, struct arena *a, struct stored_issue *issue, struct err *err);
/* From the day of its first post until `now`, or until the day of its last post when it has been silent for long. */
void report_issue_window(const struct stored_issue *issue, int64_t now, int64_t *from, int64_t *to);
int report_issue(struct document *d, struct store *store, const struct municipality *town, const struct stored_issue *issue,
                 int64_t from, int64_t to, int64_t made, struct err *err);

/* ---- the reputation analysis ---- */

/* The person in office of a name, a nickname or a part of a name that only one has. Not found: the nearest names are in the error. */
int report_find_person(const struct municipality *town, struct str wanted, struct arena *a, int *person, struct err *err);
/* `person` is an index in town->people; the window is compared with the one of equal length before it. */
int report_reputation(struct document *d, struct store *store, const struct municipality *town, int person, int64_t from, int64_t to,
                      int64_t made, struct err *err);

#endif

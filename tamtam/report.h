/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * The reports: each reads the store and composes a document, which the writers turn into files. Same store and same
 * moment, same document.
 */
#ifndef TAMTAM_REPORT_H
#define TAMTAM_REPORT_H

#include "store/store.h"
#include "tamtam/document.h"

/*
 * The window of the tamtam that comes out on a day: from the concept hour on the working day before to the concept hour
 * on the day itself (UTC ms).
 */
void report_day_window(const struct municipality *town, int day, int64_t *from, int64_t *to);

/*
 * The tamtam that comes out on `day`, as a concept. `d` is the caller's: doc_init before, doc_release after. `made` is
 * the moment that its metadata carry; `picture_path` the table of tamtam/picture.h, for the rumours.
 */
int report_day(struct document *d, struct store *store, const struct municipality *town, const char *picture_path, int day,
               int64_t made, struct err *err);

/* ---- the issue analysis ---- */

/* The issue of an id or a title (whole or a part that only one has). Not found: the nearest titles are in the error. */
int report_find_issue(struct store *store, struct str wanted, struct arena *a, struct stored_issue *issue,
                      struct err *err);
/* From the day of its first post until `now`, or until the day of its last post when it has been silent for long. */
void report_issue_window(const struct stored_issue *issue, int64_t now, int64_t *from, int64_t *to);
int report_issue(struct document *d, struct store *store, const struct municipality *town,
                 const struct stored_issue *issue, int64_t from, int64_t to, int64_t made, struct err *err);

/* ---- the reputation analysis ---- */

/* The person in office of a name, a nickname or a part of a name that only one has. Not found: the nearest names are in
 * the error. */
int report_find_person(const struct municipality *town, struct str wanted, struct arena *a, int *person,
                       struct err *err);
/* `person` is an index in town->people; the window is compared with the one of equal length before it. */
int report_reputation(struct document *d, struct store *store, const struct municipality *town, int person,
                      int64_t from, int64_t to, int64_t made, struct err *err);

/* ---- the crisis picture ---- */

struct crisis_order {
    struct stored_issue issue;
    enum alert_level level; /* of its alert; signaal when there is none */
    int64_t from, to;       /* the window */
    int number;             /* of this incident's pictures, from 1 */
};
/*
 * The issue of a crisis picture: of an id or title, of 'alert 3', or, where nothing is said, of the highest alert in
 * the three days before `now`. Fills in issue and level.
 */
int report_crisis_find(struct store *store, struct str wanted, int64_t now, struct arena *a, struct crisis_order *order,
                       struct err *err);
/* `picture_path` is the table of tamtam/picture.h. */
int report_crisis(struct document *d, struct store *store, const struct municipality *town, const char *picture_path,
                  const struct crisis_order *order, int64_t made, struct err *err);

/* ---- periods: the view for those who govern ---- */

enum period_cut { PERIOD_WHOLE, PERIOD_DISTRICT, PERIOD_THEME, PERIOD_PERSON };
struct period_order {
    enum period_cut cut;
    struct str value; /* name of the district or person, value name of the theme; empty for the whole */
    int64_t from, to; /* whole civil days */
};
/* The names of a district (or its alias) and of a theme (its label or name). Not found: the nearest are in the error.
 */
int report_find_district(const struct municipality *town, struct str wanted, struct arena *a, struct str *name,
                         struct err *err);
int report_find_theme(struct str wanted, struct str *name, struct err *err);
/* Monday to Sunday of the week in which a day lies. */
void report_week_window(int day, int64_t *from, int64_t *to);
/* From the tallies alone, so of any length; compared with the period of the same length before it. */
int report_period(struct document *d, struct store *store, const struct municipality *town,
                  const struct period_order *order, int64_t made, struct err *err);

/* ---- a query ---- */

/* A search (tamtam/query.h) told as an issue is. A search is logged by the caller. */
int report_query(struct document *d, struct store *store, const struct municipality *town, struct str text,
                 int64_t from, int64_t to, int64_t made, struct err *err);

#endif

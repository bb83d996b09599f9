/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* What a period's report tells of: counted from the tallies, whole or cut by district, theme or person. */
#ifndef TAMTAM_PERIOD_H
#define TAMTAM_PERIOD_H

#include "tamtam/figures.h"
#include "tamtam/report.h"

/* What is counted of one issue, theme, district or person. */
struct part {
    struct str name;
    int64_t issue;
    struct counts counts;
    int before;
    bool before_few; /* it held residents and was below five */
};

struct parts {
    struct part *v;
    int n, cap;
};

struct view {
    struct document *d;
    struct store *store;
    const struct municipality *town;
    struct period_order order;
    int from_day, to_day;
    int first_day;       /* that was ever measured; 0: nothing yet */
    int64_t oldest_text; /* 0: no posts held */
    bool has_before;     /* the period before was measured wholly */
    struct counts all;
    int before;
    int64_t *days;
    struct parts issues, themes, districts, people;
    struct arena arena;
};

/* Fills all that is counted, of the order and its days; a period longer than a week begins with the week in which measuring began. */
int period_read(struct view *r, struct err *err);

#endif

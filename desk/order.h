/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * An order for a report: what is wanted, made definite once (which issue, which window), so that the same order
 * composes the same document again when it is edited and fixed.
 */
#ifndef DESK_ORDER_H
#define DESK_ORDER_H

#include "desk/desk.h"
#include "tamtam/document.h"

enum report_kind {
    REPORT_DAY,
    REPORT_WEEK,
    REPORT_ISSUE,
    REPORT_REPUTATION,
    REPORT_CRISIS,
    REPORT_DISTRICT,
    REPORT_THEME,
    REPORT_PERSON,
    REPORT_QUERY,
    REPORT_COUNT
};
/* "day" and "Tamtam", "issue" and "Issue-analyse", ... */
extern const struct value_name report_names[];

/* What was asked for; empty and 0 are what was not said. */
struct wish {
    enum report_kind kind;
    struct str what;  /* issue, person, district, theme or query */
    int64_t from, to; /* UTC ms */
    int day;          /* the day it comes out, -1: not said */
    int64_t now;
};

struct order {
    enum report_kind kind;
    struct str subject; /* issue id, name, or query; empty for day and week */
    int64_t from, to, made;
    int number; /* of a crisis picture; 0: none */
};

/* Does a report of this kind need to be told of what? */
bool order_needs_subject(enum report_kind kind);
/* Makes a wish definite. What is unknown is an error with the nearest names. Texts are in the desk's arena. */
int order_make(struct desk *d, const struct wish *wish, struct order *order, struct err *err);
/* Composes the report. `doc` is the caller's: doc_init before, doc_release after. */
int order_compose(struct desk *d, const struct order *order, struct document *doc, struct err *err);
/* How many A4 its PDF may take. */
int order_pages(const struct order *order, const struct municipality *town);
/* Adds the name of its files, without an ending: "tamtam-2026-03-11", "issue-12-2026-03-13". */
void order_file_name(const struct order *order, struct buf *name);

#endif

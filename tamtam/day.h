/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* The tamtam's rooms: what the parts of report_day.c share, and those that stand in a file of their own. */
#ifndef TAMTAM_DAY_H
#define TAMTAM_DAY_H

#include "tamtam/document.h"
#include "tamtam/dutch.h"
#include "tamtam/figures.h"
#include "tamtam/picture.h"
#include "tamtam/webcare.h"

/* What the parts of one tamtam share. */
struct day {
    struct document *d;
    struct store *store;
    const struct municipality *town;
    const struct figures *f;
    const struct picture *picture;
    int day;    /* on which it comes out */
    bool is_long; /* so much is told of the main points that the rest is kept short */
    int npoints;
    const struct issue_figures *points[2];
    struct case_report cases; /* that came in within the window */
    struct arena arena;
};

/* Is it one of the main points? */
bool day_is_point(const struct day *r, const struct issue_figures *issue);
/* Posts per 24 hours before the last, of the days that were measured; 0: none. */
double day_mean_before(const struct figures *f);
/* That mean as it is told: '28', 'minder dan 1'. */
struct dutch_number day_usual(const struct figures *f);

/* Composes 'In het kort', when the main points are chosen. */
int day_compose_brief(struct day *r, struct err *err);
/* Composes 'Webcare en KCC' in `parent`. */
void day_compose_webcare(struct day *r, struct block *parent);

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * The watch: how much is said at this hour as a rule, and which issues stand out by volume, spread and acute words.
 * Part of the grouper's state; an alert belongs to an issue and there is one for each matter.
 */
#ifndef ANALYSIS_ALERTS_H
#define ANALYSIS_ALERTS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/values.h"

struct grouper;

enum {
    RATE_KINDS = 2,  /* working day, other day */
    WATCH_FIRST = 12 /* first posts of an alert: what its matter is known by */
};

/* Posts by hour of the day and kind of day, and how many such hours were seen. */
struct rates {
    double posts[RATE_KINDS][24], hours[RATE_KINDS][24];
    int64_t hour;  /* the hour that runs, since 1970 */
    int64_t start; /* the first hour */
    uint32_t now;  /* posts in it so far */
};

/* An alert as it stands. */
struct watch {
    int64_t id, issue;
    int64_t raised, last; /* UTC ms: when the level was reached, latest evidence */
    uint8_t level;        /* enum alert_level */
    bool open;            /* not withdrawn */
    uint8_t nfirst;
    uint32_t first[WATCH_FIRST]; /* numbers of the earliest items that it named */
};

struct mute {
    int64_t issue, until;
};

struct alerts {
    struct rates rates;
    struct watch *v;
    uint32_t n, cap;
    struct mute *mutes;
    uint32_t nmutes, mutes_cap;
    int64_t next_id;
};

void alerts_start(struct alerts *a);
void alerts_release(struct alerts *a);
/* Judges the issue of an item that was just placed. */
void alerts_post(struct grouper *g, uint32_t no);
/* Counts an item in what is usual at its hour; true when it counts. */
bool alerts_count(struct grouper *g, uint32_t no);
/* Withdraws what has gone quiet. */
void alerts_tick(struct grouper *g, int64_t now);
/* Issue `from` is part of `into`. */
void alerts_merge(struct alerts *a, int64_t into, int64_t from);
/* A part of issue `from` is an issue of its own now: the alerts whose first posts went with it follow. */
void alerts_split(struct grouper *g, int64_t from, uint32_t part);
void alerts_mute(struct alerts *a, int64_t issue, int64_t until);

/* Posts expected in the hour of a moment: the hour's own rate, pooled with that of the hour of day and of the whole. */
double rates_expected(const struct rates *r, int64_t time);
/* The chance of `n` or more where `expected` are expected (Poisson, spread widened for days that differ). */
double rates_tail(double expected, int n);

#endif

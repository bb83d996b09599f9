/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* The life of an issue, from the times of its posts alone (after deduplication, ascending, UTC ms). Pure functions. */
#ifndef ANALYSIS_ISSUE_LIFE_H
#define ANALYSIS_ISSUE_LIFE_H

#include "base/values.h"

#include <stdint.h>

/* An issue at a moment; posts after it are not looked at. */
struct life {
    enum phase phase;
    int age_days;  /* whole days since the first post; 'dag n' is a matter of the calendar: issue_day */
    int today;     /* posts in the last 24 hours */
    double before; /* mean of the three days before those */
    int peak;      /* most in any 24 hours, counted back from now day by day */
    double trend;  /* today against before: log of the ratio, each with half a post added; 0 is steady */
    double grows;  /* chance of more posts in the next 24 hours than in the last; -1: too few posts to say (under 5 in
                      three days) */
};

/*
 * Phase: sluimerend after three days without a post; opkomend younger than 48 hours; groeiend above 1.5 times the mean
 * of the three days before; piek the highest so far; uitdovend below half the peak; otherwise stabiel. The first that
 * holds.
 */
struct life issue_life(const int64_t *times, int n, int64_t now);
/* The phase alone. */
enum phase issue_phase(const int64_t *times, int n, int64_t now);
/* 'dag n' of an issue: 1 on the day of its first post, by the calendar of the Netherlands. */
int issue_day(int64_t first, int64_t now);
/*
 * Chance that the next 24 hours bring more posts than the last, for an issue with 5 posts in three days (others: -1). A
 * logistic model on today's posts, the mean of the two days before and the age; set on seven fictional fortnights,
 * Brier score .130 on the one left out, against .142 for the base rate and .169 for 'never'.
 */
double issue_grows(int today, int yesterday, int day_before, double age_days);

#endif

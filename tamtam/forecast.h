/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * Tomorrow: how many contacts a subject will bring by phone, desk and mail, and how good such forecasts were so far. Pure
 * functions of daily counts, so that a forecast of last month is made again from what was known then.
 *
 * The model counts: a day's contacts are Poisson around a level that is not known exactly (Gamma), so that what is expected is
 * negative binomial. The level follows the subject's own past, recent days weighing more; working days and other days (weekends
 * and holidays) have levels of their own, which lean on each other while there are few of them.
 */
#ifndef TAMTAM_FORECAST_H
#define TAMTAM_FORECAST_H

#define FORECAST_WITHIN 0.8
#define FORECAST_SHAPE 6.0 /* of the negative binomial: a variance of m + m*m/6 */

enum { FORECAST_DAYS = 3 };

struct forecast {
    double expected;
    int low, high; /* the fewest counts in a row that hold a chance of FORECAST_WITHIN */
    double chance; /* what they do hold: with whole counts, and few of them, it is more */
};

/* `counts` of `n` days, the first being civil day `first` (when.h); the forecast is of day first + n - 1 + ahead, ahead >= 1. */
struct forecast forecast_counts(const int *counts, int n, int first, int ahead);

/* How forecasts of one day ahead did, over the days of a history that have a week before them. */
struct forecast_record {
    int n;        /* days judged */
    int covered;  /* of these lay within the interval, */
    double chance; /* and what share was said to */
    double error; /* mean absolute error of the model */
    double error_week; /* ... of 'as the same day last week' */
    double error_mean; /* ... of 'as the mean of the last seven days' */
};
void forecast_judge(struct forecast_record *r, const int *counts, int n, int first);

/* How chances that something happens did: the Brier score, and that of saying the base rate, or never. */
struct chance_record {
    int n, happened;
    double sum; /* of squared errors */
};
void chance_judge(struct chance_record *r, double chance, int happened);
/* 0 (perfect) .. 1; -1 where nothing was judged. */
double chance_brier(const struct chance_record *r);
double chance_brier_base(const struct chance_record *r);
double chance_brier_never(const struct chance_record *r);

#endif

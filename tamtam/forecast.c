/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "tamtam/forecast.h"

#include <math.h>
#include <stdlib.h>

#include "base/when.h"

enum { WEEK = 7, MOST_COUNT = 10000 };
static const double HALF_LIFE = 10, PRIOR_DAYS = 3, SPREAD = 6, TAIL = 0.1;

/* What days of a kind brought, the recent ones weighing more; contacts and days. */
static void level_of(const int *counts, int n, int first, int kind, double *posts, double *days)
{
    *posts = *days = 0;
    for (int i = 0; i < n; i++) {
        double weight = pow(0.5, (n - 1 - i) / HALF_LIFE);

        if (kind >= 0 && when_is_workday(first + i) != kind)
            continue;
        *posts += weight * counts[i];
        *days += weight;
    }
}

/* The chance of each count, one after the other: negative binomial by its mean and shape. */
static int quantile(double mean, double shape, double chance)
{
    double p = shape / (shape + mean), term = pow(p, shape), below = term;
    int k = 0;

    for (; below < chance && k < MOST_COUNT; k++) {
        term *= (shape + k) / (k + 1) * (1 - p);
        below += term;
    }
    return k;
}

struct forecast forecast_counts(const int *counts, int n, int first, int ahead)
{
    int kind = when_is_workday(first + n - 1 + ahead);
    double posts, days, own_posts, own_days, level;
    struct forecast f;

    level_of(counts, n, first, -1, &posts, &days);
    level_of(counts, n, first, kind, &own_posts, &own_days);
    level = days > 0 ? posts / days : 0;
    f.expected = (own_posts + PRIOR_DAYS * level) / (own_days + PRIOR_DAYS);
    f.low = quantile(f.expected, SPREAD, TAIL);
    f.high = quantile(f.expected, SPREAD, 1 - TAIL);
    return f;
}

void forecast_judge(struct forecast_record *r, const int *counts, int n, int first)
{
    double error = 0, week = 0, mean = 0;
    int judged = 0;

    for (int day = WEEK; day < n; day++, judged++) {
        struct forecast f = forecast_counts(counts, day, first, 1);
        double sum = 0;

        for (int i = day - WEEK; i < day; i++)
            sum += counts[i];
        error += fabs(counts[day] - f.expected);
        week += abs(counts[day] - counts[day - WEEK]);
        mean += fabs(counts[day] - sum / WEEK);
        r->covered += counts[day] >= f.low && counts[day] <= f.high;
    }
    if (!judged)
        return;
    r->error = (r->error * r->n + error) / (r->n + judged);
    r->error_week = (r->error_week * r->n + week) / (r->n + judged);
    r->error_mean = (r->error_mean * r->n + mean) / (r->n + judged);
    r->n += judged;
}

void chance_judge(struct chance_record *r, double chance, int happened)
{
    r->n++;
    r->happened += happened != 0;
    r->sum += (chance - (happened != 0)) * (chance - (happened != 0));
}

double chance_brier(const struct chance_record *r)
{
    return r->n ? r->sum / r->n : -1;
}

double chance_brier_base(const struct chance_record *r)
{
    double rate = r->n ? (double)r->happened / r->n : 0;

    return r->n ? rate * (1 - rate) : -1;
}

double chance_brier_never(const struct chance_record *r)
{
    return r->n ? (double)r->happened / r->n : -1;
}

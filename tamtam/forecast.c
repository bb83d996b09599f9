/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "tamtam/forecast.h"

#include <math.h>
#include <stdlib.h>

#include "base/when.h"

enum { WEEK = 7, MOST_COUNT = 10000 };
static const double HALF_LIFE = 10, PRIOR_DAYS = 3;

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

/*
 * The shortest run of counts that holds the chance, of negative binomial by its mean and shape. Counts are whole: the chances
 * rise to one peak and fall, so from the peak on the larger neighbour is taken in.
 */
static void shortest_interval(struct forecast *f, double shape)
{
    double p = f->expected / (shape + f->expected), low_term = pow(1 - p, shape), high_term;

    f->low = 0;
    while ((shape + f->low) / (f->low + 1) * p > 1 && f->low < MOST_COUNT) {
        low_term *= (shape + f->low) / (f->low + 1) * p;
        f->low++;
    }
    f->high = f->low;
    f->chance = high_term = low_term;
    while (f->chance < FORECAST_WITHIN && f->high < MOST_COUNT) {
        double above = high_term * (shape + f->high) / (f->high + 1) * p;
        double below = f->low ? low_term * f->low / ((shape + f->low - 1) * p) : 0;

        if (below > above) {
            low_term = below;
            f->low--;
        } else {
            high_term = above;
            f->high++;
        }
        f->chance += below > above ? below : above;
    }
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
    shortest_interval(&f, FORECAST_SHAPE);
    return f;
}

void forecast_judge(struct forecast_record *r, const int *counts, int n, int first)
{
    double error = 0, week = 0, mean = 0, chance = 0;
    int judged = 0;

    for (int day = WEEK; day < n; day++, judged++) {
        struct forecast f = forecast_counts(counts, day, first, 1);
        double sum = 0;

        for (int i = day - WEEK; i < day; i++)
            sum += counts[i];
        error += fabs(counts[day] - f.expected);
        week += abs(counts[day] - counts[day - WEEK]);
        mean += fabs(counts[day] - sum / WEEK);
        chance += f.chance;
        r->covered += counts[day] >= f.low && counts[day] <= f.high;
    }
    if (!judged)
        return;
    r->error = (r->error * r->n + error) / (r->n + judged);
    r->error_week = (r->error_week * r->n + week) / (r->n + judged);
    r->error_mean = (r->error_mean * r->n + mean) / (r->n + judged);
    r->chance = (r->chance * r->n + chance) / (r->n + judged);
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

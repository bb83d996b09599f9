/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * How good forecasts are on labelled fortnights, next to the naive ones.
 *
 *     tomorrow LEXICONS SET...
 *
 * Growth: for each labelled issue at eight each morning the chance that it grows (tamtam/life.h) against what came. Contacts:
 * the posts by phone, desk and mail of each theme that has ten of them, one day ahead (tamtam/forecast.h).
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/when.h"
#include "bench/corpus.h"
#include "tamtam/forecast.h"
#include "tamtam/life.h"

enum { MORNING = 8, MOST_DAYS = 64, LEAST_CONTACTS = 10 };

static int count_between(const int64_t *times, int n, int64_t from, int64_t to)
{
    int count = 0;

    for (int i = 0; i < n; i++)
        count += times[i] > from && times[i] <= to;
    return count;
}

static void judge_growth(const struct corpus *c, struct chance_record *r)
{
    int64_t *times = mem_calloc((size_t)c->n + 1, sizeof *times);
    int first = when_day(c->v[0].post.time), last = when_day(c->v[c->n - 1].post.time);

    for (int i = 0; i < c->n; i++) {
        int n = 0;

        for (int k = i; k < c->n && c->v[i].gold == i; k++)
            if (c->v[k].gold == i)
                times[n++] = c->v[k].post.time;
        for (int day = first + 1; day < last && n; day++) {
            int64_t now = when_at(day, MORNING, 0);
            struct life life = life_at(times, n, times[0], now);

            if (life.grows >= 0)
                chance_judge(r, life.grows, count_between(times, n, now, now + WHEN_DAY) > life.today);
        }
    }
    free(times);
}

static void judge_contacts(const struct corpus *c, struct forecast_record *r)
{
    int first = when_day(c->v[0].post.time), days = when_day(c->v[c->n - 1].post.time) - first + 1;

    for (int theme = 0; theme < THEME_COUNT && days <= MOST_DAYS; theme++) {
        int counts[MOST_DAYS] = {0}, all = 0;

        for (int i = 0; i < c->n; i++) {
            const struct sample *s = &c->v[i];
            bool contact = s->post.channel == CHANNEL_KCC || s->post.channel == CHANNEL_EMAIL;

            if (contact && s->marks.themes >> theme & 1) {
                counts[when_day(s->post.time) - first]++;
                all++;
            }
        }
        if (all >= LEAST_CONTACTS)
            forecast_judge(r, counts, days, first);
    }
}

int main(int argc, char **argv)
{
    struct chance_record growth = {0};
    struct forecast_record contacts = {0};

    if (argc < 3) {
        fprintf(stderr, "usage: tomorrow LEXICONS NEWSROOM=POSTS...\n");
        return 2;
    }
    for (int i = 2; i < argc; i++) {
        struct corpus c;

        corpus_read(&c, argv[1], argv[i]);
        if (c.n) {
            judge_growth(&c, &growth);
            judge_contacts(&c, &contacts);
        }
        corpus_release(&c);
    }
    printf("growth: %d cases, %d grew; Brier %.3f, base rate %.3f, never %.3f\n", growth.n, growth.happened,
           chance_brier(&growth), chance_brier_base(&growth), chance_brier_never(&growth));
    printf("contacts: %d days of themes; mean error %.2f, as last week %.2f, mean of seven days %.2f;"
           " %.0f%% within the interval, %.0f%% expected to be\n",
           contacts.n, contacts.error, contacts.error_week, contacts.error_mean,
           contacts.n ? 100.0 * contacts.covered / contacts.n : 0, 100 * contacts.chance);
    return 0;
}

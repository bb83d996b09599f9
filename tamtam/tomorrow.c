/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "tamtam/tomorrow.h"

#include <stdlib.h>
#include <string.h>

#include "base/when.h"
#include "tamtam/life.h"

enum { LEAST_CONTACTS = 5, LEAST_HISTORY = 8 };

struct seen {
    int64_t issue, time;
};

struct reading {
    struct seen *posts; /* of issues, by time */
    int n, cap;
    int first;          /* civil day of contacts[..][0] */
    int contacts[THEME_COUNT][TOMORROW_HISTORY];
    int64_t oldest;
};

static int take(void *context, const struct stored_post *p)
{
    struct reading *r = context;
    bool contact = p->post.channel == CHANNEL_KCC || p->post.channel == CHANNEL_EMAIL;
    int day = when_day(p->post.time) - r->first;

    r->oldest = p->post.time < r->oldest ? p->post.time : r->oldest;
    if (p->duplicate_of)
        return 0;
    for (int t = 0; t < THEME_COUNT && contact && day >= 0 && day < TOMORROW_HISTORY; t++)
        r->contacts[t][day] += (int)(p->marks.themes >> t & 1);
    if (p->issue) {
        MEM_GROW(r->posts, r->n, r->cap);
        r->posts[r->n++] = (struct seen){p->issue, p->post.time};
    }
    return 0;
}

static int by_issue(const void *x, const void *y)
{
    const struct seen *a = x, *b = y;

    if (a->issue != b->issue)
        return a->issue < b->issue ? -1 : 1;
    return (a->time > b->time) - (a->time < b->time);
}

static int count_between(const int64_t *times, int n, int64_t from, int64_t to)
{
    int count = 0;

    for (int i = 0; i < n; i++)
        count += times[i] > from && times[i] <= to;
    return count;
}

/* What was said of its growth a day, two days, ... ago, and what came. */
static void judge_issue(struct tomorrow *t, const int64_t *times, int n, int64_t first, int64_t now)
{
    for (int back = 1; back < TOMORROW_HISTORY; back++) {
        int64_t then = now - back * (int64_t)WHEN_DAY;
        struct life life = life_at(times, n, first, then);

        if (life.grows >= 0)
            chance_judge(&t->growth, life.grows, count_between(times, n, then, then + WHEN_DAY) > life.today);
    }
}

static int read_issue(struct tomorrow *t, struct store *store, struct arena *a, const struct seen *posts, int n, int64_t now,
                      struct err *err)
{
    int64_t *times = mem_calloc((size_t)n, sizeof *times);
    struct stored_issue issue = {0};
    struct life life;
    int failed = store_issue(store, a, posts[0].issue, &issue, err);

    for (int i = 0; i < n; i++)
        times[i] = posts[i].time;
    if (!failed) {
        int64_t first = issue.first ? issue.first : times[0];

        judge_issue(t, times, n, first, now);
        life = life_at(times, n, first, now);
        if (life.grows >= 0)
            t->issues[t->nissues++] = (struct tomorrow_issue){posts[0].issue, issue.title, life.grows, life.today};
    }
    free(times);
    return failed;
}

static int likeliest_first(const void *x, const void *y)
{
    const struct tomorrow_issue *a = x, *b = y;

    if (a->grows > b->grows || a->grows < b->grows)
        return a->grows > b->grows ? -1 : 1;
    return (a->issue > b->issue) - (a->issue < b->issue);
}

static int most_expected_first(const void *x, const void *y)
{
    const struct tomorrow_theme *a = x, *b = y;

    if (a->days[0].expected > b->days[0].expected || a->days[0].expected < b->days[0].expected)
        return a->days[0].expected > b->days[0].expected ? -1 : 1;
    return (int)a->theme - (int)b->theme;
}

static int read_issues(struct tomorrow *t, struct store *store, struct arena *a, struct reading *r, int64_t now, struct err *err)
{
    int failed = 0;

    if (r->n)
        qsort(r->posts, (size_t)r->n, sizeof *r->posts, by_issue);
    t->issues = arena_alloc(a, (size_t)(r->n + 1) * sizeof *t->issues);
    for (int i = 0, end; i < r->n && !failed; i = end) {
        for (end = i; end < r->n && r->posts[end].issue == r->posts[i].issue; end++)
            ;
        failed = read_issue(t, store, a, r->posts + i, end - i, now, err);
    }
    qsort(t->issues, (size_t)t->nissues, sizeof *t->issues, likeliest_first);
    return failed;
}

/* Only days that lie after the first post count, and today does not: it is not over. */
static void read_themes(struct tomorrow *t, struct arena *a, const struct reading *r)
{
    int skip = TOMORROW_HISTORY - t->history;

    t->themes = arena_alloc(a, THEME_COUNT * sizeof *t->themes);
    for (int theme = 0; theme < THEME_COUNT && t->history >= LEAST_HISTORY; theme++) {
        struct tomorrow_theme *of = &t->themes[t->nthemes];
        const int *counts = r->contacts[theme] + skip;

        *of = (struct tomorrow_theme){.theme = (enum theme)theme};
        for (int day = 0; day < t->history; day++)
            of->contacts += counts[day];
        if (of->contacts < LEAST_CONTACTS)
            continue;
        forecast_judge(&t->contacts, counts, t->history, r->first + skip);
        for (int ahead = 0; ahead < FORECAST_DAYS; ahead++)
            of->days[ahead] = forecast_counts(counts, t->history, r->first + skip, ahead + 2);
        t->nthemes++;
    }
    qsort(t->themes, (size_t)t->nthemes, sizeof *t->themes, most_expected_first);
}

int tomorrow_read(struct tomorrow *t, struct store *store, const struct municipality *town, int64_t now, struct arena *a,
                  struct err *err)
{
    int today = when_day(now), failed;
    struct reading r = {.first = today - TOMORROW_HISTORY, .oldest = now};

    *t = (struct tomorrow){.day = today + 1};
    failed = store_posts_between(store, when_at(r.first, 0, 0), now, town, take, &r, err);
    t->history = today - when_day(r.oldest);
    if (!failed)
        failed = read_issues(t, store, a, &r, now, err);
    if (!failed)
        read_themes(t, a, &r);
    free(r.posts);
    return failed;
}

const char *tomorrow_best(const struct forecast_record *r)
{
    if (!r->n)
        return NULL;
    if (r->error <= r->error_week && r->error <= r->error_mean)
        return "het model";
    return r->error_week < r->error_mean ? "vorige week" : "het gemiddelde";
}

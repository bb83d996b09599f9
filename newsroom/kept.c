/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "newsroom/kept.h"

#include <stdlib.h>

#include "base/when.h"
#include "desk/clock.h"
#include "newsroom/server.h"
#include "store/now.h"

enum { LONGEST_MS = 60 * 1000, BEHIND_MS = 5000, RENEWAL_MS = 5000, BEHIND_TIMES = 20, MOST_POSTS = 60000, MOST_OTHERS = 60, OTHERS_DAYS = 14 };

/* With the lock held. */
static void let_go(struct kept_figures *f)
{
    if (--f->users > 0)
        return;
    figures_release(&f->figures);
    free(f);
}

/* Who finds them too old reads them anew; until then the others go on with these. */
static bool still_holds(struct kept_figures *f, const struct posts_stand *stand, int64_t now)
{
    int64_t clock = clock_monotonic(), age = clock - f->made;

    if (f->stand.changes != stand->changes || now < f->now)
        return false;
    if (f->renewing && clock - f->renewing < RENEWAL_MS)
        return true;
    if (now - f->now <= LONGEST_MS && (f->stand.post == stand->post || (age < BEHIND_MS && age < BEHIND_TIMES * f->took)))
        return true;
    f->renewing = clock;
    return false;
}

static struct kept_figures *find(struct kept *k, int64_t issue, int days, const struct posts_stand *stand, int64_t now)
{
    for (int i = 0; i < KEPT_ISSUES; i++) {
        struct kept_figures *f = k->v[i];

        if (f && f->issue == issue && f->days == days && still_holds(f, stand, now)) {
            f->users++;
            return f;
        }
    }
    return NULL;
}

/* The figures that were read longest ago, other than `f`; -1: there are none. `posts` is what all together hold. */
static int oldest_beside(const struct kept *k, const struct kept_figures *f, int64_t *posts)
{
    int oldest = -1;

    *posts = 0;
    for (int i = 0; i < KEPT_ISSUES; i++) {
        if (!k->v[i])
            continue;
        *posts += k->v[i]->figures.nposts;
        if (k->v[i] != f && (oldest < 0 || k->v[i]->made < k->v[oldest]->made))
            oldest = i;
    }
    return oldest;
}

/* Others go until what is held is bounded; the giant of the day stays, for reading it again and again costs more. */
static void make_room(struct kept *k, const struct kept_figures *f)
{
    int64_t posts;

    for (int at; (at = oldest_beside(k, f, &posts)) >= 0 && posts > MOST_POSTS;) {
        let_go(k->v[at]);
        k->v[at] = NULL;
    }
}

/* In the place of the same window's older figures, or of those that were read longest ago. */
static void put_in(struct kept *k, struct kept_figures *f)
{
    int at = 0;

    for (int i = 0; i < KEPT_ISSUES; i++) {
        if (!k->v[i] || (k->v[i]->issue == f->issue && k->v[i]->days == f->days)) {
            at = i;
            break;
        }
        if (k->v[i]->made < k->v[at]->made)
            at = i;
    }
    if (k->v[at])
        let_go(k->v[at]);
    k->v[at] = f;
    f->users++;
    make_room(k, f);
}

static int read_others(struct visit *v, struct kept_figures *f, struct err *err)
{
    int today = when_day(v->now), n;
    struct issue_query q = {.from_day = today - OTHERS_DAYS, .to_day = today + 1, .voice = -1, .limit = MOST_OTHERS};
    struct issue_sum *sums;

    if (store_issue_sums(v->desk->store, &v->arena, &q, &sums, &n, err))
        return -1;
    f->others = arena_alloc(&f->figures.arena, ((size_t)n + 1) * sizeof *f->others);
    for (int i = 0; i < n; i++) {
        struct stored_issue *other = &f->others[f->nothers];

        if (sums[i].issue == f->issue)
            continue;
        if (store_issue(v->desk->store, &f->figures.arena, sums[i].issue, other, err))
            return -1;
        other->posts = sums[i].posts;
        f->nothers++;
    }
    return 0;
}

int kept_take(struct visit *v, const struct stored_issue *issue, int days, int64_t to, struct kept_figures **out, struct err *err)
{
    struct kept *k = &v->newsroom->kept;
    struct posts_stand stand;
    struct kept_figures *f;

    *out = NULL;
    if (store_posts_stand(v->desk->store, &stand, err))
        return -1;
    pthread_mutex_lock(&k->lock);
    *out = find(k, issue->id, days, &stand, v->now);
    pthread_mutex_unlock(&k->lock);
    if (*out)
        return 0;
    f = mem_calloc(1, sizeof *f);
    *f = (struct kept_figures){.issue = issue->id, .days = days, .stand = stand, .now = v->now, .made = clock_monotonic(), .users = 1};
    *out = f;
    if (figures_read_issue(&f->figures, v->desk->store, &v->desk->town, issue, to - days * (int64_t)WHEN_DAY, to, err) ||
        rumours_read(v->desk, &f->figures.arena, issue->id, v->now, &f->rumours, &f->nrumours, err) || read_others(v, f, err))
        return -1;
    f->nquestions = dossier_read_questions(&f->figures.issues[0], &f->figures.arena, &f->questions);
    f->took = clock_monotonic() - f->made;
    pthread_mutex_lock(&k->lock);
    put_in(k, f);
    pthread_mutex_unlock(&k->lock);
    return 0;
}

void kept_give_back(struct visit *v, struct kept_figures *f)
{
    if (!f)
        return;
    pthread_mutex_lock(&v->newsroom->kept.lock);
    let_go(f);
    pthread_mutex_unlock(&v->newsroom->kept.lock);
}

void kept_forget(struct kept *k)
{
    for (int i = 0; i < KEPT_ISSUES; i++)
        if (k->v[i])
            let_go(k->v[i]);
    for (int i = 0; i < KEPT_ISSUES; i++)
        k->v[i] = NULL;
}

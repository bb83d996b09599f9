/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * What comes later may show where a post belongs: rivals are drawn along, loose posts looked at again, and a sudden matter inside an
 * old issue becomes one of its own.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/grouper.h"
#include "base/when.h"

enum {
    PULLED = 2,        /* rivals that a post may draw to its issue */
    PROBES = 2,        /* posts of a cluster that are asked before it merges */
    REVIEW_HOURS = 72, /* how long a loose post is looked at again */
    REVIEW_MOST = 20,  /* and how many of them for each hour that passed, */
    REVIEW_PASSED = 6, /* at most for so many */
    CORE_HOURS = 6,    /* what is sudden, */
    CORE_LEAST = 4,    /* the posts that it takes, and as many before it, */
    CORE_ASKED = 12,   /* and the most that are compared */
    KIND_LEAST = 3     /* posts of an issue by which it is acute or quiet */
};

/* Would the posts of one cluster go to the other, if they came now? The mean log odds of a few of them. */
static float draw_of(struct grouper *g, uint32_t into, uint32_t from)
{
    const struct cluster *c = &g->clusters[from];
    uint32_t n = c->n < PROBES ? c->n : PROBES;
    float sum = 0;

    for (uint32_t i = 0; i < n; i++)
        sum += match_one(g, c->items[c->n - 1 - i], into);
    return sum / (float)n;
}

/* May the program itself join these two? */
static bool may_merge(const struct grouper *g, uint32_t a, uint32_t b)
{
    return a != b && !g->clusters[a].kept && !g->clusters[b].kept;
}

/* Asked before, and the larger has hardly grown since? */
static bool was_refused(const struct cluster *small, const struct cluster *large)
{
    return small->refused.uid == large->uid && large->n < small->refused.n + 1 + small->refused.n / 4;
}

/* What was split does not join again by itself, whichever of the two grows. */
static void keep_apart(struct cluster *c, const struct cluster *from)
{
    c->refused.uid = from->uid;
    c->refused.n = APART;
}

/* What two groups of posts say in common: the mean cosine of their pairs; a group with itself leaves out a post's own. */
static float nearness(const struct grouper *g, const struct item *const *a, int na, const struct item *const *b, int nb)
{
    float sum = 0;
    int pairs = 0;

    for (int i = 0; i < na; i++)
        for (int k = a == b ? i + 1 : 0; k < nb; k++, pairs++)
            sum += item_cosine(g, a[i], b[k]);
    return pairs ? sum / (float)pairs : 0;
}

static float mean_acute(const struct item *const *v, int n)
{
    float sum = 0;

    for (int i = 0; i < n; i++)
        sum += item_danger(v[i]);
    return n ? sum / (float)n : 0;
}

/* The posts of a cluster since a moment, or those before it: the latest few. */
static int posts_of(const struct grouper *g, const struct cluster *c, int64_t since, bool before,
                    const struct item **out)
{
    int n = 0;

    for (uint32_t i = c->n; i-- > 0 && n < CORE_ASKED;) {
        const struct item *it = item_at(g, c->items[i]);

        if ((it->time < since) == before && !(it->flags & (ITEM_COPY | ITEM_LATE)))
            out[n++] = it;
    }
    return n;
}

/* Is the first acute and the other not, and do they differ in what they say? Then what made one sudden is not in the other. */
static bool is_sudden_beside(const struct grouper *g, const struct item *const *now, int n, const struct item *const *then, int m)
{
    static const float acute_now = 0.3f, acute_then = 0.1f;

    return mean_acute(now, n) >= acute_now && mean_acute(then, m) <= acute_then &&
           nearness(g, now, n, then, m) < nearness(g, now, n, now, n);
}

/* An acute matter is not joined with an older quiet one: review_core() would only part them again. */
static bool is_other_kind(const struct grouper *g, const struct cluster *a, const struct cluster *b)
{
    const struct cluster *older = a->first < b->first ? a : b, *newer = older == a ? b : a;
    const struct item *then[CORE_ASKED], *now[CORE_ASKED];
    int n = posts_of(g, newer, INT64_MIN, false, now), m = posts_of(g, older, INT64_MIN, false, then);

    return n >= KIND_LEAST && m >= KIND_LEAST && is_sudden_beside(g, now, n, then, m);
}

/* Rivals for the post: loose posts and issues that turn out to be on the same matter come along. */
void review_rivals(struct grouper *g, uint32_t no)
{
    struct reference rivals[PULLED];
    int n = 0;

    for (int i = 0; i < g->ncandidates && n < PULLED; i++) {
        const struct candidate *c = &g->candidates[i];

        if (c->odds <= g->weights.join)
            break;
        if (c->cluster != item_at(g, no)->cluster)
            rivals[n++] = (struct reference){c->cluster, c->uid};
    }
    for (int i = 0; i < n; i++) {
        uint32_t home = item_at(g, no)->cluster, other = rivals[i].cluster, swap;
        bool loose;

        if (g->clusters[other].uid != rivals[i].uid || !may_merge(g, home, other))
            continue;
        if (g->clusters[other].n > g->clusters[home].n) {
            swap = home;
            home = other;
            other = swap;
        }
        loose = g->clusters[other].n == 1;
        if (was_refused(&g->clusters[other], &g->clusters[home]) || is_other_kind(g, &g->clusters[other], &g->clusters[home]))
            continue;
        if (draw_of(g, home, other) > (loose ? g->weights.pull : g->weights.merge)) {
            grouper_join_all(g, home, other);
        } else if (g->clusters[other].refused.n < APART) {
            g->clusters[other].refused.uid = g->clusters[home].uid;
            g->clusters[other].refused.n = g->clusters[home].n;
        }
    }
}

/* Is it time to look at a loose post again, between two hours of the clock? At growing intervals. */
static bool is_due(const struct item *it, int64_t before, int64_t now)
{
    static const int hours[] = {1, 3, 9, 24, REVIEW_HOURS};

    for (size_t i = 0; i < sizeof hours / sizeof *hours; i++) {
        int64_t due = it->arrival + (int64_t)hours[i] * WHEN_HOUR;

        if (due > before && due <= now)
            return true;
    }
    return false;
}

/* An item's cluster as it stands, to be put back as if nothing had happened. */
static void take_out(struct grouper *g, uint32_t no, struct cluster *kept)
{
    *kept = g->clusters[item_at(g, no)->cluster];
    grouper_leave(g, no);
}

/* Joins without a sign of life: the post came long ago. */
static void join_quietly(struct grouper *g, uint32_t no, uint32_t slot)
{
    struct cluster *c = &g->clusters[slot];
    float pulse = c->pulse;
    int64_t time = c->pulse_time;

    grouper_join(g, no, slot);
    g->clusters[slot].pulse = pulse;
    g->clusters[slot].pulse_time = time;
}

/* A post of an issue that turns out to be nearer to another one moves there. */
static void reconsider(struct grouper *g, uint32_t no)
{
    static const float margin = 1;
    uint32_t home = item_at(g, no)->cluster, alone, best = NO_INDEX;
    float odds = -INFINITY;
    int changes = g->nchanges;
    struct cluster kept;

    take_out(g, no, &kept);
    alone = grouper_new_cluster(g);
    join_quietly(g, no, alone);
    match_find(g, item_at(g, no), no);
    for (int i = 0; i < g->ncandidates && best == NO_INDEX; i++)
        if (may_merge(g, home, g->candidates[i].cluster) || g->candidates[i].cluster == home) {
            best = g->candidates[i].cluster;
            odds = g->candidates[i].odds;
        }
    if (best != home && best != NO_INDEX)
        for (int i = 0; i < g->ncandidates; i++)
            if (g->candidates[i].cluster == home && odds < g->candidates[i].odds + margin)
                best = home;
    if (best == NO_INDEX || odds < g->weights.pull || !g->clusters[best].id)
        best = home;
    grouper_leave(g, no);
    join_quietly(g, no, best);
    if (best == home)
        g->nchanges = changes;
}

/*
 * A sudden matter inside an old issue: what came in the last hours hangs together, and differs from what was said
 * before in its words or in being acute.
 */
static bool has_new_core(const struct grouper *g, const struct cluster *c, int64_t since)
{
    static const float apart = 0.5f;
    const struct item *now[CORE_ASKED], *then[CORE_ASKED];
    int n = posts_of(g, c, since, false, now), m = posts_of(g, c, since, true, then);
    float within, between;

    if (n < CORE_LEAST || m < CORE_LEAST)
        return false;
    if (is_sudden_beside(g, now, n, then, m))
        return true;
    within = nearness(g, now, n, now, n);
    between = nearness(g, now, n, then, m);
    return between < apart * within && nearness(g, then, m, then, m) > between;
}

/* Gives the new core of an issue an issue of its own; true when it did. */
bool review_core(struct grouper *g, uint32_t no)
{
    uint32_t home = item_at(g, no)->cluster, slot;
    struct cluster *c = &g->clusters[home];
    int64_t since = g->clock - (int64_t)CORE_HOURS * WHEN_HOUR;

    if (c->kept || c->own < 2 * CORE_LEAST || c->pulse < CORE_LEAST / 2 || c->n < c->looked + c->looked / 4 ||
        item_at(g, c->items[0])->time > since)
        return false;
    c->looked = c->n;
    if (!has_new_core(g, c, since))
        return false;
    slot = grouper_new_cluster(g);
    c = &g->clusters[home];
    for (uint32_t i = c->n; i-- > 0;) {
        uint32_t moved = c->items[i];

        if (item_at(g, moved)->time < since)
            continue;
        grouper_leave(g, moved);
        grouper_join(g, moved, slot);
    }
    alerts_split(g, c->id, slot);
    title_follow(g, c, &g->clusters[slot]);
    grouper_tell(g, c);
    grouper_tell(g, &g->clusters[slot]);
    c->pulse = 0;
    keep_apart(&g->clusters[slot], c);
    keep_apart(c, &g->clusters[slot]);
    grouper_front(g, item_at(g, no), slot);
    return true;
}

/* Loose posts are looked at again: what they belong to may have come after them. */
void review_loose(struct grouper *g)
{
    int64_t now = g->clock - g->clock % WHEN_HOUR, before = g->reviewed, oldest, hours;
    int looked = 0, most;

    if (now <= before)
        return;
    oldest = before - (int64_t)REVIEW_HOURS * WHEN_HOUR;
    hours = (now - before) / WHEN_HOUR;
    most = REVIEW_MOST * (int)(hours < REVIEW_PASSED ? hours : REVIEW_PASSED);
    g->reviewed = now;
    for (uint32_t i = g->nitems; i-- > 0 && looked < most && g->items[i].arrival >= oldest;) {
        struct item *it = &g->items[i];

        if (it->flags & (ITEM_FIXED | ITEM_COPY) || !is_due(it, before, now))
            continue;
        looked++;
        if (g->clusters[it->cluster].n > 2 && !g->clusters[it->cluster].kept) {
            reconsider(g, g->first + i);
            continue;
        }
        if (g->clusters[it->cluster].n > 1 || g->clusters[it->cluster].id)
            continue;
        match_find(g, it, g->first + i);
        if (g->ncandidates && g->candidates[0].odds > g->weights.pull &&
            may_merge(g, it->cluster, g->candidates[0].cluster))
            grouper_join_all(g, g->candidates[0].cluster, it->cluster);
    }
}


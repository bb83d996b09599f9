/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "analysis/issues.h"

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
    SWEEP_ITEMS = 8192
};

void grouper_prepare(struct grouper *g, const struct municipality *town)
{
    g->town = town;
    g->clock = TIME_NONE;
    g->flow_time = TIME_NONE;
    g->reviewed = -((int64_t)1 << 50);
    g->next_issue = 1;
    g->next_uid = 1;
    g->by_place = mem_calloc((size_t)town->ndistricts + 1, sizeof *g->by_place);
    g->places = mem_calloc((size_t)town->ndistricts + 1, sizeof *g->places);
    g->people = mem_calloc((size_t)town->npeople + 1, sizeof *g->people);
    g->touched_items = mem_calloc(BUDGET, sizeof *g->touched_items);
    alerts_start(&g->alerts);
}

struct grouper *grouper_new(const char *const *lexicon_folders, const struct municipality *town)
{
    struct grouper *g = mem_calloc(1, sizeof *g);

    weights_read(&g->weights, lexicon_folders);
    labels_read(&g->labels, lexicon_folders, town);
    grouper_prepare(g, town);
    return g;
}

void grouper_free(struct grouper *g)
{
    if (!g)
        return;
    for (uint32_t i = 0; i < g->nitems; i++)
        item_release(&g->items[i]);
    for (uint32_t i = 0; i < g->nclusters; i++)
        free(g->clusters[i].items);
    index_release(g);
    labels_release(&g->labels);
    alerts_release(&g->alerts);
    arena_release(&g->arena);
    free(g->items), free(g->beside), free(g->clusters), free(g->free), free(g->by_place), free(g->places),
        free(g->people);
    free(g->renamed), free(g->changes), free(g->tallies), free(g->touched);
    free(g->touched_items), free(g->candidates);
    free(g);
}

/* ---- changes ---- */

struct change *grouper_change(struct grouper *g, enum change_kind kind, int64_t issue)
{
    MEM_GROW(g->changes, g->nchanges, g->changes_cap);
    g->changes[g->nchanges] = (struct change){.kind = kind, .issue = issue};
    return &g->changes[g->nchanges++];
}

static void begin(struct grouper *g)
{
    g->nchanges = 0;
    arena_clear(&g->arena);
}

static struct changes done(const struct grouper *g)
{
    return (struct changes){g->changes, g->nchanges};
}

static void tell_issue(struct grouper *g, const struct cluster *c)
{
    struct str title = str_copy(&g->arena, (struct str){c->title, c->title_bytes});

    grouper_change(g, CHANGE_ISSUE, c->id)->title = title;
}

static void tell_post(struct grouper *g, const struct item *it, int64_t issue)
{
    grouper_change(g, CHANGE_POST, issue)->post = it->seq;
}

/* ---- clusters ---- */

void tallies_make_room(struct grouper *g)
{
    uint32_t had = g->tallies_cap;

    if (had >= g->nclusters)
        return;
    g->tallies_cap = g->clusters_cap;
    g->tallies = mem_realloc(g->tallies, g->tallies_cap, sizeof *g->tallies);
    memset(g->tallies + had, 0, (g->tallies_cap - had) * sizeof *g->tallies);
}

uint32_t grouper_new_cluster(struct grouper *g)
{
    uint32_t slot;

    if (g->nfree) {
        slot = g->free[--g->nfree];
    } else {
        MEM_GROW(g->clusters, g->nclusters, g->clusters_cap);
        slot = g->nclusters++;
        tallies_make_room(g);
        g->clusters[slot].items = NULL;
        g->clusters[slot].items_cap = 0;
    }
    g->clusters[slot] = (struct cluster){.uid = g->next_uid++,
                                         .items = g->clusters[slot].items,
                                         .items_cap = g->clusters[slot].items_cap,
                                         .first = INT64_MAX,
                                         .last = INT64_MIN};
    return slot;
}

static void free_cluster(struct grouper *g, uint32_t slot)
{
    struct cluster *c = &g->clusters[slot];

    free(c->items);
    c->items = NULL;
    c->items_cap = 0;
    c->uid = 0;
    MEM_GROW(g->free, g->nfree, g->free_cap);
    g->free[g->nfree++] = slot;
}

static void count_add(struct count *list, int cap, uint16_t what, int by)
{
    struct count *room = NULL;

    for (int i = 0; i < cap; i++) {
        if (list[i].n && list[i].what == what) {
            list[i].n = (uint16_t)(list[i].n + by);
            return;
        }
        if (!list[i].n && !room)
            room = &list[i];
    }
    if (room && by > 0)
        *room = (struct count){what, 1};
}

/* Adds an item's marks to its cluster's counts (by = 1), or takes them off (-1). */
static void tell_counts(struct cluster *c, const struct item *it, int by)
{
    for (int i = 0; i < THEME_COUNT; i++)
        if (it->themes >> i & 1)
            c->themes[i] = (uint16_t)(c->themes[i] + by);
    for (int i = 0; i < THEME_COUNT; i++)
        c->leans[i] += (uint32_t)(by * it->leans[i]);
    for (int i = 0; i < it->nplaces; i++)
        count_add(c->places, CLUSTER_PLACES, it->places[i], by);
    for (int i = 0; i < it->npeople; i++)
        count_add(c->people, CLUSTER_PEOPLE, it->people[i], by);
    c->acute += (float)by * it->acute;
    c->news = (uint16_t)(c->news + (it->flags & ITEM_NEWS ? by : 0));
    c->chatter = (uint16_t)(c->chatter + (it->flags & ITEM_CHATTER ? by : 0));
    c->own = c->own + (it->flags & ITEM_COPY ? 0 : (uint32_t)by);
    c->n += (uint32_t)by;
}

static void to_front(struct reference *list, int *n, int cap, struct reference r)
{
    int at = 0;

    while (at < *n && (list[at].cluster != r.cluster || list[at].uid != r.uid))
        at++;
    if (at == *n && *n < cap)
        ++*n;
    else if (at == *n)
        at--;
    memmove(&list[1], &list[0], (size_t)at * sizeof *list);
    list[0] = r;
}

void grouper_front(struct grouper *g, const struct item *it, uint32_t slot)
{
    struct reference r = {slot, g->clusters[slot].uid};

    to_front(g->recent, &g->nrecent, RECENT, r);
    for (int i = 0; i < it->nplaces; i++)
        to_front(g->by_place[it->places[i]].v, &g->by_place[it->places[i]].n, SHELF, r);
    for (int i = 0; i < THEME_COUNT; i++)
        if (it->themes >> i & 1)
            to_front(g->by_theme[i].v, &g->by_theme[i].n, SHELF, r);
}

/* A cluster with two independent posts is an issue: it gets its id, and its posts are told. */
static void make_issue(struct grouper *g, struct cluster *c)
{
    c->id = g->next_issue++;
    title_compose(g, c);
    tell_issue(g, c);
    for (uint32_t i = 0; i < c->n; i++)
        tell_post(g, item_at(g, c->items[i]), c->id);
}

static void set_home(struct grouper *g, uint32_t no, uint32_t slot)
{
    item_at(g, no)->cluster = slot;
    g->beside[no - g->first].cluster = slot;
}

/* Where an item stands in its cluster's list, which ascends. */
static uint32_t place_in(const struct cluster *c, uint32_t no)
{
    uint32_t low = 0, high = c->n;

    while (low < high) {
        uint32_t mid = low + (high - low) / 2;

        if (c->items[mid] < no)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

/* Items stand in the order in which they came, whenever they joined. */
static void insert_item(struct cluster *c, uint32_t no)
{
    uint32_t at = c->n;

    MEM_GROW(c->items, c->n, c->items_cap);
    for (; at > 0 && c->items[at - 1] > no; at--)
        c->items[at] = c->items[at - 1];
    c->items[at] = no;
}

void grouper_join(struct grouper *g, uint32_t no, uint32_t slot)
{
    struct cluster *c = &g->clusters[slot];
    struct item *it = item_at(g, no);

    set_home(g, no, slot);
    insert_item(c, no);
    tell_counts(c, it, 1);
    g->tallies[slot].log_n = quick_log((float)c->n + 2);
    c->total++;
    if (it->time < c->first)
        c->first = it->time;
    if (it->time > c->last)
        c->last = it->time;
    if (!(it->flags & (ITEM_LATE | ITEM_COPY))) {
        c->pulse = pulse_at(c->pulse, c->pulse_time, it->time) + 1;
        c->pulse_time = it->time;
    }
    if (c->id)
        tell_post(g, it, c->id);
    else if (c->own > 1)
        make_issue(g, c);
}

void grouper_leave(struct grouper *g, uint32_t no)
{
    struct item *it = item_at(g, no);
    struct cluster *c = &g->clusters[it->cluster];
    uint32_t at = place_in(c, no);

    memmove(&c->items[at], &c->items[at + 1], (c->n - at - 1) * sizeof *c->items);
    tell_counts(c, it, -1);
    g->tallies[it->cluster].log_n = quick_log((float)c->n + 2);
    if (!c->n)
        free_cluster(g, it->cluster);
    set_home(g, no, NO_INDEX);
}

/* ---- the window ---- */

static void add_flow(struct grouper *g)
{
    static const double fading = (double)FLOW_DAYS * WHEN_DAY;

    if (g->flow_time == TIME_NONE)
        g->flow_start = g->flow_time = g->clock;
    if (g->clock - g->flow_time > (int64_t)LEAP_DAYS * WHEN_DAY) /* nothing is known of that time */
        g->flow_start += g->clock - g->flow_time;
    else
        g->flow *= (float)exp(-(double)(g->clock - g->flow_time) / fading);
    g->flow += 1;
    g->flow_time = g->clock;
}

void count_marks(struct grouper *g, const struct item *it, int by)
{
    for (int i = 0; i < it->nplaces; i++)
        g->places[it->places[i]] += (uint32_t)by;
    for (int i = 0; i < it->npeople; i++)
        g->people[it->people[i]] += (uint32_t)by;
    for (int i = 0; i < THEME_COUNT; i++) {
        g->themes[i] += (uint32_t)(by * (int)(it->themes >> i & 1));
        g->leans[i] += (uint32_t)(by * it->leans[i]);
    }
}

uint32_t grouper_add_item(struct grouper *g, const struct item *it)
{
    uint32_t no = g->first + g->nitems;

    if (g->nitems == g->items_cap) {
        MEM_GROW(g->items, g->nitems, g->items_cap);
        g->beside = mem_realloc(g->beside, g->items_cap, sizeof *g->beside);
    }
    g->beside[g->nitems] = (struct beside){.cluster = NO_INDEX, .scale = 1 / sqrtf(it->norm)};
    g->items[g->nitems++] = *it;
    index_add(g, no);
    count_marks(g, it, 1);
    if (!(it->flags & (ITEM_LATE | ITEM_COPY))) {
        g->pulse = pulse_at(g->pulse, g->pulse_time, it->time) + 1;
        g->pulse_time = it->time;
        add_flow(g);
    }
    return no;
}

static void drop_item(struct grouper *g, uint32_t no)
{
    struct item *it = item_at(g, no);

    grouper_leave(g, no);
    index_remove(g, no);
    count_marks(g, it, -1);
    item_release(it);
}

/* Items leave from the front of the array, many at a time, so that the rest is not moved for each. */
static void drop_old(struct grouper *g)
{
    int64_t oldest = g->clock - (int64_t)WINDOW_DAYS * WHEN_DAY;
    uint32_t gone = 0;

    if (!g->nitems || (g->items[0].arrival >= oldest - WHEN_DAY && g->nitems <= WINDOW_ITEMS + WINDOW_ITEMS / 16))
        return;
    while (gone < g->nitems && (g->items[gone].arrival < oldest || g->nitems - gone > WINDOW_ITEMS))
        drop_item(g, g->first + gone++);
    memmove(g->items, g->items + gone, (g->nitems - gone) * sizeof *g->items);
    memmove(g->beside, g->beside + gone, (g->nitems - gone) * sizeof *g->beside);
    g->first += gone;
    g->nitems -= gone;
}

void grouper_advance(struct grouper *g, int64_t time, int64_t seen)
{
    if (seen != TIME_NONE && seen && time > seen)
        time = seen;
    if (g->clock == TIME_NONE || (time > g->clock && time - g->clock <= (int64_t)LEAP_DAYS * WHEN_DAY)) {
        g->clock = time;
        g->ahead = 0;
    } else if (time > g->clock && ++g->ahead > 2) {
        g->clock = time;
        g->ahead = 0;
    }
}

/* ---- one post ---- */

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

static void add_renamed(struct grouper *g, int64_t from, int64_t into)
{
    uint32_t at = g->nrenamed;

    MEM_GROW(g->renamed, g->nrenamed, g->renamed_cap);
    while (at > 0 && g->renamed[at - 1].from > from) {
        g->renamed[at] = g->renamed[at - 1];
        at--;
    }
    g->renamed[at] = (struct renamed){from, into};
    g->nrenamed++;
    for (uint32_t i = 0; i < g->nrenamed; i++)
        if (g->renamed[i].into == from)
            g->renamed[i].into = into;
}

static void merge_clusters(struct grouper *g, uint32_t into, uint32_t from)
{
    struct cluster *a = &g->clusters[into], *b = &g->clusters[from];

    if (b->id && a->id) {
        grouper_change(g, CHANGE_MERGE, a->id)->other = b->id;
        add_renamed(g, b->id, a->id);
        alerts_merge(&g->alerts, a->id, b->id);
    } else if (b->id) {
        a->id = b->id;
        for (uint32_t i = 0; i < a->n; i++)
            tell_post(g, item_at(g, a->items[i]), a->id);
    }
    if (b->title_rank > a->title_rank) {
        memcpy(a->title, b->title, sizeof a->title);
        a->title_bytes = b->title_bytes;
        a->title_rank = b->title_rank;
        a->title_item = b->title_item;
        if (a->id)
            tell_issue(g, a);
    }
    a->pulse = pulse_at(a->pulse, a->pulse_time, g->clock) + pulse_at(b->pulse, b->pulse_time, g->clock);
    a->pulse_time = g->clock;
    while (b->n) {
        uint32_t no = b->items[0];
        float pulse = a->pulse;

        grouper_leave(g, no);
        grouper_join(g, no, into);
        a->pulse = pulse;
        a->pulse_time = g->clock;
    }
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

/* Rivals for the post: loose posts and issues that turn out to be on the same matter come along. */
static void pull_rivals(struct grouper *g, uint32_t no)
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
        if (was_refused(&g->clusters[other], &g->clusters[home]))
            continue;
        if (draw_of(g, home, other) > (loose ? g->weights.pull : g->weights.merge)) {
            merge_clusters(g, home, other);
        } else {
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
        sum += v[i]->acute;
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

/*
 * A sudden matter inside an old issue: what came in the last hours hangs together, and differs from what was said
 * before in its words or in being acute.
 */
static bool has_new_core(const struct grouper *g, const struct cluster *c, int64_t since)
{
    static const float apart = 0.5f, acute_now = 0.3f, acute_then = 0.1f;
    const struct item *now[CORE_ASKED], *then[CORE_ASKED];
    int n = posts_of(g, c, since, false, now), m = posts_of(g, c, since, true, then);
    float within, between;

    if (n < CORE_LEAST || m < CORE_LEAST)
        return false;
    within = nearness(g, now, n, now, n);
    between = nearness(g, now, n, then, m);
    if (mean_acute(now, n) >= acute_now && mean_acute(then, m) <= acute_then)
        return between < within;
    return between < apart * within && nearness(g, then, m, then, m) > between;
}

/* Gives the new core of an issue an issue of its own; true when it did. */
static bool split_core(struct grouper *g, uint32_t no)
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
    title_follow(g, c, &g->clusters[slot]);
    tell_issue(g, c);
    tell_issue(g, &g->clusters[slot]);
    c->pulse = 0;
    g->clusters[slot].refused.uid = c->uid;
    g->clusters[slot].refused.n = UINT32_MAX / 2;
    grouper_front(g, item_at(g, no), slot);
    return true;
}

/* Loose posts are looked at again: what they belong to may have come after them. */
static void review(struct grouper *g)
{
    int64_t now = g->clock - g->clock % WHEN_HOUR, before = g->reviewed,
            oldest = before - (int64_t)REVIEW_HOURS * WHEN_HOUR;
    int64_t hours = (now - before) / WHEN_HOUR;
    int looked = 0, most = REVIEW_MOST * (int)(hours < REVIEW_PASSED ? hours : REVIEW_PASSED);

    if (now <= before)
        return;
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
            merge_clusters(g, g->candidates[0].cluster, it->cluster);
    }
}

/* The clusters near a post: what alerts look at besides its own, as early posts on an incident often stand apart. */
static void note_kin(struct grouper *g)
{
    static const float near = -5;

    g->nkin = 0;
    for (int i = 0; i < g->ncandidates && g->nkin < KIN && g->candidates[i].odds > near; i++)
        g->kin[g->nkin++] = (struct reference){g->candidates[i].cluster, g->candidates[i].uid};
}

static uint32_t home_of(struct grouper *g)
{
    if (g->copy != NO_INDEX)
        return item_at(g, g->copy)->cluster;
    if (g->ncandidates && g->candidates[0].odds > g->weights.join)
        return g->candidates[0].cluster;
    return grouper_new_cluster(g);
}

struct changes grouper_post(struct grouper *g, const struct post *post, const struct marks *marks,
                            const struct terms *terms)
{
    struct item it;
    uint32_t no, copy, slot;
    struct cluster *c;

    begin(g);
    grouper_advance(g, post->time, post->seen);
    drop_old(g);
    if (g->nlemmas > g->swept * 2 + SWEEP_ITEMS) {
        index_sweep(g);
        g->swept = g->nlemmas;
    }
    item_make(g, &it, post, marks, terms);
    it.arrival = g->clock;
    if (it.time < g->clock - (int64_t)LATE_DAYS * WHEN_DAY)
        it.flags |= ITEM_LATE;
    match_find(g, &it, NO_INDEX);
    note_kin(g);
    copy = g->copy;
    if (copy != NO_INDEX) {
        const struct item *first = item_at(g, copy);

        it.original = first->original ? first->original : first->seq;
        if (first->author == it.author)
            it.flags |= ITEM_COPY;
    }
    slot = home_of(g);
    no = grouper_add_item(g, &it);
    if (copy != NO_INDEX) {
        struct change *change = grouper_change(g, CHANGE_DUPLICATE, 0);

        change->post = it.seq;
        change->other = it.original;
    }
    grouper_join(g, no, slot);
    grouper_front(g, &it, slot);
    c = &g->clusters[slot];
    if (title_improve(g, c, &it, post) && c->id)
        tell_issue(g, c);
    if (copy == NO_INDEX)
        pull_rivals(g, no);
    review(g);
    if (!(it.flags & (ITEM_LATE | ITEM_COPY)))
        split_core(g, no);
    alerts_post(g, no);
    return done(g);
}

struct changes grouper_tick(struct grouper *g, int64_t now)
{
    begin(g);
    if (g->clock != TIME_NONE && now > g->clock && now - g->clock <= (int64_t)LEAP_DAYS * WHEN_DAY)
        g->clock = now;
    alerts_tick(g, now);
    return done(g);
}

/* ---- people's decisions ---- */

int64_t grouper_resolve(const struct grouper *g, int64_t issue)
{
    uint32_t low = 0, high = g->nrenamed;

    while (low < high) {
        uint32_t mid = low + (high - low) / 2;

        if (g->renamed[mid].from < issue)
            low = mid + 1;
        else
            high = mid;
    }
    if (low < g->nrenamed && g->renamed[low].from == issue)
        return g->renamed[low].into;
    return issue > 0 && issue < g->next_issue ? issue : 0;
}

static uint32_t cluster_of(const struct grouper *g, int64_t issue)
{
    issue = grouper_resolve(g, issue);
    for (uint32_t i = 0; issue && i < g->nclusters; i++)
        if (g->clusters[i].n && g->clusters[i].id == issue)
            return i;
    return NO_INDEX;
}

/* Issues made anew have their posts by time, so the numbers need not ascend. */
static uint32_t item_of(const struct grouper *g, int64_t seq)
{
    for (uint32_t i = g->nitems; i-- > 0;)
        if (g->items[i].seq == seq)
            return g->first + i;
    return NO_INDEX;
}

struct changes grouper_merge(struct grouper *g, int64_t into, int64_t from)
{
    uint32_t a = cluster_of(g, into), b = cluster_of(g, from);

    begin(g);
    into = grouper_resolve(g, into);
    from = grouper_resolve(g, from);
    if (!into || !from || into == from)
        return done(g);
    if (a != NO_INDEX && b != NO_INDEX) {
        merge_clusters(g, a, b);
    } else { /* one of them has left the window: the id goes on */
        grouper_change(g, CHANGE_MERGE, into)->other = from;
        add_renamed(g, from, into);
        alerts_merge(&g->alerts, into, from);
        if (b != NO_INDEX)
            g->clusters[b].id = into;
    }
    return done(g);
}

static void move_post(struct grouper *g, int64_t post, int64_t issue)
{
    uint32_t no = item_of(g, post), slot;
    struct item *it;

    grouper_change(g, CHANGE_POST, issue)->post = post;
    if (no == NO_INDEX)
        return;
    it = item_at(g, no);
    g->clusters[it->cluster].kept = true;
    grouper_leave(g, no);
    slot = issue ? cluster_of(g, issue) : NO_INDEX;
    if (slot == NO_INDEX)
        slot = grouper_new_cluster(g);
    g->clusters[slot].kept = true;
    g->clusters[slot].id = issue;
    it->flags |= ITEM_FIXED;
    g->nchanges -= issue != 0; /* joining tells it */
    grouper_join(g, no, slot);
}

static int64_t new_issue(struct grouper *g)
{
    grouper_change(g, CHANGE_ISSUE, g->next_issue);
    return g->next_issue++;
}

struct changes grouper_move(struct grouper *g, int64_t post, int64_t issue)
{
    begin(g);
    move_post(g, post, issue == ISSUE_NEW ? new_issue(g) : issue ? grouper_resolve(g, issue) : 0);
    return done(g);
}

struct changes grouper_split(struct grouper *g, const int64_t *posts, int n)
{
    int64_t issue;
    uint32_t slot;

    begin(g);
    issue = n ? new_issue(g) : 0;
    for (int i = 0; i < n; i++)
        move_post(g, posts[i], issue);
    slot = issue ? cluster_of(g, issue) : NO_INDEX;
    if (slot != NO_INDEX && title_compose(g, &g->clusters[slot]))
        tell_issue(g, &g->clusters[slot]);
    return done(g);
}

struct changes grouper_name(struct grouper *g, int64_t issue, struct str title)
{
    uint32_t slot = cluster_of(g, issue);

    begin(g);
    if (slot != NO_INDEX) {
        title_set(&g->clusters[slot], title, TITLE_BY_HAND, 0);
        tell_issue(g, &g->clusters[slot]);
    } else if (grouper_resolve(g, issue)) {
        grouper_change(g, CHANGE_ISSUE, grouper_resolve(g, issue))->title = str_copy(&g->arena, title);
    }
    return done(g);
}

struct changes grouper_mute(struct grouper *g, int64_t issue, int64_t until)
{
    begin(g);
    issue = grouper_resolve(g, issue);
    if (issue) {
        alerts_mute(&g->alerts, issue, until);
        alerts_tick(g, g->clock);
    }
    return done(g);
}

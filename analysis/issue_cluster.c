/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* Clusters: posts join, leave and merge; the window lets go what is too old; what changes is told. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/grouper.h"
#include "base/when.h"

/* ---- changes ---- */

struct change *grouper_change(struct grouper *g, enum change_kind kind, int64_t issue)
{
    MEM_GROW(g->changes, g->nchanges, g->changes_cap);
    g->changes[g->nchanges] = (struct change){.kind = kind, .issue = issue};
    return &g->changes[g->nchanges++];
}

void grouper_tell(struct grouper *g, const struct cluster *c)
{
    struct str title = str_copy(&g->arena, (struct str){c->title, c->title_bytes});

    grouper_change(g, CHANGE_ISSUE, c->id)->title = title;
}

static void tell_post(struct grouper *g, const struct item *it, int64_t issue)
{
    grouper_change(g, CHANGE_POST, issue)->post = it->seq;
}

/* ---- clusters ---- */

void aside_make_room(struct grouper *g)
{
    uint32_t had = g->aside_cap;

    if (had >= g->nclusters)
        return;
    g->aside_cap = g->clusters_cap;
    g->aside = mem_realloc(g->aside, g->aside_cap, sizeof *g->aside);
    memset(g->aside + had, 0, (g->aside_cap - had) * sizeof *g->aside);
}

uint32_t grouper_new_cluster(struct grouper *g)
{
    uint32_t slot;

    if (g->nfree) {
        slot = g->free[--g->nfree];
    } else {
        MEM_GROW(g->clusters, g->nclusters, g->clusters_cap);
        slot = g->nclusters++;
        aside_make_room(g);
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
    for (int i = 0; i < THEME_OVERIG; i++)
        c->leans[i] += (uint32_t)(by * it->leans[i]);
    for (int i = 0; i < it->nplaces; i++)
        count_add(c->places, CLUSTER_PLACES, it->places[i], by);
    for (int i = 0; i < it->npeople; i++)
        count_add(c->people, CLUSTER_PEOPLE, it->people[i], by);
    c->acute += (float)by * item_danger(it);
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
    grouper_tell(g, c);
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
    g->aside[slot].log_n = quick_log((float)c->n + 2);
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
    g->aside[it->cluster].log_n = quick_log((float)c->n + 2);
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
    for (int i = 0; i < THEME_COUNT; i++)
        g->themes[i] += (uint32_t)(by * (int)(it->themes >> i & 1));
    for (int i = 0; i < THEME_OVERIG; i++)
        g->leans[i] += (uint32_t)(by * it->leans[i]);
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
    index_remove(g, it, 0);
    count_marks(g, it, -1);
    lists_drop(&g->said, it->terms + it->nterms + it->nhandles);
}

/* Stories are told again within days: what older texts are known by goes. */
static void forget_texts(struct grouper *g)
{
    int64_t oldest = g->clock - (int64_t)RETOLD_DAYS * WHEN_DAY;

    if (g->retold - g->first > g->nitems)
        g->retold = g->first;
    for (; item_lives(g, g->retold) && item_at(g, g->retold)->arrival < oldest; g->retold++)
        item_forget_text(g, item_at(g, g->retold));
}

/* Items leave from the front of the array, many at a time, so that the rest is not moved for each. */
void grouper_drop_old(struct grouper *g)
{
    int64_t oldest = g->clock - (int64_t)WINDOW_DAYS * WHEN_DAY;
    uint32_t gone = 0;

    forget_texts(g);
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

/* ---- two become one ---- */

void grouper_rename(struct grouper *g, int64_t from, int64_t into)
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

void grouper_join_all(struct grouper *g, uint32_t into, uint32_t from)
{
    struct cluster *a = &g->clusters[into], *b = &g->clusters[from];

    if (b->id && a->id) {
        grouper_change(g, CHANGE_MERGE, a->id)->other = b->id;
        grouper_rename(g, b->id, a->id);
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
            grouper_tell(g, a);
    }
    if (b->looked == APART)
        a->looked = APART;
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


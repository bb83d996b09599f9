/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "analysis/issues.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/grouper.h"
#include "base/when.h"

enum { SWEEP_ITEMS = 8192, LEMMAS = 1 << LEMMA_BITS };

_Static_assert((WINDOW_ITEMS + WINDOW_ITEMS / 16) * (ITEM_TERMS + ITEM_HANDLES) < LEMMAS - 2 * SWEEP_ITEMS, "all terms have a number");

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
    tails_read(&g->tails, lexicon_folders);
    grouper_prepare(g, town);
    return g;
}

void grouper_free(struct grouper *g)
{
    if (!g)
        return;
    for (uint32_t i = 0; i < g->nclusters; i++)
        free(g->clusters[i].items);
    index_release(g);
    labels_release(&g->labels);
    tails_release(&g->tails);
    alerts_release(&g->alerts);
    arena_release(&g->arena);
    free(g->items), free(g->said.v), free(g->told.v), free(g->beside), free(g->clusters), free(g->free), free(g->by_place), free(g->places),
        free(g->people);
    free(g->renamed), free(g->changes), free(g->tallies), free(g->aside);
    free(g->touched_items), free(g->candidates);
    free(g);
}

/* ---- one post ---- */

static void begin(struct grouper *g)
{
    g->nchanges = 0;
    arena_clear(&g->arena);
}

void grouper_start_step(struct grouper *g, const struct post *post)
{
    begin(g);
    grouper_advance(g, post->time, post->seen);
    grouper_drop_old(g);
    if (g->nlemmas > g->swept + g->swept / 4 + SWEEP_ITEMS || g->nlemmas > LEMMAS - SWEEP_ITEMS) {
        index_sweep(g);
        g->swept = g->nlemmas;
    }
}

void grouper_note_arrival(const struct grouper *g, struct item *it)
{
    it->arrival = g->clock;
    if (it->time < g->clock - (int64_t)LATE_DAYS * WHEN_DAY)
        it->flags |= ITEM_LATE;
}

static struct changes done(const struct grouper *g)
{
    return (struct changes){g->changes, g->nchanges};
}

/* The clusters near a post: what alerts look at besides its own, as early posts on an incident often stand apart. */
static void note_kin(struct grouper *g)
{
    static const float near = -6;

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

    grouper_start_step(g, post);
    item_make(g, &it, post, marks, terms);
    grouper_note_arrival(g, &it);
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
        grouper_tell(g, c);
    if (copy == NO_INDEX)
        review_rivals(g, no);
    review_loose(g);
    if (!(it.flags & (ITEM_LATE | ITEM_COPY)))
        review_core(g, no);
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
        grouper_join_all(g, a, b);
        g->clusters[a].looked = APART;
    } else { /* one of them has left the window: the id goes on */
        grouper_change(g, CHANGE_MERGE, into)->other = from;
        grouper_rename(g, from, into);
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
    uint32_t first = n ? item_of(g, posts[0]) : NO_INDEX, slot;
    int64_t issue, from = first == NO_INDEX ? 0 : g->clusters[item_at(g, first)->cluster].id;

    begin(g);
    issue = n ? new_issue(g) : 0;
    for (int i = 0; i < n; i++)
        move_post(g, posts[i], issue);
    slot = issue ? cluster_of(g, issue) : NO_INDEX;
    if (slot != NO_INDEX && title_compose(g, &g->clusters[slot]))
        grouper_tell(g, &g->clusters[slot]);
    if (slot != NO_INDEX && from)
        alerts_split(g, from, slot);
    return done(g);
}

struct changes grouper_name(struct grouper *g, int64_t issue, struct str title)
{
    uint32_t slot = cluster_of(g, issue);

    begin(g);
    if (slot != NO_INDEX) {
        title_set(&g->clusters[slot], title, TITLE_BY_HAND, 0);
        grouper_tell(g, &g->clusters[slot]);
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

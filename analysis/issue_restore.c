/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* The state from what was decided before, where neither its bytes nor the whole line are there. */
#include "analysis/grouper.h"

static uint32_t find_seq(const struct grouper *g, int64_t seq)
{
    for (uint32_t i = g->nitems; seq && i-- > 0;)
        if (g->items[i].seq == seq)
            return g->first + i;
    return NO_INDEX;
}

static uint32_t cluster_with(struct grouper *g, int64_t issue)
{
    for (uint32_t i = g->nclusters; issue && i-- > 0;)
        if (g->clusters[i].n && g->clusters[i].id == issue)
            return i;
    return grouper_new_cluster(g);
}

struct changes grouper_place(struct grouper *g, const struct post *post, const struct marks *marks, const struct terms *terms,
                             int64_t issue, int64_t original)
{
    struct item it;
    uint32_t no, slot, first;

    grouper_start_step(g, post);
    item_make(g, &it, post, marks, terms);
    grouper_note_arrival(g, &it);
    it.original = original;
    first = find_seq(g, original);
    if (first != NO_INDEX && item_at(g, first)->author == it.author)
        it.flags |= ITEM_COPY;
    no = grouper_add_item(g, &it);
    slot = cluster_with(g, issue);
    g->clusters[slot].id = issue;
    grouper_join(g, no, slot);
    grouper_front(g, &it, slot);
    alerts_count(g, no);
    g->nchanges = 0;
    return (struct changes){g->changes, 0};
}

void grouper_entitle(struct grouper *g, int64_t issue, struct str title)
{
    for (uint32_t i = 0; i < g->nclusters; i++)
        if (g->clusters[i].n && g->clusters[i].id == issue)
            title_set(&g->clusters[i], title, TITLE_HEADLINE, 0);
}

void grouper_redirect(struct grouper *g, int64_t from, int64_t into)
{
    grouper_rename(g, from, into);
}

void grouper_keep(struct grouper *g, int64_t post)
{
    uint32_t no = find_seq(g, post);

    if (no == NO_INDEX)
        return;
    item_at(g, no)->flags |= ITEM_FIXED;
    g->clusters[item_at(g, no)->cluster].kept = true;
}

void grouper_keep_together(struct grouper *g, int64_t issue)
{
    issue = grouper_resolve(g, issue);
    for (uint32_t i = 0; issue && i < g->nclusters; i++)
        if (g->clusters[i].n && g->clusters[i].id == issue)
            g->clusters[i].looked = APART;
}

void grouper_watch(struct grouper *g, const struct alert *alert)
{
    struct alerts *a = &g->alerts;

    MEM_GROW(a->v, a->n, a->cap);
    a->v[a->n++] = (struct watch){.id = alert->id,
                                  .issue = grouper_resolve(g, alert->issue),
                                  .raised = alert->time,
                                  .last = alert->time,
                                  .level = (uint8_t)alert->level,
                                  .open = true};
}

void grouper_go_on(struct grouper *g, int64_t next_issue, int64_t next_alert)
{
    g->next_issue = next_issue;
    g->alerts.next_id = next_alert;
}

int64_t grouper_issue_of(const struct grouper *g, int64_t post)
{
    uint32_t low = 0, high = g->nitems;

    while (low < high) {
        uint32_t mid = low + (high - low) / 2;

        if (g->items[mid].seq < post)
            low = mid + 1;
        else
            high = mid;
    }
    return low < g->nitems && g->items[low].seq == post ? g->clusters[g->items[low].cluster].id : -1;
}

int64_t grouper_next_issue(const struct grouper *g)
{
    return g->next_issue;
}

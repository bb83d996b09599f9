/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * What a post speaks of: the concepts with the most evidence in it. Parts of compounds and words that only go with a matter are
 * no evidence, and one word that also belongs to other matters is not enough.
 */
#include "analysis/reading.h"

/* Thousandths, and how many entries of a post are looked at. */
enum { LEAST_EVIDENCE = 450, LEAST_TOPIC = 900, ENTRIES_MAX = 64 };

struct concept {
    uint16_t number;
    int weight; /* thousandths */
};

struct summing {
    struct concept concepts[ENTRIES_MAX]; /* in the order of the text */
    int n;
    uint32_t entries[ENTRIES_MAX]; /* those that were counted */
    int nentries;
};

static bool is_counted(const struct summing *sum, uint32_t entry)
{
    for (int i = 0; i < sum->nentries; i++)
        if (sum->entries[i] == entry)
            return true;
    return false;
}

static void add_hit(struct summing *sum, const struct hit *hit)
{
    int k = 0;

    if (hit->kind != MARK_CONCEPT || hit->scale != WHOLE || hit->weight < LEAST_EVIDENCE)
        return;
    if (sum->nentries == ENTRIES_MAX || is_counted(sum, hit->fact->entry))
        return;
    sum->entries[sum->nentries++] = hit->fact->entry;
    while (k < sum->n && sum->concepts[k].number != hit->arg)
        k++;
    if (k == sum->n)
        sum->concepts[sum->n++] = (struct concept){.number = hit->arg};
    sum->concepts[k].weight += hit->weight;
}

void collect_topics(const struct reading *r)
{
    struct summing sum = {.n = 0};
    struct marks *marks = r->marks;

    for (int i = 0; i < r->scan.nhits; i++)
        add_hit(&sum, &r->scan.hits[i]);
    for (int k = 0; k < sum.n && k < MAX_TOPICS; k++) {
        int best = 0;

        for (int i = 1; i < sum.n; i++)
            if (sum.concepts[i].weight > sum.concepts[best].weight)
                best = i;
        if (sum.concepts[best].weight < LEAST_TOPIC)
            return;
        marks->topics[marks->ntopics++] = lexicon_name(r->scan.lx, sum.concepts[best].number);
        sum.concepts[best].weight = 0;
    }
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* What a post speaks of: the concepts with the most evidence in it. */
#include "analysis/reading.h"

/* A part of a compound and a word that only goes with a matter are no evidence. */
enum { LEAST_EVIDENCE = 450, CONCEPTS_MAX = 64 };

struct concept {
    uint16_t number;
    int weight; /* thousandths */
};

static bool is_evidence(const struct hit *hit)
{
    return hit->fact->kind == MARK_CONCEPT && hit->scale == WHOLE && hit_weight(hit) >= LEAST_EVIDENCE;
}

/* The concepts of a post in the order of the text; returns how many. */
static int sum_concepts(const struct scan *s, struct concept *concepts)
{
    int n = 0;

    for (int i = 0; i < s->nhits; i++) {
        const struct hit *hit = &s->hits[i];
        int k = 0;

        if (!is_evidence(hit))
            continue;
        while (k < n && concepts[k].number != hit->fact->arg)
            k++;
        if (k == CONCEPTS_MAX)
            continue;
        if (k == n)
            concepts[n++] = (struct concept){.number = hit->fact->arg};
        concepts[k].weight += hit_weight(hit);
    }
    return n;
}

void collect_topics(const struct reading *r)
{
    struct concept concepts[CONCEPTS_MAX];
    int n = sum_concepts(&r->scan, concepts);

    for (int k = 0; k < n && k < MAX_TOPICS; k++) {
        int best = 0;

        for (int i = 1; i < n; i++)
            if (concepts[i].weight > concepts[best].weight)
                best = i;
        r->marks->topics[r->marks->ntopics++] = lexicon_name(r->scan.lx, concepts[best].number);
        concepts[best].weight = 0;
    }
}

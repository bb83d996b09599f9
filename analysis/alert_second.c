/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* A second incident beside one that is watched. */
#include "analysis/alert_picture.h"
#include "base/when.h"

enum {
    LOOKED_BACK = 512, /* posts among which those that name a place are looked for */
    CORE_TERMS = 4,    /* terms that tell the matter of an alert */
    BURST_HOURS = 1,   /* a new burst, */
    LULL_HOURS = 2     /* and the lull before it */
};

static int count_term(const struct grouper *g, const struct item *const *v, int n, uint32_t term)
{
    int count = 0;

    for (int i = 0; i < n; i++)
        count += item_has(g, v[i], term);
    return count;
}

/* The first posts of an alert that still tell its matter: they may have left the window, or turned out to be on a second one. */
static int first_named(const struct grouper *g, const struct watch *w, const struct item **out)
{
    int n = 0;

    for (int i = 0; i < w->nfirst; i++)
        if (item_lives(g, w->first[i]) && item_at(g, w->first[i])->alert == w->id)
            out[n++] = item_at(g, w->first[i]);
    return n;
}

/* The terms that most of these posts share, the rarest first in weight; returns how many. */
static int core_terms(const struct grouper *g, const struct item *const *v, int n, uint32_t core[CORE_TERMS])
{
    float best[CORE_TERMS] = {0};
    int found = 0;

    for (int i = 0; i < n; i++)
        for (int k = 0; k < v[i]->nterms; k++) {
            uint32_t term = said_lemma(lists_at(&g->said, v[i]->terms)[k]);
            int said = count_term(g, v + i, n - i, term), at = found;
            float score;

            if (said < 2 || said * 4 < n || count_term(g, v, i, term))
                continue;
            score = (float)said * -quick_log(lemma_share(g, &g->lemmas[term]));
            while (at > 0 && score > best[at - 1])
                at--;
            if (at == CORE_TERMS)
                continue;
            found += found < CORE_TERMS;
            for (int m = found - 1; m > at; m--) {
                best[m] = best[m - 1];
                core[m] = core[m - 1];
            }
            best[at] = score;
            core[at] = term;
        }
    return found;
}

static int count_said(const struct grouper *g, const struct item *it, const uint32_t *terms, int n)
{
    int said = 0;

    for (int i = 0; i < n; i++)
        said += item_has(g, it, terms[i]);
    return said;
}

enum whereabouts { NOWHERE, THERE, ELSEWHERE };

/* Where an item is, seen from the places of others. */
static enum whereabouts whereabouts(const struct item *it, const struct item *const *v, int n)
{
    bool known = false;

    for (int i = 0; i < n; i++) {
        known = known || v[i]->nplaces;
        for (int a = 0; a < it->nplaces; a++)
            for (int b = 0; b < v[i]->nplaces; b++)
                if (it->places[a] == v[i]->places[b])
                    return THERE;
    }
    return known && it->nplaces ? ELSEWHERE : NOWHERE;
}

/* What an alert is on. */
struct matter {
    const struct item *first[WATCH_FIRST];
    uint32_t core[CORE_TERMS];
    int n, ncore; /* ncore: -1 until it is asked for */
};

/*
 * Does an item name a place of the matter, or say one of its terms? Two are asked of an item that is elsewhere: 'brand' and
 * 'politie' are said of many.
 */
static bool is_of(const struct grouper *g, struct matter *m, const struct item *it)
{
    enum whereabouts where = whereabouts(it, m->first, m->n);

    if (m->ncore < 0)
        m->ncore = core_terms(g, m->first, m->n, m->core);
    return where == THERE || count_said(g, it, m->core, m->ncore) >= (where == ELSEWHERE ? 2 : 1);
}

/* Takes in a worried post since the alert. */
static void see_worried(const struct grouper *g, const struct watch *w, struct item *it, struct picture *p)
{
    if (!(it->flags & (ITEM_COPY | ITEM_LATE)) && it->time > w->raised && it->time >= p->since && cue_of(it) > 0 &&
        p->nitems < MOST_NAMED)
        picture_see(p, it, g->clock);
}

/* Are these enough for an alert of their own, and hardly any of them on the matter of the first? */
static bool are_second(const struct grouper *g, struct matter *m, struct picture *p)
{
    int of_first = 0;

    if (p->nitems < 3)
        return false;
    picture_add_up(g, p);
    if (!is_acute_by_itself(g, p))
        return false;
    for (int i = 0; i < p->nitems; i++)
        of_first += is_of(g, m, p->items[i]);
    return of_first * 4 <= p->nitems;
}

static bool second_by_term(const struct grouper *g, const struct watch *w, uint32_t term, struct matter *m, struct picture *p)
{
    static const float telling = 0.05f;
    const struct lemma *l = &g->lemmas[term];

    if (l->df < 3 || (l->kind != TERM_WORD && l->kind != TERM_CONCEPT && l->kind != TERM_NAME) ||
        lemma_share(g, l) >= telling || count_term(g, m->first, m->n, term))
        return false;
    picture_start_day(g, p);
    for (int i = 0; i < l->posted && item_lives(g, index_posted(l, i)); i++)
        see_worried(g, w, item_at(g, index_posted(l, i)), p);
    return are_second(g, m, p);
}

static bool names_place(const struct item *it, uint16_t place)
{
    for (int i = 0; i < it->nplaces; i++)
        if (it->places[i] == place)
            return true;
    return false;
}

static bool second_by_place(const struct grouper *g, const struct watch *w, uint16_t place, struct matter *m, struct picture *p)
{
    for (int i = 0; i < m->n; i++)
        if (names_place(m->first[i], place))
            return false;
    picture_start_day(g, p);
    for (uint32_t i = g->nitems; i-- > 0 && g->nitems - i <= LOOKED_BACK && g->items[i].arrival >= p->since;)
        if (names_place(&g->items[i], place))
            see_worried(g, w, &g->items[i], p);
    return are_second(g, m, p);
}

static bool second_by_issue(const struct grouper *g, const struct watch *w, const struct cluster *c, struct matter *m,
                            struct picture *p)
{
    if (!c->id || c->id == w->issue)
        return false;
    picture_start_day(g, p);
    for (uint32_t i = c->n; i-- > 0 && item_at(g, c->items[i])->arrival >= p->since;)
        see_worried(g, w, item_at(g, c->items[i]), p);
    return are_second(g, m, p);
}

/* A new burst after a lull: in the first minutes of an incident posts may share neither words nor place. */
static bool second_by_moment(const struct grouper *g, const struct watch *w, struct matter *m, struct picture *p)
{
    int64_t lull;
    int before = 0;

    picture_start_day(g, p);
    p->since = g->clock - BURST_HOURS * (int64_t)WHEN_HOUR;
    lull = p->since - LULL_HOURS * (int64_t)WHEN_HOUR;
    for (uint32_t i = g->nitems; i-- > 0 && g->nitems - i <= LOOKED_BACK && g->items[i].arrival >= lull;) {
        if (g->items[i].arrival >= p->since)
            see_worried(g, w, &g->items[i], p);
        else
            before += cue_of(&g->items[i]) > 0;
    }
    return before < p->nitems && are_second(g, m, p);
}

bool is_same_matter(const struct grouper *g, const struct watch *w, const struct picture *p)
{
    struct matter m = {.ncore = -1};
    int of_first = 0;

    m.n = first_named(g, w, m.first);
    for (int i = 0; i < p->nitems; i++)
        of_first += is_of(g, &m, p->items[i]);
    return of_first * 4 > p->nitems;
}

bool is_second(const struct grouper *g, const struct watch *w, const struct item *it, struct picture *p)
{
    struct matter m = {.ncore = -1};
    bool second = false;

    m.n = first_named(g, w, m.first);
    if (m.n < 3)
        return false;
    for (int i = 0; i < it->nterms && !second; i++)
        second = second_by_term(g, w, said_lemma(lists_at(&g->said, it->terms)[i]), &m, p);
    for (int i = 0; i < it->nplaces && !second; i++)
        second = second_by_place(g, w, it->places[i], &m, p);
    return second || second_by_issue(g, w, &g->clusters[it->cluster], &m, p) || second_by_moment(g, w, &m, p);
}

struct watch *watch_of_second(struct grouper *g, const struct watch *first, const struct picture *p)
{
    struct alerts *a = &g->alerts;

    for (uint32_t i = a->n; i-- > 0 && &a->v[i] != first;)
        for (int k = 0; k < p->nitems; k++)
            if (p->items[k]->alert == a->v[i].id)
                return &a->v[i];
    return NULL;
}


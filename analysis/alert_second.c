/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* A second incident beside one that is watched. */
#include "analysis/alert_picture.h"
#include "base/when.h"

enum {
    COMPARED = 12, /* first posts of an alert that tell its matter, */
    CORE_TERMS = 4 /* by so many terms */
};

static bool has_term(const struct item *it, uint32_t term)
{
    for (int i = 0; i < it->nterms; i++)
        if (it->terms[i] == term)
            return true;
    return false;
}

static int count_term(const struct item *const *v, int n, uint32_t term)
{
    int count = 0;

    for (int i = 0; i < n; i++)
        count += has_term(v[i], term);
    return count;
}

/* The first posts of an alert: what its matter is known by. */
static int first_named(const struct grouper *g, const struct watch *w, const struct item **out)
{
    int64_t from = w->raised - WHEN_DAY;
    int n = 0;

    for (uint32_t i = g->nitems; i-- > 0 && g->items[i].arrival >= from;)
        if (g->items[i].alert == w->id && g->items[i].time <= w->raised + WHEN_HOUR)
            out[n++ % COMPARED] = &g->items[i]; /* the earliest come last, and stay */
    return n < COMPARED ? n : COMPARED;
}

/* The terms that most of these posts share, the rarest first in weight; returns how many. */
static int core_terms(const struct grouper *g, const struct item *const *v, int n, uint32_t core[CORE_TERMS])
{
    float best[CORE_TERMS] = {0};
    int found = 0;

    for (int i = 0; i < n; i++)
        for (int k = 0; k < v[i]->nterms; k++) {
            uint32_t term = v[i]->terms[k];
            int said = count_term(v, n, term), at = found;
            float score = (float)said * -quick_log(lemma_share(g, &g->lemmas[term]));

            if (said < 2 || said * 4 < n || count_term(v, i, term))
                continue;
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

static bool says_any(const struct item *it, const uint32_t *terms, int n)
{
    for (int i = 0; i < n; i++)
        if (has_term(it, terms[i]))
            return true;
    return false;
}

static bool shares_place(const struct item *it, const struct item *const *v, int n)
{
    for (int i = 0; i < n; i++)
        for (int a = 0; a < it->nplaces; a++)
            for (int b = 0; b < v[i]->nplaces; b++)
                if (it->places[a] == v[i]->places[b])
                    return true;
    return false;
}

/* The worried posts since an alert that say this term too; false when they speak of that alert's matter. */
static bool see_second(const struct grouper *g, const struct watch *w, uint32_t term, const struct item *const *first,
                       int nfirst, const uint32_t *core, int ncore, struct picture *p)
{
    const struct lemma *l = &g->lemmas[term];
    int of_first = 0;

    picture_start_day(g, p);
    for (int i = 0; i < l->posted && item_lives(g, index_posted(l, i)); i++) {
        struct item *it = item_at(g, index_posted(l, i));

        if (it->flags & (ITEM_COPY | ITEM_LATE) || it->time <= w->raised || it->time < p->since || cue_of(it) <= 0)
            continue;
        of_first += says_any(it, core, ncore) || shares_place(it, first, nfirst);
        picture_see(p, it, g->clock);
    }
    picture_add_up(g, p);
    return p->nitems && of_first * 4 <= p->nitems && is_acute_by_itself(g, p);
}

bool is_second(const struct grouper *g, const struct watch *w, const struct item *it, struct picture *p)
{
    static const float telling = 0.05f;
    const struct item *first[COMPARED];
    uint32_t core[CORE_TERMS];
    int n = first_named(g, w, first), ncore = core_terms(g, first, n, core);

    for (int i = 0; i < it->nterms && n >= 3; i++) {
        const struct lemma *l = &g->lemmas[it->terms[i]];

        if (l->df >= 3 && (l->kind == TERM_WORD || l->kind == TERM_CONCEPT || l->kind == TERM_NAME) &&
            lemma_share(g, l) < telling && !count_term(first, n, it->terms[i]) &&
            see_second(g, w, it->terms[i], first, n, core, ncore, p))
            return true;
    }
    return false;
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


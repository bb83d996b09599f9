/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * Good and bad news in words that have no tone of their own: profits rise, waiting times fall. Each word of direction is
 * paired with the nearest gain or burden of its sentence (the quantity items of Neviarouskaya, Prendinger & Ishizuka,
 * "SentiFul", 2011).
 */
#include "analysis/reading.h"

enum { REACH = 6 };

static bool is_quantity(const struct hit *hit)
{
    return hit->kind == MARK_GAIN || hit->kind == MARK_BURDEN;
}

static bool is_direction(const struct hit *hit)
{
    return hit->kind == MARK_RISE || hit->kind == MARK_FALL;
}

/* Tokens between two hits; the parts of a compound stand in one. */
static uint32_t distance(const struct hit *a, const struct hit *b)
{
    return a->first >= b->last ? a->first - b->last : b->first >= a->last ? b->first - a->last : 0;
}

static uint16_t sentence_of(const struct reading *r, const struct hit *hit)
{
    return r->scan.tokens.v[hit->first].sentence;
}

/* What the direction at hit `i` is of, or NULL; hits are in the order of the text. */
static const struct hit *quantity_of(const struct reading *r, int i)
{
    const struct hit *hits = r->scan.hits, *hit = &hits[i], *best = NULL;

    for (int step = -1; step <= 1; step += 2)
        for (int k = i + step; k >= 0 && k < r->scan.nhits && sentence_of(r, &hits[k]) == sentence_of(r, hit) &&
                               (step < 0 ? hit->first < hits[k].first + 2 * REACH : distance(&hits[k], hit) <= REACH);
             k += step)
            if (is_quantity(&hits[k]) && distance(&hits[k], hit) <= REACH &&
                (!best || distance(&hits[k], hit) < distance(best, hit)))
                best = &hits[k];
    return best;
}

void resolve_trends(struct reading *r)
{
    for (int i = 0; i < r->scan.nhits; i++) {
        const struct hit *hit = &r->scan.hits[i], *of = is_direction(hit) ? quantity_of(r, i) : NULL;

        if (of)
            feature_add(r, (hit->kind == MARK_RISE) == (of->kind == MARK_GAIN) ? FEATURE_TREND_GOOD : FEATURE_TREND_BAD,
                        hit->weight * of->weight / 500);
    }
}

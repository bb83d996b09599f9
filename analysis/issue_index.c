/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* The dictionary of terms with its postings, the index by which matching finds what a post may belong to. */
#include <stdlib.h>
#include <string.h>

#include "analysis/grouper.h"

enum { LEAST_SLOTS = 4096 };

/* The part of a key that stands in its slot, so that hardly any other term is looked at for it. */
static uint32_t tag_of(uint64_t key)
{
    return (uint32_t)(key >> 56) << LEMMA_BITS;
}

/* Index of the lemma that a slot in use leads to. */
static uint32_t slot_lemma(uint32_t slot)
{
    return said_lemma(slot) - 1;
}

static uint32_t slot_of(const struct grouper *g, uint64_t key)
{
    uint32_t slot = (uint32_t)key & (g->nslots - 1), tag = tag_of(key);

    while (g->slots[slot] && ((g->slots[slot] ^ tag) >> LEMMA_BITS || g->lemmas[slot_lemma(g->slots[slot])].key != key))
        slot = (slot + 1) & (g->nslots - 1);
    return slot;
}

/* Is another term too many for so many slots? */
static bool is_crowded(uint32_t nlemmas, uint32_t nslots)
{
    return nlemmas + 1 > nslots / 4 * 3;
}

static void rehash(struct grouper *g, uint32_t nslots)
{
    free(g->slots);
    g->slots = mem_calloc(nslots, sizeof *g->slots);
    g->nslots = nslots;
    for (uint32_t i = 0; i < g->nlemmas; i++)
        g->slots[slot_of(g, g->lemmas[i].key)] = tag_of(g->lemmas[i].key) | (i + 1);
}

/* The dictionary is larger than the processor's caches: all its places are asked for before the first is used. */
void index_expect(const struct grouper *g, const uint64_t *keys, int n)
{
    for (int i = 0; i < n && g->nslots; i++)
        __builtin_prefetch(&g->slots[(uint32_t)keys[i] & (g->nslots - 1)]);
    for (int i = 0; i < n && g->nslots; i++)
        __builtin_prefetch(&g->lemmas[slot_lemma(g->slots[(uint32_t)keys[i] & (g->nslots - 1)])]);
}

uint32_t lemma_find(const struct grouper *g, uint64_t key)
{
    uint32_t slot = g->nslots ? g->slots[slot_of(g, key)] : 0;

    return slot ? slot_lemma(slot) : NO_INDEX;
}

uint32_t lemma_of(struct grouper *g, uint64_t key, int kind)
{
    uint32_t slot;

    if (is_crowded(g->nlemmas, g->nslots))
        rehash(g, g->nslots ? g->nslots * 2 : LEAST_SLOTS);
    slot = slot_of(g, key);
    if (!g->slots[slot]) {
        MEM_GROW(g->lemmas, g->nlemmas, g->lemmas_cap);
        g->lemmas[g->nlemmas++] = (struct lemma){.key = key, .kind = (uint8_t)kind};
        g->slots[slot] = tag_of(key) | g->nlemmas;
    }
    return slot_lemma(g->slots[slot]);
}

float lemma_share(const struct grouper *g, const struct lemma *l)
{
    /* As if 400 posts had gone before, in which a new word is one in twenty thousand. */
    return ((float)l->df + 0.32f) / ((float)g->nitems + 401);
}

/* Twice the room for postings, at most POSTING. */
static void grow_postings(struct lemma *l)
{
    uint8_t cap = (uint8_t)(l->posting_cap < FEW ? FEW : l->posting_cap * 2);
    uint32_t *old = l->posting_cap > FEW ? l->posting.many : NULL;

    if (cap > FEW) {
        uint32_t *many = mem_realloc(old, cap, sizeof *many);

        if (!old)
            memcpy(many, l->posting.few, l->posted * sizeof *many);
        l->posting.many = many;
    }
    l->posting_cap = cap;
    l->next = l->posted;
}

static void post_item(struct lemma *l, uint32_t no)
{
    if (l->posted == l->posting_cap && l->posting_cap < POSTING)
        grow_postings(l);
    if (l->next == POSTING)
        l->next = 0;
    (l->posting_cap > FEW ? l->posting.many : l->posting.few)[l->next++] = no;
    if (l->posted < l->posting_cap)
        l->posted++;
}

static void drop_postings(const struct lemma *l)
{
    if (l->posting_cap > FEW)
        free(l->posting.many);
}

void index_add(struct grouper *g, uint32_t no)
{
    const struct item *it = item_at(g, no);
    const uint32_t *said = lists_at(&g->said, it->terms);

    for (int i = 0; i < it->nterms + it->nhandles; i++) {
        struct lemma *l = &g->lemmas[said_lemma(said[i])];

        l->df++;
        post_item(l, no);
    }
}

void index_remove(struct grouper *g, const struct item *it, int from)
{
    const uint32_t *said = lists_at(&g->said, it->terms);

    for (int i = from; i < it->nterms + it->nhandles; i++) {
        struct lemma *l = &g->lemmas[said_lemma(said[i])];

        if (--l->df == 0)
            l->posted = l->next = 0;
    }
}

void index_sweep(struct grouper *g)
{
    uint32_t *moved = mem_calloc(g->nlemmas + 1, sizeof *moved);
    uint32_t kept = 0;

    for (uint32_t i = 0; i < g->nlemmas; i++) {
        if (!g->lemmas[i].df) {
            drop_postings(&g->lemmas[i]);
            continue;
        }
        moved[i] = kept;
        g->lemmas[kept++] = g->lemmas[i];
    }
    g->nlemmas = kept;
    for (uint32_t i = g->said.gone; i < g->said.n; i++) {
        uint32_t lemma = said_lemma(g->said.v[i]);

        g->said.v[i] ^= lemma ^ moved[lemma];
    }
    rehash(g, g->nslots);
    free(moved);
}

void index_release(struct grouper *g)
{
    for (uint32_t i = 0; i < g->nlemmas; i++)
        drop_postings(&g->lemmas[i]);
    free(g->lemmas);
    free(g->slots);
}

void index_rebuild(struct grouper *g)
{
    uint32_t nslots = LEAST_SLOTS;

    while (is_crowded(g->nlemmas, nslots))
        nslots *= 2;
    rehash(g, nslots);
    for (uint32_t i = 0; i < g->nitems; i++)
        index_add(g, g->first + i);
}

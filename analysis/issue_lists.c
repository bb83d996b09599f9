/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* The items' lists, in one array each: no block of memory for every post, none that stays behind when it goes. */
#include <string.h>

#include "analysis/grouper.h"

uint32_t lists_add(struct lists *l, const uint32_t *v, uint32_t n)
{
    uint32_t place = l->first + l->n;

    if (l->n + n >= l->cap && l->gone > l->n / 16) {
        l->n -= l->gone;
        memmove(l->v, l->v + l->gone, l->n * sizeof *l->v);
        l->first += l->gone;
        l->gone = 0;
    }
    if (l->n + n >= l->cap) {
        l->cap += l->cap / 8 + n + 1;
        l->v = mem_realloc(l->v, l->cap, sizeof *l->v);
    }
    if (n)
        memcpy(l->v + l->n, v, n * sizeof *v);
    l->n += n;
    return place;
}

void lists_drop(struct lists *l, uint32_t place)
{
    l->gone = place - l->first;
}

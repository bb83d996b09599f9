/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "base/mem.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum { BLOCK_BYTES = 8192, ALIGNMENT = 16 };

struct arena_block {
    struct arena_block *next;
    size_t size;
    _Alignas(ALIGNMENT) unsigned char bytes[];
};

void mem_exhausted(void)
{
    fputs("tamtam: out of memory\n", stderr);
    exit(1);
}

void *mem_calloc(size_t n, size_t size)
{
    void *p = calloc(n ? n : 1, size ? size : 1);

    if (!p)
        mem_exhausted();
    return p;
}

void *mem_calloc_table(size_t n, size_t size)
{
    enum { LARGE_PAGE = 2 << 20 };
    void *p;

    if (size == 0 || n < LARGE_PAGE / size || n > SIZE_MAX / size)
        return mem_calloc(n, size);
    if (posix_memalign(&p, LARGE_PAGE, n * size))
        mem_exhausted();
    madvise(p, n * size, MADV_HUGEPAGE);
    return memset(p, 0, n * size);
}

void *mem_realloc(void *p, size_t n, size_t size)
{
    size_t bytes = n * size;

    if (size && n > SIZE_MAX / size)
        mem_exhausted();
    p = realloc(p, bytes ? bytes : 1);
    if (!p)
        mem_exhausted();
    return p;
}

static void arena_add_block(struct arena *a, size_t n)
{
    size_t size = n > BLOCK_BYTES ? n : BLOCK_BYTES;
    struct arena_block *b;

    if (n > SIZE_MAX - sizeof *b)
        mem_exhausted();
    b = malloc(sizeof *b + size);
    if (!b)
        mem_exhausted();
    b->next = a->head;
    b->size = size;
    a->head = b;
    a->used = 0;
}

void *arena_alloc(struct arena *a, size_t n)
{
    unsigned char *p;

    if (n > SIZE_MAX - ALIGNMENT)
        mem_exhausted();
    n = (n + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    if (!a->head || a->head->size - a->used < n)
        arena_add_block(a, n);
    p = a->head->bytes + a->used;
    a->used += n;
    a->total += n;
    return memset(p, 0, n);
}

static void free_blocks(struct arena_block *b)
{
    while (b) {
        struct arena_block *next = b->next;

        free(b);
        b = next;
    }
}

void arena_clear(struct arena *a)
{
    if (a->head) {
        free_blocks(a->head->next);
        a->head->next = NULL;
    }
    a->used = 0;
    a->total = 0;
}

void arena_release(struct arena *a)
{
    free_blocks(a->head);
    *a = (struct arena){0};
}

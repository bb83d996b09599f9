/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * Memory. Running out of it ends the program with a message: what was committed is in the store,
 * so nothing is lost, and no caller needs a path that no test could walk.
 *
 * An arena hands out memory that is freed as a whole. A post, a feed document or a report owns one
 * arena, and everything that hangs from it lives as long as it does.
 */
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <stddef.h>

/* n * size bytes, zeroed; never NULL. The caller frees. */
void *mem_calloc(size_t n, size_t size);
/*
 * The same for a table of megabytes that is read at random: in large pages where the system has them (madvise), so
 * that the processor finds its way through it in fewer steps.
 */
void *mem_calloc_table(size_t n, size_t size);
/* Resizes to n * size bytes; never NULL, the overflow is checked. */
void *mem_realloc(void *p, size_t n, size_t size);
/* Ends the program: the message goes to stderr, exit status 1. */
_Noreturn void mem_exhausted(void);

/* Makes room for one more element in a growing array: capacity doubles. `array` and `cap` are updated. */
#define MEM_GROW(array, n, cap)                                                                              \
    do {                                                                                                     \
        if ((n) >= (cap)) {                                                                                  \
            (cap) = (cap) ? (cap) * 2 : 8;                                                                   \
            (array) = mem_realloc((array), (size_t)(cap), sizeof *(array));                                  \
        }                                                                                                    \
    } while (0)

struct arena_block;
/* Zero-initialised is ready for use. */
struct arena {
    struct arena_block *head; /* the block in use, then the full ones */
    size_t used;              /* bytes of it that are taken */
    size_t total;             /* bytes handed out since the last clear */
};

/* n zeroed bytes, aligned for any type; never NULL. */
void *arena_alloc(struct arena *a, size_t n);
/* Frees everything but one block, which is used again. */
void arena_clear(struct arena *a);
/* Frees everything. */
void arena_release(struct arena *a);

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * Eight bytes at a time: is there one that needs a closer look? The classic word tricks (Mycroft 1987; Warren,
 * Hacker's Delight, 6-1). The answer is zero when there is none; which byte it is otherwise is left to the caller.
 */
#ifndef LISTENER_SCAN_H
#define LISTENER_SCAN_H

#include <stdint.h>
#include <string.h>

#define SCAN_ONES 0x0101010101010101u
#define SCAN_HIGH 0x8080808080808080u
enum { SCAN_BYTES = 8 };

static inline uint64_t scan_load(const char *p)
{
    uint64_t eight;

    memcpy(&eight, p, sizeof eight);
    return eight;
}

/* A byte below `limit`, at most 0x80? */
static inline uint64_t scan_below(uint64_t eight, unsigned char limit)
{
    return (eight - SCAN_ONES * limit) & ~eight & SCAN_HIGH;
}

/* A byte that is `c`? */
static inline uint64_t scan_equal(uint64_t eight, unsigned char c)
{
    return scan_below(eight ^ (SCAN_ONES * c), 1);
}

/* A byte beyond ASCII? */
static inline uint64_t scan_high(uint64_t eight)
{
    return eight & SCAN_HIGH;
}

/* How many bytes can be passed over before the first one that an answer, not zero, is about; some may be told later. */
static inline size_t scan_first(uint64_t answer)
{
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    return (size_t)__builtin_ctzll(answer) / 8;
#else
    return answer ? 0 : SCAN_BYTES;
#endif
}

#endif

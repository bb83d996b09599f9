/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * A slice of text or bytes: a pointer and a length, borrowed from whoever owns the bytes. There need be no
 * NUL behind it and there may be one in it; {NULL, 0} is the empty slice. str_c() and arena copies do add a
 * NUL, for libraries that want one.
 */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "base/mem.h"

struct str {
    const char *p;
    size_t n;
};

/* A slice of a string literal; the second is for initialisers of tables. */
#define STR(literal) ((struct str){"" literal, sizeof(literal) - 1})
#define STR_INIT(literal) {"" literal, sizeof(literal) - 1}
/* For printf's "%.*s". */
#define STR_ARG(s) (int)(s).n, (s).n ? (s).p : ""

/* The slice of a C string; NULL gives the empty slice. */
static inline struct str str_of(const char *c);
/* The same bytes? */
static inline bool str_eq(struct str a, struct str b);
/* Equal to a C string? */
static inline bool str_is(struct str s, const char *c);
/* Equal but for the case of ASCII letters? */
bool str_eq_nocase(struct str a, struct str b);
/* Equal to one of the words? The list ends with NULL. */
bool str_is_any(struct str s, const char *const *words);
bool str_is_any_nocase(struct str s, const char *const *words);
/* Order by bytes, a shorter prefix first: -1, 0, 1. */
int str_cmp(struct str a, struct str b);
/* Does it begin, or end, with that? */
static inline bool str_starts(struct str s, struct str prefix);
bool str_ends(struct str s, struct str suffix);
/* Offset of the first `needle` in `s`, or -1. */
ptrdiff_t str_find(struct str s, struct str needle);
/* The same, but for the case of ASCII letters. */
ptrdiff_t str_find_nocase(struct str s, struct str needle);
/* The part from offset `from`, at most n bytes; clipped to the slice. */
static inline struct str str_sub(struct str s, size_t from, size_t n);
/* Without ASCII white space at both ends. */
struct str str_trim(struct str s);
/* Cuts `rest` at the next `separator`: returns what stands before it and moves `rest` behind it. */
struct str str_cut(struct str *rest, char separator);
/* A copy in the arena, with a NUL behind it. */
struct str str_copy(struct arena *a, struct str s);
/* A NUL-terminated copy in the arena. */
char *str_c(struct arena *a, struct str s);
/* A copy in the arena with ASCII letters in lower case. */
struct str str_lower(struct arena *a, struct str s);
/* printf into the arena. */
struct str str_printf(struct arena *a, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* A 64-bit hash that is the same on every machine (FNV-1a with a final mix). */
unsigned long long str_hash(struct str s);
/* A whole decimal number from 0 to max, nothing else in the slice: 0, otherwise -1. */
int str_to_number(struct str s, long long max, long long *number);

/* ---- The small ones that are called for every few bytes, inline */

static inline struct str str_of(const char *c)
{
    return c ? (struct str){c, strlen(c)} : (struct str){0};
}

static inline bool str_eq(struct str a, struct str b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

/* Most are told apart by their first byte: that is quicker than to count the string. */
static inline bool str_is(struct str s, const char *c)
{
    for (size_t i = 0; i < s.n; i++)
        if (c[i] != s.p[i] || !c[i])
            return false;
    return !c[s.n];
}

static inline bool str_starts(struct str s, struct str prefix)
{
    return s.n >= prefix.n && (prefix.n == 0 || memcmp(s.p, prefix.p, prefix.n) == 0);
}

static inline struct str str_sub(struct str s, size_t from, size_t n)
{
    if (from > s.n)
        from = s.n;
    if (n > s.n - from)
        n = s.n - from;
    return n ? (struct str){s.p + from, n} : (struct str){0};
}

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "base/str.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

bool str_eq_nocase(struct str a, struct str b)
{
    if (a.n != b.n)
        return false;
    for (size_t i = 0; i < a.n; i++)
        if (lower(a.p[i]) != lower(b.p[i]))
            return false;
    return true;
}

bool str_is_any(struct str s, const char *const *words)
{
    while (*words && !str_is(s, *words))
        words++;
    return *words != NULL;
}

bool str_is_any_nocase(struct str s, const char *const *words)
{
    while (*words && !str_eq_nocase(s, str_of(*words)))
        words++;
    return *words != NULL;
}

int str_cmp(struct str a, struct str b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    int order = n ? memcmp(a.p, b.p, n) : 0;

    if (order == 0)
        order = (a.n > b.n) - (a.n < b.n);
    return (order > 0) - (order < 0);
}

bool str_ends(struct str s, struct str suffix)
{
    return s.n >= suffix.n && (suffix.n == 0 || memcmp(s.p + s.n - suffix.n, suffix.p, suffix.n) == 0);
}

ptrdiff_t str_find(struct str s, struct str needle)
{
    const char *hit = s.n && needle.n ? memmem(s.p, s.n, needle.p, needle.n) : NULL;

    return hit ? hit - s.p : needle.n == 0 ? 0 : -1;
}

ptrdiff_t str_find_nocase(struct str s, struct str needle)
{
    char first = needle.n ? lower(needle.p[0]) : 0;

    if (needle.n == 0)
        return 0;
    for (size_t i = 0; i + needle.n <= s.n; i++)
        if (lower(s.p[i]) == first && str_eq_nocase(str_sub(s, i, needle.n), needle))
            return (ptrdiff_t)i;
    return -1;
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

struct str str_trim(struct str s)
{
    while (s.n && is_space(s.p[0]))
        s = str_sub(s, 1, s.n);
    while (s.n && is_space(s.p[s.n - 1]))
        s.n--;
    return s;
}

struct str str_cut(struct str *rest, char separator)
{
    const char *hit = rest->n ? memchr(rest->p, separator, rest->n) : NULL;
    struct str head = *rest;

    if (hit) {
        head.n = (size_t)(hit - rest->p);
        *rest = str_sub(*rest, head.n + 1, rest->n);
    } else {
        *rest = (struct str){0};
    }
    return head;
}

struct str str_copy(struct arena *a, struct str s)
{
    return (struct str){str_c(a, s), s.n};
}

char *str_c(struct arena *a, struct str s)
{
    char *copy = arena_alloc(a, s.n + 1);

    if (s.n)
        memcpy(copy, s.p, s.n);
    return copy;
}

struct str str_lower(struct arena *a, struct str s)
{
    char *copy = str_c(a, s);

    for (size_t i = 0; i < s.n; i++)
        copy[i] = lower(copy[i]);
    return (struct str){copy, s.n};
}

struct str str_printf(struct arena *a, const char *format, ...)
{
    va_list args;
    va_list again;
    int n;
    char *text;

    va_start(args, format);
    va_copy(again, args);
    n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    text = arena_alloc(a, (size_t)(n < 0 ? 0 : n) + 1);
    if (n > 0)
        vsnprintf(text, (size_t)n + 1, format, again);
    va_end(again);
    return (struct str){text, n < 0 ? 0 : (size_t)n};
}

unsigned long long str_hash(struct str s)
{
    uint64_t h = 14695981039346656037u;

    for (size_t i = 0; i < s.n; i++)
        h = (h ^ (unsigned char)s.p[i]) * 1099511628211u;
    h ^= h >> 32;
    h *= 0x9E3779B97F4A7C15u;
    return h ^ (h >> 29);
}

int str_to_number(struct str s, long long max, long long *number)
{
    long long value = 0;

    if (s.n == 0)
        return -1;
    for (size_t i = 0; i < s.n; i++) {
        int digit = s.p[i] - '0';

        if (digit < 0 || digit > 9 || digit > max || value > (max - digit) / 10)
            return -1;
        value = value * 10 + digit;
    }
    *number = value;
    return 0;
}

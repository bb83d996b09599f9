/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "base/utf8.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <utf8proc.h>

enum { MOST_COMBINING = 8, REPLACEMENT = 0xFFFD, ZERO_WIDTH_JOINER = 0x200D, BYTE_ORDER_MARK = 0xFEFF };

int utf8_next(struct str s, size_t *at)
{
    utf8proc_int32_t c;
    utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)s.p + *at, (utf8proc_ssize_t)(s.n - *at), &c);

    *at += n > 0 ? (size_t)n : 1;
    return n > 0 ? (int)c : -1;
}

bool utf8_valid(struct str s)
{
    for (size_t at = 0; at < s.n;)
        if ((unsigned char)s.p[at] < 0x80)
            at++;
        else if (utf8_next(s, &at) < 0)
            return false;
    return true;
}

static bool is_control(int c)
{
    return (c < ' ' && c != '\t' && c != '\n') || (c >= 0x7F && c < 0xA0);
}

static bool is_dropped(int c)
{
    if (c == ZERO_WIDTH_JOINER)
        return false;
    return is_control(c) || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2060 && c <= 0x2069) || c == 0xAD || c == BYTE_ORDER_MARK || (c >= 0xFFF9 && c <= 0xFFFB) ||
           (c >= 0xE000 && c <= 0xF8FF) || (c >= 0xE0000 && c <= 0xE0FFF);
}

static bool is_combining(int c)
{
    utf8proc_category_t category = utf8proc_category(c);

    return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_ME;
}

static bool is_ascii(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] >= 0x80)
            return false;
    return true;
}

/* Adds `s` mapped by utf8proc; it must be valid. */
static void add_mapped(struct buf *out, struct str s, utf8proc_option_t options)
{
    utf8proc_uint8_t *mapped = NULL;
    utf8proc_ssize_t n = utf8proc_map((const utf8proc_uint8_t *)s.p, (utf8proc_ssize_t)s.n, &mapped, options);

    if (n >= 0)
        buf_add(out, (struct str){(const char *)mapped, (size_t)n});
    free(mapped);
}

/* Is one of eight bytes at once no printable ASCII? Mycroft's test for bytes below ' ', the high bit for those beyond. */
static bool is_printable(const char *p)
{
    const uint64_t ones = 0x0101010101010101u;
    uint64_t eight;

    memcpy(&eight, p, sizeof eight);
    return (((eight - ones * ' ') | eight | (eight + ones)) & (ones << 7)) == 0;
}

/*
 * Length of the character at s.p[at], when it is one that is clean and composed by itself: ASCII, the letters of Latin
 * (U+00A0 to U+02FF without the soft hyphen), dashes and quotes (U+2010 to U+2027) and the euro sign. Otherwise 0.
 */
static size_t clean_character(struct str s, size_t at)
{
    const unsigned char *p = (const unsigned char *)s.p + at;
    size_t left = s.n - at;

    if ((p[0] >= ' ' && p[0] < 0x7F) || p[0] == '\n' || p[0] == '\t')
        return 1;
    if (left >= 2 && p[0] >= 0xC2 && p[0] <= 0xCB && (p[1] & 0xC0) == 0x80)
        return p[0] == 0xC2 && (p[1] < 0xA0 || p[1] == 0xAD) ? 0 : 2;
    if (left >= 3 && p[0] == 0xE2 && ((p[1] == 0x80 && p[2] >= 0x90 && p[2] <= 0xA7) || (p[1] == 0x82 && p[2] == 0xAC)))
        return 3;
    return 0;
}

bool utf8_is_clean(struct str s)
{
    size_t at = 0;

    while (at < s.n) {
        size_t n = at + 8 <= s.n && is_printable(s.p + at) ? 8 : clean_character(s, at);

        if (n == 0)
            return false;
        at += n;
    }
    return true;
}

/* The next character, CR and CR LF as LF. */
static int next_with_line_ends(struct str s, size_t *at)
{
    int c = utf8_next(s, at);

    if (c != '\r')
        return c;
    *at += *at < s.n && s.p[*at] == '\n';
    return '\n';
}

void utf8_mend(struct buf *out, struct str s)
{
    if (utf8_is_clean(s)) {
        buf_add(out, s);
        return;
    }
    for (size_t at = 0; at < s.n;) {
        int c = next_with_line_ends(s, &at);

        if (c < 0 || !is_control(c))
            buf_put_char(out, c < 0 ? REPLACEMENT : c);
    }
}

void utf8_clean(struct buf *out, struct str s)
{
    struct buf kept = {0};
    int combining = 0;
    int before = 0;

    if (utf8_is_clean(s)) {
        buf_add(out, s);
        return;
    }
    for (size_t at = 0; at < s.n;) {
        int c = next_with_line_ends(s, &at);

        if (c >= 0 && is_dropped(c))
            continue;
        if (c == ZERO_WIDTH_JOINER && before < 0x2190)
            continue;
        combining = c > 0 && is_combining(c) ? combining + 1 : 0;
        if (combining > MOST_COMBINING)
            continue;
        buf_put_char(&kept, c < 0 ? REPLACEMENT : c);
        before = c;
    }
    if (is_ascii(buf_str(&kept)))
        buf_add(out, buf_str(&kept));
    else
        add_mapped(out, buf_str(&kept), UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    buf_release(&kept);
}

void utf8_fold(struct buf *out, struct str s)
{
    struct buf valid = {0};

    if (is_ascii(s)) {
        for (size_t i = 0; i < s.n; i++)
            buf_putc(out, s.p[i] >= 'A' && s.p[i] <= 'Z' ? (char)(s.p[i] + 32) : s.p[i]);
        return;
    }
    for (size_t at = 0; at < s.n;) {
        int c = utf8_next(s, &at);

        if (c >= 0)
            buf_put_char(&valid, c);
    }
    add_mapped(out, buf_str(&valid), UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD);
    buf_release(&valid);
}

size_t utf8_length(struct str s)
{
    size_t n = 0;

    for (size_t at = 0; at < s.n; n++)
        utf8_next(s, &at);
    return n;
}

struct str utf8_prefix(struct str s, size_t n)
{
    if (n >= s.n)
        return s;
    while (n && ((unsigned char)s.p[n] & 0xC0) == 0x80)
        n--;
    return str_sub(s, 0, n);
}

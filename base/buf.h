/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * A growing buffer with a ceiling that is set when it is made. Adding beyond the ceiling adds nothing and
 * marks the buffer `full`, so that a writer checks once, at the end.
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include "base/str.h"

struct buf {
    char *p;    /* NUL-terminated when n > 0 */
    size_t n;   /* bytes in use */
    size_t cap; /* bytes allocated */
    size_t max; /* ceiling in bytes; 0 stands for BUF_MAX */
    bool full;  /* something was refused because of the ceiling */
};

enum { BUF_MAX = 1 << 30 };

/* Adds bytes; they must not lie in the buffer itself. */
static inline void buf_add(struct buf *b, struct str s);
/* Adds a C string. */
static inline void buf_puts(struct buf *b, const char *c);
/* Adds one byte. */
static inline void buf_putc(struct buf *b, char c);
/* Adds one Unicode character as UTF-8; what is no character becomes U+FFFD. */
void buf_put_char(struct buf *b, int codepoint);
/* Adds text for XML, attributes too: markup escaped, control characters, which XML can't hold, as spaces. */
void buf_put_xml(struct buf *b, struct str s);
/* printf to the end. */
void buf_printf(struct buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The contents, borrowed until the buffer changes. */
struct str buf_str(const struct buf *b);
/* The contents as a C string, never NULL, borrowed until the buffer changes. */
const char *buf_c(const struct buf *b);
/* The contents as a string that the arena owns; the buffer's own memory is freed. */
struct str buf_take(struct buf *b, struct arena *a);
/* Empties it and keeps the memory. */
void buf_clear(struct buf *b);
/* Frees the memory; the ceiling stays. */
void buf_release(struct buf *b);

/* Room for n more bytes and a NUL, or false when the ceiling is in the way: for the functions below. */
bool buf_make_room(struct buf *b, size_t n);

/* ---- Inline, as they are called for every few bytes */

/* The common case, without a call: there is room already. */
static inline bool buf_has_room(struct buf *b, size_t n)
{
    bool roomy = n < b->cap - b->n && n <= (b->max ? b->max : BUF_MAX) - b->n;

    return roomy || buf_make_room(b, n);
}

static inline void buf_add(struct buf *b, struct str s)
{
    if (s.n == 0 || !buf_has_room(b, s.n))
        return;
    memcpy(b->p + b->n, s.p, s.n);
    b->n += s.n;
    b->p[b->n] = '\0';
}

static inline void buf_puts(struct buf *b, const char *c)
{
    buf_add(b, str_of(c));
}

static inline void buf_putc(struct buf *b, char c)
{
    if (!buf_has_room(b, 1))
        return;
    b->p[b->n++] = c;
    b->p[b->n] = '\0';
}

#endif

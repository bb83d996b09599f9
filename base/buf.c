/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <utf8proc.h>

bool buf_make_room(struct buf *b, size_t n)
{
    size_t max = b->max ? b->max : BUF_MAX;

    if (n > max - (b->n > max ? max : b->n)) {
        b->full = true;
        return false;
    }
    if (b->n + n + 1 > b->cap) {
        size_t cap = b->cap ? b->cap * 2 : 64;

        while (cap < b->n + n + 1)
            cap *= 2;
        b->p = mem_realloc(b->p, cap, 1);
        b->cap = cap;
    }
    return true;
}

void buf_put_char(struct buf *b, int codepoint)
{
    utf8proc_uint8_t bytes[4];
    utf8proc_ssize_t n;

    if (!utf8proc_codepoint_valid(codepoint))
        codepoint = 0xFFFD;
    n = utf8proc_encode_char(codepoint, bytes);
    buf_add(b, (struct str){(const char *)bytes, (size_t)n});
}

void buf_put_xml(struct buf *b, struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        switch (s.p[i]) {
        case '&': buf_puts(b, "&amp;"); break;
        case '<': buf_puts(b, "&lt;"); break;
        case '>': buf_puts(b, "&gt;"); break;
        case '"': buf_puts(b, "&quot;"); break;
        default: buf_putc(b, (unsigned char)s.p[i] < ' ' ? ' ' : s.p[i]);
        }
}

void buf_printf(struct buf *b, const char *format, ...)
{
    va_list args;
    va_list again;
    int n;

    va_start(args, format);
    va_copy(again, args);
    n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (n > 0 && buf_make_room(b, (size_t)n)) {
        vsnprintf(b->p + b->n, (size_t)n + 1, format, again);
        b->n += (size_t)n;
    }
    va_end(again);
}

struct str buf_str(const struct buf *b)
{
    return (struct str){b->p, b->n};
}

const char *buf_c(const struct buf *b)
{
    return b->n ? b->p : "";
}

struct str buf_take(struct buf *b, struct arena *a)
{
    struct str taken = str_copy(a, buf_str(b));

    buf_release(b);
    return taken;
}

void buf_clear(struct buf *b)
{
    b->n = 0;
    b->full = false;
}

void buf_release(struct buf *b)
{
    free(b->p);
    *b = (struct buf){.max = b->max};
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "listener/entry_print.h"

#include <string.h>

#include "base/when.h"
#include "listener/scan.h"

static void add_escape(struct buf *out, char c)
{
    static const char marks[] = "\"\\\n\t\r";
    static const char letters[] = "\"\\ntr";
    const char *at = c ? strchr(marks, c) : NULL;

    if (at)
        buf_add(out, (struct str){(const char[]){'\\', letters[at - marks]}, 2});
    else
        buf_printf(out, "\\u%04x", (unsigned)(unsigned char)c);
}

/* Bytes at the start of `s` that JSON takes as they are. */
static size_t plain_length(struct str s)
{
    size_t n = 0;

    for (; n + SCAN_BYTES <= s.n; n += SCAN_BYTES) {
        uint64_t eight = scan_load(s.p + n);

        if (scan_below(eight, ' ') | scan_equal(eight, '"') | scan_equal(eight, '\\'))
            break;
    }
    while (n < s.n && (unsigned char)s.p[n] >= ' ' && s.p[n] != '"' && s.p[n] != '\\')
        n++;
    return n;
}

static void add_string(struct buf *out, struct str s)
{
    buf_putc(out, '"');
    while (s.n) {
        size_t n = plain_length(s);

        buf_add(out, str_sub(s, 0, n));
        if (n < s.n)
            add_escape(out, s.p[n]);
        s = str_sub(s, n + 1, s.n);
    }
    buf_putc(out, '"');
}

/* A key with its quotes and colon, as a slice. */
#define KEY(name) STR("\"" name "\":")

/* Adds the key, after a comma but where an object begins. */
static void add_key(struct buf *out, struct str key)
{
    if (out->p[out->n - 1] != '{')
        buf_putc(out, ',');
    buf_add(out, key);
}

static void add_text(struct buf *out, struct str key, struct str s)
{
    if (s.n == 0)
        return;
    add_key(out, key);
    add_string(out, s);
}

static void add_time(struct buf *out, struct str key, int64_t ms)
{
    if (ms == TIME_NONE)
        return;
    add_key(out, key);
    buf_putc(out, '"');
    when_print(out, ms);
    buf_putc(out, '"');
}

static void add_list(struct buf *out, struct str key, const struct strs *list)
{
    if (list->n == 0)
        return;
    add_key(out, key);
    for (int i = 0; i < list->n; i++) {
        buf_putc(out, i ? ',' : '[');
        add_string(out, list->v[i]);
    }
    buf_putc(out, ']');
}

static void add_media(struct buf *out, const struct entry *e)
{
    if (e->nmedia == 0)
        return;
    add_key(out, KEY("media"));
    for (int i = 0; i < e->nmedia; i++) {
        buf_puts(out, i ? ",{" : "[{");
        add_text(out, KEY("url"), e->media[i].url);
        add_text(out, KEY("type"), e->media[i].type);
        add_text(out, KEY("alt"), e->media[i].alt);
        buf_putc(out, '}');
    }
    buf_putc(out, ']');
}

void entry_print(struct buf *out, const struct entry *e)
{
    buf_putc(out, '{');
    add_text(out, KEY("guid"), e->guid);
    add_text(out, KEY("url"), e->url);
    add_text(out, KEY("title"), e->title);
    add_time(out, KEY("time"), e->time);
    add_time(out, KEY("updated"), e->updated);
    add_text(out, KEY("author"), e->author);
    add_text(out, KEY("text"), e->text);
    add_text(out, KEY("html"), e->html);
    add_text(out, KEY("lang"), e->lang);
    add_list(out, KEY("links"), &e->links);
    add_media(out, e);
    add_list(out, KEY("tags"), &e->tags);
    add_text(out, KEY("reply_to"), e->reply_to);
    add_text(out, KEY("feed"), e->feed);
    if (e->deleted) {
        add_key(out, KEY("deleted"));
        buf_puts(out, "true");
    }
    buf_puts(out, "}\n");
}

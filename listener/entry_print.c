/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "listener/entry_print.h"

#include <string.h>

#include "base/when.h"
#include "listener/scan.h"

enum { LONGEST_ESCAPE = 6 };

/* Writes a byte as it stands in a JSON string; returns where the next one goes. */
static char *write_byte(char *to, char c)
{
    static const char letters[256] = {['"'] = '"', ['\\'] = '\\', ['\n'] = 'n', ['\t'] = 't', ['\r'] = 'r'};
    static const char digits[] = "0123456789abcdef";
    char letter = letters[(unsigned char)c];

    if (letter) {
        *to++ = '\\';
        *to++ = letter;
    } else if ((unsigned char)c < ' ') {
        memcpy(to, "\\u00", 4);
        to[4] = digits[c >> 4];
        to[5] = digits[c & 15];
        to += LONGEST_ESCAPE;
    } else {
        *to++ = c;
    }
    return to;
}

static void add_string(struct buf *out, struct str s)
{
    const char *from = s.p;
    const char *end = s.p + s.n;
    char *to;

    if (!buf_has_room(out, LONGEST_ESCAPE * s.n + 2))
        return;
    to = out->p + out->n;
    *to++ = '"';
    while (end - from >= SCAN_BYTES) {
        uint64_t eight = scan_load(from);
        uint64_t marks = scan_below(eight ^ (SCAN_ONES * 2), '!') | scan_equal(eight, '\\'); /* below ' ', or '"' (' ' ^ 2) */
        size_t plain = marks ? scan_first(marks) : SCAN_BYTES;

        memcpy(to, from, SCAN_BYTES);
        to += plain;
        from += plain;
        if (marks)
            to = write_byte(to, *from++);
    }
    while (from < end)
        to = write_byte(to, *from++);
    *to++ = '"';
    *to = '\0';
    out->n = (size_t)(to - out->p);
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

static void add_flag(struct buf *out, struct str key, bool flag)
{
    if (!flag)
        return;
    add_key(out, key);
    buf_puts(out, "true");
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
    add_flag(out, KEY("deleted"), e->deleted);
    add_flag(out, KEY("withheld"), e->withheld);
    buf_puts(out, "}\n");
}

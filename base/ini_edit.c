/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "base/ini_edit.h"

#include <stdlib.h>

enum what { BLANK, REMARK, HEADER, ITEM, MORE };

/* A physical line with its end; MORE belongs to the line before. */
struct line {
    struct str text;
    enum what what;
    bool out;
};

struct lines {
    struct line *v;
    int n, cap;
    struct arena arena; /* owns the text */
};

static enum what what_of(struct str line)
{
    return line.n == 0 ? BLANK : line.p[0] == '#' ? REMARK : line.p[0] == '[' ? HEADER : ITEM;
}

static void read_lines(struct lines *l, const struct buf *text)
{
    struct str rest = str_copy(&l->arena, buf_str(text));
    bool goes_on = false;

    while (rest.n) {
        struct str whole = rest, line = str_cut(&rest, '\n'), bare = str_trim(line);

        whole.n -= rest.n;
        MEM_GROW(l->v, l->n, l->cap);
        l->v[l->n++] = (struct line){whole, goes_on ? MORE : what_of(bare), false};
        goes_on = str_ends(bare, STR("\\"));
    }
}

static void end_line(struct buf *text)
{
    if (text->n && text->p[text->n - 1] != '\n')
        buf_putc(text, '\n');
}

/* Writes the lines that stay; `added` goes behind line `at` (-1: in front). */
static void write_lines(struct lines *l, struct buf *text, int at, struct str added)
{
    buf_clear(text);
    for (int i = -1; i < l->n; i++) {
        if (i >= 0 && !l->v[i].out)
            buf_add(text, l->v[i].text);
        if (i == at && added.n) {
            end_line(text);
            buf_add(text, added);
        }
    }
    free(l->v);
    arena_release(&l->arena);
}

static bool is_section(struct str line, const char *kind, struct str argument)
{
    struct str name = str_trim(line);

    if (name.n < 2 || name.p[name.n - 1] != ']')
        return false;
    name = str_trim(str_sub(name, 1, name.n - 2));
    return str_is(str_cut(&name, ' '), kind) && (argument.n == 0 || str_eq(str_trim(name), argument));
}

/* The next header of these from line `i` on, or the number of lines. */
static int next_header(const struct lines *l, int i, const char *kind, struct str argument)
{
    while (i < l->n && !(l->v[i].what == HEADER && (!kind || is_section(l->v[i].text, kind, argument))))
        i++;
    return i;
}

/* The last line of a section that says something. */
static int last_item(const struct lines *l, int header)
{
    int i = next_header(l, header + 1, NULL, (struct str){0}) - 1;

    while (i > header && l->v[i].what != ITEM && l->v[i].what != MORE)
        i--;
    return i;
}

static bool has_key(struct str line, const char *key)
{
    return str_is(str_trim(str_cut(&line, '=')), key);
}

static void add_item(struct buf *b, const char *key, struct str value)
{
    size_t from;

    value = str_trim(value);
    if (value.n == 0)
        return;
    buf_printf(b, "%s = ", key);
    from = b->n;
    buf_add(b, value);
    for (size_t i = from; i < b->n; i++)
        if ((unsigned char)b->p[i] < ' ' || b->p[i] == 0x7f)
            b->p[i] = ' ';
    while (b->n > from && b->p[b->n - 1] == '\\')
        b->n--;
    buf_putc(b, '\n');
}

void ini_edit_set(struct buf *text, const char *kind, const char *key, struct str value)
{
    struct lines l = {0};
    struct buf item = {0};
    int header, last, at;

    read_lines(&l, text);
    header = next_header(&l, 0, kind, (struct str){0});
    if (header == l.n) {
        buf_printf(&item, "\n[%s]\n", kind);
        add_item(&item, key, value);
        write_lines(&l, text, l.n - 1, value.n ? buf_str(&item) : (struct str){0});
        buf_release(&item);
        return;
    }
    add_item(&item, key, value);
    at = last = last_item(&l, header);
    for (int i = last; i > header; i--) {
        if (l.v[i].what != ITEM || !has_key(l.v[i].text, key))
            continue;
        at = i;
        l.v[i].out = true;
        for (int k = i + 1; k <= last && l.v[k].what == MORE; k++)
            l.v[k].out = true;
    }
    write_lines(&l, text, at, buf_str(&item));
    buf_release(&item);
}

/* Takes a section out, with the remarks right above it and one blank line below; its first line. */
static int take_out(struct lines *l, int header)
{
    int last = last_item(l, header), first = header;

    while (first > 0 && l->v[first - 1].what == REMARK)
        l->v[--first].out = true;
    for (int k = header; k <= last; k++)
        l->v[k].out = true;
    if (last + 1 < l->n && l->v[last + 1].what == BLANK)
        l->v[last + 1].out = true;
    return first;
}

int ini_edit_remove(struct buf *text, const char *kind, struct str argument)
{
    struct lines l = {0};
    int removed = 0;

    read_lines(&l, text);
    for (int i = next_header(&l, 0, kind, argument); i < l.n; i = next_header(&l, i + 1, kind, argument)) {
        take_out(&l, i);
        removed++;
    }
    write_lines(&l, text, -1, (struct str){0});
    return removed;
}

/* Takes out the sections of these kinds; the first line of the first of them, or the number of lines. */
static int take_out_all(struct lines *l, const char *const *kinds)
{
    int from = l->n;

    for (int k = 0; kinds[k]; k++)
        for (int i = next_header(l, 0, kinds[k], (struct str){0}); i < l->n; i = next_header(l, i + 1, kinds[k], (struct str){0})) {
            int first = take_out(l, i);

            from = first < from ? first : from;
        }
    return from;
}

void ini_edit_read(const struct buf *text, const char *const *kinds, struct buf *part)
{
    struct lines l = {0};

    read_lines(&l, text);
    take_out_all(&l, kinds);
    for (int i = 0; i < l.n; i++)
        if (l.v[i].out)
            buf_add(part, l.v[i].text);
    free(l.v);
    arena_release(&l.arena);
}

int ini_edit_replace(struct buf *text, const char *const *kinds, struct str part)
{
    struct lines l = {0};
    struct buf added = {0};
    int from, line;

    read_lines(&l, text);
    from = take_out_all(&l, kinds);
    line = from + 1;
    if (from == l.n) {
        buf_putc(&added, '\n');
        line++;
    }
    buf_add(&added, str_trim(part));
    buf_puts(&added, from < l.n ? "\n\n" : "\n");
    write_lines(&l, text, from - 1, str_trim(part).n ? buf_str(&added) : (struct str){0});
    buf_release(&added);
    return line;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "newsroom/request.h"

#include <string.h>

#include <utf8proc.h>

struct str fields_get(const struct fields *f, const char *name)
{
    for (int i = 0; i < f->n; i++)
        if (str_is(f->v[i].name, name))
            return f->v[i].value;
    return (struct str){0};
}

bool fields_has(const struct fields *f, const char *name)
{
    for (int i = 0; i < f->n; i++)
        if (str_is(f->v[i].name, name))
            return true;
    return false;
}

bool fields_next(const struct fields *f, const char *name, int *at, struct str *value)
{
    while (*at < f->n) {
        const struct field *field = &f->v[(*at)++];

        if (str_is(field->name, name)) {
            *value = field->value;
            return true;
        }
    }
    return false;
}

/* The list is in the arena: a grown one leaves its old place behind. */
static void add_field(struct fields *f, struct arena *a, struct str name, struct str value)
{
    if (f->n == f->cap) {
        int cap = f->cap ? f->cap * 2 : 8;
        struct field *v = arena_alloc(a, (size_t)cap * sizeof *v);

        if (f->n)
            memcpy(v, f->v, (size_t)f->n * sizeof *v);
        f->v = v;
        f->cap = cap;
    }
    f->v[f->n++] = (struct field){name, value};
}

/* ---- percent signs ---- */

static int hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static bool is_clean(struct str s)
{
    size_t at = 0;

    while (at < s.n) {
        utf8proc_int32_t c;
        utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)s.p + at, (utf8proc_ssize_t)(s.n - at), &c);

        if (n <= 0 || (c < ' ' && c != '\n' && c != '\t') || (c >= 0x7f && c < 0xa0))
            return false;
        at += (size_t)n;
    }
    return true;
}

/* Decodes once; \r\n and \r become \n. */
static int decode(struct str *out, struct arena *a, struct str s, bool plus, struct err *err)
{
    char *p = arena_alloc(a, s.n + 1);
    size_t n = 0;

    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];

        if (c == '%') {
            int high = i + 2 < s.n ? hex_value(s.p[i + 1]) : -1;
            int low = i + 2 < s.n ? hex_value(s.p[i + 2]) : -1;

            if (high < 0 || low < 0)
                return err_set(err, "a percent sign without two hexadecimal figures");
            c = (char)(high * 16 + low);
            i += 2;
        } else if (plus && c == '+') {
            c = ' ';
        }
        if (c == '\n' && n && p[n - 1] == '\r')
            n--;
        p[n++] = c;
    }
    for (size_t i = 0; i < n; i++)
        if (p[i] == '\r')
            p[i] = '\n';
    *out = (struct str){p, n};
    return is_clean(*out) ? 0 : err_set(err, "a value that is no clean text");
}

static int read_pairs(struct fields *f, struct arena *a, struct str raw, struct err *err)
{
    while (raw.n) {
        struct str value = str_cut(&raw, '&');
        struct str name = str_cut(&value, '=');
        struct str n, v;

        if (name.n == 0 && value.n == 0)
            continue;
        if (f->n == MOST_FIELDS)
            return err_set(err, "more than %d fields", MOST_FIELDS);
        if (decode(&n, a, name, true, err) || decode(&v, a, value, true, err))
            return -1;
        add_field(f, a, n, v);
    }
    return 0;
}

/* ---- the target ---- */

static int add_segment(struct target *t, struct arena *a, struct str raw, struct err *err)
{
    struct str s;

    if (t->nsegments == MOST_SEGMENTS)
        return err_set(err, "a path of more than %d segments", MOST_SEGMENTS);
    if (decode(&s, a, raw, false, err))
        return -1;
    if (s.n == 0 || str_is(s, ".") || str_is(s, "..") || memchr(s.p, '/', s.n) || memchr(s.p, '\\', s.n) || memchr(s.p, '\n', s.n))
        return err_set(err, "a path segment that is none");
    t->segments[t->nsegments++] = s;
    return 0;
}

int request_target(struct target *t, struct arena *a, struct str raw, struct err *err)
{
    struct str rest, path;

    *t = (struct target){0};
    if (raw.n == 0 || raw.p[0] != '/' || raw.n > MOST_TARGET)
        return err_set(err, "a target that is no path, or longer than %d bytes", MOST_TARGET);
    for (size_t i = 0; i < raw.n; i++)
        if ((unsigned char)raw.p[i] <= ' ' || raw.p[i] == 0x7f || raw.p[i] == '#')
            return err_set(err, "a target with a character that belongs encoded");
    t->whole = rest = str_copy(a, raw);
    path = str_cut(&rest, '?');
    t->path = path;
    if (read_pairs(&t->query, a, rest, err))
        return -1;
    path = str_sub(path, 1, path.n);
    while (path.n) {
        bool last = memchr(path.p, '/', path.n) == NULL;

        if (add_segment(t, a, str_cut(&path, '/'), err))
            return -1;
        t->slash = !last && path.n == 0;
    }
    return 0;
}

int request_form(struct fields *f, struct arena *a, struct str raw, struct err *err)
{
    *f = (struct fields){0};
    return read_pairs(f, a, raw, err);
}

void request_cookies(struct fields *f, struct arena *a, struct str raw)
{
    struct str rest = str_sub(raw, 0, MOST_COOKIES);

    *f = (struct fields){0};
    while (rest.n && f->n < MOST_FIELDS) {
        struct str value = str_trim(str_cut(&rest, ';'));
        struct str name;

        if (!memchr(value.n ? value.p : "", '=', value.n))
            continue;
        name = str_cut(&value, '=');
        if (name.n)
            add_field(f, a, str_copy(a, name), str_copy(a, value));
    }
}

struct str url_part(struct arena *a, struct str s)
{
    static const char hex[] = "0123456789ABCDEF";
    char *p = arena_alloc(a, s.n * 3 + 1);
    size_t n = 0;

    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];

        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c && strchr("-._~", c))) {
            p[n++] = (char)c;
        } else {
            p[n++] = '%';
            p[n++] = hex[c >> 4];
            p[n++] = hex[c & 15];
        }
    }
    return (struct str){p, n};
}

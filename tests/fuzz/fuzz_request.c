/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * Requests to the newsroom: target, cookies and form, each on a line of its own. What was read is clean, reads the same when it is
 * written again, and stands on a page without breaking out of its place.
 */
#include <stdlib.h>
#include <string.h>

#include "newsroom/gate.h"
#include "newsroom/html.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static void must(bool holds)
{
    if (!holds)
        abort();
}

static void check_text(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        must((unsigned char)s.p[i] >= ' ' || s.p[i] == '\n' || s.p[i] == '\t');
}

static void check_target(struct arena *a, const struct target *t)
{
    for (int i = 0; i < t->nsegments; i++) {
        struct str s = t->segments[i];

        check_text(s);
        must(s.n && !str_is(s, ".") && !str_is(s, "..") && !memchr(s.p, '/', s.n) && !memchr(s.p, '\\', s.n));
        must(memchr(s.p, '\n', s.n) == NULL);
        must(url_part(a, s).n >= s.n);
    }
    for (int method = METHOD_GET; method <= METHOD_POST; method++) {
        struct str parts[MOST_PARTS];
        const struct route *route = route_find((enum method)method, t, parts);

        must(!route || (int)route->method == method);
    }
}

/* Written as text, attribute and address. */
static void check_page(struct str value)
{
    static const char before[] = "<p class=\"";
    struct buf out = {0};
    struct html h;

    html_start(&h, &out);
    html_tag(&h, "p");
    html_attr_str(&h, "class", value);
    html_text(&h, value);
    html_end(&h);
    size_t angles = 0, quotes = 0;
    for (size_t i = 0; i < out.n; i++) {
        angles += out.p[i] == '<';
        quotes += out.p[i] == '"';
    }
    must(angles == 2 && quotes == 2 && str_starts(buf_str(&out), str_of(before)));
    buf_clear(&out);
    html_start(&h, &out);
    html_tag(&h, "a");
    html_attr_str(&h, "href", value);
    html_end(&h);
    struct str href = str_sub(buf_str(&out), sizeof "<a href=\"" - 1, out.n);
    must(href.p[0] == '/' || href.p[0] == '#' || href.p[0] == '?' || href.p[0] == '"' || str_starts(href, STR("http://")) ||
         str_starts(href, STR("https://")));
    must(!str_starts(href, STR("//")));
    buf_release(&out);
}

/* Name and value come back from what they are written as. */
static void check_field(struct arena *a, const struct field *field)
{
    struct fields again;
    struct err ignored;

    check_text(field->name);
    check_text(field->value);
    check_page(field->value);
    if (field->name.n == 0 && field->value.n == 0)
        return;
    must(request_form(&again, a, str_printf(a, "%.*s=%.*s", STR_ARG(url_part(a, field->name)), STR_ARG(url_part(a, field->value))), &ignored) == 0);
    must(again.n == 1 && str_eq(again.v[0].name, field->name) && str_eq(again.v[0].value, field->value));
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    struct str form = {(const char *)data, size};
    struct str raw = str_cut(&form, '\n');
    struct str cookies = str_cut(&form, '\n');
    struct arena a = {0};
    struct target target;
    struct fields fields;
    struct err ignored;

    if (request_target(&target, &a, raw, &ignored) == 0) {
        check_target(&a, &target);
        for (int i = 0; i < target.query.n; i++)
            check_field(&a, &target.query.v[i]);
    }
    request_cookies(&fields, &a, cookies);
    must(fields.n <= MOST_FIELDS);
    if (request_form(&fields, &a, form, &ignored) == 0)
        for (int i = 0; i < fields.n; i++)
            check_field(&a, &fields.v[i]);
    arena_release(&a);
    return 0;
}

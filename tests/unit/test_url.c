/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* rooms: base listener */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "listener/url.h"

/* RFC 3986, 5.4: what a reference means at http://a/b/c/d;p?q. */
static const char *const rfc3986[][2] = {
    {"g:h", "g:h"},
    {"g", "http://a/b/c/g"},
    {"./g", "http://a/b/c/g"},
    {"g/", "http://a/b/c/g/"},
    {"/g", "http://a/g"},
    {"//g", "http://g"},
    {"?y", "http://a/b/c/d;p?y"},
    {"g?y", "http://a/b/c/g?y"},
    {"#s", "http://a/b/c/d;p?q#s"},
    {"g#s", "http://a/b/c/g#s"},
    {";x", "http://a/b/c/;x"},
    {"", "http://a/b/c/d;p?q"},
    {".", "http://a/b/c/"},
    {"..", "http://a/b/"},
    {"../g", "http://a/b/g"},
    {"../..", "http://a/"},
    {"../../../g", "http://a/g"},
    {"/./g", "http://a/g"},
    {"/../g", "http://a/g"},
    {"g.", "http://a/b/c/g."},
    {"..g", "http://a/b/c/..g"},
    {"./g/.", "http://a/b/c/g/"},
    {"g/../h", "http://a/b/c/h"},
    {"g?y/../x", "http://a/b/c/g?y/../x"},
};

static void expect(struct str got, const char *wanted, const char *what)
{
    if (!str_is(got, wanted))
        fail_msg("'%s': '%.*s' instead of '%s'", what, STR_ARG(got), wanted);
}

static void test_resolve_rfc3986(void **state)
{
    struct arena a = {0};

    (void)state;
    for (size_t i = 0; i < sizeof rfc3986 / sizeof *rfc3986; i++)
        expect(url_resolve(&a, STR("http://a/b/c/d;p?q"), str_of(rfc3986[i][0])), rfc3986[i][1], rfc3986[i][0]);
    arena_release(&a);
}

static void test_resolve_as_feeds_have_it(void **state)
{
    struct arena a = {0};

    (void)state;
    expect(url_resolve(&a, STR(""), STR(" /x \n")), "/x", "no base");
    expect(url_resolve(&a, STR("https://a.nl"), STR("x")), "https://a.nl/x", "base without a path");
    expect(url_resolve(&a, STR("https://a.nl/"), STR("b\n/c")), "https://a.nl/b/c", "a line break in it");
    expect(url_resolve(&a, STR("https://a.nl/"), STR("HTTP://B.nl/../C?d=..")), "HTTP://B.nl/../C?d=..", "absolute: untouched");
    arena_release(&a);
}

static void test_safe(void **state)
{
    static const char *const safe[] = {"https://a.nl", "HTTP://a.nl", "mailto:a@b.nl", "/pad", "pad", "tag:a.nl,2026:1"};
    static const char *const unsafe[] = {"javascript:alert(1)", "JavaScript:1",   "data:text/html,x", "vbscript:x",
                                         "file:///etc/passwd",  "blob:https://x", "https://a.nl/\x01"};

    (void)state;
    for (size_t i = 0; i < sizeof safe / sizeof *safe; i++)
        if (!url_is_safe(str_of(safe[i])))
            fail_msg("%s is refused", safe[i]);
    for (size_t i = 0; i < sizeof unsafe / sizeof *unsafe; i++)
        if (url_is_safe(str_of(unsafe[i])))
            fail_msg("%s is let through", unsafe[i]);
    assert_true(url_is_web(STR("https://a.nl/x")));
    assert_false(url_is_web(STR("https:///x")));
    assert_false(url_is_web(STR("mailto:a@b.nl")));
}

static void test_normal(void **state)
{
    static const char *const pairs[][2] = {
        {"https://www.Example.NL/Nieuws/", "https://www.example.nl/Nieuws"},
        {"http://example.nl:80/", "https://example.nl"},
        {"https://example.nl:443/a?b=1#c", "https://example.nl/a?b=1"},
        {"https://example.nl/a?utm_source=rss&b=1&utm_medium=x", "https://example.nl/a?b=1"},
        {"https://example.nl/a?utm_source=rss", "https://example.nl/a"},
        {"https://example.nl/a/../b/./c", "https://example.nl/b/c"},
        {"http://example.nl:443/a", "https://example.nl/a"},
        {"https://example.nl:8080/a", "https://example.nl:8080/a"},
        {"http://example.nl/a b/ ", "https://example.nl/a%20b"},
        {"tag:example.nl,2026:1", "tag:example.nl,2026:1"},
    };
    struct arena a = {0};

    (void)state;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        expect(url_normal(&a, str_of(pairs[i][0])), pairs[i][1], pairs[i][0]);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_resolve_rfc3986),
        cmocka_unit_test(test_resolve_as_feeds_have_it),
        cmocka_unit_test(test_safe),
        cmocka_unit_test(test_normal),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

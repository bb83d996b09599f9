/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* rooms: base listener */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "listener/discover.h"

#define ALT "<link rel=alternate type=application/rss+xml href="

/* In memory of its own, so that a byte too far is seen. */
static int links(const char *page, size_t n, struct arena *a, struct discovery *found)
{
    char *copy = malloc(n + !n);
    int count;

    memcpy(copy, page, n);
    count = discover_links((struct str){copy, n}, STR("https://a.example/dir/page"), a, found);
    free(copy);
    return count;
}

static void test_links(void **state)
{
    static const struct {
        const char *page, *url; /* of the first; NULL: none */
        int n;
    } cases[] = {
        {ALT "/feed>", "https://a.example/feed", 1},
        {ALT "feed>", "https://a.example/dir/feed", 1},
        {ALT "//b.example/x>", "https://b.example/x", 1},
        {"<base href='https://c.example/z/'>" ALT "feed>", "https://c.example/z/feed", 1},
        {ALT "/a>" ALT "/a>" ALT "/b>", "https://a.example/a", 2},
        {"<LINK HREF = \"/a?x=1&amp;y=2\" TYPE = 'application/atom+xml; charset=utf-8' REL = \"ALTERNATE feed\"/>",
         "https://a.example/a?x=1&y=2", 1},
        {"<link title=\"a > b\" rel=alternate type=application/rss+xml href=/q>", "https://a.example/q", 1},
        {"<!-- " ALT "/no> -->" ALT "/yes>", "https://a.example/yes", 1},
        {ALT "javascript:alert(1)>", NULL, 0},
        {ALT "file:///etc/passwd>", NULL, 0},
        {"<link rel=stylesheet type=application/rss+xml href=/x>", NULL, 0},
        {"<link rel=alternate type=text/html href=/x>", NULL, 0},
        {"<linkrel=alternate type=application/rss+xml href=/x>", NULL, 0},
        {"<link", NULL, 0},
        {"<link rel=\"alternate", NULL, 0},
        {"<!--", NULL, 0},
        {"", NULL, 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct discovery found[DISCOVER_MOST];
        struct arena a = {0};
        int n = links(cases[i].page, strlen(cases[i].page), &a, found);

        if (n != cases[i].n || (n && !str_is(found[0].url, cases[i].url)))
            fail_msg("%s: %d, %.*s", cases[i].page, n, n ? (int)found[0].url.n : 0, n ? found[0].url.p : "");
        arena_release(&a);
    }
}

static void test_hostile_page(void **state)
{
    enum { MANY = 200000 };
    struct discovery found[DISCOVER_MOST];
    struct arena a = {0};
    struct buf page = {0};

    (void)state;
    for (int i = 0; i < MANY; i++)
        buf_puts(&page, "<link \"");
    assert_int_equal(discover_links(buf_str(&page), STR("https://a.example/"), &a, found), 0);
    buf_clear(&page);
    for (int i = 0; i < 100; i++)
        buf_printf(&page, ALT "/%d>", i);
    assert_int_equal(discover_links(buf_str(&page), STR("https://a.example/"), &a, found), DISCOVER_MOST);
    buf_release(&page);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_links), cmocka_unit_test(test_hostile_page)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}

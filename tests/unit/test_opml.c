/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* rooms: base listener */
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "listener/opml.h"

static int list_feed(void *context, const struct opml_feed *f)
{
    buf_printf(context, "%.*s|%.*s|%.*s|%.*s\n", STR_ARG(f->url), STR_ARG(f->name), STR_ARG(f->home),
               STR_ARG(f->category));
    return 0;
}

static int read_text(const char *text, struct buf *out, struct err *err)
{
    return opml_read(str_of(text), list_feed, out, err);
}

static void test_reading(void **state)
{
    struct buf out = {0};
    struct err err;

    (void)state;
    assert_int_equal(
        read_text("<opml version='1.0'><body><outline text='Nieuws &amp; meer'><outline text='Regio'>"
                  "<outline TEXT='A' XMLURL='https://a.example/?x=1&amp;y=2' htmlURL='https://a.example/'/>"
                  "<outline title='B' text='b' xmlurl='https://b.example/'></outline></outline></outline>"
                  "<outline text='C' xmlUrl='https://c.example/' category='eigen' type='rss'/>"
                  "<outline text='geen feed'/></body></opml>",
                  &out, &err),
        0);
    assert_string_equal(buf_c(&out), "https://a.example/?x=1&y=2|A|https://a.example/|Nieuws & meer/Regio\n"
                                     "https://b.example/|B||Nieuws & meer/Regio\n"
                                     "https://c.example/|C||eigen\n");
    buf_release(&out);
}

static void test_hostile(void **state)
{
    struct buf text = {0}, out = {0};
    struct err err;

    (void)state;
    assert_int_equal(read_text("<rss/>", &out, &err), -1);
    assert_int_equal(read_text("", &out, &err), -1);
    assert_int_equal(
        read_text("<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><opml><outline text='&e;' xmlUrl='u'/></opml>",
                  &out, &err),
        0);
    assert_null(strstr(buf_c(&out), "root:"));
    buf_puts(&text, "<opml>");
    for (int i = 0; i < 90; i++)
        buf_puts(&text, "<outline text='x'>");
    buf_puts(&text, "<outline xmlUrl='diep'>");
    buf_clear(&out);
    assert_int_equal(read_text(buf_c(&text), &out, &err), 0); /* never closed */
    assert_non_null(strstr(buf_c(&out), "diep||"));
    for (int i = 0; i < 100000; i++)
        buf_puts(&text, "<outline>");
    read_text(buf_c(&text), &out, &err); /* refused or not, but soon */
    buf_release(&text);
    buf_release(&out);
}

static void test_there_and_back(void **state)
{
    struct source v[] = {{.name = STR_INIT("a"),
                          .url = STR_INIT("https://a.example/x?b=1&c=\"2\""),
                          .host = STR_INIT("a.example"),
                          .publisher = STR_INIT("A <b> & \"c\""),
                          .channel = CHANNEL_NEWS,
                          .voice = VOICE_MEDIA,
                          .purpose = STR_INIT("beeld")}};
    const struct sources list = {.v = v, .n = 1};
    struct sources again;
    struct arena a = {0};
    struct buf text = {0}, out = {0};
    struct faults faults = {0};
    struct err err;

    (void)state;
    opml_write(&text, &list, STR("Bronnen & zo"), 1772434800000LL);
    assert_non_null(strstr(buf_c(&text), "<opml version=\"2.0\">"));
    assert_non_null(strstr(buf_c(&text), "<dateCreated>Mon, 02 Mar 2026 07:00:00 GMT</dateCreated>"));
    assert_non_null(strstr(buf_c(&text), "type=\"rss\""));
    assert_int_equal(read_text(buf_c(&text), &out, &err), 0);
    assert_string_equal(buf_c(&out), "https://a.example/x?b=1&c=\"2\"|A <b> & \"c\"|https://a.example/|news\n");

    buf_clear(&text);
    source_print(&text, &v[0]); /* and as feeds.conf */
    sources_parse(&again, "f", buf_str(&text), NULL, &faults);
    assert_int_equal(faults.count, 0);
    assert_int_equal(again.n, 1);
    assert_true(str_eq(again.v[0].publisher, v[0].publisher));
    assert_int_equal(again.v[0].channel, CHANNEL_NEWS);
    assert_true(str_is(source_new_name(&a, &again, STR("A!")), "a-2"));
    assert_true(str_is(source_new_name(&a, &again, STR("NOS: Nieuws (live)")), "nos-nieuws-live"));
    assert_true(str_is(source_new_name(&a, &again, STR("Officiële Café's")), "officiele-cafe-s"));
    assert_true(str_is(source_new_name(&a, &again, STR("???")), "bron"));
    sources_release(&again);
    arena_release(&a);
    buf_release(&text);
    buf_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reading),
        cmocka_unit_test(test_hostile),
        cmocka_unit_test(test_there_and_back),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

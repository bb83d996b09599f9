/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* rooms: base listener */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "listener/html.h"

static const char *const pages[][2] = {
    {"<p>Een</p><p>Twee</p>", "Een\n\nTwee"},
    {"<p>Een<p>Twee", "Een\n\nTwee"},
    {"Een<br>twee<br />drie", "Een\ntwee\ndrie"},
    {"  veel \n\t  wit  ", "veel wit"},
    {"woord<b>deel</b>", "woorddeel"},
    {"a <i>b</i> c", "a b c"},
    {"<ul><li>een</li><li>twee</li></ul>", "een\ntwee"},
    {"<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"},
    {"<pre>a\n  b</pre>c", "a\n  b\n\nc"},
    {"caf&eacute; &amp; &#8364;5 &#x20AC;6&nbsp;x", "café & €5 €6 x"},
    {"&#146;s &#150; &onbekend; &amp &", "’s – &onbekend; &amp &"},
    {"<script>alert('<p>')</script>tekst<STYLE>p{}</style>", "tekst"},
    {"<script>nooit gesloten", ""},
    {"a<!-- weg <b>weg</b> -->b<!-- nooit dicht", "ab"},
    {"<![CDATA[x < y]]>", "x < y"},
    {"<a title=\"x > y\" href='z'>link</a>", "link"},
    {"<a title=\"nooit dicht>link</a> rest", "link rest"},
    {"1 < 2 en 3 <4", "1 < 2 en 3 <4"},
    {"<o:p>Word</o:p>", "Word"},
    {"kapot <b", "kapot"},
    {"<p>", ""},
    {"", ""},
};

static void expect(void (*convert)(struct buf *, struct str, const struct html_found *), const char *html, const char *wanted)
{
    struct buf text = {0};

    convert(&text, str_of(html), NULL);
    if (!str_is(buf_str(&text), wanted))
        fail_msg("'%s': '%s' instead of '%s'", html, buf_c(&text), wanted);
    buf_release(&text);
}

static void test_to_text(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
        expect(html_to_text, pages[i][0], pages[i][1]);
}

static void test_or_text(void **state)
{
    (void)state;
    expect(html_or_text, "Een <b>vette</b> titel", "Een vette titel");
    expect(html_or_text, "List<String> en 1 < 2", "List<String> en 1 < 2");
    expect(html_or_text, "a <b en verder niets", "a <b en verder niets");
    expect(html_or_text, "AT&amp;amp;T", "AT&T");
    expect(html_or_text, "&lt;p&gt;Twee keer&lt;/p&gt;&lt;p&gt;ontsnapt&lt;/p&gt;", "Twee keer\n\nontsnapt");
    expect(html_or_text, "<code>&lt;p&gt;</code> is een tag", "<p> is een tag");
}

static void add_link(void *context, struct str href)
{
    buf_printf(context, "[%.*s]", STR_ARG(href));
}

static bool add_picture(void *context, struct str src, struct str alt)
{
    buf_printf(context, "{%.*s|%.*s}", STR_ARG(src), STR_ARG(alt));
    return str_is(alt, "!");
}

static void test_found(void **state)
{
    struct buf told = {0};
    struct buf text = {0};
    const struct html_found found = {add_link, add_picture, &told};

    (void)state;
    html_to_text(&text,
                 STR("<a class=x href=\"/a?b=1&amp;c=2\">een</a><IMG alt='Brug &amp; sluis' SRC=/b.jpg>"
                     "<a name=top>geen</a><a href = ' /d '>twee</a>"),
                 &found);
    assert_string_equal(buf_c(&told), "[/a?b=1&c=2]{/b.jpg|Brug & sluis}[ /d ]");
    assert_string_equal(buf_c(&text), "een geentwee");
    buf_clear(&text);
    html_to_text(&text, STR("Hoera<img alt='!' src=u.png><img src=u.png alt=' ! '>. <img src=v.png alt='?'>Klaar"), &found);
    assert_string_equal(buf_c(&text), "Hoera!!. Klaar");
    buf_release(&told);
    buf_release(&text);
}

static void test_unescape(void **state)
{
    struct buf text = {0};
    size_t n = 0;

    (void)state;
    html_unescape(&text, STR("a &lt;b&gt; &euml;&#0;&#xD800;&"));
    assert_string_equal(buf_c(&text), "a <b> ë\xEF\xBF\xBD\xEF\xBF\xBD&");
    assert_int_equal(html_reference(STR("&#65;bc"), &n), 'A');
    assert_int_equal(n, 5);
    assert_int_equal(html_reference(STR("&eacute"), &n), 0);
    buf_release(&text);
}

/* Work that would grow with the square of the input takes minutes here instead of no time: the test would hang. */
static void test_no_squares(void **state)
{
    static const char *const shreds[] = {"<p ", "<a href=\"", "<!-- ", "<script", "&", "&#", "<![CDATA[", "<", "<b title='x'"};

    (void)state;
    for (size_t i = 0; i < sizeof shreds / sizeof *shreds; i++) {
        struct buf html = {0};
        struct buf text = {0};

        while (html.n < (1 << 20))
            buf_puts(&html, shreds[i]);
        html_to_text(&text, buf_str(&html), NULL);
        html_or_text(&text, buf_str(&html), NULL);
        assert_true(text.n <= 2 * html.n);
        buf_release(&html);
        buf_release(&text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_to_text),  cmocka_unit_test(test_or_text),    cmocka_unit_test(test_found),
        cmocka_unit_test(test_unescape), cmocka_unit_test(test_no_squares),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

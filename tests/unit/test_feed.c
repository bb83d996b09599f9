/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* rooms: base listener */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/utf8.h"
#include "base/when.h"
#include "listener/encoding.h"
#include "listener/entry_print.h"
#include "listener/feed.h"
#include "listener/guard.h"

enum { BIG = 40 << 20 };

static int print(void *context, const struct entry *e)
{
    entry_print(context, e);
    return 0;
}

/* Pushes a document in pieces of `piece` bytes; its entries are added to `out` as lines. */
static int push_all(struct str document, size_t piece, const struct feed_hints *hints, struct buf *out, struct err *err)
{
    struct feed *f = feed_new(hints, print, out);
    int result = 0;

    for (size_t at = 0; at < document.n && result == 0; at += piece)
        result = feed_push(f, str_sub(document, at, piece), err);
    if (result == 0)
        result = feed_end(f, NULL, err);
    feed_free(f);
    return result;
}

/* ---- Whole documents: tests/data/feeds/NAME gives the lines of NAME.jsonl, in whatever pieces it comes */

static const struct {
    const char *name, *kind, *base;
} documents[] = {
    {"rss2-nieuws", "xml", "https://feeds.example/dagblad.xml"},
    {"atom-blog", "xml", ""},
    {"rdf", "xml", ""},
    {"sru", "xml", ""},
    {"youtube", "xml", ""},
    {"jsonfeed", "json", "https://krant.example/feed.json"},
    {"mastodon", "json", ""},
    {"bluesky", "json", ""},
    {"reddit", "json", ""},
    {"politie", "json", ""},
};

static void read_data(const char *name, const char *ending, struct buf *out)
{
    char path[200];
    struct err err;

    snprintf(path, sizeof path, "tests/data/feeds/%s.%s", name, ending);
    if (file_read(path, out, &err))
        fail_msg("%s", err.text);
}

static void test_documents(void **state)
{
    static const size_t pieces[] = {1, 7, 1000, BIG};

    (void)state;
    for (size_t i = 0; i < sizeof documents / sizeof *documents; i++) {
        struct feed_hints hints = {.base_url = str_of(documents[i].base)};
        struct buf document = {0};
        struct buf wanted = {0};

        read_data(documents[i].name, documents[i].kind, &document);
        read_data(documents[i].name, "jsonl", &wanted);
        for (size_t k = 0; k < sizeof pieces / sizeof *pieces; k++) {
            struct buf got = {0};
            struct err err;

            if (push_all(buf_str(&document), pieces[k], &hints, &got, &err))
                fail_msg("%s in pieces of %zu: %s", documents[i].name, pieces[k], err.text);
            assert_string_equal(buf_c(&got), buf_c(&wanted));
            buf_release(&got);
        }
        buf_release(&document);
        buf_release(&wanted);
    }
}

/* ---- Malformed feeds: what is read of an item's content, as its line */

#define RSS(content) "<rss version='2.0'><channel><item>" content "</item></channel></rss>"

static const char *const malformed[][2] = {
    {RSS("<title>A & B &copy; &onbekend;</title>"), "{\"title\":\"A & B © &onbekend;\"}"},
    {RSS("<title>a</title><description>b<br>c<p>d</description><guid>e</guid>"),
     "{\"guid\":\"e\",\"title\":\"a\",\"text\":\"b\\nc\\n\\nd\",\"html\":\"b<br></br>c<p>d</p>\"}"},
    {RSS("<title>a</titel></title></title><guid>b</guid>"), "{\"guid\":\"b\",\"title\":\"a\"}"},
    {RSS("<title>1 < 2</title>"), "{\"title\":\"1 < 2\"}"},
    {RSS("<title>a\x01\x0C" "b&#1;</title>"), "{\"title\":\"ab\"}"},
    {RSS("<enclosure url=https://a.nl/b.mp3 type='audio/mpeg' new/>"),
     "{\"url\":\"https://a.nl/b.mp3\",\"media\":[{\"url\":\"https://a.nl/b.mp3\",\"type\":\"audio/mpeg\"}]}"},
    {RSS("<enclosure url='https://a.nl/?b=1&amp;c=2&d=3'/>"),
     "{\"url\":\"https://a.nl/?b=1&c=2&d=3\",\"media\":[{\"url\":\"https://a.nl/?b=1&c=2&d=3\"}]}"},
    {RSS("<content:encoded><![CDATA[x & <b>y</b>]]></content:encoded>"),
     "{\"text\":\"x & y\",\"html\":\"x & <b>y</b>\"}"},
    {RSS("<Title>Hoofdletter</Title><PubDate>2026-03-02T00:00:00Z</PubDate>"),
     "{\"title\":\"Hoofdletter\",\"time\":\"2026-03-02T00:00:00Z\"}"},
    {"\n\n junk <?xml version='1.0'?>" RSS("<title>a</title>") "junk<b>", "{\"title\":\"a\"}"},
    {"\xEF\xBB\xBF" RSS("<title>a</title>"), "{\"title\":\"a\"}"},
    {"<rss><channel><item><title>afgebroken</title><descr", "{\"title\":\"afgebroken\"}"},
    {"<rss><channel><item><title>een</title><item><title>twee</title></item></channel></rss>",
     "{\"title\":\"een\"}\n{\"title\":\"twee\"}"},
    {RSS("<title>Caf\xE9 \x96 \x80" "5</title>"), "{\"title\":\"Café – €5\"}"},
    {"<?xml version='1.0' encoding='ISO-8859-1'?>" RSS("<title>Caf\xC3\xA9</title>"), "{\"title\":\"Café\"}"},
    {"<?xml version='1.0' encoding='windows-1251'?>" RSS("<title>\xCC\xE8\xF0</title>"), "{\"title\":\"Мир\"}"},
    /* Found by the fuzzer: an entry in another's medium, xml:base of an entry that has ended, base64 that is no text */
    {"<rss xmlns:m='http://search.yahoo.com/mrss/'><item><m:content url='https://a.nl/1'><item><title>twee</title></item>"
     "<m:description>x</m:description></m:content></item></rss>",
     "{\"media\":[{\"url\":\"https://a.nl/1\"}]}\n{\"title\":\"twee\"}"},
    {"<rss><item xml:base='https://a.nl/b/'><title>een</title><item><link>c</link></item></item></rss>",
     "{\"title\":\"een\"}\n{\"url\":\"https://a.nl/b/c\"}"},
    {"<feed><entry><summary mode='base64'>/9h4</summary></entry></feed>", "{\"text\":\"\xEF\xBF\xBD\xEF\xBF\xBDx\",\"html\":\"\xEF\xBF\xBD\xEF\xBF\xBDx\"}"},
    /* Atom 0.3: the same text in several ways */
    {"<feed version='0.3' xmlns='http://purl.org/atom/ns#'><entry><content type='multipart/alternative'><content type='text/plain'>een"
     "</content><content type='text/html' mode='escaped'>&lt;b&gt;een&lt;/b&gt;</content></content></entry></feed>",
     "{\"text\":\"een\"}"},
    /* Nothing ends a CDATA section that the guard has made */
    {RSS("<title>&#93;&#93;&gt;&lt;b&gt;x]]>&amp;&#93;&#x5D;>&lt;/b&gt;</title>"), "{\"title\":\"]]>x]]>&]]>\"}"},
    {RSS("<title>&#93;&#93;></title><guid>1</guid>"), "{\"guid\":\"1\",\"title\":\"]]>\"}"},
    /* Invisible characters stand there as well */
    {RSS("<title>wet\xC2\xADhouder\xE2\x80\x8E</title><description>e\xCC\x81\xEF\xBB\xBF</description>"),
     "{\"title\":\"wet\xC2\xADhouder\xE2\x80\x8E\",\"text\":\"e\xCC\x81\xEF\xBB\xBF\"}"},
    /* Elements of old HTML are elements, and what a plug-in would show instead of itself goes */
    {RSS("<description>a &lt;blink&gt;b&lt;/blink&gt; &lt;applet code='x'&gt;c&lt;/applet&gt;&lt;ruby&gt;d&lt;/ruby&gt; &lt;geen&gt;</description>"),
     "{\"text\":\"a b d <geen>\",\"html\":\"a <blink>b</blink> <applet code='x'>c</applet><ruby>d</ruby> <geen>\"}"},
    {RSS("<description>kort</description><fullitem>&lt;p&gt;lang&lt;/p&gt;</fullitem>"),
     "{\"text\":\"lang\",\"html\":\"<p>lang</p>\"}"},
    /* A guid is an address unless it denies it; without a scheme it must look like one */
    {RSS("<guid>/artikel/1?a=1</guid>"), "{\"guid\":\"/artikel/1?a=1\",\"url\":\"/artikel/1?a=1\"}"},
    {RSS("<guid>artikel 1/2</guid>"), "{\"guid\":\"artikel 1/2\"}"},
    {RSS("<guid>a&lt;b&gt;/c</guid>"), "{\"guid\":\"a<b>/c\"}"},
    {RSS("<guid isPermaLink='false'>/artikel/1</guid>"), "{\"guid\":\"/artikel/1\"}"},
    {RSS("<guid>/artikel/1</guid><link>/2</link>"), "{\"guid\":\"/artikel/1\",\"url\":\"/2\"}"},
    /* A title that is a picture; links that say what they are but stand in the text; a date that stands there twice */
    {RSS("<title>&lt;img src='/a.png' alt='Brug dicht' onload='x()'&gt;</title>"), "{\"title\":\"Brug dicht\"}"},
    {RSS("<title>&lt;img src='https://a.nl/?a&amp;quot;b' onload='x()'&gt;</title>"),
     "{\"title\":\"<img src=\\\"https://a.nl/?a&quot;b\\\" />\"}"},
    {RSS("<title>&lt;img src='javascript:x()'&gt;</title><guid>e</guid>"), "{\"guid\":\"e\"}"},
    {"<feed><entry><link rel='enclosure' type='audio/mpeg'>https://a.nl/b.mp3</link><link type='text/html'>https://a.nl/b</link>"
     "<link rel='self'>https://a.nl/b.atom</link></entry></feed>",
     "{\"url\":\"https://a.nl/b\",\"media\":[{\"url\":\"https://a.nl/b.mp3\",\"type\":\"audio/mpeg\"}]}"},
    {"<feed><entry xml:base='https://a.nl/'><id>urn:e</id><link rel='enclosure'> </link><link href=' '/></entry></feed>",
     "{\"guid\":\"urn:e\",\"url\":\"urn:e\"}"},
    {RSS("<pubDate>2026-03-01T00:00:00Z</pubDate><pubDate>geen</pubDate><pubDate>2026-03-02T00:00:00Z</pubDate>"),
     "{\"time\":\"2026-03-02T00:00:00Z\"}"},
    /* Names of encodings as programs write them */
    {"<?xml version='1.0' encoding='windows_1251'?>" RSS("<title>\xCC\xE8\xF0</title>"), "{\"title\":\"Мир\"}"},
    {"<?xml version='1.0' encoding='koi8_r'?>" RSS("<title>\xED\xC9\xD2</title>"), "{\"title\":\"Мир\"}"},
    {"<?xml version='1.0' encoding='ISO8859_15'?>" RSS("<title>\xA4</title>"), "{\"title\":\"€\"}"},
    {"<?xml version='1.0' encoding='1251'?>" RSS("<title>\xCC\xE8\xF0</title>"), "{\"title\":\"Мир\"}"},
    {"<?xml version='1.0' encoding='mac_roman'?>" RSS("<title>caf\x8E</title>"), "{\"title\":\"café\"}"},
    {"<?xml version='1.0' encoding='ks_c_5601'?>" RSS("<title>\xC7\xD1</title>"), "{\"title\":\"한\"}"},
    {"<?xml version='1.0' encoding='iso2022_jp'?>" RSS("<title>\x1B$B$\"\x1B(B</title>"), "{\"title\":\"あ\"}"},
    {"<?xml version='1.0' encoding='cyrillic_asian'?>" RSS("<title>\xCC\xE8\xF0</title>"), "{\"title\":\"Мир\"}"},
    {"<?xml version='1.0' encoding='verzonnen'?>" RSS("<title>Café</title>"), "{\"title\":\"Café\"}"},
};

static void test_malformed(void **state)
{
    const struct feed_hints hints = {0};

    (void)state;
    for (size_t i = 0; i < sizeof malformed / sizeof *malformed; i++) {
        struct buf got = {0};
        struct err err;

        if (push_all(str_of(malformed[i][0]), 5, &hints, &got, &err))
            fail_msg("%s: %s", malformed[i][0], err.text);
        if (!str_is(str_trim(buf_str(&got)), malformed[i][1]))
            fail_msg("%s:\n%s instead of\n%s", malformed[i][0], buf_c(&got), malformed[i][1]);
        buf_release(&got);
    }
}

/* ---- Hostile documents: refused with this reason */

static void repeat(struct buf *out, const char *before, const char *part, int times)
{
    buf_puts(out, before);
    for (int i = 0; i < times; i++)
        buf_puts(out, part);
}

static void expect_refusal(struct str document, const char *reason)
{
    const struct feed_hints hints = {0};
    struct buf got = {0};
    struct err err = {{0}};

    assert_int_equal(push_all(document, 16 << 10, &hints, &got, &err), -1);
    if (str_find(str_of(err.text), str_of(reason)) < 0)
        fail_msg("'%s' instead of '%s'", err.text, reason);
    buf_release(&got);
}

static void test_refused_by_counters(void **state)
{
    static const struct {
        const char *before, *part;
        int times;
        const char *reason;
    } hostile[] = {
        {"<rss><channel><item>", "<a>", 1000000, "100 lagen"},
        {"<rss><channel><item><t", " a='x'", 200000, "een tag van meer dan"},
        {"<rss><channel><item><t", " a='x'", 300, ""},
        {"<rss><channel><item>", "<category>x</category>", 6000, "een bericht met meer dan 5000 elementen"},
        {"<rss><channel>", "<item/>", 60000, "meer dan 50000 berichten"},
        {"<!DOCTYPE rss [", "<!ENTITY a 'b'>", 10000, "documenttype-declaratie"},
        {"<rss><channel>", "<!-- 0123456789 0123456789 0123456789 -->", 1000000, "meer dan 32 MB"},
        {"{\"version\":\"https://jsonfeed.org/version/1\",\"x\":\"", "0123456789", 1000000, "meer dan 8 MB"},
        {"", "[", 1000000, "64 lagen"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
        struct buf document = {0};

        repeat(&document, hostile[i].before, hostile[i].part, hostile[i].times);
        if (*hostile[i].reason)
            expect_refusal(buf_str(&document), hostile[i].reason);
        buf_release(&document);
    }
}

static void test_refused_many_names(void **state)
{
    struct buf document = {0};

    (void)state;
    buf_puts(&document, "<rss><channel>");
    for (int i = 0; i < 20000; i++)
        buf_printf(&document, "<n%d/>", i);
    expect_refusal(buf_str(&document), "verschillende namen");
    buf_clear(&document);
    buf_puts(&document, "<rss><channel><item><t");
    for (int i = 0; i < 300; i++)
        buf_printf(&document, " a%d='x'", i);
    buf_puts(&document, "/>");
    expect_refusal(buf_str(&document), "meer dan 256 attributen");
    buf_release(&document);
}

static void test_no_feed(void **state)
{
    (void)state;
    expect_refusal(STR(""), "leeg");
    expect_refusal(STR(" \n "), "witruimte");
    expect_refusal(STR("hallo"), "XML noch JSON");
    expect_refusal(STR("<!DOCTYPE html><html><head></head><body></body></html>"), "webpagina");
    expect_refusal(STR("<opml version='2.0'><body/></opml>"), "OPML");
    expect_refusal(STR("<iets/>"), "begint met <iets>");
    expect_refusal(STR("%PDF-1.7"), "PDF");
    expect_refusal(STR("{\"error\": \"This action is not allowed\"}"), "This action is not allowed");
    expect_refusal(STR("{\"a\": 1}"), "JSON van een ander soort");
    expect_refusal(STR("{\"a\": "), "geen JSON");
}

/* A declaration's entities that are plain text are read, as old feeds name the letters of their language; others aren't. */
static void test_entities_are_tamed(void **state)
{
    const struct feed_hints hints = {0};
    struct buf got = {0};
    struct err err;

    (void)state;
    assert_int_equal(push_all(STR("<?xml version='1.0'?><!DOCTYPE rss [\n<!ENTITY a 'lol'><!ENTITY b '&a;&a;'>"
                                  "<!ENTITY x SYSTEM 'file:///etc/passwd'> <!ENTITY % p 'q'><!-- <!ENTITY c 'd'> -->"
                                  "<!ENTITY merk \"Caf&#233; &#x26; > &lt;co&gt;\"><!ENTITY a 'tweede'>]>"
                                  RSS("<title a='&a;'>&a;&b;&x;&p;&c; &merk;</title><link>/?a=1&a;b</link>")),
                              9, &hints, &got, &err),
                     0);
    assert_string_equal(buf_c(&got), "{\"url\":\"/?a=1lolb\",\"title\":\"lol&b;&x;&p;&c; Café & > <co>\"}\n");
    buf_release(&got);
}

/* Entities that are plain text can't swell a document beyond its worth either. */
static void test_entities_are_bounded(void **state)
{
    struct buf document = {0};

    (void)state;
    repeat(&document, "<!DOCTYPE rss [<!ENTITY a '", "0123456789", 25);
    repeat(&document, "'>]><rss><channel><item><description>", "&a;", 400000);
    expect_refusal(buf_str(&document), "entiteiten");
    buf_clear(&document);
    repeat(&document, "<!DOCTYPE rss [<!ENTITY a ''>]><rss><channel><item><description>", "&a;", 2000000);
    expect_refusal(buf_str(&document), "entiteiten");
    buf_release(&document);
}

/* The time of reading is counted, not that of whoever is handed the entries. */
static int waste_time(void *context, const struct entry *e)
{
    int64_t until = when_cpu_ns() + 3000000;

    (void)e;
    while (when_cpu_ns() < until)
        ++*(int *)context;
    return 0;
}

static void test_time_is_bounded(void **state)
{
    const struct feed_hints hints = {.max_cpu_ms = 1};
    const struct feed_hints usual = {.max_cpu_ms = 1000};
    struct buf document = {0};
    struct err err;
    int n = 0;

    (void)state;
    repeat(&document, "<rss><channel>", "<category>x</category>", 500000);
    assert_int_equal(feed_parse(buf_str(&document), &hints, waste_time, &n, NULL, NULL, &err), -1);
    assert_non_null(strstr(err.text, "leestijd"));
    buf_clear(&document);
    repeat(&document, "<rss><channel>", "<item><title>x</title></item>", 500);
    assert_int_equal(feed_parse(buf_str(&document), &usual, waste_time, &n, NULL, NULL, &err), 0);
    buf_release(&document);
}

static int check_sizes(void *context, const struct entry *e)
{
    assert_true(e->title.n > 1000 && e->title.n < FEED_MAX_TITLE);
    assert_true(e->text.n > 1000 && e->text.n <= FEED_MAX_TEXT);
    assert_true(utf8_valid(e->title) && utf8_valid(e->text));
    assert_int_equal(e->links.n, FEED_MAX_LIST);
    assert_int_equal(e->url.n, 0);
    ++*(int *)context;
    return 0;
}

static void test_big_fields_are_cut(void **state)
{
    const struct feed_hints hints = {0};
    struct buf document = {0};
    struct err err;
    int entries = 0;

    (void)state;
    repeat(&document, "<rss><channel><item><title>", "€uro", 500000);
    repeat(&document, "</title><link>https://a.nl/", "x", 100000);
    buf_puts(&document, "</link><description><![CDATA[");
    for (int i = 0; i < 1000; i++)
        buf_printf(&document, "<a href='https://a.nl/%d'>x</a> ", i);
    repeat(&document, "", "é ", 2000000);
    buf_puts(&document, "]]></description></item></channel></rss>");
    assert_int_equal(feed_parse(buf_str(&document), &hints, check_sizes, &entries, NULL, NULL, &err), 0);
    assert_int_equal(entries, 1);
    buf_release(&document);
}

static void test_script_is_tamed(void **state)
{
    const struct feed_hints hints = {0};
    struct buf got = {0};
    struct err err;

    (void)state;
    assert_int_equal(push_all(STR(RSS("<title>a&lt;script&gt;x&lt;/script&gt;b</title><link>javascript:alert(1)</link>"
                                      "<description>&lt;a href='javascript:x'&gt;c&lt;/a&gt;&lt;img src='data:x'&gt;</description>"
                                      "<enclosure url='file:///etc/passwd'/>")),
                              4, &hints, &got, &err),
                     0);
    assert_string_equal(buf_c(&got), "{\"title\":\"ab\",\"text\":\"c\",\"html\":\"<a href='javascript:x'>c</a><img src='data:x'>\"}\n");
    buf_release(&got);
}

/* ---- What the feed says of itself, and the interface */

static int count(void *context, const struct entry *e)
{
    (void)e;
    return ++*(int *)context == 2;
}

static void test_info(void **state)
{
    const struct feed_hints hints = {.base_url = STR("https://a.nl/feed")};
    struct feed_info info;
    struct arena a = {0};
    struct err err;
    int n = 0;

    (void)state;
    assert_int_equal(feed_parse(STR("<rss version='2.0' xmlns:atom='http://www.w3.org/2005/Atom' xmlns:sy='http://purl.org/rss/1.0/modules/syndication/' "
                                    "xmlns:fh='http://purl.org/syndication/history/1.0'><channel><title>T &amp;amp; U</title>"
                                    "<link>https://a.nl/</link><language>nl</language><fh:complete/>"
                                    "<atom:link rel='next' href='?p=2'/><atom:link rel='prev-archive' href='/oud'/>"
                                    "<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency></channel></rss>"),
                                &hints, count, &n, &a, &info, &err),
                     0);
    assert_int_equal(info.kind, FEED_RSS);
    assert_true(str_is(info.title, "T & U") && str_is(info.lang, "nl") && str_is(info.home, "https://a.nl/"));
    assert_true(str_is(info.next, "https://a.nl/feed?p=2") && str_is(info.previous_archive, "https://a.nl/oud"));
    assert_int_equal(info.ttl_ms, 15 * WHEN_MINUTE);
    assert_true(info.complete);
    assert_int_equal(info.entries, 0);
    arena_release(&a);
}

#define IMG(alt) "<img src='/" alt ".png' alt='" alt "'>"

/* Pictures of emoji and emoticons, as blogs and fora have them, are read as signs; others and titles of pictures aren't. */
static void test_words(void **state)
{
    const struct feed_hints hints = {.words = true};
    struct buf out = {0};
    struct err err;

    (void)state;
    assert_int_equal(push_all(STR(RSS("<title><![CDATA[" IMG("") "]]></title>"
                                      "<description><![CDATA[Leuk " IMG("💃") IMG("🏻") "! " IMG(":-)") " " IMG(":-) foto") "dag]]></description>")),
                              BIG, &hints, &out, &err),
                     0);
    assert_non_null(strstr(buf_c(&out), "{\"text\":\"Leuk 💃🏻! :-) dag\""));
    assert_non_null(strstr(buf_c(&out), "\"media\":[{\"url\":\"/:-) foto.png\",\"type\":\"image\",\"alt\":\":-) foto\"}]"));
    buf_release(&out);
}

/* What a post's pictures show stands in its text; an article has captions of its own. */
static void test_words_of_pictures(void **state)
{
    static const struct {
        const char *document, *text;
    } rows[] = {
        {RSS("<description>Kijk nou " IMG("Rook boven de haven") " en hier " IMG("Rook boven de haven") "</description>"),
         "Kijk nou en hier\\n\\n[afbeelding: Rook boven de haven]"},
        {RSS("<description>" IMG("Water in de kelder") IMG("Het plein staat blank") "</description>"),
         "[afbeelding: Water in de kelder]\\n\\n[afbeelding: Het plein staat blank]"},
        {RSS("<title>Brand</title><description>Kijk nou " IMG("Rook boven de haven") "</description>"), "Kijk nou"},
        {RSS("<description>Een boom ligt om " IMG("boom ligt om") IMG("IMG_2031.jpg") IMG("foto 12") "</description>"), "Een boom ligt om"},
        {"[{\"id\":\"1\",\"uri\":\"https://m.nl/1\",\"created_at\":\"2026-03-02T08:00:00Z\",\"content\":\"\",\"visibility\":\"public\","
         "\"account\":{\"acct\":\"jan\"},\"media_attachments\":[{\"type\":\"image\",\"url\":\"https://m.nl/1.jpg\",\"description\":\"De brug staat open\"}]}]",
         "[afbeelding: De brug staat open]"},
    };
    const struct feed_hints hints = {.words = true};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf out = {0}, wanted = {0};
        struct err err;

        buf_printf(&wanted, "\"text\":\"%s\"", rows[i].text);
        assert_int_equal(push_all(str_of(rows[i].document), BIG, &hints, &out, &err), 0);
        if (!strstr(buf_c(&out), buf_c(&wanted)))
            fail_msg("not %s in %s", buf_c(&wanted), buf_c(&out));
        buf_release(&out);
        buf_release(&wanted);
    }
}

static void test_stop(void **state)
{
    const struct feed_hints hints = {0};
    struct feed_info info;
    struct err err;
    int n = 0;

    (void)state;
    assert_int_equal(feed_parse(STR("<rss><channel><item/><item/><item/></channel></rss>"), &hints, count, &n, NULL, &info, &err), 0);
    assert_int_equal(n, 2);
    assert_int_equal(info.entries, 2);
}

static void test_wanted_kind(void **state)
{
    const struct feed_hints hints = {.kind = STR("jsonfeed")};
    struct buf got = {0};
    struct err err;

    (void)state;
    assert_int_equal(push_all(STR("<rss/>"), 9, &hints, &got, &err), -1);
    assert_non_null(strstr(err.text, "jsonfeed"));
    assert_int_equal(push_all(STR("[]"), 9, &hints, &got, &err), 0);
    buf_release(&got);
}

static void test_wide_encodings(void **state)
{
    static const struct {
        const char *bytes;
        size_t n;
    } texts[] = {
        {"\xFF\xFE<\0r\0s\0s\0/\0>\0", 14}, {"\xFE\xFF\0<\0r\0s\0s\0/\0>", 14}, {"<\0r\0s\0s\0/\0>\0", 12},
        {"\0<\0r\0s\0s\0/\0>", 12},         {"\xEF\xBB\xBF<rss/>", 9},
    };

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct str bytes = {texts[i].bytes, texts[i].n};
        struct encoding *e = encoding_new(bytes, (struct str){0});
        struct buf out = {0};

        for (size_t at = 0; at < bytes.n; at++)
            encoding_push(e, str_sub(bytes, at, 1), at + 1 == bytes.n, &out);
        assert_string_equal(buf_c(&out), "<rss/>");
        encoding_free(e);
        buf_release(&out);
    }
    assert_true(str_is(encoding_of_content_type(STR("text/xml; charset=\"utf-8\"; x")), "utf-8"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_documents),
        cmocka_unit_test(test_malformed),
        cmocka_unit_test(test_refused_by_counters),
        cmocka_unit_test(test_refused_many_names),
        cmocka_unit_test(test_no_feed),
        cmocka_unit_test(test_entities_are_tamed),
        cmocka_unit_test(test_entities_are_bounded),
        cmocka_unit_test(test_time_is_bounded),
        cmocka_unit_test(test_big_fields_are_cut),
        cmocka_unit_test(test_script_is_tamed),
        cmocka_unit_test(test_info),
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_words_of_pictures),
        cmocka_unit_test(test_stop),
        cmocka_unit_test(test_wanted_kind),
        cmocka_unit_test(test_wide_encodings),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

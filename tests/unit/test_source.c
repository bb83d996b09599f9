/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* rooms: base listener */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/when.h"
#include "listener/source.h"

static struct purpose purposes[] = {{STR_INIT("beeld"), STR_INIT("tekst"), STR_INIT("AVG art. 6")}};
static const struct municipality town = {.purposes = purposes, .npurposes = 1};

static void keep_text(void *context, const char *text)
{
    struct buf *all = context;

    buf_printf(all, "%s\n", text);
}

/* Reads text as f.conf; its faults are added to `told`. */
static void read_text(struct sources *list, const char *text, struct buf *told)
{
    struct faults faults = {keep_text, told, 0};

    sources_parse(list, "f.conf", str_of(text), &town, &faults);
}

static void test_whole_source(void **state)
{
    struct sources list;
    struct buf told = {0};
    const struct source *s;

    (void)state;
    read_text(&list,
              "[defaults]\npurpose = beeld\ninterval = 30m\n"
              "[source nos]\nurl = HTTPS://Feeds.Example:443/x?y\nkind = rss\nchannel = news\nname = De Omroep\nvoice "
              "= media\n"
              "lang = nl\ninterval = 90s\nallow_private = yes\ngap = 0s\n"
              "[source tag]\nurl = http://m.example/tags/a.rss\n",
              &told);
    assert_string_equal(buf_c(&told), "");
    assert_int_equal(list.n, 2);
    s = source_of(&list, STR("nos"));
    assert_non_null(s);
    assert_true(str_is(s->host, "feeds.example"));
    assert_true(str_is(s->publisher, "De Omroep"));
    assert_int_equal(s->channel, CHANNEL_NEWS);
    assert_int_equal(s->voice, VOICE_MEDIA);
    assert_int_equal(s->interval, 90 * WHEN_SECOND);
    assert_int_equal(s->gap, 0);
    assert_true(s->allow_private);
    s = source_of(&list, STR("tag"));
    assert_true(str_is(s->purpose, "beeld"));
    assert_true(str_is(s->legal_base, "AVG art. 6")); /* of the purpose */
    assert_int_equal(s->channel, CHANNEL_MASTODON);
    assert_int_equal(s->voice, VOICE_NONE);
    assert_int_equal(s->interval, 30LL * WHEN_MINUTE);
    assert_int_equal(s->gap, SOURCE_GAP_STANDARD);
    assert_false(s->allow_private);
    sources_release(&list);
    buf_release(&told);
}

/* The network that a kind names or an address tells; a news site's own /tags/ is none. */
static void test_networks(void **state)
{
    static const struct {
        const char *url, *kind;
        enum channel channel;
    } rows[] = {
        {"https://a.example/x", "mastodon", CHANNEL_MASTODON},
        {"https://a.example/x", "youtube", CHANNEL_YOUTUBE},
        {"https://a.example/x", "rss", CHANNEL_OTHER},
        {"https://a.example/x", "", CHANNEL_OTHER},
        {"https://m.example/tags/water.rss?limit=40", "", CHANNEL_MASTODON},
        {"https://m.example/@jan.rss", "rss", CHANNEL_MASTODON},
        {"https://m.example/api/v1/timelines/tag/water", "", CHANNEL_MASTODON},
        {"https://nieuws.example/tags/water/feed", "", CHANNEL_OTHER},
        {"https://blog.example/feed/@jan", "", CHANNEL_OTHER},
        {"https://www.reddit.com/r/a/new/.rss", "", CHANNEL_REDDIT},
        {"https://notreddit.com/r/a", "", CHANNEL_OTHER},
        {"https://public.api.bsky.app/xrpc/app.bsky.feed.getAuthorFeed?actor=a", "", CHANNEL_BLUESKY},
        {"http://127.0.0.1:8080/xrpc/app.bsky.feed.getAuthorFeed?actor=a", "", CHANNEL_BLUESKY},
        {"https://www.youtube.com/feeds/videos.xml?channel_id=a", "atom", CHANNEL_YOUTUBE},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (source_channel(str_of(rows[i].url), str_of(rows[i].kind), CHANNEL_OTHER) != rows[i].channel)
            fail_msg("%s", rows[i].url);
}

static void test_faults(void **state)
{
    static const struct {
        const char *lines, *fault; /* what is told starts so */
    } rows[] = {
        {"purpose = beeld", "f.conf:1: [source a] heeft geen url; schrijf url = https://"},
        {"url = ftp://a.example/\npurpose = beeld", "f.conf:2: ftp://a.example/ is geen adres"},
        {"url = https://a.example/", "f.conf:1: [source a] heeft geen doel"},
        {"url = https://a.example/\npurpose = belld",
         "f.conf:3: purpose 'belld' staat niet in tamtam.conf; daar bekend: beeld"},
        {"url = https://a.example/\npurpose = beeld\nkind = rrs",
         "f.conf:4: kind 'rrs' is onbekend, bedoelt u 'rss'?"},
        {"url = https://a.example/\npurpose = beeld\nchannel = newz",
         "f.conf:4: channel 'newz' is onbekend, bedoelt u 'news'?"},
        {"url = https://a.example/\npurpose = beeld\nvoice = medai", "f.conf:4: voice 'medai' is onbekend"},
        {"url = https://a.example/\npurpose = beeld\ninterval = often", "f.conf:4: interval is een tijd van 30s"},
        {"url = https://a.example/\npurpose = beeld\ninterval = 1s", "f.conf:4: interval is een tijd van 30s"},
        {"url = https://a.example/\npurpose = beeld\nintervall = 1h",
         "f.conf:4: onbekende sleutel 'intervall' in [source], bedoelt u 'interval'?"},
        {"url = https://a.example/\npurpose = beeld\nallow_private = perhaps", "f.conf:4: allow_private is yes of no"},
        {"url = https://www.facebook.com/groups/123\npurpose = beeld",
         "f.conf:2: https://www.facebook.com/groups/123 is een besloten groep"},
        {"url = https://chat.whatsapp.com/abc\npurpose = beeld",
         "f.conf:2: https://chat.whatsapp.com/abc is een besloten groep"},
        {"url = https://t.me/+abc\npurpose = beeld", "f.conf:2: https://t.me/+abc is een besloten groep"},
        {"url = https://x.com/iemand\npurpose = beeld", "f.conf:2: https://x.com/iemand kan niet worden opgehaald"},
        {"url = https://nl.linkedin.com/in/x\npurpose = beeld",
         "f.conf:2: https://nl.linkedin.com/in/x kan niet worden opgehaald"},
        {"url = https://u:p@instagram.com/x\npurpose = beeld", "f.conf:2: https://u:p@instagram.com/x kan niet worden opgehaald"},
        {"kind = imap\nurl = imaps://a.example/INBOX\npurpose = beeld", "f.conf:3: de url van een mailbox is imaps://"},
        {"kind = imap\nurl = imap://jan@a.example/INBOX\npurpose = beeld", "f.conf:3: de url van een mailbox is imaps://"},
        {"kind = imap\nurl = imaps://jan@\npurpose = beeld", "f.conf:3: de url van een mailbox is imaps://"},
        {"kind = imap\nurl = imaps://\npurpose = beeld", "f.conf:3: de url van een mailbox is imaps://"},
        {"kind = imap\nurl = imaps://jan:x@a.example/\npurpose = beeld", "f.conf:3: een wachtwoord hoort niet in de url"},
        {"kind = spool\nurl = map\npurpose = beeld", "f.conf:3: een map met bestanden heeft import = "},
        {"kind = spool\nurl = map\npurpose = beeld\nimport = x", "f.conf:5: een map met bestanden heeft import = "},
        {"url = https://a.example/a b\npurpose = beeld", "f.conf:2: https://a.example/a b bevat een spatie"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct sources list;
        struct buf text = {0}, told = {0};

        buf_printf(&text, "[source a]\n%s\n", rows[i].lines);
        read_text(&list, buf_c(&text), &told);
        if (!str_starts(buf_str(&told), str_of(rows[i].fault)))
            fail_msg("'%s' is told, not '%s'", buf_c(&told), rows[i].fault);
        if (!strstr(rows[i].fault, "onbekende sleutel"))
            assert_int_equal(list.n, 0);
        sources_release(&list);
        buf_release(&text);
        buf_release(&told);
    }
}

/* A mailbox and a folder: what they are by themselves, and paths from the file's own folder. */
static void test_own_channels(void **state)
{
    struct sources list;
    struct buf told = {0};

    (void)state;
    read_text(&list,
              "[source m]\nkind = imap\nurl = imaps://jan%40a.example@Mail.a.example:993/INBOX\npassword_file = geheim\npurpose = beeld\n"
              "[source k]\nkind = spool\nurl = /var/spool/kcc\nimport = kcc\npurpose = beeld\n"
              "[source c]\nkind = spool\nurl = knipsels\nimport = clippings\nchannel = news\nmap = meltwater\npurpose = beeld\n",
              &told);
    assert_string_equal(buf_c(&told), "");
    assert_int_equal(list.n, 3);
    assert_int_equal(list.v[0].channel, CHANNEL_EMAIL);
    assert_true(str_is(list.v[0].host, "mail.a.example:993"));
    assert_int_equal(list.v[1].channel, CHANNEL_KCC);
    assert_true(str_is(list.v[1].url, "/var/spool/kcc"));
    assert_int_equal(list.v[2].channel, CHANNEL_NEWS); /* what is said counts */
    assert_true(str_is(list.v[2].map, "meltwater"));
    for (int i = 0; i < 3; i++)
        assert_false(source_is_web(&list.v[i]));
    sources_release(&list);
    buf_release(&told);
}

static void test_faults_of_files(void **state)
{
    struct sources list;
    struct buf told = {0};

    (void)state;
    read_text(&list,
              "[defaults]\npurpose = beeld\nchanel = news\n[source a]\nurl = https://a.example/\n"
              "[source a]\nurl = https://b.example/\n[sorce c]\n[source]\nurl = https://c.example/\n",
              &told);
    assert_int_equal(list.n, 1);
    assert_non_null(strstr(buf_c(&told), "f.conf:3: onbekende sleutel 'chanel'"));
    assert_non_null(strstr(buf_c(&told), "f.conf:6: [source a] staat hier twee keer, eerst op regel 4"));
    assert_non_null(strstr(buf_c(&told), "f.conf:8: section 'sorce' is onbekend, bedoelt u 'source'?"));
    assert_non_null(strstr(buf_c(&told), "f.conf:9: een bron heeft een korte naam"));
    sources_release(&list);
    buf_release(&told);
}

static void test_look_alikes_are_fine(void **state)
{
    (void)state;
    assert_null(source_refusal(STR("https://notfacebook.com/groups/1")));
    assert_null(source_refusal(STR("https://mastodon.example/@facebook.com")));
    assert_null(source_refusal(STR("https://t.me.example/+x")));
    assert_non_null(source_refusal(STR("https://FACEBOOK.com./groups/1")));
    assert_non_null(source_refusal(STR("javascript:alert(1)")));
    assert_non_null(source_refusal(STR("https://")));
    assert_non_null(source_refusal(STR("")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_whole_source),
        cmocka_unit_test(test_faults),
        cmocka_unit_test(test_networks),
        cmocka_unit_test(test_own_channels),
        cmocka_unit_test(test_faults_of_files),
        cmocka_unit_test(test_look_alikes_are_fine),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

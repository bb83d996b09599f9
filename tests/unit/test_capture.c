/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* rooms: base listener */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/when.h"
#include "listener/capture.h"

#define T0   1772434800000LL /* Monday 2026-03-02T07:00:00Z */
#define WEEK (7LL * WHEN_DAY)

static const char town_text[] =
    "[municipality]\nname = Wolkendam\naccount = @gemeentewolkendam, info@wolkendam.example\n"
    "[voice media]\nname = Dagblad De Wolk\n";
static struct municipality town;
static const struct seal_key identity = {{1}};

static const struct seal_key *week_key(void *context, int monday)
{
    static struct seal_key key;

    (void)context;
    key = (struct seal_key){{2}};
    memcpy(key.bytes + 1, &monday, sizeof monday);
    return &key;
}

static const struct capture stored = {.town = &town, .identity = &identity, .author_key = week_key};
static const struct capture in_memory = {.town = &town};

static int read_town(void **state)
{
    char path[] = "/tmp/tamtam-town-XXXXXX";
    int fd = mkstemp(path);
    struct faults faults = {0};
    struct err err;

    (void)state;
    if (fd < 0 || write(fd, town_text, sizeof town_text - 1) < 0 || close(fd))
        return -1;
    if (municipality_read(&town, path, &faults, &err) || faults.count)
        return -1;
    return unlink(path);
}

static int release_town(void **state)
{
    (void)state;
    municipality_release(&town);
    return 0;
}

static struct arena arena;

static struct captured take_seen(const struct capture *c, const struct source *source, struct entry e, int64_t seen)
{
    const struct capture_facts facts = {.seen = seen, .voice_cue = VOICE_NONE};
    struct captured out;

    capture_entry(&out, c, source, &e, &facts, &arena);
    return out;
}

static struct captured take(const struct capture *c, const struct source *source, struct entry e)
{
    return take_seen(c, source, e, T0);
}

static int clear(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

#define ENTRY(...)          ((struct entry){.time = T0 - WHEN_HOUR, .updated = TIME_NONE, __VA_ARGS__})
#define assert_str(s, text) assert_true(str_is((s), (text)))

/* Nothing of a private person is in any field, but for the address, which is kept apart. */
static void test_nothing_personal_is_left(void **state)
{
    const struct source source = {.name = STR_INIT("tag"), .channel = CHANNEL_MASTODON, .voice = VOICE_BEVOLKING};
    struct str tags[] = {STR_INIT("afval"), STR_INIT("bel0612345678 06-12345678")};
    struct str links[] = {STR_INIT("https://m.example/@lotte"), STR_INIT("https://nieuws.example/1"),
                          STR_INIT("mailto:a@b.example")};
    struct media media[] = {{STR_INIT("https://m.example/media/1.jpg"), STR_INIT("image/jpeg"), STR_INIT("Bel 06-12345678")},
                            {STR_INIT("https://m.example/@lotte"), STR_INIT("image/jpeg"), STR_INIT("")},
                            {STR_INIT("javascript:alert(1)"), STR_INIT("image/jpeg"), STR_INIT("")}};
    struct captured c =
        take(&stored, &source,
             ENTRY(.guid = STR("g1"), .media = media, .nmedia = 3, .url = STR("https://m.example/@lotte/1"), .author = STR("@lotte@m.example"),
                   .title = STR("Mail lotte@b.example"), .text = STR("Ik woon Tulpstraat 12, 06-12345678 @kees"),
                   .html = STR("<p>lotte</p>"), .tags = {tags, 2, 2}, .links = {links, 3, 3},
                   .reply_to = STR("https://m.example/@kees/2")));

    (void)state;
    assert_str(c.post.title, "Mail [mail]");
    assert_str(c.post.text, "Ik woon Tulpstraat [huisnummer], [telefoon] @[naam]");
    assert_int_equal(c.post.author.n, SEAL_HEX);
    assert_int_equal(c.post.actor.n, 0);
    assert_int_equal(c.post.id.n, SEAL_HEX);
    assert_int_equal(c.post.reply_to.n, SEAL_HEX);
    assert_int_equal(c.url_key.n, SEAL_HEX);
    assert_int_equal(c.post.links.n, 1);
    assert_str(c.post.links.v[0], "https://nieuws.example/1");
    assert_int_equal(c.post.nmedia, 1);
    assert_str(c.post.media[0].url, "https://m.example/media/1.jpg");
    assert_str(c.post.media[0].alt, "Bel [telefoon]");
    assert_true(str_find(c.post.tags.v[1], STR("[telefoon]")) > 0);
    assert_str(c.post.url, "https://m.example/@lotte/1");
    assert_int_equal(c.post.source_voice, VOICE_BEVOLKING);
}

static void test_author_key_changes_with_the_week(void **state)
{
    const struct capture *both[] = {&stored, &in_memory};

    (void)state;
    for (int i = 0; i < 2; i++) {
        const struct capture *c = both[i];
        struct str monday = capture_pseudonym(c, STR("@Lotte"), T0, &arena);

        assert_true(str_eq(monday, capture_pseudonym(c, STR("lotte"), T0 + WEEK - 8LL * WHEN_HOUR - 1, &arena)));
        assert_false(str_eq(
            monday, capture_pseudonym(c, STR("lotte"), T0 + WEEK - 8LL * WHEN_HOUR, &arena))); /* Dutch midnight */
        assert_false(str_eq(monday, capture_pseudonym(c, STR("piet"), T0, &arena)));
    }
}

/* The author key rotates between two polls of the same entry: it stays the same post. */
static void test_identity_never_rotates(void **state)
{
    struct entry e = ENTRY(.guid = STR("1"), .author = STR("lotte"), .text = STR("a"));
    struct captured first = take_seen(&stored, NULL, e, T0);
    struct captured again = take_seen(&stored, NULL, e, T0 + 3 * WEEK);

    (void)state;
    assert_true(str_eq(first.post.id, again.post.id));
    assert_true(str_eq(first.post.author, again.post.author)); /* by the post's time, not by the clock */
}

static void test_identity_policy(void **state)
{
    const struct source a = {.name = STR_INIT("a")}, b = {.name = STR_INIT("b")};
    struct entry e = ENTRY(.guid = STR("1"), .url = STR("https://x.example/1"), .text = STR("tekst"));
    struct entry later = e;
    struct str by_guid = capture_identity(&stored, &a, &e, false, &arena);

    (void)state;
    later.time += WHEN_DAY;
    later.text = STR("andere tekst");
    assert_true(str_eq(by_guid, capture_identity(&stored, &a, &later, false, &arena)));
    assert_false(str_eq(by_guid, capture_identity(&stored, &b, &e, false, &arena))); /* '1' of another feed */
    assert_str(capture_identity(&in_memory, &a, &e, false, &arena), "1");
    assert_true(
        str_eq(capture_identity(&stored, &a, &e, true, &arena), capture_identity(&stored, &a, &later, true, &arena)));
    e.guid = later.guid = (struct str){0};
    assert_false(
        str_eq(capture_identity(&stored, &a, &e, false, &arena), capture_identity(&stored, &a, &later, false, &arena)));
    e.url = later.url = STR("https://x.example/"); /* a home page tells nothing apart */
    later.time = e.time;
    assert_false(
        str_eq(capture_identity(&stored, &a, &e, false, &arena), capture_identity(&stored, &a, &later, false, &arena)));
    e.guid = STR("tag:x.example,2026:1");
    assert_true(
        str_eq(capture_identity(&stored, &a, &e, false, &arena), capture_identity(&stored, &b, &e, false, &arena)));
}

static void test_keys(void **state)
{
    const struct entry e = ENTRY(.url = STR("https://X.example/a/?utm_source=y#z"),
                                 .title = STR("Brand in loods aan de Havenweg geblust"));
    const struct entry same =
        ENTRY(.url = STR("http://x.example/a"), .title = STR("Brand in loods aan de HAVENWEG: geblust"));

    (void)state;
    assert_true(str_eq(take(&stored, NULL, e).url_key, take(&stored, NULL, same).url_key));
    assert_true(str_eq(take(&stored, NULL, e).story_key, take(&stored, NULL, same).story_key));
    assert_int_equal(take(&stored, NULL, e).story_key.n, SEAL_HEX);
    assert_int_equal(take(&stored, NULL, ENTRY(.title = STR("Weerbericht"))).story_key.n, 0);
    assert_int_equal(take(&stored, NULL, ENTRY(.url = STR("https://x.example/"))).url_key.n, 0);
}

static void test_time(void **state)
{
    (void)state;
    assert_int_equal(take(&stored, NULL, ENTRY(.guid = STR("1"))).post.time, T0 - WHEN_HOUR);
    assert_int_equal(take_seen(&stored, NULL, ENTRY(.guid = STR("1")), T0 - WHEN_HOUR - WHEN_MINUTE).post.time,
                     T0 - WHEN_HOUR);
    assert_int_equal(take_seen(&stored, NULL, ENTRY(.guid = STR("1")), T0 - 2LL * WHEN_HOUR).post.time,
                     T0 - 2LL * WHEN_HOUR);
    assert_int_equal(take(&stored, NULL, ((struct entry){.time = TIME_NONE, .updated = TIME_NONE})).post.time, T0);
    assert_true(take(&stored, NULL, ((struct entry){.time = TIME_NONE, .updated = TIME_NONE})).time_doubtful);
    assert_int_equal(take(&stored, NULL, ((struct entry){.time = 0, .updated = TIME_NONE})).post.time, T0);
    assert_int_equal(take(&stored, NULL, ((struct entry){.time = TIME_NONE, .updated = T0 - 5})).post.time, T0 - 5);
    assert_int_equal(take_seen(&in_memory, NULL, ENTRY(.guid = STR("1")), TIME_NONE).post.seen, T0 - WHEN_HOUR);
}

static void test_voices(void **state)
{
    const struct source paper = {
        .name = STR_INIT("p"), .channel = CHANNEL_NEWS, .voice = VOICE_MEDIA, .publisher = STR_INIT("De Bode")};
    const struct source forum = {
        .name = STR_INIT("f"), .channel = CHANNEL_FORUM, .voice = VOICE_MEDIA, .publisher = STR_INIT("De Bode")};
    struct captured c;

    (void)state;
    c = take(&stored, NULL, ENTRY(.author = STR("dagblad de wolk")));
    assert_str(c.post.actor, "Dagblad De Wolk");
    assert_int_equal(c.post.actor_voice, VOICE_MEDIA);
    assert_int_equal(c.post.author.n, 0);
    c = take(&stored, &paper, ENTRY(.author = STR("Jan Jansen"))); /* a journalist's name goes */
    assert_str(c.post.actor, "De Bode");
    assert_int_equal(c.post.author.n, 0);
    c = take(&stored, &forum, ENTRY(.author = STR("Jan Jansen"))); /* a member of the forum is not the paper */
    assert_int_equal(c.post.actor.n, 0);
    assert_int_equal(c.post.author.n, SEAL_HEX);
    c = take(&stored, &forum, ENTRY(.text = STR("x")));
    assert_str(c.post.actor, "De Bode");
    c = take(&stored, NULL, ENTRY(.author = STR("Iemand <info@wolkendam.example>")));
    assert_int_equal(c.post.actor_voice, VOICE_GEMEENTE);
    c = take(&stored, NULL, ENTRY(.author = STR("Jan <jan@b.example>")));
    assert_true(str_eq(c.post.author, capture_pseudonym(&stored, STR("jan@b.example"), c.post.time, &arena)));
}

/* Reddit's line under a text names its author, whom nothing else in the post may name. */
static void test_reddit_signature(void **state)
{
    static const struct {
        const char *text, *left;
    } cases[] = {
        {"Wie weet dit?\n\nsubmitted by /u/Piet_67\n[link] [comments]", "Wie weet dit?"},
        {"Wie weet dit? submitted by Piet67 to r/turfbrug [link] [12 comments]", "Wie weet dit?"},
        {"submitted by   /u/Piet_67   to   r/x   [link]   [1 comment]", ""},
        {"submitted by the council, says the paper", "submitted by the council, says the paper"},
        {"It was submitted by Jan [comments]", "It was submitted by Jan [comments]"},
        {"submitted by us. Then submitted by /u/Piet_67 [link] [comments]", "submitted by us. Then"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct captured c = take(&stored, NULL, ENTRY(.author = STR("/u/Piet_67"), .text = str_of(cases[i].text)));

        assert_str(c.post.text, cases[i].left);
    }
}

/* Mastodon's RSS names no author; its addresses do. */
static void test_author_in_address(void **state)
{
    const struct source tag = {.name = STR_INIT("tag"), .channel = CHANNEL_MASTODON, .voice = VOICE_BEVOLKING};
    const struct source own = {.name = STR_INIT("own"), .channel = CHANNEL_MASTODON, .voice = VOICE_MEDIA, .publisher = STR_INIT("De Bode")};
    const struct source news = {.name = STR_INIT("n"), .channel = CHANNEL_NEWS};
    struct captured c;

    (void)state;
    c = take(&stored, &tag, ENTRY(.url = STR("https://m.example/@GemeenteWolkendam/12")));
    assert_str(c.post.actor, "@gemeentewolkendam");
    assert_int_equal(c.post.actor_voice, VOICE_GEMEENTE);
    c = take(&stored, &tag, ENTRY(.url = STR("https://m.example/users/gemeentewolkendam/statuses/12")));
    assert_int_equal(c.post.actor_voice, VOICE_GEMEENTE);
    c = take(&stored, &tag, ENTRY(.url = STR("https://m.example/@jan/12"), .text = STR("Hoi")));
    assert_int_equal(c.post.actor.n, 0);
    assert_true(str_eq(c.post.author, capture_pseudonym(&stored, STR("@jan@m.example"), c.post.time, &arena)));
    c = take(&stored, &tag, ENTRY(.guid = STR("https://m.example/@piet@ander.example/12")));
    assert_true(str_eq(c.post.author, capture_pseudonym(&stored, STR("@piet@ander.example"), c.post.time, &arena)));
    c = take(&stored, &own, ENTRY(.url = STR("https://m.example/@jan/12")));
    assert_str(c.post.actor, "De Bode"); /* an account's own feed */
    c = take(&stored, &news, ENTRY(.url = STR("https://n.example/@jan/12")));
    assert_int_equal(c.post.author.n, 0);
    c = take(&stored, &tag, ENTRY(.url = STR("https://m.example/@/12")));
    assert_int_equal(c.post.author.n, 0);
}

/* With a handle beside the name, the handle tells who it is: a display name is anybody's to choose. */
static void test_handle_before_name(void **state)
{
    const struct source tag = {.name = STR_INIT("tag"), .channel = CHANNEL_MASTODON, .voice = VOICE_BEVOLKING};
    const struct source sky = {.name = STR_INIT("sky"), .channel = CHANNEL_BLUESKY, .voice = VOICE_BEVOLKING};
    const struct entry renamed = ENTRY(.author = STR("Lotte \U0001F337"), .handle = STR("@lotte@m.example"));
    struct captured c, again;

    (void)state;
    c = take(&stored, &tag, ENTRY(.author = STR("Wij van hier"), .handle = STR("@GemeenteWolkendam@m.example")));
    assert_str(c.post.actor, "@gemeentewolkendam");
    c = take(&stored, &tag, ENTRY(.author = STR("Dagblad De Wolk"), .handle = STR("@grapjas@m.example")));
    assert_int_equal(c.post.actor.n, 0); /* it calls itself so */
    assert_int_equal(c.post.author.n, SEAL_HEX);
    c = take(&stored, &tag, ENTRY(.author = STR("Lotte"), .handle = STR("@lotte@m.example")));
    again = take(&stored, &tag, renamed);
    assert_true(str_eq(c.post.author, again.post.author));
    assert_true(str_eq(c.post.author, capture_pseudonym(&stored, STR("@lotte@m.example"), c.post.time, &arena)));
    assert_str(c.author, "@lotte@m.example"); /* what a case is answered by */
    assert_str(capture_name(&tag, &renamed, &arena), "Lotte \U0001F337");

    /* Mastodon's API leaves its own server out; its RSS has it in the address alone. */
    c = take(&stored, &tag, ENTRY(.author = STR("Lotte"), .handle = STR("@lotte"), .url = STR("https://m.example/@lotte/3")));
    assert_true(str_eq(c.post.author, again.post.author));
    c = take(&stored, &sky, ENTRY(.url = STR("https://bsky.app/profile/lotte.example/post/3k")));
    again = take(&stored, &sky, ENTRY(.author = STR("Lotte"), .handle = STR("@lotte.example")));
    assert_int_equal(c.post.author.n, SEAL_HEX);
    assert_true(str_eq(c.post.author, again.post.author));
    c = take(&stored, NULL, ENTRY(.author = STR("Dagblad De Wolk <grapjas@b.example>"))); /* so may a letter */
    assert_int_equal(c.post.actor.n, 0);
}

/* What a display name gives away counts for a private person alone. */
static void test_voice_cue(void **state)
{
    const struct capture_facts facts = {.seen = T0, .voice_cue = VOICE_BELANGENGROEP};
    const struct entry resident = ENTRY(.author = STR("Huurdersvereniging Noord"));
    const struct entry actor = ENTRY(.author = STR("Dagblad De Wolk"));
    const struct entry nobody = ENTRY(.text = STR("x"));
    struct captured c;

    (void)state;
    capture_entry(&c, &stored, NULL, &resident, &facts, &arena);
    assert_int_equal(c.post.voice_cue, VOICE_BELANGENGROEP);
    assert_int_equal(c.post.actor_voice, VOICE_NONE);
    capture_entry(&c, &stored, NULL, &actor, &facts, &arena);
    assert_int_equal(c.post.voice_cue, VOICE_NONE);
    capture_entry(&c, &stored, NULL, &nobody, &facts, &arena);
    assert_int_equal(c.post.voice_cue, VOICE_NONE);
}

static void test_addressed(void **state)
{
    const struct source box = {.name = STR_INIT("m"), .channel = CHANNEL_EMAIL};
    const struct entry reply = ENTRY(.author = STR("jan"), .text = STR("wat een onzin"));
    const struct capture_facts to_own = {.seen = T0, .voice_cue = VOICE_NONE, .reply_to_own = true};
    struct captured c;

    (void)state;
    assert_true(
        take(&stored, NULL, ENTRY(.author = STR("jan"), .text = STR("@gemeentewolkendam. Kijk eens"))).post.addressed);
    assert_true(
        take(&stored, NULL, ENTRY(.author = STR("jan"), .text = STR("aan info@wolkendam.example"))).post.addressed);
    assert_true(take(&stored, &box, ENTRY(.author = STR("jan"), .text = STR("Geachte"))).post.addressed);
    assert_false(take(&stored, NULL, reply).post.addressed);
    capture_entry(&c, &stored, NULL, &reply, &to_own, &arena);
    assert_true(c.post.addressed);
    assert_false(take(&stored, NULL, ENTRY(.author = STR("@gemeentewolkendam"), .text = STR("@gemeentewolkendam")))
                     .post.addressed);
}

/* What can't be seen hides nothing from the masks, nor a name from the allow-list. */
static void test_invisible_characters(void **state)
{
    struct captured c;

    (void)state;
    c = take(&stored, NULL,
             ENTRY(.title = STR("wet\xC2\xADhouder"), .text = STR("bel 06-12\xE2\x80\x8B" "345\xE2\x80\x8E" "678 of 1112\xC2\xAD" "22333"),
                   .author = STR("@gemeente\xE2\x80\x8Bwolkendam")));
    assert_str(c.post.title, "wethouder");
    assert_true(str_find(c.post.text, STR("345")) < 0 && str_find(c.post.text, STR("22333")) < 0);
    assert_int_equal(c.post.actor_voice, VOICE_GEMEENTE);
}

static void test_hostile(void **state)
{
    size_t n = 200000;
    char *long_text = arena_alloc(&arena, n);
    struct captured c;

    (void)state;
    memset(long_text, 'x', n);
    memcpy(long_text + 10, "\xFF\xC3(\0", 4);
    c = take(&stored, NULL,
             ENTRY(.text = {long_text, n}, .title = {long_text, n}, .author = {long_text, n}, .url = {long_text, n},
                   .lang = {long_text, n}));
    assert_in_range(c.post.text.n, 1000, (64 << 10) + 16);
    assert_in_range(c.post.title.n, 1000, (4 << 10) + 16);
    assert_int_equal(c.post.url.n, 0);
    assert_int_equal(c.post.lang.n, 0);
    c = take(&stored, NULL, ENTRY(.url = STR("javascript:alert(1)"), .lang = STR("nl-NL"), .channel = STR("nonsense")));
    assert_int_equal(c.post.url.n, 0);
    assert_str(c.post.lang, "nl-NL");
    assert_int_equal(c.post.channel, CHANNEL_OTHER);
    take(&in_memory, NULL, (struct entry){0});
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(test_nothing_personal_is_left, clear),
        cmocka_unit_test_teardown(test_author_key_changes_with_the_week, clear),
        cmocka_unit_test_teardown(test_identity_never_rotates, clear),
        cmocka_unit_test_teardown(test_identity_policy, clear),
        cmocka_unit_test_teardown(test_keys, clear),
        cmocka_unit_test_teardown(test_time, clear),
        cmocka_unit_test_teardown(test_voices, clear),
        cmocka_unit_test_teardown(test_voice_cue, clear),
        cmocka_unit_test_teardown(test_reddit_signature, clear),
        cmocka_unit_test_teardown(test_author_in_address, clear),
        cmocka_unit_test_teardown(test_handle_before_name, clear),
        cmocka_unit_test_teardown(test_addressed, clear),
        cmocka_unit_test_teardown(test_invisible_characters, clear),
        cmocka_unit_test_teardown(test_hostile, clear),
    };

    return cmocka_run_group_tests(tests, read_town, release_town);
}

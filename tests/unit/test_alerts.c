/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* rooms: base analysis */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "analysis/alerts.h"
#include "analysis/issues.h"
#include "base/when.h"

static struct district districts[] = {{.name = STR_INIT("Noord")}, {.name = STR_INIT("Zuid")}};
static const struct municipality town = {.name = STR_INIT("Proefdam"),
                                         .districts = districts,
                                         .ndistricts = 2,
                                         .posts_per_quarter = 10,
                                         .authors_per_quarter = 8,
                                         .channels_per_quarter = 3};

static const int64_t monday = 1772438400000; /* 2026-03-02T08:00:00Z */

struct told {
    int64_t id, time, issue;
    enum alert_status status;
    enum alert_level level;
    char reason[300];
};

struct room {
    struct grouper *g;
    int64_t seq, clock;
    int64_t times[4000];
    int64_t issue[4000];
    struct told told[100];
    int ntold;
    int64_t matter[10]; /* issue that an alert has gone to, by its id */
};

static void apply(struct room *r, struct changes changes)
{
    for (int i = 0; i < changes.n; i++) {
        const struct change *c = &changes.v[i];

        if (c->kind == CHANGE_POST)
            r->issue[c->post] = c->issue;
        if (c->kind == CHANGE_MATTER)
            r->matter[c->other] = c->issue;
        if (c->kind != CHANGE_ALERT)
            continue;
        assert_true(r->ntold < 100);
        struct told *t = &r->told[r->ntold++];
        *t = (struct told){.id = c->alert.id,
                           .time = c->alert.time,
                           .issue = c->alert.issue,
                           .status = c->alert.status,
                           .level = c->alert.level};
        snprintf(t->reason, sizeof t->reason, "%.*s", STR_ARG(c->alert.reason));
        for (int k = 0; k < c->alert.nposts; k++) {
            assert_in_range(c->alert.posts[k], 1, r->seq);
            assert_true(r->times[c->alert.posts[k]] <= c->alert.time);
        }
    }
}

/* The minutes up to a moment. */
static void pass(struct room *r, int64_t until)
{
    for (int64_t minute = (r->clock / WHEN_MINUTE + 1) * WHEN_MINUTE; r->clock && minute <= until;
         minute += WHEN_MINUTE)
        apply(r, grouper_tick(r->g, minute));
    if (until > r->clock)
        r->clock = until;
}

struct draft {
    const char *words, *author;
    int place; /* 1 + its district; 0: names none */
    enum channel channel;
    enum theme theme;
    int64_t time;
    float acute;
    uint8_t crisis;
    bool firsthand;
};

static void say(struct room *r, struct draft d)
{
    struct post post = {.channel = d.channel,
                        .actor_voice = VOICE_NONE,
                        .voice_cue = VOICE_NONE,
                        .source_voice = VOICE_NONE,
                        .author = str_of(d.author),
                        .text = str_of(d.words),
                        .time = d.time,
                        .seen = d.time};
    struct marks marks = {.sentiment = SENTIMENT_NEUTRAAL,
                          .voice = VOICE_BEVOLKING,
                          .themes = 1u << d.theme,
                          .acute = d.acute,
                          .crisis = d.crisis,
                          .firsthand = d.firsthand,
                          .nplaces = d.place > 0,
                          .places = {(uint16_t)(d.place ? d.place - 1 : 0)},
                          .lang = "nl"};
    struct terms terms = {0};
    struct str rest = post.text;

    while (rest.n) {
        struct str word = str_cut(&rest, ' ');

        MEM_GROW(terms.v, terms.n, terms.cap);
        terms.v[terms.n++] =
            (struct term){.key = str_hash(word), .weight = 1, .n = (uint32_t)word.n, .kind = TERM_WORD};
    }
    if (d.time >= r->clock)
        pass(r, d.time);
    post.seq = ++r->seq;
    r->times[post.seq] = d.time;
    apply(r, grouper_post(r->g, &post, &marks, &terms));
    free(terms.v);
}

/* Two weeks of a town: by day a post every so many minutes, each about something else. */
static void weeks_of_talk(struct room *r, int every)
{
    for (int day = 0; day < 14; day++)
        for (int minute = 0; minute < 16 * 60; minute += every) {
            int hour = minute / 60, n = day * 1000 + minute;
            char words[80], author[16];

            snprintf(words, sizeof words, "iets%d ding%d zaak%d", n, n * 31, n * 7);
            snprintf(author, sizeof author, "a%d", n);
            say(r, (struct draft){.words = words,
                                  .author = author,
                                  .channel = CHANNEL_MASTODON,
                                  .theme = (enum theme)((day + hour) % 15),
                                  .time = monday + day * (int64_t)WHEN_DAY + minute * (int64_t)WHEN_MINUTE});
        }
}

static void ordinary_weeks(struct room *r)
{
    weeks_of_talk(r, 120);
}

static const int64_t third_monday = 1772438400000 + 14LL * WHEN_DAY;

/* Post i of a fire: its words, channel and author differ. */
static struct draft fire(int i, int64_t start)
{
    static const char *const words[] = {"brand loods rook haven", "enorme rook haven loods vlammen",
                                        "vlammen loods brand sirenes", "rook haven brand stank"};
    static const char *const authors[] = {"f0", "f1", "f2",  "f3",  "f4",  "f5",  "f6", "f7",
                                          "f8", "f9", "f10", "f11", "f12", "f13", "f14"};
    static const enum channel channels[] = {CHANNEL_MASTODON, CHANNEL_FACEBOOK, CHANNEL_NEWS, CHANNEL_BLUESKY};

    return (struct draft){.words = words[i % 4],
                          .author = authors[i % 15],
                          .channel = channels[i % 4],
                          .theme = THEME_VEILIGHEID_EN_OVERLAST,
                          .time = start + i * 2LL * WHEN_MINUTE,
                          .acute = i % 3 ? 0.8f : 0,
                          .crisis = i % 2 ? 1u << CRISIS_GEDRAG : 0,
                          .firsthand = i % 4 == 0};
}

static void open_room(struct room *r)
{
    memset(r, 0, sizeof *r);
    r->g = grouper_new(NULL, &town);
}

static int count_level(const struct room *r, enum alert_level level)
{
    int n = 0;

    for (int i = 0; i < r->ntold; i++)
        n += r->told[i].level >= level && r->told[i].status != ALERT_INGETROKKEN;
    return n;
}

static void test_a_fire_is_a_warning_by_its_eighth_post(void **state)
{
    struct room r;

    (void)state;
    open_room(&r);
    ordinary_weeks(&r);
    assert_int_equal(r.ntold, 0);
    for (int i = 0; i < 8; i++)
        say(&r, fire(i, third_monday + 10 * WHEN_HOUR));
    assert_true(count_level(&r, LEVEL_WAARSCHUWING) >= 1);
    assert_int_equal(r.told[0].status, ALERT_NIEUW);
    for (int i = 1; i < r.ntold; i++)
        assert_int_equal(r.told[i].id, r.told[0].id);
    assert_non_null(strstr(r.told[r.ntold - 1].reason, "berichten van"));
    grouper_free(r.g);
}

/* Warnings after three acute posts of three people within an hour and a half of a busy town, one of which has these marks of a crisis too. */
static int warnings_of_three(uint8_t crisis)
{
    struct room r;
    int warnings;

    open_room(&r);
    weeks_of_talk(&r, 15);
    for (int i = 0; i < 3; i++) {
        struct draft d = fire(i, third_monday + 10 * WHEN_HOUR);

        d.time += i * 40LL * WHEN_MINUTE;
        d.acute = 0.8f;
        d.crisis = i == 1 ? crisis : 0;
        say(&r, d);
    }
    warnings = count_level(&r, LEVEL_WAARSCHUWING);
    grouper_free(r.g);
    return warnings;
}

static void test_one_witness_and_two_who_worry_warn_three_who_worry_do_not(void **state)
{
    (void)state;
    assert_int_equal(warnings_of_three(1u << CRISIS_GEDRAG), 1);
    assert_int_equal(warnings_of_three(0), 0);
}

static void test_beyond_the_bound_it_is_a_crisis_and_quiet_withdraws_it(void **state)
{
    struct room r;
    int64_t id;

    (void)state;
    open_room(&r);
    ordinary_weeks(&r);
    for (int i = 0; i < 15; i++) {
        struct draft d = fire(i, third_monday + 10 * WHEN_HOUR);

        d.time = third_monday + 10 * WHEN_HOUR + i * 30LL * WHEN_SECOND;
        say(&r, d);
    }
    assert_int_equal(count_level(&r, LEVEL_CRISIS), 1);
    id = r.told[0].id;
    pass(&r, r.clock + 5LL * WHEN_HOUR);
    assert_int_not_equal(r.told[r.ntold - 1].status, ALERT_INGETROKKEN);
    pass(&r, r.clock + 2LL * WHEN_HOUR);
    assert_int_equal(r.told[r.ntold - 1].status, ALERT_INGETROKKEN);
    assert_int_equal(r.told[r.ntold - 1].id, id);
    grouper_free(r.g);
}

static void test_a_festival_stays_a_peak(void **state)
{
    static const char *const words[] = {"festival kade muziek prachtig", "muziek kade festival podium",
                                        "podium festival sfeer kade", "sfeer muziek kade zon"};
    struct room r;

    (void)state;
    open_room(&r);
    ordinary_weeks(&r);
    for (int i = 0; i < 40; i++) {
        char author[16];

        snprintf(author, sizeof author, "g%d", i);
        say(&r, (struct draft){.words = words[i % 4],
                               .author = author,
                               .channel = (enum channel)(1 + i % 5),
                               .theme = THEME_CULTUUR_EN_EVENEMENTEN,
                               .time = third_monday + 10 * WHEN_HOUR + i * 3LL * WHEN_MINUTE});
    }
    assert_int_equal(count_level(&r, LEVEL_WAARSCHUWING), 0);
    assert_true(count_level(&r, LEVEL_SIGNAAL) >= 1);
    grouper_free(r.g);
}

/* The same eight posts are a signal in a quiet town, and nothing in one where as many are usual. */
static void test_what_is_usual_is_no_signal(void **state)
{
    static const char *const words[] = {"kade muziek avond", "muziek avond podium", "podium kade avond", "avond kade muziek podium"};

    (void)state;
    for (int every = 10; every <= 120; every += 110) {
        struct room r;

        open_room(&r);
        weeks_of_talk(&r, every);
        for (int i = 0; i < 8; i++) {
            char author[16];

            snprintf(author, sizeof author, "g%d", i);
            say(&r, (struct draft){.words = words[i % 4],
                                   .author = author,
                                   .channel = CHANNEL_MASTODON,
                                   .theme = THEME_CULTUUR_EN_EVENEMENTEN,
                                   .time = third_monday + 5 * WHEN_HOUR + i * 10LL * WHEN_MINUTE});
        }
        assert_int_equal(count_level(&r, LEVEL_SIGNAAL) > 0, every == 120);
        grouper_free(r.g);
    }
}

static void test_one_author_is_no_crowd(void **state)
{
    struct room r;

    (void)state;
    open_room(&r);
    ordinary_weeks(&r);
    for (int i = 0; i < 20; i++) {
        struct draft d = fire(i, third_monday + 10 * WHEN_HOUR);

        d.author = "f0";
        say(&r, d);
    }
    assert_int_equal(r.ntold, 0);
    grouper_free(r.g);
}

static void test_a_back_fill_raises_nothing(void **state)
{
    struct room r;

    (void)state;
    open_room(&r);
    ordinary_weeks(&r);
    for (int i = 0; i < 200; i++)
        say(&r, fire(i, monday - 40LL * WHEN_DAY));
    assert_int_equal(r.ntold, 0);
    grouper_free(r.g);
}

static void test_muted_is_silent(void **state)
{
    struct room r;

    (void)state;
    open_room(&r);
    ordinary_weeks(&r);
    for (int i = 0; i < 2; i++)
        say(&r, fire(i, third_monday + 10 * WHEN_HOUR));
    assert_int_equal(count_level(&r, LEVEL_WAARSCHUWING), 0);
    assert_true(r.issue[r.seq] > 0);
    apply(&r, grouper_mute(r.g, r.issue[r.seq], third_monday + 20LL * WHEN_DAY));
    for (int i = 2; i < 12; i++)
        say(&r, fire(i, third_monday + 10 * WHEN_HOUR));
    assert_int_equal(count_level(&r, LEVEL_WAARSCHUWING), 0);
    grouper_free(r.g);
}

/* Whatever the input is cut to, what was told up to there is the same. */
static void test_a_prefix_gives_the_same_alerts(void **state)
{
    struct room whole, part;

    (void)state;
    open_room(&whole);
    ordinary_weeks(&whole);
    for (int i = 0; i < 30; i++)
        say(&whole, fire(i, third_monday + 10 * WHEN_HOUR));
    assert_true(whole.ntold > 0);
    for (int cut = 1; cut < 30; cut += 3) {
        open_room(&part);
        ordinary_weeks(&part);
        for (int i = 0; i < cut; i++)
            say(&part, fire(i, third_monday + 10 * WHEN_HOUR));
        assert_true(part.ntold <= whole.ntold);
        assert_memory_equal(part.told, whole.told, (size_t)part.ntold * sizeof *part.told);
        grouper_free(part.g);
    }
    grouper_free(whole.g);
}

/* Fifty accounts with one text are one voice; three people besides them make a warning, which says what was left out. */
static void test_bots_count_once(void **state)
{
    static const char words[] = "brand in de loods aan de haven met veel rook en hoge vlammen deel dit";
    struct room r;
    int64_t time = third_monday + 10 * WHEN_HOUR;

    (void)state;
    open_room(&r);
    ordinary_weeks(&r);
    for (int i = 0; i < 50; i++) {
        char author[16];
        struct draft d = fire(1, time + i * 10LL * WHEN_SECOND);

        snprintf(author, sizeof author, "bot%d", i);
        d.author = author;
        d.words = words;
        say(&r, d);
    }
    assert_int_equal(r.ntold, 0);
    for (int i = 0; i < 8; i++)
        say(&r, fire(i, time + 10 * WHEN_MINUTE));
    assert_true(count_level(&r, LEVEL_WAARSCHUWING) >= 1);
    assert_non_null(strstr(r.told[r.ntold - 1].reason, "gelijke berichten niet meegeteld"));
    grouper_free(r.g);
}

/* A post every three hours, a day long. */
static void test_a_slow_matter_is_warned_of(void **state)
{
    struct room r;

    (void)state;
    open_room(&r);
    ordinary_weeks(&r);
    for (int i = 0; i < 8; i++) {
        struct draft d = fire(i, third_monday);

        d.time = third_monday + i * 3LL * WHEN_HOUR;
        say(&r, d);
    }
    assert_true(count_level(&r, LEVEL_WAARSCHUWING) >= 1);
    grouper_free(r.g);
}

static void test_a_second_incident_has_an_alert_of_its_own(void **state)
{
    static const char *const words[] = {"gaslek school ontruimd", "leerlingen gaslek buiten", "school gaslek brandweermannen",
                                        "gaslucht gaslek school"};
    struct room r;
    int64_t ids[2] = {0};

    (void)state;
    open_room(&r);
    ordinary_weeks(&r);
    for (int i = 0; i < 14; i++)
        say(&r, fire(i, third_monday));
    ids[0] = r.told[0].id;
    for (int i = 0; i < 8; i++) {
        struct draft d = fire(i, third_monday + 3 * WHEN_HOUR);
        char author[16];

        snprintf(author, sizeof author, "s%d", i);
        d.words = words[i % 4];
        d.author = author;
        d.acute = 0.8f;
        d.crisis = 1u << CRISIS_GEDRAG;
        say(&r, d);
    }
    for (int i = 0; i < r.ntold; i++)
        if (r.told[i].id != ids[0] && r.told[i].level >= LEVEL_WAARSCHUWING)
            ids[1] = r.told[i].id;
    assert_int_not_equal(ids[1], 0);
    grouper_free(r.g);
}

/* What an alert is on goes with its first posts when somebody makes an issue of its own of them, not with later ones. */
static void test_an_alert_goes_with_its_first_posts(void **state)
{
    struct room r;
    int64_t first, posts[14];

    (void)state;
    open_room(&r);
    ordinary_weeks(&r);
    first = r.seq + 1;
    for (int i = 0; i < 14; i++) {
        say(&r, fire(i, third_monday));
        posts[i] = first + i;
    }
    assert_int_equal(r.told[0].issue, r.issue[first]);
    apply(&r, grouper_split(r.g, &posts[12], 2));
    assert_int_equal(r.matter[r.told[0].id], 0);
    apply(&r, grouper_split(r.g, posts, 12));
    assert_int_not_equal(r.issue[first], r.told[0].issue);
    assert_int_equal(r.matter[r.told[0].id], r.issue[first]);
    grouper_free(r.g);
}

/* The id of a warning other than the first alert; 0: none. */
static int64_t second_warning(const struct room *r)
{
    for (int i = 0; i < r->ntold; i++)
        if (r->told[i].id != r->told[0].id && r->told[i].level >= LEVEL_WAARSCHUWING)
            return r->told[i].id;
    return 0;
}

static void cry(struct room *r, const char *words, const char *author, int place, int64_t time)
{
    struct draft d = fire(0, time);

    d.words = words;
    d.author = author;
    d.place = place;
    d.acute = 0.8f;
    d.crisis = 1u << CRISIS_GEDRAG;
    say(r, d);
}

/* Each post has one word that the first fire had, too: in another district that is no reason to think that it is on that fire. */
static void test_words_of_any_incident_make_no_two_one(void **state)
{
    static const char *const words[] = {"brand tunnel vrachtwagen", "vrachtwagen rook tunnel", "tunnel vrachtwagen brand uitgang"};

    (void)state;
    for (int elsewhere = 0; elsewhere < 2; elsewhere++) {
        struct room r;

        open_room(&r);
        ordinary_weeks(&r);
        for (int i = 0; i < 14; i++) {
            struct draft d = fire(i, third_monday);

            d.place = 1;
            say(&r, d);
        }
        for (int i = 0; i < 3; i++)
            cry(&r, words[i], (const char *[]){"s1", "s2", "s3"}[i], 1 + elsewhere, third_monday + WHEN_HOUR + i * 9LL * WHEN_MINUTE);
        assert_int_equal(second_warning(&r) != 0, elsewhere);
        grouper_free(r.g);
    }
}

/* Cries that share no word are a second incident after a lull, and the end of the first one without it. */
static void test_a_burst_after_a_lull_is_a_second_incident(void **state)
{
    static const char *const words[] = {"schoten markt gillen", "zusje tent onbereikbaar", "schutter station doden"};

    (void)state;
    for (int lull = 0; lull < 2; lull++) {
        struct room r;
        int64_t start = third_monday + (lull ? 5 * WHEN_HOUR : WHEN_HOUR / 2);

        open_room(&r);
        ordinary_weeks(&r);
        for (int i = 0; i < 14; i++)
            say(&r, fire(i, third_monday));
        for (int i = 0; i < 3; i++)
            cry(&r, words[i], (const char *[]){"s1", "s2", "s3"}[i], 0, start + i * 9LL * WHEN_MINUTE);
        assert_int_equal(second_warning(&r) != 0, lull);
        grouper_free(r.g);
    }
}

static void crowd(struct room *r, int n, int64_t start)
{
    static const char *const words[] = {"kade muziek avond", "muziek avond podium", "podium kade avond", "avond kade muziek podium"};

    for (int i = 0; i < n; i++) {
        char author[16];

        snprintf(author, sizeof author, "g%d", i);
        say(r, (struct draft){.words = words[i % 4],
                              .author = author,
                              .channel = CHANNEL_MASTODON,
                              .theme = THEME_CULTUUR_EN_EVENEMENTEN,
                              .time = start + i * 2LL * WHEN_MINUTE});
    }
}

/* Without a week to compare with a crowd must be larger, and its reason says so; a fire needs no comparison. */
static void test_the_first_week_has_no_baseline(void **state)
{
    struct room few, many, burning;

    (void)state;
    open_room(&few);
    crowd(&few, 7, monday);
    assert_int_equal(few.ntold, 0);
    open_room(&many);
    crowd(&many, 40, monday);
    assert_true(many.ntold > 0);
    assert_non_null(strstr(many.told[0].reason, "nog geen week"));
    open_room(&burning);
    for (int i = 0; i < 8; i++)
        say(&burning, fire(i, monday));
    assert_true(count_level(&burning, LEVEL_WAARSCHUWING) >= 1);
    grouper_free(few.g);
    grouper_free(many.g);
    grouper_free(burning.g);
}

/* A rule of tamtam.conf: what a crowd and a fire then raise. */
static void test_rules_of_the_newsroom(void **state)
{
    static const struct {
        struct alert_rule rule;
        bool crowd, fire; /* is each told of? */
    } cases[] = {
        {{RULE_THEME, THEME_AFVAL, 0, 0, LEVEL_COUNT, 100}, true, true},
        {{RULE_THEME, THEME_CULTUUR_EN_EVENEMENTEN, 0, 0, LEVEL_WAARSCHUWING, 100}, false, true},
        {{RULE_THEME, THEME_VEILIGHEID_EN_OVERLAST, 0, 0, LEVEL_COUNT, 100}, true, false},
        {{RULE_VOICE, VOICE_BEVOLKING, 0, 0, LEVEL_WAARSCHUWING, 100}, false, true},
        {{RULE_VOICE, VOICE_MEDIA, 0, 0, LEVEL_COUNT, 100}, true, true},
        {{RULE_HOURS, 0, 22 * 60, 20 * 60, LEVEL_COUNT, 100}, false, false},
        {{RULE_HOURS, 0, 0, 6 * 60, LEVEL_COUNT, 100}, true, true},
        {{RULE_THEME, THEME_VEILIGHEID_EN_OVERLAST, 0, 0, LEVEL_WAARSCHUWING, 1000}, true, false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct municipality strict = town;
        struct alert_rule rule = cases[i].rule;
        struct room r;

        strict.alert_rules = &rule;
        strict.nalert_rules = 1;
        memset(&r, 0, sizeof r);
        r.g = grouper_new(NULL, &strict);
        ordinary_weeks(&r);
        crowd(&r, 40, third_monday);
        assert_int_equal(r.ntold > 0, cases[i].crowd);
        r.ntold = 0;
        for (int k = 0; k < 8; k++)
            say(&r, fire(k, third_monday + 4 * WHEN_HOUR));
        assert_int_equal(count_level(&r, LEVEL_SIGNAAL) > 0, cases[i].fire);
        grouper_free(r.g);
    }
}

/* A clock that leaps to next year and back raises nothing by itself, and does not stop what comes from being seen. */
static void test_clocks_that_jump(void **state)
{
    struct room r;

    (void)state;
    open_room(&r);
    ordinary_weeks(&r);
    for (int i = 0; i < 5; i++) {
        struct draft d = fire(0, third_monday + 300LL * (i % 2) * WHEN_DAY - 900LL * (i % 3) * WHEN_DAY);

        d.words = "iets anders geheel";
        r.clock = INT64_MAX; /* the line does not tick through years */
        say(&r, d);
    }
    r.clock = third_monday;
    assert_int_equal(r.ntold, 0);
    for (int i = 0; i < 8; i++)
        say(&r, fire(i, third_monday + 10 * WHEN_HOUR));
    assert_true(count_level(&r, LEVEL_WAARSCHUWING) >= 1);
    grouper_free(r.g);
}

static void test_rates(void **state)
{
    struct rates r = {.hour = -1, .start = -1};

    (void)state;
    assert_true(rates_expected(&r, monday) > 0.5 && rates_expected(&r, monday) < 4);
    for (int k = 0; k < RATE_KINDS; k++)
        for (int h = 0; h < 24; h++) {
            r.hours[k][h] = 20;
            r.posts[k][h] = h >= 8 && h < 22 ? 60 : 0;
        }
    assert_true(rates_expected(&r, monday + 4 * WHEN_HOUR) > 2);
    assert_true(rates_expected(&r, monday - 5 * WHEN_HOUR) < 1);
    assert_true(rates_tail(2, 0) > 0.999);
    assert_true(rates_tail(2, 3) > 0.2 && rates_tail(2, 3) < 0.5);
    assert_true(rates_tail(0.5, 8) < 1e-3);
    for (int n = 1; n < 50; n++)
        assert_true(rates_tail(3, n) <= rates_tail(3, n - 1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_fire_is_a_warning_by_its_eighth_post),
        cmocka_unit_test(test_one_witness_and_two_who_worry_warn_three_who_worry_do_not),
        cmocka_unit_test(test_beyond_the_bound_it_is_a_crisis_and_quiet_withdraws_it),
        cmocka_unit_test(test_a_festival_stays_a_peak),
        cmocka_unit_test(test_what_is_usual_is_no_signal),
        cmocka_unit_test(test_one_author_is_no_crowd),
        cmocka_unit_test(test_a_back_fill_raises_nothing),
        cmocka_unit_test(test_muted_is_silent),
        cmocka_unit_test(test_a_prefix_gives_the_same_alerts),
        cmocka_unit_test(test_bots_count_once),
        cmocka_unit_test(test_a_slow_matter_is_warned_of),
        cmocka_unit_test(test_a_second_incident_has_an_alert_of_its_own),
        cmocka_unit_test(test_an_alert_goes_with_its_first_posts),
        cmocka_unit_test(test_words_of_any_incident_make_no_two_one),
        cmocka_unit_test(test_a_burst_after_a_lull_is_a_second_incident),
        cmocka_unit_test(test_the_first_week_has_no_baseline),
        cmocka_unit_test(test_rules_of_the_newsroom),
        cmocka_unit_test(test_clocks_that_jump),
        cmocka_unit_test(test_rates),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

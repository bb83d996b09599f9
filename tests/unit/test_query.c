/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* rooms: base store tamtam */
/* Searches: what they become for FTS5, what the fields hold of a post, and what is refused with which words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "tamtam/query.h"

static struct municipality town;

static void match_is(const char *text, const char *wanted)
{
    struct query q = {0};
    struct err err;

    if (query_parse(&q, str_of(text), &town, &err))
        fail_msg("%s: %s", text, err.text);
    if (!str_is(q.match, wanted))
        fail_msg("%s: %.*s", text, STR_ARG(q.match));
    query_release(&q);
}

static void is_refused(const char *text, const char *why)
{
    struct query q = {0};
    struct err err = {0};

    assert_int_equal(query_parse(&q, str_of(text), &town, &err), -1);
    if (!strstr(err.text, why))
        fail_msg("%s: '%s' does not say '%s'", text, err.text, why);
    query_release(&q);
}

static void test_words(void **state)
{
    (void)state;
    match_is("windmolens", "(\"windmolens\")");
    match_is("wind* geluid", "(\"wind\" * AND \"geluid\")");
    match_is("a AND (b OR \"c d\")", "(\"a\" AND (\"b\" OR \"c d\"))");
    match_is("a b NOT c NOT d", "((\"a\" AND \"b\") NOT (\"c\" OR \"d\"))");
    match_is("school NEAR/5 verkeer", "(NEAR(\"school\" \"verkeer\", 5))");
    match_is("titel:brand", "(title : \"brand\")");
    match_is("N419/A4", "(\"N419/A4\")");
    match_is("and or", "(\"and\" AND \"or\")");
}

static void test_refusals(void **state)
{
    (void)state;
    is_refused("", "1 tot");
    is_refused("\"open", "aanhalingsteken dat niet sluit");
    is_refused("é (a OR b", "bij teken 3: een haakje dat niet sluit");
    is_refused("a)", "haakje te veel");
    is_refused("a OR", "hier hoort een woord");
    is_refused("NOT a", "bij NOT hoort een woord");
    is_refused("*weg", "sterretje");
    is_refused("a*b", "bij teken 1: een sterretje");
    is_refused("-", "zonder letters");
    is_refused("wijk:", "zonder waarde");
    is_refused("stem:buren", "kies uit: media");
    is_refused("kleur:rood", "dit veld bestaat niet");
    is_refused("thema:afvall", "er is geen thema 'afvall'; bedoelt u ‘");
    is_refused("@jan_1987", "privépersoon");
    is_refused("a OR thema:afval", "alleen samen met AND en NOT");
    is_refused("(((((((((((((((((((((((((((((((((((((((((((((((((((((((a", "te veel in elkaar");
}

static struct stored_post post_of(enum theme theme, enum voice voice, enum sentiment tone)
{
    struct stored_post p = {0};

    p.marks.themes = 1u << theme;
    p.marks.voice = voice;
    p.marks.sentiment = tone;
    return p;
}

static void test_fields(void **state)
{
    struct query q = {0};
    struct err err;
    struct stored_post post = post_of(THEME_AFVAL, VOICE_BEVOLKING, SENTIMENT_NEGATIEF);

    (void)state;
    assert_int_equal(
        query_parse(&q, STR("kliko thema:afval (stem:inwoners OR stem:media) NOT toon:positief"), &town, &err), 0);
    assert_true(str_is(q.match, "(\"kliko\")"));
    assert_true(query_holds(&q, &post));
    post = post_of(THEME_AFVAL, VOICE_BEVOLKING, SENTIMENT_POSITIEF);
    assert_false(query_holds(&q, &post));
    post = post_of(THEME_AFVAL, VOICE_GEMEENTE, SENTIMENT_NEGATIEF);
    assert_false(query_holds(&q, &post));
    post = post_of(THEME_VERKEER, VOICE_MEDIA, SENTIMENT_NEGATIEF);
    assert_false(query_holds(&q, &post));
    query_release(&q);
}

/* Whatever is typed and understood, FTS5 understands too. */
static void test_fts5_takes_it(void **state)
{
    static const char *const texts[] = {"a'b",
                                        "x;DROP",
                                        "a AND b OR c NOT d",
                                        "{a}",
                                        "a^b",
                                        "col:umn OR x",
                                        "\"NEAR(a b)\"",
                                        "tekst:é*",
                                        "a+b",
                                        "\"a b\" NEAR/3 c*",
                                        "(a OR b) (c OR d) NOT (e f)",
                                        "NEAR",
                                        "a, b.",
                                        "\"--\xc2\xa0x\""};
    sqlite3 *db;
    sqlite3_stmt *st;

    (void)state;
    assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
    assert_int_equal(
        sqlite3_exec(db, "CREATE VIRTUAL TABLE w USING fts5 (title, text, tokenize='unicode61')", NULL, NULL, NULL),
        SQLITE_OK);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct query q = {0};
        struct err err;

        if (query_parse(&q, str_of(texts[i]), &town, &err) == 0) {
            assert_int_equal(sqlite3_prepare_v2(db, "SELECT * FROM w WHERE w MATCH ?", -1, &st, NULL), SQLITE_OK);
            sqlite3_bind_text(st, 1, q.match.p, (int)q.match.n, SQLITE_STATIC);
            if (sqlite3_step(st) != SQLITE_DONE)
                fail_msg("%s: %.*s: %s", texts[i], STR_ARG(q.match), sqlite3_errmsg(db));
            sqlite3_finalize(st);
        } else {
            assert_string_equal(texts[i], "col:umn OR x");
        }
        query_release(&q);
    }
    sqlite3_close(db);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_words), cmocka_unit_test(test_refusals),
                                       cmocka_unit_test(test_fields), cmocka_unit_test(test_fts5_takes_it)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}

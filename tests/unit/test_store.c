/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* rooms: base store */
/* The database: what goes in comes out, figures stay what a recount gives, and no question walks through a large table. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/when.h"
#include "store/alerts.h"
#include "store/cases.h"
#include "store/db.h"
#include "store/pulse.h"

#define assert_str(s, text) assert_true(str_is(s, text))
#define T0 1772434800000LL /* 2026-03-02T07:00:00Z */

static struct district districts[] = {{.name = STR_INIT("Centrum")}, {.name = STR_INIT("Noord")}, {.name = STR_INIT("Zuid")}};
static struct person people[] = {{.name = STR_INIT("Pieter Hoekstra")}, {.name = STR_INIT("Anna de Wit")}};
static const struct municipality town = {.districts = districts, .ndistricts = 3, .people = people, .npeople = 2};

struct rig {
    char folder[40], path[64];
    struct store *store;
    struct err err;
    struct arena arena;
};

static void check_result(struct rig *r, int result)
{
    if (result)
        fail_msg("%s", r->err.text);
}
#define OK(call) check_result(r, call)

static int set_up(void **state)
{
    struct rig *r = mem_calloc(1, sizeof *r);

    strcpy(r->folder, "/tmp/tamtam_store_XXXXXX");
    if (!mkdtemp(r->folder))
        return -1;
    snprintf(r->path, sizeof r->path, "%s/tamtam.db", r->folder);
    *state = r;
    return store_open(&r->store, r->path, STORE_CREATE, &r->err);
}

static int tear_down(void **state)
{
    static const char *const endings[] = {"", "-wal", "-shm", "-journal", ".lock"};
    struct rig *r = *state;
    char path[80];

    store_close(r->store);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        snprintf(path, sizeof path, "%s%s", r->path, endings[i]);
        unlink(path);
    }
    arena_release(&r->arena);
    rmdir(r->folder);
    free(r);
    return 0;
}

/* A number out of the database, by SQL of the test's own. */
static int64_t number(struct rig *r, const char *sql)
{
    sqlite3_stmt *statement;
    int64_t n = -1;

    assert_int_equal(sqlite3_prepare_v2(r->store->db, sql, -1, &statement, NULL), SQLITE_OK);
    if (sqlite3_step(statement) == SQLITE_ROW)
        n = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return n;
}

static struct stored_post post_of(struct rig *r, int64_t seq)
{
    return (struct stored_post){
        .post = {.seq = seq,
                 .id = str_printf(&r->arena, "id-%lld", (long long)seq),
                 .time = T0 + seq * WHEN_MINUTE,
                 .seen = T0 + seq * WHEN_MINUTE + 1,
                 .channel = CHANNEL_BLUESKY,
                 .source = STR("bron"),
                 .actor_voice = VOICE_NONE,
                 .voice_cue = VOICE_BELANGENGROEP,
                 .source_voice = VOICE_NONE,
                 .author = STR("pseudoniem"),
                 .title = STR("Titel"),
                 .text = str_printf(&r->arena, "De brug is bericht%lld", (long long)seq),
                 .url = str_printf(&r->arena, "https://a.example/%lld", (long long)seq)},
        .marks = {.voice = VOICE_BEVOLKING, .sentiment = SENTIMENT_NEUTRAAL, .lang = "nl"},
    };
}

static void add(struct rig *r, const struct stored_post *p)
{
    struct post_keys keys = {.id = p->post.id};

    OK(store_add_post(r->store, p, &keys, &town, &r->err));
}

static int64_t find(struct rig *r, const char *id, const char *url, const char *story, int64_t time)
{
    struct post_keys keys = {str_of(id), str_of(url), str_of(story)};
    int64_t seq = -9;

    OK(store_find_post(r->store, &keys, time, &seq, &r->err));
    return seq;
}

/* ---- opening ---- */

static void test_opening(void **state)
{
    struct rig *r = *state;
    struct store *other = NULL;
    struct err err;
    int64_t version = number(r, "PRAGMA user_version");

    assert_true(version >= 1);
    /* One writes ... */
    assert_int_equal(store_open(&other, r->path, STORE_WRITE, &err), -1);
    assert_non_null(strstr(err.text, "another tamtam is writing to this database"));
    assert_null(other);
    /* ... and others read meanwhile, but read only. */
    assert_int_equal(store_open(&other, r->path, STORE_READ, &err), 0);
    assert_int_equal(store_put_issue(other, 1, STR("x"), &err), -1);
    store_close(other);
    /* A second opening finds the schema as it is. */
    store_close(r->store);
    r->store = NULL;
    OK(store_open(&r->store, r->path, STORE_WRITE, &r->err));
    assert_int_equal(number(r, "PRAGMA user_version"), version);
}

/* The schema as SQLite has it, one statement a line; in the arena. */
static struct str schema_of(struct rig *r)
{
    sqlite3_stmt *rows;
    struct buf b = {0};

    assert_int_equal(sqlite3_prepare_v2(r->store->db, "SELECT sql FROM sqlite_master WHERE sql <> '' ORDER BY name", -1, &rows, NULL), SQLITE_OK);
    while (sqlite3_step(rows) == SQLITE_ROW)
        buf_printf(&b, "%s\n", (const char *)sqlite3_column_text(rows, 0));
    sqlite3_finalize(rows);
    return buf_take(&b, &r->arena);
}

/* What version 1 left in the place of the rig's store. */
static void lay_down_version_1(struct rig *r)
{
    struct buf sql = {0};
    sqlite3 *db;

    store_close(r->store);
    r->store = NULL;
    OK(file_read("tests/data/schema-1.sql", &sql, &r->err));
    assert_int_equal(unlink(r->path), 0);
    assert_int_equal(sqlite3_open(r->path, &db), SQLITE_OK);
    if (sqlite3_exec(db, buf_c(&sql), NULL, NULL, NULL) != SQLITE_OK)
        fail_msg("%s", sqlite3_errmsg(db));
    sqlite3_close(db);
    buf_release(&sql);
}

static void test_older_version(void **state)
{
    struct rig *r = *state;
    struct str fresh = schema_of(r);
    int64_t newest = number(r, "PRAGMA user_version");
    struct store *beside = NULL;
    struct message letter;
    struct stored_post post;

    lay_down_version_1(r);
    /* Who only reads leaves it, and says who doesn't. */
    assert_int_equal(store_open(&r->store, r->path, STORE_READ, &r->err), -1);
    assert_non_null(strstr(r->err.text, "tamtam.db: schema 1 is older than this program's "));
    assert_non_null(strstr(r->err.text, "(re)start the daemon"));
    OK(store_open(&r->store, r->path, STORE_WRITE, &r->err));
    assert_int_equal(number(r, "PRAGMA user_version"), newest);
    assert_true(str_eq(schema_of(r), fresh));
    /* All that was held is held, and found. */
    OK(store_message(r->store, &r->arena, 1, &letter, &r->err));
    assert_str(letter.bytes, "a letter as it was kept");
    assert_int_equal(letter.about.n, 0);
    OK(store_post(r->store, &r->arena, 1, (struct str){0}, &town, &post, &r->err));
    assert_str(post.post.title, "De brug");
    assert_int_equal(number(r, "SELECT rowid FROM post_words WHERE post_words MATCH 'brug'"), 1);
    assert_int_equal(number(r, "SELECT count(*) FROM subscriber WHERE state = 'active'"), 1);
    /* The daemon of before still runs: nobody changes it under its feet. */
    sqlite3_exec(r->store->db, "PRAGMA user_version = 1", NULL, NULL, NULL);
    assert_int_equal(store_open(&beside, r->path, STORE_BESIDE, &r->err), -1);
    assert_non_null(strstr(r->err.text, "(re)start the daemon"));
    assert_int_equal(number(r, "PRAGMA user_version"), 1);
}

static void test_newer_version(void **state)
{
    struct rig *r = *state;
    static const enum store_mode modes[] = {STORE_READ, STORE_WRITE, STORE_CREATE};

    sqlite3_exec(r->store->db, "PRAGMA user_version = 999", NULL, NULL, NULL);
    store_close(r->store);
    r->store = NULL;
    for (int i = 0; i < 3; i++) {
        assert_int_equal(store_open(&r->store, r->path, modes[i], &r->err), -1);
        assert_non_null(strstr(r->err.text, "tamtam.db: made by a newer tamtam (schema 999; this program knows up to "));
    }
}

/* What is no database is told, and left as it is. */
static void test_no_database(void **state)
{
    struct rig *r = *state;
    struct buf bytes = {0};
    struct store *none = NULL;
    char path[80];

    snprintf(path, sizeof path, "%s/none.db", r->folder);
    assert_int_equal(store_open(&none, path, STORE_READ, &r->err), -1);
    assert_non_null(strstr(r->err.text, "none.db: No such file or directory; 'tamtam init' makes a newsroom"));
    assert_int_equal(store_open(&none, path, STORE_WRITE, &r->err), -1);
    assert_false(file_exists(path));
    for (int i = 0; i < 1000; i++)
        buf_puts(&bytes, "dit is geen database ");
    file_write(path, buf_str(&bytes), &r->err);
    assert_int_equal(store_open(&none, path, STORE_CREATE, &r->err), -1);
    assert_non_null(strstr(r->err.text, "none.db: file is not a database"));
    assert_null(none);
    struct buf after = {0};
    OK(file_read(path, &after, &r->err));
    assert_true(str_eq(buf_str(&after), buf_str(&bytes)));
    unlink(path);
    snprintf(path, sizeof path, "%s/none.db.lock", r->folder);
    unlink(path);
    buf_release(&bytes);
    buf_release(&after);
}

/* ---- posts ---- */

static int copy_post(void *context, const struct stored_post *p)
{
    struct stored_post *out = context;

    *out = *p;
    return 1;
}

static void test_there_and_back(void **state)
{
    struct rig *r = *state;
    struct str tags[] = {STR("brug"), STR("dicht")};
    struct media media[] = {{STR("https://a.example/7.jpg"), STR("image/jpeg"), STR("De brug\tligt\nopen")}, {STR("https://a.example/7.mp4"), {0}, {0}}};
    struct stored_post in = post_of(r, 7), out;

    in.post.media = media;
    in.post.nmedia = 2;
    in.post.tags = (struct strs){tags, 2, 2};
    in.post.reply_to = STR("id-3");
    in.post.lang = STR("nl-NL");
    in.post.actor = STR("Omroep");
    in.post.actor_voice = VOICE_MEDIA;
    in.post.addressed = true;
    in.marks.places[0] = 2;
    in.marks.nplaces = 1;
    in.marks.themes = 1u << THEME_AFVAL;
    in.issue = 4;
    add(r, &in);
    OK(store_post(r->store, &r->arena, 0, STR("id-7"), &town, &out, &r->err));
    assert_int_equal(out.post.seq, 7);
    assert_true(str_eq(out.post.id, in.post.id) && str_eq(out.post.text, in.post.text) && str_eq(out.post.title, in.post.title));
    assert_true(out.post.time == in.post.time && out.post.seen == in.post.seen && out.post.channel == CHANNEL_BLUESKY);
    assert_true(out.post.actor_voice == VOICE_MEDIA && out.post.voice_cue == VOICE_BELANGENGROEP &&
                out.post.source_voice == VOICE_NONE && out.post.addressed);
    assert_str(out.post.author, "pseudoniem");
    assert_str(out.post.actor, "Omroep");
    assert_str(out.post.lang, "nl-NL");
    assert_str(out.post.reply_to, "id-3");
    assert_str(out.post.source, "bron");
    assert_str(out.post.url, "https://a.example/7"); /* analysis saw it when the post came: it must see it again */
    assert_int_equal(out.post.tags.n, 2);
    assert_str(out.post.tags.v[1], "dicht");
    assert_int_equal(out.post.links.n, 0);
    assert_int_equal(out.post.nmedia, 2);
    assert_str(out.post.media[0].url, "https://a.example/7.jpg");
    assert_str(out.post.media[0].type, "image/jpeg");
    assert_str(out.post.media[0].alt, "De brug ligt open");
    assert_str(out.post.media[1].url, "https://a.example/7.mp4");
    assert_int_equal(out.post.media[1].type.n + out.post.media[1].alt.n, 0);
    assert_true(out.marks.nplaces == 1 && out.marks.places[0] == 2 && out.marks.themes == 1u << THEME_AFVAL);
    assert_int_equal(out.issue, 4);
    OK(store_post(r->store, &r->arena, 8, (struct str){0}, &town, &out, &r->err));
    assert_int_equal(out.post.seq, 0);
}

static void test_known_again(void **state)
{
    struct rig *r = *state;
    struct stored_post p = post_of(r, 1);
    struct post_keys keys = {p.post.id, STR("u1"), STR("s1")};

    OK(store_add_post(r->store, &p, &keys, &town, &r->err));
    assert_int_equal(find(r, "id-1", "", "", T0), 1);
    assert_int_equal(find(r, "x", "u1", "", T0), 1);
    assert_int_equal(find(r, "x", "x", "s1", p.post.time + 7LL * WHEN_DAY), 1);
    assert_int_equal(find(r, "x", "x", "s1", p.post.time + 7LL * WHEN_DAY + 1), 0); /* a story ages */
    assert_int_equal(find(r, "x", "x", "s1", p.post.time - 7LL * WHEN_DAY), 1);
    assert_int_equal(find(r, "x", "x", "x", T0), 0);
    p = post_of(r, 2);
    keys = (struct post_keys){.id = p.post.id};
    OK(store_add_post(r->store, &p, &keys, &town, &r->err));
    assert_int_equal(find(r, "", "", "", T0), 0); /* empty keys are not looked at */
    assert_int_equal(store_add_post(r->store, &p, &keys, &town, &r->err), -1); /* never twice */
    assert_non_null(strstr(r->err.text, r->path));
}

static int64_t hits(struct rig *r, const char *match)
{
    struct stored_post p = {.post.seq = 0};

    OK(store_matches_before(r->store, str_of(match), INT64_MAX, 5, &town, copy_post, &p, &r->err));
    return p.post.seq;
}

/* What is typed becomes such a match in tamtam/query.c. */
static void test_search(void **state)
{
    static const struct {
        const char *match;
        int64_t seq;
    } rows[] = {{"\"foto's\"", 2}, {"\"A/B-straat\"", 2}, {"\"de brug\"", 1}, {"\"brug\" NOT \"foto's\"", 1}, {"\"ber\"*", 1},
                {"NEAR(\"de\" \"brug\", 2)", 1}, {"\"xyz\"", 0}, {"\"100%\"", 2}};
    struct rig *r = *state;
    struct stored_post p = post_of(r, 1);
    struct err err;

    add(r, &p);
    p = post_of(r, 2);
    p.post.text = STR("Foto's van de @gemeente: A/B-straat en Sint-Jan, 100% dicht");
    add(r, &p);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (hits(r, rows[i].match) != rows[i].seq)
            fail_msg("%s", rows[i].match);
    assert_int_equal(store_matches_before(r->store, STR("AND (\""), INT64_MAX, 5, &town, copy_post, &p, &err), -1);
}

static void test_revision(void **state)
{
    struct rig *r = *state;
    struct stored_post p = post_of(r, 1), out;
    struct post changed;
    bool differs;

    add(r, &p);
    changed = p.post;
    OK(store_differs(r->store, 1, &changed, &differs, &r->err));
    assert_false(differs);
    changed.text = STR("De sluis is open");
    changed.seen = T0 + WHEN_DAY;
    OK(store_differs(r->store, 1, &changed, &differs, &r->err));
    assert_true(differs);
    p.marks.sentiment = SENTIMENT_POSITIEF;
    OK(store_revise_post(r->store, 1, &changed, &p.marks, &town, &r->err));
    OK(store_post(r->store, &r->arena, 1, (struct str){0}, &town, &out, &r->err));
    assert_str(out.post.text, "De sluis is open");
    assert_int_equal(out.post.seen, p.post.seen); /* first seen stays */
    assert_int_equal(out.marks.sentiment, SENTIMENT_POSITIEF);
    assert_int_equal(hits(r, "sluis"), 1);
    assert_int_equal(hits(r, "bericht1"), 0); /* nor do the old words find it */
    assert_int_equal(number(r, "SELECT sum(n) FROM tally WHERE cut = '' AND sentiment = 1"), 0);
    assert_int_equal(number(r, "SELECT sum(n) FROM tally WHERE cut = '' AND sentiment = 2"), 1);
    OK(store_revise_post(r->store, 99, &changed, &p.marks, &town, &r->err)); /* one that is not there: nothing */
    assert_int_equal(number(r, "SELECT count(*) FROM post"), 1);
}

static void test_deletion(void **state)
{
    struct rig *r = *state;
    struct stored_post p = post_of(r, 1);
    int64_t seq;

    add(r, &p);
    p = post_of(r, 2);
    add(r, &p);
    OK(store_add_case(r->store, &(struct case_row){.post = 2, .handle = STR("@jan"), .url = STR("https://a.example/2"), .time = T0}, T0,
                      &r->err));
    OK(store_put_snapshot(r->store, 2, 0, STR("state"), &r->err));
    OK(store_delete_post(r->store, 2, T0, &town, &r->err));
    assert_int_equal(find(r, "id-2", "", "", T0), -1);
    assert_int_equal(number(r, "SELECT count(*) FROM post WHERE seq = 2"), 0);
    assert_int_equal(number(r, "SELECT count(*) FROM post_address WHERE seq = 2"), 0);
    assert_int_equal(number(r, "SELECT count(*) FROM case_file"), 0);
    assert_int_equal(hits(r, "bericht2"), 0);
    assert_int_equal(hits(r, "bericht1"), 1);
    assert_int_equal(number(r, "SELECT sum(n) FROM tally WHERE cut = ''"), 1);
    OK(store_delete_post(r->store, 2, T0, &town, &r->err)); /* once more: nothing */
    assert_int_equal(number(r, "SELECT sum(n) FROM tally WHERE cut = ''"), 1);
    /* A number on the line is never given twice: the analysis' state knows the one that went. */
    OK(store_last_seq(r->store, &seq, &r->err));
    assert_int_equal(seq, 2);
}

/* ---- figures ---- */

static unsigned draw(unsigned *seed, unsigned below)
{
    *seed = *seed * 1103515245u + 12345u;
    return (*seed >> 16) % below;
}

static struct marks any_marks(unsigned *seed)
{
    struct marks m = {.voice = (enum voice)draw(seed, VOICE_COUNT), .sentiment = (enum sentiment)draw(seed, SENTIMENT_COUNT)};

    m.themes = draw(seed, 8);
    m.nplaces = (int)draw(seed, 3);
    for (int i = 0; i < m.nplaces; i++)
        m.places[i] = (uint16_t)i;
    m.npeople = (int)draw(seed, 3);
    for (int i = 0; i < m.npeople; i++)
        m.people[i] = (uint16_t)i;
    return m;
}

struct recount {
    const struct tally_query *q;
    int64_t n;
};

static bool in_cut(const struct tally_query *q, const struct marks *m)
{
    if (str_is(q->cut, "theme"))
        return m->themes >> value_of(theme_names, q->value) & 1;
    if (str_is(q->cut, "district"))
        return m->nplaces > municipality_district(&town, q->value); /* any_marks() takes the first so many */
    if (str_is(q->cut, "person"))
        return m->npeople > municipality_person(&town, q->value);
    return true;
}

static int recount_post(void *context, const struct stored_post *p)
{
    struct recount *c = context;
    const struct tally_query *q = c->q;
    int day = when_day(p->post.time);

    c->n += !p->duplicate_of && day >= q->from_day && day < q->to_day && (!q->issue || q->issue == p->issue) &&
            (q->voice < 0 || q->voice == (int)p->marks.voice) && (q->sentiment < 0 || q->sentiment == (int)p->marks.sentiment) &&
            in_cut(q, &p->marks);
    return 0;
}

static void check_count(struct rig *r, const struct tally_query *q)
{
    struct recount c = {q, 0};
    int64_t n, days[40], sum = 0;

    OK(store_posts_between(r->store, 0, INT64_MAX, &town, recount_post, &c, &r->err));
    OK(store_count(r->store, q, &n, &r->err));
    if (n != c.n)
        fail_msg("cut '%.*s' value '%.*s' issue %lld voice %d: tally %lld, recount %lld", STR_ARG(q->cut), STR_ARG(q->value),
                 (long long)q->issue, q->voice, (long long)n, (long long)c.n);
    OK(store_count_days(r->store, q, days, &r->err));
    for (int i = 0; i < q->to_day - q->from_day; i++)
        sum += days[i];
    assert_int_equal(sum, n);
}

static void check_tally(struct rig *r)
{
    static const struct {
        struct str cut, value;
    } cuts[] = {{STR_INIT(""), STR_INIT("")},
                {STR_INIT("theme"), STR_INIT("verkeer")},
                {STR_INIT("theme"), STR_INIT("openbare_ruimte")},
                {STR_INIT("district"), STR_INIT("Centrum")},
                {STR_INIT("district"), STR_INIT("Noord")},
                {STR_INIT("person"), STR_INIT("Anna de Wit")}};
    int first = when_day(T0);

    for (size_t i = 0; i < sizeof cuts / sizeof *cuts; i++) {
        struct tally_query q = {first - 1, first + 30, 0, -1, -1, cuts[i].cut, cuts[i].value};

        check_count(r, &q);
        for (q.issue = 1; q.issue < 6; q.issue++)
            check_count(r, &q);
        q.issue = 0;
        q.voice = VOICE_BEVOLKING;
        check_count(r, &q);
        q.sentiment = SENTIMENT_NEGATIEF;
        q.from_day = first + 3;
        q.to_day = first + 8;
        check_count(r, &q);
    }
    assert_int_equal(number(r, "SELECT count(*) FROM tally WHERE n < 0"), 0);
}

/* One change at random, of every kind that touches the tally. */
static void change(struct rig *r, unsigned *seed, int64_t *last)
{
    int64_t seq = 1 + (int64_t)draw(seed, (unsigned)*last + 1);
    struct marks marks = any_marks(seed);
    struct stored_post p;

    switch (draw(seed, 8)) {
    case 0:
        OK(store_set_issue(r->store, seq, (int64_t)draw(seed, 6), &town, &r->err));
        break;
    case 1:
        OK(store_set_duplicate(r->store, seq, (int64_t)draw(seed, 2), &town, &r->err));
        break;
    case 2:
        p = post_of(r, seq);
        p.post.text = STR("Anders");
        OK(store_revise_post(r->store, seq, &p.post, &marks, &town, &r->err));
        break;
    case 3:
        if (draw(seed, 3) == 0)
            OK(store_delete_post(r->store, seq, T0, &town, &r->err));
        break;
    case 4:
        if (draw(seed, 10) == 0) {
            int64_t into = 1 + draw(seed, 5), from = 1 + draw(seed, 5);

            if (into != from)
                OK(store_merge_issue(r->store, into, from, &r->err));
        }
        break;
    default:
        p = post_of(r, ++*last);
        p.post.time = T0 + (int64_t)draw(seed, 20 * 24) * WHEN_HOUR;
        p.marks = marks;
        p.issue = draw(seed, 6);
        p.duplicate_of = draw(seed, 4) == 0;
        add(r, &p);
    }
}

static void test_tally_is_a_recount(void **state)
{
    struct rig *r = *state;
    unsigned seed = 1;
    int64_t last = 0;

    OK(store_begin(r->store, &r->err));
    for (int i = 0; i < 600; i++) {
        change(r, &seed, &last);
        if (i % 100 == 99)
            check_tally(r);
    }
    OK(store_commit(r->store, &r->err));
    assert_true(number(r, "SELECT sum(n) FROM tally WHERE cut = ''") > 50);
    assert_int_equal(number(r, "SELECT count(*) FROM post_words"), number(r, "SELECT count(*) FROM post"));
    sqlite3_exec(r->store->db, "INSERT INTO post_words (post_words) VALUES ('integrity-check')", NULL, NULL, NULL);
    assert_int_equal(sqlite3_errcode(r->store->db), SQLITE_OK);
}

/* What fails in a transaction leaves nothing behind, in any table. */
static void test_roll_back(void **state)
{
    struct rig *r = *state;
    struct stored_post p = post_of(r, 1);

    p.marks.themes = 3;
    OK(store_begin(r->store, &r->err));
    add(r, &p);
    store_roll_back(r->store);
    assert_int_equal(number(r, "SELECT (SELECT count(*) FROM post) + (SELECT count(*) FROM tally) + (SELECT count(*) FROM post_address)"), 0);
    assert_int_equal(hits(r, "brug"), 0);
    store_roll_back(r->store); /* twice is well */
    OK(store_begin(r->store, &r->err));
    add(r, &p);
    OK(store_commit(r->store, &r->err));
    assert_int_equal(hits(r, "brug"), 1);
}

/* ---- issues and alerts ---- */

static void test_issues(void **state)
{
    struct rig *r = *state;
    struct stored_issue issue, *list;
    int64_t *times;
    int n;

    for (int64_t seq = 1; seq <= 6; seq++) {
        struct stored_post p = post_of(r, seq);

        p.issue = seq <= 3 ? 1 : 2;
        p.duplicate_of = seq == 6 ? 5 : 0;
        add(r, &p);
    }
    OK(store_put_issue(r->store, 1, STR("Een"), &r->err));
    OK(store_put_issue(r->store, 2, STR("Tweee"), &r->err));
    OK(store_put_issue(r->store, 2, STR("Twee"), &r->err));
    OK(store_put_issue(r->store, 3, STR("Drie"), &r->err));
    OK(store_issues_between(r->store, &r->arena, T0, T0 + WHEN_DAY, &list, &n, &r->err));
    assert_int_equal(n, 2); /* an issue without posts in the window is none of it */
    assert_true(list[0].id == 1 && list[0].posts == 3 && list[1].id == 2 && list[1].posts == 2);
    assert_str(list[1].title, "Twee");
    assert_int_equal(list[1].first, T0 + 4LL * WHEN_MINUTE);
    OK(store_times(r->store, &r->arena, 2, T0, T0 + WHEN_DAY, &times, &n, &r->err));
    assert_int_equal(n, 2);
    assert_int_equal(times[1], T0 + 5LL * WHEN_MINUTE);
    OK(store_times(r->store, &r->arena, 0, T0, T0 + 3LL * WHEN_MINUTE, &times, &n, &r->err));
    assert_int_equal(n, 2);
    /* Merges are followed to their end, however they came about. */
    OK(store_merge_issue(r->store, 2, 1, &r->err));
    OK(store_merge_issue(r->store, 3, 2, &r->err));
    OK(store_issue(r->store, &r->arena, 1, &issue, &r->err));
    assert_int_equal(issue.id, 3);
    assert_str(issue.title, "Drie");
    assert_int_equal(issue.first, T0 + WHEN_MINUTE);
    assert_int_equal(issue.last, T0 + 6LL * WHEN_MINUTE);
    OK(store_issue(r->store, &r->arena, 9, &issue, &r->err));
    assert_int_equal(issue.id, 0);
    assert_int_equal(number(r, "SELECT sum(n) FROM tally WHERE issue = 3"), 5);
}

static void test_alerts(void **state)
{
    struct rig *r = *state;
    const int64_t posts[] = {3, 4};
    struct stored_alert *list;
    int n;

    OK(store_add_alert(r->store, &(struct stored_alert){.id = 1, .time = T0, .issue = 2, .level = LEVEL_SIGNAAL, .title = STR("A"), .nposts = 1}, posts, &r->err));
    OK(store_add_alert(r->store, &(struct stored_alert){.id = 2, .time = T0 + 1, .issue = 2, .level = LEVEL_SIGNAAL, .title = STR("B")}, posts, &r->err));
    OK(store_add_alert(r->store, &(struct stored_alert){.id = 1, .time = T0 + 2, .issue = 2, .status = 1, .level = LEVEL_CRISIS, .title = STR("C"), .nposts = 2}, posts, &r->err));
    OK(store_alerts_between(r->store, &r->arena, T0, T0 + 10, &list, &n, &r->err));
    assert_int_equal(n, 2); /* the steps of one alert are one alert */
    for (int i = 0; i < n; i++)
        if (list[i].id == 1) {
            assert_int_equal(list[i].level, LEVEL_CRISIS);
            assert_str(list[i].title, "C");
        }
    OK(store_alerts_between(r->store, &r->arena, T0 + 10, T0 + 20, &list, &n, &r->err));
    assert_int_equal(n, 0);
}

/* ---- the line ---- */

struct heard {
    char text[200];
};

static int hear_post(void *context, const struct stored_post *p)
{
    struct heard *h = context;

    snprintf(h->text + strlen(h->text), sizeof h->text - strlen(h->text), "p%lld ", (long long)p->post.seq);
    return 0;
}

static int hear_action(void *context, const struct action *a)
{
    struct heard *h = context;

    snprintf(h->text + strlen(h->text), sizeof h->text - strlen(h->text), "%.*s%lld ", STR_ARG(a->kind), (long long)a->seq);
    return 0;
}

static void test_replay(void **state)
{
    struct rig *r = *state;
    struct heard heard = {{0}};
    int64_t seq;

    OK(store_last_seq(r->store, &seq, &r->err));
    assert_int_equal(seq, 0);
    for (seq = 6; seq >= 1; seq--) {
        struct stored_post p = post_of(r, seq);
        struct action a = {.seq = seq, .time = T0, .kind = STR("move"), .who = STR("w"), .a = 1};

        p.post.time = T0 - seq * WHEN_DAY; /* the line's order, not that of time */
        if (seq == 3 || seq == 6)
            OK(store_add_action(r->store, &a, &r->err));
        else
            add(r, &p);
    }
    OK(store_replay(r->store, 1, &town, hear_post, hear_action, &heard, &r->err));
    assert_string_equal(heard.text, "p2 move3 p4 p5 move6 ");
    OK(store_last_seq(r->store, &seq, &r->err));
    assert_int_equal(seq, 6);
    heard.text[0] = '\0';
    OK(store_each_in_time(r->store, &town, hear_post, &heard, &r->err));
    assert_string_equal(heard.text, "p5 p4 p2 p1 ");
    /* A window is asked by time: its end is not in it. */
    heard.text[0] = '\0';
    OK(store_posts_between(r->store, T0 - 4LL * WHEN_DAY, T0 - WHEN_DAY, &town, hear_post, &heard, &r->err));
    assert_string_equal(heard.text, "p4 p2 ");
    OK(store_set_issue(r->store, 2, 7, &town, &r->err));
    OK(store_set_issue(r->store, 5, 7, &town, &r->err));
    heard.text[0] = '\0';
    OK(store_posts_of_issue(r->store, 7, 0, T0, &town, hear_post, &heard, &r->err));
    assert_string_equal(heard.text, "p5 p2 ");
}

/* All that are marked, and of public actors the last few: also where neither is anything else. */
static void test_rumour_posts(void **state)
{
    struct rig *r = *state;
    struct heard heard = {{0}};

    for (int64_t seq = 1; seq <= 8; seq++) {
        struct stored_post p = post_of(r, seq);

        p.issue = seq == 8 ? 2 : 1;
        p.post.actor = seq >= 3 && seq <= 5 ? STR("De Courant") : (struct str){0};
        p.marks.crisis = seq == 2 || seq == 4 || seq == 7 ? 1u << CRISIS_GERUCHT : 0;
        p.duplicate_of = seq == 7 ? 2 : 0;
        if (seq == 8)
            p.post.actor = STR("De Courant");
        add(r, &p);
    }
    OK(store_rumour_posts(r->store, 1, T0, T0 + WHEN_DAY, 9, &town, hear_post, &heard, &r->err));
    assert_string_equal(heard.text, "p2 p3 p4 p5 ");
    heard.text[0] = '\0';
    OK(store_rumour_posts(r->store, 1, T0, T0 + WHEN_DAY, 1, &town, hear_post, &heard, &r->err));
    assert_string_equal(heard.text, "p2 p4 p5 ");
    heard.text[0] = '\0'; /* without a rumour no word of others is needed */
    OK(store_rumour_posts(r->store, 2, T0, T0 + WHEN_DAY, 9, &town, hear_post, &heard, &r->err));
    assert_string_equal(heard.text, "");
}

static void test_snapshot_sources_keys(void **state)
{
    struct rig *r = *state;
    struct source_row in = {.name = STR("nos"), .etag = STR("\"e\""), .next_check = T0, .failures = 3}, out;
    struct seal_key one, again, other;
    struct str bytes;
    int64_t seq, n, last;

    OK(store_snapshot(r->store, &r->arena, &seq, &bytes, &r->err));
    assert_true(seq == 0 && bytes.n == 0);
    OK(store_put_snapshot(r->store, 5, 0, STR("a\0b"), &r->err));
    OK(store_put_snapshot(r->store, 6, 0, STR("c\0d"), &r->err));
    OK(store_snapshot(r->store, &r->arena, &seq, &bytes, &r->err));
    assert_true(seq == 6 && str_eq(bytes, STR("c\0d")));
    OK(store_put_snapshot(r->store, 6, 1, STR("ef"), &r->err));
    OK(store_snapshot(r->store, &r->arena, &seq, &bytes, &r->err));
    assert_true(seq == 6 && str_eq(bytes, STR("c\0def")));

    OK(store_source(r->store, &r->arena, STR("nos"), &out, &r->err));
    assert_int_equal(out.name.n, 0);
    OK(store_put_source(r->store, &in, &r->err));
    in.failures = 4;
    OK(store_put_source(r->store, &in, &r->err));
    OK(store_source(r->store, &r->arena, STR("nos"), &out, &r->err));
    assert_str(out.etag, "\"e\"");
    assert_true(out.next_check == T0 && out.failures == 4 && out.outcome == 0);
    OK(store_source_posts(r->store, STR("nos"), T0, &n, &last, &r->err));
    assert_true(n == 0 && last == 0);

    OK(store_key(r->store, "author", 20521, &one, &r->err));
    OK(store_key(r->store, "author", 20521, &again, &r->err));
    OK(store_key(r->store, "author", 20528, &other, &r->err));
    assert_memory_equal(one.bytes, again.bytes, SEAL_KEY_BYTES);
    assert_memory_not_equal(one.bytes, other.bytes, SEAL_KEY_BYTES);
    sqlite3_exec(r->store->db, "UPDATE seal_key SET bytes = x'00' WHERE week = 20528", NULL, NULL, NULL);
    assert_int_equal(store_key(r->store, "author", 20528, &other, &r->err), -1);
    assert_non_null(strstr(r->err.text, "the author key of week 20528 is damaged"));
}

/* ---- the audit log ---- */

static void break_log(struct rig *r, const char *sql, int64_t row)
{
    char expected[60];
    int64_t rows;

    assert_int_equal(sqlite3_exec(r->store->db, "SAVEPOINT s; DROP TRIGGER audit_no_update; DROP TRIGGER audit_no_delete", NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_exec(r->store->db, sql, NULL, NULL, NULL), SQLITE_OK);
    snprintf(expected, sizeof expected, "the audit log is broken at row %lld", (long long)row);
    if (store_verify_audit(r->store, &rows, &r->err) == 0)
        fail_msg("not seen: %s", sql);
    assert_non_null(strstr(r->err.text, expected));
    assert_int_equal(sqlite3_exec(r->store->db, "ROLLBACK TO s; RELEASE s", NULL, NULL, NULL), SQLITE_OK);
}

static void test_audit(void **state)
{
    struct rig *r = *state;
    struct audit_row row = {STR("search"), STR("brug"), STR("done"), STR("command line"), STR("Jo"), T0};
    int64_t rows;

    OK(store_verify_audit(r->store, &rows, &r->err));
    assert_int_equal(rows, 0);
    for (int i = 0; i < 4; i++) {
        row.time++;
        OK(store_add_audit(r->store, &row, &r->err));
    }
    OK(store_verify_audit(r->store, &rows, &r->err));
    assert_int_equal(rows, 4);
    /* Neither a command nor a hand with SQL can change or remove a row ... */
    assert_int_not_equal(sqlite3_exec(r->store->db, "UPDATE audit SET actor = 'X'", NULL, NULL, NULL), SQLITE_OK);
    assert_int_not_equal(sqlite3_exec(r->store->db, "DELETE FROM audit WHERE row = 2", NULL, NULL, NULL), SQLITE_OK);
    assert_int_not_equal(sqlite3_exec(r->store->db, "DELETE FROM audit", NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(number(r, "SELECT count(*) FROM audit WHERE actor = 'Jo'"), 4);
    /* ... and whoever takes the triggers away first is seen by the chain. */
    break_log(r, "UPDATE audit SET actor = 'X' WHERE row = 2", 2);
    break_log(r, "UPDATE audit SET time = 0 WHERE row = 4", 4);
    break_log(r, "DELETE FROM audit WHERE row = 3", 3);
    break_log(r, "DELETE FROM audit WHERE row = 1", 1);
    break_log(r, "UPDATE audit SET object = result, result = object WHERE row = 1", 1);
    break_log(r, "UPDATE audit SET hash = 'x' WHERE row = 3", 3);
    OK(store_verify_audit(r->store, &rows, &r->err));
}

/* ---- speed ---- */

static int keep_quiet(void *context, const struct stored_post *p)
{
    (void)context;
    (void)p;
    return 0;
}

/* Asks everything once, so that every statement is at hand. */
static void ask_everything(struct rig *r)
{
    struct tally_query q = {20000, 20001, 0, -1, -1, {0}, {0}};
    int64_t days[1], n;

    store_posts_between(r->store, T0, T0 + 1, &town, keep_quiet, NULL, &r->err);
    store_posts_of_issue(r->store, 1, T0, T0 + 1, &town, keep_quiet, NULL, &r->err);
    store_replay(r->store, 5, &town, keep_quiet, hear_action, NULL, &r->err);
    store_remark_post(r->store, &(struct stored_post){.post.seq = 9}, &town, &r->err);
    q.issue = 1;
    store_count(r->store, &q, &n, &r->err);
    store_count_days(r->store, &q, days, &r->err);
}

/* Reading all of a table is right where everything is wanted, and a scan where it ends at the first row. */
static bool may_scan(const char *sql)
{
    static const char *const whole[] = {"SELECT seq FROM post ORDER BY time, seq", "SELECT row, time, action", "SELECT (SELECT count(*) FROM post)",
                                        "SELECT sum(length(bytes)) FROM snapshot", "SELECT seq, bytes FROM snapshot",
                                        "UPDATE post SET issue = 0, duplicate_of = 0",
                                        "SELECT row, hash FROM audit ORDER BY row DESC LIMIT 1"};

    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
        if (strncmp(sql, whole[i], strlen(whole[i])) == 0)
            return true;
    return false;
}

static void check_plan(struct rig *r, const char *sql)
{
    char explain[4000];
    sqlite3_stmt *plan;

    snprintf(explain, sizeof explain, "EXPLAIN QUERY PLAN %s", sql);
    assert_int_equal(sqlite3_prepare_v2(r->store->db, explain, -1, &plan, NULL), SQLITE_OK);
    while (sqlite3_step(plan) == SQLITE_ROW) {
        const char *detail = (const char *)sqlite3_column_text(plan, 3);
        bool scan = strncmp(detail, "SCAN ", 5) == 0 && !strstr(detail, "VIRTUAL TABLE INDEX") && !strstr(detail, "CONSTANT ROW") &&
                    strncmp(detail, "SCAN (subquery", 14) != 0 && strcmp(detail, "SCAN w") != 0; /* the few rows of a window */

        if (scan)
            fail_msg("%s: %s", detail, sql);
    }
    sqlite3_finalize(plan);
}

static void test_no_scans(void **state)
{
    struct rig *r = *state;
    struct stored_post p = post_of(r, 2);
    int checked = 0;

    /* Everything of the other tests, on this one store. */
    test_issues(state);
    test_alerts(state);
    test_audit(state);
    test_snapshot_sources_keys(state);
    ask_everything(r);
    hits(r, "brug");
    find(r, "x", "x", "x", T0);
    OK(store_add_case(r->store, &(struct case_row){.post = 1, .handle = STR("@a"), .url = STR("u"), .time = T0}, T0, &r->err));
    OK(store_add_action(r->store, &(struct action){.seq = 90, .kind = STR("x")}, &r->err));
    OK(store_set_issue(r->store, 2, 3, &town, &r->err));
    OK(store_revise_post(r->store, 2, &p.post, &p.marks, &town, &r->err));
    OK(store_delete_post(r->store, 2, T0, &town, &r->err));
    for (int i = 0; i < r->store->nstatements; i++) {
        const char *sql = r->store->statements[i].sql;

        if (may_scan(sql))
            continue;
        check_plan(r, sql);
        checked++;
    }
    assert_true(checked >= 35);
}

/* A story whose first teller goes is still told, and counted once. */
static void test_copies_outlive_the_original(void **state)
{
    struct rig *r = *state;

    for (int64_t seq = 1; seq <= 3; seq++) {
        struct stored_post p = post_of(r, seq);

        p.duplicate_of = seq == 1 ? 0 : 1;
        add(r, &p);
    }
    OK(store_delete_post(r->store, 1, T0, &town, &r->err));
    assert_int_equal(number(r, "SELECT duplicate_of FROM post WHERE seq = 2"), 0);
    assert_int_equal(number(r, "SELECT duplicate_of FROM post WHERE seq = 3"), 2);
    assert_int_equal(number(r, "SELECT sum(n) FROM tally WHERE cut = ''"), 1);
}

static bool is_felt(struct rig *r, struct store *watching, struct pulse *pulse)
{
    bool changed;

    OK(store_pulse(watching, pulse, &changed, &r->err));
    return changed;
}

/* What another connection did is felt once, also a second answer to an alert in the same millisecond, and a step with a case. */
static void test_pulse(void **state)
{
    static const char *const answers[] = {"confirmed", "dismissed"};
    struct rig *r = *state;
    struct store *watching;
    struct case_row row = {.post = 7, .time = T0};
    struct case_note note = {T0, STR("webcare"), STR("neem"), STR("")};
    struct pulse pulse = {.version = -1};

    OK(store_open(&watching, r->path, STORE_READ, &r->err));
    is_felt(r, watching, &pulse);
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
        struct alert_answer answer = {str_of(answers[i]), STR("analist"), T0};

        OK(store_put_answer(r->store, 1, &answer, &r->err));
        assert_true(is_felt(r, watching, &pulse));
        assert_false(is_felt(r, watching, &pulse));
    }
    OK(store_add_case(r->store, &row, T0, &r->err));
    assert_true(is_felt(r, watching, &pulse));
    assert_int_equal(pulse.open_cases, 1);
    OK(store_add_case_note(r->store, row.post, &note, &r->err));
    assert_true(is_felt(r, watching, &pulse));
    store_close(watching);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(test_opening),
        TEST(test_older_version),
        TEST(test_newer_version),
        TEST(test_no_database),
        TEST(test_there_and_back),
        TEST(test_known_again),
        TEST(test_search),
        TEST(test_revision),
        TEST(test_deletion),
        TEST(test_copies_outlive_the_original),
        TEST(test_tally_is_a_recount),
        TEST(test_roll_back),
        TEST(test_issues),
        TEST(test_alerts),
        TEST(test_pulse),
        TEST(test_replay),
        TEST(test_rumour_posts),
        TEST(test_snapshot_sources_keys),
        TEST(test_audit),
        TEST(test_no_scans),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

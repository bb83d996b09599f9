/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* rooms: base store analysis listener tamtam desk */
/*
 * The line: whatever breaks it off, what comes out in the end is what an uninterrupted run gives. The posts are the sample of
 * examples/turfbrug; run from the root of the tree.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>
#include <signal.h>

#include "analysis/features.h"
#include "base/file.h"
#include "base/record.h"
#include "base/when.h"
#include "desk/capturer.h"
#include "desk/desk.h"
#include "desk/reason.h"
#include "desk/study.h"
#include "store/db.h"

#define NOW 1773615540000LL /* 2026-03-15T22:59:00Z, after the last post */

/* ---- the sample ---- */

static struct sample {
    struct entry *v;
    int n, cap;
    struct arena arena;
} sample;

enum { FIRST = 230, MOST = 660 }; /* one whole chunk, and more; the days with the incident among them */

static int read_sample(void **state)
{
    struct buf text = {0};
    struct str rest;
    struct err err;

    (void)state;
    if (file_read("examples/turfbrug/sample/posts.jsonl", &text, &err))
        return -1;
    rest = buf_str(&text);
    for (int i = 0; i < FIRST; i++)
        str_cut(&rest, '\n');
    while (rest.n && sample.n < MOST) {
        json_t *object = record_parse(str_cut(&rest, '\n'), &err);

        MEM_GROW(sample.v, sample.n, sample.cap);
        if (!object || record_entry(&sample.v[sample.n++], object, &sample.arena, &err))
            return -1;
        json_decref(object);
    }
    buf_release(&text);
    return sample.n == MOST ? 0 : -1;
}

static int forget_sample(void **state)
{
    (void)state;
    free(sample.v);
    arena_release(&sample.arena);
    return 0;
}

/* ---- a newsroom ---- */

struct rig {
    char folder[40];
    struct desk d;
    struct err err;
};

static char *inside(const struct rig *r, const char *name)
{
    static char path[80];

    snprintf(path, sizeof path, "%.39s/%.39s", r->folder, name);
    return path;
}

static void check_result(struct rig *r, int result)
{
    if (result)
        fail_msg("%s", r->err.text);
}
#define OK(call) check_result(r, call)

/* Keys that the test knows, so that two newsrooms give the same posts the same names. */
static void plant_keys(struct rig *r, const char *identity)
{
    struct store *store;
    char sql[200];
    int monday = when_day_of(2026, 2, 2);

    OK(store_open(&store, inside(r, "tamtam.db"), STORE_CREATE, &r->err));
    snprintf(sql, sizeof sql, "INSERT INTO seal_key VALUES ('identity', 0, CAST('%s' AS BLOB))", identity);
    sqlite3_exec(store->db, sql, NULL, NULL, NULL);
    for (int i = 0; i < 12; i++) {
        snprintf(sql, sizeof sql, "INSERT INTO seal_key VALUES ('author', %d, zeroblob(32))", monday + 7 * i);
        sqlite3_exec(store->db, sql, NULL, NULL, NULL);
    }
    store_close(store);
}

static void open_desk(struct rig *r)
{
    struct faults faults = {0};

    memset(&r->d, 0, sizeof r->d);
    OK(desk_open(&r->d, r->folder, DESK_WRITE, true, &faults, &r->err));
}

static void start_with(struct rig *r, const char *identity)
{
    char *town = realpath("examples/turfbrug/tamtam.conf", NULL);
    char *lexicons = realpath("lexicons", NULL);

    memset(r, 0, sizeof *r);
    strcpy(r->folder, "/tmp/tamtam_desk_XXXXXX");
    assert_non_null(mkdtemp(r->folder));
    assert_int_equal(symlink(town, inside(r, "tamtam.conf")), 0);
    assert_int_equal(symlink(lexicons, inside(r, "lexicons.d")), 0);
    free(town);
    free(lexicons);
    plant_keys(r, identity);
    open_desk(r);
}

static void start(struct rig *r)
{
    start_with(r, "an identity key of 32 bytes ....");
}

static void stop(struct rig *r)
{
    static const char *const names[] = {"tamtam.conf", "lexicons.d", "tamtam.db", "tamtam.db-wal", "tamtam.db-shm", "tamtam.db.lock"};

    desk_close(&r->d);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        unlink(inside(r, names[i]));
    rmdir(r->folder);
}

/* As kill -9 leaves it: what was not committed is gone. */
static void kill_desk(struct rig *r)
{
    desk_close(&r->d);
    open_desk(r);
}

static void take(struct rig *r, const struct entry *e)
{
    OK(desk_take(&r->d, NULL, e, NOW, &r->err));
}

static void take_some(struct rig *r, int from, int to)
{
    for (int i = from; i < to; i++)
        take(r, &sample.v[i]);
}

static int64_t number(struct rig *r, const char *sql)
{
    sqlite3_stmt *s;
    int64_t n = -1;

    assert_int_equal(sqlite3_prepare_v2(r->d.store->db, sql, -1, &s, NULL), SQLITE_OK);
    if (sqlite3_step(s) == SQLITE_ROW)
        n = sqlite3_column_int64(s, 0);
    sqlite3_finalize(s);
    return n;
}

/* ---- everything that is known, as text ---- */

static void dump(struct rig *r, struct buf *out)
{
    static const char *const queries[] = {
        "SELECT seq, id, time, author, issue, duplicate_of, title, text, marks FROM post ORDER BY seq",
        "SELECT id, merged_into, title FROM issue ORDER BY id",
        "SELECT id, step, time, status, level, issue, title, reason, posts FROM alert ORDER BY id, step",
        "SELECT cut, value, day, issue, voice, sentiment, channel, n FROM tally WHERE n <> 0 ORDER BY 1, 2, 3, 4, 5, 6, 7",
        "SELECT post, handle, url FROM case_file ORDER BY post",
        "SELECT id FROM tombstone ORDER BY id",
    };

    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
        sqlite3_stmt *s;

        assert_int_equal(sqlite3_prepare_v2(r->d.store->db, queries[i], -1, &s, NULL), SQLITE_OK);
        while (sqlite3_step(s) == SQLITE_ROW) {
            buf_printf(out, "%zu", i);
            for (int c = 0; c < sqlite3_column_count(s); c++)
                buf_printf(out, " | %s", (const char *)sqlite3_column_text(s, c));
            buf_putc(out, '\n');
        }
        sqlite3_finalize(s);
    }
}

/* The first line that differs says more than a thousand that don't. */
static void assert_same(const struct buf *wanted, const struct buf *got)
{
    struct str a = buf_str(wanted), b = buf_str(got);

    while (a.n || b.n) {
        struct str x = str_cut(&a, '\n'), y = str_cut(&b, '\n');

        if (!str_eq(x, y))
            fail_msg("wanted %.*s\n   got %.*s", (int)(x.n < 700 ? x.n : 700), x.n ? x.p : "", (int)(y.n < 700 ? y.n : 700), y.n ? y.p : "");
    }
}

static void assert_dump(struct rig *r, const struct buf *wanted)
{
    struct buf got = {0};

    dump(r, &got);
    assert_same(wanted, &got);
    buf_release(&got);
}

/* What an uninterrupted run gives; made once. */
static const struct buf *whole_run(void)
{
    static struct buf whole;
    struct rig rig, *r = &rig;

    if (whole.n == 0) {
        start(r);
        take_some(r, 0, sample.n);
        OK(desk_flush(&r->d, &r->err));
        assert_true(r->d.counts.stored > 600);
        assert_true(number(r, "SELECT count(*) FROM issue") > 10);
        assert_true(number(r, "SELECT count(*) FROM alert") > 0);
        dump(r, &whole);
        stop(r);
    }
    return &whole;
}

/* ---- the line broken off ---- */

static void test_killed_between_chunks(void **state)
{
    struct rig rig, *r = &rig;
    int64_t stored;

    (void)state;
    start(r);
    take_some(r, 0, 600); /* one chunk is committed, no snapshot */
    stored = number(r, "SELECT count(*) FROM post");
    assert_true(stored > 400 && stored <= 500);
    kill_desk(r);
    assert_int_equal(number(r, "SELECT count(*) FROM post"), stored);
    take_some(r, 0, sample.n); /* the source tells all of it again */
    OK(desk_flush(&r->d, &r->err));
    assert_int_equal(r->d.counts.seen, sample.n);
    assert_int_equal(r->d.counts.stored + r->d.counts.known, sample.n);
    assert_dump(r, whole_run());
    stop(r);
}

static void test_killed_after_a_snapshot(void **state)
{
    struct rig rig, *r = &rig;

    (void)state;
    start(r);
    take_some(r, 0, 100);
    OK(desk_flush(&r->d, &r->err));
    kill_desk(r);
    take_some(r, 100, 650); /* a chunk behind the snapshot */
    kill_desk(r);
    assert_true(r->d.snapshot_seq < r->d.seq);
    take_some(r, 550, sample.n);
    OK(desk_flush(&r->d, &r->err));
    assert_dump(r, whole_run());
    stop(r);
}

/* A snapshot that can't be read is no loss: the line is replayed from its start. */
static void test_broken_snapshot(void **state)
{
    struct rig rig, *r = &rig;

    (void)state;
    start(r);
    take_some(r, 0, 400);
    OK(desk_flush(&r->d, &r->err));
    sqlite3_exec(r->d.store->db, "UPDATE snapshot SET bytes = zeroblob(5000)", NULL, NULL, NULL);
    kill_desk(r);
    take_some(r, 400, sample.n);
    OK(desk_flush(&r->d, &r->err));
    assert_dump(r, whole_run());
    stop(r);
}

/* A post that changed or went after its chunk was committed: a replay can no longer see what the analysis saw. */
static void change_the_past(struct rig *r)
{
    struct entry revised, deleted;

    for (int i = 10; i < 480; i += 7) {
        revised = sample.v[i];
        revised.text = STR("Deze tekst is later veranderd en gaat over heel iets anders: de kermis op het Marktplein.");
        take(r, &revised);
        deleted = sample.v[i + 3];
        deleted.deleted = true;
        take(r, &deleted);
    }
    while (desk_waiting(&r->d)) /* until the chunk is full */
        take(r, &sample.v[499]);
}

static void test_killed_after_changes(void **state)
{
    struct rig rig, *r = &rig;
    struct buf wanted = {0};

    (void)state;
    start(r);
    take_some(r, 0, 500);
    change_the_past(r);
    take_some(r, 500, sample.n);
    OK(desk_flush(&r->d, &r->err));
    assert_true(r->d.counts.revised > 40 && r->d.counts.deleted > 40);
    dump(r, &wanted);
    stop(r);

    start(r);
    take_some(r, 0, 500);
    change_the_past(r);
    kill_desk(r);
    change_the_past(r);
    take_some(r, 500, sample.n);
    OK(desk_flush(&r->d, &r->err));
    assert_dump(r, &wanted);
    stop(r);
    buf_release(&wanted);
}

/* A desk that listens reads the state of the analysis at its first post, and goes on from there as any other. */
static void test_state_is_read_at_the_first_post(void **state)
{
    struct rig rig, *r = &rig;
    struct faults faults = {0};

    (void)state;
    start(r);
    take_some(r, 0, 500);
    OK(desk_flush(&r->d, &r->err));
    desk_close(&r->d);
    OK(desk_open(&r->d, r->folder, DESK_LISTEN, true, &faults, &r->err));
    OK(desk_flush(&r->d, &r->err));
    assert_true(r->d.asleep);
    take_some(r, 500, sample.n);
    OK(desk_flush(&r->d, &r->err));
    assert_false(r->d.asleep);
    assert_dump(r, whole_run());
    stop(r);
}

/* ---- what comes twice, changes, or goes ---- */

static void test_nothing_twice(void **state)
{
    struct rig rig, *r = &rig;

    (void)state;
    start(r);
    take_some(r, 0, sample.n);
    take_some(r, 0, sample.n); /* in the same run ... */
    OK(desk_flush(&r->d, &r->err));
    assert_int_equal(r->d.counts.seen, 2 * sample.n);
    assert_true(r->d.counts.known >= sample.n);
    assert_int_equal(r->d.counts.revised, 0);
    assert_dump(r, whole_run());
    kill_desk(r); /* ... and in the next */
    take_some(r, 0, sample.n);
    OK(desk_flush(&r->d, &r->err));
    assert_int_equal(r->d.counts.stored, 0);
    assert_dump(r, whole_run());
    stop(r);
}

/*
 * The author key turns on Monday at midnight, between two entries of a poll. Half of them tell no time, so that theirs is the
 * moment they were first seen. The same feed read again in the new week doubles nothing and changes no pseudonym.
 */
static void test_keys_turn_within_a_poll(void **state)
{
    enum { ENTRIES = 60 };
    int64_t midnight = when_at(when_day_of(2026, 3, 16), 0, 0);
    struct rig rig, *r = &rig;
    struct buf before = {0};

    (void)state;
    start(r);
    assert_int_equal(sqlite3_exec(r->d.store->db, "DELETE FROM seal_key WHERE kind = 'author'", NULL, NULL, NULL), SQLITE_OK);
    for (int round = 0; round < 3; round++) {
        r->d.counts.stored = 0;
        for (int i = 0; i < ENTRIES; i++) {
            struct entry e = sample.v[i];
            int64_t now = round ? midnight + round * (int64_t)WHEN_DAY : midnight + (i < ENTRIES / 2 ? -1 : 1);

            e.author = i % 3 ? e.author : STR("@lotte@m.example");
            e.time = i % 2 ? TIME_NONE : e.time;
            OK(desk_take(&r->d, NULL, &e, now, &r->err));
        }
        OK(desk_flush(&r->d, &r->err));
        if (round == 0) {
            dump(r, &before);
            assert_true(r->d.counts.stored > ENTRIES / 2);
        } else {
            assert_int_equal(r->d.counts.stored, 0);
            assert_dump(r, &before);
        }
        if (round == 1)
            kill_desk(r);
    }
    assert_true(number(r, "SELECT count(DISTINCT author) FROM post WHERE author <> '' AND time BETWEEN 1773615599999 AND 1773615600001") > 1);
    assert_int_equal(number(r, "SELECT count(*) FROM seal_key WHERE kind = 'author' AND week IN (20521, 20528)"), 2);
    buf_release(&before);
    stop(r);
}

static void test_revised_and_deleted(void **state)
{
    struct rig rig, *r = &rig;
    struct entry e = sample.v[1], gone = sample.v[2];

    (void)state;
    start(r);
    take_some(r, 0, 5);
    OK(desk_flush(&r->d, &r->err));
    e.text = STR("Wat een prachtige nieuwe brug, heel erg bedankt!");
    take(r, &e);
    gone.deleted = true;
    take(r, &gone);
    OK(desk_flush(&r->d, &r->err));
    assert_int_equal(r->d.counts.revised, 1);
    assert_int_equal(r->d.counts.deleted, 1);
    assert_int_equal(number(r, "SELECT count(*) FROM post"), 4);
    assert_int_equal(number(r, "SELECT count(*) FROM post WHERE text LIKE '%prachtige nieuwe brug%' AND marks LIKE '%positief%'"), 1);
    gone.deleted = false; /* what was deleted at its source does not come back */
    take(r, &gone);
    take(r, &e);
    OK(desk_flush(&r->d, &r->err));
    assert_int_equal(r->d.counts.refused, 1);
    assert_int_equal(r->d.counts.known, 1);
    assert_int_equal(number(r, "SELECT count(*) FROM post"), 4);
    gone = sample.v[100]; /* a notice of what was never held */
    gone.deleted = true;
    take(r, &gone);
    OK(desk_flush(&r->d, &r->err));
    assert_int_equal(r->d.counts.deleted, 1);
    stop(r);
}

/* What its writer keeps from programs isn't taken in, and goes when it was; a public actor's words are public. */
static void test_withheld(void **state)
{
    struct rig rig, *r = &rig;
    struct entry held = sample.v[1], fresh = sample.v[100], actor = sample.v[101];

    (void)state;
    start(r);
    take_some(r, 0, 5);
    OK(desk_flush(&r->d, &r->err));
    held.withheld = fresh.withheld = actor.withheld = true;
    held.author = fresh.author = STR("lotte");
    held.handle = fresh.handle = (struct str){0};
    actor.author = r->d.town.actors[0].name;
    actor.handle = (struct str){0};
    take(r, &held);
    take(r, &fresh);
    take(r, &actor);
    OK(desk_flush(&r->d, &r->err));
    assert_int_equal(r->d.counts.deleted, 1);
    assert_int_equal(number(r, "SELECT count(*) FROM post"), 5);
    stop(r);
}

/* The order in which a round happens to bring its posts makes no difference within a chunk. */
static void test_order_within_a_chunk(void **state)
{
    struct rig rig, *r = &rig;
    struct buf forth = {0};

    (void)state;
    start(r);
    take_some(r, 0, 300);
    OK(desk_flush(&r->d, &r->err));
    dump(r, &forth);
    stop(r);
    start(r);
    for (int i = 299; i >= 0; i--)
        take(r, &sample.v[i]);
    OK(desk_flush(&r->d, &r->err));
    assert_dump(r, &forth);
    stop(r);
    buf_release(&forth);
}

/* Many feeds date their entries by the day: entries of one moment come in the same order whatever the newsroom's keys are. */
static void test_order_within_a_moment(void **state)
{
    static const char *const keys[] = {"an identity key of 32 bytes ....", "another key, it has 32 bytes too"};
    char *order[2];

    (void)state;
    for (int k = 0; k < 2; k++) {
        struct rig rig, *r = &rig;
        struct buf texts = {0};
        sqlite3_stmt *s;

        start_with(r, keys[k]);
        for (int i = 0; i < 20; i++) {
            struct entry e = sample.v[i];

            e.time = sample.v[0].time;
            take(r, &e);
        }
        OK(desk_flush(&r->d, &r->err));
        sqlite3_prepare_v2(r->d.store->db, "SELECT text FROM post ORDER BY seq", -1, &s, NULL);
        while (sqlite3_step(s) == SQLITE_ROW)
            buf_printf(&texts, "%s\n", (const char *)sqlite3_column_text(s, 0));
        sqlite3_finalize(s);
        order[k] = strdup(buf_c(&texts));
        buf_release(&texts);
        stop(r);
    }
    assert_string_equal(order[0], order[1]);
    free(order[0]);
    free(order[1]);
}

/* A reply to one of the own channels is addressed, also when both come in one chunk, in whatever order. */
static void test_reply_in_the_same_chunk(void **state)
{
    struct rig rig, *r = &rig;
    struct entry own = {.guid = STR("tag:own"), .time = NOW - 2LL * WHEN_HOUR, .updated = TIME_NONE, .author = STR("@gemeenteturfbrug"),
                        .text = STR("De brug is dicht.")};
    struct entry reply = {.guid = STR("tag:reply"), .time = NOW - WHEN_HOUR, .updated = TIME_NONE, .author = STR("@jan"),
                          .text = STR("Hoe lang nog?"), .reply_to = STR("tag:own")};

    (void)state;
    start(r);
    take(r, &reply);
    take(r, &own);
    OK(desk_flush(&r->d, &r->err));
    assert_int_equal(number(r, "SELECT count(*) FROM post WHERE addressed = 1 AND text = 'Hoe lang nog?'"), 1);
    assert_int_equal(number(r, "SELECT count(*) FROM case_file WHERE handle = '@jan'"), 1);
    stop(r);
}

/* ---- a commit that fails ---- */

static void test_full_disk(void **state)
{
    struct rig rig, *r = &rig;
    struct rlimit before, little;
    struct buf kept = {0};
    struct stat wal;
    int result = 0;

    (void)state;
    start(r);
    take_some(r, 0, 500);
    dump(r, &kept);
    assert_int_equal(stat(inside(r, "tamtam.db-wal"), &wal), 0);
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    little = (struct rlimit){(rlim_t)wal.st_size + 20000, before.rlim_max};
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &little), 0);
    for (int i = 0; i < 700 && result == 0; i++)
        result = desk_take(&r->d, NULL, &sample.v[i], NOW, &r->err);
    if (result == 0)
        result = desk_flush(&r->d, &r->err);
    setrlimit(RLIMIT_FSIZE, &before);
    assert_int_equal(result, -1);
    assert_non_null(strstr(r->err.text, "tamtam.db: ")); /* where; then SQLite says what */
    assert_dump(r, &kept);
    assert_int_equal(r->d.counts.stored, number(r, "SELECT count(*) FROM post"));
    /* There is room again: the very same desk goes on as if nothing had been. */
    take_some(r, 500, sample.n);
    OK(desk_flush(&r->d, &r->err));
    assert_dump(r, whole_run());
    stop(r);
    buf_release(&kept);
}

/* ---- marks ---- */

/* An entry of the sample by the number it got on the line. */
struct heard {
    int64_t seq;
    const struct entry *entry;
};

static int by_seq(const void *x, const void *y)
{
    const struct heard *a = x, *b = y;

    return (a->seq > b->seq) - (a->seq < b->seq);
}

/* The entries that became posts, in the order of the line. */
static int posts_heard(struct rig *r, struct heard *heard, int n, struct arena *a)
{
    int posts = 0;

    for (int i = 0; i < n; i++) {
        struct capture_facts facts = {.seen = NOW};
        struct captured captured;
        struct stored_post held;

        capture_entry(&captured, &r->d.capturer->capture, NULL, &sample.v[i], &facts, a);
        OK(store_post(r->d.store, a, 0, captured.post.id, &r->d.town, &held, &r->err));
        if (held.post.seq)
            heard[posts++] = (struct heard){held.post.seq, &sample.v[i]};
        arena_clear(a);
    }
    qsort(heard, (size_t)posts, sizeof *heard, by_seq);
    return posts;
}

static int pass_over(void *context, const struct changes *changes)
{
    (void)context;
    (void)changes;
    return 0;
}

static char *marks_text(const struct marks *m, const struct municipality *town)
{
    json_t *object = record_of_marks(m, town);
    char *text = json_dumps(object, RECORD_STYLE);

    json_decref(object);
    return text;
}

/* What the store holds is what a desk without a store makes of the same posts in the same order, and what analysis makes of the held text. */
static void test_stored_marks_are_fresh_marks(void **state)
{
    enum { POSTS = 300 };
    struct rig rig, *r = &rig;
    struct heard heard[POSTS];
    struct faults faults = {0};
    struct arena a = {0};
    struct desk other = {0};
    int n, settled = 0;

    (void)state;
    start(r);
    take_some(r, 0, POSTS);
    OK(desk_flush(&r->d, &r->err));
    OK(desk_open(&other, r->folder, DESK_STUDY, true, &faults, &r->err));
    n = posts_heard(r, heard, POSTS, &a);
    assert_true(n > POSTS / 2);
    for (int i = 0; i < n; i++) {
        struct stored_post held;
        struct marks fresh, again;
        char *texts[3];

        OK(store_post(r->d.store, &a, heard[i].seq, (struct str){0}, &r->d.town, &held, &r->err));
        study_post(&other, heard[i].entry, i + 1, &fresh, NULL, pass_over, NULL);
        analyse_post(r->d.analyser, r->d.scratch, &held.post, &again, NULL, NULL);
        settled += again.themes != fresh.themes || again.crisis != fresh.crisis;
        again.themes = fresh.themes; /* the posts before it bear on these */
        again.crisis = fresh.crisis;
        texts[0] = marks_text(&held.marks, &r->d.town);
        texts[1] = marks_text(&fresh, &r->d.town);
        texts[2] = marks_text(&again, &r->d.town);
        assert_string_equal(texts[0], texts[1]);
        assert_string_equal(texts[0], texts[2]);
        for (int k = 0; k < 3; k++)
            free(texts[k]);
        arena_clear(&a);
    }
    assert_true(settled > 0);
    desk_close(&other);
    arena_release(&a);
    stop(r);
}

/* A jurist reads no names of the code. */
static void test_every_feature_has_dutch_words(void **state)
{
    (void)state;
    for (int f = 0; f < FEATURE_COUNT; f++) {
        char name[FEATURE_NAME_BYTES];
        struct buf told = {0};

        feature_name(f, name);
        reason_entry(&told, str_of(name));
        if (str_eq_nocase(buf_str(&told), str_of(name + 1)) || strchr(buf_c(&told), '_'))
            fail_msg("%s is told as '%s'", name, buf_c(&told));
        buf_release(&told);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_killed_between_chunks), cmocka_unit_test(test_killed_after_a_snapshot),
        cmocka_unit_test(test_broken_snapshot),       cmocka_unit_test(test_killed_after_changes),
        cmocka_unit_test(test_state_is_read_at_the_first_post),
        cmocka_unit_test(test_nothing_twice),         cmocka_unit_test(test_keys_turn_within_a_poll),
        cmocka_unit_test(test_revised_and_deleted),
        cmocka_unit_test(test_withheld),
        cmocka_unit_test(test_order_within_a_chunk),  cmocka_unit_test(test_order_within_a_moment),
        cmocka_unit_test(test_reply_in_the_same_chunk), cmocka_unit_test(test_full_disk),
        cmocka_unit_test(test_stored_marks_are_fresh_marks),
        cmocka_unit_test(test_every_feature_has_dutch_words),
    };

    return cmocka_run_group_tests(tests, read_sample, forget_sample);
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* What the law takes away, and the copy that is kept elsewhere. */
#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/when.h"
#include "store/db.h"

enum { UNCONFIRMED_DAYS = 30, BACKUP_PAGES = 256, BACKUP_PAUSE_MS = 5 };

/* What goes, told and done by the same conditions. ?1 texts before, ?2 addresses before, ?3 weeks before (a civil day), ?4 asked before. */
static const struct {
    size_t count; /* the field of struct retained */
    const char *tell, *take;
} goes[] = {
    {offsetof(struct retained, addresses),
     "SELECT count(*) FROM post_address WHERE time < max(?2, ?1) + 0 * ?3 + 0 * ?4",
     "DELETE FROM post_address WHERE time < max(?2, ?1) + 0 * ?3 + 0 * ?4"},
    {offsetof(struct retained, keys),
     "SELECT count(*) FROM seal_key WHERE kind = 'author' AND week + 7 <= ?3 + 0 * (?1 + ?2 + ?4)",
     "DELETE FROM seal_key WHERE kind = 'author' AND week + 7 <= ?3 + 0 * (?1 + ?2 + ?4)"},
    {offsetof(struct retained, messages),
     "SELECT count(*) FROM outbox WHERE state <> 'waiting' AND made < ?1 + 0 * (?2 + ?3 + ?4)",
     "DELETE FROM outbox WHERE state <> 'waiting' AND made < ?1 + 0 * (?2 + ?3 + ?4)"},
    {offsetof(struct retained, jobs),
     "SELECT count(*) FROM job WHERE state <> 'waiting' AND due < ?1 AND ended < ?1 + 0 * (?2 + ?3 + ?4)",
     "DELETE FROM job WHERE state <> 'waiting' AND due < ?1 AND ended < ?1 + 0 * (?2 + ?3 + ?4)"},
    {offsetof(struct retained, subscribers),
     "SELECT count(*) FROM subscriber WHERE state = 'asked' AND asked < ?4 + 0 * (?1 + ?2 + ?3)",
     "DELETE FROM subscriber WHERE state = 'asked' AND asked < ?4 + 0 * (?1 + ?2 + ?3)"},
};

/* The search index wants the old words to take them out. Cases stay until they are closed. */
static int take_posts_before(struct store *s, int64_t before, int64_t now, struct err *err)
{
    static const char words[] = "INSERT INTO post_words (post_words, rowid, title, text) SELECT 'delete', seq, title, text FROM post"
                                " WHERE time < ? AND seq NOT IN (SELECT post FROM case_file WHERE state <> 'gearchiveerd')";
    static const char graves[] = "INSERT INTO tombstone (id, time) SELECT id, ? FROM post WHERE time < ?"
                                 " AND seq NOT IN (SELECT post FROM case_file WHERE state <> 'gearchiveerd') ON CONFLICT (id) DO NOTHING";
    static const char posts[] = "DELETE FROM post WHERE time < ? AND seq NOT IN (SELECT post FROM case_file WHERE state <> 'gearchiveerd')";

    return db_run(s, err, words, "i", before) || db_run(s, err, graves, "ii", now, before) || db_run(s, err, posts, "i", before) ? -1 : 0;
}

/* The oldest first, some hundreds at a time: SQLite keeps in memory what a statement changes, until the statement is done. */
static int take_posts(struct store *s, int64_t before, int64_t now, struct err *err)
{
    static const char some[] = "SELECT time + 1 FROM post WHERE time < ? AND seq NOT IN (SELECT post FROM case_file WHERE state <> 'gearchiveerd')"
                               " ORDER BY time LIMIT 1 OFFSET 255";
    int64_t piece = 0;

    while (piece < before)
        if (db_number(s, err, db_query(s, err, some, "i", before), before, &piece) || take_posts_before(s, piece, now, err))
            return -1;
    return 0;
}

int store_retain(struct store *s, int64_t text_before, int64_t address_before, bool dry, struct retained *r, struct err *err)
{
    static const char old[] = "SELECT count(*) FROM post WHERE time < ? AND seq NOT IN (SELECT post FROM case_file WHERE state <> 'gearchiveerd')";
    int64_t week = when_day(text_before);
    int64_t asked = address_before - address_before % WHEN_DAY;
    int failed = db_number(s, err, db_query(s, err, old, "i", text_before), 0, &r->posts) ||
                 (!dry && take_posts(s, text_before, address_before, err));

    for (size_t i = 0; i < sizeof goes / sizeof *goes && !failed; i++) {
        int64_t *count = (int64_t *)(void *)((char *)r + goes[i].count);

        failed = db_number(s, err, db_query(s, err, goes[i].tell, "iiii", text_before, address_before, week, asked), 0, count) ||
                 (!dry && db_run(s, err, goes[i].take, "iiii", text_before, address_before, week, asked));
    }
    return failed ? -1 : 0;
}

int store_wipe(struct store *s, struct err *err)
{
    return db_run(s, err, "INSERT INTO post_words (post_words) VALUES ('optimize')", "") ||
                   db_run(s, err, "PRAGMA wal_checkpoint(TRUNCATE)", "")
               ? -1
               : 0;
}

int store_posts_of(struct store *s, struct arena *a, struct str url_key, struct str author, int64_t **seqs, int *n, struct err *err)
{
    static const char sql[] = "SELECT seq FROM post WHERE (?1 <> '' AND url_key = ?1) OR (?2 <> '' AND author = ?2) ORDER BY seq";

    return db_numbers(s, db_query(s, err, sql, "tt", url_key, author), a, seqs, n, err);
}

int store_add_objection(struct store *s, struct str author, int64_t now, struct err *err)
{
    return db_run(s, err, "INSERT INTO objection (author, time) VALUES (?, ?) ON CONFLICT (author) DO NOTHING", "ti", author, now);
}

int store_objects(struct store *s, struct str author, bool *objects, struct err *err)
{
    int64_t yes = 0;
    int failed = db_number(s, err, db_query(s, err, "SELECT EXISTS (SELECT 1 FROM objection WHERE author = ?)", "t", author), 0, &yes);

    *objects = yes != 0;
    return failed;
}

int store_weeks(struct store *s, struct arena *a, int64_t **weeks, int *n, struct err *err)
{
    return db_numbers(s, db_query(s, err, "SELECT week FROM seal_key WHERE kind = 'author' ORDER BY week", ""), a, weeks, n, err);
}

/* ---- backup ---- */

/* A few pages at a time, so that whoever writes is not held up; SQLite begins again where the pages changed meanwhile. */
static int copy_pages(sqlite3 *from, sqlite3 *to)
{
    sqlite3_backup *backup = sqlite3_backup_init(to, "main", from, "main");
    int result;

    if (!backup)
        return sqlite3_errcode(to);
    do {
        result = sqlite3_backup_step(backup, BACKUP_PAGES);
        if (result != SQLITE_DONE)
            sqlite3_sleep(BACKUP_PAUSE_MS);
    } while (result == SQLITE_OK || result == SQLITE_BUSY || result == SQLITE_LOCKED);
    sqlite3_backup_finish(backup);
    return result == SQLITE_DONE ? SQLITE_OK : result;
}

int store_backup(struct store *s, const char *path, struct err *err)
{
    struct arena a = {0};
    const char *temporary = str_printf(&a, "%s.%ld.new", path, (long)getpid()).p;
    sqlite3 *to = NULL;
    int result;

    if (db_make_file(temporary, err)) {
        arena_release(&a);
        return -1;
    }
    result = sqlite3_open_v2(temporary, &to, SQLITE_OPEN_READWRITE, NULL);
    if (result == SQLITE_OK)
        result = copy_pages(s->db, to);
    if (result == SQLITE_OK)
        result = sqlite3_exec(to, "PRAGMA journal_mode=DELETE", NULL, NULL, NULL);
    if (sqlite3_close(to) != SQLITE_OK && result == SQLITE_OK)
        result = SQLITE_ERROR;
    if (result != SQLITE_OK || rename(temporary, path)) {
        unlink(temporary);
        err_set(err, "%s: %s", path, result != SQLITE_OK ? sqlite3_errstr(result) : strerror(errno));
        result = SQLITE_ERROR;
    }
    arena_release(&a);
    return result == SQLITE_OK ? 0 : -1;
}

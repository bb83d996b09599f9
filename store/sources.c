/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "store/db.h"

int store_put_source(struct store *s, const struct source_row *r, struct err *err)
{
    static const char sql[] =
        "INSERT INTO source (name, url, etag, last_modified, body_hash, redirect, last_error, next_check,"
        " interval, asked, last_try, last_good, last_full, host_wait, failures, redirects, status, outcome, by_link)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (name) DO UPDATE SET url ="
        " excluded.url, etag = excluded.etag, last_modified = excluded.last_modified, body_hash ="
        " excluded.body_hash, redirect = excluded.redirect, last_error = excluded.last_error, next_check ="
        " excluded.next_check, interval = excluded.interval, asked = excluded.asked, last_try ="
        " excluded.last_try, last_good = excluded.last_good, last_full = excluded.last_full, host_wait ="
        " excluded.host_wait, failures = excluded.failures, redirects = excluded.redirects, status ="
        " excluded.status, outcome = excluded.outcome, by_link = excluded.by_link";

    return db_run(s, err, sql, "tttttttiiiiiiiiiiii", r->name, r->url, r->etag, r->last_modified, r->body_hash, r->redirect,
                  r->last_error, r->next_check, r->interval, r->asked, r->last_try, r->last_good,
                  r->last_full, r->host_wait, r->failures, r->redirects, r->status, r->outcome, r->by_link);
}

int store_source(struct store *s, struct arena *a, struct str name, struct source_row *r, struct err *err)
{
    static const char sql[] =
        "SELECT name, url, etag, last_modified, body_hash, redirect, last_error, next_check, interval, asked,"
        " last_try, last_good, last_full, host_wait, failures, redirects, status, outcome, by_link FROM source WHERE"
        " name = ?";
    struct str *const texts[] = {&r->name, &r->url, &r->etag, &r->last_modified, &r->body_hash, &r->redirect, &r->last_error};
    int64_t *const numbers[] = {&r->next_check, &r->interval, &r->asked, &r->last_try, &r->last_good, &r->last_full,
                                &r->host_wait, &r->failures, &r->redirects, &r->status, &r->outcome, &r->by_link};
    enum { TEXTS = sizeof texts / sizeof *texts, NUMBERS = sizeof numbers / sizeof *numbers };
    sqlite3_stmt *row = db_query(s, err, sql, "t", name);
    int more = row ? db_next(s, row, err) : -1;

    *r = (struct source_row){0};
    if (more > 0) {
        for (int i = 0; i < TEXTS; i++)
            *texts[i] = db_copy(row, i, a);
        for (int i = 0; i < NUMBERS; i++)
            *numbers[i] = db_int(row, TEXTS + i);
        db_done(row);
    }
    return more < 0 ? -1 : 0;
}

int store_source_posts(struct store *s, struct str name, int64_t span, int64_t *n, int64_t *last, struct err *err)
{
    static const char sql[] = "SELECT count(*), coalesce(max(time), 0) FROM post"
                              " WHERE source = ?1 AND time > (SELECT max(time) FROM post WHERE source = ?1) - ?2";
    sqlite3_stmt *row = db_query(s, err, sql, "ti", name, span);
    int more = row ? db_next(s, row, err) : -1;

    if (more > 0) {
        *n = db_int(row, 0);
        *last = db_int(row, 1);
        db_done(row);
    }
    return more < 0 ? -1 : 0;
}

int store_each_identity(struct store *s, struct str source, void (*fn)(void *context, struct str id, struct str url_key),
                        void *context, struct err *err)
{
    sqlite3_stmt *row = db_query(s, err, "SELECT id, url_key FROM post WHERE source = ?", "t", source);
    int more = row ? db_next(s, row, err) : -1;

    for (; more > 0; more = db_next(s, row, err))
        fn(context, db_str(row, 0), db_str(row, 1));
    return more;
}

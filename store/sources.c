/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "store/db.h"

int store_put_source(struct store *s, const struct source_row *r, struct err *err)
{
    static const char sql[] =
        "INSERT INTO source (name, etag, last_modified, body_hash, redirect, last_error, next_check, interval, last_try,"
        " last_good, last_item, last_full, host_wait, failures, redirects, items, status)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (name) DO UPDATE SET etag = excluded.etag,"
        " last_modified = excluded.last_modified, body_hash = excluded.body_hash, redirect = excluded.redirect,"
        " last_error = excluded.last_error, next_check = excluded.next_check, interval = excluded.interval,"
        " last_try = excluded.last_try, last_good = excluded.last_good, last_item = excluded.last_item,"
        " last_full = excluded.last_full, host_wait = excluded.host_wait, failures = excluded.failures,"
        " redirects = excluded.redirects, items = excluded.items, status = excluded.status";

    return db_run(s, err, sql, "ttttttiiiiiiiiiii", r->name, r->etag, r->last_modified, r->body_hash, r->redirect, r->last_error,
                  r->next_check, r->interval, r->last_try, r->last_good, r->last_item, r->last_full, r->host_wait, r->failures,
                  r->redirects, r->items, r->status);
}

int store_source(struct store *s, struct arena *a, struct str name, struct source_row *r, struct err *err)
{
    static const char sql[] = "SELECT name, etag, last_modified, body_hash, redirect, last_error, next_check, interval, last_try,"
                              " last_good, last_item, last_full, host_wait, failures, redirects, items, status"
                              " FROM source WHERE name = ?";
    sqlite3_stmt *row = db_query(s, err, sql, "t", name);
    int more = row ? db_next(s, row, err) : -1;

    *r = (struct source_row){0};
    if (more > 0) {
        *r = (struct source_row){
            .name = db_copy(row, 0, a),
            .etag = db_copy(row, 1, a),
            .last_modified = db_copy(row, 2, a),
            .body_hash = db_copy(row, 3, a),
            .redirect = db_copy(row, 4, a),
            .last_error = db_copy(row, 5, a),
            .next_check = db_int(row, 6),
            .interval = db_int(row, 7),
            .last_try = db_int(row, 8),
            .last_good = db_int(row, 9),
            .last_item = db_int(row, 10),
            .last_full = db_int(row, 11),
            .host_wait = db_int(row, 12),
            .failures = db_int(row, 13),
            .redirects = db_int(row, 14),
            .items = db_int(row, 15),
            .status = db_int(row, 16),
        };
        db_done(row);
    }
    return more < 0 ? -1 : 0;
}

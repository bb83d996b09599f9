/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "base/buf.h"
#include "store/db.h"

#include <string.h>

int store_key(struct store *s, const char *kind, int week, struct seal_key *key, struct err *err)
{
    sqlite3_stmt *row = db_query(s, err, "SELECT bytes FROM seal_key WHERE kind = ? AND week = ?", "ti", str_of(kind), (int64_t)week);
    int more = row ? db_next(s, row, err) : -1;

    if (more < 0)
        return -1;
    if (more) {
        struct str bytes = db_str(row, 0);
        bool whole = bytes.n == sizeof key->bytes;

        if (whole)
            memcpy(key->bytes, bytes.p, sizeof key->bytes);
        db_done(row);
        return whole ? 0 : err_set(err, "%s: the %s key of week %d is damaged", s->path, kind, week);
    }
    seal_make_key(key);
    return db_run(s, err, "INSERT INTO seal_key (kind, week, bytes) VALUES (?, ?, ?)", "tib", str_of(kind), (int64_t)week,
                  (struct str){(const char *)key->bytes, sizeof key->bytes});
}

/*
 * The hash of a row and of the one before it; each field goes in with its length. The key is fixed: the chain shows changes, it keeps
 * no secret.
 */
static struct str chain_hash(struct arena *a, struct str previous, const struct audit_row *r)
{
    static const struct seal_key chain = {{0}};
    const struct str fields[] = {previous, r->action, r->object, r->result, r->origin, r->actor};
    struct buf whole = {0};
    struct str hash;

    buf_printf(&whole, "%lld", (long long)r->time);
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        buf_printf(&whole, "\n%zu:", fields[i].n);
        buf_add(&whole, fields[i]);
    }
    hash = seal_hash(a, &chain, "audit", buf_str(&whole));
    buf_release(&whole);
    return hash;
}

static int last_hash(struct store *s, struct arena *a, int64_t *row, struct str *hash, struct err *err)
{
    sqlite3_stmt *last = db_query(s, err, "SELECT row, hash FROM audit ORDER BY row DESC LIMIT 1", "");
    int more = last ? db_next(s, last, err) : -1;

    *row = 0;
    *hash = (struct str){0};
    if (more > 0) {
        *row = db_int(last, 0);
        *hash = db_copy(last, 1, a);
        db_done(last);
    }
    return more < 0 ? -1 : 0;
}

int store_add_audit(struct store *s, const struct audit_row *r, struct err *err)
{
    static const char sql[] =
        "INSERT INTO audit (row, time, action, object, result, origin, actor, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
    struct arena a = {0};
    struct str previous;
    int64_t row;
    int failed = last_hash(s, &a, &row, &previous, err) ||
                 db_run(s, err, sql, "iitttttt", row + 1, r->time, r->action, r->object, r->result, r->origin, r->actor,
                        chain_hash(&a, previous, r));

    arena_release(&a);
    return failed ? -1 : 0;
}

int store_audited_since(struct store *s, const struct audit_row *r, int64_t since, bool *found, struct err *err)
{
    static const char sql[] = "SELECT count(*) FROM (SELECT * FROM audit ORDER BY row DESC LIMIT 400)"
                              " WHERE time >= ? AND action = ? AND object = ? AND result = ? AND origin = ? AND actor = ?";
    int64_t n;

    if (db_number(s, err, db_query(s, err, sql, "ittttt", since, r->action, r->object, r->result, r->origin, r->actor), 0, &n))
        return -1;
    *found = n > 0;
    return 0;
}

int store_verify_audit(struct store *s, int64_t *rows, struct err *err)
{
    sqlite3_stmt *row =
        db_query(s, err, "SELECT row, time, action, object, result, origin, actor, hash FROM audit ORDER BY row", "");
    struct arena a = {0};
    struct str previous = {0};
    int more = row ? 1 : -1;
    int failed = 0;

    *rows = 0;
    while (!failed && more > 0 && (more = db_next(s, row, err)) > 0) {
        struct audit_row r = {db_str(row, 2), db_str(row, 3), db_str(row, 4), db_str(row, 5), db_str(row, 6), db_int(row, 1)};
        struct str hash = chain_hash(&a, previous, &r);

        if (db_int(row, 0) != *rows + 1 || !str_eq(hash, db_str(row, 7)))
            failed = err_set(err, "%s: the audit log is broken at row %lld", s->path, (long long)*rows + 1);
        previous = hash;
        ++*rows;
    }
    if (failed)
        db_done(row);
    arena_release(&a);
    return failed || more < 0 ? -1 : 0;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "store/accounts.h"

#include <stdlib.h>
#include <string.h>

#include "store/db.h"

/* ---- accounts ---- */

#define ACCOUNT "name, shown, role, purpose, password, off, made, seen"

static struct account read_account(sqlite3_stmt *row, struct arena *a)
{
    return (struct account){
        .name = db_copy(row, 0, a),
        .shown = db_copy(row, 1, a),
        .role = db_copy(row, 2, a),
        .purpose = db_copy(row, 3, a),
        .password = db_copy(row, 4, a),
        .off = db_int(row, 5) != 0,
        .made = db_int(row, 6),
        .seen = db_int(row, 7),
    };
}

int store_put_account(struct store *s, const struct account *c, struct err *err)
{
    static const char sql[] =
        "INSERT INTO account (" ACCOUNT ") VALUES (?, ?, ?, ?, ?, ?, ?, 0) ON CONFLICT (name) DO UPDATE SET shown = excluded.shown,"
        " role = excluded.role, purpose = excluded.purpose, password = excluded.password, off = excluded.off";

    return db_run(s, err, sql, "tttttii", c->name, c->shown, c->role, c->purpose, c->password, (int64_t)c->off, c->made);
}

int store_account(struct store *s, struct arena *a, struct str name, struct account *account, struct err *err)
{
    sqlite3_stmt *row = db_query(s, err, "SELECT " ACCOUNT " FROM account WHERE name = ?", "t", name);
    int more = row ? db_next(s, row, err) : -1;

    *account = (struct account){0};
    if (more > 0) {
        *account = read_account(row, a);
        db_done(row);
    }
    return more < 0 ? -1 : 0;
}

int store_accounts(struct store *s, struct arena *a, struct account **accounts, int *n, struct err *err)
{
    sqlite3_stmt *rows = db_query(s, err, "SELECT " ACCOUNT " FROM account ORDER BY name", "");
    struct account *list = NULL;
    int cap = 0;
    int more = rows ? 1 : -1;

    *n = 0;
    while (more > 0 && (more = db_next(s, rows, err)) > 0) {
        MEM_GROW(list, *n, cap);
        list[(*n)++] = read_account(rows, a);
    }
    *accounts = arena_alloc(a, ((size_t)*n + 1) * sizeof *list);
    if (*n)
        memcpy(*accounts, list, (size_t)*n * sizeof *list);
    free(list);
    return more < 0 ? -1 : 0;
}

int store_account_seen(struct store *s, struct str name, int64_t now, struct err *err)
{
    return db_run(s, err, "UPDATE account SET seen = ? WHERE name = ?", "it", now, name);
}

/* ---- sessions and tokens ---- */

#define PASS                                                                                                 \
    "p.hash, p.account, p.label, coalesce(c.role, p.role), CASE WHEN p.account = '' THEN p.purpose ELSE c.purpose END,"     \
    " coalesce(c.shown, p.label), p.made, p.seen, p.ends, p.account <> '' AND coalesce(c.off, 1)"                            \
    " FROM pass p LEFT JOIN account c ON c.name = p.account"

static struct pass read_pass(sqlite3_stmt *row, struct arena *a)
{
    return (struct pass){
        .hash = db_copy(row, 0, a),
        .account = db_copy(row, 1, a),
        .label = db_copy(row, 2, a),
        .role = db_copy(row, 3, a),
        .purpose = db_copy(row, 4, a),
        .shown = db_copy(row, 5, a),
        .made = db_int(row, 6),
        .seen = db_int(row, 7),
        .ends = db_int(row, 8),
        .off = db_int(row, 9) != 0,
    };
}

int store_add_pass(struct store *s, const struct pass *p, struct err *err)
{
    static const char sql[] =
        "INSERT INTO pass (hash, account, label, role, purpose, made, seen, ends) VALUES (?, ?, ?, ?, ?, ?, ?, ?)";

    return db_run(s, err, sql, "tttttiii", p->hash, p->account, p->label, p->role, p->purpose, p->made, p->seen, p->ends);
}

int store_pass(struct store *s, struct arena *a, struct str hash, struct pass *pass, struct err *err)
{
    sqlite3_stmt *row = db_query(s, err, "SELECT " PASS " WHERE p.hash = ?", "t", hash);
    int more = row ? db_next(s, row, err) : -1;

    *pass = (struct pass){0};
    if (more > 0) {
        *pass = read_pass(row, a);
        db_done(row);
    }
    return more < 0 ? -1 : 0;
}

int store_pass_seen(struct store *s, struct str hash, int64_t now, struct err *err)
{
    return db_run(s, err, "UPDATE pass SET seen = ? WHERE hash = ?", "it", now, hash);
}

int store_end_pass(struct store *s, struct str hash, struct err *err)
{
    return db_run(s, err, "DELETE FROM pass WHERE hash = ?", "t", hash);
}

int store_end_passes(struct store *s, struct str account, struct str label, struct str but, int64_t *n, struct err *err)
{
    static const char sql[] = "DELETE FROM pass WHERE account = ?1 AND (?1 <> '' OR label = ?2) AND hash <> ?3";

    if (db_run(s, err, sql, "ttt", account, label, but))
        return -1;
    *n = sqlite3_changes(s->db);
    return 0;
}

int store_sweep_passes(struct store *s, int64_t now, int64_t idle_before, struct err *err)
{
    return db_run(s, err, "DELETE FROM pass WHERE ends <= ? OR (account <> '' AND seen < ?)", "ii", now, idle_before);
}

int store_tokens(struct store *s, struct arena *a, struct pass **tokens, int *n, struct err *err)
{
    sqlite3_stmt *rows = db_query(s, err, "SELECT " PASS " WHERE p.account = '' ORDER BY p.label, p.made", "");
    struct pass *list = NULL;
    int cap = 0;
    int more = rows ? 1 : -1;

    *n = 0;
    while (more > 0 && (more = db_next(s, rows, err)) > 0) {
        MEM_GROW(list, *n, cap);
        list[(*n)++] = read_pass(rows, a);
    }
    *tokens = arena_alloc(a, ((size_t)*n + 1) * sizeof *list);
    if (*n)
        memcpy(*tokens, list, (size_t)*n * sizeof *list);
    free(list);
    return more < 0 ? -1 : 0;
}

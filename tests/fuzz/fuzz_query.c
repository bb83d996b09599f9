/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* rooms: base store tamtam */
/* A search of any bytes: what is understood, FTS5 understands too; what isn't, is refused with words. Its fields judge any post. */
#include <sqlite3.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "tamtam/query.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static sqlite3_stmt *match_statement(void)
{
    sqlite3 *db;
    sqlite3_stmt *st;

    if (sqlite3_open(":memory:", &db) || sqlite3_exec(db, "CREATE VIRTUAL TABLE w USING fts5 (title, text)", NULL, NULL, NULL)
        || sqlite3_prepare_v2(db, "SELECT 1 FROM w WHERE w MATCH ?", -1, &st, NULL))
        abort();
    return st;
}

static void fts5_takes_it(struct str match)
{
    static sqlite3_stmt *st;

    if (!st)
        st = match_statement();
    sqlite3_bind_text(st, 1, match.p, (int)match.n, SQLITE_STATIC);
    if (sqlite3_step(st) != SQLITE_DONE)
        abort();
    sqlite3_reset(st);
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    static const struct municipality town;
    static const struct stored_post post;
    struct query q = {0};
    struct err err = {{0}};

    if (query_parse(&q, (struct str){(const char *)data, size}, &town, &err) == 0) {
        if (q.match.n)
            fts5_takes_it(q.match);
        query_holds(&q, &post);
    } else if (!err.text[0] || !utf8_valid(str_of(err.text))) {
        abort();
    }
    query_release(&q);
    return 0;
}

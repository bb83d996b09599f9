/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* Inside the store: statements, bound and read in one line each. */
#ifndef STORE_DB_H
#define STORE_DB_H

#include <sqlite3.h>

#include "store/store.h"

enum { MOST_STATEMENTS = 512 };

struct store {
    sqlite3 *db;
    char *path;
    int lock; /* descriptor of the lock file, -1 when reading */
    struct {
        const char *sql; /* the literal's address is the key */
        sqlite3_stmt *statement;
    } statements[MOST_STATEMENTS];
    int nstatements;
    struct arena arena;
};

/*
 * Prepares (once) and binds a statement, which must be a literal. `types` has a letter a parameter: i int64_t, d double,
 * t struct str (text), b struct str (blob), n nothing (NULL, takes no argument). NULL on failure.
 */
sqlite3_stmt *db_query(struct store *s, struct err *err, const char *sql, const char *types, ...);
/* Makes the file of a database, where there is none, that its owner alone reads: SQLite gives its other files the same rights. */
int db_make_file(const char *path, struct err *err);
/* Binds and runs a statement that gives no rows. */
int db_run(struct store *s, struct err *err, const char *sql, const char *types, ...);
/* 1 with a row, 0 at the end (the statement is reset), -1 on failure. */
int db_next(struct store *s, sqlite3_stmt *statement, struct err *err);
/* Ends the reading of a statement before its last row. */
void db_done(sqlite3_stmt *statement);
/* A column of the row, borrowed until the next db_next. */
struct str db_str(sqlite3_stmt *statement, int column);
int64_t db_int(sqlite3_stmt *statement, int column);
/* A column of the row, copied. */
struct str db_copy(sqlite3_stmt *statement, int column, struct arena *a);
/* One number from a query that gives one row; `standard` when there is no row. */
int db_number(struct store *s, struct err *err, sqlite3_stmt *statement, int64_t standard, int64_t *number);
/* The numbers of a query that gives one row, one a column. */
int db_fields(struct store *s, struct err *err, sqlite3_stmt *row, int64_t *const *fields, size_t n);
/* The first column of all rows, in the arena; `rows` may be NULL, for a query that failed. */
int db_numbers(struct store *s, sqlite3_stmt *rows, struct arena *a, int64_t **numbers, int *n, struct err *err);
/* Says what SQLite says, with the path. */
int db_failed(struct store *s, struct err *err);

/* schema.c: brings the schema up to date, or refuses a newer one. */
int schema_migrate(struct store *s, bool may_write, struct err *err);

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "store/db.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BUSY_MS = 10000 };

int db_failed(struct store *s, struct err *err)
{
    return err_set(err, "%s: %s", s->path, sqlite3_errmsg(s->db));
}

static sqlite3_stmt *statement_of(struct store *s, const char *sql, struct err *err)
{
    for (int i = 0; i < s->nstatements; i++)
        if (s->statements[i].sql == sql)
            return s->statements[i].statement;
    if (s->nstatements == MOST_STATEMENTS) {
        err_set(err, "%s: more than %d statements", s->path, MOST_STATEMENTS);
        return NULL;
    }
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v3(s->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL) != SQLITE_OK) {
        db_failed(s, err);
        return NULL;
    }
    s->statements[s->nstatements].sql = sql;
    s->statements[s->nstatements++].statement = statement;
    return statement;
}

/* `keep`: copies the texts (SQLITE_TRANSIENT), or borrows them for as long as the statement runs (SQLITE_STATIC). */
static int bind(sqlite3_stmt *statement, sqlite3_destructor_type keep, const char *types, va_list args)
{
    int result = SQLITE_OK;

    for (int i = 1; *types && result == SQLITE_OK; types++, i++) {
        struct str text;

        switch (*types) {
        case 'i':
            result = sqlite3_bind_int64(statement, i, va_arg(args, int64_t));
            break;
        case 'd':
            result = sqlite3_bind_double(statement, i, va_arg(args, double));
            break;
        case 't':
            text = va_arg(args, struct str);
            result = sqlite3_bind_text64(statement, i, text.n ? text.p : "", text.n, keep, SQLITE_UTF8);
            break;
        case 'b':
            text = va_arg(args, struct str);
            result = sqlite3_bind_blob64(statement, i, text.n ? text.p : "", text.n, keep);
            break;
        default:
            result = sqlite3_bind_null(statement, i);
        }
    }
    return result;
}

static sqlite3_stmt *query(struct store *s, struct err *err, const char *sql, sqlite3_destructor_type keep, const char *types,
                           va_list args)
{
    sqlite3_stmt *statement = statement_of(s, sql, err);

    if (!statement)
        return NULL;
    sqlite3_reset(statement);
    if (bind(statement, keep, types, args) != SQLITE_OK) {
        db_failed(s, err);
        return NULL;
    }
    return statement;
}

sqlite3_stmt *db_query(struct store *s, struct err *err, const char *sql, const char *types, ...)
{
    va_list args;
    sqlite3_stmt *statement;

    va_start(args, types);
    statement = query(s, err, sql, SQLITE_TRANSIENT, types, args);
    va_end(args);
    return statement;
}

int db_run(struct store *s, struct err *err, const char *sql, const char *types, ...)
{
    va_list args;
    sqlite3_stmt *statement;
    int more;

    va_start(args, types);
    statement = query(s, err, sql, SQLITE_STATIC, types, args);
    va_end(args);
    if (!statement)
        return -1;
    do
        more = db_next(s, statement, err);
    while (more > 0);
    return more;
}

int db_next(struct store *s, sqlite3_stmt *statement, struct err *err)
{
    int result = sqlite3_step(statement);

    if (result == SQLITE_ROW)
        return 1;
    if (result != SQLITE_DONE)
        db_failed(s, err);
    db_done(statement);
    return result == SQLITE_DONE ? 0 : -1;
}

void db_done(sqlite3_stmt *statement)
{
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement); /* a letter or a snapshot would stay in memory until the next */
}

struct str db_str(sqlite3_stmt *statement, int column)
{
    const void *bytes = sqlite3_column_blob(statement, column);

    return (struct str){bytes, (size_t)sqlite3_column_bytes(statement, column)};
}

int64_t db_int(sqlite3_stmt *statement, int column)
{
    return sqlite3_column_int64(statement, column);
}

struct str db_copy(sqlite3_stmt *statement, int column, struct arena *a)
{
    return str_copy(a, db_str(statement, column));
}

int db_number(struct store *s, struct err *err, sqlite3_stmt *statement, int64_t standard, int64_t *number)
{
    int more = statement ? db_next(s, statement, err) : -1;

    if (more < 0)
        return -1;
    *number = more ? db_int(statement, 0) : standard;
    if (more)
        db_done(statement);
    return 0;
}

int db_fields(struct store *s, struct err *err, sqlite3_stmt *row, int64_t *const *fields, size_t n)
{
    if (!row || db_next(s, row, err) <= 0)
        return -1;
    for (size_t i = 0; i < n; i++)
        *fields[i] = db_int(row, (int)i);
    db_done(row);
    return 0;
}

int db_numbers(struct store *s, sqlite3_stmt *rows, struct arena *a, int64_t **numbers, int *n, struct err *err)
{
    int64_t *list = NULL;
    int cap = 0;
    int more = rows ? 1 : -1;

    *n = 0;
    while (more > 0 && (more = db_next(s, rows, err)) > 0) {
        MEM_GROW(list, *n, cap);
        list[(*n)++] = db_int(rows, 0);
    }
    *numbers = arena_alloc(a, ((size_t)*n + 1) * sizeof *list);
    if (*n)
        memcpy(*numbers, list, (size_t)*n * sizeof *list);
    free(list);
    return more < 0 ? -1 : 0;
}

/* ---- opening ---- */

/* One process writes the line: it holds a lock on a file beside the database, which others can ask after without taking it. */
static struct flock whole_file(void)
{
    return (struct flock){.l_type = F_WRLCK, .l_whence = SEEK_SET};
}

static int take_lock(struct store *s, struct err *err)
{
    const char *path = str_printf(&s->arena, "%s.lock", s->path).p;
    struct flock lock = whole_file();

    s->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (s->lock < 0)
        return err_set(err, "%s: %s", path, strerror(errno));
    if (fcntl(s->lock, F_OFD_SETLK, &lock))
        return err_set(err, "%s: another tamtam is writing to this database; stop it or wait until it is done", s->path);
    return 0;
}

bool store_is_held(const char *path)
{
    struct arena a = {0};
    int fd = open(str_printf(&a, "%s.lock", path).p, O_RDWR | O_CLOEXEC);
    struct flock lock = whole_file();
    bool held = fd >= 0 && fcntl(fd, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;

    if (fd >= 0)
        close(fd);
    arena_release(&a);
    return held;
}

static int set_up(struct store *s, enum store_mode mode, struct err *err)
{
    static const char writing[] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA secure_delete=ON;"
                                  " PRAGMA cache_size=-8192; PRAGMA wal_autocheckpoint=8000;";
    /* Temporary tables in memory: the sandbox leaves no folder for them. */
    static const char always[] = "PRAGMA temp_store=MEMORY; PRAGMA trusted_schema=OFF; PRAGMA foreign_keys=ON; PRAGMA cell_size_check=ON;";

    sqlite3_extended_result_codes(s->db, 1);
    sqlite3_busy_timeout(s->db, BUSY_MS);
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    if (sqlite3_exec(s->db, always, NULL, NULL, NULL) != SQLITE_OK)
        return db_failed(s, err);
    if (mode != STORE_READ && sqlite3_exec(s->db, writing, NULL, NULL, NULL) != SQLITE_OK)
        return db_failed(s, err);
    return schema_migrate(s, mode != STORE_READ && !(mode == STORE_BESIDE && store_is_held(s->path)), err);
}

int db_make_file(const char *path, struct err *err)
{
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

    if (fd < 0)
        return err_set(err, "%s: %s", path, strerror(errno));
    close(fd);
    return 0;
}

int store_open(struct store **out, const char *path, enum store_mode mode, struct err *err)
{
    static const int flags[] = {[STORE_CREATE] = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
                                [STORE_WRITE] = SQLITE_OPEN_READWRITE,
                                [STORE_BESIDE] = SQLITE_OPEN_READWRITE,
                                [STORE_READ] = SQLITE_OPEN_READONLY};
    struct store *s = mem_calloc(1, sizeof *s);

    s->lock = -1;
    s->path = str_c(&s->arena, str_of(path));
    if (mode != STORE_CREATE && access(path, R_OK)) {
        err_set(err, "%s: %s; 'tamtam init' makes a newsroom", path, strerror(errno));
        store_close(s);
        return -1;
    }
    if (((mode == STORE_CREATE || mode == STORE_WRITE) && take_lock(s, err)) || (mode == STORE_CREATE && db_make_file(path, err)) ||
        (sqlite3_open_v2(path, &s->db, flags[mode] | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK && db_failed(s, err)) ||
        set_up(s, mode, err)) {
        store_close(s);
        return -1;
    }
    *out = s;
    return 0;
}

int store_map(struct store *s, struct err *err)
{
    return sqlite3_exec(s->db, "PRAGMA mmap_size = 1073741824", NULL, NULL, NULL) == SQLITE_OK ? 0 : db_failed(s, err);
}

int store_spare_memory(struct store *s, struct err *err)
{
    return sqlite3_exec(s->db, "PRAGMA cache_size = -2048", NULL, NULL, NULL) == SQLITE_OK ? 0 : db_failed(s, err);
}

void store_close(struct store *s)
{
    if (!s)
        return;
    for (int i = 0; i < s->nstatements; i++)
        sqlite3_finalize(s->statements[i].statement);
    if (s->db && !sqlite3_db_readonly(s->db, "main"))
        sqlite3_exec(s->db, "PRAGMA optimize", NULL, NULL, NULL);
    sqlite3_close(s->db);
    if (s->lock >= 0)
        close(s->lock);
    arena_release(&s->arena);
    free(s);
}

int store_begin(struct store *s, struct err *err)
{
    return db_run(s, err, "BEGIN IMMEDIATE", "");
}

int store_commit(struct store *s, struct err *err)
{
    return db_run(s, err, "COMMIT", "");
}

void store_roll_back(struct store *s)
{
    sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
}

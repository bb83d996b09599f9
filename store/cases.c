/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "store/cases.h"

#include <stdlib.h>
#include <string.h>

#include "store/db.h"

static struct str name_of(const struct value_name *names, int value)
{
    return str_of(names[value].name);
}

static enum theme first_theme(const struct marks *marks)
{
    for (int i = 0; i < THEME_COUNT; i++)
        if (marks->themes >> i & 1)
            return (enum theme)i;
    return THEME_OVERIG;
}

/* The open case of this sender, or 0. */
static int find_open(struct store *s, const struct case_row *row, int64_t since, int64_t *open, struct err *err)
{
    static const char sql[] = "SELECT post FROM case_file WHERE handle = ? AND handle <> '' AND time >= ? AND channel = ?"
                              " AND state IN ('nieuw', 'in_behandeling', 'wacht') AND joined_to = 0 ORDER BY time LIMIT 1";

    *open = 0;
    /* A phone note has the desk's name, not the caller's. */
    if (row->channel == CHANNEL_KCC || row->closed)
        return 0;
    return db_number(s, err, db_query(s, err, sql, "tit", row->handle, since, name_of(channel_names, (int)row->channel)), 0, open);
}

int store_add_case(struct store *s, const struct case_row *row, int64_t since, struct err *err)
{
    static const char sql[] = "INSERT INTO case_file (post, state, closed, handle, url, time, channel, subject, intent, joined_to)"
                              " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    int64_t open;
    struct case_note note = {.time = row->time, .kind = STR("bericht"), .text = STR("Nieuw bericht van dezelfde afzender")};

    if (find_open(s, row, since, &open, err) ||
        db_run(s, err, sql, "itittittti", row->post, name_of(case_state_names, (int)row->state), row->closed,
               row->handle, row->url, row->time, name_of(channel_names, (int)row->channel),
               name_of(theme_names, (int)row->subject), name_of(intent_names, (int)row->intent), open))
        return -1;
    return open ? store_add_case_note(s, open, &note, err) : 0;
}

int store_mark_case(struct store *s, int64_t post, const struct marks *marks, struct err *err)
{
    return db_run(s, err, "UPDATE case_file SET subject = ?, intent = ? WHERE post = ?", "tti",
                  name_of(theme_names, (int)first_theme(marks)), name_of(intent_names, (int)marks->intent), post);
}

int store_drop_case(struct store *s, int64_t post, struct err *err)
{
    return db_run(s, err, "DELETE FROM case_log WHERE post = ?", "i", post) ||
                   db_run(s, err, "DELETE FROM case_file WHERE post = ?", "i", post)
               ? -1
               : 0;
}

/* ---- reading ---- */

#define COLUMNS                                                                                              \
    "c.post, c.time, c.state, c.owner, c.department, c.labels, c.handle, c.url, c.token, c.channel, c.subject, c.intent," \
    " c.answered, c.closed, c.joined_to, c.version, coalesce((SELECT issue FROM post p WHERE p.seq = c.post), 0)"

/* A value by its name; the one that stands for 'something else' where the name is of another version. */
static int value_or(const struct value_name *names, struct str name, int other)
{
    int value = value_of(names, name);

    return value < 0 ? other : value;
}

static struct case_row read_case(sqlite3_stmt *row, struct arena *a)
{
    return (struct case_row){
        .post = db_int(row, 0),
        .time = db_int(row, 1),
        .state = (enum case_state)value_or(case_state_names, db_str(row, 2), CASE_NEW),
        .owner = db_copy(row, 3, a),
        .department = db_copy(row, 4, a),
        .labels = db_copy(row, 5, a),
        .handle = db_copy(row, 6, a),
        .url = db_copy(row, 7, a),
        .token = db_copy(row, 8, a),
        .channel = (enum channel)value_or(channel_names, db_str(row, 9), CHANNEL_OTHER),
        .subject = (enum theme)value_or(theme_names, db_str(row, 10), THEME_OVERIG),
        .intent = (enum intent)value_or(intent_names, db_str(row, 11), INTENT_GEEN),
        .answered = db_int(row, 12),
        .closed = db_int(row, 13),
        .joined_to = db_int(row, 14),
        .version = db_int(row, 15),
        .issue = db_int(row, 16),
    };
}

static int read_cases(struct store *s, sqlite3_stmt *rows, struct arena *a, struct case_row **list, int *n, struct err *err)
{
    struct case_row *found = NULL;
    int cap = 0;
    int more = rows ? 1 : -1;

    *n = 0;
    while (more > 0 && (more = db_next(s, rows, err)) > 0) {
        MEM_GROW(found, *n, cap);
        found[(*n)++] = read_case(rows, a);
    }
    *list = arena_alloc(a, ((size_t)*n + 1) * sizeof *found);
    if (*n)
        memcpy(*list, found, (size_t)*n * sizeof *found);
    free(found);
    return more < 0 ? -1 : 0;
}

int store_case(struct store *s, struct arena *a, int64_t post, struct case_row *row, struct err *err)
{
    static const char sql[] = "SELECT " COLUMNS " FROM case_file c WHERE c.post = ?";
    struct case_row *rows;
    int n;

    *row = (struct case_row){0};
    if (read_cases(s, db_query(s, err, sql, "i", post), a, &rows, &n, err))
        return -1;
    if (n)
        *row = rows[0];
    return 0;
}

int store_cases(struct store *s, struct arena *a, enum case_state state, int64_t from, int64_t to, int limit, struct case_row **rows,
                int *n, struct err *err)
{
    static const char sql[] = "SELECT " COLUMNS " FROM case_file c WHERE c.state = ? AND c.time >= ? AND c.time < ? AND c.joined_to = 0"
                              " ORDER BY c.time LIMIT ?";

    return read_cases(s, db_query(s, err, sql, "tiii", name_of(case_state_names, (int)state), from, to, (int64_t)limit), a, rows, n, err);
}

int store_closed_cases(struct store *s, struct arena *a, int64_t from, int64_t to, int limit, struct case_row **rows, int *n,
                       struct err *err)
{
    static const char sql[] = "SELECT " COLUMNS " FROM case_file c WHERE c.closed <> 0 AND c.closed >= ? AND c.closed < ?"
                              " AND c.joined_to = 0 ORDER BY c.closed DESC LIMIT ?";

    return read_cases(s, db_query(s, err, sql, "iii", from, to, (int64_t)limit), a, rows, n, err);
}

int store_cases_between(struct store *s, struct arena *a, int64_t from, int64_t to, struct case_row **rows, int *n, struct err *err)
{
    static const char sql[] = "SELECT " COLUMNS " FROM case_file c WHERE c.time >= ? AND c.time < ? ORDER BY c.time, c.post";

    return read_cases(s, db_query(s, err, sql, "ii", from, to), a, rows, n, err);
}

int store_joined_cases(struct store *s, struct arena *a, int64_t post, struct case_row **rows, int *n, struct err *err)
{
    static const char sql[] = "SELECT " COLUMNS " FROM case_file c WHERE c.joined_to <> 0 AND c.joined_to = ? ORDER BY c.time";

    return read_cases(s, db_query(s, err, sql, "i", post), a, rows, n, err);
}

/* ---- changing ---- */

int store_put_case(struct store *s, const struct case_row *row, bool *done, struct err *err)
{
    static const char sql[] = "UPDATE case_file SET state = ?, owner = ?, department = ?, labels = ?, answered = ?, closed = ?,"
                              " joined_to = ?, token = ?, version = version + 1 WHERE post = ? AND version = ?";

    if (db_run(s, err, sql, "ttttiiitii", name_of(case_state_names, (int)row->state), row->owner, row->department, row->labels,
               row->answered, row->closed, row->joined_to, row->token, row->post, row->version))
        return -1;
    *done = sqlite3_changes(s->db) > 0;
    return 0;
}

int store_add_case_note(struct store *s, int64_t post, const struct case_note *note, struct err *err)
{
    static const char sql[] = "INSERT INTO case_log (post, n, time, who, kind, text)"
                              " VALUES (?1, (SELECT coalesce(max(n), 0) + 1 FROM case_log WHERE post = ?1), ?2, ?3, ?4, ?5)";

    return db_run(s, err, sql, "iittt", post, note->time, note->who, note->kind, note->text);
}

int store_case_notes(struct store *s, struct arena *a, int64_t post, struct case_note **notes, int *n, struct err *err)
{
    static const char sql[] = "SELECT time, who, kind, text FROM case_log WHERE post = ? ORDER BY n";
    sqlite3_stmt *rows = db_query(s, err, sql, "i", post);
    struct case_note *list = NULL;
    int cap = 0;
    int more = rows ? 1 : -1;

    *n = 0;
    while (more > 0 && (more = db_next(s, rows, err)) > 0) {
        MEM_GROW(list, *n, cap);
        list[(*n)++] = (struct case_note){db_int(rows, 0), db_copy(rows, 1, a), db_copy(rows, 2, a), db_copy(rows, 3, a)};
    }
    *notes = arena_alloc(a, ((size_t)*n + 1) * sizeof *list);
    if (*n)
        memcpy(*notes, list, (size_t)*n * sizeof *list);
    free(list);
    return more < 0 ? -1 : 0;
}

int store_archive_case(struct store *s, int64_t post, struct err *err)
{
    static const char sql[] = "UPDATE case_file SET state = 'gearchiveerd', handle = '', url = '', token = '', labels = '', owner = '',"
                              " version = version + 1 WHERE post = ?";

    return db_run(s, err, "DELETE FROM case_log WHERE post = ?", "i", post) || db_run(s, err, sql, "i", post) ? -1 : 0;
}

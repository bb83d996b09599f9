/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "store/alerts.h"

#include <stdlib.h>
#include <string.h>

#include "store/db.h"

#define COLUMNS "id, time, issue, status, level, title, reason, length(posts) - length(replace(posts, ' ', '')) + 1"

static struct stored_alert read_alert(sqlite3_stmt *row, struct arena *a)
{
    return (struct stored_alert){.id = db_int(row, 0),
                                 .time = db_int(row, 1),
                                 .issue = db_int(row, 2),
                                 .status = (int)db_int(row, 3),
                                 .level = (enum alert_level)db_int(row, 4),
                                 .title = db_copy(row, 5, a),
                                 .reason = db_copy(row, 6, a),
                                 .nposts = (int)db_int(row, 7)};
}

int store_alert_step(struct store *s, struct arena *a, int64_t id, int64_t time, struct stored_alert *alert, struct err *err)
{
    static const char sql[] = "SELECT " COLUMNS " FROM alert WHERE id = ?1 AND (time = ?2 OR ?2 = 0) ORDER BY step DESC LIMIT 1";
    sqlite3_stmt *row = db_query(s, err, sql, "ii", id, time);
    int more = row ? db_next(s, row, err) : -1;

    *alert = (struct stored_alert){0};
    if (more > 0) {
        *alert = read_alert(row, a);
        db_done(row);
    }
    return more < 0 ? -1 : 0;
}

int store_alert_words(struct store *s, struct arena *a, int64_t id, struct stored_alert *alert, struct err *err)
{
    static const char sql[] = "SELECT " COLUMNS " FROM alert WHERE id = ? AND title <> '' ORDER BY step DESC LIMIT 1";
    sqlite3_stmt *row = db_query(s, err, sql, "i", id);
    int more = row ? db_next(s, row, err) : -1;

    *alert = (struct stored_alert){0};
    if (more > 0) {
        *alert = read_alert(row, a);
        db_done(row);
    }
    return more < 0 ? -1 : 0;
}

int store_alerts_now(struct store *s, struct arena *a, int64_t since, struct stored_alert **alerts, int *n, struct err *err)
{
    static const char sql[] = "SELECT " COLUMNS " FROM (SELECT *, row_number() OVER (PARTITION BY id ORDER BY step DESC) AS rank FROM alert"
                              " WHERE id IN (SELECT id FROM alert WHERE time >= ?)) WHERE rank = 1 ORDER BY time DESC, id DESC";
    sqlite3_stmt *row = db_query(s, err, sql, "i", since);
    struct stored_alert *list = NULL;
    int cap = 0;
    int more = row ? 1 : -1;

    *n = 0;
    while (more > 0 && (more = db_next(s, row, err)) > 0) {
        MEM_GROW(list, *n, cap);
        list[(*n)++] = read_alert(row, a);
    }
    *alerts = arena_alloc(a, ((size_t)*n + 1) * sizeof *list);
    if (*n)
        memcpy(*alerts, list, (size_t)*n * sizeof *list);
    free(list);
    return more;
}

int store_put_answer(struct store *s, int64_t alert, const struct alert_answer *answer, struct err *err)
{
    static const char sql[] = "INSERT INTO alert_answer (alert, answer, who, time) VALUES (?, ?, ?, ?) ON CONFLICT (alert)"
                              " DO UPDATE SET answer = excluded.answer, who = excluded.who, time = excluded.time";

    return db_run(s, err, sql, "itti", alert, answer->answer, answer->who, answer->time);
}

int store_answer(struct store *s, struct arena *a, int64_t alert, struct alert_answer *answer, struct err *err)
{
    sqlite3_stmt *row = db_query(s, err, "SELECT answer, who, time FROM alert_answer WHERE alert = ?", "i", alert);
    int more = row ? db_next(s, row, err) : -1;

    *answer = (struct alert_answer){0};
    if (more > 0) {
        *answer = (struct alert_answer){db_copy(row, 0, a), db_copy(row, 1, a), db_int(row, 2)};
        db_done(row);
    }
    return more < 0 ? -1 : 0;
}

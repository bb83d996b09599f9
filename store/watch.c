/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "store/db.h"

int store_put_vital(struct store *s, struct str name, int64_t value, struct err *err)
{
    return db_run(s, err, "INSERT INTO vital (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value", "ti",
                  name, value);
}

int store_vital(struct store *s, struct str name, int64_t *value, struct err *err)
{
    return db_number(s, err, db_query(s, err, "SELECT value FROM vital WHERE name = ?", "t", name), 0, value);
}

int store_each_vital(struct store *s, void (*fn)(void *context, struct str name, int64_t value), void *context, struct err *err)
{
    sqlite3_stmt *row = db_query(s, err, "SELECT name, value FROM vital ORDER BY name", "");
    int more = row ? 1 : -1;

    while (more > 0 && (more = db_next(s, row, err)) > 0)
        fn(context, db_str(row, 0), db_int(row, 1));
    return more;
}

int store_figures(struct store *s, struct store_figures *f, struct err *err)
{
    static const char sql[] =
        "SELECT (SELECT count(*) FROM post), (SELECT count(DISTINCT id) FROM alert), (SELECT count(*) FROM case_file),"
        " (SELECT count(*) FROM job WHERE lane = 0 AND state = 'waiting'), (SELECT count(*) FROM job WHERE lane = 0 AND state = 'failed'),"
        " (SELECT count(*) FROM job WHERE lane = 1 AND state = 'waiting'), (SELECT count(*) FROM job WHERE lane = 1 AND state = 'failed'),"
        " (SELECT coalesce(min(made), 0) FROM outbox WHERE state = 'waiting'),"
        " (SELECT count(*) FROM subscriber WHERE state = 'active'), (SELECT coalesce(max(row), 0) FROM audit),"
        " (SELECT page_count * page_size FROM pragma_page_count, pragma_page_size)";
    int64_t *const fields[] = {&f->posts,      &f->alerts,      &f->cases,       &f->desk_waiting, &f->desk_failed, &f->out_waiting,
                               &f->out_failed, &f->oldest_unsent, &f->subscribers, &f->audit_rows,   &f->bytes};

    return db_fields(s, err, db_query(s, err, sql, ""), fields, sizeof fields / sizeof *fields);
}

int store_last_post_of(struct store *s, struct str source, int64_t *time, struct err *err)
{
    return db_number(s, err, db_query(s, err, "SELECT coalesce(max(time), 0) FROM post WHERE source = ?", "t", source), 0, time);
}

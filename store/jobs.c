/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "store/db.h"

int store_add_job(struct store *s, const struct job *j, struct err *err)
{
    static const char sql[] =
        "INSERT INTO job (id, lane, kind, subject, due, urgency, once_key, ended, state)"
        " VALUES ((SELECT coalesce(max(id), 0) + 1 FROM job), ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (once_key) DO NOTHING";

    return db_run(s, err, sql, "ittiitit", (int64_t)j->lane, j->kind, j->subject, j->due, j->urgency, j->once_key, j->ended,
                  j->ended ? STR("done") : STR("waiting"));
}

int store_due_job(struct store *s, struct arena *a, enum job_lane lane, int64_t now, struct job *job, struct err *err)
{
    /* The plus keeps the order of the index: sorting a million letters for each would take hours. */
    static const char sql[] = "SELECT id, kind, subject, due, urgency, attempt, once_key FROM job"
                              " WHERE lane = ? AND state = 'waiting' AND +due <= ? ORDER BY urgency DESC, due, id LIMIT 1";
    sqlite3_stmt *row = db_query(s, err, sql, "ii", (int64_t)lane, now);
    int more = row ? db_next(s, row, err) : -1;

    *job = (struct job){.lane = lane};
    if (more > 0) {
        job->id = db_int(row, 0);
        job->kind = db_copy(row, 1, a);
        job->subject = db_copy(row, 2, a);
        job->due = db_int(row, 3);
        job->urgency = db_int(row, 4);
        job->attempt = db_int(row, 5);
        job->once_key = db_copy(row, 6, a);
        db_done(row);
    }
    return more < 0 ? -1 : 0;
}

int store_next_due(struct store *s, enum job_lane lane, int64_t *due, struct err *err)
{
    static const char sql[] = "SELECT due FROM job WHERE lane = ? AND state = 'waiting' AND due >= 0 ORDER BY due LIMIT 1";

    return db_number(s, err, db_query(s, err, sql, "i", (int64_t)lane), INT64_MAX, due);
}

int store_end_job(struct store *s, int64_t id, int64_t now, struct err *err)
{
    return db_run(s, err, "UPDATE job SET state = 'done', ended = ?, last_error = '' WHERE id = ?", "ii", now, id);
}

int store_retry_job(struct store *s, int64_t id, int64_t due, struct str why, struct err *err)
{
    return db_run(s, err, "UPDATE job SET due = ?, attempt = attempt + 1, last_error = ? WHERE id = ?", "iti", due, why, id);
}

int store_fail_job(struct store *s, int64_t id, int64_t now, struct str why, struct err *err)
{
    return db_run(s, err, "UPDATE job SET state = 'failed', attempt = attempt + 1, ended = ?, last_error = ? WHERE id = ?", "iti", now,
                  why, id);
}

int store_count_jobs(struct store *s, enum job_lane lane, int64_t since, int64_t *waiting, int64_t *failed, struct err *err)
{
    static const char waits[] = "SELECT count(*) FROM job WHERE lane = ? AND state = 'waiting'";
    static const char gone[] = "SELECT count(*) FROM job WHERE lane = ? AND state = 'failed' AND ended >= ?";

    return db_number(s, err, db_query(s, err, waits, "i", (int64_t)lane), 0, waiting) ||
                   db_number(s, err, db_query(s, err, gone, "ii", (int64_t)lane, since), 0, failed)
               ? -1
               : 0;
}

int store_knows_job(struct store *s, struct str kind, bool *known, struct err *err)
{
    int64_t yes;

    if (db_number(s, err, db_query(s, err, "SELECT EXISTS (SELECT 1 FROM job WHERE lane = ? AND kind = ?)", "it", (int64_t)LANE_DESK, kind), 0, &yes))
        return -1;
    *known = yes != 0;
    return 0;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "store/db.h"

int store_add_message(struct store *s, const struct message *m, int64_t urgency, struct err *err)
{
    static const char known[] = "SELECT id FROM outbox WHERE message_id = ?";
    static const char next[] = "SELECT coalesce(max(id), 0) + 1 FROM outbox";
    static const char add[] = "INSERT INTO outbox (id, message_id, kind, channel, recipient, made, reader, about, bytes, state)"
                              " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'waiting')";
    struct arena a = {0};
    struct job job = {.lane = LANE_OUT, .kind = STR("deliver"), .urgency = urgency};
    int64_t id;
    int failed = db_number(s, err, db_query(s, err, known, "t", m->message_id), 0, &id);

    if (failed || id)
        return failed;
    failed = db_number(s, err, db_query(s, err, next, ""), 1, &id);
    job.subject = str_printf(&a, "%lld", (long long)id);
    job.once_key = str_printf(&a, "deliver/%lld/%lld", (long long)id, (long long)m->made);
    failed = failed || store_add_job(s, &job, err) ||
             db_run(s, err, add, "ittttiitb", id, m->message_id, m->kind, m->channel, m->recipient, m->made, m->reader, m->about, m->bytes);
    arena_release(&a);
    return failed ? -1 : 0;
}

int store_hurry_messages(struct store *s, int64_t now, int64_t longest, struct err *err)
{
    return db_run(s, err, "UPDATE job SET due = ? WHERE lane = ? AND state = 'waiting' AND due > ?", "iii", now, (int64_t)LANE_OUT,
                  now + longest);
}

int store_message(struct store *s, struct arena *a, int64_t id, struct message *m, struct err *err)
{
    static const char sql[] = "SELECT id, message_id, kind, channel, recipient, bytes, made, state, answer, ended, reader, about"
                              " FROM outbox WHERE id = ?";
    sqlite3_stmt *row = db_query(s, err, sql, "i", id);
    int more = row ? db_next(s, row, err) : -1;

    *m = (struct message){0};
    if (more > 0) {
        *m = (struct message){.id = db_int(row, 0),
                              .message_id = db_copy(row, 1, a),
                              .kind = db_copy(row, 2, a),
                              .channel = db_copy(row, 3, a),
                              .recipient = db_copy(row, 4, a),
                              .bytes = db_copy(row, 5, a),
                              .made = db_int(row, 6),
                              .state = db_copy(row, 7, a),
                              .answer = db_copy(row, 8, a),
                              .ended = db_int(row, 9),
                              .reader = db_int(row, 10),
                              .about = db_copy(row, 11, a)};
        db_done(row);
    }
    return more < 0 ? -1 : 0;
}

int store_end_message(struct store *s, int64_t id, struct str state, struct str answer, int64_t now, struct err *err)
{
    return db_run(s, err, "UPDATE outbox SET state = ?, answer = ?, ended = ?, bytes = x'' WHERE id = ?", "ttii", state, answer, now, id);
}

int store_note_answer(struct store *s, int64_t id, struct str answer, struct err *err)
{
    return db_run(s, err, "UPDATE outbox SET answer = ? WHERE id = ?", "ti", answer, id);
}

int store_each_message(struct store *s, int64_t since, int limit, int (*fn)(void *context, const struct message *message), void *context,
                       struct err *err)
{
    static const char sql[] = "SELECT o.id, o.message_id, o.kind, o.channel, o.recipient, o.made, o.state, o.answer, o.ended,"
                              " coalesce(j.attempt, 0) FROM outbox o LEFT JOIN job j ON j.once_key = 'deliver/' || o.id || '/' || o.made"
                              " WHERE o.made >= ? OR o.state = 'waiting' ORDER BY o.id DESC LIMIT ?";
    sqlite3_stmt *row = db_query(s, err, sql, "ii", since, (int64_t)limit);
    int more = row ? 1 : -1;
    int stopped = 0;

    while (!stopped && more > 0 && (more = db_next(s, row, err)) > 0) {
        struct message m = {.id = db_int(row, 0),
                            .message_id = db_str(row, 1),
                            .kind = db_str(row, 2),
                            .channel = db_str(row, 3),
                            .recipient = db_str(row, 4),
                            .made = db_int(row, 5),
                            .state = db_str(row, 6),
                            .answer = db_str(row, 7),
                            .ended = db_int(row, 8),
                            .attempt = db_int(row, 9)};

        stopped = fn(context, &m);
    }
    if (stopped)
        db_done(row);
    return more < 0 ? -1 : 0;
}

int store_fixed_day(struct store *s, struct arena *a, int64_t to, struct fixed_report *r, struct err *err)
{
    static const char sql[] = "SELECT id, version, from_time, to_time, made, fixed, fixed_by FROM report WHERE kind = 'day' AND subject = ''"
                              " AND to_time = ? AND fixed > 0 ORDER BY fixed DESC, id DESC, version DESC LIMIT 1";
    sqlite3_stmt *row = db_query(s, err, sql, "i", to);
    int more = row ? db_next(s, row, err) : -1;

    *r = (struct fixed_report){0};
    if (more > 0) {
        *r = (struct fixed_report){db_int(row, 0), db_int(row, 1), db_int(row, 2),    db_int(row, 3),
                                   db_int(row, 4), db_int(row, 5), db_copy(row, 6, a)};
        db_done(row);
    }
    return more < 0 ? -1 : 0;
}

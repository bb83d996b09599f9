/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* What reports ask of the store: sums of the tally, and the reports themselves. */
#include <stdlib.h>
#include <string.h>

#include "store/db.h"

/* ---- sums of the tally ---- */

int store_tally_rows(struct store *s, const struct tally_query *q,
                     int (*fn)(void *context, const struct tally_row *row), void *context, struct err *err)
{
    static const char all[] =
        "SELECT value, issue, voice, sentiment, sum(n) FROM tally WHERE cut = ? AND day >= ? AND day < ?"
        " GROUP BY value, issue, voice, sentiment";
    static const char one[] =
        "SELECT value, issue, voice, sentiment, sum(n) FROM tally WHERE cut = ? AND value = ? AND day >= ? AND day < ?"
        " GROUP BY value, issue, voice, sentiment";
    int64_t from = q->from_day, to = q->to_day;
    sqlite3_stmt *rows = q->value.n ? db_query(s, err, one, "ttii", q->cut, q->value, from, to)
                                    : db_query(s, err, all, "tii", q->cut, from, to);
    int more = rows ? 1 : -1;
    int stopped = 0;

    while (!stopped && more > 0 && (more = db_next(s, rows, err)) > 0) {
        struct tally_row row = {db_str(rows, 0), db_int(rows, 1), (enum voice)db_int(rows, 2),
                                (enum sentiment)db_int(rows, 3), db_int(rows, 4)};

        if (row.n > 0 && row.voice < VOICE_COUNT && row.sentiment < SENTIMENT_COUNT)
            stopped = fn(context, &row);
    }
    if (stopped)
        db_done(rows);
    return more < 0 ? -1 : 0;
}

int store_tally_first(struct store *s, int *day, struct err *err)
{
    int64_t first;

    if (db_number(s, err, db_query(s, err, "SELECT day FROM tally WHERE cut = '' AND value = '' AND n > 0 ORDER BY day LIMIT 1", ""), 0,
                  &first))
        return -1;
    *day = (int)first;
    return 0;
}

/* ---- reports ---- */

#define REPORT_COLUMNS "id, version, kind, subject, from_time, to_time, made, fixed, fixed_by, edits"

static struct stored_report read_report(sqlite3_stmt *row, struct arena *a)
{
    return (struct stored_report){
        .id = db_int(row, 0),
        .version = db_int(row, 1),
        .kind = db_copy(row, 2, a),
        .subject = db_copy(row, 3, a),
        .from = db_int(row, 4),
        .to = db_int(row, 5),
        .made = db_int(row, 6),
        .fixed = db_int(row, 7),
        .fixed_by = db_copy(row, 8, a),
        .edits = db_copy(row, 9, a),
    };
}

static int find_report(struct store *s, struct arena *a, const struct stored_report *wanted,
                       struct stored_report *found, struct err *err)
{
    static const char sql[] =
        "SELECT " REPORT_COLUMNS " FROM report WHERE kind = ? AND subject = ? AND from_time = ? AND to_time = ?"
        " ORDER BY version DESC LIMIT 1";
    sqlite3_stmt *row = db_query(s, err, sql, "ttii", wanted->kind, wanted->subject, wanted->from, wanted->to);
    int more = row ? db_next(s, row, err) : -1;

    *found = (struct stored_report){0};
    if (more > 0) {
        *found = read_report(row, a);
        db_done(row);
    }
    return more < 0 ? -1 : 0;
}

int store_put_concept(struct store *s, struct arena *a, struct stored_report *report, struct err *err)
{
    static const char add[] = "INSERT INTO report (id, version, kind, subject, from_time, to_time, made, edits) VALUES "
                              "(?, ?, ?, ?, ?, ?, ?, ?)";
    struct stored_report held;

    if (find_report(s, a, report, &held, err))
        return -1;
    if (held.id && !held.fixed) {
        report->id = held.id;
        report->version = held.version;
        report->edits = held.edits;
        return db_run(s, err, "UPDATE report SET made = ? WHERE id = ? AND version = ?", "iii", report->made, held.id,
                      held.version);
    }
    report->version = held.version + 1;
    report->edits = held.edits;
    report->id = held.id;
    if (!held.id &&
        db_number(s, err, db_query(s, err, "SELECT coalesce(max(id), 0) + 1 FROM report", ""), 1, &report->id))
        return -1;
    return db_run(s, err, add, "iittiiit", report->id, report->version, report->kind, report->subject, report->from,
                  report->to, report->made, report->edits);
}

/* Is it there, a concept still, and are its edits those that were seen? */
static int check_concept(struct store *s, const struct stored_report *seen, struct err *err)
{
    enum { SAME, FIXED, EDITED };
    static const char sql[] = "SELECT CASE WHEN fixed <> 0 THEN 1 WHEN coalesce(edits, '') = coalesce(?, '') THEN 0 ELSE 2 END"
                              " FROM report WHERE id = ? AND version = ?";
    int64_t found;

    if (db_number(s, err, db_query(s, err, sql, "tii", seen->edits, seen->id, seen->version), -1, &found))
        return -1;
    if (found == FIXED)
        return err_set(err, "report %lld is fixed and never changes; make it anew for a next version", (long long)seen->id);
    if (found == EDITED)
        return err_set(err, "somebody edited report %lld meanwhile; look at it again", (long long)seen->id);
    return found == SAME ? 0 : err_set(err, "no report %lld", (long long)seen->id);
}

int store_edit_report(struct store *s, const struct stored_report *seen, struct str edits, struct err *err)
{
    static const char sql[] = "UPDATE report SET edits = ? WHERE id = ? AND version = ? AND fixed = 0";

    return check_concept(s, seen, err) || db_run(s, err, sql, "tii", edits, seen->id, seen->version) ? -1 : 0;
}

int store_fix_report(struct store *s, const struct stored_report *r, struct err *err)
{
    static const char sql[] = "UPDATE report SET fixed = ?, fixed_by = ?, html = ?, pdf = ?, text = ?"
                              " WHERE id = ? AND version = ? AND fixed = 0";

    return check_concept(s, r, err) || db_run(s, err, sql, "itbbbii", r->fixed, r->fixed_by, r->html, r->pdf, r->text, r->id, r->version)
               ? -1
               : 0;
}

int store_report(struct store *s, struct arena *a, int64_t id, int64_t version, struct stored_report *report,
                 struct err *err)
{
    static const char sql[] =
        "SELECT " REPORT_COLUMNS ", html, pdf, text FROM report WHERE id = ? AND (? = 0 OR version = ?)"
        " ORDER BY version DESC LIMIT 1";
    sqlite3_stmt *row = db_query(s, err, sql, "iii", id, version, version);
    int more = row ? db_next(s, row, err) : -1;

    *report = (struct stored_report){0};
    if (more > 0) {
        *report = read_report(row, a);
        report->html = db_copy(row, 10, a);
        report->pdf = db_copy(row, 11, a);
        report->text = db_copy(row, 12, a);
        db_done(row);
    }
    return more < 0 ? -1 : 0;
}

int store_reports(struct store *s, struct arena *a, struct stored_report **reports, int *n, struct err *err)
{
    static const char sql[] = "SELECT " REPORT_COLUMNS " FROM report ORDER BY to_time DESC, id DESC, version DESC";
    sqlite3_stmt *rows = db_query(s, err, sql, "");
    struct stored_report *list = NULL;
    int cap = 0;
    int more = rows ? 1 : -1;

    *n = 0;
    while (more > 0 && (more = db_next(s, rows, err)) > 0) {
        MEM_GROW(list, *n, cap);
        list[(*n)++] = read_report(rows, a);
    }
    *reports = arena_alloc(a, (size_t)(*n + 1) * sizeof *list);
    if (*n)
        memcpy(*reports, list, (size_t)*n * sizeof *list);
    free(list);
    return more < 0 ? -1 : 0;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "store/now.h"

#include <stdlib.h>
#include <string.h>

#include "store/db.h"

int store_count_steps(struct store *s, int64_t issue, int64_t from, int64_t step, int64_t *counts, int n, struct err *err)
{
    static const char of_all[] = "SELECT (time - ?1) / ?2, count(*) FROM post WHERE time >= ?1 AND time < ?3 AND duplicate_of = 0 GROUP BY 1";
    static const char of_issue[] = "SELECT (time - ?1) / ?2, count(*) FROM post WHERE issue = ?4 AND issue <> 0 AND time >= ?1 AND time < ?3"
                                   " AND duplicate_of = 0 GROUP BY 1";
    int64_t to = from + n * step;
    sqlite3_stmt *rows = issue ? db_query(s, err, of_issue, "iiii", from, step, to, issue) : db_query(s, err, of_all, "iii", from, step, to);
    int more = rows ? 1 : -1;

    memset(counts, 0, (size_t)n * sizeof *counts);
    while (more > 0 && (more = db_next(s, rows, err)) > 0) {
        int64_t at = db_int(rows, 0);

        if (at >= 0 && at < n)
            counts[at] = db_int(rows, 1);
    }
    return more < 0 ? -1 : 0;
}

/* Copies a list that grew into the arena and frees it. */
static void *keep(struct arena *a, void *list, int n, size_t size)
{
    void *kept = arena_alloc(a, ((size_t)n + 1) * size);

    if (n)
        memcpy(kept, list, (size_t)n * size);
    free(list);
    return kept;
}

int store_issue_sums(struct store *s, struct arena *a, const struct issue_query *q, struct issue_sum **sums, int *n, struct err *err)
{
    static const char sql[] = "SELECT issue, sum(n) FROM tally WHERE cut = ?1 AND value = ?2 AND day >= ?3 AND day < ?4 AND issue <> 0"
                              " AND (?5 < 0 OR voice = ?5) GROUP BY issue HAVING sum(n) > 0 ORDER BY 2 DESC, 1 LIMIT ?6";
    sqlite3_stmt *rows = db_query(s, err, sql, "ttiiii", q->cut, q->value, (int64_t)q->from_day, (int64_t)q->to_day, (int64_t)q->voice,
                                  (int64_t)q->limit);
    struct issue_sum *list = NULL;
    int cap = 0;
    int more = rows ? 1 : -1;

    *n = 0;
    while (more > 0 && (more = db_next(s, rows, err)) > 0) {
        MEM_GROW(list, *n, cap);
        list[(*n)++] = (struct issue_sum){db_int(rows, 0), db_int(rows, 1)};
    }
    *sums = keep(a, list, *n, sizeof *list);
    return more < 0 ? -1 : 0;
}

int store_standing_alerts(struct store *s, struct arena *a, int64_t since, struct alert_now **alerts, int *n, struct err *err)
{
    /* The latest step says how it stands; the highest one (the last of it) has the words. */
    static const char sql[] =
        "SELECT l.id, l.time, l.issue, l.status, l.level, h.title, h.reason,"
        " (SELECT posts FROM alert g WHERE g.id = m.id ORDER BY length(posts) DESC LIMIT 1),"
        " h.level, (SELECT min(time) FROM alert f WHERE f.id = l.id), coalesce(r.answer, ''), coalesce(r.who, ''), coalesce(r.time, 0)"
        " FROM (SELECT id, max(step) AS step FROM alert WHERE id IN (SELECT id FROM alert WHERE time >= ?) GROUP BY id) m"
        " JOIN alert l ON l.id = m.id AND l.step = m.step"
        " JOIN alert h ON h.id = m.id AND h.step = (SELECT step FROM alert x WHERE x.id = m.id AND x.title <> ''"
        "  ORDER BY level DESC, step DESC LIMIT 1)"
        " LEFT JOIN alert_answer r ON r.alert = m.id ORDER BY l.time DESC, l.id DESC";
    sqlite3_stmt *rows = db_query(s, err, sql, "i", since);
    struct alert_now *list = NULL;
    struct str *posts = NULL;
    int cap = 0, posts_cap = 0;
    int more = rows ? 1 : -1;

    *n = 0;
    while (more > 0 && (more = db_next(s, rows, err)) > 0) {
        MEM_GROW(list, *n, cap);
        list[(*n)++] = (struct alert_now){.last = {.id = db_int(rows, 0),
                                                   .time = db_int(rows, 1),
                                                   .issue = db_int(rows, 2),
                                                   .status = (int)db_int(rows, 3),
                                                   .level = (enum alert_level)db_int(rows, 4),
                                                   .title = db_copy(rows, 5, a),
                                                   .reason = db_copy(rows, 6, a),
                                                   .nposts = 1},
                                          .highest = (enum alert_level)db_int(rows, 8),
                                          .began = db_int(rows, 9),
                                          .answer = db_copy(rows, 10, a),
                                          .who = db_copy(rows, 11, a),
                                          .answered = db_int(rows, 12)};
        MEM_GROW(posts, *n - 1, posts_cap);
        posts[*n - 1] = db_copy(rows, 7, a);
    }
    for (int i = 0; i < *n && more == 0; i++) {
        for (size_t k = 0; k < posts[i].n; k++)
            list[i].last.nposts += posts[i].p[k] == ' ';
        more = store_issue_of_posts(s, posts[i], &list[i].last.issue, err);
    }
    free(posts);
    *alerts = keep(a, list, *n, sizeof *list);
    return more < 0 ? -1 : 0;
}

int store_replies(struct store *s, struct str id, int64_t *n, struct err *err)
{
    return db_number(s, err, db_query(s, err, "SELECT count(*) FROM post WHERE reply_to = ? AND reply_to <> ''", "t", id), 0, n);
}

int store_copies(struct store *s, int64_t seq, int64_t *n, struct err *err)
{
    return db_number(s, err, db_query(s, err, "SELECT count(*) FROM post WHERE duplicate_of = ? AND duplicate_of <> 0", "i", seq), 0, n);
}

int store_issue_actions(struct store *s, int64_t issue, int limit, int (*fn)(void *context, const struct action *action), void *context,
                        struct err *err)
{
    static const char sql[] = "SELECT seq, time, kind, who, a, b, text FROM action WHERE kind <> 'correct' AND (a = ?1 "
                              "OR (kind = 'merge' AND b = ?1))"
                              " ORDER BY seq DESC LIMIT ?2";
    sqlite3_stmt *rows = db_query(s, err, sql, "ii", issue, (int64_t)limit);
    int more = rows ? 1 : -1;
    int stopped = 0;

    while (!stopped && more > 0 && (more = db_next(s, rows, err)) > 0) {
        struct action action = {db_int(rows, 0), db_int(rows, 1), db_str(rows, 2), db_str(rows, 3), db_int(rows, 4), db_int(rows, 5),
                                db_str(rows, 6)};

        stopped = fn(context, &action);
    }
    if (stopped)
        db_done(rows);
    return more < 0 ? -1 : 0;
}

/* ---- followers ---- */

int store_set_follower(struct store *s, int64_t issue, struct str who, int64_t now, bool follows, struct err *err)
{
    return follows ? db_run(s, err, "INSERT INTO follower (issue, who, time) VALUES (?, ?, ?) ON CONFLICT (issue, who) DO NOTHING", "iti",
                            issue, who, now)
                   : db_run(s, err, "DELETE FROM follower WHERE issue = ? AND who = ?", "it", issue, who);
}

int store_followers(struct store *s, int64_t issue, struct str who, int64_t *n, bool *follows, struct err *err)
{
    int64_t mine;

    if (db_number(s, err, db_query(s, err, "SELECT count(*) FROM follower WHERE issue = ?", "i", issue), 0, n) ||
        db_number(s, err, db_query(s, err, "SELECT count(*) FROM follower WHERE issue = ? AND who = ?", "it", issue, who), 0, &mine))
        return -1;
    *follows = mine > 0;
    return 0;
}

/* ---- searches that are kept ---- */

int store_add_search(struct store *s, const struct saved_search *r, struct err *err)
{
    static const char sql[] = "INSERT INTO saved_search (id, name, query, purpose, owner, address, made, until, seen)"
                              " VALUES ((SELECT coalesce(max(id), 0) + 1 FROM saved_search), ?, ?, ?, ?, ?, ?, ?, ?)";

    return db_run(s, err, sql, "tttttiii", r->name, r->query, r->purpose, r->owner, r->address, r->made, r->until, r->seen);
}

int store_drop_search(struct store *s, int64_t id, struct err *err)
{
    return db_run(s, err, "DELETE FROM saved_search WHERE id = ?", "i", id);
}

int store_see_search(struct store *s, const struct saved_search *which, int64_t seen, struct err *err)
{
    static const char sql[] = "UPDATE saved_search SET seen = ? WHERE owner = ? AND query = ? AND purpose = ? AND seen < ?";

    return db_run(s, err, sql, "ittti", seen, which->owner, which->query, which->purpose, seen);
}

int store_searches(struct store *s, struct arena *a, struct saved_search **searches, int *n, struct err *err)
{
    static const char sql[] = "SELECT id, name, query, purpose, owner, address, made, until, seen FROM saved_search ORDER BY name, id";
    sqlite3_stmt *rows = db_query(s, err, sql, "");
    struct saved_search *list = NULL;
    int cap = 0;
    int more = rows ? 1 : -1;

    *n = 0;
    while (more > 0 && (more = db_next(s, rows, err)) > 0) {
        MEM_GROW(list, *n, cap);
        list[(*n)++] = (struct saved_search){db_int(rows, 0),     db_copy(rows, 1, a), db_copy(rows, 2, a), db_copy(rows, 3, a), db_copy(rows, 4, a),
                                             db_copy(rows, 5, a), db_int(rows, 6),     db_int(rows, 7),     db_int(rows, 8)};
    }
    *searches = keep(a, list, *n, sizeof *list);
    return more < 0 ? -1 : 0;
}

/* ---- readers ---- */

int store_note_read(struct store *s, int64_t report, int64_t version, struct err *err)
{
    static const char sql[] = "INSERT INTO report_read (report, version, n) VALUES (?, ?, 1) ON CONFLICT (report, version) DO UPDATE SET n = n + 1";

    return db_run(s, err, sql, "ii", report, version);
}

int store_reads(struct store *s, int64_t report, int64_t version, int64_t *n, struct err *err)
{
    return db_number(s, err, db_query(s, err, "SELECT n FROM report_read WHERE report = ? AND version = ?", "ii", report, version), 0, n);
}

/* ---- audit ---- */

int store_audit_rows(struct store *s, struct str actor, struct str action, int64_t before, int limit,
                     int (*fn)(void *context, int64_t row, const struct audit_row *audit), void *context, struct err *err)
{
    static const char sql[] = "SELECT row, action, object, result, origin, actor, time FROM audit WHERE row < ?1 AND (?2 = '' OR actor = ?2)"
                              " AND (?3 = '' OR action = ?3) ORDER BY row DESC LIMIT ?4";
    sqlite3_stmt *rows = db_query(s, err, sql, "itti", before, actor, action, (int64_t)limit);
    int more = rows ? 1 : -1;
    int stopped = 0;

    while (!stopped && more > 0 && (more = db_next(s, rows, err)) > 0) {
        struct audit_row row = {db_str(rows, 1), db_str(rows, 2), db_str(rows, 3), db_str(rows, 4), db_str(rows, 5), db_int(rows, 6)};

        stopped = fn(context, db_int(rows, 0), &row);
    }
    if (stopped)
        db_done(rows);
    return more < 0 ? -1 : 0;
}

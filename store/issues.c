/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "store/db.h"

/* A withdrawn alert, as analysis numbers the statuses: nieuw, verhoogd, ingetrokken. */
enum { ALERT_WITHDRAWN = 2 };

int store_put_issue(struct store *s, int64_t id, struct str title, struct err *err)
{
    static const char sql[] = "INSERT INTO issue (id, title) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET title = excluded.title";

    return db_run(s, err, sql, "it", id, title);
}

int store_merge_issue(struct store *s, int64_t into, int64_t from, struct err *err)
{
    /* Tallies of both days may meet: they are added up, then the old rows go. */
    static const char join_tally[] =
        "INSERT INTO tally (cut, value, day, issue, voice, sentiment, channel, n)"
        " SELECT cut, value, day, ?, voice, sentiment, channel, n FROM tally WHERE issue = ? AND issue <> 0"
        " ON CONFLICT (cut, value, day, issue, voice, sentiment, channel) DO UPDATE SET n = n + excluded.n";

    return db_run(s, err, "UPDATE issue SET merged_into = ? WHERE id = ? OR (merged_into = ? AND merged_into <> 0)", "iii", into, from, from) ||
                   db_run(s, err, join_tally, "ii", into, from) ||
                   db_run(s, err, "DELETE FROM tally WHERE issue = ? AND issue <> 0", "i", from) ||
                   db_run(s, err, "UPDATE post SET issue = ? WHERE issue = ? AND issue <> 0", "ii", into, from)
               ? -1
               : 0;
}

#define ISSUE_COLUMNS "i.id, i.title, i.merged_into, (SELECT min(time) FROM post WHERE issue = i.id AND issue <> 0)," \
                      " (SELECT max(time) FROM post WHERE issue = i.id AND issue <> 0)"

static struct stored_issue read_issue(sqlite3_stmt *row, struct arena *a)
{
    return (struct stored_issue){.id = db_int(row, 0),
                                 .title = db_copy(row, 1, a),
                                 .merged_into = db_int(row, 2),
                                 .first = db_int(row, 3),
                                 .last = db_int(row, 4)};
}

int store_issue(struct store *s, struct arena *a, int64_t id, struct stored_issue *issue, struct err *err)
{
    static const char sql[] = "SELECT " ISSUE_COLUMNS " FROM issue o JOIN issue i"
                              " ON i.id = CASE WHEN o.merged_into <> 0 THEN o.merged_into ELSE o.id END WHERE o.id = ?";
    sqlite3_stmt *row = db_query(s, err, sql, "i", id);
    int more = row ? db_next(s, row, err) : -1;

    *issue = (struct stored_issue){0};
    if (more > 0) {
        *issue = read_issue(row, a);
        db_done(row);
    }
    return more < 0 ? -1 : 0;
}

int store_times(struct store *s, struct arena *a, int64_t issue, int64_t from, int64_t to, int64_t **times, int *n,
                struct err *err)
{
    static const char of_all[] = "SELECT time FROM post WHERE time >= ? AND time < ? AND duplicate_of = 0 ORDER BY time";
    static const char of_issue[] = "SELECT time FROM post WHERE time >= ? AND time < ? AND duplicate_of = 0 AND issue = ?"
                                   " AND issue <> 0 ORDER BY time";

    return db_numbers(s, issue ? db_query(s, err, of_issue, "iii", from, to, issue) : db_query(s, err, of_all, "ii", from, to), a,
                      times, n, err);
}

int store_issues_between(struct store *s, struct arena *a, int64_t from, int64_t to, struct stored_issue **issues, int *n,
                         struct err *err)
{
    static const char sql[] = "SELECT " ISSUE_COLUMNS ", w.posts FROM issue i JOIN"
                              " (SELECT issue, count(*) AS posts FROM post WHERE time >= ? AND time < ? AND +issue <> 0"
                              "  AND duplicate_of = 0 GROUP BY issue) w ON w.issue = i.id ORDER BY w.posts DESC, i.id";
    sqlite3_stmt *rows = db_query(s, err, sql, "ii", from, to);
    struct stored_issue *list = NULL;
    int cap = 0;
    int more = rows ? 1 : -1;

    *n = 0;
    while (more > 0 && (more = db_next(s, rows, err)) > 0) {
        MEM_GROW(list, *n, cap);
        list[*n] = read_issue(rows, a);
        list[(*n)++].posts = db_int(rows, 5);
    }
    *issues = arena_alloc(a, (size_t)*n * sizeof *list);
    if (*n)
        memcpy(*issues, list, (size_t)*n * sizeof *list);
    free(list);
    return more < 0 ? -1 : 0;
}

int store_each_issue(struct store *s, int (*take)(void *context, int64_t id, int64_t merged_into, struct str title), void *context,
                     struct err *err)
{
    sqlite3_stmt *rows = db_query(s, err, "SELECT id, merged_into, title FROM issue ORDER BY id", "");
    struct arena a = {0};
    int more = rows ? 1 : -1;

    while (more > 0 && (more = db_next(s, rows, err)) > 0) {
        take(context, db_int(rows, 0), db_int(rows, 1), db_copy(rows, 2, &a));
        arena_clear(&a);
    }
    arena_release(&a);
    return more < 0 ? -1 : 0;
}

int store_last_ids(struct store *s, int64_t *issue, int64_t *alert, struct err *err)
{
    return db_number(s, err, db_query(s, err, "SELECT coalesce(max(id), 0) FROM issue", ""), 0, issue) ||
                   db_number(s, err, db_query(s, err, "SELECT coalesce(max(id), 0) FROM alert", ""), 0, alert)
               ? -1
               : 0;
}

int store_open_alerts(struct store *s, int (*take)(void *context, const struct stored_alert *alert), void *context, struct err *err)
{
    static const char sql[] = "SELECT id, issue, level, time FROM alert a WHERE status <> ?"
                              " AND step = (SELECT max(step) FROM alert b WHERE b.id = a.id) ORDER BY id";
    sqlite3_stmt *rows = db_query(s, err, sql, "i", (int64_t)ALERT_WITHDRAWN);
    int more = rows ? 1 : -1;

    while (more > 0 && (more = db_next(s, rows, err)) > 0) {
        struct stored_alert alert = {.id = db_int(rows, 0),
                                     .issue = db_int(rows, 1),
                                     .level = (enum alert_level)db_int(rows, 2),
                                     .time = db_int(rows, 3)};

        take(context, &alert);
    }
    return more < 0 ? -1 : 0;
}

int store_add_alert(struct store *s, const struct stored_alert *alert, const int64_t *posts, struct err *err)
{
    static const char sql[] =
        "INSERT INTO alert (id, time, status, level, issue, title, reason, posts, step)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, (SELECT coalesce(max(step), 0) + 1 FROM alert WHERE id = ?1))";
    struct buf list = {0};
    int failed;

    for (int i = 0; i < alert->nposts; i++)
        buf_printf(&list, i ? " %lld" : "%lld", (long long)posts[i]);
    failed = db_run(s, err, sql, "iiiiittt", alert->id, alert->time, (int64_t)alert->status, (int64_t)alert->level, alert->issue,
                    alert->title, alert->reason, buf_str(&list));
    buf_release(&list);
    return failed;
}

int store_set_alert_issue(struct store *s, int64_t alert, int64_t issue, struct err *err)
{
    return db_run(s, err, "UPDATE alert SET issue = ? WHERE id = ?", "ii", issue, alert);
}

int store_issue_of_posts(struct store *s, struct str posts, int64_t *issue, struct err *err)
{
    enum { MOST_ISSUES = 32, MOST_POSTS = 200 }; /* the first tell enough of a flood */
    int64_t issues[MOST_ISSUES];
    int counts[MOST_ISSUES], n = 0, best = -1;

    for (int i = 0; posts.n && i < MOST_POSTS; i++) {
        long long seq = 0;
        int64_t now = 0;
        int k = 0;

        str_to_number(str_cut(&posts, ' '), INT64_MAX, &seq);
        if (db_number(s, err, db_query(s, err, "SELECT issue FROM post WHERE seq = ?", "i", (int64_t)seq), 0, &now))
            return -1;
        while (k < n && issues[k] != now)
            k++;
        if (!now || k == MOST_ISSUES)
            continue;
        if (k == n) {
            counts[n] = 0;
            issues[n++] = now;
        }
        counts[k]++;
        best = best < 0 || counts[k] > counts[best] ? k : best;
    }
    if (best >= 0)
        *issue = issues[best];
    return 0;
}

int store_alerts_between(struct store *s, struct arena *a, int64_t from, int64_t to, struct stored_alert **alerts, int *n,
                         struct err *err)
{
    static const char sql[] =
        "SELECT id, time, issue, status, level, title, reason, nposts, posts FROM (SELECT id, time, issue, status, level, title, reason,"
        " posts, length(posts) - length(replace(posts, ' ', '')) + 1 AS nposts,"
        " row_number() OVER (PARTITION BY id ORDER BY level DESC, step) AS rank FROM alert"
        " WHERE time >= ? AND time < ? AND status <> ?) WHERE rank = 1 ORDER BY time, id";
    sqlite3_stmt *rows = db_query(s, err, sql, "iii", from, to, (int64_t)ALERT_WITHDRAWN);
    struct stored_alert *list = NULL;
    struct str *posts = NULL;
    int cap = 0, posts_cap = 0;
    int more = rows ? 1 : -1;

    *n = 0;
    while (more > 0 && (more = db_next(s, rows, err)) > 0) {
        MEM_GROW(list, *n, cap);
        MEM_GROW(posts, *n, posts_cap);
        posts[*n] = db_copy(rows, 8, a);
        list[(*n)++] = (struct stored_alert){.id = db_int(rows, 0),
                                             .time = db_int(rows, 1),
                                             .issue = db_int(rows, 2),
                                             .status = (int)db_int(rows, 3),
                                             .level = (enum alert_level)db_int(rows, 4),
                                             .title = db_copy(rows, 5, a),
                                             .reason = db_copy(rows, 6, a),
                                             .nposts = (int)db_int(rows, 7)};
    }
    for (int i = 0; i < *n && more == 0; i++)
        more = store_issue_of_posts(s, posts[i], &list[i].issue, err);
    *alerts = arena_alloc(a, (size_t)*n * sizeof *list);
    if (*n)
        memcpy(*alerts, list, (size_t)*n * sizeof *list);
    free(list);
    free(posts);
    return more < 0 ? -1 : 0;
}

int store_add_rumour(struct store *s, const struct stored_rumour *r, struct err *err)
{
    static const char sql[] = "INSERT INTO rumour (post, claim, time, state, source, who) VALUES (?, ?, ?, ?, ?, ?)"
                              " ON CONFLICT (post, claim, time) DO UPDATE SET state = excluded.state, source = excluded.source,"
                              " who = excluded.who";

    return db_run(s, err, sql, "itittt", r->post, r->claim, r->time, r->state, r->source, r->who);
}

int store_rumours(struct store *s, struct arena *a, int64_t issue, int64_t until, struct stored_rumour **rumours, int *n,
                  struct err *err)
{
    /* CROSS JOIN: rumours are few, so they are looked through first, whatever the planner knows of the tables. */
    static const char sql[] = "SELECT r.post, r.claim, r.time, r.state, r.source, r.who FROM rumour r CROSS JOIN post p"
                              " WHERE p.seq = r.post AND p.issue = ? AND r.time < ? ORDER BY r.time, r.claim";
    sqlite3_stmt *rows = db_query(s, err, sql, "ii", issue, until);
    struct stored_rumour *list = NULL;
    int cap = 0;
    int more = rows ? 1 : -1;

    *n = 0;
    while (more > 0 && (more = db_next(s, rows, err)) > 0) {
        MEM_GROW(list, *n, cap);
        list[(*n)++] = (struct stored_rumour){.post = db_int(rows, 0),
                                              .claim = db_copy(rows, 1, a),
                                              .time = db_int(rows, 2),
                                              .state = db_copy(rows, 3, a),
                                              .source = db_copy(rows, 4, a),
                                              .who = db_copy(rows, 5, a)};
    }
    *rumours = arena_alloc(a, (size_t)(*n + 1) * sizeof *list);
    if (*n)
        memcpy(*rumours, list, (size_t)*n * sizeof *list);
    free(list);
    return more < 0 ? -1 : 0;
}

int store_put_snapshot(struct store *s, int64_t seq, int part, struct str bytes, struct err *err)
{
    if (part == 0 && db_run(s, err, "DELETE FROM snapshot", ""))
        return -1;
    return db_run(s, err, "INSERT INTO snapshot (part, seq, bytes) VALUES (?, ?, ?)", "iib", (int64_t)part, seq, bytes);
}

int store_snapshot(struct store *s, struct arena *a, int64_t *seq, struct str *bytes, struct err *err)
{
    sqlite3_stmt *rows;
    int64_t size;
    char *all;
    int more;

    *seq = 0;
    *bytes = (struct str){0};
    if (db_number(s, err, db_query(s, err, "SELECT sum(length(bytes)) FROM snapshot", ""), 0, &size))
        return -1;
    all = arena_alloc(a, (size_t)size + 1);
    rows = db_query(s, err, "SELECT seq, bytes FROM snapshot ORDER BY part", "");
    more = rows ? 1 : -1;
    while (more > 0 && (more = db_next(s, rows, err)) > 0) {
        struct str part = db_str(rows, 1);

        *seq = db_int(rows, 0);
        memcpy(all + bytes->n, part.p, part.n);
        *bytes = (struct str){all, bytes->n + part.n};
    }
    return more < 0 ? -1 : 0;
}

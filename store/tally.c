/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "store/tally.h"

#include <string.h>

#include "base/when.h"

static int add_row(struct store *s, const struct stored_post *p, struct str cut, struct str value, int64_t step, struct err *err)
{
    static const char sql[] = "INSERT INTO tally (cut, value, day, issue, voice, sentiment, channel, n)"
                              " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
                              " ON CONFLICT (cut, value, day, issue, voice, sentiment, channel) DO UPDATE SET n = n + excluded.n";

    return db_run(s, err, sql, "ttiiiiti", cut, value, (int64_t)when_day(p->post.time), p->issue, (int64_t)p->marks.voice,
                  (int64_t)p->marks.sentiment, str_of(channel_names[p->post.channel].name), step);
}

int tally_add(struct store *s, const struct stored_post *post, const struct municipality *town, int64_t step, struct err *err)
{
    const struct marks *m = &post->marks;
    int failed = add_row(s, post, (struct str){0}, (struct str){0}, step, err);

    for (int i = 0; i < THEME_COUNT && !failed; i++)
        if (m->themes >> i & 1)
            failed = add_row(s, post, STR("theme"), str_of(theme_names[i].name), step, err);
    for (int i = 0; i < m->nplaces && !failed; i++)
        failed = add_row(s, post, STR("district"), town->districts[m->places[i]].name, step, err);
    for (int i = 0; i < m->npeople && !failed; i++)
        failed = add_row(s, post, STR("person"), town->people[m->people[i]].name, step, err);
    return failed;
}

/* One statement for all cuts and one for an issue, so that each has its index. */
#define CONDITIONS                                                                                           \
    " AND day >= ? AND day < ? AND (? < 0 OR voice = ?) AND (? < 0 OR sentiment = ?)"

static sqlite3_stmt *count_rows(struct store *s, const struct tally_query *q, struct err *err)
{
    static const char all[] = "SELECT day, sum(n) FROM tally WHERE cut = ? AND value = ?" CONDITIONS " GROUP BY day";
    static const char one[] =
        "SELECT day, sum(n) FROM tally WHERE cut = ? AND value = ? AND issue = ? AND issue <> 0" CONDITIONS " GROUP BY day";
    int64_t from = q->from_day, to = q->to_day, voice = q->voice, sentiment = q->sentiment;

    if (q->issue)
        return db_query(s, err, one, "ttiiiiiii", q->cut, q->value, q->issue, from, to, voice, voice, sentiment, sentiment);
    return db_query(s, err, all, "ttiiiiii", q->cut, q->value, from, to, voice, voice, sentiment, sentiment);
}

int store_count(struct store *s, const struct tally_query *q, int64_t *n, struct err *err)
{
    sqlite3_stmt *rows = count_rows(s, q, err);
    int more;

    if (!rows)
        return -1;
    *n = 0;
    while ((more = db_next(s, rows, err)) > 0)
        *n += db_int(rows, 1);
    return more;
}

int store_count_days(struct store *s, const struct tally_query *q, int64_t *counts, struct err *err)
{
    sqlite3_stmt *rows = count_rows(s, q, err);
    int more;

    if (!rows)
        return -1;
    memset(counts, 0, (size_t)(q->to_day - q->from_day) * sizeof *counts);
    while ((more = db_next(s, rows, err)) > 0)
        counts[db_int(rows, 0) - q->from_day] = db_int(rows, 1);
    return more;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "store/db.h"

#define COLUMNS "id, address, address_key, cut, value, purpose, quiet, pdf, state, asked, confirmed, rhythm"

/* The texts live as long as the row. */
static struct subscriber row_subscriber(sqlite3_stmt *row)
{
    return (struct subscriber){
        .id = db_int(row, 0),
        .address = db_str(row, 1),
        .address_key = db_str(row, 2),
        .cut = db_str(row, 3),
        .value = db_str(row, 4),
        .purpose = db_str(row, 5),
        .quiet = db_str(row, 6),
        .pdf = db_int(row, 7) != 0,
        .state = db_str(row, 8),
        .asked = db_int(row, 9),
        .confirmed = db_int(row, 10),
        .rhythm = db_str(row, 11),
    };
}

/* The first row, in the arena. */
static int read_subscriber(struct store *s, sqlite3_stmt *row, struct arena *a, struct subscriber *r, struct err *err)
{
    struct str *const texts[] = {&r->address, &r->address_key, &r->cut, &r->value, &r->purpose, &r->quiet, &r->state, &r->rhythm};
    int more = row ? db_next(s, row, err) : -1;

    *r = more > 0 ? row_subscriber(row) : (struct subscriber){0};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        *texts[i] = str_copy(a, *texts[i]);
    if (more > 0)
        db_done(row);
    return more < 0 ? -1 : 0;
}

int store_add_subscriber(struct store *s, struct arena *a, struct subscriber *r, bool *added, struct err *err)
{
    static const char add[] =
        "INSERT INTO subscriber (id, address, address_key, cut, value, purpose, rhythm, quiet, pdf, state, asked)"
        " VALUES ((SELECT coalesce(max(id), 0) + 1 FROM subscriber), ?, ?, ?, ?, ?, ?, ?, ?, 'asked', ?)"
        " ON CONFLICT (address_key, cut, value) DO NOTHING";
    static const char get[] = "SELECT " COLUMNS " FROM subscriber WHERE address_key = ? AND cut = ? AND value = ?";

    if (db_run(s, err, add, "tttttttii", r->address, r->address_key, r->cut, r->value, r->purpose, r->rhythm, r->quiet, (int64_t)r->pdf,
               r->asked))
        return -1;
    *added = sqlite3_changes(s->db) > 0;
    return read_subscriber(s, db_query(s, err, get, "ttt", r->address_key, r->cut, r->value), a, r, err);
}

int store_subscriber(struct store *s, struct arena *a, int64_t id, struct subscriber *found, struct err *err)
{
    return read_subscriber(s, db_query(s, err, "SELECT " COLUMNS " FROM subscriber WHERE id = ?", "i", id), a, found, err);
}

int store_confirm_subscriber(struct store *s, int64_t id, int64_t now, struct err *err)
{
    return db_run(s, err, "UPDATE subscriber SET state = 'active', confirmed = ?, bounces = 0 WHERE id = ?", "ii", now, id);
}

int store_count_bounce(struct store *s, struct str message_id, int64_t now, int64_t most, bool *counted, struct err *err)
{
    static const char once[] = "UPDATE outbox SET bounced = ? WHERE message_id = ? AND channel = 'mail' AND bounced = 0";
    static const char count[] = "UPDATE subscriber SET bounces = bounces + 1, state = CASE WHEN bounces + 1 >= ? THEN 'paused' ELSE state END"
                                " WHERE address = (SELECT recipient FROM outbox WHERE message_id = ?)";

    if (db_run(s, err, once, "it", now, message_id))
        return -1;
    *counted = sqlite3_changes(s->db) > 0;
    return *counted ? db_run(s, err, count, "it", most, message_id) : 0;
}

int store_drop_subscriber(struct store *s, int64_t id, struct err *err)
{
    return db_run(s, err, "DELETE FROM subscriber WHERE id = ?", "i", id);
}

int store_drop_reader(struct store *s, struct str address_key, struct err *err)
{
    return db_run(s, err, "DELETE FROM subscriber WHERE address_key = ?", "t", address_key);
}

typedef int each_subscriber(void *context, const struct subscriber *subscriber);

static int each_row(struct store *s, sqlite3_stmt *row, each_subscriber *fn, void *context, struct err *err)
{
    int more = row ? 1 : -1;
    int stopped = 0;

    while (!stopped && more > 0 && (more = db_next(s, row, err)) > 0) {
        struct subscriber r = row_subscriber(row);

        stopped = fn(context, &r);
    }
    if (stopped)
        db_done(row);
    return more < 0 || stopped < 0 ? -1 : 0;
}

int store_each_subscriber(struct store *s, each_subscriber *fn, void *context, struct err *err)
{
    return each_row(s, db_query(s, err, "SELECT " COLUMNS " FROM subscriber ORDER BY address_key, cut, value", ""), fn, context, err);
}

int store_each_reader(struct store *s, bool of_alerts, each_subscriber *fn, void *context, struct err *err)
{
    static const char alerts[] = "SELECT " COLUMNS " FROM subscriber WHERE state = 'active' AND cut = 'alert' ORDER BY value, id";
    static const char others[] = "SELECT " COLUMNS " FROM subscriber WHERE state = 'active' AND cut <> 'alert' ORDER BY cut, value, id";

    return each_row(s, db_query(s, err, of_alerts ? alerts : others, ""), fn, context, err);
}

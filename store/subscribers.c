/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include <stdlib.h>
#include <string.h>

#include "store/db.h"

#define COLUMNS "id, address, address_key, cut, value, purpose, quiet, pdf, token, state, asked, confirmed, rhythm"
enum { TOKEN = 8 }; /* its column */

static struct subscriber read_subscriber(sqlite3_stmt *row, struct arena *a)
{
    return (struct subscriber){
        .id = db_int(row, 0),
        .address = db_copy(row, 1, a),
        .address_key = db_copy(row, 2, a),
        .cut = db_copy(row, 3, a),
        .value = db_copy(row, 4, a),
        .purpose = db_copy(row, 5, a),
        .quiet = db_copy(row, 6, a),
        .pdf = db_int(row, 7) != 0,
        .token = db_copy(row, 8, a),
        .state = db_copy(row, 9, a),
        .asked = db_int(row, 10),
        .confirmed = db_int(row, 11),
        .rhythm = db_copy(row, 12, a),
    };
}

int store_add_subscriber(struct store *s, struct arena *a, struct subscriber *r, struct err *err)
{
    static const char add[] =
        "INSERT INTO subscriber (id, address, address_key, cut, value, purpose, rhythm, quiet, pdf, token, state, asked)"
        " VALUES ((SELECT coalesce(max(id), 0) + 1 FROM subscriber), ?, ?, ?, ?, ?, ?, ?, ?, ?, 'asked', ?)"
        " ON CONFLICT (address_key, cut, value) DO NOTHING";
    static const char get[] = "SELECT " COLUMNS " FROM subscriber WHERE address_key = ? AND cut = ? AND value = ?";
    sqlite3_stmt *row;
    int more;

    if (db_run(s, err, add, "tttttttiti", r->address, r->address_key, r->cut, r->value, r->purpose, r->rhythm, r->quiet,
               (int64_t)r->pdf, r->token, r->asked))
        return -1;
    row = db_query(s, err, get, "ttt", r->address_key, r->cut, r->value);
    more = row ? db_next(s, row, err) : -1;
    if (more > 0) {
        *r = read_subscriber(row, a);
        db_done(row);
    }
    return more > 0 ? 0 : -1;
}

int store_subscriber_of(struct store *s, struct arena *a, struct str token, struct subscriber *found, struct err *err)
{
    sqlite3_stmt *rows = db_query(s, err, "SELECT " COLUMNS " FROM subscriber WHERE substr(token, 1, 8) = ?", "t", str_sub(token, 0, 8));
    int more = rows ? 1 : -1;

    *found = (struct subscriber){0};
    while (more > 0 && (more = db_next(s, rows, err)) > 0)
        if (seal_same(db_str(rows, TOKEN), token))
            *found = read_subscriber(rows, a);
    return more;
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

int store_subscribers(struct store *s, struct arena *a, struct subscriber **subscribers, int *n, struct err *err)
{
    sqlite3_stmt *rows = db_query(s, err, "SELECT " COLUMNS " FROM subscriber ORDER BY address_key, cut, value", "");
    struct subscriber *list = NULL;
    int cap = 0;
    int more = rows ? 1 : -1;

    *n = 0;
    while (more > 0 && (more = db_next(s, rows, err)) > 0) {
        MEM_GROW(list, *n, cap);
        list[(*n)++] = read_subscriber(rows, a);
    }
    *subscribers = arena_alloc(a, ((size_t)*n + 1) * sizeof *list);
    if (*n)
        memcpy(*subscribers, list, (size_t)*n * sizeof *list);
    free(list);
    return more < 0 ? -1 : 0;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "store/corrections.h"

#include "store/db.h"

int store_each_correction(struct store *s, int64_t post, correction_fn fn, void *context, struct err *err)
{
    static const char of_post[] = "SELECT seq, time, kind, who, a, b, text FROM action WHERE kind = 'correct' AND a = ? ORDER BY seq";
    static const char of_all[] = "SELECT seq, time, kind, who, a, b, text FROM action"
                                 " WHERE kind = 'correct' AND a IN (SELECT seq FROM post) ORDER BY a, seq";
    sqlite3_stmt *rows = post ? db_query(s, err, of_post, "i", post) : db_query(s, err, of_all, "");
    int more = rows ? 1 : -1;

    while (more > 0 && (more = db_next(s, rows, err)) > 0) {
        struct action action = {db_int(rows, 0), db_int(rows, 1), db_str(rows, 2), db_str(rows, 3),
                                db_int(rows, 4), db_int(rows, 5), db_str(rows, 6)};

        if (fn(context, &action)) {
            db_done(rows);
            return -1;
        }
    }
    return more < 0 ? -1 : 0;
}

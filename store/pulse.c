/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "store/pulse.h"

#include "store/db.h"

int store_pulse(struct store *s, struct pulse *pulse, bool *changed, struct err *err)
{
    static const char sql[] =
        "SELECT (SELECT coalesce(max(seq), 0) FROM post), (SELECT coalesce(max(seq), 0) FROM action),"
        " (SELECT coalesce(max(id), 0) FROM issue),"
        /* Who confirmed an alert may dismiss it in the same millisecond of a leaping clock. */
        " (SELECT count(*) FROM alert) + (SELECT coalesce(sum(time + (answer = 'confirmed')), 0) FROM alert_answer),"
        " (SELECT count(*) FROM case_file),"
        " (SELECT coalesce(max(made), 0) + coalesce(max(fixed), 0) FROM report)";
    struct pulse now = *pulse;
    sqlite3_stmt *row;
    int more;

    *changed = false;
    if (db_number(s, err, db_query(s, err, "PRAGMA data_version", ""), 0, &now.version))
        return -1;
    if (now.version == pulse->version)
        return 0;
    row = db_query(s, err, sql, "");
    more = row ? db_next(s, row, err) : -1;
    if (more < 0)
        return -1;
    now = (struct pulse){now.version, db_int(row, 0), db_int(row, 1), db_int(row, 2), db_int(row, 3), db_int(row, 4), db_int(row, 5)};
    db_done(row);
    *changed = now.post != pulse->post || now.action != pulse->action || now.issue != pulse->issue || now.alert != pulse->alert ||
               now.cases != pulse->cases || now.report != pulse->report;
    *pulse = now;
    return 0;
}

int store_posts_stand(struct store *s, struct posts_stand *stand, struct err *err)
{
    /* Retention and erasure leave a tombstone for each post. */
    static const char sql[] = "SELECT (SELECT coalesce(max(seq), 0) FROM post), (SELECT coalesce(max(seq), 0) FROM action)"
                              " + (SELECT coalesce(max(rowid), 0) FROM tombstone) + (SELECT coalesce(max(rowid), 0) FROM rumour)";
    int64_t *const fields[] = {&stand->post, &stand->changes};

    return db_fields(s, err, db_query(s, err, sql, ""), fields, sizeof fields / sizeof *fields);
}

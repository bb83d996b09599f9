/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "store/pulse.h"

#include <string.h>

#include "store/db.h"

int store_pulse(struct store *s, struct pulse *pulse, bool *changed, struct err *err)
{
    static const char sql[] =
        "SELECT (SELECT coalesce(max(seq), 0) FROM post), (SELECT coalesce(max(seq), 0) FROM action),"
        " (SELECT coalesce(max(id), 0) FROM issue),"
        /* Who confirmed an alert may dismiss it in the same millisecond of a leaping clock. */
        " (SELECT count(*) FROM alert) + (SELECT coalesce(sum(time + (answer = 'confirmed')), 0) FROM alert_answer),"
        " (SELECT coalesce(max(made), 0) + coalesce(max(fixed), 0) FROM report),"
        " (SELECT count(*) FROM case_file) + (SELECT coalesce(max(rowid), 0) FROM case_log),"
        " (SELECT count(*) FROM case_file WHERE state IN ('nieuw', 'in_behandeling', 'wacht') AND joined_to = 0)";
    struct pulse now = *pulse;
    int64_t *const fields[] = {&now.post, &now.action, &now.issue, &now.alert, &now.report, &now.cases, &now.open_cases};

    *changed = false;
    if (db_number(s, err, db_query(s, err, "PRAGMA data_version", ""), 0, &now.version))
        return -1;
    if (now.version == pulse->version)
        return 0;
    if (db_fields(s, err, db_query(s, err, sql, ""), fields, sizeof fields / sizeof *fields))
        return -1;
    pulse->version = now.version;
    *changed = memcmp(&now, pulse, sizeof now) != 0;
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

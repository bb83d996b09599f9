/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * The schema, as numbered migrations. A step that was released is never changed; a new one is added below it, with the next
 * version. tests/data/schema-1.sql is a store of the first. Names and types are such that PostgreSQL can take them (BIGINT, TEXT, ON CONFLICT).
 */
#include "store/db.h"

static const struct {
    int version; /* the version that the step leads to */
    const char *sql;
} steps[] = {
    {1,
     "CREATE TABLE seal_key (kind TEXT NOT NULL, week BIGINT NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (kind, week));"},
    /* The line. Themes, frames and crisis marks are bit sets in the order of base/values.h; `marks` has all by name. */
    {1,
     "CREATE TABLE post ("
     " seq INTEGER PRIMARY KEY, id TEXT NOT NULL, url_key TEXT NOT NULL, story_key TEXT NOT NULL, time BIGINT NOT NULL,"
     " seen BIGINT NOT NULL, revised BIGINT NOT NULL DEFAULT 0, channel TEXT NOT NULL, source TEXT NOT NULL,"
     " actor TEXT NOT NULL, actor_voice BIGINT NOT NULL, voice_cue BIGINT NOT NULL, source_voice BIGINT NOT NULL,"
     " author TEXT NOT NULL, addressed BIGINT NOT NULL, title TEXT NOT NULL, text TEXT NOT NULL, source_lang TEXT NOT NULL,"
     " tags TEXT NOT NULL, links TEXT NOT NULL, reply_to TEXT NOT NULL, marks TEXT NOT NULL,"
     " issue BIGINT NOT NULL DEFAULT 0, duplicate_of BIGINT NOT NULL DEFAULT 0);"},
    {1,
     "CREATE UNIQUE INDEX post_id ON post (id);"},
    {1,
     "CREATE INDEX post_url ON post (url_key) WHERE url_key <> '';"},
    {1,
     "CREATE INDEX post_story ON post (story_key, time) WHERE story_key <> '';"},
    {1,
     "CREATE INDEX post_time ON post (time, seq, duplicate_of);"},
    {1,
     "CREATE INDEX post_copy ON post (duplicate_of) WHERE duplicate_of <> 0;"},
    {1,
     "CREATE INDEX post_public ON post (actor_voice, time, seq) WHERE actor <> '';"},
    {1,
     "CREATE INDEX post_reply ON post (reply_to) WHERE reply_to <> '';"},
    {1,
     "CREATE INDEX post_source ON post (source, time);"},
    {1,
     "CREATE INDEX post_issue ON post (issue, time, seq, duplicate_of) WHERE issue <> 0;"},
    {1,
     "CREATE INDEX post_rumour ON post (issue, time, seq) WHERE issue <> 0 AND duplicate_of = 0 AND marks LIKE '%\"gerucht\"%';"},
    {1,
     "CREATE INDEX post_spoken ON post (issue, time, seq) WHERE issue <> 0 AND duplicate_of = 0 AND actor <> '';"},
    {1,
     "CREATE TABLE post_address (seq BIGINT NOT NULL PRIMARY KEY, url TEXT NOT NULL, time BIGINT NOT NULL);"},
    {1,
     "CREATE TABLE action (seq BIGINT NOT NULL PRIMARY KEY, time BIGINT NOT NULL, kind TEXT NOT NULL, who TEXT NOT NULL,"
     " a BIGINT NOT NULL, b BIGINT NOT NULL, text TEXT NOT NULL);"},
    {1,
     "CREATE INDEX action_correct ON action (a, seq) WHERE kind = 'correct';"},
    {1,
     "CREATE TABLE case_file (post BIGINT NOT NULL PRIMARY KEY, handle TEXT NOT NULL, url TEXT NOT NULL, time BIGINT NOT NULL,"
     " state TEXT NOT NULL DEFAULT 'nieuw', owner TEXT NOT NULL DEFAULT '', department TEXT NOT NULL DEFAULT '',"
     " labels TEXT NOT NULL DEFAULT '', channel TEXT NOT NULL, subject TEXT NOT NULL, intent TEXT NOT NULL,"
     " answered BIGINT NOT NULL DEFAULT 0, closed BIGINT NOT NULL DEFAULT 0, joined_to BIGINT NOT NULL DEFAULT 0,"
     " version BIGINT NOT NULL DEFAULT 1, token TEXT NOT NULL DEFAULT '');"},
    {1,
     "CREATE INDEX case_state ON case_file (state, time);"},
    {1,
     "CREATE INDEX case_time ON case_file (time);"},
    {1,
     "CREATE INDEX case_closed ON case_file (closed) WHERE closed <> 0;"},
    {1,
     "CREATE INDEX case_handle ON case_file (handle, time) WHERE handle <> '';"},
    {1,
     "CREATE INDEX case_joined ON case_file (joined_to) WHERE joined_to <> 0;"},
    {1,
     "CREATE TABLE case_log (post BIGINT NOT NULL, n BIGINT NOT NULL, time BIGINT NOT NULL, who TEXT NOT NULL,"
     " kind TEXT NOT NULL, text TEXT NOT NULL, PRIMARY KEY (post, n));"},
    /* What people keep looking at: a search that is saved, with its purpose, and how long it is watched. */
    {1,
     "CREATE TABLE saved_search (id BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL, query TEXT NOT NULL, purpose TEXT NOT NULL,"
     " owner TEXT NOT NULL, address TEXT NOT NULL, made BIGINT NOT NULL, until BIGINT NOT NULL, seen BIGINT NOT NULL);"},
    {1,
     "CREATE TABLE report_read (report BIGINT NOT NULL, version BIGINT NOT NULL, n BIGINT NOT NULL, PRIMARY KEY (report, version));"},
    /* Who wants to be kept informed of an issue. */
    {1,
     "CREATE TABLE follower (issue BIGINT NOT NULL, who TEXT NOT NULL, time BIGINT NOT NULL, PRIMARY KEY (issue, who));"},
    {1,
     "CREATE TABLE tombstone (id TEXT NOT NULL PRIMARY KEY, time BIGINT NOT NULL);"},
    {1,
     "CREATE TABLE objection (author TEXT NOT NULL PRIMARY KEY, time BIGINT NOT NULL);"},
    {1,
     "CREATE TABLE issue (id BIGINT NOT NULL PRIMARY KEY, title TEXT NOT NULL, merged_into BIGINT NOT NULL DEFAULT 0);"},
    {1,
     "CREATE INDEX issue_merged ON issue (merged_into) WHERE merged_into <> 0;"},
    {1,
     "CREATE TABLE alert (id BIGINT NOT NULL, time BIGINT NOT NULL, status BIGINT NOT NULL, level BIGINT NOT NULL,"
     " issue BIGINT NOT NULL, title TEXT NOT NULL, reason TEXT NOT NULL, posts TEXT NOT NULL,"
     " step BIGINT NOT NULL, PRIMARY KEY (id, step));"},
    {1,
     "CREATE INDEX alert_time ON alert (time);"},
    /* What a person found of a rumour; the post is the first that told it, so that it is known again in any issue. */
    {1,
     "CREATE TABLE rumour (post BIGINT NOT NULL, claim TEXT NOT NULL, time BIGINT NOT NULL, state TEXT NOT NULL,"
     " source TEXT NOT NULL, who TEXT NOT NULL, PRIMARY KEY (post, claim, time));"},
    {1,
     "CREATE TABLE snapshot (part BIGINT NOT NULL PRIMARY KEY, seq BIGINT NOT NULL, bytes BLOB NOT NULL);"},
    /* Every post counts once under the cut '' and once under each of its themes, districts and people. */
    {1,
     "CREATE TABLE tally (day BIGINT NOT NULL, cut TEXT NOT NULL, value TEXT NOT NULL, issue BIGINT NOT NULL,"
     " voice BIGINT NOT NULL, sentiment BIGINT NOT NULL, channel TEXT NOT NULL, n BIGINT NOT NULL,"
     " PRIMARY KEY (cut, value, day, issue, voice, sentiment, channel)) WITHOUT ROWID;"},
    {1,
     "CREATE INDEX tally_issue ON tally (issue, cut, value, day) WHERE issue <> 0;"},
    {1,
     "CREATE TABLE source (name TEXT NOT NULL PRIMARY KEY, url TEXT NOT NULL, etag TEXT NOT NULL, last_modified TEXT NOT NULL,"
     " body_hash TEXT NOT NULL, redirect TEXT NOT NULL, last_error TEXT NOT NULL, next_check BIGINT NOT NULL,"
     " interval BIGINT NOT NULL, asked BIGINT NOT NULL, last_try BIGINT NOT NULL, last_good BIGINT NOT NULL,"
     " last_full BIGINT NOT NULL, host_wait BIGINT NOT NULL, failures BIGINT NOT NULL, redirects BIGINT NOT NULL,"
     " status BIGINT NOT NULL, outcome BIGINT NOT NULL, by_link BIGINT NOT NULL);"},
    {1,
     "CREATE TABLE job (id BIGINT NOT NULL PRIMARY KEY, lane BIGINT NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL,"
     " due BIGINT NOT NULL, urgency BIGINT NOT NULL, attempt BIGINT NOT NULL DEFAULT 0, once_key TEXT NOT NULL,"
     " state TEXT NOT NULL, last_error TEXT NOT NULL DEFAULT '', ended BIGINT NOT NULL DEFAULT 0);"},
    {1,
     "CREATE UNIQUE INDEX job_once ON job (once_key);"},
    {1,
     "CREATE INDEX job_order ON job (lane, state, urgency DESC, due, id);"},
    {1,
     "CREATE INDEX job_due ON job (lane, due) WHERE state = 'waiting';"},
    {1,
     "CREATE TABLE audit (row BIGINT NOT NULL PRIMARY KEY, time BIGINT NOT NULL, action TEXT NOT NULL, object TEXT NOT NULL,"
     " result TEXT NOT NULL, origin TEXT NOT NULL, actor TEXT NOT NULL, hash TEXT NOT NULL);"},
    {1,
     "CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;"},
    {1,
     "CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;"},
    {1,
     "CREATE TABLE report (id BIGINT NOT NULL, version BIGINT NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL,"
     " from_time BIGINT NOT NULL, to_time BIGINT NOT NULL, made BIGINT NOT NULL, fixed BIGINT NOT NULL DEFAULT 0,"
     " fixed_by TEXT NOT NULL DEFAULT '', edits TEXT NOT NULL DEFAULT '', html BLOB, pdf BLOB, text BLOB,"
     " PRIMARY KEY (id, version));"},
    {1,
     "CREATE INDEX report_kind ON report (kind, subject, to_time);"},
    /*
     * What goes out. A message that arrived keeps its row as proof and gives up its bytes. One to a subscription, `reader`, has none:
     * it is composed when it goes.
     */
    {1,
     "CREATE TABLE outbox (id BIGINT NOT NULL PRIMARY KEY, message_id TEXT NOT NULL, kind TEXT NOT NULL, channel TEXT NOT NULL,"
     " recipient TEXT NOT NULL, made BIGINT NOT NULL, reader BIGINT NOT NULL DEFAULT 0, bytes BLOB NOT NULL, state TEXT NOT NULL,"
     " answer TEXT NOT NULL DEFAULT '', ended BIGINT NOT NULL DEFAULT 0, bounced BIGINT NOT NULL DEFAULT 0);"},
    {1,
     "CREATE UNIQUE INDEX outbox_message ON outbox (message_id);"},
    {1,
     "CREATE INDEX outbox_waiting ON outbox (made) WHERE state = 'waiting';"},
    {1,
     "CREATE TABLE subscriber (id BIGINT NOT NULL PRIMARY KEY, address TEXT NOT NULL, address_key TEXT NOT NULL, cut TEXT NOT NULL,"
     " value TEXT NOT NULL, purpose TEXT NOT NULL, rhythm TEXT NOT NULL, quiet TEXT NOT NULL, pdf BIGINT NOT NULL,"
     " state TEXT NOT NULL, asked BIGINT NOT NULL, confirmed BIGINT NOT NULL DEFAULT 0,"
     " bounces BIGINT NOT NULL DEFAULT 0);"},
    {1,
     "CREATE UNIQUE INDEX subscriber_choice ON subscriber (address_key, cut, value);"},
    {1,
     "CREATE INDEX subscriber_address ON subscriber (address);"},
    {1,
     "CREATE INDEX subscriber_active ON subscriber (id) WHERE state = 'active';"},
    {1,
     "CREATE TABLE alert_answer (alert BIGINT NOT NULL PRIMARY KEY, answer TEXT NOT NULL, who TEXT NOT NULL, time BIGINT NOT NULL);"},
    {1,
     "CREATE TABLE vital (name TEXT NOT NULL PRIMARY KEY, value BIGINT NOT NULL);"},
    /* Who may come in on the web. A pass is a session, or without an account a token. */
    {1,
     "CREATE TABLE account (name TEXT NOT NULL PRIMARY KEY, shown TEXT NOT NULL, role TEXT NOT NULL, purpose TEXT NOT NULL,"
     " password TEXT NOT NULL, off BIGINT NOT NULL, made BIGINT NOT NULL, seen BIGINT NOT NULL);"},
    {1,
     "CREATE TABLE pass (hash TEXT NOT NULL PRIMARY KEY, account TEXT NOT NULL, label TEXT NOT NULL, role TEXT NOT NULL,"
     " purpose TEXT NOT NULL, made BIGINT NOT NULL, seen BIGINT NOT NULL, ends BIGINT NOT NULL);"},
    {1,
     "CREATE INDEX pass_account ON pass (account, label);"},
    /* Search. `seq` is the row id of both tables, SQLite's own affair. */
    {1,
     "CREATE VIRTUAL TABLE post_words USING fts5 (title, text, content='post', content_rowid='seq',"
     " tokenize='unicode61 remove_diacritics 2');"},
    /* Merging eight of its parts at once writes less than four, at no cost that a search shows. */
    {1,
     "INSERT INTO post_words (post_words, rank) VALUES ('automerge', 8);"},
    /* Letters to readers are composed when they go: `about` says from what. */
    {2,
     "ALTER TABLE outbox ADD COLUMN about TEXT NOT NULL DEFAULT '';"},
    {2,
     "CREATE INDEX subscriber_reader ON subscriber (cut, value, id) WHERE state = 'active';"},
    {2,
     "DROP INDEX subscriber_active;"},
    /* Pictures and films go with the address: a line each of address, type and what it shows, divided by tabs. */
    {3,
     "ALTER TABLE post_address ADD COLUMN media TEXT NOT NULL DEFAULT '';"},
};
enum { STEPS = sizeof steps / sizeof *steps };

static int version_of(struct store *s, int64_t *version, struct err *err)
{
    return db_number(s, err, db_query(s, err, "PRAGMA user_version", ""), 0, version);
}

static int newest_version(void)
{
    return steps[STEPS - 1].version;
}

static int take_step(struct store *s, const char *sql, struct err *err)
{
    return sqlite3_exec(s->db, sql, NULL, NULL, NULL) == SQLITE_OK ? 0 : db_failed(s, err);
}

/* All steps after `version`, in one transaction: a database is of one version or of another. */
static int migrate(struct store *s, int64_t version, struct err *err)
{
    char set_version[64];

    if (store_begin(s, err))
        return -1;
    for (int i = 0; i < STEPS; i++)
        if (steps[i].version > version && take_step(s, steps[i].sql, err)) {
            store_roll_back(s);
            return err_at(err, "schema step %d", i + 1);
        }
    sqlite3_snprintf(sizeof set_version, set_version, "PRAGMA user_version = %d", newest_version());
    if (take_step(s, set_version, err)) {
        store_roll_back(s);
        return -1;
    }
    return store_commit(s, err);
}

int schema_migrate(struct store *s, bool may_write, struct err *err)
{
    int64_t version;

    if (version_of(s, &version, err))
        return -1;
    if (version > newest_version())
        return err_set(err, "%s: made by a newer tamtam (schema %d; this program knows up to %d); install that version",
                       s->path, (int)version, newest_version());
    if (version == newest_version())
        return 0;
    if (!may_write)
        return err_set(err, "%s: schema %d is older than this program's %d; (re)start the daemon, which brings it up to date",
                       s->path, (int)version, newest_version());
    return migrate(s, version, err);
}

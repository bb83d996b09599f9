/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * The store: the one database of a newsroom, and every SQL statement of the program. One process writes the line (a lock beside
 * the file sees to it); each thread opens its own. All functions return 0, or -1 with the reason in `err`.
 *
 * Text that comes out is copied to the caller's arena. Times are UTC ms, days are civil days (base/when.h).
 */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include "base/err.h"
#include "base/post.h"
#include "base/seal.h"

struct store;

enum store_mode {
    STORE_CREATE, /* make the database where there is none, and write */
    STORE_WRITE,  /* write; there must be one */
    STORE_BESIDE, /* write beside the process that holds the line: anything but posts, issues and people's actions */
    STORE_READ
};

/* Opens the database, brings its schema up to date when writing, and refuses one of a newer program. */
int store_open(struct store **out, const char *path, enum store_mode mode, struct err *err);
void store_close(struct store *s);
/* Reads the file's first gigabyte by way of memory that all readers share, instead of a copy for each: for who reads all day. */
int store_map(struct store *s, struct err *err);
/* Holds 2 MB of pages instead of 8: for who writes a little, all year. */
int store_spare_memory(struct store *s, struct err *err);
/* Does a process hold the line of this database? */
bool store_is_held(const char *path);

/* A transaction. store_roll_back() is for the way out after a failure and cannot fail. */
int store_begin(struct store *s, struct err *err);
int store_commit(struct store *s, struct err *err);
void store_roll_back(struct store *s);

/* ---- the line ---- */

/*
 * The highest sequence number on the line: of posts and of people's actions together, and of the snapshot, so that the number of
 * a post that was deleted is not given again.
 */
int store_last_seq(struct store *s, int64_t *seq, struct err *err);

/* A person's action on the line: an analyst's merge, move, name, mute, correction. */
struct action {
    int64_t seq, time;
    struct str kind; /* "merge", "move", "name", "mute", "correct", "regroup" */
    struct str who;
    int64_t a, b;    /* the issue or post, and the other one, or a time */
    struct str text; /* a title, a mark */
};
int store_add_action(struct store *s, const struct action *action, struct err *err);

/* ---- posts ---- */

/* The keys by which a post is known again; empty ones are not looked at. */
struct post_keys {
    struct str id;    /* identity */
    struct str url;   /* hash of the normalised address */
    struct str story; /* hash of normalised title and host; counts for seven days */
};
struct stored_post {
    struct post post;
    struct marks marks;
    int64_t issue;        /* 0: none */
    int64_t duplicate_of; /* seq of the post that told it first, or 0 */
};

/* The seq of a post with one of these keys, or 0; -1 in *seq when it was erased and may not come back. */
int store_find_post(struct store *s, const struct post_keys *keys, int64_t time, int64_t *seq, struct err *err);
/* Adds a post with its marks, its issue and its address, its words to the search index, and itself to the tally. */
int store_add_post(struct store *s, const struct stored_post *post, const struct post_keys *keys,
                   const struct municipality *town, struct err *err);
/* A changed entry: new text and marks for a known post; first seen and place on the line stay. */
int store_revise_post(struct store *s, int64_t seq, const struct post *post, const struct marks *marks,
                      const struct municipality *town, struct err *err);
/* The voice of the public actor who wrote a post; VOICE_NONE for a private person and for a post that is not held. */
int store_actor_voice(struct store *s, struct str id, enum voice *voice, struct err *err);
/* Has this post another text than the one that is held? */
int store_differs(struct store *s, int64_t seq, const struct post *post, bool *differs, struct err *err);
/* A deletion at the source: text and address go, the identity stays as a tombstone. */
int store_delete_post(struct store *s, int64_t seq, int64_t now, const struct municipality *town, struct err *err);
/* An identity that may not come back: it was erased, or went to a case. */
int store_bury(struct store *s, struct str id, int64_t time, struct err *err);

/* Called for each post, in the order of the line or of time; non-zero stops. The post is borrowed until it returns. */
typedef int (*stored_post_fn)(void *context, const struct stored_post *post);
/* Posts of the window [from, to) by time. */
int store_posts_between(struct store *s, int64_t from, int64_t to, const struct municipality *town, stored_post_fn fn,
                        void *context, struct err *err);
/* The last posts before `to`, the newest first, back to `from` and at most `limit`. */
int store_posts_before(struct store *s, int64_t to, int64_t from, int limit, const struct municipality *town, stored_post_fn fn,
                       void *context, struct err *err);
/* Posts of one issue in the window, by time. */
int store_posts_of_issue(struct store *s, int64_t issue, int64_t from, int64_t to, const struct municipality *town,
                         stored_post_fn fn, void *context, struct err *err);
/* Of those, duplicates left out, the posts that are marked as a rumour and, where there are any, the last `most_spoken` of public actors. */
int store_rumour_posts(struct store *s, int64_t issue, int64_t from, int64_t to, int most_spoken, const struct municipality *town,
                       stored_post_fn fn, void *context, struct err *err);
/* Posts and actions after a sequence number, in the line's order: `post` or `action` is called for each. */
int store_replay(struct store *s, int64_t after, const struct municipality *town, stored_post_fn post,
                 int (*action)(void *context, const struct action *action), void *context, struct err *err);

/* One post by its number or, where `id` is not empty, by its identity; found or not is told by post->post.seq. */
int store_post(struct store *s, struct arena *a, int64_t seq, struct str id, const struct municipality *town,
               struct stored_post *post, struct err *err);

/*
 * Making the issues anew: forgets all issues, alerts, duplicates, tallies and the snapshot, within the caller's transaction. Then
 * every post comes by in the order of time (store_each_in_time) and is put back with its marks (store_remark_post).
 */
int store_forget_issues(struct store *s, struct err *err);
int store_each_in_time(struct store *s, const struct municipality *town, stored_post_fn fn, void *context, struct err *err);
int store_remark_post(struct store *s, const struct stored_post *post, const struct municipality *town, struct err *err);

/* What is in the store, for `status`. */
struct store_totals {
    int64_t posts, duplicates, issues, alerts, cases, actions, audit_rows;
    int64_t first, last; /* times of the oldest and newest post; 0: none */
    int64_t bytes;       /* of the database file */
};
int store_totals(struct store *s, struct store_totals *totals, struct err *err);

/* ---- issues and alerts ---- */

struct stored_issue {
    int64_t id;
    struct str title;
    int64_t first, last; /* times of its posts; the oldest after a merge */
    int64_t merged_into; /* 0: stands by itself */
    int64_t posts;       /* in the window that was asked for, duplicates left out */
};
int store_put_issue(struct store *s, int64_t id, struct str title, struct err *err);
int store_merge_issue(struct store *s, int64_t into, int64_t from, struct err *err);
/* The post belongs to this issue now (0: to none); the tally follows. */
int store_set_issue(struct store *s, int64_t post, int64_t issue, const struct municipality *town, struct err *err);
/* The post tells the same story as an earlier one: it leaves the volume's tally. */
int store_set_duplicate(struct store *s, int64_t post, int64_t of, const struct municipality *town, struct err *err);
/* An issue by id, merges followed; id 0 in *issue when there is none. */
int store_issue(struct store *s, struct arena *a, int64_t id, struct stored_issue *issue, struct err *err);
/* Times of the posts of an issue (0: of all) in [from, to), duplicates left out, ascending; in the arena. */
int store_times(struct store *s, struct arena *a, int64_t issue, int64_t from, int64_t to, int64_t **times, int *n,
                struct err *err);
/* Issues with a post in [from, to), the most posts first. */
int store_issues_between(struct store *s, struct arena *a, int64_t from, int64_t to, struct stored_issue **issues, int *n,
                         struct err *err);

/* Every issue that there ever was, the merged too, by id; and the highest ids, 0: none yet. */
int store_each_issue(struct store *s, int (*take)(void *context, int64_t id, int64_t merged_into, struct str title), void *context,
                     struct err *err);
int store_last_ids(struct store *s, int64_t *issue, int64_t *alert, struct err *err);

struct stored_alert {
    int64_t id, time, issue;
    int status; /* nieuw, verhoogd, ingetrokken: the numbers of analysis */
    enum alert_level level;
    struct str title, reason;
    int nposts;
};
int store_add_alert(struct store *s, const struct stored_alert *alert, const int64_t *posts, struct err *err);
/* The matter of an alert is another issue by now. */
int store_set_alert_issue(struct store *s, int64_t alert, int64_t issue, struct err *err);
/* The alerts that were raised in [from, to), each as it stood when it was highest, by time; `issue` is the one that most of its posts
 * belong to now. */
int store_alerts_between(struct store *s, struct arena *a, int64_t from, int64_t to, struct stored_alert **alerts, int *n,
                         struct err *err);

/* The alerts that are not withdrawn, as they were told last: id, issue, level and time. */
int store_open_alerts(struct store *s, int (*take)(void *context, const struct stored_alert *alert), void *context, struct err *err);

/* What a person found of a rumour (a claim of the crisis picture's table). */
struct stored_rumour {
    int64_t post; /* the first that told it */
    struct str claim, state, source, who; /* state: "waar", "onwaar", "onbekend"; source: who says so */
    int64_t time;
};
int store_add_rumour(struct store *s, const struct stored_rumour *rumour, struct err *err);
/* Those of an issue's posts, found before `until`, the oldest first; in the arena. */
int store_rumours(struct store *s, struct arena *a, int64_t issue, int64_t until, struct stored_rumour **rumours, int *n,
                  struct err *err);

/*
 * The issue that most of an alert's posts (numbers with blanks between) belong to now: posts may have moved since, by grouping or by
 * a person. *issue stays as it is where none of them is held any more.
 */
int store_issue_of_posts(struct store *s, struct str posts, int64_t *issue, struct err *err);

/* A part of the analysis' state as of a sequence number, from 0 on; the first takes the place of all that was there. */
int store_put_snapshot(struct store *s, int64_t seq, int part, struct str bytes, struct err *err);
/* All parts joined, in the arena; seq 0 and empty bytes when there is none. */
int store_snapshot(struct store *s, struct arena *a, int64_t *seq, struct str *bytes, struct err *err);

/* ---- tallies: the lawful long memory ---- */

/* Which posts to count; 0 / VOICE_NONE / -1 / empty is all. */
struct tally_query {
    int from_day, to_day; /* [from, to) */
    int64_t issue;
    int voice;            /* enum voice, -1: all */
    int sentiment;        /* -1: all */
    struct str cut;       /* "theme", "district", "person", or empty: every post once */
    struct str value;     /* of the cut */
};
/* Number of posts, duplicates left out. */
int store_count(struct store *s, const struct tally_query *q, int64_t *n, struct err *err);
/* The same per day: counts[day - from_day]. */
int store_count_days(struct store *s, const struct tally_query *q, int64_t *counts, struct err *err);

/* What the tally adds up to over a period for one value, issue, voice and sentiment. */
struct tally_row {
    struct str value; /* of the cut; borrowed until the function returns */
    int64_t issue;
    enum voice voice;
    enum sentiment sentiment;
    int64_t n;
};
/* Calls `fn` for each such row of a cut (and of one value where q->value is not empty) in [from_day, to_day); non-zero stops. */
int store_tally_rows(struct store *s, const struct tally_query *q, int (*fn)(void *context, const struct tally_row *row),
                     void *context, struct err *err);
/* The first day that is in the tally; 0 when it is empty. */
int store_tally_first(struct store *s, int *day, struct err *err);

/* ---- sources ---- */

/* What is remembered of a source between two polls. The listener says what the fields mean; the store keeps them. */
struct source_row {
    struct str name;
    struct str url, etag, last_modified, body_hash, redirect, last_error;
    int64_t next_check, interval, asked, last_try, last_good, last_full, host_wait;
    int64_t failures, redirects, status, outcome, by_link;
};
int store_put_source(struct store *s, const struct source_row *row, struct err *err);
/* Found or not is told by row->name. */
int store_source(struct store *s, struct arena *a, struct str name, struct source_row *row, struct err *err);

/* Calls `fn` with the identity of each post of a source, and the key of its address (or an empty one). */
int store_each_identity(struct store *s, struct str source, void (*fn)(void *context, struct str id, struct str url_key), void *context,
                        struct err *err);
/* Posts of a source: the time of the last one (0: none), and how many came in the `span` ms up to it: its habit, however long ago. */
int store_source_posts(struct store *s, struct str name, int64_t span, int64_t *n, int64_t *last, struct err *err);

/* ---- jobs: what is to be done, when, how often it was tried ---- */

/* The desk does its own jobs one by one; what goes out (mail, webhooks) has a lane of its own, so that neither waits for the other. */
enum job_lane { LANE_DESK, LANE_OUT };
enum job_urgency { URGENCY_PLAIN, URGENCY_SOON, URGENCY_ALERT };

struct job {
    int64_t id;          /* given by the store */
    enum job_lane lane;
    struct str kind;     /* "concept", "mail", ... */
    struct str subject;  /* what it is about: a day, a message */
    int64_t due;         /* UTC ms */
    int64_t urgency;     /* the higher goes first */
    int64_t attempt;     /* how often it failed */
    struct str once_key; /* a job of this key is done once, whoever adds it again */
    int64_t ended;       /* 0: it waits */
};
/* Adds a job; one whose key was there before is left as it is. `ended` > 0: it is noted as done. */
int store_add_job(struct store *s, const struct job *job, struct err *err);
/* The job of a lane that is due and goes first; id 0: none. */
int store_due_job(struct store *s, struct arena *a, enum job_lane lane, int64_t now, struct job *job, struct err *err);
/* When the first job of a lane that waits is due; INT64_MAX: none waits. */
int store_next_due(struct store *s, enum job_lane lane, int64_t *due, struct err *err);
/* Done. */
int store_end_job(struct store *s, int64_t id, int64_t now, struct err *err);
/* Failed, and tried again at `due`. */
int store_retry_job(struct store *s, int64_t id, int64_t due, struct str why, struct err *err);
/* Failed for good. */
int store_fail_job(struct store *s, int64_t id, int64_t now, struct str why, struct err *err);
/* Has there ever been a job of this kind? */
int store_knows_job(struct store *s, struct str kind, bool *known, struct err *err);
/* How many jobs wait, and how many failed for good since a moment. */
int store_count_jobs(struct store *s, enum job_lane lane, int64_t since, int64_t *waiting, int64_t *failed, struct err *err);

/* ---- watching itself ---- */

struct store_figures {
    int64_t posts, alerts, cases;
    int64_t desk_waiting, desk_failed, out_waiting, out_failed; /* jobs a lane */
    int64_t oldest_unsent; /* when the oldest message that waits was made (UTC ms); 0: none waits */
    int64_t subscribers;   /* confirmed subscriptions */
    int64_t audit_rows, bytes;
};
int store_figures(struct store *s, struct store_figures *figures, struct err *err);
/* Numbers that the daemon leaves of itself. */
int store_put_vital(struct store *s, struct str name, int64_t value, struct err *err);
int store_vital(struct store *s, struct str name, int64_t *value, struct err *err);
int store_each_vital(struct store *s, void (*fn)(void *context, struct str name, int64_t value), void *context, struct err *err);
/* The time of a source's newest post; 0: none is held. */
int store_last_post_of(struct store *s, struct str source, int64_t *time, struct err *err);

/* ---- the outbox: what goes out, each message one row and one job ---- */

struct message {
    int64_t id;           /* given by the store */
    struct str message_id; /* stable: the same message is not added twice */
    struct str kind;      /* "concept", "digest", "alert", ... */
    struct str channel;   /* "mail", or the name of a webhook */
    struct str recipient; /* address or URL */
    struct str bytes;
    int64_t reader;       /* the subscription that it goes to, composed when it goes; 0: all is in `bytes` */
    struct str about;     /* ... from what: "day/2026-03-11/REPORT/VERSION", "week/2026-03-13" */
    int64_t made;
    struct str state;     /* "waiting", "sent", "refused", or "dropped": nobody waits for it any more */
    struct str answer;    /* the other side's last words */
    int64_t attempt, ended;
};
/* Adds a message and the job that sends it at once, whatever a clock says; one that was added before is left as it is. */
int store_add_message(struct store *s, const struct message *message, int64_t urgency, struct err *err);
/* Messages whose next attempt lies further off than any back-off are due: the clock was set back. */
int store_hurry_messages(struct store *s, int64_t now, int64_t longest, struct err *err);
/* Found or not is told by message->id. */
int store_message(struct store *s, struct arena *a, int64_t id, struct message *message, struct err *err);
/* The end of it, in a state other than "waiting"; the bytes go. */
int store_end_message(struct store *s, int64_t id, struct str state, struct str answer, int64_t now, struct err *err);
/* What the other side said to an attempt that will be made again. */
int store_note_answer(struct store *s, int64_t id, struct str answer, struct err *err);
/* The messages that were made since a moment or still wait, the newest first, without their bytes; at most `limit`. */
int store_each_message(struct store *s, int64_t since, int limit, int (*fn)(void *context, const struct message *message), void *context,
                       struct err *err);

/* ---- subscribers ---- */

struct subscriber {
    int64_t id;
    struct str address;
    struct str address_key; /* in the form in which addresses are compared */
    struct str cut, value;  /* "tamtam" and empty for all of it; "theme", "district", "person", "alert", "issue", "search" and which */
    struct str purpose;
    struct str rhythm;      /* "daily", "weekly" */
    struct str quiet;       /* when there is nothing: "say" in one line, or "skip" */
    bool pdf;               /* attached */
    struct str state;       /* "asked", "active", "paused": its letters came back */
    int64_t asked, confirmed;
};
/*
 * Adds a subscription that waits for its confirmation; one that is there is left as it is. `subscriber` becomes what is there, *added
 * tells which.
 */
int store_add_subscriber(struct store *s, struct arena *a, struct subscriber *subscriber, bool *added, struct err *err);
/* Found or not is told by subscriber->id. */
int store_subscriber(struct store *s, struct arena *a, int64_t id, struct subscriber *subscriber, struct err *err);
/* It becomes active. */
int store_confirm_subscriber(struct store *s, int64_t id, int64_t now, struct err *err);
/*
 * A message came back: counts for the subscriptions of its reader, once a message; *counted tells whether it did. From `most` on they
 * are paused.
 */
int store_count_bounce(struct store *s, struct str message_id, int64_t now, int64_t most, bool *counted, struct err *err);
/* Takes out a subscription, or all of an address. */
int store_drop_subscriber(struct store *s, int64_t id, struct err *err);
int store_drop_reader(struct store *s, struct str address_key, struct err *err);
/* All of them, by address; each lives during the call. `fn` ends it by 1, and with a failure by -1. */
int store_each_subscriber(struct store *s, int (*fn)(void *context, const struct subscriber *subscriber), void *context, struct err *err);
/* The active ones that are told of alerts, or all others; those of the same choice one after another. */
int store_each_reader(struct store *s, bool of_alerts, int (*fn)(void *context, const struct subscriber *subscriber), void *context,
                      struct err *err);

/* ---- retention, erasure, backup ---- */

/* What retention takes away; of a dry run: what it would. */
struct retained {
    int64_t posts, addresses, keys, messages, jobs, subscribers;
};
/*
 * Within the caller's transaction: posts older than `text_before` go with their words (their counts stay in the tally, their
 * identity as a tombstone), addresses older than `address_before`, author keys of weeks whose texts are gone, what was sent, and
 * sign-ups that nobody confirmed.
 */
int store_retain(struct store *s, int64_t text_before, int64_t address_before, bool dry, struct retained *r, struct err *err);
/* After a commit: what was taken away leaves the search index and the journal file too. */
int store_wipe(struct store *s, struct err *err);
/* The posts of an address (its second key) or of an author's pseudonym: their seqs, in the arena. */
int store_posts_of(struct store *s, struct arena *a, struct str url_key, struct str author, int64_t **seqs, int *n, struct err *err);
/* An objection (AVG art. 21): nothing more is taken in of the author with this hash. */
int store_add_objection(struct store *s, struct str author, int64_t now, struct err *err);
int store_objects(struct store *s, struct str author, bool *objects, struct err *err);
/* The Mondays of the weeks that have an author key, in the arena. */
int store_weeks(struct store *s, struct arena *a, int64_t **weeks, int *n, struct err *err);
/* A copy of the whole database while others write; the file is whole or not there. */
int store_backup(struct store *s, const char *path, struct err *err);

/* A tamtam that a person fixed. */
struct fixed_report {
    int64_t id, version;
    int64_t from, to, made, fixed; /* UTC ms; fixed 0: there is none */
    struct str by;
};
/* The newest fixed tamtam whose window ends at `to`. */
int store_fixed_day(struct store *s, struct arena *a, int64_t to, struct fixed_report *report, struct err *err);

/* ---- keys, audit, reports ---- */

/* The key of a kind ("identity", "author") and week (0 for identity), made at the first use. */
int store_key(struct store *s, const char *kind, int week, struct seal_key *key, struct err *err);

/* BIO2's six fields; the row is chained to the one before by a hash. */
struct audit_row {
    struct str action, object, result, origin, actor;
    int64_t time;
};
int store_add_audit(struct store *s, const struct audit_row *row, struct err *err);
/* Is there such a row, with any time from `since` on? Looks at the last few hundred. */
int store_audited_since(struct store *s, const struct audit_row *row, int64_t since, bool *found, struct err *err);
/* Walks the chain; -1 names the first row that does not fit. *rows is their number. */
int store_verify_audit(struct store *s, int64_t *rows, struct err *err);

/* A report that was made: its latest version, or the one that was asked for. A fixed one keeps its bytes and never changes. */
struct stored_report {
    int64_t id, version;      /* from 1 */
    struct str kind, subject; /* "issue", "12" */
    int64_t from, to, made;   /* UTC ms */
    int64_t fixed;            /* when it was fixed; 0: a concept */
    struct str fixed_by;
    struct str edits;         /* the analyst's items, as text */
    struct str html, pdf, text; /* the bytes; empty for a concept. Not read by store_reports. */
};
/*
 * Notes a concept: the id and version of this kind, subject and window, new where there is none; a fixed one gets a next
 * version that takes over its edits. `report` gets id, version and edits.
 */
int store_put_concept(struct store *s, struct arena *a, struct stored_report *report, struct err *err);
/* Keeps other edits of a concept as it was `seen`: one that was fixed, or edited since, is refused. */
int store_edit_report(struct store *s, const struct stored_report *seen, struct str edits, struct err *err);
/* Fixes a concept with its bytes; one that is fixed is refused. */
int store_fix_report(struct store *s, const struct stored_report *report, struct err *err);
/* One report with its bytes; version 0 is the latest. Found or not is told by report->id. */
int store_report(struct store *s, struct arena *a, int64_t id, int64_t version, struct stored_report *report, struct err *err);
/* All versions of all reports without their bytes, the newest window first; in the arena. */
int store_reports(struct store *s, struct arena *a, struct stored_report **reports, int *n, struct err *err);
/* Posts whose words match an FTS5 query, of before `to`, the newest on the line first, at most `limit`. */
int store_matches_before(struct store *s, struct str match, int64_t to, int limit, const struct municipality *town, stored_post_fn fn,
                         void *context, struct err *err);
/* Posts whose words match an FTS5 query, of [from, to), by time. */
int store_matches_between(struct store *s, struct str match, int64_t from, int64_t to, const struct municipality *town,
                          stored_post_fn fn, void *context, struct err *err);

#endif

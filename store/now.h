/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* What screens ask all day long: by indexes and tallies alone, so that it costs the same in a small archive and in a large one. */
#ifndef STORE_NOW_H
#define STORE_NOW_H

#include "store/store.h"

/* Posts per `step` ms from `from` on, duplicates left out, in n counts; of one issue, or 0: of all. */
int store_count_steps(struct store *s, int64_t issue, int64_t from, int64_t step, int64_t *counts, int n, struct err *err);

/* Which issues to list, by the tally. Empty or -1 is all. */
struct issue_query {
    int from_day, to_day; /* [from, to) */
    struct str cut;       /* "district" or "theme", with its value; or empty */
    struct str value;
    int voice;            /* -1: all */
    int limit;
};
struct issue_sum {
    int64_t issue;
    int64_t posts;
};
/* Issues with posts in the period, the most first; in the arena. */
int store_issue_sums(struct store *s, struct arena *a, const struct issue_query *q, struct issue_sum **sums, int *n, struct err *err);

/* An alert as it stands now, and the highest that it was. */
struct alert_now {
    struct stored_alert last; /* its latest step; title and reason are of the highest one */
    enum alert_level highest;
    int64_t began;            /* its first step */
    struct str answer, who;   /* of a person: "confirmed", "dismissed"; empty: nobody answered yet */
    int64_t answered;
};
/* Alerts with a step since `since`, the last first; in the arena. */
int store_standing_alerts(struct store *s, struct arena *a, int64_t since, struct alert_now **alerts, int *n, struct err *err);

/* The last posts of public actors of a voice in [from, to), no notes of calls and no letters, the newest first. */
int store_public_posts(struct store *s, enum voice voice, int64_t from, int64_t to, int limit, const struct municipality *town,
                       stored_post_fn fn, void *context, struct err *err);
/* How many posts answer to this one, and how many tell the same story. */
int store_replies(struct store *s, struct str id, int64_t *n, struct err *err);
int store_copies(struct store *s, int64_t seq, int64_t *n, struct err *err);

/* What people did with an issue (name, merge, split, mute), the last first; the actions are called back. */
int store_issue_actions(struct store *s, int64_t issue, int limit, int (*fn)(void *context, const struct action *action), void *context,
                        struct err *err);

/* ---- who follows an issue ---- */

int store_set_follower(struct store *s, int64_t issue, struct str who, int64_t now, bool follows, struct err *err);
int store_followers(struct store *s, int64_t issue, struct str who, int64_t *n, bool *follows, struct err *err);

/* ---- searches that are kept ---- */

struct saved_search {
    int64_t id;
    struct str name, query, purpose, owner;
    struct str address;   /* who gets what it finds by mail; empty: nobody */
    int64_t made, until;  /* until 0: no end */
    int64_t seen;         /* the line up to here was looked at */
};
int store_add_search(struct store *s, const struct saved_search *search, struct err *err);
int store_drop_search(struct store *s, int64_t id, struct err *err);
int store_searches(struct store *s, struct arena *a, struct saved_search **searches, int *n, struct err *err);
/* The owner has seen what this query with this purpose finds, up to a seq. */
int store_see_search(struct store *s, const struct saved_search *which, int64_t seen, struct err *err);

/* ---- how often a report was read: a count, nobody's name ---- */

int store_note_read(struct store *s, int64_t report, int64_t version, struct err *err);
int store_reads(struct store *s, int64_t report, int64_t version, int64_t *n, struct err *err);

/* The audit log's last rows, the newest first; with an actor or action where they are not empty. */
int store_audit_rows(struct store *s, struct str actor, struct str action, int64_t before, int limit,
                     int (*fn)(void *context, int64_t row, const struct audit_row *audit), void *context, struct err *err);

#endif

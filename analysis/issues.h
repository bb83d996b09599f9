/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * Sense-making, second half: posts become issues, issues have a life, and what turns acute is alerted. Online and
 * deterministic, on the posts' own clock: each post is handed in once, in the order of the line, and `tick` for each
 * full minute. What changes is told as a list of changes, which the desk writes down.
 */
#ifndef ANALYSIS_ISSUES_H
#define ANALYSIS_ISSUES_H

#include "analysis/terms.h"
#include "base/buf.h"
#include "base/post.h"

struct grouper;

enum { ISSUE_NEW = -1 };

enum change_kind {
    CHANGE_ISSUE,     /* a new issue, or one whose title or state changed */
    CHANGE_POST,      /* post `post` belongs to `issue` now (0: to none); also when it moves */
    CHANGE_MERGE,     /* issue `other` is part of `issue` from now on */
    CHANGE_DUPLICATE, /* post `post` tells the same story as post `other` */
    CHANGE_ALERT,     /* alert `alert` is raised, raised further or withdrawn */
    CHANGE_MATTER     /* alert `other` is on `issue` now: most of its first posts went there */
};

enum alert_status { ALERT_NIEUW, ALERT_VERHOOGD, ALERT_INGETROKKEN };

struct alert {
    int64_t id;
    enum alert_status status;
    enum alert_level level;
    int64_t time;             /* UTC ms of the post or tick that brought it */
    int64_t issue;            /* 0: no issue yet */
    struct str title, reason; /* Dutch; reason is one sentence */
    const int64_t *posts;     /* seqs of its posts, all arrived by `time` */
    int nposts;
};

struct change {
    enum change_kind kind;
    int64_t issue, post, other;
    struct str title;   /* CHANGE_ISSUE: Dutch, short */
    struct alert alert; /* CHANGE_ALERT */
};

/* Changes of one step, in the order they happened; owned by the grouper until the next call on it. */
struct changes {
    const struct change *v;
    int n;
};

/*
 * An empty state. `lexicon_folders` holds grouping.tsv, the weights of the evidence (built in where it is absent).
 * `town` must outlive it.
 */
struct grouper *grouper_new(const char *const *lexicon_folders, const struct municipality *town);
void grouper_free(struct grouper *g);

/*
 * Takes the next post of the line: post->seq is its own, times may jump. Posts from the future count
 * as of `seen`; old ones (a back-fill) raise no alert.
 */
struct changes grouper_post(struct grouper *g, const struct post *post, const struct marks *marks,
                            const struct terms *terms);
/* A full minute of the posts' clock has passed: alerts cool down, issues fall asleep. */
struct changes grouper_tick(struct grouper *g, int64_t now);

/* People's decisions; kept through everything that follows. */
struct changes grouper_merge(struct grouper *g, int64_t into, int64_t from);
/* Moves a post to another issue (0: to none, ISSUE_NEW: to a new one, which splits it off) for good. */
struct changes grouper_move(struct grouper *g, int64_t post, int64_t issue);
/* The same for several posts together: they become one new issue. */
struct changes grouper_split(struct grouper *g, const int64_t *posts, int n);
struct changes grouper_name(struct grouper *g, int64_t issue, struct str title);
/* No alerts of this issue until then (UTC ms). */
struct changes grouper_mute(struct grouper *g, int64_t issue, int64_t until);

/* The issue that an id stands for after merges; 0 when there is none such. */
int64_t grouper_resolve(const struct grouper *g, int64_t issue);

/*
 * Where the bytes of the state are lost, and the line that made it has holes (posts that went, texts that changed, a program that
 * decides otherwise), the state is built from what was decided: posts in the order of their line go where they were, then titles,
 * merges, what people placed, open alerts and the next numbers. Ids stay; what was weighed just then is forgotten.
 */
struct changes grouper_place(struct grouper *g, const struct post *post, const struct marks *marks, const struct terms *terms,
                             int64_t issue, int64_t original);
void grouper_entitle(struct grouper *g, int64_t issue, struct str title);
void grouper_redirect(struct grouper *g, int64_t from, int64_t into);
/* A person put the post where it is. */
void grouper_keep(struct grouper *g, int64_t post);
/* A person merged what is in the issue, or in what it is known as by now. */
void grouper_keep_together(struct grouper *g, int64_t issue);
/* An alert that is not withdrawn; it is when no evidence follows. */
void grouper_watch(struct grouper *g, const struct alert *alert);
void grouper_go_on(struct grouper *g, int64_t next_issue, int64_t next_alert);
/* After a line whose posts came in the order of their numbers: the issue of a post, 0: none, -1: it is not in the window. */
int64_t grouper_issue_of(const struct grouper *g, int64_t post);
/* The id of the next new issue. */
int64_t grouper_next_issue(const struct grouper *g);

/* The whole state as bytes, handed over piece by piece (borrowed), as it is tens of megabytes on a large archive. */
void grouper_save(const struct grouper *g, void (*put)(void *context, struct str bytes), void *context);
/* And back from all of them. Bytes of another version or broken ones: -1, and the caller builds the state from the line. */
int grouper_load(struct grouper *g, struct str bytes, struct err *err);
/* What the last eight bytes must hold of those before them. */
uint64_t grouper_sum(struct str state);

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * The news desk: an open newsroom, and the one line that posts and people's actions go down.
 *
 *     entry -> capture -> analyse -> group -> one transaction -> store
 *
 * What the analysis holds in memory is never ahead of the database for long: when a transaction fails it is thrown away and
 * built again from the last snapshot and the line behind it, so that after a crash the state is what was committed.
 */
#ifndef DESK_DESK_H
#define DESK_DESK_H

#include "analysis/analyse.h"
#include "analysis/context.h"
#include "analysis/issues.h"
#include "listener/capture.h"
#include "listener/source.h"
#include "desk/stage.h"
#include "store/store.h"

enum desk_use {
    DESK_STUDY,   /* configuration and lexicons alone: nothing is stored */
    DESK_READ,    /* configuration and store, without lexicons: what looks at marks that were made */
    DESK_EXPLAIN, /* the same with lexicons: why a post has its marks */
    DESK_SIDE,    /* read, and write what is not on the line: subscribers, messages, audit; also while the daemon runs */
    DESK_ACT,     /* a person's action: on the line, or handed to the daemon while that holds it (DESK_WRITE or DESK_SIDE) */
    DESK_WRITE,   /* take in posts */
    DESK_LISTEN   /* the same where mostly none come: the state of the analysis is read when the first one is there */
};

/* What taking in has done so far. */
struct desk_counts {
    int64_t seen;    /* entries that came by */
    int64_t stored;  /* new posts */
    int64_t known;   /* held already */
    int64_t revised; /* held, with another text */
    int64_t deleted; /* taken out as their source asked */
    int64_t refused; /* erased before, or objected to */
    int64_t late;    /* new, but days behind the line's clock */
};

struct batch;
struct capturer;

struct desk {
    const char *folder;
    struct municipality town;
    struct sources sources;
    const char *lexicon_folders[3]; /* the nearer first; ends with NULL */
    struct analyser *analyser;
    struct scratch *scratch;
    struct grouper *grouper;
    struct context *context; /* with the grouper, always */
    struct store *store; /* NULL in DESK_STUDY */
    struct capturer *capturer;
    struct batch *batch;       /* captured, not yet stored */
    int64_t seq;               /* the last number given on the line */
    int64_t clock;             /* the posts' clock: the latest time of a post; 0 before the first */
    int64_t snapshot_seq;      /* the line up to here is in the snapshot */
    bool asleep;               /* the state of the analysis has not been read yet */
    struct strs own_posts;     /* in DESK_STUDY: ids of the own channels' posts, for replies to them */
    struct desk_counts counts;
    struct stage_time stages[WORK_COUNT]; /* of this process */
    struct arena whys;         /* in DESK_STUDY: the evidence of the last post */
    bool beside;               /* configuration and lexicons are another desk's */
    struct arena arena;
};

/*
 * Opens the newsroom in a folder. Faults of configuration and lexicons
 * are told in `faults`; a fault is a failure unless `lenient`. `d` is zero-initialised; desk_close() also after a failure.
 */
int desk_open(struct desk *d, const char *folder, enum desk_use use, bool lenient, struct faults *faults,
              struct err *err);
void desk_close(struct desk *d);
/*
 * Another handle on an open newsroom, for another thread: it reads, and writes what is not on the line. Configuration and lexicons
 * are those of `house`, which outlives it and isn't reloaded meanwhile; the connection to the store is its own.
 */
int desk_open_beside(struct desk *d, const struct desk *house, struct err *err);
/*
 * Reads configuration and lexicons again. All of it takes their place, or with a fault nothing does. Entries that wait are written
 * first.
 */
int desk_reload(struct desk *d, struct faults *faults, struct err *err);
/* Reads configuration and lexicons only to find their faults. */
int desk_check(const char *folder, struct faults *faults, struct err *err);

/*
 * Puts an entry of a source on the line; `now` is when it was first seen (UTC ms). Entries are written in chunks; the caller
 * ends with desk_flush().
 */
int desk_take(struct desk *d, const struct source *source, const struct entry *entry, int64_t now, struct err *err);
/*
 * The same with what is known of the entry besides (its `voice_cue` is filled in here). `identity` (may be NULL) gets hashes of the
 * post's id and of its address, for desk_take_complete().
 */
int desk_hear(struct desk *d, const struct source *source, const struct entry *entry, const struct capture_facts *facts,
              unsigned long long identity[2], struct err *err);
/* The source told all that it still holds: its other posts are deleted, as a deletion at the source is. `identities` is sorted here. */
int desk_take_complete(struct desk *d, const struct source *source, unsigned long long *identities, int n, int64_t now,
                       struct err *err);
/* The state of a source, written in the transaction of the last post that was taken. */
void desk_take_source(struct desk *d, const struct source_row *row);
/* Writes what is waiting. */
int desk_commit(struct desk *d, struct err *err);
/* Writes what is waiting, and a snapshot of the analysis where something came in since the last. */
int desk_flush(struct desk *d, struct err *err);
/* How many entries wait. */
int desk_waiting(const struct desk *d);
/* Forgets what is waiting: its sources will tell it again. */
void desk_drop(struct desk *d);
/* Lets the analysis' clock run to a moment of the day's clock, and writes what changes; what it brought is in a snapshot. */
int desk_tick(struct desk *d, int64_t now, struct err *err);

/*
 * A person's action on the line: kept, applied, and part of every replay. `seq` and `time` are filled in here. Where the daemon
 * holds the line it gets the action as a job, and does it within a second.
 */
int desk_act(struct desk *d, struct action action, int64_t now, struct err *err);

/*
 * Marks the held posts again and makes the issues anew, in the order of the posts' time, as if they had come in one by one.
 * People's actions are applied again on top. `progress` (may be NULL) is called now and then.
 */
int desk_reanalyse(struct desk *d, bool regroup, void (*progress)(void *context, int64_t done), void *context, struct err *err);

/*
 * Lets the analysis' clock run to a moment: a tick for each full minute since the last, at most for two days on end. The changes of
 * each tick go to `fn`. Used for the store and for `analyse` alike, so that both see the same alerts.
 */
int desk_advance(struct desk *d, int64_t to, int (*fn)(void *context, const struct changes *changes), void *context);

/* The path of a table of words ("crisis-picture.tsv"), in the arena: the newsroom's own goes before the one that ships. */
const char *desk_words(struct desk *d, const char *name);

/* An audit line: action, object, result, origin, actor. */
int desk_audit(struct desk *d, const char *action, struct str object, const char *result, struct str actor, int64_t now,
               struct err *err);

#endif

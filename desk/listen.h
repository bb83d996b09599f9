/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* Listening: one round over the sources, onto the line. */
#ifndef DESK_LISTEN_H
#define DESK_LISTEN_H

#include "desk/desk.h"
#include "listener/poll.h"

/* What a round brought, source by source; `told` is called for each source when it is done (may be NULL). */
struct listening {
    int64_t (*now)(void *context); /* the clock, UTC ms */
    void (*told)(void *context, const struct source *source, const struct source_state *state, const struct fetch_result *result);
    int (*meanwhile)(void *context); /* a daemon's other work, at least every 100 ms; non-zero ends the round (may be NULL) */
    void *context;
    int64_t since; /* UTC ms: desk_poll() follows older pages back to it; 0: it doesn't */
    int sources, failed; /* out: how many were asked, how many went wrong */
};

/*
 * Asks the sources of these names, or all when n is 0, once each, whatever their next_check. What a source did wrong is told and
 * is no failure; -1 when a name is unknown or the store fails.
 */
int desk_poll(struct desk *d, const char *const *names, int n, struct listening *l, struct err *err);

/* The stored state of a source; one that was never asked is all zero. */
int desk_source_state(struct desk *d, const struct source *source, struct source_state *state, struct arena *a, struct err *err);
/* What an administrator should do about it, as a Dutch sentence; NULL: nothing. */
const char *desk_source_advice(const struct source_state *state);
/* Days up to its last post in which a source shows its habit. */
enum { SOURCE_HABIT_DAYS = 14 };
/* Adds that a source is silent against its habit (posts in those days), and what to do, in Dutch; nothing when it isn't. */
void desk_source_silence(struct buf *b, int64_t posts, int64_t last, int64_t now);

/* A daemon's ear: a poller that stays, and when each source has its turn. The desk's sources are borrowed. */
struct ear;
/* *out is the caller's to free, also after a failure. */
int ear_new(struct ear **out, struct desk *d, int64_t now, struct err *err);
void ear_free(struct ear *e);
/* When the next source has its turn (UTC ms); INT64_MAX without sources. */
int64_t ear_due(const struct ear *e);
/*
 * Asks the sources whose turn it is, one a host. What came in waits on the line for desk_commit(). -1 when the store fails: what
 * waited is forgotten, and after ear_recall() it will be asked again.
 */
int ear_round(struct ear *e, struct listening *l, struct err *err);
/* Reads the turns from the store again. */
int ear_recall(struct ear *e, int64_t now, struct err *err);

#endif

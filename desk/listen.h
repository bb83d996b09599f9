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
    void *context;
    int sources, failed; /* out: how many were asked, how many went wrong */
};

/*
 * Asks the sources of these names, or all when n is 0, once each, whatever their next_check. What a source did wrong is told and
 * is no failure; -1 when a name is unknown or the store fails.
 */
int desk_poll(struct desk *d, const char *const *names, int n, struct listening *l, struct err *err);

/* The stored state of a source; one that was never asked is all zero. */
int desk_source_state(struct desk *d, const struct source *source, struct source_state *state, struct arena *a, struct err *err);

#endif

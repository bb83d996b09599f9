/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * The daemon: one loop that listens, ticks, does the jobs that are due and hands out mail, until SIGTERM or SIGINT. SIGHUP reads
 * configuration and lexicons again; with a fault in them the ones in force stay. Only the mailer has a thread of its own; this
 * loop alone writes.
 *
 * Where the store fails (a full disk, a lock that lasts) what was not committed is forgotten and asked again after a rest.
 */
#ifndef DESK_RUN_H
#define DESK_RUN_H

#include "desk/clock.h"

struct desk;

/* What lives beside the daemon in threads of its own: the newsroom on the web. All are called from the daemon's loop. */
struct companion {
    /* Starts with what is configured, or does nothing. A byte in the eventfd `wake` has the loop look at its jobs at once. */
    int (*start)(void *context, const struct desk *d, const struct clock *clock, int wake, struct err *err);
    /* Stops: before the configuration is read again, and at the end. */
    void (*stop)(void *context);
    /* The clock, each turn of the loop. */
    void (*turn)(void *context, int64_t now);
};

struct run_options {
    const char *folder;
    struct clock clock;
    int64_t until; /* stop when the clock shows it; INT64_MAX: never */
    const struct companion *companion; /* may be NULL */
    void *companion_context;
};

/* Runs until it is told to stop: 0 then; -1 when it can't start. Faults of the configuration are told in `faults`. */
int desk_run(const struct run_options *options, struct faults *faults, struct err *err);

#endif

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

struct run_options {
    const char *folder;
    struct clock clock;
    int64_t until; /* stop when the clock shows it; INT64_MAX: never */
};

/* Runs until it is told to stop: 0 then; -1 when it can't start. Faults of the configuration are told in `faults`. */
int desk_run(const struct run_options *options, struct faults *faults, struct err *err);

#endif

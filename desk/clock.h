/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * The daemon's clock: the machine's, or a virtual one for tests and training (`run --clock`). A virtual clock stands still at
 * the next moment at which something is due until that is done, so that nothing is passed over however fast it runs.
 */
#ifndef DESK_CLOCK_H
#define DESK_CLOCK_H

#include <stdint.h>

#include "base/err.h"

struct clock {
    bool is_virtual;
    int64_t start;  /* UTC ms that it showed at `origin` */
    int64_t origin; /* of the monotonic clock, ms */
    int64_t speed;  /* virtual seconds a second; 0: leaps from one event to the next */
    int64_t limit;  /* stands still there; virtual only */
    int64_t at;     /* of a clock that leaps */
};

/* The machine's clock. */
struct clock clock_real(void);
/* Reads "2026-03-11T07:00:00+01:00" (leaps), or with ",x60" (sixty times as fast). */
int clock_parse(struct clock *c, struct str text, struct err *err);
/* UTC ms. */
int64_t clock_now(const struct clock *c);
/* The next moment at which something is due: a virtual clock goes no further, and never back where that is past. */
void clock_set_limit(struct clock *c, int64_t limit);
/*
 * Real ms to wait until the clock shows `until`, at most `most`; a clock that leaps does so at once and gives 0.
 */
int clock_wait(struct clock *c, int64_t until, int most);
/* The monotonic clock, ms. */
int64_t clock_monotonic(void);

#endif

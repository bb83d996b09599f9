/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * The newsroom's calendar: what is done at which hour, in Dutch civil time over both clock changes. Working days are Monday to
 * Friday without the public holidays; the tamtam of a Monday looks back to Friday by its window (report_day_window).
 *
 * A moment that passed while the daemon was down is caught up, once, and only the last one of its kind: nobody waits for the
 * concepts of last week. That it is done once is seen to by the job's once-key ("concept/2026-03-11").
 */
#ifndef DESK_CALENDAR_H
#define DESK_CALENDAR_H

#include <stdint.h>

#include "base/buf.h"
#include "base/municipality.h"

struct appointment {
    const char *job; /* the kind of job that it makes */
    int minute;      /* after midnight */
    bool workdays;   /* else every day */
};

enum { CALENDAR_MOST = 8 };
struct calendar {
    struct appointment v[CALENDAR_MOST];
    int n;
};

/* The appointments of a municipality: concept, reminder, send, retain. */
struct calendar calendar_of(const struct municipality *town);
/* The day of the last time at or before `now` (UTC ms), and that moment in *at. */
int calendar_last(const struct appointment *a, int64_t now, int64_t *at);
/* The moment of the first time after `now`. */
int64_t calendar_next(const struct appointment *a, int64_t now);
/* The first moment after `now` of all appointments. */
int64_t calendar_first(const struct calendar *c, int64_t now);
/* Adds the once-key of an appointment on a day. */
void calendar_key(struct buf *b, const struct appointment *a, int day);

#endif

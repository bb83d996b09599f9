/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * Time and calendar. A moment is UTC milliseconds since 1970 (int64_t); a day is the number of days since
 * 1970-01-01 in the Netherlands' civil time (int). People see Europe/Amsterdam, whose rule (EU directive
 * 2000/84/EC: summer time from the last Sunday of March to the last Sunday of October, 01:00 UTC) is computed
 * here, so that nothing depends on the machine's zone.
 */
#ifndef BASE_WHEN_H
#define BASE_WHEN_H

#include <stdint.h>

#include "base/buf.h"

enum {
    WHEN_SECOND = 1000,
    WHEN_MINUTE = 60 * WHEN_SECOND,
    WHEN_HOUR = 60 * WHEN_MINUTE,
    WHEN_DAY = 24 * WHEN_HOUR
};

struct civil {
    int year, month, day; /* month 1..12, day 1..31 */
    int hour, minute, second, ms;
    int weekday; /* 0 Monday .. 6 Sunday */
    int offset;  /* minutes east of UTC */
};

/* The machine's clock. Only cli and desk call it: everything else is handed the time. */
int64_t when_now(void);
/* The monotonic clock, ms: for waits and limits. */
int64_t when_monotonic(void);
/* The processor time that this thread has used, in ns: for limits. */
int64_t when_cpu_ns(void);

/* Days since 1970-01-01 of a date in the proleptic Gregorian calendar; no range check. */
int when_day_of(int year, int month, int day);
/* The moment of a civil time with its offset; fields out of range are an error (-1). */
int when_from_civil(const struct civil *c, int64_t *ms);
/* Civil time in the Netherlands. */
struct civil when_local(int64_t ms);
/* Civil time in UTC. */
struct civil when_utc(int64_t ms);
/* The moment at which the clocks of the Netherlands show this (the first of two, the hour after where there is none). */
int64_t when_at(int day, int hour, int minute);
/* The civil day of a moment. */
int when_day(int64_t ms);
/* 0 Monday .. 6 Sunday. */
int when_weekday(int day);
/* The Dutch name of the public holiday on this day, or NULL (New Year to Christmas, King's Day, Liberation Day in lustrum years). */
const char *when_holiday(int day);
/* Monday to Friday and no public holiday? */
bool when_is_workday(int day);
/* The working day before this day. */
int when_previous_workday(int day);

/*
 * RFC 3339 and its everyday variants: "2026-03-02T08:14:00+01:00", "...Z", a blank for the T, seconds left out,
 * "2026-03-02" alone (midnight); without a zone Dutch civil time. Years 1 to 9999. 0, or -1 when it is none.
 */
int when_parse(struct str s, int64_t *ms);
/* "2026-03-02" to a day. */
int when_parse_day(struct str s, int *day);
/* "08:30" to minutes after midnight. */
int when_parse_clock(struct str s, int *minutes);
/* "30s", "15m", "2h", "7d" to milliseconds; a bare number is minutes. */
int when_parse_span(struct str s, int64_t *ms);

/* Adds RFC 3339 in UTC with whole seconds: "2026-03-02T07:14:00Z". */
void when_print(struct buf *b, int64_t ms);
/* Adds RFC 3339 in Dutch civil time: "2026-03-02T08:14:00+01:00". */
void when_print_local(struct buf *b, int64_t ms);
/* Adds "2026-03-02". */
void when_print_day(struct buf *b, int day);

/* Dutch words: "maandag", "ma", "maart", "mrt". */
const char *when_weekday_name(int weekday);
const char *when_weekday_short(int weekday);
const char *when_month_name(int month);
const char *when_month_short(int month);

#endif

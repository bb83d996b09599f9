/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "base/norm.h"

#include "base/when.h"

enum { MOST_DAYS = 400 };

int64_t norm_span(const struct webcare_settings *w)
{
    return w->norm * (int64_t)WHEN_MINUTE;
}

/* The moment `minute` minutes after midnight; 24 hours is the next midnight. */
static int64_t at_minute(int day, int minute)
{
    return minute >= 24 * 60 ? when_at(day + 1, 0, 0) : when_at(day, minute / 60, minute % 60);
}

/* What of one day's hours lies between two moments. */
static int64_t spent_on(const struct webcare_settings *w, int day, int64_t from, int64_t to)
{
    int64_t opens = at_minute(day, w->from);
    int64_t closes = at_minute(day, w->to);

    opens = opens > from ? opens : from;
    closes = closes < to ? closes : to;
    return closes > opens && when_is_workday(day) ? closes - opens : 0;
}

/* Working days are of one length: the clocks change on Sundays. */
int64_t norm_spent(const struct webcare_settings *w, int64_t from, int64_t to)
{
    int first = when_day(from);
    int last = when_day(to);
    int64_t days = 0;

    if (last - first > MOST_DAYS)
        first = last - MOST_DAYS;
    if (first >= last)
        return first == last ? spent_on(w, last, from, to) : 0;
    for (int day = first + 1; day < last; day++)
        days += when_is_workday(day);
    return spent_on(w, first, from, to) + days * (w->to - w->from) * WHEN_MINUTE + spent_on(w, last, from, to);
}

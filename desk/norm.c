/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "desk/norm.h"

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

int64_t norm_spent(const struct webcare_settings *w, int64_t from, int64_t to)
{
    int64_t spent = 0;
    int first = when_day(from);
    int last = when_day(to);

    if (last - first > MOST_DAYS)
        first = last - MOST_DAYS;
    for (int day = first; day <= last; day++) {
        int64_t opens = at_minute(day, w->from);
        int64_t closes = at_minute(day, w->to);

        if (!when_is_workday(day))
            continue;
        opens = opens > from ? opens : from;
        closes = closes < to ? closes : to;
        spent += closes > opens ? closes - opens : 0;
    }
    return spent;
}

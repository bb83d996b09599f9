/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "desk/calendar.h"

#include "base/when.h"

struct calendar calendar_of(const struct municipality *town)
{
    return (struct calendar){.v = {{"concept", town->concept_minute, true},
                                   {"reminder", town->reminder_minute, true},
                                   {"send", town->send_minute, true},
                                   {"retain", town->retention_minute, false}},
                             .n = 4};
}

static bool is_on(const struct appointment *a, int day)
{
    return !a->workdays || when_is_workday(day);
}

static int64_t moment(const struct appointment *a, int day)
{
    return when_at(day, a->minute / 60, a->minute % 60);
}

int calendar_last(const struct appointment *a, int64_t now, int64_t *at)
{
    int day = when_day(now);

    while (!is_on(a, day) || moment(a, day) > now)
        day--;
    *at = moment(a, day);
    return day;
}

int64_t calendar_next(const struct appointment *a, int64_t now)
{
    int day = when_day(now);

    while (!is_on(a, day) || moment(a, day) <= now)
        day++;
    return moment(a, day);
}

int64_t calendar_first(const struct calendar *c, int64_t now)
{
    int64_t first = INT64_MAX;

    for (int i = 0; i < c->n; i++) {
        int64_t next = calendar_next(&c->v[i], now);

        if (next < first)
            first = next;
    }
    return first;
}

void calendar_key(struct buf *b, const struct appointment *a, int day)
{
    buf_printf(b, "%s/", a->job);
    when_print_day(b, day);
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "desk/clock.h"

#include <time.h>

#include "base/when.h"

enum { FASTEST = 1000000 };

int64_t clock_monotonic(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

struct clock clock_real(void)
{
    return (struct clock){.origin = clock_monotonic(), .limit = INT64_MAX};
}

int clock_parse(struct clock *c, struct str text, struct err *err)
{
    struct str time = str_cut(&text, ',');
    struct str speed = str_trim(text);
    long long number = 0;

    *c = (struct clock){.is_virtual = true, .origin = clock_monotonic(), .limit = INT64_MAX};
    if (when_parse(time, &c->start))
        return err_set(err, "'%.*s' is no time such as 2026-03-11T07:00:00+01:00", STR_ARG(time));
    if (speed.n && (speed.p[0] != 'x' || str_to_number(str_sub(speed, 1, speed.n), FASTEST, &number) || number == 0))
        return err_set(err, "'%.*s' is no speed such as x60 (at most x%d)", STR_ARG(speed), FASTEST);
    c->speed = number;
    c->at = c->start;
    return 0;
}

int64_t clock_now(const struct clock *c)
{
    int64_t now;

    if (!c->is_virtual)
        return when_now();
    now = c->speed ? c->start + (clock_monotonic() - c->origin) * c->speed : c->at;
    return now < c->limit ? now : c->limit;
}

/* Time that a held clock did not show is lost: it goes on from where it stood. */
void clock_set_limit(struct clock *c, int64_t limit)
{
    int64_t now = clock_now(c);

    if (c->is_virtual && c->speed) {
        c->start = now;
        c->origin = clock_monotonic();
    }
    c->limit = limit < now ? now : limit;
}

int clock_wait(struct clock *c, int64_t until, int most)
{
    int64_t wait = until - clock_now(c);

    if (c->is_virtual && c->speed == 0) {
        if (until > c->at && until < INT64_MAX)
            c->at = until;
        return 0;
    }
    if (c->is_virtual)
        wait /= c->speed;
    return wait < 0 ? 0 : wait < most ? (int)wait : most;
}

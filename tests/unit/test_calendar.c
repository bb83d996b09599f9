/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* rooms: base store analysis listener tamtam desk */
/* The newsroom's hours over weekends, holidays and both clock changes; the virtual clock. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/when.h"
#include "desk/calendar.h"
#include "desk/clock.h"
#include "desk/duties.h"

static const struct appointment concept = {"concept", 8 * 60, true};
static const struct appointment nightly = {"retain", 2 * 60 + 30, false};

static int64_t at(const char *text)
{
    int64_t ms = 0;

    assert_int_equal(when_parse(str_of(text), &ms), 0);
    return ms;
}

static void assert_next(const struct appointment *a, const char *now, const char *wanted)
{
    struct buf b = {0};

    when_print_local(&b, calendar_next(a, at(now)));
    assert_string_equal(buf_c(&b), wanted);
    buf_release(&b);
}

static void assert_last(const struct appointment *a, const char *now, const char *wanted)
{
    struct buf b = {0};
    int64_t moment;

    calendar_last(a, at(now), &moment);
    when_print_local(&b, moment);
    assert_string_equal(buf_c(&b), wanted);
    buf_release(&b);
}

static void working_days(void **state)
{
    (void)state;
    assert_next(&concept, "2026-03-11T07:59:59+01:00", "2026-03-11T08:00:00+01:00");
    assert_next(&concept, "2026-03-11T08:00:00+01:00", "2026-03-12T08:00:00+01:00");
    assert_next(&concept, "2026-03-13T09:00:00+01:00", "2026-03-16T08:00:00+01:00"); /* Friday to Monday */
    assert_last(&concept, "2026-03-15T12:00:00+01:00", "2026-03-13T08:00:00+01:00");
    assert_last(&concept, "2026-03-11T08:00:00+01:00", "2026-03-11T08:00:00+01:00");
}

static void holidays(void **state)
{
    (void)state;
    assert_next(&concept, "2026-04-03T09:00:00+02:00", "2026-04-07T08:00:00+02:00"); /* over Easter Monday */
    assert_next(&concept, "2026-04-24T09:00:00+02:00", "2026-04-28T08:00:00+02:00"); /* King's Day is a Monday */
    assert_next(&concept, "2025-12-24T09:00:00+01:00", "2025-12-29T08:00:00+01:00");
    assert_next(&concept, "2026-05-13T09:00:00+02:00", "2026-05-15T08:00:00+02:00"); /* Ascension Day */
    assert_next(&concept, "2025-05-02T09:00:00+02:00", "2025-05-06T08:00:00+02:00"); /* Liberation Day of a lustrum */
    assert_next(&concept, "2026-05-04T09:00:00+02:00", "2026-05-05T08:00:00+02:00"); /* and of another year */
}

/* 02:30 is not there on 29 March 2026 and is there twice on 25 October. */
static void clock_changes(void **state)
{
    (void)state;
    assert_next(&concept, "2026-03-27T09:00:00+01:00", "2026-03-30T08:00:00+02:00");
    assert_next(&concept, "2026-10-23T09:00:00+02:00", "2026-10-26T08:00:00+01:00");
    assert_next(&nightly, "2026-03-28T12:00:00+01:00", "2026-03-29T03:30:00+02:00");
    assert_next(&nightly, "2026-03-29T03:30:00+02:00", "2026-03-30T02:30:00+02:00");
    assert_next(&nightly, "2026-10-24T12:00:00+02:00", "2026-10-25T02:30:00+02:00");
    assert_next(&nightly, "2026-10-25T02:30:00+02:00", "2026-10-26T02:30:00+01:00");
}

/* A year of hours: each day of the calendar once, whatever the clocks do. */
static void once_a_day(void **state)
{
    int64_t now = at("2026-01-01T00:00:00+01:00");
    int64_t end = at("2027-01-01T00:00:00+01:00");
    int nights = 0;
    int last = when_day(now) - 1;

    (void)state;
    for (now = calendar_next(&nightly, now); now < end; now = calendar_next(&nightly, now), nights++) {
        assert_int_equal(when_day(now), last + 1);
        last = when_day(now);
    }
    assert_int_equal(nights, 365);
}

static void keys(void **state)
{
    struct buf b = {0};
    int64_t moment;

    (void)state;
    calendar_key(&b, &concept, calendar_last(&concept, at("2026-03-15T12:00:00+01:00"), &moment));
    assert_string_equal(buf_c(&b), "concept/2026-03-13");
    buf_release(&b);
}

static void clock_leaps(void **state)
{
    struct clock c;
    struct err err;

    (void)state;
    assert_int_equal(clock_parse(&c, STR("2026-03-11T07:00:00+01:00"), &err), 0);
    assert_int_equal(clock_now(&c), at("2026-03-11T07:00:00+01:00"));
    assert_int_equal(clock_wait(&c, at("2026-03-11T08:00:00+01:00"), 1000), 0);
    assert_int_equal(clock_now(&c), at("2026-03-11T08:00:00+01:00"));
    clock_wait(&c, at("2026-03-11T07:30:00+01:00"), 1000);
    assert_int_equal(clock_now(&c), at("2026-03-11T08:00:00+01:00"));
}

static void clock_is_held(void **state)
{
    struct clock c;
    struct err err;
    int64_t limit = at("2026-03-11T07:00:01+01:00");

    (void)state;
    assert_int_equal(clock_parse(&c, STR("2026-03-11T07:00:00+01:00,x1000000"), &err), 0);
    clock_set_limit(&c, limit);
    while (clock_now(&c) < limit)
        continue;
    assert_int_equal(clock_now(&c), limit);
    clock_set_limit(&c, 0); /* a job that is due since ever */
    assert_int_equal(clock_now(&c), limit);
    assert_int_equal(clock_parse(&c, STR("2026-03-11T07:00:00+01:00,60"), &err), -1);
    assert_int_equal(clock_parse(&c, STR("yesterday"), &err), -1);
}

static void back_off(void **state)
{
    (void)state;
    assert_int_equal(duties_back_off(0), WHEN_MINUTE);
    assert_int_equal(duties_back_off(3), 8 * WHEN_MINUTE);
    assert_int_equal(duties_back_off(60), 6 * WHEN_HOUR);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(working_days), cmocka_unit_test(holidays),    cmocka_unit_test(clock_changes), cmocka_unit_test(once_a_day),
        cmocka_unit_test(keys),         cmocka_unit_test(clock_leaps), cmocka_unit_test(clock_is_held), cmocka_unit_test(back_off),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

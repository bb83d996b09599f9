/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* rooms: base */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <string.h>

#include <cmocka.h>

#include "base/when.h"

static int64_t moment(const char *text)
{
    int64_t ms;

    if (when_parse(str_of(text), &ms))
        fail_msg("'%s' is a time", text);
    return ms;
}

static int day_of(const char *text)
{
    int day;

    if (when_parse_day(str_of(text), &day))
        fail_msg("'%s' is a day", text);
    return day;
}

/* Seconds since 1970 as `date -u -d TEXT +%s` gives them. */
static void test_parse(void **state)
{
    static const struct {
        const char *text;
        int64_t seconds, ms;
    } rows[] = {
        {"1970-01-01T00:00:00Z", 0, 0},
        {"2026-03-02T08:14:00+01:00", 1772435640, 0},
        {"2026-03-02T07:14:00Z", 1772435640, 0},
        {"2026-03-02t07:14:00z", 1772435640, 0},
        {"2026-03-02 08:14", 1772435640, 0},       /* Dutch time, in winter */
        {"2026-03-02T08:14:00+0100", 1772435640, 0},
        {"2026-03-02T08:14:00+01", 1772435640, 0},
        {"2026-03-02T08:14:00 +01:00", 1772435640, 0},
        {"2026-03-02T01:44:00-05:30", 1772435640, 0},
        {" 2026-03-02T07:14:00.5Z ", 1772435640, 500},
        {"2026-03-02T07:14:00,123456789Z", 1772435640, 123},
        {"2026-07-01T12:00:00", 1782900000, 0}, /* Dutch time, in summer */
        {"2026-07-01", 1782856800, 0},          /* midnight */
        {"2000-02-29T00:00:00Z", 951782400, 0},
        {"0001-01-01T00:00:00Z", -62135596800, 0},
        {"9999-12-31T23:59:59Z", 253402300799, 0},
        {"2016-12-31T23:59:60Z", 1483228800, 0}, /* a leap second */
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (moment(rows[i].text) != rows[i].seconds * 1000 + rows[i].ms)
            fail_msg("'%s' became %lld", rows[i].text, (long long)moment(rows[i].text));
}

static void test_no_times(void **state)
{
    static const char *const rows[] = {
        "", "gisteren", "2026", "2026-3-2", "2026-02-29", "1900-02-29", "2026-13-01", "2026-00-10", "2026-01-00", "2026-04-31",
        "0000-01-01", "2026-03-02T", "2026-03-02Z", "2026-03-02T24:00:00Z", "2026-03-02T08:60", "2026-03-02T08:14:61Z",
        "2026-03-02T08:14:00+24:00", "2026-03-02T08:14:00+01:60", "2026-03-02T08:14:00+1", "2026-03-02T08:14:00.Z",
        "2026-03-02T08:14:00X", "2026-03-02T08:14:00Z x", "2026-03-02T08", "20260302", "-2026-03-02", "2026/03/02",
        "2026-03-02T08:14:00+01:00:00", "Mon, 02 Mar 2026 08:14:00 +0100", "2026-03-02T08:14:00+01:",
    };
    int64_t ms;

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (when_parse(str_of(rows[i]), &ms) == 0)
            fail_msg("'%s' is no time", rows[i]);
    assert_int_equal(when_parse(STR("2026-03-02\0"), &ms), -1);
}

static void test_days_and_clocks(void **state)
{
    int minutes;
    int day;

    (void)state;
    assert_int_equal(day_of("1970-01-01"), 0);
    assert_int_equal(day_of("2026-03-11"), 20523);
    assert_int_equal(when_parse_day(STR("2026-03-11T08:00"), &day), -1);
    assert_int_equal(when_parse_day(STR("11-03-2026"), &day), -1);
    assert_int_equal(when_parse_day(STR("2026-02-30"), &day), -1);
    assert_int_equal(when_parse_clock(STR("08:30"), &minutes), 0);
    assert_int_equal(minutes, 510);
    assert_int_equal(when_parse_clock(STR("23.59"), &minutes), 0);
    assert_int_equal(minutes, 1439);
    assert_int_equal(when_parse_clock(STR("24:00"), &minutes), -1);
    assert_int_equal(when_parse_clock(STR("8:30"), &minutes), -1);
    assert_int_equal(when_parse_clock(STR("08:60"), &minutes), -1);
    assert_int_equal(when_parse_clock(STR("08:30:00"), &minutes), -1);
}

static void test_spans(void **state)
{
    static const struct {
        const char *text;
        int64_t ms;
    } rows[] = {{"30s", 30000}, {"15m", 900000}, {"15", 900000}, {"2h", 7200000}, {"7d", 604800000}, {"1000000d", 86400000000000},
                {"", -1},       {"m", -1},       {"-5m", -1},    {"1.5h", -1},    {"5w", -1},         {"1000001d", -1}};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int64_t ms = -1;

        when_parse_span(str_of(rows[i].text), &ms);
        if (ms != rows[i].ms)
            fail_msg("'%s' became %lld", rows[i].text, (long long)ms);
    }
}

/* The clocks of 2026: forward on 29 March, back on 25 October, both at 01:00 UTC. */
static void test_summer_time(void **state)
{
    (void)state;
    assert_int_equal(when_local(moment("2026-03-29T00:59:59Z")).offset, 60);
    assert_int_equal(when_local(moment("2026-03-29T01:00:00Z")).offset, 120);
    assert_int_equal(when_local(moment("2026-03-29T01:00:00Z")).hour, 3);
    assert_int_equal(when_local(moment("2026-10-25T00:59:59Z")).offset, 120);
    assert_int_equal(when_local(moment("2026-10-25T01:00:00Z")).offset, 60);
    /* 02:30 stands there twice in October (the first counts) and never in March (the hour after). */
    assert_int_equal(when_at(day_of("2026-10-25"), 2, 30), moment("2026-10-25T00:30:00Z"));
    assert_int_equal(when_at(day_of("2026-10-25"), 3, 0), moment("2026-10-25T02:00:00Z"));
    assert_int_equal(when_at(day_of("2026-03-29"), 2, 30), moment("2026-03-29T01:30:00Z"));
    assert_int_equal(when_at(day_of("2026-03-29"), 3, 0), moment("2026-03-29T01:00:00Z"));
    /* Days of 23 and 25 hours. */
    assert_int_equal(when_at(day_of("2026-03-30"), 0, 0) - when_at(day_of("2026-03-29"), 0, 0), 23 * WHEN_HOUR);
    assert_int_equal(when_at(day_of("2026-10-26"), 0, 0) - when_at(day_of("2026-10-25"), 0, 0), 25 * WHEN_HOUR);
    /* The civil day is that of the people: midnight lies at 22:00 or 23:00 UTC. */
    assert_int_equal(when_day(moment("2026-06-30T21:59:59Z")), day_of("2026-06-30"));
    assert_int_equal(when_day(moment("2026-06-30T22:00:00Z")), day_of("2026-07-01"));
    assert_int_equal(when_day(moment("2026-12-31T23:00:00Z")), day_of("2027-01-01"));
    assert_int_equal(when_day(-1), 0);
    assert_int_equal(when_day(-3600001), -1);
}

/* Every day of four hundred years, against counting on the fingers. */
static void test_every_day(void **state)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int day = day_of("1800-01-01");
    int weekday = 2; /* a Wednesday */

    (void)state;
    for (int year = 1800; year < 2200; year++)
        for (int month = 1; month <= 12; month++) {
            int leap = month == 2 && ((year % 4 == 0 && year % 100 != 0) || year % 400 == 0);

            for (int i = 1; i <= lengths[month - 1] + leap; i++, day++, weekday = (weekday + 1) % 7) {
                struct civil c = when_utc((int64_t)day * WHEN_DAY + WHEN_DAY - 1);

                assert_true(c.year == year && c.month == month && c.day == i && c.weekday == weekday);
                assert_true(c.hour == 23 && c.minute == 59 && c.second == 59 && c.ms == 999);
                assert_int_equal(when_day_of(year, month, i), day);
                assert_int_equal(when_weekday(day), weekday);
            }
        }
}

static void test_holidays(void **state)
{
    static const struct {
        const char *day, *name;
    } rows[] = {
        {"2026-01-01", "Nieuwjaarsdag"},     {"2026-04-05", "Eerste paasdag"},  {"2026-04-06", "Tweede paasdag"},
        {"2026-04-27", "Koningsdag"},        {"2026-05-14", "Hemelvaartsdag"},  {"2026-05-24", "Eerste pinksterdag"},
        {"2026-05-25", "Tweede pinksterdag"}, {"2026-12-25", "Eerste kerstdag"}, {"2026-12-26", "Tweede kerstdag"},
        {"2025-04-26", "Koningsdag"}, /* the 27th is a Sunday */
        {"2025-05-05", "Bevrijdingsdag"},    {"2026-05-05", NULL},              {"2025-04-27", NULL},
        {"2024-03-31", "Eerste paasdag"},    {"2038-04-25", "Eerste paasdag"}, /* the latest there is */
        {"2026-04-03", NULL}, /* Good Friday is an ordinary day */
        {"1969-12-31", NULL},                {"2026-12-31", NULL},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *name = when_holiday(day_of(rows[i].day));

        if (!name != !rows[i].name || (name && strcmp(name, rows[i].name)))
            fail_msg("%s is %s", rows[i].day, name ? name : "no holiday");
    }
    assert_int_equal(when_previous_workday(day_of("2026-04-07")), day_of("2026-04-03")); /* over Easter */
    assert_int_equal(when_previous_workday(day_of("2026-03-11")), day_of("2026-03-10"));
    assert_int_equal(when_previous_workday(day_of("2026-01-02")), day_of("2025-12-31"));
    assert_false(when_is_workday(day_of("2026-03-14")));
    assert_true(when_is_workday(day_of("2026-03-13")));
}

static void test_print(void **state)
{
    struct buf b = {0};
    struct civil c = {.year = 2026, .month = 2, .day = 30};
    int64_t ms;

    (void)state;
    when_print(&b, moment("2026-03-02T08:14:05.999+01:00"));
    buf_putc(&b, ' ');
    when_print_local(&b, moment("2026-07-02T08:14:05Z"));
    buf_putc(&b, ' ');
    when_print_day(&b, day_of("0999-01-09"));
    assert_string_equal(buf_c(&b), "2026-03-02T07:14:05Z 2026-07-02T10:14:05+02:00 0999-01-09");
    buf_release(&b);
    assert_int_equal(when_from_civil(&c, &ms), -1);
    assert_string_equal(when_weekday_name(when_weekday(day_of("2026-03-11"))), "woensdag");
    assert_string_equal(when_weekday_short(6), "zo");
    assert_string_equal(when_month_name(1), "januari");
    assert_string_equal(when_month_short(12), "dec");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_parse),       cmocka_unit_test(test_no_times),  cmocka_unit_test(test_days_and_clocks),
        cmocka_unit_test(test_spans),       cmocka_unit_test(test_summer_time), cmocka_unit_test(test_every_day),
        cmocka_unit_test(test_holidays),    cmocka_unit_test(test_print),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

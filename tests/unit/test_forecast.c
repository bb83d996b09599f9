/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* rooms: base store tamtam */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/when.h"
#include "tamtam/forecast.h"

enum { DAYS = 28 };

/* A Monday in a month without holidays. */
static int a_monday(void)
{
    int day = 0;

    assert_int_equal(when_parse_day(STR("2026-03-02"), &day), 0);
    return day;
}

/* Ten contacts on working days, none in weekends. */
static void office_hours(int *counts)
{
    for (int i = 0; i < DAYS; i++)
        counts[i] = i % 7 < 5 ? 10 : 0;
}

static void test_days_have_their_kind(void **state)
{
    int counts[DAYS], first = a_monday();
    struct forecast monday, saturday;

    (void)state;
    office_hours(counts);
    monday = forecast_counts(counts, DAYS, first, 1);
    saturday = forecast_counts(counts, DAYS, first, 6);
    assert_true(monday.expected > 8.5 && monday.expected < 10.5);
    assert_true(saturday.expected < 3.5);
    assert_true(monday.low < 10 && monday.high > 10 && monday.low > 0);
    assert_int_equal(saturday.low, 0);
}

/* What came lately weighs more than what came before it. */
static void test_a_level_that_rose_is_followed(void **state)
{
    int counts[DAYS];
    struct forecast f;

    (void)state;
    for (int i = 0; i < DAYS; i++)
        counts[i] = i < 14 ? 2 : 12;
    f = forecast_counts(counts, DAYS, a_monday(), 1);
    assert_true(f.expected > 8);
    for (int i = 0; i < DAYS; i++)
        counts[i] = 0;
    f = forecast_counts(counts, DAYS, a_monday(), 1);
    assert_true(f.expected < 0.01);
    assert_int_equal(f.high, 0);
}

static void test_forecasts_are_judged_beside_naive_ones(void **state)
{
    int counts[DAYS];
    struct forecast_record r = {0};

    (void)state;
    office_hours(counts);
    forecast_judge(&r, counts, DAYS, a_monday());
    assert_int_equal(r.n, DAYS - 7);
    assert_true(r.error_week < 1e-9);   /* each day is as its day last week */
    assert_true(r.error < r.error_mean); /* the mean of seven days knows no weekend */
    assert_true(r.covered >= 15 && r.covered <= r.n);
    forecast_judge(&r, counts, 5, a_monday()); /* too short to judge: nothing changes */
    assert_int_equal(r.n, DAYS - 7);
}

static double chance_of(int k, double mean)
{
    double shape = FORECAST_SHAPE;

    return exp(lgamma(k + shape) - lgamma(shape) - lgamma(k + 1) + shape * log(shape / (shape + mean)) +
               k * log(mean / (shape + mean)));
}

/* The interval holds what it says, and no shorter one holds enough. */
static void test_the_interval_is_the_shortest(void **state)
{
    (void)state;
    for (int level = 1; level <= 40; level += 3) {
        int counts[DAYS];
        struct forecast f;
        double held = 0;

        for (int i = 0; i < DAYS; i++)
            counts[i] = i % 2 ? level : level / 2;
        f = forecast_counts(counts, DAYS, a_monday(), 1);
        for (int k = f.low; k <= f.high; k++)
            held += chance_of(k, f.expected);
        assert_true(fabs(held - f.chance) < 1e-9 && held >= FORECAST_WITHIN);
        for (int from = 0; from <= f.high; from++) {
            double shorter = 0;

            for (int k = from; k < from + f.high - f.low; k++)
                shorter += chance_of(k, f.expected);
            assert_true(shorter < FORECAST_WITHIN);
        }
    }
}

static void test_brier(void **state)
{
    struct chance_record r = {0};

    (void)state;
    assert_true(chance_brier(&r) < 0);
    chance_judge(&r, 0.8, 1);
    chance_judge(&r, 0.4, 0);
    chance_judge(&r, 0.0, 0);
    chance_judge(&r, 0.0, 0);
    assert_true(fabs(chance_brier(&r) - (0.04 + 0.16) / 4) < 1e-9);
    assert_true(fabs(chance_brier_base(&r) - 0.25 * 0.75) < 1e-9);
    assert_true(fabs(chance_brier_never(&r) - 0.25) < 1e-9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_days_have_their_kind),
        cmocka_unit_test(test_a_level_that_rose_is_followed),
        cmocka_unit_test(test_forecasts_are_judged_beside_naive_ones),
        cmocka_unit_test(test_the_interval_is_the_shortest),
        cmocka_unit_test(test_brier),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* rooms: base */
/* The service norm: which time counts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/norm.h"
#include "base/when.h"

static const struct webcare_settings hours = {.norm = 240, .from = 8 * 60, .to = 20 * 60};

static int64_t at(int month, int day, int hour, int minute)
{
    return when_at(when_day_of(2026, month, day), hour, minute);
}

static void spends(int64_t from, int64_t to, int minutes)
{
    assert_int_equal(norm_spent(&hours, from, to) / WHEN_MINUTE, minutes);
}

static void test_within_a_day(void **state)
{
    (void)state;
    spends(at(3, 11, 9, 0), at(3, 11, 10, 30), 90);
    spends(at(3, 11, 6, 0), at(3, 11, 8, 15), 15);
    spends(at(3, 11, 19, 50), at(3, 11, 23, 0), 10);
    spends(at(3, 11, 10, 0), at(3, 11, 9, 0), 0);
}

static void test_over_nights_and_weekends(void **state)
{
    (void)state;
    spends(at(3, 11, 19, 0), at(3, 12, 9, 0), 120);
    /* Friday evening to Monday morning. */
    spends(at(3, 13, 19, 0), at(3, 16, 8, 30), 90);
    spends(at(3, 14, 12, 0), at(3, 15, 12, 0), 0);
    /* Easter Monday 2026 is 6 April. */
    spends(at(4, 3, 19, 0), at(4, 7, 9, 0), 120);
}

static void test_clock_changes_and_round_the_clock(void **state)
{
    static const struct webcare_settings always = {.norm = 60, .from = 0, .to = 24 * 60};

    (void)state;
    /* Friday to Monday over the night in which the clock goes forward: the hours of the norm are civil hours. */
    spends(at(3, 27, 19, 0), at(3, 30, 9, 0), 120);
    assert_int_equal(norm_spent(&always, at(3, 11, 22, 0), at(3, 12, 2, 0)) / WHEN_MINUTE, 240);
    assert_int_equal(norm_span(&always), WHEN_HOUR);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_within_a_day),
        cmocka_unit_test(test_over_nights_and_weekends),
        cmocka_unit_test(test_clock_changes_and_round_the_clock),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

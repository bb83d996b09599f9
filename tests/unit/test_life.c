/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* rooms: base store tamtam */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/when.h"
#include "tamtam/life.h"

static const int64_t monday = 1772409600000; /* 2 March 2026, 00:00 UTC */

static void test_phases(void **state)
{
    int64_t times[64], now = monday + 20LL * WHEN_DAY;
    int n = 0;

    (void)state;
    assert_int_equal(life_at(NULL, 0, now, now).phase, PHASE_SLUIMEREND);
    times[n++] = now - 30 * WHEN_HOUR;
    times[n++] = now - WHEN_HOUR;
    assert_int_equal(life_at(times, n, times[0], now).phase, PHASE_OPKOMEND);
    assert_int_equal(life_at(times, n, times[0], now + 4LL * WHEN_DAY).phase, PHASE_SLUIMEREND);

    n = 0; /* 1, 1, 1, 4 a day */
    for (int day = 4; day > 1; day--)
        times[n++] = now - day * (int64_t)WHEN_DAY + WHEN_HOUR;
    for (int i = 0; i < 4; i++)
        times[n++] = now - (4 - i) * WHEN_HOUR;
    assert_int_equal(life_at(times, n, times[0], now).phase, PHASE_GROEIEND);

    n = 0; /* 4, 4, 4, 4: as high as ever, not growing */
    for (int day = 4; day > 0; day--)
        for (int i = 0; i < 4; i++)
            times[n++] = now - day * (int64_t)WHEN_DAY + (i + 1) * WHEN_HOUR;
    assert_int_equal(life_at(times, n, times[0], now).phase, PHASE_PIEK);

    n = 0; /* 10, 6, 6, 4 */
    for (int day = 4, counts[] = {0, 4, 6, 6, 10}; day > 0; day--)
        for (int i = 0; i < counts[day]; i++)
            times[n++] = now - day * (int64_t)WHEN_DAY + (i + 1) * WHEN_HOUR;
    assert_int_equal(life_at(times, n, times[0], now).phase, PHASE_UITDOVEND);
    assert_int_equal(life_at(times, n, times[0], now).today, 4);
    assert_int_equal(life_at(times, n, times[0], now).peak, 10);

    n = 0; /* 8, 6, 6, 6 */
    for (int day = 4, counts[] = {0, 6, 6, 6, 8}; day > 0; day--)
        for (int i = 0; i < counts[day]; i++)
            times[n++] = now - day * (int64_t)WHEN_DAY + (i + 1) * WHEN_HOUR;
    assert_int_equal(life_at(times, n, times[0], now).phase, PHASE_STABIEL);
}

static void test_the_chance_of_growth(void **state)
{
    double low = life_grows(30, 10, 5, 4), high = life_grows(1, 2, 2, 4);

    (void)state;
    assert_true(life_grows(1, 2, 1, 3) < 0);
    assert_true(low > 0 && low < 0.05);
    assert_true(high > 0.2);
    assert_true(high <= 0.45);
}

/* A new post on an old matter is no new matter. */
static void test_an_old_issue_is_not_opkomend(void **state)
{
    int64_t now = monday + 20LL * WHEN_DAY;
    int64_t times[] = {now - WHEN_HOUR};

    (void)state;
    assert_int_equal(life_at(times, 1, monday, now).phase, PHASE_GROEIEND);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_phases),
        cmocka_unit_test(test_the_chance_of_growth),
        cmocka_unit_test(test_an_old_issue_is_not_opkomend),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

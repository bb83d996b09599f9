/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* rooms: base store tamtam */
/* Intervals against published values: Newcombe (1998a) table I for one share, (1998b) table II for a difference. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tamtam/wilson.h"

static void near(double value, double wanted)
{
    if (fabs(value - wanted) > 0.00006)
        fail_msg("%.5f is not %.4f", value, wanted);
}

static void test_one_share(void **state)
{
    static const struct {
        int k, n;
        double low, high;
    } rows[] = {{81, 263, 0.2553, 0.3662}, {15, 148, 0.0624, 0.1605}, {0, 20, 0, 0.1611}, {1, 29, 0.0061, 0.1718}};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct interval w = wilson(rows[i].k, rows[i].n);

        near(w.low, rows[i].low);
        near(w.high, rows[i].high);
    }
}

static void test_difference(void **state)
{
    static const struct {
        int k1, n1, k2, n2;
        double low, high;
    } rows[] = {{56, 70, 48, 80, 0.0524, 0.3339}, {9, 10, 3, 10, 0.1705, 0.8090},  {6, 7, 2, 7, 0.0582, 0.8062},
                {5, 56, 0, 29, -0.0381, 0.1926},  {0, 10, 0, 20, -0.1611, 0.2775}, {10, 10, 0, 10, 0.6075, 1.0}};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct interval d = newcombe(rows[i].k1, rows[i].n1, rows[i].k2, rows[i].n2);

        near(d.low, rows[i].low);
        near(d.high, rows[i].high);
    }
}

/* A share of all or nothing has its own end as a bound, and nothing at all is told as unknown. */
static void test_ends(void **state)
{
    (void)state;
    assert_true(wilson(0, 5).low <= 0);
    assert_true(wilson(5, 5).high >= 1);
    assert_true(wilson(5, 5).low < 1);
    near(wilson(0, 0).low, 0);
    near(wilson(0, 0).high, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_one_share), cmocka_unit_test(test_difference),
                                       cmocka_unit_test(test_ends)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* rooms: base store tamtam */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/when.h"
#include "tamtam/agenda.h"

/* Told on Wednesday 11 March 2026. */
static void expect(const char *text, int year, int month, int day, int minute)
{
    int found_day = 0, found_minute = -2;
    size_t where;

    if (!agenda_date(str_of(text), when_day_of(2026, 3, 11), &found_day, &found_minute, &where))
        fail_msg("no date in '%s'", text);
    assert_int_equal(found_day, when_day_of(year, month, day));
    assert_int_equal(found_minute, minute);
}

static void expect_none(const char *text)
{
    int day, minute;
    size_t where;

    if (agenda_date(str_of(text), when_day_of(2026, 3, 11), &day, &minute, &where))
        fail_msg("a date in '%s'", text);
}

static void test_dates(void **state)
{
    (void)state;
    expect("De raad stemt op 18 maart.", 2026, 3, 18, -1);
    expect("Bewonersavond vrijdag 13 maart om 19.30 uur in De Bloesem", 2026, 3, 13, 19 * 60 + 30);
    expect("Inloop morgen van 16:00 tot 18:00", 2026, 3, 12, 16 * 60);
    expect("dicht tot en met 12 juni", 2026, 6, 12, -1);
    expect("Zaterdag 14 maart open van 9.00 tot 15.00 uur", 2026, 3, 14, 9 * 60);
    expect("Op 14 maart zijn er 1.500 plaatsen", 2026, 3, 14, -1);
    expect("Vanavond om 20.00 uur debat", 2026, 3, 11, 20 * 60);
    expect("donderdag 20.00 uur is er raad", 2026, 3, 12, 20 * 60);
    expect("de kermis op 5 jan", 2027, 1, 5, -1);
    expect("Van vrijdag 13 tot en met zondag 15 maart is het feest", 2026, 3, 13, -1);
    expect("tussen 19 en 23 maart is de afrit dicht", 2026, 3, 19, -1);
    expect("12 t/m 14 april kermis", 2026, 4, 12, -1);
    expect("Van 2 tot en met 14 maart ligt het plan ter inzage", 2026, 3, 14, -1); /* it has begun: its end */
}

static void test_no_dates(void **state)
{
    (void)state;
    expect_none("");
    expect_none("Zaterdag won SV Rietveen de beker");      /* a bare weekday may lie behind us */
    expect_none("Op 3 maart was er brand");                /* before it was told */
    expect_none("Buslijn 12 rijdt om, 40 mensen wachten"); /* numbers without a month */
    expect_none("Vandaag gaat de brief de deur uit");      /* without an hour it tells of now */
    expect_none("maart roert zijn staart");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_dates),
        cmocka_unit_test(test_no_dates),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* rooms: base listener */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/post.h"
#include "base/when.h"
#include "listener/date.h"

static const struct {
    const char *text;
    const char *utc;   /* NULL: no date */
    const char *dutch; /* where it differs for a Dutch feed */
} dates[] = {
    /* RFC 822 and 2822 */
    {"Mon, 02 Mar 2026 08:14:00 +0100", "2026-03-02T07:14:00Z", NULL},
    {"Mon, 2 Mar 2026 08:14:00 GMT", "2026-03-02T08:14:00Z", NULL},
    {"02 Mar 26 08:14 EST", "2026-03-02T13:14:00Z", NULL},
    {"Mon, 02 Mar 99 08:14:00 Z", "1999-03-02T08:14:00Z", NULL},
    {"Mon, 02 Mar 2026 24:00:00 GMT", "2026-03-03T00:00:00Z", NULL},
    {"Mon, 02 Mar 2026 08:14:00 CEST", "2026-03-02T06:14:00Z", NULL},
    {"Mon, 02 Mar 2026 08:14:00", "2026-03-02T08:14:00Z", "2026-03-02T07:14:00Z"},
    {"Mon, 02 Mar 2026 08:14:00 AT", "2026-03-02T12:14:00Z", NULL},
    {"Mon, 02 Mar 2026 08:14:00 A", "2026-03-02T09:14:00Z", NULL}, /* RFC 822's military zones */
    {"Mon, 02 Mar 2026 08:14:00 M", "2026-03-02T20:14:00Z", NULL},
    {"Mon, 02 Mar 2026 08:14:00 N", "2026-03-02T07:14:00Z", NULL},
    {"Mon, 02 Mar 2026 12:14 a", "2026-03-02T00:14:00Z", "2026-03-01T23:14:00Z"},
    /* RFC 3339, ISO 8601 */
    {"2026-03-02T08:14:00Z", "2026-03-02T08:14:00Z", NULL},
    {"2026-03-02T08:14:00.123456+01:00", "2026-03-02T07:14:00Z", NULL},
    {"2026-03-02T08:14:00,5Z", "2026-03-02T08:14:00Z", NULL},
    {"2026-03-02 08:14", "2026-03-02T08:14:00Z", "2026-03-02T07:14:00Z"},
    {"2026-07-02 08:14", "2026-07-02T08:14:00Z", "2026-07-02T06:14:00Z"},
    {"2026-03-02T08:14:00-0500", "2026-03-02T13:14:00Z", NULL},
    {"2026-03-02", "2026-03-02T00:00:00Z", "2026-03-01T23:00:00Z"},
    {"2026-03", "2026-03-01T00:00:00Z", "2026-02-28T23:00:00Z"},
    {"2026", "2026-01-01T00:00:00Z", "2025-12-31T23:00:00Z"},
    {"20260302T081400Z", "2026-03-02T08:14:00Z", NULL},
    {"2026-061", "2026-03-02T00:00:00Z", "2026-03-01T23:00:00Z"},
    {"2026-W10-1", "2026-03-02T00:00:00Z", "2026-03-01T23:00:00Z"},
    {"2026-3-2 8:14:00Z", "2026-03-02T08:14:00Z", NULL},
    {"2026/03/02 08:14:00 +0100", "2026-03-02T07:14:00Z", NULL},
    /* What programs write */
    {"Mon Mar  2 08:14:00 PST 2026", "2026-03-02T16:14:00Z", NULL},
    {"Mar 2, 2026 5:14 PM", "2026-03-02T17:14:00Z", "2026-03-02T16:14:00Z"},
    {"Sun, Mar 01 2026 12:30:00 AM GMT", "2026-03-01T00:30:00Z", NULL},
    {"Mon, 2026/03/02 08:14:00 EST", "2026-03-02T13:14:00Z", NULL},
    {"Mon 2026-03-02T08:14:00Z", "2026-03-02T08:14:00Z", NULL},
    {"03/14/2026 10:00 GMT", "2026-03-14T10:00:00Z", NULL},
    {"16:31 26-01-2026", "2026-01-26T16:31:00Z", "2026-01-26T15:31:00Z"},
    {"2026061", "2026-03-02T00:00:00Z", "2026-03-01T23:00:00Z"},
    {"260302", "2026-03-02T00:00:00Z", "2026-03-01T23:00:00Z"},
    {"1772438400", "2026-03-02T08:00:00Z", NULL}, /* since 1970 */
    {"1772438400123", "2026-03-02T08:00:00Z", NULL},
    {"02-03-2026 10:00", "2026-03-02T10:00:00Z", "2026-03-02T09:00:00Z"},
    {"2.3.2026", "2026-03-02T00:00:00Z", "2026-03-01T23:00:00Z"},
    /* Days that the month doesn't have */
    {"Mon, 31 Jun 2026 08:14:00 GMT", "2026-07-01T08:14:00Z", NULL},
    {"2026-02-30", "2026-03-02T00:00:00Z", "2026-03-01T23:00:00Z"},
    /* Dutch */
    {"maandag 2 maart 2026 08:14", "2026-03-02T08:14:00Z", "2026-03-02T07:14:00Z"},
    {"ma, 02 mrt 2026 08:14:00 +0100", "2026-03-02T07:14:00Z", NULL},
    {"2 mei 2026 om 08.15 uur", "2026-05-02T08:15:00Z", "2026-05-02T06:15:00Z"},
    {"vr 30 okt. 2026", "2026-10-30T00:00:00Z", "2026-10-29T23:00:00Z"},
    /* Other languages of feeds that a town reads */
    {"Seg, 2 Fev 2026 08:15:00 -0300", "2026-02-02T11:15:00Z", NULL},
    {"2 enero 2026", "2026-01-02T00:00:00Z", "2026-01-01T23:00:00Z"},
    {"lun, 2 ago 2026 08:15:00 GMT", "2026-08-02T08:15:00Z", NULL},
    {"2 gennaio 2026 08:15 GMT", "2026-01-02T08:15:00Z", NULL},
    {"maart 2026", "2026-03-01T00:00:00Z", "2026-02-28T23:00:00Z"},
    {"mar 3 janv. 2026 08:15 GMT", "2026-01-03T08:15:00Z", NULL},
    {"3 maj 2026", "2026-05-03T00:00:00Z", "2026-05-02T22:00:00Z"},
    {"3 Şubat 2026", "2026-02-03T00:00:00Z", "2026-02-02T23:00:00Z"},
    {"3 sierpnia 2026", "2026-08-03T00:00:00Z", "2026-08-02T22:00:00Z"},
    {"Вт, 3 Фев 2026 08:15:00 +0300", "2026-02-03T05:15:00Z", NULL},
    {"Κυρ, 12 Ιούλ 2026 12:00:00 EST", "2026-07-12T17:00:00Z", NULL},
    {"2026-július-13T9:15-05:00", "2026-07-13T14:15:00Z", NULL},
    {"2026년 05월 28일  01:31:15", "2026-05-27T16:31:15Z", NULL},
    {"2026-05-25 오후 11:23:17", "2026-05-25T14:23:17Z", NULL},
    {"2026年5月28日 01:31 GMT", "2026-05-28T01:31:00Z", NULL},
    /* The hours of the clocks' change */
    {"2026-03-29 02:30", "2026-03-29T02:30:00Z", "2026-03-29T01:30:00Z"},
    {"2026-10-25 02:30", "2026-10-25T02:30:00Z", "2026-10-25T00:30:00Z"},
    /* None */
    {"", NULL, NULL},
    {"gisteren", NULL, NULL},
    {"2026-13-02", NULL, NULL},
    {"2026-02-32", NULL, NULL},
    {"32 april 2026", NULL, NULL},
    {"14/14/2026", NULL, NULL},
    {"2 maart", NULL, NULL},
    {"2026-W6666666666660-02", NULL, NULL}, /* found by the fuzzer */
    {"2026-W60-1", NULL, NULL},
    {"2026-03-02T08:14:00+999999999", "2026-03-02T08:14:00Z", "2026-03-02T07:14:00Z"},
    {"2026-03-02T08:14:00+01:999999999", "2026-03-02T07:14:00Z", NULL},
    {"2026-03-02T25:00:00Z", NULL, NULL},
    {"123456789", NULL, NULL}, /* before 2000 */
    {"17724384001", NULL, NULL},
    {"0000-00-00T00:00:00Z", NULL, NULL},
    {"0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z", NULL}, /* what programs write for none: no day of 2001 */
    {"0001-01-01T00:00:00+01:00", NULL, NULL},
    {"9999-12-31T23:59:00-12:00", NULL, NULL},
    {"9999-121 Dec", "9999-05-01T00:00:00Z", "9999-04-30T22:00:00Z"},
};

static void expect(const char *text, bool dutch, const char *wanted)
{
    int64_t ms = date_parse(str_of(text), dutch);
    struct buf got = {0};

    if (ms != TIME_NONE)
        when_print(&got, ms);
    if (!str_eq(buf_str(&got), str_of(wanted)))
        fail_msg("'%s' (%s): %s instead of %s", text, dutch ? "Dutch" : "UTC", buf_c(&got), wanted ? wanted : "no date");
    buf_release(&got);
}

static void test_forms(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++) {
        expect(dates[i].text, false, dates[i].utc);
        expect(dates[i].text, true, dates[i].dutch ? dates[i].dutch : dates[i].utc);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_forms)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * Figures, dates and punctuation as Dutch readers are used to them. All add to a buffer. A space between a figure and
 * its unit is a no-break space (U+00A0), a minus the true one (U+2212), a range has an en dash.
 */
#ifndef TAMTAM_DUTCH_H
#define TAMTAM_DUTCH_H

#include <stdint.h>

#include "base/buf.h"

/* "3.140", "−16" */
void dutch_count(struct buf *b, long long n);
/* The same as a value, for the arguments of a printf: buf_printf(b, "van de %s", DUTCH(1035)). */
struct dutch_number {
    char text[40];
};
struct dutch_number dutch_number(long long n);
#define DUTCH(n) (dutch_number(n).text)
/* "+17", "−16", "0" */
void dutch_signed(struct buf *b, long long n);
/* "0,85", "−0,30": `decimals` digits behind the comma (0..6). */
void dutch_decimal(struct buf *b, double x, int decimals);
/* "74%" of a share 0..1; never 0% or 100% of what is not nothing or all: "<1%", ">99%". */
void dutch_percent(struct buf *b, double share);
/* "74–92%" of two shares. */
void dutch_interval(struct buf *b, double low, double high);
/* "8.30" (minutes after midnight). */
void dutch_clock(struct buf *b, int minutes);
/* "16.43 uur" of a moment, UTC ms, in Dutch civil time. */
void dutch_hour(struct buf *b, int64_t ms);
/* The same as who reads at `now` needs it: "di 16.43 uur" of an earlier day, "2 mrt 16.43 uur" of a week and more ago. */
void dutch_hour_seen(struct buf *b, int64_t ms, int64_t now);
/* "48 min", "1 u 12", "3 dagen" of a span in ms. */
void dutch_span(struct buf *b, int64_t ms);
/* "woensdag 11 maart 2026" */
void dutch_date(struct buf *b, int day);
/* "wo 11 maart" */
void dutch_date_short(struct buf *b, int day);
/* "11 mrt" */
void dutch_date_tiny(struct buf *b, int day);
/* "di 10 maart 08.00 – wo 11 maart 08.00 uur" */
void dutch_window(struct buf *b, int64_t from, int64_t to);

/*
 * Adds text with Dutch punctuation: straight quotes become curly ones, "..." an ellipsis, a hyphen between blanks an en
 * dash; a no-break space between a figure and its unit ("12 km", "8.30 uur", "1,15 euro"), in "dag 9", "n = 65".
 */
void dutch_punctuate(struct buf *b, struct str s);

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * Dates as feeds write them: RFC 822 and 2822, RFC 3339, the other forms of ISO 8601, asctime, seconds and milliseconds
 * since 1970, and what people and programs make of them, with the names of months in some fifteen languages.
 */
#ifndef LISTENER_DATE_H
#define LISTENER_DATE_H

#include <stdint.h>

#include "base/buf.h"

/*
 * The moment in UTC ms, or TIME_NONE (base/post.h) for what is no date or not a certain one. Without a zone it is
 * Dutch civil time when `dutch`, otherwise UTC; a date alone is midnight. 03/04/2026 is 3 April, 03/14/2026
 * 14 March: the American order where no other is possible.
 */
int64_t date_parse(struct str s, bool dutch);

/*
 * What a spreadsheet keeps for a date when its cell has no date format, as numbers of days. A day is counted from
 * 30 December 1899 (Excel's 1900 system, that of LibreOffice and Google Sheets too), here from 2000 to 2099: 46091 is
 * 10 March 2026, 46091,5 noon of it. Adds "2026-03-10", with ` 12:00:00` when there is a part and `clock`; false and nothing
 * added for any other text.
 */
bool date_put_serial_day(struct buf *b, struct str s, bool clock);
/* A clock alone, the part of a day: 0,5 is "12:00:00". */
bool date_put_serial_clock(struct buf *b, struct str s);

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * Dates as feeds write them: RFC 822 and 2822, RFC 3339, the other forms of ISO 8601, asctime, seconds and milliseconds
 * since 1970, and what people and programs make of them, with the names of months in some fifteen languages.
 */
#ifndef LISTENER_DATE_H
#define LISTENER_DATE_H

#include <stdint.h>

#include "base/str.h"

/*
 * The moment in UTC ms, or TIME_NONE (base/post.h) for what is no date or not a certain one. Without a zone it is
 * Dutch civil time when `dutch`, otherwise UTC; a date alone is midnight. 03/04/2026 is 3 April, 03/14/2026
 * 14 March: the American order where no other is possible.
 */
int64_t date_parse(struct str s, bool dutch);

#endif

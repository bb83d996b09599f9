/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* What the headers of an answer mean for the schedule. */
#ifndef LISTENER_ANSWER_H
#define LISTENER_ANSWER_H

#include "listener/fetch.h"
#include "listener/schedule.h"

/* Reads status, validators, Retry-After, Cache-Control, Expires and X-RateLimit-*; `now` is UTC ms. */
void answer_read(struct fetch_result *result, const struct fetch_answer *answer, int64_t now);
/* What a status other than 200 and the redirects says. */
enum outcome answer_outcome_of_status(long status);
/* What went wrong where it did not come to a whole answer. */
enum outcome answer_outcome_of_code(CURLcode code);

#endif

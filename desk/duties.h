/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* What the desk does at its hours and after alerts: one function a kind of job. */
#ifndef DESK_DUTIES_H
#define DESK_DUTIES_H

#include "desk/calendar.h"
#include "desk/desk.h"

/* Puts the last moment of each appointment on the job table, where it is not there yet. At the first start nothing was missed. */
int duties_plan(struct desk *d, const struct calendar *calendar, int64_t now, struct err *err);

/*
 * Does the job of the desk's lane that is due and goes first, in one transaction with its end on the table; *done tells whether
 * there was one. A job that fails is tried again later; -1 only when that can't be written down.
 */
int duties_next(struct desk *d, int64_t now, bool *done, struct err *err);

/* How long until the next attempt of something that failed `attempt` times: 1, 2, 4 ... minutes, at most six hours. */
enum { LONGEST_BACK_OFF_HOURS = 6 };
int64_t duties_back_off(int64_t attempt);

#endif

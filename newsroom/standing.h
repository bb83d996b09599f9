/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* Alerts that stand: raised in the last days, not withdrawn and not dismissed. */
#ifndef NEWSROOM_STANDING_H
#define NEWSROOM_STANDING_H

#include "desk/desk.h"
#include "store/now.h"

/* The numbers of an alert's status, as analysis has them. */
enum { ALERT_RAISED, ALERT_HIGHER, ALERT_WITHDRAWN };

/* In the arena, the last first. */
int alerts_standing(struct desk *d, struct arena *a, int64_t now, struct alert_now **list, int *n, struct err *err);

#endif

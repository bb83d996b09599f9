/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * Alerts, from the moment that they are raised until a person answers. A signal stays in the newsroom (the analysts); graver ones go
 * to the crisis team, the readers who asked for them, and the webhooks. In the quiet hours of its level an alert is held until they
 * end, and told then if it still stands and nobody answered; webhooks are never quiet.
 *
 * From the level of [escalation] on somebody must confirm. Until then, after each `minutes`, the next of the list is told.
 */
#ifndef DESK_ALERTS_H
#define DESK_ALERTS_H

#include "desk/desk.h"
#include "store/alerts.h"

/* A job of kind "alert": an alert as it was raised, raised further or withdrawn. Within the caller's transaction. */
int alerts_tell(struct desk *d, const struct job *job, int64_t now, struct err *err);
/* A job of kind "escalate": the next of the list, unless somebody answered. Within the caller's transaction. */
int alerts_escalate(struct desk *d, const struct job *job, int64_t now, struct err *err);
/* The job that tells an alert, within the caller's transaction. */
int alerts_ask_to_tell(struct desk *d, const struct stored_alert *alert, struct err *err);

/* A person confirms an alert or dismisses it, beside the daemon; it is in the audit log. An unknown alert is an error. */
int alerts_answer(struct desk *d, int64_t id, bool confirm, struct str who, const char *origin, int64_t now, struct err *err);

/*
 * A person raises an alert to a level beside the daemon: its next step, told as any other, and confirmed by who raised it. One that is
 * as high already is an error.
 */
int alerts_raise(struct desk *d, int64_t id, enum alert_level level, struct str who, const char *origin, int64_t now, struct err *err);

/* The end of the quiet hours that `now` falls in (UTC ms), or `now`. */
int64_t alerts_quiet_until(const struct quiet_hours *q, int64_t now);
/* "bevestigd", "verworpen", "open". */
const char *alerts_answer_word(const struct alert_answer *answer);

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* Alerts step by step, and what people answered to them. */
#ifndef STORE_ALERTS_H
#define STORE_ALERTS_H

#include "store/store.h"

/* One alert as it was told at `time`, or with time 0 as it stands now; id 0: there is none. */
int store_alert_step(struct store *s, struct arena *a, int64_t id, int64_t time, struct stored_alert *alert, struct err *err);
/* The last step of an alert that has words: a withdrawal has none. id 0: there is none. */
int store_alert_words(struct store *s, struct arena *a, int64_t id, struct stored_alert *alert, struct err *err);
/* The alerts that were raised since a moment, as they stand now, the newest first. */
int store_alerts_now(struct store *s, struct arena *a, int64_t since, struct stored_alert **alerts, int *n, struct err *err);

/* A person's answer: that they saw it and act on it, or that it is none. */
struct alert_answer {
    struct str answer; /* "confirmed", "dismissed"; empty: nobody answered yet */
    struct str who;
    int64_t time;
};
/* The newest answer holds. */
int store_put_answer(struct store *s, int64_t alert, const struct alert_answer *answer, struct err *err);
int store_answer(struct store *s, struct arena *a, int64_t alert, struct alert_answer *answer, struct err *err);

#endif

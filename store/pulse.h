/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* The store's pulse: counters that grow when something changes, cheap enough to ask for every second. */
#ifndef STORE_PULSE_H
#define STORE_PULSE_H

#include "store/store.h"

struct pulse {
    int64_t version; /* changes with every commit of another connection */
    int64_t post;    /* the last number on the line */
    int64_t action;  /* the last of people's actions */
    int64_t issue, alert, report;
    int64_t cases; /* grows with each case, and with each line in the log of one */
    int64_t open_cases; /* now: nobody closed them, joined ones left out */
};
/* Did anything change since `pulse` was taken? Where so it is taken again. */
int store_pulse(struct store *s, struct pulse *pulse, bool *changed, struct err *err);

/* What figures of posts hang from: the last post, and a sum that grows with each action of people, each erasure and each retention. */
struct posts_stand {
    int64_t post, changes;
};
int store_posts_stand(struct store *s, struct posts_stand *stand, struct err *err);

#endif

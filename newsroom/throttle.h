/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * How often somebody may try. After some failures each next try has to wait, 1, 2, 4 ... seconds up to a ceiling; nothing is ever
 * locked, so nobody can lock another one out. A try that comes too early is not looked at and changes nothing. In memory alone.
 */
#ifndef NEWSROOM_THROTTLE_H
#define NEWSROOM_THROTTLE_H

#include <pthread.h>
#include <stdint.h>

#include "base/str.h"

enum { THROTTLE_KEYS = 4096 };

struct throttle {
    pthread_mutex_t lock;
    struct tries {
        unsigned long long key; /* 0: free */
        int failures;
        int64_t next, last;     /* monotonic ms: the next try that is looked at, and the last failure */
    } v[THROTTLE_KEYS];
};

/* How many failures are free of charge, and the longest wait. */
struct throttle_terms {
    const char *kind; /* "address", "account" */
    int free;
    int64_t longest;  /* ms */
};

void throttle_init(struct throttle *t);
/* How many ms this one has to wait; 0: may try. `now`: monotonic ms. */
int64_t throttle_wait(struct throttle *t, const struct throttle_terms *terms, struct str who, int64_t now);
/* The try failed. */
void throttle_failed(struct throttle *t, const struct throttle_terms *terms, struct str who, int64_t now);
/* It went well: its failures are forgotten. */
void throttle_forget(struct throttle *t, const struct throttle_terms *terms, struct str who);

#endif

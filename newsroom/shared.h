/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * Pages that are the same for everybody who may see them (ROUTE_SHARED: the wall), made once and kept until the store changes, at most
 * a few seconds. Who may see them was asked before.
 */
#ifndef NEWSROOM_SHARED_H
#define NEWSROOM_SHARED_H

#include <pthread.h>

#include "newsroom/web.h"

enum { SHARED_PAGES = 8 };

struct shared {
    pthread_mutex_t lock;
    struct shared_page {
        char *address; /* path and query; NULL: free */
        struct buf body;
        int64_t made;  /* monotonic ms */
        int64_t change; /* number of the last change when it was made */
    } pages[SHARED_PAGES];
};

/* Answers with the page that is kept; false when there is none, or something changed since. */
bool shared_take(struct visit *v, struct answer *a);
/* Keeps a page that was made. */
void shared_keep(struct visit *v, const struct answer *a);
void shared_forget(struct shared *s);

#endif

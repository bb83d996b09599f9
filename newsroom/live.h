/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * Live updates: GET /live is a stream of server-sent events. One thread looks at the store once a second, and where something
 * changed tells every client what, in one line:
 *
 *     event: stand
 *     data: {"post":1812,"issue":44,"alert":3,"case":17,"report":5,"action":20}
 *
 * Each number is a counter that only grows: a page remembers what it was made at (data-stand on <body>; not where a form was refused)
 * and asks again for the part whose counter moved. Between changes an event `tik` goes out every 20 seconds (a script sees no comment);
 * a page that hears nothing for 45 seconds says so.
 * A stream ends after ten minutes, so that the browser comes back and shows its session again.
 *
 * A client costs its connection (8 kB) and 64 bytes.
 */
#ifndef NEWSROOM_LIVE_H
#define NEWSROOM_LIVE_H

#include <pthread.h>
#include <stdatomic.h>

#include "newsroom/web.h"
#include "store/pulse.h"

struct live_client;
struct MHD_Connection;
struct MHD_Response;

struct live {
    pthread_t thread;
    bool running;
    atomic_bool stop;
    pthread_mutex_t lock;
    struct live_client *clients; /* all that listen */
    int n;
    struct pulse pulse;          /* as of the last look */
    char line[256];              /* the event that tells it */
    size_t line_bytes;
    int64_t number;              /* of that event */
};

/* Starts looking; `d` is a desk for this thread alone, open until live_stop. `reap` is called once a second too. */
int live_start(struct live *l, struct desk *d, void (*reap)(void *context), void *context, struct err *err);
/* Ends all streams. To be called before the server stops. */
void live_stop(struct live *l);
/* The stream for one client, as the body of its answer; NULL when there are too many. */
struct MHD_Response *live_response(struct live *l, struct MHD_Connection *connection);
/* The page of the route /live. */
int live_page(struct visit *v, struct answer *a, struct err *err);
/* The number of the last change. */
int64_t live_number(struct live *l);
/* The counters as of the last look, as JSON: for data-stand. */
void live_stand(struct live *l, struct buf *out);
/* The cases that are open, as of the last look. */
int64_t live_open_cases(struct live *l);

#endif

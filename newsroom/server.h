/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * The web server: libmicrohttpd on a unix socket or loopback, a few threads that each answer one visit after another, TLS in the
 * proxy in front. Each visit has a desk to itself for as long as it lasts: configuration and lexicons are the daemon's, the store's
 * connection is its own. What a request may cost is bounded: bytes of head and body, seconds for each of its parts, connections.
 *
 * The daemon starts it, stops it while it reads its configuration again, and starts it again: the socket stays open and callers wait;
 * requests that were under way end first (three seconds for one that is slow to send or to read).
 */
#ifndef NEWSROOM_SERVER_H
#define NEWSROOM_SERVER_H

#include <stdatomic.h>

#include "desk/run.h"
#include "newsroom/kept.h"
#include "newsroom/live.h"
#include "newsroom/shared.h"
#include "newsroom/throttle.h"
#include "newsroom/web.h"

enum { SERVER_THREADS = 4 };

/* What /metrics tells of the web itself. */
struct web_counts {
    atomic_llong answers[6];  /* by the status' first figure */
    atomic_llong us;          /* time of all answers together */
    atomic_llong logins, refused_logins;
    atomic_int connections;
};

/* How the newsroom fares, looked at once a second however often it is asked. */
struct health {
    pthread_mutex_t lock;
    int64_t until;  /* monotonic ms; 0: never looked */
    int complaints;
    struct buf why;
};

/* What all visits share. */
struct newsroom {
    const struct desk *house;       /* the daemon's: configuration and lexicons */
    const struct clock *clock;
    atomic_llong now;               /* of a virtual clock */
    int wake;                       /* eventfd of the daemon's loop */
    struct desk desks[SERVER_THREADS];
    struct desk watching;           /* of the thread of live.c */
    bool taken[SERVER_THREADS];
    pthread_mutex_t lock;           /* of `taken` and `connections` */
    struct MHD_Daemon *http;
    atomic_bool closing;            /* each answer is the last of its connection */
    atomic_llong rereads;           /* monotonic ms until when a page waits for the settings to be read again, for it would show the old ones */
    struct connection *connections; /* all that are open */
    int listening;                  /* descriptor; -1: none */
    char *setting, *listens_on;     /* `listen` as it was opened for, and as it became */
    bool secure;                    /* the address that people use is https */
    struct str host;                /* of that address, with its port where it has one */
    struct seal_key device_key;     /* signs the cookie of devices that logged in before */
    struct str sso_secret, metrics_token;
    struct throttle throttle;
    struct shared shared;
    struct kept kept;
    struct health health;
    struct web_counts counts;
    struct live live;
    struct arena arena;             /* from start to stop */
    struct arena forever;
};

/* Zeroed memory for it, and what stays over stops and starts. The caller frees with newsroom_free. */
struct newsroom *newsroom_new(void);
void newsroom_free(struct newsroom *n);
/* For the daemon (desk/run.h); the context is the struct newsroom. */
extern const struct companion newsroom_companion;

#endif

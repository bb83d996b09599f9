/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * Inside the poller: a round and its jobs. poll.c runs the transfers, poll_hosts.c has the queues of the hosts, poll_job.c
 * reads what came back.
 */
#ifndef LISTENER_POLL_PARTS_H
#define LISTENER_POLL_PARTS_H

#include <sodium.h>

#include "listener/answer.h"
#include "listener/poll.h"

enum { MOST_PAGES = 50 };

/* The guids of a document that came by, each with its link: a small table of hashes, for as many as fit. */
struct seen_guids {
    unsigned long long (*slot)[2]; /* hash of a guid (0: free), hash of its link */
};

struct job {
    struct poll_item *item;
    struct job *next; /* in the host's queue */
    struct host *host;
    struct fetch *fetch; /* while it runs */
    struct str url;
    struct fetch_result result;
    struct feed_info info;
    struct str next_link; /* of the answer's header */
    struct feed *feed;
    struct buf body; /* while it is held */
    crypto_generichash_state hash;
    struct err error; /* the parser's reason */
    int redirects;
    bool temporary; /* a hop that was not permanent has been followed */
    bool streaming, failed, too_large;
    bool parsed; /* nothing more to push */
    struct seen_guids guids;
    int64_t oldest;                         /* time of the oldest entry so far, UTC ms */
    unsigned long long visited[MOST_PAGES]; /* hashes of the pages' addresses */
    int pages;
    bool paging; /* the document itself has been read, this is an older page */
    struct round *round;
};

struct host {
    struct str name;
    struct job *first, **last; /* queue */
    int64_t ready;             /* monotonic ms: not before */
    int64_t hold;              /* UTC ms: wants rest until then */
    bool busy;
};

struct poller {
    struct poll_options options;
    struct str user_agent;
    CURLM *multi;
    struct fetch **idle; /* fetches that do not run */
    int nidle, running;
    struct host **hosts; /* open addressing by name */
    int nhosts, hosts_cap;
    struct arena arena;             /* hosts, user agent */
    struct arena round, last_round; /* what results and states borrow */
};

struct round {
    struct poller *poller;
    const struct poll_hooks *hooks;
    struct job *jobs;
    struct host **waiting; /* hosts with jobs in their queue */
    int nwaiting, waiting_cap;
    int left; /* jobs that are not done */
    struct err *err;
    bool broken;
};

/* ---- poll_hosts.c ---- */

/* The host of this name; made when there is none. */
struct host *host_of(struct poller *p, struct str name);
/* The ms between two requests of this job's host. */
int64_t host_gap(const struct job *job);
/* A source with `gap = 0s` is on a host of one's own: its rest is its own affair, not the host's. */
bool host_is_exempt(const struct source *source);
/* What feeds.conf allows, it allows for the source's own host: not for where a redirect leads. */
bool host_may_be_private(const struct job *job);
/* Puts a job in the queue of its address's host. */
void host_enqueue(struct round *r, struct job *job, bool at_front);
/* Takes the first job off a host's queue. */
struct job *host_dequeue(struct host *h);

/* ---- poll_job.c ---- */

/* Before a request: nothing has come. */
void job_begin(struct job *job);
/* The next bytes of the body (fetch_request.body). */
int job_take(void *context, struct str bytes);
/*
 * Reads what came back into the job's result; its entries go to the hooks. True when the job has been put in a queue once more:
 * for the target of a redirect, or for an older page.
 */
bool job_end(struct round *r, struct job *job, const struct fetch_answer *answer);
/* Lets go of the body and its parser. */
void job_release(struct job *job);

#endif

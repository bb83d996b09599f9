/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * One round of requests: many sources at the same time, each host one at a time with a gap between them. What a source
 * answers is guarded (address.h), capped in bytes and time, read by the push parser, and handed to the caller entry by
 * entry; schedule.h says when to ask again.
 *
 *     struct poller *p = poller_new(&(struct poll_options){.contact = town.contact});
 *     poll_round(p, items, n, &hooks, &err);        again and again, with the items that are due
 *     poller_free(p);
 */
#ifndef LISTENER_POLL_H
#define LISTENER_POLL_H

#include "base/post.h"
#include "listener/feed.h"
#include "listener/schedule.h"

struct poll_options {
    struct str contact;       /* mail address of the municipality, for the User-Agent */
    int parallel;             /* requests at the same time; 0: 64 */
    int connect_ms, total_ms; /* time limits of a request; 0: 10 s, 60 s */
    size_t max_bytes;         /* of a body after decompression; 0: FEED_MAX_BYTES */
    /* May be NULL. Called between requests, at least every 100 ms; non-zero ends the round: what is not done is not
     * told. */
    int (*meanwhile)(void *context);
    void *context; /* of `meanwhile` and `gap_clock` */
    /*
     * For tests, else NULL. The clock of the gaps between requests (ms), and who waits for it while nothing runs; names that
     * are answered without DNS.
     */
    int64_t (*gap_clock)(void *context);
    void (*gap_wait)(void *context, int64_t ms);
    struct curl_slist *resolve;
};

/* One source in a round. */
struct poll_item {
    const struct source *source;
    struct source_state state; /* in: as stored; out: what is to be stored, its text valid until the next round */
    void *own;                 /* the caller's: a place for its batch, for instance */
    /*
     * 0, or UTC ms: back-fill. The whole document is read, then its older pages (RFC 5005's archives and pages, JSON
     * Feed's next_url, the Link header of Mastodon's API) until one has an entry older than this; at most 50, none twice. What
     * goes wrong there ends it quietly. Mastodon's API, which tells 20 to 40 at a time, is always followed back to the last good
     * request.
     */
    int64_t since;
};

/*
 * Called from within poll_round, on its thread. Entries of a source come in their order, and its `done` after the last
 * one. Entries of two sources can only be mixed where a body is larger than a megabyte: keep batches per item.
 * Non-zero from `entry` skips the rest of that source (which counts as an error); from `done` it ends the round.
 */
struct poll_hooks {
    int64_t (*now)(void *context); /* UTC ms: the clock that next_check and Retry-After are read by */
    int (*entry)(void *context, struct poll_item *item, const struct entry *e);
    int (*done)(void *context, struct poll_item *item, const struct fetch_result *result, const struct feed_info *info);
    /* Keeps for good what was told so far: called before a file leaves its spool folder. Non-zero: it can't; may be NULL. */
    int (*keep)(void *context);
    void *context;
};

struct poller;

/* `options` may be NULL. The caller frees the poller. */
struct poller *poller_new(const struct poll_options *options);
void poller_free(struct poller *p);
/*
 * This host wants rest until then (UTC ms), as an earlier process learned; for sources that are not in the next round.
 */
void poller_hold(struct poller *p, struct str host, int64_t until);
/*
 * Asks each item once, whatever its next_check, but for those whose host wants rest (FETCH_HELD). 0, or -1 when `done`
 * or `meanwhile` ended it or the network library failed; what a source did wrong is no error but its result.
 */
int poll_round(struct poller *p, struct poll_item *items, int n, const struct poll_hooks *hooks, struct err *err);

#endif

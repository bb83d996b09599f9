/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * One HTTP request on a libcurl handle: what is sent, what is refused, what came back. poll.c makes a round of them;
 * redirects are followed there, hop by hop.
 */
#ifndef LISTENER_FETCH_H
#define LISTENER_FETCH_H

#include <curl/curl.h>

#include "base/post.h"

enum {
    FETCH_MAX_HEADERS = 64 << 10, /* bytes of all headers of an answer */
    FETCH_MAX_VALUE = 2 << 10,    /* a longer header value counts as none */
    FETCH_MAX_REDIRECTS = 5
};

/* The request; text is borrowed until it ends. */
struct fetch_request {
    struct str url;
    struct str user_agent;
    struct str etag, last_modified; /* sent when not empty */
    bool allow_private;
    int connect_ms, total_ms;
    struct curl_slist *resolve; /* CURLOPT_RESOLVE: names that tests answer themselves; NULL */
    /* The next bytes of the body, decompressed; non-zero ends the request. Only called for status 200. */
    int (*body)(void *context, struct str bytes);
    void *context;
};

/* The answer; text lives in the arena that fetch_start was given. */
struct fetch_answer {
    long status;
    CURLcode code;
    struct str etag, last_modified, content_type, retry_after, cache_control, expires;
    struct str rate_remaining, rate_reset;
    struct str next; /* of Link: <...>; rel="next" (RFC 8288), as it stands there */
    struct str location; /* absolute; of a redirect */
    struct str refused;  /* the address that the guard refused, or empty */
    bool too_much;       /* of headers */
};

struct fetch;

/* A transfer that can be used again; never NULL. */
struct fetch *fetch_new(void);
void fetch_free(struct fetch *f);
/* Prepares the request and adds it to a multi handle. */
int fetch_start(struct fetch *f, CURLM *multi, const struct fetch_request *request, struct arena *a, struct err *err);
/* The transfer behind a handle, and the context of its request. */
struct fetch *fetch_of(CURL *easy);
void *fetch_context(const struct fetch *f);
/* The Content-Type, from the first byte of the body on; borrowed from libcurl until the next start. */
struct str fetch_content_type(const struct fetch *f);
/* Takes an ended transfer off the multi handle. */
const struct fetch_answer *fetch_end(struct fetch *f, CURLM *multi, CURLcode code);
/* Ends a transfer that runs. */
void fetch_stop(struct fetch *f, CURLM *multi);

#endif

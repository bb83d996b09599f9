/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * A round: every item is a job; jobs wait in the queue of their host; as many as `parallel` run at the same time. A
 * redirect puts a job in the queue of its new host.
 */
#include "listener/poll.h"

#include <stdlib.h>

#include "listener/asker.h"
#include "listener/poll_parts.h"

enum {
    STANDARD_PARALLEL = 64,
    STANDARD_CONNECT_MS = 10000,
    STANDARD_TOTAL_MS = 60000,
    LONGEST_NAP_MS = 1000,
    MEANWHILE_MS = 100
};

/* A gap is real time, whatever clock the newsroom runs on. */
static int64_t gap_clock(const struct poller *p)
{
    return p->options.gap_clock ? p->options.gap_clock(p->options.context) : when_monotonic();
}

/* ---- the poller ---- */

struct poller *poller_new(const struct poll_options *options)
{
    struct poller *p = mem_calloc(1, sizeof *p);

    if (options)
        p->options = *options;
    if (p->options.parallel <= 0)
        p->options.parallel = STANDARD_PARALLEL;
    if (p->options.connect_ms <= 0)
        p->options.connect_ms = STANDARD_CONNECT_MS;
    if (p->options.total_ms <= 0)
        p->options.total_ms = STANDARD_TOTAL_MS;
    if (p->options.max_bytes == 0)
        p->options.max_bytes = FEED_MAX_BYTES;
    p->user_agent = p->options.contact.n
                        ? str_printf(&p->arena, "tamtam/" TAMTAM_VERSION " (+%.*s)", STR_ARG(p->options.contact))
                        : STR("tamtam/" TAMTAM_VERSION);
    p->multi = curl_multi_init();
    if (!p->multi || sodium_init() < 0)
        mem_exhausted();
    p->idle = mem_calloc((size_t)p->options.parallel, sizeof *p->idle);
    while (p->nidle < p->options.parallel)
        p->idle[p->nidle++] = fetch_new();
    return p;
}

void poller_free(struct poller *p)
{
    if (!p)
        return;
    for (int i = 0; i < p->nidle; i++)
        fetch_free(p->idle[i]);
    curl_multi_cleanup(p->multi);
    free(p->idle);
    free(p->hosts);
    arena_release(&p->arena);
    arena_release(&p->round);
    arena_release(&p->last_round);
    free(p);
}

/* ---- the round ---- */

static void finish(struct round *r, struct job *job)
{
    struct poll_item *item = job->item;
    int64_t now = r->hooks->now(r->hooks->context);

    schedule_after(&item->state, item->source, &job->result, now, &r->poller->round);
    if (item->state.host_wait && job->host && !host_is_exempt(item->source))
        poller_hold(r->poller, job->host->name, item->state.host_wait);
    if (r->hooks->done && r->hooks->done(r->hooks->context, item, &job->result, &job->info)) {
        r->broken = true;
        err_set(r->err, "[source %.*s]: the round was ended", STR_ARG(item->source->name));
    }
    job_release(job);
    r->left--;
}

static void start(struct round *r, struct job *job)
{
    struct poller *p = r->poller;
    const struct source_state *state = &job->item->state;
    struct fetch_request request = {
        .url = job->url,
        .user_agent = p->user_agent,
        .allow_private = host_may_be_private(job),
        .connect_ms = p->options.connect_ms,
        .total_ms = p->options.total_ms,
        .resolve = p->options.resolve,
        .body = job_take,
        .context = job,
    };

    job->result.full = job->item->since || state->etag.n + state->last_modified.n == 0 ||
                       schedule_wants_full(state, r->hooks->now(r->hooks->context));
    if (!job->result.full) {
        request.etag = state->etag;
        request.last_modified = state->last_modified;
    }
    job_begin(job);
    job->fetch = p->idle[--p->nidle];
    if (fetch_start(job->fetch, p->multi, &request, &p->round, r->err)) {
        r->broken = true;
        p->nidle++;
        return;
    }
    p->running++;
    job->host->busy = true;
}

/* Starts what may start; drops hosts whose queue is empty. Gives the ms until the next host is ready. */
static int64_t start_ready(struct round *r)
{
    int64_t now = gap_clock(r->poller);
    int64_t clock = r->hooks->now(r->hooks->context);
    int64_t nap = LONGEST_NAP_MS;
    int kept = 0;

    for (int i = 0; i < r->nwaiting; i++) {
        struct host *h = r->waiting[i];

        while (h->first && h->hold > clock && !host_is_exempt(h->first->item->source)) {
            struct job *job = host_dequeue(h);

            job->item->state.host_wait = h->hold;
            job->result.outcome = FETCH_HELD;
            finish(r, job);
        }
        if (h->first && !h->busy && h->ready <= now && r->poller->nidle > 0 && !r->broken)
            start(r, host_dequeue(h));
        if (!h->first)
            continue;
        if (!h->busy && h->ready > now && h->ready - now < nap)
            nap = h->ready - now;
        r->waiting[kept++] = h;
    }
    r->nwaiting = kept;
    return nap;
}

static void end_transfer(struct round *r, struct job *job, CURLcode code)
{
    struct poller *p = r->poller;
    const struct fetch_answer *answer = fetch_end(job->fetch, p->multi, code);
    bool waits;

    job->host->busy = false;
    job->host->ready = gap_clock(p) + host_gap(job);
    waits = job_end(r, job, answer);
    p->idle[p->nidle++] = job->fetch;
    p->running--;
    job->fetch = NULL;
    if (!waits)
        finish(r, job);
}

/* How many transfers have ended. */
static int take_ended(struct round *r)
{
    CURLMsg *message;
    int more;
    int ended = 0;

    while ((message = curl_multi_info_read(r->poller->multi, &more))) {
        CURLcode code = message->data.result;

        if (message->msg != CURLMSG_DONE)
            continue;
        end_transfer(r, fetch_context(fetch_of(message->easy_handle)), code);
        ended++;
    }
    return ended;
}

static struct str kept(struct poller *p, struct str s)
{
    return s.n ? str_copy(&p->round, s) : (struct str){0};
}

/* The states' text may still be that of the last round: it moves to this one's arena. */
static void keep_state(struct poller *p, struct source_state *s)
{
    s->url = kept(p, s->url);
    s->etag = kept(p, s->etag);
    s->last_modified = kept(p, s->last_modified);
    s->body_hash = kept(p, s->body_hash);
    s->redirect = kept(p, s->redirect);
    s->last_error = kept(p, s->last_error);
}

static void swap_arenas(struct poller *p)
{
    struct arena last = p->round;

    p->round = p->last_round;
    p->last_round = last;
    arena_clear(&p->round);
}

static void prepare(struct round *r, struct poll_item *items, int n)
{
    swap_arenas(r->poller);
    for (int i = 0; i < n; i++) {
        struct job *job = &r->jobs[i];

        job->item = &items[i];
        job->round = r;
        job->oldest = INT64_MAX;
        job->result = (struct fetch_result){.retry_after = -1, .max_age = -1, .expires = TIME_NONE};
        keep_state(r->poller, &items[i].state);
        schedule_before(&items[i].state, items[i].source);
        job->url = schedule_url(&items[i].state, items[i].source);
        if (!source_is_web(items[i].source))
            continue;
        host_enqueue(r, job, false);
        if (!host_is_exempt(items[i].source))
            poller_hold(r->poller, job->host->name, items[i].state.host_wait);
    }
    r->left = n;
}

/* Ends what still runs or waits after the round was broken off. */
static void clear_away(struct round *r, int n)
{
    for (int i = 0; i < n; i++) {
        struct job *job = &r->jobs[i];

        if (job->fetch) {
            fetch_stop(job->fetch, r->poller->multi);
            r->poller->idle[r->poller->nidle++] = job->fetch;
            r->poller->running--;
        }
        if (job->host) {
            job->host->busy = false;
            job->host->first = NULL;
        }
        job_release(job);
    }
    free(r->jobs);
    free(r->waiting);
}

static CURLMcode wait_for(struct poller *p, int64_t ms)
{
    if (!p->options.gap_wait || p->running > 0)
        return curl_multi_poll(p->multi, NULL, 0, (int)ms, NULL);
    p->options.gap_wait(p->options.context, ms);
    return CURLM_OK;
}

/* One turn of the transfers; `waits`: it may sleep until there is more to do. */
static void take_turn(struct round *r, bool waits)
{
    struct poller *p = r->poller;
    int64_t nap = start_ready(r);
    int running;
    CURLMcode code;

    if (p->options.meanwhile) {
        nap = nap < MEANWHILE_MS ? nap : MEANWHILE_MS;
        r->broken |= p->options.meanwhile(p->options.context) != 0;
    }
    if (r->broken)
        return;
    code = curl_multi_perform(p->multi, &running);
    if (take_ended(r) == 0 && code == CURLM_OK && waits && r->left > 0)
        code = wait_for(p, nap);
    if (code != CURLM_OK) {
        r->broken = true;
        err_set(r->err, "the network library: %s", curl_multi_strerror(code));
    }
}

static int go_on(void *context)
{
    struct round *r = context;

    take_turn(r, false);
    return r->broken;
}

/* Mailboxes and spool folders, one after another; while a mailbox lets us wait, the transfers go on. */
static void ask_others(struct round *r, int n)
{
    for (int i = 0; i < n && !r->broken; i++) {
        struct job *job = &r->jobs[i];
        struct asking q = {job->item, r->hooks, &r->poller->options, go_on, r, &job->result, &r->poller->round};

        if (source_is_web(job->item->source))
            continue;
        if (str_is(job->item->source->kind, "imap"))
            mailbox_ask(&q);
        else
            spool_ask(&q);
        if (!r->broken)
            finish(r, job);
    }
}

int poll_round(struct poller *p, struct poll_item *items, int n, const struct poll_hooks *hooks, struct err *err)
{
    struct round r = {.poller = p, .hooks = hooks, .err = err};

    r.jobs = mem_calloc((size_t)n + 1, sizeof *r.jobs);
    prepare(&r, items, n);
    ask_others(&r, n);
    while (r.left > 0 && !r.broken)
        take_turn(&r, true);
    clear_away(&r, n);
    return r.broken ? -1 : 0;
}

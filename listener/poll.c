/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * A round: every item is a job; jobs wait in the queue of their host; as many as `parallel` run at the same time. A
 * redirect puts a job in the queue of its new host. Bodies up to WHOLE_BYTES are held until they are complete, so that
 * one that is unchanged is not parsed at all; larger ones go to the parser as they come.
 */
#include "listener/poll.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <sodium.h>

#include "listener/answer.h"
#include "listener/asker.h"
#include "listener/url.h"

enum {
    WHOLE_BYTES = 1 << 20,
    STANDARD_PARALLEL = 64,
    STANDARD_CONNECT_MS = 10000,
    STANDARD_TOTAL_MS = 60000,
    STANDARD_GAP_MS = 1500,
    REDDIT_GAP_MS = 61000,
    HASH_BYTES = 16,
    MOST_PAGES = 50,
    LONGEST_NAP_MS = 1000,
    MEANWHILE_MS = 100
};

/* The guids of a document that came by, each with its link: a small table of hashes, for as many as fit. */
enum { GUID_SLOTS = 512 };
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

/* A gap is real time, whatever clock the newsroom runs on. */
static int64_t monotonic_ms(const struct poller *p)
{
    struct timespec t;

    if (p->options.gap_clock)
        return p->options.gap_clock(p->options.context);
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
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

/* ---- hosts ---- */

static struct host **host_slot(struct host **table, int cap, struct str name)
{
    int i = (int)(str_hash(name) % (unsigned)cap);

    while (table[i] && !str_eq(table[i]->name, name))
        i = (i + 1) % cap;
    return &table[i];
}

static void grow_hosts(struct poller *p)
{
    int cap = p->hosts_cap ? p->hosts_cap * 2 : 64;
    struct host **table = mem_calloc((size_t)cap, sizeof *table);

    for (int i = 0; i < p->hosts_cap; i++)
        if (p->hosts[i])
            *host_slot(table, cap, p->hosts[i]->name) = p->hosts[i];
    free(p->hosts);
    p->hosts = table;
    p->hosts_cap = cap;
}

static struct host *host_of(struct poller *p, struct str name)
{
    struct host **slot;

    if (p->nhosts * 2 >= p->hosts_cap)
        grow_hosts(p);
    slot = host_slot(p->hosts, p->hosts_cap, name);
    if (!*slot) {
        *slot = arena_alloc(&p->arena, sizeof **slot);
        (*slot)->name = str_copy(&p->arena, name);
        p->nhosts++;
    }
    return *slot;
}

void poller_hold(struct poller *p, struct str host, int64_t until)
{
    struct host *h = host_of(p, host);

    if (until > h->hold)
        h->hold = until;
}

static bool is_reddit(struct str host)
{
    host = str_cut(&host, ':');
    return str_is(host, "reddit.com") || str_ends(host, STR(".reddit.com"));
}

static int64_t gap_of(const struct job *job)
{
    int64_t gap = job->item->source->gap;

    if (gap != SOURCE_GAP_STANDARD)
        return gap;
    return is_reddit(job->host->name) ? REDDIT_GAP_MS : STANDARD_GAP_MS;
}

/* What feeds.conf allows, it allows for the source's own host: not for where a redirect leads. */
static bool may_be_private(const struct job *job)
{
    return job->item->source->allow_private && str_eq(job->host->name, job->item->source->host);
}

/* A source with `gap = 0s` is on a host of one's own: its rest is its own affair, not the host's. */
static bool is_exempt(const struct source *source)
{
    return source->gap == 0;
}

static void enqueue(struct round *r, struct job *job, bool at_front)
{
    struct host *h = host_of(r->poller, source_host(&r->poller->round, job->url));

    job->host = h;
    if (!h->first) {
        MEM_GROW(r->waiting, r->nwaiting, r->waiting_cap);
        r->waiting[r->nwaiting++] = h;
        h->last = &h->first;
    }
    if (at_front) {
        job->next = h->first;
        h->first = job;
        if (!job->next)
            h->last = &job->next;
    } else {
        job->next = NULL;
        *h->last = job;
        h->last = &job->next;
    }
}

/* ---- the body ---- */

/* Did another entry of this document have the same guid and another link? */
static bool repeats_guid(struct seen_guids *seen, const struct entry *e)
{
    unsigned long long guid = str_hash(e->guid) | 1, link = str_hash(e->url);
    size_t at = guid % GUID_SLOTS;

    if (e->guid.n == 0 || e->url.n == 0)
        return false;
    if (!seen->slot)
        seen->slot = mem_calloc(GUID_SLOTS, sizeof *seen->slot);
    for (int tries = 0; tries < 8; tries++, at = (at + 1) % GUID_SLOTS) {
        if (seen->slot[at][0] == guid)
            return seen->slot[at][1] != link;
        if (seen->slot[at][0] == 0) {
            seen->slot[at][0] = guid;
            seen->slot[at][1] = link;
            return false;
        }
    }
    return false;
}

static int hand_over(void *context, const struct entry *e)
{
    struct job *job = context;
    const struct poll_hooks *hooks = job->round->hooks;

    if (!job->item->state.by_link && repeats_guid(&job->guids, e))
        job->item->state.by_link = 1;
    if (e->time != TIME_NONE && e->time < job->oldest)
        job->oldest = e->time;
    job->result.entries++;
    return hooks->entry ? hooks->entry(hooks->context, job->item, e) : 0;
}

/* Pushes to the parser; after a refusal or a stop the rest is let go. */
static void parse_more(struct job *job, struct str bytes)
{
    if (!job->feed) {
        struct feed_hints hints = {
            .base_url = job->url, .kind = job->item->source->kind, .content_type = fetch_content_type(job->fetch)};

        job->feed = feed_new(&hints, hand_over, job);
    }
    if (!job->parsed && feed_push(job->feed, bytes, &job->error))
        job->parsed = job->failed = true;
    job->parsed |= feed_stopped(job->feed);
}

static bool is_html(struct str body)
{
    body = str_trim(str_sub(body, 0, 512));
    if (str_starts(body, STR("\xEF\xBB\xBF")))
        body = str_trim(str_sub(body, 3, body.n));
    return str_eq_nocase(str_sub(body, 0, 14), STR("<!doctype html")) ||
           str_eq_nocase(str_sub(body, 0, 5), STR("<html"));
}

static int take_body(void *context, struct str bytes)
{
    struct job *job = context;

    job->result.bytes += (long long)bytes.n;
    job->too_large = (size_t)job->result.bytes > job->round->poller->options.max_bytes;
    if (job->too_large)
        return -1;
    crypto_generichash_update(&job->hash, (const unsigned char *)bytes.p, bytes.n);
    if (!job->streaming && job->body.n + bytes.n <= WHOLE_BYTES) {
        buf_add(&job->body, bytes);
        return 0;
    }
    if (!job->streaming) {
        job->streaming = true;
        parse_more(job, buf_str(&job->body));
        buf_release(&job->body);
    }
    parse_more(job, bytes);
    return job->failed ? -1 : 0;
}

static struct str hash_of_body(struct job *job, struct arena *a)
{
    unsigned char hash[HASH_BYTES];
    char hex[2 * HASH_BYTES + 1];

    crypto_generichash_final(&job->hash, hash, sizeof hash);
    sodium_bin2hex(hex, sizeof hex, hash, sizeof hash);
    return str_copy(a, str_of(hex));
}

static void end_parsing(struct job *job)
{
    if (!job->failed && feed_end(job->feed, &job->info, &job->error))
        job->failed = true;
    job->result.ttl = job->info.ttl_ms;
    if (job->failed) {
        job->result.outcome = FETCH_NO_FEED;
        job->result.detail = str_of(job->error.text);
    } else {
        job->result.outcome = feed_stopped(job->feed) ? FETCH_STOPPED : FETCH_OK;
    }
}

/* A 200 that came in whole. */
static void read_body(struct job *job)
{
    struct arena *a = &job->round->poller->round;
    struct str body = buf_str(&job->body);

    job->result.body_hash = hash_of_body(job, a);
    if (job->result.bytes == 0 || (!job->streaming && str_trim(body).n == 0)) {
        job->result.outcome = FETCH_EMPTY;
    } else if (job->item->since == 0 && str_eq(job->result.body_hash, job->item->state.body_hash)) {
        job->result.outcome = FETCH_UNCHANGED;
    } else if (!job->streaming && is_html(body)) {
        job->result.outcome = FETCH_HTML;
    } else {
        if (!job->streaming)
            parse_more(job, body);
        end_parsing(job);
    }
}

/* ---- the answer ---- */

static void fail(struct job *job, enum outcome outcome, struct str detail)
{
    job->result.outcome = outcome;
    job->result.detail = detail;
}

/* What did not come to a whole answer. */
static void read_failure(struct job *job, const struct fetch_answer *answer)
{
    if (answer->refused.n)
        fail(job, FETCH_PRIVATE, answer->refused);
    else if (job->too_large || answer->too_much)
        fail(job, FETCH_TOO_LARGE, job->too_large ? (struct str){0} : STR("kopregels"));
    else if (job->failed)
        fail(job, FETCH_NO_FEED, str_of(job->error.text));
    else
        fail(job, answer_outcome_of_code(answer->code), str_of(curl_easy_strerror(answer->code)));
}

static bool is_redirect(long status)
{
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

/* Follows a redirect when it may be: true when the job waits again. */
static bool follow(struct round *r, struct job *job, const struct fetch_answer *answer)
{
    bool permanent = answer->status == 301 || answer->status == 308;
    const char *refusal = source_refusal(answer->location);

    if (answer->location.n == 0)
        fail(job, FETCH_REDIRECT, STR("geen adres"));
    else if (job->redirects == FETCH_MAX_REDIRECTS)
        fail(job, FETCH_REDIRECT, STR("meer dan vijf achter elkaar"));
    else if (str_starts(job->url, STR("https:")) && !str_starts(answer->location, STR("https:")))
        fail(job, FETCH_REDIRECT, STR("van https naar http"));
    else if (refusal)
        fail(job, FETCH_REDIRECT, str_printf(&r->poller->round, "%.*s %s", STR_ARG(answer->location), refusal));
    else {
        job->redirects++;
        job->url = answer->location;
        job->temporary |= !permanent;
        if (!job->temporary)
            job->result.redirect = job->url;
        enqueue(r, job, true);
        return true;
    }
    return false;
}

static void read_answer(struct job *job, const struct fetch_answer *answer, int64_t now)
{
    struct fetch_result *result = &job->result;

    answer_read(result, answer, now);
    if (answer->code != CURLE_OK)
        read_failure(job, answer);
    else if (answer->status == 200)
        read_body(job);
    else
        result->outcome = answer_outcome_of_status(answer->status);
    if (answer->status == 304 && result->full)
        result->outcome = FETCH_STATUS; /* nothing was said to compare with */
}

static void release_body(struct job *job)
{
    feed_free(job->feed);
    job->feed = NULL;
    buf_release(&job->body);
    free(job->guids.slot);
    job->guids.slot = NULL;
}

/* ---- older pages ---- */

/* A page that can't be read has no next one. */
static void read_page(struct job *job, const struct fetch_answer *answer)
{
    int before = job->result.entries;

    job->info = (struct feed_info){0};
    if (answer->code != CURLE_OK || answer->status != 200 || job->result.bytes == 0)
        return;
    if (!job->streaming)
        parse_more(job, buf_str(&job->body));
    if (job->failed || feed_end(job->feed, &job->info, &job->error) ||
        (!job->streaming && job->result.entries == before))
        job->info = (struct feed_info){0};
}

static bool was_visited(const struct job *job, unsigned long long page)
{
    for (int i = 0; i < job->pages; i++)
        if (job->visited[i] == page)
            return true;
    return false;
}

/* The next older page: by the feed's own word, for Mastodon's API by the header. */
static struct str next_of(const struct job *job, struct round *r)
{
    if (job->info.previous_archive.n || job->info.next.n)
        return job->info.previous_archive.n ? job->info.previous_archive : job->info.next;
    if (job->info.kind != FEED_MASTODON || job->next_link.n == 0)
        return (struct str){0};
    return url_resolve(&r->poller->round, job->url, job->next_link);
}

static int64_t since_of(const struct job *job)
{
    if (job->item->since || job->info.kind != FEED_MASTODON)
        return job->item->since;
    return job->item->state.last_good;
}

/* Puts the next older page in the queue when one is wanted: true when the job waits again. */
static bool turn_page(struct round *r, struct job *job)
{
    struct str next = next_of(job, r);
    unsigned long long page = str_hash(next);
    int64_t since = since_of(job);

    if (since == 0 || job->result.outcome != FETCH_OK || job->oldest < since)
        return false;
    if (next.n == 0 || job->pages == MOST_PAGES || was_visited(job, page) || source_refusal(next))
        return false;
    job->visited[job->pages++] = page;
    job->url = str_copy(&r->poller->round, next);
    job->paging = true;
    job->failed = false;
    release_body(job);
    job->info = (struct feed_info){0};
    enqueue(r, job, true);
    return true;
}

/* ---- the round ---- */

static void finish(struct round *r, struct job *job)
{
    struct poll_item *item = job->item;
    int64_t now = r->hooks->now(r->hooks->context);

    schedule_after(&item->state, item->source, &job->result, now, &r->poller->round);
    if (item->state.host_wait && job->host && !is_exempt(item->source))
        poller_hold(r->poller, job->host->name, item->state.host_wait);
    if (r->hooks->done && r->hooks->done(r->hooks->context, item, &job->result, &job->info)) {
        r->broken = true;
        err_set(r->err, "[source %.*s]: the round was ended", STR_ARG(item->source->name));
    }
    release_body(job);
    r->left--;
}

static void begin_body(struct job *job)
{
    job->parsed = job->streaming = job->too_large = false;
    crypto_generichash_init(&job->hash, NULL, 0, HASH_BYTES);
    job->body.max = WHOLE_BYTES;
    job->result.bytes = 0;
}

static void start(struct round *r, struct job *job)
{
    struct poller *p = r->poller;
    const struct source_state *state = &job->item->state;
    struct fetch_request request = {
        .url = job->url,
        .user_agent = p->user_agent,
        .allow_private = may_be_private(job),
        .connect_ms = p->options.connect_ms,
        .total_ms = p->options.total_ms,
        .resolve = p->options.resolve,
        .body = take_body,
        .context = job,
    };

    job->result.full = job->item->since || state->etag.n + state->last_modified.n == 0 ||
                       schedule_wants_full(state, r->hooks->now(r->hooks->context));
    if (!job->result.full) {
        request.etag = state->etag;
        request.last_modified = state->last_modified;
    }
    begin_body(job);
    job->fetch = p->idle[--p->nidle];
    if (fetch_start(job->fetch, p->multi, &request, &p->round, r->err)) {
        r->broken = true;
        p->nidle++;
        return;
    }
    p->running++;
    job->host->busy = true;
}

/* Takes the first job off a host's queue. */
static struct job *dequeue(struct host *h)
{
    struct job *job = h->first;

    h->first = job->next;
    if (!h->first)
        h->last = &h->first;
    return job;
}

/* Starts what may start; drops hosts whose queue is empty. Gives the ms until the next host is ready. */
static int64_t start_ready(struct round *r)
{
    int64_t now = monotonic_ms(r->poller);
    int64_t clock = r->hooks->now(r->hooks->context);
    int64_t nap = LONGEST_NAP_MS;
    int kept = 0;

    for (int i = 0; i < r->nwaiting; i++) {
        struct host *h = r->waiting[i];

        while (h->first && h->hold > clock && !is_exempt(h->first->item->source)) {
            struct job *job = dequeue(h);

            job->item->state.host_wait = h->hold;
            job->result.outcome = FETCH_HELD;
            finish(r, job);
        }
        if (h->first && !h->busy && h->ready <= now && r->poller->nidle > 0 && !r->broken)
            start(r, dequeue(h));
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
    bool waits = false;

    job->next_link = answer->next;
    job->host->busy = false;
    job->host->ready = monotonic_ms(p) + gap_of(job);
    if (job->paging) {
        read_page(job, answer);
    } else if (code == CURLE_OK && is_redirect(answer->status)) {
        waits = follow(r, job, answer);
        job->result.status = answer->status;
    } else {
        read_answer(job, answer, r->hooks->now(r->hooks->context));
    }
    if (!waits)
        waits = turn_page(r, job);
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
        enqueue(r, job, false);
        if (!is_exempt(items[i].source))
            poller_hold(r->poller, job->host->name, items[i].state.host_wait);
    }
    r->left = n;
}

/* Mailboxes and spool folders, one after another. */
static void ask_others(struct round *r, int n)
{
    for (int i = 0; i < n && !r->broken; i++) {
        struct job *job = &r->jobs[i];
        struct asking q = {job->item, r->hooks, &r->poller->options, &job->result, &r->poller->round};

        if (source_is_web(job->item->source))
            continue;
        if (str_is(job->item->source->kind, "imap"))
            mailbox_ask(&q);
        else
            spool_ask(&q);
        finish(r, job);
    }
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
        release_body(job);
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

int poll_round(struct poller *p, struct poll_item *items, int n, const struct poll_hooks *hooks, struct err *err)
{
    struct round r = {.poller = p, .hooks = hooks, .err = err};

    r.jobs = mem_calloc((size_t)n + 1, sizeof *r.jobs);
    prepare(&r, items, n);
    ask_others(&r, n);
    while (r.left > 0 && !r.broken) {
        int64_t nap = start_ready(&r);
        int running;
        CURLMcode code;

        if (p->options.meanwhile) {
            nap = nap < MEANWHILE_MS ? nap : MEANWHILE_MS;
            r.broken = p->options.meanwhile(p->options.context) != 0;
            if (r.broken)
                break;
        }
        code = curl_multi_perform(p->multi, &running);
        if (take_ended(&r) == 0 && code == CURLM_OK && r.left > 0)
            code = wait_for(p, nap);
        if (code != CURLM_OK) {
            r.broken = true;
            err_set(err, "the network library: %s", curl_multi_strerror(code));
        }
    }
    clear_away(&r, n);
    return r.broken ? -1 : 0;
}

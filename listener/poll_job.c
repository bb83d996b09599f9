/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * What comes back on a request. Bodies up to WHOLE_BYTES are held until they are complete, so that one that is unchanged is not
 * parsed at all; larger ones go to the parser as they come.
 */
#include <stdlib.h>

#include "listener/poll_parts.h"
#include "listener/url.h"

enum { WHOLE_BYTES = 256 << 10, HASH_BYTES = 16, GUID_SLOTS = 512 };

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
        struct feed_hints hints = {.base_url = job->url,
                                   .kind = job->item->source->kind,
                                   .content_type = fetch_content_type(job->fetch),
                                   .words = true};

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

int job_take(void *context, struct str bytes)
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
        host_enqueue(r, job, true);
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

void job_release(struct job *job)
{
    feed_free(job->feed);
    job->feed = NULL;
    buf_release(&job->body);
    free(job->guids.slot);
    job->guids.slot = NULL;
}

void job_begin(struct job *job)
{
    job->parsed = job->streaming = job->too_large = false;
    crypto_generichash_init(&job->hash, NULL, 0, HASH_BYTES);
    job->body.max = WHOLE_BYTES;
    job->result.bytes = 0;
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
    job_release(job);
    job->info = (struct feed_info){0};
    host_enqueue(r, job, true);
    return true;
}

/* ---- the end of a transfer ---- */

bool job_end(struct round *r, struct job *job, const struct fetch_answer *answer)
{
    job->next_link = answer->next;
    if (job->paging) {
        read_page(job, answer);
    } else if (answer->code == CURLE_OK && is_redirect(answer->status)) {
        job->result.status = answer->status;
        if (follow(r, job, answer))
            return true;
    } else {
        read_answer(job, answer, r->hooks->now(r->hooks->context));
    }
    return turn_page(r, job);
}

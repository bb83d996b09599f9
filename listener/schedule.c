/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "listener/schedule.h"

#include "base/post.h"

#define OUTCOME_ROW(id, name, label) {name, label},
const struct value_name outcome_names[] = {OUTCOMES(OUTCOME_ROW){NULL, NULL}};

enum {
    ADOPT_AFTER_DAYS = 3, /* the same permanent redirect */
    LASTING_FAILURES = 5,
    MOST_DOUBLINGS = 12
};
#define LONG_INTERVAL (12LL * WHEN_HOUR)   /* from here on back-off is linear */
#define UNTOLD_REST   (15LL * WHEN_MINUTE) /* for a host that says 429 and not how long */
#define MINUTES(n)    ((int64_t)(n)*WHEN_MINUTE)

/* ---- intervals ---- */

/* Bounds by channel, with validators and without. */
static const struct channel_bounds {
    struct interval_bounds with, without;
} bounds_of_channel[CHANNEL_COUNT] = {
    [CHANNEL_OTHER] = {{MINUTES(60), MINUTES(60)}, {MINUTES(24 * 60), MINUTES(24 * 60)}},
    [CHANNEL_MASTODON] = {{MINUTES(5), MINUTES(15)}, {MINUTES(5), MINUTES(15)}},
    [CHANNEL_BLUESKY] = {{MINUTES(5), MINUTES(15)}, {MINUTES(5), MINUTES(15)}},
    [CHANNEL_REDDIT] = {{MINUTES(15), MINUTES(60)}, {MINUTES(15), MINUTES(60)}},
    [CHANNEL_YOUTUBE] = {{MINUTES(30), MINUTES(60)}, {MINUTES(30), MINUTES(60)}},
    [CHANNEL_NEWS] = {{MINUTES(15), MINUTES(30)}, {MINUTES(60), MINUTES(60)}},
    [CHANNEL_NEWSPAPER] = {{MINUTES(15), MINUTES(30)}, {MINUTES(60), MINUTES(60)}},
};

struct interval_bounds schedule_bounds(const struct source *source, bool has_validators)
{
    const struct channel_bounds *b = &bounds_of_channel[source->channel];

    if (source->interval)
        return (struct interval_bounds){source->interval, source->interval};
    if (str_is(source->kind, "spool"))
        return (struct interval_bounds){MINUTES(1), MINUTES(1)};
    if (str_is(source->kind, "imap"))
        return (struct interval_bounds){MINUTES(5), MINUTES(15)};
    if (b->with.least == 0)
        return (struct interval_bounds){MINUTES(60), MINUTES(60)};
    return has_validators ? b->with : b->without;
}

static int64_t larger(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

static int64_t smaller(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

/* A share of a span, 0 to 1, that is fixed by the source's name and a number: spreads without chance. */
static int64_t spread(const struct source *source, int64_t number, int64_t span)
{
    unsigned long long mixed = (str_hash(source->name) + (unsigned long long)number * 0x9E3779B97F4A7C15ULL) >> 16;

    return span > 0 ? (int64_t)(mixed % (unsigned long long)span) : 0;
}

int64_t schedule_first(const struct source *source, int64_t now)
{
    return now + spread(source, 0, schedule_bounds(source, true).most);
}

/* ---- before a request ---- */

void schedule_before(struct source_state *state, const struct source *source)
{
    if (state->url.n && !str_eq(state->url, source->url))
        *state = (struct source_state){.host_wait = state->host_wait};
    state->url = source->url;
}

struct str schedule_url(const struct source_state *state, const struct source *source)
{
    return state->redirect.n && state->redirects >= ADOPT_AFTER_DAYS ? state->redirect : source->url;
}

bool schedule_wants_full(const struct source_state *state, int64_t now)
{
    return now - state->last_full >= FULL_FETCH_AFTER;
}

/* ---- after it ---- */

bool outcome_is_good(enum outcome outcome)
{
    return outcome == FETCH_OK || outcome == FETCH_UNCHANGED;
}

static bool is_lasting(enum outcome outcome)
{
    return outcome == FETCH_DENIED || outcome == FETCH_TLS || outcome == FETCH_NO_FEED || outcome == FETCH_HTML ||
           outcome == FETCH_TOO_LARGE || outcome == FETCH_EMPTY || outcome == FETCH_REDIRECT ||
           outcome == FETCH_NOT_FOUND || outcome == FETCH_FOLDER;
}

bool schedule_needs_person(const struct source_state *state)
{
    enum outcome outcome = (enum outcome)state->outcome;

    return outcome == FETCH_GONE || outcome == FETCH_PRIVATE ||
           (is_lasting(outcome) && state->failures >= LASTING_FAILURES);
}

const char *schedule_advice(const struct source_state *state)
{
    static const char new_address[] =
        "open het adres in een browser; is de feed verhuisd, zet dan het nieuwe adres in feeds.conf of haal de bron weg";
    static const char *const advice[OUTCOME_COUNT] = {
        [FETCH_GONE] = "zoek een nieuw adres of haal de bron uit feeds.conf",
        [FETCH_NOT_FOUND] = new_address,
        [FETCH_NO_FEED] = new_address,
        [FETCH_EMPTY] = new_address,
        [FETCH_DENIED] = "vraag de eigenaar om toestemming, controleer een wachtwoord, of haal de bron weg; omzeil de weigering niet",
        [FETCH_TLS] = "meld het aan de beheerder van de host; een verlopen certificaat herstelt niet vanzelf",
        [FETCH_HTML] = "haal de bron weg en laat 'tamtam sources add ADRES' de feed achter deze pagina zoeken",
        [FETCH_TOO_LARGE] = "zoek een kortere feed van deze bron",
        [FETCH_PRIVATE] = "schrijf allow_private = yes bij de bron als de host van uzelf is, en haal haar anders weg",
        [FETCH_FOLDER] = "maak de map, of geef de gebruiker van tamtam er rechten op",
        [FETCH_REDIRECT] = "zet het adres waar de bron nu naar verwijst in feeds.conf",
    };
    const char *words = state->outcome >= 0 && state->outcome < OUTCOME_COUNT ? advice[state->outcome] : NULL;

    return words ? words : "kijk naar de bron";
}

/* The rest that an answer asks for, of all the ways to ask it. */
static int64_t rest_asked(const struct source_state *state, const struct fetch_result *r, int64_t now)
{
    int64_t rest = larger(state->asked, larger(r->max_age, r->retry_after));

    if (r->expires != TIME_NONE)
        rest = larger(rest, r->expires - now);
    return rest;
}

/* Shorter while entries come, longer while nothing changes, back from a slowing in steps. */
static int64_t next_interval(const struct source_state *state, struct interval_bounds b, bool unchanged)
{
    int64_t interval = state->interval ? state->interval : b.least;

    if (interval > b.most)
        return larger(b.most, interval / 5 * 4);
    interval = unchanged ? interval / 4 * 5 : interval / 2;
    return larger(b.least, smaller(interval, b.most));
}

/* A whole answer replaces both validators, a 304 those that it repeats. */
static void take_validators(struct source_state *state, const struct fetch_result *r)
{
    if (r->status == 200 || r->etag.n)
        state->etag = r->etag;
    if (r->status == 200 || r->last_modified.n)
        state->last_modified = r->last_modified;
    if (r->body_hash.n)
        state->body_hash = r->body_hash;
}

/* The same target counts once a day; another one starts anew. */
static void take_redirect(struct source_state *state, const struct fetch_result *r, int64_t now)
{
    if (r->redirect.n == 0) {
        if (state->redirects < ADOPT_AFTER_DAYS)
            state->redirect = (struct str){0}, state->redirects = 0;
        return;
    }
    if (!str_eq(r->redirect, state->redirect)) {
        state->redirect = r->redirect;
        state->redirects = 1;
    } else if (when_day(now) != when_day(state->last_try)) {
        state->redirects++;
    }
}

static void after_good(struct source_state *state, const struct source *source, const struct fetch_result *r,
                       int64_t now)
{
    take_redirect(state, r, now);
    take_validators(state, r);
    if (r->outcome == FETCH_OK)
        state->asked = smaller(r->ttl, LONGEST_INTERVAL);
    if (r->full)
        state->last_full = now;
    state->interval = next_interval(state, schedule_bounds(source, state->etag.n || state->last_modified.n),
                                    r->outcome == FETCH_UNCHANGED || r->entries == 0);
    state->failures = 0;
    state->last_good = now;
    state->next_check = now + smaller(larger(state->interval, rest_asked(state, r, now)), LONGEST_INTERVAL);
}

/* 429 and 503: the host's rest, and a slower source. */
static void after_busy(struct source_state *state, const struct source *source, const struct fetch_result *r,
                       int64_t now)
{
    int64_t rest = smaller(r->retry_after, LONGEST_INTERVAL);

    state->interval = smaller(larger(state->interval, schedule_bounds(source, true).least) * 2, LONGEST_INTERVAL);
    if (rest < 0)
        rest = r->status == 429 ? UNTOLD_REST : 0;
    state->host_wait = now + rest;
    state->next_check = now + larger(rest, state->interval) + spread(source, state->failures, state->interval / 4);
}

static int64_t back_off(int64_t interval, int64_t failures)
{
    int64_t doublings = smaller(failures - 1, MOST_DOUBLINGS);

    if (interval >= LONG_INTERVAL)
        return smaller(interval * failures, LONGEST_BACK_OFF);
    return smaller(interval * ((int64_t)1 << doublings), LONGEST_BACK_OFF);
}

/* An adopted redirect that fails is dropped: the address of feeds.conf gets its chance again. */
static void drop_redirect(struct source_state *state)
{
    state->redirect = (struct str){0};
    state->redirects = 0;
}

static void after_failure(struct source_state *state, const struct source *source, const struct fetch_result *r,
                          int64_t now)
{
    int64_t interval = larger(state->interval, schedule_bounds(source, true).least);

    if (r->outcome == FETCH_GONE || r->outcome == FETCH_NOT_FOUND || r->outcome == FETCH_DNS)
        drop_redirect(state);
    if (r->outcome == FETCH_GONE)
        state->next_check = now + LONGEST_BACK_OFF;
    else
        state->next_check =
            now + larger(back_off(interval, state->failures), smaller(r->retry_after, LONGEST_INTERVAL));
}

/* What the administrator reads. */
static struct str words(const struct fetch_result *r, struct arena *a)
{
    struct buf b = {0};

    buf_puts(&b, outcome_names[r->outcome].label);
    if (r->status >= 400 && r->outcome != FETCH_NOT_FOUND && r->outcome != FETCH_GONE)
        buf_printf(&b, " (%ld)", r->status);
    if (r->detail.n)
        buf_printf(&b, ": %.*s", STR_ARG(r->detail));
    if (r->retry_after > LONGEST_INTERVAL)
        buf_printf(&b, "; gevraagd was %lld uur rust, ingekort tot 24", (long long)(r->retry_after / WHEN_HOUR));
    return buf_take(&b, a);
}

void schedule_after(struct source_state *state, const struct source *source, const struct fetch_result *r, int64_t now,
                    struct arena *a)
{
    if (r->outcome == FETCH_HELD) { /* nothing was asked: nothing is learned */
        state->next_check = larger(state->next_check, state->host_wait + spread(source, 1, MINUTES(1)));
        return;
    }
    state->outcome = r->outcome;
    state->status = r->status;
    state->host_wait = r->rate_reset > now ? smaller(r->rate_reset, now + LONGEST_INTERVAL) : 0;
    if (outcome_is_good(r->outcome)) {
        state->last_error = r->detail; /* a remark, where there is one */
        after_good(state, source, r, now);
    } else {
        state->failures++;
        state->last_error = words(r, a);
        if (r->outcome == FETCH_BUSY)
            after_busy(state, source, r, now);
        else
            after_failure(state, source, r, now);
    }
    if (state->host_wait > state->next_check)
        state->next_check = state->host_wait;
    state->last_try = now;
}

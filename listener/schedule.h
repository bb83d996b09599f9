/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * When a source is asked again. Pure functions: what is known of the source and what it answered go in, what is
 * remembered comes out; the store keeps it, so that a restart is no storm.
 *
 * A normal interval is chosen between bounds that the kind of source gives (or feeds.conf sets), shorter while entries
 * come, longer while nothing changes, and never shorter than the source asks. Failures back off; a host that says 'too
 * many' gets its rest. No source is ever given up: one that is gone is asked once a week.
 */
#ifndef LISTENER_SCHEDULE_H
#define LISTENER_SCHEDULE_H

#include "base/when.h"
#include "listener/source.h"

#define LONGEST_INTERVAL (24LL * WHEN_HOUR) /* whatever a source asks */
#define LONGEST_BACK_OFF (7LL * WHEN_DAY)
#define FULL_FETCH_AFTER (7LL * WHEN_DAY) /* without validators, against frozen ones */

/* How a request ended: its name, and what the administrator reads (Dutch). */
#define OUTCOMES(X)                                                                                                    \
    X(FETCH_NEVER, "never", "nog niet opgehaald")                                                                      \
    X(FETCH_OK, "ok", "")                                                                                              \
    X(FETCH_UNCHANGED, "unchanged", "")                                                                                \
    X(FETCH_HELD, "held", "de host vroeg om rust; later opnieuw")                                                      \
    X(FETCH_BUSY, "busy", "de host vindt het te veel of is te druk; de bron wordt nu minder vaak opgehaald")           \
    X(FETCH_NOT_FOUND, "not-found", "niet gevonden op dit adres (404)")                                                \
    X(FETCH_SERVER, "server", "storing bij de bron")                                                                   \
    X(FETCH_TIMEOUT, "timeout", "geen (volledig) antwoord binnen de tijd")                                             \
    X(FETCH_DNS, "dns", "de hostnaam is niet te vinden")                                                               \
    X(FETCH_CONNECT, "connect", "geen verbinding")                                                                     \
    X(FETCH_GONE, "gone", "de bron is opgeheven (410); zoek een nieuw adres of haal de bron weg")                      \
    X(FETCH_DENIED, "denied", "geen toegang; vraag de eigenaar om toestemming of haal de bron weg")                    \
    X(FETCH_TLS, "tls", "het certificaat van de host klopt niet")                                                      \
    X(FETCH_NO_FEED, "no-feed", "het antwoord is geen leesbare feed")                                                  \
    X(FETCH_HTML, "html", "op dit adres staat een webpagina en geen feed; zoek het adres van de feed")                 \
    X(FETCH_EMPTY, "empty", "het antwoord is leeg")                                                                    \
    X(FETCH_TOO_LARGE, "too-large", "het antwoord is te groot")                                                        \
    X(FETCH_PRIVATE, "private",                                                                                        \
      "het adres ligt in een besloten netwerk; schrijf allow_private = yes als het van uzelf is (sources add: --allow-private)") \
    X(FETCH_REDIRECT, "redirect", "de doorverwijzing mag niet gevolgd worden")                                         \
    X(FETCH_FOLDER, "folder", "de map is niet te lezen")                                                                \
    X(FETCH_STATUS, "status", "onverwacht antwoord")                                                                   \
    X(FETCH_STOPPED, "stopped", "het ophalen is afgebroken")

#define OUTCOME_ENUM(id, name, label) id,
enum outcome { OUTCOMES(OUTCOME_ENUM) OUTCOME_COUNT };
/* name and Dutch words, by outcome; ends with NULLs. */
extern const struct value_name outcome_names[];

/* What one request brought. Text is borrowed from the poller until the round ends. */
struct fetch_result {
    enum outcome outcome;
    long status;                    /* HTTP, 0 where it did not come to an answer */
    struct str etag, last_modified; /* byte for byte */
    struct str body_hash;           /* of the decompressed body, hex; empty without one */
    struct str redirect;            /* where a permanent redirect leads, or empty */
    struct str detail;              /* what more can be said of a failure, or empty */
    int64_t retry_after;            /* ms; -1: not said */
    int64_t max_age;                /* ms, of Cache-Control; -1: not said */
    int64_t expires;                /* UTC ms or TIME_NONE */
    int64_t ttl;                    /* ms, of the feed itself; 0: not said */
    int64_t rate_reset;             /* UTC ms until which the host's budget is used up; 0: it isn't */
    bool full;                      /* it was asked without validators */
    int entries;                    /* handed over */
    long long bytes;                /* of the body, decompressed */
};

/* What is remembered of a source between two requests. Zero-initialised is a source that was never asked. */
struct source_state {
    struct str url; /* what feeds.conf said when this was written: another one makes all of it void */
    struct str etag, last_modified;
    struct str body_hash;
    struct str redirect;                    /* a permanent redirect that was seen */
    struct str last_error;                  /* Dutch words; empty when all is well */
    int64_t next_check;                     /* UTC ms; 0: never asked */
    int64_t interval;                       /* ms: the normal interval as it is now */
    int64_t asked;                          /* ms: the rest that the feed itself asks (ttl), also told by its 304s */
    int64_t last_try, last_good, last_full; /* UTC ms */
    int64_t host_wait; /* UTC ms until which its host wants rest; holds for all sources of that host */
    int64_t failures;  /* in a row */
    int64_t redirects; /* number of days on which that redirect was seen */
    int64_t status;    /* HTTP status of the last answer */
    int64_t outcome;   /* enum outcome of the last request */
    int64_t by_link;   /* 1: this feed gave several entries one guid; its links tell them apart (capture.h) */
};

/* Between these the normal interval is chosen, ms. */
struct interval_bounds {
    int64_t least, most;
};

/* feeds.conf's own interval, or the bounds of its kind; sources without validators are asked less often. */
struct interval_bounds schedule_bounds(const struct source *source, bool has_validators);
/* The first check of a source that was never asked: spread over its interval by its name. */
int64_t schedule_first(const struct source *source, int64_t now);
/* Voids what was remembered of another address; to be called before a request. */
void schedule_before(struct source_state *state, const struct source *source);
/* The address to ask: that of feeds.conf, or a redirect that has been the same for days. */
struct str schedule_url(const struct source_state *state, const struct source *source);
/* Is it time for a request without validators? */
bool schedule_wants_full(const struct source_state *state, int64_t now);
/*
 * Takes in what a request brought, at `now`. Text in the state is borrowed from the result, the source, or (last_error)
 * the arena.
 */
void schedule_after(struct source_state *state, const struct source *source, const struct fetch_result *result,
                    int64_t now, struct arena *a);
/* Did the request go well? */
bool outcome_is_good(enum outcome outcome);
/* Is this a failure that lasts and that a person must look at? */
bool schedule_needs_person(const struct source_state *state);
/* What that person can do, in Dutch. */
const char *schedule_advice(const struct source_state *state);

#endif

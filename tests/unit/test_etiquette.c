/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* rooms: base listener */
/*
 * A feed server that keeps score: a fortnight of polling on a virtual clock, with a restart in the middle, against
 * sources that each play one rule of polling. Every request is written down with its moment; afterwards each rule gets
 * its verdict.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <arpa/inet.h>
#include <cmocka.h>
#include <microhttpd.h>
#include <pthread.h>

#include "base/when.h"
#include "listener/poll.h"

#define T0        1772434800000LL /* 2026-03-02T07:00:00Z */
#define HOURS(n)  ((n) * (int64_t)WHEN_HOUR)
#define DAYS(n)   ((n) * (int64_t)WHEN_DAY)
#define FORTNIGHT DAYS(14)

enum { MOST_REQUESTS = 20000, MOST_SOURCES = 24 };

static const char body[] = "<rss version=\"2.0\"><channel><title>T</title>"
                           "<item><guid>1</guid><title>Een</title></item></channel></rss>";
static const char body_ttl[] = "<rss version=\"2.0\"><channel><title>T</title><ttl>120</ttl>"
                               "<item><guid>1</guid><title>Een</title></item></channel></rss>";

/* ---- the server ---- */

struct request {
    int64_t time;
    const char *path; /* of the script */
    char match[64], since[64];
    bool polite; /* it says who asks and what for, and nothing else of itself */
    unsigned status;
};

static struct score {
    pthread_mutex_t lock;
    struct request requests[MOST_REQUESTS];
    int n, now, most;
    _Atomic int64_t clock; /* virtual */
    struct MHD_Daemon *daemon;
    int port;
} score = {.lock = PTHREAD_MUTEX_INITIALIZER};

struct reply {
    unsigned status;
    const char *body;
    const char *headers[8]; /* name, value, ... */
    char text[64];          /* room for a value that is made */
};

static void http_date(char *to, size_t n, int64_t ms)
{
    static const char *const days[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    struct civil c = when_utc(ms);

    snprintf(to, n, "%s, %02d %s %04d %02d:%02d:%02d GMT", days[c.weekday], c.day, months[c.month - 1], c.year, c.hour,
             c.minute, c.second);
}

static void play_validators(struct reply *r, const struct request *q)
{
    bool later = q->time > T0 + DAYS(3); /* the validator changes with a 304 */

    r->headers[0] = "ETag";
    r->headers[1] = later ? "W/\"b\"" : "\"a,\\;b\"";
    r->headers[2] = "Last-Modified";
    r->headers[3] = "Tue, 01 Jan 2041 00:00:00 GMT";
    if (q->match[0])
        r->status = 304;
}

static void play_broken_then_well(struct reply *r, const struct request *q)
{
    bool broken = q->time > T0 + DAYS(1) && q->time < T0 + DAYS(3);

    r->headers[0] = "ETag";
    r->headers[1] = broken ? "\"broken\"" : "\"well\"";
    r->body = broken ? "this is no feed at all" : body;
}

static void play_ttl(struct reply *r, const struct request *q)
{
    r->body = body_ttl;
    r->headers[0] = "ETag";
    r->headers[1] = "\"t\"";
    if (q->match[0])
        r->status = 304;
}

static void play_max_age(struct reply *r, const struct request *q)
{
    (void)q;
    r->headers[0] = "Cache-Control";
    r->headers[1] = "public, max-age=3600";
}

static void play_expires(struct reply *r, const struct request *q)
{
    (void)q;
    r->headers[0] = "Expires";
    r->headers[1] = "Tue, 01 Jan 2041 00:00:00 GMT";
}

static void play_expires_zero(struct reply *r, const struct request *q)
{
    (void)q;
    r->headers[0] = "Expires";
    r->headers[1] = "0";
}

static void busy(struct reply *r, const char *retry_after)
{
    r->status = 429;
    r->headers[0] = retry_after ? "Retry-After" : NULL;
    r->headers[1] = retry_after;
}

/* On the second day its host wants rest: two hours, then to a date, then 0, then without a word, then ten days. */
static void play_busy(struct reply *r, const struct request *q)
{
    int64_t hour = (q->time - T0 - DAYS(1)) / WHEN_HOUR;

    if (hour < 0 || hour >= 96)
        return;
    if (hour < 12) {
        busy(r, "7200");
    } else if (hour < 24) {
        http_date(r->text, sizeof r->text, q->time + HOURS(3));
        busy(r, r->text);
    } else if (hour < 36) {
        busy(r, "0");
    } else if (hour < 48) {
        busy(r, NULL);
    } else {
        busy(r, "864000");
    }
}

static void play_unavailable(struct reply *r, const struct request *q)
{
    if (q->time > T0 + DAYS(2) && q->time < T0 + DAYS(2) + HOURS(6)) {
        r->status = 503;
        r->headers[0] = "Retry-After";
        r->headers[1] = "10800";
    }
}

static void play_storm(struct reply *r, const struct request *q)
{
    (void)q;
    r->status = 500;
}

static void play_comes_back(struct reply *r, const struct request *q)
{
    if (q->time > T0 + DAYS(1) && q->time < T0 + DAYS(2))
        r->status = 404;
}

static void play_gone(struct reply *r, const struct request *q)
{
    (void)q;
    r->status = 410;
}

static void play_moved(struct reply *r, const struct request *q)
{
    (void)q;
    r->status = 301;
    r->headers[0] = "Location";
    r->headers[1] = "/new";
}

static void play_elsewhere(struct reply *r, const struct request *q)
{
    (void)q;
    r->status = 302;
    r->headers[0] = "Location";
    r->headers[1] = "/plain";
}

static void play_plain(struct reply *r, const struct request *q)
{
    (void)r, (void)q;
}

static void play_empty(struct reply *r, const struct request *q)
{
    (void)q;
    r->body = "";
}

static void play_page(struct reply *r, const struct request *q)
{
    (void)q;
    r->body = "<!DOCTYPE html><html><body>Welkom</body></html>";
}

/* Names of one machine that count as hosts of their own. */
#define HOST_A "127.0.0.1"
#define HOST_B "localhost"
#define HOST_C "127.1"
#define HOST_D "0x7f000001"

static const struct script {
    const char *path, *host;
    void (*play)(struct reply *r, const struct request *q);
    int64_t interval; /* of feeds.conf; 0: by kind */
} scripts[] = {
    {"/validators", HOST_A, play_validators, 1800000},
    {"/broken", HOST_A, play_broken_then_well, 1800000},
    {"/ttl", HOST_A, play_ttl, 300000},
    {"/max-age", HOST_A, play_max_age, 300000},
    {"/expires", HOST_A, play_expires, 300000},
    {"/expires-zero", HOST_A, play_expires_zero, 3600000},
    {"/busy", HOST_B, play_busy, 900000},
    {"/neighbour", HOST_B, play_plain, 900000},
    {"/unavailable", HOST_C, play_unavailable, 900000},
    {"/storm", HOST_D, play_storm, 300000},
    {"/long-storm", HOST_D, play_storm, 43200000},
    {"/comes-back", HOST_D, play_comes_back, 900000},
    {"/gone", HOST_D, play_gone, 900000},
    {"/moved", HOST_A, play_moved, 3600000},
    {"/elsewhere", HOST_A, play_elsewhere, 3600000},
    {"/adaptive", HOST_D, play_plain, 0},
    {"/empty", HOST_D, play_empty, 3600000},
    {"/page", HOST_D, play_page, 3600000},
    {"/new", NULL, play_plain, 0},
    {"/plain", NULL, play_plain, 0},
};
enum { SCRIPTS = sizeof scripts / sizeof *scripts };

static void note(char *to, size_t n, struct MHD_Connection *c, const char *key)
{
    const char *value = MHD_lookup_connection_value(c, MHD_HEADER_KIND, key);

    snprintf(to, n, "%s", value ? value : "");
}

/* conventions.md 1.8: the program's own User-Agent with a contact, the Accept of feeds, no cookie, no Referer. */
static bool is_polite(struct MHD_Connection *c)
{
    static const char wanted[] = "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.1";
    char agent[100], accept[200], cookie[20], referer[20];

    note(agent, sizeof agent, c, "User-Agent");
    note(accept, sizeof accept, c, "Accept");
    note(cookie, sizeof cookie, c, "Cookie");
    note(referer, sizeof referer, c, "Referer");
    return strncmp(agent, "tamtam/", 7) == 0 && strstr(agent, " (+news@town.example)") && strcmp(accept, wanted) == 0 &&
           !cookie[0] && !referer[0];
}

static enum MHD_Result serve(struct MHD_Connection *c, const char *path)
{
    struct request *q = &score.requests[score.n < MOST_REQUESTS - 1 ? score.n++ : score.n];
    struct reply r = {.status = 200, .body = body};
    struct MHD_Response *response;
    enum MHD_Result result;

    *q = (struct request){.time = score.clock, .path = ""};
    note(q->match, sizeof q->match, c, "If-None-Match");
    note(q->since, sizeof q->since, c, "If-Modified-Since");
    q->polite = is_polite(c);
    for (int i = 0; i < SCRIPTS; i++)
        if (strcmp(path, scripts[i].path) == 0) {
            q->path = scripts[i].path;
            scripts[i].play(&r, q);
        }
    q->status = r.status;
    if (r.status != 200)
        r.body = "";
    response = MHD_create_response_from_buffer(strlen(r.body), (void *)(uintptr_t)r.body, MHD_RESPMEM_MUST_COPY);
    for (int i = 0; r.headers[i]; i += 2)
        MHD_add_response_header(response, r.headers[i], r.headers[i + 1]);
    MHD_add_response_header(response, "Set-Cookie", "who=you");
    result = MHD_queue_response(c, r.status, response);
    MHD_destroy_response(response);
    return result;
}

static enum MHD_Result handle(void *context, struct MHD_Connection *c, const char *path, const char *method,
                              const char *version, const char *upload, size_t *upload_size, void **own)
{
    enum MHD_Result result;

    (void)context, (void)method, (void)version, (void)upload, (void)upload_size;
    if (!*own) {
        *own = &score;
        return MHD_YES;
    }
    pthread_mutex_lock(&score.lock);
    result = serve(c, path);
    pthread_mutex_unlock(&score.lock);
    return result;
}

/* ---- the fortnight ---- */

struct newsroom {
    struct arena arena; /* sources, and the states as a store would keep them */
    struct source sources[MOST_SOURCES];
    struct source_state states[MOST_SOURCES];
    int entries[MOST_SOURCES];
    int n;
    struct poller *poller;
};

static int64_t clock_now(void *context)
{
    (void)context;
    return score.clock;
}

static int take_entry(void *context, struct poll_item *item, const struct entry *e)
{
    struct newsroom *room = context;

    (void)e;
    room->entries[item->source - room->sources]++;
    return 0;
}

static struct str stored(struct newsroom *room, struct str s)
{
    return s.n ? str_copy(&room->arena, s) : (struct str){0};
}

/* As a database would: what is kept is a copy. */
static int store_state(void *context, struct poll_item *item, const struct fetch_result *r,
                       const struct feed_info *info)
{
    struct newsroom *room = context;
    struct source_state *s = &room->states[item->source - room->sources];

    (void)r, (void)info;
    *s = item->state;
    s->url = stored(room, s->url);
    s->etag = stored(room, s->etag);
    s->last_modified = stored(room, s->last_modified);
    s->body_hash = stored(room, s->body_hash);
    s->redirect = stored(room, s->redirect);
    s->last_error = stored(room, s->last_error);
    return 0;
}

static void open_newsroom(struct newsroom *room)
{
    for (int i = 0; i < SCRIPTS; i++) {
        struct source *s = &room->sources[room->n];

        if (!scripts[i].host)
            continue;
        *s = (struct source){
            .name = str_of(scripts[i].path + 1),
            .url = str_printf(&room->arena, "http://%s:%d%s", scripts[i].host, score.port, scripts[i].path),
            .channel = CHANNEL_NEWS,
            .voice = VOICE_MEDIA,
            .interval = scripts[i].interval,
            .gap = 1,
            .allow_private = true};
        s->host = source_host(&room->arena, s->url);
        room->states[room->n++].next_check = schedule_first(s, T0);
    }
}

/* What a new process knows: the store, and nothing else. */
static void start_process(struct newsroom *room)
{
    poller_free(room->poller);
    room->poller = poller_new(&(struct poll_options){.parallel = 4, .contact = STR("news@town.example")});
    for (int i = 0; i < room->n; i++)
        poller_hold(room->poller, room->sources[i].host, room->states[i].host_wait);
}

static void poll_due(struct newsroom *room)
{
    const struct poll_hooks hooks = {.now = clock_now, .entry = take_entry, .done = store_state, .context = room};
    struct poll_item items[MOST_SOURCES];
    struct err err;
    int n = 0;

    for (int i = 0; i < room->n; i++)
        if (room->states[i].next_check <= score.clock)
            items[n++] = (struct poll_item){.source = &room->sources[i], .state = room->states[i]};
    assert_int_equal(poll_round(room->poller, items, n, &hooks, &err), 0);
}

static int64_t next_due(const struct newsroom *room)
{
    int64_t next = INT64_MAX;

    for (int i = 0; i < room->n; i++)
        if (room->states[i].next_check < next)
            next = room->states[i].next_check;
    return next;
}

static struct newsroom room;
static int due_at_restart, asked_at_restart;

static void live_through(void)
{
    bool restarted = false;

    score.clock = T0;
    open_newsroom(&room);
    start_process(&room);
    while (next_due(&room) < T0 + FORTNIGHT) {
        int64_t next = next_due(&room);

        assert_true(next > score.clock || next <= T0 + DAYS(1)); /* time goes on: nothing is asked twice at once */
        score.clock = next > score.clock ? next : score.clock + 1;
        if (!restarted && score.clock > T0 + DAYS(7)) {
            int before = score.n;

            restarted = true;
            start_process(&room);
            for (int i = 0; i < room.n; i++)
                due_at_restart += room.states[i].next_check <= score.clock;
            poll_due(&room);
            asked_at_restart = score.n - before;
            continue;
        }
        poll_due(&room);
    }
}

static int start(void **state)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};

    (void)state;
    score.daemon = MHD_start_daemon(MHD_USE_INTERNAL_POLLING_THREAD, 0, NULL, NULL, handle, NULL, MHD_OPTION_SOCK_ADDR,
                                    (struct sockaddr *)&address, MHD_OPTION_END);
    if (!score.daemon)
        return -1;
    score.port = MHD_get_daemon_info(score.daemon, MHD_DAEMON_INFO_BIND_PORT)->port;
    live_through();
    return 0;
}

static int stop(void **state)
{
    (void)state;
    poller_free(room.poller);
    arena_release(&room.arena);
    MHD_stop_daemon(score.daemon);
    return 0;
}

/* ---- the verdicts ---- */

static const struct request *next_of(const char *path, const struct request *after)
{
    for (const struct request *q = after ? after + 1 : score.requests; q < score.requests + score.n; q++)
        if (strcmp(q->path, path) == 0)
            return q;
    return NULL;
}

static int count_of(const char *path)
{
    int n = 0;

    for (const struct request *q = next_of(path, NULL); q; q = next_of(path, q))
        n++;
    return n;
}

/* The shortest time between two requests in [from, to). */
static int64_t shortest(const char *path, int64_t from, int64_t to)
{
    int64_t least = INT64_MAX;
    const struct request *last = NULL;

    for (const struct request *q = next_of(path, NULL); q; last = q, q = next_of(path, q))
        if (last && q->time >= from && q->time < to && q->time - last->time < least)
            least = q->time - last->time;
    return least;
}

static int entries_of(const char *path)
{
    for (int i = 0; i < room.n; i++)
        if (str_is(room.sources[i].name, path + 1))
            return room.entries[i];
    return -1;
}

static void rule_1_validators_byte_for_byte(void **state)
{
    int full = 0, old = 0, new = 0;

    (void)state;
    for (const struct request *q = next_of("/validators", NULL); q; q = next_of("/validators", q)) {
        full += !q->match[0];
        old += strcmp(q->match, "\"a,\\;b\"") == 0;
        new += strcmp(q->match, "W/\"b\"") == 0;
        assert_true(!q->match[0] || strcmp(q->since, "Tue, 01 Jan 2041 00:00:00 GMT") == 0);
        if (q->time > T0 + DAYS(3) + HOURS(2) && q->match[0])
            assert_string_equal(q->match, "W/\"b\""); /* that of the last 304 */
    }
    assert_in_range(full, 2, 3); /* the first, and once a week */
    assert_true(old > 0 && new > 0);
    assert_int_equal(entries_of("/validators"), 1);
}

static void rule_1_not_of_a_broken_answer(void **state)
{
    (void)state;
    for (const struct request *q = next_of("/broken", NULL); q; q = next_of("/broken", q))
        assert_string_not_equal(q->match, "\"broken\"");
    assert_true(next_of("/broken", NULL) && count_of("/broken") > 100);
}

static void rule_2_intervals_that_are_asked(void **state)
{
    (void)state;
    assert_true(shortest("/ttl", 0, INT64_MAX) >= HOURS(2)); /* also after a 304, which has no ttl */
    assert_in_range(count_of("/ttl"), 150, 168);
    assert_true(shortest("/max-age", 0, INT64_MAX) >= HOURS(1));
    assert_in_range(count_of("/expires"), 13, 15); /* 2041 is cut to a day */
    assert_in_range(count_of("/expires-zero"), 330, 337);
    assert_true(shortest("/adaptive", 0, INT64_MAX) >= 60 * (int64_t)WHEN_MINUTE); /* news without validators */
}

static void rule_3_retry_after(void **state)
{
    const struct request *q, *next;

    (void)state;
    for (q = next_of("/busy", NULL); q && (next = next_of("/busy", q)); q = next) {
        int64_t hour = (q->time - T0 - DAYS(1)) / WHEN_HOUR;
        int64_t rest = q->status != 429 ? 0
                       : hour < 12      ? HOURS(2)
                       : hour < 24      ? HOURS(3)
                       : hour < 36      ? 15 * (int64_t)WHEN_MINUTE
                       : hour < 48      ? 15 * (int64_t)WHEN_MINUTE
                                        : DAYS(1);

        assert_true(next->time - q->time >= rest);
        assert_true(q->status != 429 || next->time - q->time <= 2 * DAYS(1)); /* ten days are cut, recorded */
        for (const struct request *other = q + 1; rest && hour / 12 != 2 && other < score.requests + score.n &&
                                                  other->time < q->time + (hour < 36 ? rest : 0);
             other++)
            assert_string_not_equal(other->path, "/neighbour"); /* it counts for the host */
    }
    assert_true(shortest("/unavailable", T0 + DAYS(2), T0 + DAYS(2) + HOURS(9)) >= 15 * (int64_t)WHEN_MINUTE);
    for (q = next_of("/unavailable", NULL); q && (next = next_of("/unavailable", q)); q = next)
        assert_true(q->status != 503 || next->time - q->time >= HOURS(3));
    q = next_of("/busy", NULL);
    for (int i = 0; i < 3; i++)
        q = next_of("/busy", q);
    assert_int_equal(q->status, 200);
    assert_true(count_of("/busy") > 24 * 6); /* and it comes back to its pace */
}

static void rule_4_restart_is_no_storm(void **state)
{
    (void)state;
    assert_true(due_at_restart < room.n / 2);
    assert_true(asked_at_restart <= due_at_restart + 5); /* and what those redirect to */
}

static void rule_4_spread_at_first(void **state)
{
    int64_t first[MOST_SOURCES];
    int same = 0;

    (void)state;
    for (int i = 0; i < room.n; i++)
        first[i] = next_of(scripts[i].path, NULL)->time;
    for (int i = 0; i < room.n; i++)
        for (int j = i + 1; j < room.n; j++)
            same += first[i] == first[j];
    assert_true(same <= 1);
}

static void rule_5_back_off(void **state)
{
    int64_t last_gap = 0;
    const struct request *q, *next;

    (void)state;
    for (q = next_of("/storm", NULL); q && (next = next_of("/storm", q)); q = next) {
        assert_true(next->time - q->time >= last_gap); /* longer and longer */
        last_gap = next->time - q->time;
    }
    assert_in_range(count_of("/storm"), 8, 16);
    assert_in_range(count_of("/long-storm"), 5, 10); /* linear: 12, 24, 36 hours ... */
    assert_in_range(count_of("/gone"), 2, 3);        /* once a week, never removed */
    q = next_of("/comes-back", NULL);
    while (q && !(q->status == 200 && q->time > T0 + DAYS(2)))
        q = next_of("/comes-back", q);
    assert_non_null(q);
    assert_true(q->time < T0 + DAYS(4));
    assert_true(count_of("/comes-back") > 500);
}

static void rule_6_redirects(void **state)
{
    const struct request *last = NULL;

    (void)state;
    for (const struct request *q = next_of("/moved", NULL); q; q = next_of("/moved", q))
        last = q;
    assert_non_null(last);
    assert_in_range(last->time, T0 + DAYS(1), T0 + DAYS(3)); /* then the new address */
    assert_true(count_of("/new") > 300);
    assert_true(count_of("/elsewhere") > 330); /* a 302 never */
}

static const struct source_state *state_at(const char *path)
{
    for (int i = 0; i < room.n; i++)
        if (str_is(room.sources[i].name, path + 1))
            return &room.states[i];
    return NULL;
}

/* Neither an empty 200 nor one with a page is good; the administrator reads so, and they are asked less. */
static void rule_7_what_is_no_feed(void **state)
{
    (void)state;
    assert_int_equal(state_at("/empty")->outcome, FETCH_EMPTY);
    assert_int_equal(state_at("/page")->outcome, FETCH_HTML);
    assert_int_equal(entries_of("/empty") + entries_of("/page"), 0);
    assert_in_range(count_of("/empty"), 3, 100);
    assert_in_range(count_of("/page"), 3, 100);
}

static void rule_8_who_asks(void **state)
{
    (void)state;
    assert_true(score.n > 1000);
    for (int i = 0; i < score.n; i++)
        if (!score.requests[i].polite)
            fail_msg("a request for %s was not polite", score.requests[i].path);
}

static void rule_9_same_body_is_not_parsed(void **state)
{
    (void)state;
    assert_int_equal(entries_of("/max-age"), 1);
    assert_int_equal(entries_of("/neighbour"), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rule_1_validators_byte_for_byte),
        cmocka_unit_test(rule_1_not_of_a_broken_answer),
        cmocka_unit_test(rule_2_intervals_that_are_asked),
        cmocka_unit_test(rule_3_retry_after),
        cmocka_unit_test(rule_4_restart_is_no_storm),
        cmocka_unit_test(rule_4_spread_at_first),
        cmocka_unit_test(rule_5_back_off),
        cmocka_unit_test(rule_6_redirects),
        cmocka_unit_test(rule_7_what_is_no_feed),
        cmocka_unit_test(rule_8_who_asks),
        cmocka_unit_test(rule_9_same_body_is_not_parsed),
    };

    return cmocka_run_group_tests(tests, start, stop);
}

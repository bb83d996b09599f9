/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* rooms: base listener */
/* Rounds against a real HTTP server on loopback that misbehaves by path. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <arpa/inet.h>
#include <cmocka.h>
#include <curl/curl.h>
#include <microhttpd.h>
#include <pthread.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/record.h"
#include "listener/poll.h"

#define T0 1772434800000LL /* 2026-03-02T07:00:00Z */

static const char feed[] =
    "<rss version=\"2.0\"><channel><title>T</title><ttl>45</ttl>"
    "<item><guid>1</guid><title>Een</title><link>https://a.example/1</link></item>"
    "<item><guid>2</guid><title>Twee</title><link>https://a.example/2</link></item></channel></rss>";

/* What the server saw; its threads share it. */
static struct seen {
    pthread_mutex_t lock;
    char match[200], since[200], agent[200], accept[300], cookie[50], referer[50];
    int requests, now, most; /* at the same time */
} seen = {.lock = PTHREAD_MUTEX_INITIALIZER};

static struct server {
    struct MHD_Daemon *daemon;
    int port;
    struct buf bomb; /* zeros, compressed */
} server;

static void note(char *to, size_t n, struct MHD_Connection *c, const char *key)
{
    const char *value = MHD_lookup_connection_value(c, MHD_HEADER_KIND, key);

    snprintf(to, n, "%s", value ? value : "");
}

static enum MHD_Result send_text(struct MHD_Connection *c, unsigned status, struct str text, const char *const *headers)
{
    struct MHD_Response *r = MHD_create_response_from_buffer(text.n, (void *)(uintptr_t)text.p, MHD_RESPMEM_MUST_COPY);
    enum MHD_Result result;

    for (; headers && *headers; headers += 2)
        MHD_add_response_header(r, headers[0], headers[1]);
    result = MHD_queue_response(c, status, r);
    MHD_destroy_response(r);
    return result;
}

static ssize_t drip(void *context, uint64_t at, char *bytes, size_t max)
{
    (void)context, (void)max;
    usleep(20000);
    bytes[0] = at < sizeof feed ? feed[at] : ' ';
    return 1;
}

#define H(...) ((const char *const[]){__VA_ARGS__, NULL})

/* Page n of a JSON Feed, a day older each; the fourth leads back to the second. */
static enum MHD_Result send_page(struct MHD_Connection *c, int n)
{
    char text[300];

    snprintf(text, sizeof text,
             "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"T\",\"next_url\":\"/page-%d\","
             "\"items\":[{\"id\":\"%d\",\"title\":\"x\",\"content_text\":\"y\",\"date_published\":\"2026-03-%02dT08:00:"
             "00Z\"}]}",
             n == 4 ? 2 : n + 1, n, 20 - n);
    return send_text(c, 200, str_of(text), H("ETag", "\"page\""));
}

/* Page n of a Mastodon timeline, an hour older each; the Link header leads to the next. */
static enum MHD_Result send_timeline(struct MHD_Connection *c, int n)
{
    char text[400], link[200];

    snprintf(text, sizeof text,
             "[{\"id\":\"%d\",\"created_at\":\"2026-03-02T%02d:00:00.000Z\",\"uri\":\"https://a.example/%d\",\"url\":\"https://a.example/"
             "@a/%d\",\"content\":\"<p>Hoi</p>\",\"visibility\":\"public\",\"account\":{\"acct\":\"a\",\"display_name\":\"A\",\"url\":"
             "\"https://a.example/@a\"}}]",
             n, 20 - n, n, n);
    snprintf(link, sizeof link, "<http://127.0.0.1:%d/timeline-%d>; rel=\"next\", </timeline-0>; rel=\"prev\"", server.port, n + 1);
    return send_text(c, 200, str_of(text), n < 8 ? H("Link", link) : NULL);
}

static enum MHD_Result send_path(struct MHD_Connection *c, const char *path)
{
    static char wide[8000];
    struct str body = {feed, sizeof feed - 1};

    if (strcmp(path, "/feed") == 0)
        return strcmp(seen.match, "W/\"a b\\\"\"") == 0
                   ? send_text(c, 304, STR(""), H("ETag", "W/\"a b\\\"\""))
                   : send_text(c, 200, body,
                               H("ETag", "W/\"a b\\\"\"", "Last-Modified", "Tue, 01 Jan 2041 00:00:00 GMT"));
    if (strcmp(path, "/plain") == 0)
        return send_text(c, 200, body, NULL);
    if (strcmp(path, "/guids") == 0)
        return send_text(
            c, 200,
            STR("<rss><channel><item><guid>x</guid><title>a</title><link>https://a.example/1</link></item>"
                "<item><guid>x</guid><title>b</title><link>https://a.example/2</link></item></channel></rss>"),
            NULL);
    if (strcmp(path, "/charset") == 0)
        return send_text(c, 200, STR("<rss><channel><item><title>\xA3\xF3\xBC</title></item></channel></rss>"),
                         H("Content-Type", "text/xml; charset=\"ISO-8859-2\""));
    if (strncmp(path, "/page-", 6) == 0)
        return send_page(c, (int)strtol(path + 6, NULL, 10));
    if (strncmp(path, "/timeline-", 10) == 0)
        return send_timeline(c, (int)strtol(path + 10, NULL, 10));
    if (strcmp(path, "/mute") == 0)
        return send_text(c, 429, STR(""), NULL);
    if (strcmp(path, "/empty") == 0)
        return send_text(c, 200, STR(""), NULL);
    if (strcmp(path, "/page") == 0)
        return send_text(c, 200, STR("\n<!DOCTYPE html><html><body>Welkom</body></html>"),
                         H("Content-Type", "text/html"));
    if (strcmp(path, "/junk") == 0)
        return send_text(c, 200, STR("hallo, dit is niets"), H("ETag", "\"junk\""));
    if (strcmp(path, "/busy") == 0)
        return send_text(c, 429, STR(""), H("Retry-After", "600"));
    if (strcmp(path, "/gone") == 0)
        return send_text(c, 410, STR(""), NULL);
    if (strcmp(path, "/loop") == 0)
        return send_text(c, 302, STR(""), H("Location", "/loop"));
    if (strcmp(path, "/moved") == 0)
        return send_text(c, 301, STR(""), H("Location", "/feed"));
    if (strcmp(path, "/away") == 0)
        return send_text(c, 302, STR(""), H("Location", "http://127.0.0.2/feed"));
    if (strcmp(path, "/file") == 0)
        return send_text(c, 302, STR(""), H("Location", "file:///etc/passwd"));
    if (strcmp(path, "/bomb") == 0)
        return send_text(c, 200, buf_str(&server.bomb), H("Content-Encoding", "gzip"));
    if (strcmp(path, "/headers") == 0) {
        struct MHD_Response *r = MHD_create_response_from_buffer(0, wide, MHD_RESPMEM_PERSISTENT);
        enum MHD_Result result;

        memset(wide, 'x', sizeof wide - 1);
        for (int i = 0; i < 20; i++)
            MHD_add_response_header(r, "X-Wide", wide);
        result = MHD_queue_response(c, 200, r);
        MHD_destroy_response(r);
        return result;
    }
    if (strcmp(path, "/slow") == 0) {
        struct MHD_Response *r = MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, 64, drip, NULL, NULL);
        enum MHD_Result result = MHD_queue_response(c, 200, r);

        MHD_destroy_response(r);
        return result;
    }
    return send_text(c, 404, STR(""), NULL);
}

static enum MHD_Result handle(void *context, struct MHD_Connection *c, const char *path, const char *method,
                              const char *version, const char *upload, size_t *upload_size, void **own)
{
    enum MHD_Result result;

    (void)context, (void)method, (void)version, (void)upload, (void)upload_size;
    if (!*own) {
        *own = &seen;
        pthread_mutex_lock(&seen.lock);
        seen.now++;
        pthread_mutex_unlock(&seen.lock);
        return MHD_YES;
    }
    usleep(2000); /* so that two at the same time are seen */
    pthread_mutex_lock(&seen.lock);
    seen.requests++;
    seen.most = seen.now > seen.most ? seen.now : seen.most;
    note(seen.match, sizeof seen.match, c, "If-None-Match");
    note(seen.since, sizeof seen.since, c, "If-Modified-Since");
    note(seen.agent, sizeof seen.agent, c, "User-Agent");
    note(seen.accept, sizeof seen.accept, c, "Accept");
    note(seen.cookie, sizeof seen.cookie, c, "Cookie");
    note(seen.referer, sizeof seen.referer, c, "Referer");
    result = send_path(c, path);
    seen.now--;
    pthread_mutex_unlock(&seen.lock);
    return result;
}

static int start_server(void **state)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    FILE *gzip = popen("{ printf '<rss><channel><title>'; head -c 20000000 /dev/zero | tr '\\000' x; } | gzip -9", "r");
    char bytes[4096];
    size_t n;

    (void)state;
    while (gzip && (n = fread(bytes, 1, sizeof bytes, gzip)) > 0)
        buf_add(&server.bomb, (struct str){bytes, n});
    if (gzip)
        pclose(gzip);
    server.daemon = MHD_start_daemon(MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_THREAD_PER_CONNECTION, 0, NULL, NULL,
                                     handle, NULL, MHD_OPTION_SOCK_ADDR, (struct sockaddr *)&address,
                                     MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)1 << 20, MHD_OPTION_END);
    if (!server.daemon)
        return -1;
    server.port = MHD_get_daemon_info(server.daemon, MHD_DAEMON_INFO_BIND_PORT)->port;
    return 0;
}

static int stop_server(void **state)
{
    (void)state;
    MHD_stop_daemon(server.daemon);
    buf_release(&server.bomb);
    return 0;
}

/* ---- a round ---- */

struct watch {
    int64_t now;
    int entries, done;
    struct fetch_result last;
    char title[64]; /* of the last entry */
};

static int64_t watch_now(void *context)
{
    return ((struct watch *)context)->now;
}

static int watch_entry(void *context, struct poll_item *item, const struct entry *e)
{
    struct watch *w = context;

    (void)item;
    assert_true(e->title.n + e->text.n > 0);
    w->entries++;
    snprintf(w->title, sizeof w->title, "%.*s", STR_ARG(e->title));
    return 0;
}

static int watch_done(void *context, struct poll_item *item, const struct fetch_result *r, const struct feed_info *info)
{
    struct watch *w = context;

    (void)item, (void)info;
    w->done++;
    w->last = *r;
    return 0;
}

struct rig {
    struct arena arena;
    struct poller *poller;
    struct source sources[8];
    struct poll_item items[8];
    struct watch watch;
    struct poll_hooks hooks;
    int n;
};

static struct source *add(struct rig *rig, const char *host, const char *path)
{
    struct source *s = &rig->sources[rig->n];

    *s = (struct source){.name = str_printf(&rig->arena, "s%d", rig->n),
                         .url = str_printf(&rig->arena, "http://%s:%d%s", host, server.port, path),
                         .channel = CHANNEL_NEWS,
                         .voice = VOICE_MEDIA,
                         .allow_private = true};
    s->host = source_host(&rig->arena, s->url);
    rig->items[rig->n++] = (struct poll_item){.source = s};
    return s;
}

static void open_rig(struct rig *rig)
{
    *rig = (struct rig){.watch = {.now = T0}};
    rig->poller = poller_new(&(struct poll_options){
        .contact = STR("news@town.example"), .total_ms = 1500, .parallel = 8, .max_bytes = 4 << 20});
    rig->hooks = (struct poll_hooks){.now = watch_now, .entry = watch_entry, .done = watch_done, .context = &rig->watch};
}

static void run(struct rig *rig)
{
    struct err err;

    rig->watch.entries = rig->watch.done = 0;
    assert_int_equal(poll_round(rig->poller, rig->items, rig->n, &rig->hooks, &err), 0);
    assert_int_equal(rig->watch.done, rig->n);
}

static void close_rig(struct rig *rig)
{
    poller_free(rig->poller);
    arena_release(&rig->arena);
}

static enum outcome outcome_at(const char *host, const char *path)
{
    struct rig rig;
    enum outcome outcome;

    open_rig(&rig);
    add(&rig, host, path);
    run(&rig);
    outcome = rig.watch.last.outcome;
    close_rig(&rig);
    return outcome;
}

#define assert_str(s, text) assert_true(str_is(s, text))

static void test_conditional(void **state)
{
    struct rig rig;
    struct source_state *s;

    (void)state;
    open_rig(&rig);
    add(&rig, "127.0.0.1", "/feed");
    s = &rig.items[0].state;
    run(&rig);
    assert_int_equal(rig.watch.last.outcome, FETCH_OK);
    assert_int_equal(rig.watch.entries, 2);
    assert_str(s->etag, "W/\"a b\\\"\"");
    assert_str(s->last_modified, "Tue, 01 Jan 2041 00:00:00 GMT");
    assert_int_equal(s->next_check, T0 + 45LL * WHEN_MINUTE); /* its ttl */
    assert_string_equal(seen.match, "");
    assert_string_equal(seen.agent, "tamtam/" TAMTAM_VERSION " (+news@town.example)");
    assert_non_null(strstr(seen.accept, "application/feed+json"));
    assert_string_equal(seen.cookie, "");
    assert_string_equal(seen.referer, "");

    rig.watch.now = s->next_check;
    run(&rig);
    assert_int_equal(rig.watch.last.outcome, FETCH_UNCHANGED);
    assert_int_equal(rig.watch.last.status, 304);
    assert_int_equal(rig.watch.entries, 0);
    assert_string_equal(seen.match, "W/\"a b\\\"\"");
    assert_string_equal(seen.since, "Tue, 01 Jan 2041 00:00:00 GMT");
    assert_str(s->last_modified, "Tue, 01 Jan 2041 00:00:00 GMT");
    assert_int_equal(s->next_check, rig.watch.now + 45LL * WHEN_MINUTE); /* the ttl is remembered */

    rig.watch.now += 8LL * WHEN_DAY; /* frozen validators: once a week all of it */
    run(&rig);
    assert_string_equal(seen.match, "");
    assert_int_equal(rig.watch.last.status, 200);
    assert_int_equal(rig.watch.last.outcome, FETCH_UNCHANGED); /* by the body's hash */
    assert_int_equal(rig.watch.entries, 0);
    close_rig(&rig);
}

/* One guid for all: from the second entry on the feed's links tell them apart, and that is remembered. */
static void test_repeated_guids(void **state)
{
    struct rig rig;

    (void)state;
    open_rig(&rig);
    add(&rig, "127.0.0.1", "/guids");
    add(&rig, "localhost", "/plain");
    run(&rig);
    assert_int_equal(rig.items[0].state.by_link, 1);
    assert_int_equal(rig.items[1].state.by_link, 0);
    run(&rig);
    assert_int_equal(rig.items[0].state.by_link, 1);
    close_rig(&rig);
}

/* A document that doesn't name its encoding is read by the transport's word. */
static void test_charset_of_transport(void **state)
{
    struct rig rig;

    (void)state;
    open_rig(&rig);
    add(&rig, "127.0.0.1", "/charset");
    run(&rig);
    assert_string_equal(rig.watch.title, "Łóź");
    close_rig(&rig);
}

static void test_back_fill(void **state)
{
    struct rig rig;
    struct source_state *s;

    (void)state;
    open_rig(&rig);
    add(&rig, "127.0.0.1", "/page-1")->gap = 0;
    s = &rig.items[0].state;
    run(&rig);
    assert_int_equal(rig.watch.entries, 1); /* not asked for: the document itself */
    rig.items[0].since = 1773828000000LL;   /* 18 March 10:00: the second page's entry is older */
    run(&rig);
    assert_int_equal(rig.watch.entries, 2);
    assert_int_equal(rig.watch.last.outcome, FETCH_OK);
    assert_true(str_ends(schedule_url(s, rig.items[0].source), STR("/page-1")));
    rig.items[0].since = 1;
    run(&rig);
    assert_int_equal(rig.watch.entries, 4); /* it ends where it would go round */
    close_rig(&rig);
}

/* A timeline tells a few at a time: it is followed back to the last good request, and on wish further. */
static void test_timeline(void **state)
{
    struct rig rig;

    (void)state;
    open_rig(&rig);
    add(&rig, "127.0.0.1", "/timeline-1")->gap = 0;
    run(&rig);
    assert_int_equal(rig.watch.entries, 1); /* nothing is known yet: no history without being asked */
    rig.items[0].state.body_hash = (struct str){0};
    rig.items[0].state.last_good = 1772470800000LL + 1800000; /* 17:30: page 3 is the last one newer */
    run(&rig);
    assert_int_equal(rig.watch.entries, 3);
    rig.items[0].since = 1;
    run(&rig);
    assert_int_equal(rig.watch.entries, 8);
    close_rig(&rig);
}

/* ---- gaps, on a clock that leaps ---- */

struct leap {
    int64_t now, waited;
    int64_t asked[8]; /* when each request was done */
    int n;
};

static int64_t leap_clock(void *context)
{
    return ((struct leap *)context)->now;
}

static void leap_wait(void *context, int64_t ms)
{
    struct leap *l = context;

    l->now += ms;
    l->waited += ms;
}

static int leap_done(void *context, struct poll_item *item, const struct fetch_result *r, const struct feed_info *info)
{
    struct leap *l = context;

    (void)item, (void)info;
    assert_int_equal(r->outcome, FETCH_OK);
    l->asked[l->n++] = l->now;
    return 0;
}

static int64_t leap_now(void *context)
{
    return T0 + ((struct leap *)context)->now;
}

/* Three sources of one host under a name: how long it takes from the first to the last. */
static int64_t span_of(const char *host, int64_t gap)
{
    char line[100];
    struct curl_slist *resolve;
    struct leap leap = {0};
    struct rig rig;
    struct err err;

    open_rig(&rig);
    poller_free(rig.poller);
    snprintf(line, sizeof line, "%s:%d:127.0.0.1", host, server.port);
    resolve = curl_slist_append(NULL, line);
    rig.poller = poller_new(
        &(struct poll_options){.gap_clock = leap_clock, .gap_wait = leap_wait, .context = &leap, .resolve = resolve});
    for (int i = 0; i < 3; i++)
        add(&rig, host, "/plain")->gap = gap;
    rig.hooks = (struct poll_hooks){.now = leap_now, .done = leap_done, .context = &leap};
    assert_int_equal(poll_round(rig.poller, rig.items, rig.n, &rig.hooks, &err), 0);
    assert_int_equal(leap.n, 3);
    close_rig(&rig);
    curl_slist_free_all(resolve);
    return leap.asked[2] - leap.asked[0];
}

static void test_gaps(void **state)
{
    int64_t plain = span_of("news.example", SOURCE_GAP_STANDARD);

    (void)state;
    assert_true(plain >= 2 * 1000 && plain <= 2 * 2000);
    assert_int_equal(span_of("www.reddit.com", SOURCE_GAP_STANDARD), 2 * 61000);
    assert_int_equal(span_of("notreddit.com", SOURCE_GAP_STANDARD), plain);
    assert_int_equal(span_of("own.example", 5000), 2 * 5000);
    assert_int_equal(span_of("own.example", 0), 0);
}

/* Too many, and no word on how long: the host is left alone all the same. */
static void test_busy_without_a_word(void **state)
{
    struct rig rig;

    (void)state;
    open_rig(&rig);
    add(&rig, "127.0.0.1", "/mute")->gap = 1;
    add(&rig, "127.0.0.1", "/plain")->gap = 1;
    run(&rig);
    assert_int_equal(rig.watch.last.outcome, FETCH_HELD);
    assert_true(rig.items[1].state.next_check >= T0 + 15LL * WHEN_MINUTE);
    close_rig(&rig);
}

static void test_same_body(void **state)
{
    struct rig rig;

    (void)state;
    open_rig(&rig);
    add(&rig, "127.0.0.1", "/plain");
    run(&rig);
    assert_int_equal(rig.watch.entries, 2);
    run(&rig);
    assert_int_equal(rig.watch.entries, 0);
    assert_int_equal(rig.watch.last.outcome, FETCH_UNCHANGED);
    close_rig(&rig);
}

static void test_outcomes(void **state)
{
    (void)state;
    assert_int_equal(outcome_at("127.0.0.1", "/empty"), FETCH_EMPTY);
    assert_int_equal(outcome_at("127.0.0.1", "/page"), FETCH_HTML);
    assert_int_equal(outcome_at("127.0.0.1", "/junk"), FETCH_NO_FEED);
    assert_int_equal(outcome_at("127.0.0.1", "/gone"), FETCH_GONE);
    assert_int_equal(outcome_at("127.0.0.1", "/nowhere"), FETCH_NOT_FOUND);
    assert_int_equal(outcome_at("127.0.0.1", "/bomb"), FETCH_TOO_LARGE);
    assert_int_equal(outcome_at("127.0.0.1", "/headers"), FETCH_TOO_LARGE);
    assert_int_equal(outcome_at("127.0.0.1", "/slow"), FETCH_TIMEOUT);
    assert_int_equal(outcome_at("nowhere.invalid", "/feed"), FETCH_DNS);
}

static void test_junk_keeps_no_validators(void **state)
{
    struct rig rig;

    (void)state;
    open_rig(&rig);
    add(&rig, "127.0.0.1", "/junk");
    run(&rig);
    assert_int_equal(rig.items[0].state.etag.n, 0);
    assert_int_equal(rig.items[0].state.body_hash.n, 0);
    assert_true(rig.items[0].state.last_error.n > 0);
    close_rig(&rig);
}

static void test_redirects(void **state)
{
    struct rig rig;
    int before = seen.requests;

    (void)state;
    assert_int_equal(outcome_at("127.0.0.1", "/loop"), FETCH_REDIRECT);
    assert_int_equal(seen.requests - before, 6); /* five redirects */
    assert_int_equal(outcome_at("127.0.0.1", "/file"), FETCH_REDIRECT);
    assert_int_equal(outcome_at("127.0.0.1", "/away"), FETCH_PRIVATE); /* allowed is its own host, no other */
    open_rig(&rig);
    add(&rig, "127.0.0.1", "/moved");
    run(&rig);
    assert_int_equal(rig.watch.last.outcome, FETCH_OK);
    assert_int_equal(rig.watch.entries, 2);
    assert_true(str_ends(rig.items[0].state.redirect, STR("/feed")));
    assert_true(str_ends(schedule_url(&rig.items[0].state, rig.items[0].source), STR("/moved"))); /* not yet */
    for (int day = 1; day <= 2; day++) {
        rig.watch.now = T0 + day * (int64_t)WHEN_DAY;
        run(&rig);
    }
    assert_true(str_ends(schedule_url(&rig.items[0].state, rig.items[0].source), STR("/feed")));
    close_rig(&rig);
}

static void test_private_addresses(void **state)
{
    static const char *const hosts[] = {"127.0.0.1", "localhost", "2130706433",        "0x7f.1", "0177.0.0.1", "127.1",
                                        "0.0.0.0",   "[::1]",     "[::ffff:127.0.0.1]"};
    int before = seen.requests;

    (void)state;
    for (size_t i = 0; i < sizeof hosts / sizeof *hosts; i++) {
        struct rig rig;

        open_rig(&rig);
        add(&rig, hosts[i], "/feed")->allow_private = false;
        run(&rig);
        assert_int_equal(rig.watch.last.outcome, FETCH_PRIVATE);
        assert_true(schedule_needs_person(&rig.items[0].state));
        close_rig(&rig);
    }
    assert_int_equal(seen.requests, before);
}

/* A connection that stands open for a source that may is not used for one that may not. */
static void test_private_on_open_connection(void **state)
{
    struct rig rig;

    (void)state;
    open_rig(&rig);
    add(&rig, "127.0.0.1", "/feed");
    run(&rig);
    rig.sources[0].allow_private = false;
    run(&rig);
    assert_int_equal(rig.watch.last.outcome, FETCH_PRIVATE);
    close_rig(&rig);
}

static void test_one_at_a_time(void **state)
{
    struct rig rig;

    (void)state;
    open_rig(&rig);
    for (int i = 0; i < 6; i++)
        add(&rig, "127.0.0.1", "/plain")->gap = 0;
    seen.most = 0;
    run(&rig);
    assert_int_equal(rig.watch.entries, 12);
    assert_int_equal(seen.most, 1);
    close_rig(&rig);
}

static void test_host_gets_its_rest(void **state)
{
    struct rig rig;
    int before;

    (void)state;
    open_rig(&rig);
    add(&rig, "127.0.0.1", "/busy")->gap = 1;
    add(&rig, "127.0.0.1", "/plain")->gap = 1;
    before = seen.requests;
    run(&rig);
    assert_int_equal(seen.requests - before, 1);
    assert_int_equal(rig.watch.last.outcome, FETCH_HELD);
    assert_int_equal(rig.items[1].state.failures, 0);
    assert_true(rig.items[1].state.next_check >= T0 + 600000);
    assert_true(rig.items[0].state.next_check >= T0 + 600000);
    rig.watch.now = T0 + 599000;
    run(&rig); /* asked by hand: the rest holds all the same */
    assert_int_equal(seen.requests - before, 1);
    rig.watch.now = T0 + 600001;
    run(&rig);
    assert_true(seen.requests - before > 1);
    close_rig(&rig);
}

/* ---- mailboxes that hang */

/* A server of tests/imapfront.py with that trouble; its files are in `folder`. */
static pid_t start_imap(const char *folder, const char *trouble)
{
    char command[1000];
    pid_t pid;

    snprintf(command, sizeof command,
             "cd %s && { test -s c.pem || openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=127.0.0.1 -addext "
             "subjectAltName=IP:127.0.0.1 -keyout c.key -out c.pem 2>/dev/null; } && echo %s >%s.port.trouble && echo secret >password",
             folder, trouble, trouble);
    assert_int_equal(system(command), 0);
    pid = fork();
    if (pid == 0) {
        snprintf(command, sizeof command, "exec python3 tests/imapfront.py %s/c.pem %s/c.key a secret %s/%s.port true", folder, folder,
                 folder, trouble);
        execl("/bin/sh", "sh", "-c", command, (char *)NULL);
        _exit(1);
    }
    return pid;
}

static int port_of(const char *folder, const char *trouble, pid_t pid)
{
    char path[200];
    int port = 0;

    snprintf(path, sizeof path, "%s/%s.port", folder, trouble);
    while (port == 0 && waitpid(pid, NULL, WNOHANG) == 0) {
        FILE *f = fopen(path, "r");

        if (f && fscanf(f, "%d", &port) != 1)
            port = 0;
        if (f)
            fclose(f);
    }
    return port;
}

static void add_mailbox(struct rig *rig, const char *folder, int port)
{
    struct source *s = add(rig, "127.0.0.1", "/");

    s->kind = STR("imap");
    s->url = str_printf(&rig->arena, "imaps://a@127.0.0.1:%d/INBOX", port);
    s->ca_file = str_printf(&rig->arena, "%s/c.pem", folder);
    s->password_file = str_printf(&rig->arena, "%s/password", folder);
}

struct order {
    struct watch watch;
    enum outcome outcomes[8]; /* as they were told */
    char names[8][8];
};

static int note_order(void *context, struct poll_item *item, const struct fetch_result *r, const struct feed_info *info)
{
    struct order *o = context;

    o->outcomes[o->watch.done] = r->outcome;
    snprintf(o->names[o->watch.done], sizeof o->names[0], "%.*s", STR_ARG(item->source->name));
    return watch_done(&o->watch, item, r, info);
}

/* A port that takes connections and never says a word. */
static int open_silent(int *port)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t n = sizeof address;
    int fd = socket(AF_INET, SOCK_STREAM, 0);

    assert_int_equal(bind(fd, (struct sockaddr *)&address, n) || listen(fd, 8) || getsockname(fd, (struct sockaddr *)&address, &n), 0);
    *port = ntohs(address.sin_port);
    return fd;
}

/* One that does not answer, one that is mute after the login, one that stalls in a letter: each ends in its time; feeds go on. */
static void test_mailboxes_that_hang(void **state)
{
    static const char *const troubles[] = {"mute", "stall"};
    char folder[] = "/tmp/tamtam_imap_XXXXXX", command[60];
    struct order order = {.watch = {.now = T0}};
    struct rig rig;
    pid_t pids[2];
    struct err err;
    int port;
    int silent = open_silent(&port);

    (void)state;
    assert_non_null(mkdtemp(folder));
    open_rig(&rig);
    rig.hooks.done = note_order;
    rig.hooks.context = &order;
    add_mailbox(&rig, folder, port);
    for (int i = 0; i < 2; i++) {
        pids[i] = start_imap(folder, troubles[i]);
        add_mailbox(&rig, folder, port_of(folder, troubles[i], pids[i]));
    }
    add(&rig, "127.0.0.1", "/plain")->gap = 0;
    add(&rig, "127.0.0.1", "/feed")->gap = 0;
    assert_int_equal(poll_round(rig.poller, rig.items, rig.n, &rig.hooks, &err), 0);
    assert_int_equal(order.watch.done, 5);
    for (int i = 0; i < 5; i++) /* the feeds did not wait for the mailboxes */
        assert_int_equal(order.outcomes[i], i < 2 ? FETCH_OK : FETCH_TIMEOUT);
    assert_string_equal(order.names[2], "s0");
    assert_string_equal(order.names[4], "s2");
    assert_int_equal(order.watch.entries, 4);
    for (int i = 0; i < 2; i++) {
        kill(pids[i], SIGTERM);
        waitpid(pids[i], NULL, 0);
    }
    close(silent);
    close_rig(&rig);
    snprintf(command, sizeof command, "rm -r %s", folder);
    assert_int_equal(system(command), 0);
}

static int end_at_once(void *context)
{
    return ++*(int *)context > 3;
}

/* A round that its caller ends says nothing of the mailbox at which it stood: that did nothing wrong. */
static void test_ended_at_a_mailbox(void **state)
{
    struct watch watch = {.now = T0};
    struct poll_hooks hooks = {.now = watch_now, .done = watch_done, .context = &watch};
    int calls = 0, port;
    int silent = open_silent(&port);
    struct poller *poller = poller_new(&(struct poll_options){.total_ms = 30000, .meanwhile = end_at_once, .context = &calls});
    struct rig rig = {.n = 0};
    struct err err;

    (void)state;
    add_mailbox(&rig, ".", port);
    rig.sources[0].password_file = STR("tests/lsan.supp");
    rig.sources[0].ca_file = (struct str){0};
    assert_int_equal(poll_round(poller, rig.items, rig.n, &hooks, &err), -1);
    assert_int_equal(watch.done, 0);
    assert_int_equal(rig.items[0].state.failures, 0);
    close(silent);
    poller_free(poller);
    arena_release(&rig.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_conditional),
        cmocka_unit_test(test_repeated_guids),
        cmocka_unit_test(test_same_body),
        cmocka_unit_test(test_charset_of_transport),
        cmocka_unit_test(test_back_fill),
        cmocka_unit_test(test_timeline),
        cmocka_unit_test(test_gaps),
        cmocka_unit_test(test_busy_without_a_word),
        cmocka_unit_test(test_outcomes),
        cmocka_unit_test(test_junk_keeps_no_validators),
        cmocka_unit_test(test_redirects),
        cmocka_unit_test(test_private_addresses),
        cmocka_unit_test(test_private_on_open_connection),
        cmocka_unit_test(test_one_at_a_time),
        cmocka_unit_test(test_host_gets_its_rest),
        cmocka_unit_test(test_mailboxes_that_hang),
        cmocka_unit_test(test_ended_at_a_mailbox),
    };

    return cmocka_run_group_tests(tests, start_server, stop_server);
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "newsroom/server.h"

#include <microhttpd.h>
#include <signal.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"
#include "base/file.h"
#include "base/when.h"
#include "newsroom/gate.h"
#include "newsroom/listen.h"

enum {
    HEAD_BYTES = 7 * 1024,             /* of a request's head and the answer's: the memory of a connection */
    MOST_OPEN_BODY = 64 * 1024,        /* of who needs no account */
    MOST_BODY = 256 * 1024,
    MOST_LONG_BODY = 1024 * 1024,
    MOST_CONNECTIONS = 4000,
    SPARE_DESCRIPTORS = 200,
    MOST_PAGE = 32 * 1024 * 1024,
    SECRET_BYTES = 4096,
    SLOW_MS = 500,
    REREAD_MS = 2000,
    REREAD_TURN_MS = 100
};

/* What a connection does, how long it may, and how long a stop waits for it (ms). */
enum stage { STAGE_NEW, STAGE_IDLE, STAGE_BODY, STAGE_WORK, STAGE_ANSWER, STAGE_LIVE };
static const struct {
    int64_t patience, at_stop;
} stages[] = {
    [STAGE_NEW] = {15000, 1000},   [STAGE_IDLE] = {15000, 0},      [STAGE_BODY] = {20000, 3000},
    [STAGE_WORK] = {60000, 60000}, [STAGE_ANSWER] = {60000, 3000}, [STAGE_LIVE] = {INT64_MAX, 0},
};
enum { CROWDED_PATIENCE = 3000 }; /* of an idle one, when half of the places are taken */

struct connection {
    struct newsroom *newsroom;
    struct MHD_Connection *http;
    struct connection *next, **at;
    int fd;
    atomic_int stage;
    atomic_llong since; /* monotonic ms */
};

/* One request, from its first line to the end of its answer. */
struct request {
    struct connection *connection;
    struct visit visit;
    struct str uri;
    struct buf body;
    size_t most;     /* bytes of its body */
    bool begun;
    bool is_form;    /* its body is one */
    bool refused;    /* answered before its body was read */
    bool again;      /* sent to the same address once more */
};

/* ---- connections and their patience ---- */

static void enter_stage(struct connection *c, enum stage stage)
{
    if (!c)
        return;
    atomic_store(&c->since, clock_monotonic());
    atomic_store(&c->stage, (int)stage);
}

static void connection_opened_or_closed(void *context, struct MHD_Connection *http, void **socket_context,
                                        enum MHD_ConnectionNotificationCode code)
{
    struct newsroom *n = context;
    struct connection *c = *socket_context;

    pthread_mutex_lock(&n->lock);
    if (code == MHD_CONNECTION_NOTIFY_STARTED) {
        const union MHD_ConnectionInfo *info = MHD_get_connection_info(http, MHD_CONNECTION_INFO_CONNECTION_FD);

        c = mem_calloc(1, sizeof *c);
        *c = (struct connection){.newsroom = n, .http = http, .fd = info ? info->connect_fd : -1, .next = n->connections, .at = &n->connections};
        if (c->next)
            c->next->at = &c->next;
        n->connections = c;
        enter_stage(c, STAGE_NEW);
        atomic_fetch_add(&n->counts.connections, 1);
    } else if (c) {
        *c->at = c->next;
        if (c->next)
            c->next->at = c->at;
        free(c);
        c = NULL;
        atomic_fetch_sub(&n->counts.connections, 1);
    }
    *socket_context = c;
    pthread_mutex_unlock(&n->lock);
}

/* Ends the connections that are slower than they may be; libmicrohttpd then sees that they are gone. */
static void reap(void *context)
{
    struct newsroom *n = context;
    int64_t now = clock_monotonic();
    bool crowded = atomic_load(&n->counts.connections) > MOST_CONNECTIONS / 2;

    pthread_mutex_lock(&n->lock);
    for (struct connection *c = n->connections; c; c = c->next) {
        int stage = atomic_load(&c->stage);
        int64_t most = crowded && stage <= STAGE_IDLE ? CROWDED_PATIENCE : stages[stage].patience;

        if (now - atomic_load(&c->since) > most && c->fd >= 0)
            shutdown(c->fd, SHUT_RDWR);
    }
    pthread_mutex_unlock(&n->lock);
}

/* Is there a caller whom a stop should still let have an answer? */
static bool is_awaited(struct newsroom *n)
{
    int64_t now = clock_monotonic();
    bool awaited = false;

    pthread_mutex_lock(&n->lock);
    for (struct connection *c = n->connections; c && !awaited; c = c->next)
        awaited = now - atomic_load(&c->since) < stages[atomic_load(&c->stage)].at_stop;
    pthread_mutex_unlock(&n->lock);
    return awaited;
}

static void *note_uri(void *context, const char *uri, struct MHD_Connection *http)
{
    struct request *r = mem_calloc(1, sizeof *r);
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(http, MHD_CONNECTION_INFO_SOCKET_CONTEXT);

    r->visit.newsroom = context;
    r->connection = info ? info->socket_context : NULL;
    r->uri = str_copy(&r->visit.arena, str_sub(str_of(uri), 0, MOST_TARGET + 1));
    return r;
}

static void request_ended(void *context, struct MHD_Connection *http, void **request_context, enum MHD_RequestTerminationCode code)
{
    struct request *r = *request_context;

    (void)context, (void)http, (void)code;
    *request_context = NULL;
    if (!r)
        return;
    if (r->visit.reload)
        kill(getpid(), SIGHUP);
    enter_stage(r->connection, STAGE_IDLE);
    buf_release(&r->body);
    arena_release(&r->visit.arena);
    free(r);
}

/* ---- a desk for as long as a visit lasts ---- */

/* There are as many desks as threads, so one is free. */
static int take_desk(struct newsroom *n)
{
    int i = 0;

    pthread_mutex_lock(&n->lock);
    while (i < SERVER_THREADS - 1 && n->taken[i])
        i++;
    n->taken[i] = true;
    pthread_mutex_unlock(&n->lock);
    return i;
}

static void give_desk_back(struct newsroom *n, int i)
{
    arena_clear(&n->desks[i].arena);
    pthread_mutex_lock(&n->lock);
    n->taken[i] = false;
    pthread_mutex_unlock(&n->lock);
}

/* ---- sending ---- */

static const struct {
    const char *name, *value;
} always[] = {
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "same-origin"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"},
};

static const char page_policy[] = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
                                  "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

static const char *const cache_words[] = {
    [CACHE_NEVER] = "no-store", [CACHE_CHECK] = "private, no-cache", [CACHE_FOREVER] = "public, max-age=31536000, immutable"};

/* A report's one style block may be, by its hash; nothing else that is inline. */
static void put_report_policy(struct MHD_Response *response, struct str html)
{
    unsigned char hash[crypto_hash_sha256_BYTES];
    char text[sodium_base64_ENCODED_LEN(sizeof hash, sodium_base64_VARIANT_ORIGINAL)];
    ptrdiff_t from = str_find(html, STR("<style>"));
    struct str style = from < 0 ? (struct str){0} : str_sub(html, (size_t)from + 7, html.n);
    ptrdiff_t to = str_find(style, STR("</style>"));
    struct arena a = {0};

    style = str_sub(style, 0, to < 0 ? 0 : (size_t)to);
    crypto_hash_sha256(hash, (const unsigned char *)(style.n ? style.p : ""), style.n);
    sodium_bin2base64(text, sizeof text, hash, sizeof hash, sodium_base64_VARIANT_ORIGINAL);
    MHD_add_response_header(response, "Content-Security-Policy",
                            str_printf(&a,
                                       "default-src 'none'; style-src 'sha256-%s'; img-src data:; base-uri 'none'; form-action 'none'; "
                                       "frame-ancestors 'self'; sandbox allow-popups allow-top-navigation-by-user-activation",
                                       text)
                                .p);
    arena_release(&a);
}

static void put_headers(struct MHD_Response *response, const struct visit *v, const struct answer *a, struct str body)
{
    for (size_t i = 0; i < sizeof always / sizeof *always; i++)
        MHD_add_response_header(response, always[i].name, always[i].value);
    if (a->policy == POLICY_PAGE)
        MHD_add_response_header(response, "Content-Security-Policy", page_policy);
    else if (a->status != 304) /* a 304 leaves the headers of the answer that is kept as they are */
        put_report_policy(response, body);
    MHD_add_response_header(response, "X-Frame-Options", a->policy == POLICY_PAGE ? "DENY" : "SAMEORIGIN");
    MHD_add_response_header(response, "Cache-Control", cache_words[a->cache]);
    if (a->type && a->status != 304)
        MHD_add_response_header(response, "Content-Type", a->type);
    if (visit_is_api(v))
        MHD_add_response_header(response, "API-Version", "1.0.0");
    if (a->status == 405 && route_methods(&v->target))
        MHD_add_response_header(response, "Allow", route_methods(&v->target));
    for (int i = 0; i < a->nheaders; i++) {
        struct arena scratch = {0};

        MHD_add_response_header(response, a->headers[i].name, str_c(&scratch, a->headers[i].value));
        arena_release(&scratch);
    }
}

static struct MHD_Response *body_response(struct answer *a)
{
    if (a->body.n && a->status != 304)
        return MHD_create_response_from_buffer(a->body.n, a->body.p, MHD_RESPMEM_MUST_FREE);
    buf_release(&a->body);
    return MHD_create_response_from_buffer(0, (void *)(uintptr_t) "", MHD_RESPMEM_PERSISTENT);
}

static enum MHD_Result send_answer(struct request *r, struct MHD_Connection *http, struct answer *a)
{
    struct newsroom *n = r->visit.newsroom;
    struct MHD_Response *response = a->live ? live_response(&n->live, http) : NULL;
    enum MHD_Result result;

    if (a->live && !response)
        a->status = 503;
    enter_stage(r->connection, response ? STAGE_LIVE : STAGE_ANSWER);
    if (!response)
        response = body_response(a);
    if (!response)
        return MHD_NO;
    put_headers(response, &r->visit, a, buf_str(&a->body)); /* the body is the response's, and still there */
    if (r->visit.reload)
        atomic_store(&n->rereads, clock_monotonic() + REREAD_MS);
    if (r->refused || r->again || atomic_load(&n->closing))
        MHD_add_response_header(response, "Connection", "close");
    atomic_fetch_add(&n->counts.answers[a->status / 100 % 6], 1);
    result = MHD_queue_response(http, (unsigned)a->status, response);
    MHD_destroy_response(response);
    if (a->live) /* a stream may last long: its visit is over */
        arena_release(&r->visit.arena);
    return result;
}

/* ---- reading the head ---- */

/* What the headers say about where a message ends. */
struct framing {
    int hosts, lengths, encodings, malformed;
};

static bool is_token(const char *name)
{
    for (; *name; name++)
        if (!((*name >= 'a' && *name <= 'z') || (*name >= 'A' && *name <= 'Z') || (*name >= '0' && *name <= '9') || strchr("!#$%&'*+-.^_`|~", *name)))
            return false;
    return true;
}

static enum MHD_Result read_framing(void *context, enum MHD_ValueKind kind, const char *key, const char *value)
{
    struct framing *f = context;
    struct str name = str_of(key);

    (void)kind, (void)value;
    f->hosts += str_eq_nocase(name, STR("Host"));
    f->lengths += str_eq_nocase(name, STR("Content-Length"));
    f->encodings += str_eq_nocase(name, STR("Transfer-Encoding"));
    f->malformed += name.n == 0 || !is_token(key);
    return MHD_YES;
}

/* Two parsers that may read a message differently are how requests are smuggled: what leaves room for it is refused. */
static int check_framing(struct MHD_Connection *http, const char *version)
{
    struct framing f = {0};
    bool new = strcmp(version, "HTTP/1.1") == 0;

    MHD_get_connection_values(http, MHD_HEADER_KIND, read_framing, &f);
    if (f.hosts > 1 || f.lengths > 1 || f.encodings || f.malformed || (new && !f.hosts))
        return 400;
    return new || strcmp(version, "HTTP/1.0") == 0 ? 0 : 400;
}

static struct str header(struct MHD_Connection *http, struct arena *a, const char *name)
{
    const char *value = MHD_lookup_connection_value(http, MHD_HEADER_KIND, name);

    return value ? str_copy(a, str_of(value)) : (struct str){0};
}

/* Who asks: the proxy in front adds its caller at the end of X-Forwarded-For; without a proxy it is this machine. */
static struct str caller_of(struct MHD_Connection *http, struct arena *a)
{
    struct str list = header(http, a, "X-Forwarded-For");
    struct str last = list;

    while (list.n)
        last = str_cut(&list, ',');
    last = str_trim(last);
    for (size_t i = 0; i < last.n; i++)
        if (!memchr("0123456789abcdefABCDEF:.", last.p[i], 24))
            return STR("onbekend");
    return last.n && last.n < 46 ? last : STR("lokaal");
}

/* Our own name, or this machine's: a page of elsewhere that has its name point here (DNS rebinding) gets nothing. */
static bool is_our_host(const struct newsroom *n, struct str host)
{
    struct str name, port = host;

    if (host.n == 0 || str_eq_nocase(host, n->host))
        return true;
    if (host.p[0] == '[')
        return str_starts(host, STR("[::1]"));
    name = str_cut(&port, ':');
    return str_eq_nocase(name, STR("localhost")) || str_is(name, "127.0.0.1");
}

static void read_headers(struct visit *v, struct MHD_Connection *http)
{
    struct arena *a = &v->arena;

    v->host = header(http, a, "Host");
    v->origin = header(http, a, "Origin");
    v->fetch_site = header(http, a, "Sec-Fetch-Site");
    v->accept = header(http, a, "Accept");
    v->none_match = header(http, a, "If-None-Match");
    v->authorization = header(http, a, "Authorization");
    v->renews = header(http, a, "Tamtam-Renews").n != 0;
    v->identity = header(http, a, "X-Tamtam-Identity");
    v->address = caller_of(http, a);
    request_cookies(&v->cookies, a, header(http, a, "Cookie"));
}

static size_t most_body(const struct route *route)
{
    if (!route || route->may == MAY_ALL)
        return MOST_OPEN_BODY;
    return route->flags & ROUTE_LONG ? MOST_LONG_BODY : MOST_BODY;
}

/* The status of what is wrong with the head; 0: nothing. */
static int read_head(struct request *r, struct MHD_Connection *http, const char *method, const char *version)
{
    struct visit *v = &r->visit;
    struct err ignored;
    struct str length, type;
    long long bytes = 0;
    int status = check_framing(http, version);

    read_headers(v, http);
    v->head = strcmp(method, "HEAD") == 0;
    v->method = strcmp(method, "POST") == 0 ? METHOD_POST : METHOD_GET;
    if (status || request_target(&v->target, &v->arena, r->uri, &ignored))
        return 400;
    if (!is_our_host(v->newsroom, v->host))
        return 421;
    if (v->method == METHOD_GET && !v->head && strcmp(method, "GET") != 0)
        return route_methods(&v->target) ? 405 : 404;
    v->route = route_find(v->method, &v->target, NULL);
    r->most = most_body(v->route);
    length = header(http, &v->arena, "Content-Length");
    type = header(http, &v->arena, "Content-Type");
    if (length.n && str_to_number(length, (long long)r->most, &bytes))
        return 413;
    r->is_form = str_starts(str_lower(&v->arena, type), STR("application/x-www-form-urlencoded"));
    if (v->method == METHOD_GET)
        return bytes ? 400 : 0;
    /* Mail programs send their one click as they like; what it says stands in the address. */
    return bytes == 0 || r->is_form || !v->route || v->route->flags & ROUTE_NO_CSRF ? 0 : 415;
}

/* ---- answering ---- */

static enum MHD_Result refuse(struct request *r, struct MHD_Connection *http, int status)
{
    struct answer a = {.status = status, .type = "text/plain; charset=utf-8"};

    r->refused = true;
    if (visit_is_api(&r->visit))
        answer_refuse(&r->visit, &a, status, "%s.", refusal_title(status));
    else
        buf_printf(&a.body, "%s\n%s", refusal_title(status), /* no desk yet, so no page */
                   r->visit.method == METHOD_POST ? "Ga in uw browser een stap terug: wat u invulde staat daar nog.\n" : "");
    return send_answer(r, http, &a);
}

/* Whoever asks for a page while the settings are read again asks once more, of who has the new ones: the socket waits for them. */
static enum MHD_Result send_back(struct request *r, struct MHD_Connection *http)
{
    const struct timespec turn = {.tv_nsec = REREAD_TURN_MS * 1000000L};
    struct answer a = {.status = 307, .type = "text/plain; charset=utf-8"};

    r->again = true;
    nanosleep(&turn, NULL);
    answer_header(&a, "Location", r->visit.target.whole);
    return send_answer(r, http, &a);
}

static enum MHD_Result answer(struct request *r, struct MHD_Connection *http)
{
    struct visit *v = &r->visit;
    struct newsroom *n = v->newsroom;
    struct answer a = {.status = 200, .type = "text/html; charset=utf-8", .body.max = MOST_PAGE};
    int64_t began = clock_monotonic();
    int64_t took;
    struct err ignored;
    int desk;

    if (v->method == METHOD_GET && began < atomic_load(&n->rereads))
        return send_back(r, http);
    v->body = buf_str(&r->body);
    if (r->is_form && request_form(&v->form, &v->arena, v->body, &ignored))
        return refuse(r, http, 400);
    v->now = n->clock->is_virtual ? atomic_load(&n->now) : when_now();
    v->change = live_number(&n->live);
    enter_stage(r->connection, STAGE_WORK);
    desk = take_desk(n);
    v->desk = &n->desks[desk];
    gate_answer(v, &a);
    give_desk_back(n, desk);
    took = clock_monotonic() - began;
    atomic_fetch_add(&n->counts.us, took * 1000);
    if (took > SLOW_MS || a.status >= 500)
        log_event(LOG_WARNING, "web", "route=%s status=%d ms=%lld", v->route ? v->route->name : "-", a.status, (long long)took);
    return send_answer(r, http, &a);
}

static enum MHD_Result handle(void *context, struct MHD_Connection *http, const char *url, const char *method, const char *version,
                              const char *data, size_t *bytes, void **request_context)
{
    struct request *r = *request_context;

    (void)context, (void)url;
    if (!r)
        return MHD_NO;
    if (!r->begun) {
        int status = read_head(r, http, method, version);

        r->begun = true;
        enter_stage(r->connection, STAGE_BODY);
        return status ? refuse(r, http, status) : MHD_YES;
    }
    if (*bytes) {
        if (r->refused || r->body.n + *bytes > r->most)
            return MHD_NO;
        buf_add(&r->body, (struct str){data, *bytes});
        *bytes = 0;
        return MHD_YES;
    }
    return r->refused ? MHD_YES : answer(r, http);
}

/* ---- starting and stopping ---- */

static unsigned connections_allowed(void)
{
    struct rlimit limit;

    if (getrlimit(RLIMIT_NOFILE, &limit))
        return 200;
    if (limit.rlim_cur < limit.rlim_max && limit.rlim_cur < MOST_CONNECTIONS + SPARE_DESCRIPTORS) {
        limit.rlim_cur = limit.rlim_max < MOST_CONNECTIONS + SPARE_DESCRIPTORS ? limit.rlim_max : MOST_CONNECTIONS + SPARE_DESCRIPTORS;
        setrlimit(RLIMIT_NOFILE, &limit);
        getrlimit(RLIMIT_NOFILE, &limit);
    }
    if (limit.rlim_cur > MOST_CONNECTIONS + SPARE_DESCRIPTORS)
        return MOST_CONNECTIONS;
    return limit.rlim_cur > 2 * SPARE_DESCRIPTORS ? (unsigned)limit.rlim_cur - SPARE_DESCRIPTORS : (unsigned)limit.rlim_cur / 2;
}

/* libmicrohttpd tells of each client that goes away; that is no news. */
static void ignore_message(void *context, const char *format, va_list args)
{
    (void)context, (void)format, (void)args;
}

static int start_http(struct newsroom *n, struct err *err)
{
    unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG | MHD_USE_ITC;

    n->http = MHD_start_daemon(flags, 0, NULL, NULL, handle, NULL, MHD_OPTION_EXTERNAL_LOGGER, ignore_message, NULL,
                                        MHD_OPTION_LISTEN_SOCKET, n->listening, MHD_OPTION_THREAD_POOL_SIZE, (unsigned)SERVER_THREADS,
                                        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)HEAD_BYTES, MHD_OPTION_CONNECTION_LIMIT,
                                        connections_allowed(), MHD_OPTION_CONNECTION_TIMEOUT, 0u, MHD_OPTION_STRICT_FOR_CLIENT, 1,
                                        MHD_OPTION_URI_LOG_CALLBACK, note_uri, n, MHD_OPTION_NOTIFY_COMPLETED, request_ended, n,
                                        MHD_OPTION_NOTIFY_CONNECTION, connection_opened_or_closed, n, MHD_OPTION_END);
    return n->http ? 0 : err_set(err, "the web server doesn't start on %s", n->listens_on);
}

/* A secret of a file, without white space around it. */
static int read_secret(struct newsroom *n, struct str path, struct str *secret, struct err *err)
{
    struct buf bytes = {.max = SECRET_BYTES};
    int failed = path.n ? file_read(str_c(&n->arena, path), &bytes, err) : 0;

    *secret = str_copy(&n->arena, str_trim(buf_str(&bytes)));
    buf_release(&bytes);
    return failed || (path.n && secret->n == 0 && err_set(err, "%.*s: empty", STR_ARG(path))) ? -1 : 0;
}

static int read_settings(struct newsroom *n, struct err *err)
{
    const struct newsroom_settings *s = &n->house->town.newsroom;

    n->secure = str_starts(s->url, STR("https://"));
    n->host = str_sub(s->url, n->secure ? 8 : 7, s->url.n);
    n->host = str_cut(&n->host, '/');
    return read_secret(n, s->sso_secret_file, &n->sso_secret, err) || read_secret(n, s->metrics_token_file, &n->metrics_token, err) ||
                   store_key(n->desks[0].store, "device", 0, &n->device_key, err)
               ? -1
               : 0;
}

static int open_desks(struct newsroom *n, struct err *err)
{
    int failed = desk_open_beside(&n->watching, n->house, err);

    for (int i = 0; i < SERVER_THREADS && !failed; i++)
        failed = desk_open_beside(&n->desks[i], n->house, err);
    return failed;
}

/* The socket stays ours, and open: who calls now waits. Who called before gets an answer. */
static void stop_http(struct newsroom *n)
{
    const struct timespec turn = {.tv_nsec = 5 * 1000 * 1000};

    atomic_store(&n->closing, true);
    MHD_quiesce_daemon(n->http);
    do
        nanosleep(&turn, NULL); /* the first one also for who was let in just now */
    while (is_awaited(n));
    live_stop(&n->live);
    MHD_stop_daemon(n->http);
    n->http = NULL;
    atomic_store(&n->closing, false);
}

static void stop(void *context)
{
    struct newsroom *n = context;

    if (n->http)
        stop_http(n);
    live_stop(&n->live);
    shared_forget(&n->shared);
    kept_forget(&n->kept);
    desk_close(&n->watching);
    for (int i = 0; i < SERVER_THREADS; i++)
        desk_close(&n->desks[i]);
    arena_release(&n->arena);
    n->house = NULL;
}

static int start(void *context, const struct desk *house, const struct clock *clock, int wake, struct err *err)
{
    struct newsroom *n = context;

    if (house->town.newsroom.listen.n == 0)
        return 0;
    n->house = house;
    n->clock = clock;
    n->wake = wake;
    atomic_store(&n->rereads, 0);
    if (listen_on(n, house->town.newsroom.listen, err) || open_desks(n, err) || read_settings(n, err) ||
        live_start(&n->live, &n->watching, reap, n, err) || start_http(n, err)) {
        stop(n);
        return err_at(err, "newsroom");
    }
    log_event(LOG_INFO, "newsroom", "listen=%s url=%.*s", n->listens_on, STR_ARG(house->town.newsroom.url));
    return 0;
}

static void turn(void *context, int64_t now)
{
    struct newsroom *n = context;

    atomic_store(&n->now, now);
}

const struct companion newsroom_companion = {start, stop, turn};

void newsroom_wake(struct newsroom *n)
{
    if (n->wake >= 0)
        eventfd_write(n->wake, 1);
}

struct newsroom *newsroom_new(void)
{
    struct newsroom *n = mem_calloc(1, sizeof *n);

    n->listening = n->wake = -1;
    pthread_mutex_init(&n->lock, NULL);
    pthread_mutex_init(&n->live.lock, NULL);
    throttle_init(&n->throttle);
    pthread_mutex_init(&n->shared.lock, NULL);
    pthread_mutex_init(&n->kept.lock, NULL);
    pthread_mutex_init(&n->health.lock, NULL);
    return n;
}

void newsroom_free(struct newsroom *n)
{
    stop_listening(n);
    arena_release(&n->forever);
    pthread_mutex_destroy(&n->lock);
    pthread_mutex_destroy(&n->live.lock);
    pthread_mutex_destroy(&n->throttle.lock);
    pthread_mutex_destroy(&n->shared.lock);
    pthread_mutex_destroy(&n->kept.lock);
    pthread_mutex_destroy(&n->health.lock);
    buf_release(&n->health.why);
    free(n);
}

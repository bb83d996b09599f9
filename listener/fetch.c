/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "listener/fetch.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "listener/address.h"

static const char accept_header[] = "Accept: application/atom+xml, application/rss+xml, application/feed+json, "
                                    "application/xml;q=0.9, */*;q=0.1";
enum { SLOWEST_BYTES = 50, SLOWEST_SECONDS = 15 };

struct fetch {
    CURL *easy;
    struct curl_slist *headers;
    struct fetch_request request;
    struct fetch_answer answer;
    struct arena *arena;
    size_t header_bytes;
};

/* ---- the guard of addresses ---- */

static void note_refused(struct fetch *f, struct str address)
{
    f->answer.refused = str_copy(f->arena, address);
}

/* Before the connect: the address that is about to be used. */
static curl_socket_t open_socket(void *context, curlsocktype purpose, struct curl_sockaddr *address)
{
    struct fetch *f = context;
    struct buf text = {0};

    if (purpose != CURLSOCKTYPE_IPCXN)
        return CURL_SOCKET_BAD;
    if (f->request.allow_private || address_is_public(&address->addr))
        return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
    address_print(&text, &address->addr);
    note_refused(f, buf_str(&text));
    buf_release(&text);
    return CURL_SOCKET_BAD;
}

/* Before the request: also for a connection that was opened for a source that may. */
static int before_request(void *context, char *remote, char *local, int remote_port, int local_port)
{
    struct fetch *f = context;

    (void)local, (void)remote_port, (void)local_port;
    if (f->request.allow_private || address_text_is_public(remote))
        return CURL_PREREQFUNC_OK;
    note_refused(f, str_of(remote));
    return CURL_PREREQFUNC_ABORT;
}

/* ---- what comes back ---- */

static size_t take_body(char *bytes, size_t size, size_t n, void *context)
{
    struct fetch *f = context;
    long status = 0;

    curl_easy_getinfo(f->easy, CURLINFO_RESPONSE_CODE, &status);
    if (status == 200 && f->request.body(f->request.context, (struct str){bytes, size * n}))
        return 0;
    return size * n;
}

static size_t take_header(char *bytes, size_t size, size_t n, void *context)
{
    struct fetch *f = context;

    (void)bytes;
    f->header_bytes += size * n;
    f->answer.too_much = f->header_bytes > FETCH_MAX_HEADERS;
    return f->answer.too_much ? 0 : size * n;
}

static struct str header(struct fetch *f, const char *name)
{
    struct curl_header *h;
    struct str value;

    if (curl_easy_header(f->easy, name, 0, CURLH_HEADER, -1, &h) != CURLHE_OK)
        return (struct str){0};
    value = str_of(h->value);
    return value.n <= FETCH_MAX_VALUE ? str_copy(f->arena, value) : (struct str){0};
}

/* The target of rel="next" in a Link header. */
static struct str next_link(struct str links)
{
    while (links.n) {
        struct str target, rest;

        str_cut(&links, '<');
        target = str_cut(&links, '>');
        rest = links;
        rest = str_cut(&rest, '<');
        if (str_find(rest, STR("rel=\"next\"")) >= 0 || str_find(rest, STR("rel=next")) >= 0)
            return target;
    }
    return (struct str){0};
}

static void read_answer(struct fetch *f)
{
    struct fetch_answer *answer = &f->answer;
    char *location = NULL;

    curl_easy_getinfo(f->easy, CURLINFO_RESPONSE_CODE, &answer->status);
    curl_easy_getinfo(f->easy, CURLINFO_REDIRECT_URL, &location);
    answer->location = str_copy(f->arena, str_of(location));
    answer->etag = header(f, "ETag");
    answer->last_modified = header(f, "Last-Modified");
    answer->content_type = header(f, "Content-Type");
    answer->retry_after = header(f, "Retry-After");
    answer->cache_control = header(f, "Cache-Control");
    answer->expires = header(f, "Expires");
    answer->rate_remaining = header(f, "X-RateLimit-Remaining");
    answer->rate_reset = header(f, "X-RateLimit-Reset");
    answer->next = next_link(header(f, "Link"));
}

/* ---- the request ---- */

struct fetch *fetch_new(void)
{
    struct fetch *f = mem_calloc(1, sizeof *f);

    f->easy = curl_easy_init();
    if (!f->easy)
        mem_exhausted();
    return f;
}

void fetch_free(struct fetch *f)
{
    if (!f)
        return;
    curl_easy_cleanup(f->easy);
    curl_slist_free_all(f->headers);
    free(f);
}

static void add_header(struct fetch *f, const char *line)
{
    struct curl_slist *more = curl_slist_append(f->headers, line);

    if (!more)
        mem_exhausted();
    f->headers = more;
}

static void add_validator(struct fetch *f, const char *name, struct str value)
{
    if (value.n)
        add_header(f, str_printf(f->arena, "%s: %.*s", name, STR_ARG(value)).p);
}

/* All that never differs between two requests. */
static void set_rules(struct fetch *f)
{
    CURL *e = f->easy;

    curl_easy_setopt(e, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(e, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(e, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(e, CURLOPT_PROXY, "");
    curl_easy_setopt(e, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
    curl_easy_setopt(e, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(e, CURLOPT_ACCEPT_ENCODING, "");
    curl_easy_setopt(e, CURLOPT_LOW_SPEED_LIMIT, (long)SLOWEST_BYTES);
    curl_easy_setopt(e, CURLOPT_LOW_SPEED_TIME, (long)SLOWEST_SECONDS);
    curl_easy_setopt(e, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    curl_easy_setopt(e, CURLOPT_OPENSOCKETDATA, f);
    curl_easy_setopt(e, CURLOPT_PREREQFUNCTION, before_request);
    curl_easy_setopt(e, CURLOPT_PREREQDATA, f);
    curl_easy_setopt(e, CURLOPT_WRITEFUNCTION, take_body);
    curl_easy_setopt(e, CURLOPT_WRITEDATA, f);
    curl_easy_setopt(e, CURLOPT_HEADERFUNCTION, take_header);
    curl_easy_setopt(e, CURLOPT_HEADERDATA, f);
    curl_easy_setopt(e, CURLOPT_PRIVATE, f);
}

int fetch_start(struct fetch *f, CURLM *multi, const struct fetch_request *request, struct arena *a, struct err *err)
{
    CURLMcode code;

    f->request = *request;
    f->answer = (struct fetch_answer){0};
    f->arena = a;
    f->header_bytes = 0;
    curl_slist_free_all(f->headers);
    f->headers = NULL;
    curl_easy_reset(f->easy);
    set_rules(f);
    add_header(f, accept_header);
    add_validator(f, "If-None-Match", request->etag);
    add_validator(f, "If-Modified-Since", request->last_modified);
    curl_easy_setopt(f->easy, CURLOPT_HTTPHEADER, f->headers);
    curl_easy_setopt(f->easy, CURLOPT_URL, str_c(a, request->url));
    curl_easy_setopt(f->easy, CURLOPT_USERAGENT, str_c(a, request->user_agent));
    curl_easy_setopt(f->easy, CURLOPT_CONNECTTIMEOUT_MS, (long)request->connect_ms);
    curl_easy_setopt(f->easy, CURLOPT_TIMEOUT_MS, (long)request->total_ms);
    curl_easy_setopt(f->easy, CURLOPT_RESOLVE, request->resolve);
    code = curl_multi_add_handle(multi, f->easy);
    return code == CURLM_OK ? 0 : err_set(err, "%.*s: %s", STR_ARG(request->url), curl_multi_strerror(code));
}

struct fetch *fetch_of(CURL *easy)
{
    void *f = NULL;

    curl_easy_getinfo(easy, CURLINFO_PRIVATE, &f);
    return f;
}

void *fetch_context(const struct fetch *f)
{
    return f->request.context;
}

struct str fetch_content_type(const struct fetch *f)
{
    char *type = NULL;

    curl_easy_getinfo(f->easy, CURLINFO_CONTENT_TYPE, &type);
    return str_of(type);
}

const struct fetch_answer *fetch_end(struct fetch *f, CURLM *multi, CURLcode code)
{
    f->answer.code = code;
    read_answer(f);
    curl_multi_remove_handle(multi, f->easy);
    return &f->answer;
}

void fetch_stop(struct fetch *f, CURLM *multi)
{
    curl_multi_remove_handle(multi, f->easy);
}

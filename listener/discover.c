/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "listener/discover.h"

#include <string.h>

#include "listener/answer.h"
#include "listener/fetch.h"
#include "listener/html.h"
#include "listener/schedule.h"
#include "listener/url.h"

enum { MOST_PAGE = 8 << 20, MOST_TAG = 8 << 10, CONNECT_MS = 10000, TOTAL_MS = 60000, NAP_MS = 1000 };

/* ---- the page's head ---- */

/* One attribute of a tag: its name and its value as it stands there; false at the tag's end. */
static bool next_attribute(struct str *tag, struct str *name, struct str *value)
{
    size_t n = 0;
    char quote;

    *tag = str_trim(*tag);
    while (tag->n && (tag->p[0] == '/' || tag->p[0] == '='))
        *tag = str_trim(str_sub(*tag, 1, tag->n));
    while (n < tag->n && !strchr(" \t\r\n\f=/", tag->p[n]))
        n++;
    *name = str_sub(*tag, 0, n);
    *value = (struct str){0};
    *tag = str_trim(str_sub(*tag, n, tag->n));
    if (tag->n == 0 || tag->p[0] != '=')
        return name->n > 0;
    *tag = str_trim(str_sub(*tag, 1, tag->n));
    quote = tag->n && (tag->p[0] == '"' || tag->p[0] == '\'') ? tag->p[0] : 0;
    if (quote)
        *tag = str_sub(*tag, 1, tag->n);
    for (n = 0; n < tag->n && (quote ? tag->p[n] != quote : !strchr(" \t\r\n\f", tag->p[n]));)
        n++;
    *value = str_sub(*tag, 0, n);
    *tag = str_sub(*tag, n + (quote != 0), tag->n);
    return true;
}

/* What stands between "<link" and ">", of which one in quotes does not count. */
static struct str inside_tag(struct str page)
{
    char quote = 0;
    size_t n = 0;

    for (; n < page.n && n < MOST_TAG && (quote || page.p[n] != '>'); n++)
        if (quote ? page.p[n] == quote : page.p[n] == '"' || page.p[n] == '\'')
            quote = quote ? 0 : page.p[n];
    return str_sub(page, 0, n);
}

static struct str unescaped(struct arena *a, struct str s)
{
    struct buf b = {0};

    html_unescape(&b, str_trim(s));
    return buf_take(&b, a);
}

static bool is_feed_type(struct str type)
{
    static const char *const types[] = {"application/rss+xml", "application/atom+xml", "application/feed+json",
                                        "application/rdf+xml", "application/json", NULL};

    return str_is_any_nocase(str_trim(str_cut(&type, ';')), types);
}

/* A word of a list with blanks between. */
static bool has_word(struct str words, const char *word)
{
    while (words.n)
        if (str_eq_nocase(str_cut(&words, ' '), str_of(word)))
            return true;
    return false;
}

static bool is_new(const struct discovery *found, int n, struct str url)
{
    for (int i = 0; i < n; i++)
        if (str_eq(found[i].url, url))
            return false;
    return true;
}

struct link {
    struct str rel, type, href, title;
};

static struct link read_link(struct str tag, struct arena *a)
{
    struct link link = {0};
    struct str name, value;

    while (next_attribute(&tag, &name, &value)) {
        const struct {
            const char *name;
            struct str *value;
        } wanted[] = {{"rel", &link.rel}, {"type", &link.type}, {"href", &link.href}, {"title", &link.title}};

        for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
            if (str_eq_nocase(name, str_of(wanted[i].name)))
                *wanted[i].value = unescaped(a, value);
    }
    return link;
}

int discover_links(struct str page, struct str base, struct arena *a, struct discovery *found)
{
    int n = 0;

    for (ptrdiff_t at; n < DISCOVER_MOST && (at = str_find(page, STR("<"))) >= 0;) {
        struct str tag;
        struct link link;

        page = str_sub(page, (size_t)at + 1, page.n);
        if (str_starts(page, STR("!--"))) {
            at = str_find(page, STR("-->"));
            page = at < 0 ? (struct str){0} : str_sub(page, (size_t)at, page.n);
            continue;
        }
        if (page.n < 5 || !strchr(" \t\r\n\f/", page.p[4]) ||
            (!str_eq_nocase(str_sub(page, 0, 4), STR("link")) && !str_eq_nocase(str_sub(page, 0, 4), STR("base"))))
            continue;
        tag = inside_tag(str_sub(page, 4, page.n));
        link = read_link(tag, a);
        if (str_eq_nocase(str_sub(page, 0, 4), STR("base"))) {
            base = link.href.n ? url_resolve(a, base, link.href) : base;
            page = str_sub(page, 4 + tag.n, page.n);
            continue;
        }
        page = str_sub(page, 4 + tag.n, page.n);
        link.href = url_resolve(a, base, link.href);
        if (has_word(link.rel, "alternate") && is_feed_type(link.type) && url_is_web(link.href) && is_new(found, n, link.href))
            found[n++] = (struct discovery){.url = link.href, .title = link.title};
    }
    return n;
}

/* ---- asking ---- */

struct asking {
    struct fetch *fetch;
    CURLM *multi;
    struct fetch_request request;
    struct arena *a;
    struct buf body;
    struct str url; /* after redirects */
    struct str type;
};

static int take_body(void *context, struct str bytes)
{
    struct asking *q = context;

    if (q->body.n == 0)
        q->type = str_copy(q->a, fetch_content_type(q->fetch));
    buf_add(&q->body, bytes);
    return q->body.full;
}

static int run(struct asking *q, const struct fetch_answer **answer, struct err *err)
{
    CURLMsg *message = NULL;
    int running = 1, more;

    buf_release(&q->body);
    q->body.max = MOST_PAGE;
    q->request.url = q->url;
    if (fetch_start(q->fetch, q->multi, &q->request, q->a, err))
        return -1;
    while (running && curl_multi_perform(q->multi, &running) == CURLM_OK && running)
        curl_multi_poll(q->multi, NULL, 0, NAP_MS, NULL);
    message = curl_multi_info_read(q->multi, &more);
    *answer = fetch_end(q->fetch, q->multi, message ? message->data.result : CURLE_FAILED_INIT);
    return 0;
}

/* What went wrong, in the words of the sources' health. */
static int failed(const struct asking *q, const struct fetch_answer *answer, struct err *err)
{
    enum outcome outcome = answer->refused.n            ? FETCH_PRIVATE
                           : answer->code != CURLE_OK   ? answer_outcome_of_code(answer->code)
                                                        : answer_outcome_of_status(answer->status);

    return err_set(err, "%.*s: %s%s%.*s", STR_ARG(q->url), q->body.full ? "het antwoord is te groot" : outcome_names[outcome].label,
                   answer->refused.n ? ": " : "", STR_ARG(answer->refused));
}

/* One request, redirects followed; the body is in q->body. */
static int ask(struct asking *q, struct str url, struct err *err)
{
    const struct fetch_answer *answer;

    q->url = url;
    for (int hops = 0; hops <= FETCH_MAX_REDIRECTS; hops++) {
        const char *refusal = source_refusal(q->url);

        if (refusal)
            return err_set(err, "%.*s %s", STR_ARG(q->url), refusal);
        if (run(q, &answer, err))
            return -1;
        if (answer->code == CURLE_OK && answer->status == 200)
            return 0;
        if (answer->code != CURLE_OK || answer->status < 300 || answer->status > 399 || answer->location.n == 0)
            return failed(q, answer, err);
        if (str_starts(q->url, STR("https:")) && !str_starts(answer->location, STR("https:")))
            return err_set(err, "%.*s: verwijst door van https naar http", STR_ARG(q->url));
        q->url = answer->location;
    }
    return err_set(err, "%.*s: meer dan vijf doorverwijzingen", STR_ARG(url));
}

static int skip_entry(void *context, const struct entry *e)
{
    (void)context, (void)e;
    return 0;
}

/* Is what came a feed? Then it says so of itself. */
static int read_feed(const struct asking *q, struct discovery *d, struct err *err)
{
    struct feed_hints hints = {.base_url = q->url, .content_type = q->type};
    struct feed_info info = {0};

    if (feed_parse(buf_str(&q->body), &hints, skip_entry, NULL, q->a, &info, err))
        return -1;
    d->kind = info.kind;
    d->entries = info.entries;
    d->lang = info.lang;
    if (info.title.n)
        d->title = info.title;
    return 0;
}

static void ask_feed(struct asking *q, struct discovery *d)
{
    struct err err;

    if (ask(q, d->url, &err) || read_feed(q, d, &err))
        d->refused = str_copy(q->a, str_of(err.text));
}

/* HTML leaves even <html> out as it likes. */
static bool is_page(struct str body)
{
    return str_find_nocase(body, STR("<html")) >= 0 || str_find_nocase(body, STR("<!doctype html")) >= 0;
}

int discover(struct str url, struct str contact, bool allow_private, int patience, struct arena *a, struct discovery **found, int *n,
             struct err *err)
{
    struct asking q = {.fetch = fetch_new(), .multi = curl_multi_init(), .a = a};
    struct err no_feed;
    int result;

    *found = arena_alloc(a, DISCOVER_MOST * sizeof **found);
    *n = 0;
    q.request = (struct fetch_request){.user_agent = contact.n ? str_printf(a, "tamtam/" TAMTAM_VERSION " (+%.*s)", STR_ARG(contact))
                                                               : STR("tamtam/" TAMTAM_VERSION),
                                       .allow_private = allow_private,
                                       .connect_ms = patience && patience < CONNECT_MS ? patience : CONNECT_MS,
                                       .total_ms = patience ? patience : TOTAL_MS,
                                       .body = take_body,
                                       .context = &q};
    result = ask(&q, url, err);
    if (result == 0 && read_feed(&q, *found, &no_feed) == 0) {
        (*found)->url = url;
        *n = 1;
    } else if (result == 0) {
        (*found)[0] = (struct discovery){0};
        *n = discover_links(buf_str(&q.body), q.url, a, *found);
        for (int i = 0; i < *n; i++)
            ask_feed(&q, &(*found)[i]);
        if (*n == 0 && !is_page(buf_str(&q.body)))
            result = err_set(err, "%.*s: %s", STR_ARG(url), no_feed.text);
    }
    buf_release(&q.body);
    fetch_free(q.fetch);
    curl_multi_cleanup(q.multi);
    return result;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "desk/new_source.h"

#include "base/file.h"

enum { MAX_CONF_BYTES = 16 << 20 };

struct adding {
    struct new_source *wish;
    const char *path; /* of feeds.conf */
    const struct municipality *town;
    struct sources known;
    struct buf conf; /* its text */
    struct arena *a;
    struct faults *faults;
};

/* The first feed that is one; comments on a page are not what its reader means. */
static const struct discovery *choose(const struct discovery *found, int n)
{
    const struct discovery *best = NULL;

    for (int i = 0; i < n; i++)
        if (found[i].refused.n == 0 && (!best || (str_find_nocase(best->url, STR("comments")) >= 0 &&
                                                  str_find_nocase(found[i].url, STR("comments")) < 0)))
            best = &found[i];
    return best;
}

static const struct source *source_at(const struct sources *known, struct str url)
{
    for (int i = 0; i < known->n; i++)
        if (str_eq(known->v[i].url, url))
            return &known->v[i];
    return NULL;
}

/* Whoever keeps feeds.conf may have vouched for a host of the own network. */
static bool may_be_private(const struct adding *d)
{
    struct str host = source_host(d->a, d->wish->url);

    for (int i = 0; d->wish->allow_vouched && i < d->known.n; i++)
        if (d->known.v[i].allow_private && str_eq(d->known.v[i].host, host))
            return true;
    return d->wish->allow_private;
}

/* The file as it would be, read again: a section that is refused does not get in. */
static int try_conf(struct adding *d, struct str text, struct str name, struct err *err)
{
    struct sources after = {0};
    int result = 0;

    sources_parse(&after, d->path, text, d->town, d->faults);
    if (!source_of(&after, name))
        result = err_set(err, "%s is niet veranderd: de nieuwe bron zou geweigerd worden", d->path);
    sources_release(&after);
    return result;
}

static int add(struct adding *d, const struct discovery *feed, bool allow_private, struct err *err)
{
    struct str purpose = d->wish->purpose;
    struct source source = {.url = feed->url,
                            .publisher = feed->title,
                            .lang = feed->lang,
                            .voice = VOICE_NONE,
                            .channel = source_channel(feed->url, str_of(feed_kind_name(feed->kind)), CHANNEL_NEWS),
                            .purpose = purpose.n ? purpose : d->known.default_purpose,
                            .legal_base = purpose.n ? (struct str){0} : d->known.default_legal_base,
                            .allow_private = allow_private};
    struct buf text = {0};
    int result;

    source.name = source_new_name(d->a, &d->known, feed->title.n ? feed->title : source_host(d->a, feed->url));
    buf_add(&text, buf_str(&d->conf));
    if (text.n && text.p[text.n - 1] != '\n')
        buf_putc(&text, '\n');
    source_print(&text, &source);
    result = try_conf(d, buf_str(&text), source.name, err) || file_write(d->path, buf_str(&text), err) ? -1 : 0;
    buf_release(&text);
    d->wish->name = source.name;
    return result;
}

static int find_and_add(struct adding *d, struct err *err)
{
    struct new_source *n = d->wish;
    bool allow_private = may_be_private(d);
    const struct discovery *best;
    const struct source *twin;

    if (str_find(n->url, STR("://")) < 0)
        n->url = str_printf(d->a, "https://%.*s", STR_ARG(n->url));
    if (discover(n->url, d->town->contact, allow_private, n->patience, d->a, &n->found, &n->nfound, err))
        return -1;
    best = choose(n->found, n->nfound);
    if (!best)
        return err_set(err, "%.*s is geen feed en noemt er geen die werkt; zoek op de pagina een link 'RSS' of 'Atom'", STR_ARG(n->url));
    twin = source_at(&d->known, best->url);
    if (twin)
        return err_set(err, "%.*s staat er al, als [source %.*s]", STR_ARG(best->url), STR_ARG(twin->name));
    n->chosen = best;
    return add(d, best, allow_private, err);
}

int new_source_add(struct new_source *n, const char *path, const struct municipality *town, struct arena *a, struct faults *faults,
                   struct err *err)
{
    struct adding d = {.wish = n, .path = path, .town = town, .conf.max = MAX_CONF_BYTES, .a = a, .faults = faults};
    struct faults known = {0};
    int failed = file_exists(path) && file_read(path, &d.conf, err);

    if (!failed) {
        sources_parse(&d.known, path, buf_str(&d.conf), town, &known);
        failed = find_and_add(&d, err);
    }
    sources_release(&d.known);
    buf_release(&d.conf);
    return failed ? -1 : 0;
}

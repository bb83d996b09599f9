/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "cli/cli.h"

#include <stdio.h>

#include "base/file.h"
#include "listener/discover.h"

enum { MAX_CONF_BYTES = 16 << 20 };

struct adding {
    struct cli *cli;
    const char *path; /* of feeds.conf */
    struct municipality town;
    struct sources known;
    struct buf conf; /* its text */
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

static void tell_others(const struct cli *cli, const struct discovery *found, int n, const struct discovery *best)
{
    for (int i = 0; i < n; i++)
        if (found[i].refused.n)
            cli_say(cli, "niet bruikbaar: %.*s", STR_ARG(found[i].refused));
        else if (&found[i] != best)
            cli_say(cli, "staat er ook: %.*s (%.*s)", STR_ARG(found[i].url), STR_ARG(found[i].title));
}

static const struct source *source_at(const struct sources *known, struct str url)
{
    for (int i = 0; i < known->n; i++)
        if (str_eq(known->v[i].url, url))
            return &known->v[i];
    return NULL;
}

/* The file as it would be, read again: a section that is refused does not get in. */
static int try_conf(struct adding *d, struct str text, struct str name, struct err *err)
{
    struct faults faults = cli_faults();
    struct sources after;
    int result = 0;

    sources_parse(&after, d->path, text, &d->town, &faults);
    if (!source_of(&after, name))
        result = err_set(err, "%s is niet veranderd: de nieuwe bron zou geweigerd worden", d->path);
    sources_release(&after);
    return result;
}

static int add(struct adding *d, const struct discovery *feed, struct err *err)
{
    struct arena *a = &d->cli->arena;
    const char *purpose = cli_value(d->cli, "--purpose");
    struct source source = {.url = feed->url,
                            .publisher = feed->title,
                            .lang = feed->lang,
                            .voice = VOICE_NONE,
                            .channel = discover_channel(feed->url, feed->kind),
                            .purpose = purpose ? str_of(purpose) : d->known.default_purpose,
                            .legal_base = purpose ? (struct str){0} : d->known.default_legal_base,
                            .allow_private = cli_value(d->cli, "--allow-private") != NULL};
    struct str host = source_host(a, feed->url);
    struct buf text = {0};
    int result;

    source.name = source_new_name(a, &d->known, feed->title.n ? feed->title : host);
    buf_add(&text, buf_str(&d->conf));
    if (text.n && text.p[text.n - 1] != '\n')
        buf_putc(&text, '\n');
    source_print(&text, &source);
    result = try_conf(d, buf_str(&text), source.name, err) || file_write(d->path, buf_str(&text), err) ? -1 : 0;
    if (result == 0)
        printf("[source %.*s] toegevoegd aan %s: %.*s (%d berichten)\n", STR_ARG(source.name), d->path, STR_ARG(feed->url),
               feed->entries);
    buf_release(&text);
    return result;
}

static int find_and_add(struct adding *d, struct err *err)
{
    struct cli *cli = d->cli;
    struct str url = str_of(cli->arguments[1]);
    const struct source *twin;
    const struct discovery *best;
    struct discovery *found;
    int n;

    if (discover(url, d->town.contact, cli_value(cli, "--allow-private") != NULL, &cli->arena, &found, &n, err))
        return -1;
    best = choose(found, n);
    tell_others(cli, found, n, best);
    if (!best)
        return err_set(err, "%.*s is geen feed en noemt er geen die werkt; zoek op de pagina een link 'RSS' of 'Atom'",
                       STR_ARG(url));
    twin = source_at(&d->known, best->url);
    if (twin)
        return err_set(err, "%.*s staat er al, als [source %.*s]", STR_ARG(best->url), STR_ARG(twin->name));
    return add(d, best, err);
}

int cmd_sources_add(struct cli *cli)
{
    struct adding d = {.cli = cli, .path = cli_file(cli, "feeds.conf"), .conf.max = MAX_CONF_BYTES};
    struct faults faults = {0};
    struct err err;
    int failed;

    if (cli->narguments != 2)
        return cli_misused(cli, "add needs the address of a page or a feed");
    failed = municipality_read(&d.town, cli_file(cli, "tamtam.conf"), &faults, &err) ||
             (file_exists(d.path) && file_read(d.path, &d.conf, &err));
    if (!failed) {
        sources_parse(&d.known, d.path, buf_str(&d.conf), &d.town, &faults);
        failed = find_and_add(&d, &err);
    }
    sources_release(&d.known);
    municipality_release(&d.town);
    buf_release(&d.conf);
    return failed ? cli_failed(cli, &err) : EXIT_DONE;
}

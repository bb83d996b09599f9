/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "cli/cli.h"

#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "desk/desk.h"
#include "listener/opml.h"

enum { MAX_CONF_BYTES = 16 << 20 };

struct importing {
    struct cli *cli;
    struct sources *known;
    struct str purpose; /* of each new one; empty: that of [defaults] */
    struct buf added; /* sections for feeds.conf */
    int count, held, refused; /* added, there already, with an address that no source may have */
};

static bool is_known(const struct sources *known, struct str url)
{
    for (int i = 0; i < known->n; i++)
        if (str_eq(known->v[i].url, url))
            return true;
    return false;
}

static int take_feed(void *context, const struct opml_feed *feed)
{
    struct importing *im = context;
    struct arena *a = &im->cli->arena;
    const char *refusal = source_refusal(feed->url);
    struct source source = {.gap = SOURCE_GAP_STANDARD, .voice = VOICE_NONE, .purpose = im->purpose};

    if (refusal) {
        fprintf(stderr, "%.*s: %s\n", STR_ARG(feed->url), refusal);
        im->refused++;
        return 0;
    }
    if (is_known(im->known, feed->url)) {
        im->held++;
        return 0;
    }
    source.url = str_copy(a, feed->url);
    source.channel = source_channel(source.url, (struct str){0}, CHANNEL_NEWS);
    source.publisher = str_copy(a, feed->name);
    source.name = source_new_name(a, im->known, feed->name.n ? feed->name : feed->url);
    source_print(&im->added, &source);
    MEM_GROW(im->known->v, im->known->n, im->known->cap);
    im->known->v[im->known->n++] = source;
    im->count++;
    return 0;
}

/* A source without a purpose would be refused, and the whole file with it. */
static int check_purpose(const struct importing *im, const struct municipality *town, struct err *err)
{
    struct str purpose = im->purpose.n ? im->purpose : im->known->default_purpose;

    for (int i = 0; i < town->npurposes; i++)
        if (str_eq(town->purposes[i].name, purpose))
            return 0;
    return err_set(err, "de bronnen hebben een doel nodig: geef --purpose NAAM met een [purpose NAAM] uit tamtam.conf, of zet purpose = NAAM onder "
                        "[defaults] in feeds.conf");
}

static int import_opml(struct cli *cli, struct sources *known, const struct municipality *town, struct err *err)
{
    struct importing im = {.cli = cli, .known = known, .purpose = str_of(cli_value(cli, "--purpose"))};
    const char *path = cli_file(cli, "feeds.conf");
    struct buf document = {.max = OPML_MAX_BYTES}, conf = {.max = MAX_CONF_BYTES};
    int result = check_purpose(&im, town, err) || file_read(cli->arguments[1], &document, err) ||
                         opml_read(buf_str(&document), take_feed, &im, err)
                     ? -1
                     : 0;

    if (result == 0 && im.count) {
        if (file_exists(path))
            result = file_read(path, &conf, err);
        buf_add(&conf, buf_str(&im.added));
        result = result || file_write(path, buf_str(&conf), err) ? -1 : 0;
    }
    if (result == 0)
        printf("%d %s toegevoegd aan %s, %d %s er al, %d geweigerd\n", im.count, im.count == 1 ? "bron" : "bronnen", path, im.held,
               im.held == 1 ? "stond" : "stonden", im.refused);
    buf_release(&document);
    buf_release(&conf);
    buf_release(&im.added);
    return result;
}

static int export_opml(struct cli *cli, const struct sources *known, struct str title, struct err *err)
{
    struct buf out = {0};
    int result;

    opml_write(&out, known, title, cli->now);
    result = file_write(cli->arguments[1], buf_str(&out), err);
    buf_release(&out);
    return result;
}

int cmd_opml(struct cli *cli)
{
    bool importing = strcmp(cli->arguments[0], "import") == 0;
    struct faults faults = {0};
    struct municipality town = {0};
    struct sources known = {0};
    struct err err;
    int failed;

    if (!importing && strcmp(cli->arguments[0], "export"))
        return cli_misused(cli, "unknown: '%s'; there are import and export", cli->arguments[0]);
    failed = municipality_read(&town, cli_file(cli, "tamtam.conf"), &faults, &err) ||
             (file_exists(cli_file(cli, "feeds.conf")) && sources_read(&known, cli_file(cli, "feeds.conf"), &town, &faults, &err)) ||
             (importing ? import_opml(cli, &known, &town, &err) : export_opml(cli, &known, town.name, &err));
    sources_release(&known);
    municipality_release(&town);
    return failed ? cli_failed(cli, &err) : EXIT_DONE;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "cli/cli.h"

#include <stdio.h>

#include "desk/desk.h"
#include "listener/import.h"

enum { PROGRESS_ROWS = 500 };

struct importing {
    struct cli *cli;
    struct desk *desk;
    struct source source; /* stands for files of this kind: channel, voice */
    struct err err;
};

static int take(void *context, const struct entry *entry, int line)
{
    struct importing *im = context;

    if (im->desk->counts.seen % PROGRESS_ROWS == 0)
        cli_progress(im->cli, "rows", im->desk->counts.seen, 0);
    if (desk_take(im->desk, &im->source, entry, im->cli->now, &im->err) == 0)
        return 0;
    err_at(&im->err, "regel %d", line);
    return -1;
}

static int import_files(struct importing *im, enum import_kind kind, struct faults *faults, struct err *err)
{
    for (int i = 0; i < im->cli->narguments; i++) {
        if (import_file(kind, im->cli->arguments[i], cli_value(im->cli, "--map"), take, im, faults, err))
            return -1;
        if (im->err.text[0])
            return err_set(err, "%s", im->err.text);
    }
    return desk_flush(im->desk, err);
}

static void print_counts(const struct cli *cli, const struct desk_counts *c, int bad)
{
    if (cli->json)
        printf("{\"seen\":%lld,\"new\":%lld,\"known\":%lld,\"revised\":%lld,\"bad\":%d}\n", (long long)c->seen, (long long)c->stored,
               (long long)c->known, (long long)c->revised, bad);
    else
        printf("%lld %s gelezen, %lld nieuw, %lld bekend, %lld gewijzigd, %d %s fout\n", (long long)c->seen,
               c->seen == 1 ? "bericht" : "berichten", (long long)c->stored, (long long)c->known, (long long)c->revised, bad,
               bad == 1 ? "rij" : "rijen");
}

int cmd_import(struct cli *cli)
{
    static const enum channel channels[] = {CHANNEL_OTHER, CHANNEL_KCC, CHANNEL_NEWSPAPER, CHANNEL_EMAIL};
    const char *name = cli_value(cli, "--kind");
    int kind = name ? value_of(import_names, str_of(name)) : -1;
    struct faults faults = cli_faults(), bad = cli_faults();
    struct desk desk = {0};
    struct importing im = {.cli = cli, .desk = &desk};
    struct err err;
    int failed;

    if (kind < 0)
        return cli_misused(cli, "--kind is posts, kcc, clippings or mail%s%s", name ? ", not " : "", name ? name : "");
    if (cli_value(cli, "--map") && kind != IMPORT_KCC && kind != IMPORT_CLIPPINGS)
        return cli_misused(cli, "--map goes with --kind kcc or clippings: it names the columns of a table");
    im.source = (struct source){.name = str_printf(&cli->arena, "import-%s", name),
                                .channel = channels[kind],
                                .voice = VOICE_NONE};
    failed = desk_open(&desk, cli->dir, DESK_WRITE, false, &faults, &err) || import_files(&im, (enum import_kind)kind, &bad, &err);
    if (!failed)
        print_counts(cli, &desk.counts, bad.count);
    desk_close(&desk);
    if (failed)
        return cli_failed(cli, &err);
    return bad.count ? EXIT_FAILED : EXIT_DONE;
}

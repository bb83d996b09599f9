/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "cli/cli.h"

#include <stdio.h>

#include "desk/new_source.h"

static void tell_others(const struct cli *cli, const struct new_source *n)
{
    for (int i = 0; i < n->nfound; i++)
        if (n->found[i].refused.n)
            cli_say(cli, "niet bruikbaar: %.*s", STR_ARG(n->found[i].refused));
        else if (&n->found[i] != n->chosen)
            cli_say(cli, "staat er ook: %.*s (%.*s)", STR_ARG(n->found[i].url), STR_ARG(n->found[i].title));
}

int cmd_sources_add(struct cli *cli)
{
    const char *path = cli_file(cli, "feeds.conf");
    struct new_source n = {.purpose = str_of(cli_value(cli, "--purpose")), .allow_private = cli_value(cli, "--allow-private") != NULL};
    struct municipality town;
    struct faults ignored = {0}, faults = cli_faults();
    struct err err;
    int failed;

    if (cli->narguments != 2)
        return cli_misused(cli, "add needs the address of a page or a feed");
    n.url = str_of(cli->arguments[1]);
    failed = municipality_read(&town, cli_file(cli, "tamtam.conf"), &ignored, &err) ||
             new_source_add(&n, path, &town, &cli->arena, &faults, &err);
    tell_others(cli, &n);
    if (!failed)
        printf("[source %.*s] toegevoegd aan %s: %.*s (%d %s)\n", STR_ARG(n.name), path, STR_ARG(n.chosen->url), n.chosen->entries,
               n.chosen->entries == 1 ? "bericht" : "berichten");
    municipality_release(&town);
    return failed ? cli_failed(cli, &err) : EXIT_DONE;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "cli/cli.h"

#include <stdio.h>

#include "desk/desk.h"

static void show(void *context, int64_t done)
{
    cli_progress(context, "posts", done, 0);
}

int cmd_reanalyse(struct cli *cli)
{
    bool regroup = cli_value(cli, "--regroup") != NULL;
    struct faults faults = cli_faults();
    struct desk desk = {0};
    struct store_totals totals = {0};
    struct err err;
    int failed = desk_open(&desk, cli->dir, DESK_WRITE, false, &faults, &err) ||
                 desk_reanalyse(&desk, regroup, show, cli, &err) || store_totals(desk.store, &totals, &err);

    desk_close(&desk);
    if (failed)
        return cli_failed(cli, &err);
    cli_say(cli, "%lld posts marked again, %lld issues", (long long)totals.posts, (long long)totals.issues);
    return EXIT_DONE;
}

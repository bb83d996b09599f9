/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "cli/cli.h"

#include <stdio.h>

#include "desk/rights.h"

int cmd_erase(struct cli *cli)
{
    const char *url = cli_value(cli, "--url");
    const char *handle = cli_value(cli, "--handle");
    const char *match = cli_value(cli, "--search");
    const char *by = cli_value(cli, "--by");
    bool replay = cli_value(cli, "--replay") != NULL;
    struct faults faults = {0};
    struct desk desk = {0};
    struct err err;
    int n = 0;
    int failed;

    struct erasure what = {str_of(url), str_of(handle), cli_value(cli, "--object") != NULL, str_of(match)};

    if ((url != NULL) + (handle != NULL) + (match != NULL) + replay != 1)
        return cli_misused(cli, "needs one of --url, --handle, --search and --replay");
    if (what.object && !handle)
        return cli_misused(cli, "--object goes with --handle");
    if (!replay && !by)
        return cli_misused(cli, "needs --by NAME: who erases is logged");
    failed = desk_open(&desk, cli->dir, DESK_SIDE, true, &faults, &err) ||
             (replay ? rights_replay(&desk, cli->now, &n, &err)
                     : rights_erase(&desk, &what, str_of(by), cli->now, &n, &err));
    desk_close(&desk);
    if (failed)
        return cli_failed(cli, &err);
    printf("%d berichten gewist\n", n);
    return EXIT_DONE;
}

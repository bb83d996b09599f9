/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "cli/cli.h"

#include <stdio.h>

#include "store/store.h"

int cmd_backup(struct cli *cli)
{
    struct store *store = NULL;
    struct err err;
    int failed = store_open(&store, cli_file(cli, "tamtam.db"), STORE_READ, &err) || store_backup(store, cli->arguments[0], &err);

    store_close(store);
    if (failed)
        return cli_failed(cli, &err);
    printf("%s\n", cli->arguments[0]);
    cli_say(cli, "To put it back: stop the daemon, copy the file to tamtam.db, then 'tamtam erase --replay'.");
    return EXIT_DONE;
}

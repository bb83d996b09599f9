/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "cli/cli.h"

#include <stdio.h>
#include <string.h>

#include "store/store.h"

int cmd_audit(struct cli *cli)
{
    struct store *store = NULL;
    int64_t rows = 0;
    struct err err;
    int failed;

    if (strcmp(cli->arguments[0], "verify"))
        return cli_misused(cli, "unknown: '%s'; there is: verify", cli->arguments[0]);
    failed = store_open(&store, cli_file(cli, "tamtam.db"), STORE_READ, &err) || store_verify_audit(store, &rows, &err);
    store_close(store);
    if (failed)
        return cli_failed(cli, &err);
    printf("Het logboek is heel: %lld regels.\n", (long long)rows);
    return EXIT_DONE;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "cli/cli.h"

#include <stdio.h>

#include "desk/account.h"

int cmd_account(struct cli *cli)
{
    int which = value_of(account_names, str_of(cli->arguments[0]));
    struct faults faults = cli_faults();
    struct desk desk = {0};
    struct buf text = {0};
    struct err err;
    int failed;

    if (which < 0)
        return cli_misused(cli, "unknown: '%s'; there are register, dpia, algoritme and publiek", cli->arguments[0]);
    failed = desk_open(&desk, cli->dir, DESK_STUDY, true, &faults, &err);
    if (!failed) {
        account_write(&text, (enum account)which, &desk);
        fwrite(text.p, 1, text.n, stdout);
    }
    buf_release(&text);
    desk_close(&desk);
    return failed ? cli_failed(cli, &err) : EXIT_DONE;
}

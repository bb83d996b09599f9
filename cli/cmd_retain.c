/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "cli/cli.h"

#include <stdio.h>

#include "desk/rights.h"

static void print(const struct retained *r, bool dry)
{
    printf("%s: %lld berichten, %lld adressen, %lld sleutels, %lld verzonden brieven, %lld aanmeldingen\n",
           dry ? "Te verwijderen" : "Verwijderd", (long long)r->posts, (long long)r->addresses, (long long)r->keys,
           (long long)r->messages, (long long)r->subscribers);
}

int cmd_retain(struct cli *cli)
{
    bool dry = cli_value(cli, "--dry-run") != NULL;
    struct faults faults = {0};
    struct desk desk = {0};
    struct retained retained;
    struct err err;
    int failed = desk_open(&desk, cli->dir, dry ? DESK_READ : DESK_SIDE, true, &faults, &err) || (!dry && store_begin(desk.store, &err));

    if (!failed)
        failed = rights_retain(&desk, cli->now, dry, &retained, &err) ||
                 (!dry && (store_commit(desk.store, &err) || store_wipe(desk.store, &err)));
    if (!failed)
        print(&retained, dry);
    else if (desk.store)
        store_roll_back(desk.store);
    desk_close(&desk);
    return failed ? cli_failed(cli, &err) : EXIT_DONE;
}

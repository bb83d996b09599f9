/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "cli/cli.h"

#include <stdio.h>

#include "desk/desk.h"

int cmd_check(struct cli *cli)
{
    struct faults faults = cli_faults();
    struct err err;

    if (desk_check(cli->dir, &faults, &err))
        return cli_failed(cli, &err);
    if (faults.count) {
        fprintf(stderr, "%d %s\n", faults.count, faults.count == 1 ? "fout" : "fouten");
        return EXIT_FAILED;
    }
    printf("Geen fouten gevonden.\n");
    return EXIT_DONE;
}

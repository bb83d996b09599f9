/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "cli/cli.h"

#include <string.h>

#include "base/file.h"
#include "base/municipality.h"
#include "listener/gazetteer.h"

enum { LIST_MAX = 1 << 30 };

static const char head[] = "# Streets and their districts, from public lists by 'tamtam places import': made anew each time.\n"
                           "# What tamtam.conf says of a street goes before what stands here.\n";

static int read_lists(struct cli *cli, struct gazetteer *g, struct err *err)
{
    struct faults faults = cli_faults();

    for (int i = 1; i < cli->narguments; i++) {
        struct buf bytes = {.max = LIST_MAX};
        int failed = file_read(cli->arguments[i], &bytes, err) || gazetteer_add(g, cli->arguments[i], buf_str(&bytes), &faults, err);

        buf_release(&bytes);
        if (failed)
            return -1;
    }
    return 0;
}

static int import(struct cli *cli, struct str town, enum gazetteer_level level, struct err *err)
{
    struct gazetteer *g = gazetteer_new(town, level);
    struct gazetteer_counts counts = {0};
    struct buf out = {0};
    int failed;

    buf_puts(&out, head);
    failed = read_lists(cli, g, err) || gazetteer_print(g, &out, &counts, err) ||
             file_write(cli_file(cli, PLACES_FILE), buf_str(&out), err);
    if (!failed)
        cli_say(cli, "%s: %d streets in %d districts, from %lld addresses; %lld without a district", PLACES_FILE, counts.streets,
                counts.districts, (long long)counts.addresses, (long long)counts.unplaced);
    buf_release(&out);
    gazetteer_free(g);
    return failed;
}

int cmd_places(struct cli *cli)
{
    const char *by = cli_value(cli, "--level");
    bool buurt = by && strcmp(by, "buurt") == 0;
    struct municipality town;
    struct faults faults = {0};
    struct err err;
    int failed;

    if (strcmp(cli->arguments[0], "import") != 0)
        return cli_misused(cli, "it is 'places import FILE...', not '%s'", cli->arguments[0]);
    if (by && !buurt && strcmp(by, "wijk") != 0)
        return cli_misused(cli, "--level is wijk or buurt, not '%s'", by);
    if (municipality_read(&town, cli_file(cli, "tamtam.conf"), &faults, &err))
        return cli_failed(cli, &err);
    failed = import(cli, town.name, buurt ? LEVEL_BUURT : LEVEL_WIJK, &err);
    municipality_release(&town);
    return failed ? cli_failed(cli, &err) : EXIT_DONE;
}

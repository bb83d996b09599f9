/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "cli/cli.h"

#include "base/when.h"
#include "desk/run.h"
#include "newsroom/server.h"

/* The daemon, and beside it the newsroom on the web. */
static int run(struct cli *cli, struct run_options *options)
{
    struct faults faults = cli_faults();
    struct newsroom *newsroom = newsroom_new();
    struct err err;
    int failed;

    options->companion = &newsroom_companion;
    options->companion_context = newsroom;
    failed = desk_run(options, &faults, &err);
    newsroom_free(newsroom);
    return failed ? cli_failed(cli, &err) : EXIT_DONE;
}

int cmd_run(struct cli *cli)
{
    struct run_options options = {.folder = cli->dir, .clock = clock_real(), .until = INT64_MAX};
    const char *clock = cli_value(cli, "--clock");
    const char *until = cli_value(cli, "--until");
    struct err err;

    if (clock && clock_parse(&options.clock, str_of(clock), &err))
        return cli_misused(cli, "--clock: %s", err.text);
    if (until && when_parse(str_of(until), &options.until))
        return cli_misused(cli, "--until is a time such as 2026-03-11T08:30:00+01:00, not '%s'", until);
    return run(cli, &options);
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "cli/cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/when.h"
#include "desk/desk.h"
#include "desk/publish.h"

/* The formats that --format names; false when one is unknown. */
static bool read_formats(const struct cli *cli, const char *list, bool wanted[FORMAT_COUNT])
{
    struct str rest = str_of(list);

    while (rest.n) {
        struct str name = str_trim(str_cut(&rest, ','));
        int format = value_of(format_names, name);

        if (format < 0) {
            cli_misused(cli, "unknown format '%.*s'; there are html, pdf, txt, json and eml", STR_ARG(name));
            return false;
        }
        wanted[format] = true;
    }
    return true;
}

static int make_day(struct cli *cli, struct desk *desk, int day, const bool wanted[FORMAT_COUNT], const char *folder)
{
    struct document d = {0};
    struct err err;
    struct buf name = {0};
    int result;

    buf_puts(&name, "tamtam-");
    when_print_day(&name, day);
    doc_init(&d);
    result = report_day(&d, desk->store, &desk->town, day, cli->now, &err) ||
                     publish_files(&d, &desk->town, folder, buf_c(&name), wanted, stdout, &err)
                 ? cli_failed(cli, &err)
                 : EXIT_DONE;
    doc_release(&d);
    buf_release(&name);
    return result;
}

int cmd_report(struct cli *cli)
{
    const char *formats = cli_value(cli, "--format");
    const char *folder = cli_value(cli, "--out");
    const char *date = cli_value(cli, "--date");
    bool wanted[FORMAT_COUNT] = {false};
    struct faults faults = cli_faults();
    struct desk desk = {0};
    struct err err;
    int day = when_day(cli->now);
    int status;

    if (strcmp(cli->arguments[0], "day"))
        return cli_misused(cli, "unknown report '%s'; there is: day", cli->arguments[0]);
    if (cli->narguments > 1)
        return cli_misused(cli, "too many arguments: '%s'", cli->arguments[1]);
    if (date && when_parse_day(str_of(date), &day))
        return cli_misused(cli, "--date is a day such as 2026-03-11, not '%s'", date);
    if (!read_formats(cli, formats ? formats : "html,pdf", wanted))
        return EXIT_USAGE;
    status = desk_open(&desk, cli->dir, DESK_READ, true, &faults, &err) ? cli_failed(cli, &err) : EXIT_DONE;
    if (status == EXIT_DONE)
        status = make_day(cli, &desk, day, wanted, folder ? folder : cli_file(cli, "reports"));
    desk_close(&desk);
    return status;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "cli/cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/when.h"
#include "desk/order.h"
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

/* A time; a day alone stands for its start, or as the end of a period for its end. */
static bool read_time(const struct cli *cli, const char *option, bool is_end, int64_t *ms)
{
    const char *value = cli_value(cli, option);
    int day;

    if (!value)
        return true;
    if (when_parse_day(str_of(value), &day) == 0) {
        *ms = when_at(is_end ? day + 1 : day, 0, 0);
        return true;
    }
    if (when_parse(str_of(value), ms) == 0)
        return true;
    cli_misused(cli, "%s is a day or a time such as 2026-03-11T18:30, not '%s'", option, value);
    return false;
}

static bool read_wish(const struct cli *cli, int kind, struct wish *wish)
{
    const char *date = cli_value(cli, "--date");

    *wish = (struct wish){.kind = (enum report_kind)kind, .day = -1, .now = cli->now};
    if (cli->narguments > 1)
        wish->what = str_of(cli->arguments[1]);
    if (date && when_parse_day(str_of(date), &wish->day)) {
        cli_misused(cli, "--date is a day such as 2026-03-11, not '%s'", date);
        return false;
    }
    return read_time(cli, "--from", false, &wish->from) && read_time(cli, "--to", true, &wish->to);
}

static int make(struct cli *cli, struct desk *desk, const struct wish *wish, const bool wanted[FORMAT_COUNT], struct err *err)
{
    const char *folder = cli_value(cli, "--out");
    struct document d = {0};
    struct order order;
    struct buf name = {0};
    int failed;

    doc_init(&d);
    failed = order_make(desk, wish, &order, err) || order_compose(desk, &order, &d, err);
    if (!failed) {
        struct municipality town = desk->town;

        town.pages = order_pages(&order, &desk->town);
        order_file_name(&order, &name);
        failed = publish_files(&d, &town, folder ? folder : cli_file(cli, "reports"), buf_c(&name), wanted, stdout, err);
    }
    doc_release(&d);
    buf_release(&name);
    return failed;
}

static int unknown_report(const struct cli *cli)
{
    struct buf names = {0};
    int status;

    for (int i = 0; i < REPORT_COUNT; i++)
        buf_printf(&names, "%s, ", report_names[i].name);
    status = cli_misused(cli, "unknown report '%s'; there are: %slist, show, edit, fix", cli->arguments[0], buf_c(&names));
    buf_release(&names);
    return status;
}

int cmd_report(struct cli *cli)
{
    const char *formats = cli_value(cli, "--format");
    int kind = value_of(report_names, str_of(cli->arguments[0]));
    bool wanted[FORMAT_COUNT] = {false};
    struct faults faults = cli_faults();
    struct desk desk = {0};
    struct wish wish;
    struct err err;
    int failed;

    if (kind < 0)
        return unknown_report(cli);
    if (order_needs_subject((enum report_kind)kind) && cli->narguments < 2)
        return cli_misused(cli, "report %s needs to be told of what", cli->arguments[0]);
    if ((kind == REPORT_DAY || kind == REPORT_WEEK) && cli->narguments > 1)
        return cli_misused(cli, "too many arguments: '%s'", cli->arguments[1]);
    if (!read_wish(cli, kind, &wish) || !read_formats(cli, formats ? formats : "html,pdf", wanted))
        return EXIT_USAGE;
    failed = desk_open(&desk, cli->dir, DESK_READ, true, &faults, &err) || make(cli, &desk, &wish, wanted, &err);
    desk_close(&desk);
    return failed ? cli_failed(cli, &err) : EXIT_DONE;
}

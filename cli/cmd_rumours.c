/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "cli/cli.h"

#include <stdio.h>

#include "base/record.h"
#include "base/when.h"
#include "desk/rumours.h"
#include "tamtam/words.h"

static void print_words(const struct rumour_line *r)
{
    printf("%-42.*s %4d  %-14s %.*s\n", STR_ARG(r->claim), r->n, rumour_word(&r->known), STR_ARG(r->told));
}

static void print_json(const struct rumour_line *r)
{
    json_t *o = json_object();

    json_object_set_new(o, "claim", record_string(r->claim));
    json_object_set_new(o, "posts", json_integer(r->n));
    json_object_set_new(o, "state", json_string(rumour_word(&r->known)));
    json_object_set_new(o, "source", record_string(r->told));
    json_dumpf(o, stdout, JSON_COMPACT);
    putchar('\n');
    json_decref(o);
}

static int list(struct cli *cli, struct desk *desk, int64_t issue, struct err *err)
{
    struct rumour_line *rumours;
    int n;

    if (rumours_read(desk, &desk->arena, issue, cli->now, &rumours, &n, err))
        return -1;
    for (int i = 0; i < n; i++)
        cli->json ? print_json(&rumours[i]) : print_words(&rumours[i]);
    if (n == 0 && !cli->json)
        cli_say(cli, "no rumours were recognised in this issue");
    return 0;
}

static int settle(struct cli *cli, struct desk *desk, int64_t issue, struct err *err)
{
    const char *source = cli_value(cli, "--source");
    struct doer by = {str_of(cli_value(cli, "--by")), cli->now};

    return rumours_settle(desk, issue, str_of(cli->arguments[1]), str_of(cli_value(cli, "--state")), str_of(source ? source : ""), &by,
                          err);
}

int cmd_rumours(struct cli *cli)
{
    struct faults faults = cli_faults();
    struct desk desk = {0};
    struct err err;
    long long issue;
    bool settles = cli->narguments > 1;
    int failed;

    if (str_to_number(str_of(cli->arguments[0]), INT64_MAX, &issue) || issue < 1)
        return cli_misused(cli, "ISSUE is a number, as 'tamtam issues' shows it, not '%s'", cli->arguments[0]);
    if (settles && (!cli_value(cli, "--state") || !cli_value(cli, "--by")))
        return cli_misused(cli, "this needs --state and --by: it is logged");
    failed = desk_open(&desk, cli->dir, DESK_READ, true, &faults, &err) ||
             (settles ? settle(cli, &desk, issue, &err) : list(cli, &desk, issue, &err));
    desk_close(&desk);
    return failed ? cli_failed(cli, &err) : EXIT_DONE;
}

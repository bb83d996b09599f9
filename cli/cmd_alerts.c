/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "cli/cli.h"

#include <stdio.h>
#include <string.h>

#include "base/when.h"
#include "desk/alerts.h"

enum { SHOWN_DAYS = 14, MOST_DAYS = 3650 };

static int print_alert(struct desk *d, struct arena *a, const struct stored_alert *alert, struct err *err)
{
    static const char *const words[] = {"nieuw", "verhoogd", "ingetrokken"};
    struct alert_answer answer;
    struct buf time = {0};

    if (store_answer(d->store, a, alert->id, &answer, err))
        return -1;
    when_print_local(&time, alert->time);
    printf("%5lld  %.16s  %-12s %-11s %-9s %.*s", (long long)alert->id, buf_c(&time), level_names[alert->level].name, words[alert->status],
           alerts_answer_word(&answer), STR_ARG(alert->title));
    if (answer.who.n)
        printf("  (%.*s)", STR_ARG(answer.who));
    putchar('\n');
    buf_release(&time);
    return 0;
}

static int list(struct cli *cli)
{
    const char *given = cli_value(cli, "--days");
    struct faults faults = {0};
    struct desk desk = {0};
    struct stored_alert *alerts;
    struct err err;
    long long days = SHOWN_DAYS;
    int n = 0, failed;

    if (given && str_to_number(str_of(given), MOST_DAYS, &days))
        return cli_misused(cli, "--days is a number of at most %d", MOST_DAYS);
    failed = desk_open(&desk, cli->dir, DESK_READ, true, &faults, &err) ||
             store_alerts_now(desk.store, &cli->arena, cli->now - days * WHEN_DAY, &alerts, &n, &err);
    for (int i = 0; !failed && i < n; i++)
        failed = print_alert(&desk, &cli->arena, &alerts[i], &err);
    desk_close(&desk);
    return failed ? cli_failed(cli, &err) : EXIT_DONE;
}

int cmd_alerts(struct cli *cli)
{
    const char *by = cli_value(cli, "--by");
    const char *what = cli->narguments ? cli->arguments[0] : "list";
    struct faults faults = {0};
    struct desk desk = {0};
    struct err err;
    long long id;
    int failed;

    if (strcmp(what, "list") == 0)
        return list(cli);
    if (strcmp(what, "confirm") != 0 && strcmp(what, "dismiss") != 0)
        return cli_misused(cli, "unknown: '%s'; there are: list, confirm, dismiss", what);
    if (cli->narguments < 2 || str_to_number(str_of(cli->arguments[1]), INT64_MAX, &id))
        return cli_misused(cli, "%s needs the number of an alert", what);
    if (!by || !*by)
        return cli_misused(cli, "say who answers: --by NAME");
    failed = desk_open(&desk, cli->dir, DESK_SIDE, true, &faults, &err) ||
             alerts_answer(&desk, id, what[0] == 'c', str_of(by), "command line", cli->now, &err);
    desk_close(&desk);
    if (failed)
        return cli_failed(cli, &err);
    printf("%s\n", what[0] == 'c' ? "bevestigd" : "verworpen");
    return EXIT_DONE;
}

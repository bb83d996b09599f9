/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "cli/cli.h"

#include <stdio.h>
#include <string.h>

#include "base/record.h"
#include "base/when.h"
#include "desk/desk.h"
#include "tamtam/dutch.h"

enum { STANDARD_DAYS = 14, MOST_DAYS = 3660 };

static void print_words(const struct stored_issue *issue)
{
    struct buf b = {0};

    dutch_date_tiny(&b, when_day(issue->first));
    buf_puts(&b, " – ");
    dutch_date_tiny(&b, when_day(issue->last));
    printf("%5lld  %5lld  %-16s  %.*s\n", (long long)issue->id, (long long)issue->posts, buf_c(&b), STR_ARG(issue->title));
    buf_release(&b);
}

static void print_json(const struct stored_issue *issue)
{
    json_t *object = json_object();
    struct buf first = {0}, last = {0};

    when_print(&first, issue->first);
    when_print(&last, issue->last);
    json_object_set_new(object, "id", json_integer(issue->id));
    json_object_set_new(object, "title", record_string(issue->title));
    json_object_set_new(object, "posts", json_integer(issue->posts));
    json_object_set_new(object, "first", json_string(buf_c(&first)));
    json_object_set_new(object, "last", json_string(buf_c(&last)));
    json_dumpf(object, stdout, JSON_COMPACT);
    putchar('\n');
    json_decref(object);
    buf_release(&first);
    buf_release(&last);
}

int cmd_issues(struct cli *cli)
{
    const char *days_text = cli_value(cli, "--days");
    long long days = STANDARD_DAYS;
    struct faults faults = {0};
    struct desk desk = {0};
    struct stored_issue *issues;
    struct err err;
    int n;
    int failed;

    if (cli->narguments && strcmp(cli->arguments[0], "list"))
        return cli_misused(cli, "unknown: '%s'; there is: list", cli->arguments[0]);
    if (days_text && str_to_number(str_of(days_text), MOST_DAYS, &days))
        return cli_misused(cli, "--days is a number of at most %d", MOST_DAYS);
    failed = desk_open(&desk, cli->dir, DESK_READ, true, &faults, &err) ||
             store_issues_between(desk.store, &cli->arena, cli->now - days * WHEN_DAY, cli->now, &issues, &n, &err);
    if (!failed && !cli->json)
        printf("%5s  %5s  %-14s  %s\n", "id", "n", "van – tot", "onderwerp");
    for (int i = 0; !failed && i < n; i++)
        cli->json ? print_json(&issues[i]) : print_words(&issues[i]);
    desk_close(&desk);
    return failed ? cli_failed(cli, &err) : EXIT_DONE;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "cli/cli.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/record.h"
#include "base/when.h"
#include "desk/search.h"
#include "tamtam/dutch.h"

enum { STANDARD_LIMIT = 20, MOST_SHOWN = 1000 };

struct printing {
    struct cli *cli;
    int left; /* how many may still be shown */
};

/* Prints a post; 1 when it was the last. */
static int print_post(void *context, const struct stored_post *p)
{
    struct printing *printing = context;
    struct cli *cli = printing->cli;

    if (cli->json) {
        json_t *object = json_object();
        struct buf time = {0};

        when_print(&time, p->post.time);
        json_object_set_new(object, "id", json_integer(p->post.seq));
        json_object_set_new(object, "time", json_string(buf_c(&time)));
        json_object_set_new(object, "channel", json_string(channel_names[p->post.channel].name));
        json_object_set_new(object, "actor", record_string(p->post.actor));
        json_object_set_new(object, "title", record_string(p->post.title));
        json_object_set_new(object, "text", record_string(p->post.text));
        json_object_set_new(object, "sentiment", json_string(sentiment_names[p->marks.sentiment].name));
        json_dumpf(object, stdout, JSON_COMPACT);
        putchar('\n');
        json_decref(object);
        buf_release(&time);
    } else {
        struct buf when = {0};

        dutch_date_short(&when, when_day(p->post.time));
        printf("%lld  %s  %s  %.*s%s%.*s\n", (long long)p->post.seq, buf_c(&when), channel_names[p->post.channel].label,
               STR_ARG(p->post.title), p->post.title.n ? ": " : "", STR_ARG(p->post.text));
        buf_release(&when);
    }
    return --printing->left <= 0;
}

static int search(struct cli *cli, struct desk *d, const char *purpose, const char *by, int limit, struct err *err)
{
    struct str query = str_of(cli->arguments[0]);
    struct str object = str_printf(&cli->arena, "%s: %.*s", purpose, STR_ARG(query));
    struct str handle = search_private_handle(&d->town, query);
    struct printing printing = {cli, limit};

    if (!search_purpose(&d->town, str_of(purpose)))
        return err_set(err, "tamtam.conf has no [purpose %s]", purpose);
    if (desk_audit(d, "search", object, handle.n ? "refused" : "done", str_of(by), cli->now, err))
        return -1;
    if (handle.n)
        return err_set(err, "%.*s is van een privépersoon: de wet laat niet toe op of naar persoonlijke accounts te zoeken", STR_ARG(handle));
    return search_posts(d, query, INT64_MAX, print_post, &printing, err) < 0 ? -1 : 0;
}

int cmd_search(struct cli *cli)
{
    const char *purpose = cli_value(cli, "--purpose");
    const char *by = cli_value(cli, "--by");
    const char *limit_text = cli_value(cli, "--limit");
    long long limit = STANDARD_LIMIT;
    struct faults faults = {0};
    struct desk desk = {0};
    struct err err;
    int failed;

    if (!purpose || !by)
        return cli_misused(cli, "a search needs --purpose and --by: it is logged");
    if (limit_text && str_to_number(str_of(limit_text), MOST_SHOWN, &limit))
        return cli_misused(cli, "--limit is a number of at most %d", MOST_SHOWN);
    failed = desk_open(&desk, cli->dir, DESK_SIDE, true, &faults, &err) ||
             search(cli, &desk, purpose, by, (int)limit, &err);
    desk_close(&desk);
    return failed ? cli_failed(cli, &err) : EXIT_DONE;
}

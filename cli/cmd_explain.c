/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "cli/cli.h"

#include <stdio.h>

#include "desk/desk.h"

static void print_why(const struct why *w)
{
    printf("  %-28.*s %+.2f  %.*s", STR_ARG(w->mark), (double)w->weight, STR_ARG(w->entry));
    if (w->n)
        printf("  (tekens %u–%u)", w->at, w->at + w->n);
    printf("  [%.*s]\n", STR_ARG(w->file));
}

int cmd_explain(struct cli *cli)
{
    struct faults faults = {0};
    struct desk desk = {0};
    struct stored_post post;
    struct marks marks;
    struct whys whys;
    struct err err;
    long long seq;
    int failed;

    if (str_to_number(str_of(cli->arguments[0]), INT64_MAX, &seq))
        return cli_misused(cli, "ID is the number of a post, as 'tamtam search' shows it, not '%s'", cli->arguments[0]);
    failed = desk_open(&desk, cli->dir, DESK_READ, true, &faults, &err) ||
             store_post(desk.store, &cli->arena, seq, (struct str){0}, &desk.town, &post, &err) ||
             (post.post.seq == 0 && err_set(&err, "there is no post %lld", seq));
    if (!failed) {
        analyse_post(desk.analyser, desk.scratch, &post.post, &marks, NULL, &whys);
        printf("%.*s%s%.*s\n\nToon: %s (%+.2f)\n", STR_ARG(post.post.title), post.post.title.n ? "\n" : "", STR_ARG(post.post.text),
               sentiment_names[marks.sentiment].label, (double)marks.score);
        for (int i = 0; i < whys.n; i++)
            print_why(&whys.v[i]);
    }
    desk_close(&desk);
    return failed ? cli_failed(cli, &err) : EXIT_DONE;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "cli/cli.h"

#include <stdio.h>

#include "analysis/evaluate.h"
#include "base/record.h"
#include "cli/gold.h"
#include "desk/reason.h"
#include "desk/study.h"

struct evaluating {
    struct gold gold;
    struct evaluation *evaluation;
    struct arena arena;
};

static int pass_over(void *context, const struct changes *changes)
{
    (void)context;
    (void)changes;
    return 0;
}

/* As on the line where the post has all that capture needs; a bare text goes to analysis as it is. */
static void take_post(void *context, struct gold_town *town, const json_t *object, struct labelled *post)
{
    struct evaluating *e = context;
    struct desk *d = &town->desk;
    struct entry entry;
    struct marks marks;
    struct whys whys;
    struct err err;

    if (record_entry(&entry, object, &e->arena, &err) == 0)
        study_post(d, &entry, town->posts + 1, &marks, &whys, pass_over, NULL);
    else
        analyse_post(d->analyser, d->scratch, &post->post, &marks, NULL, &whys);
    evaluation_add(e->evaluation, post, &marks, &whys);
    arena_clear(&e->arena);
}

static void print_evaluation(const struct cli *cli, const struct evaluation *e)
{
    struct buf out = {0};

    if (cli->json) {
        json_t *object = evaluation_json(e);

        json_dumpf(object, stdout, RECORD_STYLE);
        putchar('\n');
        json_decref(object);
        return;
    }
    evaluation_print(e, cli_value(cli, "--dutch") ? reason_entry : NULL, &out);
    fwrite(out.p, 1, out.n, stdout);
    buf_release(&out);
}

int cmd_evaluate(struct cli *cli)
{
    struct evaluating e = {.gold = {.cli = cli, .towns = cli_value(cli, "--towns"), .take = take_post}};
    struct err err;
    int failed;

    e.gold.context = &e;
    e.evaluation = evaluation_new();
    failed = gold_open(&e.gold, &err);
    for (int i = 0; !failed && i < cli->narguments; i++)
        failed = gold_read(&e.gold, cli->arguments[i], &err);
    if (!failed && e.gold.posts == 0)
        failed = err_set(&err, "no labelled posts");
    if (!failed)
        print_evaluation(cli, e.evaluation);
    evaluation_free(e.evaluation);
    gold_close(&e.gold);
    arena_release(&e.arena);
    if (failed)
        return cli_failed(cli, &err);
    return e.gold.bad ? EXIT_FAILED : EXIT_DONE;
}

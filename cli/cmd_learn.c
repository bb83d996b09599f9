/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "cli/cli.h"

#include <stdio.h>

#include "analysis/learn.h"
#include "analysis/learned.h"
#include "base/file.h"
#include "cli/gold.h"
#include "desk/correct.h"

/* What a post of a set of another kind (two classes, another sort of text) counts for. */
static const float POLARITY_WEIGHT = 0.05f;
enum { LEARNED_MAX = 64 << 20 };

struct learning {
    struct gold gold;
    struct learner *learner;
    bool polar;
};

static void take_post(void *context, struct gold_town *town, const json_t *object, struct labelled *post)
{
    struct learning *l = context;

    (void)object;
    if (l->polar) {
        post->weight = POLARITY_WEIGHT;
        post->polar = true;
    }
    learner_add(l->learner, town->desk.scratch, post);
}

static int take_corrected(void *context, const struct stored_post *stored, json_t *object)
{
    struct learning *l = context;
    struct gold_town *town = l->gold.v[0];
    struct arena a = {0};
    struct labelled post;
    struct err ignored;

    if (labelled_read(&post, object, &town->desk.town, &a, &ignored) == 0) {
        post.post = stored->post;
        take_post(l, town, object, &post);
        l->gold.posts++;
    }
    arena_release(&a);
    return 0;
}

/* What people corrected in the newsroom's store. */
static int read_corrections(struct learning *l, struct cli *cli, struct err *err)
{
    struct faults faults = {0};
    struct desk desk = {0};
    int failed = desk_open(&desk, cli->dir, DESK_READ, true, &faults, err) || correct_each(&desk, take_corrected, l, err);

    desk_close(&desk);
    return failed ? -1 : 0;
}

static int read_posts(struct learning *l, struct cli *cli, struct err *err)
{
    const char *polarity = cli_value(cli, "--polarity");

    for (int i = 0; i < cli->narguments; i++)
        if (gold_read(&l->gold, cli->arguments[i], err))
            return -1;
    if (cli_value(cli, "--corrections") && read_corrections(l, cli, err))
        return -1;
    l->polar = true;
    if (polarity && gold_read(&l->gold, polarity, err))
        return -1;
    return l->gold.posts ? 0 : err_set(err, "no labelled posts: nothing was learned");
}

/* A learned.tsv that is there, or nothing. */
static int read_learned(const char *folder, struct buf *bytes, struct arena *a, struct err *err)
{
    const char *path = file_path(a, folder, "learned.tsv");

    *bytes = (struct buf){.max = LEARNED_MAX};
    return file_exists(path) ? file_read(path, bytes, err) : 0;
}

/* What was learned before and is not in the new posts stays. */
static int join_before(const struct desk *d, struct buf *out, struct arena *a, struct err *err)
{
    struct buf nearer = {0}, shipped = {0};
    int failed = read_learned(d->lexicon_folders[0], &nearer, a, err) || read_learned(d->lexicon_folders[1], &shipped, a, err);

    if (!failed)
        learned_join(out, buf_str(&nearer), buf_str(&shipped));
    buf_release(&nearer);
    buf_release(&shipped);
    return failed ? -1 : 0;
}

static int write_weights(struct learning *l, struct cli *cli, const char *path, struct err *err)
{
    const struct desk *d = &l->gold.v[0]->desk;
    struct buf out = {0};
    int failed = 0;

    cli_say(cli, "training on %lld posts ...", (long long)l->gold.posts);
    learner_train(l->learner, l->gold.unlearned ? NULL : d->analyser, &out);
    if (!l->gold.unlearned)
        failed = join_before(d, &out, &cli->arena, err);
    failed = failed || (!cli_value(cli, "--out") && file_make_folder(d->lexicon_folders[0], err)) ||
             file_write(path, buf_str(&out), err);
    buf_release(&out);
    return failed ? -1 : 0;
}

int cmd_learn(struct cli *cli)
{
    struct learning l = {.gold = {.cli = cli, .towns = cli_value(cli, "--towns"), .unlearned = cli_value(cli, "--anew") != NULL}};
    const char *path = cli_value(cli, "--out") ? cli_value(cli, "--out") : cli_file(cli, "lexicons.d/learned.tsv");
    struct err err;
    int failed;

    if (cli->narguments == 0 && !cli_value(cli, "--corrections"))
        return cli_misused(cli, "needs files of labelled posts, or --corrections");
    l.gold.take = take_post;
    l.gold.context = &l;
    l.learner = learner_new();
    failed = gold_open(&l.gold, &err) || read_posts(&l, cli, &err) || write_weights(&l, cli, path, &err);
    learner_free(l.learner);
    gold_close(&l.gold);
    if (failed)
        return cli_failed(cli, &err);
    cli_say(cli, "%lld posts used, %lld without labels, %d line%s wrong", (long long)l.gold.posts, (long long)l.gold.unlabelled,
            l.gold.bad, l.gold.bad == 1 ? "" : "s");
    printf("%s\n", path);
    return l.gold.bad ? EXIT_FAILED : EXIT_DONE;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "cli/cli.h"

#include <stdio.h>
#include <string.h>

#include "base/record.h"
#include "desk/correct.h"

/* The options that give a label, with the field of a labelled post. */
static const struct {
    const char *option, *field;
    const struct value_name *names;
    bool list; /* several, with commas */
} labels[] = {
    {"--sentiment", "sentiment", sentiment_names, false}, {"--intent", "intent", intent_names, false},
    {"--group", "group", voice_names, false},             {"--theme", "themes", theme_names, true},
    {"--frame", "frames", frame_names, true},             {"--crisis", "crisis", crisis_names, true},
};
enum { LABELS = sizeof labels / sizeof *labels };

static int wrong_value(const struct cli *cli, int label, struct str value)
{
    struct buf all = {0};
    int status;

    for (const struct value_name *n = labels[label].names; n->name; n++)
        buf_printf(&all, "%s%s", all.n ? ", " : "", n->name);
    status = cli_misused(cli, "%s '%.*s': the values are %s", labels[label].option, STR_ARG(value), buf_c(&all));
    buf_release(&all);
    return status;
}

static int read_label(const struct cli *cli, int label, json_t *object)
{
    struct str rest = str_of(cli_value(cli, labels[label].option));
    json_t *list = json_array();

    json_object_set_new(object, labels[label].field, list);
    while (rest.n) {
        struct str value = labels[label].list ? str_trim(str_cut(&rest, ',')) : rest;

        if (value_of(labels[label].names, value) < 0)
            return wrong_value(cli, label, value);
        json_array_append_new(list, record_string(value));
        if (!labels[label].list)
            break;
    }
    if (labels[label].list)
        return 0;
    if (json_array_size(list) == 0)
        return wrong_value(cli, label, rest);
    json_object_set(object, labels[label].field, json_array_get(list, 0));
    return 0;
}

static int print_labelled(void *context, const struct stored_post *post, json_t *labelled)
{
    (void)context;
    (void)post;
    json_dumpf(labelled, stdout, RECORD_STYLE);
    putchar('\n');
    return 0;
}

static int list_corrections(struct cli *cli, struct str by)
{
    struct faults faults = {0};
    struct desk desk = {0};
    struct err err;
    int failed = desk_open(&desk, cli->dir, DESK_SIDE, true, &faults, &err) ||
                 desk_audit(&desk, "export", STR("corrections"), "done", by, cli->now, &err) ||
                 correct_each(&desk, print_labelled, NULL, &err);

    desk_close(&desk);
    return failed ? cli_failed(cli, &err) : EXIT_DONE;
}

static int correct(struct cli *cli, int64_t post, const json_t *object, struct str by)
{
    struct faults faults = cli_faults();
    struct desk desk = {0};
    struct err err;
    int failed = desk_open(&desk, cli->dir, DESK_ACT, false, &faults, &err) ||
                 correct_post(&desk, post, object, by, cli->now, &err);

    desk_close(&desk);
    if (failed)
        return cli_failed(cli, &err);
    cli_say(cli, "post %lld corrected; 'tamtam learn --corrections' learns from it", (long long)post);
    return EXIT_DONE;
}

int cmd_correct(struct cli *cli)
{
    const char *by = cli_value(cli, "--by");
    json_t *object;
    long long post;
    int status = 0;

    if (!by || !*by)
        return cli_misused(cli, "a correction needs --by: it is logged");
    if (strcmp(cli->arguments[0], "list") == 0)
        return list_corrections(cli, str_of(by));
    if (str_to_number(str_of(cli->arguments[0]), INT64_MAX, &post) || post < 1)
        return cli_misused(cli, "ID is the number of a post, as 'tamtam search' shows it, not '%s'", cli->arguments[0]);
    object = json_object();
    for (int i = 0; i < LABELS && status == 0; i++)
        if (cli_value(cli, labels[i].option))
            status = read_label(cli, i, object);
    if (status == 0 && json_object_size(object) == 0)
        status = cli_misused(cli, "say what it should be: --sentiment, --theme, --intent, --frame, --crisis or --group");
    if (status == 0)
        status = correct(cli, post, object, str_of(by));
    json_decref(object);
    return status;
}

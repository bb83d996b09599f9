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

/* Those whose values tamtam.conf names. */
static const struct {
    const char *option, *field;
} named[] = {{"--place", "places"}, {"--person", "people"}, {"--leadership", "leadership"}};
enum { PLACES, PEOPLE, LEADERSHIP, NAMED };

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

/* "Pieter Hoekstra:betrokkenheid:-" as a judgement; NULL when it is none. */
static json_t *judgement_of(struct str text)
{
    struct str person = str_trim(str_cut(&text, ':')), criterion = str_trim(str_cut(&text, ':')), polarity = str_trim(text);

    if (value_of(criterion_names, criterion) < 0 || !(str_is(polarity, "+") || str_is(polarity, "-")))
        return NULL;
    return json_pack("{s:o, s:o, s:o}", "person", record_string(person), "criterion", record_string(criterion), "polarity",
                     record_string(polarity));
}

static int read_named(const struct cli *cli, int label, json_t *object)
{
    struct str rest = str_of(cli_value(cli, named[label].option));
    json_t *list = json_array();

    json_object_set_new(object, named[label].field, list);
    while (rest.n) {
        struct str value = str_trim(str_cut(&rest, ','));
        json_t *item = label == LEADERSHIP ? judgement_of(value) : record_string(value);

        if (!item)
            return cli_misused(cli, "--leadership '%.*s': write 'NAME:betrokkenheid:-' (betrouwbaarheid, betrokkenheid or competentie; + or -)",
                               STR_ARG(value));
        json_array_append_new(list, item);
    }
    return 0;
}

static struct str text_of(const json_t *value)
{
    return (struct str){json_string_value(value), json_string_length(value)};
}

/* Does tamtam.conf know the districts and people? Its own writing of a district takes the place of an alias. */
static int check_names(const struct municipality *town, const json_t *object, struct err *err)
{
    json_t *value;
    size_t i;

    json_array_foreach(json_object_get(object, "places"), i, value) {
        int district = municipality_district(town, text_of(value));

        if (district < 0)
            return err_set(err, "tamtam.conf has no district '%s'", json_string_value(value));
        json_string_setn(value, town->districts[district].name.p, town->districts[district].name.n);
    }
    json_array_foreach(json_object_get(object, "people"), i, value)
        if (municipality_person(town, text_of(value)) < 0)
            return err_set(err, "tamtam.conf has no person '%s'; the name is written in full", json_string_value(value));
    json_array_foreach(json_object_get(object, "leadership"), i, value)
        if (municipality_person(town, text_of(json_object_get(value, "person"))) < 0)
            return err_set(err, "tamtam.conf has no person '%s'; the name is written in full",
                           json_string_value(json_object_get(value, "person")));
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
    int failed = desk_open(&desk, cli->dir, DESK_ACT, false, &faults, &err) || check_names(&desk.town, object, &err) ||
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
    for (int i = 0; i < NAMED && status == 0; i++)
        if (cli_value(cli, named[i].option))
            status = read_named(cli, i, object);
    if (status == 0 && json_object_size(object) == 0)
        status = cli_misused(cli, "say what it should be: --sentiment, --theme, --place, --person, --leadership, --intent, --frame, --crisis or "
                                  "--group");
    if (status == 0)
        status = correct(cli, post, object, str_of(by));
    json_decref(object);
    return status;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "cli/cli.h"

#include <stdio.h>
#include <string.h>

#include "base/record.h"
#include "base/when.h"
#include "desk/listen.h"
#include "tamtam/dutch.h"

enum { NARROWEST_NAME = 28 }; /* characters of a column */

/* How a source fares. */
struct health {
    const struct source *source;
    struct source_state state;
    int64_t posts; /* in SOURCE_HABIT_DAYS up to the last */
    int64_t last;  /* its time, 0: none */
};

/* The error; '!' before it and what to do behind it when it won't pass by itself. */
static void add_error(struct buf *b, const struct source_state *state)
{
    bool lasts = schedule_needs_person(state);

    buf_puts(b, lasts ? "! " : "");
    buf_add(b, state->last_error);
    if (lasts)
        buf_printf(b, " | doe: %s", schedule_advice(state));
}

/* What an administrator should know, in words: an error, or a silence against its own habit; empty when all is well. */
static void add_word(struct buf *b, const struct health *h, int64_t now)
{
    if (h->state.last_try == 0)
        buf_puts(b, "nog niet opgehaald");
    else if (h->state.last_error.n)
        add_error(b, &h->state);
    else
        desk_source_silence(b, h->posts, h->last, now);
}

static void print_words(const struct health *h, int width, int64_t now)
{
    struct buf b = {0}, last = {0};

    if (h->state.last_good)
        dutch_date_tiny(&last, when_day(h->state.last_good));
    else
        buf_puts(&last, "nooit");
    add_word(&b, h, now);
    printf("%-*.*s %-8s %6.1f  %s\n", width, STR_ARG(h->source->name), buf_c(&last), (double)h->posts / SOURCE_HABIT_DAYS, buf_c(&b));
    buf_release(&b);
    buf_release(&last);
}

static void set_time(json_t *object, const char *key, int64_t ms)
{
    struct buf b = {0};

    if (ms)
        when_print(&b, ms);
    json_object_set_new(object, key, ms ? json_string(buf_c(&b)) : json_null());
    buf_release(&b);
}

static void print_json(const struct health *h, int64_t now)
{
    json_t *object = json_object();
    struct buf word = {0};

    add_word(&word, h, now);
    json_object_set_new(object, "name", record_string(h->source->name));
    json_object_set_new(object, "url", record_string(h->source->url));
    set_time(object, "last_good", h->state.last_good);
    set_time(object, "next_check", h->state.next_check);
    set_time(object, "last_post", h->last);
    json_object_set_new(object, "posts_per_day", json_real((double)h->posts / SOURCE_HABIT_DAYS));
    json_object_set_new(object, "failures", json_integer(h->state.failures));
    json_object_set_new(object, "status", json_integer(h->state.status));
    json_object_set_new(object, "needs_person", json_boolean(schedule_needs_person(&h->state)));
    json_object_set_new(object, "advice", schedule_needs_person(&h->state) ? json_string(schedule_advice(&h->state)) : json_null());
    json_object_set_new(object, "word", record_string(buf_str(&word)));
    json_dumpf(object, stdout, JSON_COMPACT);
    putchar('\n');
    json_decref(object);
    buf_release(&word);
}

static int print_source(struct cli *cli, struct desk *d, const struct source *source, int width, struct err *err)
{
    struct health h = {.source = source};

    if (desk_source_state(d, source, &h.state, &cli->arena, err) ||
        store_source_posts(d->store, source->name, (int64_t)SOURCE_HABIT_DAYS * WHEN_DAY, &h.posts, &h.last, err))
        return -1;
    cli->json ? print_json(&h, cli->now) : print_words(&h, width, cli->now);
    return 0;
}

int cmd_sources(struct cli *cli)
{
    struct faults faults = cli_faults();
    struct desk desk = {0};
    struct err err;
    int width = NARROWEST_NAME;
    int failed;

    if (cli->narguments && strcmp(cli->arguments[0], "add") == 0)
        return cmd_sources_add(cli);
    if (cli->narguments > 1 || (cli->narguments && strcmp(cli->arguments[0], "list")))
        return cli_misused(cli, "unknown: '%s'; there are list and add URL", cli->arguments[0]);
    failed = desk_open(&desk, cli->dir, DESK_READ, true, &faults, &err);
    for (int i = 0; !failed && i < desk.sources.n; i++)
        if ((int)desk.sources.v[i].name.n > width)
            width = (int)desk.sources.v[i].name.n;
    if (!failed && !cli->json)
        printf("%-*s %-8s %6s\n", width, "bron", "laatst", "/dag");
    for (int i = 0; !failed && i < desk.sources.n; i++)
        failed = print_source(cli, &desk, &desk.sources.v[i], width, &err);
    desk_close(&desk);
    return failed ? cli_failed(cli, &err) : EXIT_DONE;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "cli/cli.h"

#include <stdio.h>
#include <string.h>

#include "base/record.h"
#include "base/utf8.h"
#include "base/when.h"
#include "desk/desk.h"
#include "tamtam/dutch.h"
#include "tamtam/life.h"
#include "tamtam/report.h"
#include "tamtam/summary.h"
#include "tamtam/words.h"

enum { STANDARD_DAYS = 14, MOST_DAYS = 3660, LINE_BYTES = 80 };

static void print_words(const struct stored_issue *issue)
{
    struct buf b = {0};

    dutch_date_tiny(&b, when_day(issue->first));
    buf_puts(&b, " – ");
    dutch_date_tiny(&b, when_day(issue->last));
    printf("%5lld  %5lld  %-16s  %.*s\n", (long long)issue->id, (long long)issue->posts, buf_c(&b), STR_ARG(issue->title));
    buf_release(&b);
}

static json_t *json_of(const struct stored_issue *issue)
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
    buf_release(&first);
    buf_release(&last);
    return object;
}

static void print_json(json_t *object)
{
    json_dumpf(object, stdout, JSON_COMPACT);
    putchar('\n');
    json_decref(object);
}

static int list_issues(struct cli *cli)
{
    const char *days_text = cli_value(cli, "--days");
    long long days = STANDARD_DAYS;
    struct faults faults = {0};
    struct desk desk = {0};
    struct stored_issue *issues;
    struct err err;
    int n;
    int failed;

    if (days_text && str_to_number(str_of(days_text), MOST_DAYS, &days))
        return cli_misused(cli, "--days is a number of at most %d", MOST_DAYS);
    failed = desk_open(&desk, cli->dir, DESK_READ, true, &faults, &err) ||
             store_issues_between(desk.store, &cli->arena, cli->now - days * WHEN_DAY, cli->now, &issues, &n, &err);
    if (!failed && !cli->json)
        printf("%5s  %5s  %-14s  %s\n", "id", "n", "van – tot", "onderwerp");
    for (int i = 0; !failed && i < n; i++)
        cli->json ? print_json(json_of(&issues[i])) : print_words(&issues[i]);
    desk_close(&desk);
    return failed ? cli_failed(cli, &err) : EXIT_DONE;
}

/* ---- one issue ---- */

/* Words of what a public actor said; of a private person only that something was said. */
static int print_post(void *context, const struct stored_post *stored)
{
    const struct post *post = &stored->post;
    struct buf time = {0};
    struct str text = words_may_quote(stored) ? post->title.n ? post->title : post->text : (struct str){0};

    (void)context;
    when_print_local(&time, post->time);
    text = str_cut(&text, '\n');
    printf("%6lld  %s  %-10s  %.*s%s%.*s\n", (long long)post->seq, buf_c(&time), channel_names[post->channel].name,
           STR_ARG(post->actor), text.n ? ": " : "", STR_ARG(utf8_prefix(text, LINE_BYTES)));
    buf_release(&time);
    return 0;
}

/* Where it stands in its life, and what is said. */
static void print_story(const struct life *life, int day, const struct summary *summary)
{
    struct buf b = {0};

    buf_printf(&b, "dag %d, %s", day, phase_names[life->phase].label);
    if (life->grows >= 0) {
        buf_puts(&b, ", kans dat het morgen groeit: ");
        dutch_percent(&b, life->grows);
    }
    buf_puts(&b, "\n");
    summary_write(&b, summary);
    printf("%s\n\n", buf_c(&b));
    buf_release(&b);
}

static void add_story(json_t *object, const struct life *life, int day, const struct summary *summary)
{
    json_t *sentences = json_array();

    for (int i = 0; i < summary->n; i++) {
        const struct summary_sentence *s = &summary->v[i];
        json_t *sentence = json_pack("{s:o}", "text", record_string(s->text));

        if (s->source) {
            json_object_set_new(sentence, "source", record_string(s->source->post.actor));
            json_object_set_new(sentence, "post", json_integer(s->source->post.seq));
        }
        json_array_append_new(sentences, sentence);
    }
    json_object_set_new(object, "day", json_integer(day));
    json_object_set_new(object, "phase", json_string(phase_names[life->phase].name));
    json_object_set_new(object, "grows", life->grows >= 0 ? json_real(life->grows) : json_null());
    json_object_set_new(object, "summary", sentences);
}

static int tell_story(struct cli *cli, struct desk *desk, const struct stored_issue *issue, struct err *err)
{
    struct figures f = {0};
    int64_t from, to;
    int failed;

    report_issue_window(issue, cli->now, &from, &to);
    failed = figures_read_issue(&f, desk->store, &desk->town, issue, from, to, err);
    if (!failed) {
        const struct issue_figures *of = &f.issues[0];
        struct life life = life_at(of->times, of->ntimes, issue->first, cli->now);
        struct summary summary = summary_of(of, &cli->arena);
        struct stored_issue counted = *issue;
        json_t *object;

        counted.posts = of->nposts + of->copies;
        object = cli->json ? json_of(&counted) : NULL;

        if (cli->json) {
            add_story(object, &life, of->day, &summary);
            print_json(object);
        } else {
            print_words(&counted);
            print_story(&life, of->day, &summary);
        }
    }
    figures_release(&f);
    return failed;
}

static int show_issue(struct cli *cli, int64_t id)
{
    struct faults faults = {0};
    struct desk desk = {0};
    struct stored_issue issue = {0};
    struct err err;
    int failed = desk_open(&desk, cli->dir, DESK_READ, true, &faults, &err) ||
                 store_issue(desk.store, &cli->arena, id, &issue, &err);

    while (!failed && issue.id && issue.merged_into)
        failed = store_issue(desk.store, &cli->arena, issue.merged_into, &issue, &err);
    if (!failed && !issue.id)
        failed = err_set(&err, "there is no issue %lld", (long long)id);
    if (!failed) {
        failed = tell_story(cli, &desk, &issue, &err);
        if (!failed && !cli->json)
            failed = store_posts_of_issue(desk.store, issue.id, INT64_MIN / 2, INT64_MAX / 2, &desk.town, print_post, NULL, &err);
    }
    desk_close(&desk);
    return failed ? cli_failed(cli, &err) : EXIT_DONE;
}

/* ---- people's decisions ---- */

static int act(struct cli *cli, struct action action)
{
    struct faults faults = cli_faults();
    struct desk desk = {0};
    struct err err;
    int failed;

    action.who = str_of(cli_value(cli, "--by"));
    failed = desk_open(&desk, cli->dir, DESK_ACT, false, &faults, &err) || desk_act(&desk, action, cli->now, &err);
    desk_close(&desk);
    return failed ? cli_failed(cli, &err) : EXIT_DONE;
}

static int split_issue(struct cli *cli, struct action action)
{
    struct buf posts = {0};
    long long post;
    int status = EXIT_DONE;

    for (int i = 2; i < cli->narguments && status == EXIT_DONE; i++)
        if (str_to_number(str_of(cli->arguments[i]), INT64_MAX, &post) || post < 1)
            status = cli_misused(cli, "POST is the number of a post, not '%s'", cli->arguments[i]);
        else
            buf_printf(&posts, "%s%lld", i > 2 ? " " : "", post);
    if (status == EXIT_DONE) {
        action.text = buf_str(&posts);
        status = act(cli, action);
    }
    buf_release(&posts);
    return status;
}

/* A moment, or the end of a day. */
static int read_until(struct str text, int64_t *until)
{
    int day;

    if (when_parse_day(text, &day) == 0) {
        *until = when_at(day + 1, 0, 0);
        return 0;
    }
    return when_parse(text, until);
}

static int decide(struct cli *cli, struct str what, int64_t id)
{
    struct action action = {.kind = what, .a = id};
    struct str last = str_of(cli->narguments > 2 ? cli->arguments[2] : "");
    long long other;

    if (last.n == 0)
        return cli_misused(cli, "%.*s needs more: see 'tamtam issues --help'", STR_ARG(what));
    if (!cli_value(cli, "--by"))
        return cli_misused(cli, "this needs --by: it is logged");
    if (str_is(what, "split"))
        return split_issue(cli, action);
    if (cli->narguments > 3)
        return cli_misused(cli, "too many arguments; a title of several words goes between quotes");
    if (str_is(what, "name")) {
        action.text = last;
    } else if (str_is(what, "move")) {
        if (str_to_number(last, INT64_MAX, &other) || other < 0)
            return cli_misused(cli, "ID is the number of an issue, or 0, not '%.*s'", STR_ARG(last));
        action.b = other;
    } else if (str_is(what, "merge")) {
        if (str_to_number(last, INT64_MAX, &other) || other < 1 || other == id)
            return cli_misused(cli, "FROM is the number of another issue, not '%.*s'", STR_ARG(last));
        action.b = other;
    } else if (read_until(last, &action.b)) {
        return cli_misused(cli, "UNTIL is a day or a time, as 2026-03-11, not '%.*s'", STR_ARG(last));
    }
    return act(cli, action);
}

int cmd_issues(struct cli *cli)
{
    static const char *const decisions[] = {"merge", "split", "move", "name", "mute", NULL};
    struct str what = str_of(cli->narguments ? cli->arguments[0] : "list");
    long long id;

    if (str_is(what, "list"))
        return list_issues(cli);
    if (str_is(what, "tomorrow"))
        return cmd_tomorrow(cli);
    if (cli->narguments < 2 || str_to_number(str_of(cli->arguments[1]), INT64_MAX, &id) || id < 1)
        return cli_misused(cli, "'%.*s': see 'tamtam issues --help'; ID is a number", STR_ARG(what));
    if (str_is(what, "show"))
        return show_issue(cli, id);
    if (str_is_any(what, decisions))
        return decide(cli, what, id);
    return cli_misused(cli, "unknown: '%.*s'; there is: list, show, tomorrow, merge, split, move, name, mute", STR_ARG(what));
}

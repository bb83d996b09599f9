/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "cli/cli.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "analysis/context.h"
#include "base/record.h"
#include "base/when.h"
#include "desk/reason.h"
#include "desk/study.h"

enum { PROGRESS_LINES = 500 };

/* A line that was read: its object waits for the issue that it has at the end. */
struct line {
    json_t *object;
    int64_t issue, duplicate_of;
    int64_t time;
    struct leanings own;
};

struct analysing {
    struct cli *cli;
    struct desk desk;
    FILE *in, *out, *alerts;
    bool explain, stream;
    struct line *lines; /* lines[seq - 1] */
    int64_t n, cap;
    int64_t number; /* of the input line */
    int bad;
    struct arena arena;
};

static json_t *issue_name(int64_t issue)
{
    return issue ? json_sprintf("issue-%lld", (long long)issue) : json_null();
}

static json_t *id_of(const struct analysing *a, int64_t seq)
{
    json_t *id = json_object_get(a->lines[seq - 1].object, "id");

    return id ? json_incref(id) : json_null();
}

static void write_line(FILE *out, json_t *object)
{
    json_dumpf(object, out, RECORD_STYLE);
    fputc('\n', out);
}

static void write_alert(const struct analysing *a, const struct alert *alert)
{
    static const char *const statuses[] = {"nieuw", "verhoogd", "ingetrokken"};
    json_t *object = json_object();
    json_t *posts = json_array();
    struct buf time = {0};

    when_print(&time, alert->time);
    for (int i = 0; i < alert->nposts; i++)
        json_array_append_new(posts, id_of(a, alert->posts[i]));
    json_object_set_new(object, "id", json_sprintf("alert-%lld", (long long)alert->id));
    json_object_set_new(object, "status", json_string(statuses[alert->status]));
    json_object_set_new(object, "time", json_string(buf_c(&time)));
    json_object_set_new(object, "level", json_string(level_names[alert->level].name));
    json_object_set_new(object, "issue", issue_name(alert->issue));
    json_object_set_new(object, "title", record_string(alert->title));
    json_object_set_new(object, "reason", record_string(alert->reason));
    json_object_set_new(object, "posts", posts);
    write_line(a->alerts, object);
    json_decref(object);
    buf_release(&time);
}

static int take_changes(void *context, const struct changes *changes)
{
    struct analysing *a = context;

    for (int i = 0; i < changes->n; i++) {
        const struct change *c = &changes->v[i];

        if (c->kind == CHANGE_POST)
            a->lines[c->post - 1].issue = c->issue;
        else if (c->kind == CHANGE_DUPLICATE)
            a->lines[c->post - 1].duplicate_of = c->other;
        else if (c->kind == CHANGE_ALERT && a->alerts)
            write_alert(a, &c->alert);
    }
    return 0;
}

static bool is_given(const json_t *why, const char *mark, const struct value_name *values, uint32_t bits)
{
    struct str rest = str_of(json_string_value(json_object_get(why, "mark"))), name = str_cut(&rest, ':');
    int value = str_is(name, mark) ? value_of(values, rest) : -1;

    return value < 0 || bits >> value & 1;
}

static void add_reasons(json_t *reasons, const char *mark, const struct value_name *values, uint32_t bits)
{
    for (int i = 0; values[i].name; i++)
        if (bits >> i & 1)
            json_array_append_new(reasons, json_pack("{s:o, s:s, s:s, s:i}", "mark", json_sprintf("%s:%s", mark, values[i].name),
                                                     "entry", "@what-others-said", "file", "context", "weight", 0));
}

/* What no longer holds, and what came from earlier posts, makes place for what comes from all. */
static void retell_reasons(json_t *reasons, const struct retold *r)
{
    for (size_t i = json_array_size(reasons); i-- > 0;) {
        const json_t *why = json_array_get(reasons, i);
        bool from_earlier = str_is(str_of(json_string_value(json_object_get(why, "file"))), "context");

        if (from_earlier || !is_given(why, "theme", theme_names, r->themes) || !is_given(why, "crisis", crisis_names, r->crisis))
            json_array_remove(reasons, i);
    }
    add_reasons(reasons, "theme", theme_names, r->more_themes);
    add_reasons(reasons, "crisis", crisis_names, r->more_crisis);
}

/* Now that all posts are there, the themes and crisis marks hang on those that came later, too. */
static void look_back(struct analysing *a)
{
    struct retold *posts = mem_calloc((size_t)a->n + 1, sizeof *posts);

    for (int64_t i = 0; i < a->n; i++)
        posts[i] = (struct retold){.time = a->lines[i].time,
                                   .issue = grouper_resolve(a->desk.grouper, a->lines[i].issue),
                                   .own = a->lines[i].own};
    context_look_back(posts, a->n);
    for (int64_t i = 0; i < a->n; i++) {
        json_t *object = a->lines[i].object;

        json_object_set_new(object, "themes", record_names(theme_names, posts[i].themes));
        json_object_set_new(object, "crisis", record_names(crisis_names, posts[i].crisis));
        if (a->explain)
            retell_reasons(json_object_get(object, "why"), &posts[i]);
    }
    free(posts);
}

static void finish_line(struct analysing *a, struct line *line)
{
    int64_t issue = grouper_resolve(a->desk.grouper, line->issue);

    json_object_set_new(line->object, "issue", issue_name(issue));
    if (line->duplicate_of)
        json_object_set_new(line->object, "duplicate_of", id_of(a, line->duplicate_of));
    write_line(a->out, line->object);
}

static void report_bad(struct analysing *a, const struct err *err)
{
    fprintf(stderr, "line %lld: %s\n", (long long)a->number, err->text);
    a->bad++;
}

static void analyse_line(struct analysing *a, struct str text)
{
    struct entry entry;
    struct marks marks;
    struct whys whys = {0};
    struct err err;
    json_t *object;

    a->number++;
    if (str_trim(text).n == 0)
        return;
    object = record_parse(text, &err);
    if (!object || record_entry(&entry, object, &a->arena, &err)) {
        report_bad(a, &err);
        json_decref(object);
        return;
    }
    MEM_GROW(a->lines, a->n, a->cap);
    a->lines[a->n++] = (struct line){.object = object};
    study_post(&a->desk, &entry, a->n, &marks, a->explain ? &whys : NULL, take_changes, a);
    a->lines[a->n - 1].time = entry.time;
    a->lines[a->n - 1].own = marks.leanings;
    record_set_marks(object, &marks, &a->desk.town);
    if (a->explain)
        json_object_set_new(object, "why", reason_json(&whys, (struct str){0}));
    if (a->stream) {
        finish_line(a, &a->lines[a->n - 1]);
        fflush(a->out);
    }
    if (a->n % PROGRESS_LINES == 0)
        cli_progress(a->cli, "posts", a->n, 0);
}

static int open_file(FILE **file, const char *path, const char *mode, FILE *standard, struct err *err)
{
    *file = path && strcmp(path, "-") ? fopen(path, mode) : standard;
    return *file ? 0 : err_set(err, "%s: %s", path, strerror(errno));
}

/* Writing over the input would empty it before it is read. */
static bool is_same_file(const char *in, const char *out)
{
    struct stat a, b;

    return in && out && stat(in, &a) == 0 && stat(out, &b) == 0 && a.st_dev == b.st_dev && a.st_ino == b.st_ino && S_ISREG(a.st_mode);
}

static int close_output(FILE *file, const char *path, struct err *err)
{
    bool failed = !file ? false : ferror(file) != 0;

    if (file && (file == stdout ? fflush(file) : fclose(file)))
        failed = true;
    return failed ? err_set(err, "%s: %s", path ? path : "standard output", strerror(errno)) : 0;
}

static int run(struct analysing *a, struct err *err)
{
    char *line = NULL;
    size_t size = 0;
    ssize_t n;

    while ((n = getline(&line, &size, a->in)) >= 0) {
        analyse_line(a, (struct str){line, (size_t)n});
        arena_clear(&a->arena);
    }
    free(line);
    if (ferror(a->in))
        return err_set(err, "input: %s", strerror(errno));
    if (!a->stream)
        look_back(a);
    for (int64_t i = 0; i < a->n && !a->stream; i++)
        finish_line(a, &a->lines[i]);
    return 0;
}

static void release(struct analysing *a)
{
    for (int64_t i = 0; i < a->n; i++)
        json_decref(a->lines[i].object);
    free(a->lines);
    if (a->in && a->in != stdin)
        fclose(a->in);
    arena_release(&a->arena);
    desk_close(&a->desk);
}

int cmd_analyse(struct cli *cli)
{
    struct analysing a = {.cli = cli, .explain = cli_value(cli, "--explain") != NULL, .stream = cli_value(cli, "--stream") != NULL};
    const char *out = cli_value(cli, "--out");
    const char *alerts = cli_value(cli, "--alerts");
    struct faults faults = cli_faults();
    struct err err;
    int failed;

    if (is_same_file(cli_value(cli, "--in"), out) || is_same_file(cli_value(cli, "--in"), alerts))
        return cli_misused(cli, "the input file can't be the output too");
    failed = desk_open(&a.desk, cli->dir, DESK_STUDY, cli_value(cli, "--lenient") != NULL, &faults, &err) ||
             open_file(&a.in, cli_value(cli, "--in"), "r", stdin, &err) || open_file(&a.out, out, "w", stdout, &err) ||
             (alerts && open_file(&a.alerts, alerts, "w", stdout, &err)) || run(&a, &err);
    failed = (a.out && close_output(a.out, out, &err)) || (a.alerts && a.alerts != stdout && close_output(a.alerts, alerts, &err)) || failed;
    if (!failed)
        cli_say(cli, "%lld posts, %d line%s skipped", (long long)a.n, a.bad, a.bad == 1 ? "" : "s");
    release(&a);
    if (failed)
        return cli_failed(cli, &err);
    return a.bad ? EXIT_FAILED : EXIT_DONE;
}

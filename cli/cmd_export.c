/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * export: the stored posts as JSON lines, as CSV for machines (RFC 4180) or as CSV for Dutch Excel. As they are held: masked, with
 * pseudonyms that change every week.
 */
#include "cli/cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/record.h"
#include "base/when.h"
#include "desk/desk.h"

enum form { FORM_JSONL, FORM_CSV, FORM_CSV_NL };

struct exporting {
    const struct municipality *town;
    enum form form;
    int64_t n;
};

/* The columns of a CSV: a mark by its name, or a field of the post. */
static const char *const columns[] = {"id",     "time",   "channel", "source", "author",    "group",    "sentiment", "score",
                                      "themes", "places", "people",  "intent", "issue",     "title",    "text"};
enum { COLUMNS = sizeof columns / sizeof *columns };

static json_t *object_of(const struct exporting *e, const struct stored_post *p)
{
    json_t *o = json_object();
    struct buf time = {0};

    when_print(&time, p->post.time);
    json_object_set_new(o, "id", record_string(p->post.id));
    json_object_set_new(o, "time", json_string(buf_c(&time)));
    json_object_set_new(o, "channel", json_string(channel_names[p->post.channel].name));
    json_object_set_new(o, "source", record_string(p->post.source));
    json_object_set_new(o, "author", record_string(p->post.actor.n ? p->post.actor : p->post.author));
    json_object_set_new(o, "title", record_string(p->post.title));
    json_object_set_new(o, "text", record_string(p->post.text));
    record_set_marks(o, &p->marks, e->town);
    json_object_set_new(o, "issue", p->issue ? json_sprintf("issue-%lld", (long long)p->issue) : json_null());
    buf_release(&time);
    return o;
}

/* A cell that a spreadsheet would take for a formula is disarmed. */
static void put_cell(struct buf *b, struct str text, enum form form)
{
    char separator = form == FORM_CSV_NL ? ';' : ',';
    bool armed = text.n && strchr("=+-@\t\r", text.p[0]) && text.p[0];
    bool quoted = armed || memchr(text.p ? text.p : "", '"', text.n) || memchr(text.p ? text.p : "", separator, text.n) ||
                  memchr(text.p ? text.p : "", '\n', text.n) || memchr(text.p ? text.p : "", '\r', text.n);

    if (quoted)
        buf_putc(b, '"');
    if (armed)
        buf_putc(b, '\'');
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] == '"')
            buf_putc(b, '"');
        buf_putc(b, text.p[i]);
    }
    if (quoted)
        buf_putc(b, '"');
}

static void put_number(struct buf *b, double x, enum form form)
{
    char text[32];
    char *point;

    snprintf(text, sizeof text, "%.2f", x);
    point = strchr(text, '.');
    if (point && form == FORM_CSV_NL)
        *point = ',';
    buf_puts(b, text);
}

static void put_value(struct buf *b, const json_t *v, enum form form)
{
    struct buf list = {0};
    const json_t *item;
    size_t i;

    if (json_is_string(v))
        put_cell(b, (struct str){json_string_value(v), json_string_length(v)}, form);
    else if (json_is_number(v))
        put_number(b, json_number_value(v), form);
    json_array_foreach(v, i, item)
    {
        buf_puts(&list, i ? " | " : "");
        buf_puts(&list, json_is_string(item) ? json_string_value(item) : "");
    }
    if (list.n)
        put_cell(b, buf_str(&list), form);
    buf_release(&list);
}

static void end_row(struct buf *b)
{
    buf_puts(b, "\r\n");
    fwrite(b->p, 1, b->n, stdout);
    buf_release(b);
}

static void print_titles(enum form form)
{
    struct buf b = {0};

    if (form == FORM_CSV_NL)
        buf_puts(&b, "\xEF\xBB\xBF");
    for (int i = 0; i < COLUMNS; i++) {
        if (i)
            buf_putc(&b, form == FORM_CSV_NL ? ';' : ',');
        buf_puts(&b, columns[i]);
    }
    end_row(&b);
}

static int print_post(void *context, const struct stored_post *p)
{
    struct exporting *e = context;
    json_t *o = object_of(e, p);
    struct buf b = {0};

    e->n++;
    if (e->form == FORM_JSONL) {
        json_dumpf(o, stdout, JSON_COMPACT);
        putchar('\n');
    } else {
        for (int i = 0; i < COLUMNS; i++) {
            if (i)
                buf_putc(&b, e->form == FORM_CSV_NL ? ';' : ',');
            put_value(&b, json_object_get(o, columns[i]), e->form);
        }
        end_row(&b);
    }
    json_decref(o);
    return ferror(stdout);
}

static bool read_day(const struct cli *cli, const char *option, int shift, int64_t *ms)
{
    const char *value = cli_value(cli, option);
    int day;

    if (!value)
        return true;
    if (when_parse_day(str_of(value), &day)) {
        cli_misused(cli, "%s is a day such as 2026-03-11, not '%s'", option, value);
        return false;
    }
    *ms = when_at(day + shift, 0, 0);
    return true;
}

int cmd_export(struct cli *cli)
{
    static const char *const forms[] = {"jsonl", "csv", "csv-nl"};
    const char *format = cli_value(cli, "--format");
    struct faults faults = {0};
    struct desk desk = {0};
    struct exporting e = {.town = &desk.town};
    struct err err;
    int64_t from = INT64_MIN, to = INT64_MAX;
    int failed;

    while (format && e.form <= FORM_CSV_NL && strcmp(format, forms[e.form]))
        e.form++;
    if (e.form > FORM_CSV_NL)
        return cli_misused(cli, "--format is jsonl, csv or csv-nl, not '%s'", format);
    if (!read_day(cli, "--from", 0, &from) || !read_day(cli, "--to", 1, &to))
        return EXIT_USAGE;
    failed = desk_open(&desk, cli->dir, DESK_READ, true, &faults, &err);
    if (!failed && e.form != FORM_JSONL)
        print_titles(e.form);
    failed = failed || store_posts_between(desk.store, from, to, &desk.town, print_post, &e, &err);
    if (!failed)
        cli_say(cli, "%lld posts", (long long)e.n);
    desk_close(&desk);
    return failed ? cli_failed(cli, &err) : EXIT_DONE;
}

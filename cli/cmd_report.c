/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "cli/cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/record.h"
#include "base/when.h"
#include "desk/archive.h"

/* The formats that --format names; false when one is unknown. */
static bool read_formats(const struct cli *cli, const char *list, bool wanted[FORMAT_COUNT])
{
    struct str rest = str_of(list);

    while (rest.n) {
        struct str name = str_trim(str_cut(&rest, ','));
        int format = value_of(format_names, name);

        if (format < 0) {
            cli_misused(cli, "unknown format '%.*s'; there are html, pdf, txt, json and eml", STR_ARG(name));
            return false;
        }
        wanted[format] = true;
    }
    return true;
}

/* A time; a day alone stands for its start, or as the end of a period for its end. */
static bool read_time(const struct cli *cli, const char *option, bool is_end, int64_t *ms)
{
    const char *value = cli_value(cli, option);
    int day;

    if (!value)
        return true;
    if (when_parse_day(str_of(value), &day) == 0) {
        *ms = when_at(is_end ? day + 1 : day, 0, 0);
        return true;
    }
    if (when_parse(str_of(value), ms) == 0)
        return true;
    cli_misused(cli, "%s is a day or a time such as 2026-03-11T18:30, not '%s'", option, value);
    return false;
}

static bool read_wish(const struct cli *cli, int kind, struct wish *wish)
{
    const char *date = cli_value(cli, "--date");

    *wish = (struct wish){.kind = (enum report_kind)kind, .day = -1, .now = cli->now};
    if (cli->narguments > 1)
        wish->what = str_of(cli->arguments[1]);
    if (date && when_parse_day(str_of(date), &wish->day)) {
        cli_misused(cli, "--date is a day such as 2026-03-11, not '%s'", date);
        return false;
    }
    return read_time(cli, "--from", false, &wish->from) && read_time(cli, "--to", true, &wish->to);
}

/* ---- making ---- */

/* A query is a search: it is logged with who and why before it is done. */
static int log_query(struct cli *cli, struct desk *desk, const struct wish *wish, struct err *err)
{
    const char *purpose = cli_value(cli, "--purpose");
    struct doer by = {str_of(cli_value(cli, "--by")), cli->now};
    bool known = false;

    for (int i = 0; i < desk->town.npurposes; i++)
        known = known || str_is(desk->town.purposes[i].name, purpose);
    if (!known)
        return err_set(err, "tamtam.conf has no [purpose %s]", purpose);
    return archive_audit(desk, "search", str_printf(&cli->arena, "%s: %.*s", purpose, STR_ARG(wish->what)), "done", &by,
                         err);
}

static int write_files(struct cli *cli, struct desk *desk, const struct order *order, const struct document *d,
                       const bool wanted[FORMAT_COUNT], struct err *err)
{
    const char *folder = cli_value(cli, "--out");
    struct municipality town = desk->town;
    struct buf name = {0};
    int failed;

    town.pages = order_pages(order, &desk->town);
    order_file_name(order, &name);
    failed = publish_files(d, &town, folder ? folder : cli_file(cli, "reports"), buf_c(&name), wanted, stdout, err);
    buf_release(&name);
    return failed;
}

/* Lists a concept, and does to it what analysts did before. One that cannot be listed is made all the same. */
static void note(struct cli *cli, struct desk *desk, const struct order *order, struct document *d)
{
    struct stored_report report;
    struct buf lost = {0};
    struct err err;

    if (archive_note(desk, order, &report, &err)) {
        cli_say(cli, "tamtam report: not listed: %s", err.text);
        return;
    }
    if (report.edits.n)
        edits_apply(d, report.edits, (struct str){0}, false, &lost);
    cli_say(cli, "report %lld, version %lld, a concept", (long long)report.id, (long long)report.version);
    buf_release(&lost);
}

static int make(struct cli *cli, struct desk *desk, const struct wish *wish, const bool wanted[FORMAT_COUNT],
                struct err *err)
{
    struct document d = {0};
    struct order order;
    int failed;

    doc_init(&d);
    failed = order_make(desk, wish, &order, err) || (wish->kind == REPORT_QUERY && log_query(cli, desk, wish, err)) ||
             archive_number(desk, &order, err) || order_compose(desk, &order, &d, err);
    if (!failed) {
        note(cli, desk, &order, &d);
        failed = write_files(cli, desk, &order, &d, wanted, err);
    }
    doc_release(&d);
    return failed;
}

/* ---- the archive ---- */

/* `hash` is that of the fixed PDF, or empty. */
static void print_report(const struct cli *cli, const struct stored_report *r, const char *hash)
{
    struct buf to = {0};

    when_print_local(&to, r->to);
    if (cli->json) {
        json_t *o = json_object();

        json_object_set_new(o, "id", json_integer(r->id));
        json_object_set_new(o, "version", json_integer(r->version));
        json_object_set_new(o, "kind", record_string(r->kind));
        json_object_set_new(o, "subject", record_string(r->subject));
        json_object_set_new(o, "to", json_string(buf_c(&to)));
        json_object_set_new(o, "status", json_string(r->fixed ? "vastgesteld" : "concept"));
        json_object_set_new(o, "fixed_by", record_string(r->fixed_by));
        if (hash[0])
            json_object_set_new(o, "hash", json_string(hash));
        json_dumpf(o, stdout, JSON_COMPACT);
        putchar('\n');
        json_decref(o);
    } else {
        printf("%4lld.%lld  %-12.*s %-22.*s tot %.16s  %s%s%.*s\n", (long long)r->id, (long long)r->version,
               STR_ARG(r->kind), STR_ARG(r->subject), buf_c(&to), r->fixed ? "vastgesteld" : "concept",
               r->fixed ? " door " : "", STR_ARG(r->fixed_by));
    }
    buf_release(&to);
}

static int do_list(struct cli *cli, struct desk *desk, struct err *err)
{
    struct stored_report *reports;
    int n;

    if (store_reports(desk->store, &cli->arena, &reports, &n, err))
        return -1;
    for (int i = 0; i < n; i++) {
        struct stored_report kept = {0};
        char hash[ARCHIVE_HASH] = "";

        if (cli->json && reports[i].fixed) {
            if (store_report(desk->store, &cli->arena, reports[i].id, reports[i].version, &kept, err))
                return -1;
            archive_hash(kept.pdf, hash);
        }
        print_report(cli, &reports[i], hash);
    }
    if (n == 0 && !cli->json)
        cli_say(cli, "no reports were made yet");
    return 0;
}

static int find(struct cli *cli, struct desk *desk, struct stored_report *report, struct err *err)
{
    long long id;

    if (cli->narguments < 2 || str_to_number(str_of(cli->arguments[1]), INT64_MAX, &id))
        return err_set(err, "%s needs the number of a report, as 'tamtam report list' shows it", cli->arguments[0]);
    return archive_find(desk, id, report, err);
}

/* A fixed report as its bytes were kept. */
static int write_kept(struct cli *cli, struct desk *desk, const struct stored_report *r,
                      const bool wanted[FORMAT_COUNT], struct err *err)
{
    const struct str kept[FORMAT_COUNT] = {[FORMAT_HTML] = r->html, [FORMAT_PDF] = r->pdf, [FORMAT_TXT] = r->text};
    const char *folder = cli_value(cli, "--out");
    struct buf name = {0};
    int failed;

    folder = folder ? folder : cli_file(cli, "reports");
    archive_file_name(desk, r, &name);
    failed = file_make_folder(folder, err);
    for (int i = 0; i < FORMAT_COUNT && !failed; i++) {
        const char *path = str_printf(&cli->arena, "%s/%s.%s", folder, buf_c(&name), format_names[i].name).p;

        if (!wanted[i])
            continue;
        if (!kept[i].n)
            failed = err_set(err, "a fixed report is kept as html, pdf and txt, not as %s", format_names[i].name);
        else if (!(failed = file_write(path, kept[i], err)))
            puts(path);
    }
    buf_release(&name);
    return failed;
}

static int do_show(struct cli *cli, struct desk *desk, const bool wanted[FORMAT_COUNT], struct err *err)
{
    struct stored_report report = {0};
    struct document d = {0};
    struct buf lost = {0}, text = {0};
    bool files = cli_value(cli, "--format") || cli_value(cli, "--out");
    int failed;

    if (find(cli, desk, &report, err))
        return -1;
    if (report.fixed) {
        if (files)
            return write_kept(cli, desk, &report, wanted, err);
        printf("%.*s", STR_ARG(report.text));
        return 0;
    }
    doc_init(&d);
    failed = archive_compose(desk, &report, false, &d, &lost, err);
    if (!failed && files) {
        struct order order;

        failed = archive_order(desk, &report, &order, err) || write_files(cli, desk, &order, &d, wanted, err);
    } else if (!failed) {
        failed = publish_bytes(&d, &desk->town, FORMAT_TXT, &text, err);
        fputs(buf_c(&text), stdout);
    }
    if (lost.n)
        cli_say(cli, "edited, but no longer in the report:\n%s", buf_c(&lost));
    doc_release(&d);
    buf_release(&lost);
    buf_release(&text);
    return failed;
}

/* The first line of a concept's items: what they were fetched at. */
static const char stand[] = "# stand ";

/* Were they edited by somebody since? Items without that line are taken as they are. */
static int check_stand(const struct stored_report *report, struct str items, struct err *err)
{
    struct arena a = {0};
    struct str line = str_trim(str_cut(&items, '\n'));
    bool same = !str_starts(line, str_of(stand)) || str_eq(line, str_printf(&a, "%s%016llx", stand, archive_mark(report)));

    arena_release(&a);
    return same ? 0
                : err_set(err,
                          "somebody edited report %lld after these items were fetched; 'tamtam report edit %lld' gives them as they are "
                          "now: bring your words to those",
                          (long long)report->id, (long long)report->id);
}

static int put_items(struct desk *desk, const struct stored_report *report, struct err *err)
{
    struct edits *e = arena_alloc(&desk->arena, sizeof *e);
    struct buf text = {0};

    if (archive_items(desk, report, e, &desk->arena, err))
        return -1;
    edits_write(e, &text);
    printf("%s%016llx\n%s%s", stand, archive_mark(report), edits_guide, buf_c(&text));
    buf_release(&text);
    return 0;
}

static int do_edit(struct cli *cli, struct desk *desk, struct err *err)
{
    enum { MOST_BYTES = 1 << 20 };
    const char *in = cli_value(cli, "--in");
    const char *by = cli_value(cli, "--by");
    struct doer doer = {str_of(by), cli->now};
    struct stored_report report = {0};
    struct buf text = {.max = MOST_BYTES};
    int failed = find(cli, desk, &report, err);

    if (!failed && !in) {
        failed = put_items(desk, &report, err);
    } else if (!failed && !by) {
        failed = err_set(err, "an edit needs --by: it is logged");
    } else if (!failed) {
        failed = file_read(in, &text, err) || check_stand(&report, buf_str(&text), err) ||
                 archive_edit(desk, &report, buf_str(&text), &doer, err);
    }
    buf_release(&text);
    return failed;
}

static int do_fix(struct cli *cli, struct desk *desk, struct err *err)
{
    struct doer doer = {str_of(cli_value(cli, "--by")), cli->now};
    struct stored_report report;
    struct buf lost = {0};
    int failed;

    if (!str_trim(doer.name).n)
        return err_set(err, "a report is fixed by a named person: --by NAME");
    failed = find(cli, desk, &report, err) || archive_fix(desk, &report, &doer, &lost, err);
    if (!failed && lost.n)
        cli_say(cli, "edited, but no longer in the report:\n%s", buf_c(&lost));
    if (!failed)
        cli_say(cli, "report %lld, version %lld, is fixed", (long long)report.id, (long long)report.version);
    buf_release(&lost);
    return failed;
}

static int do_export(struct cli *cli, struct desk *desk, struct err *err)
{
    int n;

    if (cli->narguments < 2)
        return err_set(err, "export needs the folder that the fixed reports go to");
    if (archive_export(desk, cli->arguments[1], &n, err))
        return -1;
    cli_say(cli, "%d fixed report%s in %s, with reports.json and reports.atom", n, n == 1 ? "" : "s", cli->arguments[1]);
    return 0;
}

static int do_archive(struct cli *cli, struct desk *desk, const bool wanted[FORMAT_COUNT], struct err *err)
{
    const char *what = cli->arguments[0];

    return strcmp(what, "list") == 0   ? do_list(cli, desk, err)
           : strcmp(what, "show") == 0 ? do_show(cli, desk, wanted, err)
           : strcmp(what, "edit") == 0 ? do_edit(cli, desk, err)
           : strcmp(what, "export") == 0 ? do_export(cli, desk, err)
                                       : do_fix(cli, desk, err);
}

static bool is_archive(const char *what)
{
    return strcmp(what, "list") == 0 || strcmp(what, "show") == 0 || strcmp(what, "edit") == 0 ||
           strcmp(what, "fix") == 0 || strcmp(what, "export") == 0;
}

/* ---- the command ---- */

static int unknown_report(const struct cli *cli)
{
    struct buf names = {0};
    int status;

    for (int i = 0; i < REPORT_COUNT; i++)
        buf_printf(&names, "%s, ", report_names[i].name);
    status =
        cli_misused(cli, "unknown report '%s'; there are: %slist, show, edit, fix, export", cli->arguments[0], buf_c(&names));
    buf_release(&names);
    return status;
}

/* What a kind of report needs on the command line; EXIT_DONE when it is there. */
static int check_arguments(const struct cli *cli, int kind)
{
    if (order_needs_subject((enum report_kind)kind) && cli->narguments < 2)
        return cli_misused(cli, "report %s needs to be told of what", cli->arguments[0]);
    if ((kind == REPORT_DAY || kind == REPORT_WEEK) && cli->narguments > 1)
        return cli_misused(cli, "too many arguments: '%s'", cli->arguments[1]);
    if (kind == REPORT_QUERY && (!cli_value(cli, "--purpose") || !cli_value(cli, "--by")))
        return cli_misused(cli, "a query needs --purpose and --by: it is logged");
    return EXIT_DONE;
}

int cmd_report(struct cli *cli)
{
    const char *formats = cli_value(cli, "--format");
    bool archive = is_archive(cli->arguments[0]);
    int kind = value_of(report_names, str_of(cli->arguments[0]));
    bool wanted[FORMAT_COUNT] = {false};
    struct faults faults = cli_faults();
    struct desk desk = {0};
    struct wish wish;
    struct err err;
    int failed;

    if (!archive && kind < 0)
        return unknown_report(cli);
    if (!archive && check_arguments(cli, kind))
        return EXIT_USAGE;
    if (!read_wish(cli, kind, &wish) || !read_formats(cli, formats ? formats : "html,pdf", wanted))
        return EXIT_USAGE;
    failed = desk_open(&desk, cli->dir, DESK_READ, true, &faults, &err) ||
             (archive ? do_archive(cli, &desk, wanted, &err) : make(cli, &desk, &wish, wanted, &err));
    desk_close(&desk);
    return failed ? cli_failed(cli, &err) : EXIT_DONE;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "cli/cli.h"

#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/ini.h"
#include "base/file.h"
#include "base/when.h"

static const struct command commands[] = {
    {"init", "[DIR]",
     "make a new newsroom\n\n"
     "Writes tamtam.conf, feeds.conf and lexicons.d/ with examples to fill in, and an empty database.\n"
     "Files that exist are left as they are. While nobody has an account it prints the address of the newsroom on the web\n"
     "where the first one is made; init once more makes another address.",
     cmd_init, 0, 1, {{0}}},
    {"check", "",
     "read all configuration and lexicons and say every fault with file and line\n\n"
     "Exit status 1 when there is a fault.",
     cmd_check, 0, 0, {{0}}},
    {"poll", "[SOURCE...]",
     "fetch all sources once, mark and group what is new, then exit\n\n"
     "Due times are ignored; a host's Retry-After and gap are kept. Without SOURCE all of feeds.conf.",
     cmd_poll, 0, -1, {{"--since", "T", "follow a feed's older pages back to this day or time"}}},
    {"run", "",
     "the daemon: listen, make sense, alert, report and send, until SIGTERM\n\n"
     "SIGHUP reads configuration and lexicons again. systemd/tamtam.service starts it.\n"
     "--clock drives it from a virtual time, for tests and training: leaping from one event to the next, or with\n"
     "a speed (2026-03-11T07:00:00+01:00,x60: sixty times as fast).",
     cmd_run, 0, 0,
     {{"--clock", "T[,xN]", "a virtual time to start from, and how fast it goes"}, {"--until", "T", "stop at that time"}}},
    {"send", "[list]",
     "hand out what is in the outbox\n\n"
     "With --date the fixed tamtam of that day is put in first, for those who did not get it yet. While the daemon runs it\n"
     "does the handing out. list: the messages of the past days, with what the other side said.",
     cmd_send, 0, 1, {{"--date", "D", "the day of a fixed tamtam, as 2026-03-11"}}},
    {"subscribe", "[ADDRESS...]",
     "sign readers up for the tamtam, or for what of it concerns them\n\n"
     "The reader gets a letter and confirms it; --confirm does so for the code that came back.",
     cmd_subscribe, 0, -1,
     {{"--theme", "T", "only what names this theme"},
      {"--district", "D", "only what names this district"},
      {"--person", "P", "only what names this person in office"},
      {"--alert", "LEVEL", "alerts from waarschuwing or crisis on, at once"},
      {"--issue", "ID", "only what names this issue, by the title it has that day"},
      {"--search", "NAME|QUERY", "only the issues that a search of the newsroom by this name, or this query, finds that day"},
      {"--weekly", NULL, "once a week: the fixed tamtams of the week, with that of its last working day"},
      {"--pdf", NULL, "with the PDF of the fixed tamtam (whole, whatever the choice)"},
      {"--purpose", "P", "a purpose of tamtam.conf (obligatory; a search of the newsroom brings its own)"},
      {"--in", "FILE", "many at once: CSV with an address in the first column; once more makes no doubles"},
      {"--skip-quiet", NULL, "send nothing when there is nothing"},
      {"--confirm", "CODE", "the code of the letter"}}},
    {"unsubscribe", "ADDRESS|CODE", "sign a reader off", cmd_unsubscribe, 1, 1, {{0}}},
    {"subscribers", "", "who reads what", cmd_subscribers, 0, 0, {{0}}},
    {"backup", "FILE", "copy the database to a file, also while the daemon writes", cmd_backup, 1, 1, {{0}}},
    {"retain", "",
     "take away what has been kept long enough; the daemon does so every night\n\n"
     "Texts after text_days, addresses after address_days, author keys when the texts of their week are gone. Daily\n"
     "counts stay. The audit log keeps the proof.",
     cmd_retain, 0, 0, {{"--dry-run", NULL, "only tell how much it is"}}},
    {"erase", "",
     "erase posts at a person's request, and see to it that they don't come back",
     cmd_erase, 0, 0,
     {{"--url", "URL", "the post at this address"},
      {"--handle", "H", "all posts of this handle"},
      {"--object", NULL, "with --handle: take in nothing more of them (an objection, AVG art. 21)"},
      {"--search", "Q", "all posts that a search finds, as 'tamtam search' has it"},
      {"--replay", NULL, "after a backup was put back: erase again what was erased since"},
      {"--by", "NAME", "who does it (obligatory)"}}},
    {"export", "",
     "the stored posts, masked as they are held\n\n"
     "jsonl: JSON lines. csv: RFC 4180. csv-nl: for Dutch Excel. Cells that a spreadsheet would take for a formula are\n"
     "disarmed.",
     cmd_export, 0, 0,
     {{"--format", "F", "jsonl, csv or csv-nl (default: jsonl)"},
      {"--from", "D", "from this day"},
      {"--to", "D", "up to and including this day"}}},
    {"account", "register|dpia|algoritme|publiek",
     "what the municipality must be able to say of this program, from its configuration\n\n"
     "register: the entry of the AVG's register. dpia: facts for the assessment. algoritme: the Algoritmeregister. publiek:\n"
     "the page for residents. Markdown, in Dutch; a jurist reads it first.",
     cmd_account, 1, 1, {{0}}},
    {"parse", "[FILE|-]",
     "read any feed format and print its entries as JSON lines; nothing is stored\n\n"
     "RSS, Atom, RDF, JSON Feed and the answers of Mastodon, Bluesky and Reddit. '-' is standard input.",
     cmd_parse, 0, 1, {{"--base", "URL", "the address of the document, for relative links"}}},
    {"import", "FILE...",
     "take in posts from files\n\n"
     "Can be run again without doubles. A bad row is reported by number, the rest goes in.",
     cmd_import, 1, -1,
     {{"--kind", "KIND", "posts (JSON lines), kcc or clippings (CSV or JSON lines), mail (eml, mbox)"},
      {"--map", "MAP", "columns: obi4wan, coosto, meltwater, facebook-comments, or text=Column,time=Column,..."}}},
    {"places", "import FILE...",
     "which streets lie in which district, from public lists\n\n"
     "CSV as published: the addresses of the BAG (openbareruimte, huisnummer, postcode, gemeente) with the districts of\n"
     "Statistics Netherlands (PC6, Huisnummer, Wijk...) and their names (wijkcode, wijknaam), or one list of the\n"
     "municipality's own with straatnaam and wijk. Writes DIR/places.conf, anew each time, which is read with tamtam.conf.",
     cmd_places, 2, -1, {{"--level", "L", "wijk or buurt (default: wijk)"}}},
    {"analyse", "",
     "mark and group posts: JSON lines in, marked JSON lines out; nothing is stored\n\n"
     "The output has the same order. A line that is no post is reported and skipped.",
     cmd_analyse, 0, 0,
     {{"--in", "FILE", "input (default: standard input)"},
      {"--out", "FILE", "output (default: standard output)"},
      {"--alerts", "FILE", "write the alerts there, as JSON lines"},
      {"--explain", NULL, "add why: for each mark its evidence"},
      {"--stream", NULL, "give each post the issue it has on arrival, at once"},
      {"--lenient", NULL, "go on without the lexicon lines that are wrong"}}},
    {"evaluate", "[NEWSROOM=]GOLD.jsonl...",
     "how good the marks are, against labelled posts; nothing is stored\n\n"
     "The same pipeline as analyse, then figures per mark and class, channel and speaker group with 95% intervals, and\n"
     "the worst misses with their reasons. Figures on posts that the weights were learned from say nothing.",
     cmd_evaluate, 1, -1,
     {{"--dutch", NULL, "the report in Dutch, for the algorithm register"},
      {"--towns", "DIR", "folder of newsrooms: a line's \"municipality\" names one"}}},
    {"learn", "[[NEWSROOM=]LABELLED.jsonl...]",
     "set the weights of words from labelled posts\n\n"
     "Reads JSON lines with text and any of the mark fields (sentiment, themes, frames, crisis, intent, group, leadership,\n"
     "issue) and writes DIR/lexicons.d/learned.tsv, which explains itself like any lexicon. It starts from the weights in\n"
     "use, so that few posts correct and many overrule. A bad line is told with file and line, the rest is used.\n"
     "NEWSROOM=FILE: posts of another municipality, whose tamtam.conf knows its names. docs/sentiment.md tells more.",
     cmd_learn, 0, -1,
     {{"--corrections", NULL, "the posts that analysts corrected ('tamtam correct')"},
      {"--out", "FILE", "write the weights there (default: DIR/lexicons.d/learned.tsv)"},
      {"--anew", NULL, "start from nothing, without any learned.tsv"},
      {"--towns", "DIR", "folder of newsrooms: a line's \"municipality\" names one"},
      {"--polarity", "FILE", "a set that knows positive and negative only: it counts for a twentieth"}}},
    {"report", "KIND [WHAT]",
     "make a report, or list, show, edit and fix those that were made\n\n"
     "day              the tamtam that comes out on --date: the past 24 hours, on Monday since Friday\n"
     "week             the week of --date, or a longer period with --from and --to\n"
     "issue ID|TITLE   one issue: course, voices, frames, who carries it, where, what stays unanswered\n"
     "reputation NAME  a member of the college: attention and the three leadership criteria\n"
     "crisis [ID]      the crisis picture of an issue, on one page; without ID of the latest alert\n"
     "district NAME, theme NAME, person NAME   the same figures for one district, theme or person\n"
     "query 'QUERY'    any search, as if it were an issue: AND OR NOT \"phrase\" NEAR/5 word* wijk:NAME ...\n"
     "list             the reports that were made\n"
     "show ID          a report as it was fixed, or as it would be now\n"
     "edit ID          its items as plain text: order, drop, duiding, advice; --in takes the text back\n"
     "fix ID           a person answers for it; after that it never changes\n"
     "export DIR       all fixed reports with their hashes and a feed, for the archive and the intranet\n\n"
     "Writes KIND-WHAT-DATE.html, .pdf ... into a folder and prints where they are. A report is a concept until\n"
     "it is fixed.",
     cmd_report, 1, 2,
     {{"--date", "D", "the day it comes out, as 2026-03-11 (default: today)"},
      {"--from", "T", "start of the period: a day or a time"},
      {"--to", "T", "end of the period; a day counts wholly"},
      {"--format", "LIST", "html,pdf,txt,json,eml (default: html,pdf)"},
      {"--out", "DIR", "folder for the files (default: DIR/reports)"},
      {"--in", "FILE", "edit: take the items back from this file, '-' is standard input"},
      {"--by", "NAME", "who asks, edits or fixes (obligatory for query, edit and fix)"},
      {"--purpose", "P", "query: a purpose of tamtam.conf (obligatory)"}}},
    {"reanalyse", "",
     "mark again the posts whose text is held\n\n"
     "With --regroup the issues are made anew, in the order of the posts' time.",
     cmd_reanalyse, 0, 0, {{"--regroup", NULL, "make the issues anew"}}},
    {"sources", "[list|add URL]",
     "how each source fares: last good fetch, posts, errors in words\n\n"
     "A line with ! asks for a person and says what to do. add URL finds the feed behind a page and puts one section\n"
     "into feeds.conf.",
     cmd_sources, 0, 2,
     {{"--purpose", "P", "add: a purpose of tamtam.conf (default: that of [defaults])"},
      {"--allow-private", NULL, "add: the host is your own and has a private address"}}},
    {"issues", "[list|show ID|tomorrow|merge INTO FROM|split ID POST...|move POST ID|name ID TITLE|mute ID UNTIL]",
     "the issues of the past days, and what people decide about them\n\n"
     "A decision is logged and holds through everything that follows, also when the issues are made anew.\n"
     "tomorrow         what may grow, the contacts to expect by theme, and how such forecasts did so far\n"
     "merge INTO FROM  two issues are one\n"
     "split ID POST... these posts are an issue of their own\n"
     "move POST ID     the post belongs to that issue; 0: to none\n"
     "name ID TITLE    the title that it keeps\n"
     "mute ID UNTIL    no alerts on it until a day or a time",
     cmd_issues, 0, -1,
     {{"--days", "N", "list: how many days (default 14)"}, {"--by", "NAME", "who decides (obligatory)"}}},
    {"rumours", "ISSUE [CLAIM]",
     "the rumours of an issue with what is known of them, or what a person found of one\n\n"
     "The program tells who contradicts or confirms a rumour; only a person says that it is true or not, by a source. It is\n"
     "logged, and in every report made after it. CLAIM is the rumour, or a part of its words that only one has.",
     cmd_rumours, 1, 2,
     {{"--state", "STATE", "waar, onwaar or onbekend"},
      {"--source", "WORDS", "who says so (obligatory with waar and onwaar)"},
      {"--by", "NAME", "who found it (obligatory)"}}},
    {"alerts", "[list|confirm ID|dismiss ID]",
     "the alerts of the past days, and a person's answer to them\n\n"
     "confirm ID  somebody saw it and acts on it; nobody else is called\n"
     "dismiss ID  it is none",
     cmd_alerts, 0, 2,
     {{"--days", "N", "list: how many days (default 14)"}, {"--by", "NAME", "who answers (obligatory)"}}},
    {"explain", "ID", "why a stored post has its marks: entries, places, weights", cmd_explain, 1, 1, {{0}}},
    {"correct", "ID|list",
     "say what a mark of a stored post should be\n\n"
     "The correction is logged, holds for every later analysis of the post, and is kept as a labelled post that\n"
     "'learn --corrections' uses. Lists are with commas and take the place of what stands there; \"\" is none.\n"
     "list: the corrected posts with their labels, as JSON lines that learn and evaluate read; this is logged too.",
     cmd_correct, 1, 1,
     {{"--by", "NAME", "who corrects (obligatory)"},
      {"--sentiment", "VALUE", "negatief, neutraal or positief"},
      {"--intent", "VALUE", "geen, vraag, klacht, melding, compliment or tip"},
      {"--theme", "LIST", "verkeer,afval ..."},
      {"--frame", "LIST", "conflict,moraliteit ..."},
      {"--crisis", "LIST", "informatiebehoefte,gerucht ..."},
      {"--group", "VALUE", "media, opiniemaker, belangengroep, bevolking or gemeente"},
      {"--place", "LIST", "districts of tamtam.conf"},
      {"--person", "LIST", "people of tamtam.conf, in full"},
      {"--leadership", "LIST", "NAME:betrokkenheid:-,NAME:competentie:+ ..."}}},
    {"search", "QUERY",
     "find posts by their words\n\n"
     "A search is logged with its purpose and your name. Handles of private persons can't be searched.",
     cmd_search, 1, 1,
     {{"--purpose", "P", "a purpose of tamtam.conf (obligatory)"},
      {"--by", "NAME", "who searches (obligatory)"},
      {"--limit", "N", "most posts shown (default 20)"}}},
    {"opml", "import|export FILE", "sources from and to other readers", cmd_opml, 2, 2,
     {{"--purpose", "P", "import: a purpose of tamtam.conf (default: that of [defaults])"}}},
    {"status", "", "what is in the store, how the daemon fares, and what is wrong", cmd_status, 0, 0,
     {{"--metrics", NULL, "the figures in Prometheus' text format"}}},
    {"users", "[list|add NAME|role NAME|password NAME|off NAME|on NAME|token LABEL|revoke LABEL]",
     "who may come into the newsroom on the web, and as what\n\n"
     "add NAME       an account; its password is read from standard input, or asked for\n"
     "role NAME      another role; its sessions end\n"
     "password NAME  another password; its sessions end\n"
     "off|on NAME    close an account, open it again\n"
     "token LABEL    a token for a program that reads the API, bound to a role and a purpose; shown once\n"
     "revoke LABEL   it is worth nothing from now on\n\n"
     "Roles: analist, webcare, projectleider, bestuurder, beheerder, muur (a screen on the wall).",
     cmd_users, 0, 2,
     {{"--role", "R", "the role (obligatory for add, role and token)"},
      {"--name", "N", "add: the name that colleagues see"},
      {"--purpose", "P", "a purpose of tamtam.conf (obligatory for token)"},
      {"--sso", NULL, "add: without password, for single sign-on alone"},
      {"--days", "N", "token: how long it is valid (default 365)"},
      {"--by", "NAME", "who does it, for the audit log"}}},
    {"audit", "verify", "check that the audit log is whole", cmd_audit, 1, 1, {{0}}},
};
enum { COMMANDS = sizeof commands / sizeof *commands };

static const struct cli_option common_options[] = {
    {"--dir", "DIR", "the newsroom's folder (default: this folder)"},
    {"--now", "T", "pretend that it is this time, as 2026-03-11T08:30:00+01:00"},
    {"--quiet", NULL, "no talk on stderr"},
    {"--json", NULL, "results as JSON"},
    {"--help", NULL, "this help"},
    {"--version", NULL, "the program's version"},
};
enum { COMMON_OPTIONS = sizeof common_options / sizeof *common_options };

/* ---- what commands use ---- */

const char *cli_value(const struct cli *cli, const char *name)
{
    for (int i = 0; i < MOST_OPTIONS && cli->command->options[i].name; i++)
        if (strcmp(cli->command->options[i].name, name) == 0)
            return cli->values[i];
    return NULL;
}

const char *cli_file(struct cli *cli, const char *name)
{
    return file_path(&cli->arena, cli->dir, name);
}

int cli_failed(const struct cli *cli, const struct err *err)
{
    fprintf(stderr, "tamtam %s: %s\n", cli->command->name, err->text);
    return EXIT_FAILED;
}

int cli_misused(const struct cli *cli, const char *format, ...)
{
    va_list args;

    fprintf(stderr, "tamtam %s: ", cli->command->name);
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fprintf(stderr, "\nTry 'tamtam %s --help'.\n", cli->command->name);
    return EXIT_USAGE;
}

void cli_say(const struct cli *cli, const char *format, ...)
{
    va_list args;

    if (cli->quiet)
        return;
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fputc('\n', stderr);
}

void cli_progress(const struct cli *cli, const char *what, int64_t at, int64_t total)
{
    if (cli->quiet || !isatty(STDERR_FILENO))
        return;
    fprintf(stderr, "%s %lld", what, (long long)at);
    if (total)
        fprintf(stderr, " / %lld", (long long)total);
    fputs(total && at == total ? "\n" : "\r", stderr);
}

static void print_fault(void *context, const char *text)
{
    (void)context;
    fprintf(stderr, "%s\n", text);
}

struct faults cli_faults(void)
{
    return (struct faults){.found = print_fault};
}

/* ---- help ---- */

static void print_options(const struct cli_option *options, int n)
{
    for (int i = 0; i < n && options[i].name; i++)
        printf("  %-10s %-6s %s\n", options[i].name, options[i].value ? options[i].value : "", options[i].help);
}

static int print_help(void)
{
    puts("usage: tamtam COMMAND [ARGUMENTS] [OPTIONS]\n\n"
         "Listens to public sources for a municipality, makes sense of them, and writes the daily tamtam.\n");
    for (int i = 0; i < COMMANDS; i++)
        printf("  %-10s %.*s\n", commands[i].name, (int)strcspn(commands[i].help, "\n"), commands[i].help);
    puts("\nOptions of all commands:");
    print_options(common_options, COMMON_OPTIONS);
    puts("\n'tamtam COMMAND --help' tells more of a command.");
    return EXIT_DONE;
}

static int print_command_help(const struct command *c)
{
    printf("usage: tamtam %s %s%s[OPTIONS]\n\n%s\n\nOptions:\n", c->name, c->arguments, *c->arguments ? " " : "", c->help);
    print_options(c->options, MOST_OPTIONS);
    print_options(common_options, COMMON_OPTIONS);
    return EXIT_DONE;
}

/* ---- reading the command line ---- */

static const struct command *find_command(const char *name)
{
    for (int i = 0; i < COMMANDS; i++)
        if (strcmp(commands[i].name, name) == 0)
            return &commands[i];
    return NULL;
}

static int unknown_command(const char *name)
{
    const char *names[COMMANDS + 1] = {NULL};
    const char *nearest;

    for (int i = 0; i < COMMANDS; i++)
        names[i] = commands[i].name;
    nearest = ini_nearest(str_of(name), names);
    fprintf(stderr, "tamtam: unknown command '%s'%s%s%s\nTry 'tamtam --help'.\n", name, nearest ? ", did you mean '" : "",
            nearest ? nearest : "", nearest ? "'?" : "");
    return EXIT_USAGE;
}

static const struct cli_option *find_option(const struct cli_option *options, int n, struct str name, int *index)
{
    for (*index = 0; *index < n && options[*index].name; ++*index)
        if (str_is(name, options[*index].name))
            return &options[*index];
    return NULL;
}

static int set_common(struct cli *cli, int index, const char *value)
{
    switch (index) {
    case 0:
        cli->dir = value;
        return 0;
    case 1:
        cli->now_given = true;
        if (when_parse(str_of(value), &cli->now) == 0)
            return 0;
        return cli_misused(cli, "--now is a time such as 2026-03-11T08:30:00+01:00, not '%s'", value);
    case 2:
        cli->quiet = true;
        return 0;
    default:
        cli->json = true;
        return 0;
    }
}

static int unknown_option(const struct cli *cli, struct str name)
{
    const char *names[MOST_OPTIONS + COMMON_OPTIONS + 1] = {NULL};
    const char *nearest;
    int n = 0;

    for (int i = 0; i < MOST_OPTIONS && cli->command->options[i].name; i++)
        names[n++] = cli->command->options[i].name;
    for (int i = 0; i < COMMON_OPTIONS; i++)
        names[n++] = common_options[i].name;
    nearest = ini_nearest(name, names);
    return cli_misused(cli, "unknown option '%.*s'%s%s%s", STR_ARG(name), nearest ? ", did you mean '" : "", nearest ? nearest : "",
                       nearest ? "'?" : "");
}

enum { HELP_WANTED = -1, VERSION_WANTED = -2 };

/* Reads one option at argv[*i]; "--date=D" and "--date D" are the same. */
static int read_option(struct cli *cli, int argc, char **argv, int *i)
{
    struct str rest = str_of(argv[*i]);
    struct str name = str_cut(&rest, '=');
    const char *value = name.n < strlen(argv[*i]) ? argv[*i] + name.n + 1 : NULL;
    int index;
    bool common = false;
    const struct cli_option *option = find_option(cli->command->options, MOST_OPTIONS, name, &index);

    if (!option) {
        option = find_option(common_options, COMMON_OPTIONS, name, &index);
        common = true;
    }
    if (!option)
        return unknown_option(cli, name);
    if (!option->value && value)
        return cli_misused(cli, "%s takes no value", option->name);
    if (option->value && !value) {
        if (*i + 1 == argc)
            return cli_misused(cli, "%s needs a value: %s", option->name, option->value);
        value = argv[++*i];
    }
    if (!common) {
        cli->values[index] = value ? value : "";
        return 0;
    }
    if (index >= 4)
        return index == 4 ? HELP_WANTED : VERSION_WANTED;
    return set_common(cli, index, value);
}

static int read_arguments(struct cli *cli, int argc, char **argv)
{
    bool options_ended = false;

    for (int i = 0; i < argc; i++) {
        int status = 0;

        if (!options_ended && strcmp(argv[i], "--") == 0)
            options_ended = true;
        else if (!options_ended && argv[i][0] == '-' && argv[i][1] == '-')
            status = read_option(cli, argc, argv, &i);
        else
            cli->arguments[cli->narguments++] = argv[i];
        if (status)
            return status;
    }
    if (cli->narguments < cli->command->least)
        return cli_misused(cli, "needs %s", cli->command->arguments);
    if (cli->command->most >= 0 && cli->narguments > cli->command->most)
        return cli_misused(cli, "too many arguments: '%s'", cli->arguments[cli->command->most]);
    return 0;
}

static int run(const struct command *command, int argc, char **argv)
{
    struct cli cli = {.command = command, .dir = ".", .now = when_now()};
    int status;

    cli.arguments = arena_alloc(&cli.arena, (size_t)argc * sizeof *cli.arguments);
    status = read_arguments(&cli, argc, argv);
    if (status == HELP_WANTED)
        status = print_command_help(command);
    else if (status == VERSION_WANTED)
        status = puts("tamtam " TAMTAM_VERSION) < 0;
    else if (status == 0)
        status = command->run(&cli);
    arena_release(&cli.arena);
    if ((fflush(stdout) || ferror(stdout)) && status == EXIT_DONE) {
        fputs("tamtam: standard output: not all could be written\n", stderr);
        status = EXIT_FAILED;
    }
    return status;
}

int main(int argc, char **argv)
{
    const struct command *command;

    signal(SIGPIPE, SIG_IGN);
    if (argc < 2 || strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "help") == 0)
        return argc < 2 ? (print_help(), EXIT_USAGE) : print_help();
    if (strcmp(argv[1], "--version") == 0)
        return puts("tamtam " TAMTAM_VERSION) < 0;
    command = find_command(argv[1]);
    return command ? run(command, argc - 2, argv + 2) : unknown_command(argv[1]);
}

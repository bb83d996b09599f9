/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * The command line. A command is one row of the table in main.c and one thin file cmd_NAME.c that reads its arguments,
 * calls the desk and prints. Results go to stdout, talk to stderr; exit status 0 done, 1 failed, 2 wrong use.
 */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include <stdint.h>

#include "base/err.h"

enum { EXIT_DONE = 0, EXIT_FAILED = 1, EXIT_USAGE = 2 };
enum { MOST_OPTIONS = 16 };

struct cli_option {
    const char *name;  /* "--date" */
    const char *value; /* what it takes, for the help: "D"; NULL: a flag */
    const char *help;
};

struct cli;
struct command {
    const char *name;
    const char *arguments; /* "[SOURCE...]" */
    const char *help;      /* a line for the list, a blank line, more for --help */
    int (*run)(struct cli *cli);
    int least, most; /* number of arguments; most -1: any */
    struct cli_option options[MOST_OPTIONS];
};

/* A command line that was read: what the command gets. */
struct cli {
    const struct command *command;
    const char *dir; /* the newsroom's folder */
    int64_t now;     /* UTC ms: --now, or the machine's clock when the command began */
    bool now_given;
    bool quiet, json;
    const char *values[MOST_OPTIONS]; /* of command->options, NULL: not given */
    const char **arguments;
    int narguments;
    struct arena arena;
};

/* The value of an option ("--date"), "" for a flag that was given, NULL when it was not. */
const char *cli_value(const struct cli *cli, const char *name);
/* A file in the newsroom's folder. */
const char *cli_file(struct cli *cli, const char *name);
/* Tells a failure on stderr; returns EXIT_FAILED. */
int cli_failed(const struct cli *cli, const struct err *err);
/* Tells wrong use on stderr, with where help is; returns EXIT_USAGE. */
int cli_misused(const struct cli *cli, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Talk to stderr, unless --quiet. */
void cli_say(const struct cli *cli, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Shows how far long work is, on a terminal only, where the next words overwrite it; at == total ends the line. */
void cli_progress(const struct cli *cli, const char *what, int64_t at, int64_t total);
/* A faults sink that prints each fault to stderr. */
struct faults cli_faults(void);

/* One function a command, each in its own file. */
int cmd_init(struct cli *cli);
int cmd_check(struct cli *cli);
int cmd_poll(struct cli *cli);
int cmd_rumours(struct cli *cli);
int cmd_run(struct cli *cli);
int cmd_send(struct cli *cli);
int cmd_subscribe(struct cli *cli);
int cmd_unsubscribe(struct cli *cli);
int cmd_subscribers(struct cli *cli);
int cmd_backup(struct cli *cli);
int cmd_retain(struct cli *cli);
int cmd_erase(struct cli *cli);
int cmd_export(struct cli *cli);
int cmd_account(struct cli *cli);
int cmd_parse(struct cli *cli);
int cmd_import(struct cli *cli);
int cmd_analyse(struct cli *cli);
int cmd_evaluate(struct cli *cli);
int cmd_learn(struct cli *cli);
int cmd_report(struct cli *cli);
int cmd_reanalyse(struct cli *cli);
int cmd_sources(struct cli *cli);
int cmd_sources_add(struct cli *cli);
int cmd_issues(struct cli *cli);
int cmd_tomorrow(struct cli *cli); /* of issues */
int cmd_explain(struct cli *cli);
int cmd_correct(struct cli *cli);
int cmd_search(struct cli *cli);
int cmd_opml(struct cli *cli);
int cmd_places(struct cli *cli);
int cmd_alerts(struct cli *cli);
int cmd_status(struct cli *cli);
int cmd_audit(struct cli *cli);
int cmd_users(struct cli *cli);

#endif

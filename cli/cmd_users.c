/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* users: who may come into the newsroom on the web, and tokens for programs. */
#include "cli/cli.h"

#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "base/when.h"
#include "newsroom/accounts.h"

enum { TOKEN_DAYS = 365 };

/* A line of standard input; on a terminal asked for, and not shown. */
static struct str read_password(struct cli *cli, struct err *err)
{
    char line[MOST_PASSWORD + 2] = {0};
    struct termios shown, hidden;
    bool terminal = tcgetattr(STDIN_FILENO, &shown) == 0;
    const char *got;

    if (terminal) {
        hidden = shown;
        hidden.c_lflag &= ~(tcflag_t)ECHO;
        fputs("Wachtwoord: ", stderr);
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
    }
    got = fgets(line, sizeof line, stdin);
    if (terminal) {
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown);
        fputc('\n', stderr);
    }
    line[strcspn(line, "\r\n")] = '\0';
    if (!got || !line[0])
        err_set(err, "a password is read from standard input; there was none (--sso makes an account without)");
    return str_copy(&cli->arena, str_of(line));
}

static struct manager manager_of(const struct cli *cli)
{
    const char *by = cli_value(cli, "--by");

    return (struct manager){.name = str_of(by ? by : "command line"), .origin = STR("command line"), .now = cli->now};
}

static int find(struct cli *cli, struct desk *d, struct account *account, struct err *err)
{
    struct str name = account_name(&cli->arena, str_of(cli->arguments[1]));

    if (name.n && store_account(d->store, &cli->arena, name, account, err))
        return -1;
    return account->name.n ? 0 : err_set(err, "there is no account '%s'", cli->arguments[1]);
}

static int users_list(struct cli *cli, struct desk *d, struct err *err)
{
    struct account *list;
    struct pass *tokens;
    int n, ntokens;

    if (store_accounts(d->store, &cli->arena, &list, &n, err) || store_tokens(d->store, &cli->arena, &tokens, &ntokens, err))
        return -1;
    for (int i = 0; i < n; i++)
        printf("%.*s\t%.*s\t%.*s\t%s\t%s\n", STR_ARG(list[i].name), STR_ARG(list[i].role), STR_ARG(list[i].shown),
               list[i].password.n ? "wachtwoord" : "werkaccount", list[i].off ? "gesloten" : "open");
    for (int i = 0; i < ntokens; i++) {
        struct buf ends = {0};

        when_print_day(&ends, when_day(tokens[i].ends));
        printf("token %.*s\t%.*s\t%.*s\ttot %s\n", STR_ARG(tokens[i].label), STR_ARG(tokens[i].role), STR_ARG(tokens[i].purpose), buf_c(&ends));
        buf_release(&ends);
    }
    return 0;
}

static int users_add(struct cli *cli, struct desk *d, struct err *err)
{
    struct manager by = manager_of(cli);
    struct account account = {.name = str_of(cli->arguments[1]),
                              .shown = str_of(cli_value(cli, "--name")),
                              .role = str_of(cli_value(cli, "--role")),
                              .purpose = str_of(cli_value(cli, "--purpose"))};
    struct account there = {0};
    struct str password = {0};

    if (store_account(d->store, &cli->arena, account_name(&cli->arena, account.name), &there, err))
        return -1;
    if (there.name.n)
        return err_set(err, "there is an account '%s' already; 'users role', 'users password' and 'users off' change it", cli->arguments[1]);
    if (!cli_value(cli, "--sso") && (password = read_password(cli, err)).n == 0)
        return -1;
    return account_save(d, &account, password, &by, err);
}

static int users_role(struct cli *cli, struct desk *d, struct err *err)
{
    struct manager by = manager_of(cli);
    struct account account = {0};

    if (find(cli, d, &account, err))
        return -1;
    account.role = str_of(cli_value(cli, "--role"));
    return account_save(d, &account, (struct str){0}, &by, err);
}

static int users_password(struct cli *cli, struct desk *d, struct err *err)
{
    struct manager by = manager_of(cli);
    struct account account = {0};
    struct str password;

    if (find(cli, d, &account, err))
        return -1;
    password = read_password(cli, err);
    return password.n ? account_save(d, &account, password, &by, err) : -1;
}

static int set_state(struct cli *cli, struct desk *d, bool off, struct err *err)
{
    struct manager by = manager_of(cli);
    struct account account = {0};

    if (find(cli, d, &account, err))
        return -1;
    account.off = off;
    return account_save(d, &account, (struct str){0}, &by, err);
}

static int users_off(struct cli *cli, struct desk *d, struct err *err)
{
    return set_state(cli, d, true, err);
}

static int users_on(struct cli *cli, struct desk *d, struct err *err)
{
    return set_state(cli, d, false, err);
}

static int users_token(struct cli *cli, struct desk *d, struct err *err)
{
    struct manager by = manager_of(cli);
    const char *days = cli_value(cli, "--days");
    int role = value_of(role_names, str_of(cli_value(cli, "--role")));
    long long n = TOKEN_DAYS;
    struct str secret;

    if (role < 0)
        return err_set(err, "a token has a role: --role analist, webcare, projectleider or bestuurder");
    if (days && (str_to_number(str_of(days), 3650, &n) || n < 1))
        return err_set(err, "--days is a number from 1 to 3650");
    if (token_make(d, &cli->arena, str_of(cli->arguments[1]), (enum role)role, str_of(cli_value(cli, "--purpose")),
                   when_now() + n * WHEN_DAY, &by, &secret, err))
        return -1;
    printf("%.*s\n", STR_ARG(secret));
    cli_say(cli, "Bewaar dit token: het staat nergens anders.");
    return 0;
}

static int users_revoke(struct cli *cli, struct desk *d, struct err *err)
{
    struct manager by = manager_of(cli);
    int64_t n;

    if (token_end(d, str_of(cli->arguments[1]), &by, &n, err))
        return -1;
    return n ? 0 : err_set(err, "there is no token '%s'", cli->arguments[1]);
}

/* The table of routes, for the test that tries each as each role. */
static int users_routes(struct cli *cli, struct desk *d, struct err *err)
{
    (void)cli, (void)d, (void)err;
    for (const struct route *r = routes; r->pattern; r++) {
        printf("%s\t%s\t%s\t", r->method == METHOD_GET ? "GET" : "POST", r->pattern,
               r->may == MAY_ALL      ? "all"
               : r->flags & ROUTE_API ? "token"
                                      : "session");
        for (int role = 0; role < ROLE_COUNT; role++)
            if (r->may & (int)ROLE_BIT(role))
                printf("%s,", role_names[role].name);
        putchar('\n');
    }
    return 0;
}

static const struct {
    const char *name;
    int arguments;
    int (*run)(struct cli *cli, struct desk *d, struct err *err);
} verbs[] = {
    {"list", 1, users_list},   {"add", 2, users_add},     {"role", 2, users_role},     {"password", 2, users_password}, {"off", 2, users_off},
    {"on", 2, users_on},       {"token", 2, users_token}, {"revoke", 2, users_revoke}, {"routes", 1, users_routes},
};

int cmd_users(struct cli *cli)
{
    const char *verb = cli->narguments ? cli->arguments[0] : "list";
    struct faults faults = {0};
    struct desk desk = {0};
    struct err err;
    int failed;

    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        if (strcmp(verb, verbs[i].name) == 0) {
            if (cli->narguments > 0 && cli->narguments != verbs[i].arguments)
                return cli_misused(cli, "%s takes %s", verb, verbs[i].arguments == 2 ? "a name" : "no name");
            failed = desk_open(&desk, cli->dir, DESK_SIDE, true, &faults, &err) || verbs[i].run(cli, &desk, &err);
            desk_close(&desk);
            return failed ? cli_failed(cli, &err) : EXIT_DONE;
        }
    return cli_misused(cli, "'%s' is none of list, add, role, password, off, on, token, revoke", verb);
}

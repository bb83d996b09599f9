/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "cli/cli.h"

#include <stdio.h>

#include "base/file.h"
#include "base/when.h"
#include "desk/desk.h"
#include "desk/house.h"
#include "newsroom/accounts.h"

enum { MAX_TEMPLATE_BYTES = 1 << 20 };

/* Copies a template that ships with the program, unless the newsroom has the file. */
static int write_template(struct cli *cli, const char *name, struct err *err)
{
    const char *target = cli_file(cli, name);
    struct buf text = {.max = MAX_TEMPLATE_BYTES};
    int result;

    if (file_exists(target)) {
        cli_say(cli, "%s: exists, left as it is", target);
        return 0;
    }
    result = file_read(house_file(&cli->arena, name), &text, err) || file_write(target, buf_str(&text), err) ? -1 : 0;
    buf_release(&text);
    if (result == 0)
        printf("%s\n", target);
    return result;
}

/* The way in, while nobody has an account: a link with a secret that stands nowhere else. */
static int invite(struct cli *cli, struct err *err)
{
    struct manager by = {STR("command line"), STR("command line"), when_now()};
    struct faults faults = {0};
    struct desk d = {0};
    struct str secret;
    int failed = desk_open(&d, cli->dir, DESK_SIDE, true, &faults, err);

    if (!failed && d.town.newsroom.listen.n && (failed = invitation_make(&d, &cli->arena, &by, &secret, err)) == 0 && secret.n) {
        cli_say(cli, "Start 'tamtam run --dir %s' and open this address within a week to make the first account:", cli->dir);
        printf("%.*s/welkom?code=%.*s\n", STR_ARG(d.town.newsroom.url), STR_ARG(secret));
    }
    desk_close(&d);
    return failed;
}

int cmd_init(struct cli *cli)
{
    struct store *store = NULL;
    struct err err;

    if (cli->narguments)
        cli->dir = cli->arguments[0];
    if (file_make_folder(cli->dir, &err) || file_make_folder(cli_file(cli, "lexicons.d"), &err) ||
        write_template(cli, "tamtam.conf", &err) || write_template(cli, "feeds.conf", &err) ||
        (!file_exists(cli_file(cli, "tamtam.db")) && store_open(&store, cli_file(cli, "tamtam.db"), STORE_CREATE, &err)))
        return cli_failed(cli, &err);
    store_close(store);
    printf("%s\n", cli_file(cli, "tamtam.db"));
    cli_say(cli, "Fill in tamtam.conf and feeds.conf, then: tamtam check --dir %s", cli->dir);
    return invite(cli, &err) ? cli_failed(cli, &err) : EXIT_DONE;
}

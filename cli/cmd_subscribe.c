/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* subscribe, unsubscribe, subscribers: who reads what. A subscription counts when its reader confirmed it. */
#include "cli/cli.h"

#include <stdio.h>

#include "base/mail_address.h"
#include "desk/readers.h"

static const struct {
    const char *option, *cut;
} cuts[] = {{"--theme", "theme"}, {"--district", "district"}, {"--person", "person"}, {"--alert", "alert"}};

static int read_choice(const struct cli *cli, struct subscriber *s, struct err *err)
{
    for (size_t i = 0; i < sizeof cuts / sizeof *cuts; i++)
        if (cli_value(cli, cuts[i].option)) {
            if (s->cut.n)
                return err_set(err, "one choice at a time");
            s->cut = str_of(cuts[i].cut);
            s->value = str_of(cli_value(cli, cuts[i].option));
        }
    return 0;
}

static int add(struct cli *cli, struct desk *d, struct str address, struct err *err)
{
    struct subscriber s = {.address = address,
                           .purpose = str_of(cli_value(cli, "--purpose")),
                           .quiet = cli_value(cli, "--skip-quiet") ? STR("skip") : STR("say")};

    if (read_choice(cli, &s, err) || readers_check(d, &s, err) || readers_sign_up(d, &s, &cli->arena, cli->now, err))
        return -1;
    printf("%.*s%s\n", STR_ARG(s.address), str_is(s.state, "asked") ? ": bevestiging gevraagd" : " was al aangemeld");
    return 0;
}

static int add_all(struct cli *cli, struct desk *d, struct err *err)
{
    int failed = 0;

    for (int i = 0; i < cli->narguments && !failed; i++)
        failed = add(cli, d, str_of(cli->arguments[i]), err);
    return failed;
}

static int confirm(struct cli *cli, struct desk *d, struct err *err)
{
    bool found;

    if (readers_confirm(d, str_of(cli_value(cli, "--confirm")), cli->now, &found, err))
        return -1;
    if (!found)
        return err_set(err, "no subscription waits for that code");
    printf("bevestigd\n");
    return 0;
}

/* A token or an address. The answer is the same whether there was one. */
static int drop(struct cli *cli, struct desk *d, struct err *err)
{
    struct str what = str_of(cli->arguments[0]);

    if (mail_address_is_valid(what) ? readers_sign_off_address(d, what, err) : readers_sign_off(d, what, cli->now, err))
        return -1;
    printf("afgemeld\n");
    return 0;
}

/* Beside the daemon. */
static int change(struct cli *cli, int (*fn)(struct cli *cli, struct desk *d, struct err *err))
{
    struct faults faults = {0};
    struct desk desk = {0};
    struct err err;
    int failed = desk_open(&desk, cli->dir, DESK_SIDE, true, &faults, &err) || fn(cli, &desk, &err);

    desk_close(&desk);
    return failed ? cli_failed(cli, &err) : EXIT_DONE;
}

int cmd_subscribe(struct cli *cli)
{
    if (cli_value(cli, "--confirm"))
        return change(cli, confirm);
    if (cli->narguments == 0)
        return cli_misused(cli, "needs an address, or --confirm TOKEN");
    return change(cli, add_all);
}

int cmd_unsubscribe(struct cli *cli)
{
    return change(cli, drop);
}

int cmd_subscribers(struct cli *cli)
{
    struct faults faults = {0};
    struct desk desk = {0};
    struct subscriber *list;
    struct err err;
    int n;
    int failed = desk_open(&desk, cli->dir, DESK_READ, true, &faults, &err) ||
                 store_subscribers(desk.store, &cli->arena, &list, &n, &err);

    for (int i = 0; !failed && i < n; i++)
        printf("%.*s\t%.*s\t%.*s\t%.*s\t%s\n", STR_ARG(list[i].address), STR_ARG(list[i].cut), STR_ARG(list[i].value),
               STR_ARG(list[i].purpose), str_is(list[i].state, "active") ? "bevestigd" : str_is(list[i].state, "paused") ? "gepauzeerd" : "gevraagd");
    desk_close(&desk);
    return failed ? cli_failed(cli, &err) : EXIT_DONE;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* subscribe, unsubscribe, subscribers: who reads what. A subscription counts when its reader confirmed it. */
#include "cli/cli.h"

#include <stdio.h>

#include "base/mail_address.h"
#include "desk/digest.h"
#include "desk/letters.h"

static const struct {
    const char *option, *cut;
} cuts[] = {{"--theme", "theme"}, {"--district", "district"}, {"--person", "person"}, {"--alert", "alert"}};

/* A secret that nobody guesses: 128 bits of a fresh key. */
static struct str new_token(struct arena *a)
{
    struct seal_key key;
    struct str token;

    seal_make_key(&key);
    token = seal_hash(a, &key, "token", (struct str){0});
    seal_forget_key(&key);
    return token;
}

static int read_choice(struct cli *cli, const struct desk *d, struct subscriber *s, struct err *err)
{
    s->cut = STR("tamtam");
    for (size_t i = 0; i < sizeof cuts / sizeof *cuts; i++)
        if (cli_value(cli, cuts[i].option)) {
            if (s->value.n)
                return err_set(err, "one choice at a time");
            s->cut = str_of(cuts[i].cut);
            s->value = str_of(cli_value(cli, cuts[i].option));
        }
    if (str_is(s->cut, "theme") && value_of(theme_names, s->value) < 0)
        return err_set(err, "there is no theme '%.*s'", STR_ARG(s->value));
    if (str_is(s->cut, "district") && municipality_district(&d->town, s->value) < 0)
        return err_set(err, "tamtam.conf has no [district %.*s]", STR_ARG(s->value));
    if (str_is(s->cut, "person") && municipality_person(&d->town, s->value) < 0)
        return err_set(err, "tamtam.conf has no [person %.*s]", STR_ARG(s->value));
    if (str_is(s->cut, "alert") && value_of(level_names, s->value) < (int)LEVEL_WAARSCHUWING)
        return err_set(err, "alerts are sent from waarschuwing or crisis on; a signaal stays in the newsroom");
    return 0;
}

static int check_purpose(const struct desk *d, struct str purpose, struct err *err)
{
    for (int i = 0; i < d->town.npurposes; i++)
        if (str_eq(d->town.purposes[i].name, purpose))
            return 0;
    return err_set(err, "a subscription has a purpose of tamtam.conf: --purpose");
}

/* The letter that asks for the confirmation: the second half of the double opt-in. */
static int ask(struct cli *cli, struct desk *d, const struct subscriber *s, struct err *err)
{
    struct document doc;
    struct letter letter = {.kind = STR("confirm"),
                            .key = str_printf(&cli->arena, "confirm/%.*s", STR_ARG(s->token)),
                            .to = s->address,
                            .urgency = URGENCY_SOON};
    int failed;

    letter_begin(&doc, &d->town, STR("Aanmelding"), STR("Bevestig uw aanmelding"), cli->now);
    prose_printf(doc_paragraph(doc.root, TEXT_LEAD), "Iemand meldde dit adres aan voor de tamtam. %.*s.",
                 STR_ARG(digest_choice(s, &cli->arena)));
    prose_printf(doc_paragraph(doc.root, TEXT_PLAIN),
                 "Wilt u dat? Beantwoord dan dit bericht en laat deze code staan: %.*s. Wilt u het niet, dan hoeft u niets te doen.",
                 STR_ARG(s->token));
    doc_finish(&doc);
    failed = letter_post(d, &doc, &letter, cli->now, err);
    doc_release(&doc);
    return failed;
}

static int add(struct cli *cli, struct desk *d, struct str address, struct err *err)
{
    const char *purpose = cli_value(cli, "--purpose");
    struct subscriber s = {.address = address,
                           .address_key = mail_address_key(&cli->arena, address),
                           .purpose = str_of(purpose),
                           .quiet = cli_value(cli, "--skip-quiet") ? STR("skip") : STR("say"),
                           .token = new_token(&cli->arena),
                           .asked = cli->now};

    if (!mail_address_is_valid(address))
        return err_set(err, "'%.*s' is no mail address", STR_ARG(address));
    if (read_choice(cli, d, &s, err) || check_purpose(d, s.purpose, err) || store_add_subscriber(d->store, &cli->arena, &s, err))
        return -1;
    if (str_is(s.state, "active")) {
        printf("%.*s was al aangemeld\n", STR_ARG(s.address));
        return 0;
    }
    printf("%.*s: bevestiging gevraagd\n", STR_ARG(s.address));
    return ask(cli, d, &s, err);
}

static int confirm(struct cli *cli, struct desk *d, struct err *err)
{
    bool found;

    if (store_confirm_subscriber(d->store, str_of(cli_value(cli, "--confirm")), cli->now, &found, err))
        return -1;
    if (!found)
        return err_set(err, "no subscription waits for that code");
    printf("bevestigd\n");
    return 0;
}

/* One change in one transaction, beside the daemon. */
static int change(struct cli *cli, int (*fn)(struct cli *cli, struct desk *d, struct err *err))
{
    struct faults faults = {0};
    struct desk desk = {0};
    struct err err;
    int failed = desk_open(&desk, cli->dir, DESK_SIDE, true, &faults, &err) || store_begin(desk.store, &err);

    if (!failed) {
        failed = fn(cli, &desk, &err);
        if (failed)
            store_roll_back(desk.store);
        else
            failed = store_commit(desk.store, &err);
    }
    desk_close(&desk);
    return failed ? cli_failed(cli, &err) : EXIT_DONE;
}

static int add_all(struct cli *cli, struct desk *d, struct err *err)
{
    int failed = 0;

    for (int i = 0; i < cli->narguments && !failed; i++)
        failed = add(cli, d, str_of(cli->arguments[i]), err);
    return failed;
}

int cmd_subscribe(struct cli *cli)
{
    if (cli_value(cli, "--confirm"))
        return change(cli, confirm);
    if (cli->narguments == 0)
        return cli_misused(cli, "needs an address, or --confirm TOKEN");
    return change(cli, add_all);
}

/* A token or an address. The answer is the same whether there was one. */
static int drop(struct cli *cli, struct desk *d, struct err *err)
{
    struct str what = str_of(cli->arguments[0]);
    bool is_address = mail_address_is_valid(what);
    int64_t n;

    if (store_drop_subscriber(d->store, is_address ? (struct str){0} : what,
                              is_address ? mail_address_key(&cli->arena, what) : (struct str){0}, &n, err))
        return -1;
    printf("afgemeld\n");
    return 0;
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
               STR_ARG(list[i].purpose), str_is(list[i].state, "active") ? "bevestigd" : "gevraagd");
    desk_close(&desk);
    return failed ? cli_failed(cli, &err) : EXIT_DONE;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* subscribe, unsubscribe, subscribers: who reads what. A subscription counts when its reader confirmed it. */
#include "cli/cli.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/mail_address.h"
#include "desk/readers.h"

static const struct {
    const char *option, *cut;
} cuts[] = {{"--theme", "theme"}, {"--district", "district"}, {"--person", "person"}, {"--alert", "alert"},
          {"--issue", "issue"}, {"--search", "search"}};

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

/* The wish that the options say, still without an address; its texts live as long as the command. */
static int read_wish(struct cli *cli, const struct desk *d, struct subscriber *s, struct err *err)
{
    *s = (struct subscriber){.purpose = str_of(cli_value(cli, "--purpose")),
                             .rhythm = cli_value(cli, "--weekly") ? STR("weekly") : STR("daily"),
                             .pdf = cli_value(cli, "--pdf") != NULL,
                             .quiet = cli_value(cli, "--skip-quiet") ? STR("skip") : STR("say")};
    if (read_choice(cli, s, err) || (str_is(s->cut, "search") && readers_take_search(d, s, &cli->arena, cli->now, err)))
        return -1;
    return readers_check_choice(d, s, err);
}

static int add(struct cli *cli, struct desk *d, struct str address, struct err *err)
{
    struct subscriber s;

    if (read_wish(cli, d, &s, err))
        return -1;
    s.address = address;
    if (readers_check(d, &s, err) || readers_sign_up(d, &s, &cli->arena, cli->now, err))
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

/* ---- many at once ---- */

enum { LINE_MAX_BYTES = 4096, CHUNK = 10000 };

struct importing {
    struct cli *cli;
    struct desk *d;
    struct subscriber wish; /* of all of them */
    int64_t seen, added;
    int line;
    bool faulty;
};

/* One row: an address; readers_import() asks for its confirmation. A bad one is told by line, the rest goes in. */
static int import_row(struct importing *i, struct str row, struct err *err)
{
    struct arena a = {0};
    struct str rest = row;
    struct str address = str_trim(str_cut(&rest, str_find(row, STR(";")) >= 0 ? ';' : ','));
    struct subscriber s = i->wish;
    struct err why;
    bool added = false;
    int failed = 0;

    if (address.n > 1 && address.p[0] == '"' && address.p[address.n - 1] == '"')
        address = str_sub(address, 1, address.n - 2);
    if (address.n == 0 || (i->line == 1 && str_find(address, STR("@")) < 0)) {
        arena_release(&a); /* an empty line, the head */
        return 0;
    }
    i->seen++;
    s.address = address;
    if (readers_check(i->d, &s, &why)) {
        fprintf(stderr, "%d: %s\n", i->line, why.text);
        i->faulty = true;
    } else {
        failed = readers_import(i->d, &s, &a, i->cli->now, &added, err);
        i->added += added;
    }
    arena_release(&a);
    return failed;
}

/* The next line without its end. Of one that is too long the rest goes: an address stands at its beginning. */
static bool read_line(FILE *in, struct buf *line)
{
    int c = getc_unlocked(in);

    buf_clear(line);
    if (c == EOF)
        return false;
    for (; c != EOF && c != '\n'; c = getc_unlocked(in))
        buf_putc(line, (char)c);
    return true;
}

static int import_rows(struct importing *i, FILE *in, struct err *err)
{
    struct buf line = {.max = LINE_MAX_BYTES};
    int failed = store_begin(i->d->store, err);

    while (!failed && read_line(in, &line)) {
        struct str row = buf_str(&line);

        if (i->line++ == 0 && str_starts(row, STR("\xEF\xBB\xBF")))
            row = str_sub(row, 3, row.n);
        failed = import_row(i, str_trim(row), err);
        if (!failed && i->line % CHUNK == 0) {
            failed = store_commit(i->d->store, err) || store_begin(i->d->store, err);
            cli_progress(i->cli, "lines", i->line, 0);
        }
    }
    buf_release(&line);
    if (failed)
        store_roll_back(i->d->store);
    return failed ? -1 : store_commit(i->d->store, err);
}

static int import_all(struct cli *cli, struct desk *d, struct err *err)
{
    struct importing i = {.cli = cli, .d = d};
    const char *path = cli_value(cli, "--in");
    bool is_stdin = strcmp(path, "-") == 0;
    FILE *in;
    int failed;

    if (read_wish(cli, d, &i.wish, err))
        return -1;
    in = is_stdin ? stdin : fopen(path, "rb");
    if (!in)
        return err_set(err, "%s: %s", path, strerror(errno));
    failed = import_rows(&i, in, err);
    if (!failed && ferror(in))
        failed = err_set(err, "%s: %s", path, strerror(errno));
    if (!is_stdin)
        fclose(in);
    if (!failed)
        printf("%lld gelezen, %lld nieuw\n", (long long)i.seen, (long long)i.added);
    return failed ? -1 : i.faulty ? err_set(err, "some addresses were left out") : 0;
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

    if (mail_address_is_valid(what) ? readers_sign_off_address(d, what, err) : readers_sign_off(d, what, err))
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

/* Signing up, with a word on what keeps the letters at home. */
static int sign_up(struct cli *cli, struct desk *d, struct err *err)
{
    if (d->town.mail.server.n == 0)
        cli_say(cli, "tamtam.conf names no mail server ([mail] server), so nobody is asked for a confirmation; set it and sign up once more.");
    return cli_value(cli, "--in") ? import_all(cli, d, err) : add_all(cli, d, err);
}

int cmd_subscribe(struct cli *cli)
{
    if (cli_value(cli, "--confirm"))
        return change(cli, confirm);
    if (cli->narguments == 0 && !cli_value(cli, "--in"))
        return cli_misused(cli, "needs an address, --in FILE, or --confirm TOKEN");
    return change(cli, sign_up);
}

int cmd_unsubscribe(struct cli *cli)
{
    return change(cli, drop);
}

static int print_subscriber(void *context, const struct subscriber *s)
{
    (void)context;
    printf("%.*s\t%.*s\t%.*s\t%.*s\t%s\n", STR_ARG(s->address), STR_ARG(s->cut), STR_ARG(s->value), STR_ARG(s->purpose),
           str_is(s->state, "active") ? "bevestigd" : str_is(s->state, "paused") ? "gepauzeerd" : "gevraagd");
    return 0;
}

int cmd_subscribers(struct cli *cli)
{
    struct faults faults = {0};
    struct desk desk = {0};
    struct err err;
    int failed = desk_open(&desk, cli->dir, DESK_READ, true, &faults, &err) || store_each_subscriber(desk.store, print_subscriber, NULL, &err);

    desk_close(&desk);
    return failed ? cli_failed(cli, &err) : EXIT_DONE;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "cli/cli.h"

#include <poll.h>
#include <stdio.h>
#include <string.h>

#include "base/when.h"
#include "desk/duties.h"
#include "desk/outbox.h"
#include "desk/tell.h"

enum { SHOWN_DAYS = 14, MOST_SHOWN = 200, LOOK_MS = 50 };

static const char *state_in_words(struct str state)
{
    static const char *const words[][2] = {{"sent", "bezorgd"}, {"refused", "mislukt"}, {"dropped", "vervallen"}};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_is(state, words[i][0]))
            return words[i][1];
    return "wacht";
}

static int print_message(void *context, const struct message *m)
{
    struct buf made = {0};

    (void)context;
    when_print_local(&made, m->made);
    printf("%6lld  %.16s  %-9.*s %-8s %.*s", (long long)m->id, buf_c(&made), STR_ARG(m->kind),
           state_in_words(m->state), STR_ARG(m->recipient));
    if (!str_is(m->state, "sent") && m->answer.n)
        printf("  (%lldx: %.*s)", (long long)m->attempt, STR_ARG(m->answer));
    putchar('\n');
    buf_release(&made);
    return 0;
}

static int list(struct cli *cli)
{
    struct faults faults = {0};
    struct desk desk = {0};
    struct err err;
    int failed = desk_open(&desk, cli->dir, DESK_READ, true, &faults, &err) ||
                 store_each_message(desk.store, cli->now - (int64_t)SHOWN_DAYS * WHEN_DAY, MOST_SHOWN, print_message, NULL, &err);

    desk_close(&desk);
    return failed ? cli_failed(cli, &err) : EXIT_DONE;
}

static int print_tally(struct desk *d, const struct outbox *outbox, struct err *err)
{
    int64_t waiting, failed;

    printf("%lld bezorgd, %lld later opnieuw, %lld geweigerd", (long long)outbox->sent, (long long)outbox->later, (long long)outbox->refused);
    if (outbox->rests) {
        if (store_count_jobs(d->store, LANE_OUT, 0, &waiting, &failed, err))
            return -1;
        printf("; %lld wachten op de server: %s", (long long)waiting, outbox->verdict.answer);
    }
    putchar('\n');
    return 0;
}

/* Hands out what is due until nothing is, or the server has trouble that every letter would meet. */
static int hand_out(struct cli *cli, struct desk *d, struct err *err)
{
    struct outbox outbox = {0};
    int failed = outbox_open(&outbox, d, cli->now, err);

    while (!failed && !outbox.rests && outbox_is_busy(&outbox, cli->now)) {
        struct pollfd wait = {.fd = mailer_descriptor(outbox.mailer), .events = POLLIN};

        failed = outbox_step(&outbox, cli->now, err);
        poll(&wait, 1, LOOK_MS);
    }
    failed = failed || print_tally(d, &outbox, err);
    outbox_close(&outbox, cli->now, 0);
    return failed;
}

/* The tamtam of a day into the outbox, in a transaction of its own. */
static int put_in(struct cli *cli, struct desk *d, int day, struct err *err)
{
    bool fixed = false;

    if (store_begin(d->store, err))
        return -1;
    if (tell_tamtam(d, day, cli->now, &fixed, err) || store_commit(d->store, err)) {
        store_roll_back(d->store);
        return -1;
    }
    return fixed || d->town.send_without_person ? 0 : err_set(err, "the tamtam of that day is not fixed; 'tamtam report fix' does that");
}

int cmd_send(struct cli *cli)
{
    const char *date = cli_value(cli, "--date");
    struct faults faults = cli_faults();
    struct desk desk = {0};
    struct err err;
    bool alone = !store_is_held(cli_file(cli, "tamtam.db"));
    int day = when_day(cli->now);
    int failed;

    if (cli->narguments)
        return strcmp(cli->arguments[0], "list") ? cli_misused(cli, "unknown: '%s'; there is: list", cli->arguments[0]) : list(cli);
    if (date && when_parse_day(str_of(date), &day))
        return cli_misused(cli, "--date is a day such as 2026-03-11, not '%s'", date);
    failed = desk_open(&desk, cli->dir, alone ? DESK_WRITE : DESK_SIDE, false, &faults, &err) || (date && put_in(cli, &desk, day, &err));
    if (!failed && alone)
        failed = hand_out(cli, &desk, &err);
    else if (!failed)
        cli_say(cli, "the daemon is running; it hands out what is in the outbox");
    desk_close(&desk);
    return failed ? cli_failed(cli, &err) : EXIT_DONE;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "cli/cli.h"

#include <stdio.h>

#include "base/when.h"
#include "desk/listen.h"
#include "tamtam/dutch.h"

static int64_t clock_of(void *context)
{
    const struct cli *cli = context;

    return cli->now_given ? cli->now : when_now();
}

static void tell(void *context, const struct source *source, const struct source_state *state, const struct fetch_result *result)
{
    const struct cli *cli = context;

    if (outcome_is_good(result->outcome))
        cli_say(cli, "%.*s: %s, %d posts", STR_ARG(source->name), result->outcome == FETCH_UNCHANGED ? "unchanged" : "ok",
                result->entries);
    if (!outcome_is_good(result->outcome) || state->last_error.n)
        fprintf(stderr, "%.*s: %.*s\n", STR_ARG(source->name), STR_ARG(state->last_error));
}

static void print_counts(const struct cli *cli, const struct listening *l, const struct desk_counts *c)
{
    if (cli->json) {
        printf("{\"sources\":%d,\"failed\":%d,\"seen\":%lld,\"new\":%lld,\"known\":%lld,\"revised\":%lld,\"deleted\":%lld}\n", l->sources,
               l->failed, (long long)c->seen, (long long)c->stored, (long long)c->known, (long long)c->revised,
               (long long)c->deleted);
        return;
    }
    printf("%d %s, %d met een fout; %lld berichten gezien, %lld nieuw, %lld bekend, %lld gewijzigd\n", l->sources,
           l->sources == 1 ? "bron" : "bronnen", l->failed, (long long)c->seen, (long long)c->stored, (long long)c->known,
           (long long)c->revised);
    if (c->late * 2 > c->stored && c->late > 10)
        cli_say(cli, "%lld posts came in days after their time; 'tamtam reanalyse --regroup' groups them as if they had been on time",
                (long long)c->late);
}

/* A day, which begins at midnight, or a time. */
static int read_since(const char *text, int64_t *since)
{
    int day;

    if (when_parse_day(str_of(text), &day))
        return when_parse(str_of(text), since);
    *since = when_at(day, 0, 0);
    return 0;
}

int cmd_poll(struct cli *cli)
{
    struct faults faults = cli_faults();
    struct listening l = {.now = clock_of, .told = tell, .context = cli};
    struct desk desk = {0};
    struct err err;
    const char *since = cli_value(cli, "--since");
    int failed;

    if (since && read_since(since, &l.since))
        return cli_misused(cli, "--since is a day or a time such as 2026-03-11T08:30:00+01:00, not '%s'", since);
    failed = desk_open(&desk, cli->dir, DESK_LISTEN, false, &faults, &err) ||
                 desk_poll(&desk, cli->arguments, cli->narguments, &l, &err);

    if (!failed)
        print_counts(cli, &l, &desk.counts);
    desk_close(&desk);
    if (failed)
        return cli_failed(cli, &err);
    return l.sources && l.failed == l.sources ? EXIT_FAILED : EXIT_DONE;
}

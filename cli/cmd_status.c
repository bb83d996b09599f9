/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "cli/cli.h"

#include <stdio.h>

#include <jansson.h>

#include "base/when.h"
#include "desk/watch.h"
#include "tamtam/dutch.h"

static void print_words(const struct store_totals *t, const struct municipality *town)
{
    struct buf b = {0};

    buf_printf(&b, "Nieuwsredactie %.*s\n", STR_ARG(town->name));
    if (t->posts) {
        buf_puts(&b, "Berichten    ");
        dutch_count(&b, t->posts);
        buf_puts(&b, " (");
        dutch_count(&b, t->duplicates);
        buf_puts(&b, " dubbele), van ");
        dutch_date(&b, when_day(t->first));
        buf_puts(&b, " tot en met ");
        dutch_date(&b, when_day(t->last));
        buf_putc(&b, '\n');
    } else {
        buf_puts(&b, "Nog geen berichten; 'tamtam poll' haalt ze op.\n");
    }
    buf_printf(&b, "Onderwerpen  %lld\nAlarmen      %lld\nZaken        %lld\n", (long long)t->issues, (long long)t->alerts,
               (long long)t->cases);
    buf_printf(&b, "Database     %.1f MB\n", (double)t->bytes / 1e6);
    fputs(buf_c(&b), stdout);
    buf_release(&b);
}

/* The daemon and the queues, then what is wrong. */
static void print_watch(const struct watch *w)
{
    struct buf b = {0};

    buf_puts(&b, w->running ? "Daemon       draait" : "Daemon       draait niet");
    if (w->running && w->started) {
        buf_puts(&b, " sinds ");
        dutch_date(&b, when_day(w->started));
        buf_putc(&b, ' ');
        dutch_hour(&b, w->started);
    }
    buf_printf(&b, "\nWachtrijen   %lld taken, %lld berichten uit; mislukt %lld en %lld\n", (long long)w->figures.desk_waiting,
               (long long)w->figures.out_waiting, (long long)w->figures.desk_failed, (long long)w->figures.out_failed);
    buf_printf(&b, "Abonnementen %lld\nSchijf       %.1f GB vrij\n\n", (long long)w->figures.subscribers, (double)w->disk_free / 1e9);
    if (watch_complaints(w, &b) == 0)
        buf_puts(&b, "Alles in orde.\n");
    fputs(buf_c(&b), stdout);
    buf_release(&b);
}

static void print_metrics(const struct watch *w)
{
    struct buf b = {0};

    watch_metrics(w, &b);
    fputs(buf_c(&b), stdout);
    buf_release(&b);
}

static void print_json(const struct store_totals *t)
{
    json_t *o = json_pack("{sI sI sI sI sI sI}", "posts", (json_int_t)t->posts, "duplicates", (json_int_t)t->duplicates, "issues",
                          (json_int_t)t->issues, "alerts", (json_int_t)t->alerts, "cases", (json_int_t)t->cases, "bytes",
                          (json_int_t)t->bytes);

    json_dumpf(o, stdout, JSON_COMPACT);
    putchar('\n');
    json_decref(o);
}

int cmd_status(struct cli *cli)
{
    struct faults faults = {0};
    struct desk desk = {0};
    struct store_totals totals;
    struct watch watch;
    struct err err;
    int failed = desk_open(&desk, cli->dir, DESK_READ, true, &faults, &err) || store_totals(desk.store, &totals, &err) ||
                 watch_take(&desk, cli->now, &watch, &cli->arena, &err);

    if (!failed && cli_value(cli, "--metrics")) {
        print_metrics(&watch);
    } else if (!failed && cli->json) {
        print_json(&totals);
    } else if (!failed) {
        print_words(&totals, &desk.town);
        print_watch(&watch);
    }
    desk_close(&desk);
    return failed ? cli_failed(cli, &err) : EXIT_DONE;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* `tamtam issues tomorrow`: what may be expected, with how such forecasts did so far beside it. */
#include <stdio.h>

#include "base/record.h"
#include "base/when.h"
#include "cli/cli.h"
#include "desk/desk.h"
#include "tamtam/dutch.h"
#include "tamtam/tomorrow.h"

static void say_growth(struct buf *b, const struct tomorrow *t)
{
    buf_puts(b, "Kans dat een onderwerp morgen groeit\n");
    if (!t->nissues)
        buf_puts(b, "  geen onderwerp heeft vijf berichten in drie dagen\n");
    for (int i = 0; i < t->nissues; i++) {
        buf_puts(b, "  ");
        dutch_percent(b, t->issues[i].grows);
        buf_printf(b, "\t%lld\t%.*s (nu %d)\n", (long long)t->issues[i].issue, STR_ARG(t->issues[i].title), t->issues[i].today);
    }
    if (!t->growth.n) {
        buf_puts(b, "  Nog geen dag waaraan dit te toetsen is.\n");
        return;
    }
    buf_printf(b, "  Tot nu toe %d keer gezegd, %d keer groeide het. Brierscore ", t->growth.n, t->growth.happened);
    dutch_decimal(b, chance_brier(&t->growth), 3);
    buf_puts(b, "; wie steeds het gemiddelde zegt ");
    dutch_decimal(b, chance_brier_base(&t->growth), 3);
    buf_puts(b, ", wie steeds nooit zegt ");
    dutch_decimal(b, chance_brier_never(&t->growth), 3);
    buf_puts(b, " (lager is beter).\n");
}

static void say_contacts(struct buf *b, const struct tomorrow *t)
{
    const struct forecast_record *r = &t->contacts;

    buf_puts(b, "Verwachte contacten per telefoon, balie en mail (minstens 80% kans tussen de grenzen)\n");
    for (int i = 0; i < t->nthemes; i++) {
        buf_printf(b, "  %-28s", theme_names[t->themes[i].theme].label);
        for (int k = 0; k < FORECAST_DAYS; k++) {
            const struct forecast *f = &t->themes[i].days[k];

            buf_printf(b, "  %s ", when_weekday_short(when_weekday(t->day + k)));
            dutch_decimal(b, f->expected, 1);
            buf_printf(b, " (%d–%d)", f->low, f->high);
        }
        buf_putc(b, '\n');
    }
    if (!t->nthemes)
        buf_puts(b, "  te weinig contacten of dagen om iets te zeggen\n");
    if (!r->n)
        return;
    buf_printf(b, "  Tot nu toe op %d dagen getoetst: gemiddeld ", r->n);
    dutch_decimal(b, r->error, 2);
    buf_puts(b, " ernaast; als vorige week ");
    dutch_decimal(b, r->error_week, 2);
    buf_puts(b, ", als het gemiddelde van zeven dagen ");
    dutch_decimal(b, r->error_mean, 2);
    buf_puts(b, ". ");
    dutch_percent(b, (double)r->covered / r->n);
    buf_puts(b, " lag binnen de grenzen, ");
    dutch_percent(b, r->chance);
    buf_printf(b, " was gezegd. Het beste was %s.\n", tomorrow_best(r));
}

static json_t *json_of_theme(const struct tomorrow_theme *theme, int day)
{
    json_t *days = json_array();

    for (int k = 0; k < FORECAST_DAYS; k++) {
        struct buf date = {0};

        when_print_day(&date, day + k);
        json_array_append_new(days, json_pack("{s:s, s:f, s:i, s:i, s:f}", "day", buf_c(&date), "expected", theme->days[k].expected,
                                              "low", theme->days[k].low, "high", theme->days[k].high, "chance", theme->days[k].chance));
        buf_release(&date);
    }
    return json_pack("{s:s, s:i, s:o}", "theme", theme_names[theme->theme].name, "contacts", theme->contacts, "days", days);
}

static json_t *json_of(const struct tomorrow *t)
{
    const struct forecast_record *r = &t->contacts;
    json_t *issues = json_array(), *themes = json_array();

    for (int i = 0; i < t->nissues; i++)
        json_array_append_new(issues, json_pack("{s:I, s:o, s:f, s:i}", "id", (json_int_t)t->issues[i].issue, "title",
                                                record_string(t->issues[i].title), "grows", t->issues[i].grows, "today",
                                                t->issues[i].today));
    for (int i = 0; i < t->nthemes; i++)
        json_array_append_new(themes, json_of_theme(&t->themes[i], t->day));
    return json_pack("{s:o, s:{s:i, s:i, s:f, s:f, s:f}, s:o, s:{s:i, s:i, s:f, s:f, s:f, s:f}}", "issues", issues, "growth_record", "n",
                     t->growth.n, "happened", t->growth.happened, "brier", chance_brier(&t->growth), "brier_base",
                     chance_brier_base(&t->growth), "brier_never", chance_brier_never(&t->growth), "contacts", themes,
                     "contacts_record", "n", r->n, "covered", r->covered, "chance", r->chance, "error", r->error, "error_week", r->error_week,
                     "error_mean", r->error_mean);
}

int cmd_tomorrow(struct cli *cli)
{
    struct faults faults = {0};
    struct desk desk = {0};
    struct tomorrow t;
    struct buf b = {0};
    struct err err;
    int failed = desk_open(&desk, cli->dir, DESK_READ, true, &faults, &err) ||
                 tomorrow_read(&t, desk.store, &desk.town, cli->now, &cli->arena, &err);

    if (!failed && cli->json) {
        json_t *object = json_of(&t);

        json_dumpf(object, stdout, JSON_COMPACT);
        putchar('\n');
        json_decref(object);
    } else if (!failed) {
        say_growth(&b, &t);
        buf_putc(&b, '\n');
        say_contacts(&b, &t);
        fwrite(b.p, 1, b.n, stdout);
    }
    buf_release(&b);
    desk_close(&desk);
    return failed ? cli_failed(cli, &err) : EXIT_DONE;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* What an administrator needs, in words: sources and what is wrong with them, subscribers, accounts, what goes when, who did what. */
#include <stdio.h>
#include <string.h>

#include "base/mail_address.h"
#include "base/when.h"
#include "desk/listen.h"
#include "desk/readers.h"
#include "desk/rights.h"
#include "newsroom/form.h"
#include "newsroom/page.h"
#include "newsroom/pages.h"
#include "newsroom/view.h"
#include "store/accounts.h"
#include "store/now.h"
#include "tamtam/dutch.h"

enum { HABIT_DAYS = 14, AUDIT_ROWS = 100 };

/* ---- what the pages share ---- */

static const struct value_name places[] = {{"/beheer", "Bronnen"},           {"/beheer/abonnees", "Abonnees"}, {"/beheer/accounts", "Accounts"},
                                           {"/beheer/bewaren", "Bewaartermijnen"}, {"/beheer/logboek", "Logboek"},   {NULL, NULL}};

static void begin(struct html *h, struct visit *v, struct answer *a, int place)
{
    page_begin(h, v, a, &(struct page){.title = places[place].label, .nav = "/beheer", .layout = "lezen breed"});
    html_el(h, "h1", NULL, "Beheer: %s", places[place].label);
    html_open(h, "nav", "filters");
    html_attr(h, "aria-label", "Beheer");
    for (int i = 0; places[i].name; i++) {
        html_open(h, "a", "knop klein");
        html_attr(h, "href", places[i].name);
        if (i == place)
            html_attr(h, "aria-current", "page");
        html_text(h, str_of(places[i].label));
        html_end(h);
    }
    html_end(h);
}

static void put_row_head(struct html *h, struct str name)
{
    html_tag(h, "tr");
    view_row_head(h);
    html_text(h, name);
    html_end(h);
}

static void put_moment(struct html *h, struct visit *v, int64_t ms, const char *never)
{
    html_tag(h, "td");
    if (ms)
        view_moment(h, ms, v->now);
    else
        html_text(h, str_of(never));
    html_end(h);
}

/* ---- sources ---- */

static int put_source(struct html *h, struct visit *v, const struct source *source, struct err *err)
{
    struct source_state state;
    int64_t posts, last;

    if (desk_source_state(v->desk, source, &state, &v->arena, err) ||
        store_source_posts(v->desk->store, source->name, v->now - HABIT_DAYS * (int64_t)WHEN_DAY, &posts, &last, err))
        return -1;
    put_row_head(h, source->name);
    html_el(h, "td", NULL, "%s", channel_names[source->channel].label);
    put_moment(h, v, state.last_good, "nooit");
    put_moment(h, v, last, "geen");
    html_el(h, "td", "num", "%.1f", (double)posts / HABIT_DAYS);
    html_tag(h, "td");
    if (state.last_try == 0) {
        html_text(h, STR("nog niet opgehaald"));
    } else if (state.last_error.n) {
        html_el(h, "b", NULL, "%.*s", STR_ARG(state.last_error));
        if (desk_source_advice(&state))
            html_textf(h, " Doe: %s", desk_source_advice(&state));
    } else {
        html_text(h, STR("in orde"));
    }
    html_end(h);
    html_end(h);
    return 0;
}

int page_sources(struct visit *v, struct answer *a, struct err *err)
{
    static const char *const titles[] = {"Bron", "Kanaal", "Laatst opgehaald", "Laatste bericht", "#Per dag", "Hoe het gaat", NULL};
    const struct sources *sources = &v->desk->sources;
    struct html h;

    begin(&h, v, a, 0);
    html_el(&h, "p", NULL,
            "Bronnen staan in feeds.conf; 'tamtam sources add URL' voegt er een toe. Een bron die niet antwoordt wordt "
            "nooit weggehaald.");
    view_table(&h, "tabel", "Bronnen", "Bronnen", titles);
    for (int i = 0; i < sources->n; i++)
        if (put_source(&h, v, &sources->v[i], err))
            return -1;
    view_table_end(&h);
    if (sources->n == 0)
        view_empty(&h, "Er staan nog geen bronnen in feeds.conf.");
    page_end(&h);
    return 0;
}

/* ---- subscribers ---- */

static void put_sign_up(struct html *h, struct form *f)
{
    static const struct value_name cuts[] = {{"tamtam", "de hele tamtam"}, {"theme", "een thema"},  {"district", "een wijk"},
                                             {"person", "een bestuurder"}, {"alert", "signalen"}, {NULL, NULL}};
    const struct municipality *town = &f->v->desk->town;
    struct value_name *purposes = arena_alloc(&f->v->arena, (size_t)(town->npurposes + 1) * sizeof *purposes);

    for (int i = 0; i < town->npurposes; i++)
        purposes[i].name = purposes[i].label = str_c(&f->v->arena, town->purposes[i].name);
    view_section(h, "erbij", "Meld iemand aan", "de lezer bevestigt zelf per e-mail");
    form_begin(f, h, "/beheer/abonnees");
    form_input(f, "email", "adres", "E-mailadres", (struct str){0}, "off");
    form_select(f, "keuze", "Wat", STR("tamtam"), cuts);
    form_hint(f, "De naam van het thema, de wijk of de bestuurder; leeg bij de hele tamtam.");
    form_text(f, "waarde", "Waarover", (struct str){0});
    form_select(f, "doel", "Doel", (struct str){0}, purposes);
    form_end(f, "Meld aan");
    html_end(h);
}

static void put_subscriber(struct html *h, struct visit *v, const struct subscriber *s)
{
    put_row_head(h, s->address);
    html_el(h, "td", NULL, "%.*s%s%.*s", STR_ARG(s->cut), s->value.n ? ": " : "", STR_ARG(s->value));
    html_el(h, "td", NULL, "%.*s", STR_ARG(s->purpose));
    html_el(h, "td", NULL, "%s", str_is(s->state, "active") ? "bevestigd" : "wacht op bevestiging");
    put_moment(h, v, s->confirmed ? s->confirmed : s->asked, "");
    html_end(h);
}

static int show_subscribers(struct visit *v, struct answer *a, struct form *add, struct form *drop, struct err *err)
{
    static const char *const titles[] = {"Adres", "Wat", "Doel", "Stand", "Sinds", NULL};
    struct subscriber *list;
    struct html h;
    int n;

    if (store_subscribers(v->desk->store, &v->arena, &list, &n, err))
        return -1;
    begin(&h, v, a, 1);
    view_table(&h, "tabel", "Abonnees", "Abonnees", titles);
    for (int i = 0; i < n; i++)
        put_subscriber(&h, v, &list[i]);
    view_table_end(&h);
    if (n == 0)
        view_empty(&h, "Nog niemand heeft zich aangemeld.");
    put_sign_up(&h, add);
    view_section(&h, "eraf", "Meld een adres af", "alle abonnementen van dit adres");
    form_begin(drop, &h, "/beheer/abonnees/af");
    form_input(drop, "email", "af", "E-mailadres", (struct str){0}, "off");
    form_end(drop, "Meld af");
    html_end(&h);
    page_end(&h);
    return 0;
}

int page_subscribers(struct visit *v, struct answer *a, struct err *err)
{
    struct form add = {.v = v}, drop = {.v = v};

    return show_subscribers(v, a, &add, &drop, err);
}

int page_subscriber_add(struct visit *v, struct answer *a, struct err *err)
{
    struct form add = {.v = v}, drop = {.v = v};
    struct subscriber s = {.address = str_trim(visit_form(v, "adres")),
                           .cut = visit_form(v, "keuze"),
                           .value = str_trim(visit_form(v, "waarde")),
                           .purpose = visit_form(v, "doel")};
    struct err why;

    if (!mail_address_is_valid(s.address))
        form_fault(&add, "adres", "Dit is geen e-mailadres; schrijf bijvoorbeeld naam@voorbeeldstad.example.");
    else if (readers_check(v->desk, &s, &why))
        form_fault(&add, "waarde", "%s", why.text);
    if (add.nfaults) {
        a->status = 422;
        return show_subscribers(v, a, &add, &drop, err);
    }
    return readers_sign_up(v->desk, &s, &v->arena, v->now, err) ? -1 : answer_go(v, a, "/beheer/abonnees");
}

int page_subscriber_drop(struct visit *v, struct answer *a, struct err *err)
{
    struct form add = {.v = v}, drop = {.v = v};
    struct str address = str_trim(visit_form(v, "af"));

    if (!mail_address_is_valid(address)) {
        form_fault(&drop, "af", "Dit is geen e-mailadres; schrijf bijvoorbeeld naam@voorbeeldstad.example.");
        a->status = 422;
        return show_subscribers(v, a, &add, &drop, err);
    }
    return readers_sign_off_address(v->desk, address, err) ? -1 : answer_go(v, a, "/beheer/abonnees");
}

/* ---- accounts ---- */

int page_accounts(struct visit *v, struct answer *a, struct err *err)
{
    static const char *const titles[] = {"Account", "Naam", "Rol", "Doel", "Laatst ingelogd", "Stand", NULL};
    struct account *list;
    struct html h;
    int n;

    if (store_accounts(v->desk->store, &v->arena, &list, &n, err))
        return -1;
    begin(&h, v, a, 2);
    html_el(&h, "p", NULL, "'tamtam users' op de server voegt accounts toe, geeft een andere rol en sluit ze.");
    view_table(&h, "tabel", "Accounts", "Accounts", titles);
    for (int i = 0; i < n; i++) {
        int role = value_of(role_names, list[i].role);

        put_row_head(&h, list[i].name);
        html_el(&h, "td", NULL, "%.*s", STR_ARG(list[i].shown));
        html_el(&h, "td", NULL, "%s", role < 0 ? "onbekend" : role_names[role].label);
        html_el(&h, "td", NULL, "%.*s", STR_ARG(list[i].purpose));
        put_moment(&h, v, list[i].seen, "nooit");
        html_el(&h, "td", NULL, "%s%s", list[i].off ? "gesloten" : "open", list[i].password.n ? "" : ", alleen met het werkaccount");
        html_end(&h);
    }
    view_table_end(&h);
    page_end(&h);
    return 0;
}

/* ---- what goes when ---- */

int page_retention(struct visit *v, struct answer *a, struct err *err)
{
    const struct municipality *town = &v->desk->town;
    struct retained r = {.posts = 0};
    struct store_totals totals;
    struct html h;
    struct buf clock = {0};

    if (rights_retain(v->desk, v->now, true, &r, err) || store_totals(v->desk->store, &totals, err))
        return -1;
    dutch_clock(&clock, town->retention_minute);
    begin(&h, v, a, 3);
    html_open(&h, "dl", "merken");
    html_tag(&h, "div");
    html_el(&h, "dt", NULL, "tekst van berichten");
    html_el(&h, "dd", NULL, "%d dagen", town->text_days);
    html_end(&h);
    html_tag(&h, "div");
    html_el(&h, "dt", NULL, "adres van berichten");
    html_el(&h, "dd", NULL, "%d dagen", town->address_days);
    html_end(&h);
    html_tag(&h, "div");
    html_el(&h, "dt", NULL, "berichten in huis");
    html_el(&h, "dd", NULL, "%lld", (long long)totals.posts);
    html_end(&h);
    html_tag(&h, "div");
    html_el(&h, "dt", NULL, "wat vannacht weggaat");
    html_el(&h, "dd", NULL, "%lld berichten, %lld adressen", (long long)r.posts, (long long)r.addresses);
    html_end(&h);
    html_end(&h);
    html_el(&h, "p", NULL,
            "Elke nacht om %s uur gaat weg wat zijn termijn heeft gehad; het bewijs staat in het logboek. Dagtellingen "
            "blijven, zonder tekst. "
            "Afgehandelde zaken gaan als bestand naar de map records, voor het archief van de gemeente.",
            buf_c(&clock));
    page_end(&h);
    buf_release(&clock);
    return 0;
}

/* ---- audit ---- */

struct auditing {
    struct html *h;
    struct visit *v;
    int64_t last;
    int n;
};

static int put_audit_row(void *context, int64_t row, const struct audit_row *audit)
{
    struct auditing *g = context;

    html_tag(g->h, "tr");
    html_tag(g->h, "td");
    html_time(g->h, audit->time);
    html_end(g->h);
    html_el(g->h, "td", NULL, "%.*s", STR_ARG(audit->actor));
    html_el(g->h, "td", NULL, "%.*s", STR_ARG(audit->action));
    html_el(g->h, "td", NULL, "%.*s", STR_ARG(audit->object));
    html_el(g->h, "td", NULL, "%.*s", STR_ARG(audit->result));
    html_el(g->h, "td", NULL, "%.*s", STR_ARG(audit->origin));
    html_end(g->h);
    g->last = row;
    g->n++;
    return 0;
}

static void put_audit_filter(struct html *h, struct visit *v)
{
    static const char *const fields[][2] = {{"wie", "Wie"}, {"actie", "Actie"}};

    html_open(h, "form", "filterbalk");
    html_attr(h, "method", "get");
    html_attr(h, "action", "/beheer/logboek");
    for (int i = 0; i < 2; i++) {
        html_open(h, "label", "filter");
        html_text(h, str_of(fields[i][1]));
        html_tag(h, "input");
        html_attr(h, "type", "text");
        html_attr(h, "name", fields[i][0]);
        html_attr_str(h, "value", visit_query(v, fields[i][0]));
        html_end(h);
    }
    html_el(h, "button", NULL, "Toon");
    html_end(h);
}

int page_audit(struct visit *v, struct answer *a, struct err *err)
{
    static const char *const titles[] = {"Tijd", "Wie", "Actie", "Object", "Resultaat", "Vanwaar", NULL};
    struct html h;
    struct auditing g = {.h = &h, .v = v};
    int64_t before;

    if (visit_number(visit_query(v, "voor"), &before))
        before = INT64_MAX;
    begin(&h, v, a, 4);
    html_el(&h, "p", NULL, "Elke regel hangt aan de vorige: wie er een verandert, verbreekt de keten. 'tamtam audit verify' ziet het.");
    put_audit_filter(&h, v);
    view_table(&h, "tabel", "Logboek", "Logboek", titles);
    if (store_audit_rows(v->desk->store, str_trim(visit_query(v, "wie")), str_trim(visit_query(v, "actie")), before, AUDIT_ROWS, put_audit_row,
                         &g, err))
        return -1;
    view_table_end(&h);
    if (g.n == 0)
        view_empty(&h, "Geen regels gevonden.");
    if (g.n == AUDIT_ROWS) {
        html_open(&h, "p", NULL);
        html_link(&h, "knop klein", STR("Eerdere regels"), "/beheer/logboek?voor=%lld&wie=%.*s&actie=%.*s", (long long)g.last,
                  STR_ARG(url_part(&v->arena, visit_query(v, "wie"))), STR_ARG(url_part(&v->arena, visit_query(v, "actie"))));
        html_end(&h);
    }
    page_end(&h);
    return 0;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* What an administrator needs, in words: subscribers, what goes when, who did what; and the frame of the other pages of administration. */
#include <stdio.h>
#include <string.h>

#include "base/mail_address.h"
#include "base/when.h"
#include "desk/readers.h"
#include "desk/rights.h"
#include "newsroom/admin.h"
#include "newsroom/pages.h"
#include "store/now.h"
#include "tamtam/dutch.h"

enum { AUDIT_ROWS = 100 };

/* ---- what the pages share ---- */

static const struct value_name places[] = {
    {"/beheer", "Bronnen"},          {"/beheer/abonnees", "Abonnees"},       {"/beheer/accounts", "Accounts"},
    {"/beheer/inrichten", "Inrichting"}, {"/beheer/regels", "Regels"},
    {"/beheer/bewaren", "Bewaartermijnen"}, {"/beheer/logboek", "Logboek"},
    {NULL, NULL}};

void admin_begin(struct html *h, struct visit *v, struct answer *a, enum admin_place place)
{
    page_begin(h, v, a, &(struct page){.title = places[place].label, .nav = "/beheer", .layout = "lezen breed"});
    html_el(h, "h1", NULL, "Beheer: %s", places[place].label);
    html_open(h, "nav", "filters");
    html_attr(h, "aria-label", "Beheer");
    for (int i = 0; places[i].name; i++) {
        html_open(h, "a", "knop klein");
        html_attr(h, "href", places[i].name);
        if (i == (int)place)
            html_attr(h, "aria-current", "page");
        html_text(h, str_of(places[i].label));
        html_end(h);
    }
    html_end(h);
}

void admin_row(struct html *h, struct str name)
{
    html_tag(h, "tr");
    view_row_head(h);
    html_text(h, name);
    html_end(h);
}

void admin_moment(struct html *h, struct visit *v, int64_t ms, const char *never)
{
    html_tag(h, "td");
    if (ms)
        view_moment(h, ms, v->now);
    else
        html_text(h, str_of(never));
    html_end(h);
}

const struct value_name *admin_purposes(struct visit *v, const char *none)
{
    const struct municipality *town = &v->desk->town;
    struct value_name *list = arena_alloc(&v->arena, (size_t)(town->npurposes + 2) * sizeof *list);
    int n = 0;

    if (none)
        list[n++] = (struct value_name){"", none};
    for (int i = 0; i < town->npurposes; i++, n++)
        list[n].name = list[n].label = str_c(&v->arena, town->purposes[i].name);
    return list;
}

struct manager admin_manager(struct visit *v)
{
    return (struct manager){v->user->name, str_printf(&v->arena, "web %.*s", STR_ARG(v->address)), v->now};
}

int admin_changed(struct visit *v, struct answer *a, const char *path)
{
    v->reload = true;
    return answer_go(v, a, "%s?bewaard=ja", path);
}

void admin_put_changed(struct html *h, struct visit *v)
{
    if (!fields_has(&v->target.query, "bewaard"))
        return;
    html_open(h, "p", "gelukt");
    html_attr(h, "role", "status");
    html_text(h, STR("Bewaard. De nieuwsredactie leest haar instellingen opnieuw; dat duurt een ogenblik."));
    html_end(h);
}

/* ---- subscribers ---- */

static void put_sign_up(struct html *h, struct form *f)
{
    static const struct value_name cuts[] = {{"tamtam", "de hele tamtam"}, {"theme", "een thema"},  {"district", "een wijk"},
                                             {"person", "een bestuurder"}, {"alert", "signalen"}, {NULL, NULL}};

    view_section(h, "erbij", "Meld iemand aan", "de lezer bevestigt zelf per e-mail");
    form_begin(f, h, "/beheer/abonnees");
    form_input(f, "email", "adres", "E-mailadres", (struct str){0}, "off");
    form_select(f, "keuze", "Wat", STR("tamtam"), cuts);
    form_hint(f, "De naam van het thema, de wijk of de bestuurder; leeg bij de hele tamtam.");
    form_text(f, "waarde", "Waarover", (struct str){0});
    form_select(f, "doel", "Doel", (struct str){0}, admin_purposes(f->v, NULL));
    form_end(f, "Meld aan");
    html_end(h);
}

enum { MOST_SUBSCRIBERS = 500 };

struct listing {
    struct html *h;
    struct visit *v;
    int n;
};

static int put_subscriber(void *context, const struct subscriber *s)
{
    struct listing *l = context;
    struct html *h = l->h;

    if (++l->n > MOST_SUBSCRIBERS)
        return 1;
    admin_row(h, s->address);
    html_el(h, "td", NULL, "%.*s%s%.*s", STR_ARG(s->cut), s->value.n ? ": " : "", STR_ARG(s->value));
    html_el(h, "td", NULL, "%.*s", STR_ARG(s->purpose));
    html_el(h, "td", NULL, "%s", str_is(s->state, "active")   ? "bevestigd"
                                 : str_is(s->state, "paused") ? "gepauzeerd: zijn post kwam terug"
                                                              : "wacht op bevestiging");
    admin_moment(h, l->v, s->confirmed ? s->confirmed : s->asked, "");
    html_end(h);
    return 0;
}

static int show_subscribers(struct visit *v, struct answer *a, struct form *add, struct form *drop, struct err *err)
{
    static const char *const titles[] = {"Adres", "Wat", "Doel", "Stand", "Sinds", NULL};
    struct html h;
    struct listing l = {.h = &h, .v = v};
    int failed;

    admin_begin(&h, v, a, ADMIN_SUBSCRIBERS);
    view_table(&h, "tabel", "Abonnees", "Abonnees", titles);
    failed = store_each_subscriber(v->desk->store, put_subscriber, &l, err);
    view_table_end(&h);
    if (l.n == 0)
        view_empty(&h, "Nog niemand heeft zich aangemeld.");
    if (l.n > MOST_SUBSCRIBERS)
        html_el(&h, "p", NULL, "Hier staan de eerste %d; op de opdrachtregel geeft 'tamtam subscribers' ze alle.", MOST_SUBSCRIBERS);
    put_sign_up(&h, add);
    view_section(&h, "eraf", "Meld een adres af", "alle abonnementen van dit adres");
    form_begin(drop, &h, "/beheer/abonnees/af");
    form_input(drop, "email", "af", "E-mailadres", (struct str){0}, "off");
    form_end(drop, "Meld af");
    html_end(&h);
    page_end(&h);
    return failed;
}

int page_subscribers(struct visit *v, struct answer *a, struct err *err)
{
    struct form add = {.v = v}, drop = {.v = v};

    return show_subscribers(v, a, &add, &drop, err);
}

/* What is wrong with what a subscription is about. */
static const char *value_fault(struct str cut)
{
    static const struct value_name words[] = {
        {"theme", "Dit thema is er niet; schrijf het zoals bij Issues, in de keuze van het thema."},
        {"district", "Deze wijk staat niet bij de wijken van de gemeente (Inrichting)."},
        {"person", "Deze bestuurder staat niet bij Regels."},
        {"alert", "Signalen per e-mail kunnen vanaf ‘waarschuwing’ of ‘crisis’; schrijf een van die twee."},
        {NULL, NULL}};
    int i = value_of(words, cut);

    return i < 0 ? "Dit kan niet: kies wat, en een doel." : words[i].label;
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
        form_fault(&add, "waarde", "%s", value_fault(s.cut));
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
    admin_begin(&h, v, a, ADMIN_RETENTION);
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

/* What was done, in words; the name of it stands beside, for the filter and for who compares with the export. */
static const struct value_name action_words[] = {
    {"login", "inloggen"}, {"logout", "uitloggen"}, {"welcome", "eerste account"}, {"account.password", "eigen wachtwoord veranderd"},
    {"issue.name", "issue benoemd"}, {"issue.merge", "issues samengevoegd"}, {"issue.split", "issue gesplitst"}, {"issue.mute", "issue gedempt"},
    {"issue.rumour", "gerucht vastgelegd"}, {"issue.follow", "issue gevolgd"}, {"post.show", "bericht gelezen"}, {"post.correct", "merk verbeterd"},
    {"correct", "merk verbeterd"}, {"rumour", "gerucht vastgelegd"}, {"alert", "signaal beoordeeld"}, {"alert.confirm", "signaal bevestigd"},
    {"alert.dismiss", "signaal verworpen"}, {"alert.raise", "signaal opgeschaald"}, {"alert.picture", "omgevingsbeeld gemaakt"},
    {"report.make", "concept gemaakt"}, {"report.edit", "concept bewerkt"}, {"report-edit", "concept bewerkt"}, {"report.fix", "rapport vastgesteld"},
    {"report-fix", "rapport vastgesteld"}, {"report.send", "rapport verstuurd"}, {"report-send", "rapport verstuurd"}, {"search", "gezocht"},
    {"search.keep", "zoekvraag bewaard"}, {"search.drop", "zoekvraag weggehaald"}, {"search.subscribe", "op zoekvraag geabonneerd"},
    {"search.report", "analyse van zoekvraag"}, {"admin.source.add", "bron toegevoegd"}, {"admin.source.drop", "bron weggehaald"},
    {"admin.subscribers", "abonnees bekeken"}, {"admin.subscriber.add", "abonnee aangemeld"}, {"admin.subscriber.drop", "abonnee afgemeld"},
    {"admin.account.add", "account gemaakt"}, {"admin.account.change", "account veranderd"}, {"admin.setup.town", "gemeente ingevuld"},
    {"admin.setup.districts", "wijken vervangen"}, {"admin.setup.mail", "mailserver ingesteld"}, {"admin.setup.try-mail", "proefbericht gestuurd"},
    {"admin.part.change", "regels veranderd"}, {"admin.audit", "logboek bekeken"}, {"case.show", "zaak gelezen"}, {"case.step", "stap in een zaak"},
    {"case.asked", "gevraagde berichten bekeken"}, {"case-afzender", "afzender getoond"}, {"api.posts", "berichten via de API"},
    {"api.post", "bericht via de API"}, {"retain", "bewaartermijnen uitgevoerd"}, {"erase", "persoon gewist"}, {"export", "archief geëxporteerd"},
    {NULL, NULL}};

static void put_action(struct html *h, struct str action)
{
    int word = value_of(action_words, action);

    html_tag(h, "td");
    if (word >= 0)
        html_textf(h, "%s ", action_words[word].label);
    html_el(h, word >= 0 ? "small" : "span", word >= 0 ? "klein" : NULL, "%.*s", STR_ARG(action));
    html_end(h);
}

/* The command line writes English. */
static struct str in_dutch(struct str word)
{
    return str_is(word, "command line") ? STR("opdrachtregel") : str_is(word, "done") ? STR("gelukt") : word;
}

static int put_audit_row(void *context, int64_t row, const struct audit_row *audit)
{
    struct auditing *g = context;

    html_tag(g->h, "tr");
    html_tag(g->h, "td");
    html_time(g->h, audit->time);
    html_end(g->h);
    html_el(g->h, "td", NULL, "%.*s", STR_ARG(in_dutch(audit->actor)));
    put_action(g->h, audit->action);
    html_el(g->h, "td", NULL, "%.*s", STR_ARG(audit->object));
    html_el(g->h, "td", NULL, "%.*s", STR_ARG(in_dutch(audit->result)));
    html_el(g->h, "td", NULL, "%.*s", STR_ARG(in_dutch(audit->origin)));
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
    admin_begin(&h, v, a, ADMIN_AUDIT);
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

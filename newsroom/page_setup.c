/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* A new newsroom, set up in the browser: the first account by invitation; then the municipality, its districts and its mail server. */
#include "base/file.h"
#include "base/mail_address.h"
#include "base/when.h"
#include "desk/settings.h"
#include "newsroom/admin.h"
#include "newsroom/pages.h"
#include "newsroom/who.h"

enum { TEST_DAYS = 7, MOST_TESTS = 3, MOST_LETTERS = 200 };

static const char page_path[] = "/beheer/inrichten";

/* ---- the first visit ---- */

static int refuse_invitation(struct visit *v, struct answer *a)
{
    return answer_refuse(v, a, 404,
                         "Deze uitnodiging is niet volledig, gebruikt of verlopen. Zolang er geen account is, maakt 'tamtam init' op de server een "
                         "nieuwe.");
}

static int show_welcome(struct visit *v, struct answer *a, struct form *f, struct str code)
{
    struct html h;

    page_begin(&h, v, a, &(struct page){.title = "Welkom"});
    html_el(&h, "h1", NULL, "Welkom bij uw nieuwsredactie");
    html_el(&h, "p", "inleiding", "Maak het eerste account. Het krijgt de rol beheerder; daarmee richt u de rest in.");
    form_begin(f, &h, "/welkom");
    form_hidden(f, "code", code);
    form_hint(f, "Kleine letters, cijfers, punt of streepje: jan.jansen.");
    form_input(f, "text", "naam", "Accountnaam", (struct str){0}, "username");
    form_input(f, "text", "weergave", "Uw naam voor collega’s", (struct str){0}, "name");
    form_hint(f, "Ten minste twaalf tekens. Vier gewone woorden zijn sterker dan acht moeilijke tekens.");
    form_input(f, "password", "wachtwoord", "Wachtwoord", (struct str){0}, "new-password");
    form_input(f, "password", "nogmaals", "Nogmaals", (struct str){0}, "new-password");
    form_end(f, "Maak het account");
    page_end(&h);
    return 0;
}

int page_welcome(struct visit *v, struct answer *a, struct err *err)
{
    struct form f = {.v = v};
    struct str code = visit_query(v, "code");
    bool stands;

    if (invitation_look(v->desk, code, when_now(), &stands, err))
        return -1;
    return stands ? show_welcome(v, a, &f, code) : refuse_invitation(v, a);
}

static void check_welcome(struct form *f, struct str name)
{
    struct visit *v = f->v;
    const char *fault = password_fault(visit_form(v, "wachtwoord"), name);

    if (name.n == 0)
        form_fault(f, "naam", "Een accountnaam heeft 2 tot 64 kleine letters, cijfers, punten, streepjes of @.");
    if (fault)
        form_fault(f, "wachtwoord", "%s", fault);
    if (!str_eq(visit_form(v, "wachtwoord"), visit_form(v, "nogmaals")))
        form_fault(f, "nogmaals", "Dit is een ander wachtwoord dan hierboven.");
}

int page_welcome_account(struct visit *v, struct answer *a, struct err *err)
{
    struct form f = {.v = v};
    struct manager by = {STR("eerste account"), str_printf(&v->arena, "web %.*s", STR_ARG(v->address)), when_now()};
    struct account account = {.name = account_name(&v->arena, visit_form(v, "naam")),
                              .shown = str_trim(visit_form(v, "weergave")),
                              .role = str_of(role_names[ROLE_BEHEERDER].name)};
    bool stands;

    if (invitation_look(v->desk, visit_form(v, "code"), by.now, &stands, err))
        return -1;
    if (!stands)
        return refuse_invitation(v, a);
    check_welcome(&f, account.name);
    if (f.nfaults) {
        a->status = 422;
        return show_welcome(v, a, &f, visit_form(v, "code"));
    }
    if (invitation_use(v->desk, visit_form(v, "code"), &by, &stands, err))
        return -1;
    if (!stands)
        return refuse_invitation(v, a);
    if (account_save(v->desk, &account, visit_form(v, "wachtwoord"), &by, err) || who_begin(v, a, &account, err))
        return -1;
    return answer_go(v, a, "%s", page_path);
}

/* ---- the page ---- */

struct setup {
    struct visit *v;
    struct form town, districts, mail, trial;
};

static void put_step(struct html *h, bool done, const char *name, const char *href, struct str what)
{
    html_tag(h, "li");
    view_sign(h, done ? SIGN_YES : SIGN_NO, done ? "gedaan: " : "nog te doen: ");
    html_text(h, STR(" "));
    html_link(h, NULL, str_of(name), "%s", href);
    html_textf(h, ": %.*s", STR_ARG(what));
    html_end(h);
}

static int put_steps(struct html *h, struct visit *v, struct err *err)
{
    const struct municipality *town = &v->desk->town;
    struct account *list;
    int n;

    if (store_accounts(v->desk->store, &v->arena, &list, &n, err))
        return -1;
    html_open(h, "ol", "stappen");
    put_step(h, town->name.n, "Gemeente", "#gemeente", town->name);
    put_step(h, town->ndistricts, "Wijken", "#wijken", str_printf(&v->arena, "%d", town->ndistricts));
    put_step(h, v->desk->sources.n, "Bronnen", "/beheer", str_printf(&v->arena, "%d", v->desk->sources.n));
    put_step(h, town->mail.server.n, "Mail", "#mail", town->mail.server.n ? town->mail.server : STR("nog geen server"));
    put_step(h, n > 1, "Accounts", "/beheer/accounts", str_printf(&v->arena, "%d", n));
    html_end(h);
    return 0;
}

/* Fields that stand for a line of tamtam.conf. */
struct line_field {
    const char *field, *kind, *key;
};
static const struct line_field town_lines[] = {{"gemeente-naam", "municipality", "name"},
                                               {"kanalen", "municipality", "account"},
                                               {"contact", "municipality", "contact"},
                                               {"website", "municipality", "website"}};
static const struct line_field mail_lines[] = {{"server", "mail", "server"}, {"tls", "mail", "tls"},
                                               {"afzender", "mail", "from"},  {"gebruiker", "mail", "user"},
                                               {"analisten", "mail", "analysts"}, {"crisisteam", "mail", "crisis_team"},
                                               {"wachtwoord", "mail", "password_file"}};
enum { TOWN_LINES = 4, MAIL_LINES = 7, MAIL_PASSWORD = 6 };

static struct str joined(struct visit *v, const struct strs *list)
{
    struct buf b = {0};

    for (int i = 0; i < list->n; i++)
        buf_printf(&b, "%s%.*s", i ? ", " : "", STR_ARG(list->v[i]));
    return buf_take(&b, &v->arena);
}

static void put_town(struct html *h, struct form *f)
{
    const struct municipality *town = &f->v->desk->town;

    view_section(h, "gemeente", "Gemeente", NULL);
    form_begin(f, h, "/beheer/inrichten/gemeente");
    form_text(f, "gemeente-naam", "Naam van de gemeente", town->name);
    form_hint(f, "Met komma’s ertussen: @gemeentevoorbeeldstad, Gemeente Voorbeeldstad. Wat zij schrijven is de gemeente die spreekt.");
    form_text(f, "kanalen", "Eigen kanalen", joined(f->v, &town->accounts));
    form_hint(f, "Staat in elk verzoek aan een bron, zodat de eigenaar van een site u kan bereiken.");
    form_input(f, "email", "contact", "Contactadres", town->contact, "off");
    form_input(f, "url", "website", "Website", town->website, "off");
    form_end(f, "Bewaar de gemeente");
    html_end(h);
}

static void put_districts(struct html *h, struct form *f)
{
    static const struct value_name levels[] = {{"wijk", "wijken"}, {"buurt", "buurten"}, {NULL, NULL}};
    const struct municipality *town = &f->v->desk->town;
    int streets = 0;

    for (int i = 0; i < town->ndistricts; i++)
        streets += town->districts[i].streets.n;
    view_section(h, "wijken", "Wijken", str_printf(&f->v->arena, "nu %d, met %d straten", town->ndistricts, streets).p);
    form_begin(f, h, "/beheer/inrichten/wijken");
    form_hint(f, "Plak de lijst van het CBS (wijkcode en wijknaam) met alleen de regels van uw gemeente, of een eigen lijst van straatnaam en "
                 "wijknaam. De eerste regel noemt de kolommen; komma, puntkomma of tab ertussen. Wijken die niet in de lijst staan, vervallen.");
    form_area(f, "lijst", "Lijst", (struct str){0}, 8);
    form_radios(f, "niveau", "Indelen naar", STR("wijk"), levels);
    form_end(f, "Vervang de wijken");
    html_end(h);
}

static void put_mail(struct html *h, struct form *f)
{
    static const struct value_name ways[] = {{"starttls", "STARTTLS (poort 587 of 25)"}, {"tls", "TLS (poort 465)"},
                                             {"none", "geen, alleen voor een server op deze machine"}, {NULL, NULL}};
    const struct mail_settings *mail = &f->v->desk->town.mail;

    view_section(h, "mail", "Mail", "voor concept, alarm, tamtam en webcare");
    form_begin(f, h, "/beheer/inrichten/mail");
    form_hint(f, "Naam en poort: smtp.voorbeeldstad.example:587.");
    form_text(f, "server", "Mailserver", mail->server);
    form_select(f, "tls", "Beveiliging", str_of(ways[mail->tls].name), ways);
    form_hint(f, "Nieuwsredactie Voorbeeldstad <nieuwsredactie@voorbeeldstad.example>");
    form_text(f, "afzender", "Afzender", mail->from);
    form_input(f, "text", "gebruiker", "Gebruiker, als de server erom vraagt", mail->user, "off");
    form_hint(f, "Leeg: het wachtwoord van nu. Bij een andere server of gebruiker vult u het opnieuw in.");
    form_input(f, "password", "wachtwoord", "Wachtwoord", (struct str){0}, "off");
    form_hint(f, "Met komma’s ertussen. Zij krijgen het concept, de herinnering en elk alarm.");
    form_text(f, "analisten", "Adressen van de analisten", joined(f->v, &mail->analysts));
    form_hint(f, "Met komma’s ertussen. Zij krijgen de waarschuwingen en de omgevingsbeelden.");
    form_text(f, "crisisteam", "Adressen van het crisisteam", joined(f->v, &mail->crisis_team));
    form_end(f, "Bewaar de mail");
    html_end(h);
}

struct telling {
    struct html *h;
    struct visit *v;
    int n;
};

static int put_test(void *context, const struct message *m)
{
    struct telling *t = context;

    if (!str_is(m->kind, "proef"))
        return 0;
    html_tag(t->h, "li");
    view_moment(t->h, m->made, t->v->now);
    html_open(t->h, "span", NULL);
    html_textf(t->h, "%.*s: %s", STR_ARG(m->recipient),
               str_is(m->state, "sent") ? "aangenomen door de mailserver" : str_is(m->state, "refused") ? "geweigerd" : "wacht");
    if (!str_is(m->state, "sent") && m->answer.n)
        html_textf(t->h, " (%.*s)", STR_ARG(m->answer));
    html_end(t->h);
    html_end(t->h);
    return ++t->n == MOST_TESTS;
}

static int put_trial(struct html *h, struct form *f, struct err *err)
{
    struct telling t = {h, f->v, 0};

    view_section(h, "proef", "Proefbericht", "laad de pagina opnieuw om te zien wat de mailserver zei");
    if (f->v->desk->town.mail.server.n == 0) {
        view_empty(h, "Er is nog geen mailserver.");
        html_end(h);
        return 0;
    }
    html_open(h, "ul", "log");
    if (store_each_message(f->v->desk->store, f->v->now - TEST_DAYS * (int64_t)WHEN_DAY, MOST_LETTERS, put_test, &t, err))
        return -1;
    html_end(h);
    form_begin(f, h, "/beheer/inrichten/proef");
    form_input(f, "email", "proefadres", "Stuur een proefbericht aan", (struct str){0}, "off");
    form_end(f, "Stuur");
    html_end(h);
    return 0;
}

static struct setup setup_of(struct visit *v)
{
    return (struct setup){v, {.v = v}, {.v = v}, {.v = v}, {.v = v}};
}

static int show_setup(struct setup *s, struct answer *a, struct err *err)
{
    struct html h;

    if (s->town.nfaults || s->districts.nfaults || s->mail.nfaults || s->trial.nfaults)
        a->status = 422;
    admin_begin(&h, s->v, a, ADMIN_SETUP);
    admin_put_changed(&h, s->v);
    if (put_steps(&h, s->v, err))
        return -1;
    html_open(&h, "p", NULL);
    html_link(&h, NULL, STR("Bestuurders, openbare stemmen en grenzen van alarmen"), "/beheer/regels");
    html_text(&h, STR(" schrijft u als regels; bewaartermijnen staan in tamtam.conf op de server."));
    html_end(&h);
    put_town(&h, &s->town);
    put_districts(&h, &s->districts);
    put_mail(&h, &s->mail);
    if (put_trial(&h, &s->trial, err))
        return -1;
    page_end(&h);
    return 0;
}

int page_setup(struct visit *v, struct answer *a, struct err *err)
{
    struct setup s = setup_of(v);

    return show_setup(&s, a, err);
}

/* ---- changing ---- */

struct telling_faults {
    struct form *form;
    const struct line_field *lines;
};

static void tell_fault(void *context, int at, const char *text)
{
    struct telling_faults *t = context;

    form_fault(t->form, at < 0 ? "" : t->lines[at].field, "%s", text);
}

/* Puts the fields into tamtam.conf, or their faults into the form. */
static int change(struct form *f, const struct line_field *lines, struct setting *settings, int n, struct err *err)
{
    struct telling_faults t = {f, lines};
    struct settings_fault fault = {tell_fault, &t, 0};

    return f->nfaults ? 0 : settings_change(f->v->desk, settings, n, &fault, err);
}

static void read_lines(struct visit *v, const struct line_field *lines, struct setting *settings, int n)
{
    for (int i = 0; i < n; i++)
        settings[i] = (struct setting){lines[i].kind, lines[i].key, str_trim(visit_form(v, lines[i].field))};
}

int page_setup_town(struct visit *v, struct answer *a, struct err *err)
{
    struct setup s = setup_of(v);
    struct setting settings[TOWN_LINES];
    struct str website = str_trim(visit_form(v, "website"));

    read_lines(v, town_lines, settings, TOWN_LINES);
    if (settings[0].value.n == 0)
        form_fault(&s.town, "gemeente-naam", "Schrijf hoe de gemeente heet.");
    if (!mail_address_is_valid(settings[2].value))
        form_fault(&s.town, "contact", "Dit is geen e-mailadres; schrijf bijvoorbeeld redactie@voorbeeldstad.example.");
    if (website.n && !str_starts(website, STR("https://")) && !str_starts(website, STR("http://")))
        form_fault(&s.town, "website", "Een website begint met https://.");
    if (change(&s.town, town_lines, settings, TOWN_LINES, err))
        return -1;
    return s.town.nfaults ? show_setup(&s, a, err) : admin_changed(v, a, page_path);
}

int page_setup_districts(struct visit *v, struct answer *a, struct err *err)
{
    struct setup s = setup_of(v);
    struct settings_places made;
    const char *why = "Plak hier de lijst.";
    struct str list = visit_form(v, "lijst");

    if (str_trim(list).n && settings_change_places(v->desk, list, str_is(visit_form(v, "niveau"), "buurt"), &made, &why, err))
        return -1;
    if (!why)
        return admin_changed(v, a, page_path);
    form_fault(&s.districts, "lijst", "%s", why);
    return show_setup(&s, a, err);
}

/* A password goes to no other server and under no other name than it was given for. */
static void check_mail(struct form *f, const struct setting *settings, struct str password)
{
    const struct mail_settings *now = &f->v->desk->town.mail;
    bool same = str_eq(settings[0].value, now->server) && str_eq(settings[3].value, now->user);

    if (settings[0].value.n == 0)
        form_fault(f, "server", "Schrijf naam en poort van de mailserver, zoals smtp.voorbeeldstad.example:587.");
    if (settings[3].value.n && password.n == 0 && !same)
        form_fault(f, "wachtwoord", "Bij een andere server of gebruiker hoort opnieuw het wachtwoord.");
}

int page_setup_mail(struct visit *v, struct answer *a, struct err *err)
{
    struct setup s = setup_of(v);
    struct setting settings[MAIL_LINES];
    struct str password = visit_form(v, "wachtwoord");
    const char *file = settings_password_file(v->desk, &v->arena);

    read_lines(v, mail_lines, settings, MAIL_LINES);
    check_mail(&s.mail, settings, password);
    settings[MAIL_PASSWORD].value = password.n ? str_of(file) : v->desk->town.mail.password_file;
    if (change(&s.mail, mail_lines, settings, MAIL_LINES, err) || (s.mail.nfaults == 0 && password.n && file_write_secret(file, password, err)))
        return -1;
    return s.mail.nfaults ? show_setup(&s, a, err) : admin_changed(v, a, page_path);
}

int page_setup_try_mail(struct visit *v, struct answer *a, struct err *err)
{
    struct setup s = setup_of(v);
    struct str to = str_trim(visit_form(v, "proefadres"));

    if (!mail_address_is_valid(to))
        form_fault(&s.trial, "proefadres", "Dit is geen e-mailadres; schrijf bijvoorbeeld naam@voorbeeldstad.example.");
    else if (v->desk->town.mail.server.n == 0)
        form_fault(&s.trial, "", "Er is nog geen mailserver: vul die eerst in.");
    if (s.trial.nfaults)
        return show_setup(&s, a, err);
    return settings_try_mail(v->desk, to, v->now, err) ? -1 : answer_go(v, a, "%s#proef", page_path);
}

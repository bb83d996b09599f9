/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* Search: with a purpose, logged, never for a private person; searches that are kept, and what to keep an eye on until a day. */
#include <string.h>

#include "base/mail_address.h"
#include "base/utf8.h"
#include "base/when.h"
#include "desk/archive.h"
#include "desk/readers.h"
#include "desk/search.h"
#include "newsroom/form.h"
#include "newsroom/page.h"
#include "newsroom/pages.h"
#include "newsroom/view.h"
#include "store/now.h"
#include "tamtam/dutch.h"
#include "tamtam/query.h"

enum { MOST_FOUND = 50, MOST_NAME = 60, MOST_NEW = 200, MOST_WATCH_DAYS = 366 };

struct search {
    struct visit *v;
    struct form form;       /* what is wrong with the search */
    struct form keep;       /* ... with keeping it */
    struct form mailed;     /* ... with a kept one by mail */
    struct str query, purpose;
    bool asked;
};

static struct search search_of(struct visit *v, struct str query, struct str purpose, bool asked)
{
    return (struct search){v, {.v = v}, {.v = v}, {.v = v}, str_trim(query), purpose, asked};
}

/* ---- the question ---- */

/* Judges query and purpose; what is wrong is told in the form. Refused searches are logged too. */
static int judge(struct search *s, struct err *err)
{
    struct municipality *town = &s->v->desk->town;
    struct str handle = search_private_handle(town, s->query);
    struct str object = str_printf(&s->v->arena, "%.*s: %.*s", STR_ARG(s->purpose), STR_ARG(s->query));
    struct query q = {0};
    struct err why;

    if (s->query.n == 0)
        form_fault(&s->form, "q", "Schrijf waar u naar zoekt.");
    if (!search_purpose(town, s->purpose))
        form_fault(&s->form, "doel", "Kies het doel waarvoor u zoekt; het wordt bij de zoekvraag vastgelegd.");
    if (handle.n)
        form_fault(&s->form, "q",
                   "%.*s is van een privépersoon. De wet laat niet toe dat de gemeente op of naar persoonlijke "
                   "accounts zoekt; zoek op het onderwerp.",
                   STR_ARG(handle));
    else if (s->query.n && query_parse(&q, s->query, town, &why))
        form_fault(&s->form, "q", "%s", why.text);
    query_release(&q);
    if (s->query.n && s->form.nfaults)
        return visit_audit(s->v, "search", object, "refused", err);
    return s->form.nfaults ? 0 : visit_audit(s->v, "search", object, "done", err);
}

static void put_purposes(struct html *h, const struct municipality *town, struct str chosen)
{
    html_tag(h, "option");
    html_attr(h, "value", "");
    html_text(h, STR("Kies een doel"));
    html_end(h);
    for (int i = 0; i < town->npurposes; i++) {
        html_tag(h, "option");
        html_attr_str(h, "value", town->purposes[i].name);
        html_flag(h, "selected", str_eq(town->purposes[i].name, chosen));
        html_text(h, town->purposes[i].name);
        html_end(h);
    }
}

static const char *fault_of(const struct form *f, const char *field, struct arena *a)
{
    for (int i = 0; i < f->nfaults; i++)
        if (strcmp(f->faults[i].field, field) == 0)
            return str_c(a, f->faults[i].text);
    return NULL;
}

static void begin_field(struct html *h, const char *id, const char *label, const char *fault)
{
    html_open(h, "div", fault ? "veld fout" : "veld");
    html_tag(h, "label");
    html_attr(h, "for", id);
    html_text(h, str_of(label));
    html_end(h);
    if (fault) {
        html_open(h, "p", "foutmelding");
        html_attrf(h, "id", "fout-%s", id);
        html_text(h, str_of(fault));
        html_end(h);
    }
}

/* A GET form: a search can be a link. The purpose goes with it. */
static void put_question(struct html *h, struct search *s)
{
    const char *wrong = fault_of(&s->form, "q", &s->v->arena), *aimless = fault_of(&s->form, "doel", &s->v->arena);

    html_open(h, "form", "formulier zoeken");
    html_attr(h, "method", "get");
    html_attr(h, "action", "/zoeken");
    html_attr(h, "role", "search");
    begin_field(h, "veld-q", "Zoekvraag", wrong);
    html_tag(h, "input");
    html_attr(h, "type", "search");
    html_attr(h, "id", "veld-q");
    html_attr(h, "name", "q");
    html_attr_str(h, "value", s->query);
    if (wrong) {
        html_attr(h, "aria-invalid", "true");
        html_attr(h, "aria-describedby", "fout-veld-q");
    }
    html_end(h);
    begin_field(h, "veld-doel", "Doel", aimless);
    html_tag(h, "select");
    html_attr(h, "id", "veld-doel");
    html_attr(h, "name", "doel");
    if (aimless) {
        html_attr(h, "aria-invalid", "true");
        html_attr(h, "aria-describedby", "fout-veld-doel");
    }
    put_purposes(h, &s->v->desk->town, s->purpose.n ? s->purpose : s->v->user->purpose);
    html_end(h);
    html_end(h);
    html_el(h, "button", NULL, "Zoek");
    html_open(h, "p", "klein");
    html_text(h, STR("Elke zoekvraag wordt gelogd: wie, wanneer, waarvoor. "));
    html_link(h, NULL, STR("Hoe u zoekt"), "/zoeken/hulp");
    html_end(h);
    html_end(h);
}

/* ---- what is found ---- */

struct finding {
    struct search *s;
    struct html *h;
    int n;
};

static int put_found(void *context, const struct stored_post *p)
{
    struct finding *f = context;
    struct html *h = f->h;

    html_open(h, "li", "ber");
    html_open(h, "span", "tijd");
    view_moment(h, p->post.time, f->s->v->now);
    html_end(h);
    html_open(h, "span", "tekens");
    view_sign(h, sign_of_voice(p->marks.voice), voice_names[p->marks.voice].label);
    view_sign(h, sign_of_sentiment(p->marks.sentiment), sentiment_names[p->marks.sentiment].label);
    html_end(h);
    html_open(h, "p", NULL);
    view_post_words(h, f->s->v, p);
    if (p->issue) {
        html_text(h, STR(" "));
        html_link(h, "klein", STR("issue"), "/issues/%lld", (long long)p->issue);
    }
    html_end(h);
    html_el(h, "span", "kan", "%s", view_channel(p->post.channel));
    if (visit_is(f->s->v, MAY_HELP)) {
        html_open(h, "a", "waarom-link");
        html_attrf(h, "href", "/berichten/%lld", (long long)p->post.seq);
        html_text(h, STR("Bekijk"));
        html_el(h, "span", "vh", " bericht %lld", (long long)p->post.seq);
        html_end(h);
    }
    html_end(h);
    return ++f->n == MOST_FOUND;
}

static void put_keep(struct html *h, struct search *s)
{
    struct form *f = &s->keep;

    view_section(h, "bewaar", "Houd dit in de gaten", "als abonnement, of tot een dag");
    form_begin(f, h, "/zoeken/bewaren");
    form_hidden(f, "q", s->query);
    form_hidden(f, "doel", s->purpose);
    form_text(f, "naam", "Naam", (struct str){0});
    form_hint(f, "Leeg: tot u het weghaalt.");
    form_input(f, "date", "tot", "Houd dit in de gaten tot en met", (struct str){0}, NULL);
    form_end(f, "Bewaar de zoekvraag");
    html_end(h);
    if (visit_is(s->v, MAY_EDIT)) {
        struct form analyse = {.v = s->v};

        view_section(h, "analyse", "Maak een rapport", "over wat hier gevonden is");
        form_begin(&analyse, h, "/zoeken/analyse");
        form_hidden(&analyse, "q", s->query);
        form_hidden(&analyse, "doel", s->purpose);
        form_end(&analyse, "Maak er een analyse van");
        html_end(h);
    }
}

static int put_results(struct html *h, struct search *s, struct err *err)
{
    struct finding f = {s, h, 0};

    view_section(h, "gevonden", "Gevonden", "de nieuwste eerst; inwoners in onze woorden");
    html_open(h, "ul", "berichten");
    if (search_posts(s->v->desk, s->query, s->v->now + 1, put_found, &f, err))
        return -1;
    html_end(h);
    if (f.n == 0)
        view_empty(h, "Geen berichten gevonden. Korter, of met een sterretje (windmolen*), vindt meer.");
    else if (f.n == MOST_FOUND)
        html_el(h, "p", "klein", "De %d nieuwste.", f.n);
    html_end(h);
    put_keep(h, s);
    return 0;
}

/* ---- what is kept ---- */

struct counting {
    int64_t seen;
    int n;
};

static int count_new(void *context, const struct stored_post *p)
{
    struct counting *c = context;

    c->n += p->post.seq > c->seen;
    return p->post.seq <= c->seen || c->n == MOST_NEW;
}

static int put_saved(struct html *h, struct visit *v, const struct saved_search *r, struct err *err)
{
    struct counting c = {r->seen, 0};
    struct buf until = {0};
    struct form f = {.v = v};

    if (search_posts(v->desk, r->query, v->now + 1, count_new, &c, err))
        return -1;
    html_tag(h, "li");
    html_open(h, "h3", NULL);
    html_link(h, NULL, r->name, "/zoeken?q=%.*s&doel=%.*s", STR_ARG(url_part(&v->arena, r->query)), STR_ARG(url_part(&v->arena, r->purpose)));
    html_end(h);
    html_open(h, "p", "mk");
    html_el(h, "span", NULL, "%.*s", STR_ARG(r->query));
    html_el(h, "span", NULL, "doel: %.*s", STR_ARG(r->purpose));
    html_el(h, "span", NULL, "van %.*s", STR_ARG(r->owner));
    if (r->until) {
        dutch_date_short(&until, when_day(r->until - 1));
        html_el(h, "span", NULL, "in de gaten tot en met %s", buf_c(&until));
    }
    html_el(h, "b", NULL, "%d%s nieuw", c.n, c.n == MOST_NEW ? " of meer" : "");
    html_end(h);
    if (str_eq(r->owner, v->user->name) || visit_is(v, MAY_EDIT)) {
        form_begin(&f, h, "/zoeken/weg");
        form_hidden(&f, "nummer", str_printf(&v->arena, "%lld", (long long)r->id));
        form_end(&f, str_printf(&v->arena, "Haal weg: %.*s", STR_ARG(r->name)).p);
    }
    html_end(h);
    buf_release(&until);
    return 0;
}

/* A kept search as a subscription: what it found, with each tamtam, to whom confirms it. */
static void put_mailed(struct html *h, struct form *f, const struct saved_search *list, int n)
{
    struct arena *a = &f->v->arena;
    struct value_name *names = arena_alloc(a, (size_t)(n + 1) * sizeof *names);

    for (int i = 0; i < n; i++)
        names[i] = (struct value_name){str_printf(a, "%lld", (long long)list[i].id).p, str_c(a, list[i].name)};
    view_section(h, "per-mail", "Per mail", "voor het doel van de zoekvraag; de lezer bevestigt zelf");
    if (fields_has(&f->v->target.query, "aangemeld"))
        html_el(h, "p", "gelukt", "Er is een mail onderweg waarmee de lezer de aanmelding bevestigt.");
    form_begin(f, h, "/zoeken/abonneren");
    form_select(f, "zoekvraag", "Zoekvraag", (struct str){0}, names);
    form_input(f, "email", "adres", "E-mailadres", (struct str){0}, "email");
    form_end(f, "Meld aan");
    html_end(h);
}

static int put_all_saved(struct html *h, struct search *s, struct err *err)
{
    struct visit *v = s->v;
    struct saved_search *list;
    int n, shown = 0;

    if (store_searches(v->desk->store, &v->arena, &list, &n, err))
        return -1;
    view_section(h, "bewaard", "Bewaarde zoekvragen", "abonnementen en wat we in de gaten houden");
    html_open(h, "ul", "alarmen");
    for (int i = 0; i < n; i++) {
        if (list[i].until && list[i].until < v->now)
            continue;
        if (put_saved(h, v, &list[i], err))
            return -1;
        list[shown++] = list[i];
    }
    html_end(h);
    if (shown == 0)
        view_empty(h, "Nog geen zoekvraag bewaard.");
    html_end(h);
    if (shown)
        put_mailed(h, &s->mailed, list, shown);
    return 0;
}

/* ---- the pages ---- */

static int show(struct search *s, struct answer *a, struct err *err)
{
    struct html h;

    page_begin(&h, s->v, a, &(struct page){.title = "Zoeken", .nav = "/zoeken", .layout = "lezen"});
    html_el(&h, "h1", NULL, "Zoeken");
    put_question(&h, s);
    if (s->asked && s->form.nfaults == 0 && put_results(&h, s, err))
        return -1;
    if (put_all_saved(&h, s, err))
        return -1;
    page_end(&h);
    return 0;
}

/* Who asks what they keep themselves has seen what is in it; it changes nothing for anybody else. */
static int note_seen(const struct search *s, struct err *err)
{
    struct saved_search own = {.owner = s->v->user->name, .query = s->query, .purpose = s->purpose};
    int64_t last;

    return store_last_seq(s->v->desk->store, &last, err) || store_see_search(s->v->desk->store, &own, last, err) ? -1 : 0;
}

int page_search(struct visit *v, struct answer *a, struct err *err)
{
    struct search s = search_of(v, visit_query(v, "q"), visit_query(v, "doel"), fields_has(&v->target.query, "q"));

    if (s.asked && judge(&s, err))
        return -1;
    if (s.form.nfaults)
        a->status = 422;
    else if (s.asked && note_seen(&s, err))
        return -1;
    return show(&s, a, err);
}

int page_search_keep(struct visit *v, struct answer *a, struct err *err)
{
    struct search s = search_of(v, visit_form(v, "q"), visit_form(v, "doel"), true);
    struct saved_search row = {.name = str_trim(visit_form(v, "naam")),
                               .query = s.query,
                               .purpose = s.purpose,
                               .owner = v->user->name,
                               .made = v->now};
    int day;

    if (judge(&s, err))
        return -1;
    if (row.name.n == 0 || utf8_length(row.name) > MOST_NAME)
        form_fault(&s.keep, "naam", "Geef de zoekvraag een naam van hoogstens %d tekens.", MOST_NAME);
    if (visit_form(v, "tot").n) {
        if (when_parse_day(visit_form(v, "tot"), &day) || day < when_day(v->now) || day > when_day(v->now) + MOST_WATCH_DAYS)
            form_fault(&s.keep, "tot", "Kies een dag van vandaag tot over een jaar, of laat het veld leeg.");
        else
            row.until = when_at(day + 1, 0, 0);
    }
    if (s.form.nfaults || s.keep.nfaults) {
        a->status = 422;
        return show(&s, a, err);
    }
    return store_last_seq(v->desk->store, &row.seen, err) || store_add_search(v->desk->store, &row, err) ? -1 : answer_go(v, a, "/zoeken#bewaard");
}

int page_search_drop(struct visit *v, struct answer *a, struct err *err)
{
    struct saved_search *list;
    int64_t id;
    int n;

    if (visit_number(visit_form(v, "nummer"), &id))
        return answer_not_found(v, a);
    if (store_searches(v->desk->store, &v->arena, &list, &n, err))
        return -1;
    for (int i = 0; i < n; i++)
        if (list[i].id == id && (str_eq(list[i].owner, v->user->name) || visit_is(v, MAY_EDIT)))
            return store_drop_search(v->desk->store, id, err) ? -1 : answer_go(v, a, "/zoeken#bewaard");
    return answer_not_found(v, a);
}

int page_search_subscribe(struct visit *v, struct answer *a, struct err *err)
{
    struct search s = search_of(v, (struct str){0}, (struct str){0}, false);
    struct subscriber wish = {.address = str_trim(visit_form(v, "adres")), .cut = STR("search")};
    struct saved_search *list;
    struct err why;
    int64_t id = 0;
    int n;

    if (store_searches(v->desk->store, &v->arena, &list, &n, err))
        return -1;
    for (int i = 0; i < n && visit_number(visit_form(v, "zoekvraag"), &id) == 0; i++)
        if (list[i].id == id) {
            wish.value = list[i].query;
            wish.purpose = list[i].purpose;
        }
    if (!mail_address_is_valid(wish.address))
        form_fault(&s.mailed, "adres", "Dit is geen e-mailadres; schrijf bijvoorbeeld naam@voorbeeldstad.example.");
    if (wish.value.n == 0)
        form_fault(&s.mailed, "zoekvraag", "Kies een bewaarde zoekvraag.");
    else if (readers_check(v->desk, &wish, &why))
        form_fault(&s.mailed, "zoekvraag", "%s", why.text);
    if (s.mailed.nfaults) {
        a->status = 422;
        return show(&s, a, err);
    }
    a->object = wish.value;
    return readers_sign_up(v->desk, &wish, &v->arena, v->now, err) ? -1 : answer_go(v, a, "/zoeken?aangemeld=ja#per-mail");
}

int page_search_report(struct visit *v, struct answer *a, struct err *err)
{
    struct search s = search_of(v, visit_form(v, "q"), visit_form(v, "doel"), true);
    struct wish wish = {.kind = REPORT_QUERY, .what = s.query, .day = -1, .now = v->now};
    struct order order;
    struct stored_report report;

    if (judge(&s, err))
        return -1;
    if (s.form.nfaults) {
        a->status = 422;
        return show(&s, a, err);
    }
    return order_make(v->desk, &wish, &order, err) || archive_note(v->desk, &order, &report, err)
               ? -1
               : answer_go(v, a, "/rapporten/%lld", (long long)report.id);
}

int page_search_help(struct visit *v, struct answer *a, struct err *err)
{
    static const char *const rows[][2] = {
        {"windmolen geluid", "beide woorden"},
        {"\"open dag\"", "deze woorden naast elkaar"},
        {"windmolen*", "alle woorden die zo beginnen"},
        {"geluid OR slagschaduw", "een van beide"},
        {"windmolen NOT kermis", "het eerste zonder het tweede"},
        {"(geluid OR overlast) AND molen", "haakjes houden bijeen"},
        {"school NEAR/5 verkeer", "hoogstens vijf woorden ertussen"},
        {"titel:brand, tekst:brand", "alleen in de kop, alleen in de tekst"},
        {"wijk:Bloemenwijk", "berichten die een wijk noemen"},
        {"thema:verkeer, toon:negatief", "thema of toon"},
        {"stem:inwoners, kanaal:facebook", "wie sprak, en waar"},
        {"persoon:\"Pieter Hoekstra\"", "een lid van het college"},
        {"bron:naam", "een bron van feeds.conf"},
    };
    struct html h;

    (void)err;
    page_begin(&h, v, a, &(struct page){.title = "Hoe u zoekt", .nav = "/zoeken", .layout = "lezen"});
    html_el(&h, "h1", NULL, "Hoe u zoekt");
    html_open(&h, "table", "tabel");
    html_el(&h, "caption", "vh", "Zoekvragen en wat ze vinden");
    html_tag(&h, "tbody");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        html_tag(&h, "tr");
        view_row_head(&h);
        html_el(&h, "code", NULL, "%s", rows[i][0]);
        html_end(&h);
        html_el(&h, "td", NULL, "%s", rows[i][1]);
        html_end(&h);
    }
    html_end(&h);
    html_end(&h);
    html_el(&h, "p", NULL,
            "Zoeken naar de accountnaam of het mailadres van een privépersoon wordt geweigerd: de gemeente maakt geen "
            "profielen van mensen.");
    page_end(&h);
    return 0;
}

/* Where the figures of reports lead to that is no issue. */
int page_evidence(struct visit *v, struct answer *a, struct err *err)
{
    static const struct value_name places[] = {
        {"inbox", "/webcare/cijfers"}, {"berichten", "/issues?dagen=1"}, {"personen", "/rapporten"}, {NULL, NULL}};
    int place = v->target.nsegments ? value_of(places, v->target.segments[0]) : -1;

    (void)err;
    return place < 0 ? answer_not_found(v, a) : answer_go(v, a, "%s", places[place].label);
}

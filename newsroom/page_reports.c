/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* Reports: the list, a concept with its items, preview, fixing, versions, and how often each was read. */
#include <string.h>

#include "base/when.h"
#include "desk/archive.h"
#include "newsroom/gate.h"
#include "newsroom/items.h"
#include "newsroom/page.h"
#include "newsroom/pages.h"
#include "newsroom/view.h"
#include "store/now.h"
#include "tamtam/dutch.h"

enum { MOST_LISTED = 100, PICTURE_DAYS = 14 };

/* ---- words ---- */

/* "Issue-analyse Grote brand in het Havenkwartier" */
static int title_of(struct visit *v, const struct stored_report *r, struct str *title, struct err *err)
{
    int kind = value_of(report_names, r->kind);
    struct stored_issue issue;
    struct str subject = r->subject;
    int64_t id;

    if ((kind == REPORT_ISSUE || kind == REPORT_CRISIS) && visit_number(subject, &id) == 0) {
        if (store_issue(v->desk->store, &v->arena, id, &issue, err))
            return -1;
        subject = issue.title;
    }
    *title = str_printf(&v->arena, "%s%s%.*s", kind < 0 ? "Rapport" : report_names[kind].label, subject.n ? " " : "", STR_ARG(subject));
    return 0;
}

/* "Tamtam, woensdag 11 maart 2026": many are named alike. */
static struct str dated(struct visit *v, const struct stored_report *r, struct str title)
{
    struct buf b = {0};

    if (!str_is(r->kind, report_names[REPORT_DAY].name))
        return title;
    buf_printf(&b, "%.*s, ", STR_ARG(title));
    dutch_date(&b, when_day(r->to));
    title = buf_take(&b, &v->arena);
    return title;
}

static void put_status(struct html *h, const struct stored_report *r)
{
    view_sign_word(h, r->fixed ? SIGN_FIXED : SIGN_CONCEPT, "sw", r->fixed ? "vastgesteld" : "concept");
    if (r->fixed)
        html_textf(h, " door %.*s", STR_ARG(r->fixed_by));
}

/* ---- the list ---- */

static int put_report_row(struct html *h, struct visit *v, const struct stored_report *r, struct err *err)
{
    struct str title;
    struct buf window = {0};
    int64_t reads;

    if (title_of(v, r, &title, err) || store_reads(v->desk->store, r->id, r->version, &reads, err))
        return -1;
    dutch_window(&window, r->from, r->to);
    html_tag(h, "tr");
    view_row_head(h);
    html_link(h, NULL, dated(v, r, title), "/rapporten/%lld?versie=%lld", (long long)r->id, (long long)r->version);
    html_end(h);
    html_el(h, "td", NULL, "%s", buf_c(&window));
    html_open(h, "td", NULL);
    put_status(h, r);
    html_end(h);
    html_el(h, "td", "num", "%lld", (long long)r->version);
    html_el(h, "td", "num", "%lld", (long long)reads);
    html_end(h);
    buf_release(&window);
    return 0;
}

static void put_order(struct html *h, struct form *f)
{
    struct buf today = {0};

    when_print_day(&today, when_day(f->v->now));
    view_section(h, "maak", "Maak een rapport", "een concept, tot een mens het vaststelt");
    form_begin(f, h, "/rapporten");
    form_select(f, "soort", "Soort", STR("day"), report_names);
    form_hint(f, "Issue, bestuurder, wijk, thema of zoekvraag; leeg bij tamtam en weekoverzicht.");
    form_text(f, "onderwerp", "Onderwerp", (struct str){0});
    form_input(f, "date", "dag", "Dag waarop het uitkomt", buf_str(&today), NULL);
    form_end(f, "Maak concept");
    html_end(h);
    buf_release(&today);
}

static int show_list(struct visit *v, struct answer *a, struct form *f, struct err *err)
{
    static const char *const titles[] = {"Rapport", "Venster", "Stand", "#Versie", "#Gelezen", NULL};
    struct stored_report *reports;
    struct html h;
    int n;

    if (store_reports(v->desk->store, &v->arena, &reports, &n, err))
        return -1;
    page_begin(&h, v, a, &(struct page){.title = "Rapporten", .nav = "/rapporten", .layout = "lezen", .scripts = {"live.js"}});
    html_el(&h, "h1", NULL, "Rapporten");
    html_open(&h, "div", NULL);
    html_attr(&h, "id", "rapporten");
    view_live(&h, "report");
    view_table(&h, "tabel", "Rapporten", "Rapporten, de nieuwste eerst", titles);
    for (int i = 0; i < n && i < MOST_LISTED; i++)
        if (put_report_row(&h, v, &reports[i], err))
            return -1;
    view_table_end(&h);
    if (n == 0)
        view_empty(&h, "Er is nog geen rapport gemaakt.");
    html_end(&h);
    if (visit_is(v, MAY_EDIT))
        put_order(&h, f);
    page_end(&h);
    return 0;
}

int page_reports(struct visit *v, struct answer *a, struct err *err)
{
    struct form f = {.v = v};

    return show_list(v, a, &f, err);
}

int page_report_make(struct visit *v, struct answer *a, struct err *err)
{
    struct form f = {.v = v};
    struct wish wish = {.what = str_trim(visit_form(v, "onderwerp")), .now = v->now, .day = -1};
    int kind = value_of(report_names, visit_form(v, "soort"));
    struct order order;
    struct stored_report report;
    struct err why;

    if (kind < 0)
        form_fault(&f, "soort", "Kies een soort rapport.");
    else if (order_needs_subject((enum report_kind)kind) && wish.what.n == 0)
        form_fault(&f, "onderwerp", "Schrijf waar het over gaat.");
    if (visit_form(v, "dag").n && when_parse_day(visit_form(v, "dag"), &wish.day))
        form_fault(&f, "dag", "Een dag is een datum, zoals 2026-03-11.");
    wish.kind = (enum report_kind)kind;
    if (f.nfaults == 0 && kind == REPORT_QUERY)
        form_fault(&f, "soort", "Een zoekvraag maakt u bij Zoeken: daar hoort een doel bij.");
    if (f.nfaults == 0 && order_make(v->desk, &wish, &order, &why))
        form_fault(&f, "onderwerp", "Dit is niet gevonden. Schrijf het nummer van het issue, of de naam zoals die bij Regels staat.");
    if (f.nfaults) {
        a->status = 422;
        return show_list(v, a, &f, err);
    }
    return archive_note(v->desk, &order, &report, err) ? -1 : answer_go(v, a, "/rapporten/%lld", (long long)report.id);
}

/* ---- one report ---- */

/* The report of the address and its version; id 0: there is none. */
static int find_report(struct visit *v, struct stored_report *r, struct err *err)
{
    int64_t id, version = 0;

    *r = (struct stored_report){.id = 0};
    if (visit_number(v->parts[0], &id))
        return 0;
    if (visit_number(visit_query(v, "versie"), &version))
        version = 0;
    return store_report(v->desk->store, &v->arena, id, version, r, err);
}

/* Changes with what a colleague does to the items. */
static struct str mark_of(struct visit *v, const struct stored_report *r)
{
    return str_printf(&v->arena, "%016llx", archive_mark(r));
}

static struct str text_of(struct visit *v, const struct edits *items)
{
    struct buf b = {0};

    edits_write(items, &b);
    return buf_take(&b, &v->arena);
}

static int put_versions(struct html *h, struct visit *v, const struct stored_report *r, struct err *err)
{
    struct stored_report *reports;
    int n;

    if (store_reports(v->desk->store, &v->arena, &reports, &n, err))
        return -1;
    view_section(h, "versies", "Versies", "wie las wordt niet bijgehouden, hoe vaak wel");
    html_open(h, "ul", "log");
    for (int i = 0; i < n; i++) {
        int64_t reads;

        if (reports[i].id != r->id)
            continue;
        if (store_reads(v->desk->store, r->id, reports[i].version, &reads, err))
            return -1;
        html_tag(h, "li");
        view_moment(h, reports[i].fixed ? reports[i].fixed : reports[i].made, v->now);
        html_open(h, "span", NULL);
        html_link(h, NULL, str_printf(&v->arena, "Versie %lld", (long long)reports[i].version), "/rapporten/%lld?versie=%lld", (long long)r->id,
                  (long long)reports[i].version);
        html_textf(h, " ");
        put_status(h, &reports[i]);
        html_textf(h, ", %lld keer gelezen", (long long)reads);
        html_end(h);
        html_end(h);
    }
    html_end(h);
    html_end(h);
    return 0;
}

static void put_preview(struct html *h, const struct stored_report *r, struct str title)
{
    view_section(h, "voorbeeld", r->fixed ? "Het rapport" : "Voorbeeld", "zoals lezers het zien");
    html_open(h, "p", "filters");
    html_link(h, "knop klein", STR("Open als pagina"), "/rapporten/%lld/html?versie=%lld", (long long)r->id, (long long)r->version);
    html_link(h, "knop klein", STR("PDF"), "/rapporten/%lld/pdf?versie=%lld", (long long)r->id, (long long)r->version);
    html_end(h);
    html_open(h, "iframe", "voorbeeld");
    html_attrf(h, "src", "/rapporten/%lld/html?versie=%lld&voorbeeld=ja", (long long)r->id, (long long)r->version);
    html_attrf(h, "title", "Voorbeeld van %.*s", STR_ARG(title));
    html_attr(h, "loading", "lazy");
    html_end(h);
    html_end(h);
}

/* A form that did not get through, and the items as the visitor has them. */
struct refused {
    const char *says;         /* in one line, above the page; NULL: nothing was refused */
    const struct edits *mine; /* NULL: no items were posted */
    struct str theirs;        /* what a colleague saved meanwhile */
};

static void put_text(struct html *h, const char *title, struct str text)
{
    html_tag(h, "details");
    html_flag(h, "open", true);
    html_el(h, "summary", NULL, "%s", title);
    html_el(h, "pre", NULL, "%.*s", STR_ARG(text));
    html_end(h);
}

static void put_editor(struct html *h, struct form *f, const struct stored_report *r, const struct edits *items, const struct refused *refused)
{
    view_section(h, "bewerk", "Bewerk het concept", "volgorde, wat wegvalt, duiding en advies");
    if (refused->theirs.n)
        put_text(h, "Wat een collega intussen bewaarde", refused->theirs);
    form_begin(f, h, "/rapporten/%lld/bewerk", (long long)r->id);
    form_hidden(f, "stand", mark_of(f->v, r));
    items_put(f, items);
    form_end(f, refused->mine ? "Bewaar mijn versie" : "Bewaar");
    html_end(h);
}

/* What the visitor wrote while a colleague fixed the report. */
static void put_unsaved(struct html *h, struct visit *v, const struct edits *mine)
{
    view_section(h, "bewerk", "Wat u schreef", "niet bewaard");
    put_text(h, "Neem het mee naar een volgende versie", text_of(v, mine));
    html_end(h);
}

static bool is_picture(const struct stored_report *r)
{
    return str_is(r->kind, report_names[REPORT_CRISIS].name);
}

/* A tamtam goes when a person fixed it; a picture goes as it is, and says so. */
static bool can_go(const struct stored_report *r)
{
    return is_picture(r) || (r->fixed && str_is(r->kind, report_names[REPORT_DAY].name));
}

/* The room where the picture was made. */
static int put_way_back(struct html *h, struct visit *v, const struct stored_report *r, struct err *err)
{
    struct alert_now *alerts;
    int64_t issue, room = 0;
    int n;

    if (!is_picture(r) || visit_number(r->subject, &issue))
        return 0;
    if (store_standing_alerts(v->desk->store, &v->arena, r->from - PICTURE_DAYS * (int64_t)WHEN_DAY, &alerts, &n, err))
        return -1;
    for (int i = n; i-- > 0;)
        if (alerts[i].last.issue == issue)
            room = alerts[i].last.id;
    if (room)
        html_link(h, NULL, STR("Terug naar de crisiskamer"), "/signalen/%lld", (long long)room);
    else
        html_link(h, NULL, STR("Terug naar de signalen"), "/signalen");
    return 0;
}

/* What was done a moment ago, in words. */
static void put_done(struct html *h, struct visit *v, const struct stored_report *r, const struct refused *refused)
{
    if (refused->says) {
        html_open(h, "p", "let-op");
        html_textf(h, "%s ", refused->says);
        html_link(h, NULL, STR("Kijk wat er is"), "#bewerk");
        html_end(h);
    }
    if (fields_has(&v->target.query, "bewaard"))
        html_el(h, "p", "gelukt", "Bewaard. Het voorbeeld hieronder is bijgewerkt.");
    if (fields_has(&v->target.query, "verstuurd") && is_picture(r))
        html_el(h, "p", "gelukt", "Het beeld gaat nu uit aan het crisisteam (%d adressen).", v->desk->town.mail.crisis_team.n);
    else if (fields_has(&v->target.query, "verstuurd"))
        html_el(h, "p", "gelukt", "De tamtam gaat nu uit aan wie zich ervoor aanmeldde. Wie hem al had krijgt hem niet nog eens.");
}

static void put_acts(struct html *h, struct visit *v, const struct stored_report *r, struct form *send)
{
    struct form fix = {.v = v};
    struct buf hour = {0};

    html_open(h, "div", "acties");
    if (!r->fixed) {
        form_begin(&fix, h, "/rapporten/%lld/vaststellen", (long long)r->id);
        form_hidden(&fix, "stand", mark_of(v, r));
        form_end(&fix, "Stel vast");
    }
    if (can_go(r)) {
        form_begin(send, h, "/rapporten/%lld/verstuur", (long long)r->id);
        form_hidden(send, "wat", STR("verstuur"));
        form_end(send, is_picture(r) ? "Verstuur aan het crisisteam" : "Verstuur nu");
    }
    html_end(h);
    dutch_clock(&hour, v->desk->town.send_minute);
    if (!r->fixed)
        html_el(h, "p", "klein", "Wie vaststelt staat ervoor in; daarna verandert het rapport nooit meer.");
    else if (can_go(r) && !is_picture(r))
        html_el(h, "p", "klein", "Wat vaststaat gaat om %s uur vanzelf uit. Is het later, verstuur het dan hier.", buf_c(&hour));
    buf_release(&hour);
}

static int put_title(struct html *h, struct visit *v, const struct stored_report *r, struct str title, struct err *err)
{
    struct buf window = {0};

    html_open(h, "p", "mk");
    html_open(h, "span", NULL);
    put_status(h, r);
    html_end(h);
    dutch_window(&window, r->from, r->to);
    html_el(h, "span", NULL, "%s", buf_c(&window));
    buf_release(&window);
    html_el(h, "span", NULL, "versie %lld", (long long)r->version);
    if (put_way_back(h, v, r, err))
        return -1;
    html_end(h);
    html_el(h, "h1", NULL, "%.*s", STR_ARG(dated(v, r, title)));
    return 0;
}

static int show_report(struct visit *v, struct answer *a, const struct stored_report *r, struct form *f, const struct refused *refused,
                       struct err *err)
{
    bool edits = !r->fixed && visit_is(v, MAY_EDIT), helps = visit_is(v, MAY_EDIT) && (edits || can_go(r));
    bool sends = str_is(visit_form(v, "wat"), "verstuur");
    struct form blank = {.v = v};
    struct edits *items = arena_alloc(&v->arena, sizeof *items);
    struct str title;
    struct html h;

    if (title_of(v, r, &title, err) || (edits && !refused->mine && archive_items(v->desk, r, items, &v->arena, err)))
        return -1;
    page_begin(&h, v, a, &(struct page){.title = "Rapport", .nav = "/rapporten", .layout = "lezen", .subject = title});
    if (put_title(&h, v, r, title, err))
        return -1;
    put_done(&h, v, r, refused);
    if (helps && !refused->mine)
        put_acts(&h, v, r, sends ? f : &blank);
    put_preview(&h, r, title);
    if (edits)
        put_editor(&h, sends ? &blank : f, r, refused->mine ? refused->mine : items, refused);
    else if (refused->mine)
        put_unsaved(&h, v, refused->mine);
    if (put_versions(&h, v, r, err))
        return -1;
    page_end(&h);
    return 0;
}

int page_report(struct visit *v, struct answer *a, struct err *err)
{
    struct stored_report r;
    struct form f = {.v = v};

    if (find_report(v, &r, err))
        return -1;
    if (r.id == 0 || (!r.fixed && !visit_is(v, MAY_HELP)))
        return answer_not_found(v, a);
    return show_report(v, a, &r, &f, &(struct refused){0}, err);
}

/* ---- editing ---- */

/* What the page says to who posts a form that a colleague was before; NULL: nobody was. */
static const char *overtaken(struct visit *v, const struct stored_report *r, const char *changed)
{
    if (r->fixed)
        return str_printf(&v->arena, "%.*s stelde dit rapport vast; het verandert niet meer. Maak het opnieuw voor een volgende versie.",
                          STR_ARG(r->fixed_by))
            .p;
    return str_eq(visit_form(v, "stand"), mark_of(v, r)) ? NULL : changed;
}

static const char not_saved[] = "Dit is nog niet bewaard.";

/* A colleague's words beside the visitor's, or the report that the colleague fixed. */
static int show_both(struct visit *v, struct answer *a, const struct stored_report *r, const char *before, const struct edits *mine,
                     struct err *err)
{
    struct form f = {.v = v};
    struct refused refused = {.says = r->fixed ? before : not_saved, .mine = mine};
    struct edits *theirs = arena_alloc(&v->arena, sizeof *theirs);

    a->status = 409;
    if (r->fixed)
        return show_report(v, a, r, &f, &refused, err);
    if (archive_items(v->desk, r, theirs, &v->arena, err))
        return -1;
    refused.theirs = text_of(v, theirs);
    form_fault(&f, "", "%s", before);
    return show_report(v, a, r, &f, &refused, err);
}

int page_report_edit(struct visit *v, struct answer *a, struct err *err)
{
    struct stored_report r;
    struct form f = {.v = v};
    struct edits *mine = arena_alloc(&v->arena, sizeof *mine), *ordered = arena_alloc(&v->arena, sizeof *ordered);
    struct doer by = {v->user->name, v->now};
    const char *before;
    struct err why;

    if (find_report(v, &r, err))
        return -1;
    if (r.id == 0)
        return answer_not_found(v, a);
    items_take(v, mine);
    if (mine->n == 0)
        return answer_refuse(v, a, 422, "Er kwamen geen onderdelen mee. Ga terug, laad de pagina opnieuw en probeer het nog eens.");
    before = overtaken(v, &r,
                       "Een collega bewaarde intussen een andere versie; die staat hierboven. Wat u schreef staat er nog: "
                       "neem over wat u wilt en bewaar opnieuw.");
    if (before)
        return show_both(v, a, &r, before, mine, err);
    *ordered = *mine;
    items_order(v, ordered);
    if (archive_edit(v->desk, &r, text_of(v, ordered), &by, &why)) {
        form_fault(&f, "", "Dit kon niet worden bewaard: %s", why.text);
        a->status = 422;
        return show_report(v, a, &r, &f, &(struct refused){.says = not_saved, .mine = mine}, err);
    }
    return answer_go(v, a, "/rapporten/%lld?bewaard=ja", (long long)r.id);
}

/* Words that would get lost, for their part is no longer in the report. */
static void tell_lost(struct form *f, struct str lost)
{
    while (lost.n) {
        struct str title = str_cut(&lost, '\n');

        form_fault(f, "", "‘%.*s’ staat niet meer in het rapport, en er is iets bij geschreven. Neem dat eerst elders over en bewaar.",
                   STR_ARG(title));
    }
}

int page_report_fix(struct visit *v, struct answer *a, struct err *err)
{
    struct stored_report r;
    struct doer by = {v->user->shown.n ? v->user->shown : v->user->name, v->now};
    struct form f = {.v = v};
    struct buf lost = {0};
    const char *before;
    int failed = 0;

    if (find_report(v, &r, err))
        return -1;
    if (r.id == 0)
        return answer_not_found(v, a);
    before = overtaken(v, &r, "Een collega veranderde het concept nadat u het zag. Lees het nog eens en stel het dan vast.");
    if (before && r.fixed)
        return answer_refuse(v, a, 409, "%s", before);
    if (before)
        form_fault(&f, "", "%s", before);
    else
        failed = archive_fix(v->desk, &r, &by, &lost, err);
    if (failed > 0)
        tell_lost(&f, buf_str(&lost));
    buf_release(&lost);
    if (failed < 0)
        return -1;
    if (f.nfaults) {
        a->status = 409;
        return show_report(v, a, &r, &f, &(struct refused){.says = "Dit is nog niet vastgesteld."}, err);
    }
    return answer_go(v, a, "/rapporten/%lld", (long long)r.id);
}

int page_report_send(struct visit *v, struct answer *a, struct err *err)
{
    struct stored_report r;
    struct doer by = {v->user->shown.n ? v->user->shown : v->user->name, v->now};
    struct form f = {.v = v};

    if (find_report(v, &r, err))
        return -1;
    if (r.id == 0 || !can_go(&r))
        return answer_not_found(v, a);
    if (v->desk->town.mail.server.n == 0)
        form_fault(&f, "", "Er is geen mailserver ingesteld. De beheerder doet dat bij Beheer, Inrichting.");
    else if (is_picture(&r) && v->desk->town.mail.crisis_team.n == 0)
        form_fault(&f, "", "Er is geen adres van het crisisteam. De beheerder vult het in bij Beheer, Inrichting, Mail.");
    if (f.nfaults) {
        a->status = 422;
        return show_report(v, a, &r, &f, &(struct refused){0}, err);
    }
    if (archive_send(v->desk, &r, &by, err))
        return -1;
    newsroom_wake(v->newsroom);
    return answer_go(v, a, "/rapporten/%lld?verstuurd=ja", (long long)r.id);
}

/* ---- its bytes ---- */

/* The bytes as they were fixed, or as they would be now. */
static int put_bytes(struct visit *v, struct answer *a, const struct stored_report *r, enum format format, struct err *err)
{
    struct document doc = {0};
    struct municipality town = v->desk->town;
    struct order order;
    struct buf lost = {0};
    int failed;

    if (r->fixed) {
        buf_add(&a->body, format == FORMAT_HTML ? r->html : r->pdf);
        return 0;
    }
    doc_init(&doc);
    failed = archive_order(v->desk, r, &order, err) || archive_compose(v->desk, r, false, &doc, &lost, err);
    if (!failed) {
        town.pages = order_pages(&order, &v->desk->town);
        failed = publish_bytes(&doc, &town, format, &a->body, err);
    }
    doc_release(&doc);
    buf_release(&lost);
    return failed ? -1 : 0;
}

static int show_bytes(struct visit *v, struct answer *a, enum format format, struct err *err)
{
    struct stored_report r;
    struct buf name = {0};

    if (find_report(v, &r, err))
        return -1;
    if (r.id == 0 || (!r.fixed && !visit_is(v, MAY_HELP)))
        return answer_not_found(v, a);
    if (put_bytes(v, a, &r, format, err))
        return -1;
    if (r.fixed && !str_is(visit_query(v, "voorbeeld"), "ja") && store_note_read(v->desk->store, r.id, r.version, err))
        return -1;
    if (format == FORMAT_PDF) {
        archive_file_name(v->desk, &r, &name);
        buf_puts(&name, ".pdf");
        answer_file(v, a, "application/pdf", buf_take(&name, &v->arena));
        return 0;
    }
    a->policy = POLICY_REPORT;
    return 0;
}

int page_report_html(struct visit *v, struct answer *a, struct err *err)
{
    return show_bytes(v, a, FORMAT_HTML, err);
}

int page_report_pdf(struct visit *v, struct answer *a, struct err *err)
{
    return show_bytes(v, a, FORMAT_PDF, err);
}

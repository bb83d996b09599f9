/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* Webcare: queues at the left, the cases of the chosen one, and the case that is open. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "base/when.h"
#include "desk/cases.h"
#include "base/norm.h"
#include "newsroom/case_view.h"
#include "newsroom/page.h"
#include "newsroom/pages.h"
#include "newsroom/view.h"
#include "tamtam/dutch.h"
#include "tamtam/webcare.h"

enum { MOST_OPEN = 5000, A_PAGE = 20, MOST_ISSUES = 6, TITLE_BYTES = 90 };

enum queue { QUEUE_OPEN, QUEUE_LATE, QUEUE_MINE, QUEUE_HANDED, QUEUE_CLOSED, QUEUE_COUNT };
static const struct value_name queues[] = {
    [QUEUE_OPEN] = {"open", "Open"},
    [QUEUE_LATE] = {"over-de-norm", "Over de norm"},
    [QUEUE_MINE] = {"bij-mij", "Bij mij"},
    [QUEUE_HANDED] = {"doorgezet", "Doorgezet"},
    [QUEUE_CLOSED] = {"gesloten", "Vandaag gesloten"},
    [QUEUE_COUNT] = {NULL, NULL},
};
static const enum intent kinds[] = {INTENT_VRAAG, INTENT_KLACHT, INTENT_MELDING};
enum { KINDS = sizeof kinds / sizeof *kinds };

struct by_issue {
    int64_t id;
    int n;
};

struct inbox {
    struct visit *v;
    struct case_row *open, *closed; /* open: the oldest first */
    int nopen, nclosed;
    enum queue queue;
    int intent;    /* -1: all */
    int64_t issue; /* -1: all, 0: without one */
    int from;      /* the first that is shown */
    int counts[QUEUE_COUNT];
    int of_kind[KINDS];
    struct by_issue *issues; /* the most cases first */
    int nissues;
    int64_t median;
};

/* ---- reading ---- */

static int by_time(const void *x, const void *y)
{
    const struct case_row *a = x, *b = y;

    return (a->time > b->time) - (a->time < b->time);
}

static int read_open(struct inbox *in, struct err *err)
{
    struct case_row *rows[3];
    int n[3], at = 0;

    for (int s = CASE_NEW; s <= CASE_WAITING; s++)
        if (store_cases(in->v->desk->store, &in->v->arena, (enum case_state)s, 0, in->v->now + 1, MOST_OPEN, &rows[s], &n[s], err))
            return -1;
    in->nopen = n[0] + n[1] + n[2];
    in->open = arena_alloc(&in->v->arena, (size_t)(in->nopen + 1) * sizeof *in->open);
    for (int s = 0; s < 3; s++)
        for (int i = 0; i < n[s]; i++)
            in->open[at++] = rows[s][i];
    qsort(in->open, (size_t)in->nopen, sizeof *in->open, by_time);
    return 0;
}

static bool is_late(const struct inbox *in, const struct case_row *row)
{
    const struct webcare_settings *w = &in->v->desk->town.webcare;

    return !row->answered && norm_spent(w, row->time, in->v->now) > norm_span(w);
}

static void count_issue(struct inbox *in, int64_t id)
{
    for (int i = 0; i < in->nissues; i++)
        if (in->issues[i].id == id) {
            in->issues[i].n++;
            return;
        }
    in->issues[in->nissues++] = (struct by_issue){id, 1};
}

static int by_count(const void *x, const void *y)
{
    const struct by_issue *a = x, *b = y;

    return a->n != b->n ? b->n - a->n : (a->id > b->id) - (a->id < b->id);
}

static void count_all(struct inbox *in)
{
    in->issues = arena_alloc(&in->v->arena, (size_t)(in->nopen + 1) * sizeof *in->issues);
    in->counts[QUEUE_OPEN] = in->nopen;
    in->counts[QUEUE_CLOSED] = in->nclosed;
    for (int i = 0; i < in->nopen; i++) {
        const struct case_row *c = &in->open[i];

        in->counts[QUEUE_LATE] += is_late(in, c);
        in->counts[QUEUE_MINE] += str_eq(c->owner, in->v->user->name);
        in->counts[QUEUE_HANDED] += c->department.n != 0;
        for (int k = 0; k < KINDS; k++)
            in->of_kind[k] += c->intent == kinds[k];
        count_issue(in, c->issue);
    }
    qsort(in->issues, (size_t)in->nissues, sizeof *in->issues, by_count);
}

static int read_inbox(struct inbox *in, struct err *err)
{
    struct visit *v = in->v;
    int64_t today = when_at(when_day(v->now), 0, 0);
    struct case_report report;
    int64_t page;
    int queue = value_of(queues, visit_query(v, "wachtrij"));

    in->queue = queue < 0 ? QUEUE_OPEN : (enum queue)queue;
    in->intent = value_of(intent_names, visit_query(v, "soort"));
    in->issue = -1;
    if (str_is(visit_query(v, "issue"), "geen"))
        in->issue = 0;
    else if (visit_query(v, "issue").n && visit_number(visit_query(v, "issue"), &in->issue))
        in->issue = -1;
    if (visit_number(visit_query(v, "vanaf"), &page) == 0 && page < MOST_OPEN)
        in->from = (int)page;
    if (read_open(in, err) || store_closed_cases(v->desk->store, &v->arena, today, INT64_MAX, MOST_OPEN, &in->closed, &in->nclosed, err) ||
        webcare_read(v->desk->store, &v->desk->town, today, v->now + 1, v->now, &report, err))
        return -1;
    in->median = report.all.median;
    count_all(in);
    return 0;
}

/* ---- the rail ---- */

static void put_rail_link(struct inbox *in, struct html *h, bool chosen, const char *label, int n, const char *query)
{
    html_tag(h, "li");
    html_open(h, "a", NULL);
    html_attrf(h, "href", "/webcare%s%s", *query ? "?" : "", query);
    if (chosen)
        html_attr(h, "aria-current", "true");
    html_el(h, "span", NULL, "%s", label);
    html_el(h, "span", NULL, "%d", n);
    html_end(h);
    html_end(h);
    (void)in;
}

static int put_issue_links(struct inbox *in, struct html *h, struct err *err)
{
    struct stored_issue issue;
    char query[64], title[64];

    for (int i = 0; i < in->nissues && i < MOST_ISSUES; i++) {
        if (in->issues[i].id == 0) {
            put_rail_link(in, h, in->issue == 0, "Zonder issue", in->issues[i].n, "issue=geen");
            continue;
        }
        if (store_issue(in->v->desk->store, &in->v->arena, in->issues[i].id, &issue, err))
            return -1;
        snprintf(query, sizeof query, "issue=%lld", (long long)in->issues[i].id);
        snprintf(title, sizeof title, "%.*s", STR_ARG(utf8_prefix(issue.title, sizeof title - 1)));
        put_rail_link(in, h, in->issue == in->issues[i].id, title, in->issues[i].n, query);
    }
    return 0;
}

static int put_rail(struct inbox *in, struct html *h, struct err *err)
{
    const struct webcare_settings *w = &in->v->desk->town.webcare;
    struct buf b = {0};
    int failed;

    html_open(h, "nav", "rail");
    html_attr(h, "id", "wachtrijen");
    view_live(h, "case");
    html_attr(h, "aria-label", "Wachtrijen");
    html_el(h, "h2", NULL, "Wachtrij");
    html_tag(h, "ul");
    for (int i = 0; i < QUEUE_COUNT; i++) {
        put_rail_link(in, h, in->queue == (enum queue)i && in->intent < 0 && in->issue < 0, queues[i].label, in->counts[i],
                      i ? str_printf(&in->v->arena, "wachtrij=%s", queues[i].name).p : "");
    }
    html_end(h);
    html_el(h, "h2", NULL, "Soort");
    html_tag(h, "ul");
    for (int k = 0; k < KINDS; k++)
        put_rail_link(in, h, in->intent == (int)kinds[k], intent_names[kinds[k]].label, in->of_kind[k],
                      str_printf(&in->v->arena, "soort=%s", intent_names[kinds[k]].name).p);
    html_end(h);
    html_el(h, "h2", NULL, "Issue");
    html_tag(h, "ul");
    failed = put_issue_links(in, h, err);
    html_end(h);
    html_open(h, "p", "klein norm");
    view_norm_words(&b, w);
    html_textf(h, "Servicenorm: antwoord binnen %s, werkdagen ", buf_c(&b));
    buf_clear(&b);
    dutch_clock(&b, w->from);
    buf_puts(&b, " – ");
    dutch_clock(&b, w->to);
    html_textf(h, "%s uur.", buf_c(&b));
    buf_clear(&b);
    if (in->median >= 0) {
        dutch_span(&b, in->median);
        html_textf(h, " Mediaan vandaag: %s.", buf_c(&b));
    }
    html_end(h);
    html_tag(h, "ul");
    html_tag(h, "li");
    html_link(h, NULL, STR("Aantallen en reactietijd"), "/webcare/cijfers");
    html_end(h);
    html_tag(h, "li");
    html_link(h, NULL, STR("Gevraagd, niet aan ons"), "/webcare/gevraagd");
    html_end(h);
    html_end(h);
    html_end(h);
    buf_release(&b);
    return failed;
}

/* ---- the queue ---- */

static bool is_in_queue(const struct inbox *in, const struct case_row *row)
{
    if (in->intent >= 0 && (int)row->intent != in->intent)
        return false;
    if (in->issue >= 0 && row->issue != in->issue)
        return false;
    switch (in->queue) {
    case QUEUE_LATE:
        return is_late(in, row);
    case QUEUE_MINE:
        return str_eq(row->owner, in->v->user->name);
    case QUEUE_HANDED:
        return row->department.n != 0;
    default:
        return true;
    }
}

/* Cases on the same matter: of the same issue and kind. */
static int count_alike(const struct inbox *in, const struct case_row *row)
{
    int n = 0;

    for (int i = 0; row->issue && i < in->nopen; i++)
        n += in->open[i].issue == row->issue && in->open[i].intent == row->intent && in->open[i].post != row->post;
    return n;
}

static int put_case(struct inbox *in, struct html *h, const struct case_row *row, int64_t chosen, struct err *err)
{
    struct visit *v = in->v;
    const struct webcare_settings *w = &v->desk->town.webcare;
    struct stored_post post;
    int alike = count_alike(in, row);

    if (store_post(v->desk->store, &v->arena, row->post, (struct str){0}, &v->desk->town, &post, err))
        return -1;
    html_tag(h, "li");
    html_open(h, "a", "zaak");
    html_attrf(h, "href", "/webcare/%lld#inhoud", (long long)row->post);
    if (row->post == chosen)
        html_attr(h, "aria-current", "true");
    html_open(h, "span", "kopje");
    case_put_rest(h, v, row);
    html_el(h, "span", NULL, "%s%.*s", row->owner.n ? "bij " : "vrij", STR_ARG(row->owner));
    html_end(h);
    html_el(h, "strong", "zt", "%.*s", STR_ARG(case_title(v, &post, TITLE_BYTES)));
    html_open(h, "span", "mk");
    html_el(h, "span", NULL, "%s", intent_names[row->intent].label);
    if (post.marks.nplaces)
        html_el(h, "span", NULL, "%.*s", STR_ARG(v->desk->town.districts[post.marks.places[0]].name));
    html_open(h, "span", NULL);
    html_textf(h, "%s, ", view_channel(row->channel));
    view_moment(h, row->time, v->now);
    html_end(h);
    if (alike)
        html_el(h, "span", NULL, "%d gelijke", alike);
    if (row->department.n)
        html_el(h, "span", NULL, "bij %.*s", STR_ARG(row->department));
    html_end(h);
    if (!row->closed)
        view_norm(h, norm_spent(w, row->time, row->answered ? row->answered : v->now), norm_span(w));
    html_end(h);
    html_end(h);
    return 0;
}

static int put_queue(struct inbox *in, struct html *h, int64_t chosen, struct err *err)
{
    struct visit *v = in->v;
    const struct case_row *rows = in->queue == QUEUE_CLOSED ? in->closed : in->open;
    int n = in->queue == QUEUE_CLOSED ? in->nclosed : in->nopen;
    int matching = 0, shown = 0;
    struct buf hour = {0};

    for (int i = 0; i < n; i++)
        matching += is_in_queue(in, &rows[i]);
    dutch_hour(&hour, v->now);
    html_open(h, "section", "rij");
    html_attr(h, "id", "zaken");
    view_live(h, "case");
    html_attr(h, "aria-labelledby", "rij");
    html_open(h, "header", NULL);
    html_open(h, "h2", NULL);
    html_attr(h, "id", "rij");
    html_textf(h, "%d %s", matching, in->queue == QUEUE_CLOSED ? "vandaag gesloten" : in->queue == QUEUE_LATE ? "over de norm" : "open");
    html_end(h);
    html_el(h, "p", "klein", "%s · %s", in->queue == QUEUE_CLOSED ? "laatste eerst" : "minste tijd eerst", buf_c(&hour));
    html_end(h);
    if (matching == 0)
        view_empty(h, "Geen zaken in deze wachtrij.");
    html_tag(h, "ul");
    for (int i = 0, at = 0; i < n && shown < A_PAGE; i++) {
        if (!is_in_queue(in, &rows[i]) || at++ < in->from)
            continue;
        if (put_case(in, h, &rows[i], chosen, err))
            return -1;
        shown++;
    }
    html_end(h);
    if (in->from + shown < matching) {
        html_open(h, "p", "meer");
        html_link(h, "knop",
                  str_printf(&v->arena, "Toon de volgende %d",
                             matching - in->from - shown < A_PAGE ? matching - in->from - shown : A_PAGE),
                  "/webcare?wachtrij=%s&vanaf=%d%s%s%s", queues[in->queue].name, in->from + shown,
                  in->intent >= 0 ? "&soort=" : "", in->intent >= 0 ? intent_names[in->intent].name : "",
                  in->issue > 0    ? str_printf(&v->arena, "&issue=%lld", (long long)in->issue).p
                  : in->issue == 0 ? "&issue=geen"
                                   : "");
        html_end(h);
    }
    html_end(h);
    buf_release(&hour);
    return 0;
}

/* ---- the pages ---- */

/* The whole screen; `form` tells what was wrong with a step, or is empty. */
static int show_inbox(struct visit *v, struct answer *a, int64_t chosen, const struct case_form *form, struct err *err)
{
    struct inbox in = {.v = v};
    struct html h;
    struct case_row row = {0};

    if (read_inbox(&in, err) || (chosen && store_case(v->desk->store, &v->arena, chosen, &row, err)))
        return -1;
    if (chosen && row.post == 0)
        return answer_not_found(v, a);
    if (row.joined_to)
        return answer_go(v, a, "/webcare/%lld", (long long)row.joined_to);
    page_begin(&h, v, a, &(struct page){.title = "Webcare", .nav = "/webcare", .layout = "werk", .scripts = {"live.js"}});
    view_patterns(&h);
    html_open(&h, "div", chosen ? "inbox met-zaak" : "inbox");
    if (put_rail(&in, &h, err) || put_queue(&in, &h, chosen, err))
        return -1;
    html_open(&h, "div", "detail");
    html_attr(&h, "id", "zaak");
    view_live(&h, "case");
    if (!chosen) {
        html_el(&h, "h1", NULL, "Webcare");
        view_empty(&h, "Kies een zaak uit de rij.");
    } else if (case_put_detail(&h, v, &row, form, err)) {
        return -1;
    }
    html_end(&h);
    html_end(&h);
    page_end(&h);
    return 0;
}

int page_inbox(struct visit *v, struct answer *a, struct err *err)
{
    int64_t id = 0;

    if (v->parts[0].n && visit_number(v->parts[0], &id))
        return answer_not_found(v, a);
    return show_inbox(v, a, id, NULL, err);
}

int page_case_step(struct visit *v, struct answer *a, struct err *err)
{
    struct case_form form = {.form = {.v = v}};
    struct case_order order = {.who = v->user->name, .now = v->now};
    struct case_refusal refusal;
    int step = value_of(case_steps, v->parts[1]);

    if (visit_number(v->parts[0], &order.post) || step < 0)
        return answer_not_found(v, a);
    order.step = (enum case_step)step;
    if (visit_number(visit_form(v, "versie"), &order.version))
        return answer_refuse(v, a, 422, "Deze zaak is intussen veranderd; open haar opnieuw.");
    order.text = visit_form(v, case_field(order.step, "text"));
    order.to = visit_form(v, case_field(order.step, "to"));
    if (cases_step(v->desk, &order, &refusal, err))
        return -1;
    form.step = order.step;
    if (refusal.field) {
        form_fault(&form.form, case_field(order.step, refusal.field), "%s", refusal.words);
        a->status = 422;
        return show_inbox(v, a, order.post, &form, err);
    }
    if (order.step == STEP_SENDER)
        return show_inbox(v, a, order.post, &form, err);
    return order.step == STEP_CLOSE || order.step == STEP_JOIN
               ? answer_go(v, a, "/webcare")
               : answer_go(v, a, "/webcare/%lld", (long long)order.post);
}

/* ---- figures ---- */

static void put_figure_row(struct html *h, const char *name, const struct case_figures *f)
{
    struct buf b = {0};
    const int numbers[] = {f->n, f->answered, f->open, f->late};

    html_tag(h, "tr");
    view_row_head(h);
    html_text(h, str_of(name));
    html_end(h);
    for (int i = 0; i < 4; i++)
        html_el(h, "td", "num", "%d", numbers[i]);
    if (f->median >= 0)
        dutch_span(&b, f->median);
    html_el(h, "td", "num", "%s", f->median >= 0 ? buf_c(&b) : "–");
    html_end(h);
    buf_release(&b);
}

static void begin_figures(struct html *h, const char *what)
{
    const char *const titles[] = {what, "#Binnengekomen", "#Beantwoord", "#Nog open", "#Over de norm", "#Reactietijd (mediaan)", NULL};
    char label[40];

    snprintf(label, sizeof label, "Zaken per %s", what);
    view_table(h, "tabel", label, label, titles);
}

int page_inbox_figures(struct visit *v, struct answer *a, struct err *err)
{
    static const struct value_name periods[] = {{"1", "vandaag"}, {"7", "7 dagen"}, {"30", "30 dagen"}, {"90", "90 dagen"}, {NULL, NULL}};
    int chosen = value_of(periods, visit_query(v, "dagen"));
    int days = atoi(periods[chosen < 0 ? 1 : chosen].name);
    int64_t from = when_at(when_day(v->now) - days + 1, 0, 0);
    struct case_report r;
    struct html h;

    if (webcare_read(v->desk->store, &v->desk->town, from, v->now + 1, v->now, &r, err))
        return -1;
    page_begin(&h, v, a, &(struct page){.title = "Aantallen en reactietijd", .nav = "/webcare", .layout = "lezen"});
    html_el(&h, "h1", NULL, "Webcare: aantallen en reactietijd");
    html_open(&h, "p", "filters");
    for (int i = 0; periods[i].name; i++) {
        html_open(&h, "a", "knop klein");
        html_attrf(&h, "href", "/webcare/cijfers?dagen=%s", periods[i].name);
        if (atoi(periods[i].name) == days)
            html_attr(&h, "aria-current", "true");
        html_text(&h, str_of(periods[i].label));
        html_end(&h);
    }
    html_end(&h);
    html_el(&h, "p", "klein", "Reactietijd: van binnenkomst tot het eerste antwoord, in de uren waarin de servicenorm loopt.");
    view_section(&h, "kanaal", "Per kanaal", NULL);
    begin_figures(&h, "kanaal");
    for (int i = 0; i < CHANNEL_COUNT; i++)
        if (r.channels[i].n)
            put_figure_row(&h, channel_names[i].label, &r.channels[i]);
    put_figure_row(&h, "Samen", &r.all);
    view_table_end(&h);
    html_end(&h);
    view_section(&h, "onderwerp", "Per onderwerp", NULL);
    begin_figures(&h, "onderwerp");
    for (int i = 0; i < THEME_COUNT; i++)
        if (r.subjects[i].n)
            put_figure_row(&h, theme_names[i].label, &r.subjects[i]);
    view_table_end(&h);
    html_end(&h);
    page_end(&h);
    return 0;
}

/* ---- what was asked, but not of us: by link, read-only, without its author ---- */

struct asking {
    struct visit *v;
    struct html *h;
    int n;
};

enum { MOST_ASKED = 50, ASKED_DAYS = 3 };

static int put_asked(void *context, const struct stored_post *p)
{
    struct asking *ask = context;

    if (p->post.addressed || p->duplicate_of || p->post.url.n == 0 || p->marks.voice != VOICE_BEVOLKING ||
        (p->marks.intent != INTENT_VRAAG && p->marks.intent != INTENT_MELDING && p->marks.intent != INTENT_KLACHT))
        return 0;
    html_open(ask->h, "li", "ber");
    html_open(ask->h, "span", "tijd");
    view_moment(ask->h, p->post.time, ask->v->now);
    html_end(ask->h);
    html_open(ask->h, "p", NULL);
    html_text(ask->h, view_paraphrase(ask->v, p));
    html_end(ask->h);
    html_el(ask->h, "span", "kan", "%s", view_channel(p->post.channel));
    html_open(ask->h, "span", NULL);
    html_link_out(ask->h, STR("Lees bij de bron"), p->post.url);
    html_end(ask->h);
    html_end(ask->h);
    return ++ask->n == MOST_ASKED;
}

int page_inbox_asked(struct visit *v, struct answer *a, struct err *err)
{
    struct html h;
    struct asking ask = {v, &h, 0};

    page_begin(&h, v, a, &(struct page){.title = "Gevraagd, niet aan ons", .nav = "/webcare", .layout = "lezen"});
    html_el(&h, "h1", NULL, "Gevraagd, niet aan ons");
    html_el(&h, "p", "inleiding",
            "Berichten van de laatste drie dagen waarin inwoners iets vragen of melden zonder de gemeente aan te spreken. Alleen om te lezen: er is "
            "geen afzender bij, en er wordt niet op gereageerd.");
    html_open(&h, "ul", "berichten");
    if (store_posts_before(v->desk->store, v->now, v->now - ASKED_DAYS * (int64_t)WHEN_DAY, 800, &v->desk->town, put_asked, &ask, err))
        return -1;
    html_end(&h);
    if (ask.n == 0)
        view_empty(&h, "Geen berichten in deze drie dagen.");
    page_end(&h);
    return 0;
}

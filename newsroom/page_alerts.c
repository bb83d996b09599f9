/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* Alerts and the crisis room: what stands and who answered, the picture as it is now, its rumours, the pictures that were made. */
#include <string.h>

#include "base/when.h"
#include "desk/alerts.h"
#include "desk/archive.h"
#include "newsroom/form.h"
#include "newsroom/issue_view.h"
#include "newsroom/page.h"
#include "newsroom/pages.h"
#include "newsroom/standing.h"
#include "newsroom/view.h"
#include "tamtam/dutch.h"
#include "tamtam/write_html.h"

enum { LIST_DAYS = 14, A_PAGE = 20 };

/* ---- one alert ---- */

static void put_state(struct html *h, struct visit *v, const struct alert_now *a)
{
    html_open(h, "p", "mk");
    html_open(h, "span", NULL);
    html_text(h, STR("sinds "));
    view_moment(h, a->began, v->now);
    html_end(h);
    html_el(h, "span", NULL, "%d berichten", a->last.nposts);
    if (a->last.status == ALERT_WITHDRAWN)
        html_el(h, "span", NULL, "ingetrokken door het programma");
    if (a->answer.n) {
        html_open(h, "span", NULL);
        html_textf(h, "%s door %.*s, ", str_is(a->answer, "confirmed") ? "bevestigd" : "verworpen", STR_ARG(a->who));
        view_moment(h, a->answered, v->now);
        html_end(h);
    } else if (a->last.status != ALERT_WITHDRAWN) {
        html_el(h, "span", "wacht", "wacht op bevestiging");
    }
    html_end(h);
}

/* A button that answers or raises. */
static void put_button(struct html *h, struct visit *v, int64_t id, const char *what, const char *label)
{
    struct form f = {.v = v};

    form_begin(&f, h, "/signalen/%lld/%s", (long long)id, what);
    form_end(&f, label);
}

static void put_buttons(struct html *h, struct visit *v, const struct alert_now *a, bool room)
{
    html_open(h, "div", "acties");
    if (visit_is(v, MAY_EDIT)) {
        if (!str_is(a->answer, "confirmed"))
            put_button(h, v, a->last.id, "bevestig", "Bevestig");
        if (!str_is(a->answer, "dismissed"))
            put_button(h, v, a->last.id, "verwerp", "Verwerp");
        if (a->last.level < LEVEL_CRISIS)
            put_button(h, v, a->last.id, "schaal-op", a->last.level == LEVEL_SIGNAAL ? "Schaal op naar waarschuwing" : "Schaal op naar crisis");
    }
    if (!room)
        html_link(h, "knop", STR("Naar de crisiskamer"), "/signalen/%lld", (long long)a->last.id);
    html_end(h);
}

static int put_alert(struct html *h, struct visit *v, const struct alert_now *a, struct err *err)
{
    struct stored_issue issue = {.id = 0};

    if (a->last.issue && store_issue(v->desk->store, &v->arena, a->last.issue, &issue, err))
        return -1;
    html_tag(h, "li");
    html_open(h, "h3", NULL);
    view_level(h, a->last.level, false);
    html_textf(h, " %.*s", STR_ARG(a->last.title));
    html_end(h);
    put_state(h, v, a);
    html_el(h, "p", NULL, "%.*s", STR_ARG(a->last.reason));
    if (issue.id) {
        html_open(h, "p", NULL);
        html_text(h, STR("Issue: "));
        html_link(h, NULL, issue.title, "/issues/%lld", (long long)issue.id);
        html_end(h);
    }
    put_buttons(h, v, a, false);
    html_end(h);
    return 0;
}

/* Those that stand, or the others: a page of them, from the one that the field `from_field` of the address names. */
static int put_alerts(struct html *h, struct visit *v, const struct alert_now *list, int n, bool standing, struct err *err)
{
    const char *from_field = standing ? "nu" : "eerder";
    int64_t from = 0;
    int matching = 0;

    if (visit_number(visit_query(v, from_field), &from) || from > n)
        from = 0;
    html_open(h, "ul", "alarmen");
    for (int i = 0; i < n; i++) {
        bool stands = list[i].last.status != ALERT_WITHDRAWN && !str_is(list[i].answer, "dismissed");

        if (list[i].began > v->now || stands != standing)
            continue;
        if (matching >= from && matching < from + A_PAGE && put_alert(h, v, &list[i], err))
            return -1;
        matching++;
    }
    html_end(h);
    if (matching == 0)
        view_empty(h, standing ? "Geen signalen." : "Geen eerdere signalen.");
    if (from + A_PAGE < matching) {
        int64_t left = matching - from - A_PAGE;

        html_open(h, "p", "meer");
        html_link(h, "knop", str_printf(&v->arena, "Toon de volgende %d", left < A_PAGE ? (int)left : A_PAGE), "/signalen?%s=%lld#%s", from_field,
                  (long long)from + A_PAGE, from_field);
        html_end(h);
    }
    return 0;
}

int page_alerts(struct visit *v, struct answer *a, struct err *err)
{
    struct alert_now *list;
    struct html h;
    int n;

    if (store_standing_alerts(v->desk->store, &v->arena, v->now - LIST_DAYS * (int64_t)WHEN_DAY, &list, &n, err))
        return -1;
    page_begin(&h, v, a, &(struct page){.title = "Signalen", .nav = "/signalen", .layout = "lezen", .scripts = {"live.js"}});
    html_el(&h, "h1", NULL, "Signalen");
    html_open(&h, "div", NULL);
    html_attr(&h, "id", "signalen");
    view_live(&h, "alert action");
    view_section(&h, "nu", "Wat nu staat", "het programma beoordeelt; bevestigen of verwerpen is aan een mens");
    if (put_alerts(&h, v, list, n, true, err))
        return -1;
    html_end(&h);
    view_section(&h, "eerder", "Eerder", "ingetrokken of verworpen, laatste twee weken");
    if (put_alerts(&h, v, list, n, false, err))
        return -1;
    html_end(&h);
    html_end(&h);
    page_end(&h);
    return 0;
}

/* ---- answering ---- */

/* The alert of the address; id 0: there is none. */
static int find_alert(struct visit *v, struct alert_now *found, struct err *err)
{
    struct alert_now *list;
    int64_t id;
    int n;

    *found = (struct alert_now){.began = 0};
    if (visit_number(v->parts[0], &id))
        return 0;
    if (store_standing_alerts(v->desk->store, &v->arena, 0, &list, &n, err))
        return -1;
    for (int i = 0; i < n; i++)
        if (list[i].last.id == id)
            *found = list[i];
    return 0;
}

int page_alert_decide(struct visit *v, struct answer *a, struct err *err)
{
    bool confirm = str_ends(v->target.path, STR("/bevestig"));
    struct alert_now alert;

    if (find_alert(v, &alert, err))
        return -1;
    if (alert.last.id == 0)
        return answer_not_found(v, a);
    return alerts_answer(v->desk, alert.last.id, confirm, v->user->name, "newsroom", v->now, err)
               ? -1
               : confirm ? answer_go(v, a, "/signalen/%lld", (long long)alert.last.id) : answer_go(v, a, "/signalen");
}

int page_alert_raise(struct visit *v, struct answer *a, struct err *err)
{
    struct alert_now alert;

    if (find_alert(v, &alert, err))
        return -1;
    if (alert.last.id == 0)
        return answer_not_found(v, a);
    if (alert.last.level >= LEVEL_CRISIS)
        return answer_refuse(v, a, 422, "Dit signaal staat al op het hoogste niveau.");
    return alerts_raise(v->desk, alert.last.id, (enum alert_level)(alert.last.level + 1), v->user->name, "newsroom", v->now, err)
               ? -1
               : answer_go(v, a, "/signalen/%lld", (long long)alert.last.id);
}

/* ---- the crisis room ---- */

static int order_picture(struct visit *v, const struct alert_now *alert, struct order *order, struct err *err)
{
    struct wish wish = {.kind = REPORT_CRISIS, .what = str_printf(&v->arena, "alert %lld", (long long)alert->last.id), .day = -1, .now = v->now};

    return order_make(v->desk, &wish, order, err) || archive_number(v->desk, order, err) ? -1 : 0;
}

static int put_pictures(struct html *h, struct visit *v, const struct order *order, int64_t began, struct err *err)
{
    struct stored_report *reports;
    int n, shown = 0;

    if (store_reports(v->desk->store, &v->arena, &reports, &n, err))
        return -1;
    view_section(h, "beelden", "Omgevingsbeelden", "genummerd; wie een beeld opent kan het versturen");
    html_open(h, "ul", "log");
    for (int i = 0; i < n; i++) {
        struct order made;

        if (!str_is(reports[i].kind, report_names[REPORT_CRISIS].name) || !str_eq(reports[i].subject, order->subject) || reports[i].to < began)
            continue;
        if (archive_order(v->desk, &reports[i], &made, err))
            return -1;
        html_tag(h, "li");
        view_moment(h, reports[i].made, v->now);
        html_open(h, "span", NULL);
        html_link(h, NULL, str_printf(&v->arena, "Omgevingsbeeld %d", made.number), "/rapporten/%lld", (long long)reports[i].id);
        html_textf(h, " %s", reports[i].fixed ? "vastgesteld" : "concept");
        html_end(h);
        html_end(h);
        shown++;
    }
    html_end(h);
    if (shown == 0)
        view_empty(h, "Nog geen beeld gemaakt.");
    if (visit_is(v, MAY_EDIT)) {
        struct form f = {.v = v};

        form_begin(&f, h, "/signalen/%.*s/beeld", STR_ARG(v->parts[0]));
        form_end(&f, str_printf(&v->arena, "Maak omgevingsbeeld %d", order->number).p);
    }
    html_end(h);
    return 0;
}

/* The issue that the picture is of. */
static int find_issue(struct visit *v, struct str number, struct stored_issue *issue, struct err *err)
{
    int64_t id;

    return visit_number(number, &id) ? 0 : store_issue(v->desk->store, &v->arena, id, issue, err);
}

static int put_room(struct html *h, struct visit *v, struct answer *a, const struct alert_now *alert, struct err *err)
{
    struct issue_page p = {.v = v};
    struct document doc = {0};
    struct order order;
    struct err why;
    int failed;

    if (order_picture(v, alert, &order, &why)) {
        view_empty(h, "Van dit signaal is nu geen omgevingsbeeld te maken.");
        return 0;
    }
    doc_init(&doc);
    failed = order_compose(v->desk, &order, &doc, err) ||
             find_issue(v, order.subject, &p.issue, err) ||
             (p.issue.id && kept_take(v, &p.issue, 1, v->now + 1, &p.kept, err));
    if (!failed) {
        html_open(h, "div", "kol");
        html_open(h, "div", "frame");
        html_text(h, (struct str){0});
        doc.head.title = (struct str){0};
        write_html_fragment(&doc, &a->body);
        html_end(h);
        html_open(h, "aside", NULL);
        html_attr(h, "aria-label", "Bij deze crisis");
        failed = put_pictures(h, v, &order, alert->began - WHEN_DAY, err);
        if (p.issue.id)
            issue_put_rumours(h, &p);
        html_end(h);
        html_end(h);
    }
    issue_leave(&p);
    doc_release(&doc);
    return failed ? -1 : 0;
}

int page_crisis(struct visit *v, struct answer *a, struct err *err)
{
    struct alert_now alert;
    struct html h;

    if (find_alert(v, &alert, err))
        return -1;
    if (alert.last.id == 0)
        return answer_not_found(v, a);
    page_begin(&h, v, a,
               &(struct page){.title = "Crisiskamer", .nav = "/signalen", .layout = "werk", .scripts = {"live.js"}, .styles = {"/rapport.css"},
                              .subject = alert.last.title});
    html_open(&h, "div", "bol");
    html_attr(&h, "id", "kamer");
    view_live(&h, "post alert report action");
    html_open(&h, "div", "ikop");
    html_tag(&h, "div");
    html_open(&h, "p", "mk");
    view_level(&h, alert.last.level, alert.answer.n == 0 && alert.last.status != ALERT_WITHDRAWN);
    html_end(&h);
    html_el(&h, "h1", NULL, "%.*s", STR_ARG(alert.last.title));
    html_end(&h);
    put_buttons(&h, v, &alert, true);
    html_end(&h);
    put_state(&h, v, &alert);
    html_el(&h, "p", NULL, "%.*s", STR_ARG(alert.last.reason));
    if (put_room(&h, v, a, &alert, err))
        return -1;
    page_end(&h);
    return 0;
}

/* A numbered picture of this moment, as a concept. */
int page_crisis_picture(struct visit *v, struct answer *a, struct err *err)
{
    struct alert_now alert;
    struct order order;
    struct stored_report report;
    struct err why;

    if (find_alert(v, &alert, err))
        return -1;
    if (alert.last.id == 0)
        return answer_not_found(v, a);
    if (order_picture(v, &alert, &order, &why))
        return answer_refuse(v, a, 422, "Van dit signaal is nu geen omgevingsbeeld te maken.");
    return archive_note(v->desk, &order, &report, err)
               ? -1
               : answer_go(v, a, "/rapporten/%lld", (long long)report.id);
}

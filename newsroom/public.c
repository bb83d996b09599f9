/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "newsroom/public.h"

#include <sodium.h>

#include "base/when.h"
#include "desk/account.h"
#include "desk/archive.h"
#include "desk/readers.h"
#include "desk/watch.h"
#include "newsroom/form.h"
#include "newsroom/markdown.h"
#include "newsroom/page.h"
#include "newsroom/server.h"

enum { SECURITY_TXT_DAYS = 180 };

/* ---- who we are ---- */

int public_transparency(struct visit *v, struct answer *a, struct err *err)
{
    struct buf text = {0};
    struct html h;

    (void)err;
    account_write(&text, ACCOUNT_PUBLIC, v->desk);
    page_begin(&h, v, a, &(struct page){.title = account_names[ACCOUNT_PUBLIC].label, .nav = "/transparantie", .open = true});
    markdown_put(&h, buf_str(&text));
    page_end(&h);
    buf_release(&text);
    return 0;
}

/* RFC 9116. */
int public_security_txt(struct visit *v, struct answer *a, struct err *err)
{
    const struct municipality *town = &v->desk->town;
    struct str contact = town->newsroom.security_contact;

    (void)err;
    a->type = "text/plain; charset=utf-8";
    if (contact.n == 0 && town->contact.n == 0)
        return answer_not_found(v, a);
    buf_puts(&a->body, "Contact: ");
    if (contact.n == 0)
        buf_puts(&a->body, "mailto:");
    buf_add(&a->body, contact.n ? contact : town->contact);
    buf_puts(&a->body, "\nExpires: ");
    when_print(&a->body, when_at(when_day(v->now) + SECURITY_TXT_DAYS, 0, 0));
    buf_printf(&a->body, "\nPreferred-Languages: nl, en\nCanonical: %.*s/.well-known/security.txt\n", STR_ARG(town->newsroom.url));
    return 0;
}

/* ---- the archive of fixed tamtams ---- */

static bool is_public(const struct stored_report *r)
{
    return r->fixed && str_is(r->kind, report_names[REPORT_DAY].name);
}

static void put_archive_row(struct html *h, struct visit *v, const struct stored_report *r)
{
    struct civil day = when_local(r->to);

    html_tag(h, "li");
    html_link(h, NULL,
              str_printf(&v->arena, "%s %d %s %d", when_weekday_name(day.weekday), day.day, when_month_name(day.month), day.year),
              "/archief/%lld", (long long)r->id);
    html_text(h, STR(" "));
    html_link(h, "stil", STR("PDF"), "/archief/%lld/pdf", (long long)r->id);
    html_end(h);
}

int public_archive(struct visit *v, struct answer *a, struct err *err)
{
    struct stored_report *reports;
    int64_t last = 0;
    int n, shown = 0;
    struct html h;

    if (!v->desk->town.newsroom.public_archive)
        return answer_not_found(v, a);
    if (store_reports(v->desk->store, &v->arena, &reports, &n, err))
        return -1;
    page_begin(&h, v, a, &(struct page){.title = "Archief", .nav = "/archief", .open = true});
    html_el(&h, "h1", NULL, "Archief");
    html_el(&h, "p", NULL, "Wat er speelde, zoals het op die dag is vastgesteld.");
    html_open(&h, "ul", "lijst");
    for (int i = 0; i < n; i++) /* the newest version comes first */
        if (is_public(&reports[i]) && reports[i].id != last) {
            put_archive_row(&h, v, &reports[i]);
            last = reports[i].id;
            shown++;
        }
    html_end(&h);
    if (shown == 0)
        html_el(&h, "p", NULL, "Er is nog geen vastgestelde tamtam.");
    page_end(&h);
    return 0;
}

/* The fixed tamtam that is asked for, in its newest version that was fixed; NULL where there is none to be seen. */
static int find_public(struct visit *v, struct stored_report *report, struct err *err)
{
    int64_t id;

    *report = (struct stored_report){0};
    if (!v->desk->town.newsroom.public_archive || visit_number(v->parts[0], &id))
        return 0;
    if (store_report(v->desk->store, &v->arena, id, 0, report, err))
        return -1;
    while (report->id && !report->fixed && report->version > 1)
        if (store_report(v->desk->store, &v->arena, id, report->version - 1, report, err))
            return -1;
    if (report->id && !is_public(report))
        *report = (struct stored_report){0};
    return 0;
}

static int show_archived(struct visit *v, struct answer *a, bool pdf, struct err *err)
{
    struct stored_report r;
    char hash[ARCHIVE_HASH];
    struct buf name = {0};

    if (find_public(v, &r, err))
        return -1;
    if (r.id == 0)
        return answer_not_found(v, a);
    archive_hash(pdf ? r.pdf : r.html, hash);
    if (pdf) {
        archive_file_name(v->desk, &r, &name);
        buf_puts(&name, ".pdf");
        answer_file(v, a, "application/pdf", buf_str(&name));
        buf_release(&name);
    } else {
        a->policy = POLICY_REPORT;
    }
    if (!answer_unchanged(v, a, str_of(hash)))
        buf_add(&a->body, pdf ? r.pdf : r.html);
    return 0;
}

int public_archive_html(struct visit *v, struct answer *a, struct err *err)
{
    return show_archived(v, a, false, err);
}

int public_archive_pdf(struct visit *v, struct answer *a, struct err *err)
{
    return show_archived(v, a, true, err);
}

/* ---- subscriptions ---- */

/* One button under a question; the code is in a field, so that a mail program and a person do the same. */
static int ask(struct visit *v, struct answer *a, const char *title, const char *question, const char *path, const char *button)
{
    struct form f = {.v = v};
    struct html h;

    page_begin(&h, v, a, &(struct page){.title = title});
    html_el(&h, "h1", NULL, "%s", title);
    html_el(&h, "p", NULL, "%s", question);
    form_begin(&f, &h, "%s?t=%.*s", path, STR_ARG(url_part(&v->arena, visit_query(v, "t"))));
    form_end(&f, button);
    page_end(&h);
    return 0;
}

static int tell(struct visit *v, struct answer *a, const char *title, const char *text)
{
    struct html h;

    page_begin(&h, v, a, &(struct page){.title = title});
    html_el(&h, "h1", NULL, "%s", title);
    html_el(&h, "p", NULL, "%s", text);
    page_end(&h);
    return 0;
}

int public_confirm_show(struct visit *v, struct answer *a, struct err *err)
{
    (void)err;
    return ask(v, a, "Aanmelding bevestigen", "U krijgt de tamtam pas als u dit bevestigt.", READERS_CONFIRM_PATH, "Ja, meld mij aan");
}

int public_confirm(struct visit *v, struct answer *a, struct err *err)
{
    bool found;

    if (readers_confirm(v->desk, visit_query(v, "t"), v->now, &found, err))
        return -1;
    return tell(v, a, "Bevestigd", "Als deze aanmelding bestond, is zij nu bevestigd. Onder elke brief staat hoe u zich weer afmeldt.");
}

int public_sign_off_show(struct visit *v, struct answer *a, struct err *err)
{
    (void)err;
    return ask(v, a, "Afmelden", "Wilt u deze berichten niet meer ontvangen?", READERS_SIGN_OFF_PATH, "Ja, meld mij af");
}

int public_sign_off(struct visit *v, struct answer *a, struct err *err)
{
    if (readers_sign_off(v->desk, visit_query(v, "t"), err))
        return -1;
    return tell(v, a, "Afgemeld", "U ontvangt deze berichten niet meer.");
}

/* ---- for machines that keep watch ---- */

/* This machine itself, or whoever has the token of tamtam.conf. */
static bool is_trusted(const struct visit *v)
{
    struct str token = v->newsroom->metrics_token;
    struct str given = str_sub(v->authorization, 7, v->authorization.n);

    if (str_is(v->address, "lokaal"))
        return true;
    return token.n && str_starts(v->authorization, STR("Bearer ")) && given.n == token.n && sodium_memcmp(given.p, token.p, token.n) == 0;
}

/* Under its lock: who asks meanwhile waits for the same look. */
static int look_at_health(struct visit *v, struct health *health, struct err *err)
{
    enum { FRESH_MS = 1000 };
    struct watch watch;

    if (clock_monotonic() < health->until)
        return 0;
    if (watch_take(v->desk, v->now, &watch, &v->arena, err))
        return -1;
    buf_clear(&health->why);
    health->complaints = watch_complaints(&watch, &health->why);
    health->until = clock_monotonic() + FRESH_MS;
    return 0;
}

int public_health(struct visit *v, struct answer *a, struct err *err)
{
    struct health *health = &v->newsroom->health;
    int failed;

    pthread_mutex_lock(&health->lock);
    failed = look_at_health(v, health, err);
    a->status = health->complaints ? 503 : 200;
    a->type = "text/plain; charset=utf-8";
    buf_puts(&a->body, health->complaints ? "niet in orde\n" : "in orde\n");
    if (is_trusted(v))
        buf_add(&a->body, buf_str(&health->why));
    pthread_mutex_unlock(&health->lock);
    return failed;
}

static void put_web_metrics(struct newsroom *n, struct buf *out)
{
    buf_puts(out, "# HELP tamtam_web_answers_total Answers by the first figure of their status.\n# TYPE tamtam_web_answers_total counter\n");
    for (int i = 2; i < 6; i++)
        buf_printf(out, "tamtam_web_answers_total{status=\"%dxx\"} %lld\n", i, (long long)atomic_load(&n->counts.answers[i]));
    buf_printf(out,
               "# HELP tamtam_web_seconds_total Time that pages took.\n# TYPE tamtam_web_seconds_total counter\n"
               "tamtam_web_seconds_total %.6f\n"
               "# HELP tamtam_web_logins_total Logins that went well.\n# TYPE tamtam_web_logins_total counter\ntamtam_web_logins_total %lld\n"
               "# HELP tamtam_web_logins_refused_total Logins that were refused.\n# TYPE tamtam_web_logins_refused_total counter\n"
               "tamtam_web_logins_refused_total %lld\n"
               "# HELP tamtam_web_connections Open connections.\n# TYPE tamtam_web_connections gauge\ntamtam_web_connections %d\n",
               (double)atomic_load(&n->counts.us) / 1e6, (long long)atomic_load(&n->counts.logins),
               (long long)atomic_load(&n->counts.refused_logins), atomic_load(&n->counts.connections));
}

int public_metrics(struct visit *v, struct answer *a, struct err *err)
{
    struct watch watch;

    if (!is_trusted(v))
        return answer_not_found(v, a);
    if (watch_take(v->desk, v->now, &watch, &v->arena, err))
        return -1;
    a->type = "text/plain; version=0.0.4; charset=utf-8";
    watch_metrics(&watch, &a->body);
    put_web_metrics(v->newsroom, &a->body);
    return 0;
}

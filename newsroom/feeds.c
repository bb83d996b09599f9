/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* Atom (RFC 4287) of issues, alerts and reports. */
#include "newsroom/api.h"

#include <stdio.h>

#include "base/when.h"
#include "desk/order.h"
#include "store/now.h"
#include "tamtam/svg.h"

enum { FEED_DAYS = 14, MOST_ENTRIES = 50 };

struct atom_entry {
    const char *kind; /* "issues" */
    int64_t id, version;
    struct str title, summary;
    int64_t updated;
    const char *page; /* "/issues/" */
};

static void put_xml(struct buf *b, const char *tag, struct str text)
{
    struct buf plain = {0};

    for (size_t i = 0; i < text.n; i++) /* no control character may stand in XML */
        buf_putc(&plain, (unsigned char)text.p[i] < ' ' ? ' ' : text.p[i]);
    buf_printf(b, "<%s>", tag);
    html_escape(b, buf_str(&plain));
    buf_printf(b, "</%s>", tag);
    buf_release(&plain);
}

static void put_updated(struct buf *b, int64_t ms)
{
    buf_puts(b, "<updated>");
    when_print(b, ms);
    buf_puts(b, "</updated>");
}

static void put_entry(struct visit *v, struct buf *b, const struct atom_entry *e)
{
    struct str url = v->desk->town.newsroom.url;

    buf_printf(b, "<entry><id>%.*s/feeds/%s/%lld/%lld</id>", STR_ARG(url), e->kind, (long long)e->id, (long long)e->version);
    put_xml(b, "title", e->title);
    put_updated(b, e->updated);
    buf_printf(b, "<link rel=\"alternate\" href=\"%.*s%s%lld\"/>", STR_ARG(url), e->page, (long long)e->id);
    put_xml(b, "summary", e->summary);
    buf_puts(b, "</entry>\n");
}

/* Puts the feed around its entries, which go. */
static int send_feed(struct visit *v, struct answer *a, const char *kind, const char *title, int64_t updated, struct buf *entries)
{
    struct str url = v->desk->town.newsroom.url;
    char etag[32];

    a->type = "application/atom+xml; charset=utf-8";
    snprintf(etag, sizeof etag, "%016llx", str_hash(buf_str(entries)));
    if (!answer_unchanged(v, a, str_copy(&v->arena, str_of(etag)))) {
        buf_puts(&a->body, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"nl\">");
        put_xml(&a->body, "title", str_printf(&v->arena, "%s, nieuwsredactie %.*s", title, STR_ARG(v->desk->town.name)));
        buf_printf(&a->body, "<id>%.*s/feeds/%s</id><link rel=\"self\" href=\"%.*s/feeds/%s\"/>", STR_ARG(url), kind, STR_ARG(url), kind);
        buf_puts(&a->body, "<author>");
        put_xml(&a->body, "name", v->desk->town.name);
        buf_puts(&a->body, "</author>");
        put_updated(&a->body, updated);
        buf_putc(&a->body, '\n');
        buf_add(&a->body, buf_str(entries));
        buf_puts(&a->body, "</feed>\n");
    }
    buf_release(entries);
    return 0;
}

static int64_t lately(const struct visit *v)
{
    return v->now - FEED_DAYS * (int64_t)WHEN_DAY;
}

int feed_issues(struct visit *v, struct answer *a, struct err *err)
{
    int64_t from = lately(v);
    struct stored_issue *issues;
    struct buf entries = {0};
    int64_t updated = from;
    int n;

    if (store_issues_between(v->desk->store, &v->arena, from, v->now + 1, &issues, &n, err))
        return -1;
    for (int i = 0; i < n && i < MOST_ENTRIES; i++) {
        struct atom_entry e = {.kind = "issues", .id = issues[i].id, .title = issues[i].title, .updated = issues[i].last, .page = "/issues/"};

        e.summary = str_printf(&v->arena, "%lld berichten in veertien dagen", (long long)issues[i].posts);
        updated = e.updated > updated ? e.updated : updated;
        put_entry(v, &entries, &e);
    }
    return send_feed(v, a, "issues", "Issues", updated, &entries);
}

int feed_alerts(struct visit *v, struct answer *a, struct err *err)
{
    int64_t from = lately(v);
    struct alert_now *alerts;
    struct buf entries = {0};
    int64_t updated = from;
    int n;

    if (store_standing_alerts(v->desk->store, &v->arena, from, &alerts, &n, err))
        return -1;
    for (int i = 0; i < n && i < MOST_ENTRIES; i++) {
        const struct stored_alert *alert = &alerts[i].last;
        struct atom_entry e = {.kind = "signalen", .id = alert->id, .summary = alert->reason, .updated = alert->time, .page = "/signalen/"};

        e.title = str_printf(&v->arena, "%s (%s): %.*s", level_names[alerts[i].highest].label,
                             alert_status_names[alert->status % 3], STR_ARG(alert->title));
        updated = e.updated > updated ? e.updated : updated;
        put_entry(v, &entries, &e);
    }
    return send_feed(v, a, "signalen", "Signalen", updated, &entries);
}

int feed_reports(struct visit *v, struct answer *a, struct err *err)
{
    struct stored_report *reports;
    struct buf entries = {0};
    int64_t updated = 0;
    int n;

    if (api_fixed_reports(v, INT64_MIN, INT64_MAX, &reports, &n, err))
        return -1;
    for (int i = 0; i < n && i < MOST_ENTRIES; i++) {
        const struct stored_report *r = &reports[i];
        int kind = value_of(report_names, r->kind);
        struct buf day = {0};
        struct atom_entry e = {.kind = "rapporten", .id = r->id, .version = r->version, .updated = r->fixed, .page = "/rapporten/"};

        when_print_day(&day, when_day(r->to - 1));
        e.title = str_printf(&v->arena, "%s, %s", kind < 0 ? "Rapport" : report_names[kind].label, buf_c(&day));
        e.summary = str_printf(&v->arena, "Vastgesteld door %.*s", STR_ARG(r->fixed_by));
        updated = e.updated > updated ? e.updated : updated;
        put_entry(v, &entries, &e);
        buf_release(&day);
    }
    return send_feed(v, a, "rapporten", "Rapporten", updated, &entries);
}

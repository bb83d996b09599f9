/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "newsroom/api.h"

#include <stdlib.h>

#include "base/record.h"
#include "base/when.h"
#include "desk/order.h"
#include "newsroom/static.h"
#include "store/now.h"
#include "tamtam/words.h"

enum { STANDARD_NUMBER = 50, MOST_NUMBER = 500, STANDARD_DAYS = 14, COURSE_DAYS = 14, MOST_DAYS = 366 };

/* ---- what all of them do ---- */

static json_t *moment(int64_t ms)
{
    struct buf b = {0};
    json_t *text;

    if (ms == 0)
        return json_null();
    when_print(&b, ms);
    text = json_stringn(b.p, b.n);
    buf_release(&b);
    return text;
}

static void put(json_t *o, const char *key, struct str text)
{
    json_object_set_new(o, key, record_string(text));
}

/* Sends an object, which goes. */
static int send(struct answer *a, json_t *o)
{
    char *text = json_dumps(o, RECORD_STYLE);

    a->type = "application/json";
    buf_puts(&a->body, text);
    buf_putc(&a->body, '\n');
    free(text);
    json_decref(o);
    return 0;
}

static int refuse_field(struct visit *v, struct answer *a, const char *name, const char *what)
{
    return answer_refuse(v, a, 400, "De parameter '%s' is %s.", name, what);
}

/* The window and the page that a list is asked for. */
struct wish_list {
    int64_t from, to;
    long long number, page;
    int64_t issue, after;
};

/* A day ("2026-03-11") or a moment in RFC 3339; of `tot` a day counts wholly. */
static int read_moment(struct visit *v, const char *name, int shift, int64_t *ms)
{
    struct str given = visit_query(v, name);
    int day;

    if (given.n == 0)
        return 0;
    if (when_parse_day(given, &day) == 0) {
        *ms = when_at(day + shift, 0, 0);
        return 0;
    }
    return when_parse(given, ms);
}

static int read_count(struct visit *v, const char *name, long long most, long long *number)
{
    struct str given = visit_query(v, name);

    if (given.n == 0)
        return 0;
    return str_to_number(given, most, number) || *number < 1 ? -1 : 0;
}

/* 0 when it can be done; otherwise the refusal stands in the answer. */
static int read_wish(struct visit *v, struct answer *a, struct wish_list *w)
{
    static const char *const known[] = {"van", "tot", "aantal", "pagina", "issue", "na"};
    long long issue = 0, after = 0;

    for (int i = 0; i < v->target.query.n; i++) {
        size_t k = 0;

        while (k < sizeof known / sizeof *known && !str_is(v->target.query.v[i].name, known[k]))
            k++;
        if (k == sizeof known / sizeof *known)
            return refuse_field(v, a, str_c(&v->arena, v->target.query.v[i].name), "onbekend"), -1;
    }
    *w = (struct wish_list){.to = v->now + 1, .number = STANDARD_NUMBER, .page = 1};
    if (read_moment(v, "tot", 1, &w->to))
        return refuse_field(v, a, "tot", "geen dag of tijdstip (ISO 8601)"), -1;
    w->from = w->to - STANDARD_DAYS * (int64_t)WHEN_DAY;
    if (read_moment(v, "van", 0, &w->from) || w->from >= w->to)
        return refuse_field(v, a, "van", "geen dag of tijdstip (ISO 8601), of na 'tot'"), -1;
    if (w->to - w->from > MOST_DAYS * (int64_t)WHEN_DAY)
        return refuse_field(v, a, "van", "meer dan een jaar voor 'tot'"), -1;
    if (read_count(v, "aantal", MOST_NUMBER, &w->number))
        return refuse_field(v, a, "aantal", "geen getal van 1 tot 500"), -1;
    if (read_count(v, "pagina", 100000, &w->page))
        return refuse_field(v, a, "pagina", "geen getal vanaf 1"), -1;
    if (read_count(v, "issue", INT64_MAX, &issue) || read_count(v, "na", INT64_MAX, &after))
        return refuse_field(v, a, "issue of na", "geen getal vanaf 1"), -1;
    w->issue = issue;
    w->after = after;
    return 0;
}

static struct str own_url(struct visit *v, const char *path, int64_t number)
{
    return str_printf(&v->arena, "%.*s%s%lld", STR_ARG(v->desk->town.newsroom.url), path, (long long)number);
}

/* {"resultaten": [...], "links": {...}} with a Link header for the next page; `next` may be empty. */
static int send_list(struct visit *v, struct answer *a, json_t *list, struct str next)
{
    json_t *o = json_object(), *links = json_object();
    struct str base = v->desk->town.newsroom.url;

    json_object_set_new(o, "resultaten", list);
    put(links, "self", str_printf(&v->arena, "%.*s%.*s", STR_ARG(base), STR_ARG(v->target.path)));
    if (next.n) {
        put(links, "next", next);
        answer_header(a, "Link", str_printf(&v->arena, "<%.*s>; rel=\"next\"", STR_ARG(next)));
    }
    json_object_set_new(o, "links", links);
    return send(a, o);
}

/* The address of a page of the same list. */
static struct str page_url(struct visit *v, const struct wish_list *w, const char *more, long long number)
{
    struct buf from = {0}, to = {0};
    struct str url;

    when_print(&from, w->from);
    when_print(&to, w->to + 999); /* whole seconds: rather one too late */
    url = str_printf(&v->arena, "%.*s%.*s?van=%.*s&tot=%.*s&aantal=%lld", STR_ARG(v->desk->town.newsroom.url), STR_ARG(v->target.path),
                     STR_ARG(url_part(&v->arena, buf_str(&from))), STR_ARG(url_part(&v->arena, buf_str(&to))), w->number);
    if (w->issue)
        url = str_printf(&v->arena, "%.*s&issue=%lld", STR_ARG(url), (long long)w->issue);
    buf_release(&from);
    buf_release(&to);
    return str_printf(&v->arena, "%.*s&%s=%lld", STR_ARG(url), more, number);
}

/* Which part of n rows a page is: [*first, *end). Its next page's address, or empty. */
static struct str cut_page(struct visit *v, const struct wish_list *w, int n, int *first, int *end)
{
    long long from = (w->page - 1) * w->number;

    *first = from < n ? (int)from : n;
    *end = *first + w->number < n ? *first + (int)w->number : n;
    return *end < n ? page_url(v, w, "pagina", w->page + 1) : (struct str){0};
}

/* ---- issues ---- */

static json_t *describe_issue(struct visit *v, const struct stored_issue *issue)
{
    json_t *o = json_object();

    json_object_set_new(o, "id", json_integer(issue->id));
    put(o, "titel", issue->title);
    json_object_set_new(o, "eersteBericht", moment(issue->first));
    json_object_set_new(o, "laatsteBericht", moment(issue->last));
    json_object_set_new(o, "aantalBerichten", json_integer(issue->posts));
    put(o, "url", own_url(v, "/v1/issues/", issue->id));
    return o;
}

int api_issues(struct visit *v, struct answer *a, struct err *err)
{
    struct stored_issue *issues;
    struct wish_list w;
    struct str next;
    json_t *list;
    int n, first, end;

    if (read_wish(v, a, &w))
        return 0;
    if (store_issues_between(v->desk->store, &v->arena, w.from, w.to, &issues, &n, err))
        return -1;
    next = cut_page(v, &w, n, &first, &end);
    list = json_array();
    for (int i = first; i < end; i++)
        json_array_append_new(list, describe_issue(v, &issues[i]));
    return send_list(v, a, list, next);
}

static json_t *course_of(const int64_t *counts, int first_day)
{
    json_t *days = json_array();

    for (int i = 0; i < COURSE_DAYS; i++) {
        json_t *day = json_object();
        struct buf name = {0};

        when_print_day(&name, first_day + i);
        put(day, "dag", buf_str(&name));
        json_object_set_new(day, "aantalBerichten", json_integer(counts[i]));
        json_array_append_new(days, day);
        buf_release(&name);
    }
    return days;
}

int api_issue(struct visit *v, struct answer *a, struct err *err)
{
    struct stored_issue issue = {0};
    struct tally_query q = {.voice = -1, .sentiment = -1};
    int64_t counts[COURSE_DAYS];
    int64_t id, posts;
    json_t *o;

    if (visit_number(v->parts[0], &id) == 0 && store_issue(v->desk->store, &v->arena, id, &issue, err))
        return -1;
    if (issue.id == 0)
        return answer_refuse(v, a, 404, "Deze issue is er niet.");
    q.issue = issue.id;
    q.from_day = when_day(issue.first);
    q.to_day = when_day(v->now) + 1;
    if (store_count(v->desk->store, &q, &posts, err))
        return -1;
    issue.posts = posts;
    q.from_day = q.to_day - COURSE_DAYS;
    if (store_count_days(v->desk->store, &q, counts, err))
        return -1;
    o = describe_issue(v, &issue);
    json_object_set_new(o, "verloop", course_of(counts, q.from_day));
    return send(a, o);
}

/* ---- posts ---- */

struct listing {
    struct visit *v;
    json_t *list;
    long long number;
    int64_t from, after; /* the place behind which the list goes on */
    int64_t last_time, last_seq;
    bool more;
};

/* Of what may not be told in its own words there are only marks. */
static json_t *describe_post(struct visit *v, const struct stored_post *p)
{
    bool open = words_may_quote(p);
    json_t *o = json_object(), *marks = record_of_marks(&p->marks, &v->desk->town);
    static const char *const given[][2] = {{"sentiment", "toon"},    {"themes", "themas"}, {"places", "wijken"},
                                           {"people", "bestuurders"}, {"frames", "frames"}, {"intent", "soort"}};

    json_object_set_new(o, "id", json_integer(p->post.seq));
    json_object_set_new(o, "tijdstip", moment(p->post.time));
    json_object_set_new(o, "kanaal", json_string(channel_names[p->post.channel].name));
    put(o, "bron", p->post.source);
    json_object_set_new(o, "stem", json_string(voice_names[p->marks.voice].name));
    json_object_set_new(o, "afzender", open ? record_string(p->post.actor) : json_null());
    json_object_set_new(o, "titel", open ? record_string(p->post.title) : json_null());
    json_object_set_new(o, "tekst", open ? record_string(p->post.text) : json_null());
    for (size_t i = 0; i < sizeof given / sizeof *given; i++)
        if (json_object_get(marks, given[i][0]))
            json_object_set(o, given[i][1], json_object_get(marks, given[i][0]));
    json_object_set_new(o, "issue", p->issue ? json_integer(p->issue) : json_null());
    json_object_set_new(o, "dubbelVan", p->duplicate_of ? json_integer(p->duplicate_of) : json_null());
    put(o, "url", own_url(v, "/v1/berichten/", p->post.seq));
    json_decref(marks);
    return o;
}

static int add_post(void *context, const struct stored_post *p)
{
    struct listing *l = context;

    if (p->post.time == l->from && p->post.seq <= l->after)
        return 0;
    l->more = (long long)json_array_size(l->list) == l->number;
    if (l->more)
        return 1;
    json_array_append_new(l->list, describe_post(l->v, p));
    l->last_time = p->post.time;
    l->last_seq = p->post.seq;
    return 0;
}

int api_posts(struct visit *v, struct answer *a, struct err *err)
{
    struct store *s = v->desk->store;
    struct wish_list w;
    struct listing l = {.v = v};
    struct stored_post last = {0};
    int failed;

    if (read_wish(v, a, &w))
        return 0;
    if (w.after && store_post(s, &v->arena, w.after, (struct str){0}, &v->desk->town, &last, err))
        return -1;
    if (last.post.seq && last.post.time >= w.from)
        w.from = last.post.time;
    l.list = json_array();
    l.number = w.number;
    l.from = w.from;
    l.after = w.after;
    failed = w.issue ? store_posts_of_issue(s, w.issue, w.from, w.to, &v->desk->town, add_post, &l, err)
                     : store_posts_between(s, w.from, w.to, &v->desk->town, add_post, &l, err);
    if (failed && !l.more) {
        json_decref(l.list);
        return -1;
    }
    return send_list(v, a, l.list, l.more ? page_url(v, &w, "na", l.last_seq) : (struct str){0});
}

int api_post(struct visit *v, struct answer *a, struct err *err)
{
    struct stored_post post = {0};
    int64_t seq;

    if (visit_number(v->parts[0], &seq) == 0 &&
        store_post(v->desk->store, &v->arena, seq, (struct str){0}, &v->desk->town, &post, err))
        return -1;
    if (post.post.seq == 0)
        return answer_refuse(v, a, 404, "Dit bericht is er niet, of niet meer.");
    return send(a, describe_post(v, &post));
}

/* ---- alerts ---- */

const char *const alert_status_names[] = {"nieuw", "verhoogd", "ingetrokken"};

static json_t *describe_alert(struct visit *v, const struct alert_now *alert)
{
    json_t *o = json_object();

    json_object_set_new(o, "id", json_integer(alert->last.id));
    json_object_set_new(o, "begonnen", moment(alert->began));
    json_object_set_new(o, "bijgewerkt", moment(alert->last.time));
    json_object_set_new(o, "status", json_string(alert_status_names[alert->last.status % 3]));
    json_object_set_new(o, "niveau", json_string(level_names[alert->highest].name));
    json_object_set_new(o, "issue", alert->last.issue ? json_integer(alert->last.issue) : json_null());
    put(o, "titel", alert->last.title);
    put(o, "reden", alert->last.reason);
    json_object_set_new(o, "bevestigd", json_boolean(str_is(alert->answer, "confirmed")));
    json_object_set_new(o, "afgewezen", json_boolean(str_is(alert->answer, "dismissed")));
    put(o, "url", own_url(v, "/v1/signalen/", alert->last.id));
    return o;
}

int api_alerts(struct visit *v, struct answer *a, struct err *err)
{
    struct alert_now *alerts;
    struct wish_list w;
    struct str next;
    json_t *list;
    int n, first, end, kept = 0;

    if (read_wish(v, a, &w))
        return 0;
    if (store_standing_alerts(v->desk->store, &v->arena, w.from, &alerts, &n, err))
        return -1;
    for (int i = 0; i < n; i++)
        if (alerts[i].began < w.to)
            alerts[kept++] = alerts[i];
    next = cut_page(v, &w, kept, &first, &end);
    list = json_array();
    for (int i = first; i < end; i++)
        json_array_append_new(list, describe_alert(v, &alerts[i]));
    return send_list(v, a, list, next);
}

int api_alert(struct visit *v, struct answer *a, struct err *err)
{
    struct alert_now *alerts;
    int64_t id;
    int n;

    if (visit_number(v->parts[0], &id))
        return answer_refuse(v, a, 404, "Dit signaal is er niet.");
    if (store_standing_alerts(v->desk->store, &v->arena, 0, &alerts, &n, err))
        return -1;
    for (int i = 0; i < n; i++)
        if (alerts[i].last.id == id)
            return send(a, describe_alert(v, &alerts[i]));
    return answer_refuse(v, a, 404, "Dit signaal is er niet.");
}

/* ---- reports: those that a person fixed ---- */

static json_t *describe_report(struct visit *v, const struct stored_report *r)
{
    json_t *o = json_object();
    int kind = value_of(report_names, r->kind);

    json_object_set_new(o, "id", json_integer(r->id));
    json_object_set_new(o, "versie", json_integer(r->version));
    put(o, "soort", r->kind);
    put(o, "titel", str_of(kind < 0 ? "Rapport" : report_names[kind].label));
    put(o, "onderwerp", r->subject);
    json_object_set_new(o, "van", moment(r->from));
    json_object_set_new(o, "tot", moment(r->to));
    json_object_set_new(o, "vastgesteld", moment(r->fixed));
    put(o, "vastgesteldDoor", r->fixed_by);
    put(o, "url", own_url(v, "/v1/rapporten/", r->id));
    return o;
}

int api_fixed_reports(struct visit *v, int64_t from, int64_t to, struct stored_report **reports, int *kept, struct err *err)
{
    int64_t last = 0;
    int n;

    *kept = 0;
    if (store_reports(v->desk->store, &v->arena, reports, &n, err))
        return -1;
    for (int i = 0; i < n; i++) {
        const struct stored_report *r = &(*reports)[i];

        if (!r->fixed || r->id == last || r->to < from || r->to >= to)
            continue;
        last = r->id;
        (*reports)[(*kept)++] = *r;
    }
    return 0;
}

int api_reports(struct visit *v, struct answer *a, struct err *err)
{
    struct stored_report *reports;
    struct wish_list w;
    struct str next;
    json_t *list;
    int n, first, end;

    if (read_wish(v, a, &w))
        return 0;
    if (api_fixed_reports(v, w.from, w.to, &reports, &n, err))
        return -1;
    next = cut_page(v, &w, n, &first, &end);
    list = json_array();
    for (int i = first; i < end; i++)
        json_array_append_new(list, describe_report(v, &reports[i]));
    return send_list(v, a, list, next);
}

int api_report(struct visit *v, struct answer *a, struct err *err)
{
    struct stored_report *reports, whole;
    int64_t id;
    int n;

    if (visit_number(v->parts[0], &id))
        return answer_refuse(v, a, 404, "Dit rapport is er niet.");
    if (api_fixed_reports(v, INT64_MIN, INT64_MAX, &reports, &n, err))
        return -1;
    for (int i = 0; i < n; i++)
        if (reports[i].id == id) {
            json_t *o = describe_report(v, &reports[i]);

            if (store_report(v->desk->store, &v->arena, id, reports[i].version, &whole, err)) {
                json_decref(o);
                return -1;
            }
            put(o, "tekst", whole.text);
            return send(a, o);
        }
    return answer_refuse(v, a, 404, "Dit rapport is er niet, of niet vastgesteld.");
}

int api_openapi(struct visit *v, struct answer *a, struct err *err)
{
    struct str text = static_bytes("openapi.json");
    json_t *o = json_loadb(text.p, text.n, 0, NULL);
    json_t *contact = json_object_get(json_object_get(o, "info"), "contact");

    if (!contact)
        return err_set(err, "openapi.json has no contact");
    put(contact, "email", v->desk->town.contact);
    put(contact, "url", v->desk->town.newsroom.url);
    answer_header(a, "Access-Control-Allow-Origin", STR("*"));
    return send(a, o);
}

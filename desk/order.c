/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "desk/order.h"

#include "base/file.h"
#include "base/when.h"
#include "desk/house.h"
#include "tamtam/headings.h"
#include "tamtam/query.h"
#include "tamtam/report.h"

const struct value_name report_names[] = {
    [REPORT_DAY] = {"day", "Tamtam"},
    [REPORT_WEEK] = {"week", "Weekoverzicht"},
    [REPORT_ISSUE] = {"issue", "Issue-analyse"},
    [REPORT_REPUTATION] = {"reputation", "Reputatieanalyse"},
    [REPORT_CRISIS] = {"crisis", "Omgevingsbeeld"},
    [REPORT_DISTRICT] = {"district", "Wijkbeeld"},
    [REPORT_THEME] = {"theme", "Themabeeld"},
    [REPORT_PERSON] = {"person", "Persoonsbeeld"},
    [REPORT_QUERY] = {"query", "Zoekanalyse"},
    [REPORT_COUNT] = {NULL, NULL},
};

bool order_needs_subject(enum report_kind kind)
{
    return kind != REPORT_DAY && kind != REPORT_WEEK && kind != REPORT_CRISIS;
}

/* ---- making a wish definite ---- */

static int make_day(struct desk *d, const struct wish *w, struct order *o, struct err *err)
{
    (void)err;
    report_day_window(&d->town, w->day >= 0 ? w->day : when_day(w->now), &o->from, &o->to);
    return 0;
}

static int make_issue(struct desk *d, const struct wish *w, struct order *o, struct err *err)
{
    struct stored_issue issue;

    if (report_find_issue(d->store, w->what, &d->arena, &issue, err))
        return -1;
    o->subject = str_printf(&d->arena, "%lld", (long long)issue.id);
    report_issue_window(&issue, o->to, &o->from, &o->to);
    return 0;
}

/* A period that is not chosen by a person begins no earlier than the week in which measuring did. */
static int begin_measured(struct desk *d, struct order *o, struct err *err)
{
    int first;
    int64_t monday;

    if (store_tally_first(d->store, &first, err))
        return -1;
    monday = when_at(first - when_weekday(first), 0, 0);
    if (first && o->from < monday && monday < o->to)
        o->from = monday;
    return 0;
}

/* Two periods fit in the time that texts are kept, so that each can be compared with the one before. */
static int make_reputation(struct desk *d, const struct wish *w, struct order *o, struct err *err)
{
    int weeks = d->town.text_days / 2 / 7;
    int person;

    if (report_find_person(&d->town, w->what, &d->arena, &person, err))
        return -1;
    o->subject = d->town.people[person].name;
    o->from = when_at(when_day(o->to - 1) + 1 - 7 * (weeks > 1 ? weeks : 1), 0, 0);
    return begin_measured(d, o, err);
}

/* The window is the hour before, on whole minutes. */
static int make_crisis(struct desk *d, const struct wish *w, struct order *o, struct err *err)
{
    struct crisis_order crisis = {.number = 0};

    if (report_crisis_find(d->store, w->what, o->to, &d->arena, &crisis, err))
        return -1;
    o->subject = str_printf(&d->arena, "%lld", (long long)crisis.issue.id);
    o->to -= o->to % WHEN_MINUTE;
    o->from = o->to - WHEN_HOUR;
    o->number = 1;
    return 0;
}

/* The week of --date; without it the week of yesterday, so that on Monday it is the one that ended. */
static int make_week(struct desk *d, const struct wish *w, struct order *o, struct err *err)
{
    (void)d;
    (void)err;
    report_week_window(w->day >= 0 ? w->day : when_day(w->now) - 1, &o->from, &o->to);
    return 0;
}

/* As far back as texts are kept. */
static int make_query(struct desk *d, const struct wish *w, struct order *o, struct err *err)
{
    struct query q = {0};
    int result = query_parse(&q, w->what, &d->town, err);

    o->subject = str_copy(&d->arena, str_trim(w->what));
    o->from = when_at(when_day(o->to) - d->town.text_days, 0, 0);
    query_release(&q);
    return result ? result : begin_measured(d, o, err);
}

/* The half year before, on whole weeks. */
static void take_half_year(struct order *o)
{
    enum { WEEKS = 26 };
    int last = when_day(o->to - 1) + 1;

    o->to = when_at(last, 0, 0);
    o->from = when_at(last - 7 * WEEKS, 0, 0);
}

static int make_district(struct desk *d, const struct wish *w, struct order *o, struct err *err)
{
    take_half_year(o);
    return report_find_district(&d->town, w->what, &d->arena, &o->subject, err);
}

static int make_theme(struct desk *d, const struct wish *w, struct order *o, struct err *err)
{
    (void)d;
    take_half_year(o);
    return report_find_theme(w->what, &o->subject, err);
}

static int make_person(struct desk *d, const struct wish *w, struct order *o, struct err *err)
{
    int person;

    take_half_year(o);
    if (report_find_person(&d->town, w->what, &d->arena, &person, err))
        return -1;
    o->subject = d->town.people[person].name;
    return 0;
}

/* ---- composing ---- */

static int compose_day(struct desk *d, const struct order *o, struct document *doc, struct err *err)
{
    return report_day(doc, d->store, &d->town, desk_words(d, "crisis-picture.tsv"), when_day(o->to), o->made, err);
}

static int compose_issue(struct desk *d, const struct order *o, struct document *doc, struct err *err)
{
    struct stored_issue issue;

    return report_find_issue(d->store, o->subject, &d->arena, &issue, err) ||
                   report_issue(doc, d->store, &d->town, &issue, o->from, o->to, o->made, err)
               ? -1
               : 0;
}

static int compose_reputation(struct desk *d, const struct order *o, struct document *doc, struct err *err)
{
    int person;

    return report_find_person(&d->town, o->subject, &d->arena, &person, err) ||
                   report_reputation(doc, d->store, &d->town, person, o->from, o->to, o->made, err)
               ? -1
               : 0;
}

static int compose_query(struct desk *d, const struct order *o, struct document *doc, struct err *err)
{
    return report_query(doc, d->store, &d->town, o->subject, o->from, o->to, o->made, err);
}

static int compose_period(struct desk *d, const struct order *o, struct document *doc, struct err *err)
{
    static const enum period_cut cuts[REPORT_COUNT] = {
        [REPORT_DISTRICT] = PERIOD_DISTRICT, [REPORT_THEME] = PERIOD_THEME, [REPORT_PERSON] = PERIOD_PERSON};
    struct period_order period = {cuts[o->kind], o->subject, o->from, o->to};

    return report_period(doc, d->store, &d->town, &period, o->made, err);
}

static int compose_crisis(struct desk *d, const struct order *o, struct document *doc, struct err *err)
{
    struct crisis_order crisis = {.from = o->from, .to = o->to, .number = o->number};

    return report_crisis_find(d->store, o->subject, o->to, &d->arena, &crisis, err) ||
                   report_crisis(doc, d->store, &d->town, desk_words(d, "crisis-picture.tsv"), &crisis, o->made, err)
               ? -1
               : 0;
}

/*
 * `make` gets an order whose window ends at the moment asked for (--to, the end of --date, or now) and fills in the
 * rest; what the wish says of the window goes before it.
 */
static const struct {
    int (*make)(struct desk *d, const struct wish *w, struct order *o, struct err *err);
    int (*compose)(struct desk *d, const struct order *o, struct document *doc, struct err *err);
    int pages; /* 0: what tamtam.conf says of the tamtam */
} kinds[REPORT_COUNT] = {
    [REPORT_DAY] = {make_day, compose_day, 0},
    [REPORT_ISSUE] = {make_issue, compose_issue, 3},
    [REPORT_REPUTATION] = {make_reputation, compose_reputation, 2},
    [REPORT_CRISIS] = {make_crisis, compose_crisis, 1},
    [REPORT_QUERY] = {make_query, compose_query, 3},
    [REPORT_WEEK] = {make_week, compose_period, 2},
    [REPORT_DISTRICT] = {make_district, compose_period, 2},
    [REPORT_THEME] = {make_theme, compose_period, 2},
    [REPORT_PERSON] = {make_person, compose_period, 2},
};

int order_make(struct desk *d, const struct wish *w, struct order *o, struct err *err)
{
    *o = (struct order){.kind = w->kind, .made = w->now};
    o->to = w->to ? w->to : w->day >= 0 ? when_at(w->day + 1, 0, 0) : w->now;
    if (!kinds[w->kind].make || kinds[w->kind].make(d, w, o, err))
        return -1;
    if (w->kind != REPORT_DAY) {
        o->from = w->from ? w->from : o->from;
        o->to = w->to ? w->to : o->to;
    }
    if (o->from >= o->to)
        return err_set(err, "the period ends before it begins");
    return 0;
}

int order_compose(struct desk *d, const struct order *o, struct document *doc, struct err *err)
{
    if (d->town.newsroom.url.n)
        doc->head.evidence = doc_printf(doc, "%.*s/", STR_ARG(d->town.newsroom.url));
    return kinds[o->kind].compose(d, o, doc, err) || headings_apply(doc, desk_words(d, "report-words.tsv"), err) ? -1 : 0;
}

int order_pages(const struct order *o, const struct municipality *town)
{
    return kinds[o->kind].pages ? kinds[o->kind].pages : town->pages;
}

/* ASCII letters and digits of a subject, others as one hyphen. */
static void add_slug(struct buf *name, struct str subject)
{
    enum { MOST = 40 };
    size_t start = name->n;

    for (size_t i = 0; i < subject.n && name->n - start < MOST; i++) {
        char c = subject.p[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');

        if (c >= 'A' && c <= 'Z')
            buf_putc(name, (char)(c - 'A' + 'a'));
        else if (letter)
            buf_putc(name, c);
        else if (name->n > start && name->p[name->n - 1] != '-')
            buf_putc(name, '-');
    }
}

void order_file_name(const struct order *o, struct buf *name)
{
    buf_puts(name, o->kind == REPORT_DAY ? "tamtam" : report_names[o->kind].name);
    if (o->subject.n) {
        buf_putc(name, '-');
        add_slug(name, o->subject);
    }
    if (o->number)
        buf_printf(name, "-%d", o->number);
    if (name->p[name->n - 1] != '-')
        buf_putc(name, '-');
    when_print_day(name, when_day(o->kind == REPORT_DAY ? o->to : o->to - 1));
}

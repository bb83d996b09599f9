/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "desk/edition.h"

#include <stdlib.h>

#include "base/when.h"
#include "desk/archive.h"
#include "desk/digest.h"
#include "desk/letters.h"
#include "desk/order.h"
#include "desk/readers.h"
#include "tamtam/dutch.h"
#include "tamtam/report.h"

enum { WEEK = 7 };

struct edition {
    struct str key;             /* what it is composed from and the choice */
    struct arena arena;         /* holds all but the documents */
    struct document doc;        /* what goes */
    struct document days[WEEK]; /* a week's: it leans on them */
    struct mail_pictures pictures;
    int kept;                   /* points, items and rows that concern the choice */
    struct str pdf, pdf_name;   /* the fixed one, or empty */
};

static struct str text_of_day(struct arena *a, int day)
{
    struct buf b = {0};

    when_print_day(&b, day);
    return buf_take(&b, a);
}

/* ---- promising ---- */

int edition_promise(struct desk *d, const struct subscriber *reader, int day, const struct fixed_report *fixed, int64_t now, struct err *err)
{
    struct arena a = {0};
    struct str of_day = text_of_day(&a, day);
    struct letter letter = {.kind = STR("digest"), .to = reader->address};
    struct str about = str_printf(&a, "week/%.*s", STR_ARG(of_day));
    int failed;

    if (fixed)
        about = str_printf(&a, "day/%.*s/%lld/%lld", STR_ARG(of_day), (long long)fixed->id, (long long)fixed->version);
    letter.key = str_printf(&a, "%s/%.*s/%lld/%.*s/%.*s", fixed ? "digest" : "week", STR_ARG(of_day), (long long)(fixed ? fixed->version : 0),
                            STR_ARG(reader->cut), STR_ARG(reader->value));
    failed = letter_promise(d, &letter, reader->id, about, now, err);
    arena_release(&a);
    return failed;
}

/* ---- composing ---- */

/* A tamtam by its day and its fixed report; id 0: tamtam.conf takes the risk, and it goes as it stands. */
struct origin {
    int day;
    long long id, version;
    int64_t now;
};

static int compose_day(struct desk *d, const struct origin *o, struct document *doc, struct stored_report *report, struct err *err)
{
    struct wish wish = {.kind = REPORT_DAY, .day = o->day, .now = o->now};
    struct buf lost = {0};
    struct order order;
    int failed;

    *report = (struct stored_report){0};
    if (o->id == 0)
        return order_make(d, &wish, &order, err) || order_compose(d, &order, doc, err) ? -1 : 0;
    failed = store_report(d->store, &d->arena, o->id, o->version, report, err) || archive_compose(d, report, true, doc, &lost, err);
    buf_release(&lost);
    return failed ? -1 : 0;
}

/* The day's tamtam cut for a reader's choice; *kept is how much of it. */
static int compose_cut(struct desk *d, const struct origin *o, const struct subscriber *reader, struct document *doc, int *kept,
                       struct stored_report *report, struct err *err)
{
    struct topic topic;
    int64_t from, to;

    report_day_window(&d->town, o->day, &from, &to);
    if (compose_day(d, o, doc, report, err) || digest_topic(d, reader, from, to, &d->arena, &topic, err))
        return -1;
    *kept = digest_cut(doc, &topic);
    return 0;
}

static int compose_daily(struct edition *e, struct desk *d, const struct origin *o, const struct subscriber *reader, struct err *err)
{
    struct stored_report report;
    struct buf name = {0};

    doc_init(&e->doc);
    if (compose_cut(d, o, reader, &e->doc, &e->kept, &report, err))
        return -1;
    if (report.id) {
        archive_file_name(d, &report, &name);
        e->pdf = report.pdf;
        e->pdf_name = str_printf(&d->arena, "%s.pdf", buf_c(&name));
        buf_release(&name);
    }
    return 0;
}

/* ---- the week ---- */

/* Moves what a day's tamtam holds to the week's letter, under its date; the day's document must outlive the letter. */
static void add_day(struct document *week, const struct document *of_day, int day)
{
    struct buf date = {0};
    struct block *root = week->root;

    dutch_date(&date, day);
    prose_strong(doc_paragraph(root, TEXT_LEAD), buf_str(&date));
    if (of_day->root->first) {
        root->last->next = of_day->root->first;
        root->last = of_day->root->last;
    }
    buf_release(&date);
}

/* What of each fixed tamtam from Monday to the last day concerns the reader, in one letter. */
static int compose_week(struct edition *e, struct desk *d, const struct origin *o, const struct subscriber *reader, struct err *err)
{
    int monday = o->day - when_weekday(o->day);
    int failed = 0;

    letter_begin(&e->doc, &d->town, STR("Tamtam van de week"), STR("Uw week"), o->now);
    for (int day = monday; day <= o->day && !failed; day++) {
        struct document *doc = &e->days[day - monday];
        struct stored_report report;
        struct fixed_report fixed;
        int64_t from, to;
        int kept = 0;

        report_day_window(&d->town, day, &from, &to);
        failed = store_fixed_day(d->store, &d->arena, to, &fixed, err);
        if (failed || fixed.fixed == 0)
            continue;
        doc_init(doc);
        failed = compose_cut(d, &(struct origin){day, fixed.id, fixed.version, o->now}, reader, doc, &kept, &report, err);
        if (!failed && (kept || !str_is(reader->quiet, "skip")))
            add_day(&e->doc, doc, day);
        e->kept += kept;
    }
    doc_finish(&e->doc);
    return failed;
}

/* ---- one letter ---- */

static int read_about(struct str about, struct origin *o, bool *is_week, struct err *err)
{
    struct str rest = about;
    struct str kind = str_cut(&rest, '/');
    struct str day = str_cut(&rest, '/');
    struct str id = str_cut(&rest, '/');

    *is_week = str_is(kind, "week");
    return when_parse_day(day, &o->day) || (!*is_week && (str_to_number(id, INT64_MAX, &o->id) || str_to_number(rest, INT64_MAX, &o->version)))
               ? err_set(err, "'%.*s' is no tamtam", STR_ARG(about))
               : 0;
}

/* What composing lays down in the desk's arena is the edition's. */
static int compose(struct edition *e, struct desk *d, const struct message *m, const struct subscriber *reader, struct err *err)
{
    struct arena kept = d->arena;
    struct origin origin = {.now = m->made};
    bool is_week;
    int failed;

    d->arena = (struct arena){0};
    failed = read_about(m->about, &origin, &is_week, err) ||
             (is_week ? compose_week(e, d, &origin, reader, err) : compose_daily(e, d, &origin, reader, err));
    e->arena = d->arena;
    d->arena = kept;
    return failed;
}

/* A week that skips its empty days is another edition than one that tells of them. */
static struct str key_of(struct arena *a, const struct message *m, const struct subscriber *s)
{
    return str_printf(a, "%.*s\n%.*s\n%.*s\n%.*s", STR_ARG(m->about), STR_ARG(s->cut), STR_ARG(s->value), STR_ARG(s->quiet));
}

static int take(struct edition **held, struct desk *d, const struct message *m, const struct subscriber *reader, struct arena *a, struct err *err)
{
    struct str key = key_of(a, m, reader);
    struct edition *e;

    if (*held && str_eq(key, (*held)->key))
        return 0;
    edition_free(*held);
    *held = NULL;
    e = mem_calloc(1, sizeof *e);
    if (compose(e, d, m, reader, err)) {
        edition_free(e);
        return -1;
    }
    e->key = str_copy(&e->arena, key);
    *held = e;
    return 0;
}

static bool has_news(const struct edition *e, const struct subscriber *reader)
{
    return e->kept || !str_is(reader->quiet, "skip");
}

static int write_letter(struct edition *e, struct desk *d, const struct message *m, const struct subscriber *reader, struct arena *a,
                        struct buf *out, struct err *err)
{
    struct letter letter = {.kind = m->kind, .to = m->recipient, .choice = digest_choice(reader, a), .pictures = &e->pictures};

    if (reader->pdf) {
        letter.pdf = e->pdf;
        letter.pdf_name = e->pdf_name;
    }
    return readers_token(d, reader, a, &letter.token, err) || letter_write(d, &e->doc, &letter, m->message_id, m->made, out, err) ? -1 : 0;
}

int edition_write(struct edition **held, struct desk *d, const struct message *m, struct buf *out, struct err *err)
{
    struct arena a = {0};
    struct subscriber reader;
    int failed = readers_of_message(d, m, &a, &reader, err);

    if (!failed && str_is(reader.state, "active"))
        failed = take(held, d, m, &reader, &a, err) ||
                 (has_news(*held, &reader) && write_letter(*held, d, m, &reader, &a, out, err));
    arena_release(&a);
    return failed ? -1 : 0;
}

void edition_free(struct edition *e)
{
    if (!e)
        return;
    doc_release(&e->doc);
    for (int i = 0; i < WEEK; i++)
        doc_release(&e->days[i]);
    mail_pictures_release(&e->pictures);
    arena_release(&e->arena);
    free(e);
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "desk/tell.h"

#include <stdlib.h>

#include <jansson.h>

#include "base/file.h"
#include "base/record.h"
#include "base/when.h"
#include "desk/archive.h"
#include "desk/digest.h"
#include "desk/letters.h"
#include "desk/order.h"
#include "desk/publish.h"
#include "desk/readers.h"
#include "tamtam/dutch.h"
#include "tamtam/report.h"

static struct str day_key(struct arena *a, const char *kind, int day)
{
    struct buf b = {0};
    struct str key;

    buf_printf(&b, "%s/", kind);
    when_print_day(&b, day);
    key = str_copy(a, buf_str(&b));
    buf_release(&b);
    return key;
}

/* ---- the concept ---- */

static int note_concept(struct desk *d, const struct order *order, struct arena *a, struct err *err)
{
    struct stored_report report = {.kind = str_of(report_names[order->kind].name),
                                   .subject = order->subject,
                                   .from = order->from,
                                   .to = order->to,
                                   .made = order->made};

    return store_put_concept(d->store, a, &report, err);
}

int tell_concept(struct desk *d, int day, int64_t now, struct err *err)
{
    static const bool wanted[FORMAT_COUNT] = {[FORMAT_HTML] = true, [FORMAT_PDF] = true};
    struct wish wish = {.kind = REPORT_DAY, .day = day, .now = now};
    struct arena a = {0};
    struct buf name = {0};
    struct document doc = {0};
    struct order order;
    struct letter letter = {.kind = STR("concept"), .key = day_key(&a, "concept", day), .urgency = URGENCY_SOON};
    int failed;

    doc_init(&doc);
    failed = order_make(d, &wish, &order, err) || order_compose(d, &order, &doc, err) || note_concept(d, &order, &a, err);
    if (!failed) {
        order_file_name(&order, &name);
        failed = publish_files(&doc, &d->town, file_path(&a, d->folder, "reports"), buf_c(&name), wanted, NULL, err) ||
                 letter_post_all(d, &doc, &letter, &d->town.mail.analysts, now, err);
    }
    doc_release(&doc);
    buf_release(&name);
    arena_release(&a);
    return failed ? -1 : 0;
}

/* ---- the fixed tamtam ---- */

static int find_fixed(struct desk *d, int day, struct arena *a, struct fixed_report *report, struct err *err)
{
    int64_t from, to;

    report_day_window(&d->town, day, &from, &to);
    return store_fixed_day(d->store, a, to, report, err);
}

static int write_note(struct desk *d, int day, const char *kind, const char *title, const char *words, int64_t now, struct err *err)
{
    struct arena a = {0};
    struct document doc;
    struct buf date = {0};
    struct letter letter = {.kind = str_of(kind), .key = day_key(&a, kind, day), .urgency = URGENCY_SOON};
    int failed;

    dutch_date(&date, day);
    letter_begin(&doc, &d->town, STR("Nieuwsredactie"), str_of(title), now);
    prose_printf(doc_paragraph(doc.root, TEXT_LEAD), "De tamtam van %s is nog niet vastgesteld.", buf_c(&date));
    prose_add(doc_paragraph(doc.root, TEXT_PLAIN), str_of(words));
    doc_finish(&doc);
    failed = letter_post_all(d, &doc, &letter, &d->town.mail.analysts, now, err);
    doc_release(&doc);
    buf_release(&date);
    arena_release(&a);
    return failed;
}

int tell_reminder(struct desk *d, int day, int64_t now, struct err *err)
{
    struct arena a = {0};
    struct fixed_report report;
    struct buf words = {0};
    int failed = find_fixed(d, day, &a, &report, err);

    if (!failed && report.fixed == 0 && day == when_day(now)) {
        buf_puts(&words, "Om ");
        dutch_clock(&words, d->town.send_minute);
        buf_puts(&words, " uur gaat hij uit, en alleen als een mens hem heeft vastgesteld: tamtam report fix.");
        failed = write_note(d, day, "reminder", "Nog niet vastgesteld", buf_c(&words), now, err);
    }
    buf_release(&words);
    arena_release(&a);
    return failed;
}

static int tell_not_sent(struct desk *d, int day, int64_t now, struct err *err)
{
    return write_note(d, day, "not-sent", "Niet verzonden",
                      "Daarom is hij niet verzonden. Stel hem vast (tamtam report fix) en verzend hem daarna met: tamtam send.", now, err);
}

/* The tamtam as it was fixed, or where tamtam.conf takes the risk, as it stands. */
static int compose_fixed(struct desk *d, int day, const struct fixed_report *fixed, int64_t now, struct document *doc, struct err *err)
{
    struct wish wish = {.kind = REPORT_DAY, .day = day, .now = now};
    struct stored_report report;
    struct buf lost = {0};
    struct order order;
    int failed;

    if (fixed->fixed == 0)
        return order_make(d, &wish, &order, err) || order_compose(d, &order, doc, err) ? -1 : 0;
    failed = store_report(d->store, &d->arena, fixed->id, fixed->version, &report, err) ||
             archive_compose(d, &report, true, doc, &lost, err);
    buf_release(&lost);
    return failed;
}

/* The fixed PDF and its name, for who asked for it. */
static int attach_pdf(struct desk *d, const struct fixed_report *fixed, struct arena *a, struct letter *letter, struct err *err)
{
    struct stored_report report;
    struct buf name = {0};

    if (fixed->fixed == 0)
        return 0;
    if (store_report(d->store, a, fixed->id, fixed->version, &report, err))
        return -1;
    archive_file_name(d, &report, &name);
    letter->pdf = report.pdf;
    letter->pdf_name = str_printf(a, "%s.pdf", buf_c(&name));
    buf_release(&name);
    return 0;
}

/* The day's tamtam cut for one reader; *kept is how much of it. */
static int compose_cut(struct desk *d, int day, const struct fixed_report *fixed, const struct subscriber *reader, int64_t now,
                       struct document *doc, int *kept, struct err *err)
{
    struct arena a = {0};
    struct topic topic;
    int64_t from, to;
    int failed;

    report_day_window(&d->town, day, &from, &to);
    failed = compose_fixed(d, day, fixed, now, doc, err) || digest_topic(d, reader, from, to, &a, &topic, err);
    if (!failed)
        *kept = digest_cut(doc, &topic);
    arena_release(&a);
    return failed;
}

static int digest_letter(struct desk *d, const struct subscriber *reader, struct str key, int64_t version, struct arena *a,
                         struct letter *letter, struct err *err)
{
    *letter = (struct letter){.kind = STR("digest"),
                              .key = str_printf(a, "%.*s/%lld/%.*s/%.*s", STR_ARG(key), (long long)version, STR_ARG(reader->cut),
                                                STR_ARG(reader->value)),
                              .to = reader->address,
                              .choice = digest_choice(reader, a)};
    return readers_token(d, reader, a, &letter->token, err);
}

/* One reader's cut; one with nothing in it is not sent where the reader chose so. */
static int tell_reader(struct desk *d, int day, const struct fixed_report *fixed, const struct subscriber *reader, int64_t now,
                       struct err *err)
{
    struct arena a = {0};
    struct document doc = {0};
    struct letter letter;
    int kept = 0;
    int failed = digest_letter(d, reader, day_key(&a, "digest", day), fixed->version, &a, &letter, err);

    doc_init(&doc);
    failed = failed || compose_cut(d, day, fixed, reader, now, &doc, &kept, err) || (reader->pdf && attach_pdf(d, fixed, &a, &letter, err));
    if (!failed && (kept || !str_is(reader->quiet, "skip")))
        failed = letter_post(d, &doc, &letter, now, err);
    doc_release(&doc);
    arena_release(&a);
    return failed;
}

/* ---- the week ---- */

enum { WEEK = 7 };

static int monday_of(int day)
{
    return day - when_weekday(day);
}

static bool ends_week(int day)
{
    int next = day + 1;

    while (!when_is_workday(next))
        next++;
    return when_is_workday(day) && monday_of(next) != monday_of(day);
}

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

/* What of each fixed tamtam from Monday to `last` concerns the reader, in one letter. */
static int tell_week(struct desk *d, int last, const struct subscriber *reader, int64_t now, struct err *err)
{
    struct arena a = {0};
    struct document week, days[WEEK];
    struct letter letter;
    int kept = 0;
    int failed = digest_letter(d, reader, day_key(&a, "week", last), 0, &a, &letter, err);

    letter_begin(&week, &d->town, STR("Tamtam van de week"), STR("Uw week"), now);
    for (int i = 0; i < WEEK; i++)
        doc_init(&days[i]);
    for (int day = monday_of(last); day <= last && !failed; day++) {
        struct document *doc = &days[day - monday_of(last)];
        struct fixed_report fixed;
        int part = 0;

        failed = find_fixed(d, day, &a, &fixed, err);
        if (failed || fixed.fixed == 0)
            continue;
        failed = compose_cut(d, day, &fixed, reader, now, doc, &part, err);
        if (!failed && (part || !str_is(reader->quiet, "skip")))
            add_day(&week, doc, day);
        kept += part;
    }
    doc_finish(&week);
    if (!failed && (kept || !str_is(reader->quiet, "skip")))
        failed = letter_post(d, &week, &letter, now, err);
    doc_release(&week);
    for (int i = 0; i < WEEK; i++)
        doc_release(&days[i]);
    arena_release(&a);
    return failed;
}

struct sending {
    struct desk *d;
    const struct fixed_report *fixed;
    int day;
    bool ends_week;
    int64_t now;
    struct err *err;
};

static int send_to(void *context, const struct subscriber *reader)
{
    const struct sending *s = context;

    if (!str_is(reader->state, "active") || str_is(reader->cut, "alert"))
        return 0;
    if (!str_is(reader->rhythm, "weekly"))
        return tell_reader(s->d, s->day, s->fixed, reader, s->now, s->err);
    return s->ends_week ? tell_week(s->d, s->day, reader, s->now, s->err) : 0;
}

int tell_tamtam(struct desk *d, int day, int64_t now, bool *fixed, struct err *err)
{
    struct arena a = {0};
    struct fixed_report report;
    int failed = find_fixed(d, day, &a, &report, err);

    *fixed = !failed && report.fixed != 0;
    if (!failed && !*fixed && !d->town.send_without_person)
        failed = tell_not_sent(d, day, now, err);
    else if (!failed)
        failed = store_each_subscriber(d->store, send_to, &(struct sending){d, &report, day, ends_week(day), now, err}, err);
    arena_release(&a);
    return failed ? -1 : 0;
}

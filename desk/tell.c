/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "desk/tell.h"

#include <stdlib.h>

#include <jansson.h>

#include "base/file.h"
#include "base/record.h"
#include "base/when.h"
#include "desk/archive.h"
#include "desk/edition.h"
#include "desk/letters.h"
#include "desk/order.h"
#include "desk/publish.h"
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

/* ---- its readers ---- */

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
    bool weekly = str_is(reader->rhythm, "weekly");

    if (weekly && !s->ends_week)
        return 0;
    return edition_promise(s->d, reader, s->day, weekly ? NULL : s->fixed, s->now, s->err);
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
        failed = store_each_reader(d->store, false, send_to, &(struct sending){d, &report, day, ends_week(day), now, err}, err);
    arena_release(&a);
    return failed ? -1 : 0;
}

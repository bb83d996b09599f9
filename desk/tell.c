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

    buf_printf(&b, "%s/", kind);
    when_print_day(&b, day);
    return buf_take(&b, a);
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
        buf_puts(&words, " uur gaat hij uit, en alleen als een mens hem heeft vastgesteld, bij Rapporten in de nieuwsredactie of met: "
                         "tamtam report fix.");
        failed = write_note(d, day, "reminder", "Nog niet vastgesteld", buf_c(&words), now, err);
    }
    buf_release(&words);
    arena_release(&a);
    return failed;
}

static int tell_not_sent(struct desk *d, int day, int64_t now, struct err *err)
{
    return write_note(d, day, "not-sent", "Niet verzonden",
                      "Daarom is hij niet verzonden. Stel hem vast en verstuur hem daarna, bij Rapporten in de nieuwsredactie of met: "
                      "tamtam report fix, tamtam send.",
                      now, err);
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

/* ---- the crisis picture ---- */

static void write_picture_note(struct document *note, const struct desk *d, const struct document *picture, const struct order *order, int64_t now)
{
    struct buf moment = {0};

    dutch_hour(&moment, order->made);
    letter_begin(note, &d->town, STR("Omgevingsbeeld"), picture->head.title, now);
    note->head.status = picture->head.status;
    note->head.status_word = doc_copy(note, picture->head.status_word);
    note->head.status_by = doc_copy(note, picture->head.status_by);
    prose_printf(doc_paragraph(note->root, TEXT_LEAD), "Omgevingsbeeld %d, van %s, staat in de bijlage (PDF).", order->number, buf_c(&moment));
    prose_add(doc_paragraph(note->root, TEXT_PLAIN), STR("Voor het crisisteam. De aantallen zijn voluit en de adviezen een concept."));
    doc_finish(note);
    buf_release(&moment);
}

int tell_picture(struct desk *d, int64_t id, int64_t now, struct err *err)
{
    struct arena a = {0};
    struct stored_report report;
    struct document doc = {0}, note = {0};
    struct order order;
    struct buf lost = {0}, pdf = {0}, name = {0};
    struct letter letter = {.kind = STR("picture"), .urgency = URGENCY_ALERT};
    int failed;

    doc_init(&doc);
    failed = archive_find(d, id, &report, err) || archive_order(d, &report, &order, err) ||
             archive_compose(d, &report, report.fixed != 0, &doc, &lost, err) ||
             (report.fixed == 0 && publish_bytes(&doc, &d->town, FORMAT_PDF, &pdf, err));
    if (!failed) {
        write_picture_note(&note, d, &doc, &order, now);
        archive_file_name(d, &report, &name);
        letter.key = str_printf(&a, "picture/%lld/%lld/%llx/%lld", (long long)id, (long long)report.version, str_hash(report.edits),
                                (long long)report.fixed);
        letter.pdf = report.fixed ? report.pdf : buf_str(&pdf);
        letter.pdf_name = str_printf(&a, "%s.pdf", buf_c(&name));
        failed = letter_post_all(d, &note, &letter, &d->town.mail.crisis_team, now, err);
        doc_release(&note);
    }
    doc_release(&doc);
    buf_release(&lost);
    buf_release(&pdf);
    buf_release(&name);
    arena_release(&a);
    return failed ? -1 : 0;
}

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

/* One reader's cut; one with nothing in it is not sent where the reader chose so. */
static int tell_reader(struct desk *d, int day, const struct fixed_report *fixed, const struct subscriber *reader, int64_t now,
                       struct err *err)
{
    struct arena a = {0};
    struct document doc = {0};
    struct letter letter = {.kind = STR("digest"),
                            .key = str_printf(&a, "%.*s/%lld/%.*s/%.*s", STR_ARG(day_key(&a, "digest", day)), (long long)fixed->version,
                                              STR_ARG(reader->cut), STR_ARG(reader->value)),
                            .to = reader->address,
                            .token = reader->token,
                            .choice = digest_choice(reader, &a)};
    int failed;

    doc_init(&doc);
    failed = compose_fixed(d, day, fixed, now, &doc, err);
    if (!failed && (digest_cut(&doc, digest_word(reader)) || !str_is(reader->quiet, "skip")))
        failed = letter_post(d, &doc, &letter, now, err);
    doc_release(&doc);
    arena_release(&a);
    return failed;
}

static int tell_readers(struct desk *d, int day, const struct fixed_report *fixed, int64_t now, struct err *err)
{
    struct arena a = {0};
    struct subscriber *readers;
    int n;
    int failed = store_subscribers(d->store, &a, &readers, &n, err);

    for (int i = 0; i < n && !failed; i++)
        if (str_is(readers[i].state, "active") && !str_is(readers[i].cut, "alert"))
            failed = tell_reader(d, day, fixed, &readers[i], now, err);
    arena_release(&a);
    return failed;
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
        failed = tell_readers(d, day, &report, now, err);
    arena_release(&a);
    return failed ? -1 : 0;
}

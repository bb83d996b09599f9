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

/* ---- alerts ---- */

static const char *const status_words[] = {"nieuw", "verhoogd", "ingetrokken"};

static int find_alert(struct desk *d, int64_t id, int64_t time, struct arena *a, struct stored_alert *alert, struct err *err)
{
    struct stored_alert *alerts;
    int n;

    *alert = (struct stored_alert){0};
    if (store_alerts_between(d->store, a, time, time + 1, &alerts, &n, err))
        return -1;
    for (int i = 0; i < n; i++)
        if (alerts[i].id == id)
            *alert = alerts[i];
    return 0;
}

static void compose_alert(struct document *doc, const struct municipality *town, const struct stored_alert *alert)
{
    struct prose *p;

    letter_begin(doc, town, STR("Alarm"), alert->title, alert->time);
    doc->head.status = (enum doc_status)(STATUS_SIGNAL + (int)alert->level);
    doc->head.status_word = doc_printf(doc, "%s, %s", level_names[alert->level].label, status_words[alert->status]);
    doc->head.status_by = doc_copy(doc, STR("niet vastgesteld"));
    prose_add(doc_paragraph(doc->root, TEXT_LEAD), alert->reason);
    p = doc_paragraph(doc->root, TEXT_PLAIN);
    prose_count(p, alert->nposts, (struct str){0});
    prose_printf(p, "%s. Het programma beoordeelt; bevestigen of verwerpen is aan een mens.",
                 alert->nposts == 1 ? " bericht" : " berichten");
    doc_finish(doc);
}

static struct str alert_json(struct arena *a, const struct municipality *town, const struct stored_alert *alert)
{
    json_t *o = json_object();
    struct buf time = {0};
    struct str copy;
    char *text;

    when_print(&time, alert->time);
    json_object_set_new(o, "id", json_sprintf("alert-%lld", (long long)alert->id));
    json_object_set_new(o, "municipality", record_string(town->name));
    json_object_set_new(o, "status", json_string(status_words[alert->status]));
    json_object_set_new(o, "time", json_string(buf_c(&time)));
    json_object_set_new(o, "level", json_string(level_names[alert->level].name));
    json_object_set_new(o, "issue", alert->issue ? json_sprintf("issue-%lld", (long long)alert->issue) : json_null());
    json_object_set_new(o, "title", record_string(alert->title));
    json_object_set_new(o, "reason", record_string(alert->reason));
    json_object_set_new(o, "posts", json_integer(alert->nposts));
    text = json_dumps(o, JSON_COMPACT);
    copy = str_copy(a, str_of(text));
    free(text);
    json_decref(o);
    buf_release(&time);
    return copy;
}

static int post_to_webhooks(struct desk *d, const struct stored_alert *alert, struct str key, int64_t now, struct err *err)
{
    struct arena a = {0};
    int failed = 0;

    for (int i = 0; i < d->town.nwebhooks && !failed; i++) {
        const struct webhook *hook = &d->town.webhooks[i];
        struct message message = {.message_id = str_printf(&a, "%.*s/%.*s", STR_ARG(key), STR_ARG(hook->name)),
                                  .kind = STR("alert"),
                                  .channel = hook->name,
                                  .recipient = hook->url,
                                  .made = now};

        if (alert->level < hook->level)
            continue;
        message.bytes = alert_json(&a, &d->town, alert);
        failed = store_add_message(d->store, &message, now, URGENCY_ALERT, err);
    }
    arena_release(&a);
    return failed;
}

/* A signal stays in the newsroom. */
static int tell_subscribers(struct desk *d, const struct document *doc, const struct stored_alert *alert, struct letter letter, int64_t now,
                            struct err *err)
{
    struct arena a = {0};
    struct subscriber *readers;
    int n;
    int failed = store_subscribers(d->store, &a, &readers, &n, err);

    for (int i = 0; i < n && !failed; i++) {
        if (!str_is(readers[i].state, "active") || !str_is(readers[i].cut, "alert") || alert->level == LEVEL_SIGNAAL ||
            value_of(level_names, readers[i].value) > (int)alert->level)
            continue;
        letter.to = readers[i].address;
        letter.token = readers[i].token;
        failed = letter_post(d, doc, &letter, now, err);
    }
    arena_release(&a);
    return failed;
}

int tell_alert(struct desk *d, int64_t id, int64_t time, struct str key, int64_t now, struct err *err)
{
    struct arena a = {0};
    struct document doc = {0};
    struct stored_alert alert;
    struct letter letter = {.kind = STR("alert"), .key = key, .urgency = URGENCY_ALERT};
    int failed = find_alert(d, id, time, &a, &alert, err);

    if (!failed && alert.id) {
        compose_alert(&doc, &d->town, &alert);
        letter.subject = str_printf(&a, "[%s] %.*s%s", level_names[alert.level].label, STR_ARG(alert.title),
                                    alert.status ? str_printf(&a, " (%s)", status_words[alert.status]).p : "");
        failed = letter_post_all(d, &doc, &letter, &d->town.mail.analysts, now, err) ||
                 (alert.level >= LEVEL_WAARSCHUWING && letter_post_all(d, &doc, &letter, &d->town.mail.crisis_team, now, err)) ||
                 tell_subscribers(d, &doc, &alert, letter, now, err) || post_to_webhooks(d, &alert, key, now, err);
        doc_release(&doc);
    }
    arena_release(&a);
    return failed ? -1 : 0;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "desk/alerts.h"

#include <stdlib.h>

#include <jansson.h>

#include "analysis/issues.h"
#include "base/record.h"
#include "base/when.h"
#include "desk/letters.h"
#include "desk/readers.h"
#include "tamtam/dutch.h"

enum { STALE_HOURS = 6 }; /* an older one is no news: a back-fill, or a daemon that was down for long */

static const char *const status_words[] = {"nieuw", "verhoogd", "ingetrokken"};

static struct str key_of(const struct stored_alert *alert, struct arena *a)
{
    return str_printf(a, "alert/%lld/%d/%d/%lld", (long long)alert->id, alert->status, (int)alert->level, (long long)alert->time);
}

int alerts_ask_to_tell(struct desk *d, const struct stored_alert *alert, struct err *err)
{
    struct arena a = {0};
    struct job job = {.kind = STR("alert"),
                      .subject = str_printf(&a, "%lld/%lld", (long long)alert->id, (long long)alert->time),
                      .due = alert->time,
                      .urgency = URGENCY_ALERT,
                      .once_key = key_of(alert, &a)};
    int result = store_add_job(d->store, &job, err);

    arena_release(&a);
    return result;
}

int64_t alerts_quiet_until(const struct quiet_hours *q, int64_t now)
{
    struct civil c = when_local(now);
    int minute = c.hour * 60 + c.minute;
    bool over_midnight = q->from > q->to;
    bool quiet = over_midnight ? minute >= q->from || minute < q->to : minute >= q->from && minute < q->to;

    if (!quiet)
        return now;
    return when_at(when_day(now) + (over_midnight && minute >= q->from), q->to / 60, q->to % 60);
}

const char *alerts_answer_word(const struct alert_answer *answer)
{
    return str_is(answer->answer, "confirmed") ? "bevestigd" : str_is(answer->answer, "dismissed") ? "verworpen" : "open";
}

/* ---- what is said ---- */

static void compose(struct document *doc, const struct municipality *town, const struct stored_alert *alert, struct str lead)
{
    struct prose *p;

    letter_begin(doc, town, STR("Alarm"), alert->title, alert->time);
    doc->head.status = (enum doc_status)(STATUS_SIGNAL + (int)alert->level);
    doc->head.status_word = doc_printf(doc, "%s, %s", level_names[alert->level].label, status_words[alert->status]);
    doc->head.status_by = doc_copy(doc, STR("niet vastgesteld"));
    if (lead.n)
        prose_add(doc_paragraph(doc->root, TEXT_LEAD), lead);
    prose_add(doc_paragraph(doc->root, lead.n ? TEXT_PLAIN : TEXT_LEAD), alert->reason);
    p = doc_paragraph(doc->root, TEXT_PLAIN);
    prose_count(p, alert->nposts, (struct str){0});
    prose_printf(p, "%s. Het programma beoordeelt; bevestigen of verwerpen is aan een mens.",
                 alert->nposts == 1 ? " bericht" : " berichten");
    if (alert->status != ALERT_INGETROKKEN)
        prose_printf(doc_paragraph(doc->root, TEXT_PLAIN), "Op de redactie: tamtam alerts confirm %lld, of dismiss %lld.",
                     (long long)alert->id, (long long)alert->id);
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

/* ---- to whom ---- */

static int tell_webhooks(struct desk *d, const struct stored_alert *alert, struct str key, int64_t now, struct err *err)
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
        failed = store_add_message(d->store, &message, URGENCY_ALERT, err);
    }
    arena_release(&a);
    return failed;
}

struct telling {
    struct desk *d;
    const struct document *doc;
    const struct stored_alert *alert;
    struct letter letter;
    int64_t now;
    struct err *err;
};

/* A signal stays in the newsroom. */
static int tell_reader(void *context, const struct subscriber *reader)
{
    struct telling *t = context;
    struct arena a = {0};
    int failed;

    if (t->alert->level == LEVEL_SIGNAAL || value_of(level_names, reader->value) > (int)t->alert->level)
        return 0;
    t->letter.to = reader->address;
    failed = readers_token(t->d, reader, &a, &t->letter.token, t->err) || letter_post(t->d, t->doc, &t->letter, t->now, t->err);
    arena_release(&a);
    return failed ? -1 : 0;
}

static int tell_people(struct desk *d, const struct stored_alert *alert, struct str key, int64_t now, struct err *err)
{
    struct arena a = {0};
    struct document doc = {0};
    struct letter letter = {.kind = STR("alert"), .key = key, .urgency = URGENCY_ALERT};
    int failed;

    compose(&doc, &d->town, alert, (struct str){0});
    letter.subject = str_printf(&a, "[%s] %.*s%s", level_names[alert->level].label, STR_ARG(alert->title),
                                alert->status ? str_printf(&a, " (%s)", status_words[alert->status]).p : "");
    failed = letter_post_all(d, &doc, &letter, &d->town.mail.analysts, now, err) ||
             (alert->level >= LEVEL_WAARSCHUWING && letter_post_all(d, &doc, &letter, &d->town.mail.crisis_team, now, err)) ||
             store_each_reader(d->store, true, tell_reader, &(struct telling){d, &doc, alert, letter, now, err}, err);
    doc_release(&doc);
    arena_release(&a);
    return failed;
}

/* ---- jobs ---- */

/* Alert and moment, or alert and place in the list: "12/1773216240000". */
static int read_subject(const struct job *job, long long *id, long long *second, struct err *err)
{
    struct str rest = job->subject;
    struct str first = str_cut(&rest, '/');

    return str_to_number(first, INT64_MAX, id) || str_to_number(rest, INT64_MAX, second)
               ? err_set(err, "'%.*s' is no alert", STR_ARG(job->subject))
               : 0;
}

static int plan_escalation(struct desk *d, const struct stored_alert *alert, long long place, int64_t now, struct err *err)
{
    const struct escalation *e = &d->town.escalation;
    struct arena a = {0};
    struct job job = {.kind = STR("escalate"), .due = now + (int64_t)e->minutes * WHEN_MINUTE, .urgency = URGENCY_ALERT};
    int failed;

    if (place >= e->list.n || alert->level < e->level || alert->status == ALERT_INGETROKKEN)
        return 0;
    job.subject = str_printf(&a, "%lld/%lld", (long long)alert->id, place);
    job.once_key = str_printf(&a, "escalate/%.*s", STR_ARG(job.subject));
    failed = store_add_job(d->store, &job, err);
    arena_release(&a);
    return failed;
}

/* Held until the quiet hours end, as a job of its own. */
static int hold(struct desk *d, const struct job *job, int64_t until, struct err *err)
{
    struct arena a = {0};
    struct job later = {.kind = job->kind,
                        .subject = job->subject,
                        .due = until,
                        .urgency = job->urgency,
                        .once_key = str_printf(&a, "%.*s/held", STR_ARG(job->once_key))};
    int failed = store_add_job(d->store, &later, err);

    arena_release(&a);
    return failed;
}

/* Did a next step come at the same moment? Was it held, and has it been overtaken since, by a next step or by a person's answer? */
static int is_overtaken(struct desk *d, const struct job *job, const struct stored_alert *alert, struct arena *a, bool *yes, struct err *err)
{
    struct stored_alert latest;
    struct alert_answer answer;

    if (store_alert_step(d->store, a, alert->id, 0, &latest, err) || store_answer(d->store, a, alert->id, &answer, err))
        return -1;
    *yes = !str_starts(job->once_key, key_of(alert, a));
    if (str_ends(job->once_key, STR("/held")))
        *yes = *yes || latest.time != alert->time || latest.status == ALERT_INGETROKKEN || answer.answer.n;
    return 0;
}

int alerts_tell(struct desk *d, const struct job *job, int64_t now, struct err *err)
{
    struct arena a = {0};
    struct stored_alert alert = {0};
    bool overtaken = false, held = str_ends(job->once_key, STR("/held"));
    long long id = 0, time = 0;
    int64_t until;
    int failed = read_subject(job, &id, &time, err) || store_alert_step(d->store, &a, id, time, &alert, err) ||
                 (alert.id && is_overtaken(d, job, &alert, &a, &overtaken, err));

    if (!failed && alert.id && !overtaken && (held || now - alert.time <= (int64_t)STALE_HOURS * WHEN_HOUR)) {
        until = alerts_quiet_until(&d->town.quiet[alert.level], now);
        failed = (!held && tell_webhooks(d, &alert, job->once_key, now, err)) ||
                 (until > now ? hold(d, job, until, err)
                              : tell_people(d, &alert, job->once_key, now, err) || plan_escalation(d, &alert, 0, now, err));
    }
    arena_release(&a);
    return failed ? -1 : 0;
}

int alerts_escalate(struct desk *d, const struct job *job, int64_t now, struct err *err)
{
    const struct escalation *e = &d->town.escalation;
    struct arena a = {0};
    struct document doc = {0};
    struct stored_alert alert = {0};
    struct alert_answer answer = {0};
    long long id = 0, place = 0;
    int failed = read_subject(job, &id, &place, err) || store_alert_step(d->store, &a, id, 0, &alert, err) ||
                 store_answer(d->store, &a, id, &answer, err);

    if (!failed && alert.id && answer.answer.n == 0 && alert.status != ALERT_INGETROKKEN && place < e->list.n) {
        struct letter letter = {.kind = STR("escalation"), .key = job->once_key, .to = e->list.v[place], .urgency = URGENCY_ALERT};

        letter.subject = str_printf(&a, "[%s] Niemand bevestigde: %.*s", level_names[alert.level].label, STR_ARG(alert.title));
        compose(&doc, &d->town, &alert, STR("Niemand heeft dit alarm nog bevestigd; daarom krijgt u het nu."));
        failed = letter_post(d, &doc, &letter, now, err) || plan_escalation(d, &alert, place + 1, now, err);
        doc_release(&doc);
    }
    arena_release(&a);
    return failed ? -1 : 0;
}

/* ---- answers ---- */

int alerts_answer(struct desk *d, int64_t id, bool confirm, struct str who, const char *origin, int64_t now, struct err *err)
{
    struct arena a = {0};
    struct stored_alert alert;
    struct alert_answer answer = {confirm ? STR("confirmed") : STR("dismissed"), who, now};
    struct audit_row row = {.action = STR("alert"),
                            .object = str_printf(&a, "alert %lld", (long long)id),
                            .result = answer.answer,
                            .origin = str_of(origin),
                            .actor = who,
                            .time = now};
    int failed = store_begin(d->store, err);

    if (failed == 0) {
        failed = store_alert_step(d->store, &a, id, 0, &alert, err) ||
                 (alert.id == 0 && err_set(err, "there is no alert %lld", (long long)id)) ||
                 store_put_answer(d->store, id, &answer, err) || store_add_audit(d->store, &row, err) || store_commit(d->store, err);
        if (failed)
            store_roll_back(d->store);
    }
    arena_release(&a);
    return failed ? -1 : 0;
}

enum { STATUS_RAISED_FURTHER = 1 };

/* The next step of an alert, within the caller's transaction. */
static int add_step(struct desk *d, int64_t id, enum alert_level level, struct str who, int64_t now, struct arena *a, struct err *err)
{
    struct str raised = str_printf(a, "Opgeschaald door %.*s. ", STR_ARG(who));
    struct stored_alert alert;

    if (store_alert_words(d->store, a, id, &alert, err))
        return -1;
    if (alert.id == 0)
        return err_set(err, "there is no alert %lld", (long long)id);
    if (alert.level >= level)
        return err_set(err, "alert %lld is as high already", (long long)id);
    alert.level = level;
    alert.status = STATUS_RAISED_FURTHER;
    alert.time = now;
    if (!str_starts(alert.reason, raised))
        alert.reason = str_printf(a, "%.*s%.*s", STR_ARG(raised), STR_ARG(alert.reason));
    alert.nposts = 0;
    return store_add_alert(d->store, &alert, NULL, err) || alerts_ask_to_tell(d, &alert, err) ? -1 : 0;
}

int alerts_raise(struct desk *d, int64_t id, enum alert_level level, struct str who, const char *origin, int64_t now, struct err *err)
{
    struct arena a = {0};
    struct alert_answer answer = {STR("confirmed"), who, now};
    struct audit_row row = {.action = STR("alert"),
                            .object = str_printf(&a, "alert %lld", (long long)id),
                            .result = str_printf(&a, "raised to %s", level_names[level].name),
                            .origin = str_of(origin),
                            .actor = who,
                            .time = now};
    int failed = store_begin(d->store, err);

    if (failed == 0) {
        failed = add_step(d, id, level, who, now, &a, err) || store_put_answer(d->store, id, &answer, err) ||
                 store_add_audit(d->store, &row, err) || store_commit(d->store, err);
        if (failed)
            store_roll_back(d->store);
    }
    arena_release(&a);
    return failed ? -1 : 0;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "desk/outbox.h"

#include "base/file.h"
#include "base/log.h"
#include "base/when.h"
#include "desk/clock.h"
#include "desk/duties.h"
#include "desk/edition.h"
#include "desk/readers.h"

enum {
    SERVER_REST_MS = 30 * 1000, /* after trouble that is the server's */
    HURRY_MS = 15 * 1000,       /* the first back-offs of an alert */
    HURRY_ATTEMPTS = 4,
    EXPIRES_DAYS = 5,
    SECRET_MAX = 4096
};

int outbox_open(struct outbox *o, struct desk *d, int64_t now, struct err *err)
{
    o->desk = d;
    if (d->town.mail.server.n == 0 && d->town.nwebhooks == 0)
        return 0;
    return store_hurry_messages(d->store, now, (int64_t)LONGEST_BACK_OFF_HOURS * WHEN_HOUR, err) || mailer_new(&o->mailer, &d->town.mail, err)
               ? -1
               : 0;
}

int64_t outbox_back_off(int64_t attempt, int64_t urgency)
{
    return urgency >= URGENCY_ALERT && attempt < HURRY_ATTEMPTS ? HURRY_MS : duties_back_off(attempt);
}

/* ---- verdicts ---- */

static int put_off(struct outbox *o, const struct delivery *v, int64_t now, struct err *err)
{
    int64_t due = now + outbox_back_off(o->attempt, o->urgency);
    struct str answer = str_of(v->answer);

    if (now - o->made > (int64_t)EXPIRES_DAYS * WHEN_DAY)
        return store_fail_job(o->desk->store, o->job, now, answer, err) ||
                       store_end_message(o->desk->store, v->id, STR("refused"), answer, now, err)
                   ? -1
                   : 0;
    return store_retry_job(o->desk->store, o->job, due, answer, err) || store_note_answer(o->desk->store, v->id, answer, err) ? -1 : 0;
}

static int write_verdict(struct outbox *o, const struct delivery *v, int64_t now, struct err *err)
{
    struct str answer = str_of(v->answer);

    switch (v->verdict) {
    case VERDICT_ACCEPTED:
        return store_end_job(o->desk->store, o->job, now, err) ||
                       store_end_message(o->desk->store, v->id, STR("sent"), answer, now, err)
                   ? -1
                   : 0;
    case VERDICT_REFUSED:
        return store_fail_job(o->desk->store, o->job, now, answer, err) ||
                       store_end_message(o->desk->store, v->id, STR("refused"), answer, now, err)
                   ? -1
                   : 0;
    case VERDICT_LATER:
        return put_off(o, v, now, err);
    }
    return 0;
}

static void log_verdict(struct outbox *o, const struct delivery *v)
{
    static const char *const words[] = {"sent", "later", "refused"};
    int64_t *const counts[] = {&o->sent, &o->later, &o->refused};

    ++*counts[v->verdict];
    log_event(v->verdict == VERDICT_ACCEPTED ? LOG_INFO : LOG_WARNING, "deliver", "message=%lld result=%s attempt=%lld answer=\"%s\"",
              (long long)v->id, words[v->verdict], (long long)o->attempt + 1, v->answer);
}

/* A verdict that can't be written down now is kept: the letter is not sent again before it is. */
static int take_verdict(struct outbox *o, int64_t now, struct err *err)
{
    if (o->job == 0)
        return 0;
    if (o->verdict.id == 0) {
        if (!mailer_take(o->mailer, &o->verdict))
            return 0;
        stage_add(o->desk->stages, WORK_DELIVER, o->began);
        log_verdict(o, &o->verdict);
    }
    if (store_begin(o->desk->store, err))
        return -1;
    if (write_verdict(o, &o->verdict, now, err) || store_commit(o->desk->store, err)) {
        store_roll_back(o->desk->store);
        return -1;
    }
    o->rests = o->verdict.server;
    if (o->rests)
        o->not_before = clock_monotonic() + SERVER_REST_MS;
    o->verdict.id = 0;
    o->job = 0;
    return 0;
}

/* ---- handing in ---- */

static const struct webhook *webhook_of(const struct municipality *town, struct str name)
{
    for (int i = 0; i < town->nwebhooks; i++)
        if (str_eq(town->webhooks[i].name, name))
            return &town->webhooks[i];
    return NULL;
}

static int hand_in_webhook(struct outbox *o, const struct message *m, struct arena *a, struct err *err)
{
    const struct webhook *hook = webhook_of(&o->desk->town, m->channel);
    struct buf secret = {.max = SECRET_MAX};
    int failed;

    if (!hook)
        return err_set(err, "tamtam.conf has no [webhook %.*s] any more", STR_ARG(m->channel));
    failed = file_read(str_c(a, hook->secret_file), &secret, err);
    if (!failed)
        mailer_post(o->mailer, m->id, hook->url, str_trim(buf_str(&secret)), m->bytes);
    buf_release(&secret);
    return failed;
}

static int write_promised(struct outbox *o, const struct message *m, struct buf *out, struct err *err)
{
    return m->about.n ? edition_write(&o->edition, o->desk, m, out, err) : readers_write_question(o->desk, m, out, err);
}

/* A letter that was only promised is composed now; one that nobody waits for any more is gone. */
static int hand_in_mail(struct outbox *o, const struct message *m, bool *gone, struct err *err)
{
    struct buf composed = {0};
    int failed = m->reader ? write_promised(o, m, &composed, err) : 0;

    *gone = m->reader && composed.n == 0;
    if (!failed && !*gone)
        mailer_mail(o->mailer, m->id, m->recipient, m->reader ? buf_str(&composed) : m->bytes);
    buf_release(&composed);
    return failed;
}

static int drop(struct outbox *o, const struct job *job, const struct message *m, int64_t now, struct err *err)
{
    struct str why = STR("nobody waits for it any more");

    return store_end_job(o->desk->store, job->id, now, err) || store_end_message(o->desk->store, m->id, STR("dropped"), why, now, err) ? -1 : 0;
}

/* What can't even be handed in is tried again, with the reason. */
static int hand_in(struct outbox *o, const struct job *job, int64_t now, struct arena *a, struct err *err)
{
    struct message m = {0};
    struct err why = {{0}};
    bool gone = false;
    long long id = 0;

    str_to_number(job->subject, INT64_MAX, &id);
    if (store_message(o->desk->store, a, id, &m, err))
        return -1;
    if (m.id == 0 || !str_is(m.state, "waiting"))
        return store_end_job(o->desk->store, job->id, now, err);
    if (str_is(m.channel, "mail") ? hand_in_mail(o, &m, &gone, &why) : hand_in_webhook(o, &m, a, &why))
        return store_retry_job(o->desk->store, job->id, now + duties_back_off(job->attempt), str_of(why.text), err);
    if (gone)
        return drop(o, job, &m, now, err);
    o->job = job->id;
    o->message = m.id;
    o->attempt = job->attempt;
    o->urgency = job->urgency;
    o->made = m.made;
    o->began = stage_clock();
    o->not_before = clock_monotonic() + 60000 / (o->desk->town.mail.per_minute > 0 ? o->desk->town.mail.per_minute : 1);
    return 0;
}

int outbox_step(struct outbox *o, int64_t now, struct err *err)
{
    struct arena a = {0};
    struct job job;
    int failed;

    if (!o->mailer)
        return 0;
    if (take_verdict(o, now, err))
        return -1;
    if (o->job || clock_monotonic() < o->not_before || !mailer_is_free(o->mailer))
        return 0;
    failed = store_due_job(o->desk->store, &a, LANE_OUT, now, &job, err) || (job.id && hand_in(o, &job, now, &a, err));
    if (!failed && !job.id) {
        edition_free(o->edition);
        o->edition = NULL;
    }
    arena_release(&a);
    return failed ? -1 : 0;
}

bool outbox_is_busy(struct outbox *o, int64_t now)
{
    struct err ignored;
    int64_t due;

    if (!o->mailer)
        return false;
    return o->job || (store_next_due(o->desk->store, LANE_OUT, &due, &ignored) == 0 && due <= now);
}

int outbox_wait(const struct outbox *o, int most)
{
    int64_t ms = o->not_before - clock_monotonic();

    return o->job || ms > most ? most : ms > 0 ? (int)ms : 0;
}

void outbox_close(struct outbox *o, int64_t now, int grace_ms)
{
    struct err err;

    edition_free(o->edition);
    o->edition = NULL;
    if (!o->mailer)
        return;
    mailer_stop(o->mailer, grace_ms);
    if (take_verdict(o, now, &err))
        log_event(LOG_ERROR, "store", "error=\"%s\"", err.text);
    mailer_free(o->mailer);
    o->mailer = NULL;
}

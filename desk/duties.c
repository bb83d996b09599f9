/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "desk/duties.h"

#include "base/log.h"
#include "base/record.h"
#include "base/when.h"
#include "desk/alerts.h"
#include "desk/line.h"
#include "desk/rights.h"
#include "desk/tell.h"

enum {
    MOST_ATTEMPTS = 10
};

int duties_plan(struct desk *d, const struct calendar *calendar, int64_t now, struct err *err)
{
    int failed = 0;

    for (int i = 0; i < calendar->n && !failed; i++) {
        struct buf key = {0};
        struct buf day = {0};
        struct job job = {.kind = str_of(calendar->v[i].job)};
        int which = calendar_last(&calendar->v[i], now, &job.due);
        bool known;

        calendar_key(&key, &calendar->v[i], which);
        when_print_day(&day, which);
        job.subject = buf_str(&day);
        job.once_key = buf_str(&key);
        failed = store_knows_job(d->store, job.kind, &known, err);
        job.ended = known ? 0 : now;
        failed = failed || store_add_job(d->store, &job, err);
        buf_release(&key);
        buf_release(&day);
    }
    return failed;
}

/* ---- the duties ---- */

static int day_of(const struct job *job, int *day, struct err *err)
{
    return when_parse_day(job->subject, day) ? err_set(err, "'%.*s' is no day", STR_ARG(job->subject)) : 0;
}

static int do_concept(struct desk *d, const struct job *job, int64_t now, struct err *err)
{
    int day;

    return day_of(job, &day, err) || tell_concept(d, day, now, err) ? -1 : 0;
}

static int do_reminder(struct desk *d, const struct job *job, int64_t now, struct err *err)
{
    int day;

    return day_of(job, &day, err) || tell_reminder(d, day, now, err) ? -1 : 0;
}

static int do_send(struct desk *d, const struct job *job, int64_t now, struct err *err)
{
    bool fixed;
    int day;

    return day_of(job, &day, err) || tell_tamtam(d, day, now, &fixed, err) ? -1 : 0;
}

static int do_picture(struct desk *d, const struct job *job, int64_t now, struct err *err)
{
    long long report;

    if (str_to_number(job->subject, INT64_MAX, &report))
        return err_set(err, "'%.*s' is no report", STR_ARG(job->subject));
    return tell_picture(d, report, now, err);
}

/* What a person did while this process held the line. */
static int do_act(struct desk *d, const struct job *job, int64_t now, struct err *err)
{
    struct arena a = {0};
    json_t *o = record_parse(job->subject, err);
    struct action action = {.kind = record_text(&a, o, "kind"),
                            .who = record_text(&a, o, "who"),
                            .a = json_integer_value(json_object_get(o, "a")),
                            .b = json_integer_value(json_object_get(o, "b")),
                            .text = record_text(&a, o, "text")};
    int failed = !o || line_act(d, action, now, err);

    json_decref(o);
    arena_release(&a);
    return failed ? -1 : 0;
}

static int do_retain(struct desk *d, const struct job *job, int64_t now, struct err *err)
{
    struct retained retained;

    (void)job;
    return rights_retain(d, now, false, &retained, err);
}

/* What can only be done when the transaction is over. */
static int do_after(struct desk *d, const struct job *job, struct err *err)
{
    return str_is(job->kind, "retain") ? store_wipe(d->store, err) : 0;
}

static const struct duty {
    const char *kind;
    int (*run)(struct desk *d, const struct job *job, int64_t now, struct err *err);
} duties[] = {
    {"concept", do_concept}, {"reminder", do_reminder}, {"send", do_send}, {"picture", do_picture}, {"retain", do_retain},
    {"alert", alerts_tell}, {"act", do_act}, {"escalate", alerts_escalate},
};

/* ---- one job ---- */

int64_t duties_back_off(int64_t attempt)
{
    int64_t longest = (int64_t)LONGEST_BACK_OFF_HOURS * WHEN_HOUR;

    return attempt > 8 ? longest : (int64_t)WHEN_MINUTE << (attempt < 0 ? 0 : attempt);
}

/* What a duty lays down in the desk's arena goes with it: the daemon lives for years. */
static int do_duty(struct desk *d, const struct job *job, int64_t now, struct err *err)
{
    struct arena kept = d->arena;
    int result = -1;
    size_t i = 0;

    while (i < sizeof duties / sizeof *duties && !str_is(job->kind, duties[i].kind))
        i++;
    if (i == sizeof duties / sizeof *duties)
        return err_set(err, "no such job: %.*s", STR_ARG(job->kind));
    d->arena = (struct arena){0};
    result = duties[i].run(d, job, now, err);
    arena_release(&d->arena);
    d->arena = kept;
    return result;
}

/* What the log may say of a job: people's words and names stay out of it. */
static struct str told_of(const struct job *job)
{
    return str_is(job->kind, "act") ? STR("-") : job->subject;
}

/* Whatever a failed job wrote is undone; that it failed is written down. */
static int put_off(struct desk *d, const struct job *job, int64_t now, const char *why, struct err *err)
{
    bool last = job->attempt + 1 >= MOST_ATTEMPTS;

    log_event(LOG_ERROR, "job", "kind=%.*s subject=%.*s attempt=%lld again=%s error=\"%s\"", STR_ARG(job->kind), STR_ARG(told_of(job)),
              (long long)job->attempt + 1, last ? "no" : "yes", why);
    if (last)
        return store_fail_job(d->store, job->id, now, str_of(why), err);
    return store_retry_job(d->store, job->id, now + duties_back_off(job->attempt), str_of(why), err);
}

int duties_next(struct desk *d, int64_t now, bool *done, struct err *err)
{
    struct arena a = {0};
    struct job job;
    struct err why = {{0}};
    int64_t began = stage_clock();
    int failed = store_due_job(d->store, &a, LANE_DESK, now, &job, err);

    *done = !failed && job.id != 0;
    if (*done) {
        failed = store_begin(d->store, err);
        if (!failed && (do_duty(d, &job, now, &why) || store_end_job(d->store, job.id, now, &why) || store_commit(d->store, &why))) {
            store_roll_back(d->store);
            failed = str_is(job.kind, "act") && line_restore(d, err);
            failed = failed || put_off(d, &job, now, why.text, err);
        } else if (!failed) {
            log_event(LOG_INFO, "job", "kind=%.*s subject=%.*s", STR_ARG(job.kind), STR_ARG(told_of(&job)));
            failed = do_after(d, &job, err);
        }
        stage_add(d->stages, WORK_JOB, began);
    }
    arena_release(&a);
    return failed;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "desk/run.h"

#include <errno.h>
#include <malloc.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "base/log.h"
#include "base/when.h"
#include "desk/duties.h"
#include "desk/inbox.h"
#include "desk/listen.h"
#include "desk/notify.h"
#include "desk/outbox.h"
#include "desk/sandbox.h"
#include "desk/watch.h"

enum {
    COMMIT_POSTS = 100,
    COMMIT_MS = 250,
    SNAPSHOT_MS = 10 * 60 * 1000, /* the longest replay after a crash */
    VITALS_MS = 10 * 1000,
    LARGE_BYTES = 256 << 10,      /* memory of this size goes back to the system at once: snapshots, pages of a report */
    REST_MS = 10 * 1000,          /* after the store failed */
    LONGEST_SLEEP_MS = 1000,      /* another process may have added a job */
    MAIL_GRACE_MS = 3000          /* for the letter that is on its way at the end */
};

struct run {
    struct desk desk;
    struct ear *ear;
    struct outbox outbox;
    struct clock clock;
    struct calendar calendar;
    struct notify notify;
    struct listening listening;
    int signals; /* descriptor */
    int wake;    /* eventfd: a companion added a job */
    const struct companion *companion;
    void *companion_context;
    bool accompanied;
    bool stop, reload, failed;
    int64_t until;
    int64_t planned;   /* the next moment of the calendar */
    int64_t ticked;    /* the last full minute */
    int64_t waits;     /* monotonic ms since entries wait on the line; 0: none do */
    int64_t snapshot;  /* monotonic ms of the last one */
    int64_t inbox_due; /* by the newsroom's clock; INT64_MAX: there is none */
    int64_t noted;     /* monotonic ms of the last sign of life in the store */
    int64_t started;   /* by the newsroom's clock */
    int64_t latest;    /* the clock at the last turn of the loop */
};

static int64_t run_now(void *context)
{
    const struct run *r = context;

    return clock_now(&r->clock);
}

/* ---- signals ---- */

static int open_signals(struct run *r, struct err *err)
{
    sigset_t set;

    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGHUP);
    sigprocmask(SIG_BLOCK, &set, NULL);
    r->signals = signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
    return r->signals < 0 ? err_set(err, "signals: %s", strerror(errno)) : 0;
}

static void take_signals(struct run *r)
{
    struct signalfd_siginfo info;

    while (read(r->signals, &info, sizeof info) == (ssize_t)sizeof info) {
        if (info.ssi_signo == SIGHUP)
            r->reload = true;
        else
            r->stop = true;
    }
}

/* ---- who lives beside it ---- */

static int start_companion(struct run *r, struct err *err)
{
    if (r->companion && r->companion->start(r->companion_context, &r->desk, &r->clock, r->wake, err))
        return -1;
    r->accompanied = r->companion != NULL;
    return 0;
}

static void stop_companion(struct run *r)
{
    if (r->accompanied)
        r->companion->stop(r->companion_context);
    r->accompanied = false;
}

/* ---- the work of one turn of the loop ---- */

static int commit(struct run *r, struct err *err)
{
    int64_t now = clock_monotonic();
    int waiting = desk_waiting(&r->desk);

    if (waiting == 0) {
        r->waits = 0;
        return 0;
    }
    if (r->waits == 0)
        r->waits = now;
    if (waiting < COMMIT_POSTS && now - r->waits < COMMIT_MS)
        return 0;
    r->waits = 0;
    return desk_commit(&r->desk, err);
}

static int plan(struct run *r, int64_t now, struct err *err)
{
    if (now < r->planned)
        return 0;
    if (duties_plan(&r->desk, &r->calendar, now, err))
        return -1;
    r->planned = calendar_first(&r->calendar, now);
    return 0;
}

static int tick(struct run *r, int64_t now, struct err *err)
{
    int64_t minute = now - now % WHEN_MINUTE;

    if (minute == r->ticked)
        return 0;
    if (desk_commit(&r->desk, err) || desk_tick(&r->desk, minute, err))
        return -1;
    r->ticked = minute;
    return 0;
}

/* What a report took goes back to the system. */
static int do_jobs(struct run *r, int64_t now, struct err *err)
{
    bool done = true, any = false;

    while (done && !r->stop) {
        if (duties_next(&r->desk, now, &done, err))
            return -1;
        any = any || done;
        take_signals(r);
        notify_alive(&r->notify, clock_monotonic());
    }
    if (any)
        malloc_trim(0);
    return 0;
}

static int save_now_and_then(struct run *r, struct err *err)
{
    int64_t now = clock_monotonic();

    if (now - r->snapshot < SNAPSHOT_MS)
        return 0;
    r->snapshot = now;
    return desk_flush(&r->desk, err);
}

static int note_vitals(struct run *r, int64_t now, bool at_once, struct err *err)
{
    struct vitals v = {r->started, now, r->outbox.sent, r->outbox.later, r->outbox.refused};

    if (!at_once && r->noted && clock_monotonic() - r->noted < VITALS_MS)
        return 0;
    r->noted = clock_monotonic();
    return watch_note(&r->desk, &v, err);
}

/* Everything but listening. Non-zero: there is no going on with the round. */
static int work(void *context)
{
    struct run *r = context;
    struct err err;
    int64_t now = clock_now(&r->clock);

    take_signals(r);
    notify_alive(&r->notify, clock_monotonic());
    if (r->accompanied)
        r->companion->turn(r->companion_context, now);
    if (commit(r, &err) || plan(r, now, &err) || tick(r, now, &err) || do_jobs(r, now, &err) ||
        outbox_step(&r->outbox, now, &err) || save_now_and_then(r, &err) || note_vitals(r, now, false, &err)) {
        log_event(LOG_ERROR, "store", "error=\"%s\" rest=%ds", err.text, REST_MS / 1000);
        r->failed = true;
    }
    if (now >= r->until)
        r->stop = true;
    return r->stop || r->reload || r->failed;
}

/* ---- listening ---- */

static void tell_source(void *context, const struct source *source, const struct source_state *state, const struct fetch_result *result)
{
    bool good = outcome_is_good(result->outcome);

    (void)context, (void)state;
    if (str_is(source->kind, "spool") && result->outcome == FETCH_UNCHANGED)
        return; /* a look at an empty folder */
    log_event(good ? LOG_INFO : LOG_WARNING, "fetch", "source=%.*s outcome=%s status=%ld entries=%d bytes=%lld", STR_ARG(source->name),
              outcome_names[result->outcome].name, result->status, result->entries, result->bytes);
}

static void listen_once(struct run *r)
{
    struct err err;

    if (ear_due(r->ear) > clock_now(&r->clock))
        return;
    if (ear_round(r->ear, &r->listening, &err)) {
        log_event(LOG_ERROR, "store", "error=\"%s\" rest=%ds", err.text, REST_MS / 1000);
        r->failed = true;
    }
}

/* What is wrong with the mailbox can wait until the next time. */
static void read_inbox(struct run *r)
{
    int64_t now = clock_now(&r->clock);
    struct err err;
    int letters = 0;

    r->inbox_due = now + (int64_t)INBOX_MINUTES * WHEN_MINUTE;
    if (inbox_read(&r->desk, now, work, r, &letters, &err) && !r->stop && !r->reload)
        log_event(LOG_WARNING, "inbox", "letters=%d error=\"%s\"", letters, err.text);
}

/* ---- reload ---- */

static void log_fault(void *context, const char *text)
{
    (void)context;
    log_event(LOG_ERROR, "fault", "text=\"%s\"", text);
}

/* All that hangs from the configuration. */
static int set_out(struct run *r, struct err *err)
{
    int64_t now = clock_now(&r->clock);

    outbox_close(&r->outbox, now, MAIL_GRACE_MS);
    ear_free(r->ear);
    r->ear = NULL;
    r->calendar = calendar_of(&r->desk.town);
    r->planned = 0;
    r->inbox_due = r->desk.town.mail.inbox.n ? now : INT64_MAX;
    return outbox_open(&r->outbox, &r->desk, now, err) || ear_new(&r->ear, &r->desk, now, err) ? -1 : 0;
}

static void reload(struct run *r)
{
    struct faults faults = {.found = log_fault};
    struct err err;

    r->reload = false;
    stop_companion(r);
    notify_send(&r->notify, "RELOADING=1\nMONOTONIC_USEC=%lld", (long long)clock_monotonic() * 1000);
    if (desk_reload(&r->desk, &faults, &err)) {
        log_event(LOG_ERROR, "reload", "result=refused in_force=old error=\"%s\"", err.text);
    } else if (set_out(r, &err)) {
        log_event(LOG_ERROR, "reload", "error=\"%s\"", err.text);
        r->failed = true;
    } else {
        log_event(LOG_INFO, "reload", "result=done sources=%d", r->desk.sources.n);
    }
    if (start_companion(r, &err))
        log_event(LOG_ERROR, "reload", "error=\"%s\"", err.text);
    notify_send(&r->notify, "READY=1");
}

/* ---- the loop ---- */

/* The machine's clock was set back: what waits for an hour of the old clock would wait too long. */
static void follow_clock(struct run *r)
{
    int64_t now = clock_now(&r->clock);
    bool set_back = now < r->latest - WHEN_MINUTE;
    struct err err;

    r->latest = now;
    if (!set_back)
        return;
    log_event(LOG_WARNING, "clock", "set=back");
    stop_companion(r);
    if (set_out(r, &err) || start_companion(r, &err)) {
        log_event(LOG_ERROR, "clock", "error=\"%s\"", err.text);
        r->failed = true;
    }
}

/* `mailing`: letters that are due are no event, for they are held up. */
static int64_t next_event(struct run *r, bool mailing)
{
    int64_t events[] = {ear_due(r->ear), r->planned, r->ticked + WHEN_MINUTE, r->until, INT64_MAX, INT64_MAX, r->inbox_due};
    int64_t next = INT64_MAX;
    struct err ignored;

    store_next_due(r->desk.store, LANE_DESK, &events[4], &ignored);
    if (r->outbox.mailer && !mailing)
        store_next_due(r->desk.store, LANE_OUT, &events[5], &ignored);
    for (size_t i = 0; i < sizeof events / sizeof *events; i++)
        if (events[i] < next)
            next = events[i];
    return next;
}

static void sleep_a_while(struct run *r)
{
    struct pollfd waits[] = {{.fd = r->signals, .events = POLLIN},
                             {.fd = r->wake, .events = POLLIN},
                             {.fd = r->outbox.mailer ? mailer_descriptor(r->outbox.mailer) : -1, .events = POLLIN}};
    eventfd_t woken;
    bool mailing = outbox_is_busy(&r->outbox, clock_now(&r->clock));
    int64_t next = next_event(r, mailing);
    int ms = desk_waiting(&r->desk) ? COMMIT_MS : LONGEST_SLEEP_MS;

    if (mailing)
        ms = outbox_wait(&r->outbox, ms);
    if (!mailing || !r->clock.is_virtual) { /* a virtual clock waits for its mail */
        clock_set_limit(&r->clock, next);
        ms = clock_wait(&r->clock, next, ms);
    }
    if (ms > 0)
        poll(waits, sizeof waits / sizeof *waits, ms);
    eventfd_read(r->wake, &woken);
}

/* The store failed: nothing is lost, for nothing was said to be done. */
static void rest(struct run *r)
{
    int64_t until = clock_monotonic() + REST_MS;
    struct err err;

    desk_drop(&r->desk);
    while (!r->stop && clock_monotonic() < until) {
        struct pollfd wait = {.fd = r->signals, .events = POLLIN};

        poll(&wait, 1, LONGEST_SLEEP_MS);
        take_signals(r);
        notify_alive(&r->notify, clock_monotonic());
    }
    r->failed = ear_recall(r->ear, clock_now(&r->clock), &err) != 0;
}

static void loop(struct run *r)
{
    while (!r->stop) {
        follow_clock(r);
        work(r);
        if (r->failed && !r->stop)
            rest(r);
        else if (r->reload)
            reload(r);
        else if (!r->stop && ear_due(r->ear) <= clock_now(&r->clock))
            listen_once(r);
        else if (!r->stop && r->inbox_due <= clock_now(&r->clock))
            read_inbox(r);
        else if (!r->stop)
            sleep_a_while(r);
    }
}

/* The folders that the daemon writes: its own, the spool folders, and where the newsroom's socket stands. */
static void enter_sandbox(struct run *r)
{
    struct desk *d = &r->desk;
    struct arena a = {0};
    struct buf told = {0};
    const char **folders = arena_alloc(&a, ((size_t)d->sources.n + 3) * sizeof *folders);
    struct str listen = d->town.newsroom.listen;
    int n = 0;

    folders[n++] = d->folder;
    for (int i = 0; i < d->sources.n; i++)
        if (str_is(d->sources.v[i].kind, "spool"))
            folders[n++] = str_c(&a, d->sources.v[i].url);
    if (str_starts(listen, STR("unix:"))) {
        while (listen.p[listen.n - 1] != '/')
            listen.n--;
        folders[n++] = str_c(&a, str_sub(listen, 5, listen.n));
    }
    setenv("SQLITE_TMPDIR", d->folder, 1);
    sandbox_enter(folders, &told);
    log_event(LOG_INFO, "sandbox", "%s", buf_c(&told));
    buf_release(&told);
    arena_release(&a);
}

static int start(struct run *r, const struct run_options *o, struct faults *faults, struct err *err)
{
    int64_t began = clock_monotonic();

    r->wake = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    if (open_signals(r, err) || desk_open(&r->desk, o->folder, DESK_WRITE, false, faults, err) || store_spare_memory(r->desk.store, err))
        return -1;
    enter_sandbox(r);
    if (set_out(r, err) || start_companion(r, err))
        return -1;
    r->snapshot = clock_monotonic();
    r->started = clock_now(&r->clock);
    log_event(LOG_INFO, "start", "version=" TAMTAM_VERSION " sources=%d seq=%lld ms=%lld", r->desk.sources.n, (long long)r->desk.seq,
              (long long)(clock_monotonic() - began));
    notify_send(&r->notify, "READY=1\nSTATUS=%d bronnen", r->desk.sources.n);
    return 0;
}

static int finish(struct run *r, struct err *err)
{
    int result;

    notify_send(&r->notify, "STOPPING=1");
    stop_companion(r);
    outbox_close(&r->outbox, clock_now(&r->clock), MAIL_GRACE_MS);
    result = desk_flush(&r->desk, err) || note_vitals(r, clock_now(&r->clock), true, err);
    log_event(LOG_INFO, "stop", "seen=%lld new=%lld result=%s", (long long)r->desk.counts.seen, (long long)r->desk.counts.stored,
              result ? "failed" : "saved");
    return result;
}

int desk_run(const struct run_options *options, struct faults *faults, struct err *err)
{
    struct run r = {.clock = options->clock, .until = options->until, .signals = -1, .wake = -1};
    int result;

    r.listening = (struct listening){.now = run_now, .told = tell_source, .meanwhile = work, .context = &r};
    r.companion = options->companion;
    r.companion_context = options->companion_context;
    mallopt(M_MMAP_THRESHOLD, LARGE_BYTES);
    notify_open(&r.notify);
    result = start(&r, options, faults, err);
    if (result == 0) {
        loop(&r);
        result = finish(&r, err);
    }
    stop_companion(&r);
    outbox_close(&r.outbox, options->until, 0);
    ear_free(r.ear);
    desk_close(&r.desk);
    notify_close(&r.notify);
    if (r.signals >= 0)
        close(r.signals);
    if (r.wake >= 0)
        close(r.wake);
    return result;
}

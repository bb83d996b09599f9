/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "desk/watch.h"

#include <stddef.h>
#include <sys/statvfs.h>

#include "base/when.h"
#include "tamtam/dutch.h"

enum {
    SILENT_MS = 5 * 60 * 1000,        /* a daemon that lives leaves a sign more often */
    UNSENT_MS = 2 * 60 * 60 * 1000,   /* mail that waits so long wants a person */
    LEAST_FREE_BYTES = 500 * 1000000, /* room for a backup and a busy day */
    MANY_FAILURES = 5
};

/* The numbers that the daemon leaves, and where they belong. */
static const struct {
    const char *name;
    size_t at;
} vital_fields[] = {
    {"started", offsetof(struct watch, started)},
    {"alive", offsetof(struct watch, alive)},
    {"seen", offsetof(struct watch, counts.seen)},
    {"stored", offsetof(struct watch, counts.stored)},
    {"known", offsetof(struct watch, counts.known)},
    {"revised", offsetof(struct watch, counts.revised)},
    {"deleted", offsetof(struct watch, counts.deleted)},
    {"refused", offsetof(struct watch, counts.refused)},
    {"late", offsetof(struct watch, counts.late)},
    {"mail_sent", offsetof(struct watch, sent)},
    {"mail_later", offsetof(struct watch, later)},
    {"mail_refused", offsetof(struct watch, refused)},
};
enum { VITAL_FIELDS = sizeof vital_fields / sizeof *vital_fields };

static int64_t *field(struct watch *w, int i)
{
    return (int64_t *)(void *)((char *)w + vital_fields[i].at);
}

/* ---- the daemon's side ---- */

static int note_stages(struct desk *d, struct err *err)
{
    struct arena a = {0};
    int failed = 0;

    for (int i = 0; i < WORK_COUNT && !failed; i++)
        failed = store_put_vital(d->store, str_printf(&a, "%s.n", stage_names[i]), d->stages[i].n, err) ||
                 store_put_vital(d->store, str_printf(&a, "%s.us", stage_names[i]), d->stages[i].us, err);
    arena_release(&a);
    return failed;
}

int watch_note(struct desk *d, const struct vitals *v, struct err *err)
{
    struct watch w = {
        .started = v->started, .alive = v->now, .counts = d->counts, .sent = v->sent, .later = v->later, .refused = v->refused};
    int failed = store_begin(d->store, err);

    if (failed)
        return -1;
    for (int i = 0; i < VITAL_FIELDS && !failed; i++)
        failed = store_put_vital(d->store, str_of(vital_fields[i].name), *field(&w, i), err);
    if (failed || note_stages(d, err) || store_commit(d->store, err)) {
        store_roll_back(d->store);
        return -1;
    }
    return 0;
}

/* ---- taking the figures ---- */

static void take_vital(void *context, struct str name, int64_t value)
{
    struct watch *w = context;
    struct str rest = name;
    struct str stage = str_cut(&rest, '.');

    for (int i = 0; i < VITAL_FIELDS; i++)
        if (str_is(name, vital_fields[i].name))
            *field(w, i) = value;
    for (int i = 0; i < WORK_COUNT; i++)
        if (str_is(stage, stage_names[i]))
            *(str_is(rest, "n") ? &w->stages[i].n : &w->stages[i].us) = value;
}

static int take_sources(struct desk *d, struct watch *w, struct arena *a, struct err *err)
{
    w->nsources = d->sources.n;
    w->sources = arena_alloc(a, ((size_t)w->nsources + 1) * sizeof *w->sources);
    for (int i = 0; i < w->nsources; i++) {
        struct watch_source *s = &w->sources[i];
        struct source_row row;

        s->name = d->sources.v[i].name;
        if (store_source(d->store, a, s->name, &row, err) || store_last_post_of(d->store, s->name, &s->last_post, err))
            return -1;
        s->last_good = row.last_good;
        s->next_check = row.next_check;
        s->failures = row.failures;
    }
    return 0;
}

int watch_take(struct desk *d, int64_t now, struct watch *w, struct arena *a, struct err *err)
{
    struct statvfs disk;

    *w = (struct watch){.now = now};
    w->running = store_is_held(str_printf(a, "%s/tamtam.db", d->folder).p);
    if (statvfs(d->folder, &disk) == 0) {
        w->disk_free = (int64_t)disk.f_bavail * (int64_t)disk.f_frsize;
        w->disk_size = (int64_t)disk.f_blocks * (int64_t)disk.f_frsize;
    }
    return store_each_vital(d->store, take_vital, w, err) || store_figures(d->store, &w->figures, err) || take_sources(d, w, a, err) ? -1
                                                                                                                                     : 0;
}

/* ---- judging them ---- */

static void add_moment(struct buf *b, int64_t time)
{
    dutch_date(b, when_day(time));
    buf_puts(b, " ");
    dutch_hour(b, time);
}

int watch_complaints(const struct watch *w, struct buf *why)
{
    int n = 0;

    if (!w->running && ++n)
        buf_puts(why, "De daemon draait niet.\n");
    if (w->running && w->alive && w->now - w->alive > SILENT_MS && ++n) {
        buf_puts(why, "De daemon gaf geen teken van leven sinds ");
        add_moment(why, w->alive);
        buf_puts(why, ".\n");
    }
    if (w->disk_size && w->disk_free < LEAST_FREE_BYTES && ++n)
        buf_printf(why, "Er is nog %.0f MB schijfruimte.\n", (double)w->disk_free / 1e6);
    if (w->figures.oldest_unsent && w->now - w->figures.oldest_unsent > UNSENT_MS && ++n) {
        buf_puts(why, "Er wacht post sinds ");
        add_moment(why, w->figures.oldest_unsent);
        buf_puts(why, ".\n");
    }
    for (int i = 0; i < w->nsources; i++)
        if (w->sources[i].failures >= MANY_FAILURES && ++n)
            buf_printf(why, "Bron %.*s mislukte %lld keer achtereen.\n", STR_ARG(w->sources[i].name), (long long)w->sources[i].failures);
    return n;
}

/* ---- Prometheus ---- */

static void put_head(struct buf *b, const char *name, const char *type, const char *help)
{
    buf_printf(b, "# HELP tamtam_%s %s\n# TYPE tamtam_%s %s\n", name, help, name, type);
}

static void put_one(struct buf *b, const char *name, const char *type, const char *help, double value)
{
    put_head(b, name, type, help);
    buf_printf(b, "tamtam_%s %.15g\n", name, value);
}

/* Label values: backslash, quote and line end escaped. */
static void put_label(struct buf *b, const char *label, struct str value)
{
    buf_printf(b, "{%s=\"", label);
    for (size_t i = 0; i < value.n; i++) {
        if (value.p[i] == '\\' || value.p[i] == '"')
            buf_putc(b, '\\');
        if (value.p[i] == '\n')
            buf_puts(b, "\\n");
        else
            buf_putc(b, value.p[i]);
    }
    buf_puts(b, "\"}");
}

static void put_stages(struct buf *b, const struct watch *w)
{
    put_head(b, "stage_seconds_total", "counter", "Time spent in a stage of the work since the daemon's start.");
    for (int i = 0; i < WORK_COUNT; i++)
        buf_printf(b, "tamtam_stage_seconds_total{stage=\"%s\"} %.6f\n", stage_names[i], (double)w->stages[i].us / 1e6);
    put_head(b, "stage_runs_total", "counter", "How often a stage was gone through.");
    for (int i = 0; i < WORK_COUNT; i++)
        buf_printf(b, "tamtam_stage_runs_total{stage=\"%s\"} %lld\n", stage_names[i], (long long)w->stages[i].n);
}

static void put_sources(struct buf *b, const struct watch *w)
{
    static const struct {
        const char *name, *help;
        size_t at;
        double unit;
    } columns[] = {
        {"source_last_post_timestamp_seconds", "Time of the newest post of a source.", offsetof(struct watch_source, last_post), 1e3},
        {"source_last_good_timestamp_seconds", "When a source last answered well.", offsetof(struct watch_source, last_good), 1e3},
        {"source_failures", "How often a source failed since it last went well.", offsetof(struct watch_source, failures), 1},
    };

    for (size_t c = 0; c < sizeof columns / sizeof *columns; c++) {
        put_head(b, columns[c].name, "gauge", columns[c].help);
        for (int i = 0; i < w->nsources; i++) {
            buf_printf(b, "tamtam_%s", columns[c].name);
            put_label(b, "source", w->sources[i].name);
            buf_printf(b, " %.15g\n", (double)*(const int64_t *)(const void *)((const char *)&w->sources[i] + columns[c].at) / columns[c].unit);
        }
    }
}

static void put_queues(struct buf *b, const struct store_figures *f)
{
    put_head(b, "queue_length", "gauge", "Jobs that wait: desk (reports, alerts, retention), out (mail, webhooks).");
    buf_printf(b, "tamtam_queue_length{queue=\"desk\"} %lld\ntamtam_queue_length{queue=\"out\"} %lld\n", (long long)f->desk_waiting,
               (long long)f->out_waiting);
    put_head(b, "jobs_failed", "gauge", "Jobs that failed for good and are not cleaned up yet.");
    buf_printf(b, "tamtam_jobs_failed{queue=\"desk\"} %lld\ntamtam_jobs_failed{queue=\"out\"} %lld\n", (long long)f->desk_failed,
               (long long)f->out_failed);
}

void watch_metrics(const struct watch *w, struct buf *b)
{
    const struct store_figures *f = &w->figures;
    double waits = f->oldest_unsent && w->now > f->oldest_unsent ? (double)(w->now - f->oldest_unsent) / 1e3 : 0;

    put_head(b, "build_info", "gauge", "The program's version.");
    buf_puts(b, "tamtam_build_info{version=\"" TAMTAM_VERSION "\"} 1\n");
    put_one(b, "up", "gauge", "1 while the daemon, or a command that imports, works on the newsroom; 0: nothing does.", w->running);
    put_one(b, "start_time_seconds", "gauge", "When the daemon started.", (double)w->started / 1e3);
    put_one(b, "alive_timestamp_seconds", "gauge", "The daemon's last sign of life.", (double)w->alive / 1e3);
    put_one(b, "entries_seen_total", "counter", "Entries in the answers of sources, known ones too.", (double)w->counts.seen);
    put_one(b, "posts_stored_total", "counter", "Posts that were new.", (double)w->counts.stored);
    put_one(b, "posts_revised_total", "counter", "Posts that got another text.", (double)w->counts.revised);
    put_one(b, "posts_deleted_total", "counter", "Posts that went as their source asked.", (double)w->counts.deleted);
    put_one(b, "messages_sent_total", "counter", "Messages that the other side accepted.", (double)w->sent);
    put_one(b, "messages_refused_total", "counter", "Messages that were refused for good.", (double)w->refused);
    put_one(b, "message_retries_total", "counter", "Attempts that failed and will be made again.", (double)w->later);
    put_one(b, "oldest_unsent_seconds", "gauge", "How long the oldest message waits.", waits);
    put_one(b, "posts", "gauge", "Posts whose text is held.", (double)f->posts);
    put_one(b, "cases", "gauge", "Cases that are held, closed ones too.", (double)f->cases);
    put_one(b, "alerts", "gauge", "Alerts that are held.", (double)f->alerts);
    put_one(b, "subscriptions", "gauge", "Subscriptions that were confirmed.", (double)f->subscribers);
    put_one(b, "database_bytes", "gauge", "Size of the database.", (double)f->bytes);
    put_one(b, "disk_free_bytes", "gauge", "What is left on the disk of the database.", (double)w->disk_free);
    put_queues(b, f);
    put_stages(b, w);
    put_sources(b, w);
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "newsroom/live.h"

#include <microhttpd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/log.h"
#include "desk/clock.h"
#include "newsroom/server.h"

enum {
    MOST_CLIENTS = 1500,
    BEAT_MS = 20 * 1000,
    LIFE_MS = 10 * 60 * 1000
};

/* One stream. Suspended while there is nothing to tell; the lock of the struct live guards it. */
struct live_client {
    struct live *live;
    struct MHD_Connection *connection;
    struct live_client *next, **at;
    int64_t began, heard; /* monotonic ms */
    int64_t number;       /* of the last event that it got */
    bool suspended;
};

/* ---- one client ---- */

static bool has_news(const struct live_client *c, int64_t now)
{
    return atomic_load(&c->live->stop) || now - c->began > LIFE_MS || c->number != c->live->number || now - c->heard > BEAT_MS;
}

static ssize_t tell(void *context, uint64_t position, char *out, size_t most)
{
    static const char beat[] = "event: tik\ndata: \n\n";
    struct live_client *c = context;
    struct live *l = c->live;
    int64_t now = clock_monotonic();
    ssize_t n = 0;

    (void)position;
    pthread_mutex_lock(&l->lock);
    if (atomic_load(&l->stop) || now - c->began > LIFE_MS) {
        n = MHD_CONTENT_READER_END_OF_STREAM;
    } else if (c->number != l->number && l->line_bytes <= most) {
        memcpy(out, l->line, l->line_bytes);
        n = (ssize_t)l->line_bytes;
        c->number = l->number;
        c->heard = now;
    } else if (now - c->heard > BEAT_MS && most >= sizeof beat - 1) {
        memcpy(out, beat, sizeof beat - 1);
        n = sizeof beat - 1;
        c->heard = now;
    } else {
        c->suspended = true;
        MHD_suspend_connection(c->connection);
    }
    pthread_mutex_unlock(&l->lock);
    return n;
}

static void forget(void *context)
{
    struct live_client *c = context;
    struct live *l = c->live;

    pthread_mutex_lock(&l->lock);
    *c->at = c->next;
    if (c->next)
        c->next->at = c->at;
    l->n--;
    pthread_mutex_unlock(&l->lock);
    free(c);
}

struct MHD_Response *live_response(struct live *l, struct MHD_Connection *connection)
{
    struct live_client *c;
    struct MHD_Response *response;

    pthread_mutex_lock(&l->lock);
    if (l->n >= MOST_CLIENTS || !l->running) {
        pthread_mutex_unlock(&l->lock);
        return NULL;
    }
    c = mem_calloc(1, sizeof *c);
    *c = (struct live_client){.live = l, .connection = connection, .next = l->clients, .at = &l->clients};
    c->began = c->heard = clock_monotonic();
    c->number = l->number - 1;
    if (c->next)
        c->next->at = &c->next;
    l->clients = c;
    l->n++;
    pthread_mutex_unlock(&l->lock);
    response = MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, sizeof l->line, tell, c, forget);
    if (!response)
        forget(c);
    return response;
}

/* ---- the thread ---- */

struct watch {
    struct live *live;
    struct desk *desk;
    void (*reap)(void *context);
    void *context;
};

static void write_stand(struct buf *out, const struct pulse *p)
{
    buf_printf(out, "{\"post\":%lld,\"action\":%lld,\"issue\":%lld,\"alert\":%lld,\"case\":%lld,\"report\":%lld}", (long long)p->post,
               (long long)p->action, (long long)p->issue, (long long)p->alert, (long long)p->cases, (long long)p->report);
}

int64_t live_number(struct live *l)
{
    int64_t number;

    pthread_mutex_lock(&l->lock);
    number = l->number;
    pthread_mutex_unlock(&l->lock);
    return number;
}

void live_stand(struct live *l, struct buf *out)
{
    pthread_mutex_lock(&l->lock);
    write_stand(out, &l->pulse);
    pthread_mutex_unlock(&l->lock);
}

int64_t live_open_cases(struct live *l)
{
    int64_t n;

    pthread_mutex_lock(&l->lock);
    n = l->pulse.open_cases;
    pthread_mutex_unlock(&l->lock);
    return n;
}

static void set_line(struct live *l, const struct pulse *pulse)
{
    struct buf stand = {0};

    write_stand(&stand, pulse);
    l->pulse = *pulse;
    l->line_bytes = (size_t)snprintf(l->line, sizeof l->line, "event: stand\ndata: %s\n\n", buf_c(&stand));
    l->number++;
    buf_release(&stand);
}

/* Wakes those who have something to hear. */
static void wake_clients(struct live *l, int64_t now)
{
    for (struct live_client *c = l->clients; c; c = c->next)
        if (c->suspended && has_news(c, now)) {
            c->suspended = false;
            MHD_resume_connection(c->connection);
        }
}

static void look(const struct watch *w, struct pulse *pulse)
{
    struct err err;
    bool changed = false;

    if (store_pulse(w->desk->store, pulse, &changed, &err))
        log_event(LOG_WARNING, "live", "error=\"%s\"", err.text);
    pthread_mutex_lock(&w->live->lock);
    if (changed)
        set_line(w->live, pulse);
    wake_clients(w->live, clock_monotonic());
    pthread_mutex_unlock(&w->live->lock);
}

static void *watch(void *context)
{
    enum { TURNS = 20 };
    struct watch *w = context;
    struct timespec turn = {.tv_nsec = 1000000000L / TURNS};
    struct pulse pulse = w->live->pulse;

    while (!atomic_load(&w->live->stop)) {
        look(w, &pulse);
        w->reap(w->context);
        for (int i = 0; i < TURNS && !atomic_load(&w->live->stop); i++)
            nanosleep(&turn, NULL);
    }
    free(w);
    return NULL;
}

int live_start(struct live *l, struct desk *d, void (*reap)(void *context), void *context, struct err *err)
{
    struct watch *w = mem_calloc(1, sizeof *w);
    struct pulse pulse = {.version = -1};
    bool changed;

    *w = (struct watch){l, d, reap, context};
    atomic_store(&l->stop, false);
    if (store_pulse(d->store, &pulse, &changed, err)) {
        free(w);
        return -1;
    }
    set_line(l, &pulse);
    l->running = pthread_create(&l->thread, NULL, watch, w) == 0;
    if (!l->running)
        free(w);
    return l->running ? 0 : err_set(err, "no thread for live updates");
}

void live_stop(struct live *l)
{
    if (!l->running)
        return;
    atomic_store(&l->stop, true);
    pthread_join(l->thread, NULL);
    pthread_mutex_lock(&l->lock);
    l->running = false;
    wake_clients(l, clock_monotonic());
    pthread_mutex_unlock(&l->lock);
}

int live_page(struct visit *v, struct answer *a, struct err *err)
{
    (void)v, (void)err;
    a->live = true;
    a->type = "text/event-stream; charset=utf-8";
    answer_header(a, "X-Accel-Buffering", STR("no"));
    return 0;
}

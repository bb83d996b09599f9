/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * Watching the newsroom itself: the figures behind `tamtam status`, the metrics and the health page. The daemon leaves its own
 * counts in the store every few seconds (table vital), so that any process or thread with a desk of its own can tell them.
 */
#ifndef DESK_WATCH_H
#define DESK_WATCH_H

#include "desk/desk.h"

struct watch_source {
    struct str name;
    int64_t last_good, last_post, next_check; /* UTC ms; 0: never */
    int64_t failures;                         /* on end */
};

struct watch {
    int64_t now;
    bool running;                  /* a process holds the line */
    int64_t started, alive;        /* of the daemon: its start, and its last sign of life; by the newsroom's clock; 0: never ran */
    struct stage_time stages[WORK_COUNT]; /* of the daemon since its start */
    struct desk_counts counts;
    int64_t sent, later, refused;  /* messages, since its start */
    struct store_figures figures;  /* queues, the oldest unsent message, open alerts, the database */
    int64_t disk_free, disk_size;  /* bytes of the file system that holds the newsroom */
    struct watch_source *sources;  /* of feeds.conf, in its order */
    int nsources;
};

/* Takes the figures as they are at `now` (the newsroom's clock). Any use of a desk with a store will do. */
int watch_take(struct desk *d, int64_t now, struct watch *w, struct arena *a, struct err *err);
/* What is wrong, a Dutch line each, added to `why`; returns how many. 0: the newsroom is well. */
int watch_complaints(const struct watch *w, struct buf *why);
/* Adds the figures in Prometheus' text format 0.0.4. */
void watch_metrics(const struct watch *w, struct buf *out);

/* What the daemon writes of itself. */
struct vitals {
    int64_t started, now;
    int64_t sent, later, refused;
};
int watch_note(struct desk *d, const struct vitals *v, struct err *err);

#endif

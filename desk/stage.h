/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* How long each stage of the work takes: counted where it is done, told by desk/watch.h. */
#ifndef DESK_STAGE_H
#define DESK_STAGE_H

#include <stdint.h>

enum work_stage {
    WORK_CAPTURE, /* an entry becomes a post that may exist */
    WORK_ANALYSE, /* marks */
    WORK_GROUP,   /* issues and alerts */
    WORK_STORE,   /* one transaction of posts, marks and issues included */
    WORK_JOB,     /* a report, a letter, a night's retention */
    WORK_DELIVER, /* from handing a message in to the other side's answer */
    WORK_COUNT
};
/* "capture" ..., as metrics name them. */
extern const char *const stage_names[WORK_COUNT];

struct stage_time {
    int64_t n, us; /* how often, and microseconds altogether */
};

/* The monotonic clock in microseconds. */
int64_t stage_clock(void);
/* Adds what was done since `began` (stage_clock()). */
void stage_add(struct stage_time *times, enum work_stage stage, int64_t began);

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "desk/stage.h"

#include <time.h>

const char *const stage_names[WORK_COUNT] = {"capture", "analyse", "group", "store", "job", "deliver"};

int64_t stage_clock(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

void stage_add(struct stage_time *times, enum work_stage stage, int64_t began)
{
    times[stage].n++;
    times[stage].us += stage_clock() - began;
}

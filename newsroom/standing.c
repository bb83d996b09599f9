/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "newsroom/standing.h"

#include "base/when.h"

enum { STANDS_DAYS = 2 };

int alerts_standing(struct desk *d, struct arena *a, int64_t now, struct alert_now **list, int *n, struct err *err)
{
    int kept = 0;

    if (store_standing_alerts(d->store, a, now - STANDS_DAYS * (int64_t)WHEN_DAY, list, n, err))
        return -1;
    for (int i = 0; i < *n; i++)
        if ((*list)[i].last.status != ALERT_WITHDRAWN && !str_is((*list)[i].answer, "dismissed") && (*list)[i].began <= now)
            (*list)[kept++] = (*list)[i];
    *n = kept;
    return 0;
}

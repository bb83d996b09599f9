/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* What a newsroom may expect: issues that may grow, contacts by theme, and how such forecasts of its own did so far. */
#ifndef TAMTAM_TOMORROW_H
#define TAMTAM_TOMORROW_H

#include "store/store.h"
#include "tamtam/forecast.h"

enum { TOMORROW_HISTORY = 28 }; /* days that it looks back */

struct tomorrow_issue {
    int64_t issue;
    struct str title;
    double grows; /* chance of more posts in the next 24 hours than in the last */
    int today;
};
struct tomorrow_theme {
    enum theme theme;
    int contacts;                         /* by phone, desk and mail in its history */
    struct forecast days[FORECAST_DAYS]; /* tomorrow first */
};
struct tomorrow {
    int day; /* civil day of days[0] */
    struct tomorrow_issue *issues; /* the likeliest to grow first */
    int nissues;
    struct tomorrow_theme *themes; /* most expected first */
    int nthemes;
    struct chance_record growth; /* of the days before, each as it was known then */
    struct forecast_record contacts;
    int history; /* days that there are to learn from, at most TOMORROW_HISTORY */
};

/* Reads it as of a moment; lists and text in the arena. */
int tomorrow_read(struct tomorrow *t, struct store *store, const struct municipality *town, int64_t now, struct arena *a,
                  struct err *err);
/* Which does best of the model and the naive ones: 'het model', 'vorige week', 'het gemiddelde'; NULL: nothing was judged yet. */
const char *tomorrow_best(const struct forecast_record *r);

#endif

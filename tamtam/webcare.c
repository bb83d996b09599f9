/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "tamtam/webcare.h"

#include <stdlib.h>

#include "base/norm.h"

static int by_span(const void *x, const void *y)
{
    const int64_t *a = x, *b = y;

    return (*a > *b) - (*a < *b);
}

/* The spans of one kind until the first answer. */
struct spans {
    int64_t *v;
    int n, cap;
};

static void count_case(struct case_figures *f, struct spans *s, const struct case_row *row, const struct webcare_settings *w, int64_t now)
{
    int64_t spent = norm_spent(w, row->time, row->answered ? row->answered : row->closed ? row->closed : now);

    f->n++;
    f->answered += row->answered != 0;
    f->closed += row->closed != 0;
    f->open += row->closed == 0;
    f->late += spent > norm_span(w) && (row->answered || !row->closed);
    if (row->answered) {
        MEM_GROW(s->v, s->n, s->cap);
        s->v[s->n++] = spent;
    }
}

static void settle(struct case_figures *f, struct spans *s)
{
    f->median = -1;
    if (s->n) {
        qsort(s->v, (size_t)s->n, sizeof *s->v, by_span);
        f->median = s->v[s->n / 2];
    }
    free(s->v);
}

int webcare_read(struct store *store, const struct municipality *town, int64_t from, int64_t to, int64_t now, struct case_report *r,
                 struct err *err)
{
    struct arena a = {0};
    struct spans all = {0}, channels[CHANNEL_COUNT] = {{0}}, subjects[THEME_COUNT] = {{0}};
    struct case_row *rows;
    int n = 0;
    int failed = store_cases_between(store, &a, from, to, &rows, &n, err);

    *r = (struct case_report){.all.n = 0};
    for (int i = 0; i < n && !failed; i++) {
        if (rows[i].joined_to)
            continue;
        count_case(&r->all, &all, &rows[i], &town->webcare, now);
        count_case(&r->channels[rows[i].channel], &channels[rows[i].channel], &rows[i], &town->webcare, now);
        count_case(&r->subjects[rows[i].subject], &subjects[rows[i].subject], &rows[i], &town->webcare, now);
    }
    settle(&r->all, &all);
    for (int i = 0; i < CHANNEL_COUNT; i++)
        settle(&r->channels[i], &channels[i]);
    for (int i = 0; i < THEME_COUNT; i++)
        settle(&r->subjects[i], &subjects[i]);
    arena_release(&a);
    return failed ? -1 : 0;
}

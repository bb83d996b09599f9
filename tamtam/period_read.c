/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "tamtam/period.h"

#include <stdlib.h>

#include "base/when.h"
#include "tamtam/words.h"

static struct part *part_of(struct view *r, struct parts *list, struct str name, int64_t issue)
{
    for (int i = 0; i < list->n; i++)
        if (list->v[i].issue == issue && str_eq(list->v[i].name, name))
            return &list->v[i];
    MEM_GROW(list->v, list->n, list->cap);
    list->v[list->n] = (struct part){.name = str_copy(&r->arena, name), .issue = issue};
    return &list->v[list->n++];
}

static void add_row(struct counts *c, const struct tally_row *row)
{
    c->n += (int)row->n;
    c->tone[row->sentiment] += (int)row->n;
    c->voices[row->voice] += (int)row->n;
    c->tone_of[row->voice][row->sentiment] += (int)row->n;
}

/* Where the rows of a reading go. */
struct reading {
    struct view *r;
    struct parts *parts; /* by value; NULL: the whole and its issues */
    bool is_before;
};

static int take_row(void *context, const struct tally_row *row)
{
    struct reading *reading = context;
    struct view *r = reading->r;
    struct part *part = NULL;

    if (reading->parts)
        part = part_of(r, reading->parts, row->value, 0);
    else if (row->issue)
        part = part_of(r, &r->issues, (struct str){0}, row->issue);
    if (!reading->is_before) {
        if (!reading->parts)
            add_row(&r->all, row);
        if (part)
            add_row(&part->counts, row);
        return 0;
    }
    if (!reading->parts)
        r->before += (int)row->n;
    if (part) {
        part->before += (int)row->n;
        part->before_few = part->before_few || row->voice == VOICE_BEVOLKING;
    }
    return 0;
}

static int read_rows(struct view *r, struct parts *parts, const char *cut, struct str value, struct err *err)
{
    struct tally_query q = {
        .from_day = r->from_day, .to_day = r->to_day, .voice = -1, .sentiment = -1, .cut = str_of(cut), .value = value};
    struct reading reading = {.r = r, .parts = parts};

    if (store_tally_rows(r->store, &q, take_row, &reading, err))
        return -1;
    reading.is_before = true;
    q.to_day = r->from_day;
    q.from_day = r->from_day - (r->to_day - r->from_day);
    return store_tally_rows(r->store, &q, take_row, &reading, err);
}

static int most_posts(const void *a, const void *b)
{
    const struct part *x = a;
    const struct part *y = b;

    if (x->counts.n != y->counts.n)
        return y->counts.n - x->counts.n;
    return x->issue != y->issue ? (x->issue > y->issue) - (x->issue < y->issue) : str_cmp(x->name, y->name);
}

static void settle(struct parts *list)
{
    for (int i = 0; i < list->n; i++)
        list->v[i].before_few = list->v[i].before_few && list->v[i].before < LEAST_SHOWN;
    if (list->n)
        qsort(list->v, (size_t)list->n, sizeof *list->v, most_posts);
}

static const char *const cut_names[] = {
    [PERIOD_WHOLE] = "", [PERIOD_DISTRICT] = "district", [PERIOD_THEME] = "theme", [PERIOD_PERSON] = "person"};

/* A period longer than a week begins with the week in which measuring began. */
static int find_begin(struct view *r, struct err *err)
{
    int monday;

    if (store_tally_first(r->store, &r->first_day, err))
        return -1;
    monday = r->first_day - when_weekday(r->first_day);
    if (r->first_day && r->to_day - r->from_day > 7 && monday > r->from_day && monday < r->to_day)
        r->from_day = monday;
    return 0;
}

int period_read(struct view *r, struct err *err)
{
    if (find_begin(r, err))
        return -1;
    struct tally_query q = {.from_day = r->from_day,
                            .to_day = r->to_day,
                            .voice = -1,
                            .sentiment = -1,
                            .cut = str_of(cut_names[r->order.cut]),
                            .value = r->order.value};
    struct store_totals totals = {0};

    r->days = arena_alloc(&r->arena, (size_t)(r->to_day - r->from_day + 1) * sizeof *r->days);
    if (store_totals(r->store, &totals, err) || store_count_days(r->store, &q, r->days, err) ||
        read_rows(r, NULL, cut_names[r->order.cut], r->order.value, err))
        return -1;
    if (r->order.cut == PERIOD_WHOLE && (read_rows(r, &r->themes, "theme", (struct str){0}, err) ||
                                         read_rows(r, &r->people, "person", (struct str){0}, err)))
        return -1;
    if ((r->order.cut == PERIOD_WHOLE || r->order.cut == PERIOD_DISTRICT) &&
        read_rows(r, &r->districts, "district", (struct str){0}, err))
        return -1;
    r->oldest_text = totals.first;
    r->has_before = r->first_day && r->first_day <= r->from_day - (r->to_day - r->from_day);
    settle(&r->issues);
    settle(&r->themes);
    settle(&r->districts);
    settle(&r->people);
    return 0;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "tamtam/figures.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/when.h"

enum { MOST_TALLIED = 64, MOST_SPOKEN = 500 };

static int bit(uint32_t set, int i)
{
    return (int)(set >> i & 1);
}

void counts_add(struct counts *c, const struct stored_post *p)
{
    const struct marks *m = &p->marks;

    c->n++;
    c->tone[m->sentiment]++;
    c->voices[m->voice]++;
    c->tone_of[m->voice][m->sentiment]++;
    c->intents[m->intent]++;
    c->intents_of[m->voice][m->intent]++;
    c->channels[p->post.channel]++;
    c->addressed += p->post.addressed;
    for (int i = 0; i < THEME_COUNT; i++) {
        c->themes[i] += bit(m->themes, i);
        c->themes_of[m->voice][i] += bit(m->themes, i);
    }
    for (int i = 0; i < FRAME_COUNT; i++) {
        c->frames[i] += bit(m->frames, i);
        c->frames_of[m->voice][i] += bit(m->frames, i);
    }
    for (int i = 0; i < CRISIS_COUNT; i++)
        c->crisis[i] += bit(m->crisis, i);
}

int counts_top(const int *counts, int n)
{
    int top = -1;

    for (int i = 0; i < n; i++)
        if (counts[i] > 0 && (top < 0 || counts[i] > counts[top]))
            top = i;
    return top;
}

double figures_z(int now, int before)
{
    return now + before == 0 ? 0 : (now - before) / sqrt(now + before);
}

/* ---- reading ---- */


static int keep_post(void *context, const struct stored_post *post)
{
    struct figures *f = context;
    struct stored_post copy = *post;

    post_keep(&copy.post, &f->arena);
    for (int i = 0; i < copy.marks.ntopics; i++)
        copy.marks.topics[i] = str_copy(&f->arena, copy.marks.topics[i]);
    MEM_GROW(f->posts, f->nposts, f->posts_cap);
    f->posts[f->nposts++] = copy;
    return 0;
}

static void count_days(double days[TREND_DAYS], const int64_t *times, int n, int64_t to)
{
    for (int i = 0; i < n; i++) {
        int64_t back = (to - 1 - times[i]) / WHEN_DAY;

        if (times[i] < to && back < TREND_DAYS)
            days[TREND_DAYS - 1 - back]++;
    }
}

static struct issue_figures *issue_of(struct figures *f, int64_t id)
{
    for (int i = 0; i < f->nissues; i++)
        if (f->issues[i].issue.id == id)
            return &f->issues[i];
    return NULL;
}

static void share_out(struct figures *f)
{
    for (int i = 0; i < f->nposts; i++) {
        const struct stored_post *p = &f->posts[i];
        struct issue_figures *issue = p->issue ? issue_of(f, p->issue) : NULL;

        f->received++;
        if (p->duplicate_of) {
            if (issue)
                issue->copies++;
            continue;
        }
        counts_add(&f->counts, p);
        if (!issue) {
            f->loose++;
            continue;
        }
        counts_add(&issue->counts, p);
        if (!issue->posts)
            issue->posts = arena_alloc(&f->arena, (size_t)issue->issue.posts * sizeof *issue->posts);
        if (issue->nposts < issue->issue.posts)
            issue->posts[issue->nposts++] = p;
    }
}

static int take_earlier(void *context, const struct stored_post *p)
{
    struct issue_figures *issue = p->duplicate_of || !p->issue ? NULL : issue_of(context, p->issue);

    if (issue) {
        issue->earlier.voices[p->marks.voice]++;
        issue->earlier.negative += p->marks.sentiment == SENTIMENT_NEGATIEF;
        issue->earlier.negative_residents += p->marks.sentiment == SENTIMENT_NEGATIEF && p->marks.voice == VOICE_BEVOLKING;
    }
    return 0;
}

static int read_before(struct figures *f, struct store *store, const struct municipality *town, struct err *err)
{
    struct stored_issue *before;
    int n;
    int64_t *times;

    if (store_issues_between(store, &f->arena, f->from - (f->to - f->from), f->from, &before, &n, err) ||
        store_times(store, &f->arena, 0, f->from - (f->to - f->from), f->from, &times, &f->before, err) ||
        store_posts_between(store, f->from - (f->to - f->from), f->from, town, take_earlier, f, err))
        return -1;
    for (int i = 0; i < n; i++) {
        struct issue_figures *issue = issue_of(f, before[i].id);

        if (issue)
            issue->before = (int)before[i].posts;
    }
    return 0;
}

static int read_issues(struct figures *f, struct store *store, struct err *err)
{
    struct stored_issue *list;

    if (store_issues_between(store, &f->arena, f->from, f->to, &list, &f->nissues, err))
        return -1;
    f->issues = arena_alloc(&f->arena, (size_t)f->nissues * sizeof *f->issues);
    for (int i = 0; i < f->nissues; i++) {
        struct issue_figures *issue = &f->issues[i];

        issue->issue = list[i];
        issue->is_new = list[i].first >= f->from;
        issue->day = when_day(f->to - 1) - when_day(list[i].first) + 1;
        if (store_times(store, &f->arena, list[i].id, f->to - (int64_t)TREND_DAYS * WHEN_DAY, f->to, &issue->times, &issue->ntimes,
                        err))
            return -1;
        count_days(issue->days, issue->times, issue->ntimes, f->to);
    }
    return 0;
}

static int read_days(struct figures *f, struct store *store, struct err *err)
{
    int64_t start = f->to - (int64_t)TREND_DAYS * WHEN_DAY;
    int64_t *times;
    int n, first;

    if (store_times(store, &f->arena, 0, start, f->to, &times, &n, err) || store_tally_first(store, &first, err))
        return -1;
    count_days(f->days, times, n, f->to);
    f->measured_days = TREND_DAYS;
    if (first && first < when_day(start))
        return 0; /* days without a post were measured too */
    while (f->measured_days > 0 && f->days[TREND_DAYS - f->measured_days] < 1)
        f->measured_days--;
    return 0;
}

int figures_read(struct figures *f, struct store *store, const struct municipality *town, int64_t from, int64_t to, struct err *err)
{
    f->from = from;
    f->to = to;
    if (store_posts_between(store, from, to, town, keep_post, f, err) || read_issues(f, store, err) ||
        read_before(f, store, town, err) || read_days(f, store, err))
        return -1;
    share_out(f);
    return 0;
}

/* ---- one matter ---- */

struct times {
    int64_t *v;
    int n, cap;
};

static int keep_time(void *context, const struct stored_post *post)
{
    struct times *t = context;

    if (post->duplicate_of)
        return 0;
    MEM_GROW(t->v, t->n, t->cap);
    t->v[t->n++] = post->post.time;
    return 0;
}

static int read_times(const struct post_source *source, int64_t from, int64_t to, struct arena *a, int64_t **times, int *n, struct err *err)
{
    struct times t = {0};
    int result;

    if (source->times)
        return source->times(source->context, from, to, a, times, n, err);
    result = source->each(source->context, from, to, keep_time, &t, err);
    *n = t.n;
    *times = arena_alloc(a, (size_t)t.n * sizeof *t.v);
    if (t.n)
        memcpy(*times, t.v, (size_t)t.n * sizeof *t.v);
    free(t.v);
    return result;
}

/* What came before the window, and the days of the trend. */
static int read_matter_past(struct figures *f, struct issue_figures *matter, const struct post_source *source, struct err *err)
{
    int64_t *before;

    if (read_times(source, f->from - (f->to - f->from), f->from, &f->arena, &before, &matter->before, err) ||
        read_times(source, f->to - (int64_t)TREND_DAYS * WHEN_DAY, f->to, &f->arena, &matter->times, &matter->ntimes, err))
        return -1;
    count_days(matter->days, matter->times, matter->ntimes, f->to);
    memcpy(f->days, matter->days, sizeof f->days);
    return 0;
}

int figures_read_matter(struct figures *f, const struct post_source *source, const struct stored_issue *issue, int64_t from,
                        int64_t to, struct err *err)
{
    struct issue_figures *matter = arena_alloc(&f->arena, sizeof *matter);

    f->from = from;
    f->to = to;
    f->issues = matter;
    f->nissues = 1;
    if (source->each(source->context, from, to, keep_post, f, err) || read_matter_past(f, matter, source, err))
        return -1;
    f->before = matter->before;
    f->received = f->nposts;
    matter->issue = *issue;
    matter->posts = arena_alloc(&f->arena, (size_t)f->nposts * sizeof *matter->posts);
    for (int i = 0; i < f->nposts; i++) {
        if (f->posts[i].duplicate_of) {
            matter->copies++;
            continue;
        }
        counts_add(&matter->counts, &f->posts[i]);
        matter->posts[matter->nposts++] = &f->posts[i];
    }
    f->counts = matter->counts;
    if (matter->nposts && !matter->issue.first)
        matter->issue.first = matter->posts[0]->post.time;
    if (matter->nposts && !matter->issue.last)
        matter->issue.last = matter->posts[matter->nposts - 1]->post.time;
    matter->issue.posts = matter->nposts;
    matter->is_new = matter->before == 0 && matter->issue.first >= from;
    matter->day = matter->issue.first ? when_day(to - 1) - when_day(matter->issue.first) + 1 : 0;
    f->measured_days = TREND_DAYS;
    return 0;
}

struct one_issue {
    struct store *store;
    const struct municipality *town;
    int64_t id;
};

static int each_of_issue(void *context, int64_t from, int64_t to, stored_post_fn fn, void *fn_context, struct err *err)
{
    struct one_issue *o = context;

    return store_posts_of_issue(o->store, o->id, from, to, o->town, fn, fn_context, err);
}

static int times_of_issue(void *context, int64_t from, int64_t to, struct arena *a, int64_t **times, int *n, struct err *err)
{
    struct one_issue *o = context;

    return store_times(o->store, a, o->id, from, to, times, n, err);
}

int figures_read_issue(struct figures *f, struct store *store, const struct municipality *town, const struct stored_issue *issue,
                       int64_t from, int64_t to, struct err *err)
{
    struct one_issue one = {store, town, issue->id};
    struct post_source source = {each_of_issue, times_of_issue, &one};

    return figures_read_matter(f, &source, issue, from, to, err);
}

static int each_of_rumours(void *context, int64_t from, int64_t to, stored_post_fn fn, void *fn_context, struct err *err)
{
    struct one_issue *o = context;

    return store_rumour_posts(o->store, o->id, from, to, MOST_SPOKEN, o->town, fn, fn_context, err);
}

int figures_read_rumours(struct figures *f, struct store *store, const struct municipality *town, const struct stored_issue *issue,
                         int64_t from, int64_t to, struct err *err)
{
    struct one_issue one = {store, town, issue->id};
    struct post_source source = {each_of_rumours, NULL, &one};

    return figures_read_matter(f, &source, issue, from, to, err);
}

void figures_release(struct figures *f)
{
    free(f->posts);
    arena_release(&f->arena);
    *f = (struct figures){0};
}

/* ---- names with numbers ---- */

struct tallies {
    struct tallied v[MOST_TALLIED];
    int n;
};

static void tally(struct tallies *t, struct str name)
{
    for (int i = 0; i < t->n; i++)
        if (str_eq(t->v[i].name, name)) {
            t->v[i].n++;
            return;
        }
    if (t->n < MOST_TALLIED)
        t->v[t->n++] = (struct tallied){name, 1};
}

static int by_number(const void *a, const void *b)
{
    const struct tallied *x = a;
    const struct tallied *y = b;

    return x->n != y->n ? y->n - x->n : str_cmp(x->name, y->name);
}

static int sorted(struct arena *a, struct tallies *t, struct tallied **list)
{
    *list = arena_alloc(a, (size_t)t->n * sizeof **list);
    qsort(t->v, (size_t)t->n, sizeof *t->v, by_number);
    if (t->n)
        memcpy(*list, t->v, (size_t)t->n * sizeof **list);
    return t->n;
}

static bool speaks(const struct stored_post *p, enum voice voice)
{
    return voice == VOICE_NONE || p->marks.voice == voice;
}

int tallied_actors(struct arena *a, const struct issue_figures *issue, enum voice voice, struct tallied **list)
{
    struct tallies t = {.n = 0};

    for (int i = 0; i < issue->nposts; i++)
        if (speaks(issue->posts[i], voice) && post_is_public(&issue->posts[i]->post))
            tally(&t, issue->posts[i]->post.actor);
    return sorted(a, &t, list);
}

int tallied_districts(struct arena *a, const struct issue_figures *issue, enum voice voice, const struct municipality *town,
                      struct tallied **list)
{
    struct tallies t = {.n = 0};

    for (int i = 0; i < issue->nposts; i++)
        for (int j = 0; speaks(issue->posts[i], voice) && j < issue->posts[i]->marks.nplaces; j++)
            tally(&t, town->districts[issue->posts[i]->marks.places[j]].name);
    return sorted(a, &t, list);
}

bool has_topic(const struct stored_post *p, struct str topic)
{
    for (int i = 0; i < p->marks.ntopics; i++)
        if (str_eq(p->marks.topics[i], topic))
            return true;
    return false;
}

int tallied_topics(struct arena *a, const struct issue_figures *issue, enum voice voice, struct tallied **list)
{
    struct tallies t = {.n = 0};

    for (int i = 0; i < issue->nposts; i++)
        for (int j = 0; speaks(issue->posts[i], voice) && j < issue->posts[i]->marks.ntopics; j++)
            tally(&t, issue->posts[i]->marks.topics[j]);
    return sorted(a, &t, list);
}

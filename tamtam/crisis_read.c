/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "tamtam/crisis.h"

#include <stdlib.h>

#include "base/when.h"
#include "tamtam/life.h"

enum {
    BACK_HOURS = 36, /* an incident is looked for so far back */
    QUIET_HOURS = 6  /* a gap as long as this divides two incidents of one issue */
};

bool crisis_in_window(const struct crisis *r, int64_t t)
{
    return t >= r->order.from;
}

static bool in_window_before(const struct crisis *r, int64_t t)
{
    return t < r->order.from && t >= r->order.from - (r->order.to - r->order.from);
}

static bool is_public_source(const struct stored_post *p)
{
    return p->marks.voice == VOICE_GEMEENTE || p->marks.voice == VOICE_MEDIA;
}

struct shown {
    struct str url;
    const struct stored_post *post;
};

static int by_address_and_time(const void *a, const void *b)
{
    const struct shown *x = a;
    const struct shown *y = b;
    int order = str_cmp(x->url, y->url);

    return order ? order : (x->post->post.time > y->post->post.time) - (x->post->post.time < y->post->post.time);
}

/* Of what is shown, the one that stands in most posts. */
static void find_most_shown(struct going_round *round, struct shown *shown, int n)
{
    const struct stored_post *first = NULL;
    int posts = 0;

    qsort(shown, (size_t)n, sizeof *shown, by_address_and_time);
    for (int i = 0; i < n; i++) {
        bool next = i == 0 || !str_eq(shown[i].url, shown[i - 1].url);

        first = next ? shown[i].post : first;
        posts = next ? 1 : posts + (shown[i].post != shown[i - 1].post);
        if (posts > round->same) {
            round->same = posts;
            round->first = first;
        }
    }
}

static void read_pictures(struct crisis *r)
{
    struct shown *shown;
    int n = 0;

    for (int i = 0; i < r->m->nposts; i++)
        n += r->m->posts[i]->post.nmedia;
    shown = arena_alloc(&r->arena, (size_t)n * sizeof *shown);
    n = 0;
    for (int i = 0; i < r->m->nposts; i++) {
        const struct stored_post *p = r->m->posts[i];

        if (p->post.nmedia == 0 || is_public_source(p))
            continue;
        r->round.all++;
        r->round.now += crisis_in_window(r, p->post.time);
        r->round.before += in_window_before(r, p->post.time);
        for (int k = 0; k < p->post.nmedia; k++)
            shown[n++] = (struct shown){p->post.media[k].url, p};
    }
    find_most_shown(&r->round, shown, n);
}

/* Does a post count under a part? */
static bool counts_under(const struct stored_post *p, enum picture_part part)
{
    static const enum crisis_mark marks[PICTURE_PARTS] = {CRISIS_INFORMATIEBEHOEFTE, CRISIS_GEDRAG,
                                                          CRISIS_BETEKENISGEVING, CRISIS_GERUCHT};

    if (is_public_source(p))
        return false;
    return p->marks.crisis >> marks[part] & 1 || (part == PICTURE_QUESTION && p->marks.intent == INTENT_VRAAG);
}

static struct seen *seen_of(struct crisis *r, enum picture_part part, int line)
{
    static const char *const others[PICTURE_PARTS] = {"Overige vragen", "overig gedrag", "overige gevoelens",
                                                      "Overige geruchten"};
    int k = 0;

    while (k < r->nseen[part] && r->seen[part][k].line != line)
        k++;
    if (k == (int)(sizeof r->seen[part] / sizeof *r->seen[part]))
        return NULL;
    if (k == r->nseen[part])
        r->seen[part][r->nseen[part]++] = (struct seen){
            .line = line, .label = line < 0 ? str_of(others[part]) : r->picture->lines[line].label, .asked_only = true};
    return &r->seen[part][k];
}

static void count(struct crisis *r, enum picture_part part, const struct stored_post *p)
{
    int line = picture_line_of(r->picture, part, p);
    struct seen *s;

    if (part == PICTURE_RUMOUR && line >= 0 && post_is_public(&p->post) && picture_judges(r->picture, line, p) != VERDICT_NONE)
        return; /* it speaks of a rumour, and spreads none */
    s = seen_of(r, part, line);
    if (!s)
        return;
    s->all++;
    s->now += crisis_in_window(r, p->post.time);
    s->before += in_window_before(r, p->post.time);
    s->first = s->first ? s->first : p->post.time;
    s->last = p->post.time;
    s->channels |= 1u << p->post.channel;
    s->asked_only = s->asked_only && p->marks.intent == INTENT_VRAAG;
}

/* Who spoke of a question after it was first asked: the own channel, or media and organisations. */
static void find_answers(struct crisis *r, struct seen *s)
{
    for (int i = 0; i < r->m->nposts; i++) {
        const struct stored_post *p = r->m->posts[i];
        bool other = post_is_public(&p->post) && (p->marks.voice == VOICE_MEDIA || p->marks.voice == VOICE_BELANGENGROEP);

        if (p->post.time < s->first || !(own_line_has(p) || other) || !picture_fits(r->picture, s->line, p))
            continue;
        if (own_line_has(p) && !s->own)
            s->own = p;
        if (other && !s->other)
            s->other = p;
    }
}

static void find_what_is_known(struct crisis *r, enum picture_part part, struct seen *s)
{
    if (s->line < 0)
        return;
    if (part == PICTURE_QUESTION)
        find_answers(r, s);
    if (part == PICTURE_RUMOUR)
        s->rumour = rumour_read(r->picture, s->line, r->m, r->start, s->first, r->found, r->nfound);
}

static int most_now(const void *a, const void *b)
{
    const struct seen *x = a;
    const struct seen *y = b;

    if ((x->line < 0) != (y->line < 0))
        return (x->line < 0) - (y->line < 0);
    if (x->now != y->now)
        return y->now - x->now;
    return x->all != y->all ? y->all - x->all : x->line - y->line;
}

void crisis_read(struct crisis *r)
{
    r->own = own_line_read(r->m, r->start, r->order.to);
    read_pictures(r);
    for (int i = 0; i < r->m->nposts; i++) {
        const struct stored_post *p = r->m->posts[i];

        r->now += crisis_in_window(r, p->post.time);
        r->before += in_window_before(r, p->post.time);
        for (int part = 0; part < PICTURE_PARTS; part++)
            if (counts_under(p, (enum picture_part)part))
                count(r, (enum picture_part)part, p);
    }
    for (int part = 0; part < PICTURE_PARTS; part++) {
        for (int k = 0; k < r->nseen[part]; k++)
            find_what_is_known(r, (enum picture_part)part, &r->seen[part][k]);
        qsort(r->seen[part], (size_t)r->nseen[part], sizeof *r->seen[part], most_now);
    }
}

int crisis_sum(const struct crisis *r, enum picture_part part, bool before)
{
    int n = 0;

    for (int k = 0; k < r->nseen[part]; k++)
        n += before ? r->seen[part][k].before : r->seen[part][k].now;
    return n;
}

/* The first post of the burst that goes on at the end: of the last day and a half, what came after the last silence. */
int crisis_find_start(const struct crisis_order *order, struct store *store, int64_t *start, struct err *err)
{
    struct arena a = {0};
    int64_t *times;
    int n, first;
    int result =
        store_times(store, &a, order->issue.id, order->to - BACK_HOURS * (int64_t)WHEN_HOUR, order->to, &times, &n, err);

    if (result == 0) {
        first = n - 1;
        while (first > 0 && times[first] - times[first - 1] < QUIET_HOURS * (int64_t)WHEN_HOUR)
            first--;
        *start = n ? times[first + life_burst(times + first, n - first, order->to)] : order->from;
    }
    arena_release(&a);
    return result;
}


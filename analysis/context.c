/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "analysis/context.h"

#include <stdlib.h>
#include <string.h>

#include "analysis/reading.h"

/*
 * All in thousandths; found by leaving corpora out (bench/crossval.c), where broad ranges of them do as well. A mean is
 * drawn to what posts have without any evidence by as many imagined posts as `_PRIOR` says.
 */
enum {
    ISSUES = 2048, /* a town of 3,000 posts a day has some 1,400 of five weeks */
    POSTS = 256,
    ISSUE_THEMES = 1300, /* how much the mean of the issue counts */
    THEMES_PRIOR = 500,
    SECOND_THEME = -100,
    USUAL_INCIDENT = -900, /* an ordinary post's leaning */
    ISSUE_INCIDENT = 1500,
    ISSUE_PRIOR = 1000,
    TOWN_INCIDENT = 2500,
    TOWN_PRIOR = 3000,
    LEAST_INCIDENT = 100,
    ONE = 1000,
    /* the same where later posts are known, too */
    BACK_THEMES = 1000,
    BACK_PRIOR = 1000,
    BACK_LIFT = 500, /* a theme that most posts of an issue hardly speak against is one of its themes */
    BACK_SECOND = -50,
    BACK_INCIDENT = 2000,
    BACK_TOWN = 3000,
    BACK_LEAST = 200
};

/* The town's talk fades by half in sixteen of these steps: four hours. */
enum { FADE_STEP_MS = 15 * 60 * 1000, FADED = 958, FADED_OUT = 400 };

enum { VERSION = 0x74780003 };

/* Sums of the leanings of an issue's posts. */
struct background {
    int64_t issue;
    int64_t n; /* thousandths of a post */
    int64_t themes[THEME_COUNT];
    int64_t incident; /* above the usual */
};

/* A post of late: it may join an issue afterwards. */
struct recent {
    int64_t post, issue;
    struct leanings own;
};

/* The talk of the town: it fades as time goes by. */
struct talk {
    int64_t step;   /* of the clock, when it last faded */
    int64_t n, sum; /* posts of the last hours, in thousandths, and their leanings to an incident above the usual */
};

struct context {
    int64_t version;
    struct talk town;
    struct background v[ISSUES]; /* by the issue's number, as far as there is room */
    struct recent recent[POSTS]; /* by the post's */
};

struct context *context_new(void)
{
    struct context *c = mem_calloc(1, sizeof *c);

    c->version = VERSION;
    return c;
}

void context_free(struct context *c)
{
    free(c);
}

static struct background *place_of(struct context *c, int64_t issue)
{
    return &c->v[(uint64_t)issue % ISSUES];
}

/* The issue's background; a new one takes the place of an issue that came as many issues before it as there are places. */
static struct background *background_of(struct context *c, int64_t issue)
{
    struct background *b = place_of(c, issue);

    if (b->issue != issue)
        *b = (struct background){.issue = issue};
    return b;
}

static void fade(struct talk *t, int64_t time)
{
    int64_t step = time / FADE_STEP_MS, steps = step - t->step;

    if (steps <= 0)
        return;
    t->step = step;
    for (int64_t i = 0; i < steps && i < FADED_OUT && t->n; i++) {
        t->sum = t->sum * FADED / ONE;
        t->n = t->n * FADED / ONE;
    }
}

static void hear(struct talk *t, const struct leanings *own)
{
    t->sum += own->incident - USUAL_INCIDENT;
    t->n += ONE;
}

/* The mean of a sum over n thousandths of posts, drawn to nought. */
static int64_t mean(int64_t sum, int64_t n, int64_t prior)
{
    return sum * ONE / (n + prior);
}

static uint32_t settled_themes(const struct background *b, const struct leanings *own)
{
    int32_t sums[THEME_COUNT];

    for (int i = 0; i < THEME_COUNT; i++)
        sums[i] = own->themes[i] + (int32_t)(ISSUE_THEMES * mean(b->themes[i], b->n, THEMES_PRIOR) / ONE);
    return decide_themes(sums, SECOND_THEME);
}

static bool is_incident(const struct context *c, const struct background *b, const struct leanings *own)
{
    int64_t sum = own->incident + TOWN_INCIDENT * mean(c->town.sum, c->town.n, TOWN_PRIOR) / ONE;

    if (b)
        sum += ISSUE_INCIDENT * mean(b->incident, b->n, ISSUE_PRIOR) / ONE;
    return sum > LEAST_INCIDENT;
}

/* Adds a post to the background of an issue, or takes it out again (by -1). */
static void count(struct context *c, int64_t issue, const struct leanings *own, int by)
{
    struct background *b = place_of(c, issue);

    if (!issue || (by < 0 && (b->issue != issue || b->n < ONE)))
        return;
    b = background_of(c, issue);
    b->n += by * ONE;
    b->incident += by * (own->incident - USUAL_INCIDENT);
    for (int i = 0; i < THEME_COUNT; i++)
        b->themes[i] += by * own->themes[i];
}

static void move(struct context *c, int64_t post, int64_t issue)
{
    struct recent *r = &c->recent[(uint64_t)post % POSTS];

    if (r->post != post || r->issue == issue)
        return;
    count(c, r->issue, &r->own, -1);
    count(c, issue, &r->own, 1);
    r->issue = issue;
}

static void merge(struct context *c, int64_t into, int64_t from)
{
    struct background *place = place_of(c, from), other = *place, *b;

    if (other.issue != from || into == 0 || into == from)
        return;
    *place = (struct background){0};
    b = background_of(c, into);
    b->n += other.n;
    b->incident += other.incident;
    for (int i = 0; i < THEME_COUNT; i++)
        b->themes[i] += other.themes[i];
    for (int i = 0; i < POSTS; i++)
        if (c->recent[i].issue == from)
            c->recent[i].issue = into;
}

void context_follow(struct context *c, const struct changes *changes)
{
    for (int i = 0; i < changes->n; i++) {
        const struct change *change = &changes->v[i];

        if (change->kind == CHANGE_POST)
            move(c, change->post, change->issue);
        else if (change->kind == CHANGE_MERGE)
            merge(c, change->issue, change->other);
    }
}

static int64_t issue_of(const struct changes *changes, int64_t post)
{
    int64_t issue = 0;

    for (int i = 0; i < changes->n; i++)
        if (changes->v[i].kind == CHANGE_POST && changes->v[i].post == post)
            issue = changes->v[i].issue;
    return issue;
}

static void remember(struct context *c, int64_t post, int64_t issue, const struct leanings *own)
{
    hear(&c->town, own);
    count(c, issue, own, 1);
    c->recent[(uint64_t)post % POSTS] = (struct recent){post, issue, *own};
}

void context_settle(struct context *c, const struct changes *changes, const struct post *post, struct marks *m)
{
    const struct leanings own = m->leanings;
    uint8_t crisis = decide_crisis(own.crisis);
    const struct background *b;
    int64_t issue;

    context_follow(c, changes);
    issue = issue_of(changes, post->seq);
    b = issue ? background_of(c, issue) : NULL;
    fade(&c->town, post->time);
    if (b && b->n && m->themes == decide_themes(own.themes, ALONE_SECOND_THEME))
        m->themes = settled_themes(b, &own);
    if (m->crisis == (own.incident > ALONE_INCIDENT ? crisis : 0))
        m->crisis = is_incident(c, b, &own) ? crisis : 0;
    remember(c, post->seq, issue, &own);
}

/* ---- looking back */

/* The sums of each issue's posts, by its number; `most` is the highest. */
static struct background *add_issues(const struct retold *posts, int64_t n, int64_t most)
{
    struct background *issues = mem_calloc((size_t)most + 1, sizeof *issues);

    for (int64_t i = 0; i < n; i++) {
        struct background *b = &issues[posts[i].issue];

        b->n += ONE;
        b->incident += posts[i].own.incident - USUAL_INCIDENT;
        for (int t = 0; t < THEME_COUNT; t++)
            b->themes[t] += posts[i].own.themes[t] + BACK_LIFT;
    }
    return issues;
}

/* What the talk before and after each post says: the sums of both, faded with the time between. */
static struct talk *hear_town(const struct retold *posts, int64_t n)
{
    struct talk *towns = mem_calloc((size_t)n + 1, sizeof *towns), before = {0}, after = {0};

    for (int64_t i = 0; i < n; i++) {
        fade(&before, posts[i].time);
        towns[i] = before;
        hear(&before, &posts[i].own);
    }
    after.step = INT64_MIN / 2;
    for (int64_t i = n - 1; i >= 0; i--) {
        fade(&after, -posts[i].time);
        towns[i].sum += after.sum;
        towns[i].n += after.n;
        hear(&after, &posts[i].own);
    }
    return towns;
}

static uint32_t themes_among(const struct background *b, const struct leanings *own)
{
    int32_t sums[THEME_COUNT];

    for (int i = 0; i < THEME_COUNT; i++)
        sums[i] = own->themes[i] +
                  (int32_t)(BACK_THEMES * mean(b->themes[i] - own->themes[i] - BACK_LIFT, b->n - ONE, BACK_PRIOR) / ONE);
    return decide_themes(sums, BACK_SECOND);
}

static bool is_incident_among(const struct background *b, const struct talk *town, const struct leanings *own)
{
    int64_t sum = own->incident + BACK_TOWN * mean(town->sum, town->n, TOWN_PRIOR) / ONE;

    if (b)
        sum += BACK_INCIDENT * mean(b->incident - own->incident + USUAL_INCIDENT, b->n - ONE, BACK_PRIOR) / ONE;
    return sum > BACK_LEAST;
}

void context_look_back(struct retold *posts, int64_t n)
{
    int64_t most = 0;

    for (int64_t i = 0; i < n; i++)
        most = posts[i].issue > most ? posts[i].issue : most;
    struct background *issues = add_issues(posts, n, most);
    struct talk *towns = hear_town(posts, n);
    for (int64_t i = 0; i < n; i++) {
        struct retold *p = &posts[i];
        const struct background *b = p->issue && issues[p->issue].n > ONE ? &issues[p->issue] : NULL;

        p->themes = b ? themes_among(b, &p->own) : decide_themes(p->own.themes, ALONE_SECOND_THEME);
        p->crisis = is_incident_among(b, &towns[i], &p->own) ? decide_crisis(p->own.crisis) : 0;
        p->more_themes = p->themes & ~decide_themes(p->own.themes, ALONE_SECOND_THEME);
        p->more_crisis = p->own.incident > ALONE_INCIDENT ? 0 : p->crisis;
    }
    free(issues);
    free(towns);
}

void context_save(const struct context *c, struct buf *out)
{
    buf_add(out, (struct str){(const char *)c, sizeof *c});
}

int context_load(struct context *c, struct str *bytes, struct err *err)
{
    int64_t version = VERSION;

    if (bytes->n < sizeof *c || memcmp(bytes->p, &version, sizeof version) != 0)
        return err_set(err, "the context is of another version");
    memcpy(c, bytes->p, sizeof *c);
    *bytes = str_sub(*bytes, sizeof *c, bytes->n);
    return 0;
}

/* One why a value that the settled set has and the other has not. */
static int why_bits(const char *mark, const struct value_name *names, uint32_t alone, uint32_t settled, struct why *whys, int most,
                    struct arena *a)
{
    int n = 0;

    for (int i = 0; names[i].name && n < most; i++)
        if ((settled & ~alone) >> i & 1)
            whys[n++] = (struct why){.mark = str_printf(a, "%s:%s", mark, names[i].name),
                                     .entry = STR("@what-was-said-before"),
                                     .file = STR("context")};
    return n;
}

int context_whys(const struct marks *alone, const struct marks *settled, struct why *whys, int most, struct arena *a)
{
    int n = why_bits("theme", theme_names, alone->themes, settled->themes, whys, most, a);

    return n + why_bits("crisis", crisis_names, alone->crisis, settled->crisis, whys + n, most - n, a);
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * How fast marks and grouping are, on one core, by the size of the archive.
 *
 *     speed LEXICONS SET POSTS
 *
 * Makes a stream of so many posts from a set (bench/corpus.h): the set once more and once more, each time with issues of its
 * own (their rarer words are other words, their writers other people), started so that 100,000 posts lie in the window of
 * 35 days. Each post is marked as it is and then grouped. Prints microseconds per post of both and posts per second of the two
 * together, at each step of the archive. JSON is left out.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/grouper.h"
#include "base/when.h"
#include "bench/corpus.h"

enum { IN_WINDOW = 100000, WINDOW = 35, COMMON_SHARE = 30, SALT_BYTES = 8 };

/* A post of the stream: which one of the set, in which copy of it. */
struct turn {
    int64_t time;
    int sample;
    uint32_t copy;
};

struct speed {
    struct corpus corpus;
    struct analyser *an;
    struct scratch *scratch;
    struct grouper *g;
    bool **rare; /* of each sample, which of its terms go with its issue */
    struct turn *turns;
    int nturns;
};

struct seen {
    uint64_t key;
    int sample, term;
};

static int by_key(const void *x, const void *y)
{
    const struct seen *a = x, *b = y;

    return a->key < b->key ? -1 : a->key > b->key;
}

/* Terms that few posts of the set have are its issues' own. */
static void find_rare(struct speed *s)
{
    struct corpus *c = &s->corpus;
    struct seen *seen;
    int n = 0;

    for (int i = 0; i < c->n; i++)
        n += c->v[i].terms.n;
    seen = mem_calloc((size_t)n + 1, sizeof *seen);
    s->rare = mem_calloc((size_t)c->n + 1, sizeof *s->rare);
    n = 0;
    for (int i = 0; i < c->n; i++) {
        s->rare[i] = arena_alloc(&c->arena, (size_t)c->v[i].terms.n + 1);
        for (int k = 0; k < c->v[i].terms.n; k++)
            seen[n++] = (struct seen){c->v[i].terms.v[k].key, i, k};
    }
    qsort(seen, (size_t)n, sizeof *seen, by_key);
    for (int i = 0, j; i < n; i = j) {
        for (j = i; j < n && seen[j].key == seen[i].key; j++)
            ;
        for (int k = i; k < j && (j - i) * COMMON_SHARE < c->n; k++)
            s->rare[seen[k].sample][seen[k].term] = true;
    }
    free(seen);
}

static int by_time(const void *x, const void *y)
{
    const struct turn *a = x, *b = y;

    if (a->time != b->time)
        return a->time < b->time ? -1 : 1;
    if (a->copy != b->copy)
        return a->copy < b->copy ? -1 : 1;
    return a->sample - b->sample;
}

/* As many copies as it takes, each a little later than the one before. */
static void plan(struct speed *s, int posts)
{
    struct corpus *c = &s->corpus;
    int copies = posts / c->n + 1 + IN_WINDOW / c->n;
    int64_t step = (int64_t)WINDOW * WHEN_DAY * c->n / IN_WINDOW;

    s->turns = mem_calloc((size_t)copies * (size_t)c->n, sizeof *s->turns);
    for (int k = 0; k < copies; k++)
        for (int i = 0; i < c->n; i++)
            s->turns[s->nturns++] = (struct turn){c->v[i].post.time + k * step, i, (uint32_t)k};
    qsort(s->turns, (size_t)s->nturns, sizeof *s->turns, by_time);
    s->nturns = s->nturns < posts ? s->nturns : posts;
}

static struct str salted(struct arena *a, struct str text, uint32_t copy)
{
    return text.n ? str_printf(a, "%.*s-%u", STR_ARG(text), copy) : text;
}

/* The text with each word made another one: what copies are known by. */
static struct str salted_words(struct arena *a, struct str text, uint32_t copy)
{
    char salt[SALT_BYTES];
    char *out = arena_alloc(a, text.n * (SALT_BYTES + 1) + 1);
    size_t n = 0;
    int length = snprintf(salt, sizeof salt, "%u", copy);

    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] == ' ') {
            memcpy(out + n, salt, (size_t)length);
            n += (size_t)length;
        }
        out[n++] = text.p[i];
    }
    return (struct str){out, n};
}

/* The post and terms of a turn. */
static void make_post(const struct speed *s, const struct turn *t, int64_t seq, struct post *post, struct terms *terms,
                      struct arena *a)
{
    const struct sample *sample = &s->corpus.v[t->sample];

    *post = sample->post;
    post->seq = seq;
    post->time = t->time;
    post->id = salted(a, post->id, t->copy);
    post->author = salted(a, post->author, t->copy);
    post->url = salted(a, post->url, t->copy);
    post->text = salted_words(a, post->text, t->copy);
    terms->n = terms->cap = sample->terms.n;
    terms->v = arena_alloc(a, (size_t)(terms->n + 1) * sizeof *terms->v);
    for (int k = 0; k < terms->n; k++) {
        terms->v[k] = sample->terms.v[k];
        if (s->rare[t->sample][k])
            terms->v[k].key = (terms->v[k].key ^ (uint64_t)t->copy * 0x9e3779b97f4a7c15ULL) * 0xff51afd7ed558ccdULL;
    }
}

static int64_t live_issues(const struct grouper *g)
{
    int64_t n = 0;

    for (uint32_t i = 0; i < g->nclusters; i++)
        n += g->clusters[i].n && g->clusters[i].id;
    return n;
}

static void run(struct speed *s)
{
    static const int steps[] = {1000, 3000, 10000, 30000, 100000, 200000, 300000, 1000000};
    struct arena a = {0};
    double marking = 0, grouping = 0;
    int from = 0;
    size_t step = 0;

    printf("%10s %10s %8s %10s %10s %10s\n", "archive", "window", "issues", "marks us", "group us", "posts/s");
    for (int i = 0; i < s->nturns; i++) {
        const struct sample *sample = &s->corpus.v[s->turns[i].sample];
        struct post post;
        struct marks marks;
        struct terms terms;
        double t0, t1, t2;
        const struct terms *own;

        make_post(s, &s->turns[i], i + 1, &post, &terms, &a);
        t0 = cpu_seconds();
        analyse_post(s->an, s->scratch, &sample->post, &marks, &own, NULL);
        t1 = cpu_seconds();
        grouper_post(s->g, &post, &sample->marks, &terms);
        t2 = cpu_seconds();
        marking += t1 - t0;
        grouping += t2 - t1;
        if (i + 1 == steps[step] || i + 1 == s->nturns) {
            int n = i + 1 - from;

            printf("%10d %10u %8lld %10.1f %10.1f %10.0f\n", i + 1, (unsigned)s->g->nitems, (long long)live_issues(s->g),
                   marking / n * 1e6, grouping / n * 1e6, n / (marking + grouping));
            fflush(stdout);
            from = i + 1;
            marking = grouping = 0;
            step++;
        }
        arena_clear(&a);
    }
    arena_release(&a);
}

int main(int argc, char **argv)
{
    const char *folders[2] = {argc > 1 ? argv[1] : NULL, NULL};
    struct speed s = {0};
    struct faults faults = {0};
    struct err err;
    int posts = argc == 4 ? atoi(argv[3]) : 0;

    if (posts < 1) {
        fprintf(stderr, "usage: speed LEXICONS NEWSROOM=POSTS[+NEWSROOM=POSTS]... NUMBER\n");
        return 2;
    }
    corpus_read(&s.corpus, argv[1], argv[2]);
    if (analyser_new(&s.an, folders, &s.corpus.town, &faults, &err))
        give_up(argv[1], err.text);
    s.scratch = scratch_new(s.an);
    s.g = grouper_new(folders, &s.corpus.town);
    find_rare(&s);
    plan(&s, posts);
    run(&s);
    grouper_free(s.g);
    scratch_free(s.scratch);
    analyser_free(s.an);
    free(s.rare);
    free(s.turns);
    corpus_release(&s.corpus);
    return 0;
}

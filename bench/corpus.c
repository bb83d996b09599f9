/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "bench/corpus.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/file.h"
#include "base/record.h"
#include "base/when.h"
#include "listener/capture.h"

enum { INPUT_MAX = 1 << 29 };

/* One set while it is read. */
struct reader {
    struct corpus *c;
    struct municipality town;
    struct analyser *an;
    struct scratch *scratch;
    struct str name; /* of the newsroom's folder */
    int set;
    int first; /* its first sample */
};

_Noreturn void give_up(const char *what, const char *why)
{
    fprintf(stderr, "bench: %s: %s\n", what, why);
    exit(1);
}

double cpu_seconds(void)
{
    struct timespec t;

    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* Another town's places and people are numbers of the first town's. */
static void adopt(struct reader *r, struct sample *s)
{
    const struct municipality *town = &r->c->town;

    if (r->set == 0)
        return;
    for (int i = 0; i < s->marks.nplaces; i++)
        s->marks.places[i] = (uint16_t)(town->ndistricts ? s->marks.places[i] % town->ndistricts : 0);
    for (int i = 0; i < s->marks.npeople; i++)
        s->marks.people[i] = (uint16_t)(town->npeople ? s->marks.people[i] % town->npeople : 0);
    if (!town->ndistricts)
        s->marks.nplaces = 0;
    if (!town->npeople)
        s->marks.npeople = 0;
}

static void keep_terms(struct corpus *c, struct sample *s, const struct terms *terms)
{
    s->terms.n = s->terms.cap = terms->n;
    s->terms.v = arena_alloc(&c->arena, (size_t)(terms->n + 1) * sizeof *terms->v);
    if (terms->n)
        memcpy(s->terms.v, terms->v, (size_t)terms->n * sizeof *terms->v);
}

static void read_post(struct reader *r, json_t *object, struct str line)
{
    const struct capture capture = {.town = &r->town};
    struct capture_facts facts = {.seen = TIME_NONE};
    struct corpus *c = r->c;
    struct captured captured;
    struct entry entry;
    struct sample *s;
    const struct terms *terms;
    struct err err;
    struct str town = record_text(&c->arena, object, "municipality");

    if (town.n && !str_eq(town, r->name))
        return;
    if (record_entry(&entry, object, &c->arena, &err))
        give_up(str_c(&c->arena, line), err.text);
    facts.voice_cue = analyse_name(r->an, r->scratch, capture_author(NULL, &entry, &c->arena));
    capture_entry(&captured, &capture, NULL, &entry, &facts, &c->arena);
    MEM_GROW(c->v, c->n, c->cap);
    s = &c->v[c->n++];
    *s = (struct sample){.post = captured.post, .gold = -1, .set = r->set};
    post_keep(&s->post, &c->arena);
    analyse_post(r->an, r->scratch, &s->post, &s->marks, &terms, NULL);
    s->marks.ntopics = 0; /* borrowed from the lexicon, which goes */
    keep_terms(c, s, terms);
    adopt(r, s);
    s->issue_name = record_text(&c->arena, object, "issue");
    s->labelled_crisis = json_array_size(json_object_get(object, "crisis")) > 0;
}

/* The newsroom's folder without what leads to it. */
static struct str folder_name(struct str path)
{
    while (path.n && path.p[path.n - 1] == '/')
        path.n--;
    for (size_t i = path.n; i-- > 0;)
        if (path.p[i] == '/')
            return str_sub(path, i + 1, path.n);
    return path;
}

static void read_lines(struct reader *r, const char *file)
{
    struct buf in = {.max = INPUT_MAX};
    struct err err;

    if (file_read(file, &in, &err))
        give_up(file, err.text);
    for (struct str rest = buf_str(&in); rest.n;) {
        struct str line = str_trim(str_cut(&rest, '\n'));
        json_t *object = line.n ? record_parse(line, &err) : NULL;

        if (line.n && !object)
            give_up(file, err.text);
        if (object)
            read_post(r, object, line);
        json_decref(object);
    }
    buf_release(&in);
}

/* Moves a set by whole weeks to where the first one starts. */
static void move_beside(struct reader *r)
{
    static const int64_t week = 7 * (int64_t)WHEN_DAY;
    struct corpus *c = r->c;
    int64_t first = INT64_MAX, own = INT64_MAX;

    for (int i = 0; i < c->n; i++) {
        int64_t *earliest = i < r->first ? &first : &own;

        *earliest = c->v[i].post.time < *earliest ? c->v[i].post.time : *earliest;
    }
    for (int i = r->first; i < c->n && r->first; i++)
        c->v[i].post.time += llround((double)(first - own) / (double)week) * week;
}

static void read_set(struct corpus *c, const char *lexicons, struct str set, int number)
{
    struct str newsroom = str_cut(&set, '=');
    struct reader r = {.c = c, .set = number, .name = folder_name(newsroom), .first = c->n};
    const char *const folders[] = {file_path(&c->arena, lexicons, str_c(&c->arena, r.name)), lexicons, NULL};
    const char *conf = file_path(&c->arena, str_c(&c->arena, newsroom), "tamtam.conf");
    struct faults faults = {0};
    struct err err;

    if (municipality_read(&r.town, conf, &faults, &err) || (number == 0 && municipality_read(&c->town, conf, &faults, &err)) ||
        analyser_new(&r.an, folders, &r.town, &faults, &err))
        give_up(conf, err.text);
    r.scratch = scratch_new(r.an);
    read_lines(&r, str_c(&c->arena, set));
    move_beside(&r);
    scratch_free(r.scratch);
    analyser_free(r.an);
    municipality_release(&r.town);
}

static int by_time(const void *x, const void *y)
{
    const struct sample *a = x, *b = y;
    int order = (a->post.time > b->post.time) - (a->post.time < b->post.time);

    return order ? order : (a->post.seq > b->post.seq) - (a->post.seq < b->post.seq);
}

/* Numbers the posts, and finds each one's issue by its name. */
static void number(struct corpus *c)
{
    for (int i = 0; i < c->n; i++)
        c->v[i].post.seq = i;
    if (c->n)
        qsort(c->v, (size_t)c->n, sizeof *c->v, by_time);
    for (int i = 0; i < c->n; i++) {
        struct sample *s = &c->v[i];

        s->post.seq = i + 1;
        for (int k = 0; k <= i && s->issue_name.n && s->gold < 0; k++)
            if (c->v[k].set == s->set && str_eq(c->v[k].issue_name, s->issue_name))
                s->gold = k;
    }
}

static void find_acute(struct corpus *c)
{
    enum { LEAST = 5, SHARE = 3 };

    for (int i = 0; i < c->n; i++) {
        int n = 0, crisis = 0;

        for (int k = i; k < c->n && c->v[i].gold == i; k++) {
            n += c->v[k].gold == i;
            crisis += c->v[k].gold == i && c->v[k].labelled_crisis;
        }
        c->v[i].acute = c->v[i].gold == i ? n >= LEAST && crisis * SHARE >= n : c->v[i].gold >= 0 && c->v[c->v[i].gold].acute;
    }
}

void corpus_read(struct corpus *c, const char *lexicons, const char *set)
{
    struct str rest = str_of(set);

    *c = (struct corpus){0};
    for (int i = 0; rest.n; i++)
        read_set(c, lexicons, str_cut(&rest, '+'), i);
    number(c);
    find_acute(c);
}

void corpus_release(struct corpus *c)
{
    free(c->v);
    municipality_release(&c->town);
    arena_release(&c->arena);
}

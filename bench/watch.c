/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * How soon incidents are warned of, and how often it is for nothing.
 *
 *     watch incidents LEXICONS SET...
 *     watch year      LEXICONS SET [SEEDS]
 *
 * `incidents` plays each labelled set as it is, and once more for each of its acute incidents: made slow (six times as long),
 * moved to begin at half past two at night, thinned to every second post, and with the set's next incident, thinned, eight hours
 * behind it. It prints how many posts of the incident and minutes it took to a waarschuwing or crisis that is mostly on it, and
 * what else was warned of. An incident is an issue of 5 posts or more of which a third have a crisis label.
 *
 * `year` makes 52 ordinary weeks: each hour of the week is one of those of the sets' weeks, drawn by lot, without the acute
 * incidents. Whatever is warned of is false.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/grouper.h"
#include "base/when.h"
#include "bench/corpus.h"

enum { WEEKS = 52, WEEK_HOURS = 168, ENOUGH_POSTS = 8, MOST_FALSE = 5 };

/* A stream: samples at other times, some left out. */
struct played {
    int64_t time;
    int sample;
};

struct stream {
    struct corpus *c;
    struct played *v;
    int n, cap;
    int *posts; /* per incident (its first sample): posts of it that came by */
};

/* What was warned of. */
struct outcome {
    int *after;     /* per incident: posts until it was warned of, 0: never */
    int64_t *delay; /* UTC ms since its first post */
    int64_t *alert; /* the alert that did */
    int false_ones;
    int twice; /* another alert on an incident that has one */
};

static void add(struct stream *s, int64_t time, int sample)
{
    MEM_GROW(s->v, s->n, s->cap);
    s->v[s->n++] = (struct played){time, sample};
}

static int by_time(const void *x, const void *y)
{
    const struct played *a = x, *b = y;

    if (a->time != b->time)
        return a->time < b->time ? -1 : 1;
    return a->sample - b->sample;
}

static int incident_of(const struct corpus *c, int sample)
{
    return c->v[sample].acute ? c->v[sample].gold : -1;
}

/* The incident that a third or more of an alert's posts are of, and more than of anything else; -1: none. */
static int subject_of(const struct stream *s, const struct alert *alert)
{
    int best = -1, most = 0;

    for (int i = 0; i < alert->nposts; i++) {
        int gold = s->c->v[s->v[alert->posts[i] - 1].sample].gold, n = 0;

        for (int k = 0; k < alert->nposts; k++)
            n += s->c->v[s->v[alert->posts[k] - 1].sample].gold == gold;
        if (n > most) {
            most = n;
            best = gold;
        }
    }
    return best >= 0 && s->c->v[best].acute ? best : -1;
}

static void judge(const struct stream *s, const struct changes *changes, struct outcome *o, const int64_t *first, int64_t now, bool told)
{
    for (int i = 0; i < changes->n; i++) {
        const struct alert *alert = &changes->v[i].alert;
        int subject;

        if (changes->v[i].kind != CHANGE_ALERT || alert->level == LEVEL_SIGNAAL || alert->status == ALERT_INGETROKKEN)
            continue;
        subject = subject_of(s, alert);
        if (subject < 0) {
            o->false_ones++;
            if (told && o->false_ones <= MOST_FALSE)
                printf("    false: %.*s: %.*s\n", STR_ARG(alert->title), STR_ARG(alert->reason));
        } else if (!o->after[subject]) {
            o->after[subject] = s->posts[subject];
            o->delay[subject] = now - first[subject];
            o->alert[subject] = alert->id;
        } else if (o->alert[subject] != alert->id) {
            o->twice++;
        }
    }
}

static void play(struct stream *s, const char *lexicons, struct outcome *o, bool told)
{
    const char *const folders[] = {lexicons, NULL};
    struct grouper *g = grouper_new(folders, &s->c->town);
    size_t n = (size_t)s->c->n + 1;
    int64_t *first = mem_calloc(n, sizeof *first);
    int64_t clock = 0;

    *o = (struct outcome){mem_calloc(n, sizeof *o->after), mem_calloc(n, sizeof *o->delay),
                           mem_calloc(n, sizeof *o->alert), 0, 0};
    s->posts = mem_calloc(n, sizeof *s->posts);
    if (s->n)
        qsort(s->v, (size_t)s->n, sizeof *s->v, by_time);
    for (int i = 0; i < s->n; i++) {
        const struct sample *sample = &s->c->v[s->v[i].sample];
        struct post post = sample->post;
        int incident = incident_of(s->c, s->v[i].sample);
        struct changes changes;

        post.time = post.seen = s->v[i].time;
        post.seq = i + 1;
        if (clock && post.time - clock < 3 * (int64_t)WHEN_DAY)
            for (int64_t t = clock - clock % WHEN_MINUTE + WHEN_MINUTE; t <= post.time; t += WHEN_MINUTE)
                grouper_tick(g, t);
        clock = post.time;
        if (incident >= 0 && !s->posts[incident]++)
            first[incident] = post.time;
        changes = grouper_post(g, &post, &sample->marks, &sample->terms);
        judge(s, &changes, o, first, post.time, told);
    }
    free(first);
    free(s->posts);
    grouper_free(g);
}

static void forget(struct stream *s, struct outcome *o)
{
    free(o->after);
    free(o->delay);
    free(o->alert);
    s->n = 0;
}

/* ---- incidents ---- */

enum way { AS_IT_IS, SLOW, NIGHT, THIN, SECOND, WAYS };
static const char *const way_names[] = {"as it is", "slow", "night", "thin", "second"};

static int next_incident(const struct corpus *c, int after)
{
    for (int i = after + 1; i < c->n; i++)
        if (c->v[i].acute && c->v[i].gold == i)
            return i;
    return -1;
}

/* Adds the posts of an incident from a moment on. */
static void stage(struct stream *s, int incident, int64_t start, int stretch, int every)
{
    const struct corpus *c = s->c;

    for (int i = incident, k = 0; i < c->n; i++)
        if (c->v[i].acute && c->v[i].gold == incident && k++ % every == 0)
            add(s, start + (c->v[i].post.time - c->v[incident].post.time) * stretch, i);
}

/* The set with one incident told in another way; returns the incident to look at, or -1. */
static int direct(struct stream *s, int incident, enum way way)
{
    enum { SLOWER = 6, LATER_HOURS = 8 };
    struct corpus *c = s->c;
    int64_t start = c->v[incident].post.time, night = when_at(when_day(start), 2, 30);
    int second = next_incident(c, incident);

    if (second < 0)
        second = next_incident(c, -1);
    if (way == SECOND && second == incident)
        return -1;
    for (int i = 0; i < c->n; i++)
        if (way == AS_IT_IS || (incident_of(c, i) != incident && (way != SECOND || incident_of(c, i) != second)))
            add(s, c->v[i].post.time, i);
    if (way == SECOND) {
        stage(s, incident, start, 1, 1);
        stage(s, second, start + LATER_HOURS * (int64_t)WHEN_HOUR, 1, 2);
        return second;
    }
    if (way != AS_IT_IS)
        stage(s, incident, way == NIGHT ? night : start, way == SLOW ? SLOWER : 1, way == THIN ? 2 : 1);
    return incident;
}

struct tally_of_way {
    int in_time, twice, all;
};

static void print_outcome(const struct corpus *c, int incident, enum way way, const struct outcome *o)
{
    printf("  %-32.*s %-9s", STR_ARG(c->v[incident].issue_name), way_names[way]);
    if (o->after[incident])
        printf(" post %2d, %4lld min%s", o->after[incident], (long long)(o->delay[incident] / WHEN_MINUTE),
               o->after[incident] > ENOUGH_POSTS ? "  LATE" : "");
    else
        printf(" MISSED");
    printf("%s%s\n", o->false_ones ? "  and false ones" : "", o->twice ? "  told twice" : "");
}

static int watch_set(struct corpus *c, const char *lexicons, struct tally_of_way *tallies)
{
    struct stream s = {.c = c};
    struct outcome o;
    int false_ones;

    for (int i = 0; i < c->n; i++)
        add(&s, c->v[i].post.time, i);
    play(&s, lexicons, &o, true);
    false_ones = o.false_ones;
    forget(&s, &o);
    for (int incident = next_incident(c, -1); incident >= 0; incident = next_incident(c, incident))
        for (enum way way = 0; way < WAYS; way++) {
            int subject = direct(&s, incident, way);

            if (subject < 0) {
                s.n = 0;
                continue;
            }
            play(&s, lexicons, &o, false);
            print_outcome(c, subject, way, &o);
            tallies[way].all++;
            tallies[way].twice += o.twice > 0;
            tallies[way].in_time += o.after[subject] && o.after[subject] <= ENOUGH_POSTS;
            forget(&s, &o);
        }
    free(s.v);
    return false_ones;
}

static void watch_incidents(const char *lexicons, char **sets, int n)
{
    struct tally_of_way tallies[WAYS] = {{0}};
    int false_ones = 0;

    for (int i = 0; i < n; i++) {
        struct corpus c;

        corpus_read(&c, lexicons, sets[i]);
        printf("%s\n", sets[i]);
        false_ones += watch_set(&c, lexicons, tallies);
        fflush(stdout);
        corpus_release(&c);
    }
    for (enum way way = 0; way < WAYS; way++)
        printf("%-9s %2d of %2d by their eighth post, %d told twice\n", way_names[way], tallies[way].in_time, tallies[way].all,
               tallies[way].twice);
    printf("false warnings in the sets as they are: %d\n", false_ones);
}

/* ---- a year ---- */

static uint64_t next_random(uint64_t *state)
{
    *state = *state * 6364136223846793005ULL + 1442695040888963407ULL;
    return *state >> 33;
}

static int hour_of_week(int64_t time, int64_t start)
{
    return (int)((time - start) / WHEN_HOUR % WEEK_HOURS);
}

static void draw_year(struct stream *s, uint64_t seed)
{
    struct corpus *c = s->c;
    int64_t week = WEEK_HOURS * (int64_t)WHEN_HOUR, start = when_at(when_day(c->v[0].post.time), 0, 0);
    int weeks = (int)((c->v[c->n - 1].post.time - start) / week) + 1, sets = c->v[0].set;

    for (int i = 0; i < c->n; i++)
        sets = c->v[i].set > sets ? c->v[i].set : sets;
    for (int w = 0; w < WEEKS; w++)
        for (int h = 0; h < WEEK_HOURS; h++) {
            int set = (int)(next_random(&seed) % (uint64_t)(sets + 1)), of = (int)(next_random(&seed) % (uint64_t)weeks);

            for (int i = 0; i < c->n; i++)
                if (c->v[i].set == set && !c->v[i].acute && (c->v[i].post.time - start) / week == of &&
                    hour_of_week(c->v[i].post.time, start) == h)
                    add(s, start + w * week + (c->v[i].post.time - start) % week, i);
        }
}

static void watch_year(const char *lexicons, const char *set, int seeds)
{
    struct corpus c;
    struct stream s = {.c = &c};
    struct outcome o;
    int all = 0;

    corpus_read(&c, lexicons, set);
    for (int seed = 1; seed <= seeds; seed++) {
        draw_year(&s, (uint64_t)seed);
        printf("year %d: %d posts", seed, s.n);
        fflush(stdout);
        play(&s, lexicons, &o, true);
        printf(", %d false warnings\n", o.false_ones);
        all += o.false_ones;
        forget(&s, &o);
    }
    printf("%.1f false warnings a year\n", (double)all / seeds);
    free(s.v);
    corpus_release(&c);
}

int main(int argc, char **argv)
{
    if (argc > 3 && !strcmp(argv[1], "incidents")) {
        watch_incidents(argv[2], argv + 3, argc - 3);
    } else if ((argc == 4 || argc == 5) && !strcmp(argv[1], "year")) {
        watch_year(argv[2], argv[3], argc == 5 && atoi(argv[4]) > 0 ? atoi(argv[4]) : 1);
    } else {
        fprintf(stderr, "usage: watch incidents LEXICONS SET...\n       watch year LEXICONS SET [SEEDS]\n");
        return 2;
    }
    return 0;
}

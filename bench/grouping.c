/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * Learns and measures the weights of grouping (lexicons/grouping.tsv) on labelled posts.
 *
 *     grouping fit   WEIGHTS LEXICONS NEWSROOM GOLD [NEWSROOM GOLD]...  > grouping.tsv
 *     grouping score WEIGHTS LEXICONS NEWSROOM GOLD [NEWSROOM GOLD]...
 *     grouping speed WEIGHTS LEXICONS NEWSROOM POSTS
 *
 * WEIGHTS is a folder with the grouping.tsv that is scored, or whose thresholds go on. `fit` replays each corpus with the
 * right answers: for every post, when it came and looked at again later, the evidence of each candidate is a row, and
 * logistic regression (Newton's method with a ridge, so the same rows give the same weights) tells right from wrong ones.
 * `score` prints BCubed precision, recall and F1 as tools/score.py does: a loose post is a cluster of its own.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "analysis/analyse.h"
#include "analysis/grouper.h"
#include "base/file.h"
#include "base/record.h"
#include "base/when.h"
#include "listener/capture.h"

enum { INPUT_MAX = 1 << 29, NEWTON_STEPS = 15, FIRST_LAG = 3, LAST_LAG = 60, LAG_STEP = 4 };

struct sample {
    struct post post;
    struct marks marks;
    struct terms terms;
    int gold;         /* the first sample of its issue; -1: loose */
    uint32_t cluster; /* while learning */
    int64_t issue;    /* while scoring */
    struct str issue_name;
};

struct corpus {
    struct municipality town;
    struct sample *v;
    int n, cap;
    struct arena arena;
};

struct row {
    float evidence[EVIDENCE_COUNT];
    bool right;
};

struct rows {
    struct row *v;
    int n, cap;
};

static _Noreturn void give_up(const char *what, const char *why)
{
    fprintf(stderr, "grouping: %s: %s\n", what, why);
    exit(1);
}

/* ---- reading ---- */

static void read_line(struct corpus *c, const struct analyser *an, struct scratch *s, struct str line)
{
    const struct capture capture = {.town = &c->town};
    struct capture_facts facts = {.seen = TIME_NONE};
    struct captured captured;
    struct entry entry;
    struct sample *sample;
    const struct terms *terms;
    struct err err;
    json_t *object = record_parse(line, &err);

    if (!object || record_entry(&entry, object, &c->arena, &err))
        give_up("a line", err.text);
    facts.voice_cue = analyse_name(an, s, capture_author(NULL, &entry, &c->arena));
    capture_entry(&captured, &capture, NULL, &entry, &facts, &c->arena);
    MEM_GROW(c->v, c->n, c->cap);
    sample = &c->v[c->n++];
    *sample = (struct sample){.post = captured.post, .gold = -1};
    sample->post.seq = c->n;
    post_keep(&sample->post, &c->arena);
    analyse_post(an, s, &sample->post, &sample->marks, &terms, NULL);
    sample->marks.ntopics = 0;
    sample->terms.n = sample->terms.cap = terms->n;
    sample->terms.v = arena_alloc(&c->arena, (size_t)(terms->n + 1) * sizeof *terms->v);
    if (terms->n)
        memcpy(sample->terms.v, terms->v, (size_t)terms->n * sizeof *terms->v);
    sample->issue_name = record_text(&c->arena, object, "issue");
    for (int i = 0; i < c->n - 1 && sample->issue_name.n && sample->gold < 0; i++)
        if (str_eq(c->v[i].issue_name, sample->issue_name))
            sample->gold = i;
    if (sample->issue_name.n && sample->gold < 0)
        sample->gold = c->n - 1;
    json_decref(object);
}

static void corpus_read(struct corpus *c, const char *lexicons, const char *newsroom, const char *gold)
{
    const char *const folders[] = {lexicons, NULL};
    struct buf in = {.max = INPUT_MAX};
    struct faults faults = {0};
    struct analyser *an;
    struct scratch *s;
    struct str rest;
    struct err err;

    if (municipality_read(&c->town, file_path(&c->arena, newsroom, "tamtam.conf"), &faults, &err) ||
        analyser_new(&an, folders, &c->town, &faults, &err) || file_read(gold, &in, &err))
        give_up(gold, err.text);
    s = scratch_new(an);
    for (rest = buf_str(&in); rest.n;) {
        struct str line = str_trim(str_cut(&rest, '\n'));

        if (line.n)
            read_line(c, an, s, line);
    }
    buf_release(&in);
    scratch_free(s);
    analyser_free(an);
}

static void corpus_release(struct corpus *c)
{
    free(c->v);
    municipality_release(&c->town);
    arena_release(&c->arena);
}

/* ---- learning ---- */

/* Is most of this cluster of the issue of the post? */
static bool is_right(const struct grouper *g, const struct corpus *c, uint32_t cluster, int gold)
{
    uint32_t n = 0;

    for (uint32_t i = 0; i < g->clusters[cluster].n && gold >= 0; i++)
        n += c->v[item_at(g, g->clusters[cluster].items[i])->seq - 1].gold == gold;
    return n && n * 2 >= g->clusters[cluster].n;
}

static void note_rows(struct rows *rows, const struct grouper *g, const struct corpus *c, int gold)
{
    for (int i = 0; i < g->ncandidates; i++) {
        struct row *row;

        MEM_GROW(rows->v, rows->n, rows->cap);
        row = &rows->v[rows->n++];
        memcpy(row->evidence, g->candidates[i].evidence, sizeof row->evidence);
        row->right = is_right(g, c, g->candidates[i].cluster, gold);
    }
}

static void begin_step(struct grouper *g)
{
    g->nchanges = 0;
    arena_clear(&g->arena);
}

/* Puts the post where it belongs. */
static void place_rightly(struct grouper *g, struct corpus *c, int i, const struct item *it)
{
    struct sample *s = &c->v[i];

    s->cluster = s->gold >= 0 && s->gold < i ? c->v[s->gold].cluster : grouper_new_cluster(g);
    grouper_join(g, grouper_add_item(g, it), s->cluster);
    grouper_front(g, it, s->cluster);
}

/* An earlier post as if it had stayed loose, against what is there by now. */
static void look_again(struct rows *rows, struct grouper *g, struct corpus *c, uint32_t no)
{
    uint32_t was = item_at(g, no)->cluster;
    bool lone = g->clusters[was].n == 1;

    begin_step(g);
    if (!lone) {
        uint32_t alone = grouper_new_cluster(g);

        grouper_leave(g, no);
        grouper_join(g, no, alone);
    }
    match_find(g, item_at(g, no), no);
    note_rows(rows, g, c, c->v[no].gold);
    if (!lone) {
        grouper_leave(g, no);
        grouper_join(g, no, was);
    }
}

static void learn_post(struct rows *rows, struct grouper *g, struct corpus *c, int i)
{
    struct sample *s = &c->v[i];
    struct item it;

    begin_step(g);
    grouper_advance(g, s->post.time, s->post.seen);
    item_make(g, &it, &s->post, &s->marks, &s->terms);
    it.arrival = g->clock;
    match_find(g, &it, NO_INDEX);
    note_rows(rows, g, c, s->gold);
    place_rightly(g, c, i, &it);
    for (int lag = FIRST_LAG; lag <= LAST_LAG && lag <= i; lag *= LAG_STEP)
        look_again(rows, g, c, (uint32_t)(i - lag));
}

/* Solves m x = right in place, by elimination. */
static void solve(double m[EVIDENCE_COUNT][EVIDENCE_COUNT + 1], double x[EVIDENCE_COUNT])
{
    for (int i = 0; i < EVIDENCE_COUNT; i++) {
        int pivot = i;

        for (int k = i + 1; k < EVIDENCE_COUNT; k++)
            if (fabs(m[k][i]) > fabs(m[pivot][i]))
                pivot = k;
        for (int j = 0; j <= EVIDENCE_COUNT; j++) {
            double swap = m[i][j];

            m[i][j] = m[pivot][j];
            m[pivot][j] = swap;
        }
        for (int k = i + 1; k < EVIDENCE_COUNT; k++) {
            double f = m[k][i] / m[i][i];

            for (int j = i; j <= EVIDENCE_COUNT && f != 0; j++)
                m[k][j] -= f * m[i][j];
        }
    }
    for (int i = EVIDENCE_COUNT - 1; i >= 0; i--) {
        x[i] = m[i][EVIDENCE_COUNT];
        for (int k = i + 1; k < EVIDENCE_COUNT; k++)
            x[i] -= m[i][k] * x[k];
        x[i] /= m[i][i];
    }
}

static void add_row(double m[EVIDENCE_COUNT][EVIDENCE_COUNT + 1], const struct row *row, const double *w)
{
    int used[EVIDENCE_COUNT], n = 0;
    double z = 0, p;

    for (int i = 0; i < EVIDENCE_COUNT; i++)
        if (row->evidence[i] < 0 || row->evidence[i] > 0) {
            used[n++] = i;
            z += w[i] * (double)row->evidence[i];
        }
    p = 1 / (1 + exp(-fmax(-30, fmin(30, z))));
    for (int a = 0; a < n; a++) {
        double x = (double)row->evidence[used[a]], s = fmax(1e-6, p * (1 - p)) * x;

        m[used[a]][EVIDENCE_COUNT] += ((row->right ? 1 : 0) - p) * x;
        for (int b = 0; b < n; b++)
            m[used[a]][used[b]] += s * (double)row->evidence[used[b]];
    }
}

static void fit_rows(const struct rows *rows, double w[EVIDENCE_COUNT])
{
    static const double ridge = 2;
    double most = 1;

    memset(w, 0, EVIDENCE_COUNT * sizeof *w);
    for (int step = 0; step < NEWTON_STEPS && most > 1e-3; step++) {
        double m[EVIDENCE_COUNT][EVIDENCE_COUNT + 1] = {{0}}, x[EVIDENCE_COUNT];

        for (int i = 0; i < rows->n; i++)
            add_row(m, &rows->v[i], w);
        for (int i = 0; i < EVIDENCE_COUNT; i++) {
            m[i][i] += i == EV_BIAS ? 1e-6 : ridge;
            m[i][EVIDENCE_COUNT] -= i == EV_BIAS ? 0 : ridge * w[i];
        }
        solve(m, x);
        most = 0;
        for (int i = 0; i < EVIDENCE_COUNT; i++) {
            w[i] += x[i];
            most = fmax(most, fabs(x[i]));
        }
    }
    w[EV_REPLY] = 5; /* the corpora hold no replies and no copies */
    w[EV_COPY] = 8;
}

static void print_weights(const struct weights *thresholds, const double w[EVIDENCE_COUNT])
{
    puts("# SPDX-License-Identifier: EUPL-1.2\n# SPDX-FileCopyrightText: 2026 Tamtam contributors\n"
         "# What makes a post belong to an issue: the weight of each kind of evidence (log odds), as analysis/grouper.h\n"
         "# explains them; learned by bench/grouping.c. reply, copy: set by hand. Read by grouping alone.\n"
         "entry\tmark\tweight\tpos\tnote");
    printf("join\tgrouping\t%g\t\tlog odds from which a post joins an issue or another post\n", (double)thresholds->join);
    printf("pull\tgrouping\t%g\t\tlog odds from which an earlier loose post is drawn by what came after it\n",
           (double)thresholds->pull);
    printf("merge\tgrouping\t%g\t\tmean log odds from which two issues become one\n", (double)thresholds->merge);
    for (int i = 0; i < EVIDENCE_COUNT; i++)
        printf("%s\tgrouping\t%.3f\t\t\n", evidence_names[i], w[i]);
}

/* ---- scoring ---- */

static void apply(struct corpus *c, struct changes changes)
{
    for (int i = 0; i < changes.n; i++)
        if (changes.v[i].kind == CHANGE_POST)
            c->v[changes.v[i].post - 1].issue = changes.v[i].issue;
}

static void group(struct grouper *g, struct corpus *c)
{
    int64_t clock = c->n ? c->v[0].post.time : 0;

    for (int i = 0; i < c->n; i++) {
        int64_t time = c->v[i].post.time;

        for (int64_t t = clock - clock % WHEN_MINUTE + WHEN_MINUTE; t <= time; t += WHEN_MINUTE)
            apply(c, grouper_tick(g, t));
        clock = time > clock ? time : clock;
        apply(c, grouper_post(g, &c->v[i].post, &c->v[i].marks, &c->v[i].terms));
    }
    for (int i = 0; i < c->n; i++)
        c->v[i].issue = grouper_resolve(g, c->v[i].issue);
}

static void print_score(const struct corpus *c, const char *name)
{
    double precision = 0, recall = 0;

    for (int i = 0; i < c->n; i++) {
        int both = 0, found = 0, right = 0;

        for (int k = 0; k < c->n; k++) {
            bool same = k == i || (c->v[i].issue && c->v[i].issue == c->v[k].issue);
            bool gold = k == i || (c->v[i].gold >= 0 && c->v[i].gold == c->v[k].gold);

            both += same && gold;
            found += same;
            right += gold;
        }
        precision += (double)both / found / c->n;
        recall += (double)both / right / c->n;
    }
    printf("%-40s precision %.3f  recall %.3f  F1 %.3f\n", name, precision, recall,
           2 * precision * recall / (precision + recall));
}

static double seconds(void)
{
    struct timespec t;

    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* Posts per second through grouping, by the state it is in: told at each doubling. */
static void time_grouping(struct grouper *g, struct corpus *c)
{
    double since = seconds();
    int from = 0;

    for (int i = 0; i < c->n; i++) {
        grouper_post(g, &c->v[i].post, &c->v[i].marks, &c->v[i].terms);
        if ((i + 1) % 10000 == 0 || i + 1 == c->n) {
            printf("%d posts: %.1f us each, %u clusters\n", i + 1, (seconds() - since) / (i + 1 - from) * 1e6,
                   (unsigned)(g->nclusters - g->nfree));
            from = i + 1;
            since = seconds();
        }
    }
}

static void learn(const char *weights, const char *lexicons, char **sets, int n)
{
    const char *const folders[] = {weights, lexicons, NULL};
    struct rows rows = {0};
    struct weights thresholds;
    double w[EVIDENCE_COUNT];

    for (int i = 0; i < n; i += 2) {
        struct corpus c = {0};
        struct grouper *g;

        corpus_read(&c, lexicons, sets[i], sets[i + 1]);
        g = grouper_new(folders, &c.town);
        for (int k = 0; k < c.n; k++)
            learn_post(&rows, g, &c, k);
        grouper_free(g);
        corpus_release(&c);
    }
    weights_read(&thresholds, folders);
    fit_rows(&rows, w);
    print_weights(&thresholds, w);
    free(rows.v);
}

int main(int argc, char **argv)
{
    bool fit = argc > 5 && !strcmp(argv[1], "fit"), score = argc > 5 && !strcmp(argv[1], "score");
    bool speed = argc == 6 && !strcmp(argv[1], "speed");

    if ((!fit && !score && !speed) || argc % 2) {
        fprintf(stderr, "usage: grouping fit|score|speed WEIGHTS LEXICONS (NEWSROOM POSTS.jsonl)...\n");
        return 2;
    }
    if (fit)
        learn(argv[2], argv[3], argv + 4, argc - 4);
    for (int i = 4; !fit && i < argc; i += 2) {
        const char *const folders[] = {argv[2], argv[3], NULL};
        struct corpus c = {0};
        struct grouper *g;

        corpus_read(&c, argv[3], argv[i], argv[i + 1]);
        g = grouper_new(folders, &c.town);
        if (score) {
            group(g, &c);
            print_score(&c, argv[i + 1]);
        }
        if (speed)
            time_grouping(g, &c);
        grouper_free(g);
        corpus_release(&c);
    }
    return 0;
}

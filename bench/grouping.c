/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * Learns and measures the weights of grouping (lexicons/grouping.tsv) on labelled posts.
 *
 *     grouping fit      WEIGHTS LEXICONS SET...  > grouping.tsv
 *     grouping score    WEIGHTS LEXICONS SET...
 *     grouping held-out WEIGHTS LEXICONS SET...
 *
 * A SET is described in bench/corpus.h; joined sets make a stream as dense as a busy town's. WEIGHTS is a folder with the
 * grouping.tsv that is scored, or whose thresholds go on. `fit` replays each set with the right answers: for every post, when
 * it came and looked at again later, the evidence of each candidate is a row, and logistic regression (Newton's method with a
 * ridge, so the same rows give the same weights) tells right from wrong ones. `score` prints BCubed precision, recall and F1
 * as tools/score.py does: a loose post is a cluster of its own. `held-out` scores each set with weights learned on those of the
 * others that share no file with it.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/grouper.h"
#include "base/when.h"
#include "bench/corpus.h"

enum { NEWTON_STEPS = 15, FIRST_LAG = 3, LAST_LAG = 60, LAG_STEP = 4, MOST_SETS = 64 };

struct row {
    float evidence[EVIDENCE_COUNT];
    bool right;
};

struct rows {
    struct row *v;
    int n, cap;
};

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
static void place_rightly(struct grouper *g, const struct corpus *c, uint32_t *home, int i, const struct item *it)
{
    int gold = c->v[i].gold;

    home[i] = gold >= 0 && gold < i ? home[gold] : grouper_new_cluster(g);
    grouper_join(g, grouper_add_item(g, it), home[i]);
    grouper_front(g, it, home[i]);
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

static void learn_post(struct rows *rows, struct grouper *g, struct corpus *c, uint32_t *home, int i)
{
    struct sample *s = &c->v[i];
    struct item it;

    begin_step(g);
    grouper_advance(g, s->post.time, s->post.seen);
    item_make(g, &it, &s->post, &s->marks, &s->terms);
    it.arrival = g->clock;
    match_find(g, &it, NO_INDEX);
    note_rows(rows, g, c, s->gold);
    place_rightly(g, c, home, i, &it);
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

static void fit_rows(const struct rows *const *rows, int nrows, double w[EVIDENCE_COUNT])
{
    static const double ridge = 2;
    double most = 1;

    memset(w, 0, EVIDENCE_COUNT * sizeof *w);
    for (int step = 0; step < NEWTON_STEPS && most > 1e-3; step++) {
        double m[EVIDENCE_COUNT][EVIDENCE_COUNT + 1] = {{0}}, x[EVIDENCE_COUNT];

        for (int k = 0; k < nrows; k++)
            for (int i = 0; i < rows[k]->n; i++)
                add_row(m, &rows[k]->v[i], w);
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

static void apply(int64_t *issues, struct changes changes)
{
    for (int i = 0; i < changes.n; i++)
        if (changes.v[i].kind == CHANGE_POST)
            issues[changes.v[i].post - 1] = changes.v[i].issue;
}

/* The issue of each post as it stands at the end; 0: none. */
static void group(struct grouper *g, const struct corpus *c, int64_t *issues)
{
    int64_t clock = c->n ? c->v[0].post.time : 0;

    for (int i = 0; i < c->n; i++) {
        int64_t time = c->v[i].post.time;

        for (int64_t t = clock - clock % WHEN_MINUTE + WHEN_MINUTE; t <= time; t += WHEN_MINUTE)
            apply(issues, grouper_tick(g, t));
        clock = time > clock ? time : clock;
        apply(issues, grouper_post(g, &c->v[i].post, &c->v[i].marks, &c->v[i].terms));
    }
    for (int i = 0; i < c->n; i++)
        issues[i] = grouper_resolve(g, issues[i]);
}

static double print_score(const struct corpus *c, const int64_t *issues, const char *name)
{
    double precision = 0, recall = 0, f1;

    for (int i = 0; i < c->n; i++) {
        int both = 0, found = 0, right = 0;

        for (int k = 0; k < c->n; k++) {
            bool same = k == i || (issues[i] && issues[i] == issues[k]);
            bool gold = k == i || (c->v[i].gold >= 0 && c->v[i].gold == c->v[k].gold);

            both += same && gold;
            found += same;
            right += gold;
        }
        precision += (double)both / found / c->n;
        recall += (double)both / right / c->n;
    }
    f1 = 2 * precision * recall / (precision + recall);
    printf("precision %.3f  recall %.3f  F1 %.3f  %s\n", precision, recall, f1, name);
    fflush(stdout);
    return f1;
}

static double score_set(struct corpus *c, const struct weights *weights, const char *const *folders, const char *name)
{
    struct grouper *g = grouper_new(folders, &c->town);
    int64_t *issues = mem_calloc((size_t)c->n + 1, sizeof *issues);
    double f1;

    g->weights = *weights;
    group(g, c, issues);
    f1 = print_score(c, issues, name);
    free(issues);
    grouper_free(g);
    return f1;
}

/* ---- */

struct set {
    const char *name;
    struct corpus corpus;
    struct rows rows;
};

static void learn_set(struct set *set, const char *const *folders)
{
    struct grouper *g = grouper_new(folders, &set->corpus.town);
    uint32_t *home = mem_calloc((size_t)set->corpus.n + 1, sizeof *home);

    for (int k = 0; k < set->corpus.n; k++)
        learn_post(&set->rows, g, &set->corpus, home, k);
    free(home);
    grouper_free(g);
}

/* Do two sets have a file in common? */
static bool overlap(const char *a, const char *b)
{
    struct str sets = str_of(a);

    while (sets.n) {
        struct str file = str_cut(&sets, '+'), others = str_of(b);

        str_cut(&file, '=');
        while (others.n) {
            struct str other = str_cut(&others, '+');

            str_cut(&other, '=');
            if (str_eq(file, other))
                return true;
        }
    }
    return false;
}

/* Weights of the rows of all sets but those that overlap with `but` (NULL: none). */
static void fit(const struct set *sets, int n, const char *but, double w[EVIDENCE_COUNT])
{
    const struct rows *used[MOST_SETS];
    int nused = 0;

    for (int i = 0; i < n; i++)
        if (!but || !overlap(sets[i].name, but))
            used[nused++] = &sets[i].rows;
    fit_rows(used, nused, w);
}

static void hold_out(struct set *sets, int n, const struct weights *shipped, const char *const *folders)
{
    for (int i = 0; i < n; i++) {
        struct weights weights = *shipped;
        double w[EVIDENCE_COUNT];

        fit(sets, n, sets[i].name, w);
        for (int k = 0; k < EVIDENCE_COUNT; k++)
            weights.evidence[k] = (float)w[k];
        score_set(&sets[i].corpus, &weights, folders, sets[i].name);
    }
}

int main(int argc, char **argv)
{
    bool fits = argc > 4 && !strcmp(argv[1], "fit"), scores = argc > 4 && !strcmp(argv[1], "score"),
         holds = argc > 4 && !strcmp(argv[1], "held-out");
    const char *folders[] = {argc > 4 ? argv[2] : NULL, argc > 4 ? argv[3] : NULL, NULL};
    struct set *sets;
    struct weights weights;
    double w[EVIDENCE_COUNT];
    int n = argc - 4;

    if ((!fits && !scores && !holds) || n > MOST_SETS) {
        fprintf(stderr, "usage: grouping fit|score|held-out WEIGHTS LEXICONS NEWSROOM=POSTS[+NEWSROOM=POSTS]...\n");
        return 2;
    }
    sets = mem_calloc((size_t)n, sizeof *sets);
    weights_read(&weights, folders);
    for (int i = 0; i < n; i++) {
        sets[i].name = argv[4 + i];
        corpus_read(&sets[i].corpus, argv[3], sets[i].name);
        if (scores)
            score_set(&sets[i].corpus, &weights, folders, sets[i].name);
        else
            learn_set(&sets[i], folders);
    }
    if (fits) {
        fit(sets, n, NULL, w);
        print_weights(&weights, w);
    }
    if (holds)
        hold_out(sets, n, &weights, folders);
    for (int i = 0; i < n; i++) {
        corpus_release(&sets[i].corpus);
        free(sets[i].rows.v);
    }
    free(sets);
    return 0;
}

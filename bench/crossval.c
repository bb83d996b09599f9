/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * How good the marks are in a municipality that nothing was learned from, and the shipped weights.
 *
 *     crossval score LEXICONS NEWSROOM=POSTS... [POSTS...] [+POSTS...]
 *     crossval learn LEXICONS NEWSROOM=POSTS... [POSTS...] [+POSTS...]  > learned.tsv
 *
 * `score` leaves one set of labelled posts out after the other: trains on the rest, reads the set with its own
 * municipality's configuration and prints the figures of tools/score.py: of each post alone, as on the line, where earlier
 * posts bear on it, and as `analyse` has it, where later ones do too (analysis/context.h). Sets of one newsroom are left out together; posts
 * with a field `municipality` belong to the newsroom of that name beside the others, and their set is left out alone.
 * A set with + before it knows no neutral posts and is another kind of text: it is learned from at a twentieth of the weight.
 * One without a newsroom is nobody's: it is learned from, never scored.
 * LEXICONS' own learned.tsv is not used.
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "analysis/context.h"
#include "analysis/evaluate.h"
#include "analysis/learn.h"
#include "base/file.h"
#include "base/record.h"
#include "base/when.h"

enum { MOST_TOWNS = 16, MOST_SETS = 32, INPUT_MAX = 1 << 29 };

static const float POLAR_WEIGHT = 0.05f;

struct town {
    const char *newsroom;
    struct municipality names;
    struct analyser *an;
    struct scratch *scratch;
};

struct set {
    const char *file;
    int town;   /* whose it is; -1: of several, or of none */
    bool polar;
    bool scored; /* or learned from alone */
    struct labelled *posts;
    int *towns; /* per post */
    int n, cap, towns_cap;
};

struct trial {
    struct town towns[MOST_TOWNS];
    int ntowns;
    struct set sets[MOST_SETS];
    int nsets;
    char lexicons[64], learned[64]; /* folders: all but learned.tsv, and learned.tsv alone */
    struct arena arena;
};

static _Noreturn void give_up(const char *what, const char *why)
{
    fprintf(stderr, "crossval: %s: %s\n", what, why);
    exit(1);
}

/* ---- lexicons ---- */

static void make_folder(char path[64])
{
    strcpy(path, "/tmp/crossval-XXXXXX");
    if (!mkdtemp(path))
        give_up(path, "no folder");
}

static bool is_lexicon(const char *name)
{
    size_t n = strlen(name);

    return n > 4 && strcmp(name + n - 4, ".tsv") == 0 && strcmp(name, "learned.tsv") != 0;
}

/* The lexicons by hand, as links. */
static void link_lexicons(struct trial *t, const char *folder)
{
    char *from = realpath(folder, NULL);
    DIR *dir = from ? opendir(from) : NULL;

    if (!dir)
        give_up(folder, "no such folder");
    make_folder(t->lexicons);
    make_folder(t->learned);
    for (struct dirent *e; (e = readdir(dir));)
        if (is_lexicon(e->d_name) &&
            symlink(file_path(&t->arena, from, e->d_name), file_path(&t->arena, t->lexicons, e->d_name)))
            give_up(e->d_name, "no link");
    closedir(dir);
    free(from);
}

static void remove_folder(struct trial *t, const char *path)
{
    DIR *dir = opendir(path);

    for (struct dirent *e; dir && (e = readdir(dir));)
        if (e->d_name[0] != '.')
            unlink(file_path(&t->arena, path, e->d_name));
    if (dir)
        closedir(dir);
    rmdir(path);
}

/* ---- reading ---- */

static void open_analyser(struct trial *t, struct town *town)
{
    const char *const folders[] = {t->learned, t->lexicons, NULL};
    struct faults faults = {0};
    struct err err;

    if (analyser_new(&town->an, folders, &town->names, &faults, &err))
        give_up(t->lexicons, err.text);
    town->scratch = scratch_new(town->an);
}

static void close_analyser(struct town *town)
{
    scratch_free(town->scratch);
    analyser_free(town->an);
}

static int town_of(struct trial *t, const char *newsroom)
{
    struct town *town = &t->towns[t->ntowns];
    struct faults faults = {0};
    struct err err;

    for (int i = 0; i < t->ntowns; i++)
        if (strcmp(t->towns[i].newsroom, newsroom) == 0)
            return i;
    if (t->ntowns == MOST_TOWNS)
        give_up(newsroom, "too many newsrooms");
    town->newsroom = newsroom;
    if (municipality_read(&town->names, file_path(&t->arena, newsroom, "tamtam.conf"), &faults, &err))
        give_up(newsroom, err.text);
    return t->ntowns++;
}

/* The newsroom of that name beside this one. */
static int sibling_of(struct trial *t, int town, struct str name)
{
    const char *newsroom = t->towns[town].newsroom, *slash = strrchr(newsroom, '/');
    int n = slash ? (int)(slash - newsroom) + 1 : 0;

    return town_of(t, str_c(&t->arena, str_printf(&t->arena, "%.*s%.*s", n, newsroom, STR_ARG(name))));
}

static void read_line(struct trial *t, struct set *set, int town, struct str line)
{
    struct err err;
    json_t *object = record_parse(line, &err);
    struct labelled *post;
    struct str name;

    if (!object)
        give_up(set->file, err.text);
    name = record_text(&t->arena, object, "municipality");
    if (name.n) {
        town = sibling_of(t, town, name);
        set->town = -1;
    }
    MEM_GROW(set->towns, set->n, set->towns_cap);
    MEM_GROW(set->posts, set->n, set->cap);
    post = &set->posts[set->n];
    if (labelled_read(post, object, &t->towns[town].names, &t->arena, &err))
        give_up(set->file, err.text);
    post->polar = set->polar;
    post->weight = set->polar ? POLAR_WEIGHT : 1;
    if (when_parse(record_text(&t->arena, object, "time"), &post->post.time))
        post->post.time = 0;
    post->post.seen = post->post.time;
    post->post.author = record_text(&t->arena, object, "author");
    set->towns[set->n++] = town;
    json_decref(object);
}

/* NEWSROOM=POSTS; or POSTS and +POSTS, which are read with the first newsroom's names. */
static void read_set(struct trial *t, char *argument)
{
    struct set *set = &t->sets[t->nsets++];
    char *file = strchr(argument, '=');
    struct buf in = {.max = INPUT_MAX};
    struct str rest;
    struct err err;
    int town = 0;

    if (file) {
        *file = '\0';
        town = town_of(t, argument);
        *set = (struct set){.file = file + 1, .town = town, .scored = true};
    } else {
        bool polar = argument[0] == '+';

        *set = (struct set){.file = argument + polar, .town = -1, .polar = polar};
    }
    if (file_read(set->file, &in, &err))
        give_up(set->file, err.text);
    for (rest = buf_str(&in); rest.n;) {
        struct str line = str_trim(str_cut(&rest, '\n'));

        if (line.n)
            read_line(t, set, town, line);
    }
    buf_release(&in);
}

/* ---- learning and scoring ---- */

/* Is the one left out when the other is scored? */
static bool is_left_out(const struct set *set, const struct set *scored)
{
    return set == scored || (scored && scored->town >= 0 && set->town == scored->town);
}

static void learn(struct trial *t, const struct set *without, struct buf *out)
{
    struct learner *l = learner_new();

    for (int s = 0; s < t->nsets; s++)
        for (int i = 0; i < t->sets[s].n && !is_left_out(&t->sets[s], without); i++)
            learner_add(l, t->towns[t->sets[s].towns[i]].scratch, &t->sets[s].posts[i]);
    learner_train(l, NULL, out);
    learner_free(l);
}

static const char *const figures[] = {"sentiment", "themes", "places", "people", "leadership",
                                      "frames",    "crisis", "intent", "group"};
enum { FIGURES = sizeof figures / sizeof *figures };

static void print_row(const char *name, const double *row)
{
    printf("%-24.24s", name);
    for (int f = 0; f < FIGURES; f++)
        printf(" %6.3f", row[f]);
    putchar('\n');
}

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

/* A set's posts in one municipality, as they come by. */
struct story {
    struct grouper *grouper;
    struct context *context;
    int64_t clock;
    struct retold *posts; /* by seq - 1; all have a place in each story of the set */
};

static void follow(struct story *s, const struct changes *changes)
{
    for (int i = 0; i < changes->n; i++)
        if (changes->v[i].kind == CHANGE_POST)
            s->posts[changes->v[i].post - 1].issue = changes->v[i].issue;
}

/* A tick for each full minute up to a time. */
static void advance(struct story *s, int64_t to)
{
    enum { MINUTE_MS = 60 * 1000, MOST_TICKS = 2 * 24 * 60 };
    int64_t from = s->clock / MINUTE_MS + 1, last = to / MINUTE_MS;

    if (last - from > MOST_TICKS)
        from = last - MOST_TICKS;
    for (int64_t minute = from; s->clock && minute <= last; minute++) {
        struct changes changes = grouper_tick(s->grouper, minute * MINUTE_MS);

        context_follow(s->context, &changes);
        follow(s, &changes);
    }
    s->clock = to > s->clock ? to : s->clock;
}

enum { ALONE, SETTLED, LOOKED_BACK, VIEWS };

/* One post: its marks alone, and after what came before it, as on the line. */
static void read_post(struct trial *t, struct story *s, int town, struct labelled *post, struct evaluation *views[VIEWS], struct marks *marks)
{
    const struct terms *terms;
    struct changes changes;

    analyse_post(t->towns[town].an, t->towns[town].scratch, &post->post, marks, &terms, NULL);
    evaluation_add(views[ALONE], post, marks, NULL);
    advance(s, post->post.time);
    changes = grouper_post(s->grouper, &post->post, marks, terms);
    follow(s, &changes);
    s->posts[post->post.seq - 1].time = post->post.time;
    s->posts[post->post.seq - 1].own = marks->leanings;
    context_settle(s->context, &changes, &post->post, marks);
    evaluation_add(views[SETTLED], post, marks, NULL);
}

/* The posts of a story one after the other: those of other stories keep their places out of it. */
static void look_back(struct story *s, const struct set *set, int town)
{
    struct retold *posts = mem_calloc((size_t)set->n + 1, sizeof *posts);
    int n = 0;

    for (int i = 0; i < set->n; i++)
        if (set->towns[i] == town) {
            posts[n] = s->posts[i];
            posts[n++].issue = grouper_resolve(s->grouper, s->posts[i].issue);
        }
    context_look_back(posts, n);
    for (int i = set->n - 1; i >= 0; i--)
        if (set->towns[i] == town)
            s->posts[i] = posts[--n];
    free(posts);
}

static void read_marks(struct trial *t, const struct set *set, struct evaluation *views[VIEWS])
{
    const char *const folders[] = {t->lexicons, NULL};
    struct story stories[MOST_TOWNS] = {{0}};
    struct marks *marks = mem_calloc((size_t)set->n + 1, sizeof *marks);

    for (int i = 0; i < set->n; i++) {
        int town = set->towns[i];
        struct story *s = &stories[town];

        if (!s->grouper)
            *s = (struct story){grouper_new(folders, &t->towns[town].names), context_new(), 0,
                                mem_calloc((size_t)set->n + 1, sizeof *s->posts)};
        set->posts[i].post.seq = i + 1;
        read_post(t, s, town, &set->posts[i], views, &marks[i]);
    }
    for (int i = 0; i < MOST_TOWNS; i++)
        if (stories[i].grouper)
            look_back(&stories[i], set, i);
    for (int i = 0; i < set->n; i++) {
        const struct retold *r = &stories[set->towns[i]].posts[i];

        marks[i].themes = r->themes;
        marks[i].crisis = r->crisis;
        evaluation_add(views[LOOKED_BACK], &set->posts[i], &marks[i], NULL);
    }
    free(marks);
    for (int i = 0; i < MOST_TOWNS; i++) {
        if (stories[i].grouper)
            grouper_free(stories[i].grouper);
        context_free(stories[i].context);
        free(stories[i].posts);
    }
}

static void score_set(struct trial *t, const struct set *set, double rows[VIEWS][FIGURES])
{
    struct evaluation *views[VIEWS] = {evaluation_new(), evaluation_new(), evaluation_new()};
    struct trial with = *t;
    struct buf learned = {0};
    struct err err;
    char *path = file_path(&t->arena, t->learned, "learned.tsv");

    learn(t, set, &learned);
    if (file_write(path, buf_str(&learned), &err))
        give_up(path, err.text);
    buf_release(&learned);
    for (int i = 0; i < t->ntowns; i++)
        open_analyser(&with, &with.towns[i]);
    read_marks(&with, set, views);
    for (int k = 0; k < VIEWS; k++) {
        for (int f = 0; f < FIGURES; f++)
            rows[k][f] = evaluation_figure(views[k], figures[f]);
        evaluation_free(views[k]);
    }
    for (int i = 0; i < t->ntowns; i++)
        close_analyser(&with.towns[i]);
    unlink(path);
}

static void score(struct trial *t)
{
    static const char *const names[VIEWS] = {NULL, "  with what came before", "  with what came after"};
    static const char *const means[VIEWS] = {"mean", "mean, with before", "mean, with after"};
    double sums[VIEWS][FIGURES] = {{0}};
    int n = 0;

    printf("%-24s", "");
    for (int f = 0; f < FIGURES; f++)
        printf(" %6.6s", figures[f]);
    putchar('\n');
    for (int s = 0; s < t->nsets; s++) {
        double rows[VIEWS][FIGURES];

        if (!t->sets[s].scored)
            continue;
        score_set(t, &t->sets[s], rows);
        for (int k = 0; k < VIEWS; k++)
            print_row(k ? names[k] : base_name(t->sets[s].file), rows[k]);
        fflush(stdout);
        n++;
        for (int k = 0; k < VIEWS; k++)
            for (int f = 0; f < FIGURES; f++)
                sums[k][f] += rows[k][f] > 0 ? rows[k][f] : 0;
    }
    for (int k = 0; k < VIEWS; k++) {
        for (int f = 0; f < FIGURES; f++)
            sums[k][f] /= n ? n : 1;
        print_row(means[k], sums[k]);
    }
}

int main(int argc, char **argv)
{
    struct trial t = {0};
    struct buf learned = {0};
    bool scores = argc > 1 && strcmp(argv[1], "score") == 0;

    if (argc < 4 || argc > 3 + MOST_SETS || (!scores && strcmp(argv[1], "learn") != 0))
        give_up("usage", "crossval score|learn LEXICONS NEWSROOM=POSTS... [POSTS...] [+POSTS...]");
    link_lexicons(&t, argv[2]);
    for (int i = 3; i < argc; i++)
        read_set(&t, argv[i]);
    for (int i = 0; i < t.ntowns; i++)
        open_analyser(&t, &t.towns[i]);
    if (scores)
        score(&t);
    else
        learn(&t, NULL, &learned);
    fwrite(learned.p, 1, learned.n, stdout);
    buf_release(&learned);
    for (int i = 0; i < t.ntowns; i++) {
        close_analyser(&t.towns[i]);
        municipality_release(&t.towns[i].names);
    }
    for (int s = 0; s < t.nsets; s++) {
        free(t.sets[s].posts);
        free(t.sets[s].towns);
    }
    remove_folder(&t, t.lexicons);
    remove_folder(&t, t.learned);
    arena_release(&t.arena);
    return 0;
}

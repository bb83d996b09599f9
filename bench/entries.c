/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * What a post costs when there are more entries.
 *
 *     entries LEXICONS NEWSROOM=POSTS
 *
 * Marks the posts with the lexicons as they are, and with 4 and 16 times as many entries: copies of all lines in which each letter of
 * the entry is another and each word ends as no word does, so that nobody writes them. Prints entries, milliseconds to start, how many
 * entries were found in the posts, which must stay the same, and posts per second; times in CPU time, the best of some rounds.
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "analysis/reading.h"
#include "base/file.h"
#include "bench/corpus.h"

enum { ROUNDS = 60, FILE_MAX = 1 << 26, PATH_BYTES = 64 };

static bool is_small(char c)
{
    return c >= 'a' && c <= 'z';
}

/* The letters moved by `by` places, and "qx" behind each word; what is no plain row of words stays out. */
static void add_moved(struct buf *out, struct str line, int by)
{
    struct str rest = line, entry = str_cut(&rest, '\t');

    if (entry.n == 0 || rest.n == 0 || strchr("@/*#~", entry.p[0]) || !is_small(entry.p[entry.n - 1]) || str_is(entry, "entry"))
        return;
    for (size_t i = 0; i < entry.n; i++) {
        char c = entry.p[i];

        buf_putc(out, is_small(c) ? (char)('a' + (c - 'a' + by) % 26) : c);
        if (is_small(c) && (i + 1 == entry.n || entry.p[i + 1] == ' '))
            buf_puts(out, "qx");
    }
    buf_putc(out, '\t');
    buf_add(out, rest);
    buf_putc(out, '\n');
}

static void write_copies(const char *from, const char *name, const char *to, int copies, struct arena *a)
{
    struct buf in = {.max = FILE_MAX}, out = {0};
    struct err err;

    if (file_read(file_path(a, from, name), &in, &err))
        give_up(name, err.text);
    for (int by = 1; by < copies; by++)
        for (struct str rest = buf_str(&in); rest.n;)
            add_moved(&out, str_cut(&rest, '\n'), by);
    if (file_write(file_path(a, to, name), buf_str(&out), &err))
        give_up(name, err.text);
    buf_release(&in);
    buf_release(&out);
}

/* A folder with the other entries; those of the lexicons themselves come after. */
static void make_copies(const char *lexicons, char folder[PATH_BYTES], int copies)
{
    DIR *dir = opendir(lexicons);
    struct arena a = {0};

    strcpy(folder, "/tmp/entries-XXXXXX");
    if (!dir || !mkdtemp(folder))
        give_up(lexicons, "no such folder");
    for (struct dirent *e; (e = readdir(dir));) {
        size_t n = strlen(e->d_name);

        if (n > 4 && strcmp(e->d_name + n - 4, ".tsv") == 0 && strcmp(e->d_name, "grouping.tsv") && strcmp(e->d_name, "learned.tsv"))
            write_copies(lexicons, e->d_name, folder, copies, &a);
    }
    closedir(dir);
    arena_release(&a);
}

static void remove_folder(const char *folder)
{
    DIR *dir = opendir(folder);
    struct arena a = {0};

    for (struct dirent *e; dir && (e = readdir(dir));)
        if (e->d_name[0] != '.')
            unlink(file_path(&a, folder, e->d_name));
    if (dir)
        closedir(dir);
    rmdir(folder);
    arena_release(&a);
}

static int64_t count_found(const struct corpus *c, struct analyser *an)
{
    struct scratch *s = scratch_new(an);
    struct marks marks;
    int64_t n = 0;

    for (int i = 0; i < c->n; i++) {
        analyse_post(an, s, &c->v[i].post, &marks, NULL, NULL);
        n += scratch_reading(s)->scan.nhits;
    }
    scratch_free(s);
    return n;
}

static double posts_a_second(const struct corpus *c, struct analyser *an)
{
    struct scratch *s = scratch_new(an);
    struct marks marks;
    double best = 0;

    for (int round = 0; round < ROUNDS; round++) {
        double from = cpu_seconds(), rate;

        for (int i = 0; i < c->n; i++)
            analyse_post(an, s, &c->v[i].post, &marks, NULL, NULL);
        rate = c->n / (cpu_seconds() - from);
        best = rate > best ? rate : best;
    }
    scratch_free(s);
    return best;
}

static void measure(const struct corpus *c, const char *lexicons, int copies)
{
    char folder[PATH_BYTES];
    const char *const folders[] = {folder, lexicons, NULL};
    struct faults faults = {0};
    struct analyser *an;
    struct err err;
    double from;

    make_copies(lexicons, folder, copies);
    from = cpu_seconds();
    if (analyser_new(&an, folders, &c->town, &faults, &err))
        give_up(lexicons, err.text);
    printf("%4dx %9d %9.0f", copies, lexicon_entries(analyser_lexicon(an)), (cpu_seconds() - from) * 1e3);
    printf(" %9lld", (long long)count_found(c, an));
    printf(" %9.0f\n", posts_a_second(c, an));
    fflush(stdout);
    analyser_free(an);
    remove_folder(folder);
}

int main(int argc, char **argv)
{
    static const int sizes[] = {1, 4, 16};
    struct corpus c = {0};
    int64_t bytes = 0;

    if (argc != 3) {
        fprintf(stderr, "usage: entries LEXICONS NEWSROOM=POSTS\n");
        return 2;
    }
    corpus_read(&c, argv[1], argv[2]);
    for (int i = 0; i < c.n; i++)
        bytes += (int64_t)c.v[i].post.text.n;
    printf("%d posts of %lld bytes\n%5s %9s %9s %9s %9s\n", c.n, (long long)(c.n ? bytes / c.n : 0), "", "entries", "start ms", "found",
           "posts/s");
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        measure(&c, argv[1], sizes[i]);
    corpus_release(&c);
    return 0;
}

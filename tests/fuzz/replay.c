/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * A short run of every fuzz target, without libFuzzer: each file of tests/fuzz/corpus/NAME as it is, and then changed in
 * ways that a fixed seed tells (bytes set, cut out, repeated, pieces of another file put in). What a target doesn't bear
 * ends the program; the sanitizers of `make check` look on. Prints TAP. Run from the root of the tree: replay [MUTANTS]
 */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"

#define DECLARE(name) int fuzz_##name(const unsigned char *data, size_t size);
#define ROW(name) {#name, fuzz_##name},
TARGETS(DECLARE)

enum { MOST_FILES = 256, MOST_CHANGES = 6, LONGEST_PIECE = 64, STANDARD_MUTANTS = 40 };

static const struct {
    const char *name;
    int (*run)(const unsigned char *data, size_t size);
} targets[] = {TARGETS(ROW)};

struct corpus {
    struct buf files[MOST_FILES];
    int n;
};

static void read_corpus(struct corpus *c, const char *name)
{
    char folder[300];
    DIR *dir;
    struct dirent *one;
    struct err err;

    snprintf(folder, sizeof folder, "tests/fuzz/corpus/%s", name);
    dir = opendir(folder);
    while (dir && (one = readdir(dir)) != NULL && c->n < MOST_FILES) {
        char path[600];

        snprintf(path, sizeof path, "%s/%s", folder, one->d_name);
        if (one->d_name[0] != '.' && file_read(path, &c->files[c->n], &err) == 0)
            c->n++;
    }
    if (dir)
        closedir(dir);
    if (c->n == 0) /* better something than nothing */
        buf_puts(&c->files[c->n++], "<a b='1'>{\"c\":[1;2,3]}\n--- =?utf-8?q?=C3=A9?= </a>");
}

/* Knuth's linear congruential generator (MMIX): its high bits, below `limit`. */
static size_t pick(uint64_t *state, size_t limit)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return limit ? (size_t)(*state >> 33) % limit : 0;
}

/* One change somewhere: a byte, a piece cut out, or a piece of another file put in. */
static void change(struct buf *out, struct str s, const struct corpus *c, uint64_t *state)
{
    size_t at = pick(state, s.n + 1);
    struct str other = buf_str(&c->files[pick(state, (size_t)c->n)]);

    buf_add(out, str_sub(s, 0, at));
    switch (pick(state, 4)) {
    case 0:
        buf_putc(out, (char)pick(state, 256));
        buf_add(out, str_sub(s, at + 1, s.n));
        break;
    case 1:
        buf_add(out, str_sub(s, at + pick(state, LONGEST_PIECE), s.n));
        break;
    case 2:
        buf_add(out, str_sub(other, pick(state, other.n + 1), pick(state, LONGEST_PIECE)));
        buf_add(out, str_sub(s, at, s.n));
        break;
    default:
        for (size_t times = pick(state, LONGEST_PIECE); times; times--)
            buf_add(out, str_sub(s, at, 1 + pick(state, 4)));
        buf_add(out, str_sub(s, at, s.n));
    }
}

/* Runs a copy that ends where its memory ends, so that a sanitizer sees a byte too many. */
static void run_one(size_t target, struct str s)
{
    unsigned char *copy = malloc(s.n ? s.n : 1);

    if (s.n)
        memcpy(copy, s.p, s.n);
    targets[target].run(copy, s.n);
    free(copy);
}

static int run_all(size_t target, int mutants)
{
    static struct corpus c;
    uint64_t state = 20260302;
    int runs = 0;

    c.n = 0;
    read_corpus(&c, targets[target].name);
    for (int i = 0; i < c.n; i++) {
        run_one(target, buf_str(&c.files[i]));
        for (int k = 0; k < mutants; k++, runs++) {
            struct buf now = {0}, next = {0};

            buf_add(&now, buf_str(&c.files[i]));
            for (size_t changes = 1 + pick(&state, MOST_CHANGES); changes; changes--) {
                change(&next, buf_str(&now), &c, &state);
                buf_clear(&now);
                buf_add(&now, buf_str(&next));
                buf_clear(&next);
            }
            run_one(target, buf_str(&now));
            buf_release(&now);
            buf_release(&next);
        }
    }
    for (int i = 0; i < c.n; i++)
        buf_release(&c.files[i]);
    return c.n + runs;
}

int main(int argc, char **argv)
{
    const size_t n = sizeof targets / sizeof *targets;
    int mutants = argc > 1 ? atoi(argv[1]) : STANDARD_MUTANTS;
    bool good = true;

    printf("1..%zu\n", n);
    for (size_t i = 0; i < n; i++) {
        int runs = run_all(i, mutants);

        good &= runs > 0;
        printf("%sok %zu - fuzz_%s bears %d inputs\n", runs ? "" : "not ", i + 1, targets[i].name, runs);
        fflush(stdout);
    }
    return good ? 0 : 1;
}

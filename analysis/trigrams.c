/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "analysis/trigrams.h"

#include <math.h>
#include <stdlib.h>

#include <utf8proc.h>

#include "base/mem.h"
#include "base/utf8.h"

enum { BLANK = ' ', NONE = 0, INDEX_AT_FIRST = 1 << 15, LEAST_DUTCH = 5000, ENOUGH = 150000, LETTER_BITS = 21 };

/* What a trigram can be where a language has too few words to tell: one of so many, all alike; and how much that counts. */
static const double KINDS = 3000, SMOOTHING = 0.4;

struct row {
    uint64_t key; /* the three letters */
    int16_t of[TRIGRAMS_LANGUAGES]; /* counts; then thousandths of logarithms */
};

struct trigrams {
    struct row *rows;
    int nrows, rows_cap;
    uint32_t *index; /* open addressing, a power of two: number of the row + 1 */
    size_t size;
    int number[TRIGRAMS_LANGUAGES];
    int total[TRIGRAMS_LANGUAGES];
    int nlanguages;
};

struct trigrams *trigrams_new(void)
{
    struct trigrams *t = mem_calloc(1, sizeof *t);

    t->size = INDEX_AT_FIRST;
    t->index = mem_calloc(t->size, sizeof *t->index);
    t->rows_cap = INDEX_AT_FIRST / 2;
    t->rows = mem_realloc(NULL, (size_t)t->rows_cap, sizeof *t->rows);
    t->number[t->nlanguages++] = TRIGRAMS_DUTCH;
    return t;
}

void trigrams_free(struct trigrams *t)
{
    if (!t)
        return;
    free(t->rows);
    free(t->index);
    free(t);
}

static size_t place_of(const struct trigrams *t, uint64_t key)
{
    size_t i = (size_t)((key * 0x9E3779B97F4A7C15u) >> 32) & (t->size - 1);

    while (t->index[i] && t->rows[t->index[i] - 1].key != key)
        i = (i + 1) & (t->size - 1);
    return i;
}

static void grow_index(struct trigrams *t)
{
    free(t->index);
    t->size *= 2;
    t->index = mem_calloc(t->size, sizeof *t->index);
    for (int i = 0; i < t->nrows; i++)
        t->index[place_of(t, t->rows[i].key)] = (uint32_t)i + 1;
}

static struct row *row_of(struct trigrams *t, uint64_t key)
{
    size_t i = place_of(t, key);

    if (t->index[i])
        return &t->rows[t->index[i] - 1];
    if ((size_t)t->nrows * 2 >= t->size) {
        grow_index(t);
        i = place_of(t, key);
    }
    MEM_GROW(t->rows, t->nrows, t->rows_cap);
    t->rows[t->nrows] = (struct row){.key = key};
    t->index[i] = (uint32_t)++t->nrows;
    return &t->rows[t->nrows - 1];
}

/* The next character, in lower case; what is no letter is a blank. */
static uint64_t next_letter(struct str s, size_t *at)
{
    unsigned char byte = (unsigned char)s.p[*at];
    utf8proc_category_t k;
    int c;

    if (byte < 0x80) {
        ++*at;
        byte |= 0x20;
        return byte >= 'a' && byte <= 'z' ? byte : BLANK;
    }
    c = utf8_next(s, at);
    k = utf8proc_category(c);
    if (!(k >= UTF8PROC_CATEGORY_LU && k <= UTF8PROC_CATEGORY_LO) && k != UTF8PROC_CATEGORY_MN && k != UTF8PROC_CATEGORY_MC)
        return BLANK;
    return (uint64_t)utf8proc_tolower(c);
}

/* Calls `take` for each trigram of a text; returns how many there are. */
static int each_trigram(struct str text, void (*take)(void *context, uint64_t key), void *context)
{
    uint64_t first = NONE, second = BLANK;
    int n = 0;

    for (size_t at = 0; at <= text.n;) {
        uint64_t third = BLANK;

        if (at < text.n)
            third = next_letter(text, &at);
        else
            at++;
        if (second == BLANK && third == BLANK)
            continue;
        if (first != NONE) {
            take(context, first << 2 * LETTER_BITS | second << LETTER_BITS | third);
            n++;
        }
        first = third == BLANK ? NONE : second;
        second = third;
    }
    return n;
}

struct adding {
    struct trigrams *t;
    int language;
};

static void count(void *context, uint64_t key)
{
    struct adding *a = context;
    struct row *row = row_of(a->t, key);

    if (row->of[a->language] < INT16_MAX)
        row->of[a->language]++;
}

void trigrams_add(struct trigrams *t, int number, struct str words)
{
    struct adding a = {.t = t};

    while (a.language < t->nlanguages && t->number[a.language] != number)
        a.language++;
    if (a.language == TRIGRAMS_LANGUAGES || t->total[a.language] >= ENOUGH)
        return;
    if (a.language == t->nlanguages)
        t->number[t->nlanguages++] = number;
    t->total[a.language] += each_trigram(words, count, &a);
}

static int16_t logarithm(int count, int total)
{
    return (int16_t)lround(1000 * log((1 - SMOOTHING) * count / total + SMOOTHING / KINDS));
}

void trigrams_finish(struct trigrams *t)
{
    for (int l = 0; l < t->nlanguages; l++)
        for (int i = 0; i < t->nrows && t->total[l]; i++)
            t->rows[i].of[l] = logarithm(t->rows[i].of[l], t->total[l]);
}

struct summing {
    const struct trigrams *t;
    struct trigram_sums *sums;
};

static void sum_up(void *context, uint64_t key)
{
    const struct summing *s = context;
    uint32_t row = s->t->index[place_of(s->t, key)];

    for (int l = 0; row && l < s->t->nlanguages; l++) /* what no language has tells nothing */
        s->sums->sum[l] += s->t->rows[row - 1].of[l];
}

void trigrams_sum(const struct trigrams *t, struct str text, struct trigram_sums *sums)
{
    struct summing s = {t, sums};

    *sums = (struct trigram_sums){0};
    if (t->total[0] < LEAST_DUTCH)
        return;
    sums->nlanguages = t->nlanguages;
    for (int l = 0; l < t->nlanguages; l++)
        sums->number[l] = t->number[l];
    sums->n = each_trigram(utf8_prefix(text, 1 << 16), sum_up, &s);
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * How much the letters of a text are those of a language: the logarithm of the chance of each three letters in a row, words
 * having a blank at both ends (Cavnar and Trenkle's n-grams as naive Bayes, mixed with an even chance: what a language's few
 * words don't have speaks little against it, and no more in one than in another). The model knows no other texts than the
 * lexicons: the words of languages.tsv are those of their languages, all else is Dutch. Of 15,000 lines of Dutch it takes 9
 * for another language, none of them a labelled post.
 */
#ifndef ANALYSIS_TRIGRAMS_H
#define ANALYSIS_TRIGRAMS_H

#include <stdint.h>

#include "base/buf.h"

enum { TRIGRAMS_LANGUAGES = 24, TRIGRAMS_DUTCH = -1 };

struct trigrams;

struct trigram_sums {
    int n; /* trigrams of the text */
    int nlanguages;
    int number[TRIGRAMS_LANGUAGES]; /* as trigrams_add() had it */
    int32_t sum[TRIGRAMS_LANGUAGES]; /* thousandths of a natural logarithm, below 0 */
};

struct trigrams *trigrams_new(void);
void trigrams_free(struct trigrams *t);
/*
 * Adds words of a language by its number, or TRIGRAMS_DUTCH; what is no letter divides them. A 25th language is left out, and so is
 * what comes when a language has words enough.
 */
void trigrams_add(struct trigrams *t, int number, struct str words);
/* No more words come. */
void trigrams_finish(struct trigrams *t);
/* Sums up a text; no language when there are too few Dutch words to compare with. */
void trigrams_sum(const struct trigrams *t, struct str text, struct trigram_sums *sums);

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* The lexicon while it is being filled: for the reader of the files and the compiler of tamtam.conf's names only. */
#ifndef ANALYSIS_LEXICON_BUILD_H
#define ANALYSIS_LEXICON_BUILD_H

#include "analysis/lexicon.h"
#include "analysis/tokens.h"

enum entry_form { FORM_WORDS, FORM_PREFIX, FORM_SUFFIX, FORM_INFIX, FORM_TAG, FORM_STEM };

/* The weight of a name that is a plain word too, so that it counts inside a sentence only. */
enum { DOUBTFUL_NAME = 500 };

/* A new empty structure. */
struct lexicon *lexicon_empty(void);
/* Memory that lives as long as the lexicon. */
struct arena *lexicon_arena(struct lexicon *lx);
/* The number of a file, for entries. */
uint16_t lexicon_add_file(struct lexicon *lx, const char *name);
/* The number of a line's entry; its text is copied. */
uint32_t lexicon_add_entry(struct lexicon *lx, const struct lexicon_line *entry);
/* The number of a language or concept. */
uint16_t lexicon_intern(struct lexicon *lx, struct str name);
/*
 * The key of an entry's text in its form (without * # ~), making its nodes; 0 when the text holds no token. A lone *
 * among words is a gap.
 */
uint64_t lexicon_key(struct lexicon *lx, struct str text, enum entry_form form);
/* Gives the words of an entry to the trigrams: they are Dutch but where the fact is the mark of another language. */
void lexicon_add_letters(struct lexicon *lx, struct str text, const struct fact *fact);
/* Hangs a fact on a key's node. */
void lexicon_add_fact(struct lexicon *lx, uint64_t key, const struct fact *fact);
/* Sets the weight of a class on a key's node, on an @feature, or on a concept. */
void lexicon_add_weight(struct lexicon *lx, uint64_t key, int class, int weight, uint32_t entry);
void lexicon_add_feature(struct lexicon *lx, int feature, int class, int weight, uint32_t entry);
void lexicon_add_concept(struct lexicon *lx, uint16_t number, int class, int weight, uint32_t entry);
/* Compiles a pattern; -1 when it is none. */
int lexicon_add_pattern(struct lexicon *lx, struct str pattern, const struct fact *fact, struct err *err);
/* Adds the names of the municipality. */
void lexicon_add_town(struct lexicon *lx, const struct municipality *town);
/* Makes it ready for use. */
void lexicon_finish(struct lexicon *lx);

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * All entries of all lexicons and all names of the municipality in one immutable structure: a trie over normal forms that is
 * kept in one hash table, so that the cost of a look-up does not depend on the number of entries. A node is a word, a row of
 * words, or a beginning of one; it carries facts (hand-written marks) and a row of weights (what was learned, per class).
 * lexicons/README.md tells the form of the files.
 */
#ifndef ANALYSIS_LEXICON_H
#define ANALYSIS_LEXICON_H

#include <stdint.h>

#include "analysis/classes.h"
#include "base/err.h"
#include "base/municipality.h"

/* Kinds of mark that an entry can carry; the argument says which theme, frame, ... */
#define MARK_KINDS(X)                                                                                        \
    X(MARK_TONE, "tone")                                                                                     \
    X(MARK_NEGATOR, "negator")                                                                               \
    X(MARK_INTENSIFIER, "intensifier")                                                                       \
    X(MARK_DIMINISHER, "diminisher")                                                                         \
    X(MARK_CONTRAST, "contrast")                                                                             \
    X(MARK_IRREALIS, "irrealis")                                                                             \
    X(MARK_QUOTATION, "quotation")                                                                           \
    X(MARK_IRONY, "irony")                                                                                   \
    X(MARK_QUESTION, "question")                                                                             \
    X(MARK_PRAISE, "praise")                                                                                 \
    X(MARK_BADEVENT, "badevent")                                                                             \
    X(MARK_REVIEW, "review")                                                                                 \
    X(MARK_TOLD, "told")                                                                                     \
    X(MARK_RISE, "rise")                                                                                     \
    X(MARK_FALL, "fall")                                                                                     \
    X(MARK_GAIN, "gain")                                                                                     \
    X(MARK_BURDEN, "burden")                                                                                 \
    X(MARK_THEME, "theme")                                                                                   \
    X(MARK_FRAME, "frame")                                                                                   \
    X(MARK_LEADER, "leader")                                                                                 \
    X(MARK_CRISIS, "crisis")                                                                                 \
    X(MARK_ACUTE, "acute")                                                                                   \
    X(MARK_FIRSTHAND, "firsthand")                                                                           \
    X(MARK_HARMLESS, "harmless")                                                                             \
    X(MARK_INTENT, "intent")                                                                                 \
    X(MARK_VOICE, "voice")                                                                                   \
    X(MARK_NEWSVERB, "newsverb")                                                                             \
    X(MARK_OFFICIALESE, "officialese")                                                                       \
    X(MARK_ROLE, "role")                                                                                     \
    X(MARK_TITLE, "title")                                                                                   \
    X(MARK_HOMONYM, "homonym")                                                                               \
    X(MARK_CONCEPT, "concept")                                                                               \
    X(MARK_FILLER, "filler")                                                                                 \
    X(MARK_CHATTER, "chatter")                                                                               \
    X(MARK_STOP, "stop")                                                                                     \
    X(MARK_LANG, "lang")                                                                                     \
    /* From tamtam.conf; argument: district or person. */                                                    \
    X(MARK_DISTRICT, "district")                                                                             \
    X(MARK_STREET, "street")                                                                                 \
    X(MARK_LANDMARK, "landmark")                                                                             \
    X(MARK_FULLNAME, "fullname")                                                                             \
    X(MARK_FIRSTNAME, "firstname")                                                                           \
    X(MARK_PARTY, "party")                                                                                   \
    X(MARK_SURNAME, "surname")                                                                               \
    X(MARK_NICKNAME, "nickname")                                                                             \
    X(MARK_PORTFOLIO, "portfolio")                                                                           \
    X(MARK_TOWN, "town")

#define MARK_ENUM(id, name) id,
enum mark_kind { MARK_KINDS(MARK_ENUM) MARK_COUNT };

struct fact {
    uint16_t kind;   /* enum mark_kind */
    uint16_t arg;    /* index in the mark's table of values; a language's or concept's number */
    int32_t weight;  /* thousandths */
    uint32_t entry;  /* index for lexicon_entry() */
};

enum { NO_ROW = -1 };

struct node {
    uint64_t key;     /* 0: an empty place of the table */
    uint64_t follows; /* longer entries begin so: a bit for each next word, by its hash (lexicon_may_follow()) */
    uint32_t facts;   /* the first of them */
    int32_t row;      /* learned weights, or NO_ROW */
    uint16_t nfacts;
};

/* Can a longer entry go on from the node with a word of that hash? False is sure, and costs no look-up. */
static inline bool lexicon_may_follow(const struct node *node, uint64_t hash)
{
    return node->follows >> (hash >> 58) & 1;
}

/* What stands in the file: for evidence and faults. */
struct lexicon_line {
    struct str text;
    uint16_t file;
    uint32_t line;
};

struct lexicon;
struct trigrams;

/*
 * Reads *.tsv of the folders, the nearest first, and the names of `town` (NULL: none). Faults are told, their lines left
 * out. -1 when no folder has a lexicon.
 */
int lexicon_new(struct lexicon **out, const char *const *folders, const struct municipality *town,
                struct faults *faults, struct err *err);
/* The same, without the files named learned.tsv. */
int lexicon_new_unlearned(struct lexicon **out, const char *const *folders, const struct municipality *town,
                          struct faults *faults, struct err *err);
void lexicon_free(struct lexicon *lx);

/* The node of a word by the hash of its normal form, or NULL. */
const struct node *lexicon_word(const struct lexicon *lx, uint64_t hash);
/* The node of `node` and one word more, or NULL. */
const struct node *lexicon_next(const struct lexicon *lx, const struct node *node, uint64_t hash);
/* Asks the memory for what lexicon_next() will need, so that it is there by then. */
void lexicon_prefetch_next(const struct lexicon *lx, const struct node *node, uint64_t hash);
/* The node of `node` and a gap, or NULL. */
const struct node *lexicon_gap(const struct lexicon *lx, const struct node *node);
/* The node of a hashtag, by the normal form without #; of a stem (~stem). */
const struct node *lexicon_tag(const struct lexicon *lx, uint64_t hash);
const struct node *lexicon_stem(const struct lexicon *lx, uint64_t hash);
/* The nodes of entries with * that the word matches: at most `max`; returns how many. */
int lexicon_affixes(const struct lexicon *lx, struct str word, const struct node **found, int max);

const struct fact *lexicon_facts(const struct lexicon *lx, const struct node *node);
/* The same by node.facts, or by the number of a single fact. */
const struct fact *lexicon_facts_at(const struct lexicon *lx, uint32_t facts);
uint32_t lexicon_fact_number(const struct lexicon *lx, const struct fact *fact);
/* The learned weights of a row, per class, in thousandths. */
const int16_t *lexicon_row(const struct lexicon *lx, int32_t row);
/* The row of an @feature by its number in features.h, or NULL when it has none. */
const int16_t *lexicon_feature(const struct lexicon *lx, int feature);
/* The row of @concept:NAME by the concept's number, or NULL when it has none, or the number is -1. */
const int16_t *lexicon_concept(const struct lexicon *lx, int number);
/* Which groups of classes have learned weights: bit per enum class_group. */
uint32_t lexicon_learned(const struct lexicon *lx);
const struct lexicon_line *lexicon_entry(const struct lexicon *lx, uint32_t entry);
const char *lexicon_file(const struct lexicon *lx, int file);
int lexicon_entries(const struct lexicon *lx);
/* The entry whose learned weight for a class a row or @feature carries; NULL when there is none. */
const struct lexicon_line *lexicon_row_entry(const struct lexicon *lx, const int16_t *row);
/* How much the letters of a text are those of a language. */
const struct trigrams *lexicon_trigrams(const struct lexicon *lx);
/* "theme:afval": the name of a fact's mark, in the arena. */
struct str lexicon_mark(const struct lexicon *lx, const struct fact *fact, struct arena *a);
/* The name of a language's or concept's number. */
struct str lexicon_name(const struct lexicon *lx, int number);

/* The number of a language or concept, or -1. */
int lexicon_number(const struct lexicon *lx, struct str name);

/* Patterns: how many, and the facts of one that the lower-case text matches at `from` on; false when it does not. */
int lexicon_patterns(const struct lexicon *lx);
struct pattern_room;
struct pattern_room *pattern_room_new(void);
void pattern_room_free(struct pattern_room *room);
/* Calls `found` for each match of each pattern (at most 4 of one) in `text`. */
void lexicon_match(const struct lexicon *lx, struct pattern_room *room, struct str text,
                   void (*found)(void *context, const struct fact *fact, size_t at, size_t n), void *context);

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * One pass over a post: its tokens, each with all that the lexicon knows of the word, and the hits of all entries. A
 * distinct word is worked out once (affixes, lengthening, compound parts, stem) and remembered.
 */
#ifndef ANALYSIS_SCAN_H
#define ANALYSIS_SCAN_H

#include "analysis/compound.h"
#include "analysis/lexicon.h"
#include "analysis/tokens.h"

enum { ROWS_MAX = 12, WHOLE = 100 };

/* What a fact says of a word wherever it stands; the fact itself is for evidence. */
struct word_hit {
    uint32_t fact;
    int32_t weight; /* thousandths: the fact's, less for a part of a compound */
    uint16_t arg;   /* the fact's */
    uint8_t kind;   /* the fact's */
    uint8_t scale;  /* percent: less than WHOLE for a part of a compound */
};

/* A part of a compound: its stem as term, and its bytes in the normal form. */
struct part {
    uint64_t key;
    uint8_t at, n;
};

/*
 * A distinct normal form, worked out. Its lists stand behind it (word_parts() and so on), so that a post touches little memory: a post
 * waits for that longer than it computes.
 */
struct word {
    uint64_t id;      /* of the token: hash and kind */
    uint64_t key;     /* of the stem as term */
    struct node node; /* the word itself, where longer entries go on */
    uint16_t nhits;
    uint8_t nparts, nrows;
    bool known : 1; /* `node` is that of an entry */
    bool lengthened : 1, stop : 1, filler : 1;
    bool summed : 1; /* the sum of its rows stands behind them */
};

static inline const struct part *word_parts(const struct word *w)
{
    return (const struct part *)(w + 1);
}

static inline const struct word_hit *word_hits(const struct word *w)
{
    return (const struct word_hit *)(word_parts(w) + w->nparts);
}

/* Learned weights: of the word, its stem, its parts' stems. */
static inline const int32_t *word_rows(const struct word *w)
{
    return (const int32_t *)(word_hits(w) + w->nhits);
}

/* Their sum, where w->summed. */
static inline const int16_t *word_sum(const struct word *w)
{
    return (const int16_t *)(word_rows(w) + w->nrows);
}

struct hit {
    const struct fact *fact;
    uint32_t first, last; /* tokens, last exclusive */
    int32_t weight;       /* from here on as in word_hit */
    uint16_t arg;
    uint8_t kind, scale;
};

/* An entry of two words or more with learned weights. */
struct row_hit {
    int32_t row;
    uint32_t first, last;
};

struct sb_stemmer;

struct scan {
    const struct lexicon *lx;
    struct str text;
    struct tokens tokens;
    const struct word **words; /* per token */
    int words_cap;
    struct hit *hits; /* in the order of their first token */
    int nhits, hits_cap;
    struct row_hit *rows;
    int nrows, rows_cap;
    uint8_t *names; /* per token: it is part of a name, which learning leaves alone */
    int names_cap;
    /* from here on: the scan's own */
    const struct word **remembered; /* open addressing; NULL: an empty place */
    int nremembered;
    struct arena arena; /* of the words */
    struct sb_stemmer *stemmer;
    struct pattern_room *room;
    struct buf lower;
};

void scan_init(struct scan *s, const struct lexicon *lx);
void scan_release(struct scan *s);
/* Scans a text, which must stay until the next scan. */
void scan_text(struct scan *s, struct str text);
/* The stem of a normal form (libstemmer, Dutch by Porter), borrowed until the next call. */
struct str scan_stem(struct scan *s, struct str word);
/* Can learning use this token: a word, tag or emoji that is no name, number or address? */
bool scan_is_feature(const struct scan *s, int token);
/* Do these two tokens stand in one sentence, side by side, and can be learned from? */
bool scan_is_pair(const struct scan *s, int token);

#endif

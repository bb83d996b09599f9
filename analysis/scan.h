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

enum { FOUND_MAX = 8, ROWS_MAX = 12, WHOLE = 100 };

/* A distinct normal form, worked out. What each post needs of it stands first, so that few lines of memory are touched.
 */
struct word {
    uint64_t hash; /* of the token; 0: empty place of the cache */
    uint32_t post; /* the last post that used it */
    uint8_t nfound, nrows, nparts;
    bool known, lengthened, stop, filler, hyphened; /* known: `node` is that of an entry */
    struct node node;                       /* the word itself, where longer entries go on */
    struct {
        uint32_t facts; /* the first of them */
        uint16_t n;
        uint8_t scale; /* percent: less than WHOLE for a part of a compound */
    } found[FOUND_MAX];
    int32_t rows[ROWS_MAX];        /* learned weights: of the word, its stem, its parts' stems */
    uint64_t key;                  /* of the stem as term */
    uint64_t part_keys[PARTS_MAX]; /* of the parts' stems as terms */
    struct {
        uint8_t at, n;
    } parts[PARTS_MAX]; /* bytes in the normal form */
};

struct hit {
    const struct fact *fact;
    uint32_t first, last; /* tokens, last exclusive */
    uint8_t scale;        /* percent */
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
    struct word *cache;
    struct arena spare;
    uint32_t post;
    struct sb_stemmer *stemmer;
    struct pattern_room *room;
    struct buf lower;
};

void scan_init(struct scan *s, const struct lexicon *lx);
void scan_release(struct scan *s);
/* Scans a text, which must stay until the next scan. */
void scan_text(struct scan *s, struct str text);
/* The weight of a hit in thousandths: the fact's, less for a part of a compound. */
int hit_weight(const struct hit *hit);
/* The stem of a normal form (libstemmer, Dutch by Porter), borrowed until the next call. */
struct str scan_stem(struct scan *s, struct str word);
/* Can learning use this token: a word, tag or emoji that is no name, number or address? */
bool scan_is_feature(const struct scan *s, int token);
/* Do these two tokens stand in one sentence, side by side, and can be learned from? */
bool scan_is_pair(const struct scan *s, int token);

#endif

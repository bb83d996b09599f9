/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * A text cut into tokens in one pass: words, numbers, tags, mentions, links, emoji. Each carries its normal form (lower
 * case, no accents) and its place among sentences and quotation marks. Lexicon entries go through the same function, so
 * that what is written in a lexicon and what stands in a post always meet.
 */
#ifndef ANALYSIS_TOKENS_H
#define ANALYSIS_TOKENS_H

#include <stdint.h>

#include "base/buf.h"

enum token_kind {
    TOKEN_WORD,
    TOKEN_NUMBER, /* holds digits only, but for . , : - between them */
    TOKEN_TAG,    /* #word; the normal form is without # */
    TOKEN_MENTION,
    TOKEN_LINK,
    TOKEN_EMOJI /* or an emoticon */
};

enum token_flag {
    TOKEN_CAPITAL = 1,  /* begins with a capital */
    TOKEN_CAPITALS = 2, /* two letters or more, all capitals */
    TOKEN_START = 4,    /* first of a sentence, or after a colon or an opening quotation mark */
    TOKEN_QUOTED = 8,   /* between quotation marks */
    TOKEN_COMMA = 16,   /* a comma, dash or bracket stands before it */
    TOKEN_DIGIT = 32,   /* holds a digit */
    TOKEN_GAP = 64      /* a sentence or line ends before it */
};

struct token {
    uint64_t hash;     /* of the normal form */
    uint32_t at, n;    /* bytes in the text */
    uint32_t fold;     /* its normal form: offset in tokens.fold */
    uint16_t foldn;    /* and length; cut at TOKEN_BYTES */
    uint16_t sentence; /* index in tokens.sentences */
    uint8_t kind, flags;
};

struct sentence {
    uint32_t first, last; /* tokens, last exclusive */
    bool question, exclaim;
};

enum { TOKEN_BYTES = 120, SENTENCES_MAX = 65535 };

struct tokens {
    struct token *v;
    int n, cap;
    struct sentence *sentences;
    int nsentences, sentences_cap;
    struct buf fold;
    int questions, exclamations, quotes; /* marks in the whole text */
    int letters, capitals;
};

/* Cuts `text` into tokens; what was in `t` before is gone, its memory is used again. Any bytes are safe, the cost is
 * linear. */
void tokens_cut(struct tokens *t, struct str text);
void tokens_release(struct tokens *t);
/* The normal form of a token, borrowed until the next cut. */
struct str token_text(const struct tokens *t, const struct token *token);
/* The hash of a normal form, as in token.hash. */
uint64_t token_hash(struct str fold);

/* The same hash, byte by byte, to hash all beginnings of a text in one go. */
struct hasher {
    uint64_t h;
};
static inline struct hasher hasher_new(void)
{
    return (struct hasher){14695981039346656037u};
}
static inline void hasher_add(struct hasher *h, char byte)
{
    h->h = (h->h ^ (unsigned char)byte) * 1099511628211u;
}
static inline uint64_t hasher_end(const struct hasher *h)
{
    uint64_t mixed = (h->h ^ h->h >> 32) * 0x9E3779B97F4A7C15u;

    return mixed ^ mixed >> 29;
}

#endif

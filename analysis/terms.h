/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * What a post offers to grouping: its terms, each a 64-bit key with a weight. The scan fills them in, grouping weighs them
 * by how rare they are in this municipality. A term's text is the piece of the post it stands for (for titles).
 */
#ifndef ANALYSIS_TERMS_H
#define ANALYSIS_TERMS_H

#include <stdint.h>

#include "base/str.h"

enum term_kind {
    TERM_WORD,    /* stem of a word that is no stop word */
    TERM_PART,    /* part of a compound */
    TERM_CONCEPT, /* concept:NAME of the lexicon, whatever the words */
    TERM_NAME,    /* capitalised word or run inside a sentence, street, landmark */
    TERM_TAG,     /* hashtag */
    TERM_LINK,    /* address without scheme, www., query */
    TERM_NUMBER,  /* a number that can tell matters apart: N419, 180, 12 */
    TERM_KINDS
};

struct term {
    uint64_t key;     /* str_hash of "kind:text"; equal terms have equal keys on every machine */
    float weight;     /* 0..1: sureness of the lexicon entry; 1 for words */
    uint32_t at, n;   /* bytes in the text (title, newline, text) */
    uint8_t kind;     /* enum term_kind */
};

struct terms {
    struct term *v; /* no key twice */
    int n, cap;
};

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * What a crisis picture tells apart: questions, behaviour, meaning and rumours, each with the words that show it, read
 * from a table (lexicons/words/crisis-picture.tsv). So that people's words are counted under ours, and never told.
 */
#ifndef TAMTAM_PICTURE_H
#define TAMTAM_PICTURE_H

#include "base/err.h"
#include "store/store.h"

enum picture_part {
    PICTURE_QUESTION,
    PICTURE_BEHAVIOUR,
    PICTURE_MEANING,
    PICTURE_RUMOUR,
    PICTURE_PARTS,
    /* Words by which a public actor speaks of a rumour. */
    PICTURE_DENIAL = PICTURE_PARTS, /* 'klopt niet' */
    PICTURE_DOUBT,                  /* 'geen aanwijzing' */
    PICTURE_CONFIRMATION,           /* 'bevestigt' */
    PICTURE_UNDECIDED,              /* 'wordt onderzocht': says neither */
    PICTURE_KINDS
};
enum wanted { WANTED_NEITHER, WANTED_YES, WANTED_NO };

struct picture_line {
    enum picture_part part;
    struct str label;
    enum wanted wanted;
    struct str words;  /* lower case, divided by commas, + joins */
    struct str denied; /* rumour: words that deny it by themselves ('iedereen + veilig'); may be empty */
};

struct picture {
    struct picture_line *lines;
    int n, cap;
    struct arena arena;
};

/* Reads the table; `p` is zero-initialised, picture_release() also after a failure. Faults name file and line. */
int picture_read(struct picture *p, const char *path, struct err *err);
void picture_release(struct picture *p);
/* Has a post the words of this line? */
bool picture_fits(const struct picture *p, int line, const struct stored_post *post);
/* How a text speaks of a rumour. */
enum picture_verdict { VERDICT_NONE, VERDICT_DOUBTED, VERDICT_DENIED, VERDICT_CONFIRMED };
/*
 * What a public actor's post says of a rumour's line. Read sentence by sentence: one that has the line's words and, in itself or
 * in the next, words of denial, doubt or confirmation, or a 'geen' within five words before the claim; or one with the words
 * that deny this claim. A question, and a sentence that leaves it open, says nothing.
 */
enum picture_verdict picture_judges(const struct picture *p, int line, const struct stored_post *post);
/* The first line of a part whose words a post has; -1: none. */
int picture_line_of(const struct picture *p, enum picture_part part, const struct stored_post *post);

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * The rumours of an issue: what is said, how often, and what is known of it. A rumour is a line of the picture's table that a
 * post with the mark of a rumour fits. The program never calls one true or untrue: it says who contradicts or confirms it.
 * That is for a person (desk/rumours.h), who names a source.
 */
#ifndef TAMTAM_RUMOURS_H
#define TAMTAM_RUMOURS_H

#include "tamtam/document.h"
#include "tamtam/figures.h"
#include "tamtam/picture.h"

enum rumour_state {
    RUMOUR_UNKNOWN,
    RUMOUR_DOUBTED,   /* a public actor sees no sign of it */
    RUMOUR_DENIED,    /* a public actor contradicts it */
    RUMOUR_CONFIRMED, /* a public actor confirms it */
    RUMOUR_OPEN,      /* a person: not known yet */
    RUMOUR_TRUE,      /* a person, by a source */
    RUMOUR_FALSE
};

/* What is known of one rumour. */
struct rumour {
    enum rumour_state state;
    const struct stored_post *by;  /* the public actor's first post that says so, own channel before others; NULL: none */
    const struct stored_post *own; /* the own channel's, or NULL */
    bool early;                    /* it was said before the rumour was first heard */
    struct str source;             /* of a person's finding, or empty */
};

/*
 * What is known of a line of the table from the posts of a matter from `start` on, and from what persons found of it
 * (`found`, the latest last). `first` is when the rumour was first heard.
 */
struct rumour rumour_read(const struct picture *picture, int line, const struct issue_figures *matter, int64_t start, int64_t first,
                          const struct stored_rumour *found, int nfound);
/* "onbekend", "tegengesproken", "bevestigd", "waar", "onwaar"; doubted is still "onbekend". */
const char *rumour_word(const struct rumour *r);
/*
 * Adds who says so, behind that word: 'door Waterbedrijf (18.12 uur); op het eigen kanaal niet gezien'; nothing when nobody spoke.
 * For who reads it at `now`: '(di 18.12 uur)' on a later day; 0 for plain hours, where all is of one day.
 */
void rumour_source(struct buf *b, const struct rumour *r, int64_t now);
/* Was it contradicted after it was heard, or found untrue by a person? */
bool rumour_is_untrue(const struct rumour *r);
enum state rumour_sign(const struct rumour *r);

/* A rumour of an issue: how far it spread, without those who speak of it as public actors. */
struct rumour_line {
    struct str claim;
    int n, residents;
    const struct stored_post *first; /* that told it */
    bool asked_only;                 /* in questions alone */
    struct rumour known;
    struct str told; /* who says what, in words; set by desk/rumours.h alone */
};
/* The rumours of a matter, the most spread first; in the arena. Returns how many. */
int rumours_list(struct arena *a, const struct issue_figures *matter, const struct picture *picture, const struct stored_rumour *found,
                 int nfound, struct rumour_line **list);

/*
 * Lists them under the section, with the rank of what may fall off. Returns the most spread one of which the municipality still has
 * to say what is true (in the arena), or NULL.
 */
const struct rumour_line *rumours_compose(struct block *section, const struct issue_figures *issue, const struct picture *picture,
                                          const struct stored_rumour *found, int nfound, int rank, struct arena *a);

#endif

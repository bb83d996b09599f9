/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* Inside the crisis picture: what it reads (crisis_read.c), its boxes (crisis_boxes.c) and the page (report_crisis.c). */
#ifndef TAMTAM_CRISIS_H
#define TAMTAM_CRISIS_H

#include "tamtam/own_line.h"
#include "tamtam/picture.h"
#include "tamtam/report.h"
#include "tamtam/rumours.h"

/* A line of the picture with what was seen of it; line -1: what fits no line. */
struct seen {
    int line;
    struct str label;
    int now, before, all; /* in the window, in the one before, since the incident began */
    int64_t first, last;
    uint32_t channels;
    bool asked_only;                       /* rumour: only in questions */
    const struct stored_post *own, *other; /* question: who spoke of it later, the first */
    struct rumour rumour;                  /* rumour: what is known of it */
};

/* Pictures and films that others than media and municipality show: how many posts have one, and the one that most have. */
struct going_round {
    int now, before, all; /* posts, as in struct seen */
    int same;             /* posts that show the most shown one; below 2 none is */
    const struct stored_post *first; /* of those */
};

struct crisis {
    struct document *d;
    const struct municipality *town;
    const struct picture *picture;
    const struct figures *f; /* the window and all before it since the incident began */
    const struct issue_figures *m;
    struct crisis_order order;
    int64_t start;   /* the first post of its burst */
    int now, before; /* posts in the window and in the one before */
    struct own_line own; /* since the start */
    struct stored_rumour *found; /* what persons found of its rumours */
    int nfound;
    struct seen seen[PICTURE_PARTS][64];
    int nseen[PICTURE_PARTS];
    struct going_round round;
    struct arena arena;
};

/* Where the incident begins: of the last day and a half, the first post of the burst that goes on at the end. */
int crisis_find_start(const struct crisis_order *order, struct store *store, int64_t *start, struct err *err);
/* Counts the posts under the lines of the picture, those of the window first, and finds who answered. */
void crisis_read(struct crisis *r);
bool crisis_in_window(const struct crisis *r, int64_t t);
/* All posts under a part, in the window or in the one before. */
int crisis_sum(const struct crisis *r, enum picture_part part, bool before);

/* '16.43 uur', in the arena. */
struct str crisis_hour(struct crisis *r, int64_t t);

/* The four boxes, the rumours, and the advice for the three goals of crisis communication. */
void crisis_boxes(struct crisis *r);
void crisis_rumours(struct crisis *r);
void crisis_advice(struct crisis *r);

#endif

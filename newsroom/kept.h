/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * The figures of an issue's window, read once for all who look at it: an issue of thousands of posts a day takes tenths of a second.
 * They hold until something changed in the store: a person's action or finding, an erasure or the nightly retention counts at once; a new post
 * after twenty times what the reading took, at most five seconds, so that a flood of posts takes a twentieth of a core.
 */
#ifndef NEWSROOM_KEPT_H
#define NEWSROOM_KEPT_H

#include <pthread.h>

#include "desk/rumours.h"
#include "newsroom/web.h"
#include "store/pulse.h"
#include "tamtam/dossier.h"

enum { KEPT_ISSUES = 6 };

/* Figures that several visits may read at once; nobody changes them. Lists are in the figures' arena. */
struct kept_figures {
    struct figures figures;
    struct question *questions; /* of the window, as dossier_read_questions() sorts them */
    int nquestions;
    struct stored_issue *others; /* issues of the last fortnight that this one may be one with, the largest first */
    int nothers;
    struct rumour_line *rumours; /* all that the issue's posts ever told */
    int nrumours;
    int64_t issue;
    int days;
    struct posts_stand stand; /* of the store before they were read */
    int64_t now;              /* the newsroom's clock then */
    int64_t made, took;       /* monotonic ms */
    int64_t renewing;         /* when somebody began to read them anew, monotonic ms; 0: nobody */
    int users;                /* visits that read them, and one for the table while they stand in it */
};

struct kept {
    pthread_mutex_t lock; /* of the table and of all `users` */
    struct kept_figures *v[KEPT_ISSUES];
};

/* The figures of the `days` before `to`; give them back with kept_give_back(), also NULL. */
int kept_take(struct visit *v, const struct stored_issue *issue, int days, int64_t to, struct kept_figures **out, struct err *err);
void kept_give_back(struct visit *v, struct kept_figures *f);
void kept_forget(struct kept *k);

#endif

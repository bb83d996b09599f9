/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * Labelled posts as streams for the benches of grouping, alerts and forecasts: captured, marked and with the terms that
 * grouping gets, so that a stream can be grouped many times over.
 *
 * A set is written NEWSROOM=POSTS.jsonl: a folder with a tamtam.conf and labelled posts of that town (of a file with posts of
 * several towns only those whose `municipality` is the folder's name). Sets that are joined by a + are one busy town: each
 * is moved in time so that they run side by side, and the places and people of the others stand for some of the first.
 */
#ifndef BENCH_CORPUS_H
#define BENCH_CORPUS_H

#include "analysis/analyse.h"
#include "base/municipality.h"
#include "base/post.h"

struct sample {
    struct post post; /* seq is its place in the stream, from 1 */
    struct marks marks;
    struct terms terms;
    int set;      /* which of the joined sets it comes from */
    int gold;     /* the first sample of its issue; -1: loose */
    bool acute;   /* its issue is an acute incident: of 5 posts or more a third have a crisis label */
    bool labelled_crisis;
    struct str issue_name;
};

struct corpus {
    struct municipality town; /* of the first set */
    struct sample *v;         /* by time */
    int n, cap;
    struct arena arena;
};

/*
 * Reads a set; ends the program with a message where that is not possible. `lexicons` is a folder; a folder in it with the name of
 * the set's newsroom goes before it, with weights that were learned without that town.
 */
void corpus_read(struct corpus *c, const char *lexicons, const char *set);
void corpus_release(struct corpus *c);

/* Ends the program. */
_Noreturn void give_up(const char *what, const char *why);
/* CPU time of this thread. */
double cpu_seconds(void);

#endif

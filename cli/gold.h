/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * Files of labelled posts, for learn and evaluate: JSON lines with text and any of the mark fields. A post belongs to the
 * newsroom of --dir, to that of NEWSROOM=FILE, or to TOWNS/x where its line says "municipality": "x".
 */
#ifndef CLI_GOLD_H
#define CLI_GOLD_H

#include "analysis/labelled.h"
#include "cli/cli.h"
#include "desk/desk.h"

/* A newsroom whose posts come by: opened at its first post, without a store. */
struct gold_town {
    const char *folder;
    struct desk desk;
    int64_t posts;
};

/* Called for each post; all is borrowed until it returns. */
typedef void (*gold_fn)(void *context, struct gold_town *town, const json_t *object, struct labelled *post);

struct gold {
    struct cli *cli;
    const char *towns; /* folder with a newsroom a municipality; NULL: all posts are of the file's newsroom */
    bool unlearned;    /* analysers without learned weights */
    gold_fn take;
    void *context;
    struct gold_town **v; /* the first is that of --dir */
    int n, cap;
    int64_t posts, unlabelled; /* used; without any label */
    int bad;                   /* lines that were told and left out */
};

/* Opens the newsroom of --dir. gold_close() also after a failure. */
int gold_open(struct gold *g, struct err *err);
void gold_close(struct gold *g);
/* Reads a file, named FILE or NEWSROOM=FILE. A line that is no labelled post is told with file and line, and left out. */
int gold_read(struct gold *g, const char *argument, struct err *err);

#endif

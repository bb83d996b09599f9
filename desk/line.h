/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* Inside the desk: the line. What is captured waits in a batch; a batch is written in one transaction. */
#ifndef DESK_LINE_H
#define DESK_LINE_H

#include "desk/desk.h"

struct batch *batch_new(void);
void batch_free(struct batch *b);

/* An empty analysis at the start of a line. */
int line_start(struct desk *d);
/* The analysis as of the last commit: the snapshot and what the line holds behind it; without one, from what is stored. */
int line_restore(struct desk *d, struct err *err);
/* Writes changes of the analysis down, but for those of the post `own` (0: none), which are told by `stored`. */
int line_write_changes(struct desk *d, const struct changes *changes, struct stored_post *own, struct err *err);
/* A person's action, within the caller's transaction; when that fails the caller calls line_restore(). */
int line_act(struct desk *d, struct action action, int64_t now, struct err *err);
/* What an action changes. */
struct changes line_apply(struct desk *d, const struct action *action);
/* Splits off the posts that the action's text names by their numbers. */
struct changes line_split(struct desk *d, const struct action *action);
/*
 * Notes with an action by which posts its issues are known again when the issues are made anew and get other ids: the first
 * post of each issue. In the text, but for a name: in `b`. -1 when there is no such issue.
 */
int line_anchor(struct desk *d, struct action *action, struct err *err);
/* An action of the past in terms of the issues of now; kind empty: it has nothing left to act on. */
int line_translate(struct desk *d, struct action *action, struct err *err);
/* Takes the next number off a text of numbers; 0 at its end. */
int64_t line_next_number(struct str *text);
/* Writes a snapshot within the caller's transaction, which notes d->snapshot_seq after its commit; or in one of its own. */
int line_put_snapshot(struct desk *d, struct err *err);
int line_snapshot(struct desk *d, struct err *err);

#endif

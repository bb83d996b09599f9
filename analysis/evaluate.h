/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * How good the marks are, against labelled posts: precision, recall and F1 per mark and class, sentiment per channel and
 * speaker group, all with 95% intervals (percentile bootstrap over posts, in a fixed order); and the misses of which
 * the program was surest, with its reasons.
 */
#ifndef ANALYSIS_EVALUATE_H
#define ANALYSIS_EVALUATE_H

#include "analysis/analyse.h"
#include "analysis/labelled.h"
#include "base/buf.h"

struct evaluation;

struct evaluation *evaluation_new(void);
void evaluation_free(struct evaluation *e);
/* Counts one post: its labels, the marks it got, and why. Nothing is borrowed after the call. */
void evaluation_add(struct evaluation *e, const struct labelled *post, const struct marks *marks,
                    const struct whys *whys);
/* Adds in Dutch what an entry of a lexicon is (desk/reason.h). */
typedef void entry_teller(struct buf *out, struct str entry);
/* The report as plain text: in Dutch where there is somebody to tell entries in it, in English for NULL. */
void evaluation_print(const struct evaluation *e, entry_teller *dutch, struct buf *out);
/* The same as JSON: posts, figures, classes, channels, groups, misses; the caller owns it. */
json_t *evaluation_json(const struct evaluation *e);
/* A headline figure by its name ("sentiment", "themes", "places", ...), 0..1; -1 when no post has labels for it. */
double evaluation_figure(const struct evaluation *e, const char *name);

#endif

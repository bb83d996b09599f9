/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * Weights from labelled posts. For each class a linear model against all others (L2-regularised, squared hinge loss) by
 * dual coordinate descent (Hsieh, Chang, Lin, Keerthi & Sundararajan, "A dual coordinate descent method for large-scale
 * linear SVM", ICML 2008), in a fixed order, so that the same posts give the same weights. It learns on words, stems
 * (with those of compound parts), word pairs and the resolvers' features; names are no features, nor what fewer than
 * five authors wrote.
 */
#ifndef ANALYSIS_LEARN_H
#define ANALYSIS_LEARN_H

#include "analysis/analyse.h"
#include "analysis/labelled.h"
#include "base/buf.h"

struct learner;

enum { LEAST_AUTHORS = 5 };

struct learner *learner_new(void);
void learner_free(struct learner *l);
/* Takes a post in, through the analyser that the scratch was made for. */
void learner_add(struct learner *l, struct scratch *s, const struct labelled *post);
/*
 * Trains, and writes the weights as a lexicon. `from`: the analyser whose weights it starts from, so that few posts
 * correct and many overrule; NULL starts from nothing. Only groups of classes that at least one post has labels for are
 * written.
 */
void learner_train(struct learner *l, const struct analyser *from, struct buf *out);

#endif

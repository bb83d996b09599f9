/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* A post that a person has labelled: for learning and for evaluating. */
#ifndef ANALYSIS_LABELLED_H
#define ANALYSIS_LABELLED_H

#include <jansson.h>

#include "analysis/classes.h"
#include "base/err.h"
#include "base/post.h"

struct labelled {
    struct post post;
    struct marks gold;
    const struct municipality *town; /* whose districts and people the labels number; borrowed */
    uint32_t known;  /* bit per enum class_group: the label stands there */
    uint64_t issue;  /* a hash of the issue it belongs to; 0: none */
    uint64_t author; /* a hash; posts without an author have one each */
    float weight;    /* in learning: 1, or less for a set of another kind, which the caller says */
    bool polar;      /* of a set that knows no neutral posts: it says nothing on what is neutral; also the caller's */
};

/*
 * Reads a post with any of the mark fields of design.md, section 5, as capture would hand it to analysis; text goes to
 * the arena. A `group` or `sentiment` of null is no label. -1 without id or text, or with a label of a
 * value that there is not; a missing time is none.
 */
int labelled_read(struct labelled *l, const json_t *object, const struct municipality *town, struct arena *a,
                  struct err *err);

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * How the own channel spoke of a matter: when first, how long after others, and its silence while others spoke. From the posts alone;
 * a post is the own channel's when it is public (no note of the KCC, no e-mail), of the municipality's voice and of an actor.
 */
#ifndef TAMTAM_OWN_LINE_H
#define TAMTAM_OWN_LINE_H

#include "base/buf.h"
#include "tamtam/figures.h"

struct own_line {
    const struct stored_post *first, *last; /* own posts; NULL: none */
    const struct stored_post *told;         /* the last that may be told in its own words, or NULL */
    const struct stored_post *first_other, *first_news; /* since `start`; NULL: none */
    int n;
    int64_t gap_from, gap_to; /* the silence in which others spoke most, between own posts or up to the end; 0: none */
    int gap_others;           /* posts of others in it */
    int others_since;         /* posts of others after the last own one, or all where there is none */
};

/* Reads it from the posts from `start` on, of a matter that is told until `end` (UTC ms). */
struct own_line own_line_read(const struct issue_figures *matter, int64_t start, int64_t end);
/* Is this a post of the municipality's own channel? */
bool own_line_has(const struct stored_post *p);
/*
 * 'Het eerste eigen bericht kwam 21 minuten na het eerste bericht en 17 minuten na het eerste nieuws.' Nothing where the own
 * channel was first.
 */
void own_line_lag(struct buf *b, const struct own_line *own);
/* From one moment to another, in ms, as the clock times of both show it: 17.18 to 17.24 is six minutes, whatever the seconds. */
int64_t own_line_lag_between(int64_t from, int64_t to);
/* Adds 'één uur en 5 minuten' as people say it: '21 minuten', '2 uur en 48 minuten', '3 dagen'. */
void own_line_span(struct buf *b, int64_t ms);

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * What was said before a post, as evidence for it. "Verlenging. Mijn horloge vraagt of ik gevallen ben" has no word of
 * sport, but the other posts of its issue have; "wie weet meer?" asks about the fire that the town has been talking of
 * for an hour. A post's themes lean towards those of its issue so far; whether it is on an acute incident also hangs on
 * its issue and on all that came by in the last hours. Only earlier posts count, so the same posts in the same order
 * give the same marks.
 */
#ifndef ANALYSIS_CONTEXT_H
#define ANALYSIS_CONTEXT_H

#include "analysis/issues.h"
#include "base/err.h"

/* What is remembered of the last 2,048 issues, the last 256 posts and the last hours: one block of 370 kB. */
struct context;

struct context *context_new(void);
void context_free(struct context *c);

/*
 * Decides the themes and crisis marks of a post anew, once grouper_post() has told what it changed, and remembers the post.
 * A mark that is no longer as analyse_post() gave it, as a person corrected it, stays.
 */
void context_settle(struct context *c, const struct changes *changes, const struct post *post, struct marks *m);
/*
 * Which marks of a post come from what was said before it: `alone` as analyse_post() gave them, `settled` after context_settle().
 * Fills at most `most` whys, without a place or a weight in the text; returns how many. Their names live in the arena.
 */
int context_whys(const struct marks *alone, const struct marks *settled, struct why *whys, int most, struct arena *a);
/* A post of an input that was read to its end. */
struct retold {
    int64_t time, issue; /* UTC ms; as the grouping left it, 0: none */
    struct leanings own;
    uint32_t themes; /* what context_look_back() makes of them */
    uint8_t crisis;
    uint32_t more_themes; /* those that come from the other posts */
    uint8_t more_crisis;
};

/*
 * Decides the themes and crisis marks of all posts of an input anew, in the order in which they came: each leans to the other posts of
 * its issue and to the talk of the town, later ones too. For a study of what is over; on the line nothing is known of later posts.
 */
void context_look_back(struct retold *posts, int64_t n);
/* Other changes of issues, by a tick. */
void context_follow(struct context *c, const struct changes *changes);

/*
 * The whole state as bytes, and back: takes its own from the front of `bytes`. -1 when they are of another version, or of
 * another kind of machine.
 */
void context_save(const struct context *c, struct buf *out);
int context_load(struct context *c, struct str *bytes, struct err *err);

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * A post while it is being made sense of: the scan, and what the resolvers have found so far. The resolvers are called
 * in the order in which they stand here; each reads what those before it wrote.
 */
#ifndef ANALYSIS_READING_H
#define ANALYSIS_READING_H

#include "analysis/analyse.h"
#include "analysis/features.h"
#include "analysis/scan.h"

/* A piece of tone after the resolvers: thousandths. */
struct tone {
    const struct hit *hit;
    int value;
    bool turned; /* by a negator */
};

/* How much a post speaks of a concept: thousandths, up to FEATURE_CEILING. */
struct concept_value {
    uint16_t number;
    int32_t value;
};

/* Where a person is spoken of: the sentences from `sentence` on count as near. */
struct mention {
    uint16_t person;
    uint32_t first, last; /* tokens */
};

/* A post that names more than this is no ordinary post; what comes after is left alone. */
enum { NAMED_MAX = 160, CONCEPTS_MAX = 64 };

struct reading {
    const struct post *post;
    const struct municipality *town;
    const uint32_t *portfolios; /* per person: the themes of the portfolio, as bits */
    struct scan scan;
    struct marks *marks;
    int32_t features[FEATURE_COUNT];    /* thousandths */
    struct concept_value concepts[CONCEPTS_MAX]; /* in the order of the text */
    int nconcepts;
    const struct hit *named[NAMED_MAX]; /* the hits that have to do with names */
    int nnamed;
    struct tone *tones;
    int ntones, tones_cap;
    int tone_balance; /* their sum: thousandths, without a ceiling */
    struct mention *mentions;
    int nmentions, mentions_cap;
    uint8_t *cover; /* per token; working memory of the tone resolver */
    int cover_cap;
    int words;          /* that learning can use; at least 1 */
    bool settled_voice; /* the source or the allow-list says who speaks */
};

/* Scans the post and calls all resolvers; marks holds what needs no weights then. */
void reading_take(struct reading *r, const struct post *post, struct marks *marks);
/* The numbers whose sign decides, per class, in millionths: features and learned words. */
void sum_classes(const struct reading *r, int64_t sums[CLASS_WIDTH]);
/* What the speaker adds, once that is decided. */
void sum_speaker(const struct reading *r, int64_t sums[CLASS_WIDTH]);
/* Fills the marks that are decided by sums. */
void decide_marks(struct reading *r, int64_t sums[CLASS_WIDTH]);
/*
 * Is the tone told from the hand-written words alone? So it is where nothing was learned of it, and in a review of a book or a film: what is
 * learned is of civic posts, down to who writes of what and where.
 */
bool tone_is_by_hand(const struct reading *r);
/* What the second theme and an incident need, in thousandths, as long as nothing is known but the post. */
enum { ALONE_SECOND_THEME = 0, ALONE_INCIDENT = 0 };
/* One or two themes: the second leans more than `least`. */
uint32_t decide_themes(const int32_t leanings[THEME_COUNT], int32_t least);
/* What a post on an incident is. */
uint8_t decide_crisis(const int32_t leanings[CRISIS_COUNT]);
/* marks.topics: the names of the concepts with the most evidence, the most first; then in the order of the text. */
void collect_topics(const struct reading *r);
/* The evidence for the marks, in the arena. */
void explain_marks(const struct reading *r, struct whys *whys, struct arena *a);
/* What grouping gets. */
void collect_terms(const struct reading *r, struct terms *terms);
/* The value of one learned word in thousandths: less in a long post. */
int word_value(const struct reading *r);
/* The reading of a scratch, for learning. */
struct reading *scratch_reading(struct scratch *s);
const struct lexicon *analyser_lexicon(const struct analyser *an);

/* marks.lang: the source's word, then function words, then letters; unsure is Dutch. */
void resolve_language(struct reading *r);
/* r->named. */
void collect_named(struct reading *r);
/* marks.places, from districts, streets and landmarks; their tokens become names. */
void resolve_places(struct reading *r);
/* marks.people and r->mentions, traps avoided; their tokens become names. */
void resolve_people(struct reading *r);
/* The features of tone. */
void resolve_tone(struct reading *r);
/* The features of what goes up and down. */
void resolve_trends(struct reading *r);
/* The features that are sums of hits, and those of the post's form. */
void resolve_sums(struct reading *r);
/* marks.voice where the source or the allow-list settles it. */
void resolve_voice(struct reading *r);

/* Adds to a feature, up to its ceiling. */
void feature_add(struct reading *r, int feature, int value);

#endif

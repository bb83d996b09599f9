/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * What the resolvers make of a post, as numbers with a name: evidence that is no word. A lexicon line gives one a weight for
 * a class as it does to a word: `@tone_neg<TAB>sentiment=negatief<TAB>1.2`. Values are in thousandths.
 */
#ifndef ANALYSIS_FEATURES_H
#define ANALYSIS_FEATURES_H

#include <stdint.h>

#include "base/values.h"

#define SINGLE_FEATURES(X)                                                                                   \
    X(FEATURE_BIAS, "bias")                                                                                  \
    X(FEATURE_TONE_POS, "tone_pos")         /* sum of positive tone after the resolvers */                   \
    X(FEATURE_TONE_NEG, "tone_neg")                                                                          \
    X(FEATURE_TONE_NET, "tone_net")         /* (pos - neg) / (pos + neg) */                                  \
    X(FEATURE_TONE_LAST_POS, "tone_last_pos") /* the same of the last sentence */                            \
    X(FEATURE_TONE_LAST_NEG, "tone_last_neg")                                                                \
    X(FEATURE_TONE_MIXED, "tone_mixed")     /* the smaller of the two sums */                                \
    X(FEATURE_TONE_NONE, "tone_none")                                                                        \
    X(FEATURE_NEGATED_POS, "negated_pos")   /* positive words that a negator turned */                       \
    X(FEATURE_NEGATED_NEG, "negated_neg")                                                                    \
    X(FEATURE_QUOTED_POS, "quoted_pos")                                                                      \
    X(FEATURE_QUOTED_NEG, "quoted_neg")                                                                      \
    X(FEATURE_EMOJI_POS, "emoji_pos")                                                                        \
    X(FEATURE_EMOJI_NEG, "emoji_neg")                                                                        \
    X(FEATURE_PRAISE_BADEVENT, "praise_badevent")                                                            \
    X(FEATURE_IRONY, "irony")                                                                                \
    X(FEATURE_IRREALIS, "irrealis")                                                                          \
    X(FEATURE_CONTRAST, "contrast")                                                                          \
    X(FEATURE_NEGATOR, "negator")                                                                            \
    X(FEATURE_INTENSIFIER, "intensifier")                                                                    \
    X(FEATURE_QUESTION_MARK, "question_mark")                                                                \
    X(FEATURE_QUESTION_END, "question_end") /* the last sentence asks */                                     \
    X(FEATURE_QUESTION_WORD, "question_word")                                                                \
    X(FEATURE_EXCLAMATION, "exclamation")                                                                    \
    X(FEATURE_SHOUTING, "shouting")         /* words in capitals */                                          \
    X(FEATURE_LENGTHENED, "lengthened")                                                                      \
    X(FEATURE_QUOTES, "quotes")                                                                              \
    X(FEATURE_QUOTATION, "quotation")                                                                        \
    X(FEATURE_NEWSVERB, "newsverb")                                                                          \
    X(FEATURE_OFFICIALESE, "officialese")                                                                    \
    X(FEATURE_BADEVENT, "badevent")                                                                          \
    X(FEATURE_PRAISE, "praise")                                                                              \
    X(FEATURE_ACUTE, "acute")                                                                                \
    X(FEATURE_FIRSTHAND, "firsthand")                                                                        \
    X(FEATURE_HARMLESS, "harmless")                                                                          \
    X(FEATURE_CHATTER, "chatter")                                                                            \
    X(FEATURE_REVIEW, "review")             /* it speaks of a book or a film */                              \
    X(FEATURE_TREND_GOOD, "trend_good")     /* a gain rises, a burden falls */                               \
    X(FEATURE_TREND_BAD, "trend_bad")                                                                        \
    X(FEATURE_NUMBER, "number")                                                                              \
    X(FEATURE_TAG, "tag")                                                                                    \
    X(FEATURE_LINK, "link")                                                                                  \
    X(FEATURE_TITLE, "title")                                                                                \
    X(FEATURE_SHORT, "short")               /* fewer than 12 words */                                        \
    X(FEATURE_LONG, "long")                 /* more than 45 */                                               \
    X(FEATURE_PERSON, "person")                                                                              \
    X(FEATURE_PLACE, "place")                                                                                \
    X(FEATURE_ADDRESSED, "addressed")                                                                        \
    X(FEATURE_NAME, "name")                 /* share of names among the words */

#define FEATURE_ENUM(id, name) id,
enum feature {
    SINGLE_FEATURES(FEATURE_ENUM) SINGLE_FEATURE_COUNT,
    FEATURE_THEME = SINGLE_FEATURE_COUNT,          /* theme:NAME */
    FEATURE_TOP_THEME = FEATURE_THEME + THEME_COUNT, /* top_theme:NAME, the highest of them */
    FEATURE_FRAME = FEATURE_TOP_THEME + THEME_COUNT,
    FEATURE_CRISIS = FEATURE_FRAME + FRAME_COUNT,
    FEATURE_INTENT = FEATURE_CRISIS + CRISIS_COUNT,
    FEATURE_LEADER_POS = FEATURE_INTENT + INTENT_COUNT, /* leader_pos:CRITERION */
    FEATURE_LEADER_NEG = FEATURE_LEADER_POS + CRITERION_COUNT,
    FEATURE_VOICE = FEATURE_LEADER_NEG + CRITERION_COUNT, /* voice:NAME, cues in the text */
    FEATURE_SPEAKER = FEATURE_VOICE + VOICE_COUNT,        /* speaker:NAME, as decided */
    FEATURE_CHANNEL = FEATURE_SPEAKER + VOICE_COUNT,
    FEATURE_PORTFOLIO = FEATURE_CHANNEL + CHANNEL_COUNT, /* portfolio:THEME, of a person in the post */
    FEATURE_COUNT = FEATURE_PORTFOLIO + THEME_COUNT
};

enum { FEATURE_CEILING = 3000, FEATURE_NAME_BYTES = 48 };

/* "@theme:afval" to its number, or -1. */
int feature_of(struct str name);
/* The name with its @, in `out`, which has room for FEATURE_NAME_BYTES. */
void feature_name(int feature, char *out);

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * The classes that evidence is summed for: every value of every mark that is decided by weights, in one row. A line of a
 * lexicon names one as `sentiment=negatief`.
 */
#ifndef ANALYSIS_CLASSES_H
#define ANALYSIS_CLASSES_H

#include "base/values.h"

enum class_group { GROUP_SENTIMENT, GROUP_THEME, GROUP_FRAME, GROUP_CRISIS, GROUP_INTENT, GROUP_VOICE, GROUP_LEADER, GROUP_CHATTER,
                   GROUP_INCIDENT, GROUP_COUNT };

enum {
    LEADER_CLASSES = 2 * CRITERION_COUNT, /* criterion by criterion: for, against */
    CLASS_SENTIMENT = 0,
    CLASS_THEME = CLASS_SENTIMENT + SENTIMENT_COUNT,
    CLASS_FRAME = CLASS_THEME + THEME_COUNT,
    CLASS_CRISIS = CLASS_FRAME + FRAME_COUNT,
    CLASS_INTENT = CLASS_CRISIS + CRISIS_COUNT,
    CLASS_VOICE = CLASS_INTENT + INTENT_COUNT,
    CLASS_LEADER = CLASS_VOICE + VOICE_COUNT,
    CLASS_CHATTER = CLASS_LEADER + LEADER_CLASSES,
    CLASS_INCIDENT = CLASS_CHATTER + 1, /* is it on an acute incident? The crisis classes then tell what it is */
    CLASS_COUNT = CLASS_INCIDENT + 1,
    CLASS_WIDTH = (CLASS_COUNT + 7) / 8 * 8 /* of a row of weights, so that processors add eight at a time */
};

struct class_range {
    const char *name; /* before the = in a lexicon */
    int first, n;
    bool one; /* exactly one value a post: the highest sum; otherwise all above nought */
};

/* Per enum class_group. */
extern const struct class_range class_ranges[GROUP_COUNT];

/* "sentiment=negatief" to its class, or -1. */
int class_of(struct str name);
/* The value's name, without its group. */
struct str class_name(int class);
/* The same as people read it, in Dutch; empty for a judgement, chatter and incidents. */
const char *class_label(int class);
/* The group that a class belongs to. */
enum class_group class_group(int class);

#endif

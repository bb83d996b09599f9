/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "analysis/features.h"

#include <stdio.h>

#define FEATURE_NAME(id, name) name,
static const char *const single_names[] = {SINGLE_FEATURES(FEATURE_NAME)};

/* The features that come one a value. */
static const struct family {
    const char *name;
    int first, n;
    const struct value_name *values;
} families[] = {
    {"theme", FEATURE_THEME, THEME_COUNT, theme_names},
    {"top_theme", FEATURE_TOP_THEME, THEME_COUNT, theme_names},
    {"frame", FEATURE_FRAME, FRAME_COUNT, frame_names},
    {"crisis", FEATURE_CRISIS, CRISIS_COUNT, crisis_names},
    {"intent", FEATURE_INTENT, INTENT_COUNT, intent_names},
    {"leader_pos", FEATURE_LEADER_POS, CRITERION_COUNT, criterion_names},
    {"leader_neg", FEATURE_LEADER_NEG, CRITERION_COUNT, criterion_names},
    {"voice", FEATURE_VOICE, VOICE_COUNT, voice_names},
    {"speaker", FEATURE_SPEAKER, VOICE_COUNT, voice_names},
    {"channel", FEATURE_CHANNEL, CHANNEL_COUNT, channel_names},
    {"portfolio", FEATURE_PORTFOLIO, THEME_COUNT, theme_names},
};
enum { FAMILIES = sizeof families / sizeof *families };

int feature_of(struct str name)
{
    struct str value, family;

    if (name.n < 2 || name.p[0] != '@')
        return -1;
    value = str_sub(name, 1, name.n);
    for (int i = 0; i < SINGLE_FEATURE_COUNT; i++)
        if (str_is(value, single_names[i]))
            return i;
    family = str_cut(&value, ':');
    for (int i = 0; i < FAMILIES; i++) {
        int index = str_is(family, families[i].name) ? value_of(families[i].values, value) : -1;

        if (index >= 0)
            return families[i].first + index;
    }
    return -1;
}

void feature_name(int feature, char *out)
{
    if (feature < SINGLE_FEATURE_COUNT) {
        snprintf(out, FEATURE_NAME_BYTES, "@%s", single_names[feature]);
        return;
    }
    for (int i = 0; i < FAMILIES; i++)
        if (feature >= families[i].first && feature < families[i].first + families[i].n)
            snprintf(out, FEATURE_NAME_BYTES, "@%s:%s", families[i].name,
                     families[i].values[feature - families[i].first].name);
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "analysis/classes.h"

const struct class_range class_ranges[GROUP_COUNT] = {
    [GROUP_SENTIMENT] = {"sentiment", CLASS_SENTIMENT, SENTIMENT_COUNT, true},
    [GROUP_THEME] = {"theme", CLASS_THEME, THEME_COUNT, false},
    [GROUP_FRAME] = {"frame", CLASS_FRAME, FRAME_COUNT, false},
    [GROUP_CRISIS] = {"crisis", CLASS_CRISIS, CRISIS_COUNT, false},
    [GROUP_INTENT] = {"intent", CLASS_INTENT, INTENT_COUNT, true},
    [GROUP_VOICE] = {"voice", CLASS_VOICE, VOICE_COUNT, true},
    [GROUP_LEADER] = {"leader", CLASS_LEADER, LEADER_CLASSES, false},
    [GROUP_CHATTER] = {"chatter", CLASS_CHATTER, 1, false},
    [GROUP_INCIDENT] = {"incident", CLASS_INCIDENT, 1, false},
};

static const struct value_name leader_names[LEADER_CLASSES + 1] = {
    {"betrouwbaarheid+", ""}, {"betrouwbaarheid-", ""}, {"betrokkenheid+", ""}, {"betrokkenheid-", ""},
    {"competentie+", ""},     {"competentie-", ""},     {NULL, NULL},
};
static const struct value_name yes_names[] = {{"ja", ""}, {NULL, NULL}};

static const struct value_name *names_of(enum class_group group)
{
    const struct value_name *const tables[GROUP_COUNT] = {sentiment_names, theme_names, frame_names,
                                                          crisis_names,    intent_names, voice_names,
                                                          leader_names,    yes_names,   yes_names};

    return tables[group];
}

int class_of(struct str name)
{
    struct str group = str_cut(&name, '=');

    for (int g = 0; g < GROUP_COUNT; g++) {
        if (!str_is(group, class_ranges[g].name))
            continue;
        int value = value_of(names_of((enum class_group)g), name);

        return value < 0 ? -1 : class_ranges[g].first + value;
    }
    return -1;
}

enum class_group class_group(int class)
{
    int g = GROUP_COUNT - 1;

    while (g > 0 && class < class_ranges[g].first)
        g--;
    return (enum class_group)g;
}

struct str class_name(int class)
{
    enum class_group g = class_group(class);

    return str_of(names_of(g)[class - class_ranges[g].first].name);
}

const char *class_label(int class)
{
    enum class_group g = class_group(class);

    return names_of(g)[class - class_ranges[g].first].label;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "base/values.h"

#define VALUE_ROW(id, text, shown) {text, shown},
const struct value_name channel_names[] = {CHANNELS(VALUE_ROW){NULL, NULL}};
const struct value_name voice_names[] = {VOICES(VALUE_ROW){NULL, NULL}};
const struct value_name sentiment_names[] = {SENTIMENTS(VALUE_ROW){NULL, NULL}};
const struct value_name theme_names[] = {THEMES(VALUE_ROW){NULL, NULL}};
const struct value_name frame_names[] = {FRAMES(VALUE_ROW){NULL, NULL}};
const struct value_name crisis_names[] = {CRISIS_MARKS(VALUE_ROW){NULL, NULL}};
const struct value_name intent_names[] = {INTENTS(VALUE_ROW){NULL, NULL}};
const struct value_name criterion_names[] = {CRITERIA(VALUE_ROW){NULL, NULL}};
const struct value_name level_names[] = {ALERT_LEVELS(VALUE_ROW){NULL, NULL}};
const struct value_name phase_names[] = {PHASES(VALUE_ROW){NULL, NULL}};
const struct value_name case_state_names[] = {CASE_STATES(VALUE_ROW){NULL, NULL}};

int value_of(const struct value_name *table, struct str name)
{
    for (int i = 0; table[i].name; i++)
        if (str_is(name, table[i].name))
            return i;
    return -1;
}

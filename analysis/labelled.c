/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "analysis/labelled.h"

#include "base/record.h"

/* The field that holds the labels of a group of classes. */
static const struct {
    const char *field;
    enum class_group group;
    bool text;
} fields[] = {
    {"sentiment", GROUP_SENTIMENT, true}, {"themes", GROUP_THEME, false},  {"frames", GROUP_FRAME, false},
    {"crisis", GROUP_CRISIS, false},      {"intent", GROUP_INTENT, true},  {"group", GROUP_VOICE, true},
    {"leadership", GROUP_LEADER, false},  {"issue", GROUP_CHATTER, false}, {"crisis", GROUP_INCIDENT, false},
};

static bool mentions_own(const struct municipality *town, struct str text)
{
    for (int i = 0; i < town->accounts.n; i++)
        if (town->accounts.v[i].n && town->accounts.v[i].p[0] == '@' && str_find_nocase(text, town->accounts.v[i]) >= 0)
            return true;
    return false;
}

/* The values that a label's text, or each text of its list, may have. */
static const struct {
    const char *field;
    const struct value_name *names;
} label_values[] = {
    {"sentiment", sentiment_names}, {"intent", intent_names}, {"group", voice_names},
    {"themes", theme_names},        {"frames", frame_names},  {"crisis", crisis_names},
};

static int check_value(const char *field, const struct value_name *names, const json_t *value, struct err *err)
{
    const char *text = json_string_value(value);

    if (!text || value_of(names, str_of(text)) >= 0)
        return 0;
    return err_set(err, "unknown label: %s '%s'", field, text);
}

static int check_labels(const json_t *object, struct err *err)
{
    for (size_t i = 0; i < sizeof label_values / sizeof *label_values; i++) {
        const json_t *value = json_object_get(object, label_values[i].field), *item;
        size_t k;

        if (check_value(label_values[i].field, label_values[i].names, value, err))
            return -1;
        json_array_foreach(value, k, item)
            if (check_value(label_values[i].field, label_values[i].names, item, err))
                return -1;
    }
    return 0;
}

static void read_labels(struct labelled *l, const json_t *object, const struct municipality *town, struct arena *a)
{
    const json_t *issue = json_object_get(object, "issue");

    record_marks(&l->gold, object, town, a);
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        const json_t *value = json_object_get(object, fields[i].field);

        if (value && (json_is_string(value) || !fields[i].text))
            l->known |= 1u << fields[i].group;
    }
    if (json_is_string(issue))
        l->issue = str_hash(record_text(a, object, "issue")) | 1;
}

int labelled_read(struct labelled *l, const json_t *object, const struct municipality *town, struct arena *a,
                  struct err *err)
{
    struct str author = record_text(a, object, "author"), id = record_text(a, object, "id");
    const struct actor *actor;
    int channel = value_of(channel_names, record_text(a, object, "channel"));

    *l = (struct labelled){.town = town, .weight = 1};
    if (check_labels(object, err))
        return -1;
    if (id.n == 0 || !json_is_string(json_object_get(object, "text")))
        return err_set(err, "no id or no text");
    l->post = (struct post){
        .id = id,
        .time = TIME_NONE,
        .channel = channel < 0 ? CHANNEL_OTHER : (enum channel)channel,
        .actor_voice = VOICE_NONE,
        .voice_cue = VOICE_NONE,
        .source_voice = VOICE_NONE,
        .title = record_text(a, object, "title"),
        .text = record_text(a, object, "text"),
        .lang = record_text(a, object, "source_lang"),
    };
    actor = author.n ? municipality_actor(town, author) : NULL;
    if (actor) {
        l->post.actor = actor->name;
        l->post.actor_voice = actor->voice;
    }
    l->post.addressed =
        l->post.channel == CHANNEL_EMAIL || l->post.channel == CHANNEL_KCC || mentions_own(town, l->post.text);
    /* A phone note is written by the desk, but speaks for its caller, of whom no name is kept. */
    l->author = str_hash(author.n && l->post.channel != CHANNEL_KCC ? author : id);
    read_labels(l, object, town, a);
    return 0;
}

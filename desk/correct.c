/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "desk/correct.h"

#include <stdlib.h>
#include <string.h>

#include "base/record.h"
#include "base/when.h"

/* The score of a post whose tone is corrected and had another sign: halfway. */
static const float CORRECTED_SCORE = 0.5f;

static void set_sentiment(struct marks *marks, enum sentiment sentiment)
{
    int sign = sentiment == SENTIMENT_POSITIEF ? 1 : sentiment == SENTIMENT_NEGATIEF ? -1 : 0;

    marks->sentiment = sentiment;
    if (sign == 0 || marks->score * (float)sign <= 0)
        marks->score = CORRECTED_SCORE * (float)sign;
}

static void set_names(struct marks *marks, const struct marks *said, const json_t *labels)
{
    if (json_object_get(labels, "places")) {
        memcpy(marks->places, said->places, sizeof marks->places);
        marks->nplaces = said->nplaces;
    }
    if (json_object_get(labels, "people")) {
        memcpy(marks->people, said->people, sizeof marks->people);
        marks->npeople = said->npeople;
    }
    if (json_object_get(labels, "leadership")) {
        memcpy(marks->leadership, said->leadership, sizeof marks->leadership);
        marks->nleadership = said->nleadership;
    }
}

void correct_by(struct marks *marks, struct str labels, const struct municipality *town)
{
    struct arena a = {0};
    struct marks said;
    struct err ignored;
    json_t *object = record_parse(labels, &ignored);

    if (object) {
        record_marks(&said, object, town, &a);
        if (json_object_get(object, "sentiment"))
            set_sentiment(marks, said.sentiment);
        if (json_object_get(object, "intent"))
            marks->intent = said.intent;
        if (json_object_get(object, "group"))
            marks->voice = said.voice;
        if (json_object_get(object, "themes"))
            marks->themes = said.themes;
        if (json_object_get(object, "frames"))
            marks->frames = said.frames;
        if (json_object_get(object, "crisis"))
            marks->crisis = said.crisis;
        set_names(marks, &said, object);
    }
    json_decref(object);
    arena_release(&a);
}

/* Marks that corrections are applied to. */
struct applying {
    struct marks *marks;
    const struct municipality *town;
};

static int apply_one(void *context, const struct action *action)
{
    const struct applying *a = context;

    correct_by(a->marks, action->text, a->town);
    return 0;
}

int correct_marks(struct desk *d, int64_t post, struct marks *marks, struct err *err)
{
    struct applying a = {marks, &d->town};

    return store_each_correction(d->store, post, apply_one, &a, err);
}

int correct_write(struct desk *d, const struct action *action, struct err *err)
{
    struct arena a = {0};
    struct stored_post stored;
    struct audit_row row = {.action = STR("correct"),
                            .result = action->text,
                            .origin = STR("command line"),
                            .actor = action->who,
                            .time = action->time};
    int failed = store_post(d->store, &a, action->a, (struct str){0}, &d->town, &stored, err);

    if (!failed && stored.post.seq == 0)
        failed = err_set(err, "there is no post %lld", (long long)action->a);
    if (!failed) {
        row.object = str_printf(&a, "post %lld", (long long)action->a);
        correct_by(&stored.marks, action->text, &d->town);
        failed = store_revise_post(d->store, action->a, &stored.post, &stored.marks, &d->town, err) ||
                 store_add_audit(d->store, &row, err);
    }
    arena_release(&a);
    return failed ? -1 : 0;
}

int correct_post(struct desk *d, int64_t post, const json_t *labels, struct str by, int64_t now, struct err *err)
{
    char *text = json_dumps(labels, RECORD_STYLE);
    struct action action = {.kind = STR("correct"), .who = by, .a = post, .text = str_of(text)};
    int result = desk_act(d, action, now, err);

    free(text);
    return result;
}

/* ---- as labelled posts */

struct gathering {
    struct desk *d;
    int64_t post;   /* whose corrections are gathered; 0: none yet */
    json_t *labels; /* of that post */
    int (*fn)(void *context, const struct stored_post *post, json_t *labelled);
    void *context;
    struct err *err;
};

static void set_text(json_t *object, const char *name, struct str text)
{
    if (text.n)
        json_object_set_new(object, name, record_string(text));
}

/* The post that was gathered goes out, with its labels. */
static int give_post(struct gathering *g)
{
    struct arena a = {0};
    struct stored_post stored;
    const struct post *p = &stored.post;
    struct buf time = {0};
    json_t *object = json_object();
    int result = store_post(g->d->store, &a, g->post, (struct str){0}, &g->d->town, &stored, g->err);

    if (result == 0 && p->seq && p->text.n) {
        when_print(&time, p->time);
        set_text(object, "id", p->id);
        json_object_set_new(object, "time", json_string(buf_c(&time)));
        json_object_set_new(object, "channel", json_string(channel_names[p->channel].name));
        set_text(object, "author", p->actor.n ? p->actor : p->author);
        set_text(object, "title", p->title);
        set_text(object, "text", p->text);
        set_text(object, "source_lang", p->lang);
        json_object_update(object, g->labels);
        result = g->fn(g->context, &stored, object);
    }
    json_decref(object);
    json_decref(g->labels);
    g->labels = NULL;
    buf_release(&time);
    arena_release(&a);
    return result;
}

static int gather(void *context, const struct action *action)
{
    struct gathering *g = context;
    struct err ignored;
    json_t *more = record_parse(action->text, &ignored);

    if (g->labels && g->post != action->a && give_post(g))
        return -1;
    g->post = action->a;
    if (!g->labels)
        g->labels = json_object();
    if (more)
        json_object_update(g->labels, more);
    json_decref(more);
    return 0;
}

int correct_each(struct desk *d, int (*fn)(void *context, const struct stored_post *post, json_t *labelled), void *context,
                 struct err *err)
{
    struct gathering g = {.d = d, .fn = fn, .context = context, .err = err};
    int result = store_each_correction(d->store, 0, gather, &g, err);

    if (result == 0 && g.labels)
        return give_post(&g);
    json_decref(g.labels);
    return result;
}

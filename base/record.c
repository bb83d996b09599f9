/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "base/record.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "base/when.h"

enum { MOST_TAGS = 50, MOST_MEDIA = 16 };

/* The names that analysis writes. */
static const char *const mark_keys[] = {"sentiment", "score", "themes", "places", "people", "leadership", "frames",
                                        "crisis", "intent", "group", "lang", "issue", "duplicate_of", "why"};

json_t *record_parse(struct str line, struct err *err)
{
    json_error_t where;
    json_t *object = json_loadb(line.p ? line.p : "", line.n, JSON_ALLOW_NUL, &where);

    if (!object) {
        err_set(err, "geen JSON, vanaf teken %d", where.column);
        return NULL;
    }
    if (!json_is_object(object)) {
        err_set(err, "geen JSON-object");
        json_decref(object);
        return NULL;
    }
    return object;
}

json_t *record_string(struct str s)
{
    json_t *string = json_stringn(s.p ? s.p : "", s.n);

    if (!string) {
        struct buf clean = {0};

        utf8_clean(&clean, s);
        string = json_stringn(buf_c(&clean), clean.n);
        buf_release(&clean);
    }
    return string;
}

static struct str text_of(struct arena *a, const json_t *value)
{
    struct buf clean = {0};

    if (json_is_integer(value))
        return str_printf(a, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
    if (!json_is_string(value))
        return (struct str){0};
    utf8_clean(&clean, (struct str){json_string_value(value), json_string_length(value)});
    return buf_take(&clean, a);
}

struct str record_text(struct arena *a, const json_t *object, const char *key)
{
    return text_of(a, json_object_get(object, key));
}

static void read_tags(struct entry *e, const json_t *tags, struct arena *a)
{
    size_t n = json_array_size(tags) < MOST_TAGS ? json_array_size(tags) : MOST_TAGS;

    if (n == 0)
        return;
    e->tags.v = arena_alloc(a, n * sizeof *e->tags.v);
    for (size_t i = 0; i < n; i++) {
        struct str tag = text_of(a, json_array_get(tags, i));

        if (tag.n)
            e->tags.v[e->tags.n++] = tag;
    }
}

static void read_media(struct entry *e, const json_t *media, struct arena *a)
{
    size_t n = json_array_size(media) < MOST_MEDIA ? json_array_size(media) : MOST_MEDIA;

    if (n == 0)
        return;
    e->media = arena_alloc(a, n * sizeof *e->media);
    e->media_cap = (int)n;
    for (size_t i = 0; i < n; i++) {
        const json_t *m = json_array_get(media, i);
        struct str url = record_text(a, m, "url");

        if (url.n)
            e->media[e->nmedia++] = (struct media){url, record_text(a, m, "type"), record_text(a, m, "alt")};
    }
}

int record_entry(struct entry *e, const json_t *object, struct arena *a, struct err *err)
{
    struct str time = record_text(a, object, "time");

    *e = (struct entry){
        .guid = record_text(a, object, "id"),
        .url = record_text(a, object, "url"),
        .title = record_text(a, object, "title"),
        .author = record_text(a, object, "author"),
        .text = record_text(a, object, "text"),
        .lang = record_text(a, object, "source_lang"),
        .reply_to = record_text(a, object, "reply_to"),
        .channel = record_text(a, object, "channel"),
        .source = record_text(a, object, "source"),
        .status = record_text(a, object, "status"),
        .time = TIME_NONE,
        .updated = TIME_NONE,
    };
    if (e->guid.n == 0)
        return err_set(err, "geen id");
    if (time.n == 0)
        return err_set(err, "geen tijd");
    if (when_parse(time, &e->time))
        return err_set(err, "tijd '%.*s' is niet geschreven als 2026-03-02T08:14:00+01:00", STR_ARG(time));
    if (!json_is_string(json_object_get(object, "text")))
        return err_set(err, "geen tekst");
    read_tags(e, json_object_get(object, "tags"), a);
    read_media(e, json_object_get(object, "media"), a);
    return 0;
}

void record_drop_marks(json_t *object)
{
    for (size_t i = 0; i < sizeof mark_keys / sizeof *mark_keys; i++)
        json_object_del(object, mark_keys[i]);
}

json_t *record_names(const struct value_name *table, uint32_t bits)
{
    json_t *array = json_array();

    for (int i = 0; table[i].name; i++)
        if (bits >> i & 1)
            json_array_append_new(array, json_string(table[i].name));
    return array;
}

/* ---- writing marks: one is stored with each post, so the text is made without a tree of values */

static bool is_plain(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] < ' ' || s.p[i] == '"' || s.p[i] == '\\')
            return false;
    return true;
}

/* Adds a JSON string; jansson writes what isn't plain ASCII. */
static void put_string(struct buf *b, struct str s)
{
    if (is_plain(s)) {
        buf_putc(b, '"');
        buf_add(b, s);
        buf_putc(b, '"');
        return;
    }
    json_t *string = record_string(s);
    char *text = json_dumps(string, RECORD_STYLE | JSON_ENCODE_ANY);

    buf_puts(b, text);
    free(text);
    json_decref(string);
}

static void put_text(struct buf *b, const char *key, struct str text)
{
    buf_puts(b, key);
    put_string(b, text);
}

/* A list begins with its name; its end stands with the next. */
static void put_item(struct buf *b, int i, struct str text)
{
    if (i)
        buf_putc(b, ',');
    put_string(b, text);
}

static void put_names(struct buf *b, const char *key, const struct value_name *table, uint32_t bits)
{
    int n = 0;

    buf_puts(b, key);
    for (int i = 0; table[i].name; i++)
        if (bits >> i & 1)
            put_item(b, n++, str_of(table[i].name));
}

/* A weight with at most three decimals, so that a record does not depend on how a machine prints floats. */
static void put_weight(struct buf *b, const char *key, float value)
{
    int thousandths = (int)(value * 1000 + (value < 0 ? -0.5f : 0.5f));
    int rest = abs(thousandths) % 1000;

    buf_puts(b, key);
    if (thousandths < 0)
        buf_putc(b, '-');
    buf_printf(b, "%d.%d", abs(thousandths) / 1000, rest / 100);
    if (rest % 100)
        buf_putc(b, (char)('0' + rest / 10 % 10));
    if (rest % 10)
        buf_putc(b, (char)('0' + rest % 10));
}

static void put_leadership(struct buf *b, const struct marks *m, const struct municipality *town)
{
    buf_puts(b, "],\"leadership\":[");
    for (int i = 0; i < m->nleadership; i++) {
        const struct judgement *j = &m->leadership[i];

        put_text(b, i ? ",{\"person\":" : "{\"person\":", town->people[j->person].name);
        put_text(b, ",\"criterion\":", str_of(criterion_names[j->criterion].name));
        put_text(b, ",\"polarity\":", j->polarity > 0 ? STR("+") : STR("-"));
        buf_putc(b, '}');
    }
}

/* An object that isn't closed yet. */
static void put_marks(struct buf *b, const struct marks *m, const struct municipality *town)
{
    put_text(b, "{\"sentiment\":", str_of(sentiment_names[m->sentiment].name));
    put_weight(b, ",\"score\":", m->score);
    put_names(b, ",\"themes\":[", theme_names, m->themes);
    buf_puts(b, "],\"places\":[");
    for (int i = 0; i < m->nplaces; i++)
        put_item(b, i, town->districts[m->places[i]].name);
    buf_puts(b, "],\"people\":[");
    for (int i = 0; i < m->npeople; i++)
        put_item(b, i, town->people[m->people[i]].name);
    put_leadership(b, m, town);
    put_names(b, "],\"frames\":[", frame_names, m->frames);
    put_names(b, "],\"crisis\":[", crisis_names, m->crisis);
    put_text(b, "],\"intent\":", str_of(intent_names[m->intent].name));
    put_text(b, ",\"group\":", str_of(voice_names[m->voice].name));
    put_text(b, ",\"lang\":", str_of(m->lang));
}

void record_put_marks(struct buf *b, const struct marks *m, const struct municipality *town)
{
    put_marks(b, m, town);
    put_weight(b, ",\"acute\":", m->acute);
    buf_puts(b, m->firsthand ? ",\"firsthand\":true" : ",\"firsthand\":false");
    buf_puts(b, m->chatter ? ",\"chatter\":true" : ",\"chatter\":false");
    buf_puts(b, ",\"topics\":[");
    for (int i = 0; i < m->ntopics; i++)
        put_item(b, i, m->topics[i]);
    buf_puts(b, "]}");
}

static json_t *parsed(struct buf *b)
{
    struct err err;
    json_t *object = record_parse(buf_str(b), &err);

    buf_release(b);
    return object;
}

json_t *record_of_marks(const struct marks *m, const struct municipality *town)
{
    struct buf b = {0};

    record_put_marks(&b, m, town);
    return parsed(&b);
}

void record_set_marks(json_t *object, const struct marks *m, const struct municipality *town)
{
    struct buf b = {0};
    json_t *own;

    put_marks(&b, m, town);
    buf_putc(&b, '}');
    own = parsed(&b);
    record_drop_marks(object);
    json_object_update(object, own);
    json_decref(own);
}

static struct str string_of(const json_t *value)
{
    return json_is_string(value) ? (struct str){json_string_value(value), json_string_length(value)} : (struct str){0};
}

static uint32_t bits_of(const struct value_name *table, const json_t *array)
{
    uint32_t bits = 0;
    size_t i;
    json_t *value;

    json_array_foreach(array, i, value) {
        int index = value_of(table, string_of(value));

        if (index >= 0)
            bits |= 1u << index;
    }
    return bits;
}

static int value_or(const struct value_name *table, const json_t *object, const char *key, int standard)
{
    int index = value_of(table, string_of(json_object_get(object, key)));

    return index >= 0 ? index : standard;
}

static void read_leadership(struct marks *m, const json_t *array, const struct municipality *town)
{
    size_t i;
    json_t *item;

    json_array_foreach(array, i, item) {
        int person = municipality_person(town, string_of(json_object_get(item, "person")));
        int criterion = value_or(criterion_names, item, "criterion", -1);
        bool positive = str_is(string_of(json_object_get(item, "polarity")), "+");

        if (person >= 0 && criterion >= 0 && m->nleadership < MAX_LEADERSHIP)
            m->leadership[m->nleadership++] =
                (struct judgement){(uint16_t)person, (uint8_t)criterion, (int8_t)(positive ? 1 : -1)};
    }
}

static float weight_of(const json_t *object, const char *key, double least, double most)
{
    double value = json_number_value(json_object_get(object, key));

    return (float)(value < least ? least : value > most ? most : value);
}

void record_marks(struct marks *m, const json_t *object, const struct municipality *town, struct arena *a)
{
    size_t i;
    json_t *value;

    *m = (struct marks){
        .sentiment = (enum sentiment)value_or(sentiment_names, object, "sentiment", SENTIMENT_NEUTRAAL),
        .score = weight_of(object, "score", -1, 1),
        .themes = bits_of(theme_names, json_object_get(object, "themes")),
        .frames = (uint8_t)bits_of(frame_names, json_object_get(object, "frames")),
        .crisis = (uint8_t)bits_of(crisis_names, json_object_get(object, "crisis")),
        .intent = (enum intent)value_or(intent_names, object, "intent", INTENT_GEEN),
        .voice = (enum voice)value_or(voice_names, object, "group", VOICE_BEVOLKING),
        .acute = weight_of(object, "acute", -2, 2),
        .firsthand = json_is_true(json_object_get(object, "firsthand")),
        .chatter = json_is_true(json_object_get(object, "chatter")),
    };
    struct str lang = string_of(json_object_get(object, "lang"));
    if (lang.n && lang.n < LANG_BYTES)
        memcpy(m->lang, lang.p, lang.n);
    json_array_foreach(json_object_get(object, "places"), i, value) {
        int district = municipality_district(town, string_of(value));

        if (district >= 0 && m->nplaces < MAX_PLACES)
            m->places[m->nplaces++] = (uint16_t)district;
    }
    json_array_foreach(json_object_get(object, "people"), i, value) {
        int person = municipality_person(town, string_of(value));

        if (person >= 0 && m->npeople < MAX_PEOPLE)
            m->people[m->npeople++] = (uint16_t)person;
    }
    read_leadership(m, json_object_get(object, "leadership"), town);
    json_array_foreach(json_object_get(object, "topics"), i, value)
        if (m->ntopics < MAX_TOPICS)
            m->topics[m->ntopics++] = text_of(a, value);
}

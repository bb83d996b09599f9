/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* rooms: base */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/record.h"
#include "base/when.h"

#define assert_str(s, text) assert_true(str_is(s, text))

/* A town of two districts and two people, in hand. */
static struct district districts[] = {{.name = STR_INIT("Centrum")}, {.name = STR_INIT("Veenpolder")}};
static struct person people[] = {{.name = STR_INIT("Pieter Hoekstra")}, {.name = STR_INIT("Anna de Wit")}};
static const struct municipality town = {.districts = districts, .ndistricts = 2, .people = people, .npeople = 2};

static int read_line(const char *line, struct entry *e, struct arena *a, struct err *err)
{
    json_t *object = record_parse(str_of(line), err);
    int result = object ? record_entry(e, object, a, err) : -1;

    json_decref(object);
    return result;
}

static void test_entry(void **state)
{
    struct arena a = {0};
    struct entry e;
    struct err err = {{0}};

    (void)state;
    assert_int_equal(read_line("{\"id\": 7, \"time\": \"2026-03-02T08:14:00+01:00\", \"channel\": \"bluesky\", \"source\": \"b\","
                               " \"author\": \"@jan\", \"title\": \"T\", \"text\": \"Hallo\\u0007 w\\u00e9reld\", \"url\": null,"
                               " \"tags\": [\"a\", 5, \"\", {}, null], \"reply_to\": [1], \"source_lang\": \"nl\","
                               " \"sentiment\": \"positief\", \"extra\": {\"x\": []}}",
                               &e, &a, &err),
                     0);
    assert_string_equal(err.text, ""); /* untouched on success */
    assert_str(e.guid, "7");
    assert_int_equal(e.time, 1772435640000);
    assert_int_equal(e.updated, TIME_NONE);
    assert_str(e.channel, "bluesky");
    assert_str(e.text, "Hallo w\xC3\xA9reld"); /* cleaned */
    assert_int_equal(e.url.n, 0);              /* another type is as good as absent */
    assert_int_equal(e.reply_to.n, 0);
    assert_int_equal(e.tags.n, 2);
    assert_str(e.tags.v[1], "5");
    assert_str(e.lang, "nl");
    arena_release(&a);
}

static void test_bad_lines(void **state)
{
    static const struct {
        const char *line, *message;
    } rows[] = {
        {"", "geen JSON, vanaf teken "},
        {"{", "geen JSON, vanaf teken "},
        {"[]", "geen JSON-object"},
        {"\"x\"", "geen JSON"},
        {"{} x", "geen JSON, vanaf teken "},
        {"{\"id\": \"\xFF\"}", "geen JSON, vanaf teken "},
        {"{\"time\": \"2026-03-02\", \"text\": \"x\"}", "geen id"},
        {"{\"id\": \"\", \"time\": \"2026-03-02\", \"text\": \"x\"}", "geen id"},
        {"{\"id\": null, \"time\": \"2026-03-02\", \"text\": \"x\"}", "geen id"},
        {"{\"id\": \"1\", \"text\": \"x\"}", "geen tijd"},
        {"{\"id\": \"1\", \"time\": {}, \"text\": \"x\"}", "geen tijd"},
        {"{\"id\": \"1\", \"time\": \"gisteren\", \"text\": \"x\"}", "tijd 'gisteren' is niet geschreven als"},
        {"{\"id\": \"1\", \"time\": 1772435640, \"text\": \"x\"}", "tijd '1772435640' is niet geschreven als"},
        {"{\"id\": \"1\", \"time\": \"2026-03-02\"}", "geen tekst"},
        {"{\"id\": \"1\", \"time\": \"2026-03-02\", \"text\": 5}", "geen tekst"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena a = {0};
        struct entry e;
        struct err err = {{0}};

        assert_int_equal(read_line(rows[i].line, &e, &a, &err), -1);
        if (strncmp(err.text, rows[i].message, strlen(rows[i].message)))
            fail_msg("'%s' told: %s", rows[i].line, err.text);
        arena_release(&a);
    }
}

/* A NUL in a text is a hostile byte like any other: it goes, the post stays. */
static void test_nul_in_text(void **state)
{
    struct arena a = {0};
    struct entry e;
    struct err err;

    (void)state;
    assert_int_equal(read_line("{\"id\": \"1\", \"time\": \"2026-03-02\", \"text\": \"a\\u0000b\"}", &e, &a, &err), 0);
    assert_str(e.text, "ab");
    arena_release(&a);
}

static void test_deep_nesting(void **state)
{
    static const struct {
        int levels;
        bool fine;
    } rows[] = {{64, true}, {2000, true}, {100000, false}};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf b = {0};
        struct err err;
        json_t *object;

        buf_puts(&b, "{\"a\":");
        for (int n = 1; n < rows[i].levels; n++)
            buf_putc(&b, '[');
        for (int n = 1; n < rows[i].levels; n++)
            buf_putc(&b, ']');
        buf_putc(&b, '}');
        object = record_parse(buf_str(&b), &err);
        if (rows[i].fine != (object != NULL))
            fail_msg("%d levels", rows[i].levels);
        json_decref(object);
        buf_release(&b);
    }
}

static struct marks some_marks(void)
{
    return (struct marks){
        .sentiment = SENTIMENT_NEGATIEF,
        .score = -0.3336f,
        .themes = 1u << THEME_AFVAL | 1u << THEME_OVERIG,
        .places = {1},
        .nplaces = 1,
        .people = {0, 1},
        .npeople = 2,
        .leadership = {{1, CRITERION_COMPETENTIE, -1}, {0, CRITERION_BETROKKENHEID, 1}},
        .nleadership = 2,
        .frames = 1u << FRAME_CONFLICT,
        .crisis = 1u << CRISIS_GERUCHT,
        .intent = INTENT_KLACHT,
        .voice = VOICE_OPINIEMAKER,
        .lang = "nl",
        .acute = 0.25f,
        .firsthand = true,
        .chatter = true,
        .topics = {STR_INIT("brug"), STR_INIT("afval")},
        .ntopics = 2,
    };
}

/* What the store keeps comes back as the same marks. */
static void test_marks_there_and_back(void **state)
{
    struct arena a = {0};
    struct marks in = some_marks(), out;
    json_t *object = record_of_marks(&in, &town);

    (void)state;
    record_marks(&out, object, &town, &a);
    json_decref(object);
    assert_int_equal(out.sentiment, in.sentiment);
    assert_true(out.score > -0.3341f && out.score < -0.3339f); /* three decimals */
    assert_int_equal(out.themes, in.themes);
    assert_int_equal(out.nplaces, 1);
    assert_int_equal(out.places[0], 1);
    assert_int_equal(out.npeople, 2);
    assert_int_equal(out.people[1], 1);
    assert_int_equal(out.nleadership, 2);
    assert_memory_equal(out.leadership, in.leadership, 2 * sizeof *in.leadership);
    assert_int_equal(out.frames, in.frames);
    assert_int_equal(out.crisis, in.crisis);
    assert_int_equal(out.intent, in.intent);
    assert_int_equal(out.voice, in.voice);
    assert_string_equal(out.lang, "nl");
    assert_true(out.acute == 0.25f && out.firsthand && out.chatter);
    assert_int_equal(out.ntopics, 2);
    assert_str(out.topics[1], "afval");
    arena_release(&a);
}

/* What is written without jansson is what jansson would write. */
static void test_marks_text(void **state)
{
    static const float weights[] = {0, 1, -1, 0.5f, -0.25f, 0.125f, 0.04f, -0.007f, 0.0004f, 0.999f};
    struct marks m = some_marks();

    (void)state;
    m.topics[1] = STR("caf\xc3\xa9 \"'t Hoekje\"\\\n");
    for (size_t i = 0; i < sizeof weights / sizeof *weights; i++) {
        struct buf b = {0};
        json_t *object;
        char *text;

        m.score = weights[i];
        record_put_marks(&b, &m, &town);
        object = record_of_marks(&m, &town);
        assert_non_null(object);
        text = json_dumps(object, RECORD_STYLE);
        assert_string_equal(text, buf_c(&b));
        free(text);
        json_decref(object);
        buf_release(&b);
    }
}

/* Names that went from tamtam.conf, and what no version of ours wrote. */
static void test_strange_marks(void **state)
{
    static const char *const rows[] = {
        "{}",
        "{\"places\": [\"Verdwenen\"], \"people\": [\"Weg\", 5], \"leadership\": [{\"person\": \"Weg\", \"criterion\": \"competentie\"},"
        " {\"person\": \"Anna de Wit\", \"criterion\": \"charme\"}, 7], \"themes\": \"afval\", \"sentiment\": 1, \"intent\": \"x\","
        " \"group\": [], \"lang\": \"lang\", \"score\": \"hoog\"}",
        "{\"score\": -3e300, \"acute\": 3e300}",
    };
    struct arena a = {0};
    struct marks m;
    struct err err;

    (void)state;
    record_marks(&m, NULL, &town, &a);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        json_t *object = record_parse(str_of(rows[i]), &err);

        record_marks(&m, object, &town, &a);
        assert_true(m.nplaces == 0 && m.npeople == 0 && m.nleadership == 0 && m.themes == 0);
        assert_int_equal(m.sentiment, SENTIMENT_NEUTRAAL);
        assert_int_equal(m.voice, VOICE_BEVOLKING);
        assert_string_equal(m.lang, "");
        assert_true(m.score >= -1 && m.score <= 1 && m.acute >= -2 && m.acute <= 2);
        json_decref(object);
    }
    arena_release(&a);
}

static void test_many_names(void **state)
{
    struct buf b = {0};
    struct arena a = {0};
    struct marks m;
    struct err err;
    json_t *object;

    (void)state;
    buf_puts(&b, "{\"places\":[\"Centrum\"");
    for (int i = 0; i < 40; i++)
        buf_puts(&b, ",\"Centrum\"");
    buf_puts(&b, "],\"topics\":[\"a\",\"b\",\"c\",\"d\",\"e\",\"f\"],\"people\":[\"Anna de Wit\"");
    for (int i = 0; i < 40; i++)
        buf_puts(&b, ",\"Anna de Wit\"");
    buf_puts(&b, "]}");
    object = record_parse(buf_str(&b), &err);
    record_marks(&m, object, &town, &a);
    assert_int_equal(m.nplaces, MAX_PLACES);
    assert_int_equal(m.npeople, MAX_PEOPLE);
    assert_int_equal(m.ntopics, MAX_TOPICS);
    json_decref(object);
    buf_release(&b);
    arena_release(&a);
}

/* Labels of the input go, ours come in one order, what we do not know stays. */
static void test_set_marks(void **state)
{
    struct marks m = some_marks();
    struct err err;
    json_t *object = record_parse(STR("{\"id\":\"1\",\"issue\":\"x\",\"duplicate_of\":\"y\",\"why\":1,\"group\":\"media\",\"extra\":[1]}"), &err);
    char *text;

    (void)state;
    record_set_marks(object, &m, &town);
    text = json_dumps(object, RECORD_STYLE);
    assert_string_equal(text, "{\"id\":\"1\",\"extra\":[1],\"sentiment\":\"negatief\",\"score\":-0.334,\"themes\":[\"afval\",\"overig\"],"
                              "\"places\":[\"Veenpolder\"],\"people\":[\"Pieter Hoekstra\",\"Anna de Wit\"],"
                              "\"leadership\":[{\"person\":\"Anna de Wit\",\"criterion\":\"competentie\",\"polarity\":\"-\"},"
                              "{\"person\":\"Pieter Hoekstra\",\"criterion\":\"betrokkenheid\",\"polarity\":\"+\"}],"
                              "\"frames\":[\"conflict\"],\"crisis\":[\"gerucht\"],\"intent\":\"klacht\",\"group\":\"opiniemaker\",\"lang\":\"nl\"}");
    free(text);
    json_decref(object);
}

static void test_strings(void **state)
{
    json_t *s = record_string(STR("a\xFF" "b"));

    (void)state;
    assert_string_equal(json_string_value(s), "a\xEF\xBF\xBD" "b");
    json_decref(s);
    s = record_string((struct str){0});
    assert_string_equal(json_string_value(s), "");
    json_decref(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_entry),         cmocka_unit_test(test_bad_lines),  cmocka_unit_test(test_nul_in_text),
        cmocka_unit_test(test_deep_nesting),  cmocka_unit_test(test_marks_there_and_back),
        cmocka_unit_test(test_marks_text),
        cmocka_unit_test(test_strange_marks), cmocka_unit_test(test_many_names), cmocka_unit_test(test_set_marks),
        cmocka_unit_test(test_strings),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

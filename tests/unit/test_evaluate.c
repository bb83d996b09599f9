/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* rooms: base analysis */
#include <setjmp.h>
#include <stdarg.h>
#include <math.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "analysis/evaluate.h"

static void add(struct evaluation *e, enum sentiment gold, enum sentiment given, uint32_t gold_themes,
                uint32_t given_themes)
{
    struct labelled post = {.post = {.id = STR("p"), .text = STR("Het stinkt hier")},
                            .gold = {.sentiment = gold, .themes = gold_themes},
                            .known = 1u << GROUP_SENTIMENT | 1u << GROUP_THEME};
    struct marks marks = {.sentiment = given, .themes = given_themes, .score = -0.5f};
    struct why why = {.mark = STR("sentiment"), .entry = STR("stinkt"), .weight = 0.4f};
    struct whys whys = {&why, 1};

    evaluation_add(e, &post, &marks, &whys);
}

static void tell(struct buf *out, struct str entry)
{
    buf_printf(out, "het woord %.*s", STR_ARG(entry));
}

static void test_figures(void **state)
{
    struct evaluation *e = evaluation_new();
    struct buf out = {0};

    (void)state;
    assert_true(evaluation_figure(e, "sentiment") < 0);
    add(e, SENTIMENT_NEGATIEF, SENTIMENT_NEGATIEF, 1, 1);
    add(e, SENTIMENT_NEGATIEF, SENTIMENT_NEGATIEF, 1, 3);
    add(e, SENTIMENT_POSITIEF, SENTIMENT_NEGATIEF, 3, 1);
    add(e, SENTIMENT_POSITIEF, SENTIMENT_POSITIEF, 4, 8);
    /* negatief: 2 right, 1 too many: F1 4/5; positief: 1 right, 1 missed: 2/3; nobody was neutraal. */
    assert_true(fabs(evaluation_figure(e, "sentiment") - ((0.8 + 2.0 / 3) / 2)) < 1e-9);
    assert_true(fabs(evaluation_figure(e, "sentiment_accuracy") - (0.75)) < 1e-9);
    /* themes: 3 right, 2 too many, 2 missed. */
    assert_true(fabs(evaluation_figure(e, "themes") - (6.0 / 10)) < 1e-9);
    assert_true(evaluation_figure(e, "intent") < 0);
    evaluation_print(e, tell, &out);
    assert_non_null(strstr(buf_c(&out), "p: negatief, moet zijn positief"));
    assert_non_null(strstr(buf_c(&out), "want: het woord stinkt +0,40"));
    assert_null(strstr(buf_c(&out), "  Het stinkt hier\n"));
    assert_non_null(strstr(buf_c(&out), "De grootste missers: thema's (micro-F1)\np: verkeer + parkeren, moet zijn verkeer (0,00)"));
    assert_null(strstr(buf_c(&out), "De grootste missers: intentie"));
    buf_release(&out);
    evaluation_free(e);
}

static const json_t *named(const json_t *array, const char *key, const char *name)
{
    const json_t *item;
    size_t i;

    json_array_foreach(array, i, item)
        if (strcmp(json_string_value(json_object_get(item, key)), name) == 0)
            return item;
    fail_msg("no %s", name);
    return NULL;
}

static double number(const json_t *item, const char *key)
{
    return json_number_value(json_object_get(item, key));
}

static void test_json(void **state)
{
    struct evaluation *e = evaluation_new();
    json_t *object;
    const json_t *item;

    (void)state;
    for (int i = 0; i < 30; i++)
        add(e, SENTIMENT_NEGATIEF, i % 3 ? SENTIMENT_NEGATIEF : SENTIMENT_NEUTRAAL, 1, 1);
    object = evaluation_json(e);
    assert_int_equal(json_integer_value(json_object_get(object, "posts")), 30);
    /* negatief: 20 right, 10 missed. */
    item = named(json_object_get(object, "classes"), "class", "negatief");
    assert_true(number(item, "precision") == 1 && number(item, "recall") == 0.6667 && number(item, "f1") == 0.8);
    assert_true(number(item, "low") > 0.6 && number(item, "low") < 0.8 && number(item, "high") > 0.8 && number(item, "high") < 1);
    assert_int_equal(number(item, "n"), 30);
    /* Thirty coins of two thirds: half the interval is about 1.96 * sqrt(2/9 / 30) = .17. */
    item = named(json_object_get(object, "channels"), "name", "other");
    assert_true(number(item, "right") == 0.6667);
    assert_true(fabs(number(item, "low") - 0.5) < 0.06 && fabs(number(item, "high") - 0.83) < 0.06);
    assert_int_equal(json_array_size(json_object_get(object, "misses")), 10);
    json_decref(object);
    evaluation_free(e);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_figures), cmocka_unit_test(test_json)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* rooms: base analysis */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "analysis/trigrams.h"

enum { TURKISH = 7, SOMALI = 9 };

/* A model with `n` times five Dutch words, and two languages. */
static struct trigrams *model(int n)
{
    struct trigrams *t = trigrams_new();

    for (int i = 0; i < n; i++)
        trigrams_add(t, TRIGRAMS_DUTCH, STR("straat brug water gemeente overlast"));
    trigrams_add(t, TURKISH, STR("köprü sokak belediye"));
    trigrams_add(t, SOMALI, STR("buundada waddada"));
    trigrams_finish(t);
    return t;
}

static int32_t sum_of(const struct trigram_sums *s, int number)
{
    for (int i = 0; i < s->nlanguages; i++)
        if (s->number[i] == number)
            return s->sum[i];
    fail_msg("no language %d", number);
    return 0;
}

static void test_own_words_are_likeliest(void **state)
{
    static const struct {
        const char *text;
        int number;
    } rows[] = {{"sokak", TURKISH}, {"KÖPRÜ!", TURKISH}, {"de straat", TRIGRAMS_DUTCH}, {"waddada", SOMALI}, {"belediyede", TURKISH}};
    struct trigrams *t = model(500);

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct trigram_sums s;

        trigrams_sum(t, str_of(rows[i].text), &s);
        for (int l = 0; l < s.nlanguages; l++)
            if (s.number[l] != rows[i].number && s.sum[l] >= sum_of(&s, rows[i].number))
                fail_msg("'%s' leans to %d", rows[i].text, s.number[l]);
    }
    trigrams_free(t);
}

/* Letters that no language has lean to none, however few words it has. */
static void test_unknown_letters_tell_nothing(void **state)
{
    struct trigrams *t = model(500);
    struct trigram_sums s;

    (void)state;
    trigrams_sum(t, STR("\xCE\xBA\xCE\xB1\xCE\xBB\xCE\xB7 \xFF\xFE 123 #"), &s);
    assert_int_equal(s.n, 4);
    assert_int_equal(s.nlanguages, 3);
    for (int l = 0; l < s.nlanguages; l++)
        assert_int_equal(s.sum[l], 0);
    trigrams_sum(t, STR(" - 12"), &s);
    assert_int_equal(s.n, 0);
    trigrams_free(t);
}

static void test_bounds(void **state)
{
    struct trigrams *few = model(5), *many = trigrams_new();
    struct trigram_sums s;

    (void)state;
    trigrams_sum(few, STR("sokak"), &s);
    assert_int_equal(s.nlanguages, 0); /* too little Dutch to compare with */
    for (int i = 0; i < 1000; i++)
        trigrams_add(many, TRIGRAMS_DUTCH, STR("gemeente"));
    for (int l = 0; l < 2 * TRIGRAMS_LANGUAGES; l++)
        trigrams_add(many, l, STR("woord"));
    trigrams_finish(many);
    trigrams_sum(many, STR("woord"), &s);
    assert_int_equal(s.nlanguages, TRIGRAMS_LANGUAGES);
    trigrams_free(few);
    trigrams_free(many);
    trigrams_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_own_words_are_likeliest),
        cmocka_unit_test(test_unknown_letters_tell_nothing),
        cmocka_unit_test(test_bounds),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

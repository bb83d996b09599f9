/* rooms: base store tamtam */
/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "base/when.h"
#include "tamtam/document.h"
#include "tamtam/dutch.h"
#include "tamtam/look.h"

static void assert_str(struct str s, const char *expected)
{
    if (!str_is(s, expected))
        fail_msg("'%.*s' is not '%s'", STR_ARG(s), expected);
}

/* What a function of dutch.h adds. */
#define SAYS(call, expected)                                                                                  \
    do {                                                                                                      \
        struct buf b = {0};                                                                                   \
        call;                                                                                                 \
        assert_str(buf_str(&b), expected);                                                                    \
        buf_release(&b);                                                                                      \
    } while (0)

static void figures_in_dutch(void **state)
{
    (void)state;
    SAYS(dutch_count(&b, 0), "0");
    SAYS(dutch_count(&b, 3140), "3.140");
    SAYS(dutch_count(&b, 1234567), "1.234.567");
    SAYS(dutch_count(&b, -16), "\u221216");
    SAYS(dutch_count(&b, INT64_MIN), "\u22129.223.372.036.854.775.808");
    SAYS(dutch_signed(&b, 17), "+17");
    SAYS(dutch_signed(&b, 0), "0");
    SAYS(dutch_decimal(&b, 0.85, 2), "0,85");
    SAYS(dutch_decimal(&b, -0.3, 2), "\u22120,30");
    SAYS(dutch_decimal(&b, -0.001, 2), "0,00");
    SAYS(dutch_decimal(&b, 12345.678, 1), "12.345,7");
    SAYS(dutch_percent(&b, 0.74), "74%");
    SAYS(dutch_percent(&b, 0.004), "<1%");
    SAYS(dutch_percent(&b, 0.998), ">99%");
    SAYS(dutch_percent(&b, 1), "100%");
    SAYS(dutch_interval(&b, 0.7396, 0.9164), "74\u201392%");
    SAYS(dutch_clock(&b, 8 * 60 + 30), "8.30");
    SAYS(dutch_span(&b, 72 * WHEN_MINUTE), "1\u00a0u\u00a012");
    SAYS(dutch_span(&b, 48 * WHEN_MINUTE), "48\u00a0min");
}

static void dates_in_dutch(void **state)
{
    int day = when_day_of(2026, 3, 11);

    (void)state;
    SAYS(dutch_date(&b, day), "woensdag 11\u00a0maart 2026");
    SAYS(dutch_date_short(&b, day), "wo 11\u00a0maart");
    SAYS(dutch_date_tiny(&b, day), "11\u00a0mrt");
    SAYS(dutch_window(&b, when_at(day - 1, 8, 0), when_at(day, 8, 0)),
         "di 10\u00a0maart 08.00 \u2013 wo 11\u00a0maart 08.00\u00a0uur");
    SAYS(dutch_hour(&b, when_at(day, 16, 43)), "16.43\u00a0uur");
}

static void punctuation(void **state)
{
    static const char *const cases[][2] = {
        {"\"Sluit ramen\" (17.04 uur)", "\u201cSluit ramen\u201d (17.04\u00a0uur)"},
        {"'Geen aanwijzing' voor asbest", "\u2018Geen aanwijzing\u2019 voor asbest"},
        {"foto's van 's avonds", "foto\u2019s van \u2019s avonds"},
        {"dag 9, n = 65, 30 km", "dag\u00a09, n\u00a0=\u00a065, 30\u00a0km"},
        {"opslag 9, 12 kinderen", "opslag 9, 12 kinderen"},
        {"eerst - dan", "eerst \u2013 dan"},
        {"en zo...", "en zo\u2026"},
        {"NL-Alert", "NL-Alert"},
        {"", ""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        SAYS(dutch_punctuate(&b, str_of(cases[i][0])), cases[i][1]);
}

static void pictures_leave_no_blank_at_a_quote(void **state)
{
    struct document d = {0};

    (void)state;
    doc_init(&d);
    assert_str(doc_copy(&d, STR("zei: ‘🔥 Brand bij Reco 🔥’ om")), "zei: ‘Brand bij Reco’ om");
    assert_str(doc_copy(&d, STR("zo 🔥 blijft ’s avonds")), "zo blijft ’s avonds");
    doc_release(&d);
}

static void text_comes_in_clean(void **state)
{
    struct document d = {0};
    struct buf flood = {0};
    struct str s;

    (void)state;
    doc_init(&d);
    assert_str(doc_copy(&d, STR("  twee\n\nregels\ten  blanks ")), "twee regels en blanks");
    assert_str(doc_copy(&d, STR("om\u202egekeerd\u200b \U0001F525vuur\u2764\ufe0f")), "omgekeerd vuur");
    assert_str(doc_copy(&d, (struct str){"a\0b\x1b[31m", 8}), "ab[31m");
    while (flood.n < 5000000)
        buf_puts(&flood, "woord ");
    s = doc_copy(&d, buf_str(&flood));
    assert_true(s.n <= DOC_TEXT_MAX && str_ends(s, STR("\u2026")));
    buf_clear(&flood);
    buf_puts(&flood, "e");
    for (int i = 0; i < 10000; i++)
        buf_puts(&flood, "\u0301");
    assert_true(doc_copy(&d, buf_str(&flood)).n < 40);
    buf_release(&flood);
    doc_release(&d);
}

static struct str url_of(struct document *d, const char *ref)
{
    return doc_count(d, 3, str_of(ref)).url;
}

static void only_web_addresses_link(void **state)
{
    struct document d = {0};

    (void)state;
    doc_init(&d);
    assert_str(url_of(&d, "issues/12"), "");
    assert_str(url_of(&d, "https://a.example/x?y=1&z='\"<>"), "https://a.example/x?y=1&z=%27%22%3C%3E");
    assert_str(url_of(&d, "javascript:alert(1)"), "");
    assert_str(url_of(&d, "data:text/html,x"), "");
    d.head.evidence = STR("https://nieuws.example/");
    assert_str(url_of(&d, "issues/12"), "https://nieuws.example/issues/12");
    assert_str(url_of(&d, "javascript:alert(1)"), "https://nieuws.example/javascript:alert%281%29");
    assert_str(url_of(&d, ""), "");
    doc_release(&d);
}

static void what_falls_off_first(void **state)
{
    struct document d = {0};
    struct block *section, *table, *agenda, *list;
    struct row *rows[3];

    (void)state;
    doc_init(&d);
    section = doc_section(d.root, SECTION_PLAIN, STR("En verder"));
    table = doc_table(section, STR("Signalen"));
    for (int i = 0; i < 3; i++)
        rows[i] = doc_row(table, 40);
    agenda = doc_agenda(section, STR("Agenda"));
    agenda->rank = 30;
    list = doc_list(section, LIST_BULLETS);
    doc_item(list, 0);
    doc_item(list, 50);
    doc_finish(&d);
    assert_int_equal(d.ncuts, 5);
    assert_int_equal(list->list.last->cut, 1);
    assert_int_equal(rows[2]->cut, 2);
    assert_int_equal(rows[1]->cut, 3);
    assert_int_equal(rows[0]->cut, 4);
    assert_int_equal(agenda->cut, 5);
    assert_int_equal(list->list.first->cut, 0);
    assert_int_equal(section->cut, 0);
    doc_release(&d);
}

static void tones_tell_no_more_than_they_may(void **state)
{
    struct tone t = {.count = {12, 4, 3}, .form = TONE_JOIN_RIGHT};
    struct tone_part parts[SENTIMENT_COUNT];

    (void)state;
    assert_int_equal(tone_parts(&t, parts), 2);
    assert_int_equal(parts[1].count, 7);
    SAYS(tone_words(&b, &t), "12 negatief, 7 neutraal of positief");
    t.form = TONE_JOIN_LEFT;
    SAYS(tone_words(&b, &t), "16 negatief of neutraal, 3 positief");
    t.form = TONE_SPLIT;
    SAYS(tone_words(&b, &t), "12 negatief, 4 neutraal, 3 positief");
    t.form = TONE_NONE;
    assert_int_equal(tone_parts(&t, parts), 0);
}

static void chances_have_words(void **state)
{
    (void)state;
    assert_string_equal(chance_word(0.1), "onwaarschijnlijk");
    assert_string_equal(chance_word(0.2), "mogelijk");
    assert_string_equal(chance_word(0.5), "evenveel kans");
    assert_string_equal(chance_word(0.55), "waarschijnlijk");
    assert_string_equal(chance_word(0.8), "zeer waarschijnlijk");
}

/* Whatever colours a municipality gives, links can be read: 4.5:1 on white, 4.5:1 on dark paper. */
static void contrast_is_mended(void **state)
{
    static const char *const colours[] = {"#12493F", "#FFE600", "#FFFFFF",    "#000000", "#E30613",
                                          "#00A0DE", "#808080", "geen kleur", ""};

    (void)state;
    for (size_t i = 0; i < sizeof colours / sizeof *colours; i++) {
        struct look look;

        look_make(&look, str_of(colours[i]), STR("#D99A2B"), (struct str){0});
        for (int m = 0; m < MEDIUM_COUNT; m++)
            for (int c = COLOUR_ACTION; c <= COLOUR_ACTION_HOVER; c++)
                if (colour_contrast(look.colours[m][c], look.colours[m][COLOUR_PAPER]) < 4.5)
                    fail_msg("%s cannot be read in medium %d", colours[i], m);
        assert_int_equal(look.mended, i == 1 || i == 2 || i == 5 || i == 6);
    }
    assert_true(colour_contrast((struct colour){0, 0, 0}, (struct colour){1, 1, 1}) > 20.99);
}

static void anchors_are_unique(void **state)
{
    struct document d = {0};
    struct block *a, *b, *c;

    (void)state;
    doc_init(&d);
    a = doc_section(d.root, SECTION_PLAIN, STR("Zelfde"));
    b = doc_section(a, SECTION_SMALL, STR("Zelfde"));
    c = doc_section(d.root, SECTION_PLAIN, STR("Zelfde"));
    doc_finish(&d);
    assert_false(str_eq(a->id, b->id) || str_eq(a->id, c->id) || str_eq(b->id, c->id));
    doc_release(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(figures_in_dutch),
        cmocka_unit_test(dates_in_dutch),
        cmocka_unit_test(punctuation),
        cmocka_unit_test(text_comes_in_clean),
        cmocka_unit_test(pictures_leave_no_blank_at_a_quote),
        cmocka_unit_test(only_web_addresses_link),
        cmocka_unit_test(what_falls_off_first),
        cmocka_unit_test(chances_have_words),
        cmocka_unit_test(contrast_is_mended),
        cmocka_unit_test(anchors_are_unique),
        cmocka_unit_test(tones_tell_no_more_than_they_may),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

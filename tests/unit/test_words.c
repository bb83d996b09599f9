/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* rooms: base store tamtam */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tamtam/point.h"
#include "tamtam/words.h"

static void assert_says(struct buf *b, const char *expected)
{
    assert_string_equal(buf_c(b), expected);
    buf_release(b);
}

static void test_trend(void **state)
{
    struct buf b = {0};

    (void)state;
    words_trend(&b, 5, 5);
    assert_says(&b, "gelijk (was 5)");
    words_trend(&b, 2, 4); /* both under five: no word */
    assert_says(&b, "(was 4)");
    words_trend(&b, 5, 12); /* z = -1.70 */
    assert_says(&b, "neemt af (was 12)");
    words_trend(&b, 49, 3); /* z = 6.4 */
    assert_says(&b, "sterk gestegen (was 3)");
    words_trend(&b, 11, 9); /* z = .45 */
    assert_says(&b, "ongeveer gelijk (was 9)");
}

static void test_tone(void **state)
{
    const int negative[] = {11, 5, 4}, divided[] = {4, 1, 4}, sober[] = {1, 9, 0}, few[] = {3, 1, 0}, glad[] = {1, 2, 9};

    (void)state;
    assert_string_equal(words_tone(negative), "overwegend negatief");
    assert_string_equal(words_tone(divided), "verdeeld");
    assert_string_equal(words_tone(sober), "zakelijk");
    assert_string_equal(words_tone(few), "");
    assert_string_equal(words_tone(glad), "overwegend positief");
}

static void test_headline(void **state)
{
    struct arena a = {0};
    struct stored_post p = {.post.text = STR("De brug gaat dicht tot 12 juni. Er rijden pendelbussen.")};
    struct str line = words_headline(&p, 100, &a);

    (void)state;
    assert_true(str_is(line, "De brug gaat dicht tot 12 juni"));
    line = words_headline(&p, 20, &a);
    assert_true(str_is(line, "De brug gaat dicht…"));
    p.post.text = STR("De brug gaat in de zomer dicht");
    line = words_headline(&p, 19, &a); /* not '… gaat in de…' */
    assert_true(str_is(line, "De brug gaat…"));
    p.post.text = STR("Wat een opkomst vandaag op de brug 💪 Kom morgen ook");
    assert_true(str_is(words_headline(&p, 100, &a), "Wat een opkomst vandaag op de brug"));
    p.post.text = STR("Bewoners van de Kade [huisnummer] mogen terug.");
    assert_true(str_is(words_headline(&p, 100, &a), "Bewoners van de Kade mogen terug"));
    p.post.text = STR("Woont u bij de brug aan de Kade? De pont vaart tot middernacht.");
    p.marks.voice = VOICE_GEMEENTE;
    assert_true(str_is(words_headline(&p, 100, &a), "De pont vaart tot middernacht"));
    p.post.title = STR("Brug dicht");
    assert_true(str_is(words_headline(&p, 100, &a), "Brug dicht"));
    p.post.title = STR("INGEZONDEN – Zo sluit men geen brug");
    assert_true(str_is(words_headline(&p, 100, &a), "Zo sluit men geen brug"));
    p.post.title = STR("Opinie over de brug"); /* no heading of its own */
    assert_true(str_is(words_headline(&p, 100, &a), "Opinie over de brug"));
    assert_true(str_is(words_source(STR("Jan Jansen (oud-wethouder)"), &a), "Jan Jansen, oud-wethouder"));
    assert_true(str_is(words_source(STR("Omroep Veenland"), &a), "Omroep Veenland"));
    arena_release(&a);
}

/* A public actor's name under a note, a letter or a filed clipping makes its words no public ones. */
static void test_may_quote(void **state)
{
    static const struct {
        enum channel channel;
        enum voice actor, voice;
        bool may;
    } cases[] = {
        {CHANNEL_NEWS, VOICE_MEDIA, VOICE_MEDIA, true},
        {CHANNEL_MASTODON, VOICE_GEMEENTE, VOICE_GEMEENTE, true},
        {CHANNEL_NEWSPAPER, VOICE_MEDIA, VOICE_MEDIA, true},
        {CHANNEL_NEWSPAPER, VOICE_GEMEENTE, VOICE_GEMEENTE, false},
        {CHANNEL_KCC, VOICE_GEMEENTE, VOICE_GEMEENTE, false},
        {CHANNEL_KCC, VOICE_MEDIA, VOICE_MEDIA, false},
        {CHANNEL_EMAIL, VOICE_GEMEENTE, VOICE_GEMEENTE, false},
        {CHANNEL_MASTODON, VOICE_GEMEENTE, VOICE_BEVOLKING, false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct stored_post p = {.post = {.channel = cases[i].channel,
                                         .actor = STR("Gemeente Turfbrug"),
                                         .actor_voice = cases[i].actor,
                                         .text = STR("De brug gaat morgen weer open.")},
                                .marks.voice = cases[i].voice};

        assert_int_equal(words_may_quote(&p), cases[i].may);
        p.post.actor = (struct str){0};
        assert_false(words_may_quote(&p));
    }
}

/* No cell of one to four residents may be read off, nor be worked out. */
static void test_suppression(void **state)
{
    (void)state;
    for (int negative = 0; negative <= 12; negative++)
        for (int neutral = 0; neutral <= 12; neutral++)
            for (int positive = 0; positive <= 12; positive++) {
                const int tone[] = {negative, neutral, positive};
                struct tone t = point_tone(tone, true);
                int shown[3] = {negative, neutral, positive};

                if (t.form == TONE_NONE)
                    continue;
                if (t.form == TONE_JOIN_RIGHT) {
                    shown[1] += shown[2];
                    shown[2] = 0;
                } else if (t.form == TONE_JOIN_LEFT) {
                    shown[1] += shown[0];
                    shown[0] = 0;
                }
                for (int i = 0; i < 3; i++)
                    assert_false(shown[i] > 0 && shown[i] < LEAST_SHOWN);
            }
}

static void test_tone_is_split_for_all_voices_together(void **state)
{
    const int tone[] = {1, 2, 3};

    (void)state;
    assert_int_equal(point_tone(tone, false).form, TONE_SPLIT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_trend),
        cmocka_unit_test(test_tone),
        cmocka_unit_test(test_headline),
        cmocka_unit_test(test_may_quote),
        cmocka_unit_test(test_suppression),
        cmocka_unit_test(test_tone_is_split_for_all_voices_together),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* rooms: base store tamtam */
/* How public actors speak of rumours, and what the own channel's silence and the contact centre's notes come to. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/when.h"
#include "tamtam/kcc.h"
#include "tamtam/own_line.h"
#include "tamtam/rumours.h"

static struct picture picture;

static int read_table(void **state)
{
    struct err err;

    (void)state;
    return picture_read(&picture, "lexicons/words/crisis-picture.tsv", &err);
}

static int release_table(void **state)
{
    (void)state;
    picture_release(&picture);
    return 0;
}

static int line_of(const char *label)
{
    for (int i = 0; i < picture.n; i++)
        if (picture.lines[i].part == PICTURE_RUMOUR && str_is(picture.lines[i].label, label))
            return i;
    fail_msg("no line '%s'", label);
    return -1;
}

static void expect(enum picture_verdict verdict, const char *label, const char *text)
{
    struct stored_post p = {.post = {.text = str_of(text)}};

    if (picture_judges(&picture, line_of(label), &p) != verdict)
        fail_msg("%d, not %d: %s", (int)picture_judges(&picture, line_of(label), &p), (int)verdict, text);
}

static void test_denials(void **state)
{
    const char *dead = "Er zijn doden", *water = "Het drinkwater is niet veilig", *asbestos = "Er komt asbest vrij";

    (void)state;
    expect(VERDICT_DENIED, dead, "Op straat wordt verteld dat er doden zijn gevallen. Dat klopt niet.");
    expect(VERDICT_DENIED, dead, "Na de aanrijding in de Dorpsstraat zijn er geen doden of zwaargewonden.");
    expect(VERDICT_NONE, dead, "Deel geen beelden van de doden.");
    expect(VERDICT_DENIED, "Het is aangestoken of met opzet gedaan", "Er is geen sprake van brandstichting.");
    expect(VERDICT_DENIED, dead, "De ambulances zijn weer weg: niemand is gewond geraakt.");
    expect(VERDICT_DENIED, water, "Berichten dat het drinkwater vervuild zou zijn, zijn onjuist.");
    expect(VERDICT_DENIED, water, "Het kraanwater is veilig en smaakt alleen wat naar chloor.");
    expect(VERDICT_DENIED, "Er zijn nog mensen binnen of vermist", "Goed nieuws: iedereen is veilig uit de flat gekomen.");
    expect(VERDICT_DOUBTED, asbestos, "De brandweer heeft geen aanwijzing dat er asbest is vrijgekomen.");
    expect(VERDICT_DOUBTED, asbestos, "Nog geen asbest aangetoond op het schoolplein");
}

static void test_what_is_no_denial(void **state)
{
    const char *asbestos = "Er komt asbest vrij";

    (void)state;
    expect(VERDICT_NONE, asbestos, "Er is nog niet bekend of er asbest ligt.");
    expect(VERDICT_NONE, asbestos, "Is er geen asbest vrijgekomen?");
    expect(VERDICT_NONE, asbestos, "De metingen naar asbest lopen. De uitslag volgt woensdag.");
    expect(VERDICT_NONE, asbestos, "Fietsers rijden om, er is geen pont.");
    expect(VERDICT_CONFIRMED, asbestos, "Het lab bevestigt: in de tuinen ligt asbest.");
    expect(VERDICT_NONE, asbestos, "Het lab kan niet bevestigen dat er asbest ligt.");
}

/* ---- what is known, from posts in order ---- */

static struct stored_post post_at(int minute, enum voice voice, const char *actor, const char *text)
{
    struct stored_post p = {.post = {.text = str_of(text), .actor = str_of(actor), .channel = CHANNEL_MASTODON}};

    p.post.time = minute * (int64_t)WHEN_MINUTE;
    p.marks.voice = voice;
    p.marks.crisis = voice == VOICE_BEVOLKING ? 1u << CRISIS_GERUCHT : 0;
    p.marks.intent = INTENT_GEEN;
    return p;
}

static struct rumour_line *only_rumour(struct arena *a, const struct stored_post *posts, int n, const struct stored_rumour *found,
                                       int nfound)
{
    struct issue_figures matter = {.posts = arena_alloc(a, (size_t)n * sizeof *matter.posts), .nposts = n};
    struct rumour_line *list;

    for (int i = 0; i < n; i++)
        matter.posts[i] = &posts[i];
    assert_int_equal(rumours_list(a, &matter, &picture, found, nfound, &list), 1);
    return list;
}

static void says(const struct rumour_line *r, const char *word, const char *source)
{
    struct buf b = {0};

    assert_string_equal(rumour_word(&r->known), word);
    rumour_source(&b, &r->known, r->first->post.time);
    assert_string_equal(buf_c(&b), source);
    buf_release(&b);
}

static void test_states(void **state)
{
    struct arena a = {0};
    struct stored_post posts[] = {
        post_at(0, VOICE_BEVOLKING, "", "ze zeggen dat het kraanwater vergiftigd is"),
        post_at(5, VOICE_BEVOLKING, "", "niet drinken dat kraanwater!!"),
        post_at(30, VOICE_BELANGENGROEP, "Waterbedrijf", "Het kraanwater is veilig."),
        post_at(60, VOICE_GEMEENTE, "Gemeente", "Dat het drinkwater niet veilig is, klopt niet."),
    };
    struct stored_rumour found[] = {
        {.claim = STR_INIT("Het drinkwater is niet veilig"), .state = STR_INIT("onwaar"), .source = STR_INIT("het waterbedrijf")}};
    struct rumour_line *r = only_rumour(&a, posts, 2, NULL, 0);

    (void)state;
    says(r, "onbekend", "");
    assert_int_equal(r->n, 2);
    r = only_rumour(&a, posts, 3, NULL, 0);
    says(r, "tegengesproken", "door Waterbedrijf (1.30\u00a0uur); op het eigen kanaal niet gezien");
    assert_int_equal(r->n, 2); /* who denies it spreads nothing */
    r = only_rumour(&a, posts, 4, NULL, 0);
    says(r, "tegengesproken", "door Waterbedrijf (1.30\u00a0uur)");
    r = only_rumour(&a, posts, 2, found, 1);
    says(r, "onwaar", "volgens het waterbedrijf; op het eigen kanaal niet gezien");
    assert_int_equal(rumour_sign(&r->known), STATE_FALSE);
    arena_release(&a);
}

static void test_said_before(void **state)
{
    struct arena a = {0};
    struct stored_post posts[] = {
        post_at(0, VOICE_MEDIA, "Courant", "Iedereen is veilig buiten, meldt de directie."),
        post_at(9, VOICE_BEVOLKING, "", "er zijn nog mensen binnen hoor ik"),
    };

    (void)state;
    says(only_rumour(&a, posts, 2, NULL, 0), "onbekend", "eerder weersproken door Courant (1.00\u00a0uur); op het eigen kanaal niet gezien");
    arena_release(&a);
}

/* ---- the own line ---- */

static void test_silence(void **state)
{
    struct arena a = {0};
    struct stored_post posts[] = {
        post_at(0, VOICE_BEVOLKING, "", "brand?"),          post_at(4, VOICE_MEDIA, "Courant", "Grote brand"),
        post_at(21, VOICE_GEMEENTE, "Gemeente", "Blijf binnen"), post_at(40, VOICE_BEVOLKING, "", "a"),
        post_at(50, VOICE_BEVOLKING, "", "b"),              post_at(189, VOICE_GEMEENTE, "Gemeente", "Stand"),
        post_at(190, VOICE_BEVOLKING, "", "c"),
    };
    struct issue_figures matter = {.posts = arena_alloc(&a, 7 * sizeof *matter.posts), .nposts = 7};
    struct own_line own;
    struct buf b = {0};

    (void)state;
    for (int i = 0; i < 7; i++)
        matter.posts[i] = &posts[i];
    own = own_line_read(&matter, 0, 600 * (int64_t)WHEN_MINUTE);
    assert_int_equal(own.n, 2);
    assert_int_equal(own.gap_others, 2);
    own_line_span(&b, own.gap_to - own.gap_from);
    assert_string_equal(buf_c(&b), "2 uur en 48 minuten");
    buf_clear(&b);
    own_line_lag(&b, &own);
    assert_string_equal(buf_c(&b), "Het eerste eigen bericht kwam 21 minuten na het eerste bericht en 17 minuten na het eerste nieuws.");
    posts[2].post.channel = posts[5].post.channel = CHANNEL_KCC; /* a note is no public message */
    assert_int_equal(own_line_read(&matter, 0, 600 * (int64_t)WHEN_MINUTE).n, 0);
    buf_release(&b);
    arena_release(&a);
}

static void test_contact_centre(void **state)
{
    struct stored_post p = post_at(17 * 60, VOICE_GEMEENTE, "KCC", "Stand 18.00: 1.204 contacten, wachttijd 9 min. Top 3: water / stroom / [naam] zoek. Graag tekst.");
    struct kcc k;
    struct buf b = {0};

    (void)state;
    p.post.channel = CHANNEL_KCC;
    assert_true(kcc_read(&k, &p));
    kcc_say(&b, &k);
    assert_string_equal(buf_c(&b), "KCC, stand 18.00\u00a0uur: 1.204 gesprekken, wachttijd 9 minuten; meest gevraagd: water, stroom.");
    buf_clear(&b);
    kcc_say_load(&b, &k, k.time + WHEN_DAY);
    assert_string_equal(buf_c(&b), "KCC, stand do 18.00\u00a0uur: 1.204 gesprekken, wachttijd 9 minuten");
    p.marks.voice = VOICE_BEVOLKING;
    assert_false(kcc_read(&k, &p)); /* a note on one contact */
    buf_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_denials),     cmocka_unit_test(test_what_is_no_denial), cmocka_unit_test(test_states),
        cmocka_unit_test(test_said_before), cmocka_unit_test(test_silence),           cmocka_unit_test(test_contact_centre),
    };

    return cmocka_run_group_tests(tests, read_table, release_table);
}

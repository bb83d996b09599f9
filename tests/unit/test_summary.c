/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* rooms: base store tamtam */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tamtam/summary.h"

enum { MOST = 40 };
static const int64_t tuesday = 1772535600000; /* 2026-03-03T12:00:00+01:00 */

struct posts {
    struct stored_post v[MOST];
    const struct stored_post *list[MOST];
    char authors[MOST][8];
    struct issue_figures issue;
};

static struct stored_post *add(struct posts *p, enum voice voice, enum intent intent, const char *text, const char *topic)
{
    int n = p->issue.nposts++;
    struct stored_post *post = &p->v[n];

    snprintf(p->authors[n], sizeof p->authors[n], "a%d", n);
    *post = (struct stored_post){.post = {.seq = n + 1, .time = tuesday, .text = str_of(text), .channel = CHANNEL_NEWS},
                                 .marks = {.voice = voice, .intent = intent}};
    if (*topic)
        post->marks.topics[post->marks.ntopics++] = str_of(topic);
    if (voice == VOICE_BEVOLKING)
        post->post.author = str_of(p->authors[n]);
    p->list[n] = post;
    p->issue.posts = p->list;
    return post;
}

static void assert_summary(const struct posts *p, const char *expected)
{
    struct arena a = {0};
    struct summary s = summary_of(&p->issue, &a);
    struct buf b = {0};

    summary_write(&b, &s);
    assert_string_equal(buf_c(&b), expected);
    buf_release(&b);
    arena_release(&a);
}

static void test_voices_are_quoted_and_residents_counted(void **state)
{
    struct posts p = {.issue = {.nposts = 0}};

    (void)state;
    add(&p, VOICE_MEDIA, INTENT_GEEN, "Markt wordt verplaatst. De kramen staan op straat.", "markt")->post.actor = STR("De Courant");
    add(&p, VOICE_MEDIA, INTENT_GEEN, "Containers aan de Kade puilen uit. Het is al de derde keer.", "container")->post.actor =
        STR("De Courant");
    for (int i = 0; i < 11; i++)
        add(&p, VOICE_BEVOLKING, INTENT_KLACHT, "mijn eigen woorden over die rotzooi", "container");
    for (int i = 0; i < 3; i++)
        add(&p, VOICE_BEVOLKING, INTENT_VRAAG, "mijn vraag", "markt");
    /* the item on what most posts are about is told, and no resident's word */
    assert_summary(&p, "De Courant, di 3\xc2\xa0maart: \xe2\x80\x98"
                       "Containers aan de Kade puilen uit. Het is al de derde keer\xe2\x80\x99. 11 inwoners klagen; genoemd: container.");
}

static void test_few_residents_are_enkele_and_one_is_counted_once(void **state)
{
    struct posts p = {.issue = {.nposts = 0}};

    (void)state;
    for (int i = 0; i < 4; i++)
        add(&p, VOICE_BEVOLKING, INTENT_VRAAG, "wanneer", "paspoort");
    assert_summary(&p, "Enkele inwoners stellen vragen; genoemd: paspoort.");
    for (int i = 0; i < 10; i++)
        add(&p, VOICE_BEVOLKING, INTENT_VRAAG, "wanneer", "paspoort")->post.author = STR("a0");
    assert_summary(&p, "Enkele inwoners stellen vragen; genoemd: paspoort.");
    add(&p, VOICE_BEVOLKING, INTENT_VRAAG, "wanneer", "paspoort");
    assert_summary(&p, "5 inwoners stellen vragen; genoemd: paspoort.");
}

static void test_nobody_says_nothing(void **state)
{
    struct posts p = {.issue = {.nposts = 0}};

    (void)state;
    assert_summary(&p, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_voices_are_quoted_and_residents_counted),
        cmocka_unit_test(test_few_residents_are_enkele_and_one_is_counted_once),
        cmocka_unit_test(test_nobody_says_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

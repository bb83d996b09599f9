/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* rooms: base analysis */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "analysis/context.h"

enum { HOUR = 3600 * 1000, SPORT = 1u << THEME_SPORT_EN_RECREATIE, OTHER = 1u << THEME_OVERIG };

static const int64_t NOON = 24000ll * HOUR;

struct line {
    struct context *c;
    int64_t post;
};

/* A post that leans to one theme and one crisis mark, as analyse_post() would leave it. */
static struct marks post_of(enum theme theme, int32_t lean, int32_t incident)
{
    struct marks m = {.themes = 1u << theme};

    for (int i = 0; i < THEME_COUNT; i++)
        m.leanings.themes[i] = -1000;
    m.leanings.themes[theme] = lean;
    for (int i = 0; i < CRISIS_COUNT; i++)
        m.leanings.crisis[i] = -1000;
    m.leanings.crisis[CRISIS_GEDRAG] = 500;
    m.leanings.incident = incident;
    m.crisis = incident > 0 ? 1u << CRISIS_GEDRAG : 0;
    return m;
}

static struct marks settle(struct line *l, int64_t issue, int64_t time, struct marks m)
{
    const struct post post = {.seq = ++l->post, .time = time};
    const struct change change = {.kind = CHANGE_POST, .issue = issue, .post = post.seq};

    context_settle(l->c, &(struct changes){&change, issue ? 1 : 0}, &post, &m);
    return m;
}

static void test_theme_of_the_issue(void **state)
{
    struct line l = {.c = context_new()};

    (void)state;
    for (int i = 0; i < 3; i++)
        settle(&l, 7, NOON, post_of(THEME_SPORT_EN_RECREATIE, 1000, -900));
    assert_int_equal(settle(&l, 7, NOON, post_of(THEME_OVERIG, -200, -900)).themes, SPORT);
    assert_int_equal(settle(&l, 8, NOON, post_of(THEME_OVERIG, -200, -900)).themes, OTHER);
    assert_int_equal(settle(&l, 0, NOON, post_of(THEME_OVERIG, -200, -900)).themes, OTHER);
    context_free(l.c);
}

static void test_posts_that_join_later_and_merges(void **state)
{
    struct line l = {.c = context_new()};
    const struct change changes[] = {{.kind = CHANGE_POST, .issue = 7, .post = 1},
                                     {.kind = CHANGE_POST, .issue = 7, .post = 2},
                                     {.kind = CHANGE_MERGE, .issue = 9, .other = 7}};

    (void)state;
    settle(&l, 0, NOON, post_of(THEME_SPORT_EN_RECREATIE, 1000, -900));
    settle(&l, 0, NOON, post_of(THEME_SPORT_EN_RECREATIE, 1000, -900));
    context_follow(l.c, &(struct changes){changes, 3});
    assert_int_equal(settle(&l, 9, NOON, post_of(THEME_OVERIG, -200, -900)).themes, SPORT);
    assert_int_equal(settle(&l, 7, NOON, post_of(THEME_OVERIG, -200, -900)).themes, OTHER);
    context_free(l.c);
}

/* A busy town has a thousand issues at a time. */
static void test_many_issues(void **state)
{
    struct line l = {.c = context_new()};

    (void)state;
    for (int i = 0; i < 3; i++)
        settle(&l, 7, NOON, post_of(THEME_SPORT_EN_RECREATIE, 1000, -900));
    for (int issue = 8; issue < 2000; issue++)
        settle(&l, issue, NOON, post_of(THEME_AFVAL, 1000, -900));
    assert_int_equal(settle(&l, 7, NOON, post_of(THEME_OVERIG, -200, -900)).themes, SPORT);
    context_free(l.c);
}

/* An issue of long ago loses a post: what stands in its place now stays. */
static void test_post_leaves_forgotten_issue(void **state)
{
    enum { OLD = 7, NEW = OLD + (1 << 20) };
    struct line l = {.c = context_new()};
    const struct change change = {.kind = CHANGE_POST, .issue = 0, .post = 1};

    (void)state;
    settle(&l, OLD, NOON, post_of(THEME_AFVAL, 1000, -900));
    for (int i = 0; i < 3; i++)
        settle(&l, NEW, NOON, post_of(THEME_SPORT_EN_RECREATIE, 1000, -900));
    context_follow(l.c, &(struct changes){&change, 1});
    assert_int_equal(settle(&l, NEW, NOON, post_of(THEME_OVERIG, -200, -900)).themes, SPORT);
    context_free(l.c);
}

static void test_incident_fades(void **state)
{
    struct line l = {.c = context_new()};
    struct marks doubtful = post_of(THEME_OVERIG, 0, -300);

    (void)state;
    assert_int_equal(settle(&l, 0, NOON - HOUR, doubtful).crisis, 0);
    for (int i = 0; i < 10; i++)
        settle(&l, 0, NOON, post_of(THEME_OVERIG, 0, 500));
    assert_int_equal(settle(&l, 0, NOON + HOUR, doubtful).crisis, 1u << CRISIS_GEDRAG);
    assert_int_equal(settle(&l, 0, NOON + 48 * HOUR, doubtful).crisis, 0);
    context_free(l.c);
}

static void test_corrected_marks_stay(void **state)
{
    struct line l = {.c = context_new()};
    struct marks corrected = post_of(THEME_OVERIG, -200, -900);

    (void)state;
    for (int i = 0; i < 3; i++)
        settle(&l, 7, NOON, post_of(THEME_SPORT_EN_RECREATIE, 1000, -900));
    corrected.themes = 1u << THEME_AFVAL;
    corrected.crisis = 1u << CRISIS_GERUCHT;
    corrected = settle(&l, 7, NOON, corrected);
    assert_int_equal(corrected.themes, 1u << THEME_AFVAL);
    assert_int_equal(corrected.crisis, 1u << CRISIS_GERUCHT);
    context_free(l.c);
}

static void test_saved_and_loaded(void **state)
{
    struct line l = {.c = context_new()}, other = {.c = context_new(), .post = 3};
    struct buf bytes = {0};
    struct str rest;
    struct err err;

    (void)state;
    for (int i = 0; i < 3; i++)
        settle(&l, 7, NOON, post_of(THEME_SPORT_EN_RECREATIE, 1000, -900));
    context_save(l.c, &bytes);
    buf_puts(&bytes, "more");
    rest = buf_str(&bytes);
    assert_int_equal(context_load(other.c, &rest, &err), 0);
    assert_true(str_is(rest, "more"));
    assert_int_equal(settle(&other, 7, NOON, post_of(THEME_OVERIG, -200, -900)).themes, SPORT);
    rest = STR("too short");
    assert_int_equal(context_load(other.c, &rest, &err), -1);
    buf_release(&bytes);
    context_free(l.c);
    context_free(other.c);
}

static struct retold retold_of(int64_t issue, int64_t time, struct marks m)
{
    return (struct retold){.time = time, .issue = issue, .own = m.leanings};
}

/* The first post of an issue gets the theme that only later ones tell; so does what was said before the alarm. */
static void test_looking_back(void **state)
{
    struct retold posts[16];
    int n = 0;

    (void)state;
    posts[n++] = retold_of(8, NOON - 48 * HOUR, post_of(THEME_OVERIG, -200, -300));
    posts[n++] = retold_of(7, NOON, post_of(THEME_OVERIG, -200, -300));
    posts[n++] = retold_of(0, NOON, post_of(THEME_OVERIG, -200, -300));
    while (n < 16)
        posts[n++] = retold_of(7, NOON + HOUR, post_of(THEME_SPORT_EN_RECREATIE, 1000, 500));
    context_look_back(posts, n);
    assert_int_equal(posts[0].crisis, 0);
    assert_int_equal(posts[1].themes, SPORT);
    assert_int_equal(posts[1].more_themes, SPORT);
    assert_int_equal(posts[1].crisis, 1u << CRISIS_GEDRAG);
    assert_int_equal(posts[1].more_crisis, 1u << CRISIS_GEDRAG);
    assert_int_equal(posts[2].themes, OTHER);
    assert_int_equal(posts[2].more_themes, 0);
    assert_int_equal(posts[2].crisis, 1u << CRISIS_GEDRAG);
    assert_int_equal(posts[15].crisis, 1u << CRISIS_GEDRAG);
    assert_int_equal(posts[15].more_crisis, 0);
    context_look_back(posts, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_theme_of_the_issue),  cmocka_unit_test(test_posts_that_join_later_and_merges),
        cmocka_unit_test(test_incident_fades),      cmocka_unit_test(test_corrected_marks_stay),
        cmocka_unit_test(test_saved_and_loaded),    cmocka_unit_test(test_looking_back),
        cmocka_unit_test(test_many_issues),         cmocka_unit_test(test_post_leaves_forgotten_issue),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

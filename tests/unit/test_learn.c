/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* rooms: base analysis */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "analysis/learn.h"
#include "analysis/learned.h"
#include "tests/unit/lexicon_folder.h"

enum { POSTS = 40 };

struct fixture {
    char folder[40];
    struct municipality town;
    struct analyser *an;
    struct scratch *scratch;
    struct labelled posts[POSTS];
};

/* Twenty authors; `zeldzaam` is written by four of them, Klaas is a name, fnuik and gloest mean the two classes. */
static void write_posts(struct fixture *f, bool swapped)
{
    static char text[POSTS][80];

    for (int i = 0; i < POSTS; i++) {
        bool good = i % 2 == 0;

        snprintf(text[i], sizeof text[i], "Ik zag dat Klaas %s stond%s", good != swapped ? "gloest" : "fnuik",
                 i < 8 && good ? " zeldzaam" : "");
        f->posts[i] = (struct labelled){
            .post = {.text = str_of(text[i]),
                     .actor_voice = VOICE_NONE,
                     .voice_cue = VOICE_NONE,
                     .source_voice = VOICE_NONE},
            .gold = {.sentiment = good ? SENTIMENT_POSITIEF : SENTIMENT_NEGATIEF},
            .known = 1u << GROUP_SENTIMENT,
            .author = (uint64_t)(i / 2 + 1),
            .weight = 1,
        };
    }
}

static void open_analyser(struct fixture *f)
{
    const char *const folders[] = {f->folder, NULL};
    struct faults faults = {0};
    struct err err;

    if (analyser_new(&f->an, folders, &f->town, &faults, &err))
        fail_msg("%s", err.text);
    assert_int_equal(faults.count, 0);
    f->scratch = scratch_new(f->an);
}

static void close_analyser(struct fixture *f)
{
    scratch_free(f->scratch);
    analyser_free(f->an);
}

static struct buf learn(struct fixture *f, const struct analyser *from)
{
    struct learner *l = learner_new();
    struct buf out = {0};

    for (int i = 0; i < POSTS; i++)
        learner_add(l, f->scratch, &f->posts[i]);
    learner_train(l, from, &out);
    learner_free(l);
    return out;
}

static enum sentiment sentiment_of(struct fixture *f, const char *text)
{
    struct post post = {
        .text = str_of(text), .actor_voice = VOICE_NONE, .voice_cue = VOICE_NONE, .source_voice = VOICE_NONE};
    struct marks marks;

    analyse_post(f->an, f->scratch, &post, &marks, NULL, NULL);
    return marks.sentiment;
}

static int set_up(void **state)
{
    static struct fixture f;

    folder_make(f.folder);
    folder_write(f.folder, "a.tsv", "prima\ttone\t0.5\n");
    f.town.name = STR("Ergens");
    write_posts(&f, false);
    open_analyser(&f);
    *state = &f;
    return 0;
}

static int tear_down(void **state)
{
    static const char *const names[] = {"a.tsv", "learned.tsv", NULL};
    struct fixture *f = *state;

    close_analyser(f);
    folder_remove(f->folder, names);
    return 0;
}

static void test_who_may_be_learned(void **state)
{
    struct fixture *f = *state;
    struct buf once = learn(f, NULL), again = learn(f, NULL);

    assert_non_null(strstr(buf_c(&once), "\ngloest\tsentiment=positief\t0."));
    assert_non_null(strstr(buf_c(&once), "\nfnuik\tsentiment=positief\t-0."));
    assert_null(strstr(buf_c(&once), "zeldzaam")); /* four authors */
    assert_null(strstr(buf_c(&once), "klaas"));    /* a name */
    assert_null(strstr(buf_c(&once), "theme="));   /* no labels */
    assert_string_equal(buf_c(&once), buf_c(&again));
    buf_release(&once);
    buf_release(&again);
}

static void test_learned_file_decides(void **state)
{
    struct fixture *f = *state;
    struct buf learned = learn(f, NULL);
    struct err err;
    char path[200];

    assert_int_equal(sentiment_of(f, "dat gloest weer"), SENTIMENT_NEUTRAAL);
    snprintf(path, sizeof path, "%s/learned.tsv", f->folder);
    assert_int_equal(file_write(path, buf_str(&learned), &err), 0);
    buf_release(&learned);
    close_analyser(f);
    open_analyser(f);
    assert_int_equal(sentiment_of(f, "dat gloest weer"), SENTIMENT_POSITIEF);
    assert_int_equal(sentiment_of(f, "ik zag fnuik"), SENTIMENT_NEGATIEF);

    /* The other way round, from the weights at hand: forty posts overrule them. */
    write_posts(f, true);
    struct buf turned = learn(f, f->an);
    assert_int_equal(file_write(path, buf_str(&turned), &err), 0);
    buf_release(&turned);
    close_analyser(f);
    open_analyser(f);
    assert_int_equal(sentiment_of(f, "dat gloest weer"), SENTIMENT_NEGATIEF);
}

static void test_join(void **state)
{
    static const char near[] = "entry\tmark\tweight\n"
                               "mooi\tsentiment=positief\t1\n"
                               "eigen\tsentiment=positief\t2\n"
                               "eigen\tintent=klacht\t3\n";
    static const char shipped[] = "mooi\tsentiment=positief\t4\n"
                                  "oud\tsentiment=positief\t5\n"
                                  "mooi\tframe=conflict\t6\n"
                                  "oud\tframe=conflict\t7\n"
                                  "oud\ttheme=afval\t8\n";
    struct buf out = {0};

    (void)state;
    buf_puts(&out, "mooi\tsentiment=positief\t9\nmooi\tframe=conflict\t9\n");
    learned_join(&out, str_of(near), str_of(shipped));
    /* Sentiment is the newsroom's, frames were shipped, intents stay, and themes are left where they are. */
    assert_string_equal(buf_c(&out), "mooi\tsentiment=positief\t9\nmooi\tframe=conflict\t9\n"
                                     "eigen\tsentiment=positief\t2\neigen\tintent=klacht\t3\n"
                                     "oud\tframe=conflict\t7\n");
    buf_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_who_may_be_learned),
        cmocka_unit_test(test_learned_file_decides),
        cmocka_unit_test(test_join),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}

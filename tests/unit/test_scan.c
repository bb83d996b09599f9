/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* rooms: base analysis */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "analysis/scan.h"
#include "tests/unit/lexicon_folder.h"

struct fixture {
    char folder[40];
    struct lexicon *lx;
    struct scan scan;
};

static const char lines[] = "ellende\ttone\t-0.6\n"
                            "heel\tintensifier\t1.4\n"
                            "te laat\ttone\t-0.3\n"
                            "gewoon\tfiller\n"
                            "luistert niet\tleader:betrokkenheid\t-0.8\n"
                            "had beter * gekund\ttone\t-0.5\n"
                            "vuilnis*\ttheme:afval\t0.9\n"
                            "*bewoners\tvoice:bevolking\t0.4\n"
                            "*bezuinig*\ttheme:bestuur_en_politiek\t0.5\n"
                            "#lekkerbezig\tirony\n"
                            "lekkerbezig\ttone\t0.2\n"
                            "🙄\ttone\t-0.4\n"
                            ":-(\ttone\t-0.5\n"
                            "/\\bn\\d{3}\\b/\ttheme:verkeer\t0.5\n"
                            "geïsoleerd\ttone\t0.1\n"
                            "dijk\ttheme=afval\t0.5\n"
                            "~dijk\ttheme=afval\t-0.2\n"
                            "~dijk\tsentiment=positief\t0.1\n"
                            "molen\tsentiment=negatief\t-30\n"
                            "~mol\tsentiment=negatief\t-30\n";

static int set_up(void **state)
{
    static struct fixture f;
    const char *const folders[] = {f.folder, NULL};
    struct faults faults = {0};
    struct err err;

    folder_make(f.folder);
    folder_write(f.folder, "a.tsv", lines);
    if (lexicon_new(&f.lx, folders, NULL, &faults, &err) || faults.count)
        return -1;
    scan_init(&f.scan, f.lx);
    *state = &f;
    return 0;
}

static int tear_down(void **state)
{
    static const char *const names[] = {"a.tsv", NULL};
    struct fixture *f = *state;

    scan_release(&f->scan);
    lexicon_free(f->lx);
    folder_remove(f->folder, names);
    return 0;
}

/* The entries that hit, with bars between, in the order of the text. */
static const char *hits_of(struct fixture *f, const char *text)
{
    static char out[500];

    scan_text(&f->scan, str_of(text));
    out[0] = '\0';
    for (int i = 0; i < f->scan.nhits; i++) {
        struct str entry = lexicon_entry(f->lx, f->scan.hits[i].fact->entry)->text;

        snprintf(out + strlen(out), sizeof out - strlen(out), "%s%.*s", i ? "|" : "", STR_ARG(entry));
    }
    return out;
}

static void test_entries(void **state)
{
    struct fixture *f = *state;

    assert_string_equal(hits_of(f, "Alweer TE LAAT!"), "te laat");
    assert_string_equal(hits_of(f, "te. laat"), "");
    assert_string_equal(hits_of(f, "Dat had beter gekund, had beter echt nu wel gekund"),
                        "had beter * gekund|had beter * gekund");
    assert_string_equal(hits_of(f, "had beter een twee drie vier gekund"), "");
    assert_string_equal(hits_of(f, "Vuilniszakken en flatbewoners"), "vuilnis*|*bewoners");
    assert_string_equal(hits_of(f, "wegbezuinigd"), "*bezuinig*");
    assert_string_equal(hits_of(f, "[ellende] en [heel ellende]"), "heel|ellende"); /* what a mask left says nothing */
    assert_string_equal(hits_of(f, "#LekkerBezig"), "#lekkerbezig|lekkerbezig");
    assert_string_equal(hits_of(f, "tja 🙄 en :-(((("), "🙄|:-(");
    assert_string_equal(hits_of(f, "op de N419 stond"), "/\\bn\\d{3}\\b/");
    assert_string_equal(hits_of(f, "GEÏSOLEERD geisoleerd"), "geïsoleerd|geïsoleerd");
}

static void test_fillers(void **state)
{
    struct fixture *f = *state;

    assert_string_equal(hits_of(f, "hij luistert gewoon niet"), "luistert niet|gewoon");
    assert_string_equal(hits_of(f, "hij luistert gewoon, niet dus"), "gewoon");
    assert_string_equal(hits_of(f, "hij luistert gewoon gewoon niet"), "gewoon|gewoon");
    assert_string_equal(hits_of(f, "hij luistert heel niet"), "heel");
    assert_string_equal(hits_of(f, "hij luistert gewoon"), "gewoon");
}

static void test_lengthening_and_compounds(void **state)
{
    struct fixture *f = *state;

    assert_string_equal(hits_of(f, "heeeeel"), "heel");
    assert_true(f->scan.words[0]->lengthened);
    assert_string_equal(hits_of(f, "parkeerellende"), "ellende");
    assert_true(f->scan.hits[0].weight < 0 && f->scan.hits[0].weight > -600);
}

static void test_compound_split(void **state)
{
    struct str parts[PARTS_MAX];

    (void)state;
    assert_int_equal(compound_split(STR("parkeerproblemen"), parts), 2);
    assert_int_equal(compound_split(STR("woningbouwplan"), parts), 2); /* the fewest: woningbouw is a word */
    assert_int_equal(compound_split(STR("veiligheidsregel"), parts), 2);
    assert_true(str_is(parts[0], "veiligheid") && str_is(parts[1], "regel"));
    assert_int_equal(compound_split(STR("xqzwvkrtplm"), parts), 0);
    assert_int_equal(compound_split(STR("huis"), parts), 0);
}

static void test_tokens(void **state)
{
    struct fixture *f = *state;
    const struct tokens *t = &f->scan.tokens;

    scan_text(&f->scan, STR("Jan zei: \"Het is mooi.\" Om 20.30 uur? @gem_x https://a.example/b?c #tag"));
    assert_int_equal(t->n, 11);
    assert_true(t->v[2].flags & TOKEN_QUOTED && t->v[2].flags & TOKEN_START);
    assert_false(t->v[5].flags & TOKEN_QUOTED);
    assert_int_equal(t->v[6].kind, TOKEN_NUMBER);
    assert_true(t->sentences[t->v[7].sentence].question);
    assert_int_equal(t->v[8].kind, TOKEN_MENTION);
    assert_int_equal(t->v[9].kind, TOKEN_LINK);
    assert_int_equal(t->v[10].kind, TOKEN_TAG);
}

static void test_names(void **state)
{
    struct fixture *f = *state;

    scan_text(&f->scan, STR("Gisteren was Klaas er. WAT EEN ELLENDE"));
    assert_false(f->scan.names[0]);
    assert_true(f->scan.names[2]);
    assert_false(f->scan.names[5] || f->scan.names[6]);
}

static void test_hostile(void **state)
{
    struct fixture *f = *state;
    enum { LONG = 1 << 20 };
    static char text[LONG];
    static const char *const pieces[] = {
        "a", "te ", "\xff\xfe", "\xF0\x9F\x99\x84", "had beter ", "aaaaaaaaaaaaaaaaaaaab", "\"'", ".", "#", "@"};

    for (size_t p = 0; p < sizeof pieces / sizeof *pieces; p++) {
        size_t n = strlen(pieces[p]);

        for (size_t i = 0; i + n <= LONG; i += n)
            memcpy(text + i, pieces[p], n);
        scan_text(&f->scan, (struct str){text, LONG});
        for (int i = 0; i < f->scan.tokens.n; i++)
            assert_true(f->scan.tokens.v[i].at + f->scan.tokens.v[i].n <= LONG);
    }
    memset(text, 0, LONG);
    scan_text(&f->scan, (struct str){text, LONG});
    assert_int_equal(f->scan.tokens.n, 0);
    scan_text(&f->scan, (struct str){0});
    assert_int_equal(f->scan.nhits, 0);
}

/* A tag of nothing but an accent has no normal form, also where it is the first word of all. */
static void test_empty_form(void **state)
{
    struct fixture *f = *state;
    struct scan s;

    scan_init(&s, f->lx);
    scan_text(&s, STR("#\xCC\x81"));
    assert_int_equal(s.tokens.n, 1);
    assert_int_equal(s.tokens.v[0].foldn, 0);
    assert_int_equal(s.nhits, 0);
    scan_release(&s);
}

/* More distinct words than a scan remembers, in many texts and in one: what it says of a word stays the same. */
static void test_many_words(void **state)
{
    enum { TEXTS = 50, WORDS = 1000, WORD_BYTES = 8 };
    struct fixture *f = *state;
    static char all[TEXTS * WORDS * WORD_BYTES + 1];
    size_t n = 0;

    for (int t = 0; t < TEXTS; t++) {
        size_t from = n;

        for (int w = 0; w < WORDS; w++)
            n += (size_t)snprintf(all + n, sizeof all - n, "w%05dq ", t * WORDS + w);
        scan_text(&f->scan, (struct str){all + from, n - from});
        assert_int_equal(f->scan.nhits, 0);
        assert_string_equal(hits_of(f, "vuilnisophaalellende"), "vuilnis*|ellende");
    }
    memcpy(all, "ellende ", WORD_BYTES);
    memcpy(all + n - WORD_BYTES, "ellende ", WORD_BYTES);
    scan_text(&f->scan, (struct str){all, n});
    assert_int_equal(f->scan.nhits, 2);
    assert_ptr_equal(f->scan.hits[0].fact, f->scan.hits[1].fact);
}

/* What is learned of a word and of its stem is added up once, unless the sum is more than a row holds. */
static void test_sums_of_rows(void **state)
{
    struct fixture *f = *state;
    const struct word *w;

    scan_text(&f->scan, STR("dijk dijken molen"));
    w = f->scan.words[0];
    assert_int_equal(w->nrows, 2);
    assert_true(w->summed);
    assert_int_equal(word_sum(w)[class_of(STR("theme=afval"))], 300);
    assert_int_equal(word_sum(w)[class_of(STR("sentiment=positief"))], 100);
    assert_int_equal(f->scan.words[1]->nrows, 1);
    assert_false(f->scan.words[1]->summed);
    assert_int_equal(f->scan.words[2]->nrows, 2);
    assert_false(f->scan.words[2]->summed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_entries),
        cmocka_unit_test(test_fillers),
        cmocka_unit_test(test_lengthening_and_compounds),
        cmocka_unit_test(test_compound_split), cmocka_unit_test(test_tokens),
        cmocka_unit_test(test_names),          cmocka_unit_test(test_hostile),
        cmocka_unit_test(test_names),          cmocka_unit_test(test_empty_form),
        cmocka_unit_test(test_many_words),     cmocka_unit_test(test_sums_of_rows),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}

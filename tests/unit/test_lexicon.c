/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* rooms: base analysis */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "analysis/inflect.h"
#include "analysis/lexicon.h"
#include "analysis/tokens.h"
#include "tests/unit/lexicon_folder.h"

static bool has_form(const char *word, char pos, const char *form)
{
    struct forms forms;

    inflect(&forms, str_of(word), pos);
    for (int i = 0; i < forms.n; i++)
        if (strcmp(forms.v[i], form) == 0)
            return true;
    return false;
}

static void test_nouns(void **state)
{
    static const char *const pairs[][2] = {{"straat", "straten"},  {"bus", "bussen"},
                                           {"brief", "brieven"},   {"huis", "huizen"},
                                           {"klacht", "klachten"}, {"auto", "auto's"},
                                           {"winkel", "winkels"},  {"gemeente", "gemeentes"},
                                           {"boom", "boompje"},    {"mogelijkheid", "mogelijkheden"},
                                           {"woning", "woninkje"}, {"prijs", "prijzen"}};

    (void)state;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (!has_form(pairs[i][0], 'n', pairs[i][1]))
            fail_msg("%s has no %s", pairs[i][0], pairs[i][1]);
}

static void test_adjectives_and_verbs(void **state)
{
    static const char *const adjectives[][2] = {{"mooi", "mooie"},     {"dik", "dikke"},  {"groot", "grote"},
                                                {"boos", "boze"},      {"lief", "lieve"}, {"duur", "duurder"},
                                                {"slecht", "slechtst"}};
    static const char *const verbs[][2] = {{"klagen", "klaagt"},     {"klagen", "geklaagd"},   {"pakken", "pak"},
                                           {"werken", "gewerkt"},    {"leven", "leef"},        {"reizen", "reist"},
                                           {"opbellen", "opgebeld"}, {"vertellen", "verteld"}, {"storten", "stort"}};

    (void)state;
    for (size_t i = 0; i < sizeof adjectives / sizeof *adjectives; i++)
        if (!has_form(adjectives[i][0], 'a', adjectives[i][1]))
            fail_msg("%s has no %s", adjectives[i][0], adjectives[i][1]);
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        if (!has_form(verbs[i][0], 'v', verbs[i][1]))
            fail_msg("%s has no %s", verbs[i][0], verbs[i][1]);
}

/* The weight of a mark on a word, in thousandths; 0 when it has none. */
static int weight_of(const struct lexicon *lx, const char *word, enum mark_kind kind)
{
    const struct node *node = lexicon_word(lx, token_hash(str_of(word)));

    for (int i = 0; node && i < node->nfacts; i++)
        if (lexicon_facts(lx, node)[i].kind == kind)
            return lexicon_facts(lx, node)[i].weight;
    return 0;
}

static void test_nearer_folder_replaces(void **state)
{
    char near[40], far[40];
    const char *const folders[] = {near, far, "/nowhere/at/all", NULL};
    static const char *const names[] = {"a.tsv", NULL};
    struct faults faults = {0};
    struct lexicon *lx;
    struct err err;

    (void)state;
    folder_make(near);
    folder_make(far);
    folder_write(near, "a.tsv", "vet\ttone\t0.5\nstom\ttone\t0\n");
    folder_write(far, "a.tsv", "vet\ttone\t-0.4\ta\nstom\ttone\t-0.6\nklacht\ttone\t-.25\tn\nklachten\ttone\t-0.9\n");
    assert_int_equal(lexicon_new(&lx, folders, NULL, &faults, &err), 0);
    assert_int_equal(faults.count, 0);
    assert_int_equal(weight_of(lx, "vet", MARK_TONE), 500);
    assert_int_equal(weight_of(lx, "vette", MARK_TONE), 0);
    assert_int_equal(weight_of(lx, "stom", MARK_TONE), 0);
    assert_int_equal(weight_of(lx, "klacht", MARK_TONE), -250);
    assert_int_equal(weight_of(lx, "klachtje", MARK_TONE), -250);
    assert_int_equal(weight_of(lx, "klachten", MARK_TONE), -900);
    lexicon_free(lx);
    folder_remove(near, names);
    folder_remove(far, names);
}

static void test_faults(void **state)
{
    /* One fault a line, but for the last two lines, which are well. */
    static const char lines[] = "geen tabs hier\n"
                                "x\ttone\tveel\n"
                                "x\ttone\t1.5\n"
                                "x\ttoon\t1\n"
                                "x\ttheme:onzin\t1\n"
                                "x\tconcept:\t1\n"
                                "x\ttone\t1\tw\n"
                                "...\ttone\t1\n"
                                "/(/\ttone\t1\n"
                                "x\tsentiment=blij\t1\n"
                                "@onzin\tsentiment=positief\t1\n"
                                "goed\ttone\t.5\n"
                                "goed\ttone\t.6\n"
                                "~goed\tsentiment=positief\t0.25\n"
                                "#lekkerbezig\tirony\n";
    enum { FAULTS = 12 };
    char folder[40];
    const char *const folders[] = {folder, NULL};
    static const char *const names[] = {"a.tsv", NULL};
    struct faults faults = {0};
    struct lexicon *lx;
    struct err err;

    (void)state;
    folder_make(folder);
    folder_write(folder, "a.tsv", lines);
    assert_int_equal(lexicon_new(&lx, folders, NULL, &faults, &err), 0);
    assert_int_equal(faults.count, FAULTS);
    assert_int_equal(weight_of(lx, "goed", MARK_TONE), 500);
    assert_non_null(lexicon_tag(lx, token_hash(STR("lekkerbezig"))));
    const struct node *stem = lexicon_stem(lx, token_hash(STR("goed")));
    assert_non_null(stem);
    assert_int_equal(lexicon_row(lx, stem->row)[CLASS_SENTIMENT + SENTIMENT_POSITIEF], 250);
    lexicon_free(lx);
    folder_remove(folder, names);
}

struct told {
    char text[4000];
};

static void keep_fault(void *context, const char *text)
{
    struct told *told = context;

    strncat(told->text, strchr(text, ':') + 1, sizeof told->text - strlen(told->text) - 2);
    strcat(told->text, "\n");
}

/* What a fault says, with its line and what to write instead; `lines` begin at line 3 of the file. */
static void assert_told(const char *lines, const char *fault)
{
    char folder[40];
    const char *const folders[] = {folder, NULL};
    static const char *const names[] = {"a.tsv", NULL};
    struct told told = {""};
    struct faults faults = {.found = keep_fault, .context = &told};
    struct lexicon *lx;
    struct err err;

    folder_make(folder);
    folder_write(folder, "a.tsv", lines);
    assert_int_equal(lexicon_new(&lx, folders, NULL, &faults, &err), 0);
    if (!strstr(told.text, fault) || (!*fault && faults.count))
        fail_msg("'%s' is not said of '%s', but: %s", fault, lines, told.text);
    lexicon_free(lx);
    folder_remove(folder, names);
}

static void test_what_faults_say(void **state)
{
    (void)state;
    assert_told("x\ttoone\t1\n", "3: onbekend merk 'toone', bedoelt u 'tone'?");
    assert_told("x\ttheme:afvl\t1\n", "3: onbekend merk 'theme:afvl', bedoelt u 'afval'?");
    assert_told("x\tsentiment=negatif\t1\n", "3: onbekende klasse 'sentiment=negatif', bedoelt u 'negatief'?");
    assert_told("x\tsentimnt=negatief\t1\n", "bedoelt u 'sentiment=...'?");
    assert_told("x\tconcept:\t1\n", "na 'concept:' hoort een naam");
    assert_told("x\ttone\t0,5\n", "schrijf een punt in plaats van een komma");
    assert_told("x\ttone\t2\n", "het gewicht van tone ligt tussen -1 en 1");
    assert_told("x\ttone\t1\tz\n", "schrijf n, a, v of -");
    assert_told("y\ttone\t.5\nx\ttone\t.5\nx\ttone\t-.5\n", "5: tegenspraak: 'x' weegt hier -0.5, en in a.tsv:4 ('x') +0.5");
    assert_told("x\ttone\t.5\nx\ttone\t.5\n", "4: 'x' staat met dit merk al in a.tsv:3");
    assert_told("creche\ttone\t.5\ncr\xc3\xa8" "che\ttone\t.4\n", "vindt hetzelfde als 'creche' in a.tsv:3");
    assert_told("creche\ttone\t.5\ncr\xc3\xa8" "che\ttone\t.5\n", "");
    assert_told("x\ttone\t.5\nx\tpraise\n", "");
    assert_told("...\ttone\t1\n", "'...' kan nooit gevonden worden");
    assert_told("/[A-Z]x/\ttone\t1\n", "een patroon ziet alleen kleine letters");
    assert_told("/\\Wx\\b/\ttone\t1\n", "");
    assert_told("/(/\ttone\t1\n", "patroon klopt niet");
    assert_told("/(a+)+$/\ttone\t1\n", "patroon loopt vast");
    assert_told("x\ttone\t1\tn\tnote\tmore\n", "een regel is: ingang");
    assert_told("veel te laat*\ttone\t1\n", "zet er spaties omheen");
    assert_told("veel te *\ttone\t1\n", "een * aan het eind");
    assert_told("* te veel\ttone\t1\n", "een * aan het begin");
    assert_told("had beter * gekund\ttone\t-1\n", "");
}

/* A file that another takes in; one that takes in itself. */
static void test_include(void **state)
{
    char folder[40];
    const char *const folders[] = {folder, NULL};
    static const char *const names[] = {"a.tsv", "b.tsv", "c.words", NULL};
    struct told told = {""};
    struct faults faults = {.found = keep_fault, .context = &told};
    struct lexicon *lx;
    struct err err;

    (void)state;
    folder_make(folder);
    folder_write(folder, "a.tsv", "mooi\ttone\t.5\n%include c.words\nfraai\ttone\t.7\n");
    folder_write(folder, "b.tsv", "%include c.words\n");
    folder_write(folder, "c.words", "lelijk\ttone\t-.5\n");
    assert_int_equal(lexicon_new(&lx, folders, NULL, &faults, &err), 0);
    assert_int_equal(faults.count, 0);
    assert_int_equal(weight_of(lx, "lelijk", MARK_TONE), -500);
    assert_int_equal(weight_of(lx, "fraai", MARK_TONE), 700);
    lexicon_free(lx);
    folder_write(folder, "c.words", "lelijk\ttone\t-.5\n%include a.tsv\n");
    assert_int_equal(lexicon_new(&lx, folders, NULL, &faults, &err), 0);
    assert_int_equal(faults.count, 1);
    assert_string_equal(told.text, "4: dit bestand haalt zichzelf binnen: a.tsv > c.words > a.tsv\n");
    assert_int_equal(weight_of(lx, "fraai", MARK_TONE), 700);
    lexicon_free(lx);
    folder_remove(folder, names);
    assert_told("%include zoek.words\n", "3: %include: er is geen bestand 'zoek.words' in deze map");
    assert_told("%include ../elders/a.tsv\n", "3: schrijf %include met de naam van een bestand in dezelfde map");
    assert_told("%include a.tsv\n", "3: dit bestand haalt zichzelf binnen: a.tsv > a.tsv");
}

static void test_no_lexicon(void **state)
{
    const char *const folders[] = {"/nowhere/at/all", NULL};
    struct faults faults = {0};
    struct lexicon *lx;
    struct err err;

    (void)state;
    assert_int_equal(lexicon_new(&lx, folders, NULL, &faults, &err), -1);
    assert_non_null(strstr(err.text, "geen lexicon"));
}

static void count_match(void *context, const struct fact *fact, size_t at, size_t n)
{
    (void)fact;
    assert_true(n > 0 && at < 100000);
    ++*(int *)context;
}

/* A folder that is not there is none; one that can't be read is told, and the others count. */
static void test_folder_that_cannot_be_read(void **state)
{
    char folder[40], file[80];
    struct told told = {{0}};
    struct faults faults = {.found = keep_fault, .context = &told};
    struct lexicon *lx;
    struct err err;

    (void)state;
    folder_make(folder);
    folder_write(folder, "a.tsv", "mooi\ttone\t0.5\n");
    snprintf(file, sizeof file, "%s/a.tsv", folder);
    const char *absent[] = {"/tmp/tamtam-nowhere", folder, NULL}, *unread[] = {file, folder, NULL};

    assert_int_equal(lexicon_new(&lx, absent, NULL, &faults, &err), 0);
    assert_int_equal(faults.count, 0);
    lexicon_free(lx);
    assert_int_equal(lexicon_new(&lx, unread, NULL, &faults, &err), 0);
    assert_int_equal(faults.count, 1);
    assert_non_null(strstr(told.text, "de map met lexicons is niet te lezen"));
    lexicon_free(lx);
    folder_remove(folder, (const char *const[]){"a.tsv", NULL});
}

static void test_patterns_have_limits(void **state)
{
    char folder[40], text[50001];
    const char *const folders[] = {folder, NULL};
    static const char *const names[] = {"a.tsv", NULL};
    struct pattern_room *room = pattern_room_new();
    struct faults faults = {0};
    struct lexicon *lx;
    struct err err;
    int matches = 0;

    (void)state;
    folder_make(folder);
    folder_write(folder, "a.tsv", "/(a+)+$/\ttone\t.5\n/\\b112\\b/\tacute\t.5\n");
    assert_int_equal(lexicon_new(&lx, folders, NULL, &faults, &err), 0);
    memset(text, 'a', 50000);
    text[49999] = 'b';
    lexicon_match(lx, room, (struct str){text, 50000}, count_match, &matches);
    assert_int_equal(matches, 0);
    lexicon_match(lx, room, STR("bel 112 of 1122"), count_match, &matches);
    assert_int_equal(matches, 1);
    pattern_room_free(room);
    lexicon_free(lx);
    folder_remove(folder, names);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nouns),
        cmocka_unit_test(test_adjectives_and_verbs),
        cmocka_unit_test(test_nearer_folder_replaces),
        cmocka_unit_test(test_faults), cmocka_unit_test(test_folder_that_cannot_be_read),
        cmocka_unit_test(test_what_faults_say), cmocka_unit_test(test_no_lexicon),
        cmocka_unit_test(test_include),
        cmocka_unit_test(test_patterns_have_limits),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

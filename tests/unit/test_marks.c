/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* rooms: base analysis */
/* Marks by the resolvers alone: a small lexicon of the test's own, nothing learned. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "analysis/analyse.h"
#include "tests/unit/lexicon_folder.h"

struct fixture {
    char folder[40];
    struct municipality town;
    struct analyser *an;
    struct scratch *scratch;
    struct marks marks;
    const struct terms *terms;
    struct whys whys;
};

static const char lines[] = "goed\ttone\t0.5\ta\n"
                            "slecht\ttone\t-0.5\ta\n"
                            "ellende\ttone\t-0.6\n"
                            "helpt\ttone\t0.3\n"
                            "niet slecht\ttone\t0.3\n"
                            "niet\tnegator\n"
                            "heel\tintensifier\t1.5\n"
                            "maar\tcontrast\n"
                            "brand\tacute\t0.8\n"
                            "oefening\tharmless\t0.9\n"
                            "stoeptegel\ttheme:openbare_ruimte\t0.9\tn\n"
                            "bus\ttheme:verkeer\t0.9\tn\n"
                            "wethouder\trole\t\tn\n"
                            "dokter\thomonym\n"
                            "mevrouw\ttitle\n"
                            "the\tlang:en\nis\tlang:en\nand\tlang:en\nof\tlang:en\nhet\tlang:nl\n"
                            "wateroverlast\tconcept:wateroverlast\t0.8\n"
                            "kermis\tconcept:kermis\n"
                            "botsauto\tconcept:kermis\t0.45\n"
                            "jaarmarkt\tconcept:markt\n"
                            "leiding\tconcept:sinkgat\t0.45\n"
                            "put\tconcept:sinkgat\t0.4\n"
                            "buis\tconcept:sinkgat\t0.45\n";
static const char town_text[] =
    "[municipality]\nname = Hommel\naccount = @gemhommel\n"
    "[district Poort]\nstreet = Zandlaan\nlandmark = zwembad De Plons\n"
    "[district Oud-West]\nalias = oud-west\nstreet = Grote Markt\n"
    "[district Markt]\nalias = markt\n"
    "[district Bloesemwijk]\nlandmark = bibliotheek\n[district Zuid]\nstreet = Bloesemweg\n"
    "[person Ina Bakema]\nrole = burgemeester\n"
    "[person Joop Kortekaas]\nrole = wethouder\nportfolio = verkeer\nnickname = Joop de Sloop\n"
    "[person Els de Wit]\nrole = wethouder\nportfolio = zorg\n";

/* As many concepts as real lexicons have, before the languages: both are numbered together. */
static void write_concepts(const char *folder)
{
    struct buf concepts = {0};

    for (int i = 0; i < 26 * 26; i++)
        buf_printf(&concepts, "zaak%c%c\tconcept:zaak%c%c\n", 'a' + i / 26, 'a' + i % 26, 'a' + i / 26, 'a' + i % 26);
    folder_write(folder, "0.tsv", buf_c(&concepts));
    buf_release(&concepts);
}

static int set_up(void **state)
{
    static struct fixture f;
    const char *const folders[] = {f.folder, NULL};
    struct faults faults = {0};
    char path[200];
    struct err err;

    folder_make(f.folder);
    write_concepts(f.folder);
    folder_write(f.folder, "a.tsv", lines);
    snprintf(path, sizeof path, "%s/tamtam.conf", f.folder);
    if (file_write(path, str_of(town_text), &err) || municipality_read(&f.town, path, &faults, &err) ||
        analyser_new(&f.an, folders, &f.town, &faults, &err) || faults.count)
        return -1;
    f.scratch = scratch_new(f.an);
    *state = &f;
    return 0;
}

static int tear_down(void **state)
{
    static const char *const names[] = {"0.tsv", "a.tsv", "tamtam.conf", NULL};
    struct fixture *f = *state;

    scratch_free(f->scratch);
    analyser_free(f->an);
    municipality_release(&f->town);
    folder_remove(f->folder, names);
    return 0;
}

static const struct marks *read_post(struct fixture *f, const char *text)
{
    struct post post = {
        .text = str_of(text), .actor_voice = VOICE_NONE, .voice_cue = VOICE_NONE, .source_voice = VOICE_NONE};

    analyse_post(f->an, f->scratch, &post, &f->marks, &f->terms, &f->whys);
    return &f->marks;
}

static void test_tone(void **state)
{
    static const struct {
        const char *text;
        enum sentiment sentiment;
    } cases[] = {
        {"Dit is goed", SENTIMENT_POSITIEF},
        {"Dit is niet goed", SENTIMENT_NEGATIEF},
        {"Dit is niet echt heel erg goed", SENTIMENT_NEGATIEF},
        {"niet slecht", SENTIMENT_POSITIEF},
        {"Dit helpt niet", SENTIMENT_NEGATIEF},
        {"Wat een ellende.", SENTIMENT_NEGATIEF},
        {"Niet. Goed.", SENTIMENT_POSITIEF},
        {"De bus rijdt", SENTIMENT_NEUTRAAL},
        {"... ?! 12", SENTIMENT_NEUTRAAL},
        {"Goed geregeld, maar ook slecht", SENTIMENT_NEGATIEF},
        {"Slecht geregeld, maar ook goed", SENTIMENT_POSITIEF},
        {"parkeerellende", SENTIMENT_NEGATIEF},
        {"goeeeed", SENTIMENT_POSITIEF},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (read_post(*state, cases[i].text)->sentiment != cases[i].sentiment)
            fail_msg("'%s' is %s", cases[i].text, sentiment_names[((struct fixture *)*state)->marks.sentiment].name);
}

static void test_places(void **state)
{
    static const struct {
        const char *text;
        int n, first;
    } cases[] = {
        {"Brand in Poort", 1, 0},
        {"de poort is dicht", 0, 0},
        {"bij de Zandlaan", 1, 0},
        {"de Zandlaanbewoners", 1, 0},
        {"ik woon aan de zandlaan", 1, 0},
        {"op de Grote Markt", 1, 1},
        {"in oud-west en Poort", 2, 0},
        {"het zwembad is dicht", 1, 0},
        {"een zwembad in de tuin", 0, 0},
        {"mevrouw Poort belde", 0, 0},
        {"#Poort", 1, 0},
        {"we zwemmen in poort", 1, 0},
        {"een hek met poort", 0, 0},
        {"De Bloesemlaan ligt open", 1, 3}, /* named like its district */
        {"De Bloesemweg ligt open", 1, 4},  /* the configuration knows better */
        {"Feest op het Bibliotheekplein", 1, 3},
        {"niets", 0, 0},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct marks *m = read_post(*state, cases[i].text);

        if (m->nplaces != cases[i].n || (m->nplaces && m->places[0] != cases[i].first))
            fail_msg("'%s' has %d places", cases[i].text, m->nplaces);
    }
}

static void test_people(void **state)
{
    enum { NOBODY = -1, BAKEMA = 0, KORTEKAAS = 1, DE_WIT = 2 };
    static const struct {
        const char *text;
        int person;
    } cases[] = {
        {"Wethouder Kortekaas liegt", KORTEKAAS},
        {"Dat zei Kortekaas zelf", KORTEKAAS},
        {"kortekaas zei niks", KORTEKAAS},
        {"Ook Els de Wit was er", DE_WIT},
        {"De Wit was er ook", DE_WIT},
        {"een wit huis", NOBODY},
        {"de wit geschilderde deur", NOBODY},
        {"dokter Kortekaas is streng", NOBODY},
        {"Ik ken Truus Kortekaas van vroeger", NOBODY},
        {"Kortekaas Schilders werkt snel", NOBODY},
        {"de wethouder verkeer moet weg", KORTEKAAS},
        {"de wethouder van zorg", DE_WIT},
        {"de verkeerswethouder", KORTEKAAS},
        {"een wethouder", NOBODY},
        {"de burgemeester kwam langs", BAKEMA},
        {"de burgemeester van Amsterdam", NOBODY},
        {"de burgemeester van Hommel", BAKEMA},
        {"burgemeester Jansen zei", NOBODY},
        {"oud burgemeester", NOBODY},
        {"Geachte burgemeester en wethouders", NOBODY},
        {"Joop de Sloop weer", KORTEKAAS},
        {"die man van verkeer", KORTEKAAS},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct marks *m = read_post(*state, cases[i].text);
        int person = m->npeople ? m->people[0] : NOBODY;

        if (person != cases[i].person || m->npeople > 1)
            fail_msg("'%s' names %d", cases[i].text, person);
    }
}

static void test_themes_acute_language(void **state)
{
    const struct marks *m = read_post(*state, "Er liggen stoeptegels los bij de bushalte");

    assert_true(m->themes >> THEME_OPENBARE_RUIMTE & 1);
    assert_int_equal(read_post(*state, "zomaar wat")->themes, 1u << THEME_OVERIG);
    assert_true(read_post(*state, "Brand!")->acute > 0.5f);
    assert_true(read_post(*state, "Brand! Het is een oefening")->acute < 0.1f);
    assert_string_equal(read_post(*state, "The noise of the bus is bad and the rest of it is worse")->lang, "en");
    assert_int_equal(((struct fixture *)*state)->marks.sentiment, SENTIMENT_NEUTRAAL);
    assert_string_equal(read_post(*state, "Nice")->lang, "nl");
}

static void test_voice(void **state)
{
    struct fixture *f = *state;
    struct post post = {.text = STR("wat"),
                        .actor_voice = VOICE_OPINIEMAKER,
                        .voice_cue = VOICE_BELANGENGROEP,
                        .source_voice = VOICE_MEDIA};

    analyse_post(f->an, f->scratch, &post, &f->marks, NULL, NULL);
    assert_int_equal(f->marks.voice, VOICE_OPINIEMAKER);
    post.actor_voice = VOICE_NONE;
    analyse_post(f->an, f->scratch, &post, &f->marks, NULL, NULL);
    assert_int_equal(f->marks.voice, VOICE_BELANGENGROEP);
    post.voice_cue = post.source_voice = VOICE_NONE;
    analyse_post(f->an, f->scratch, &post, &f->marks, NULL, NULL);
    assert_int_equal(f->marks.voice, VOICE_BEVOLKING);
    post.voice_cue = VOICE_GEMEENTE; /* 'KCC-03' */
    analyse_post(f->an, f->scratch, &post, &f->marks, NULL, NULL);
    assert_int_equal(f->marks.voice, VOICE_GEMEENTE);
    post.channel = CHANNEL_KCC;
    analyse_post(f->an, f->scratch, &post, &f->marks, NULL, NULL);
    assert_int_equal(f->marks.voice, VOICE_BEVOLKING);
}

static bool has_kind(const struct terms *terms, enum term_kind kind)
{
    for (int i = 0; i < terms->n; i++)
        if (terms->v[i].kind == kind)
            return true;
    return false;
}

static void test_terms_and_evidence(void **state)
{
    struct fixture *f = *state;
    const char *text = "Wateroverlast bij Bakker Bart op de N419, zie https://a.example/b?c=1 #water. Wateroverlast!";

    read_post(f, text);
    for (int i = 0; i < f->terms->n; i++) {
        assert_true(f->terms->v[i].at + f->terms->v[i].n <= strlen(text));
        for (int k = 0; k < i; k++)
            assert_true(f->terms->v[i].key != f->terms->v[k].key);
    }
    assert_true(has_kind(f->terms, TERM_CONCEPT) && has_kind(f->terms, TERM_NAME) && has_kind(f->terms, TERM_TAG));
    assert_true(has_kind(f->terms, TERM_LINK) && has_kind(f->terms, TERM_NUMBER) && has_kind(f->terms, TERM_WORD));
    read_post(f, "Kortekaas doet het niet goed in Poort");
    bool person = false, place = false, tone = false;
    for (int i = 0; i < f->whys.n; i++) {
        const struct why *w = &f->whys.v[i];

        person |= str_is(w->mark, "people") && str_is(w->entry, "Joop Kortekaas") && w->at == 0 && w->n == 9;
        place |= str_is(w->mark, "places") && str_is(w->entry, "Poort");
        tone |= str_is(w->entry, "goed") && str_is(w->file, "a.tsv") && w->weight < 0;
    }
    assert_true(person && place && tone);
}

static void assert_topics(struct fixture *f, const char *text, const char *first, const char *second)
{
    read_post(f, text);
    assert_int_equal(f->marks.ntopics, (first != NULL) + (second != NULL));
    assert_true(!first || str_is(f->marks.topics[0], first));
    assert_true(!second || str_is(f->marks.topics[1], second));
}

static void test_topics(void **state)
{
    struct fixture *f = *state;

    assert_topics(f, "Op de jaarmarkt was het druk", "markt", NULL);
    assert_topics(f, "De jaarmarkt en de kermis", "markt", "kermis");
    assert_topics(f, "De jaarmarkt, de kermis en de botsauto", "kermis", "markt");
    assert_topics(f, "Die leiding, altijd die leiding", NULL, NULL); /* one word that also goes with other matters */
    assert_topics(f, "Die leiding in de put", NULL, NULL);
    assert_topics(f, "Die leiding in de buis", "sinkgat", NULL);
    assert_topics(f, "Niets aan de hand", NULL, NULL);
}

static void test_hostile(void **state)
{
    struct fixture *f = *state;
    enum { LONG = 1 << 20 };
    static char text[LONG];
    static const char *const pieces[] = {
        "Kortekaas ", "de burgemeester van ", "goed niet ", "Poort ", "wethouder van verkeer ", "\xc3\x28", "x",
        "brand! ", "\xE6\xB0\xB4 ", "\xD9\x85\xD8\xA7\xD8\xA1 ", "\xF0\x9F\x94\xA5", "brand\0nu\0"};

    for (size_t p = 0; p < sizeof pieces / sizeof *pieces; p++) {
        size_t n = strncmp(pieces[p], "brand", 5) == 0 ? sizeof "brand! " - 1 : strlen(pieces[p]);

        for (size_t i = 0; i + n <= LONG; i += n)
            memcpy(text + i, pieces[p], n);
        struct post post = {
            .text = {text, LONG}, .actor_voice = VOICE_NONE, .voice_cue = VOICE_NONE, .source_voice = VOICE_NONE};
        analyse_post(f->an, f->scratch, &post, &f->marks, &f->terms, &f->whys);
        assert_true(f->marks.npeople <= MAX_PEOPLE && f->marks.nplaces <= MAX_PLACES);
    }
}

/* What goes up and down, and what a book tells: features, which only weights make a tone of. */
static void test_trends_and_reviews(void **state)
{
    static const char weighed[] = "omzet\tgain\nwachttijd\tburden\nstijgt\trise\ndaalt\tfall\nboek\treview\t0.6\n"
                                  "schrijver\treview\t0.6\nmoord\ttold\nmoord\ttone\t-0.8\nmooi\ttone\t0.5\n"
                                  "@bias\tsentiment=neutraal\t0.4\n@trend_good\tsentiment=positief\t1\n"
                                  "@trend_bad\tsentiment=negatief\t1\n@tone_pos\tsentiment=positief\t1\n"
                                  "@tone_neg\tsentiment=negatief\t1\nzwembad\tsentiment=negatief\t3\n";
    static const struct {
        const char *text;
        enum sentiment sentiment;
    } cases[] = {
        {"De omzet stijgt", SENTIMENT_POSITIEF},
        {"De wachttijd stijgt", SENTIMENT_NEGATIEF},
        {"In heel de streek daalt de wachttijd", SENTIMENT_POSITIEF},
        {"De omzet daalt, de wachttijd niet", SENTIMENT_NEGATIEF},
        {"Het water stijgt. De omzet is bekend", SENTIMENT_NEUTRAAL},
        {"De omzet van de winkels aan de kade naast het oude station stijgt", SENTIMENT_NEUTRAAL},
        {"Een moord in de straat", SENTIMENT_NEGATIEF},
        {"Een boek over een moord", SENTIMENT_NEGATIEF},
        {"De schrijver van het boek begint met een moord", SENTIMENT_NEUTRAAL},
        {"De schrijver van het boek begint mooi met een moord", SENTIMENT_POSITIEF},
        {"Een mooi zwembad", SENTIMENT_NEGATIEF},
        {"De schrijver van het boek beschrijft mooi een zwembad", SENTIMENT_POSITIEF},
    };
    struct fixture *f = *state, weighing = {.town = f->town};
    const char *const folders[] = {weighing.folder, NULL}, *const names[] = {"a.tsv", NULL};
    struct faults faults = {0};
    struct err err;

    folder_make(weighing.folder);
    folder_write(weighing.folder, "a.tsv", weighed);
    assert_int_equal(analyser_new(&weighing.an, folders, &f->town, &faults, &err), 0);
    weighing.scratch = scratch_new(weighing.an);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (read_post(&weighing, cases[i].text)->sentiment != cases[i].sentiment)
            fail_msg("'%s' is %s", cases[i].text, sentiment_names[weighing.marks.sentiment].name);
    scratch_free(weighing.scratch);
    analyser_free(weighing.an);
    folder_remove(weighing.folder, names);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tone),    cmocka_unit_test(test_places),
        cmocka_unit_test(test_people),  cmocka_unit_test(test_themes_acute_language),
        cmocka_unit_test(test_voice),   cmocka_unit_test(test_terms_and_evidence),
        cmocka_unit_test(test_topics),  cmocka_unit_test(test_hostile),
        cmocka_unit_test(test_trends_and_reviews),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}

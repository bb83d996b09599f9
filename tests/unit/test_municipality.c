/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* rooms: base */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/municipality.h"

#define assert_str(s, text) assert_true(str_is(s, text))

static void note(void *context, const char *text)
{
    struct buf *b = context;

    buf_puts(b, text + strlen("/tmp/tamtam_town_XXXXXX"));
    buf_putc(b, '\n');
}

/* Reads `text` as a tamtam.conf; the faults, without their path, go to `told`. */
static void read_town(struct municipality *m, const char *text, struct buf *told)
{
    char path[] = "/tmp/tamtam_town_XXXXXX";
    struct faults faults = {note, told, 0};
    struct err err;
    int fd = mkstemp(path);

    assert_true(fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text));
    close(fd);
    assert_int_equal(municipality_read(m, path, &faults, &err), 0);
    unlink(path);
}

static const char town_text[] = "[municipality]\n"
                                "name = Turfbrug\n"
                                "account = @gemeenteturfbrug, Gemeente Turfbrug\n"
                                "account = info@turfbrug.example\n"
                                "[district Bloemenwijk]\n"
                                "alias = bloemenwijk, de bloemenwijk\n"
                                "street = Tulpstraat, Rozenlaan\n"
                                "inhabitants = 9000\n"
                                "[person Pieter Hoekstra]\n"
                                "role = wethouder\n"
                                "portfolio = verkeer, afval\n"
                                "party = VVD\n"
                                "[voice media]\n"
                                "name = Omroep Veenland\n"
                                "account = @omroepveenland\n"
                                "[voice opiniemaker]\n"
                                "account = @vanveen\n"
                                "[purpose webcare]\n"
                                "text = antwoorden\n"
                                "legal_base = AVG 6.1.e\n"
                                "[tamtam]\n"
                                "concept_hour = 07:45\n"
                                "pages = 1\n";

static void test_whole(void **state)
{
    struct municipality m;
    struct buf told = {0};
    const struct actor *a;

    (void)state;
    read_town(&m, town_text, &told);
    assert_string_equal(buf_c(&told), "");
    assert_str(m.name, "Turfbrug");
    assert_int_equal(m.accounts.n, 3);
    assert_int_equal(m.ndistricts, 1);
    assert_int_equal(m.districts[0].inhabitants, 9000);
    assert_int_equal(municipality_district(&m, STR("BLOEMENWIJK")), 0);
    assert_int_equal(municipality_district(&m, STR("de bloemenwijk")), 0);
    assert_int_equal(municipality_district(&m, STR("Centrum")), -1);
    assert_int_equal(municipality_person(&m, STR("pieter hoekstra")), 0);
    assert_int_equal(municipality_person(&m, STR("Hoekstra")), -1);
    assert_int_equal(m.people[0].portfolio.n, 2);
    assert_int_equal(m.concept_minute, 7 * 60 + 45);
    assert_int_equal(m.send_minute, 11 * 60); /* the default */
    assert_int_equal(m.pages, 1);
    /* A name and a handle of one key are one actor, which goes by its name. */
    a = municipality_actor(&m, STR("@OmroepVeenland"));
    assert_non_null(a);
    assert_str(a->name, "Omroep Veenland");
    assert_int_equal(a->voice, VOICE_MEDIA);
    assert_ptr_equal(municipality_actor(&m, STR("omroep  veenland")), a);
    assert_ptr_equal(municipality_actor(&m, STR("@omroepveenland@mastodon.example")), a);
    assert_str(municipality_actor(&m, STR("@vanveen"))->name, "@vanveen");
    assert_int_equal(municipality_actor(&m, STR("Gemeente Turfbrug"))->voice, VOICE_GEMEENTE);
    assert_int_equal(municipality_actor(&m, STR("info@turfbrug.example"))->voice, VOICE_GEMEENTE);
    assert_int_not_equal(municipality_actor(&m, STR("Omroep Veenland"))->voice, VOICE_GEMEENTE);
    municipality_release(&m);
    buf_release(&told);
}

/* Whoever is not named is a private person: nothing near enough may pass for a name of the list. */
static void test_private_people(void **state)
{
    static const char *const names[] = {"",   "@",          "@@",          "!!!",         " ",       "vanvee", "vanveen2",
                                        "veen", "van veenland", "omroep", "@@vanveen", "\xF0\x9F\x98\x80", "\xFF"};
    struct municipality m;
    struct buf told = {0};

    (void)state;
    read_town(&m, town_text, &told);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (municipality_actor(&m, str_of(names[i])))
            fail_msg("'%s' is a private person", names[i]);
    municipality_release(&m);
    buf_release(&told);
}

static void test_faults(void **state)
{
    struct municipality m;
    struct buf told = {0};

    (void)state;
    read_town(&m,
              "[municipality]\n"
              "nmae = X\n"
              "colour_1 = groen\n"
              "[district]\n"
              "[district A]\n"
              "alias = b\n"
              "inhabitants = veel\n"
              "[district a]\n"
              "[person B]\n"
              "[person B]\n"
              "role = wethouder\n"
              "[voice inwoners]\n"
              "name = Iemand\n"
              "[voice bevolking]\n"
              "[tamtam]\n"
              "concept_hour = 25:00\n"
              "pages = 9\n"
              "[purpose x]\n"
              "[distict C]\n"
              "[retention]\n"
              "text_days = -1\n",
              &told);
    assert_string_equal(
        buf_c(&told),
        ":3: colour_1 is een kleur zoals #12493f, niet 'groen'\n"
        ":2: onbekende sleutel 'nmae' in [municipality], bedoelt u 'name'?\n"
        ":4: een wijk heeft een naam nodig: [district Centrum]\n"
        ":7: inhabitants is een heel getal van hoogstens 10000000, niet 'veel'\n"
        ":8: wijk 'a' staat hier twee keer; zet beide in een sectie\n"
        ":9: [person B] heeft geen functie; schrijf bijvoorbeeld role = wethouder\n"
        ":10: persoon 'B' staat hier twee keer; zet beide in een sectie\n"
        ":12: [voice inwoners] bestaat niet; schrijf media, opiniemaker, belangengroep of gemeente\n"
        ":14: [voice bevolking] bestaat niet; schrijf media, opiniemaker, belangengroep of gemeente\n"
        ":16: concept_hour is een tijdstip zoals 08:00, niet '25:00'\n"
        ":17: pages is een heel getal van hoogstens 2, niet '9'\n"
        ":18: een doel heeft een naam, een text en een legal_base: [purpose webcare]\n"
        ":19: onbekende sectie [distict], bedoelt u [district]?\n"
        ":21: text_days is een heel getal van hoogstens 3650, niet '-1'\n"
        ": de gemeente heeft geen naam; schrijf [municipality] en name = ...\n");
    assert_str(m.colour_1, "#12493f"); /* what is wrong keeps its default */
    assert_int_equal(m.concept_minute, 8 * 60);
    assert_int_equal(m.pages, 2);
    assert_int_equal(m.text_days, 90);
    assert_int_equal(m.ndistricts, 1);
    assert_int_equal(m.npeople, 1);
    assert_null(municipality_actor(&m, STR("Iemand")));
    municipality_release(&m);
    buf_release(&told);
}

/* Where tamtam.conf gives the server, an account of the same name elsewhere is somebody else. */
static void test_server(void **state)
{
    struct municipality m;
    struct buf told = {0};

    (void)state;
    read_town(&m, "[municipality]\nname = Turfbrug\n[voice media]\nname = Omroep Veenland\n"
                  "account = @omroepveenland@mastodon.example\n", &told);
    assert_string_equal(buf_c(&told), "");
    assert_str(municipality_actor(&m, STR("@omroepveenland@Mastodon.example"))->name, "Omroep Veenland");
    assert_non_null(municipality_actor(&m, STR("@omroepveenland")));
    assert_null(municipality_actor(&m, STR("@omroepveenland@elders.example")));
    buf_release(&told);
    municipality_release(&m);
}

/* A member of the council is a public voice, and goes by no name of his own. */
static void test_council(void **state)
{
    struct municipality m;
    struct buf told = {0};

    (void)state;
    read_town(&m, "[municipality]\nname = Turfbrug\n[voice opiniemaker]\nname = Turfkijker\ncouncil = @kees_x, Jo Vos\n", &told);
    assert_string_equal(buf_c(&told), "");
    assert_str(municipality_actor(&m, STR("@kees_x"))->name, "een raadslid");
    assert_str(municipality_actor(&m, STR("Jo Vos"))->name, "een raadslid");
    assert_int_equal(municipality_actor(&m, STR("Jo Vos"))->voice, VOICE_OPINIEMAKER);
    assert_str(municipality_actor(&m, STR("Turfkijker"))->name, "Turfkijker");
    buf_release(&told);
    municipality_release(&m);
}

static void test_rules_and_hours(void **state)
{
    struct municipality m;
    struct buf told = {0};

    (void)state;
    read_town(&m,
              "[municipality]\nname = Turfbrug\n"
              "[alerts verkeer]\nleast = crisis\n"
              "[alerts media]\nevidence = 200\n"
              "[alerts 23:00-07:00]\nleast = geen\n"
              "[webcare]\nnorm = 90m\nfrom = 08:00\nto = 20:00\n",
              &told);
    assert_string_equal(buf_c(&told), "");
    assert_int_equal(m.nalert_rules, 3);
    assert_int_equal(m.alert_rules[0].kind, RULE_THEME);
    assert_int_equal(m.alert_rules[0].least, LEVEL_CRISIS);
    assert_int_equal(m.alert_rules[1].kind, RULE_VOICE);
    assert_int_equal(m.alert_rules[1].evidence, 200);
    assert_int_equal(m.alert_rules[2].kind, RULE_HOURS);
    assert_int_equal(m.alert_rules[2].from, 23 * 60);
    assert_int_equal(m.alert_rules[2].to, 7 * 60);
    assert_int_equal(m.alert_rules[2].least, LEVEL_COUNT);
    assert_int_equal(m.webcare.norm, 90);
    municipality_release(&m);
    buf_clear(&told);
    read_town(&m,
              "[municipality]\nname = Turfbrug\n"
              "[alerts weer]\n"
              "[alerts media]\nleast = paniek\n"
              "[webcare]\nnorm = ooit\nfrom = 20:00\nto = 08:00\n"
              "[department]\n"
              "[template]\n"
              "[webhook meldkamer]\nurl = http://elders.example/\n",
              &told);
    assert_string_equal(
        buf_c(&told),
        ":3: [alerts weer] is geen thema (verkeer), geen stem (media) en geen tijd (23:00-07:00)\n"
        ":5: least is signaal, waarschuwing, crisis of geen, niet 'paniek'\n"
        ":7: norm is een tijd zoals 4h of 90m, niet 'ooit'\n"
        ":6: webcare begint vóór het eindigt: from = 08:00 en to = 20:00\n"
        ":10: een afdeling heeft een naam en een mailadres nodig: [department Openbare ruimte] en mail = ...\n"
        ":11: een sjabloon heeft een naam en een text nodig: [template Ontvangen] en text = ...\n"
        ":12: een webhook heeft een naam, een https-url, een secret_file en een level: [webhook meldkamer]\n");
    assert_int_equal(m.nalert_rules, 1);
    assert_int_equal(m.webcare.from, 0);
    assert_int_equal(m.webcare.to, 24 * 60);
    municipality_release(&m);
    buf_release(&told);
}

/* A handle goes by the name that it plainly belongs to; where two fit, or none, by itself. */
static void test_handles(void **state)
{
    struct municipality m;
    struct buf told = {0};

    (void)state;
    read_town(&m, "[municipality]\nname = Turfbrug\n[voice media]\nname = Omroep Veenland\naccount = @omroepveenland_live, @om_nu\n"
                  "[voice belangengroep]\nname = Fietsersbond Turfbrug, Wijkraad Noord, Wijkraad Zuid\n"
                  "account = @fietsersbond_tb, @wijkraad_x, @omroepveenland_fans\n[voice opiniemaker]\ncouncil = Jo van der Vos\n"
                  "account = @jovandervos_sp\n", &told);
    assert_string_equal(buf_c(&told), "");
    assert_str(municipality_actor(&m, STR("@omroepveenland_live"))->name, "Omroep Veenland");
    assert_str(municipality_actor(&m, STR("@om_nu"))->name, "@om_nu");
    assert_str(municipality_actor(&m, STR("@fietsersbond_tb"))->name, "Fietsersbond Turfbrug");
    assert_str(municipality_actor(&m, STR("@wijkraad_x"))->name, "@wijkraad_x");
    assert_str(municipality_actor(&m, STR("@omroepveenland_fans"))->name, "@omroepveenland_fans");
    assert_str(municipality_actor(&m, STR("@jovandervos_sp"))->name, "een raadslid");
    buf_release(&told);
    municipality_release(&m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rules_and_hours),
        cmocka_unit_test(test_council),
        cmocka_unit_test(test_handles),
        cmocka_unit_test(test_server),
        cmocka_unit_test(test_whole),
        cmocka_unit_test(test_private_people),
        cmocka_unit_test(test_faults),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* rooms: base listener */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "listener/mask.h"

static const char town_text[] = "[municipality]\nname = Wolkendam\naccount = @gemeentewolkendam, Gemeente Wolkendam, "
                                "info@wolkendam.example\n"
                                "[district Noorderzijl]\nstreet = Het Rond, Esdoornhage\n[district Hout]\n"
                                "[person Pieter van Duin]\nrole = wethouder\n"
                                "[voice media]\nname = Dagblad De Wolk\naccount = @dewolk\n";

static struct municipality town;
static int own_channels;

static int read_town(void **state)
{
    char path[] = "/tmp/tamtam-town-XXXXXX";
    int fd = mkstemp(path);
    struct faults faults = {0};
    struct err err;

    (void)state;
    if (fd < 0 || write(fd, town_text, sizeof town_text - 1) < 0)
        return -1;
    close(fd);
    if (municipality_read(&town, path, &faults, &err) || faults.count)
        return -1;
    return unlink(path);
}

static int release_town(void **state)
{
    (void)state;
    municipality_release(&town);
    return 0;
}

static void count_own(void *context)
{
    (void)context;
    own_channels++;
}

/* Each row: what stands there, and what may be left of it; NULL: all of it. */
struct row {
    const char *text, *masked;
};

static void check(const struct row *rows)
{
    const struct mask mask = {.town = &town, .own_channel = count_own};

    for (; rows->text; rows++) {
        const char *wanted = rows->masked ? rows->masked : rows->text;
        struct buf once = {0}, twice = {0};

        mask_text(&once, str_of(rows->text), &mask);
        assert_string_equal(buf_c(&once), wanted);
        mask_text(&twice, buf_str(&once), &mask);
        assert_string_equal(buf_c(&twice), wanted);
        buf_release(&once);
        buf_release(&twice);
    }
}

static void test_mail(void **state)
{
    (void)state;
    check((const struct row[]){
        {"Mail jan.jansen+x@mail.example of bel", "Mail [mail] of bel"},
        {"jan1234ab@mail.example.", "[mail]."},
        {"(mailto:a@b.example)", "(mailto:[mail])"},
        {"piet [at] mail.example en kees(at)mail.example", "[mail] en [mail]"},
        {"Schrijf info@wolkendam.example", NULL},
        {"3 broodjes @ 2 euro", NULL},
        {"ren\xC3\xA9@mail.example", "[mail]"},
        {0},
    });
}

static void test_phone(void **state)
{
    (void)state;
    check((const struct row[]){
        {"Bel 06-12345678!", "Bel [telefoon]!"},
        {"06 12 34 56 78, 0612345678 en 06.12.34.56.78", "[telefoon], [telefoon] en [telefoon]"},
        {"+31 6 12345678 of +31(0)6-12345678 of 0031612345678", "[telefoon] of [telefoon] of [telefoon]"},
        {"(0182) 123 456, 0182-123456, 020 - 123 45 67", "[telefoon], [telefoon], [telefoon]"},
        {"+32 475 12 34 56 en +49 30 1234567", "[telefoon] en [telefoon]"},
        {"31612345678", "[telefoon]"},
        {"112, 14 0182, 0900-8844, 0800 - 1351 of 0800-1234567", NULL},
        {"Op 06-03-2026 14:00 en 02-03-2026 08.00 uur", NULL},
        {"van 06.30 07.45 08.15 09.00 tot 1000", NULL},
        {"zaak 2026-004512, 0,5 procent, 0612", NULL},
        {"in 2014 2015 2016 en 2017", NULL},
        {0},
    });
}

static void test_accounts_and_numbers(void **state)
{
    (void)state;
    check((const struct row[]){
        {"NL91ABNA0417164300", "[rekening]"},
        {"op NL91 ABNA 0417 1643 00 graag", "op [rekening] graag"},
        {"nl91abna0417164300", "[rekening]"},
        {"BE68 5390 0754 7034, DE89 3704 0044 0532 0130 00", "[rekening], [rekening]"},
        {"NL92ABNA0417164300", NULL}, /* mod 97 fails */
        {"mijn nummer is 111222333.", "mijn nummer is [nummer]."},
        {"123456782 of 1234.56.782 of 123 456 782", "[nummer] of [nummer] of [nummer]"},
        {"123456789", NULL},                 /* the eleven test fails */
        {"BSN: 123456789", "BSN: [nummer]"}, /* but here it says what it is */
        {"bsn 12345678", "bsn [nummer]"},
        {"\xE2\x82\xAC 123456782 en 123456782 euro en 123.456.782 inwoners", NULL},
        {"1234567820 en 000000000", NULL},
        {"kenteken AB-12-CD en 12-ABC-3", "kenteken [kenteken] en [kenteken]"},
        {"kenteken xx999x", "kenteken [kenteken]"},
        {"xx999x en COVID-19 en A-12-B", NULL},
        {0},
    });
}

static void test_house_numbers(void **state)
{
    (void)state;
    check((const struct row[]){
        {"Tulpstraat 12, 1234 AB Wolkendam", "Tulpstraat [huisnummer], [postcode] Wolkendam"},
        {"Tulpstraat 12a / Tulpstraat 12-B / tulpstraat 12",
         "Tulpstraat [huisnummer] / Tulpstraat [huisnummer] / tulpstraat [huisnummer]"},
        {"Tulpstraat nr. 5 en op nummer 7 van de Tulpstraat",
         "Tulpstraat nr. [huisnummer] en op nummer [huisnummer] van de Tulpstraat"},
        {"Het Rond 40-52 en Esdoornhage 3", "Het Rond [huisnummer] en Esdoornhage [huisnummer]"},
        {"Dorpsweg 2 t/m 12 en 1 t/m 19 dicht", "Dorpsweg [huisnummer] dicht"},
        {"\xE2\x80\x9CRozenlaan 12\xE2\x80\x9D", "\xE2\x80\x9CRozenlaan [huisnummer]\xE2\x80\x9D"},
        {"Rozenlaan\xC2\xA0"
         "12",
         "Rozenlaan\xC2\xA0[huisnummer]"},
        {"huisnummer 14", "huisnummer [huisnummer]"},
        {"in de Rozenlaan, wij op nummer 12", "in de Rozenlaan, wij op nummer [huisnummer]"},
        {"Rozenlaan (nr. 12)", "Rozenlaan (nr. [huisnummer])"},
        {"Laan van de Vrede 100", "Laan van de Vrede [huisnummer]"},
        {"1234  AB", "[postcode]"},
        {"Rozenlaan 12, 06-12345678", "Rozenlaan [huisnummer], [telefoon]"},
        {"1234AB, 1234 AB en 1234ab", "[postcode], [postcode] en [postcode]"},
        {"Dorpsweg 60 km/u, Dorpsweg 18 maart, Dorpsweg 12.30 uur, Dorpsweg 3 meter", NULL},
        {"N419, A6, N 201, bus 4, lijn 12, snelweg 100 rijden, fietspad 2 meter", NULL},
        {"Dorpsweg 2026 en Dorpsweg 3e nacht", NULL},
        {"in 2026 en 1500 in 2026 IN DE stad, 2000 EU-burgers, 1234 is", NULL},
        {"lantaarnpaal nummer 1142, 4.600 euro, 12,5% en Aflevering 12", NULL},
        {"om de Dorpsweg. 12 mensen", NULL},
        {0},
    });
}

static void test_names(void **state)
{
    (void)state;
    check((const struct row[]){
        {"@jan_de_boer en @piet@server.example!", "@[naam] en @[naam]!"},
        {"@Jan de Vries zegt", "@[naam] zegt"},
        {"Mijn naam is Jan van der Berg en ik", "Mijn naam is [naam] en ik"},
        {"Met vriendelijke groet,\n\nM. Jansen", "Met vriendelijke groet,\n\n[naam]"},
        {"Mw. Jansen belt", "Mw. [naam] belt"},
        {"Mw. Noorderzijl belt, dhr. Het Rond ook", NULL},
        {"Mw. Hout belt", "Mw. [naam] belt"},
        {"https://x.com/janjansen/status/123456782", "[profiel]"},
        {"zie https://server.example/@jan/1.", "zie [profiel]."},
        {"u/piet99 zei", "u/[naam] zei"},
        {"Facebook.com/jan.jansen, ook", "[profiel], ook"},
        {"t.n.v. J. Jansen", "t.n.v. [naam]"},
        {"https://notx.com/jan/1 en https://www.facebook.com/events/1", NULL},
        {"@dewolk meldt, https://x.com/dewolk/1 ook", NULL},
        {"wethouder Pieter van Duin, meneer Van Duin en de heer Pieter van Duin", NULL},
        {"groet, Bewoners van de Dorpsweg", NULL},
        {"de mevrouw Van Duin", NULL},
        {"https://a.example/artikel/123456782?tel=0612345678", NULL},
        {0},
    });
}

/* Initials tell a name wherever it stands. */
static void test_initials(void **state)
{
    (void)state;
    check((const struct row[]){
        {"Met vriendelijke groet,\nTh. van Asperen", "Met vriendelijke groet,\n[naam]"},
        {"Volgens Chr. van 't Hof klopt het niet", "Volgens [naam] klopt het niet"},
        {"P.J. Jansen schrijft", "[naam] schrijft"},
        {"Groeten, J. de Vries-Bakker en A.B. Meer", "Groeten, [naam] en [naam]"},
        {"Het huis van IJ. Terpstra.", "Het huis van [naam]."},
        {"P. van Dijk en A. Brink", "[naam] en [naam]"},
        {"Ik ben Sjaak ter Horst en woon hier", "Ik ben [naam] en woon hier"},
        {"ik ben Marie Jansen", "ik ben [naam]"},
        {"ik ben Nederlander, ik ben Jarig", NULL},
        {"wethouder P. van Duin en P. van Duin zelf", NULL},
        {"burgemeester M. Bakker van Elders, oud-minister J.P. Bakker", NULL},
        {"J.P. Coenstraat, A. Cohenlaan en het St. Jansplein", NULL},
        {"Plan B. Daarna optie A. Jansen? Lijn C. Waarom", NULL},
        {"N.S. Station, V.S. President, B.V. Nederland, P.S. Jansen kwam", NULL},
        {"Dit is A. Maar ook B. Dan C. En", NULL},
        {"Consulent Roy D. Doorgegeven", NULL},
        {"St. Nicolaas, Dr. Visser, nr. 4 en tel. Ook", NULL},
        {"J. ", NULL},
        {0},
    });
}

static void test_own_channels(void **state)
{
    (void)state;
    own_channels = 0;
    check((const struct row[]){{"@gemeentewolkendam. Kijk", NULL}, {"@Gemeente Wolkendam hallo", NULL}, {0}});
    assert_int_equal(own_channels, 4); /* each text is masked twice */
    own_channels = 0;
    check((const struct row[]){{"@dewolk", NULL}, {"de gemeente Wolkendam", NULL}, {0}});
    assert_int_equal(own_channels, 0);
}

static void test_hostile(void **state)
{
    const struct mask nobody = {0};
    char bytes[4096];
    unsigned seed = 12345;

    (void)state;
    for (int round = 0; round < 3000; round++) {
        static const char parts[] = "@+(0123456789abNLxX-./ ,\n\0\xC3\xA9\xE2\x82\xAC straatgroet,JanBSN";
        size_t n = (size_t)(round % 300);
        struct buf out = {0};

        for (size_t i = 0; i < n; i++) {
            seed = seed * 1103515245 + 12345;
            bytes[i] = parts[(seed >> 16) % (sizeof parts - 1)];
        }
        mask_text(&out, (struct str){bytes, n}, &nobody);
        buf_release(&out);
    }
    for (const char *c = "@0a+("; *c; c++) { /* long runs are no trouble */
        struct buf out = {0};

        memset(bytes, *c, sizeof bytes);
        mask_text(&out, (struct str){bytes, sizeof bytes}, &nobody);
        assert_true(out.n > 0);
        buf_release(&out);
    }
    check((const struct row[]){{"", NULL}, {"@", NULL}, {"+", NULL}, {"(", NULL}, {0}});
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_mail),          cmocka_unit_test(test_phone), cmocka_unit_test(test_accounts_and_numbers),
        cmocka_unit_test(test_house_numbers), cmocka_unit_test(test_names),
        cmocka_unit_test(test_initials), cmocka_unit_test(test_own_channels),
        cmocka_unit_test(test_hostile),
    };

    return cmocka_run_group_tests(tests, read_town, release_town);
}

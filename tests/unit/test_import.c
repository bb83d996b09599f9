/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* rooms: base listener */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/when.h"
#include "listener/csv.h"
#include "listener/import_mail.h"

enum { MOST = 20 };

/* What an import gave; text is copied. */
struct got {
    struct arena arena;
    struct entry entries[MOST];
    int lines[MOST];
    int n, stop_after;
    struct buf faults;
    struct err err;
    int result;
};

static int take(void *context, const struct entry *e, int line)
{
    struct got *g = context;
    struct entry *to = &g->entries[g->n];

    *to = *e;
    to->guid = str_copy(&g->arena, e->guid);
    to->author = str_copy(&g->arena, e->author);
    to->title = str_copy(&g->arena, e->title);
    to->text = str_copy(&g->arena, e->text);
    to->url = str_copy(&g->arena, e->url);
    to->source = str_copy(&g->arena, e->source);
    to->reply_to = str_copy(&g->arena, e->reply_to);
    g->lines[g->n++] = line;
    return g->n == g->stop_after || g->n == MOST;
}

static void tell(void *context, const char *text)
{
    buf_printf(context, "%s\n", text);
}

static struct got *read_bytes(enum import_kind kind, struct str bytes, const char *map)
{
    struct got *g = mem_calloc(1, sizeof *g);
    struct faults faults = {tell, &g->faults, 0};

    g->result = import_text(kind, "f", bytes, map, take, g, &faults, &g->err);
    return g;
}

static struct got *read_text(enum import_kind kind, const char *text, const char *map)
{
    return read_bytes(kind, str_of(text), map);
}

static void done(struct got *g)
{
    arena_release(&g->arena);
    buf_release(&g->faults);
    free(g);
}

#define assert_str(s, wanted)                                                                                          \
    do {                                                                                                               \
        struct str got_ = (s);                                                                                         \
        if (!str_is(got_, wanted))                                                                                     \
            fail_msg("'%.*s' is not '%s'", STR_ARG(got_), wanted);                                                     \
    } while (0)

static void test_posts(void **state)
{
    struct got *g =
        read_text(IMPORT_POSTS,
                  "{\"id\":\"a\",\"time\":\"2026-03-02T08:14:00+01:00\",\"channel\":\"kcc\",\"text\":\"Een\"}\r\n"
                  "\nnonsense\n{\"id\":\"b\",\"text\":\"zonder tijd\"}\n"
                  "{\"id\":\"c\",\"time\":\"2026-03-02T08:15:00+01:00\",\"text\":\"Drie\",\"tags\":[\"x\"]}",
                  NULL);

    (void)state;
    assert_int_equal(g->result, 0);
    assert_int_equal(g->n, 2);
    assert_str(g->entries[0].guid, "a");
    assert_int_equal(g->entries[0].time, 1772435640000LL);
    assert_str(g->entries[1].text, "Drie");
    assert_int_equal(g->lines[1], 5);
    assert_non_null(strstr(buf_c(&g->faults), "f:3: geen JSON"));
    assert_non_null(strstr(buf_c(&g->faults), "f:4: geen tijd"));
    done(g);
}

static void test_csv_dialects(void **state)
{
    static const char *const texts[] = {
        "Datum;Omschrijving;Naam\n02-03-2026 08:14;Lamp stuk;Jan\n",
        "\xEF\xBB\xBF\"Datum\",Omschrijving,Naam\r\n02-03-2026 08:14,Lamp stuk,Jan\r\n",
        "sep=|\nDatum|Omschrijving|Naam\n02-03-2026 08:14|Lamp stuk|Jan",
        "Datum\tOmschrijving\tNaam\n\"02-03-2026 08:14\"\t\"Lamp stuk\"\tJan\n\n",
    };

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct got *g = read_text(IMPORT_KCC, texts[i], NULL);

        assert_int_equal(g->result, 0);
        assert_int_equal(g->n, 1);
        assert_str(g->entries[0].text, "Lamp stuk");
        assert_str(g->entries[0].author, "Jan");
        assert_str(g->entries[0].channel, "kcc");
        assert_int_equal(g->entries[0].time, 1772435640000LL); /* Dutch civil time, day before month */
        assert_true(str_starts(g->entries[0].guid, STR("row:")));
        done(g);
    }
}

static void test_csv_cells(void **state)
{
    struct got *g =
        read_text(IMPORT_CLIPPINGS,
                  "id;datum;titel;tekst;url;medium\n"
                  "1;2026-03-02;\"Hij zei \"\"nee\"\"\";\"Regel een\nregel; twee\";https://a.example/1;krant\n"
                  "2;geen datum;x;y;;\n"
                  "3;2026-03-02;;;;\n"
                  "4;2026-03-03;Caf\xE9;\x80 5;;online nieuws\n"
                  "5;2026-03-03;\"open;a\n"
                  "6;2026-03-04;Laatste;z;;\n"
                  ";;;;;\n\"\"; ;\n",
                  NULL);

    (void)state;
    assert_int_equal(g->n, 3);
    assert_str(g->entries[0].title, "Hij zei \"nee\"");
    assert_non_null(strstr(g->entries[0].text.p, "regel; twee"));
    assert_str(g->entries[0].channel, "newspaper");
    assert_str(g->entries[1].title, "Caf\xC3\xA9"); /* windows-1252 */
    assert_str(g->entries[1].text, "\xE2\x82\xAC 5");
    assert_str(g->entries[1].channel, "news");
    assert_int_equal(g->lines[1], 6);
    assert_str(g->entries[2].guid, "6");
    assert_non_null(strstr(buf_c(&g->faults), "f:4: 'geen datum' is niet te lezen als tijd"));
    assert_non_null(strstr(buf_c(&g->faults), "f:5: geen tekst"));
    assert_non_null(strstr(buf_c(&g->faults), "f:7: een aanhalingsteken gaat open"));
    assert_null(strstr(buf_c(&g->faults), "f:9")); /* empty rows are none */
    done(g);
}

/* Days and clocks as a spreadsheet counts them are Dutch civil time; what is no likely day is none. */
static void test_serial_days(void **state)
{
    static const struct {
        const char *row, *utc; /* NULL: no time */
    } rows[] = {
        {"46091;", "2026-03-09T23:00:00Z"},
        {"46091,385416666666667;", "2026-03-10T08:15:00Z"},
        {"46091.385416666666667;", "2026-03-10T08:15:00Z"},
        {"46205,343055555555556;", "2026-07-02T06:14:00Z"}, /* summer */
        {"46091;0,385416666666667", "2026-03-10T08:15:00Z"},
        {"46091,5;09:15", "2026-03-10T08:15:00Z"}, /* a clock of its own counts */
        {"10-03-2026;0.385416667", "2026-03-10T08:15:00Z"},
        {"46091,999999999;", "2026-03-10T23:00:00Z"}, /* a hair before midnight */
        {"36526;", "1999-12-31T23:00:00Z"},
        {"36525;", NULL},
        {"73051;", NULL},
        {"46091,;", NULL},
        {"46091,5,5;", NULL},
        {"-46091;", NULL},
        {"46091 5;", NULL},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf text = {0}, got = {0};
        struct got *g;

        buf_printf(&text, "datum;tijd;tekst\n%s;Lamp stuk\n", rows[i].row);
        g = read_text(IMPORT_KCC, buf_c(&text), NULL);
        if (g->n)
            when_print(&got, g->entries[0].time);
        if (!str_eq(buf_str(&got), str_of(rows[i].utc)))
            fail_msg("'%s': %s instead of %s", rows[i].row, buf_c(&got), rows[i].utc ? rows[i].utc : "no time");
        buf_release(&got);
        buf_release(&text);
        done(g);
    }
}

/* What stands on a network is no newspaper, whatever the file is called: it may be a resident's. */
static void test_channel_words(void **state)
{
    static const char *const pairs[][2] = {
        {"X", "other"}, {"Twitter", "other"}, {"LinkedIn", "other"}, {"Blogs", "other"}, {"fora", "forum"},
        {"Facebook", "facebook"}, {"Extra katern", "newspaper"}, {"Online nieuws", "news"},
    };
    char text[200];

    (void)state;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        struct got *g;

        snprintf(text, sizeof text, "datum;tekst;medium\n2026-03-02;Een;%s\n", pairs[i][0]);
        g = read_text(IMPORT_CLIPPINGS, text, NULL);
        assert_int_equal(g->n, 1);
        assert_str(g->entries[0].channel, pairs[i][1]);
        done(g);
    }
}

static void test_maps(void **state)
{
    struct got *g =
        read_text(IMPORT_KCC, "Wanneer;Wat;Wie\n2026-03-02;Gat in de weg;Jan\n", "text=Wat,time=Wanneer,author=wie");

    (void)state;
    assert_int_equal(g->n, 1);
    assert_str(g->entries[0].text, "Gat in de weg");
    done(g);
    g = read_text(IMPORT_CLIPPINGS, "id,created_time,from.name,message\n9_1,2026-03-02T08:14:00+0100,Lotte,Mooi!\n",
                  "facebook-comments");
    assert_int_equal(g->n, 1);
    assert_str(g->entries[0].channel, "facebook");
    assert_str(g->entries[0].author, "Lotte");
    done(g);
    g = read_text(IMPORT_CLIPPINGS,
                  "Date\tTime\tHeadline\tHit Sentence\tSource Type\tLanguage\n02-Mar-2026\t08:14\tKop\tZin\tPrint\tEnglish\n",
                  "meltwater");
    assert_int_equal(g->n, 1);
    assert_int_equal(g->entries[0].time, 1772435640000LL);
    assert_str(g->entries[0].channel, "newspaper");
    assert_str(g->entries[0].lang, "en");
    done(g);
    g = read_text(IMPORT_CLIPPINGS, "{\"Datum\":\"2026-03-02\",\"bericht tekst\":\"Hoi\",\"id\":7}\n", "coosto");
    assert_int_equal(g->n, 1);
    assert_str(g->entries[0].guid, "7");
    done(g);
    g = read_text(IMPORT_KCC, "a;b\n1;2\n", "text=c");
    assert_int_equal(g->result, -1);
    assert_string_equal(g->err.text, "f:1: er is geen kolom 'c' voor text");
    done(g);
    g = read_text(IMPORT_KCC, "a;b\n1;2\n", "tekst=a");
    assert_int_equal(g->result, -1);
    assert_non_null(strstr(g->err.text, "indeling 'tekst' is onbekend"));
    done(g);
    g = read_text(IMPORT_KCC, "a;b\n1;2\n", NULL);
    assert_int_equal(g->result, -1);
    assert_non_null(strstr(g->err.text, "--map time=Kolom"));
    done(g);
    g = read_text(IMPORT_KCC, "", NULL);
    assert_int_equal(g->result, -1);
    done(g);
}

static void test_reading_again_gives_the_same(void **state)
{
    const char *text = "Datum;Omschrijving\n2026-03-02;Lamp stuk\n2026-03-03;Lamp stuk\n";
    struct got *a = read_text(IMPORT_KCC, text, NULL), *b = read_text(IMPORT_KCC, text, NULL);

    (void)state;
    assert_true(str_eq(a->entries[0].guid, b->entries[0].guid));
    assert_false(str_eq(a->entries[0].guid, a->entries[1].guid)); /* another day, another contact */
    done(a);
    done(b);
}

static const char letter[] =
    "Message-ID: <1@a.example>\r\n"
    "From: =?utf-8?Q?Ren=C3=A9?= =?iso-8859-1?B?IEphbnNlbg==?= <rene@a.example>\r\n"
    "Subject: Re: FW: =?windows-1252?Q?Caf=E9?=\r\n  op de Markt\r\n"
    "Date: Mon, 2 Mar 2026 08:14:00 +0100\r\n"
    "In-Reply-To: <0@town.example>\r\n"
    "MIME-Version: 1.0\r\n"
    "Content-Type: multipart/mixed; boundary=\"out er\"\r\n"
    "\r\n"
    "This is a message in parts.\r\n"
    "--out er\r\n"
    "Content-Type: multipart/alternative; boundary=in\r\n\r\n"
    "--in\r\nContent-Type: text/html\r\n\r\n<p>niet dit</p>\r\n"
    "--in\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    "Geachte gemeente,\r\n\r\nHet caf=E9 is te=\r\n luid.\r\n\r\nGroet, Ren=E9\r\n-- \r\nTel 06\r\n\r\n"
    "--in--\r\n"
    "--out er\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename=x.txt\r\n\r\nBIJLAGE\r\n"
    "--out er--\r\n";

static void test_letter(void **state)
{
    struct got *g = read_text(IMPORT_MAIL, letter, NULL);
    const struct entry *e = &g->entries[0];

    (void)state;
    assert_int_equal(g->n, 1);
    assert_str(e->guid, "1@a.example");
    assert_str(e->author, "Ren\xC3\xA9 Jansen <rene@a.example>");
    assert_str(e->title, "Caf\xC3\xA9 op de Markt");
    assert_str(e->reply_to, "0@town.example");
    assert_str(e->channel, "email");
    assert_int_equal(e->time, 1772435640000LL);
    assert_str(e->text, "Geachte gemeente,\n\nHet caf\xC3\xA9 is te luid.\n\nGroet, Ren\xC3\xA9");
    done(g);
}

static void test_letter_forms(void **state)
{
    static const struct {
        const char *body, *text;
    } rows[] = {
        {"Content-Type: text/html; charset=utf-8\n\n<p>Dag</p><p>U &amp; ik</p>", "Dag\n\nU & ik"},
        {"Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\nTGFtcCBz\ndHVr\n", "Lamp stuk"},
        {"\nDank!\n\nOp ma 2 mrt 2026 om 08:14 schreef KCC <kcc@t.example>:\n> Geachte\n> heer", "Dank!"},
        {"\nDank!\n> oude regel\nTot ziens", "Dank!\nTot ziens"},
        {"\nDank!\n\nOp ma 2 mrt 2026 om 08:14 schreef Klantcontact van Turfbrug <\nkcc@t.example>:\n\nGeachte heer", "Dank!"},
        {"\nDank!\n\nOn Mon, 2 Mar 2026, Clerk <kcc@t.example>\nwrote:\n\nDear", "Dank!"},
        {"\nOp maandag schreef ik u al.\nMijn vragen:\neen", "Op maandag schreef ik u al.\nMijn vragen:\neen"},
        {"Content-Type: multipart/mixed; type=\"a; boundary=y\"; boundary=\"x; y\"\n\n--x; y\n\nWel\n--x; y--\n", "Wel"},
        {"Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: message/rfc822\n\n"
         "From: a@b.example\nSubject: y\n\nDoorgestuurd\n--x--\n",
         "Doorgestuurd"},
        {"Content-Type: text/html\n\n<p>Dank!</p><BLOCKQUOTE type=cite>oud<blockquote>ouder</blockquote>oud</BLOCKQUOTE>\n<p>Tot ziens</p>",
         "Dank!\n\nTot ziens"},
        {"Content-Type: text/html\n\n<p>Drie dingen:</p><blockquote style='margin: 0 0 0 40px'>de lamp</blockquote>", "Drie dingen:\n\nde lamp"},
        {"Content-Type: text/html\n\nDank!<blockquote>oud en niet gesloten", "Dank!"},
        {"Content-Type: text/html\n\n<blockquote>alleen dit</blockquote>", "alleen dit"},
        {"\nBeste,\n\nVan: KCC\nVerzonden: maandag\nAan: Jan\n\noud", "Beste,"},
        {"\nHoi\n\nVerstuurd vanaf mijn telefoon", "Hoi"},
        {"Content-Type: multipart/mixed; boundary=x\n\n--x\n\nNiet afgesloten", "Niet afgesloten"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf text = {0};
        struct got *g;

        buf_printf(&text, "From: jan@a.example\nDate: Mon, 2 Mar 2026 08:14:00 +0100\nSubject: x\n%s", rows[i].body);
        g = read_bytes(IMPORT_MAIL, buf_str(&text), NULL);
        assert_int_equal(g->n, 1);
        assert_str(g->entries[0].text, rows[i].text);
        done(g);
        buf_release(&text);
    }
}

static void test_mailbox(void **state)
{
    struct got *g = read_text(
        IMPORT_MAIL,
        "From a@b Mon Mar  2 08:14:00 2026\nFrom: a@b.example\nDate: Mon, 2 Mar 2026 08:14:00 +0100\n\nEen\n\n"
        "From a@b Mon Mar  2 08:14:00 2026\nDate: morgen\nFrom: c@d.example\n\nTwee\n\n"
        "From a@b Mon Mar  2 08:14:00 2026\nFrom: e@f.example\nDate: Tue, 3 Mar 2026 08:14:00 +0100\n\nDrie\n",
        NULL);

    (void)state;
    assert_int_equal(g->n, 2);
    assert_str(g->entries[0].text, "Een");
    assert_str(g->entries[1].text, "Drie");
    assert_int_equal(g->lines[1], 14);
    assert_non_null(strstr(buf_c(&g->faults), "f:8: 'morgen' is niet te lezen als datum"));
    done(g);
}

static void test_hostile(void **state)
{
    struct buf deep = {0};
    unsigned seed = 7;

    (void)state;
    buf_puts(&deep, "From: a@b.example\nDate: Mon, 2 Mar 2026 08:14:00 +0100\nSubject: diep\n");
    for (int i = 0; i < 2000; i++)
        buf_printf(&deep, "Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n", i, i);
    done(read_bytes(IMPORT_MAIL, buf_str(&deep), NULL));
    buf_release(&deep);
    for (int round = 0; round < 2000; round++) { /* any bytes, cut anywhere */
        char bytes[sizeof letter];
        size_t n;

        memcpy(bytes, letter, sizeof letter);
        for (int i = 0; i < 5; i++) {
            seed = seed * 1103515245 + 12345;
            bytes[(seed >> 8) % (sizeof bytes - 1)] = (char)(seed >> 24);
        }
        n = (seed >> 4) % sizeof bytes;
        for (int kind = 0; kind < IMPORT_KIND_COUNT; kind++)
            done(read_bytes((enum import_kind)kind, (struct str){bytes, n}, NULL));
    }
    for (int kind = 0; kind < IMPORT_KIND_COUNT; kind++)
        done(read_bytes((enum import_kind)kind, STR("\0\0\0\n\"\"\";;;\n\xFF\xFE"), NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_posts),
        cmocka_unit_test(test_csv_dialects),
        cmocka_unit_test(test_csv_cells),
        cmocka_unit_test(test_serial_days),
        cmocka_unit_test(test_channel_words), cmocka_unit_test(test_maps),
        cmocka_unit_test(test_reading_again_gives_the_same),
        cmocka_unit_test(test_letter),
        cmocka_unit_test(test_letter_forms),
        cmocka_unit_test(test_mailbox),
        cmocka_unit_test(test_hostile),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

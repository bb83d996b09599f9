/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* rooms: base */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/ini.h"

/* Collects what is told, a line a fault. */
static void note(void *context, const char *text)
{
    struct buf *b = context;

    buf_puts(b, text);
    buf_putc(b, '\n');
}

static struct ini parsed(struct str text, struct buf *told)
{
    struct ini ini = {0};
    struct faults faults = {note, told, 0};

    ini_parse(&ini, "f.conf", text, &faults);
    return ini;
}

#define assert_str(s, text) assert_true(str_is(s, text))

static void test_grammar(void **state)
{
    struct buf told = {0};
    struct ini ini = parsed(STR("\xEF\xBB\xBF# remark\r\n"
                                "[municipality]\r\n"
                                "name = Turf = brug\r\n"
                                "  account=@a ,@b  \r\n"
                                "empty =\r\n"
                                "\r\n"
                                " # also a remark\r\n"
                                "[district  De Bloemenwijk ]\n"
                                "street = Tulpstraat, \\\n"
                                "   Rozenlaan,\\\n"
                                "   # no remark inside a value\n"
                                "after = 1\n"
                                "street = last\\"),
                            &told);
    struct ini_section *s;
    int line = 0;

    (void)state;
    assert_string_equal(buf_c(&told), "");
    assert_int_equal(ini.n, 2);
    s = &ini.sections[0];
    assert_str(s->kind, "municipality");
    assert_int_equal(s->argument.n, 0);
    assert_int_equal(s->line, 2);
    assert_str(ini_get(s, "name", &line), "Turf = brug");
    assert_int_equal(line, 3);
    assert_str(ini_get(s, "account", NULL), "@a ,@b");
    assert_int_equal(ini_get(s, "empty", NULL).n, 0);
    assert_int_equal(ini_get(s, "absent", NULL).n, 0);
    s = &ini.sections[1];
    assert_str(s->kind, "district");
    assert_str(s->argument, "De Bloemenwijk");
    assert_int_equal(s->items[0].line, 9);
    assert_str(s->items[0].value, "Tulpstraat, Rozenlaan, # no remark inside a value");
    assert_str(ini_get(s, "after", &line), "1"); /* numbers go on behind a line that was joined */
    assert_int_equal(line, 12);
    assert_str(ini_get(s, "street", NULL), "last\\"); /* the last one counts; nothing follows the backslash */
    ini_release(&ini);
    buf_release(&told);
}

static void test_faults(void **state)
{
    struct buf told = {0};
    struct ini ini = parsed(STR("early = 1\n"
                                "[a]\n"
                                "no equals sign\n"
                                "[broken\n"
                                "x = 1\n"
                                "]\n"
                                "[\n"
                                "\x1B[31m\n"),
                            &told);

    (void)state;
    assert_string_equal(buf_c(&told), "f.conf:1: 'early' staat voor de eerste [sectie]; zet het eronder\n"
                                      "f.conf:3: schrijf 'sleutel = waarde' in plaats van 'no equals sign'\n"
                                      "f.conf:4: een sectie schrijft u als [soort] of [soort naam], niet als '[broken'\n"
                                      "f.conf:6: schrijf 'sleutel = waarde' in plaats van ']'\n"
                                      "f.conf:7: een sectie schrijft u als [soort] of [soort naam], niet als '['\n"
                                      "f.conf:8: schrijf 'sleutel = waarde' in plaats van '?[31m'\n");
    assert_int_equal(ini.n, 1);
    assert_int_equal(ini.sections[0].n, 1);
    ini_release(&ini);
    buf_release(&told);
}

static void test_lists(void **state)
{
    static const char *const expected[] = {"a", "b c", "d"};
    struct buf told = {0};
    struct ini ini = parsed(STR("[s]\nk = a,, b c ,\nother = x\nk =\nk = ,d\n"), &told);
    struct ini_cursor cursor = {0};
    struct str value;
    int n = 0;

    (void)state;
    while (ini_next(&ini.sections[0], "k", &cursor, &value)) {
        assert_true(n < 3);
        assert_str(value, expected[n++]);
    }
    assert_int_equal(n, 3);
    assert_false(ini_next(&ini.sections[0], "k", &cursor, &value)); /* and stays at the end */
    ini_release(&ini);
    buf_release(&told);
}

static void test_unknown_keys(void **state)
{
    static const char *const known[] = {"alias", "street", "landmark", NULL};
    struct buf told = {0};
    struct faults faults = {note, &told, 0};
    struct ini ini = parsed(STR("[district]\nalias = a\nstreat = b\ncompletely_else = c\nstreet = d\n"), &told);
    struct ini_section *s = &ini.sections[0];
    struct ini_cursor cursor = {0};
    struct str value;

    (void)state;
    ini_get(s, "alias", NULL);
    while (ini_next(s, "street", &cursor, &value))
        ;
    ini_tell_unknown(&ini, s, known, &faults);
    assert_string_equal(buf_c(&told), "f.conf:3: onbekende sleutel 'streat' in [district], bedoelt u 'street'?\n"
                                      "f.conf:4: onbekende sleutel 'completely_else' in [district]; bekend zijn alias, street, landmark\n");
    assert_int_equal(faults.count, 2);
    ini_release(&ini);
    buf_release(&told);
}

static void test_nearest(void **state)
{
    static const char *const known[] = {"init", "poll", "analyse", "report", "url", NULL};
    char lengthy[400];

    (void)state;
    memset(lengthy, 'a', sizeof lengthy);
    assert_string_equal(ini_nearest(STR("analyze"), known), "analyse");
    assert_string_equal(ini_nearest(STR("pol"), known), "poll");
    assert_string_equal(ini_nearest(STR("reprot"), known), "report");
    assert_null(ini_nearest(STR("frobnicate"), known));
    assert_null(ini_nearest((struct str){lengthy, sizeof lengthy}, known));
    assert_null(ini_nearest(STR("x"), known)); /* a guess that shares nothing is worse than none */
    assert_null(ini_nearest(STR(""), known));
}

/* A line has no maximum length, and joining lines costs no more than their length. */
static void test_long_lines(void **state)
{
    struct buf text = {0}, told = {0};
    struct ini ini;

    (void)state;
    buf_puts(&text, "[district X]\nstreet = ");
    for (int i = 0; i < 100000; i++)
        buf_puts(&text, "Lange Straat, \\\n");
    buf_puts(&text, "Einde\n");
    ini = parsed(buf_str(&text), &told);
    assert_int_equal(told.n, 0);
    assert_int_equal(ini.sections[0].items[0].value.n, 100000 * 14 + 5);
    assert_true(ini.arena.total < 8 * text.n);
    ini_release(&ini);
    buf_release(&text);
    buf_release(&told);
}

static void test_unreadable(void **state)
{
    struct ini ini = {0};
    struct faults faults = {0};
    struct err err;

    (void)state;
    assert_int_equal(ini_read(&ini, "/nowhere/f.conf", &faults, &err), -1);
    assert_string_equal(err.text, "/nowhere/f.conf: No such file or directory");
    assert_int_equal(ini_read(&ini, "/", &faults, &err), -1);
    assert_string_equal(err.text, "/: Is a directory");
    ini_release(&ini);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_grammar),      cmocka_unit_test(test_faults),     cmocka_unit_test(test_lists),
        cmocka_unit_test(test_unknown_keys), cmocka_unit_test(test_nearest),    cmocka_unit_test(test_long_lines),
        cmocka_unit_test(test_unreadable),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

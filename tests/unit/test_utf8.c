/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* rooms: base */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <string.h>

#include <cmocka.h>

#include "base/utf8.h"

struct row {
    const char *in, *out;
};

static void check_rows(void (*f)(struct buf *out, struct str s), const struct row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct buf b = {0};

        f(&b, str_of(rows[i].in));
        assert_string_equal(buf_c(&b), rows[i].out);
        buf_release(&b);
    }
}

static void test_decoding(void **state)
{
    static const struct {
        const char *bytes;
        int character;
        size_t n;
    } rows[] = {
        {"a", 'a', 1},
        {"\xC3\xA9", 0xE9, 2},
        {"\xF0\x9F\x98\x80", 0x1F600, 4},
        {"\xC3", -1, 1},             /* cut off */
        {"\xC3(", -1, 1},            /* the second byte is no second byte */
        {"\xC0\xAF", -1, 1},         /* overlong '/' */
        {"\xE0\x80\xAF", -1, 1},     /* the same in three */
        {"\xED\xA0\x80", -1, 1},     /* a surrogate */
        {"\xF4\x90\x80\x80", -1, 1}, /* beyond U+10FFFF */
        {"\x80", -1, 1},
        {"\xFF", -1, 1},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t at = 0;

        assert_int_equal(utf8_next(str_of(rows[i].bytes), &at), rows[i].character);
        assert_int_equal(at, rows[i].n);
        assert_int_equal(utf8_valid(str_of(rows[i].bytes)), rows[i].character >= 0);
    }
    assert_true(utf8_valid((struct str){0}));
}

static void test_clean(void **state)
{
    static const struct row rows[] = {
        {"", ""},
        {"Gewone tekst, caf\xC3\xA9.", "Gewone tekst, caf\xC3\xA9."},
        {"a\r\nb\rc\n\td", "a\nb\nc\n\td"},
        {"a\x01\x1B[31m\x7F", "a[31m"},                      /* controls */
        {"\xC2\x85x", "x"},                                  /* a control of the second set */
        {"a\xFFz", "a\xEF\xBF\xBDz"},                        /* invalid */
        {"\xE2\x80\xAEgnp.exe", "gnp.exe"},                  /* bidirectional override */
        {"\xE2\x81\xA6x\xE2\x81\xA9", "x"},                  /* isolates */
        {"wet\xE2\x80\x8Bhouder", "wethouder"},              /* zero width space */
        {"wet\xC2\xADhouder", "wethouder"},                  /* soft hyphen */
        {"\xEF\xBB\xBFhoi", "hoi"},                          /* byte order mark */
        {"we\xE2\x80\x8Dt", "wet"},                          /* joiner between letters */
        {"\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x9A\x92", "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x9A\x92"}, /* firewoman */
        {"e\xCC\x81", "\xC3\xA9"},                           /* normal form C */
        {"\xEF\xAC\x81", "\xEF\xAC\x81"},                    /* but no compatibility: the ligature stays */
        {"\xEE\x80\x80x", "x"},                              /* private use */
    };

    (void)state;
    check_rows(utf8_clean, rows, sizeof rows / sizeof *rows);
}

static void test_zalgo(void **state)
{
    struct buf in = {0}, out = {0};

    (void)state;
    buf_puts(&in, "x");
    for (int i = 0; i < 100; i++)
        buf_put_char(&in, 0x0335); /* does not compose with x */
    buf_puts(&in, "y");
    utf8_clean(&out, buf_str(&in));
    assert_int_equal(utf8_length(buf_str(&out)), 1 + 8 + 1);
    buf_release(&in);
    buf_release(&out);
}

/* utf8_is_clean() is a promise: whatever stands behind it, utf8_clean must agree, at each offset in a word of eight. */
static void test_is_clean_agrees(void **state)
{
    (void)state;
    for (int c = 1; c < 0x3000; c++) {
        for (int before = 0; before < 9; before++) {
            struct buf in = {0}, out = {0};

            for (int i = 0; i < before; i++)
                buf_putc(&in, 'a');
            buf_put_char(&in, c);
            buf_puts(&in, "zzzzzzzz");
            utf8_clean(&out, buf_str(&in));
            if (utf8_is_clean(buf_str(&in)) && !str_eq(buf_str(&in), buf_str(&out)))
                fail_msg("U+%04X after %d", (unsigned)c, before);
            /* The slow path, forced by a byte order mark in front, must say the same. */
            struct buf slow_in = {0}, slow = {0};
            buf_put_char(&slow_in, 0xFEFF);
            buf_add(&slow_in, buf_str(&in));
            utf8_clean(&slow, buf_str(&slow_in));
            if (!str_eq(buf_str(&slow), buf_str(&out)))
                fail_msg("U+%04X after %d: two ways, two answers", (unsigned)c, before);
            buf_release(&in);
            buf_release(&out);
            buf_release(&slow_in);
            buf_release(&slow);
        }
    }
}

static void test_fold(void **state)
{
    static const struct row rows[] = {
        {"", ""},
        {"Wethouder DE Wit", "wethouder de wit"},
        {"CAF\xC3\x89", "caf\xC3\xA9"},
        {"CAFE\xCC\x81", "caf\xC3\xA9"},
        {"Stra\xC3\x9F" "e", "strasse"},
        {"\xC4\xB2sselmeer", "\xC4\xB3sselmeer"}, /* the letter IJ */
        {"a\xFF\xC3\xA9", "a\xC3\xA9"},
    };

    (void)state;
    check_rows(utf8_fold, rows, sizeof rows / sizeof *rows);
}

static void test_prefix(void **state)
{
    struct str s = STR("a\xC3\xA9\xE2\x82\xAC");

    (void)state;
    assert_int_equal(utf8_prefix(s, 0).n, 0);
    assert_int_equal(utf8_prefix(s, 1).n, 1);
    assert_int_equal(utf8_prefix(s, 2).n, 1);
    assert_int_equal(utf8_prefix(s, 3).n, 3);
    assert_int_equal(utf8_prefix(s, 5).n, 3);
    assert_int_equal(utf8_prefix(s, 6).n, 6);
    assert_int_equal(utf8_prefix(s, 99).n, 6);
    assert_int_equal(utf8_prefix(STR("\x80\x80\x80"), 2).n, 0);
    assert_int_equal(utf8_length(s), 3);
    assert_int_equal(utf8_length(STR("\xFF\xFE")), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_decoding),        cmocka_unit_test(test_clean), cmocka_unit_test(test_zalgo),
        cmocka_unit_test(test_is_clean_agrees), cmocka_unit_test(test_fold),  cmocka_unit_test(test_prefix),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

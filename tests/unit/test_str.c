/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* rooms: base */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <limits.h>
#include <string.h>

#include <cmocka.h>

#include "base/str.h"

#define assert_str(s, text) assert_true(str_is(s, text))

/* The empty slice is a value like any other: no function may trip over {NULL, 0}. */
static void test_empty(void **state)
{
    struct str none = {0}, some = STR("abc");
    struct arena a = {0};

    (void)state;
    assert_true(str_eq(none, STR("")));
    assert_true(str_eq_nocase(none, STR("")));
    assert_true(str_is(none, ""));
    assert_true(str_is(str_of(NULL), ""));
    assert_false(str_is(none, "a"));
    assert_int_equal(str_cmp(none, STR("")), 0);
    assert_int_equal(str_cmp(none, some), -1);
    assert_int_equal(str_cmp(some, none), 1);
    assert_true(str_starts(some, none));
    assert_true(str_ends(some, none));
    assert_true(str_starts(none, none));
    assert_false(str_starts(none, some));
    assert_false(str_ends(none, some));
    assert_int_equal(str_find(some, none), 0);
    assert_int_equal(str_find(none, none), 0);
    assert_int_equal(str_find(none, some), -1);
    assert_int_equal(str_find_nocase(some, none), 0);
    assert_int_equal(str_find_nocase(none, some), -1);
    assert_int_equal(str_trim(none).n, 0);
    assert_int_equal(str_cut(&none, ',').n, 0);
    assert_string_equal(str_c(&a, none), "");
    assert_int_equal(str_lower(&a, none).n, 0);
    assert_int_equal(str_hash(none), str_hash(STR("")));
    arena_release(&a);
}

static void test_compare(void **state)
{
    (void)state;
    assert_false(str_eq(STR("ab\0c"), STR("ab\0d"))); /* a NUL is a byte */
    assert_false(str_is(STR("ab\0c"), "ab"));
    assert_int_equal(str_cmp(STR("a"), STR("ab")), -1);
    assert_int_equal(str_cmp(STR("\xFF"), STR("a")), 1); /* bytes, not signed chars */
    assert_true(str_eq_nocase(STR("Veenweg 12"), STR("vEENWEG 12")));
    assert_false(str_eq_nocase(STR("@"), STR("`")));            /* 32 apart, no letters */
    assert_false(str_eq_nocase(STR("\xC3\x89"), STR("\xC3\xA9"))); /* ASCII alone */
    assert_true(str_starts(STR("abc"), STR("abc")));
    assert_false(str_starts(STR("ab"), STR("abc")));
    assert_true(str_ends(STR("abc"), STR("bc")));
    assert_false(str_ends(STR("abc"), STR("ab")));
}

static void test_find(void **state)
{
    (void)state;
    assert_int_equal(str_find(STR("ababac"), STR("abac")), 2);
    assert_int_equal(str_find(STR("abc"), STR("abcd")), -1);
    assert_int_equal(str_find_nocase(STR("De BRUG"), STR("brug")), 3);
    assert_int_equal(str_find_nocase(STR("brug"), STR("bruggen")), -1);
}

static void test_parts(void **state)
{
    struct str rest = STR("a,,b");

    (void)state;
    assert_str(str_sub(STR("abc"), 1, 1), "b");
    assert_str(str_sub(STR("abc"), 1, (size_t)-1), "bc"); /* no overflow */
    assert_str(str_sub(STR("abc"), 4, 1), "");
    assert_str(str_trim(STR(" \t\r\n\v\f x y \n")), "x y");
    assert_str(str_trim(STR(" \n ")), "");
    assert_str(str_trim(STR("\xC2\xA0x")), "\xC2\xA0x"); /* ASCII white space alone */
    assert_str(str_cut(&rest, ','), "a");
    assert_str(str_cut(&rest, ','), "");
    assert_str(str_cut(&rest, ','), "b");
    assert_int_equal(rest.n, 0);
}

static void test_copies(void **state)
{
    struct arena a = {0};
    char source[] = "Straat";
    struct str copy = str_copy(&a, str_of(source));

    (void)state;
    source[0] = 's';
    assert_str(copy, "Straat");
    assert_int_equal(copy.p[copy.n], '\0');
    assert_str(str_lower(&a, STR("ABC \xC3\x89")), "abc \xC3\x89");
    assert_str(str_printf(&a, "%s-%d", "n", 7), "n-7");
    assert_str(str_printf(&a, "%s", ""), "");
    assert_int_equal(str_printf(&a, "%20000d", 1).n, 20000); /* larger than a block */
    arena_release(&a);
}

/* The hash stands in stored states, so its values may never change: FNV-1a of a known vector, then the mix. */
static void test_hash(void **state)
{
    uint64_t fnv = 0xAF63DC4C8601EC8Cu; /* of "a", from the FNV authors' test suite */

    (void)state;
    fnv ^= fnv >> 32;
    fnv *= 0x9E3779B97F4A7C15u;
    assert_true(str_hash(STR("a")) == (fnv ^ (fnv >> 29)));
    assert_true(str_hash(STR("ab")) != str_hash(STR("ba")));
}

static void test_numbers(void **state)
{
    static const struct {
        const char *text;
        long long max;
        int result;
        long long number;
    } rows[] = {
        {"0", 0, 0, 0},
        {"007", 10, 0, 7},
        {"10", 10, 0, 10},
        {"11", 10, -1, 0},
        {"9", 2, -1, 0}, /* one digit above a ceiling of one digit */
        {"3", 2, -1, 0},
        {"2", 2, 0, 2},
        {"1", 0, -1, 0},
        {"19", 12, -1, 0},
        {"9223372036854775807", LLONG_MAX, 0, LLONG_MAX},
        {"9223372036854775808", LLONG_MAX, -1, 0},
        {"99999999999999999999", LLONG_MAX, -1, 0},
        {"", 10, -1, 0},
        {"-1", 10, -1, 0},
        {"+1", 10, -1, 0},
        {" 1", 10, -1, 0},
        {"1 ", 10, -1, 0},
        {"1e1", 10, -1, 0},
        {"/", 10, -1, 0},
        {":", 10, -1, 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        long long number = 0;

        if (str_to_number(str_of(rows[i].text), rows[i].max, &number) != rows[i].result || number != rows[i].number)
            fail_msg("'%s' up to %lld", rows[i].text, rows[i].max);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_empty), cmocka_unit_test(test_compare), cmocka_unit_test(test_find),
        cmocka_unit_test(test_parts), cmocka_unit_test(test_copies),  cmocka_unit_test(test_hash),
        cmocka_unit_test(test_numbers),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

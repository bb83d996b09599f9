/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* rooms: base */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <string.h>

#include <cmocka.h>

#include "base/buf.h"

static void test_grows(void **state)
{
    struct buf b = {0};

    (void)state;
    assert_string_equal(buf_c(&b), "");
    assert_int_equal(buf_str(&b).n, 0);
    buf_add(&b, (struct str){0});
    buf_puts(&b, "");
    buf_printf(&b, "%s", "");
    assert_int_equal(b.n, 0);
    for (int i = 0; i < 1000; i++)
        buf_printf(&b, "%03d", i);
    assert_int_equal(b.n, 3000);
    assert_memory_equal(b.p + 2997, "999", 4); /* and the NUL */
    assert_false(b.full);
    buf_clear(&b);
    assert_string_equal(buf_c(&b), "");
    buf_putc(&b, '\0'); /* a NUL is a byte */
    assert_int_equal(b.n, 1);
    buf_release(&b);
    assert_null(b.p);
}

/* What does not fit is refused whole, whichever function adds it. */
static void test_ceiling(void **state)
{
    struct buf b = {.max = 4};

    (void)state;
    buf_puts(&b, "abc");
    buf_puts(&b, "de");
    assert_true(b.full);
    assert_string_equal(buf_c(&b), "abc");
    buf_printf(&b, "%d", 12);
    assert_string_equal(buf_c(&b), "abc");
    buf_put_char(&b, 0xE9); /* two bytes: half a character is never added */
    assert_string_equal(buf_c(&b), "abc");
    buf_putc(&b, 'd'); /* exactly full is not too full */
    assert_string_equal(buf_c(&b), "abcd");
    assert_true(b.full);
    buf_clear(&b);
    assert_false(b.full);
    buf_puts(&b, "abcd");
    assert_false(b.full);
    buf_release(&b);
    assert_int_equal(b.max, 4);
    buf_puts(&b, "abcde");
    assert_true(b.full);
    assert_null(b.p);
}

static void test_characters(void **state)
{
    struct buf b = {0};

    (void)state;
    buf_put_char(&b, 'a');
    buf_put_char(&b, 0xE9);
    buf_put_char(&b, 0x20AC);
    buf_put_char(&b, 0x1F600);
    assert_string_equal(buf_c(&b), "a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80");
    buf_clear(&b);
    buf_put_char(&b, 0xD800);   /* half a surrogate pair */
    buf_put_char(&b, 0x110000); /* beyond the last */
    buf_put_char(&b, -1);
    assert_string_equal(buf_c(&b), "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
    buf_release(&b);
}

static void test_is_taken(void **state)
{
    struct buf b = {.max = 16};
    struct arena a = {0};
    struct str first, none;

    (void)state;
    buf_puts(&b, "Reenweg");
    first = buf_take(&b, &a);
    assert_null(b.p);
    assert_int_equal(b.n, 0);
    assert_int_equal(b.max, 16);
    buf_puts(&b, "Dorpsweg");
    assert_true(str_is(first, "Reenweg"));
    buf_release(&b);
    none = buf_take(&b, &a);
    assert_int_equal(none.n, 0);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_grows),
        cmocka_unit_test(test_ceiling),
        cmocka_unit_test(test_characters),
        cmocka_unit_test(test_is_taken),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

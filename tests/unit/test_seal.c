/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* rooms: base */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <string.h>

#include <cmocka.h>

#include "base/seal.h"

/*
 * Keys outlive a version of the program: what is hashed today must be found tomorrow. The value is BLAKE2b with 16 bytes of
 * output and the key 00 01 .. 1f over "author", NUL, "jan", as Python's hashlib gives it.
 */
static void test_value(void **state)
{
    struct arena a = {0};
    struct seal_key key;

    (void)state;
    for (int i = 0; i < SEAL_KEY_BYTES; i++)
        key.bytes[i] = (unsigned char)i;
    assert_string_equal(seal_hash(&a, &key, "author", STR("jan")).p, "282b4c08fc8f96355c285ea39838369f");
    assert_int_equal(seal_hash(&a, &key, "author", (struct str){0}).n, SEAL_HEX);
    arena_release(&a);
}

static void test_apart(void **state)
{
    struct arena a = {0};
    struct seal_key one, other;
    struct str jan;

    (void)state;
    seal_make_key(&one);
    seal_make_key(&other);
    assert_memory_not_equal(one.bytes, other.bytes, SEAL_KEY_BYTES);
    jan = seal_hash(&a, &one, "author", STR("jan"));
    assert_true(str_eq(jan, seal_hash(&a, &one, "author", STR("jan"))));
    assert_false(str_eq(jan, seal_hash(&a, &one, "author", STR("Jan"))));
    assert_false(str_eq(jan, seal_hash(&a, &other, "author", STR("jan"))));
    assert_false(str_eq(jan, seal_hash(&a, &one, "url", STR("jan"))));
    /* The kind can't be carried over into the text. */
    assert_false(str_eq(jan, seal_hash(&a, &one, "autho", STR("rjan"))));
    assert_false(str_eq(jan, seal_hash(&a, &one, "authorj", STR("an"))));
    seal_forget_key(&one);
    for (int i = 0; i < SEAL_KEY_BYTES; i++)
        assert_int_equal(one.bytes[i], 0);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_value), cmocka_unit_test(test_apart)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}

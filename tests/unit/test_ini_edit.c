/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* rooms: base */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/ini_edit.h"

static void assert_set(const char *before, const char *kind, const char *key, const char *value, const char *after)
{
    struct buf text = {0};

    buf_puts(&text, before);
    ini_edit_set(&text, kind, key, str_of(value));
    assert_string_equal(buf_c(&text), after);
    buf_release(&text);
}

static void assert_removed(const char *before, const char *kind, const char *argument, int n, const char *after)
{
    struct buf text = {0};

    buf_puts(&text, before);
    assert_int_equal(ini_edit_remove(&text, kind, str_of(argument)), n);
    assert_string_equal(buf_c(&text), after);
    buf_release(&text);
}

static void test_a_value_takes_the_old_ones_place(void **state)
{
    (void)state;
    assert_set("# top\n[mail]\n# who\nserver = a\nfrom = b\n\n[tamtam]\nserver = x\n", "mail", "server", "c:25",
               "# top\n[mail]\n# who\nserver = c:25\nfrom = b\n\n[tamtam]\nserver = x\n");
    assert_set("[m]\nlist = a, \\\n  b\nlist = c\nz = 1\n", "m", "list", "d", "[m]\nlist = d\nz = 1\n");
}

static void test_what_is_missing_is_added(void **state)
{
    (void)state;
    assert_set("[m]\na = 1\n\n# of n\n[n]\n", "m", "b", "2", "[m]\na = 1\nb = 2\n\n# of n\n[n]\n");
    assert_set("[m]\na = 1", "m", "b", "2", "[m]\na = 1\nb = 2\n");
    assert_set("[m]\n[n]\n", "m", "b", "2", "[m]\nb = 2\n[n]\n");
    assert_set("", "m", "b", "2", "\n[m]\nb = 2\n");
    assert_set("# [m]\n# b = 1\n", "m", "b", "2", "# [m]\n# b = 1\n\n[m]\nb = 2\n");
}

static void test_an_empty_value_takes_the_line_out(void **state)
{
    (void)state;
    assert_set("[m]\na = 1\nb = 2\n", "m", "a", "  ", "[m]\nb = 2\n");
    assert_set("[m]\na = 1\n", "n", "a", "", "[m]\na = 1\n");
}

static void assert_part(const char *before, const char *part, const char *with, int line, const char *after)
{
    static const char *const kinds[] = {"p", "q", NULL};
    struct buf text = {0}, read = {0};

    buf_puts(&text, before);
    ini_edit_read(&text, kinds, &read);
    assert_string_equal(buf_c(&read), part);
    assert_int_equal(ini_edit_replace(&text, kinds, str_of(with)), line);
    assert_string_equal(buf_c(&text), after);
    buf_release(&text);
    buf_release(&read);
}

static void test_sections_of_some_kinds_are_one_text(void **state)
{
    (void)state;
    assert_part("# top\n\n# of a\n[p a]\nx = 1\n\n[m]\nz = 1\n\n[q]\ny = 2, \\\n  3\n# loose\n\n[n]\n", "# of a\n[p a]\nx = 1\n\n[q]\ny = 2, \\\n  3\n",
                "[p b]\nx = 2", 3, "# top\n\n[p b]\nx = 2\n\n[m]\nz = 1\n\n# loose\n\n[n]\n");
    assert_part("[m]\n\n[p a]\nx = 1\n\n[n]\n", "[p a]\nx = 1\n\n", "[p a]\nx = 1\n\n", 3, "[m]\n\n[p a]\nx = 1\n\n[n]\n");
    assert_part("[m]\nz = 1\n", "", "[q]\ny = 1\n", 4, "[m]\nz = 1\n\n[q]\ny = 1\n");
    assert_part("[q]\ny = 1\n", "[q]\ny = 1\n", " \n", 1, "");
}

static void test_a_value_stays_one_line(void **state)
{
    (void)state;
    assert_set("[m]\na = 1\n", "m", "a", "x\r\n[newsroom]\nsso = socket\\", "[m]\na = x  [newsroom] sso = socket\n");
    assert_set("[m]\na = 1\nb = 2\n", "m", "a", "\\\\", "[m]\na = \nb = 2\n");
}

static void test_sections_go_with_the_remarks_right_above_them(void **state)
{
    static const char feeds[] = "# all\n\n# the first\n[source a]\nurl = x, \\\n y\n\n# the second\n[source b]\nurl = z\n";

    (void)state;
    assert_removed(feeds, "source", "a", 1, "# all\n\n# the second\n[source b]\nurl = z\n");
    assert_removed(feeds, "source", "", 2, "# all\n\n");
    assert_removed(feeds, "source", "c", 0, feeds);
    assert_removed(feeds, "sourc", "", 0, feeds);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_value_takes_the_old_ones_place), cmocka_unit_test(test_what_is_missing_is_added),
        cmocka_unit_test(test_an_empty_value_takes_the_line_out), cmocka_unit_test(test_sections_of_some_kinds_are_one_text),
        cmocka_unit_test(test_a_value_stays_one_line),
        cmocka_unit_test(test_sections_go_with_the_remarks_right_above_them),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

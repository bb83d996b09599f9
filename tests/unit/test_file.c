/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* rooms: base */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"

/* A folder of the test's own; each test leaves it empty. */
static char folder[] = "/tmp/tamtam_file_XXXXXX";

static int make_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state)
{
    (void)state;
    return rmdir(folder); /* fails when something was left behind */
}

static const char *path_of(const char *name)
{
    static char path[256];

    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static void test_there_and_back(void **state)
{
    struct buf in = {0}, out = {0};
    struct err err;
    struct stat about;

    (void)state;
    for (int i = 0; i < 200000; i++)
        buf_putc(&in, (char)i);
    assert_false(file_exists(path_of("a")));
    assert_int_equal(file_write(path_of("a"), STR("old"), &err), 0);
    assert_int_equal(file_write(path_of("a"), buf_str(&in), &err), 0);
    assert_true(file_exists(path_of("a")));
    buf_puts(&out, "before");
    assert_int_equal(file_read(path_of("a"), &out, &err), 0);
    assert_int_equal(out.n, in.n + 6); /* it is added */
    assert_memory_equal(out.p + 6, in.p, in.n);
    assert_int_equal(stat(path_of("a"), &about), 0);
    assert_int_equal(about.st_mode & 0777 & 0111, 0);
    assert_int_equal(file_write(path_of("a"), (struct str){0}, &err), 0);
    assert_int_equal(stat(path_of("a"), &about), 0);
    assert_int_equal(about.st_size, 0);
    unlink(path_of("a"));
    buf_release(&in);
    buf_release(&out);
}

static void test_ceiling(void **state)
{
    struct buf small = {.max = 3};
    struct err err;

    (void)state;
    file_write(path_of("a"), STR("abcd"), &err);
    assert_int_equal(file_read(path_of("a"), &small, &err), -1);
    assert_non_null(strstr(err.text, "/a: larger than 3 bytes"));
    file_write(path_of("a"), STR("abc"), &err);
    buf_clear(&small);
    assert_int_equal(file_read(path_of("a"), &small, &err), 0);
    assert_string_equal(buf_c(&small), "abc");
    unlink(path_of("a"));
    buf_release(&small);
}

static void test_what_is_not_there(void **state)
{
    struct buf b = {0};
    struct err err;
    char longest[5000];

    (void)state;
    memset(longest, 'x', sizeof longest - 1);
    longest[sizeof longest - 1] = '\0';
    assert_int_equal(file_read(path_of("none"), &b, &err), -1);
    assert_non_null(strstr(err.text, "/none: No such file or directory"));
    assert_int_equal(file_read(folder, &b, &err), -1);
    assert_non_null(strstr(err.text, "Is a directory"));
    assert_int_equal(file_write(path_of("none/a"), STR("x"), &err), -1);
    assert_non_null(strstr(err.text, "/none/a: No such file or directory"));
    assert_int_equal(file_write(folder, STR("x"), &err), -1); /* a folder is not overwritten */
    assert_int_equal(file_write(longest, STR("x"), &err), -1);
    assert_int_equal(file_make_folder(longest, &err), -1);
}

static void test_folders(void **state)
{
    struct err err;

    (void)state;
    assert_int_equal(file_make_folder(path_of("a/b/c/"), &err), 0);
    assert_int_equal(file_make_folder(path_of("a/b/c"), &err), 0); /* it exists: well */
    assert_true(file_exists(path_of("a/b/c")));
    file_write(path_of("a/f"), STR("x"), &err);
    assert_int_equal(file_make_folder(path_of("a/f"), &err), -1); /* a file is no folder */
    assert_non_null(strstr(err.text, "/a/f: Not a directory"));
    assert_int_equal(file_make_folder(path_of("a/f/g"), &err), -1);
    assert_non_null(strstr(err.text, "Not a directory"));
    assert_int_equal(file_make_folder("", &err), -1);
    unlink(path_of("a/f"));
    rmdir(path_of("a/b/c"));
    rmdir(path_of("a/b"));
    rmdir(path_of("a"));
}

/* A disk that is full half way: the old file stays whole, and nothing is left beside it. */
static void test_full_disk(void **state)
{
    struct rlimit before, little = {4096, 4096};
    struct buf big = {0}, out = {0};
    struct err err;
    int result;

    (void)state;
    file_write(path_of("a"), STR("old"), &err);
    for (int i = 0; i < 10000; i++)
        buf_putc(&big, 'x');
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    little.rlim_max = before.rlim_max;
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &little), 0);
    result = file_write(path_of("a"), buf_str(&big), &err);
    setrlimit(RLIMIT_FSIZE, &before);
    assert_int_equal(result, -1);
    assert_non_null(strstr(err.text, "/a: File too large"));
    assert_int_equal(file_read(path_of("a"), &out, &err), 0);
    assert_string_equal(buf_c(&out), "old");
    unlink(path_of("a"));
    buf_release(&big);
    buf_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_there_and_back), cmocka_unit_test(test_ceiling), cmocka_unit_test(test_what_is_not_there),
        cmocka_unit_test(test_folders),        cmocka_unit_test(test_full_disk),
    };

    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}

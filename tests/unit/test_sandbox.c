/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* rooms: base store analysis listener tamtam desk */
/* What a locked-in process can and cannot do: each try in a child of its own, whose exit status is the errno. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "desk/sandbox.h"

static char own[] = "/tmp/tamtam-sandbox-XXXXXX", other[] = "/tmp/tamtam-outside-XXXXXX";
static bool has_landlock, has_truncate, has_seccomp; /* landlock knows truncation from ABI 3 on */

static const char *in(const char *folder, const char *name)
{
    static char path[2][128];
    static int turn;

    turn = !turn;
    snprintf(path[turn], sizeof path[turn], "%s/%s", folder, name);
    return path[turn];
}

static void lock_in(struct buf *told)
{
    const char *const folders[] = {own, "/nowhere/at/all", NULL};

    sandbox_enter(folders, told);
}

/* The errno of what `try` does when locked in; 0: it may. */
static int tried(int (*try)(void))
{
    pid_t child = fork();
    int status = 0;

    if (child == 0) {
        struct buf told = {0};

        lock_in(&told);
        errno = 0;
        _exit(try() < 0 ? errno : 0);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static int write_own(void) { return open(in(own, "new"), O_WRONLY | O_CREAT, 0600); }
static int write_outside(void) { return open(in(other, "new"), O_WRONLY | O_CREAT, 0600); }
static int change_outside(void) { return open(in(other, "old"), O_WRONLY); }
static int cut_outside(void) { return truncate(in(other, "old"), 0); }
static int remove_outside(void) { return unlink(in(other, "old")); }
static int read_outside(void) { return open(in(other, "old"), O_RDONLY); }
static int move_within(void) { return mkdir(in(own, "done"), 0700) < 0 || rename(in(own, "spool"), in(own, "done/spool")) ? -1 : 0; }
static int move_out(void) { return rename(in(own, "letter"), in(other, "letter")); }
static int write_null(void) { return open("/dev/null", O_WRONLY); }
static int start_program(void) { return execl("/bin/true", "true", (char *)NULL); }
static int packet_socket(void) { return socket(AF_PACKET, SOCK_RAW, 0); }
static int web_socket(void) { return socket(AF_INET, SOCK_STREAM, 0); }
static int local_socket(void) { return socket(AF_UNIX, SOCK_DGRAM, 0); }
static int become(void) { return setuid(getuid()); }
static int new_root(void) { return chroot(own); }

static void make_file(const char *path)
{
    int fd = open(path, O_WRONLY | O_CREAT, 0600);

    assert_true(fd >= 0);
    assert_int_equal(write(fd, "x", 1), 1);
    close(fd);
}

static void test_files(void **state)
{
    (void)state;
    if (!has_landlock)
        skip();
    assert_int_equal(tried(write_own), 0);
    assert_int_equal(tried(move_within), 0);
    assert_int_equal(tried(read_outside), 0);
    assert_int_equal(tried(write_null), 0);
    assert_int_equal(tried(write_outside), EACCES);
    assert_int_equal(tried(change_outside), EACCES);
    assert_int_equal(tried(cut_outside), has_truncate ? EACCES : 0);
    assert_int_equal(tried(remove_outside), EACCES);
    assert_true(tried(move_out) != 0);
    assert_int_equal(access(in(own, "letter"), F_OK), 0);
}

static void test_calls(void **state)
{
    (void)state;
    if (!has_seccomp)
        skip();
    assert_int_equal(tried(web_socket), 0);
    assert_int_equal(tried(local_socket), 0);
    assert_int_equal(tried(start_program), EPERM);
    assert_int_equal(tried(packet_socket), EPERM);
    assert_int_equal(tried(become), EPERM);
    assert_int_equal(tried(new_root), EPERM);
}

/* It says what the kernel has: asked of a child, for there is no way back. */
static int ask(void)
{
    struct buf told = {0};

    lock_in(&told);
    return (strstr(buf_c(&told), "landlock=not") ? 0 : 1) + (strstr(buf_c(&told), "seccomp=yes") ? 2 : 0) +
           (strstr(buf_c(&told), "landlock=2 ") ? 0 : 4);
}

static int set_up(void **state)
{
    pid_t child;
    int status = 0;

    (void)state;
    if (!mkdtemp(own) || !mkdtemp(other))
        return -1;
    make_file(in(other, "old"));
    make_file(in(own, "spool"));
    make_file(in(own, "letter"));
    child = fork();
    if (child == 0)
        _exit(ask());
    waitpid(child, &status, 0);
    has_landlock = WEXITSTATUS(status) & 1;
    has_seccomp = WEXITSTATUS(status) & 2;
    has_truncate = WEXITSTATUS(status) & 4;
    return 0;
}

static int tear_down(void **state)
{
    static const char *const mine[] = {"new", "letter", "done/spool"};

    (void)state;
    for (size_t i = 0; i < sizeof mine / sizeof *mine; i++)
        unlink(in(own, mine[i]));
    rmdir(in(own, "done"));
    rmdir(own);
    unlink(in(other, "old"));
    return rmdir(other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_files), cmocka_unit_test(test_calls)};

    return cmocka_run_group_tests(tests, set_up, tear_down);
}

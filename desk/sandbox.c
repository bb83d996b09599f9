/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "desk/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

/* ---- landlock ---- */

#ifndef LANDLOCK_ACCESS_FS_REFER
#define LANDLOCK_ACCESS_FS_REFER (1ULL << 13)
#endif
#ifndef LANDLOCK_ACCESS_FS_TRUNCATE
#define LANDLOCK_ACCESS_FS_TRUNCATE (1ULL << 14)
#endif

enum { LEAST_ABI = 2, TRUNCATE_ABI = 3 }; /* before ABI 2 no file could move between folders */

static uint64_t write_rights(long abi)
{
    return LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_MAKE_DIR |
           LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_REFER |
           (abi >= TRUNCATE_ABI ? LANDLOCK_ACCESS_FS_TRUNCATE : 0);
}

static uint64_t other_rights(void)
{
    return LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_FIFO | LANDLOCK_ACCESS_FS_MAKE_BLOCK |
           LANDLOCK_ACCESS_FS_MAKE_SYM;
}

static int allow(int rules, const char *path, uint64_t rights)
{
    struct landlock_path_beneath_attr rule = {.allowed_access = rights, .parent_fd = open(path, O_PATH | O_CLOEXEC)};
    long failed = rule.parent_fd < 0 || syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);

    if (rule.parent_fd >= 0)
        close(rule.parent_fd);
    return failed != 0;
}

/* The ABI that is in force, or 0. */
static long enter_landlock(const char *const *folders)
{
    long abi = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    struct landlock_ruleset_attr handled = {.handled_access_fs = write_rights(abi) | other_rights()};
    int rules = abi < LEAST_ABI ? -1 : (int)syscall(SYS_landlock_create_ruleset, &handled, sizeof handled, 0);
    long failed = rules < 0;

    for (int i = 0; !failed && folders[i]; i++)
        allow(rules, folders[i], write_rights(abi)); /* one that isn't there is not written */
    if (!failed)
        allow(rules, "/dev/null", LANDLOCK_ACCESS_FS_WRITE_FILE | (abi >= TRUNCATE_ABI ? LANDLOCK_ACCESS_FS_TRUNCATE : 0));
#ifdef COVERAGE_FOLDER /* `make coverage`: what ran is written down at the end */
    if (!failed)
        allow(rules, COVERAGE_FOLDER, write_rights(abi));
#endif
    failed = failed || syscall(SYS_landlock_restrict_self, rules, 0);
    if (rules >= 0)
        close(rules);
    return failed ? 0 : abi;
}

/* ---- seccomp ---- */

#if defined(__x86_64__)
#define OWN_ARCH AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define OWN_ARCH AUDIT_ARCH_AARCH64
#endif

#ifdef OWN_ARCH
/* Sanitizers look for leaks by tracing. */
#if defined(__SANITIZE_ADDRESS__)
#define TRACING
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define TRACING
#endif
#endif
#ifndef TRACING
#define TRACING SYS_ptrace,
#endif

static const int refused[] = {
    /* other programs */
    SYS_execve, SYS_execveat, TRACING SYS_process_vm_readv, SYS_process_vm_writev, SYS_kcmp, SYS_pidfd_getfd, SYS_userfaultfd,
    SYS_perf_event_open, SYS_bpf, SYS_personality,
    /* the file tree and its guards */
    SYS_mount, SYS_umount2, SYS_pivot_root, SYS_chroot, SYS_setns, SYS_unshare, SYS_move_mount, SYS_open_tree, SYS_fsopen, SYS_fsmount,
    SYS_fsconfig, SYS_fspick, SYS_mount_setattr, SYS_name_to_handle_at, SYS_open_by_handle_at, SYS_quotactl, SYS_fanotify_init,
    SYS_swapon, SYS_swapoff, SYS_acct,
    /* who we are */
    SYS_setuid, SYS_setgid, SYS_setreuid, SYS_setregid, SYS_setresuid, SYS_setresgid, SYS_setgroups, SYS_setfsuid, SYS_setfsgid,
    SYS_capset, SYS_add_key, SYS_request_key, SYS_keyctl,
    /* the machine */
    SYS_init_module, SYS_finit_module, SYS_delete_module, SYS_kexec_load, SYS_reboot, SYS_sethostname, SYS_setdomainname, SYS_syslog,
    SYS_settimeofday, SYS_clock_settime, SYS_adjtimex, SYS_clock_adjtime,
    /* a way round this filter */
    SYS_io_uring_setup, SYS_io_uring_enter, SYS_io_uring_register,
};
enum { REFUSED = sizeof refused / sizeof *refused, X32_BIT = 0x40000000 };

static const unsigned families[] = {AF_UNIX, AF_INET, AF_INET6, AF_NETLINK}; /* netlink: the resolver asks for the machine's addresses */
enum { FAMILIES = sizeof families / sizeof *families };

#define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define ANSWER(what) BPF_STMT(BPF_RET | BPF_K, what)
#define IF(test, value, yes, no) BPF_JUMP(BPF_JMP | (test) | BPF_K, (uint32_t)(value), (uint8_t)(yes), (uint8_t)(no))

static bool enter_seccomp(void)
{
    struct sock_filter code[16 + REFUSED + FAMILIES];
    struct sock_fprog program = {.filter = code};
    int n = 0;

    code[n++] = (struct sock_filter)LOAD(arch);
    code[n++] = (struct sock_filter)IF(BPF_JEQ, OWN_ARCH, 1, 0);
    code[n++] = (struct sock_filter)ANSWER(SECCOMP_RET_KILL_PROCESS);
    code[n++] = (struct sock_filter)LOAD(nr);
    code[n++] = (struct sock_filter)IF(BPF_JGE, X32_BIT, 0, 1);
    code[n++] = (struct sock_filter)ANSWER(SECCOMP_RET_KILL_PROCESS);
    for (int i = 0; i < REFUSED; i++) /* to the refusal behind the list */
        code[n++] = (struct sock_filter)IF(BPF_JEQ, refused[i], REFUSED - 1 - i + 2, 0);
    code[n++] = (struct sock_filter)IF(BPF_JEQ, SYS_socket, 2, 0);
    code[n++] = (struct sock_filter)ANSWER(SECCOMP_RET_ALLOW);
    code[n++] = (struct sock_filter)ANSWER(SECCOMP_RET_ERRNO | EPERM);
    code[n++] = (struct sock_filter)LOAD(args[0]);
    for (int i = 0; i < FAMILIES; i++)
        code[n++] = (struct sock_filter)IF(BPF_JEQ, families[i], FAMILIES - i, 0);
    code[n++] = (struct sock_filter)ANSWER(SECCOMP_RET_ERRNO | EPERM);
    code[n++] = (struct sock_filter)ANSWER(SECCOMP_RET_ALLOW);
    program.len = (unsigned short)n;
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}
#else
static bool enter_seccomp(void)
{
    return false;
}
#endif

void sandbox_enter(const char *const *folders, struct buf *told)
{
    bool may = prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0;
    long abi = may ? enter_landlock(folders) : 0;

    if (abi)
        buf_printf(told, "landlock=%ld", abi);
    else
        buf_puts(told, "landlock=not-in-this-kernel");
    buf_puts(told, may && enter_seccomp() ? " seccomp=yes" : " seccomp=not-in-this-kernel");
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "newsroom/listen.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

enum { BACKLOG = 511 };

static int failed(int fd, struct str setting, struct err *err)
{
    err_set(err, "listen = %.*s: %s", STR_ARG(setting), strerror(errno));
    if (fd >= 0)
        close(fd);
    return -1;
}

static int listen_unix(struct str setting, struct err *err)
{
    struct str path = str_sub(setting, 5, setting.n);
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int fd;

    if (path.n == 0 || path.n >= sizeof address.sun_path)
        return err_set(err, "listen = %.*s: no path, or too long a one", STR_ARG(setting));
    memcpy(address.sun_path, path.p, path.n);
    fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    unlink(address.sun_path);
    if (fd < 0 || bind(fd, (struct sockaddr *)&address, sizeof address) || chmod(address.sun_path, 0660) || listen(fd, BACKLOG))
        return failed(fd, setting, err);
    return fd;
}

/* 127.0.0.1:PORT or [::1]:PORT. */
static int listen_loopback(struct str setting, char *told, size_t room, struct err *err)
{
    bool six = str_starts(setting, STR("[::1]:"));
    struct str port = str_sub(setting, six ? 6 : 10, setting.n);
    struct sockaddr_in6 a6 = {.sin6_family = AF_INET6, .sin6_addr = IN6ADDR_LOOPBACK_INIT};
    struct sockaddr_in a4 = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    struct sockaddr *address = six ? (struct sockaddr *)&a6 : (struct sockaddr *)&a4;
    socklen_t bytes = six ? sizeof a6 : sizeof a4;
    long long number;
    int on = 1;
    int fd;

    if (!(six || str_starts(setting, STR("127.0.0.1:"))) || str_to_number(port, 65535, &number))
        return err_set(err, "listen = %.*s: neither unix:PATH nor 127.0.0.1:PORT", STR_ARG(setting));
    a4.sin_port = a6.sin6_port = htons((uint16_t)number);
    fd = socket(address->sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0 || setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) || bind(fd, address, bytes) || listen(fd, BACKLOG) ||
        getsockname(fd, address, &bytes))
        return failed(fd, setting, err);
    snprintf(told, room, "%s:%d", six ? "[::1]" : "127.0.0.1", ntohs(six ? a6.sin6_port : a4.sin_port));
    return fd;
}

int listen_on(struct newsroom *n, struct str setting, struct err *err)
{
    char told[160];

    if (n->listening >= 0 && str_eq(setting, str_of(n->setting)))
        return 0;
    stop_listening(n);
    snprintf(told, sizeof told, "%.*s", STR_ARG(setting));
    n->listening = str_starts(setting, STR("unix:")) ? listen_unix(setting, err) : listen_loopback(setting, told, sizeof told, err);
    n->setting = str_c(&n->forever, setting);
    n->listens_on = str_c(&n->forever, str_of(told));
    return n->listening < 0 ? -1 : 0;
}

void stop_listening(struct newsroom *n)
{
    if (n->listening >= 0)
        close(n->listening);
    n->listening = -1;
    if (n->setting && str_starts(str_of(n->setting), STR("unix:")))
        unlink(n->setting + 5);
    n->setting = NULL;
}

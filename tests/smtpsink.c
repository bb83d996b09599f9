/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * A small mail server on loopback for the tests: it speaks SMTP (RFC 5321) as far as a client needs it, keeps each message it
 * accepted as FOLDER/N.eml (envelope in the first two lines), and makes trouble by the recipient's name:
 *
 *     refuse...@   550 to RCPT                 later...@   451 to RCPT the first time
 *     reject...@   554 to the text             drop...@    breaks off after the text, the first time, and keeps nothing
 *     lost...@     keeps the message and breaks off before it says so, the first time
 *     hang...@     never answers RCPT; ends when the client goes away
 *
 *     smtpsink [--port-file F] FOLDER
 *
 * It listens on a free port, which is written to stdout and to the port file. A connection is a process; SIGTERM ends it.
 */
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <arpa/inet.h>
#include <sys/socket.h>

enum { LINE = 4096 };

struct session {
    FILE *in, *out;
    const char *folder;
    char from[LINE], to[LINE];
};

static void say(struct session *s, const char *line)
{
    fprintf(s->out, "%s\r\n", line);
    fflush(s->out);
}

static bool is_for(const struct session *s, const char *name)
{
    return strncmp(s->to, name, strlen(name)) == 0;
}

/* Did this trouble not happen to this recipient before? A marker file tells. */
static bool first_time(const struct session *s)
{
    char path[2 * LINE];
    int fd;

    snprintf(path, sizeof path, "%s/.seen-%.200s", s->folder, s->to);
    fd = open(path, O_CREAT | O_EXCL | O_WRONLY, 0600);
    if (fd >= 0)
        close(fd);
    return fd >= 0;
}

/* The next free number, taken atomically. */
static FILE *new_message(const struct session *s, char path[2 * LINE])
{
    for (int i = 1; i < 100000; i++) {
        int fd;

        snprintf(path, 2 * LINE, "%s/%05d.eml", s->folder, i);
        fd = open(path, O_CREAT | O_EXCL | O_WRONLY, 0600);
        if (fd >= 0)
            return fdopen(fd, "w");
    }
    exit(1);
}

/* Reads the text up to the lone dot; false when the client went away. */
static bool take_text(struct session *s, FILE *to)
{
    char line[LINE];

    while (fgets(line, sizeof line, s->in)) {
        if (strcmp(line, ".\r\n") == 0)
            return true;
        if (to)
            fputs(line[0] == '.' ? line + 1 : line, to);
    }
    return false;
}

static void take_message(struct session *s)
{
    bool nothing = is_for(s, "reject") || (is_for(s, "drop") && first_time(s));
    char path[2 * LINE];
    FILE *file;
    bool whole;

    say(s, "354 go on");
    if (nothing) {
        take_text(s, NULL);
        if (is_for(s, "drop"))
            exit(0);
        say(s, "554 5.7.1 we do not want this text");
        return;
    }
    file = new_message(s, path);
    fprintf(file, "X-From: %s\r\nX-To: %s\r\n", s->from, s->to);
    whole = take_text(s, file);
    fclose(file);
    if (!whole)
        exit(unlink(path));
    if (is_for(s, "lost") && first_time(s))
        exit(0);
    say(s, "250 2.0.0 taken in");
}

/* What stands between < and >. */
static void copy_address(char *to, const char *line)
{
    const char *start = strchr(line, '<');
    size_t n = start ? strcspn(start + 1, ">") : 0;

    snprintf(to, LINE, "%.*s", (int)n, start ? start + 1 : "");
}

static void take_recipient(struct session *s, const char *line)
{
    copy_address(s->to, line);
    if (is_for(s, "hang")) {
        while (fgetc(s->in) != EOF)
            continue;
        exit(0);
    }
    if (is_for(s, "refuse"))
        say(s, "550 5.1.1 no such reader here");
    else if (is_for(s, "later") && first_time(s))
        say(s, "451 4.2.1 come back later");
    else
        say(s, "250 2.1.5 ok");
}

static void serve(struct session *s)
{
    char line[LINE];

    say(s, "220 smtpsink ESMTP");
    while (fgets(line, sizeof line, s->in)) {
        if (strncasecmp(line, "EHLO", 4) == 0) {
            fputs("250-smtpsink\r\n250-8BITMIME\r\n", s->out);
            say(s, "250 SIZE 50000000");
        } else if (strncasecmp(line, "MAIL FROM:", 10) == 0) {
            copy_address(s->from, line);
            say(s, "250 2.1.0 ok");
        } else if (strncasecmp(line, "RCPT TO:", 8) == 0) {
            take_recipient(s, line);
        } else if (strncasecmp(line, "DATA", 4) == 0) {
            take_message(s);
        } else if (strncasecmp(line, "QUIT", 4) == 0) {
            say(s, "221 2.0.0 bye");
            return;
        } else {
            say(s, strncasecmp(line, "RSET", 4) == 0 || strncasecmp(line, "NOOP", 4) == 0 ? "250 2.0.0 ok" : "502 5.5.2 unknown");
        }
    }
}

static int listen_on_loopback(int *port)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t n = sizeof address;
    int fd = socket(AF_INET, SOCK_STREAM, 0);

    if (fd < 0 || bind(fd, (struct sockaddr *)&address, n) || listen(fd, 16) || getsockname(fd, (struct sockaddr *)&address, &n)) {
        perror("smtpsink");
        exit(1);
    }
    *port = ntohs(address.sin_port);
    return fd;
}

static void tell_port(const char *path, int port)
{
    FILE *file = path ? fopen(path, "w") : NULL;

    printf("%d\n", port);
    fflush(stdout);
    if (file) {
        fprintf(file, "%d\n", port);
        fclose(file);
    }
}

int main(int argc, char **argv)
{
    bool with_file = argc == 4 && strcmp(argv[1], "--port-file") == 0;
    int port;
    int server;

    if (argc != 2 && !with_file) {
        fputs("usage: smtpsink [--port-file F] FOLDER\n", stderr);
        return 2;
    }
    signal(SIGCHLD, SIG_IGN);
    signal(SIGPIPE, SIG_IGN);
    server = listen_on_loopback(&port);
    tell_port(with_file ? argv[2] : NULL, port);
    for (;;) {
        int fd = accept(server, NULL, NULL);

        if (fd >= 0 && fork() == 0) {
            struct session s = {.in = fdopen(fd, "r"), .out = fdopen(dup(fd), "w"), .folder = argv[argc - 1]};

            close(server);
            serve(&s);
            return 0;
        }
        if (fd >= 0)
            close(fd);
    }
}

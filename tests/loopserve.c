/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * A small web server on loopback for the demo and the tests: it serves a folder with ETag, Last-Modified and 304.
 *
 *     loopserve [--address A] [--port N] [--port-file F] [--log F] FOLDER
 *
 * Port 0 (the standard) is any free one; it is written to stdout and to the port file. SIGTERM and SIGINT end it. The
 * log gets a line per request: status, path, If-None-Match, If-Modified-Since. A query asks for trouble:
 *
 *     ?status=503&retry-after=60      that status, with that Retry-After
 *     ?redirect=301&to=/other.xml     a redirect
 *     ?slow=MS                        a pause of so many ms before each KB of the body
 *     ?encoding=gzip                  the file's bytes are labelled as gzip
 *     ?validators=no                  neither ETag nor Last-Modified
 *     ?type=text/html                 that Content-Type
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <arpa/inet.h>
#include <microhttpd.h>

#include "base/file.h"

struct server {
    const char *folder;
    FILE *log; /* or NULL */
};

static const char *query(struct MHD_Connection *c, const char *key)
{
    return MHD_lookup_connection_value(c, MHD_GET_ARGUMENT_KIND, key);
}

static const char *header(struct MHD_Connection *c, const char *key)
{
    return MHD_lookup_connection_value(c, MHD_HEADER_KIND, key);
}

static enum MHD_Result answer(const struct server *s, struct MHD_Connection *c, const char *path, unsigned status,
                              struct MHD_Response *response)
{
    enum MHD_Result result = MHD_queue_response(c, status, response);
    const char *match = header(c, "If-None-Match");
    const char *since = header(c, "If-Modified-Since");

    MHD_destroy_response(response);
    if (s->log) {
        fprintf(s->log, "%u %s %s %s\n", status, path, match ? match : "-", since ? since : "-");
        fflush(s->log);
    }
    return result;
}

static struct MHD_Response *text_response(const char *text)
{
    return MHD_create_response_from_buffer(strlen(text), (void *)(uintptr_t)text, MHD_RESPMEM_PERSISTENT);
}

static enum MHD_Result answer_status(const struct server *s, struct MHD_Connection *c, const char *path)
{
    struct MHD_Response *response = text_response("");
    const char *to = query(c, "to");
    const char *retry_after = query(c, "retry-after");
    const char *redirect = query(c, "redirect");
    long status = strtol(redirect ? redirect : query(c, "status"), NULL, 10);

    if (redirect && to)
        MHD_add_response_header(response, "Location", to);
    if (retry_after)
        MHD_add_response_header(response, "Retry-After", retry_after);
    return answer(s, c, path, status >= 200 && status < 600 ? (unsigned)status : 500, response);
}

/* ---- files ---- */

struct slow_file {
    int fd;
    long pause_ms;
};

static ssize_t read_slowly(void *context, uint64_t at, char *bytes, size_t max)
{
    const struct slow_file *f = context;
    struct timespec pause = {f->pause_ms / 1000, f->pause_ms % 1000 * 1000000};
    ssize_t n;

    nanosleep(&pause, NULL);
    n = pread(f->fd, bytes, max < 1024 ? max : 1024, (off_t)at);
    return n > 0 ? n : n == 0 ? MHD_CONTENT_READER_END_OF_STREAM : MHD_CONTENT_READER_END_WITH_ERROR;
}

static void close_slow(void *context)
{
    struct slow_file *f = context;

    close(f->fd);
    free(f);
}

static struct MHD_Response *file_response(int fd, const struct stat *st, const char *slow)
{
    struct slow_file *f;

    if (!slow)
        return MHD_create_response_from_fd((uint64_t)st->st_size, fd);
    f = mem_calloc(1, sizeof *f);
    *f = (struct slow_file){fd, strtol(slow, NULL, 10)};
    return MHD_create_response_from_callback((uint64_t)st->st_size, 1024, read_slowly, f, close_slow);
}

static const char *type_of(const char *path)
{
    static const char *const types[][2] = {{".json", "application/json"},   {".html", "text/html; charset=utf-8"},
                                           {".rss", "application/rss+xml"}, {".atom", "application/atom+xml"},
                                           {".opml", "text/x-opml"},        {".pdf", "application/pdf"},
                                           {".svg", "image/svg+xml"},       {".css", "text/css"},
                                           {".xml", "application/xml"}};
    const char *end = strrchr(path, '.');

    for (size_t i = 0; end && i < sizeof types / sizeof *types; i++)
        if (strcmp(end, types[i][0]) == 0)
            return types[i][1];
    return "application/octet-stream";
}

static bool same(const char *asked, const char *held)
{
    return asked && strcmp(asked, held) == 0;
}

static enum MHD_Result answer_file(const struct server *s, struct MHD_Connection *c, const char *path, int fd,
                                   const struct stat *st)
{
    const char *match = header(c, "If-None-Match");
    const char *wanted = query(c, "validators");
    bool validators = !wanted || strcmp(wanted, "no") != 0;
    bool unchanged;
    char etag[64], modified[64];
    struct MHD_Response *response;
    struct tm tm;

    gmtime_r(&st->st_mtime, &tm);
    strftime(modified, sizeof modified, "%a, %d %b %Y %H:%M:%S GMT", &tm);
    snprintf(etag, sizeof etag, "\"%llx-%llx.%lx\"", (unsigned long long)st->st_size,
             (unsigned long long)st->st_mtim.tv_sec, (unsigned long)st->st_mtim.tv_nsec);
    unchanged = validators && (match ? same(match, etag) : same(header(c, "If-Modified-Since"), modified));
    if (unchanged)
        close(fd);
    response = unchanged ? text_response("") : file_response(fd, st, query(c, "slow"));
    if (validators) {
        MHD_add_response_header(response, "ETag", etag);
        MHD_add_response_header(response, "Last-Modified", modified);
    }
    if (!unchanged)
        MHD_add_response_header(response, "Content-Type", query(c, "type") ? query(c, "type") : type_of(path));
    if (query(c, "encoding"))
        MHD_add_response_header(response, "Content-Encoding", query(c, "encoding"));
    return answer(s, c, path, unchanged ? 304 : 200, response);
}

static enum MHD_Result handle(void *context, struct MHD_Connection *c, const char *path, const char *method,
                              const char *version, const char *upload, size_t *upload_size, void **own)
{
    const struct server *s = context;
    char file[4096];
    struct stat st;
    int fd;

    (void)version, (void)upload, (void)upload_size;
    if (!*own) { /* first only the headers are there */
        *own = context;
        return MHD_YES;
    }
    if (strcmp(method, "GET") != 0 && strcmp(method, "HEAD") != 0)
        return answer(s, c, path, 405, text_response("only GET\n"));
    if (query(c, "status") || query(c, "redirect"))
        return answer_status(s, c, path);
    if (strstr(path, "..") || snprintf(file, sizeof file, "%s/%s", s->folder, path) >= (int)sizeof file)
        return answer(s, c, path, 404, text_response("not here\n"));
    fd = open(file, O_RDONLY | O_CLOEXEC);
    if (fd < 0 || fstat(fd, &st) || !S_ISREG(st.st_mode)) {
        if (fd >= 0)
            close(fd);
        return answer(s, c, path, 404, text_response("not here\n"));
    }
    return answer_file(s, c, path, fd, &st);
}

/* ---- the program ---- */

static int usage(void)
{
    fprintf(stderr, "usage: loopserve [--address A] [--port N] [--port-file F] [--log F] FOLDER\n");
    return 2;
}

static int tell_port(struct MHD_Daemon *daemon, const char *port_file)
{
    const union MHD_DaemonInfo *info = MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_BIND_PORT);
    struct buf text = {0};
    struct err err;
    int result = 0;

    buf_printf(&text, "%u\n", (unsigned)info->port);
    fputs(buf_c(&text), stdout);
    fflush(stdout);
    if (port_file && file_write(port_file, buf_str(&text), &err)) {
        fprintf(stderr, "loopserve: %s\n", err.text);
        result = 1;
    }
    buf_release(&text);
    return result;
}

int main(int argc, char **argv)
{
    struct server s = {0};
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    const char *port_file = NULL;
    struct MHD_Daemon *daemon;
    sigset_t ends;
    int received;
    int result;

    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--port") == 0 && i + 1 < argc)
            address.sin_port = htons((uint16_t)strtol(argv[++i], NULL, 10));
        else if (strcmp(argv[i], "--port-file") == 0 && i + 1 < argc)
            port_file = argv[++i];
        else if (strcmp(argv[i], "--address") == 0 && i + 1 < argc &&
                 inet_pton(AF_INET, argv[i + 1], &address.sin_addr) == 1)
            i++;
        else if (strcmp(argv[i], "--log") == 0 && i + 1 < argc)
            s.log = fopen(argv[++i], "a");
        else if (argv[i][0] != '-' && !s.folder)
            s.folder = argv[i];
        else
            return usage();
    }
    if (!s.folder)
        return usage();
    sigemptyset(&ends);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGINT);
    sigprocmask(SIG_BLOCK, &ends, NULL);
    daemon = MHD_start_daemon(MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_THREAD_PER_CONNECTION, 0, NULL, NULL, handle,
                              &s, MHD_OPTION_SOCK_ADDR, (struct sockaddr *)&address, MHD_OPTION_END);
    if (!daemon) {
        fprintf(stderr, "loopserve: port %u: %s\n", (unsigned)ntohs(address.sin_port), strerror(errno));
        return 1;
    }
    result = tell_port(daemon, port_file);
    if (result == 0)
        sigwait(&ends, &received);
    MHD_stop_daemon(daemon);
    if (s.log)
        fclose(s.log);
    return result;
}

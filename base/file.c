/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int read_all(int fd, const char *path, struct buf *out, struct err *err)
{
    char chunk[65536];
    ssize_t n;

    while ((n = read(fd, chunk, sizeof chunk)) != 0) {
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return err_set(err, "%s: %s", path, strerror(errno));
        buf_add(out, (struct str){chunk, (size_t)n});
        if (out->full)
            return err_set(err, "%s: larger than %zu bytes", path, out->max);
    }
    return 0;
}

int file_read(const char *path, struct buf *out, struct err *err)
{
    bool standard_input = strcmp(path, "-") == 0;
    int fd = standard_input ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    int result;

    if (fd < 0)
        return err_set(err, "%s: %s", path, strerror(errno));
    result = read_all(fd, path, out, err);
    if (!standard_input)
        close(fd);
    return result;
}

static int write_all(int fd, struct str bytes)
{
    while (bytes.n) {
        ssize_t n = write(fd, bytes.p, bytes.n);

        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return -1;
        bytes = str_sub(bytes, (size_t)n, bytes.n);
    }
    return fsync(fd);
}

static int write_file(const char *path, struct str bytes, mode_t mode, struct err *err)
{
    char temporary[4096];
    int fd;
    int failed;

    if (snprintf(temporary, sizeof temporary, "%s.%ld.new", path, (long)getpid()) >= (int)sizeof temporary)
        return err_set(err, "%s: the path is too long", path);
    fd = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode);
    if (fd < 0)
        return err_set(err, "%s: %s", path, strerror(errno));
    failed = write_all(fd, bytes) ? errno : 0;
    if (close(fd) && !failed)
        failed = errno;
    if (!failed && rename(temporary, path))
        failed = errno;
    if (failed) {
        unlink(temporary);
        return err_set(err, "%s: %s", path, strerror(failed));
    }
    return 0;
}

int file_write(const char *path, struct str bytes, struct err *err)
{
    return write_file(path, bytes, 0644, err);
}

int file_write_secret(const char *path, struct str bytes, struct err *err)
{
    return write_file(path, bytes, 0600, err);
}

int file_make_folder(const char *path, struct err *err)
{
    char part[4096];
    size_t n = strlen(path);
    struct stat about;

    if (n == 0 || n >= sizeof part)
        return err_set(err, "%s: no path that can be made", path);
    for (size_t i = 1; i <= n; i++) {
        if (path[i] != '/' && path[i] != '\0')
            continue;
        memcpy(part, path, i);
        part[i] = '\0';
        if (mkdir(part, 0755) && errno != EEXIST)
            return err_set(err, "%s: %s", part, strerror(errno));
    }
    if (stat(path, &about) || !S_ISDIR(about.st_mode))
        return err_set(err, "%s: %s", path, strerror(ENOTDIR));
    return 0;
}

bool file_exists(const char *path)
{
    return access(path, F_OK) == 0;
}

char *file_path(struct arena *a, const char *folder, const char *name)
{
    return (char *)str_printf(a, "%s/%s", folder, name).p;
}

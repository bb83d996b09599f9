/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* For tests: a folder with lexicon files of the test's own, gone at the end. */
#ifndef TESTS_LEXICON_FOLDER_H
#define TESTS_LEXICON_FOLDER_H

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"

static inline void folder_make(char *folder)
{
    strcpy(folder, "/tmp/tamtam_lexicon_XXXXXX");
    if (!mkdtemp(folder))
        abort();
}

static inline void folder_write(const char *folder, const char *name, const char *lines)
{
    struct buf text = {0};
    struct err err;
    char path[200];

    snprintf(path, sizeof path, "%s/%s", folder, name);
    buf_puts(&text, "# a remark\nentry\tmark\tweight\tpos\tnote\n");
    buf_puts(&text, lines);
    if (file_write(path, buf_str(&text), &err))
        abort();
    buf_release(&text);
}

static inline void folder_remove(const char *folder, const char *const *names)
{
    char path[200];

    for (; *names; names++) {
        snprintf(path, sizeof path, "%s/%s", folder, *names);
        unlink(path);
    }
    rmdir(folder);
}

#endif

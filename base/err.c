/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

/* What a message quotes may be anything, and may be cut in the middle of a character. */
static void tame(char *text)
{
    struct str s = str_of(text);

    for (size_t at = 0; at < s.n;) {
        size_t begin = at;
        int c = utf8_next(s, &at);

        if (c < ' ' || (c >= 0x7F && c < 0xA0))
            memset(text + begin, '?', at - begin);
    }
}

int err_set(struct err *err, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    vsnprintf(err->text, sizeof err->text, format, args);
    va_end(args);
    tame(err->text);
    return -1;
}

int err_at(struct err *err, const char *format, ...)
{
    struct err inner = *err;
    va_list args;
    size_t n;

    va_start(args, format);
    vsnprintf(err->text, sizeof err->text, format, args);
    va_end(args);
    n = strlen(err->text);
    snprintf(err->text + n, sizeof err->text - n, ": %s", inner.text);
    tame(err->text);
    return -1;
}

void faults_add(struct faults *f, const char *file, int line, const char *format, ...)
{
    struct err what;
    char text[1536];
    va_list args;

    va_start(args, format);
    vsnprintf(what.text, sizeof what.text, format, args);
    va_end(args);
    tame(what.text);
    if (line)
        snprintf(text, sizeof text, "%s:%d: %s", file, line, what.text);
    else
        snprintf(text, sizeof text, "%s: %s", file, what.text);
    f->count++;
    if (f->found)
        f->found(f->context, text);
}

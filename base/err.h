/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * The one way in which something that failed is told: a function returns -1 and says in its last argument
 * what failed and where ("feeds.conf:12: no url in [source nos]"). It is untouched on success. The message
 * is for the person who can mend it; control characters in it and what is not UTF-8 are shown as '?'.
 */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#include "base/str.h"

struct err {
    char text[1024];
};

/* Sets the message; returns -1, so that `return err_set(...)` reads well. */
int err_set(struct err *err, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Puts "where: " before the message; returns -1. */
int err_at(struct err *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

/*
 * Faults of a file that is read to its end: all are told, not only the first. `found` is called for each,
 * with "file:line: what". Zero-initialised, it only counts.
 */
struct faults {
    void (*found)(void *context, const char *text);
    void *context;
    int count;
};

/* Tells one fault; line 0 leaves the line out. */
void faults_add(struct faults *f, const char *file, int line, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

#endif

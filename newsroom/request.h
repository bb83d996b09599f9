/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * What a request says, read from its bytes: target, form and cookies. All of it is hostile. Percent signs are decoded once; a value
 * that is no clean UTF-8 text, a NUL or another control character (line ends and tabs are allowed in a form's values), an empty, `.` or
 * `..` path segment and an encoded slash make the whole request refused. Nothing is guessed.
 */
#ifndef NEWSROOM_REQUEST_H
#define NEWSROOM_REQUEST_H

#include "base/err.h"

enum { MOST_SEGMENTS = 8, MOST_FIELDS = 2000, MOST_TARGET = 4096, MOST_COOKIES = 4096 };

struct field {
    struct str name, value;
};
/* In the order in which they came; a name may come more than once. */
struct fields {
    struct field *v;
    int n, cap;
};

/* The first value of a name; empty where there is none. */
struct str fields_get(const struct fields *f, const char *name);
/* Is the name there, be it without a value? */
bool fields_has(const struct fields *f, const char *name);
/* Walks the values of a name that may come more than once: start with *at = 0; false at the end. */
bool fields_next(const struct fields *f, const char *name, int *at, struct str *value);

/* A request's target: "/issues/12?venster=7" has the segments "issues" and "12" and one query field. "/" has none. */
struct target {
    struct str whole; /* as it came */
    struct str path;  /* without the query */
    struct str segments[MOST_SEGMENTS];
    int nsegments;
    bool slash; /* at the end: no path of ours */
    struct fields query;
};
/* All texts are in the arena. */
int request_target(struct target *t, struct arena *a, struct str raw, struct err *err);
/* application/x-www-form-urlencoded. Line ends become \n. */
int request_form(struct fields *f, struct arena *a, struct str raw, struct err *err);
/* The Cookie header: names and values as they stand. What is no pair is passed over. */
void request_cookies(struct fields *f, struct arena *a, struct str raw);

/* Adds a text as a path segment or query value: all but letters, digits and -._~ percent-encoded; in the arena. */
struct str url_part(struct arena *a, struct str s);

#endif

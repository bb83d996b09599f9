/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * The configuration reader. The grammar: [kind argument] opens a section, `key = value` stands in one, a line
 * that starts with # is a remark, a line that ends in \ goes on in the next; lines have no maximum length.
 * Everything keeps its line number, so that a fault can be told with file and line.
 */
#ifndef BASE_INI_H
#define BASE_INI_H

#include "base/err.h"

struct ini_item {
    struct str key;
    struct str value;
    int line;
    bool used; /* set by ini_get: what nobody asked for is a typing error */
};

struct ini_section {
    struct str kind;     /* "district" */
    struct str argument; /* "Bloemenwijk", or empty */
    int line;
    struct ini_item *items;
    int n, cap;
};

struct ini {
    char *path;                   /* as given; for messages */
    struct ini_section *sections; /* in the file's order */
    int n, cap;
    struct arena arena; /* owns all text */
};

/* Reads a file; what is no line of the grammar is told in `faults` and left out. -1 when the file can't be read. */
int ini_read(struct ini *ini, const char *path, struct faults *faults, struct err *err);
/* Reads text that is at hand; `path` names it in messages. */
void ini_parse(struct ini *ini, const char *path, struct str text, struct faults *faults);
void ini_release(struct ini *ini);

/* The value of a key and its line (NULL: not wanted); the last one where it stands more than once; empty when it is absent. */
struct str ini_get(struct ini_section *s, const char *key, int *line);
/*
 * Walks the comma-separated values of all lines of a key: start with *cursor = 0; false at the end.
 * Empty values are passed over.
 */
struct ini_cursor {
    int item;
    struct str rest;
};
bool ini_next(struct ini_section *s, const char *key, struct ini_cursor *cursor, struct str *value);
/* Tells the keys that nobody asked for, with the known key that comes nearest. `known` ends with NULL. */
void ini_tell_unknown(const struct ini *ini, const struct ini_section *s, const char *const *known, struct faults *faults);
/* The word of a NULL-ended list that is nearest to `word` by edit distance (at most 3, and half of the longer one), or NULL: for "did you mean". */
const char *ini_nearest(struct str word, const char *const *known);

#endif

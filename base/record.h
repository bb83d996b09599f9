/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * Posts, entries and marks as JSON (design.md, section 5). Reading takes whatever type stands there and says what is wrong
 * with it; writing keeps the fields in one order.
 */
#ifndef BASE_RECORD_H
#define BASE_RECORD_H

#include <jansson.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/post.h"

/* How a record is written: one line, and reals as short as they stood there (0.1, not 0.10000000000000001). */
enum { RECORD_STYLE = JSON_COMPACT | JSON_REAL_PRECISION(15) };

/* Parses one JSON object, nested as deep as jansson takes (2048 levels); the caller owns it. NULL and `err` when it is none. */
json_t *record_parse(struct str line, struct err *err);
/*
 * Reads an entry from a JSON object as `analyse` and `import` take it: id, time, channel, source, author, title, text, url,
 * tags, reply_to, source_lang, media. The id goes to entry.guid. Text is copied to the arena and cleaned. -1 without id, time or text.
 */
int record_entry(struct entry *e, const json_t *object, struct arena *a, struct err *err);
/* Sets the marks in an object, after dropping every name that analysis writes itself. */
void record_set_marks(json_t *object, const struct marks *m, const struct municipality *town);
/* The names of the values whose bits are set, as an array; the caller owns it. */
json_t *record_names(const struct value_name *table, uint32_t bits);
/* Removes the names that analysis itself writes. */
void record_drop_marks(json_t *object);
/* Adds the marks alone, as the store keeps them: one JSON object in RECORD_STYLE. */
void record_put_marks(struct buf *b, const struct marks *m, const struct municipality *town);
/* The same as an object; the caller owns it. */
json_t *record_of_marks(const struct marks *m, const struct municipality *town);
/* Reads marks back; topics are copied to the arena. Names that the municipality no longer knows are passed over, weights brought within bounds. */
void record_marks(struct marks *m, const json_t *object, const struct municipality *town, struct arena *a);
/* A JSON string; invalid UTF-8 is repaired. */
json_t *record_string(struct str s);
/* The text of a JSON string or number member, in the arena; empty when it is absent or of another kind. */
struct str record_text(struct arena *a, const json_t *object, const char *key);

#endif

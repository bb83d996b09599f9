/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * Files that people and other tools bring in, read into entries:
 *
 *   posts      JSON lines as design.md gives them (id, time, channel, source, author, title, text, url, tags, reply_to)
 *   kcc        contact notes, clippings press cuttings: JSON lines, or CSV with comma, semicolon or tab, in UTF-8,
 *   clippings  UTF-16 or windows-1252, with a mapping of columns
 *   mail       an .eml file or an mbox
 *
 * A row that can't be read is told with its line, and the rest goes in. A row without an id gets one from its own
 * bytes, so that reading the file again gives the same entries. A contact note is of channel kcc (or email), whatever way the
 * contact came in. A time without a zone is the Netherlands'; in a table it may be a spreadsheet's number of days (date.h).
 */
#ifndef LISTENER_IMPORT_H
#define LISTENER_IMPORT_H

#include "base/post.h"

#define IMPORT_KINDS(X)                                                                                                \
    X(IMPORT_POSTS, "posts", "berichten")                                                                              \
    X(IMPORT_KCC, "kcc", "klantcontacten")                                                                             \
    X(IMPORT_CLIPPINGS, "clippings", "knipsels")                                                                       \
    X(IMPORT_MAIL, "mail", "e-mail")

#define IMPORT_ENUM(id, name, label) id,
enum import_kind { IMPORT_KINDS(IMPORT_ENUM) IMPORT_KIND_COUNT };
extern const struct value_name import_names[];

/* How far a file has been read, for a progress line; `entry` is borrowed until the call returns. Non-zero stops. */
typedef int (*import_fn)(void *context, const struct entry *entry, int line);

/*
 * Reads a file ("-" is stdin). `map` is the name of a ready mapping (obi4wan, coosto, meltwater, facebook-comments),
 * "field=Column,..." or both ("coosto,text=Bericht"), or NULL; fields are id, time, clock, channel, source, author,
 * title, text, url, tags, reply_to, lang, status. Columns that it leaves out are found by the names they mostly have.
 * 0 also when rows were bad (faults->count says how many) or `fn` stopped; -1 when the file or the mapping can't be
 * read.
 */
int import_file(enum import_kind kind, const char *path, const char *map, import_fn fn, void *context,
                struct faults *faults, struct err *err);
/* The same for bytes at hand; `path` names them in messages. */
int import_text(enum import_kind kind, const char *path, struct str bytes, const char *map, import_fn fn, void *context,
                struct faults *faults, struct err *err);

#endif

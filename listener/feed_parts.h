/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* What the parts of the feed parser share: feed.c sniffs and dispatches, the others read one family of formats each. */
#ifndef LISTENER_FEED_PARTS_H
#define LISTENER_FEED_PARTS_H

#include <jansson.h>

#include "base/buf.h"
#include "listener/draft.h"

struct feed_xml;
struct encoding;

struct feed {
    feed_entry_fn fn;
    void *context;
    struct arena arena; /* lives as long as the parser: hints and info */
    struct str base, content_type;
    enum feed_kind wanted; /* FEED_UNKNOWN: the content tells */
    bool big;
    struct feed_info info;
    struct draft draft;
    struct str default_author; /* of entries that name none (Atom) */
    struct buf head;           /* the first bytes, until the format is known; then a JSON document */
    struct buf utf8;           /* a piece of the document as UTF-8 */
    struct encoding *encoding;
    struct feed_xml *xml;      /* once it is known to be XML */
    bool json;                 /* once it is known to be JSON */
    bool stopped;
    bool failed;
    size_t bytes;
    int64_t cpu_ns, max_cpu_ns; /* spent so far, and at most; the caller's own time is taken off */
};

/* Hands the draft over as an entry and clears it. -1: no more are taken. */
int feed_emit(struct feed *f, struct err *err);
/* Clears the draft for an entry at `base`. */
void feed_begin(struct feed *f, struct str base);
/* Sets the feed's language, which also tells whether times without a zone are Dutch. */
void feed_set_lang(struct feed *f, struct str lang);
/* A one-line plain text in the parser's arena. */
struct str feed_line(struct feed *f, struct str s, enum draft_form form);

/* feed_xml.c */
struct feed_xml *feed_xml_new(struct feed *f);
int feed_xml_push(struct feed_xml *x, struct str utf8, bool end, struct err *err);
/* Was there anything of a feed in it? If not, `err` says what it is instead. */
int feed_xml_finish(struct feed_xml *x, struct err *err);
void feed_xml_free(struct feed_xml *x);

/* feed_json.c: reads the document and dispatches on what its root looks like. */
int feed_json_read(struct feed *f, struct str document, struct err *err);

/* feed_api.c: each returns 1 when the document isn't of its kind, otherwise 0 or -1. */
int feed_api_read(struct feed *f, const json_t *root, struct err *err);

/* Text of a JSON string, number or boolean member; "" for the rest. Borrowed from the document or the draft's arena. */
struct str feed_json_text(struct feed *f, const json_t *object, const char *key);
/* The member at a path of keys divided by dots, or NULL. */
const json_t *feed_json_at(const json_t *object, const char *path);

#endif

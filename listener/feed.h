/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * One parser for all that a source may answer with: RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0, RDF, CDF, SRU, JSON Feed,
 * and the APIs of Mastodon, Bluesky, Reddit and politie.nl. The content tells which it is, unless `kind` does.
 *
 * It is a push parser: bytes go in as they come from the network, each entry comes out when it is complete. XML is held
 * one entry at a time; JSON is held whole, and is refused above FEED_MAX_JSON bytes. What it says of an entry is what
 * stands there, without policy: relative addresses are resolved, HTML is made text, nothing is judged.
 *
 * All bytes are hostile. What is malformed is mended as far as can be (guard.h), and what is made to harm is refused
 * with a reason: too many bytes, levels, attributes, entries, too much time. Text that is too long is cut.
 */
#ifndef LISTENER_FEED_H
#define LISTENER_FEED_H

#include "base/err.h"
#include "base/post.h"

enum {
    FEED_MAX_BYTES = 32 << 20,    /* of a document, after decompression */
    FEED_MAX_JSON = 8 << 20,      /* of a JSON document */
    FEED_MAX_CPU_MS = 5000,       /* of processor time, without that of the caller's `fn` */
    FEED_MAX_ENTRIES = 50000,     /* further ones are an error */
    FEED_MAX_TEXT = 1 << 20,      /* bytes of a text; the rest is cut off */
    FEED_MAX_TITLE = 4 << 10,     /* bytes of a title, an author, a tag; the rest is cut off */
    FEED_MAX_URL = 8 << 10,       /* a longer address counts as none */
    FEED_MAX_LIST = 64            /* links, media and tags of an entry; further ones are left out */
};

/* The kinds, as `kind` in feeds.conf names them. */
#define FEED_KINDS(X)                                                                                        \
    X(FEED_UNKNOWN, "")                                                                                      \
    X(FEED_RSS, "rss")                                                                                       \
    X(FEED_RDF, "rdf")                                                                                       \
    X(FEED_ATOM, "atom")                                                                                     \
    X(FEED_SRU, "sru")                                                                                       \
    X(FEED_JSON, "jsonfeed")                                                                                 \
    X(FEED_MASTODON, "mastodon")                                                                             \
    X(FEED_BLUESKY, "bluesky")                                                                               \
    X(FEED_REDDIT, "reddit")                                                                                 \
    X(FEED_POLITIE, "politie")

#define FEED_KIND_ENUM(id, name) id,
enum feed_kind { FEED_KINDS(FEED_KIND_ENUM) FEED_KIND_COUNT };

/* What is known before the document is read; each may be empty. Borrowed during feed_new only. */
struct feed_hints {
    struct str base_url;     /* where the document came from, after redirects */
    struct str content_type; /* the header; only its charset counts, content tells the rest */
    struct str kind;         /* of feeds.conf. A network's name says nothing about XML: its RSS is welcome too */
    int max_cpu_ms;          /* 0: FEED_MAX_CPU_MS */
    bool words;              /* it is read for its words: a picture of an emoji is the emoji, a title that is a picture none, and
                                the alt texts of an entry without a title (a network's post) are paragraphs of its text */
    bool big;                /* a document of any size may take any time: `parse` on a file of one's own */
};

/* What the document says of itself. Text is borrowed from the parser. */
struct feed_info {
    enum feed_kind kind;
    struct str title, lang, home;
    struct str next;             /* the next page (RFC 5005, JSON Feed), absolute; or empty */
    struct str previous_archive; /* RFC 5005, absolute; or empty */
    int64_t ttl_ms;              /* how long it asks to be left alone (ttl, sy:updatePeriod); 0: doesn't say */
    bool complete;               /* RFC 5005 fh:complete: what isn't in it is gone */
    int entries;                 /* how many were handed over */
};

/* Called for each entry, which is borrowed until it returns; non-zero stops the parser, and that is no error. */
typedef int (*feed_entry_fn)(void *context, const struct entry *e);

struct feed;

/* A new parser; the caller frees it. */
struct feed *feed_new(const struct feed_hints *hints, feed_entry_fn fn, void *context);
/* The next bytes. -1: refused, with the reason; no more need be pushed. */
int feed_push(struct feed *f, struct str bytes, struct err *err);
/* No more bytes. -1 when the document was no feed; `info` (may be NULL) is valid until feed_free either way. */
int feed_end(struct feed *f, struct feed_info *info, struct err *err);
/* Has `fn` asked to stop? */
bool feed_stopped(const struct feed *f);
/* NULL is well. */
void feed_free(struct feed *f);

/* All in one for a document that is at hand; the texts in `info` are copied to `a` (both may be NULL). */
int feed_parse(struct str document, const struct feed_hints *hints, feed_entry_fn fn, void *context, struct arena *a,
               struct feed_info *info, struct err *err);

/* The name of a kind, for people and feeds.conf. */
const char *feed_kind_name(enum feed_kind kind);

#endif

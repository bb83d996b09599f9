/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * The sources of one municipality as feeds.conf lists them. Refused from the start: a source without a purpose, an
 * address that is not http or https, a closed group or a platform that only answers to people who log in.
 */
#ifndef LISTENER_SOURCE_H
#define LISTENER_SOURCE_H

#include <stdint.h>

#include "base/buf.h"
#include "base/municipality.h"

/* The gap between two requests to one host where feeds.conf gives none. */
#define SOURCE_GAP_STANDARD (-1)

struct source {
    struct str name; /* [source NAME]: stays the same over the years */
    struct str url;  /* of kind imap imaps://user@host/BOX, of kind spool a folder */
    struct str host; /* of the url, lower case, with its port where it has one */
    struct str kind; /* rss, atom, ... or empty: by content */
    enum channel channel;
    struct str publisher; /* display name, or empty */
    enum voice voice;     /* who speaks in an entry without an author, or VOICE_NONE */
    struct str lang;      /* or empty */
    struct str purpose, legal_base;
    int64_t interval;   /* ms; 0: by kind */
    int64_t gap;        /* ms between two requests to its host, or SOURCE_GAP_STANDARD */
    struct str password_file, ca_file; /* kind imap; paths */
    struct str map;                    /* kind spool: as import_file() has it */
    int import;                        /* kind spool: enum import_kind */
    bool allow_private; /* its host may have a private address */
    int line;
};

struct sources {
    struct source *v; /* in the file's order */
    int n, cap;
    struct str default_purpose, default_legal_base; /* of [defaults] */
    struct ini ini; /* owns the text */
    struct arena arena;
};

/*
 * Reads a feeds.conf. A source with a fault is told in `faults` and left out. `town` gives the purposes; NULL leaves
 * that check out. -1 only when the file can't be read.
 */
int sources_read(struct sources *list, const char *path, const struct municipality *town, struct faults *faults,
                 struct err *err);
/* The same from text at hand; `path` names it in messages. */
void sources_parse(struct sources *list, const char *path, struct str text, const struct municipality *town,
                   struct faults *faults);
void sources_release(struct sources *list);
/* The source of that name, or NULL. */
struct source *source_of(const struct sources *list, struct str name);
/* Is it asked over the web? Mailboxes and spool folders are not. */
bool source_is_web(const struct source *source);
/* The host of an http(s) address in lower case, with its port where it has one, in the arena; empty when it is none. */
struct str source_host(struct arena *a, struct str url);
/*
 * Why an address may not or cannot be polled, in a sentence that says what to do instead, or NULL. It also judges
 * addresses that did not come from feeds.conf (an OPML file, `sources add`, a redirect).
 */
const char *source_refusal(struct str url);
/* What lives at an address: the network that its kind names or its form tells, else `other`. */
enum channel source_channel(struct str url, struct str kind, enum channel other);
/* A name for a new source after its title ("NOS Nieuws" -> "nos-nieuws"), one that is not in the list; in the arena. */
struct str source_new_name(struct arena *a, const struct sources *list, struct str title);
/* Adds the source as a section of feeds.conf, for `sources add` and `opml import`. */
void source_print(struct buf *out, const struct source *source);

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* The vocabulary of XML feeds: which element of which namespace says what of an entry or of the feed. */
#ifndef LISTENER_FEED_NAMES_H
#define LISTENER_FEED_NAMES_H

#include "listener/draft.h"

/* Namespaces that matter, whatever prefix they have. */
enum feed_space {
    SPACE_CORE, /* RSS in all its versions, Atom, CDF: their names don't clash */
    SPACE_ATOM, /* core too, but with Atom's rules for text */
    SPACE_RDF,
    SPACE_DC,
    SPACE_CONTENT,
    SPACE_MEDIA,
    SPACE_ITUNES,
    SPACE_THREAD,
    SPACE_HISTORY,
    SPACE_TOMBSTONE,
    SPACE_FEEDBURNER,
    SPACE_SYNDICATION,
    SPACE_XHTML,
    SPACE_SRU,
    SPACE_OTHER
};

/* What an element does. */
enum feed_action {
    DO_NOTHING,    /* its children are looked at */
    DO_SKIP,       /* its children aren't */
    DO_FEED,       /* it holds the feed's own elements */
    DO_ENTRY,      /* it is an entry */
    DO_FIELD,      /* its text is a field of the entry */
    DO_CONTENT,    /* the same, Atom's content, which may be elsewhere */
    DO_LINK,       /* RSS's by text, Atom's by attributes */
    DO_GUID,
    DO_ORIGIN,     /* where a link that counts readers leads to */
    DO_CATEGORY,
    DO_AUTHOR,     /* by text or by the elements in it */
    DO_NAME,       /* of the author */
    DO_ENCLOSURE,
    DO_MEDIUM,     /* media:content */
    DO_THUMBNAIL,
    DO_MEDIA_TEXT, /* media:description and title: of the medium they stand in, else of the entry */
    DO_REPLY,
    DO_DELETED,
    DO_TITLE,      /* of the feed, as are the next ones */
    DO_LANGUAGE,
    DO_TTL,
    DO_PERIOD,
    DO_FREQUENCY,
    DO_COMPLETE
};

struct feed_rule {
    enum feed_space space;
    const char *name;
    enum feed_action in_entry;
    enum draft_field field;
    int rank;
    enum feed_action in_feed;
};

/* The namespace of an element by its address, or by its prefix where that is unknown. `native` is the root's. */
enum feed_space feed_space_of(struct str uri, struct str prefix, struct str native);
/* The rule of an element, or NULL. */
const struct feed_rule *feed_rule_of(enum feed_space space, struct str name);

#endif

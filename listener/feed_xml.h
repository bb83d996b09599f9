/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * The parts of the reader of XML formats: feed_xml.c listens to the parser, feed_element.c acts on an element's start,
 * feed_capture.c collects an element's text and takes it, all on one stack of levels.
 */
#ifndef LISTENER_FEED_XML_H
#define LISTENER_FEED_XML_H

#include <libxml/parser.h>

#include "listener/feed_names.h"
#include "listener/feed_parts.h"
#include "listener/feed_text.h"
#include "listener/guard.h"

enum { LEVELS = GUARD_MAX_DEPTH + 2, MEMORY = 256 };

/* An element's attributes as libxml2 gives them: five pointers each (name, prefix, address, value, its end). */
struct attributes {
    const xmlChar **v;
    int n;
};

enum place { IN_DOCUMENT, IN_FEED, IN_ENTRY, IN_NOTHING };

struct level {
    enum place place;
    struct str base; /* what addresses are relative to here */
    bool based;      /* the document says so itself, with xml:base */
    bool author;     /* in an author */
    int medium;      /* the medium that this is in, or -1 */
};

/* The element whose text is being collected. */
struct capture {
    const struct feed_rule *rule; /* NULL: nothing is being captured */
    enum feed_action action;
    int depth;
    enum permalink { PERMALINK_UNSAID, PERMALINK_TRUE, PERMALINK_FALSE } permalink; /* of a guid */
    struct str rel, type; /* of a link of an entry, in its arena */
    struct feed_text text;
};

/* What has been found for an element; libxml2 hands out the same pointer for the same name. */
struct memory {
    const xmlChar *name, *prefix, *uri;
    const struct feed_rule *rule;
    enum feed_space space;
};

struct feed_xml {
    struct feed *f;
    struct guard *guard;
    struct guarded guarded;
    xmlParserCtxtPtr parser;
    struct level levels[LEVELS];
    int depth;
    struct capture capture;
    struct buf author; /* the text of an author that has no name in it */
    bool named;
    bool entry_open;
    int entry_depth;
    int fields;         /* elements of the entry so far */
    int links;          /* <link>s with text in it so far: of several, the last counts */
    struct str native;  /* namespace of the root */
    struct str root;    /* its name */
    bool is_feed;
    int64_t period_ms;
    long long frequency;
    struct memory memory[MEMORY];
    struct arena bases; /* every xml:base, for as long as the parser lives; once, when it stays the same */
    struct str last_base;
    bool failed;
    struct err err;
};

/* A slice of libxml2's string; NULL gives the empty one. */
static inline struct str slice(const xmlChar *c)
{
    return str_of((const char *)c);
}

/* The value of an attribute, whatever its case and namespace, or empty. */
struct str attribute(struct attributes a, const char *name);
/* The same of xml:base and xml:lang. */
struct str attribute_of_xml(struct attributes a, const char *name);
/*
 * Without entity replacement, which stays off, libxml2 hands out an & in an attribute as "&#38;", in a copy of its own
 * that has room to be mended: so it is.
 */
void attributes_mend(struct attributes a);

/* Gives up, with the reason; of several the first one counts. */
void feed_xml_fail(struct feed_xml *x, const struct err *err);

/* feed_element.c: the address that a reference means here, or empty when it isn't safe; lives as long as the parser. */
struct str feed_xml_resolved(struct feed_xml *x, struct str href);
/* Hands over the entry that is open, if any. */
void feed_xml_close_entry(struct feed_xml *x);
/* Does what the rule of an element says at its start. */
void feed_xml_act(struct feed_xml *x, const struct feed_rule *rule, enum feed_space space, struct attributes a);
/* Takes an entry's link for what its `rel` says. */
void feed_xml_take_link(struct feed_xml *x, enum feed_space space, struct str rel, struct str type, struct str href, struct str title);
/* The address of the site of a feed, absolute or not. */
void feed_xml_set_home(struct feed_xml *x, struct str href);

/* feed_capture.c: starts to collect the text of the element that has begun. */
void feed_xml_begin_capture(struct feed_xml *x, const struct feed_rule *rule, enum feed_action action,
                            enum feed_space space, struct attributes a);
/* The element has ended: its text goes where it belongs. */
void feed_xml_end_capture(struct feed_xml *x);
/* The name of an author, of the entry or the feed. */
void feed_xml_take_name(struct feed_xml *x, struct str text);

#endif

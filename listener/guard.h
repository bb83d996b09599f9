/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * What stands between hostile or careless bytes and the XML parser. It passes a document on as the parser likes it:
 * every tag closed in its order, every attribute quoted, every bare & and < escaped, HTML's character references and the
 * document's own plain entities (entity.h) as characters; comments, processing instructions and the document type
 * declaration left out, so that there are no entities to expand and nothing to load. It refuses what costs more to parse
 * than it can be worth.
 */
#ifndef LISTENER_GUARD_H
#define LISTENER_GUARD_H

#include "base/buf.h"
#include "base/err.h"

enum {
    GUARD_MAX_DEPTH = 100,
    GUARD_MAX_ATTRIBUTES = 256,      /* of a tag: the parser's time grows with their square */
    GUARD_MAX_TAG = 1 << 20,         /* bytes of a tag */
    GUARD_MAX_NAMES = 5000,          /* different names of elements, attributes, namespaces: the parser keeps all */
    GUARD_MAX_EXPANSION = 1 << 20,   /* bytes of all references to a document's own entities */
    GUARD_MAX_DECLARATION = 64 << 10 /* bytes of a document type declaration */
};

struct guard;

/*
 * What is passed on. Most text needs no parser, and doesn't see one: `markup` has a processing instruction in its place,
 * <?text OFFSET LENGTH?>, that tells which bytes of `text` they are (the document's own instructions never come through).
 * The caller hands `markup` to the parser, takes the text when the instruction comes, and empties both.
 */
struct guarded {
    struct buf markup, text;
};

struct guard *guard_new(void);
/* Adds what can be passed on of the next bytes, which are UTF-8 (encoding.h). `end`: no more come. */
int guard_push(struct guard *g, struct str bytes, bool end, struct guarded *out, struct err *err);
/* The text that an instruction stands for; empty when it is none of the guard's. */
struct str guard_text(const struct guarded *out, const char *target, const char *data);
void guard_free(struct guard *g);

#endif

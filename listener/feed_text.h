/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* The text of an XML element with all that is in it, written as the element says (RFC 4287, 3.1 and 4.1.3). */
#ifndef LISTENER_FEED_TEXT_H
#define LISTENER_FEED_TEXT_H

#include "listener/draft.h"

enum feed_manner {
    AS_TEXT,         /* plain */
    AS_MAYBE,        /* nobody says: perhaps HTML */
    AS_HTML,         /* HTML, escaped */
    AS_MARKUP,       /* elements of their own */
    AS_BASE64,       /* Atom 0.3's mode */
    AS_MAYBE_BASE64, /* of a type that is no text */
    AS_NOTHING       /* it isn't wanted */
};

struct feed_text {
    enum feed_manner manner;
    bool tags;        /* elements stood in it */
    struct buf bytes; /* so far; elements in it as tags. The caller sets its ceiling */
};

/* Adds plain text as markup: &, <, > and " escaped. */
void feed_text_escape(struct buf *out, struct str s);
/* The manner that Atom's `type` and Atom 0.3's `mode` tell; `standard` when both are empty. */
enum feed_manner feed_manner_of(struct str type, struct str mode, enum feed_manner standard);
/* Empties it for an element. */
void feed_text_begin(struct feed_text *t, enum feed_manner manner);
/* Adds text, and tags of the elements in it; attributes as libxml2 gives them, five pointers each. */
void feed_text_add(struct feed_text *t, struct str s);
void feed_text_open(struct feed_text *t, const unsigned char *name, const unsigned char **attributes, int n);
void feed_text_close(struct feed_text *t, const unsigned char *name);
/* What has been collected, and its form; borrowed until the next begin. */
struct str feed_text_end(struct feed_text *t, enum draft_form *form);

#endif

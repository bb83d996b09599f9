/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * An entry while it is being read. A field may stand in a document in many ways; each way has a rank, and what has the
 * highest rank wins, of equals the first. All is copied, so that a reader needs to keep nothing.
 */
#ifndef LISTENER_DRAFT_H
#define LISTENER_DRAFT_H

#include "base/buf.h"
#include "listener/feed.h"

enum draft_field {
    FIELD_NONE,
    FIELD_GUID,
    FIELD_URL,
    FIELD_TITLE,
    FIELD_TEXT,
    FIELD_HTML, /* where a source gives the text in both ways */
    FIELD_TIME,
    FIELD_UPDATED,
    FIELD_AUTHOR,
    FIELD_LANG,
    FIELD_REPLY_TO,
    FIELD_COUNT
};

/* How a text is written. */
enum draft_form {
    FORM_PLAIN, /* as it reads */
    FORM_MAYBE, /* perhaps HTML, perhaps escaped twice: RSS */
    FORM_HTML
};

struct draft {
    struct arena arena;
    struct entry e;
    struct str base;      /* what relative addresses in the text are resolved against */
    struct buf text;      /* the best text so far, as written */
    enum draft_form form; /* of it */
    unsigned char rank[FIELD_COUNT];
    struct buf plain;     /* the text as plain text; then scratch */
    bool dutch; /* times without a zone are Dutch */
    bool words; /* feed_hints */
};

/* Empties it for the next entry. */
void draft_clear(struct draft *d);
void draft_release(struct draft *d);
/* Offers a value for a field; `form` counts for title, text and author. Empty values don't count. */
void draft_set(struct draft *d, enum draft_field field, int rank, struct str value, enum draft_form form);
/* Offers a time. TIME_NONE doesn't count. */
void draft_set_time(struct draft *d, enum draft_field field, int rank, int64_t ms);
/* Adds to the lists: what is unsafe, too long, too much or there already is left out. Relative to `base`. */
void draft_add_link(struct draft *d, struct str base, struct str url);
void draft_add_tag(struct draft *d, struct str tag);
/* Returns the index of the medium, or -1. An alt text is plain. */
int draft_add_media(struct draft *d, struct str base, struct str url, struct str type, struct str alt);
void draft_set_alt(struct draft *d, int medium, struct str alt, enum draft_form form);
/* The entry, complete: text made from what was written, links and pictures in it added. Borrowed from the draft. */
const struct entry *draft_finish(struct draft *d);

#endif

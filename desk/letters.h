/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* Letters: a document for one reader, as a message in the outbox. Within the caller's transaction. */
#ifndef DESK_LETTERS_H
#define DESK_LETTERS_H

#include "desk/desk.h"
#include "tamtam/write_mail.h"

struct letter {
    struct str kind;    /* "concept", "reminder", "digest", "alert", "confirm" */
    struct str key;     /* what it is, the reader aside: "concept/2026-03-11". One letter a key and reader is ever sent. */
    struct str to;      /* mail address */
    struct str subject; /* empty: the document's title */
    struct str choice;  /* the subscription in words, or empty */
    struct str token;   /* to unsubscribe with; empty: it is no subscription */
    struct str pdf, pdf_name;
    struct mail_pictures *pictures; /* kept for the next letter of the same document; may be NULL */
    int64_t urgency;
};

/* Puts the document into the outbox for one reader; without a mail server in tamtam.conf nothing happens. */
int letter_post(struct desk *d, const struct document *doc, const struct letter *letter, int64_t now, struct err *err);
/* The same for a letter to a subscription that is composed when it goes, since so many go at once; `about` says from what. */
int letter_promise(struct desk *d, const struct letter *letter, int64_t reader, struct str about, int64_t now, struct err *err);
/* The bytes of a letter under its id. */
int letter_write(const struct desk *d, const struct document *doc, const struct letter *letter, struct str message_id, int64_t now,
                 struct buf *out, struct err *err);
/* letter_post to each address of a list. */
int letter_post_all(struct desk *d, const struct document *doc, const struct letter *letter, const struct strs *to, int64_t now,
                    struct err *err);

/* Begins a short letter: its head, with `kind` above the title. doc_init is done here; end with doc_finish. */
void letter_begin(struct document *doc, const struct municipality *town, struct str kind, struct str title, int64_t now);

#endif

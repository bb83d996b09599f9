/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * The mailbox that answers come in ([mail] inbox, over IMAP with TLS), read every few minutes and left as it is. Three kinds of letter
 * mean something, the rest is for people:
 *
 *  - Delivery reports (RFC 3464) of a failure for good. One counts for the reader of the very message whose Message-ID it returns, and
 *    once a message: a Message-ID is a keyed hash that only its reader's mail servers have seen, so that nobody can bounce for another.
 *    After three the reader's subscriptions are paused.
 *  - 'afmelden TOKEN' and the answer to the letter that asks for a confirmation, both by the token in the subject. What was sent by a
 *    machine (Auto-Submitted, RFC 3834) confirms nothing.
 *  - 'bezwaar' or 'verwijderverzoek' in the subject: the analysts are told that one came in, without its words; they act on it.
 */
#ifndef DESK_INBOX_H
#define DESK_INBOX_H

#include "desk/desk.h"

enum { INBOX_MINUTES = 5, BOUNCES_TO_PAUSE = 3 };

/* What was done with a letter. */
enum answer_kind { ANSWER_OTHER, ANSWER_BOUNCE, ANSWER_SIGN_OFF, ANSWER_CONFIRM, ANSWER_OBJECTION, ANSWER_KINDS };
extern const char *const answer_names[ANSWER_KINDS];

/* Takes one letter, within the caller's transaction. `letter` is hostile; what is no letter is ANSWER_OTHER. */
int inbox_take(struct desk *d, struct str letter, int64_t now, enum answer_kind *kind, struct err *err);

/*
 * Reads what came in since the last time, each letter in a transaction of its own together with the place in the mailbox, so that none
 * counts twice. `meanwhile` is called at least every 100 ms, outside of transactions; non-zero ends the reading. What is wrong with the
 * server is an error that can wait.
 */
int inbox_read(struct desk *d, int64_t now, int (*meanwhile)(void *context), void *context, int *letters, struct err *err);

#endif

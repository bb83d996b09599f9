/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * Readers sign up, confirm and sign off: by the command line, by mail and on the web. A subscription counts when its reader
 * confirmed it (double opt-in); its token is the secret of both, in links and letters.
 *
 * A token is not stored: it is a keyed hash of the subscription with its number, 40 hexadecimal figures, and is compared in constant
 * time. Who asks gets the same answer after the same work whether there is such a subscription or not, so that nothing is learned by
 * trying. Each function is one transaction of its own, beside the daemon
 * (DESK_SIDE or DESK_WRITE).
 */
#ifndef DESK_READERS_H
#define DESK_READERS_H

#include "desk/desk.h"

/* Where the newsroom's pages for it stand, behind [newsroom] url; "?t=TOKEN" follows. GET shows a form, POST does it (RFC 8058). */
#define READERS_CONFIRM_PATH "/bevestigen"
#define READERS_SIGN_OFF_PATH "/afmelden"

enum { READERS_TOKEN_LENGTH = SEAL_HEX + 8 };

/* The token of a subscription; in the arena. */
int readers_token(struct desk *d, const struct subscriber *s, struct arena *a, struct str *token, struct err *err);
/* The subscription of a token; id 0: there is none. */
int readers_of_token(struct desk *d, struct str token, struct arena *a, struct subscriber *s, struct err *err);

/*
 * Checks a wish (cut, value, purpose, rhythm as the subscriber's fields; empty ones get their default) against the configuration,
 * in words that a person understands.
 */
int readers_check(const struct desk *d, struct subscriber *s, struct err *err);
/* The same for all but the address: of a list it is one for all. */
int readers_check_choice(const struct desk *d, struct subscriber *s, struct err *err);
/* A wish by the name of a search that the newsroom keeps becomes one by its query, and has its purpose when it has none. Before the check. */
int readers_take_search(const struct desk *d, struct subscriber *s, struct arena *a, int64_t now, struct err *err);
/* A wish that was checked becomes a subscription, and a letter asks for its confirmation. One that is there stays as it is; *s becomes it. */
int readers_sign_up(struct desk *d, struct subscriber *s, struct arena *a, int64_t now, struct err *err);
/* The same within the caller's transaction, for many at once; *added tells whether it was new. */
int readers_import(struct desk *d, struct subscriber *s, struct arena *a, int64_t now, bool *added, struct err *err);
/* The subscription that a promised letter goes to; id 0: it is gone, though another may have its number by now. */
int readers_of_message(struct desk *d, const struct message *message, struct arena *a, struct subscriber *s, struct err *err);
/* Composes the letter that asks message->reader for the confirmation; nothing when that is no longer wanted. */
int readers_write_question(struct desk *d, const struct message *message, struct buf *out, struct err *err);
/* The reader said yes (once more, where mail came back); *found tells whether there is such a subscription. Twice is well. */
int readers_confirm(struct desk *d, struct str token, int64_t now, bool *found, struct err *err);
/* The reader wants no more of this subscription. */
int readers_sign_off(struct desk *d, struct str token, struct err *err);
/* All subscriptions of an address, at an administrator's hand. */
int readers_sign_off_address(struct desk *d, struct str address, struct err *err);

#endif

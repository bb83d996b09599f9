/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * Accounts, as an administrator deals with them: on the command line (`tamtam users`) and on the page /beheer/accounts alike. Each
 * change is one transaction with its audit line. Passwords are kept as Argon2id (RFC 9106; 19 MiB, two passes: OWASP's second
 * choice), by libsodium.
 */
#ifndef NEWSROOM_ACCOUNTS_H
#define NEWSROOM_ACCOUNTS_H

#include "newsroom/web.h"
#include "store/accounts.h"

enum { LEAST_PASSWORD = 12, MOST_PASSWORD = 1024, TOKEN_HEX = 64 };

/* Who does it and from where, for the audit log. */
struct manager {
    struct str name, origin; /* origin: "command line", "web 10.0.0.7" */
    int64_t now;
};

/* A name to log in with: 2 to 64 letters, digits and .-_@ in lower case; in the arena. Empty when it is none. */
struct str account_name(struct arena *a, struct str typed);
/* What is wrong with a new password, as a Dutch sentence; NULL: nothing. */
const char *password_fault(struct str password, struct str name);
/* The hash of a password; in the arena. */
struct str password_hash(struct arena *a, struct str password);
/* Takes as long for an account that is not there (an empty hash). */
bool password_fits(struct str hash, struct str password);

/* Adds an account, or changes the one of that name; `password` empty: the one it has, or none (single sign-on). A change of role,
 * password or state ends its sessions. Faults of the fields are errors in Dutch. */
int account_save(struct desk *d, const struct account *account, struct str password, const struct manager *by, struct err *err);
/* Makes a token for a program, bound to a role and a purpose, until `ends`; the secret is in the arena and nowhere else. */
int token_make(struct desk *d, struct arena *a, struct str label, enum role role, struct str purpose, int64_t ends,
               const struct manager *by, struct str *secret, struct err *err);
/* Ends the tokens of a label; *n tells how many. */
int token_end(struct desk *d, struct str label, const struct manager *by, int64_t *n, struct err *err);

/*
 * The invitation to make the first account, for who keeps the machine: it ends when it is used, after a week, or when another one is made.
 * *secret is empty, and nothing made, when there is an account already.
 */
int invitation_make(struct desk *d, struct arena *a, const struct manager *by, struct str *secret, struct err *err);
/* Does it stand? */
int invitation_look(struct desk *d, struct str secret, int64_t now, bool *stands, struct err *err);
/* Uses it up; *mine is true for one caller alone. */
int invitation_use(struct desk *d, struct str secret, const struct manager *by, bool *mine, struct err *err);

/* 256 random bits as TOKEN_HEX hexadecimal figures; in the arena. */
struct str secret_make(struct arena *a);
/* What the store keeps of a secret: its hash under itself as the key; empty when it is no secret. `kind`: "session" or "csrf". */
struct str secret_hash(struct arena *a, const char *kind, struct str secret);

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * Who may come into the newsroom: accounts, the sessions of those who logged in, and tokens for programs. A session and a token are
 * known by the hash of their secret, which is nowhere kept. Roles are the words of tamtam.conf's documentation ("analist").
 */
#ifndef STORE_ACCOUNTS_H
#define STORE_ACCOUNTS_H

#include "store/store.h"

struct account {
    struct str name;     /* that one logs in with; in lower case */
    struct str shown;    /* "R. Aalders" */
    struct str role;
    struct str purpose;  /* or empty */
    struct str password; /* its hash; empty: single sign-on alone */
    bool off;            /* may not come in */
    int64_t made, seen;  /* seen: the last login; 0: never */
};
/* Adds an account, or changes the one of that name in all but `made` and `seen`. */
int store_put_account(struct store *s, const struct account *account, struct err *err);
/* Found or not is told by account->name. */
int store_account(struct store *s, struct arena *a, struct str name, struct account *account, struct err *err);
/* All of them by name; in the arena. */
int store_accounts(struct store *s, struct arena *a, struct account **accounts, int *n, struct err *err);
/* Notes a login. */
int store_account_seen(struct store *s, struct str name, int64_t now, struct err *err);

/* A session, or a token: the same thing with another life. */
struct pass {
    struct str hash;
    struct str account;  /* its holder; of a token: empty */
    struct str label;    /* of a token: what it is for; of a session: empty */
    struct str role, purpose, shown; /* of the account as it is now, or of the token itself */
    int64_t made, seen, ends;
    bool off;            /* its account was closed */
};
int store_add_pass(struct store *s, const struct pass *pass, struct err *err);
/* Found or not is told by pass->hash. */
int store_pass(struct store *s, struct arena *a, struct str hash, struct pass *pass, struct err *err);
int store_pass_seen(struct store *s, struct str hash, int64_t now, struct err *err);
int store_end_pass(struct store *s, struct str hash, struct err *err);
/* Ends all sessions of an account but `but` (empty: all), or the tokens of a label where `account` is empty; *n tells how many. */
int store_end_passes(struct store *s, struct str account, struct str label, struct str but, int64_t *n, struct err *err);
/* Takes out those that ended, and sessions that were last seen before `idle_before`. */
int store_sweep_passes(struct store *s, int64_t now, int64_t idle_before, struct err *err);
/* The tokens, by label; in the arena. */
int store_tokens(struct store *s, struct arena *a, struct pass **tokens, int *n, struct err *err);

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * Who visits. A session is a cookie of 256 random bits; the store has its hash, its last use and its end. It ends after a time
 * without use and after a time in any case, when its account changes, and at leaving; a login makes a new one, whatever cookie came in.
 * A program shows a token instead, at the API alone.
 */
#ifndef NEWSROOM_WHO_H
#define NEWSROOM_WHO_H

#include "newsroom/accounts.h"

/* Fills in user, session and csrf of a visit. -1 only when the store can't be read. */
int who_is_it(struct visit *v, struct err *err);
/* Begins a session: the cookies are in the answer. */
int who_begin(struct visit *v, struct answer *a, const struct account *account, struct err *err);
/* Ends the visit's own session. */
int who_end(struct visit *v, struct answer *a, struct err *err);
/* Did this account log in from this browser before? Its attempts are then counted apart, so that a stranger's can't hold it up. */
bool who_is_known_device(struct visit *v, struct str account);

/* The pages of routes.c. */
int login_show(struct visit *v, struct answer *a, struct err *err);
int login_try(struct visit *v, struct answer *a, struct err *err);
int login_sso(struct visit *v, struct answer *a, struct err *err);
int login_leave(struct visit *v, struct answer *a, struct err *err);
int login_password(struct visit *v, struct answer *a, struct err *err);
int login_start(struct visit *v, struct answer *a, struct err *err);

#endif

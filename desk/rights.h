/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* Retention and the rights of persons (AVG art. 17 and 21): what goes when, and at whose wish, with its proof in the audit log. */
#ifndef DESK_RIGHTS_H
#define DESK_RIGHTS_H

#include "desk/desk.h"

/* Nightly retention by the terms of tamtam.conf, within the caller's transaction; the proof is an audit line. */
int rights_retain(struct desk *d, int64_t now, bool dry, struct retained *r, struct err *err);

/* Which posts go, one of the three. */
struct erasure {
    struct str url;    /* the post at this address */
    struct str handle; /* all posts of an author; looked for under the key of every week that still has texts */
    bool object;       /* with a handle: nothing more of this author is taken in (AVG art. 21), what is addressed to us aside */
    struct str match;  /* all posts that a query finds (tamtam/query.h) */
};

/*
 * Takes them out, in a transaction of its own; *n tells how many. Their identities stay as tombstones. What was erased is noted in the
 * journal beside the database (DIR/erased.journal), which rights_replay() reads after a backup was put back.
 */
int rights_erase(struct desk *d, const struct erasure *what, struct str actor, int64_t now, int *n, struct err *err);
/* Erases once more what the journal names. */
int rights_replay(struct desk *d, int64_t now, int *n, struct err *err);

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* Inside the listener: the sources that are no web address, asked by poll_round() in their turn. */
#ifndef LISTENER_ASKER_H
#define LISTENER_ASKER_H

#include "listener/poll.h"

struct asking {
    struct poll_item *item;
    const struct poll_hooks *hooks;
    const struct poll_options *options;
    int (*meanwhile)(void *context); /* to be called while it waits, at least every 100 ms; non-zero ends it */
    void *context;
    struct fetch_result *result; /* filled in */
    struct arena *a;             /* for its text */
};

/*
 * kind = imap: the letters that came since the last time. The validator (etag) is the cursor, "UIDVALIDITY:UID". The mailbox
 * stays as it is. Of a mailbox that is new here, or whose UIDs were given anew, the past week is read (or since item->since).
 */
void mailbox_ask(struct asking *q);
/*
 * kind = spool: the files in a folder, by name, each moved to done/ when its entries are kept, or to bad/ with an explanation
 * beside it where it or some of its rows can't be read. Left alone: names that begin with a dot or end in .part or .tmp, for
 * writers that need time.
 */
void spool_ask(struct asking *q);

/* Reads a password: from the file, or where none is named from the service's credential "mailbox-NAME"; in the arena. */
int mailbox_password(const struct source *source, struct arena *a, struct str *password, struct err *err);

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * A mailbox over IMAP with TLS (RFC 3501, 8314): as much of it as reading needs. libcurl connects, checks the certificate and
 * logs in; the dialogue behind that is ours, because a mailbox must stay as it is: EXAMINE and BODY.PEEK neither mark nor
 * delete a letter, and there is no command here that could. All functions return 0, or -1 with the reason.
 */
#ifndef LISTENER_IMAP_H
#define LISTENER_IMAP_H

#include <curl/curl.h>

#include "base/buf.h"
#include "base/err.h"

enum {
    IMAP_MAX_LINE = 1 << 20,
    IMAP_MAX_LETTER = 4 << 20 /* bytes; what comes behind is not asked for */
};

struct imap_options {
    struct str server; /* "imaps://host[:port]" */
    struct str user, password;
    const char *ca_file; /* or NULL: the system's */
    bool allow_private;
    int connect_ms, total_ms; /* of the connection, of each answer */
    int (*meanwhile)(void *context); /* at least every 100 ms; non-zero ends it; may be NULL */
    void *context;
};

struct imap;

/* Connects and logs in. *out is the caller's to close, also after a failure; `code` says what libcurl made of it. */
int imap_open(struct imap **out, const struct imap_options *options, CURLcode *code, struct err *err);
void imap_close(struct imap *m);
/* The address that the guard refused, or empty. */
struct str imap_refused(const struct imap *m);
/* Did the server say no (and not the network)? */
bool imap_was_denied(const struct imap *m);
/* Did it let us wait for longer than it may? */
bool imap_was_late(const struct imap *m);
/* Opens a mailbox for reading alone; *validity is its UIDVALIDITY. */
int imap_examine(struct imap *m, struct str mailbox, long long *validity, struct err *err);
/* The UIDs that a search finds ("UID 12:*", "SINCE 1-Mar-2026"), ascending; the caller frees *uids. */
int imap_search(struct imap *m, const char *what, long long **uids, int *n, struct err *err);
/* A letter's bytes, borrowed until the next call; empty when there is none of that UID. */
int imap_letter(struct imap *m, long long uid, struct str *letter, struct err *err);

#endif

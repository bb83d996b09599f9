/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * Letters: an .eml file or an mbox (RFC 5322, MIME). Only the text part counts, plain before HTML; attachments, quoted
 * earlier letters and signatures are left out.
 */
#ifndef LISTENER_IMPORT_MAIL_H
#define LISTENER_IMPORT_MAIL_H

#include "listener/import.h"

enum {
    MAIL_MAX_DEPTH = 16, /* of parts in parts */
    MAIL_MAX_PARTS = 200,
    MAIL_MAX_HEADERS = 256 << 10, /* bytes */
    MAIL_MAX_TEXT = 1 << 20       /* bytes of a text part; the rest is cut off */
};

/* All letters of a file, each with the line at which it starts. Errors as import_file has them. */
int import_mail(const char *path, struct str bytes, import_fn fn, void *context, struct faults *faults,
                struct err *err);
/*
 * One letter as an entry, its text in the arena: guid is the Message-ID, author 'Name <address>', reply_to the
 * In-Reply-To, channel email. -1 when it is no letter.
 */
int import_letter(struct entry *e, struct str letter, struct arena *a, struct err *err);

#endif

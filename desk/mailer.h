/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * The courier: one thread that hands one thing after another to the outside, so that a mail server that hangs holds up nobody. It
 * knows no store: a letter goes in, a verdict comes out.
 *
 * Mail goes by SMTP with STARTTLS or TLS (RFC 5321, 3207, 8314; libcurl), and never in plain where the settings ask for either.
 * A webhook is an HTTP POST of JSON with X-Tamtam-Signature: sha256=HEX, the HMAC of the body.
 */
#ifndef DESK_MAILER_H
#define DESK_MAILER_H

#include <stdint.h>

#include "base/err.h"
#include "base/municipality.h"

struct mailer;

enum verdict {
    VERDICT_ACCEPTED, /* the other side said so */
    VERDICT_LATER,    /* not now: a 4xx, no connection, no answer */
    VERDICT_REFUSED   /* never: a 5xx to this letter */
};

struct delivery {
    int64_t id;
    enum verdict verdict;
    bool server;      /* the trouble is with the server, not with this letter: others would fare the same */
    char answer[400]; /* the other side's words, or what went wrong */
};

/* Starts the thread. `settings` is copied. */
int mailer_new(struct mailer **out, const struct mail_settings *settings, struct err *err);
/* Ends it; a letter that is on its way gets `grace_ms` to arrive, and its verdict can't be taken any more unless it did. */
void mailer_stop(struct mailer *m, int grace_ms);
void mailer_free(struct mailer *m);

/* May a letter be handed in? */
bool mailer_is_free(struct mailer *m);
/* Hands a message in; all is copied. Only when it is free. */
void mailer_mail(struct mailer *m, int64_t id, struct str to, struct str message);
/* The same for a webhook. */
void mailer_post(struct mailer *m, int64_t id, struct str url, struct str secret, struct str json);
/* Takes the verdict on the last letter; false while there is none. */
bool mailer_take(struct mailer *m, struct delivery *d);
/* Readable when a verdict is in. */
int mailer_descriptor(const struct mailer *m);

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * The outbox: rows of messages with their jobs, handed to the mailer one after another. A message goes at least once, and never
 * again once the other side's answer is written down. The one window in which a double cannot be excluded: the process dies, or
 * the connection breaks, between the server's taking in the text and our writing down its answer; the second copy then has the
 * same Message-ID.
 *
 * A 4xx is tried again after 1, 2, 4 ... minutes (an alert: 15 s at first) for five days; a 5xx is final, its words are kept.
 */
#ifndef DESK_OUTBOX_H
#define DESK_OUTBOX_H

#include "desk/desk.h"
#include "desk/mailer.h"

struct edition;

struct outbox {
    struct desk *desk;
    struct mailer *mailer; /* NULL: tamtam.conf names no mail server and no webhook */
    int64_t job;           /* of the letter that is on its way; 0: none */
    int64_t message, attempt, urgency, made;
    int64_t began;         /* stage_clock() when it was handed in */
    struct edition *edition; /* what the readers of one choice get; NULL: none is composed */
    struct delivery verdict; /* taken and not yet written down; id 0: none */
    int64_t not_before;    /* monotonic ms: the rate's next place, or the server's rest */
    bool rests;            /* the last verdict was of trouble that is the server's: none goes before its rest is over */
    int64_t sent, later, refused; /* so far */
};

/* Starts the mailer after the settings of the desk's municipality. `o` is zero-initialised. */
int outbox_open(struct outbox *o, struct desk *d, int64_t now, struct err *err);
/* Waits at most `grace_ms` for the letter that is on its way and writes down its verdict. */
void outbox_close(struct outbox *o, int64_t now, int grace_ms);
/* Writes down a verdict that is in and hands in the next letter that is due; `now` is the newsroom's clock. */
int outbox_step(struct outbox *o, int64_t now, struct err *err);
/* Is a letter on its way, or due and only held up by the rate? */
bool outbox_is_busy(struct outbox *o, int64_t now);
/* Of one that is busy: how long until a step is of use (ms), at most `most`; a verdict tells itself by the mailer's descriptor. */
int outbox_wait(const struct outbox *o, int most);

/* How long until the next attempt (ms). */
int64_t outbox_back_off(int64_t attempt, int64_t urgency);

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * Webcare: the cases, and what people do with them. Each step is made on the version of the case that its maker saw, so that
 * two people never answer one post unknowingly: the second is told what the first did. Every step is a line in the case's
 * log and in the audit log.
 */
#ifndef DESK_CASES_H
#define DESK_CASES_H

#include "desk/desk.h"
#include "store/cases.h"

enum case_step {
    STEP_TAKE,      /* it is mine now, also where it was another's */
    STEP_LEAVE,     /* nobody's again */
    STEP_WAIT,      /* for somebody else; text: for what */
    STEP_RESUME,    /* the waiting is over */
    STEP_HAND_OVER, /* to a department (`to`) by mail, with words */
    STEP_ANSWER,    /* with words: by mail where there is an address, else it is noted that it was answered there */
    STEP_NOTE,      /* words for colleagues */
    STEP_LABEL,     /* its labels become the text */
    STEP_JOIN,      /* goes to the case whose number is in `to` */
    STEP_CLOSE,
    STEP_REOPEN,
    STEP_SENDER,    /* the sender was looked at */
    STEP_COUNT
};
/* The names of steps in forms ("neem", "zet-door", ...), with what stands in the log. */
extern const struct value_name case_steps[];

struct case_order {
    int64_t post, version;
    enum case_step step;
    struct str text, to;
    struct str who;
    int64_t now;
};

/* Why a step was not made, in Dutch, for the person who asked; and the field of the form that it is about. */
struct case_refusal {
    const char *field; /* "text", "to", or "" for the whole; NULL: it was made */
    char words[400];
};

enum { CASE_MOST_TEXT = 4000, CASE_MOST_LABELS = 200 };

/* Makes a step, in a transaction of its own. -1 only when the store fails. */
int cases_step(struct desk *d, const struct case_order *order, struct case_refusal *refusal, struct err *err);
/* On the line, in the caller's transaction: a post that was addressed to the municipality becomes a case, closed when it was `handled`. */
int cases_open(struct desk *d, const struct stored_post *post, struct str handle, struct str url, bool handled, struct err *err);
/*
 * On the line: is this a letter about a case ("[zaak 12-...]" with its token in the subject)? Then it goes to the log and *taken
 * is set; it is nobody's voice.
 */
int cases_hear_reply(struct desk *d, const struct post *post, struct str sender, bool *taken, struct err *err);
/* Can the sender be answered by mail? Gives the address, or an empty slice. */
struct str cases_address(const struct case_row *row);
/* Cases that were closed before today: a record each in DIR/records, and their words go. In the caller's transaction. */
int cases_retain(struct desk *d, int64_t now, int *n, struct err *err);

#endif

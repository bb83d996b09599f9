/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* Inside the desk: capture with the keys of the store. */
#ifndef DESK_CAPTURER_H
#define DESK_CAPTURER_H

#include "desk/desk.h"
#include "listener/capture.h"

struct capturer {
    struct capture capture;
    struct store *store;
    struct seal_key identity;
    struct seal_key author; /* of `monday` */
    int monday;             /* 0: none yet */
    struct err failure;     /* why the author key of a week could not be had; empty: it could */
};

/* Keys come from the store; without one (DESK_STUDY) there are none. */
int capturer_new(struct capturer **out, struct desk *d, struct err *err);
void capturer_free(struct capturer *c);

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* What the service manager wants to hear (sd_notify(3)): datagrams to $NOTIFY_SOCKET. Without one nothing happens. */
#ifndef DESK_NOTIFY_H
#define DESK_NOTIFY_H

#include <stdint.h>

#include "base/str.h"

struct notify {
    int fd;           /* -1: nobody listens */
    int64_t watchdog; /* ms between two signs of life; 0: none are wanted */
    int64_t last;     /* monotonic ms of the last one */
};

/* Reads $NOTIFY_SOCKET, $WATCHDOG_USEC and $WATCHDOG_PID. */
void notify_open(struct notify *n);
void notify_close(struct notify *n);
/* Sends "READY=1", "RELOADING=1\nMONOTONIC_USEC=...", "STATUS=...". */
void notify_send(const struct notify *n, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* A sign of life, when it is time for one. `now`: monotonic ms. */
void notify_alive(struct notify *n, int64_t now);

#endif

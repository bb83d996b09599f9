/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* The socket that the newsroom listens on. It stays open over a reload unless its setting changed. */
#ifndef NEWSROOM_LISTEN_H
#define NEWSROOM_LISTEN_H

#include "newsroom/server.h"

/* "unix:/run/tamtam/web.sock" (group may connect) or "127.0.0.1:8080" (port 0: any, which the log tells). */
int listen_on(struct newsroom *n, struct str setting, struct err *err);
/* Closes it. */
void stop_listening(struct newsroom *n);

#endif

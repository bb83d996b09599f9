/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * The daemon locks itself in before it hears its first stranger: it never needs to start a program, to write outside its folder, or
 * to touch the machine, so it gives up being able to. What the kernel has is used; what it has not is said. The service unit does
 * the same and more from outside; this holds where there is no systemd, too.
 *
 * Landlock (files; from ABI 2, kernel 5.19, on): writing, making and removing under the folders that are named, executing nowhere;
 * reading is left to file permissions. Seccomp: calls that start programs, trace others, mount, load, change identity or the clock
 * give EPERM; a call of another architecture ends the process. Neither can be taken back, and a folder that tamtam.conf or feeds.conf
 * names later on can be written only after a restart.
 */
#ifndef DESK_SANDBOX_H
#define DESK_SANDBOX_H

#include "base/buf.h"

/* For this thread and all that it starts. `folders` may be written, up to a NULL. What came of it is added: "landlock=7 seccomp=yes". */
void sandbox_enter(const char *const *folders, struct buf *told);

#endif

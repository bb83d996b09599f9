/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* Files that ship with the program: lexicons, templates. They stand beside the build folder, or where the program is installed. */
#ifndef DESK_HOUSE_H
#define DESK_HOUSE_H

#include "base/mem.h"

/* The path of a shipped file or folder ("lexicons", "feeds.conf"), in the arena. */
const char *house_file(struct arena *a, const char *name);

#endif

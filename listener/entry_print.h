/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* An entry as a line of JSON (design: the record of `parse`), written directly: a feed of 50 MB has 50 MB of them. */
#ifndef LISTENER_ENTRY_PRINT_H
#define LISTENER_ENTRY_PRINT_H

#include "base/buf.h"
#include "base/post.h"

/* Adds the entry as one JSON object and a newline; what is empty is left out. Text must be valid UTF-8. */
void entry_print(struct buf *out, const struct entry *e);

#endif

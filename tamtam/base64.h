/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* Base64 (RFC 4648). */
#ifndef TAMTAM_BASE64_H
#define TAMTAM_BASE64_H

#include "base/buf.h"

/* Adds `bytes`; with CR LF after every `line` characters when line > 0. */
void base64_add(struct buf *b, struct str bytes, int line);

#endif

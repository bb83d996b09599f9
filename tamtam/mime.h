/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* The encodings of mail: headers after RFC 5322 and 2047, quoted-printable after RFC 2045. */
#ifndef TAMTAM_MIME_H
#define TAMTAM_MIME_H

#include <stdint.h>

#include "base/buf.h"

/* Adds "Name: value" CR LF. Control characters become blanks, so that nobody adds a header of his own; what is not
 * ASCII is encoded. */
void mime_header(struct buf *b, const char *name, struct str value);
/* The same for an address: only the name before <...> is encoded. */
void mime_address(struct buf *b, const char *name, struct str value);
/* Adds "Date: Wed, 11 Mar 2026 10:52:00 +0100" CR LF. */
void mime_date(struct buf *b, int64_t ms);
/* Adds text in quoted-printable, line ends as CR LF. */
void mime_quoted(struct buf *b, struct str text);

#endif

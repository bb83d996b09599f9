/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * From the bytes of a document to UTF-8, in pieces as they come. What tells the encoding, first one wins: a byte
 * order mark, the zero bytes of UTF-16 and UTF-32, the label of the transport, the XML declaration; otherwise UTF-8.
 * Bytes that are no UTF-8 in a document that is taken for it are read as windows-1252: that is what they mostly are.
 */
#ifndef LISTENER_ENCODING_H
#define LISTENER_ENCODING_H

#include "base/buf.h"
#include "base/err.h"

struct encoding;

/* The reader for a document whose first bytes (as many as there are, up to 1024) are `head`; `label` may be empty. */
struct encoding *encoding_new(struct str head, struct str label);
/* Adds the next bytes as UTF-8 to `out`. `end`: no more come. Never fails: what can't be read becomes U+FFFD. */
void encoding_push(struct encoding *e, struct str bytes, bool end, struct buf *out);
void encoding_free(struct encoding *e);

/* The character that a byte 0x80..0x9F stands for in windows-1252 (C1 controls where it has none). */
int encoding_windows_1252(unsigned char byte);
/* The charset parameter of a Content-Type ("text/xml; charset=utf-8" -> "utf-8"), or empty. */
struct str encoding_of_content_type(struct str content_type);

#endif

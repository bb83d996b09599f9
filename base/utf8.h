/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* UTF-8 by utf8proc: decoding, repair and folding. Offsets are bytes. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include "base/buf.h"

/* The character at offset *at, which moves behind it; an invalid byte gives -1 and moves one byte. *at must be below s.n. */
int utf8_next(struct str s, size_t *at);
/* Is all of it valid UTF-8? */
bool utf8_valid(struct str s);
/* Would utf8_clean leave it as it is? Told at a glance of most text in the Latin script; false when in doubt. */
bool utf8_is_clean(struct str s);
/*
 * Adds `s` as clean text: invalid bytes become U+FFFD, control characters but tab and newline go, as do bidirectional
 * overrides and zero-width characters (but for the joiner inside emoji), CR LF becomes LF, and after 8 combining marks in a
 * row further ones are dropped. The result is in normal form C.
 */
void utf8_clean(struct buf *out, struct str s);
/*
 * Adds `s` as it stands but for what no document may have: invalid bytes become U+FFFD, control characters but tab and
 * newline go, CR LF becomes LF. Soft hyphens, direction marks and the like stay: text to be captured goes through utf8_clean.
 */
void utf8_mend(struct buf *out, struct str s);
/* Adds `s` case-folded in normal form C ("CAFÉ" -> "café"); invalid bytes are passed over. */
void utf8_fold(struct buf *out, struct str s);
/* Number of characters (an invalid byte counts as one). */
size_t utf8_length(struct str s);
/* The longest prefix of at most n bytes that does not cut a character. */
struct str utf8_prefix(struct str s, size_t n);

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* Evidence in Dutch, for a reader who knows the law and not the lexicons. */
#ifndef DESK_REASON_H
#define DESK_REASON_H

#include <jansson.h>

#include "analysis/analyse.h"
#include "base/buf.h"

/* Adds what an entry of a lexicon is: "~klag" becomes "woorden met de stam 'klag'", "@acute" "woorden van acuut gevaar". */
void reason_entry(struct buf *b, struct str entry);
/* The evidence as JSON: mark, entry, file, place, weight, and with `text` the words that stand there; the caller owns it. */
json_t *reason_json(const struct whys *whys, struct str text);

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * Digests: what of a fixed tamtam concerns one subscription. Nothing is written anew: main points, items and rows that name the
 * theme, district or person stay, the rest goes.
 */
#ifndef DESK_DIGEST_H
#define DESK_DIGEST_H

#include "base/municipality.h"
#include "store/store.h"
#include "tamtam/document.h"

/* The word by which the tamtam names what a subscription is about: a theme's label, a district, a person; empty for all. */
struct str digest_word(const struct subscriber *s);
/* The subscription in Dutch words: "Uw keuze: wijk Bloemenwijk"; in the arena. */
struct str digest_choice(const struct subscriber *s, struct arena *a);
/* Cuts the document to what names `word`; how many points, items and rows stayed. Ends with doc_finish, as every document does. */
int digest_cut(struct document *doc, struct str word);

#endif

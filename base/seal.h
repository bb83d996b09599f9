/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * Keyed hashes (BLAKE2b of libsodium). An entry's identity is hashed with a key that never rotates, so that nothing is
 * stored twice; an author with a key of the ISO week of the post's time, so that chains break (domain.md's law, 3).
 */
#ifndef BASE_SEAL_H
#define BASE_SEAL_H

#include "base/str.h"

enum { SEAL_KEY_BYTES = 32, SEAL_HEX = 32 };

struct seal_key {
    unsigned char bytes[SEAL_KEY_BYTES];
};

/* A fresh random key. */
void seal_make_key(struct seal_key *key);
/*
 * The hash of a kind ("author", "entry", "url") and a text: 32 hex digits, in the arena. Different kinds never collide.
 */
struct str seal_hash(struct arena *a, const struct seal_key *key, const char *kind, struct str text);
/* The same text? In a time that tells nothing of how much of it is the same. */
bool seal_same(struct str a, struct str b);
/* Overwrites a key that is no longer needed. */
void seal_forget_key(struct seal_key *key);

#endif

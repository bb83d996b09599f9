/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "base/seal.h"

#include <string.h>

#include <sodium.h>

void seal_make_key(struct seal_key *key)
{
    if (sodium_init() < 0)
        mem_exhausted();
    randombytes_buf(key->bytes, sizeof key->bytes);
}

struct str seal_hash(struct arena *a, const struct seal_key *key, const char *kind, struct str text)
{
    crypto_generichash_state state;
    unsigned char hash[SEAL_HEX / 2];
    char *hex = arena_alloc(a, SEAL_HEX + 1);

    crypto_generichash_init(&state, key->bytes, sizeof key->bytes, sizeof hash);
    crypto_generichash_update(&state, (const unsigned char *)kind, strlen(kind) + 1);
    crypto_generichash_update(&state, (const unsigned char *)text.p, text.n);
    crypto_generichash_final(&state, hash, sizeof hash);
    sodium_bin2hex(hex, SEAL_HEX + 1, hash, sizeof hash);
    return (struct str){hex, SEAL_HEX};
}

bool seal_same(struct str a, struct str b)
{
    return a.n == b.n && a.n > 0 && sodium_memcmp(a.p, b.p, a.n) == 0;
}

void seal_forget_key(struct seal_key *key)
{
    sodium_memzero(key->bytes, sizeof key->bytes);
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "newsroom/throttle.h"

#include <string.h>

enum {
    PLACES = 8,                     /* where a key may stand */
    FORGET_MS = 60 * 60 * 1000      /* after an hour without a failure */
};

void throttle_init(struct throttle *t)
{
    memset(t->v, 0, sizeof t->v);
    pthread_mutex_init(&t->lock, NULL);
}

static unsigned long long key_of(const struct throttle_terms *terms, struct str who)
{
    unsigned long long key = str_hash(who) * 31 + str_hash(str_of(terms->kind));

    return key ? key : 1;
}

static struct tries *find(struct throttle *t, unsigned long long key)
{
    for (int i = 0; i < PLACES; i++) {
        struct tries *one = &t->v[(key + (unsigned long long)i) % THROTTLE_KEYS];

        if (one->key == key)
            return one;
    }
    return NULL;
}

/* The place of a key that is not there yet: the one of its places that failed longest ago. */
static struct tries *make(struct throttle *t, unsigned long long key)
{
    struct tries *oldest = &t->v[key % THROTTLE_KEYS];

    for (int i = 1; i < PLACES; i++) {
        struct tries *one = &t->v[(key + (unsigned long long)i) % THROTTLE_KEYS];

        if (one->last < oldest->last)
            oldest = one;
    }
    *oldest = (struct tries){.key = key};
    return oldest;
}

int64_t throttle_wait(struct throttle *t, const struct throttle_terms *terms, struct str who, int64_t now)
{
    const struct tries *one;
    int64_t wait = 0;

    pthread_mutex_lock(&t->lock);
    one = find(t, key_of(terms, who));
    if (one && one->next > now)
        wait = one->next - now;
    pthread_mutex_unlock(&t->lock);
    return wait;
}

void throttle_failed(struct throttle *t, const struct throttle_terms *terms, struct str who, int64_t now)
{
    unsigned long long key = key_of(terms, who);
    struct tries *one;

    pthread_mutex_lock(&t->lock);
    one = find(t, key);
    if (!one || now - one->last > FORGET_MS)
        one = one ? memset(one, 0, sizeof *one) : make(t, key);
    one->key = key;
    one->last = now;
    one->failures++;
    if (one->failures > terms->free) {
        int doubled = one->failures - terms->free - 1;
        int64_t wait = doubled > 20 ? terms->longest : (int64_t)1000 << doubled;

        one->next = now + (wait < terms->longest ? wait : terms->longest);
    }
    pthread_mutex_unlock(&t->lock);
}

void throttle_forget(struct throttle *t, const struct throttle_terms *terms, struct str who)
{
    struct tries *one;

    pthread_mutex_lock(&t->lock);
    one = find(t, key_of(terms, who));
    if (one)
        memset(one, 0, sizeof *one);
    pthread_mutex_unlock(&t->lock);
}

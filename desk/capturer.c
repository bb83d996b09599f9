/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "desk/capturer.h"

#include <stdlib.h>

static const struct seal_key *author_key(void *context, int monday)
{
    struct capturer *c = context;

    if (c->monday != monday) {
        if (store_key(c->store, "author", monday, &c->author, &c->failure))
            return &c->identity; /* the caller sees `failure` and drops the post */
        c->monday = monday;
    }
    return &c->author;
}

int capturer_new(struct capturer **out, struct desk *d, struct err *err)
{
    struct capturer *c = mem_calloc(1, sizeof *c);

    c->store = d->store;
    c->capture = (struct capture){.town = &d->town, .context = c};
    *out = c;
    if (!d->store)
        return 0;
    c->capture.identity = &c->identity;
    c->capture.author_key = author_key;
    return store_key(d->store, "identity", 0, &c->identity, err);
}

void capturer_free(struct capturer *c)
{
    if (!c)
        return;
    seal_forget_key(&c->identity);
    seal_forget_key(&c->author);
    free(c);
}

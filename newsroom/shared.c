/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "newsroom/shared.h"

#include <stdlib.h>
#include <string.h>

#include "newsroom/server.h"

enum { FRESH_MS = 5000 }; /* what hangs from the hour alone is at most so old */

static struct shared_page *find(struct shared *s, struct str address)
{
    for (int i = 0; i < SHARED_PAGES; i++)
        if (s->pages[i].address && str_is(address, s->pages[i].address))
            return &s->pages[i];
    return NULL;
}

/* A free place, or that of the page that was made longest ago. */
static struct shared_page *make_room(struct shared *s)
{
    struct shared_page *oldest = &s->pages[0];

    for (int i = 0; i < SHARED_PAGES; i++) {
        if (!s->pages[i].address)
            return &s->pages[i];
        if (s->pages[i].made < oldest->made)
            oldest = &s->pages[i];
    }
    return oldest;
}

bool shared_take(struct visit *v, struct answer *a)
{
    struct shared *s = &v->newsroom->shared;
    const struct shared_page *page;
    bool fresh;

    pthread_mutex_lock(&s->lock);
    page = find(s, v->target.whole);
    fresh = page && page->change == v->change && clock_monotonic() - page->made < FRESH_MS;
    if (fresh)
        buf_add(&a->body, buf_str(&page->body));
    pthread_mutex_unlock(&s->lock);
    return fresh;
}

void shared_keep(struct visit *v, const struct answer *a)
{
    struct shared *s = &v->newsroom->shared;
    struct shared_page *page;

    if (a->status != 200)
        return;
    pthread_mutex_lock(&s->lock);
    page = find(s, v->target.whole);
    if (!page) {
        page = make_room(s);
        free(page->address);
        page->address = mem_calloc(v->target.whole.n + 1, 1);
        memcpy(page->address, v->target.whole.p, v->target.whole.n);
    }
    buf_clear(&page->body);
    buf_add(&page->body, buf_str(&a->body));
    page->made = clock_monotonic();
    page->change = v->change;
    pthread_mutex_unlock(&s->lock);
}

void shared_forget(struct shared *s)
{
    for (int i = 0; i < SHARED_PAGES; i++) {
        free(s->pages[i].address);
        buf_release(&s->pages[i].body);
    }
    memset(s->pages, 0, sizeof s->pages);
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include <stdlib.h>

#include "listener/poll_parts.h"

enum { STANDARD_GAP_MS = 1500, REDDIT_GAP_MS = 61000 };

static struct host **host_slot(struct host **table, int cap, struct str name)
{
    int i = (int)(str_hash(name) % (unsigned)cap);

    while (table[i] && !str_eq(table[i]->name, name))
        i = (i + 1) % cap;
    return &table[i];
}

static void grow_hosts(struct poller *p)
{
    int cap = p->hosts_cap ? p->hosts_cap * 2 : 64;
    struct host **table = mem_calloc((size_t)cap, sizeof *table);

    for (int i = 0; i < p->hosts_cap; i++)
        if (p->hosts[i])
            *host_slot(table, cap, p->hosts[i]->name) = p->hosts[i];
    free(p->hosts);
    p->hosts = table;
    p->hosts_cap = cap;
}

struct host *host_of(struct poller *p, struct str name)
{
    struct host **slot;

    if (p->nhosts * 2 >= p->hosts_cap)
        grow_hosts(p);
    slot = host_slot(p->hosts, p->hosts_cap, name);
    if (!*slot) {
        *slot = arena_alloc(&p->arena, sizeof **slot);
        (*slot)->name = str_copy(&p->arena, name);
        p->nhosts++;
    }
    return *slot;
}

void poller_hold(struct poller *p, struct str host, int64_t until)
{
    struct host *h = host_of(p, host);

    if (until > h->hold)
        h->hold = until;
}

static bool is_reddit(struct str host)
{
    host = str_cut(&host, ':');
    return str_is(host, "reddit.com") || str_ends(host, STR(".reddit.com"));
}

int64_t host_gap(const struct job *job)
{
    int64_t gap = job->item->source->gap;

    if (gap != SOURCE_GAP_STANDARD)
        return gap;
    return is_reddit(job->host->name) ? REDDIT_GAP_MS : STANDARD_GAP_MS;
}

bool host_may_be_private(const struct job *job)
{
    return job->item->source->allow_private && str_eq(job->host->name, job->item->source->host);
}

bool host_is_exempt(const struct source *source)
{
    return source->gap == 0;
}

void host_enqueue(struct round *r, struct job *job, bool at_front)
{
    struct host *h = host_of(r->poller, source_host(&r->poller->round, job->url));

    job->host = h;
    if (!h->first) {
        MEM_GROW(r->waiting, r->nwaiting, r->waiting_cap);
        r->waiting[r->nwaiting++] = h;
        h->last = &h->first;
    }
    if (at_front) {
        job->next = h->first;
        h->first = job;
        if (!job->next)
            h->last = &job->next;
    } else {
        job->next = NULL;
        *h->last = job;
        h->last = &job->next;
    }
}

struct job *host_dequeue(struct host *h)
{
    struct job *job = h->first;

    h->first = job->next;
    if (!h->first)
        h->last = &h->first;
    return job;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * The state as bytes and back. One description of the layout serves both ways. It is a snapshot for the same program on
 * the same machine, not an exchange format: what does not fit is refused, and the caller replays the line.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/grouper.h"

enum { STATE_VERSION = 10, LIST_MAX = 1 << 24, PIECE = 256 << 10 };

static const uint64_t state_magic = 0x7474672d73746174ULL; /* also tells the byte order */

struct io {
    struct buf *out; /* the piece to be put next; NULL when reading */
    void (*put)(void *context, struct str bytes);
    void *context;
    uint64_t sum;
    struct str in;
    bool bad;
};

static uint64_t add_sum(uint64_t sum, struct str piece)
{
    return sum * 0x9e3779b97f4a7c15ULL ^ str_hash(piece);
}

uint64_t grouper_sum(struct str state)
{
    uint64_t sum = 0;

    for (size_t at = 0; at < state.n; at += PIECE)
        sum = add_sum(sum, str_sub(state, at, PIECE));
    return sum;
}

static void put_piece(struct io *io)
{
    io->sum = add_sum(io->sum, buf_str(io->out));
    io->put(io->context, buf_str(io->out));
    buf_clear(io->out);
}

static void put_bytes(struct io *io, struct str bytes)
{
    while (bytes.n) {
        struct str part = str_sub(bytes, 0, PIECE - io->out->n);

        buf_add(io->out, part);
        bytes = str_sub(bytes, part.n, bytes.n);
        if (io->out->n == PIECE)
            put_piece(io);
    }
}

static void io_bytes(struct io *io, void *p, size_t n)
{
    if (!n)
        return;
    if (io->out) {
        put_bytes(io, (struct str){p, n});
    } else if (io->bad || io->in.n < n) {
        io->bad = true;
        memset(p, 0, n);
    } else {
        memcpy(p, io->in.p, n);
        io->in = str_sub(io->in, n, io->in.n);
    }
}

#define IO(io, field) io_bytes((io), &(field), sizeof(field))

static void io_check(struct io *io, bool good)
{
    if (!good)
        io->bad = true;
}

/* The length of a list; when reading, it cannot be more than the bytes that are left allow. */
static void io_length(struct io *io, uint32_t *n, size_t least)
{
    IO(io, *n);
    if (!io->out && (io->bad || *n > LIST_MAX || *n > io->in.n / least)) {
        io->bad = true;
        *n = 0;
    }
}

/* A list of plain elements; when reading, it is allocated. */
static void *io_list(struct io *io, void *list, uint32_t *n, uint32_t *cap, size_t size)
{
    io_length(io, n, size);
    if (!io->out) {
        *cap = *n;
        list = *n ? mem_calloc(*n, size) : NULL;
    }
    io_bytes(io, list, *n * size);
    return list;
}

/* A moment from which hours and weeks can be taken without running out of numbers. */
static bool is_moment(int64_t time)
{
    return time >= -((int64_t)1 << 51) && time <= (int64_t)1 << 51;
}

static void io_time(struct io *io, int64_t *time)
{
    IO(io, *time);
    io_check(io, is_moment(*time));
}

static void io_time_or_none(struct io *io, int64_t *time)
{
    IO(io, *time);
    io_check(io, *time == TIME_NONE || is_moment(*time));
}

/* A byte that is read as a bool must be 0 or 1. */
static void mend_flag(bool *flag)
{
    unsigned char *byte = (unsigned char *)flag;

    *byte = *byte != 0;
}

static void io_lemma(struct io *io, struct lemma *l)
{
    IO(io, l->key);
    IO(io, l->kind);
    io_check(io, l->kind <= HANDLE_TEXT);
}

/* An item's own among lists; when reading, it is added and its place is noted. */
static void io_part(struct io *io, struct lists *lists, uint32_t *place, uint32_t n)
{
    uint32_t own[ITEM_TERMS + LEAD];

    if (io->out) {
        io_bytes(io, lists->v + (*place - lists->first), n * sizeof *own);
    } else {
        io_bytes(io, own, n * sizeof *own);
        *place = lists_add(lists, own, n);
    }
}

static void io_item(struct io *io, struct grouper *g, struct item *it)
{
    IO(io, it->seq);
    io_time(io, &it->time);
    IO(io, it->original);
    IO(io, it->alert);
    io_time_or_none(io, &it->arrival);
    IO(io, it->author);
    IO(io, it->reply_to);
    IO(io, it->cluster);
    IO(io, it->themes);
    IO(io, it->leans);
    IO(io, it->norm);
    IO(io, it->acute);
    IO(io, it->places);
    IO(io, it->people);
    IO(io, it->nplaces);
    IO(io, it->npeople);
    IO(io, it->flags);
    IO(io, it->channel);
    IO(io, it->voice);
    IO(io, it->nsketch);
    IO(io, it->nlead);
    IO(io, it->ntitle);
    IO(io, it->paper);
    IO(io, it->nterms);
    IO(io, it->nheadline);
    IO(io, it->nhandles);
    io_check(io, it->nterms <= ITEM_TERMS && it->nheadline <= it->nterms && it->nhandles <= ITEM_HANDLES &&
                     it->nplaces <= ITEM_PLACES && it->npeople <= ITEM_PEOPLE && it->nsketch <= SKETCH &&
                     it->nlead <= LEAD && it->ntitle <= TITLE_WORDS && it->channel < CHANNEL_COUNT &&
                     !(it->themes >> THEME_COUNT));
    if (io->bad)
        it->nterms = it->nhandles = it->nsketch = it->nlead = it->ntitle = 0;
    io_part(io, &g->said, &it->terms, (uint32_t)(it->nterms + it->nhandles));
    io_part(io, &g->told, &it->text, item_told(it));
}

static void io_cluster(struct io *io, struct cluster *c)
{
    IO(io, c->id);
    IO(io, c->uid);
    IO(io, c->total);
    IO(io, c->own);
    IO(io, c->refused);
    IO(io, c->looked);
    IO(io, c->kept);
    mend_flag(&c->kept);
    io_time(io, &c->first);
    io_time(io, &c->last);
    IO(io, c->pulse);
    io_time(io, &c->pulse_time);
    IO(io, c->acute);
    IO(io, c->news);
    IO(io, c->chatter);
    IO(io, c->themes);
    IO(io, c->leans);
    IO(io, c->places);
    IO(io, c->people);
    IO(io, c->title_rank);
    IO(io, c->title_bytes);
    IO(io, c->title);
    IO(io, c->title_item);
    io_check(io, c->title_bytes <= TITLE_BYTES);
    c->items = io_list(io, c->items, &c->n, &c->items_cap, sizeof *c->items);
}

static void io_alerts(struct io *io, struct alerts *a)
{
    static const int64_t hours_max = (int64_t)1 << 33;

    IO(io, a->rates);
    io_check(io, a->rates.hour >= -hours_max && a->rates.hour <= hours_max);
    a->v = io_list(io, a->v, &a->n, &a->cap, sizeof *a->v);
    a->mutes = io_list(io, a->mutes, &a->nmutes, &a->mutes_cap, sizeof *a->mutes);
    IO(io, a->next_id);
    for (uint32_t i = 0; i < a->n; i++) {
        mend_flag(&a->v[i].open);
        io_check(io, is_moment(a->v[i].raised) && is_moment(a->v[i].last) && a->v[i].level < LEVEL_COUNT && a->v[i].nfirst <= WATCH_FIRST);
    }
}

static void io_shelf(struct io *io, struct shelf *s)
{
    IO(io, s->v);
    IO(io, s->n);
    io_check(io, s->n >= 0 && s->n <= SHELF);
    if (io->bad)
        s->n = 0;
}

/* The names that places and people are numbers of: another list makes the state worthless. */
static uint64_t town_print(const struct municipality *town)
{
    uint64_t print = 0;

    for (int i = 0; i < town->ndistricts; i++)
        print = print * 31 + str_hash(town->districts[i].name);
    for (int i = 0; i < town->npeople; i++)
        print = print * 31 + str_hash(town->people[i].name);
    return print;
}

static void io_state(struct io *io, struct grouper *g)
{
    uint64_t magic = state_magic, print = town_print(g->town);
    uint32_t version = STATE_VERSION;

    IO(io, magic);
    IO(io, version);
    IO(io, print);
    io_check(io, magic == state_magic && version == STATE_VERSION && print == town_print(g->town));
    if (io->bad)
        return;
    io_time_or_none(io, &g->clock);
    IO(io, g->ahead);
    IO(io, g->next_issue);
    IO(io, g->next_uid);
    IO(io, g->first);
    IO(io, g->swept);
    IO(io, g->pulse);
    io_time(io, &g->pulse_time);
    IO(io, g->flow);
    io_time_or_none(io, &g->flow_time);
    io_time_or_none(io, &g->flow_start);
    io_time(io, &g->reviewed);
    io_length(io, &g->nlemmas, 8);
    io_check(io, g->nlemmas < 1u << LEMMA_BITS);
    if (!io->out)
        g->lemmas = mem_calloc((g->lemmas_cap = g->nlemmas) + 1, sizeof *g->lemmas);
    for (uint32_t i = 0; i < g->nlemmas; i++)
        io_lemma(io, &g->lemmas[i]);
    io_length(io, &g->nitems, 64);
    if (!io->out)
        g->items = mem_calloc((g->items_cap = g->nitems) + 1, sizeof *g->items);
    for (uint32_t i = 0; i < g->nitems; i++)
        io_item(io, g, &g->items[i]);
    io_length(io, &g->nclusters, 64);
    if (!io->out)
        g->clusters = mem_calloc((g->clusters_cap = g->nclusters) + 1, sizeof *g->clusters);
    for (uint32_t i = 0; i < g->nclusters; i++)
        io_cluster(io, &g->clusters[i]);
    g->free = io_list(io, g->free, &g->nfree, &g->free_cap, sizeof *g->free);
    g->renamed = io_list(io, g->renamed, &g->nrenamed, &g->renamed_cap, sizeof *g->renamed);
    IO(io, g->recent);
    IO(io, g->nrecent);
    io_check(io, g->nrecent >= 0 && g->nrecent <= RECENT);
    for (int i = 0; i < g->town->ndistricts; i++)
        io_shelf(io, &g->by_place[i]);
    for (int i = 0; i < THEME_COUNT; i++)
        io_shelf(io, &g->by_theme[i]);
    io_alerts(io, &g->alerts);
}

void grouper_save(const struct grouper *g, void (*put)(void *context, struct str bytes), void *context)
{
    struct buf piece = {0};
    struct io io = {.out = &piece, .put = put, .context = context};

    io_state(&io, (struct grouper *)(uintptr_t)g); /* writing changes nothing */
    if (piece.n)
        put_piece(&io);
    put(context, (struct str){(const char *)&io.sum, sizeof io.sum});
    buf_release(&piece);
}

static bool item_fits(const struct grouper *g, const struct item *it)
{
    const uint32_t *said = lists_at(&g->said, it->terms);
    bool good = it->cluster < g->nclusters;

    for (int k = 0; k < it->nterms + it->nhandles; k++)
        good = good && said_lemma(said[k]) < g->nlemmas && (k >= it->nterms || g->lemmas[said_lemma(said[k])].kind < TERM_KINDS);
    for (int k = 0; k < it->nplaces; k++)
        good = good && it->places[k] < g->town->ndistricts;
    for (int k = 0; k < it->npeople; k++)
        good = good && it->people[k] < g->town->npeople;
    return good;
}

static bool cluster_fits(const struct grouper *g, uint32_t slot)
{
    const struct cluster *c = &g->clusters[slot];
    bool good = true;

    for (uint32_t k = 0; k < c->n; k++)
        good = good && item_lives(g, c->items[k]) && item_at(g, c->items[k])->cluster == slot;
    for (int k = 0; k < CLUSTER_PLACES; k++)
        good = good && (!c->places[k].n || c->places[k].what < g->town->ndistricts);
    for (int k = 0; k < CLUSTER_PEOPLE; k++)
        good = good && (!c->people[k].n || c->people[k].what < g->town->npeople);
    return good;
}

/* Do items, clusters and free slots fit together, so that no later step walks out of bounds? */
static bool fits(const struct grouper *g)
{
    uint32_t listed = 0;

    for (uint32_t i = 0; i < g->nitems; i++)
        if (!item_fits(g, &g->items[i]))
            return false;
    for (uint32_t i = 0; i < g->nclusters; i++) {
        if (!cluster_fits(g, i))
            return false;
        listed += g->clusters[i].n;
    }
    for (uint32_t i = 0; i < g->nfree; i++)
        if (g->free[i] >= g->nclusters || g->clusters[g->free[i]].n)
            return false;
    return listed == g->nitems;
}

static bool lists_are_sets(const struct grouper *g)
{
    uint8_t *seen = mem_calloc((size_t)g->nitems + g->nclusters + 1, 1);
    bool good = true;

    for (uint32_t i = 0; i < g->nclusters; i++)
        for (uint32_t k = 0; k < g->clusters[i].n; k++)
            good = good && !seen[g->clusters[i].items[k] - g->first]++;
    for (uint32_t i = 0; i < g->nfree; i++)
        good = good && !seen[g->nitems + g->free[i]]++;
    free(seen);
    return good;
}

/* What follows from the items: postings, frequencies, counts. */
static void derive(struct grouper *g)
{
    index_rebuild(g);
    aside_make_room(g);
    for (uint32_t i = 0; i < g->nclusters; i++)
        g->aside[i].log_n = quick_log((float)g->clusters[i].n + 2);
    g->beside = mem_calloc((size_t)g->items_cap + 1, sizeof *g->beside);
    for (uint32_t i = 0; i < g->nitems; i++)
        g->beside[i] = (struct beside){.cluster = g->items[i].cluster, .scale = 1 / sqrtf(g->items[i].norm)};
    for (uint32_t i = 0; i < g->nitems; i++)
        count_marks(g, &g->items[i], 1);
}

int grouper_load(struct grouper *g, struct str bytes, struct err *err)
{
    struct grouper *fresh = mem_calloc(1, sizeof *fresh), swap;
    struct io io = {.in = str_sub(bytes, 0, bytes.n < 8 ? 0 : bytes.n - 8)};
    uint64_t sum = 0;

    grouper_prepare(fresh, g->town);
    if (bytes.n >= 8)
        memcpy(&sum, bytes.p + bytes.n - 8, 8);
    io_check(&io, bytes.n >= 8 && sum == grouper_sum(io.in));
    if (!io.bad)
        io_state(&io, fresh);
    if (io.bad || io.in.n || !fits(fresh) || !lists_are_sets(fresh)) {
        grouper_free(fresh);
        return err_set(err, "the saved state of the issues is of another version, another municipality, or broken");
    }
    fresh->weights = g->weights;
    fresh->labels = g->labels;
    fresh->tails = g->tails;
    g->labels = (struct labels){0};
    g->tails = (struct tails){0};
    derive(fresh);
    swap = *g;
    *g = *fresh;
    *fresh = swap;
    grouper_free(fresh);
    return 0;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "desk/listen.h"

#include <stdlib.h>

struct round {
    struct desk *d;
    struct listening *l;
    struct err *err;
};

/* When a source is asked again. */
struct turn {
    const struct source *source;
    int64_t due; /* UTC ms */
    bool chosen;
};

/* What one source says in a round. */
struct hearing {
    struct turn *turn;              /* or NULL */
    unsigned long long *identities; /* hashes of what it holds, two an entry */
    int n, cap;
};

struct ear {
    struct desk *d;
    struct poller *poller;
    struct turn *turns; /* in the order of feeds.conf */
    int n;
    struct listening *l; /* of the round that is going on */
};

/* ---- the state of a source, as the listener and as the store know it ---- */

static struct source_state state_of(const struct source_row *r)
{
    return (struct source_state){
        .url = r->url,
        .etag = r->etag,
        .last_modified = r->last_modified,
        .body_hash = r->body_hash,
        .redirect = r->redirect,
        .last_error = r->last_error,
        .next_check = r->next_check,
        .interval = r->interval,
        .asked = r->asked,
        .last_try = r->last_try,
        .last_good = r->last_good,
        .last_full = r->last_full,
        .host_wait = r->host_wait,
        .failures = r->failures,
        .redirects = r->redirects,
        .status = r->status,
        .outcome = r->outcome,
        .by_link = r->by_link,
    };
}

static struct source_row row_of(struct str name, const struct source_state *s)
{
    return (struct source_row){
        .name = name,
        .url = s->url,
        .etag = s->etag,
        .last_modified = s->last_modified,
        .body_hash = s->body_hash,
        .redirect = s->redirect,
        .last_error = s->last_error,
        .next_check = s->next_check,
        .interval = s->interval,
        .asked = s->asked,
        .last_try = s->last_try,
        .last_good = s->last_good,
        .last_full = s->last_full,
        .host_wait = s->host_wait,
        .failures = s->failures,
        .redirects = s->redirects,
        .status = s->status,
        .outcome = s->outcome,
        .by_link = s->by_link,
    };
}

int desk_source_state(struct desk *d, const struct source *source, struct source_state *state, struct arena *a, struct err *err)
{
    struct source_row row;

    if (store_source(d->store, a, source->name, &row, err))
        return -1;
    *state = state_of(&row);
    return 0;
}

const char *desk_source_advice(const struct source_state *state)
{
    return schedule_needs_person(state) ? schedule_advice(state) : NULL;
}

void desk_source_silence(struct buf *b, int64_t posts, int64_t last, int64_t now)
{
    enum { LEAST_HABIT = 7, LEAST_DAYS = 2, LEAST_MISSED = 3 };
    int64_t days = (now - last) / WHEN_DAY;
    double daily = (double)posts / SOURCE_HABIT_DAYS;

    if (posts < LEAST_HABIT || days < LEAST_DAYS || (double)days * daily < LEAST_MISSED)
        return;
    buf_printf(b, "geen bericht in %lld dagen, gewoonlijk %.0f per %s: kijk of de bron verhuisd is", (long long)days,
               daily < 1 ? daily * 7 : daily, daily < 1 ? "week" : "dag");
}

/* ---- the round ---- */

static int64_t round_now(void *context)
{
    const struct round *r = context;

    return r->l->now(r->l->context);
}

static void forget(struct hearing *h)
{
    free(h->identities);
    h->identities = NULL;
    h->n = h->cap = 0;
}

/* A round that was broken off ends without a word of some sources. */
static void forget_all(struct poll_item *items, int n)
{
    for (int i = 0; i < n; i++)
        if (items[i].own)
            forget(items[i].own);
}

static int take_entry(void *context, struct poll_item *item, const struct entry *e)
{
    struct round *r = context;
    struct hearing *h = item->own;
    struct capture_facts facts = {.seen = round_now(r), .by_link = item->state.by_link != 0};

    for (int i = 0; i < 2; i++) {
        MEM_GROW(h->identities, h->n, h->cap);
        h->identities[h->n++] = 0;
    }
    return desk_hear(r->d, item->source, e, &facts, &h->identities[h->n - 2], r->err);
}

static int take_end(void *context, struct poll_item *item, const struct fetch_result *result, const struct feed_info *info)
{
    struct round *r = context;
    struct source_row row = row_of(item->source->name, &item->state);
    struct hearing *h = item->own;

    if (!r->err->text[0] && info->complete && result->outcome == FETCH_OK)
        desk_take_complete(r->d, item->source, h->identities, h->n, round_now(r), r->err);
    forget(h);
    if (r->err->text[0])
        return 1; /* its posts are not in the store: it will tell them again */
    desk_take_source(r->d, &row);
    if (h->turn)
        h->turn->due = item->state.next_check;
    r->l->sources++;
    r->l->failed += !outcome_is_good(result->outcome);
    if (r->l->told)
        r->l->told(r->l->context, item->source, &item->state, result);
    return 0;
}

static int keep(void *context)
{
    struct round *r = context;

    return desk_commit(r->d, r->err);
}

static int choose(struct desk *d, const char *const *names, int n, struct poll_item *items, struct err *err)
{
    for (int i = 0; i < n; i++) {
        items[i].source = source_of(&d->sources, str_of(names[i]));
        if (!items[i].source)
            return err_set(err, "feeds.conf has no [source %s]", names[i]);
    }
    for (int i = 0; n == 0 && i < d->sources.n; i++)
        items[i].source = &d->sources.v[i];
    return 0;
}

int desk_poll(struct desk *d, const char *const *names, int n, struct listening *l, struct err *err)
{
    struct arena a = {0};
    int nitems = n ? n : d->sources.n;
    struct poll_item *items = arena_alloc(&a, (size_t)(nitems + 1) * sizeof *items);
    struct err inner = {{0}};
    struct round r = {d, l, &inner};
    struct poll_hooks hooks = {.now = round_now, .entry = take_entry, .done = take_end, .keep = keep, .context = &r};
    struct poll_options options = {.contact = d->town.contact};
    struct poller *poller = NULL;
    int result = choose(d, names, n, items, err);

    for (int i = 0; i < nitems && result == 0; i++) {
        items[i].own = arena_alloc(&a, sizeof(struct hearing));
        items[i].since = l->since;
        result = desk_source_state(d, items[i].source, &items[i].state, &a, err);
    }
    if (result == 0) {
        poller = poller_new(&options);
        result = poll_round(poller, items, nitems, &hooks, err);
        if (inner.text[0])
            result = err_set(err, "%s", inner.text);
    }
    if (result == 0)
        result = desk_flush(d, err);
    poller_free(poller);
    forget_all(items, nitems);
    arena_release(&a);
    return result;
}

/* ---- the daemon's ear ---- */

static int meanwhile(void *context)
{
    const struct ear *e = context;

    return e->l->meanwhile ? e->l->meanwhile(e->l->context) : 0;
}

/* A try in the future: the clock was set back since. The rest that was left then is left now. */
static void set_back(struct source_state *state, int64_t now)
{
    int64_t by = state->last_try - now;

    if (by > 0) {
        state->next_check -= by;
        state->host_wait -= by;
    }
}

/* A source that was never asked gets its first turn somewhere in its interval; it is kept, so that a restart changes nothing. */
static int first_turn(struct ear *e, struct turn *turn, int64_t now, struct arena *a, struct err *err)
{
    struct source_state state;
    struct source_row row;

    if (desk_source_state(e->d, turn->source, &state, a, err))
        return -1;
    schedule_before(&state, turn->source);
    set_back(&state, now);
    if (state.next_check == 0) {
        state.next_check = schedule_first(turn->source, now);
        row = row_of(turn->source->name, &state);
        if (store_put_source(e->d->store, &row, err))
            return -1;
    }
    if (state.host_wait > now)
        poller_hold(e->poller, turn->source->host, state.host_wait);
    turn->due = state.next_check;
    return 0;
}

int ear_new(struct ear **out, struct desk *d, int64_t now, struct err *err)
{
    struct ear *e = mem_calloc(1, sizeof *e);
    struct poll_options options = {.contact = d->town.contact, .meanwhile = meanwhile, .context = e};
    struct arena a = {0};
    int failed = 0;

    *out = e;
    e->d = d;
    e->poller = poller_new(&options);
    e->n = d->sources.n;
    e->turns = mem_calloc((size_t)e->n + 1, sizeof *e->turns);
    for (int i = 0; i < e->n && !failed; i++) {
        e->turns[i].source = &d->sources.v[i];
        failed = first_turn(e, &e->turns[i], now, &a, err);
        arena_clear(&a);
    }
    arena_release(&a);
    return failed;
}

void ear_free(struct ear *e)
{
    if (!e)
        return;
    poller_free(e->poller);
    free(e->turns);
    free(e);
}

int64_t ear_due(const struct ear *e)
{
    int64_t due = INT64_MAX;

    for (int i = 0; i < e->n; i++)
        if (e->turns[i].due < due)
            due = e->turns[i].due;
    return due;
}

static bool host_has_turn(const struct ear *e, const struct source *source)
{
    for (int i = 0; i < e->n; i++)
        if (e->turns[i].chosen && str_eq(e->turns[i].source->host, source->host))
            return true;
    return false;
}

/* One source a host: a host with many does not make a round long, and nobody waits for its gaps. */
static int choose_due(struct ear *e, int64_t now, struct poll_item *items, struct arena *a)
{
    int n = 0;

    for (int i = 0; i < e->n; i++)
        e->turns[i].chosen = false;
    for (int i = 0; i < e->n; i++) {
        struct turn *turn = &e->turns[i];

        if (turn->due > now || host_has_turn(e, turn->source))
            continue;
        struct hearing *h = arena_alloc(a, sizeof *h);

        h->turn = turn;
        turn->chosen = true;
        items[n++] = (struct poll_item){.source = turn->source, .own = h};
    }
    return n;
}

int ear_round(struct ear *e, struct listening *l, struct err *err)
{
    struct arena a = {0};
    struct poll_item *items = arena_alloc(&a, ((size_t)e->n + 1) * sizeof *items);
    struct err inner = {{0}};
    struct round r = {e->d, l, &inner};
    struct poll_hooks hooks = {.now = round_now, .entry = take_entry, .done = take_end, .keep = keep, .context = &r};
    int n = choose_due(e, l->now(l->context), items, &a);
    int result = 0;

    e->l = l;
    for (int i = 0; i < n && result == 0; i++)
        result = desk_source_state(e->d, items[i].source, &items[i].state, &a, err);
    if (n && result == 0 && poll_round(e->poller, items, n, &hooks, err) && inner.text[0])
        result = err_set(err, "%s", inner.text);
    if (result)
        desk_drop(e->d);
    forget_all(items, n);
    arena_release(&a);
    return result;
}

int ear_recall(struct ear *e, int64_t now, struct err *err)
{
    struct arena a = {0};
    int failed = 0;

    for (int i = 0; i < e->n && !failed; i++)
        failed = first_turn(e, &e->turns[i], now, &a, err);
    arena_release(&a);
    return failed;
}

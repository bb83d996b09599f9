/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "desk/listen.h"

#include <string.h>

struct round {
    struct desk *d;
    struct listening *l;
    struct err *err;
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

/* ---- the round ---- */

static int64_t round_now(void *context)
{
    const struct round *r = context;

    return r->l->now(r->l->context);
}

static int take_entry(void *context, struct poll_item *item, const struct entry *e)
{
    struct round *r = context;

    return desk_take(r->d, item->source, e, round_now(r), r->err);
}

static int take_end(void *context, struct poll_item *item, const struct fetch_result *result, const struct feed_info *info)
{
    struct round *r = context;
    struct source_row row = row_of(item->source->name, &item->state);

    (void)info;
    desk_take_source(r->d, &row);
    r->l->sources++;
    r->l->failed += !outcome_is_good(result->outcome);
    if (r->l->told)
        r->l->told(r->l->context, item->source, &item->state, result);
    return r->err->text[0] != '\0';
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
    struct poll_hooks hooks = {round_now, take_entry, take_end, &r};
    struct poll_options options = {.contact = d->town.contact};
    struct poller *poller = NULL;
    int result = choose(d, names, n, items, err);

    for (int i = 0; i < nitems && result == 0; i++)
        result = desk_source_state(d, items[i].source, &items[i].state, &a, err);
    if (result == 0) {
        poller = poller_new(&options);
        result = poll_round(poller, items, nitems, &hooks, err);
        if (inner.text[0])
            result = err_set(err, "%s", inner.text);
    }
    if (result == 0)
        result = desk_flush(d, err);
    poller_free(poller);
    arena_release(&a);
    return result;
}

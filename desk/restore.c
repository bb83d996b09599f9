/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* The analysis as of the last commit. */
#include <string.h>

#include "base/log.h"
#include "base/when.h"
#include "desk/line.h"

/* ---- by the line: the very same steps once more ---- */

static int forget_changes(void *context, const struct changes *changes)
{
    (void)context;
    (void)changes;
    return 0;
}

/* A stored post once more, through the very same code; what it changed is in the store already. Placed: in the issue that it has there. */
static int take_again(struct desk *d, const struct stored_post *p, bool placed)
{
    const struct terms *terms;
    struct changes changes;
    struct marks marks;

    desk_advance(d, p->post.time, forget_changes, NULL);
    analyse_post(d->analyser, d->scratch, &p->post, &marks, &terms, NULL);
    changes = placed ? grouper_place(d->grouper, &p->post, &marks, terms, p->issue, p->duplicate_of)
                     : grouper_post(d->grouper, &p->post, &marks, terms);
    context_settle(d->context, &changes, &p->post, &marks);
    return 0;
}

static int replay_post(void *context, const struct stored_post *p)
{
    return take_again(context, p, false);
}

static int replay_action(void *context, const struct action *a)
{
    line_apply(context, a);
    return 0;
}

static int load_snapshot(struct desk *d, struct err *err)
{
    struct arena a = {0};
    struct str bytes, state;
    int64_t seq;
    int result = store_snapshot(d->store, &a, &seq, &bytes, err);
    struct err why;

    if (result == 0 && bytes.n > sizeof d->clock) {
        state = str_sub(bytes, sizeof d->clock, bytes.n);
        if (context_load(d->context, &state, &why) || grouper_load(d->grouper, state, &why)) {
            log_event(LOG_WARNING, "snapshot", "action=replay reason=\"%s\"", why.text);
            line_start(d);
        } else {
            memcpy(&d->clock, bytes.p, sizeof d->clock);
            d->snapshot_seq = seq;
        }
    }
    arena_release(&a);
    return result;
}

/* ---- by what was decided ---- */

/*
 * Without a snapshot the line is gone through from its start. That comes out elsewhere where posts went or changed since, where the
 * issues were made anew on it, and where the program decides otherwise by now: then what stands in the store is taken over.
 */
struct comparing {
    struct desk *d;
    bool agrees;
};

static int compare_post(void *context, const struct stored_post *p)
{
    struct comparing *c = context;
    int64_t issue = grouper_issue_of(c->d->grouper, p->post.seq);

    c->agrees = issue < 0 || issue == p->issue;
    return !c->agrees;
}

static int pass_action(void *context, const struct action *a)
{
    (void)context;
    (void)a;
    return 0;
}

static int agrees_with_store(struct desk *d, bool *agrees, struct err *err)
{
    struct comparing c = {d, true};
    int64_t issue, alert;

    if (store_last_ids(d->store, &issue, &alert, err) || store_replay(d->store, 0, &d->town, compare_post, pass_action, &c, err))
        return -1;
    *agrees = c.agrees && grouper_next_issue(d->grouper) == issue + 1;
    return 0;
}

static int place_post(void *context, const struct stored_post *p)
{
    return take_again(context, p, true);
}

static int place_issue(void *context, int64_t id, int64_t merged_into, struct str title)
{
    struct desk *d = context;

    if (merged_into)
        grouper_redirect(d->grouper, id, merged_into);
    else
        grouper_entitle(d->grouper, id, title);
    return 0;
}

static int place_alert(void *context, const struct stored_alert *a)
{
    struct desk *d = context;

    grouper_watch(d->grouper, &(struct alert){.id = a->id, .issue = a->issue, .level = a->level, .time = a->time});
    return 0;
}

struct placing {
    struct desk *d;
    struct err *err;
    int failed;
};

/* What people said of issues and posts holds on; the store has what came of it. */
static int place_action(void *context, const struct action *held)
{
    struct placing *p = context;
    struct action action = *held;
    struct str posts = action.text;

    if (str_is(action.kind, "move"))
        grouper_keep(p->d->grouper, action.a);
    if (str_is(action.kind, "merge"))
        grouper_keep_together(p->d->grouper, action.a);
    while (str_is(action.kind, "split") && posts.n)
        grouper_keep(p->d->grouper, line_next_number(&posts));
    if (!str_is(action.kind, "name") && !str_is(action.kind, "mute"))
        return 0;
    p->failed = line_translate(p->d, &action, p->err);
    if (!p->failed)
        line_apply(p->d, &action);
    return p->failed;
}

static int pass_post(void *context, const struct stored_post *p)
{
    (void)context;
    (void)p;
    return 0;
}

static int take_over(struct desk *d, struct err *err)
{
    struct placing p = {d, err, 0};
    int64_t issue, alert;

    line_start(d);
    if (store_last_ids(d->store, &issue, &alert, err))
        return -1;
    grouper_go_on(d->grouper, issue + 1, alert + 1); /* ids of the store are known from here on */
    if (store_replay(d->store, 0, &d->town, place_post, pass_action, d, err) ||
        store_each_issue(d->store, place_issue, d, err) || store_open_alerts(d->store, place_alert, d, err) ||
        store_replay(d->store, 0, &d->town, pass_post, place_action, &p, err) || p.failed)
        return -1;
    log_event(LOG_WARNING, "snapshot", "action=take-over issues=%lld", (long long)issue);
    return 0;
}

int line_restore(struct desk *d, struct err *err)
{
    bool agrees = true;

    d->asleep = false;
    line_start(d);
    if (load_snapshot(d, err) || store_replay(d->store, d->snapshot_seq, &d->town, replay_post, replay_action, d, err) ||
        (!d->snapshot_seq && agrees_with_store(d, &agrees, err)) || (!agrees && take_over(d, err)))
        return -1;
    return store_last_seq(d->store, &d->seq, err);
}

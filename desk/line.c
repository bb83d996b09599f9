/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "desk/line.h"

#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/record.h"
#include "base/when.h"
#include "desk/alerts.h"
#include "desk/capturer.h"
#include "desk/cases.h"
#include "desk/contact.h"
#include "desk/correct.h"

enum {
    BATCH_POSTS = 500,
    BATCH_BYTES = 2 << 20,            /* of their texts */
    MOST_TICKS = 2 * 24 * 60,         /* ticks on end; a longer silence is leapt over */
    REPLAYED_POSTS = 20000,           /* the most that a restart has to go through again */
    LATE_MS = 2 * 24 * 60 * 60 * 1000 /* behind the clock: a back-fill */
};

struct waiting {
    struct captured captured;
    struct str handle, url; /* of a case; kept apart from the post */
    struct str objection;   /* the hash by which its author may have objected; empty for public actors */
    bool handled;           /* the contact was dealt with: its case comes in closed */
    bool deleted;
};

struct batch {
    struct waiting *v;
    int n, cap;
    size_t bytes; /* of their texts */
    struct source_row *sources;
    int nsources, sources_cap;
    bool past_changed;  /* a post behind the snapshot got another text, or went: a replay would see what the analysis did not */
    bool snapshot;      /* one is in its transaction */
    struct arena arena; /* owns the text of posts and rows */
};

struct batch *batch_new(void)
{
    return mem_calloc(1, sizeof(struct batch));
}

static void batch_clear(struct batch *b)
{
    b->n = 0;
    b->bytes = 0;
    b->nsources = 0;
    b->past_changed = false;
    b->snapshot = false;
    arena_clear(&b->arena);
}

void batch_free(struct batch *b)
{
    if (!b)
        return;
    free(b->v);
    free(b->sources);
    arena_release(&b->arena);
    free(b);
}

/* ---- the clock ---- */

int desk_advance(struct desk *d, int64_t to, int (*fn)(void *context, const struct changes *changes), void *context)
{
    int64_t last = to - to % WHEN_MINUTE;
    int64_t first = d->clock - d->clock % WHEN_MINUTE + WHEN_MINUTE;

    if (to <= d->clock)
        return 0;
    if (d->clock == 0)
        first = last + WHEN_MINUTE;
    if (last - first > (int64_t)MOST_TICKS * WHEN_MINUTE)
        first = last - (int64_t)MOST_TICKS * WHEN_MINUTE;
    d->clock = to;
    for (int64_t t = first; t <= last; t += WHEN_MINUTE) {
        struct changes changes = grouper_tick(d->grouper, t);

        context_follow(d->context, &changes);
        if (changes.n && fn(context, &changes))
            return -1;
    }
    return 0;
}

/* ---- writing changes ---- */

static int write_alert(struct desk *d, const struct alert *alert, struct err *err)
{
    struct stored_alert row = {.id = alert->id,
                               .time = alert->time,
                               .issue = alert->issue,
                               .status = (int)alert->status,
                               .level = alert->level,
                               .title = alert->title,
                               .reason = alert->reason,
                               .nposts = alert->nposts};

    /* Told by a job of the same transaction. */
    return store_add_alert(d->store, &row, alert->posts, err) || alerts_ask_to_tell(d, &row, err) ? -1 : 0;
}

static int write_change(struct desk *d, const struct change *c, struct stored_post *own, struct err *err)
{
    bool of_own = own && c->post == own->post.seq;

    switch (c->kind) {
    case CHANGE_ISSUE:
        return store_put_issue(d->store, c->issue, c->title, err);
    case CHANGE_POST:
        if (of_own)
            own->issue = c->issue;
        return of_own ? 0 : store_set_issue(d->store, c->post, c->issue, &d->town, err);
    case CHANGE_DUPLICATE:
        if (of_own)
            own->duplicate_of = c->other;
        return of_own ? 0 : store_set_duplicate(d->store, c->post, c->other, &d->town, err);
    case CHANGE_MERGE:
        if (own && own->issue == c->other)
            own->issue = c->issue;
        return store_merge_issue(d->store, c->issue, c->other, err);
    case CHANGE_ALERT:
        return write_alert(d, &c->alert, err);
    case CHANGE_MATTER:
        return store_set_alert_issue(d->store, c->other, c->issue, err);
    }
    return 0;
}

int line_write_changes(struct desk *d, const struct changes *changes, struct stored_post *own, struct err *err)
{
    for (int i = 0; i < changes->n; i++)
        if (write_change(d, &changes->v[i], own, err))
            return -1;
    return 0;
}

struct writing {
    struct desk *d;
    struct err *err;
};

static int write_tick(void *context, const struct changes *changes)
{
    struct writing *w = context;

    return line_write_changes(w->d, changes, NULL, w->err);
}

struct snapshot {
    struct desk *d;
    struct err *err;
    int parts;
    bool failed;
};

static void put_part(void *context, struct str bytes)
{
    struct snapshot *s = context;

    s->failed = s->failed || store_put_snapshot(s->d->store, s->d->seq, s->parts++, bytes, s->err);
}

/* A snapshot is the clock, in eight bytes, and the state: the context's and the grouper's. */
int line_put_snapshot(struct desk *d, struct err *err)
{
    struct snapshot s = {.d = d, .err = err};
    struct buf bytes = {0};
    int64_t clock = d->clock;

    buf_add(&bytes, (struct str){(const char *)&clock, sizeof clock});
    context_save(d->context, &bytes);
    put_part(&s, buf_str(&bytes));
    buf_release(&bytes);
    grouper_save(d->grouper, put_part, &s);
    return s.failed ? -1 : 0;
}

/* ---- one post ---- */

/* A reply to a post of one of the own channels is addressed to the municipality. */
static int find_addressee(struct desk *d, struct post *p, struct err *err)
{
    enum voice voice;

    if (p->addressed || p->reply_to.n == 0)
        return 0;
    if (store_actor_voice(d->store, p->reply_to, &voice, err))
        return -1;
    p->addressed = voice == VOICE_GEMEENTE;
    return 0;
}

static int mark_and_store(struct desk *d, struct waiting *w, struct err *err)
{
    struct stored_post stored = {.post = w->captured.post};
    struct post_keys keys = {stored.post.id, w->captured.url_key, w->captured.story_key};
    struct writing writing = {d, err};
    const struct terms *terms;
    struct changes changes;
    int64_t began;

    if (find_addressee(d, &stored.post, err) || desk_advance(d, stored.post.time, write_tick, &writing))
        return -1;
    stored.post.seq = ++d->seq;
    d->counts.late += d->clock - stored.post.time > LATE_MS;
    began = stage_clock();
    analyse_post(d->analyser, d->scratch, &stored.post, &stored.marks, &terms, NULL);
    stage_add(d->stages, WORK_ANALYSE, began);
    began = stage_clock();
    changes = grouper_post(d->grouper, &stored.post, &stored.marks, terms);
    context_settle(d->context, &changes, &stored.post, &stored.marks);
    stage_add(d->stages, WORK_GROUP, began);
    if (line_write_changes(d, &changes, &stored, err) || store_add_post(d->store, &stored, &keys, &d->town, err))
        return -1;
    d->counts.stored++;
    return stored.post.addressed ? cases_open(d, &stored, w->handle, w->url, w->handled, err) : 0;
}

static int revise(struct desk *d, struct waiting *w, int64_t seq, struct err *err)
{
    struct marks marks;
    bool differs;

    if (store_differs(d->store, seq, &w->captured.post, &differs, err))
        return -1;
    if (!differs) {
        d->counts.known++;
        return 0;
    }
    analyse_post(d->analyser, d->scratch, &w->captured.post, &marks, NULL, NULL);
    if (correct_marks(d, seq, &marks, err))
        return -1;
    d->counts.revised++;
    d->batch->past_changed |= seq > d->snapshot_seq;
    return store_revise_post(d->store, seq, &w->captured.post, &marks, &d->town, err);
}

static int write_waiting(struct desk *d, struct waiting *w, struct err *err)
{
    struct post_keys id_alone = {.id = w->captured.post.id};
    struct post_keys others = {.url = w->captured.url_key, .story = w->captured.story_key};
    bool to_case, objects;
    int64_t seq;

    if (store_find_post(d->store, &id_alone, w->captured.post.time, &seq, err))
        return -1;
    if (seq < 0) {
        d->counts.refused++;
        return 0;
    }
    if (w->deleted) {
        d->counts.deleted += seq > 0;
        d->batch->past_changed |= seq > d->snapshot_seq;
        return seq ? store_delete_post(d->store, seq, w->captured.post.seen, &d->town, err) : 0;
    }
    if (seq)
        return revise(d, w, seq, err);
    if (w->objection.n && !w->captured.post.addressed) {
        if (store_objects(d->store, w->objection, &objects, err))
            return -1;
        if (objects) {
            d->counts.refused++;
            return 0;
        }
    }
    if (store_find_post(d->store, &others, w->captured.post.time, &seq, err))
        return -1;
    if (seq) {
        d->counts.known++;
        return 0;
    }
    if (cases_hear_reply(d, &w->captured.post, w->handle, &to_case, err))
        return -1;
    return to_case ? 0 : mark_and_store(d, w, err);
}

/* ---- batches ---- */

/* At the same time by text, which is the same on every machine; identities are keyed. */
static int by_time(const void *x, const void *y)
{
    const struct post *a = &((const struct waiting *)x)->captured.post;
    const struct post *b = &((const struct waiting *)y)->captured.post;

    int order = (a->time > b->time) - (a->time < b->time);

    if (order == 0)
        order = str_cmp(a->text, b->text);
    return order ? order : str_cmp(a->id, b->id);
}

static int write_batch(struct desk *d, struct err *err)
{
    struct batch *b = d->batch;

    if (b->n)
        qsort(b->v, (size_t)b->n, sizeof *b->v, by_time);
    for (int i = 0; i < b->n; i++)
        if (write_waiting(d, &b->v[i], err))
            return -1;
    for (int i = 0; i < b->nsources; i++)
        if (store_put_source(d->store, &b->sources[i], err))
            return -1;
    b->snapshot = b->past_changed || d->seq - d->snapshot_seq >= REPLAYED_POSTS;
    return b->snapshot ? line_put_snapshot(d, err) : 0;
}

/* One transaction. When it fails the analysis goes back to what is committed; the batch is dropped, its sources will tell it again. */
static int commit_batch(struct desk *d, struct err *err)
{
    struct desk_counts before = d->counts;
    int64_t began = stage_clock();
    struct err again;
    int result = 0;

    if (d->batch->n == 0 && d->batch->nsources == 0)
        return 0;
    if ((d->asleep && d->batch->n && line_restore(d, err)) || store_begin(d->store, err))
        result = -1;
    else if (write_batch(d, err) || store_commit(d->store, err)) {
        store_roll_back(d->store);
        result = -1;
    }
    if (result == 0 && d->batch->snapshot)
        d->snapshot_seq = d->seq;
    batch_clear(d->batch);
    stage_add(d->stages, WORK_STORE, began);
    if (result) {
        d->counts = before;
        if (line_restore(d, &again))
            log_event(LOG_ERROR, "restore", "error=\"%s\"", again.text);
    }
    return result;
}

int desk_take(struct desk *d, const struct source *source, const struct entry *entry, int64_t now, struct err *err)
{
    const struct capture_facts facts = {.seen = now};

    return desk_hear(d, source, entry, &facts, NULL, err);
}

int desk_hear(struct desk *d, const struct source *source, const struct entry *entry, const struct capture_facts *known,
              unsigned long long identity[2], struct err *err)
{
    struct batch *b = d->batch;
    struct capture_facts facts = *known;
    struct waiting w = {.deleted = entry->deleted};
    int64_t began = stage_clock();

    d->counts.seen++;
    facts.voice_cue = analyse_name(d->analyser, d->scratch, capture_name(source, entry, &b->arena));
    capture_entry(&w.captured, &d->capturer->capture, source, entry, &facts, &b->arena);
    if (d->capturer->failure.text[0]) {
        *err = d->capturer->failure;
        d->capturer->failure = (struct err){{0}};
        return -1;
    }
    if (identity) {
        identity[0] = str_hash(w.captured.post.id);
        identity[1] = w.captured.url_key.n ? str_hash(w.captured.url_key) : identity[0];
    }
    w.deleted |= entry->withheld && w.captured.post.actor.n == 0; /* a public body's words are public */
    post_keep(&w.captured.post, &b->arena);
    w.captured.url_key = str_copy(&b->arena, w.captured.url_key);
    w.captured.story_key = str_copy(&b->arena, w.captured.story_key);
    if (w.captured.post.addressed || w.captured.post.reply_to.n) {
        w.handle = str_copy(&b->arena, w.captured.author);
        w.url = str_copy(&b->arena, entry->url);
        w.handled = contact_is_handled(entry->status, &w.captured.post);
    }
    if (w.captured.post.actor.n == 0)
        w.objection = capture_objection(&d->capturer->capture, w.captured.author, &b->arena);
    w.captured.author = (struct str){0};
    MEM_GROW(b->v, b->n, b->cap);
    b->v[b->n++] = w;
    b->bytes += w.captured.post.text.n;
    stage_add(d->stages, WORK_CAPTURE, began);
    return b->n < BATCH_POSTS && b->bytes < BATCH_BYTES ? 0 : commit_batch(d, err);
}

struct gone {
    struct batch *batch;
    const unsigned long long *held; /* ascending */
    int n;
    int64_t now;
};

static int by_number(const void *x, const void *y)
{
    const unsigned long long *a = x, *b = y;

    return (*a > *b) - (*a < *b);
}

static bool holds(const struct gone *g, struct str key)
{
    unsigned long long hash = str_hash(key);

    return key.n && bsearch(&hash, g->held, (size_t)g->n, sizeof hash, by_number);
}

/* A post that is not held any more, not even under another guid, waits to be deleted. */
static void delete_when_gone(void *context, struct str id, struct str url_key)
{
    const struct gone *g = context;
    struct waiting w = {.deleted = true, .captured.post.seen = g->now};

    if (holds(g, id) || holds(g, url_key))
        return;
    w.captured.post.id = str_copy(&g->batch->arena, id);
    MEM_GROW(g->batch->v, g->batch->n, g->batch->cap);
    g->batch->v[g->batch->n++] = w;
}

int desk_take_complete(struct desk *d, const struct source *source, unsigned long long *identities, int n, int64_t now,
                       struct err *err)
{
    struct gone g = {d->batch, identities, n, now};

    if (n == 0)
        return 0;
    qsort(identities, (size_t)n, sizeof *identities, by_number);
    return store_each_identity(d->store, source->name, delete_when_gone, &g, err);
}

void desk_take_source(struct desk *d, const struct source_row *row)
{
    struct batch *b = d->batch;
    struct source_row copy = *row;
    struct str *const texts[] = {&copy.name,      &copy.url,      &copy.etag,      &copy.last_modified,
                                 &copy.body_hash, &copy.redirect, &copy.last_error};

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        *texts[i] = str_copy(&b->arena, *texts[i]);
    MEM_GROW(b->sources, b->nsources, b->sources_cap);
    b->sources[b->nsources++] = copy;
}

int desk_commit(struct desk *d, struct err *err)
{
    return commit_batch(d, err);
}

int desk_flush(struct desk *d, struct err *err)
{
    if (commit_batch(d, err))
        return -1;
    return d->seq > d->snapshot_seq ? line_snapshot(d, err) : 0;
}

int desk_waiting(const struct desk *d)
{
    return d->batch->n + d->batch->nsources;
}

void desk_drop(struct desk *d)
{
    batch_clear(d->batch);
}

struct ticking {
    struct desk *d;
    struct err *err;
    bool changed;
};

static int write_ticked(void *context, const struct changes *changes)
{
    struct ticking *t = context;

    t->changed = true;
    return line_write_changes(t->d, changes, NULL, t->err);
}

/* What a tick brought is no answer to a post, so a replay would not find it again at its place: it goes with a snapshot. */
int desk_tick(struct desk *d, int64_t now, struct err *err)
{
    struct ticking t = {.d = d, .err = err};
    struct err again;

    if (now - now % WHEN_MINUTE <= d->clock || d->clock == 0)
        return 0;
    if (store_begin(d->store, err))
        return -1;
    if (desk_advance(d, now, write_ticked, &t) || (t.changed && line_put_snapshot(d, err)) || store_commit(d->store, err)) {
        store_roll_back(d->store);
        line_restore(d, &again);
        return -1;
    }
    if (t.changed)
        d->snapshot_seq = d->seq;
    return 0;
}

/* ---- the state ---- */

int line_start(struct desk *d)
{
    grouper_free(d->grouper);
    context_free(d->context);
    d->grouper = grouper_new(d->lexicon_folders, &d->town);
    d->context = context_new();
    d->seq = 0;
    d->clock = 0;
    d->snapshot_seq = 0;
    return 0;
}

int line_snapshot(struct desk *d, struct err *err)
{
    if (store_begin(d->store, err))
        return -1;
    if (line_put_snapshot(d, err) || store_commit(d->store, err)) {
        store_roll_back(d->store);
        return -1;
    }
    d->snapshot_seq = d->seq;
    return 0;
}

struct changes line_apply(struct desk *d, const struct action *a)
{
    if (str_is(a->kind, "merge"))
        return grouper_merge(d->grouper, a->a, a->b);
    if (str_is(a->kind, "move"))
        return grouper_move(d->grouper, a->a, a->b);
    if (str_is(a->kind, "name"))
        return grouper_name(d->grouper, a->a, a->text);
    if (str_is(a->kind, "mute"))
        return grouper_mute(d->grouper, a->a, a->b);
    if (str_is(a->kind, "split"))
        return line_split(d, a);
    return (struct changes){0};
}

/* A correction writes its own line, with what it made of the post. */
static int audit_decision(struct desk *d, const struct action *action, struct err *err)
{
    struct arena a = {0};
    struct audit_row row = {.action = action->kind,
                            .object = str_printf(&a, "%s %lld", str_is(action->kind, "move") ? "post" : "issue", (long long)action->a),
                            .result = STR("done"),
                            .origin = STR("line"),
                            .actor = action->who,
                            .time = action->time};
    int result = store_add_audit(d->store, &row, err);

    arena_release(&a);
    return result;
}

int line_act(struct desk *d, struct action action, int64_t now, struct err *err)
{
    struct changes changes;

    action.seq = d->seq + 1;
    action.time = now;
    if (line_anchor(d, &action, err))
        return -1;
    changes = line_apply(d, &action);
    if (store_add_action(d->store, &action, err) || line_write_changes(d, &changes, NULL, err) ||
        (str_is(action.kind, "correct") ? correct_write(d, &action, err) : audit_decision(d, &action, err)))
        return -1;
    d->seq = action.seq;
    return 0;
}

/* Another process holds the line: the action becomes a job of its. */
static int hand_over(struct desk *d, const struct action *action, struct err *err)
{
    struct arena a = {0};
    struct seal_key key;
    json_t *o = json_pack("{s:o, s:o, s:I, s:I, s:o}", "kind", record_string(action->kind), "who", record_string(action->who), "a",
                          (json_int_t)action->a, "b", (json_int_t)action->b, "text", record_string(action->text));
    char *text = json_dumps(o, JSON_COMPACT);
    struct job job = {.kind = STR("act"), .subject = str_of(text), .due = 0, .urgency = URGENCY_SOON};
    int result;

    seal_make_key(&key);
    job.once_key = str_printf(&a, "act/%s", seal_hash(&a, &key, "act", job.subject).p);
    result = store_add_job(d->store, &job, err);
    free(text);
    json_decref(o);
    arena_release(&a);
    return result;
}

int desk_act(struct desk *d, struct action action, int64_t now, struct err *err)
{
    struct err again;

    if (!d->grouper)
        return hand_over(d, &action, err);
    if (store_begin(d->store, err))
        return -1;
    if (line_act(d, action, now, err) || store_commit(d->store, err)) {
        store_roll_back(d->store);
        line_restore(d, &again);
        return -1;
    }
    return 0;
}

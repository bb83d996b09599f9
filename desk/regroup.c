/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "desk/line.h"

#include <stdlib.h>
#include <string.h>

#include "base/when.h"
#include "desk/correct.h"

enum { PROGRESS_POSTS = 200 };

/* An issue that a person muted, by its first post. */
struct muted {
    int64_t post, until;
};

struct regrouping {
    struct desk *d;
    struct muted *mutes;
    int nmutes, mutes_cap;
    bool regroup;
    void (*progress)(void *context, int64_t done);
    void *context;
    int64_t done;
    struct err *err;
    int failed;
};

static int write_tick(void *context, const struct changes *changes)
{
    struct regrouping *r = context;

    return line_write_changes(r->d, changes, NULL, r->err);
}

/* What was muted is muted again as soon as its first post has an issue, so that no alert of the past is raised anew. */
static int mute_again(struct regrouping *r, const struct change *changes, int n)
{
    for (int i = 0; i < n; i++)
        for (int k = 0; k < r->nmutes; k++)
            if (changes[i].kind == CHANGE_POST && changes[i].issue && changes[i].post == r->mutes[k].post) {
                struct changes quiet = grouper_mute(r->d->grouper, changes[i].issue, r->mutes[k].until);

                if (line_write_changes(r->d, &quiet, NULL, r->err))
                    return -1;
            }
    return 0;
}

/* The changes of a step are the grouper's until its next one. */
static int mute_after(struct regrouping *r, const struct changes *changes)
{
    struct change *kept = r->nmutes && changes->n ? mem_calloc((size_t)changes->n, sizeof *kept) : NULL;
    int failed;

    if (!kept)
        return 0;
    memcpy(kept, changes->v, (size_t)changes->n * sizeof *kept);
    failed = mute_again(r, kept, changes->n);
    free(kept);
    return failed;
}

static int take_post(void *context, const struct stored_post *held)
{
    struct regrouping *r = context;
    struct desk *d = r->d;
    struct stored_post post = *held;
    const struct terms *terms;

    analyse_post(d->analyser, d->scratch, &post.post, &post.marks, &terms, NULL);
    r->failed = correct_marks(d, post.post.seq, &post.marks, r->err);
    if (r->failed)
        return -1;
    if (r->regroup) {
        r->failed = desk_advance(d, post.post.time, write_tick, r);
        if (!r->failed) {
            struct changes changes = grouper_post(d->grouper, &post.post, &post.marks, terms);

            context_settle(d->context, &changes, &post.post, &post.marks);
            r->failed = line_write_changes(d, &changes, &post, r->err) || store_remark_post(d->store, &post, &d->town, r->err) ||
                        mute_after(r, &changes);
        }
    } else {
        r->failed = store_revise_post(d->store, post.post.seq, &post.post, &post.marks, &d->town, r->err);
    }
    if (r->progress && ++r->done % PROGRESS_POSTS == 0)
        r->progress(r->context, r->done);
    return r->failed;
}

/* ---- people's actions, which hold on ---- */

enum { SPLIT_MOST = 500 };

int64_t line_next_number(struct str *text)
{
    long long n;

    *text = str_trim(*text);
    return str_to_number(str_cut(text, ' '), INT64_MAX, &n) ? 0 : n;
}

struct changes line_split(struct desk *d, const struct action *action)
{
    int64_t posts[SPLIT_MOST];
    struct str rest = action->text;
    int n = 0;

    while (rest.n && n < SPLIT_MOST)
        if ((posts[n] = line_next_number(&rest)) > 0)
            n++;
    return grouper_split(d->grouper, posts, n);
}

static int note_first(void *context, const struct stored_post *post)
{
    *(int64_t *)context = post->post.seq;
    return 1;
}

static int first_post(struct desk *d, int64_t issue, int64_t *post, struct err *err)
{
    *post = 0;
    if (store_posts_of_issue(d->store, grouper_resolve(d->grouper, issue), INT64_MIN / 2, INT64_MAX / 2, &d->town, note_first,
                             post, err) && *post == 0)
        return -1;
    return *post ? 0 : err_set(err, "there is no issue %lld with posts", (long long)issue);
}

static int there_is_post(struct desk *d, int64_t post, struct err *err)
{
    struct arena a = {0};
    struct stored_post stored = {0};
    int failed = store_post(d->store, &a, post, (struct str){0}, &d->town, &stored, err);

    arena_release(&a);
    if (failed)
        return -1;
    return stored.post.seq ? 0 : err_set(err, "there is no post %lld", (long long)post);
}

int line_anchor(struct desk *d, struct action *action, struct err *err)
{
    int64_t one, two = 0;

    if (str_is(action->kind, "name"))
        return first_post(d, action->a, &action->b, err);
    if (str_is(action->kind, "merge")) {
        if (first_post(d, action->a, &one, err) || first_post(d, action->b, &two, err))
            return -1;
    } else if (str_is(action->kind, "mute")) {
        if (first_post(d, action->a, &one, err))
            return -1;
    } else if (str_is(action->kind, "move")) {
        if (there_is_post(d, action->a, err) || (action->b > 0 && first_post(d, action->b, &one, err)))
            return -1;
        if (action->b <= 0)
            return 0;
    } else {
        return 0;
    }
    action->text = str_printf(&d->arena, "%lld %lld", (long long)one, (long long)two);
    return 0;
}

/* The issue that a post is in by now; 0: in none, or the post is gone. */
static int issue_of(struct desk *d, int64_t post, int64_t *issue, struct err *err)
{
    struct arena a = {0};
    struct stored_post stored = {0};
    int failed = post > 0 ? store_post(d->store, &a, post, (struct str){0}, &d->town, &stored, err) : 0;

    *issue = grouper_resolve(d->grouper, stored.post.seq ? stored.issue : 0);
    arena_release(&a);
    return failed;
}

int line_translate(struct desk *d, struct action *action, struct err *err)
{
    struct str anchors = action->text;
    int64_t one = str_is(action->kind, "name") ? action->b : line_next_number(&anchors), two = line_next_number(&anchors);
    int failed = 0;

    if (str_is(action->kind, "merge"))
        failed = issue_of(d, one, &action->a, err) || issue_of(d, two, &action->b, err);
    else if (str_is(action->kind, "name") || str_is(action->kind, "mute"))
        failed = issue_of(d, one, &action->a, err);
    else if (str_is(action->kind, "move") && action->b > 0)
        failed = issue_of(d, one, &action->b, err);
    if (!str_is(action->kind, "split") && (action->a == 0 || (str_is(action->kind, "merge") && action->a == action->b)))
        action->kind = (struct str){0};
    return failed ? -1 : 0;
}

static int pass_over(void *context, const struct stored_post *post)
{
    (void)context;
    (void)post;
    return 0;
}

static int note_mute(void *context, const struct action *action)
{
    struct regrouping *r = context;
    struct str anchors = action->text;

    if (str_is(action->kind, "mute")) {
        MEM_GROW(r->mutes, r->nmutes, r->mutes_cap);
        r->mutes[r->nmutes++] = (struct muted){line_next_number(&anchors), action->b};
    }
    return 0;
}

static int act_again(void *context, const struct action *held)
{
    struct regrouping *r = context;
    struct action action = *held;
    struct changes changes;

    r->failed = line_translate(r->d, &action, r->err);
    if (r->failed)
        return -1;
    changes = line_apply(r->d, &action);
    r->failed = line_write_changes(r->d, &changes, NULL, r->err);
    return r->failed;
}

/*
 * The line says that the issues were made anew here, and the snapshot is of the same moment: what is replayed from further back
 * would give other numbers.
 */
static int finish(struct desk *d, bool regroup, int64_t seq, struct err *err)
{
    struct action anew = {.seq = seq + 1, .time = d->clock, .kind = STR("regroup")};

    d->seq = seq;
    if (regroup && seq) {
        if (store_add_action(d->store, &anew, err))
            return -1;
        d->seq = anew.seq;
    }
    return line_put_snapshot(d, err);
}

int desk_reanalyse(struct desk *d, bool regroup, void (*progress)(void *context, int64_t done), void *context, struct err *err)
{
    struct regrouping r = {.d = d, .regroup = regroup, .progress = progress, .context = context, .err = err};
    int64_t seq = d->seq;
    struct err again;

    if (store_begin(d->store, err))
        return -1;
    if (regroup) {
        line_start(d);
        r.failed = store_replay(d->store, 0, &d->town, pass_over, note_mute, &r, err) || store_forget_issues(d->store, err);
    }
    if (r.failed || store_each_in_time(d->store, &d->town, take_post, &r, err) || r.failed ||
        (regroup && store_replay(d->store, 0, &d->town, pass_over, act_again, &r, err)) || r.failed ||
        finish(d, regroup, seq, err) || store_commit(d->store, err)) {
        store_roll_back(d->store);
        line_restore(d, &again);
        free(r.mutes);
        return -1;
    }
    free(r.mutes);
    d->snapshot_seq = d->seq;
    return 0;
}

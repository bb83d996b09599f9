/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "desk/line.h"

#include "base/when.h"
#include "desk/correct.h"

enum { PROGRESS_POSTS = 200 };

struct regrouping {
    struct desk *d;
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

            r->failed = line_write_changes(d, &changes, &post, r->err) || store_remark_post(d->store, &post, &d->town, r->err);
        }
    } else {
        r->failed = store_revise_post(d->store, post.post.seq, &post.post, &post.marks, &d->town, r->err);
    }
    if (r->progress && ++r->done % PROGRESS_POSTS == 0)
        r->progress(r->context, r->done);
    return r->failed;
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
        r.failed = store_forget_issues(d->store, err);
    }
    if (r.failed || store_each_in_time(d->store, &d->town, take_post, &r, err) || r.failed || store_commit(d->store, err)) {
        store_roll_back(d->store);
        line_restore(d, &again);
        return -1;
    }
    d->seq = seq;
    return line_snapshot(d, err);
}

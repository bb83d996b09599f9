/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "desk/rights.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/when.h"
#include "desk/capturer.h"
#include "desk/search.h"
#include "desk/cases.h"

enum { JOURNAL_MAX = 64 << 20 };

int rights_retain(struct desk *d, int64_t now, bool dry, struct retained *r, struct err *err)
{
    int64_t text_before = now - (int64_t)d->town.text_days * WHEN_DAY;
    int64_t address_before = now - (int64_t)d->town.address_days * WHEN_DAY;
    struct arena a = {0};
    struct audit_row row = {.action = STR("retain"), .result = STR("done"), .origin = STR("calendar"), .actor = STR("tamtam"), .time = now};
    int records = 0;
    int failed;

    *r = (struct retained){0};
    failed = !dry && cases_retain(d, now, &records, err);
    failed = failed || store_retain(d->store, text_before, address_before, dry, r, err);
    row.object = str_printf(&a, "posts %lld, addresses %lld, author keys %lld, messages %lld, sign-ups %lld, closed cases %d",
                            (long long)r->posts, (long long)r->addresses, (long long)r->keys, (long long)r->messages,
                            (long long)r->subscribers, records);
    failed = failed || (!dry && store_add_audit(d->store, &row, err));
    arena_release(&a);
    return failed ? -1 : 0;
}

/* ---- erasure ---- */

struct erasing {
    struct desk *d;
    int64_t now;
    int n;
    struct arena arena;
    struct buf journal; /* identities, one a line */
};

static int erase_one(struct erasing *e, int64_t seq, struct err *err)
{
    struct stored_post post;

    if (store_post(e->d->store, &e->arena, seq, (struct str){0}, &e->d->town, &post, err) ||
        store_delete_post(e->d->store, seq, e->now, &e->d->town, err))
        return -1;
    buf_add(&e->journal, post.post.id);
    buf_putc(&e->journal, '\n');
    e->n++;
    return 0;
}

static int erase_found(struct erasing *e, struct str url_key, struct str author, struct err *err)
{
    int64_t *seqs;
    int n;
    int failed = store_posts_of(e->d->store, &e->arena, url_key, author, &seqs, &n, err);

    for (int i = 0; i < n && !failed; i++)
        failed = erase_one(e, seqs[i], err);
    return failed;
}

struct matches {
    int64_t *v;
    int n, cap;
};

static int note_match(void *context, const struct stored_post *p)
{
    struct matches *m = context;

    MEM_GROW(m->v, m->n, m->cap);
    m->v[m->n++] = p->post.seq;
    return 0;
}

static int erase_matches(struct erasing *e, struct str match, struct err *err)
{
    struct matches m = {0};
    int failed = search_posts(e->d, match, INT64_MAX, note_match, &m, err) < 0 ? -1 : 0;

    for (int i = 0; i < m.n && !failed; i++)
        failed = erase_one(e, m.v[i], err);
    free(m.v);
    return failed;
}

/* In the journal an objection has an exclamation mark before its hash. */
static int object(struct erasing *e, struct str handle, struct err *err)
{
    struct str hash = capture_objection(&e->d->capturer->capture, handle, &e->arena);

    buf_printf(&e->journal, "!%.*s\n", STR_ARG(hash));
    return store_add_objection(e->d->store, hash, e->now, err);
}

static int erase_handle(struct erasing *e, struct str handle, struct err *err)
{
    int64_t *weeks;
    int n;
    int failed = store_weeks(e->d->store, &e->arena, &weeks, &n, err);

    for (int i = 0; i < n && !failed; i++) {
        int64_t noon = when_at((int)weeks[i], 12, 0);
        struct str author = capture_pseudonym(&e->d->capturer->capture, handle, noon, &e->arena);

        failed = erase_found(e, (struct str){0}, author, err);
    }
    return failed;
}

/* The journal is written before the database lets go: a crash between the two erases once too often, never too little. */
static int add_to_journal(struct erasing *e, struct err *err)
{
    const char *path = file_path(&e->arena, e->d->folder, "erased.journal");
    struct str bytes = buf_str(&e->journal);
    int fd = bytes.n ? open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600) : -1;
    bool failed;

    if (bytes.n == 0)
        return 0;
    failed = fd < 0 || write(fd, bytes.p, bytes.n) != (ssize_t)bytes.n || fsync(fd);
    if (fd >= 0)
        close(fd);
    return failed ? err_set(err, "%s: %s", path, strerror(errno)) : 0;
}

static int finish(struct erasing *e, const char *action, const char *what, struct str actor, struct err *err)
{
    struct audit_row row = {.action = str_of(action),
                            .object = str_printf(&e->arena, "%d posts by %s", e->n, what),
                            .result = STR("done"),
                            .origin = STR("command line"),
                            .actor = actor,
                            .time = e->now};

    return store_add_audit(e->d->store, &row, err) || store_commit(e->d->store, err) || store_wipe(e->d->store, err) ? -1 : 0;
}

static void release(struct erasing *e, int failed)
{
    if (failed)
        store_roll_back(e->d->store);
    buf_release(&e->journal);
    arena_release(&e->arena);
}

int rights_erase(struct desk *d, const struct erasure *what, struct str actor, int64_t now, int *n, struct err *err)
{
    struct erasing e = {.d = d, .now = now};
    const char *by = what->url.n ? "address" : what->match.n ? "search" : what->object ? "handle, with an objection" : "handle";
    int failed = (!d->capturer && capturer_new(&d->capturer, d, err)) || store_begin(d->store, err);

    if (!failed && what->url.n)
        failed = erase_found(&e, capture_url_key(&d->capturer->capture, what->url, &e.arena), (struct str){0}, err);
    if (!failed && what->match.n)
        failed = erase_matches(&e, what->match, err);
    if (!failed && what->handle.n)
        failed = erase_handle(&e, what->handle, err) || (what->object && object(&e, what->handle, err));
    failed = failed || add_to_journal(&e, err) || finish(&e, "erase", by, actor, err);
    *n = e.n;
    release(&e, failed);
    return failed ? -1 : 0;
}

/* A line of the journal: an objection, or an identity that may not come back though the backup never held it. */
static int replay_line(struct erasing *e, struct str line, struct err *err)
{
    struct stored_post post;

    if (str_starts(line, STR("!")))
        return store_add_objection(e->d->store, str_sub(line, 1, line.n), e->now, err);
    if (store_post(e->d->store, &e->arena, 0, line, &e->d->town, &post, err))
        return -1;
    e->n += post.post.seq != 0;
    return post.post.seq ? store_delete_post(e->d->store, post.post.seq, e->now, &e->d->town, err) : store_bury(e->d->store, line, e->now, err);
}

int rights_replay(struct desk *d, int64_t now, int *n, struct err *err)
{
    struct erasing e = {.d = d, .now = now};
    struct buf journal = {.max = JOURNAL_MAX};
    const char *path = file_path(&e.arena, d->folder, "erased.journal");
    int failed = store_begin(d->store, err) || (file_exists(path) && file_read(path, &journal, err));
    struct str rest = buf_str(&journal);

    while (!failed && rest.n) {
        struct str line = str_trim(str_cut(&rest, '\n'));

        failed = line.n && replay_line(&e, line, err);
    }
    failed = failed || finish(&e, "erase again", "journal", STR("tamtam"), err);
    *n = e.n;
    buf_release(&journal);
    release(&e, failed);
    return failed ? -1 : 0;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "desk/rights.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/when.h"
#include "desk/capturer.h"
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

static int erase_found(struct erasing *e, struct str url_key, struct str author, struct err *err)
{
    int64_t *seqs;
    int n;
    int failed = store_posts_of(e->d->store, &e->arena, url_key, author, &seqs, &n, err);

    for (int i = 0; i < n && !failed; i++) {
        struct stored_post post;

        failed = store_post(e->d->store, &e->arena, seqs[i], (struct str){0}, &e->d->town, &post, err) ||
                 store_delete_post(e->d->store, seqs[i], e->now, &e->d->town, err);
        buf_add(&e->journal, post.post.id);
        buf_putc(&e->journal, '\n');
        e->n += !failed;
    }
    return failed;
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

int rights_erase(struct desk *d, struct str url, struct str handle, struct str actor, int64_t now, int *n, struct err *err)
{
    struct erasing e = {.d = d, .now = now};
    int failed = (!d->capturer && capturer_new(&d->capturer, d, err)) || store_begin(d->store, err);

    if (!failed && url.n)
        failed = erase_found(&e, capture_url_key(&d->capturer->capture, url, &e.arena), (struct str){0}, err);
    if (!failed && handle.n)
        failed = erase_handle(&e, handle, err);
    failed = failed || add_to_journal(&e, err) || finish(&e, "erase", url.n ? "address" : "handle", actor, err);
    *n = e.n;
    release(&e, failed);
    return failed ? -1 : 0;
}

int rights_replay(struct desk *d, int64_t now, int *n, struct err *err)
{
    struct erasing e = {.d = d, .now = now};
    struct buf journal = {.max = JOURNAL_MAX};
    const char *path = file_path(&e.arena, d->folder, "erased.journal");
    int failed = store_begin(d->store, err) || (file_exists(path) && file_read(path, &journal, err));
    struct str rest = buf_str(&journal);

    while (!failed && rest.n) {
        struct str id = str_trim(str_cut(&rest, '\n'));
        struct stored_post post = {0};

        failed = id.n && store_post(d->store, &e.arena, 0, id, &d->town, &post, err);
        if (!failed && post.post.seq) {
            failed = store_delete_post(d->store, post.post.seq, now, &d->town, err);
            e.n += !failed;
        }
    }
    failed = failed || finish(&e, "erase again", "journal", STR("tamtam"), err);
    *n = e.n;
    buf_release(&journal);
    release(&e, failed);
    return failed ? -1 : 0;
}

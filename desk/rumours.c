/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "desk/rumours.h"

#include <string.h>

#include "tamtam/parts.h"

/* Reads the rumours; `seq` gets, where it is not NULL, the post that first told each. */
static int read_rumours(struct desk *d, struct arena *a, int64_t id, int64_t now, struct rumour_line **list, int64_t **seqs, int *n,
                        struct err *err)
{
    struct stored_issue issue;
    struct stored_rumour *found;
    struct picture picture = {0};
    struct figures f = {0};
    struct rumour_line *lines = NULL;
    int nfound, result;

    *n = 0;
    if (store_issue(d->store, a, id, &issue, err))
        return -1;
    if (!issue.id)
        return err_set(err, "there is no issue %lld", (long long)id);
    result = picture_read(&picture, desk_words(d, "crisis-picture.tsv"), err) ||
             figures_read_rumours(&f, d->store, &d->town, &issue, 0, now, err) ||
             store_rumours(d->store, a, issue.id, now + 1, &found, &nfound, err);
    if (result == 0)
        *n = rumours_list(a, &f.issues[0], &picture, found, nfound, &lines);
    *seqs = arena_alloc(a, (size_t)(*n + 1) * sizeof **seqs);
    for (int i = 0; i < *n; i++) {
        struct buf source = {0};

        (*seqs)[i] = lines[i].first->post.seq;
        lines[i].claim = str_copy(a, lines[i].claim);
        rumour_source(&source, &lines[i].known, now);
        lines[i].told = str_copy(a, buf_str(&source));
        lines[i].first = lines[i].known.by = lines[i].known.own = NULL; /* they go with the figures */
        buf_release(&source);
    }
    *list = lines;
    figures_release(&f);
    picture_release(&picture);
    return result ? -1 : 0;
}

int rumours_read(struct desk *d, struct arena *a, int64_t issue, int64_t now, struct rumour_line **list, int *n, struct err *err)
{
    int64_t *seqs;

    return read_rumours(d, a, issue, now, list, &seqs, n, err);
}

/* The rumour of a claim, or -1 with the nearest in the error. */
static int find_claim(struct desk *d, const struct rumour_line *list, int n, struct str claim, struct err *err)
{
    struct str *names = arena_alloc(&d->arena, (size_t)(n + 1) * sizeof *names);
    int part = -1, parts = 0;

    for (int i = 0; i < n; i++) {
        names[i] = list[i].claim;
        if (str_eq_nocase(names[i], claim))
            return i;
        if (claim.n && str_find_nocase(names[i], claim) >= 0) {
            part = i;
            parts++;
        }
    }
    if (parts == 1)
        return part;
    if (n)
        parts_no_such(err, "gerucht", claim, names, n, parts > 0);
    else
        err_set(err, "dit issue heeft geen geruchten");
    return -1;
}

struct settling {
    const struct stored_rumour *row;
    struct audit_row audit;
};

static int settle(struct store *s, void *context, struct err *err)
{
    struct settling *settling = context;

    return store_add_rumour(s, settling->row, err) || store_add_audit(s, &settling->audit, err) ? -1 : 0;
}

int rumours_settle(struct desk *d, int64_t issue, struct str claim, struct str state, struct str source, const struct doer *by,
                   struct err *err)
{
    struct rumour_line *list = NULL;
    int64_t *seqs = NULL;
    int n = 0, i;

    if (!str_is(state, "waar") && !str_is(state, "onwaar") && !str_is(state, "onbekend"))
        return err_set(err, "the state of a rumour is waar, onwaar or onbekend, not '%.*s'", STR_ARG(state));
    if (!str_is(state, "onbekend") && !str_trim(source).n)
        return err_set(err, "who says that it is %.*s? A source is needed", STR_ARG(state));
    if (read_rumours(d, &d->arena, issue, by->now, &list, &seqs, &n, err) || (i = find_claim(d, list, n, str_trim(claim), err)) < 0)
        return -1;
    struct stored_rumour row = {
        .post = seqs[i], .claim = list[i].claim, .state = state, .source = str_trim(source), .who = by->name, .time = by->now};
    struct settling settling = {
        &row, archive_row("rumour", str_printf(&d->arena, "issue %lld: %.*s: %.*s", (long long)issue, STR_ARG(row.claim), STR_ARG(state)),
                          "done", by)};

    return archive_beside(d, settle, &settling, err);
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "base/file.h"
#include "listener/answer.h"
#include "listener/asker.h"
#include "listener/imap.h"
#include "listener/import_mail.h"
#include "listener/url.h"

enum {
    MOST_LETTERS = 500, /* of one turn; the rest in the next */
    LONGEST_TURN = 2,   /* times the time of one answer: a server that drips does not hold up the round */
    SECRET_MAX = 4096,
    HISTORY_DAYS = 7
};

struct cursor {
    long long validity, uid;
};

struct reading {
    struct asking *q;
    struct imap *imap;
    struct cursor cursor; /* of the last letter that was handed over */
    int unreadable;
    bool stopped;
};

static struct cursor read_cursor(struct str etag)
{
    struct cursor c = {0};
    struct str validity = str_cut(&etag, ':');

    if (str_to_number(validity, UINT32_MAX, &c.validity) || str_to_number(etag, UINT32_MAX, &c.uid))
        return (struct cursor){0};
    return c;
}

int mailbox_password(const struct source *source, struct arena *a, struct str *password, struct err *err)
{
    const char *credentials = getenv("CREDENTIALS_DIRECTORY");
    struct buf bytes = {.max = SECRET_MAX};
    const char *path = source->password_file.n ? str_c(a, source->password_file) : NULL;
    struct str rest;
    int result;

    if (!path && !credentials)
        return err_set(err, "er is geen wachtwoord; schrijf password_file = BESTAND");
    if (!path)
        path = file_path(a, credentials, str_printf(a, "mailbox-%.*s", STR_ARG(source->name)).p);
    result = file_read(path, &bytes, err);
    rest = buf_str(&bytes);
    *password = str_copy(a, str_trim(str_cut(&rest, '\n')));
    if (bytes.n)
        sodium_memzero(bytes.p, bytes.n);
    buf_release(&bytes);
    return result;
}

/* ---- one letter ---- */

static void take_letter(struct reading *r, struct str letter)
{
    struct asking *q = r->q;
    struct arena a = {0};
    struct entry e;
    struct err err;

    if (import_letter(&e, letter, &a, &err))
        r->unreadable++;
    else {
        q->result->entries++;
        r->stopped = q->hooks->entry && q->hooks->entry(q->hooks->context, q->item, &e) != 0;
    }
    arena_release(&a);
}

static int take_letters(struct reading *r, const long long *uids, int n, struct err *err)
{
    int64_t end = when_monotonic() + (int64_t)LONGEST_TURN * r->q->options->total_ms;

    for (int i = 0, taken = 0; i < n && taken < MOST_LETTERS && !r->stopped && when_monotonic() < end; i++) {
        struct str letter;

        if (uids[i] <= r->cursor.uid)
            continue; /* 'n:*' always holds the last one */
        if (imap_letter(r->imap, uids[i], &letter, err))
            return -1;
        r->q->result->bytes += (long long)letter.n;
        if (letter.n)
            take_letter(r, letter);
        if (!r->stopped)
            r->cursor.uid = uids[i];
        taken++;
    }
    return 0;
}

/* ---- one mailbox ---- */

/* What to ask for: what came after the cursor, or a first time since a day. */
static void print_search(struct buf *b, const struct reading *r, int64_t now)
{
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    int64_t since = r->q->item->since ? r->q->item->since : now - (int64_t)HISTORY_DAYS * WHEN_DAY;
    struct civil c = when_utc(since);

    if (r->cursor.uid && !r->q->item->since)
        buf_printf(b, "UID %lld:*", r->cursor.uid + 1);
    else
        buf_printf(b, "SINCE %d-%s-%d", c.day, months[c.month - 1], c.year);
}

static int read_mailbox(struct reading *r, struct str name, struct err *err)
{
    const struct poll_hooks *hooks = r->q->hooks;
    struct cursor known = read_cursor(r->q->item->state.etag);
    struct buf search = {0};
    long long *uids = NULL;
    long long validity;
    int n = 0;
    int result = imap_examine(r->imap, name, &validity, err);

    if (result == 0) {
        r->cursor = (struct cursor){validity, validity == known.validity ? known.uid : 0};
        print_search(&search, r, hooks->now(hooks->context));
        if (r->q->item->since)
            r->cursor.uid = 0;
        result = imap_search(r->imap, buf_c(&search), &uids, &n, err) || take_letters(r, uids, n, err) ? -1 : 0;
    }
    if (validity == known.validity && r->cursor.uid < known.uid)
        r->cursor.uid = known.uid;
    buf_release(&search);
    free(uids);
    return result;
}

static void set_failure(struct asking *q, const struct reading *r, CURLcode code, const struct err *why)
{
    struct fetch_result *result = q->result;

    result->outcome = code == CURLE_OK ? FETCH_CONNECT : answer_outcome_of_code(code);
    result->detail = str_copy(q->a, str_of(why->text));
    if (imap_refused(r->imap).n) {
        result->outcome = FETCH_PRIVATE;
    } else if (code == CURLE_LOGIN_DENIED) {
        result->outcome = FETCH_DENIED;
    } else if (imap_was_denied(r->imap)) {
        result->outcome = FETCH_STATUS;
    } else if (imap_was_late(r->imap)) {
        result->outcome = FETCH_TIMEOUT;
        result->detail = (struct str){0}; /* the outcome says it */
    }
}

static void set_success(struct asking *q, const struct reading *r)
{
    q->result->status = 200;
    q->result->etag = str_printf(q->a, "%lld:%lld", r->cursor.validity, r->cursor.uid);
    q->result->outcome = r->stopped ? FETCH_STOPPED : q->result->entries ? FETCH_OK : FETCH_UNCHANGED;
    if (r->unreadable)
        q->result->detail = str_printf(q->a, "%d brieven waren niet te lezen en zijn overgeslagen", r->unreadable);
}

void mailbox_ask(struct asking *q)
{
    const struct source *source = q->item->source;
    struct url url = url_split(source->url);
    struct reading r = {.q = q};
    struct arena secret = {0};
    struct str host = url.authority;
    struct str user = str_cut(&host, '@');
    struct str box = str_sub(url.path, 1, url.path.n);
    struct imap_options options = {.server = str_printf(q->a, "imaps://%.*s", STR_ARG(host)),
                                   .user = url_decoded(q->a, user),
                                   .ca_file = source->ca_file.n ? str_c(q->a, source->ca_file) : NULL,
                                   .allow_private = source->allow_private,
                                   .connect_ms = q->options->connect_ms,
                                   .total_ms = q->options->total_ms,
                                   .meanwhile = q->meanwhile,
                                   .context = q->context};
    CURLcode code = CURLE_OK;
    struct err err;
    int failed = mailbox_password(source, &secret, &options.password, &err);

    if (failed) {
        q->result->outcome = FETCH_DENIED;
        q->result->detail = str_copy(q->a, str_of(err.text));
    } else if (imap_open(&r.imap, &options, &code, &err) || read_mailbox(&r, box.n ? url_decoded(q->a, box) : STR("INBOX"), &err)) {
        set_failure(q, &r, code, &err);
    } else {
        set_success(q, &r);
    }
    imap_close(r.imap);
    if (options.password.n)
        sodium_memzero((void *)(uintptr_t)options.password.p, options.password.n);
    arena_release(&secret);
}

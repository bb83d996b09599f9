/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "desk/inbox.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/log.h"
#include "base/mail_address.h"
#include "base/when.h"
#include "desk/letters.h"
#include "desk/readers.h"
#include "listener/imap.h"
#include "listener/import_mail.h"
#include "listener/url.h"

enum { CONNECT_MS = 10000, TOTAL_MS = 20000, MOST_LETTERS = 200, SECRET_MAX = 4096, HEAD_MAX = 64 << 10 };

const char *const answer_names[ANSWER_KINDS] = {"other", "bounce", "sign-off", "confirm", "objection"};

/* ---- reading a letter ---- */

/* The head of a letter: up to its first empty line. */
static struct str head_of(struct str letter)
{
    ptrdiff_t end = str_find(letter, STR("\n\r\n"));
    ptrdiff_t bare = str_find(letter, STR("\n\n"));

    if (end < 0 || (bare >= 0 && bare < end))
        end = bare;
    return str_sub(letter, 0, end < 0 ? (letter.n < HEAD_MAX ? letter.n : HEAD_MAX) : (size_t)end + 1);
}

/* The value of the first line "NAME: value" in lines, with the lines that go on with a blank; "" when there is none. */
static struct str field(struct arena *a, struct str lines, const char *name)
{
    struct str key = str_of(name);
    struct buf value = {.max = HEAD_MAX};
    struct str copy;
    bool in_it = false;

    while (lines.n) {
        struct str line = str_cut(&lines, '\n');
        bool goes_on = line.n && (line.p[0] == ' ' || line.p[0] == '\t');

        if (in_it && !goes_on)
            break;
        if (!goes_on && line.n > key.n && line.p[key.n] == ':' && str_eq_nocase(str_sub(line, 0, key.n), key)) {
            in_it = true;
            line = str_sub(line, key.n + 1, line.n);
        }
        if (in_it) {
            buf_add(&value, str_trim(line));
            buf_putc(&value, ' ');
        }
    }
    copy = str_copy(a, str_trim(buf_str(&value)));
    buf_release(&value);
    return copy;
}

static bool is_report(struct arena *a, struct str head)
{
    struct str type = field(a, head, "Content-Type");

    return str_find_nocase(type, STR("multipart/report")) == 0 && str_find_nocase(type, STR("delivery-status")) > 0;
}

/* By a machine: an absence, a list. */
static bool is_automatic(struct arena *a, struct str head)
{
    struct str submitted = field(a, head, "Auto-Submitted");
    struct str precedence = field(a, head, "Precedence");

    return (submitted.n && !str_eq_nocase(submitted, STR("no"))) || str_eq_nocase(precedence, STR("bulk")) ||
           str_eq_nocase(precedence, STR("junk")) || str_eq_nocase(precedence, STR("auto_reply")) ||
           field(a, head, "X-Autoreply").n > 0;
}

/* The first run of exactly as many hexadecimal figures as a token has. */
static struct str token_in(struct str text)
{
    static const char figures[] = "0123456789abcdef";
    size_t run = 0;

    for (size_t i = 0; i <= text.n; i++) {
        if (i < text.n && text.p[i] && strchr(figures, text.p[i])) {
            run++;
            continue;
        }
        if (run == READERS_TOKEN_LENGTH)
            return str_sub(text, i - run, run);
        run = 0;
    }
    return (struct str){0};
}

/* ---- the kinds ---- */

/* "Action: failed" with "Status: 5..." in the report; the message's own id in the head that it returns. */
static int take_bounce(struct desk *d, struct arena *a, struct str letter, struct str head, int64_t now, enum answer_kind *kind, struct err *err)
{
    struct str body = str_sub(letter, head.n, letter.n);
    struct str id = mail_address_of(field(a, body, "Message-ID"));
    struct str status = field(a, body, "Status");
    bool counted = false;

    if (!str_eq_nocase(field(a, body, "Action"), STR("failed")) || (status.n && status.p[0] != '5') || id.n == 0)
        return 0;
    if (store_count_bounce(d->store, id, now, BOUNCES_TO_PAUSE, &counted, err))
        return -1;
    if (counted)
        *kind = ANSWER_BOUNCE;
    return 0;
}

/* The letter itself stays where it is: people read it there. */
static int tell_objection(struct desk *d, struct arena *a, struct str id, int64_t now, struct err *err)
{
    struct document doc;
    struct letter letter = {.kind = STR("objection"), .key = str_printf(a, "objection/%016llx", str_hash(id)), .urgency = URGENCY_SOON};
    int failed;

    letter_begin(&doc, &d->town, STR("Rechten van betrokkenen"), STR("Er kwam een bezwaar of verwijderverzoek binnen"), now);
    prose_add(doc_paragraph(doc.root, TEXT_LEAD), STR("In de postbus van de nieuwsredactie ligt een brief met een bezwaar of een verwijderverzoek."));
    prose_add(doc_paragraph(doc.root, TEXT_PLAIN), STR("Lees hem daar. Wissen gaat met: tamtam erase --url ADRES of --handle NAAM; met --object "
                                                       "komt van die naam ook niets meer binnen."));
    doc_finish(&doc);
    failed = letter_post_all(d, &doc, &letter, &d->town.mail.analysts, now, err);
    doc_release(&doc);
    return failed;
}

static int take_wish(struct desk *d, struct arena *a, struct str subject, struct str token, int64_t now, enum answer_kind *kind, struct err *err)
{
    struct subscriber s;

    if (readers_of_token(d, token, a, &s, err))
        return -1;
    if (s.id == 0)
        return 0;
    if (str_find_nocase(subject, STR("afmelden")) >= 0) {
        *kind = ANSWER_SIGN_OFF;
        return store_drop_subscriber(d->store, s.id, err);
    }
    if (!str_is(s.state, "asked"))
        return 0;
    *kind = ANSWER_CONFIRM;
    return store_confirm_subscriber(d->store, s.id, now, err);
}

int inbox_take(struct desk *d, struct str letter, int64_t now, enum answer_kind *kind, struct err *err)
{
    struct arena a = {0};
    struct str head = head_of(letter);
    struct str token;
    struct entry e;
    struct err ignored;
    int failed = 0;

    *kind = ANSWER_OTHER;
    if (is_report(&a, head)) {
        failed = take_bounce(d, &a, letter, head, now, kind, err);
    } else if (!is_automatic(&a, head) && import_letter(&e, letter, &a, &ignored) == 0) {
        token = token_in(e.title);
        if (token.n)
            failed = take_wish(d, &a, e.title, token, now, kind, err);
        else if (str_find_nocase(e.title, STR("bezwaar")) >= 0 || str_find_nocase(e.title, STR("verwijderverzoek")) >= 0) {
            *kind = ANSWER_OBJECTION;
            failed = tell_objection(d, &a, e.guid, now, err);
        }
    }
    arena_release(&a);
    return failed ? -1 : 0;
}

/* ---- the mailbox ---- */

static int read_password(const struct mail_settings *m, struct arena *a, struct str *password, struct err *err)
{
    const char *credentials = getenv("CREDENTIALS_DIRECTORY");
    struct buf bytes = {.max = SECRET_MAX};
    struct str rest;
    int failed;

    if (m->inbox_password_file.n == 0 && !credentials)
        return err_set(err, "the inbox has no password: write inbox_password_file, or give the credential inbox-password");
    failed = file_read(m->inbox_password_file.n ? str_c(a, m->inbox_password_file) : file_path(a, credentials, "inbox-password"), &bytes, err);
    rest = buf_str(&bytes);
    *password = str_copy(a, str_trim(str_cut(&rest, '\n')));
    buf_release(&bytes);
    return failed;
}

struct place {
    int64_t validity, uid;
};

static int take_in_transaction(struct desk *d, struct str letter, struct place place, int64_t now, struct err *err)
{
    enum answer_kind kind;

    if (store_begin(d->store, err))
        return -1;
    if ((letter.n && inbox_take(d, letter, now, &kind, err)) || store_put_vital(d->store, STR("inbox.validity"), place.validity, err) ||
        store_put_vital(d->store, STR("inbox.uid"), place.uid, err) || store_commit(d->store, err)) {
        store_roll_back(d->store);
        return -1;
    }
    if (letter.n && kind != ANSWER_OTHER)
        log_event(LOG_INFO, "inbox", "uid=%lld kind=%s", (long long)place.uid, answer_names[kind]);
    return 0;
}

/* What to ask for: what came since the last time; of a mailbox that is new here the past week. */
static void print_search(struct buf *b, int64_t uid, int64_t now)
{
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    struct civil c = when_utc(now - 7LL * WHEN_DAY);

    if (uid)
        buf_printf(b, "UID %lld:*", (long long)uid + 1);
    else
        buf_printf(b, "SINCE %d-%s-%d", c.day, months[c.month - 1], c.year);
}

static int read_letters(struct desk *d, struct imap *imap, struct str box, int64_t now, int *letters, struct err *err)
{
    struct place place = {0};
    struct buf search = {0};
    long long validity, *uids = NULL;
    int n = 0;
    int failed = store_vital(d->store, STR("inbox.validity"), &place.validity, err) ||
                 store_vital(d->store, STR("inbox.uid"), &place.uid, err) || imap_examine(imap, box, &validity, err);

    if (!failed && validity != place.validity)
        place = (struct place){validity, 0};
    print_search(&search, place.uid, now);
    failed = failed || imap_search(imap, buf_c(&search), &uids, &n, err);
    for (int i = 0; i < n && *letters < MOST_LETTERS && !failed; i++) {
        struct str letter;

        if (uids[i] <= place.uid)
            continue; /* 'n:*' always holds the last one */
        place.uid = uids[i];
        failed = imap_letter(imap, uids[i], &letter, err) || take_in_transaction(d, letter, place, now, err);
        ++*letters;
    }
    free(uids);
    buf_release(&search);
    return failed;
}

int inbox_read(struct desk *d, int64_t now, int (*meanwhile)(void *context), void *context, int *letters, struct err *err)
{
    const struct mail_settings *m = &d->town.mail;
    struct arena a = {0};
    struct url url = url_split(m->inbox);
    struct str host = url.authority;
    struct str user = str_cut(&host, '@');
    struct imap_options options = {.server = str_printf(&a, "imaps://%.*s", STR_ARG(host)),
                                   .user = url_decoded(&a, user),
                                   .ca_file = m->ca_file.n ? str_c(&a, m->ca_file) : NULL,
                                   .allow_private = true, /* the municipality's own */
                                   .connect_ms = CONNECT_MS,
                                   .total_ms = TOTAL_MS,
                                   .meanwhile = meanwhile,
                                   .context = context};
    struct imap *imap = NULL;
    CURLcode code = CURLE_OK;
    int failed = read_password(m, &a, &options.password, err);

    *letters = 0;
    failed = failed || imap_open(&imap, &options, &code, err) ||
             read_letters(d, imap, url_decoded(&a, str_sub(url.path, 1, url.path.n)), now, letters, err);
    imap_close(imap);
    arena_release(&a);
    return failed ? -1 : 0;
}

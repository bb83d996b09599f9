/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "desk/letters.h"

#include "base/mail_address.h"
#include "base/when.h"
#include "desk/readers.h"
#include "tamtam/dutch.h"
#include "tamtam/look.h"
#include "tamtam/mime.h"

void letter_begin(struct document *doc, const struct municipality *town, struct str kind, struct str title, int64_t now)
{
    struct buf date = {0};

    doc_init(doc);
    dutch_date(&date, when_day(now));
    buf_puts(&date, ", ");
    dutch_hour(&date, now);
    doc->head.municipality = doc_printf(doc, "Gemeente %.*s", STR_ARG(town->name));
    doc->head.kind = doc_copy(doc, kind);
    doc->head.title = doc_copy(doc, title);
    doc->head.date = doc_copy(doc, buf_str(&date));
    doc->head.created = now;
    buf_release(&date);
}

static struct str host_of(struct str address)
{
    struct str rest = address;

    str_cut(&rest, '@');
    return rest;
}

/* The same message has the same id, which tells nothing of its reader. */
static int message_id(struct desk *d, const struct letter *l, struct arena *a, struct str *id, struct err *err)
{
    struct seal_key key;
    struct str what = str_printf(a, "%.*s/%.*s", STR_ARG(l->key), STR_ARG(l->to));
    struct str host = host_of(mail_address_of(d->town.mail.from));

    if (store_key(d->store, "message", 0, &key, err))
        return -1;
    *id = str_printf(a, "%.*s@%.*s", STR_ARG(seal_hash(a, &key, "message", what)), STR_ARG(host));
    seal_forget_key(&key);
    return 0;
}

/* What goes before the writer's headers. */
static void put_headers(struct buf *out, const struct municipality *town, const struct letter *l)
{
    struct buf value = {0};
    struct str sender = mail_address_of(town->mail.from);

    if (town->mail.reply_to.n)
        mime_address(out, "Reply-To", town->mail.reply_to);
    if (l->token.n) {
        buf_printf(&value, "Tamtam <tamtam.%.*s>", STR_ARG(host_of(sender)));
        mime_header(out, "List-Id", buf_str(&value));
        buf_clear(&value);
    }
    buf_release(&value);
}

/* The page where readers sign off, and the mail by which they do. */
static void set_way_out(struct mail *mail, const struct municipality *town, struct str token, struct arena *a)
{
    struct str address = mail_address_of(town->mail.reply_to.n ? town->mail.reply_to : town->mail.from);

    if (town->newsroom.url.n)
        mail->unsubscribe = str_printf(a, "%.*s" READERS_SIGN_OFF_PATH "?t=%.*s", STR_ARG(town->newsroom.url), STR_ARG(token));
    if (mail_address_is_valid(address))
        mail->sign_off_mail = str_printf(a, "mailto:%.*s?subject=afmelden%%20%.*s", STR_ARG(address), STR_ARG(token));
}

int letter_write(const struct desk *d, const struct document *doc, const struct letter *l, struct str message_id, int64_t now,
                 struct buf *out, struct err *err)
{
    const struct municipality *town = &d->town;
    struct arena a = {0};
    struct look look;
    struct mail mail = {.from = town->mail.from,
                        .to = l->to,
                        .subject = l->subject,
                        .message_id = message_id,
                        .date = now,
                        .choice = l->choice,
                        .pdf = l->pdf,
                        .pdf_name = l->pdf_name,
                        .pictures = l->pictures};
    int failed;

    if (l->token.n)
        set_way_out(&mail, town, l->token, &a);
    look_make(&look, town->colour_1, town->colour_2, (struct str){0});
    put_headers(out, town, l);
    failed = write_mail(doc, &look, &mail, out, err);
    arena_release(&a);
    return failed;
}

/* `doc` NULL: it is composed when it goes. */
static int add_message(struct desk *d, const struct document *doc, const struct letter *l, struct message message, struct err *err)
{
    struct arena a = {0};
    struct buf bytes = {0};
    int failed;

    if (d->town.mail.server.n == 0)
        return 0;
    message.kind = l->kind;
    message.channel = STR("mail");
    message.recipient = l->to;
    failed = message_id(d, l, &a, &message.message_id, err) || (doc && letter_write(d, doc, l, message.message_id, message.made, &bytes, err));
    message.bytes = buf_str(&bytes);
    failed = failed || store_add_message(d->store, &message, l->urgency, err);
    buf_release(&bytes);
    arena_release(&a);
    return failed ? -1 : 0;
}

int letter_post(struct desk *d, const struct document *doc, const struct letter *l, int64_t now, struct err *err)
{
    return add_message(d, doc, l, (struct message){.made = now}, err);
}

int letter_promise(struct desk *d, const struct letter *l, int64_t reader, struct str about, int64_t now, struct err *err)
{
    return add_message(d, NULL, l, (struct message){.made = now, .reader = reader, .about = about}, err);
}

int letter_post_all(struct desk *d, const struct document *doc, const struct letter *letter, const struct strs *to, int64_t now,
                    struct err *err)
{
    struct letter one = *letter;
    int failed = 0;

    for (int i = 0; i < to->n && !failed; i++) {
        one.to = to->v[i];
        failed = letter_post(d, doc, &one, now, err);
    }
    return failed;
}

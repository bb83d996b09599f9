/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "desk/readers.h"

#include <string.h>

#include "base/mail_address.h"
#include "desk/digest.h"
#include "desk/letters.h"
#include "desk/search.h"
#include "store/now.h"
#include "tamtam/query.h"

/* ---- wishes ---- */

static int no_theme(const struct desk *d, struct str value, struct err *err)
{
    (void)d;
    return value_of(theme_names, value) < 0 ? err_set(err, "er is geen thema '%.*s'", STR_ARG(value)) : 0;
}

static int no_district(const struct desk *d, struct str value, struct err *err)
{
    return municipality_district(&d->town, value) < 0 ? err_set(err, "tamtam.conf heeft geen [district %.*s]", STR_ARG(value)) : 0;
}

static int no_person(const struct desk *d, struct str value, struct err *err)
{
    return municipality_person(&d->town, value) < 0 ? err_set(err, "tamtam.conf heeft geen [person %.*s]", STR_ARG(value)) : 0;
}

static int no_level(const struct desk *d, struct str value, struct err *err)
{
    (void)d;
    return value_of(level_names, value) < (int)LEVEL_WAARSCHUWING
               ? err_set(err, "alarmen gaan uit vanaf waarschuwing of crisis; een signaal blijft in de nieuwskamer")
               : 0;
}

static int no_issue(const struct desk *d, struct str value, struct err *err)
{
    struct arena a = {0};
    struct stored_issue issue = {0};
    int64_t id = 0;
    int failed = digest_issue(value, &id) ? err_set(err, "'%.*s' is geen nummer van een issue", STR_ARG(value))
                                          : store_issue(d->store, &a, id, &issue, err);

    arena_release(&a);
    return failed ? -1 : issue.id ? 0 : err_set(err, "er is geen issue %lld", (long long)id);
}

static int no_search(const struct desk *d, struct str value, struct err *err)
{
    struct str handle = search_private_handle(&d->town, value);
    struct query q = {0};
    int failed;

    if (handle.n)
        return err_set(err, "%.*s is van een privépersoon: de wet laat niet toe op of naar persoonlijke accounts te zoeken", STR_ARG(handle));
    failed = query_parse(&q, value, &d->town, err);
    query_release(&q);
    return failed;
}

static const struct {
    const char *name;
    int (*wrong)(const struct desk *d, struct str value, struct err *err);
} cuts[] = {{"theme", no_theme}, {"district", no_district}, {"person", no_person}, {"alert", no_level}, {"issue", no_issue}, {"search", no_search}};

static int check_purpose(const struct desk *d, struct str purpose, struct err *err)
{
    for (int i = 0; i < d->town.npurposes; i++)
        if (str_eq(d->town.purposes[i].name, purpose))
            return 0;
    return err_set(err, "een abonnement heeft een doel van tamtam.conf: --purpose");
}

static int check_rhythm(const struct subscriber *s, struct err *err)
{
    bool weekly = str_is(s->rhythm, "weekly");

    if (!weekly && !str_is(s->rhythm, "daily"))
        return err_set(err, "er is geen ritme '%.*s'", STR_ARG(s->rhythm));
    if (str_is(s->cut, "alert") && (weekly || s->pdf))
        return err_set(err, "alarmen gaan meteen uit en zonder PDF");
    return weekly && s->pdf ? err_set(err, "een week heeft geen eigen PDF: --pdf hoort bij de dagelijkse tamtam") : 0;
}

int readers_check(const struct desk *d, struct subscriber *s, struct err *err)
{
    if (!mail_address_is_valid(s->address))
        return err_set(err, "'%.*s' is geen mailadres", STR_ARG(s->address));
    return readers_check_choice(d, s, err);
}

int readers_check_choice(const struct desk *d, struct subscriber *s, struct err *err)
{
    if (check_purpose(d, s->purpose, err))
        return -1;
    if (s->cut.n == 0)
        s->cut = STR("tamtam");
    if (s->quiet.n == 0)
        s->quiet = STR("say");
    if (s->rhythm.n == 0)
        s->rhythm = STR("daily");
    if (check_rhythm(s, err))
        return -1;
    if (str_is(s->cut, "tamtam"))
        return 0;
    for (size_t i = 0; i < sizeof cuts / sizeof *cuts; i++)
        if (str_is(s->cut, cuts[i].name))
            return cuts[i].wrong(d, s->value, err);
    return err_set(err, "er is geen abonnement op '%.*s'", STR_ARG(s->cut));
}

int readers_take_search(const struct desk *d, struct subscriber *s, struct arena *a, int64_t now, struct err *err)
{
    struct saved_search *list;
    int n;

    if (store_searches(d->store, a, &list, &n, err))
        return -1;
    for (int i = 0; i < n; i++)
        if (str_eq(list[i].name, s->value) && (list[i].until == 0 || list[i].until > now)) {
            s->value = list[i].query;
            if (s->purpose.n == 0)
                s->purpose = list[i].purpose;
            return 0;
        }
    return 0;
}

/* ---- tokens ---- */

static const char figures[] = "0123456789abcdef";

enum { ID_FIGURES = READERS_TOKEN_LENGTH - SEAL_HEX };

int readers_token(struct desk *d, const struct subscriber *s, struct arena *a, struct str *token, struct err *err)
{
    struct str who = str_printf(a, "%lld/%lld/%.*s", (long long)s->id, (long long)s->asked, STR_ARG(s->address_key));
    struct seal_key key;

    if (store_key(d->store, "subscription", 0, &key, err))
        return -1;
    *token = str_printf(a, "%.*s%0*llx", STR_ARG(seal_hash(a, &key, "token", who)), (int)ID_FIGURES, (unsigned long long)s->id);
    seal_forget_key(&key);
    return 0;
}

static int64_t id_in(struct str token)
{
    long long id = 0;

    for (size_t i = SEAL_HEX; i < token.n && token.n == READERS_TOKEN_LENGTH; i++) {
        const char *figure = token.p[i] ? strchr(figures, token.p[i]) : NULL;

        if (!figure)
            return 0;
        id = id * 16 + (figure - figures);
    }
    return id;
}

/* The work is the same whether there is such a subscription or not. */
int readers_of_token(struct desk *d, struct str token, struct arena *a, struct subscriber *s, struct err *err)
{
    struct str real;

    if (store_subscriber(d->store, a, id_in(token), s, err) || readers_token(d, s, a, &real, err))
        return -1;
    if (!seal_same(real, token))
        *s = (struct subscriber){0};
    return 0;
}

/* ---- signing up ---- */

/* A search that goes on every day is logged where it begins, as every search is. The reader's address stays out of the log. */
static int log_search(struct desk *d, const struct subscriber *s, struct arena *a, int64_t now, struct err *err)
{
    struct audit_row row = {.action = STR("search"),
                            .object = str_printf(a, "%.*s: %.*s", STR_ARG(s->purpose), STR_ARG(s->value)),
                            .result = STR("done"),
                            .origin = STR("subscription"),
                            .actor = str_printf(a, "subscription %lld", (long long)s->id),
                            .time = now};

    return str_is(s->cut, "search") ? store_add_audit(d->store, &row, err) : 0;
}

/* The letter that asks for the confirmation, the second half of the double opt-in. */
static struct letter question(const struct subscriber *s, struct str token, struct arena *a)
{
    return (struct letter){.kind = STR("confirm"),
                           .key = str_printf(a, "confirm/%.*s", STR_ARG(token)),
                           .to = s->address,
                           .subject = str_printf(a, "Bevestig uw aanmelding %.*s", STR_ARG(token)),
                           .urgency = URGENCY_SOON};
}

static void compose_question(const struct desk *d, const struct subscriber *s, struct str token, struct arena *a, int64_t now,
                             struct document *doc)
{
    struct str url = d->town.newsroom.url;
    struct prose *p;

    letter_begin(doc, &d->town, STR("Aanmelding"), STR("Bevestig uw aanmelding"), now);
    prose_printf(doc_paragraph(doc->root, TEXT_LEAD), "Iemand meldde dit adres aan voor de tamtam. %.*s.", STR_ARG(digest_choice(s, a)));
    p = doc_paragraph(doc->root, TEXT_PLAIN);
    if (url.n) {
        prose_add(p, STR("Wilt u dat? Open dan deze pagina en bevestig het daar: "));
        prose_link(p, STR("aanmelding bevestigen"), str_printf(a, "%.*s" READERS_CONFIRM_PATH "?t=%.*s", STR_ARG(url), STR_ARG(token)));
        prose_add(p, STR(". Of beantwoord"));
    } else {
        prose_add(p, STR("Wilt u dat? Beantwoord dan"));
    }
    prose_printf(p, " dit bericht en laat de code in het onderwerp staan: %.*s. Wilt u het niet, dan hoeft u niets te doen.", STR_ARG(token));
    doc_finish(doc);
}

int readers_of_message(struct desk *d, const struct message *m, struct arena *a, struct subscriber *s, struct err *err)
{
    if (store_subscriber(d->store, a, m->reader, s, err))
        return -1;
    if (!str_eq(s->address, m->recipient))
        *s = (struct subscriber){0};
    return 0;
}

int readers_write_question(struct desk *d, const struct message *m, struct buf *out, struct err *err)
{
    struct arena a = {0};
    struct subscriber s;
    struct str token;
    int failed = readers_of_message(d, m, &a, &s, err) || readers_token(d, &s, &a, &token, err);

    if (!failed && str_is(s.state, "asked")) {
        struct letter letter = question(&s, token, &a);
        struct document doc;

        compose_question(d, &s, token, &a, m->made, &doc);
        failed = letter_write(d, &doc, &letter, m->message_id, m->made, out, err);
        doc_release(&doc);
    }
    arena_release(&a);
    return failed ? -1 : 0;
}

int readers_import(struct desk *d, struct subscriber *s, struct arena *a, int64_t now, bool *added, struct err *err)
{
    struct letter letter;
    struct str token;

    s->address_key = mail_address_key(a, s->address);
    s->asked = now;
    if (store_add_subscriber(d->store, a, s, added, err))
        return -1;
    if (!str_is(s->state, "asked"))
        return 0; /* who was asked before is asked now where there was no mail server then: a letter that is known goes once */
    if ((*added && log_search(d, s, a, now, err)) || readers_token(d, s, a, &token, err))
        return -1;
    letter = question(s, token, a);
    return letter_promise(d, &letter, s->id, (struct str){0}, now, err);
}

int readers_sign_up(struct desk *d, struct subscriber *s, struct arena *a, int64_t now, struct err *err)
{
    bool added;

    if (store_begin(d->store, err))
        return -1;
    if (readers_import(d, s, a, now, &added, err) || store_commit(d->store, err)) {
        store_roll_back(d->store);
        return -1;
    }
    return 0;
}

/* ---- by token ---- */

int readers_confirm(struct desk *d, struct str token, int64_t now, bool *found, struct err *err)
{
    struct subscriber s;
    struct arena a = {0};
    int failed = readers_of_token(d, token, &a, &s, err);

    *found = !failed && s.id != 0;
    if (*found && !str_is(s.state, "active"))
        failed = store_confirm_subscriber(d->store, s.id, now, err);
    arena_release(&a);
    return failed ? -1 : 0;
}

int readers_sign_off(struct desk *d, struct str token, struct err *err)
{
    struct subscriber s;
    struct arena a = {0};
    int failed = readers_of_token(d, token, &a, &s, err) || store_drop_subscriber(d->store, s.id, err);

    arena_release(&a);
    return failed ? -1 : 0;
}

int readers_sign_off_address(struct desk *d, struct str address, struct err *err)
{
    struct arena a = {0};
    int failed = store_drop_reader(d->store, mail_address_key(&a, address), err);

    arena_release(&a);
    return failed;
}

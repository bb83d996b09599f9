/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "desk/cases.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mail_address.h"
#include "base/utf8.h"
#include "base/when.h"
#include "desk/letters.h"
#include "base/norm.h"
#include "tamtam/dutch.h"

enum { JOIN_DAYS = 7, TOKEN_DIGITS = 12 };

const struct value_name case_steps[] = {
    [STEP_TAKE] = {"neem", "nam de zaak"},
    [STEP_LEAVE] = {"geef-vrij", "gaf de zaak vrij"},
    [STEP_WAIT] = {"wacht", "wacht op een ander"},
    [STEP_RESUME] = {"hervat", "hervatte de zaak"},
    [STEP_HAND_OVER] = {"zet-door", "zette door"},
    [STEP_ANSWER] = {"antwoord", "antwoordde"},
    [STEP_NOTE] = {"notitie", "noteerde"},
    [STEP_LABEL] = {"labels", "gaf labels"},
    [STEP_JOIN] = {"voeg-samen", "voegde samen"},
    [STEP_CLOSE] = {"sluit", "sloot de zaak"},
    [STEP_REOPEN] = {"heropen", "heropende de zaak"},
    [STEP_SENDER] = {"afzender", "bekeek de afzender"},
    [STEP_COUNT] = {NULL, NULL},
};

struct step {
    struct desk *d;
    const struct case_order *order;
    struct case_row row; /* as it will be */
    struct stored_post post;
    struct case_refusal *refusal;
    struct buf log; /* what goes to the log behind the step's words */
    struct arena arena;
};

static int refuse(struct step *s, const char *field, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* Not now: 0, for it is no failure. */
static int refuse(struct step *s, const char *field, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    vsnprintf(s->refusal->words, sizeof s->refusal->words, format, args);
    va_end(args);
    s->refusal->field = field;
    return 0;
}

/* ---- letters ---- */

struct str cases_address(const struct case_row *row)
{
    struct str address = mail_address_of(row->handle);

    return row->channel == CHANNEL_EMAIL && mail_address_is_valid(address) ? address : (struct str){0};
}

/* A token that nobody guesses: a hash of the case under the store's key of messages. */
static int give_token(struct step *s, struct err *err)
{
    struct seal_key key;
    struct str what = str_printf(&s->arena, "case/%lld", (long long)s->row.post);

    if (s->row.token.n)
        return 0;
    if (store_key(s->d->store, "message", 0, &key, err))
        return -1;
    s->row.token = str_sub(seal_hash(&s->arena, &key, "case", what), 0, TOKEN_DIGITS);
    seal_forget_key(&key);
    return 0;
}

/* Each blank line begins a paragraph. */
static void add_paragraphs(struct document *doc, struct str text)
{
    while (text.n) {
        struct str line = str_trim(str_cut(&text, '\n'));

        if (line.n)
            prose_add(doc_paragraph(doc->root, TEXT_PLAIN), line);
    }
}

static int post_letter(struct step *s, struct str kind, struct str to, struct str title, struct str quoted, struct err *err)
{
    const struct municipality *town = &s->d->town;
    struct document doc;
    struct letter letter = {.kind = kind, .to = to};
    int failed = give_token(s, err);

    if (failed)
        return failed;
    letter.key = str_printf(&s->arena, "case/%lld/%lld", (long long)s->row.post, (long long)s->row.version);
    letter.subject = str_printf(&s->arena, "%.*s [zaak %lld-%.*s]", STR_ARG(title), (long long)s->row.post, STR_ARG(s->row.token));
    letter_begin(&doc, town, STR("Webcare"), title, s->order->now);
    add_paragraphs(&doc, s->order->text);
    if (quoted.n) {
        prose_add(doc_paragraph(doc.root, TEXT_PLAIN), STR("Het bericht, met persoonsgegevens verborgen:"));
        add_paragraphs(&doc, quoted);
        prose_add(doc_paragraph(doc.root, TEXT_PLAIN), STR("Antwoord op deze e-mail en laat het onderwerp staan: uw antwoord komt bij de zaak."));
    }
    doc_finish(&doc);
    failed = letter_post(s->d, &doc, &letter, s->order->now, err);
    doc_release(&doc);
    return failed;
}

/* ---- one function a step ---- */

static int take(struct step *s, struct err *err)
{
    (void)err;
    if (s->row.owner.n && !str_eq(s->row.owner, s->order->who))
        buf_printf(&s->log, "van %.*s", STR_ARG(s->row.owner));
    s->row.owner = s->order->who;
    s->row.state = s->row.state == CASE_NEW ? CASE_BUSY : s->row.state;
    return 0;
}

static int leave(struct step *s, struct err *err)
{
    (void)err;
    s->row.owner = (struct str){0};
    s->row.state = CASE_NEW;
    return 0;
}

static int wait_for(struct step *s, struct err *err)
{
    (void)err;
    s->row.state = CASE_WAITING;
    return 0;
}

static int resume(struct step *s, struct err *err)
{
    (void)err;
    s->row.state = CASE_BUSY;
    return 0;
}

static int hand_over(struct step *s, struct err *err)
{
    const struct municipality *town = &s->d->town;
    const struct department *department = NULL;

    for (int i = 0; i < town->ndepartments; i++)
        if (str_eq(town->departments[i].name, s->order->to))
            department = &town->departments[i];
    if (!department)
        return refuse(s, "to", "Kies een afdeling uit de lijst.");
    if (town->mail.server.n == 0)
        return refuse(s, "", "Er is geen mailserver ingesteld; doorzetten gaat per e-mail.");
    s->row.department = department->name;
    s->row.state = CASE_WAITING;
    buf_printf(&s->log, "naar %.*s", STR_ARG(department->name));
    return post_letter(s, STR("case"), department->mail, STR("Vraag voor uw afdeling"), s->post.post.text, err);
}

/* Only who holds the case answers it; a case that nobody holds becomes the answerer's. */
static int answer(struct step *s, struct err *err)
{
    struct str address = cases_address(&s->row);

    if (s->row.owner.n && !str_eq(s->row.owner, s->order->who))
        return refuse(s, "", "%.*s heeft deze zaak. Neem haar eerst over als u wilt antwoorden.", STR_ARG(s->row.owner));
    if (address.n && s->d->town.mail.server.n == 0)
        return refuse(s, "", "Er is geen mailserver ingesteld; dit antwoord kan niet per e-mail weg.");
    s->row.owner = s->order->who;
    s->row.state = CASE_BUSY;
    s->row.answered = s->row.answered ? s->row.answered : s->order->now;
    buf_puts(&s->log, address.n ? "per e-mail" : "op het kanaal zelf");
    return address.n ? post_letter(s, STR("answer"), address, STR("Antwoord op uw bericht"), (struct str){0}, err) : 0;
}

static int note(struct step *s, struct err *err)
{
    (void)s;
    (void)err;
    return 0;
}

static int label(struct step *s, struct err *err)
{
    (void)err;
    s->row.labels = str_trim(s->order->text);
    return 0;
}

static int join(struct step *s, struct err *err)
{
    struct case_row other = {0};
    struct case_note line = {.time = s->order->now, .who = s->order->who, .kind = STR("voeg-samen")};
    struct case_row *joined;
    long long number;
    int n;

    if (str_to_number(str_trim(s->order->to), INT64_MAX, &number))
        return refuse(s, "to", "Vul het nummer in van de zaak waar deze bij hoort.");
    if (store_case(s->d->store, &s->arena, number, &other, err) || store_joined_cases(s->d->store, &s->arena, s->row.post, &joined, &n, err))
        return -1;
    if (other.post == 0 || other.post == s->row.post || other.joined_to || other.closed)
        return refuse(s, "to", "Zaak %lld is er niet, is gesloten of hoort zelf bij een andere zaak.", number);
    if (n)
        return refuse(s, "", "Bij deze zaak zijn al berichten gevoegd; voeg de andere zaak bij deze.");
    s->row.joined_to = other.post;
    buf_printf(&s->log, "bij zaak %lld", number);
    line.text = str_printf(&s->arena, "zaak %lld hierbij", (long long)s->row.post);
    return store_add_case_note(s->d->store, other.post, &line, err);
}

static int close_case(struct step *s, struct err *err)
{
    (void)err;
    if (s->row.owner.n && !str_eq(s->row.owner, s->order->who))
        return refuse(s, "", "%.*s heeft deze zaak. Neem haar eerst over als u wilt sluiten.", STR_ARG(s->row.owner));
    s->row.state = CASE_CLOSED;
    s->row.closed = s->order->now;
    return 0;
}

static int reopen(struct step *s, struct err *err)
{
    (void)err;
    s->row.state = CASE_BUSY;
    s->row.owner = s->order->who;
    s->row.closed = 0;
    return 0;
}

#define WHILE(state) (1u << (state))
enum { OPEN = WHILE(CASE_NEW) | WHILE(CASE_BUSY) | WHILE(CASE_WAITING) };

static const struct {
    int (*make)(struct step *s, struct err *err);
    unsigned states;  /* in which it can be made */
    const char *text; /* what is asked for when there are no words; NULL: none are needed */
} makers[STEP_COUNT] = {
    [STEP_TAKE] = {take, OPEN, NULL},
    [STEP_LEAVE] = {leave, OPEN, NULL},
    [STEP_WAIT] = {wait_for, OPEN, "Schrijf waarop de zaak wacht."},
    [STEP_RESUME] = {resume, WHILE(CASE_WAITING), NULL},
    [STEP_HAND_OVER] = {hand_over, OPEN, "Schrijf wat u van de afdeling vraagt."},
    [STEP_ANSWER] = {answer, OPEN, "Schrijf het antwoord."},
    [STEP_NOTE] = {note, OPEN | WHILE(CASE_CLOSED), "Schrijf de notitie."},
    [STEP_LABEL] = {label, OPEN, NULL},
    [STEP_JOIN] = {join, OPEN, NULL},
    [STEP_CLOSE] = {close_case, OPEN, NULL},
    [STEP_REOPEN] = {reopen, WHILE(CASE_CLOSED), NULL},
    [STEP_SENDER] = {note, OPEN | WHILE(CASE_CLOSED), NULL},
};

/* ---- a step as a whole ---- */

/* Who did what last, for the one who comes second. */
static int tell_stale(struct step *s, struct err *err)
{
    struct case_note *notes;
    struct buf when = {0};
    int n, kind;

    if (store_case_notes(s->d->store, &s->arena, s->row.post, &notes, &n, err))
        return -1;
    if (n == 0)
        return refuse(s, "", "Deze zaak is zojuist veranderd. Kijk wat er staat en probeer het opnieuw.");
    kind = value_of(case_steps, notes[n - 1].kind);
    dutch_hour(&when, notes[n - 1].time);
    refuse(s, "", "Een ander was u voor: %.*s %s (%s). Kijk wat er staat; wat u schreef staat er nog.",
           STR_ARG(notes[n - 1].who.n ? notes[n - 1].who : STR("de afzender")), kind < 0 ? "liet iets weten" : case_steps[kind].label,
           buf_c(&when));
    buf_release(&when);
    return 0;
}

static bool may_make(struct step *s)
{
    const struct case_order *o = s->order;

    if (!(makers[o->step].states & WHILE(s->row.state)))
        refuse(s, "", "Dat kan niet met een zaak die %s is.", case_state_names[s->row.state].label);
    else if (makers[o->step].text && str_trim(o->text).n == 0)
        refuse(s, "text", "%s", makers[o->step].text);
    else if (utf8_length(o->text) > (o->step == STEP_LABEL ? CASE_MOST_LABELS : CASE_MOST_TEXT))
        refuse(s, "text", "Dit is te lang: hoogstens %d tekens.", o->step == STEP_LABEL ? (int)CASE_MOST_LABELS : (int)CASE_MOST_TEXT);
    return s->refusal->field == NULL;
}

static int write_down(struct step *s, struct err *err)
{
    const struct case_order *o = s->order;
    struct case_note line = {.time = o->now, .who = o->who, .kind = str_of(case_steps[o->step].name)};
    struct audit_row row = {.action = str_printf(&s->arena, "case-%s", case_steps[o->step].name),
                            .object = str_printf(&s->arena, "case %lld", (long long)o->post),
                            .result = STR("done"),
                            .origin = STR("newsroom"),
                            .actor = o->who,
                            .time = o->now};

    if (o->text.n)
        buf_printf(&s->log, "%s%.*s", s->log.n ? ": " : "", STR_ARG(o->text));
    line.text = buf_str(&s->log);
    return store_add_case_note(s->d->store, o->post, &line, err) || store_add_audit(s->d->store, &row, err) ? -1 : 0;
}

static int make_step(struct step *s, struct err *err)
{
    const struct case_order *o = s->order;
    bool done = false;

    if (store_case(s->d->store, &s->arena, o->post, &s->row, err) ||
        store_post(s->d->store, &s->arena, o->post, (struct str){0}, &s->d->town, &s->post, err))
        return -1;
    if (s->row.post == 0)
        return refuse(s, "", "Deze zaak is er niet meer.");
    if (s->row.version != o->version)
        return tell_stale(s, err);
    if (!may_make(s))
        return 0;
    if (makers[o->step].make(s, err))
        return -1;
    if (s->refusal->field)
        return 0;
    if (store_put_case(s->d->store, &s->row, &done, err))
        return -1;
    return done ? write_down(s, err) : tell_stale(s, err);
}

int cases_step(struct desk *d, const struct case_order *order, struct case_refusal *refusal, struct err *err)
{
    struct step s = {.d = d, .order = order, .refusal = refusal};
    int failed;

    refusal->field = NULL;
    if (store_begin(d->store, err))
        return -1;
    failed = make_step(&s, err);
    if (failed || refusal->field)
        store_roll_back(d->store);
    else
        failed = store_commit(d->store, err);
    buf_release(&s.log);
    arena_release(&s.arena);
    return failed ? -1 : 0;
}

/* ---- on the line ---- */

static enum theme first_theme(const struct marks *marks)
{
    for (int i = 0; i < THEME_COUNT; i++)
        if (marks->themes >> i & 1)
            return (enum theme)i;
    return THEME_OVERIG;
}

int cases_open(struct desk *d, const struct stored_post *post, struct str handle, struct str url, bool handled, struct err *err)
{
    struct case_row row = {.post = post->post.seq,
                           .time = post->post.time,
                           .state = handled ? CASE_CLOSED : CASE_NEW,
                           .closed = handled ? post->post.time : 0,
                           .handle = handle,
                           .url = url,
                           .channel = post->post.channel,
                           .subject = first_theme(&post->marks),
                           .intent = post->marks.intent};

    return store_add_case(d->store, &row, row.time - JOIN_DAYS * (int64_t)WHEN_DAY, err);
}

/* "[zaak 12-0a1b2c3d4e5f]" in a subject: the number and the token. */
static bool read_tag(struct str title, long long *number, struct str *token)
{
    ptrdiff_t at = str_find(title, STR("[zaak "));
    struct str rest, digits;

    if (at < 0)
        return false;
    rest = str_sub(title, (size_t)at + 6, title.n);
    rest = str_cut(&rest, ']');
    digits = str_cut(&rest, '-');
    *token = rest;
    return str_to_number(digits, INT64_MAX, number) == 0 && token->n == TOKEN_DIGITS;
}

static bool is_department(const struct municipality *town, struct str sender, struct str *name)
{
    struct str address = mail_address_of(sender);

    for (int i = 0; i < town->ndepartments; i++)
        if (str_eq_nocase(town->departments[i].mail, address)) {
            *name = town->departments[i].name;
            return true;
        }
    return false;
}

int cases_hear_reply(struct desk *d, const struct post *post, struct str sender, bool *taken, struct err *err)
{
    struct arena a = {0};
    struct case_row row = {0};
    struct case_note line = {.time = post->time, .kind = STR("bericht"), .text = post->text};
    struct str token;
    long long number;
    bool done = false;
    int failed = 0;

    *taken = false;
    if (post->channel != CHANNEL_EMAIL || !read_tag(post->title, &number, &token))
        return 0;
    failed = store_case(d->store, &a, number, &row, err);
    if (!failed && row.post && row.token.n && str_eq(row.token, token)) {
        is_department(&d->town, sender, &line.who);
        line.kind = line.who.n ? STR("reactie") : STR("bericht");
        if (row.state == CASE_WAITING || row.state == CASE_CLOSED)
            row.state = row.owner.n ? CASE_BUSY : CASE_NEW;
        row.closed = 0;
        failed = store_put_case(d->store, &row, &done, err) || store_add_case_note(d->store, row.post, &line, err) ||
                 store_bury(d->store, post->id, post->time, err);
        *taken = !failed;
    }
    arena_release(&a);
    return failed ? -1 : 0;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * One pass. Only at the start of a word, a number or a mention are the forms of the table below tried, in their order;
 * the first that fits is replaced, and everything between is copied as it stands.
 */
#include "listener/mask.h"

#include <string.h>

#include "listener/mask_forms.h"

/* ---- character classes ---- */

/* Letters begin with C3..DF or E0, E1, E4..EC; C2, E2, E3, EF and F0 begin signs, dashes, quotes and emoji. */
int mask_beyond_ascii(struct str s, size_t at)
{
    int lead;

    for (int i = 0; i < 3 && at > 0 && ((unsigned char)s.p[at] & 0xC0) == 0x80; i++)
        at--;
    lead = (unsigned char)s.p[at];
    if (lead == 0xC2)
        return at + 1 < s.n && (unsigned char)s.p[at + 1] == 0xA0 ? ' ' : MASK_SIGN;
    return lead == 0xE2 || lead == 0xE3 || lead >= 0xEF ? MASK_SIGN : lead;
}

size_t mask_digits(struct str s, size_t at)
{
    size_t n = 0;

    while (mask_is_digit(mask_byte(s, at + n)))
        n++;
    return n;
}

bool mask_has(struct str s, size_t at, const char *word)
{
    size_t n = strlen(word);

    return str_eq_nocase(str_sub(s, at, n), (struct str){word, n}) && !mask_is_word(mask_byte(s, at + n));
}

bool mask_has_any(struct str s, size_t at, const char *const *words)
{
    for (; *words; words++)
        if (mask_has(s, at, *words))
            return true;
    return false;
}

bool mask_cue_before(struct str s, size_t at, size_t n, const char *const *words)
{
    for (size_t from = at > n ? at - n : 0; from < at; from++)
        if (!mask_is_word(mask_before(s, from)) && mask_has_any(s, from, words))
            return true;
    return false;
}

/* ---- public names ---- */

bool mask_is_public(const struct mask *mask, struct str account)
{
    const struct actor *actor = mask->town ? municipality_actor(mask->town, account) : NULL;

    if (actor && actor->voice == VOICE_GEMEENTE && mask->own_channel)
        mask->own_channel(mask->context);
    return actor != NULL;
}

/* ---- the table ---- */

enum start { AT_DIGIT = 1, AT_LETTER = 2, AT_SIGN = 4 };

/* In the order in which they are tried. */
static const struct form {
    unsigned starts;
    mask_form_fn fits;
    const char *word; /* what stands there afterwards */
} forms[] = {
    {AT_LETTER | AT_DIGIT, mask_fits_mail, "[mail]"},
    {AT_LETTER, mask_fits_profile, "[profiel]"},
    {AT_LETTER, mask_fits_url, ""},
    {AT_LETTER, mask_fits_iban, "[rekening]"},
    {AT_LETTER | AT_DIGIT, mask_fits_plate, "[kenteken]"},
    {AT_DIGIT | AT_SIGN, mask_fits_phone, "[telefoon]"},
    {AT_DIGIT, mask_fits_postcode, "[postcode]"},
    {AT_DIGIT, mask_fits_house_number, "[huisnummer]"},
    {AT_DIGIT, mask_fits_bsn, "[nummer]"},
    {AT_SIGN, mask_fits_mention, "@[naam]"},
    {AT_LETTER, mask_fits_reddit_user, "u/[naam]"},
    {AT_LETTER, mask_fits_name, "[naam]"},
};
enum { FORMS = sizeof forms / sizeof *forms };

/* What starts here: a word, a number, a sign, or nothing. */
static unsigned start_at(struct str s, size_t at)
{
    int c = mask_byte(s, at);

    if (c == '@' || c == '+' || c == '(')
        return AT_SIGN;
    if (!mask_is_word(c) || mask_is_word(mask_before(s, at)))
        return 0;
    return mask_is_digit(c) ? AT_DIGIT : AT_LETTER;
}

/* The first form that fits, with its length in *n; *keep where it is passed over as it stands. */
static const struct form *form_at(const struct mask *mask, struct str text, size_t at, size_t *n, bool *keep)
{
    unsigned start = start_at(text, at);

    for (int i = 0; start && i < FORMS; i++) {
        *keep = false;
        if (forms[i].starts & start && (*n = forms[i].fits(mask, text, at, keep)) > 0)
            return &forms[i];
    }
    return NULL;
}

/*
 * Most of a text is lower-case words with a blank behind them, and no form fits there: an IBAN has a digit as its third
 * character, a plate or a name has digits or capitals, and all others need a sign inside the word or behind it. The length of
 * such a word, 0 where none begins or where it must be looked at.
 */
static size_t plain_word(struct str text, size_t at)
{
    size_t end = at;
    int next;

    if (mask_is_word(mask_before(text, at))) /* once a word: time stays linear */
        return 0;
    while (end < text.n && text.p[end] >= 'a' && text.p[end] <= 'z')
        end++;
    if (end - at < 3 || (mask_byte(text, end) != '\n' && mask_byte(text, end) != ' '))
        return 0;
    next = mask_byte(text, end + 1);
    return next == '@' || next == '[' || next == '(' ? 0 : end - at;
}

void mask_text(struct buf *out, struct str text, const struct mask *mask)
{
    size_t copied = 0;

    for (size_t at = 0; at < text.n;) {
        size_t n = plain_word(text, at);
        bool keep;
        const struct form *form;

        if (n) {
            at += n;
            continue;
        }
        form = form_at(mask, text, at, &n, &keep);
        if (!form) {
            at++;
            continue;
        }
        if (!keep) {
            buf_add(out, str_sub(text, copied, at - copied));
            buf_puts(out, form->word);
            copied = at + n;
        }
        at += n;
    }
    buf_add(out, str_sub(text, copied, text.n));
}

bool mask_is_profile(struct str url, const struct mask *mask)
{
    bool keep = false;

    return mask_fits_profile(mask, url, 0, &keep) > 0;
}

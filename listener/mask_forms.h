/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * The forms that mask.c replaces; for mask*.c alone. Each function gives the number of bytes that its form takes at an
 * offset, 0 where it does not fit, and sets *keep where the bytes are to be passed over as they stand.
 */
#ifndef LISTENER_MASK_FORMS_H
#define LISTENER_MASK_FORMS_H

#include "listener/mask.h"

typedef size_t (*mask_form_fn)(const struct mask *mask, struct str text, size_t at, bool *keep);

/* mask_numbers.c */
size_t mask_fits_iban(const struct mask *mask, struct str text, size_t at, bool *keep);
size_t mask_fits_plate(const struct mask *mask, struct str text, size_t at, bool *keep);
/* Service numbers (0800, 0900, 0906, 0909) are kept. */
size_t mask_fits_phone(const struct mask *mask, struct str text, size_t at, bool *keep);
size_t mask_fits_postcode(const struct mask *mask, struct str text, size_t at, bool *keep);
size_t mask_fits_bsn(const struct mask *mask, struct str text, size_t at, bool *keep);

/* mask_streets.c */
size_t mask_fits_house_number(const struct mask *mask, struct str text, size_t at, bool *keep);
/* Is this word, or the text that ends here, the name of a street? */
bool mask_is_street(const struct mask *mask, struct str text, size_t from, size_t to);

/* mask_names.c */
size_t mask_fits_mail(const struct mask *mask, struct str text, size_t at, bool *keep);
/* A web address as a whole is kept, so that the numbers in it are left alone. */
size_t mask_fits_url(const struct mask *mask, struct str text, size_t at, bool *keep);
size_t mask_fits_profile(const struct mask *mask, struct str text, size_t at, bool *keep);
size_t mask_fits_mention(const struct mask *mask, struct str text, size_t at, bool *keep);
size_t mask_fits_reddit_user(const struct mask *mask, struct str text, size_t at, bool *keep);
size_t mask_fits_name(const struct mask *mask, struct str text, size_t at, bool *keep);

/* ASCII classes; a byte of a letter beyond ASCII counts as a letter. Inline: they are asked for every byte of every post. */
static inline bool mask_is_digit(int c)
{
    return c >= '0' && c <= '9';
}

static inline bool mask_is_upper(int c)
{
    return c >= 'A' && c <= 'Z';
}

static inline bool mask_is_letter(int c)
{
    return (c >= 'a' && c <= 'z') || mask_is_upper(c) || c >= 0x80;
}

static inline bool mask_is_word(int c)
{
    return mask_is_letter(c) || mask_is_digit(c) || c == '_';
}

/*
 * The byte at an offset, and the one before it; 0 outside the text. A byte of a no-break space is given as a blank, one of
 * a sign, quote or emoji beyond ASCII as MASK_SIGN.
 */
enum { MASK_SIGN = 0x7F };
/* Words, names and addresses are looked at no further than this, so that time stays linear in the text. */
enum { MASK_LONGEST_WORD = 96 };
int mask_beyond_ascii(struct str s, size_t at);
static inline int mask_byte(struct str s, size_t at)
{
    int c = at < s.n ? (unsigned char)s.p[at] : 0;

    return c < 0x80 ? c : mask_beyond_ascii(s, at);
}

static inline int mask_before(struct str s, size_t at)
{
    return at > 0 ? mask_byte(s, at - 1) : 0;
}

/* How many digits stand at an offset. */
size_t mask_digits(struct str s, size_t at);
/* Does this word stand there, whole, in any case? The second takes a NULL-ended list. */
bool mask_has(struct str s, size_t at, const char *word);
bool mask_has_any(struct str s, size_t at, const char *const *words);
/* Does one of these words stand in the n bytes before an offset? */
bool mask_cue_before(struct str s, size_t at, size_t n, const char *const *words);
/* Is it the account or name of a public actor? Tells the mask when it is an own channel. */
bool mask_is_public(const struct mask *mask, struct str account);

#endif

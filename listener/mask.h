/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * Masking: what points to a private person is replaced in a text by a word between brackets, before anything else sees
 * it (domain.md's law, 3). Certain forms only, so that years, clock times, amounts, road and bus numbers stay:
 *
 *   [mail]        an e-mail address                     [telefoon]    Dutch and international telephone numbers;
 *   [rekening]    an IBAN (ISO 13616, mod 97)                         0800, 0900 and 14... numbers stay
 *   [nummer]      a BSN-like number (the eleven test)   [kenteken]    a Dutch licence plate with its dashes
 *   [huisnummer]  the number behind a street's name     [postcode]    1234 AB; four digits alone stay
 *   @[naam]       a mention of a private account        [naam]        a name after 'mijn naam is', 'mevrouw', under a
 *                                                                     letter, or with its initials
 *   [profiel]     the web address of a private account on a platform
 *
 * Masking masked text changes nothing.
 */
#ifndef LISTENER_MASK_H
#define LISTENER_MASK_H

#include "base/buf.h"
#include "base/municipality.h"

struct mask {
    /* Public actors and people in office stay named; their addresses and accounts too. NULL: nobody is. */
    const struct municipality *town;
    /* Called for each mention or address of one of the own channels, or NULL. */
    void (*own_channel)(void *context);
    void *context;
};

/* Adds the text to `out`, masked. */
void mask_text(struct buf *out, struct str text, const struct mask *mask);
/* Does the address name an account of a private person ("https://server/@name")? */
bool mask_is_profile(struct str url, const struct mask *mask);

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * Mail addresses: the everyday form of RFC 5321 and 1123, without quoted local parts, comments, address literals, and encoded words that
 * a mail program might decode. A name outside ASCII goes in its ASCII form (xn--...).
 */
#ifndef BASE_MAIL_ADDRESS_H
#define BASE_MAIL_ADDRESS_H

#include "base/str.h"

/* "a.b+c@host.example": at most 254 bytes, 64 of them before the @, no control or special characters, a dot in the host. */
bool mail_address_is_valid(struct str address);
/* The address in "Name <address>", or the whole where there are no angle brackets. */
struct str mail_address_of(struct str header);
/* In the form in which addresses are compared: the host in lower case, in the arena. */
struct str mail_address_key(struct arena *a, struct str address);

#endif

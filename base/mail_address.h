/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* Mail addresses: the everyday form of RFC 5321, without quoted local parts, comments and address literals. */
#ifndef BASE_MAIL_ADDRESS_H
#define BASE_MAIL_ADDRESS_H

#include "base/str.h"

/* "a.b+c@host.example": at most 64 bytes before and 253 after the @, no control or special characters, a dot in the host. */
bool mail_address_is_valid(struct str address);
/* The address in "Name <address>", or the whole where there are no angle brackets. */
struct str mail_address_of(struct str header);
/* In the form in which addresses are compared: the host in lower case, in the arena. */
struct str mail_address_key(struct arena *a, struct str address);

#endif

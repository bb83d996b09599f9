/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * The guard of addresses: what a name resolved to is judged at the moment of connecting, so that redirects, DNS answers
 * that change and odd notations make no difference.
 */
#ifndef LISTENER_ADDRESS_H
#define LISTENER_ADDRESS_H

#include <sys/socket.h>

#include "base/buf.h"

/*
 * Is it an address on the public internet? Not so: private, loopback, link-local, carrier NAT, multicast, benchmark,
 * documentation and reserved networks, IPv6 outside 2000::/3, and IPv6 that carries such an IPv4 address (mapped, 6to4,
 * NAT64).
 */
bool address_is_public(const struct sockaddr *address);
/* The same for a numeric address as text; false for what is none. */
bool address_text_is_public(const char *text);
/* Adds the numeric form. */
void address_print(struct buf *b, const struct sockaddr *address);

#endif

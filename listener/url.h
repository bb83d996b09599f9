/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* Addresses: taking references to their base (RFC 3986, 5.2) and the normal form by which two are the same. */
#ifndef LISTENER_URL_H
#define LISTENER_URL_H

#include "base/str.h"

/* The five parts of RFC 3986, appendix B; what is absent has p == NULL. */
struct url {
    struct str scheme, authority, path, query, fragment;
};

/* Cuts an address in its parts; any text has some. They are slices of `s`. */
struct url url_split(struct str s);
/* Does it have a scheme? */
bool url_is_absolute(struct str s);
/* http or https with a host? */
bool url_is_web(struct str s);
/*
 * Whether a reference may be handed on: http, https, ftp, mailto, the names tag: and urn:, and references without a
 * scheme. Not so javascript:, data:, file: and their like, nor anything with control characters.
 */
bool url_is_safe(struct str s);
/*
 * The address that `ref` means in a document at `base`: `ref` itself when it is absolute or when there is no base.
 * White space around it goes, tabs and newlines in it too. Lives in the arena.
 */
struct str url_resolve(struct arena *a, struct str base, struct str ref);
/*
 * The form in which two addresses are compared: scheme and host in lower case, no fragment, no utm_* and the like,
 * no default port, no trailing slash, http as https. Not for fetching. Lives in the arena.
 */
struct str url_normal(struct arena *a, struct str s);

/* With %40 and the like as they are meant; in the arena. */
struct str url_decoded(struct arena *a, struct str s);

#endif

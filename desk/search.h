/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* Searching the posts that are held: with a purpose, logged, and never for a private person (domain.md's law, 1 and 4). */
#ifndef DESK_SEARCH_H
#define DESK_SEARCH_H

#include "desk/desk.h"

/* The purpose of this name in tamtam.conf, or NULL. */
const struct purpose *search_purpose(const struct municipality *town, struct str name);
/* A handle or mail address in a query that is no public actor's, or empty: such a search is refused. */
struct str search_private_handle(const struct municipality *town, struct str query);
/*
 * Calls `fn` with the posts that a query (tamtam/query.h) finds before `to`, the newest first; non-zero stops. -1 with what is wrong
 * with the query in `err`.
 */
int search_posts(struct desk *d, struct str query, int64_t to, stored_post_fn fn, void *context, struct err *err);

#endif

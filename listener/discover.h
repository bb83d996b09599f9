/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * Finding the feed behind an address, for `sources add`: the address itself when it is a feed, else what the page's head
 * names as such (<link rel="alternate">). One request for the page, one for each feed, with all guards of polling.
 */
#ifndef LISTENER_DISCOVER_H
#define LISTENER_DISCOVER_H

#include "listener/feed.h"
#include "listener/source.h"

enum { DISCOVER_MOST = 10 /* feeds of one page that are asked */ };

struct discovery {
    struct str url;
    struct str title; /* of the feed, or what the page calls it; may be empty */
    struct str lang;
    enum feed_kind kind;
    int entries;
    struct str refused; /* why this one can't be used (Dutch), or empty */
};

/*
 * Asks `url` and the feeds that it names, in the page's order, each at most `patience` ms (0: a minute); the answers are in the arena.
 * *n is 0 when the page names none. -1 when the address may not be asked or does not answer; the message is Dutch where a person can do something.
 */
int discover(struct str url, struct str contact, bool allow_private, int patience, struct arena *a, struct discovery **found, int *n,
             struct err *err);
/* The addresses that a page names as its feeds, in its order, each once, and what it calls them (at most DISCOVER_MOST). */
int discover_links(struct str page, struct str base, struct arena *a, struct discovery *found);

#endif

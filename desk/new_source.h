/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* A new source in feeds.conf, found behind the address of a page or a feed: `tamtam sources add` and the page /beheer alike. */
#ifndef DESK_NEW_SOURCE_H
#define DESK_NEW_SOURCE_H

#include "base/municipality.h"
#include "listener/discover.h"

struct new_source {
    struct str url;      /* "krant.example" is https://krant.example */
    struct str purpose;  /* empty: that of feeds.conf's [defaults] */
    bool allow_private;  /* its host may have a private address */
    bool allow_vouched;  /* it may where a source of feeds.conf on the same host has allow_private */
    int patience;    /* ms for each thing that is asked; 0: as long as it takes */
    struct discovery *found; /* out: all that is there, also after a failure; in the arena */
    int nfound;
    const struct discovery *chosen; /* out: the one that was added */
    struct str name;         /* out: the section's, in the arena */
};

/*
 * Finds the feed and adds its section to the feeds.conf at `path`, which is written whole or not at all. -1 with a Dutch sentence when
 * there is no feed, it stands there already, or it would be refused. `faults` (of the file) are told on the way.
 */
int new_source_add(struct new_source *n, const char *path, const struct municipality *town, struct arena *a, struct faults *faults,
                   struct err *err);

#endif

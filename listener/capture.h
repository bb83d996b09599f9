/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * Capture: the one place where what a source said becomes the record that may exist (domain.md's law, 3). Text is
 * masked, the author becomes a public actor or a pseudonym, the identity a keyed hash; the entry's html is dropped. The
 * same entry with the same keys gives the same post, whether it is stored or only analysed.
 */
#ifndef LISTENER_CAPTURE_H
#define LISTENER_CAPTURE_H

#include "base/post.h"
#include "base/seal.h"
#include "listener/source.h"

/* What capture needs to know; all of it is borrowed. */
struct capture {
    const struct municipality *town;
    const struct seal_key
        *identity; /* never rotates; NULL where nothing is stored: ids and addresses stay as they are */
    /*
     * The author key of an ISO week, which is told by its Monday as a civil day; borrowed until the next call. NULL
     * where nothing is stored: pseudonyms are then the same on every machine, and change with the week all the same.
     */
    const struct seal_key *(*author_key)(void *context, int monday);
    void *context;
};

/* What the caller knows of one entry. */
struct capture_facts {
    int64_t seen;      /* UTC ms: first seen; TIME_NONE: on the entry's own clock, for `analyse` */
    bool by_link;      /* this feed's guids are no identity (several entries had the same) */
    enum voice voice_cue; /* that the author's display name gives away; counts for a private person */
    bool reply_to_own; /* it replies to a post of one of the own channels */
};

struct captured {
    struct post post;
    struct str url_key;   /* second key: of the normalised address; empty where it has none */
    struct str story_key; /* third key: of title and host, counts for seven days; empty for short titles */
    struct str author;    /* who wrote it, as it stands there: for a case alone, and never kept with the post */
    bool time_doubtful;   /* the source gave no time that can be true */
};

/*
 * Makes the post. `source` is NULL where none is known; the entry's own channel and source count before it. New text
 * lives in the arena, the rest is borrowed from entry, source and town.
 */
void capture_entry(struct captured *out, const struct capture *c, const struct source *source, const struct entry *e,
                   const struct capture_facts *facts, struct arena *a);
/*
 * The pseudonym of a handle in the week of a moment: for erasure and objection, which look for a person's posts by the
 * handle that the person gives.
 */
struct str capture_pseudonym(const struct capture *c, struct str author, int64_t time, struct arena *a);
/* The hash by which an objection of this author is known: by a key that never rotates; empty for nobody or without keys. */
struct str capture_objection(const struct capture *c, struct str author, struct arena *a);
/*
 * Who wrote an entry: its handle, else its author, else the handle in its address where the network puts it there (the RSS of
 * Mastodon and Bluesky names nobody; not so where the source is its publisher's own voice). Actors and pseudonyms go by this.
 */
struct str capture_author(const struct source *source, const struct entry *e, struct arena *a);
/* What the writer calls himself, which may give the speaker group away: the display name, else the same. */
struct str capture_name(const struct source *source, const struct entry *e, struct arena *a);
/* The identity of an entry, hashed where `c` has a key. */
struct str capture_identity(const struct capture *c, const struct source *source, const struct entry *e, bool by_link,
                            struct arena *a);
/* Second key of an address: for erasure by address. Empty for a home page. */
struct str capture_url_key(const struct capture *c, struct str url, struct arena *a);

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * Digests: what of a fixed tamtam concerns one subscription. Nothing is written anew: main points, items and rows that name the
 * theme, district, person or issue stay, the rest goes. A search stands for the issues whose posts it finds.
 */
#ifndef DESK_DIGEST_H
#define DESK_DIGEST_H

#include "base/municipality.h"
#include "desk/desk.h"
#include "store/store.h"
#include "tamtam/document.h"

/* What a subscription is about. */
struct topic {
    struct str name;         /* for people: a theme's label, a district, a person, an issue's title, a query; empty: all */
    const struct str *words; /* what stays names one of them */
    int nwords;
};

/* The number of an issue that is subscribed to; -1: it is none. */
int digest_issue(struct str value, int64_t *id);
/* The topic of a subscription in a tamtam of [from, to) (UTC ms); in the arena. An issue goes by its title, after a merge by the new one. */
int digest_topic(struct desk *d, const struct subscriber *s, int64_t from, int64_t to, struct arena *a, struct topic *topic, struct err *err);
/* The subscription in Dutch words: "Uw keuze: wijk Bloemenwijk"; in the arena. */
struct str digest_choice(const struct subscriber *s, struct arena *a);
/* Cuts the document to its topic; how many points, items and rows stayed. Ends with doc_finish, as every document does. */
int digest_cut(struct document *doc, const struct topic *topic);

#endif

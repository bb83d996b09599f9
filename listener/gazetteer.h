/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * Which streets lie in which district, from the public lists as they are published, so that nobody has to type them:
 *
 *   addresses  the BAG's addresses: openbareruimte (or straatnaam), huisnummer, postcode, and gemeente where the list holds more
 *   codes      Statistics Netherlands' wijk and buurt of each postcode and house number: PC6, Huisnummer, Wijk2024, Buurt2024 ...
 *   names      the names of those codes: wijkcode2024, wijknaam2024, or buurtcode2024, buurtnaam2024
 *   streets    a list of the municipality's own: straatnaam, wijk
 *
 * Comma, semicolon or tab; each list is known by its first line. Addresses and codes are joined by postcode and house number. A
 * street lies in each district that has at least a quarter of its addresses. Names alone give districts without streets.
 */
#ifndef LISTENER_GAZETTEER_H
#define LISTENER_GAZETTEER_H

#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"

enum gazetteer_level { LEVEL_WIJK, LEVEL_BUURT };

struct gazetteer;

/* `town`: addresses of other municipalities are passed over. */
struct gazetteer *gazetteer_new(struct str town, enum gazetteer_level level);
void gazetteer_free(struct gazetteer *g);
/* Takes a list in, in any order; `name` is for messages. The bytes may be UTF-8 or windows-1252. -1 for a list of no known kind. */
int gazetteer_add(struct gazetteer *g, const char *name, struct str bytes, struct faults *faults, struct err *err);

struct gazetteer_counts {
    int districts, streets;
    int64_t addresses, unplaced; /* of the town; without a district */
};

/*
 * Writes a [district NAME] section with its streets for each district, in the order of the alphabet: the same lists give the same
 * text. -1 when nothing comes of them, with the list that is missing.
 */
int gazetteer_print(struct gazetteer *g, struct buf *out, struct gazetteer_counts *counts, struct err *err);

#endif

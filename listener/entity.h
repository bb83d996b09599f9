/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * The entities that a document declares for itself (XML 1.0, 4.2), as far as they are plain text: <!ENTITY merk "Caf&#233;">.
 * What refers to other entities, to files or holds markup is no entity here, so that none can grow or load anything.
 */
#ifndef LISTENER_ENTITY_H
#define LISTENER_ENTITY_H

#include "base/str.h"

enum { ENTITY_MOST = 256, ENTITY_MAX_VALUE = 1 << 10 };

struct entities {
    struct arena arena; /* its owner releases it */
    struct entity {
        struct str name, value;
    } v[ENTITY_MOST];
    int n;
};

/* Reads those of a document type declaration; of a name that comes twice the first counts, further ones than fit are left out. */
void entities_read(struct entities *e, struct str declaration);
/* The text of the reference "&name;" at the start of `s` and its length in *n, or NULL. */
const struct str *entities_find(const struct entities *e, struct str s, size_t *n);

#endif

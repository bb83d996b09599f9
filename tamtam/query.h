/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * Searches as analysts write them:
 *
 *     windmolen* AND (geluid OR slagschaduw) NOT "open dag"
 *     school NEAR/5 verkeer wijk:Bloemenwijk stem:inwoners -- words beside each other are joined by AND
 *
 * Words, "phrases", word* (at the end of a word), AND OR NOT, brackets, NEAR/x (at most x words between), titel:word,
 * tekst:word, and fields: wijk, thema, stem, kanaal, toon, persoon, bron. Fields may be joined to each other in any
 * way, and to words by AND and NOT. The words become an FTS5 query in which all that was typed stands between quotes;
 * the fields are judged on each post.
 */
#ifndef TAMTAM_QUERY_H
#define TAMTAM_QUERY_H

#include "base/err.h"
#include "store/store.h"

enum { QUERY_MAX_BYTES = 2000, QUERY_MAX_DEPTH = 40 };

struct query_node;
struct query {
    struct str match;                /* for FTS5; empty: fields alone */
    const struct query_node *fields; /* NULL: none */
    struct arena arena;
};

/* `q` is zero-initialised; query_release() also after a failure. The message says what is wrong where. */
int query_parse(struct query *q, struct str text, const struct municipality *town, struct err *err);
void query_release(struct query *q);
/* Do the fields hold for a post? */
bool query_holds(const struct query *q, const struct stored_post *post);

#endif

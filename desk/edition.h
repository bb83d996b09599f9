/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * Editions: what the readers of one choice get of a tamtam, or of a week's. At the sending hour each reader's letter is promised; it
 * is composed when it goes, and the edition once for all letters of the same choice, which go one after another. So ten thousand
 * readers cost the store a row each, and the daemon one document in memory.
 */
#ifndef DESK_EDITION_H
#define DESK_EDITION_H

#include "desk/desk.h"

struct edition;

/*
 * Promises a reader the letter of a day's tamtam, of `fixed`, or of the week that ends on that day (`fixed` NULL). One that was promised
 * before goes once. Within the caller's transaction.
 */
int edition_promise(struct desk *d, const struct subscriber *reader, int day, const struct fixed_report *fixed, int64_t now, struct err *err);
/*
 * Writes a promised letter; *held (NULL at first) becomes the edition that it takes. Nothing is written when the reader is gone, or
 * chose to hear nothing when there is nothing.
 */
int edition_write(struct edition **held, struct desk *d, const struct message *message, struct buf *out, struct err *err);
void edition_free(struct edition *e);

#endif

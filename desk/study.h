/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* Analysis without a store: the same capture, marks and grouping as on the line, for `analyse` and `evaluate`. */
#ifndef DESK_STUDY_H
#define DESK_STUDY_H

#include "desk/desk.h"

/*
 * Captures, marks and groups one entry as number `seq` (1, 2, ...). What changes, ticks of the clock included, goes to `fn`.
 * `whys` may be NULL; it tells of earlier posts too, and is borrowed
 * from the desk until the next post. The marks are the caller's.
 */
void study_post(struct desk *d, const struct entry *entry, int64_t seq, struct marks *marks, struct whys *whys,
                int (*fn)(void *context, const struct changes *changes), void *context);

#endif

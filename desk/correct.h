/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * People's corrections of marks. A correction is an action on the line, with its labels as the JSON of a labelled post; it holds
 * for the marks as they are stored and for what any later analysis makes of the post. What was corrected can be learned from.
 */
#ifndef DESK_CORRECT_H
#define DESK_CORRECT_H

#include <jansson.h>

#include "desk/desk.h"
#include "store/corrections.h"

/*
 * Corrects a post by its number: `labels` has sentiment, intent, group (texts), themes, frames, crisis, places, people, leadership
 * (lists), those that are meant. Logged under the name. The values are the caller's care.
 */
int correct_post(struct desk *d, int64_t post, const json_t *labels, struct str by, int64_t now, struct err *err);
/* Sets in `marks` what people have corrected of a post. */
int correct_marks(struct desk *d, int64_t post, struct marks *marks, struct err *err);
/* The same by one correction. */
void correct_by(struct marks *marks, struct str labels, const struct municipality *town);
/* On the line: writes a correction to the marks and the log, in the caller's transaction. */
int correct_write(struct desk *d, const struct action *action, struct err *err);
/* Calls `fn` with each post that was corrected and is held, as a labelled post with all of its corrections; non-zero stops. */
int correct_each(struct desk *d, int (*fn)(void *context, const struct stored_post *post, json_t *labelled), void *context,
                 struct err *err);

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * The items of a report (tamtam/edits.h) as a form, and the form as items again. The form carries the titles of its parts and lines:
 * what somebody wrote stays with its part, also when the report changed meanwhile.
 */
#ifndef NEWSROOM_ITEMS_H
#define NEWSROOM_ITEMS_H

#include "newsroom/form.h"
#include "tamtam/edits.h"

/* The fields, within a form that the caller began. */
void items_put(struct form *f, const struct edits *items);
/* What the visitor posted, in the order of the form; none: it was no form of items. */
void items_take(struct visit *v, struct edits *items);
/* Puts posted items in the order that the visitor gave their parts and lines. */
void items_order(struct visit *v, struct edits *items);

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* Why a post has its marks: its text with the entries that count, their weights, and the correction in two clicks. */
#ifndef NEWSROOM_WHY_H
#define NEWSROOM_WHY_H

#include "newsroom/html.h"
#include "newsroom/web.h"

/* The masked text with what was recognised in it. For whoever answers or judges posts. */
void why_text(struct html *h, struct visit *v, const struct stored_post *post);
/* The table of words and weights behind the tone, and the form that corrects it; `back` is where the form returns to. */
void why_tone(struct html *h, struct visit *v, const struct stored_post *post, struct str back);
/* The other marks as a list. */
void why_marks(struct html *h, struct visit *v, const struct stored_post *post);

#endif

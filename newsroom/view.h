/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* Small parts that several pages share: signs, bars, moments, a post in a line. */
#ifndef NEWSROOM_VIEW_H
#define NEWSROOM_VIEW_H

#include "newsroom/html.h"
#include "newsroom/kept.h"
#include "tamtam/document.h"
#include "tamtam/figures.h"
#include "tamtam/sign.h"

/* A sign; `words` is what it means to who can't see it, NULL when the word stands beside it. */
void view_sign(struct html *h, enum sign sign, const char *words);
/* A sign with its word beside it; `class` may be NULL. */
void view_sign_word(struct html *h, enum sign sign, const char *class, const char *word);
/* A level of an alert, as a filled word; `waits`: nobody confirmed it yet. */
void view_level(struct html *h, enum alert_level level, bool waits);
/* Three counts with their signs, and the bar below. Nothing where there are none. */
void view_tone(struct html *h, const int64_t tone[SENTIMENT_COUNT], bool words);
/* The hatching that bars refer to: once a page, before them. */
void view_patterns(struct html *h);
/* Small columns, the last in ink. */
void view_days(struct html *h, const int64_t *days, int n);
/* How much of a norm is spent: an outline that fills, and goes on in ink beyond it. */
void view_norm(struct html *h, int64_t spent, int64_t norm);
/* "4 uur", "1 u 30": the norm in words. */
void view_norm_words(struct buf *b, const struct webcare_settings *w);
/* A weight left or right of zero, of at most `most`. */
void view_weight(struct html *h, double weight, double most);

/* "di 16.43": a moment in few letters, with its day where that is not the day of `now`. */
void view_moment(struct html *h, int64_t ms, int64_t now);
/* A count of residents of a cut: '< 5' where it would tell too much. */
struct str view_residents(struct arena *a, int64_t n);

/*
 * What a post says, in our words. A public actor: name and headline. A resident: intent, topics and district, never a word of the
 * post itself (domain.md's law, 1 and 7).
 */
void view_post_words(struct html *h, struct visit *v, const struct stored_post *post);
/* The same as plain text, for titles. */
struct str view_paraphrase(struct visit *v, const struct stored_post *post);
/* What people ask by the figures, as lines of class `row` (NULL: none), `most` of them, each with whether it was answered; how many there are. */
int view_questions(struct html *h, struct visit *v, const struct kept_figures *k, const char *row, int most);
/* Where it was said, in a word: "e-mail", "sociaal", "nieuws". */
const char *view_channel(enum channel channel);

/* A section with a heading and small words at its right (NULL: none); `id` names it. Close with html_end. */
void view_section(struct html *h, const char *id, const char *heading, const char *note);
/* A region that scrolls sideways where the screen is narrow, also by keys. Close with html_end. */
void view_scroll(struct html *h, const char *label);
/* The row of heads, inside a thead: titles, the last is NULL; '#' before one says that figures stand below it. */
void view_columns(struct html *h, const char *const *titles);
/* A table of class `class` in a region of its own, open for its rows; `label` names the region, `caption` the table. */
void view_table(struct html *h, const char *class, const char *label, const char *caption, const char *const *titles);
void view_table_end(struct html *h);
/* Opens the head of a row. Close with html_end. */
void view_row_head(struct html *h);
/* "Geen berichten in dit venster": a part without content says so. */
void view_empty(struct html *h, const char *sentence);
/* Marks the part that a script puts in place anew when something of this kind comes in ("post issue case alert"). */
void view_live(struct html *h, const char *kinds);

#endif

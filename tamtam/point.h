/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* One main point of a tamtam (hoofdpunt), and what it shares with the other parts that speak of an issue. */
#ifndef TAMTAM_POINT_H
#define TAMTAM_POINT_H

#include "tamtam/document.h"
#include "tamtam/figures.h"
#include "tamtam/life.h"
#include "tamtam/picture.h"

/* A peak that is no crisis: no crisis marks, half or more positive, few ask or complain, a short time. */
bool point_is_harmless(const struct issue_figures *issue);
/* How many of its posts ask, complain or report. */
int point_asks(const struct issue_figures *issue);
/* The fact: the headline of the earliest own or media post of the window, and its source; empty when there is none. */
struct str point_fact(const struct issue_figures *issue, size_t most, struct arena *a);
/* The voices' link of an issue: "issues/12". */
struct str point_ref(const struct issue_figures *issue, struct arena *a);
/* What the tone of a set of posts may show, given how many of them are residents'. */
struct tone point_tone(const int tone[SENTIMENT_COUNT], bool may_betray);
/* The public voice without its number: where the total less the shown numbers would leave residents below five; or VOICE_NONE. */
enum voice point_hidden_voice(const struct counts *c);
/* A voice's number of posts as it may be shown: 'enkele' for residents below five, a word for the hidden voice. */
struct figure point_voice_figure(struct document *d, const struct counts *c, enum voice voice, struct str ref);
/* Its life at a moment: phase, trend, the chance that it grows. */
struct life point_life(const struct issue_figures *issue, int64_t now);
/* Its phase at the window's end (design: words that mean one thing). */
enum phase point_phase(const struct issue_figures *issue, int64_t now);

/* Composes the main point as the n-th (from 1) section of the document. */
void point_compose(struct document *d, int number, const struct issue_figures *issue, const struct figures *f,
                   const struct municipality *town, const struct picture *picture);

#endif

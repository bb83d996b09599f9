/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* One main point of a tamtam (hoofdpunt), and what it shares with the other parts that speak of an issue. */
#ifndef TAMTAM_POINT_H
#define TAMTAM_POINT_H

#include "tamtam/document.h"
#include "tamtam/figures.h"
#include "tamtam/life.h"
#include "tamtam/rumours.h"

/* A peak that is no crisis: no crisis marks, half or more positive, few ask or complain, a short time. */
bool point_is_harmless(const struct issue_figures *issue);
/* How many of its posts ask, complain or report. */
int point_asks(const struct issue_figures *issue);
/*
 * The own or media post that tells what the issue is about: the one that gave it its title, else the most
 * central; of equals one that also reads well the day after (no 'vanavond'), then the earliest; or NULL.
 */
const struct stored_post *point_told_by(const struct issue_figures *issue);
/*
 * What it is about in one line: that post's headline and its source, or what stands behind it where it only repeats the title;
 * else an organisation's; else what residents do ('klachten over verkeer, in Bloemenwijk').
 */
struct str point_fact(const struct issue_figures *issue, const struct municipality *town, size_t most, struct arena *a);
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

/* A question of the picture's table that people asked, and nobody of the own channel spoke of later. */
struct asked {
    struct str label; /* 'Is de rook of het roet schadelijk?' */
    int n, residents;
    int64_t since; /* the first */
};
/* The most asked one, of two posts at least, in an acute issue; n = 0: none. */
struct asked point_asked(const struct issue_figures *issue, const struct picture *picture);
/* When it began to speed up, where it is acute; else its first post of the window. */
int64_t point_start(const struct issue_figures *issue, int64_t end);
/* Own line, duiding and what now: three texts side by side, with the rank of what may fall off; `rumour` asks for a word, or NULL. */
void point_compose_after(struct block *section, const struct issue_figures *issue, const struct figures *f, int rank,
                         const struct rumour_line *rumour, const struct picture *picture);
/* What a main point is composed from besides its issue. */
struct point_sources {
    const struct figures *f;
    const struct municipality *town;
    const struct picture *picture;
    struct stored_rumour *found; /* what persons found of the issue's rumours */
    int nfound;
};
/* Composes the main point as the n-th (from 1) section of the document. */
void point_compose(struct document *d, int number, const struct issue_figures *issue, const struct point_sources *from);

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * Inside the watch: what is said on a matter just now, and which level it stands for. Borrowed items are those of the grouper,
 * until its next step.
 */
#ifndef ANALYSIS_ALERT_PICTURE_H
#define ANALYSIS_ALERT_PICTURE_H

#include "analysis/grouper.h"

enum {
    VOICES = 64,     /* authors told apart */
    MOST_NAMED = 200 /* posts named in an alert */
};

/* What is said on a matter just now. Authors count once, by their most telling post. */
struct picture {
    int64_t since; /* posts from then on */
    int copies; /* posts that tell what one of these tells: not counted */
    int posts, authors, channels, cued, quarter_posts, quarter_authors, quarter_channels;
    double acute;       /* log likelihood ratio: an acute incident against ordinary talk */
    double chance;      /* that the whole town says so much in this span */
    double cued_chance; /* ... and that so many of it have a cue */
    int64_t first;
    struct item *items[MOST_NAMED];
    int nitems;
    struct voice_seen {
        uint64_t author;
        double acute;
        bool quarter;
    } voices[VOICES];
    uint8_t places[2 * VOICES]; /* by a hash of the author: 1 + the index of the voice, 0: none */
    uint32_t channel_set, quarter_channel_set;
};

/* ---- alert_picture.c ---- */

/* What is said on the matter of an item that was just placed: in its issue, and in what is near and worried. */
void picture_look(const struct grouper *g, const struct item *it, const struct cluster *home, struct picture *p);
/* One issue alone, over a day. */
void picture_of_issue(const struct grouper *g, const struct cluster *c, struct picture *p);
/* An empty picture of the last day, to see items one by one; then picture_add_up(). */
void picture_start_day(const struct grouper *g, struct picture *p);
/* Takes an item in; one story counts once, whoever tells it again: a flood of copies is no crowd. */
void picture_see(struct picture *p, struct item *it, int64_t now);
void picture_add_up(const struct grouper *g, struct picture *p);
/*
 * How much likelier a post is on an acute incident than in ordinary talk (log ratio), by its acute words and its crisis
 * mark; shares counted on the labelled corpora: 454 posts on 22 incidents, 3,236 other posts.
 */
double cue_of(const struct item *it);
/* Is so long a time known that it can be said what is usual? */
bool has_baseline(const struct grouper *g);
/* So many voices of so much worry on one matter that the town need not say more than usual. */
bool is_acute_by_itself(const struct grouper *g, const struct picture *p);
/* The level that the picture stands for, as tamtam.conf asks; LEVEL_COUNT: none. */
enum alert_level picture_level(const struct grouper *g, const struct picture *p);

/* ---- alert_second.c ---- */

/*
 * Is the post on another incident than the one that is watched? Then worried posts since share with it a telling term or a place
 * that the first posts of the alert do not have, an issue that is not the alert's, or a burst after a lull, and hardly any of
 * them says what those said or names their place. `p` becomes the picture of these.
 */
bool is_second(const struct grouper *g, const struct watch *w, const struct item *it, struct picture *p);
/* Do more than a quarter of the posts in the picture say what the first posts of the alert said, or name their place? */
bool is_same_matter(const struct grouper *g, const struct watch *w, const struct picture *p);
/* The alert on a second incident, if there is one yet, or NULL. */
struct watch *watch_of_second(struct grouper *g, const struct watch *first, const struct picture *p);

#endif

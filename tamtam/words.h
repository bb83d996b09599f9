/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * The sentences of the reports: each function is a pattern with its condition (an analyst's notes on reports by hand), and adds
 * Dutch to a buffer. Numbers come before adjectives; nothing here decides which numbers may be shown but where it says so.
 */
#ifndef TAMTAM_WORDS_H
#define TAMTAM_WORDS_H

#include "base/buf.h"
#include "tamtam/figures.h"

/* The least number of residents that is printed where they are cut by voice, district or theme (domain.md's law, 7). */
enum { LEAST_SHOWN = 5 };
/* A topic that only one post has says nothing of an issue. */
enum { LEAST_TOPIC = 2 };

/* "1 bericht", "12 berichten" */
void words_posts(struct buf *b, int n);
/* "10 negatief, 10 neutraal, 3 positief" */
void words_tone_counts(struct buf *b, const int tone[SENTIMENT_COUNT]);
/* The tone in a word: "overwegend negatief", "verdeeld", "gemengd, vaker negatief dan positief", ...; empty under 5 posts. */
const char *words_tone(const int tone[SENTIMENT_COUNT]);
/* "nieuw, dag 2" is for the caller; this is the trend: "neemt af (was 12)", "gelijk (was 5)", "(was 2)". */
void words_trend(struct buf *b, int now, int before);
/* A public actor with so many posts: 'een raadslid' of two posts may be two, and is 'uit de raad'. */
struct str words_actor(struct str name, int n);
/* "Turfbrugs Dagblad (2), Nieuws14 en nog 3": at most `most` names; with a capital where a sentence begins. */
void words_names(struct buf *b, const struct tallied *list, int n, int most);
/* "om 16.43 uur" on the day of `now`, "dinsdag om 16.43 uur" in the six days before it, else "za 7 maart om 23.34 uur". */
void words_moment(struct buf *b, int64_t ms, int64_t now);
/* A channel within a sentence: 'nieuws' and 'e-mail', but 'YouTube'. */
struct str words_channel(enum channel channel);
/* "a, b en c" */
void words_list(struct buf *b, const struct str *words, int n);
/* A topic's name as people read it: by lexicons/words/concept-titles.tsv, else with blanks for underscores and hyphens. */
void words_topic(struct buf *b, struct str topic);
/* Does a topic say what a question is about? Not who came or where it was: 'basisschool', 'ambulance', 'humor'. */
bool words_topic_tells(struct str topic);

/*
 * May this post be told with its own words outside the newsroom? The one judge of it, for reports, mails, the wall, feeds and the
 * API. Only what is public (post_is_public): no letter or note of a call, no answer to one person (which may name a resident),
 * and nothing in which a name was masked.
 */
bool words_may_quote(const struct stored_post *post);

/*
 * The first sentence of a public actor's text, at most `most` bytes, cut at a word with an ellipsis; the title where there is one, without a
 * newspaper's own heading ('INGEZONDEN – ').
 * Only for posts that words_may_quote: a resident's words never reach a report.
 */
struct str words_headline(const struct stored_post *post, size_t most, struct arena *a);
/*
 * The headline and the first sentence behind it, without a full stop at the end; where the headline says no more than
 * `title`, which stands above it, the first sentences behind it.
 */
struct str words_lead(const struct stored_post *post, struct str title, size_t most, struct arena *a);
/* A text of at most `most` bytes and an ellipsis, cut at a word. */
struct str words_cut(struct str text, size_t most, struct arena *a);
/* A headline as it stands in a sentence: what follows a colon is left out ("GRIP 2 voor brand: houd ramen dicht"). */
struct str words_short_title(struct str title);
/* A public actor as the source in brackets: what stands in brackets itself comes behind a comma ('Jan Jansen, columnist'). */
struct str words_source(struct str actor, struct arena *a);
/* The sentence of a text in which byte `at` stands. */
struct str words_sentence_at(struct str text, size_t at);
/* Do these words tell anything? Not a shout: four words at least, no letters drawn out, not most of it in capitals. */
bool words_say_something(struct str words);
/* Do two headlines say the same? One begins as the other ends up, case apart. */
bool words_same(struct str a, struct str b);
/* Adds a public actor's words between single quotes; quotes that stand in them become double ones. */
void words_quote(struct buf *b, struct str words);

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * Sense-making, first half: a captured post in, its marks out. One scan over the post finds the entries of all lexicons;
 * small resolvers turn hits into marks. Nothing here knows the network, the store or the clock, and the same post gives the
 * same marks on every machine.
 */
#ifndef ANALYSIS_ANALYSE_H
#define ANALYSIS_ANALYSE_H

#include "analysis/terms.h"
#include "base/post.h"

/* The compiled lexicons and the municipality's names: read only, shared by all threads. */
struct analyser;
/* Working memory of one thread, used again for each post. */
struct scratch;

/*
 * Compiles the lexicons of the folders, the nearer first (DIR/lexicons.d, beside the executable, installed): an entry of a
 * nearer folder replaces the same entry and mark of a later one. A folder that does not exist is passed over. Faults are told
 * with file and line, and their lines left out; the caller decides whether to go on. -1 when there is no lexicon at all.
 * `town` must outlive the analyser.
 */
int analyser_new(struct analyser **out, const char *const *folders, const struct municipality *town, struct faults *faults,
                 struct err *err);
/* The same without learned weights: to learn from nothing. */
int analyser_new_unlearned(struct analyser **out, const char *const *folders, const struct municipality *town,
                           struct faults *faults, struct err *err);
void analyser_free(struct analyser *an);

struct scratch *scratch_new(const struct analyser *an);
void scratch_free(struct scratch *s);

/* The evidence of a post; each why borrows from the analyser or the scratch, until the next post. */
struct whys {
    const struct why *v;
    int n;
};

/*
 * Marks one post. `terms` is what grouping gets; it, and `whys`, are borrowed from the scratch until the next call; either may
 * be NULL when it is not wanted (evidence costs time). Posts of any length and content are safe: text beyond 64 kB is not read.
 */
void analyse_post(const struct analyser *an, struct scratch *s, const struct post *post, struct marks *marks,
                  const struct terms **terms, struct whys *whys);

/*
 * The voice that a private display name gives away ('Wijkvereniging De Haven', '@raadslid_jan'), by the parts of names in the
 * lexicons (voice, weight at most 0.5); VOICE_NONE for an ordinary name. What the scratch lent before is void.
 */
enum voice analyse_name(const struct analyser *an, struct scratch *s, struct str display_name);

#endif

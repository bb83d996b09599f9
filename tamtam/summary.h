/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * An issue in two or three sentences, taken from what was said: the public voices in their own words with who said them and
 * when, residents by counting alone. The same posts give the same sentences.
 */
#ifndef TAMTAM_SUMMARY_H
#define TAMTAM_SUMMARY_H

#include "base/buf.h"
#include "tamtam/figures.h"

enum { SUMMARY_SENTENCES = 3 };

struct summary_sentence {
    const struct stored_post *source; /* a public actor's post that is quoted; NULL: residents, counted */
    struct str text;                  /* the quoted words, or the sentence on residents without its full stop */
};
struct summary {
    struct summary_sentence v[SUMMARY_SENTENCES];
    int n;
};

/*
 * Reads it from the posts of an issue: the medium, then the municipality, then the organisation whose statement has most in
 * common with all that is said (by topic), at most two of them; then what most residents do: '11 inwoners klagen over ...',
 * 'Enkele inwoners ...' below five. Text is borrowed from the arena and the posts.
 */
struct summary summary_of(const struct issue_figures *issue, struct arena *a);
/* Adds it as one paragraph: 'Turfbrugs Dagblad, di 3 maart: ‘...’ 11 inwoners klagen over afval.' */
void summary_write(struct buf *b, const struct summary *summary);

#endif

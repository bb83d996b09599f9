/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * One matter told in full: the body of the issue analysis, and of a query as if it were an issue. Public voices are
 * told by name and headline, residents by counts of intent, topic and theme alone.
 */
#ifndef TAMTAM_DOSSIER_H
#define TAMTAM_DOSSIER_H

#include "tamtam/document.h"
#include "tamtam/figures.h"

struct dossier {
    struct document *d;
    const struct municipality *town;
    const struct figures *f;            /* of figures_read_matter */
    const struct issue_figures *matter; /* f->issues[0] */
    struct str ref;                     /* evidence: "issues/12", "zoek/..." */
    struct str terms;                   /* the search as it was typed, for the annex; empty for an issue */
};

/* All sections from 'In het kort' to the annex. The head is the caller's, and so are the account and doc_finish. */
void dossier_compose(const struct dossier *r);

/* ---- its parts, each a section: dossier.c has the first ones, dossier_field.c the others ---- */

void dossier_course(const struct dossier *r);                      /* volume and phase */
void dossier_voices(const struct dossier *r);                      /* the four voices side by side */
bool dossier_has_field(const struct dossier *r); /* do public actors speak often enough to be set apart in a picture? */
void dossier_field(const struct dossier *r, struct block *parent); /* public actors by stance */
void dossier_actors(const struct dossier *r);                      /* the same as a table, with how they developed */
void dossier_where(const struct dossier *r, struct block *parent); /* districts */
void dossier_questions(const struct dossier *r, struct block *parent, enum section_kind kind); /* asked and not answered */
void dossier_spill_over(const struct dossier *r, struct block *parent);
void dossier_own_line(const struct dossier *r, struct block *parent);
void dossier_terms(const struct dossier *r); /* annex */

/* A question by its topic: how often, since when, and whether the own channel spoke of it later. */
struct question {
    struct str topic;
    int n, residents;
    int64_t since; /* the first that is open, or the first of all when answered */
    bool answered;
};
/* Has it neither topic nor theme? Such ones come last, as 'diverse onderwerpen'. */
bool question_is_vague(const struct question *q);
/* Questions of a matter by topic, the open ones first, then most asked; in the arena. */
int dossier_read_questions(const struct issue_figures *matter, struct arena *a, struct question **list);

#endif

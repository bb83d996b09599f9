/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* Parts that several reports share: the head, the account, small numbers, nearest names. */
#ifndef TAMTAM_PARTS_H
#define TAMTAM_PARTS_H

#include "tamtam/document.h"
#include "tamtam/figures.h"

/* Adds '2 – 15 maart 2026': the civil days of the window [from, to). */
void parts_period(struct buf *b, int64_t from, int64_t to);
/* The head of a report on a subject over a period, as a concept; `kind` is 'Issue-analyse', `n` its posts, -1: not
 * told. */
void parts_head(struct document *d, const struct municipality *town, const char *kind, struct str title, int64_t from,
                int64_t to, int n, int64_t made);
/* The line of account; `more` adds what the report alone says, or is empty. */
void parts_account(struct document *d, const struct counts *c, int received, const char *more);
/*
 * Where texts of the period are past their retention and gone: says at the top of 'In het kort' (or, where there is none, at the
 * end) how many posts the daily tallies count, and how many are left to tell of. `issue` 0: all posts. Called when all is composed.
 */
int parts_expired(struct document *d, struct store *store, const struct municipality *town, int64_t issue, int64_t from, int64_t to,
                  int64_t made, struct err *err);
/* A place for a person's words: 'Duiding en advies', nothing filled in yet. */
void parts_duiding(struct document *d);

/* A count that is cut by district or theme: 'enkele' where it is below five and holds residents. */
struct figure parts_count(struct document *d, int n, int residents, struct str ref);
/* Is it such a small count? */
bool parts_is_few(int n, int residents);

/*
 * Says that there is no, or more than one (`many`), such thing by the name, with at most three names that come nearest: "er is geen
 * wijk 'Bloemwijk'; bedoelt u ‘Bloemenwijk’ of ‘Rietlanden’?". Always -1, as err_set().
 */
int parts_no_such(struct err *err, const char *what, struct str wanted, const struct str *names, int n, bool many);

#endif

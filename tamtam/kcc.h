/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * The contact centre's own figures, where a note of the centre tells them ('Tussenstand 18.00: 163 gesprekken, wachttijd
 * 22 min. Top 3: is de rook giftig / mag ik de weg op'). A note is a KCC post of the municipality; notes on one contact
 * are not looked at.
 */
#ifndef TAMTAM_KCC_H
#define TAMTAM_KCC_H

#include "base/buf.h"
#include "tamtam/figures.h"

enum { KCC_MOST_TOP = 3 };

struct kcc {
    int64_t time;  /* of the note */
    int contacts;  /* 0: not told */
    int minutes;   /* of waiting; 0: not told */
    struct str top[KCC_MOST_TOP]; /* what was asked most; parts of the note */
    int ntop;
};

/* Reads a note; false when it is none, or holds no number of contacts. */
bool kcc_read(struct kcc *k, const struct stored_post *p);
/* The latest note of these posts; false when there is none. */
bool kcc_latest(struct kcc *k, const struct stored_post *const *posts, int n);
/* Adds 'KCC, stand 18.00 uur: 163 gesprekken, wachttijd 22 minuten; meest gevraagd: is de rook giftig, mag ik de weg op.' */
void kcc_say(struct buf *b, const struct kcc *k);
/* Its first part, without the full stop, for who reads it at `now`: 'KCC, stand di 18.00 uur' on another day. */
void kcc_say_load(struct buf *b, const struct kcc *k, int64_t now);
/* 'meest gevraagd: is de rook giftig, mag ik de weg op' */
void kcc_say_top(struct buf *b, const struct kcc *k);

#endif

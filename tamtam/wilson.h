/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * Intervals of shares, at 95%. Pure functions.
 *
 * E. B. Wilson (1927), "Probable inference, the law of succession, and statistical inference", JASA 22: the score
 * interval of one share. R. G. Newcombe (1998), "Interval estimation for the difference between independent
 * proportions", Statistics in Medicine 17: his method 10, which joins two score intervals.
 */
#ifndef TAMTAM_WILSON_H
#define TAMTAM_WILSON_H

/* A share 0..1 with its bounds; of a difference -1..1. */
struct interval {
    double share, low, high;
};

/* `k` of `n`; n = 0 gives 0 with the bounds 0 and 1. */
struct interval wilson(int k, int n);
/* The share k1 of n1 less the share k2 of n2. Both n must be above 0. */
struct interval newcombe(int k1, int n1, int k2, int n2);

#endif

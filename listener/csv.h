/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * Comma-separated values as spreadsheets and other tools write them (RFC 4180, and what they make of it): comma,
 * semicolon or tab, quotes with doubled quotes in them, line ends in quotes, a "sep=;" line. Text is UTF-8.
 */
#ifndef LISTENER_CSV_H
#define LISTENER_CSV_H

#include "base/err.h"
#include "base/str.h"

enum { CSV_MOST_COLUMNS = 256 };

struct csv {
    struct str rest; /* what is still to be read */
    char separator;
    int line; /* of the row that was read last, 1 the first */
    int next_line;
};

/* Finds the separator in the first line. */
void csv_open(struct csv *csv, struct str text);
/*
 * The next row: its cells in `cells`, at most `max`, as slices of the text or, when they held doubled quotes, copies in
 * the arena. Gives their number; 0 at the end, -1 for a row that can't be read (a quote that is never closed, more
 * cells than `max`), which is passed over. Empty lines are passed over.
 */
int csv_row(struct csv *csv, struct str *cells, int max, struct arena *a, struct err *err);

#endif

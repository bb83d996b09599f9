/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * The headings of reports in a newsroom's own words: a table of lines 'heading<TAB>own words' (docs/reports.md). What is
 * not in the table, or has no words of its own, keeps its heading. The finding behind a colon is no heading and stays.
 */
#ifndef TAMTAM_HEADINGS_H
#define TAMTAM_HEADINGS_H

#include "base/err.h"
#include "tamtam/document.h"

/* Puts the words of the table at `path` in the document; a table that is not there changes nothing. */
int headings_apply(struct document *d, const char *path, struct err *err);

#endif

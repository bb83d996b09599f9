/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* Webcare in figures: what came in, what was answered and how soon, by channel and by subject. */
#ifndef TAMTAM_WEBCARE_H
#define TAMTAM_WEBCARE_H

#include "store/cases.h"

/* What came in of one kind (a channel or a subject) within a window, and how it fared. */
struct case_figures {
    int n, answered, closed, open, late; /* late: open or answered beyond the norm */
    int64_t median; /* of the norm's time until the first answer, ms; -1: none was answered */
};
struct case_report {
    struct case_figures all;
    struct case_figures channels[CHANNEL_COUNT];
    struct case_figures subjects[THEME_COUNT];
};
/* Counts and response times of the cases that came in within [from, to), as of `now`. */
int webcare_read(struct store *store, const struct municipality *town, int64_t from, int64_t to, int64_t now, struct case_report *r,
                 struct err *err);

#endif

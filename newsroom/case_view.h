/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* One case on the screen: what was asked, what can be done with it, and its log. */
#ifndef NEWSROOM_CASE_VIEW_H
#define NEWSROOM_CASE_VIEW_H

#include "desk/cases.h"
#include "newsroom/form.h"

/* A step that was refused, or the look at a sender: its form comes back with what is wrong. */
struct case_form {
    enum case_step step;
    struct form form; /* nfaults 0: it was made */
};

/* The first words of what was asked, for whoever may answer it. */
struct str case_title(struct visit *v, const struct stored_post *post, size_t most);
/* "nog 1 u 12", or "50 min over de norm" inverted. */
void case_put_rest(struct html *h, struct visit *v, const struct case_row *row);
/* The field of a step's form that holds its words ("text"), or whom it goes to ("to"); "" stays "". */
const char *case_field(enum case_step step, const char *part);
/* The whole case. `form` may be NULL. */
int case_put_detail(struct html *h, struct visit *v, const struct case_row *row, const struct case_form *form, struct err *err);

#endif

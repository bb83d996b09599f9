/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* The page of an issue, between what it shows (page_issue.c), its forms (issue_forms.c) and what they do (issue_acts.c). */
#ifndef NEWSROOM_ISSUE_VIEW_H
#define NEWSROOM_ISSUE_VIEW_H

#include "newsroom/form.h"
#include "newsroom/kept.h"
#include "store/now.h"
#include "tamtam/life.h"

struct issue_page {
    struct visit *v;
    struct stored_issue issue;
    struct kept_figures *kept;     /* issue_leave() gives them back */
    const struct figures *figures; /* of the window */
    struct life life;
    const struct alert_now *alert; /* that stands on it, or NULL */
    int64_t from, to;
    int days;
    int64_t followers;
    bool follows;
    int64_t muted_until;           /* no alert of it before then; 0: never muted */
    const char *deciding;          /* the form that was refused ("naam", ...), or NULL */
    bool splitting;                /* that was the form with the posts */
    const struct form *form;       /* what was wrong with it */
};

/* Reads all of it; p->issue.id 0: there is none. To be left also after a failure. */
int issue_read(struct issue_page *p, int64_t id, struct err *err);
void issue_leave(struct issue_page *p);
/* The whole page. */
int issue_show(struct issue_page *p, struct answer *a, struct err *err);
extern const struct value_name rumour_states[];
/* Name, merge, mute, follow. */
void issue_put_decisions(struct html *h, struct issue_page *p);
/* The rumours with their state, and the form to note one. */
void issue_put_rumours(struct html *h, struct issue_page *p);

#endif

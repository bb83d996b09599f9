/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* The items of a report (tamtam/edits.h) as a form, and the form as items again. */
#ifndef NEWSROOM_ITEMS_H
#define NEWSROOM_ITEMS_H

#include "newsroom/form.h"

enum { MOST_PARTS_OF_REPORT = 40, MOST_LINES_OF_PART = 40 };

struct item_line {
    struct str text;
    bool kept;
};
struct item_part {
    struct str title;
    bool shown;
    bool whole;  /* words on the report as a whole: it can't be moved or left out */
    bool worded; /* it takes duiding, advice and owner */
    struct str duiding, advies, eigenaar;
    struct item_line lines[MOST_LINES_OF_PART];
    int nlines;
};
struct items {
    struct item_part v[MOST_PARTS_OF_REPORT];
    int n;
};

/* Reads the text; what is no line of it is passed over. Texts are in the arena. */
void items_read(struct items *items, struct str text, struct arena *a);
/* Writes it back. */
void items_write(const struct items *items, struct buf *out);
/* The fields, within a form that the caller began. */
void items_put(struct form *f, const struct items *items);
/* What the visitor made of them: order, words, what stays. */
void items_take(struct visit *v, struct items *items);

#endif

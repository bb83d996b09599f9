/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* The head of the first page: logo and name, status, the colour line, title, date. */
#include "tamtam/pdf_page.h"

#include <math.h>

static void head_status(struct pdf *p, double y)
{
    static const enum look_colour fills[] = {COLOUR_PAPER, COLOUR_PAPER, COLOUR_PAPER, COLOUR_WARNING, COLOUR_CRISIS};
    static const enum look_colour inks[] = {COLOUR_TEXT, COLOUR_TEXT, COLOUR_TEXT, COLOUR_WARNING_TEXT,
                                            COLOUR_CRISIS_TEXT};
    const struct head *h = &p->doc->head;
    struct segments *by = pdf_words(p, h->status_by, ROLE_KICKER, COLOUR_TEXT);
    struct segments *word = pdf_words(p, str_of(status_word(h)), ROLE_KICKER, inks[h->status]);
    PangoLayout *by_layout = pdf_layout(p, by, ROLE_KICKER, -1, ANCHOR_START, 0);
    PangoLayout *word_layout;
    double x = page_left + page_inner;

    word->first->weight = 700;
    word_layout = pdf_layout(p, word, ROLE_KICKER, -1, ANCHOR_START, 0);
    if (by->first) {
        x -= layout_width(by_layout);
        pdf_text_layout(p, "P", NULL, by, by_layout, x, y);
        x -= 5;
    }
    x -= layout_width(word_layout) + 6;
    pdf_fill(p, fills[h->status], x - 16, y - 2.5, layout_width(word_layout) + 22, 16);
    pdf_frame(p, h->status == STATUS_CRISIS ? COLOUR_CRISIS : COLOUR_TEXT, x - 16, y - 2.5,
              layout_width(word_layout) + 22, 16, h->status == STATUS_CONCEPT);
    pdf_sign(p, sign_of_status(h->status), inks[h->status], x - 12, y + 1.2, 8.5);
    pdf_text_layout(p, "P", NULL, word, word_layout, x, y);
}

static double head_date(struct pdf *p, double y, double x, double width)
{
    const struct head *h = &p->doc->head;
    double at = y;

    if (h->number.n) {
        struct segments *s = pdf_words(p, STR("nummer "), ROLE_TEXT, COLOUR_TEXT);

        pdf_add_words(p, s, h->number, ROLE_WORD, COLOUR_TEXT);
        at += pdf_text(p, "P", s, ROLE_WORD, x, at, width, ANCHOR_END);
    }
    at += pdf_text(p, "P", pdf_words(p, h->date, ROLE_DATE, COLOUR_TEXT), ROLE_DATE, x, at, width, ANCHOR_END);
    for (size_t i = 0; i < sizeof h->detail / sizeof *h->detail; i++)
        at += pdf_text(p, "P", pdf_words(p, h->detail[i], ROLE_TABLE, COLOUR_SUBTLE), ROLE_SMALL_HEAD, x, at, width,
                       ANCHOR_END);
    return at - y;
}

/* How wide the date and its details are. */
static double head_right(struct pdf *p)
{
    const struct head *h = &p->doc->head;
    double most = 90;

    if (h->date.n)
        most = fmax(most, layout_width(pdf_layout(p, pdf_words(p, h->date, ROLE_DATE, COLOUR_TEXT), ROLE_DATE, -1,
                                                  ANCHOR_START, 0)));
    for (size_t i = 0; i < sizeof h->detail / sizeof *h->detail; i++)
        if (h->detail[i].n)
            most = fmax(most, layout_width(pdf_layout(p, pdf_words(p, h->detail[i], ROLE_TABLE, COLOUR_SUBTLE),
                                                      ROLE_SMALL_HEAD, -1, ANCHOR_START, 0)));
    return most + 1;
}

void pdf_head(struct pdf *p)
{
    const struct head *h = &p->doc->head;
    enum role role = h->kind.n ? ROLE_TITLE : ROLE_WORD;
    double right = fmin(head_right(p), page_inner * 0.55);
    double left = page_inner - right - gutter;
    struct segments *title = pdf_words(p, h->title, role, COLOUR_TEXT);
    PangoLayout *l = pdf_layout(p, title, role, left, ANCHOR_START, 3);
    double title_height, date_height, height;
    struct pdf_mark before;

    pdf_item(p, ITEM_LOGO, page_left, 2.1, 27, 27);
    pdf_text(p, "P", pdf_words(p, h->municipality, ROLE_BRAND, COLOUR_TEXT), ROLE_BRAND, page_left + 34, 9,
             page_inner / 2 - 34, ANCHOR_START);
    head_status(p, 10);
    pdf_fill(p, COLOUR_HOUSE_2, page_left, 36.9, column_width, 3.5);
    pdf_fill(p, COLOUR_HOUSE_1, page_left + column_width, 36.9, page_inner - column_width, 3.5);
    title_height = layout_height(l) + (h->kind.n ? 12 : 0);
    before = pdf_mark(p);
    date_height = head_date(p, 0, page_left + left + gutter, right);
    pdf_back_to(p, before);
    height = fmax(title_height, date_height);
    if (h->kind.n)
        pdf_text(p, "P", pdf_words(p, h->kind, ROLE_TABLE, COLOUR_ACTION), ROLE_SMALL_HEAD, page_left,
                 45.4 + height - title_height, left, ANCHOR_START);
    pdf_text_layout(p, "H1", NULL, title, l, page_left, 45.4 + height - layout_height(l));
    head_date(p, 45.4 + height - date_height, page_left + left + gutter, right);
    p->y = 45.4 + height + 5;
    pdf_rule(p, COLOUR_TEXT, 0.75, page_left, p->y, page_inner);
    p->y += 0.75;
}

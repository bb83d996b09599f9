/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "tamtam/chart_table.h"

#include "tamtam/chart.h"
#include "tamtam/dutch.h"

bool chart_has_table(const struct chart *c)
{
    return c->kind != CHART_TONE && c->first != NULL;
}

static void columns_for(struct block *t, const struct chart *c)
{
    struct str unit = c->unit.n ? c->unit : STR("berichten");

    switch (c->kind) {
    case CHART_INTERVALS:
        doc_column(t, CELL_HEAD, STR("criterium"));
        doc_column(t, CELL_FIGURE, STR("nu"));
        doc_column(t, CELL_FIGURE, STR("95%-interval"));
        doc_column(t, CELL_FIGURE, STR("vorige periode"));
        break;
    case CHART_FIELD:
        doc_column(t, CELL_HEAD, STR("wie"));
        doc_column(t, CELL_TEXT, STR("stem"));
        doc_column(t, CELL_FIGURE, STR("houding"));
        doc_column(t, CELL_FIGURE, unit);
        break;
    default:
        doc_column(t, CELL_HEAD, STR("tijd of onderdeel"));
        doc_column(t, CELL_FIGURE, unit);
        if (c->kind == CHART_LINE || c->kind == CHART_COLUMNS)
            doc_column(t, CELL_TEXT, STR("bijzonderheid"));
    }
}

static void row_for(struct document *d, struct block *t, const struct chart *c, const struct point *p)
{
    struct row *r = doc_row(t, 0);
    struct figure value = {.shown = chart_value(c, p, &d->arena)};
    struct buf b = {0};

    if (c->kind == CHART_FIELD) {
        cell_text(r, p->label);
        cell_text(r, str_of(p->voice < VOICE_NONE ? voice_names[p->voice].label : ""));
        dutch_decimal(&b, p->x, 2);
        cell_figure(r, doc_shown(d, buf_str(&b), (struct str){0}));
        cell_figure(r, value);
    } else if (c->kind == CHART_INTERVALS) {
        cell_text(r, p->label);
        cell_figure(r, p->no_score ? doc_shown(d, p->note, (struct str){0}) : value);
        if (!p->no_score)
            dutch_interval(&b, p->low, p->high);
        cell_figure(r, doc_shown(d, buf_str(&b), (struct str){0}));
        buf_clear(&b);
        if (p->has_before)
            dutch_percent(&b, p->before);
        cell_figure(r, doc_shown(d, buf_str(&b), (struct str){0}));
    } else {
        cell_text(r, p->label);
        cell_figure(r, value);
        if (c->kind == CHART_LINE || c->kind == CHART_COLUMNS)
            cell_text(r, p->note);
    }
    buf_release(&b);
}

struct block *chart_table(struct document *d, const struct chart *c)
{
    struct block *t = doc_table(d->root, c->alt);

    t->table.shows_caption = true;
    columns_for(t, c);
    for (const struct point *p = c->first; p; p = p->next)
        row_for(d, t, c, p);
    return t;
}

const char *days_words(struct arena *a, const double *days, int n)
{
    double most = 0;

    for (int i = 0; i < n; i++)
        if (days[i] > most)
            most = days[i];
    return n ? str_printf(a, "%d dagen: hoogste %.0f, vandaag %.0f", n, most, days[n - 1]).p : "";
}

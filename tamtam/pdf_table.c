/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* Tables on A4: columns as wide as their kind needs, text taking what is left; and the rows of voices. */
#include "tamtam/pdf_page.h"

#include <math.h>

#include "tamtam/chart_table.h"
#include "tamtam/dutch.h"

enum { MOST_COLUMNS = 12, MOST_LINES = 14 };

static const double cell_gap = 8;

struct grid {
    int n;
    double x[MOST_COLUMNS], w[MOST_COLUMNS];
    const struct column *column[MOST_COLUMNS];
};

static struct segments *bold_if(struct segments *s, bool bold)
{
    for (struct segment *x = s->first; x && bold; x = x->next)
        x->weight = x->weight > 600 ? x->weight : 600;
    return s;
}

/* The words of a cell, or nothing where it is all drawing. */
static struct segments *cell_words(struct pdf *p, const struct cell *c)
{
    struct segments *s = pdf_words(p, (struct str){0}, ROLE_TABLE, COLOUR_TEXT);

    switch (c->kind) {
    case CELL_HEAD: return bold_if(pdf_prose(p, &c->text, ROLE_TABLE, false), true);
    case CELL_TEXT:
    case CELL_TREND: return pdf_prose(p, &c->text, ROLE_TABLE, false);
    case CELL_STATE:
        return bold_if(pdf_prose(p, &c->text, ROLE_TABLE, false), c->state == STATE_NO || c->state == STATE_FALSE);
    case CELL_VOICE:
        return c->voice < VOICE_NONE ? pdf_words(p, str_of(voice_names[c->voice].label), ROLE_TABLE, COLOUR_TEXT) : s;
    case CELL_FIGURE:
    case CELL_BAR:
        if (c->figure.url.n)
            pdf_add_figure(p, s, &c->figure, ROLE_TABLE);
        else
            pdf_add_words(p, s, c->figure.shown, ROLE_TABLE, COLOUR_TEXT);
        return bold_if(s, c->strong);
    default: return s;
    }
}

static double sign_room(enum cell_kind kind)
{
    return kind == CELL_TREND || kind == CELL_STATE || kind == CELL_VOICE ? 11.5 : 0;
}

static double natural(struct pdf *p, const struct segments *s, enum role role)
{
    return s->first ? ceil(layout_width(pdf_layout(p, s, role, -1, ANCHOR_START, 0)) + 0.5) : 0;
}

static struct segments *title_words(struct pdf *p, const struct column *c)
{
    struct segments *s = pdf_words(p, (struct str){0}, ROLE_NOTE, COLOUR_SUBTLE);
    bool is_voice = c->voice != VOICE_NONE;

    if (is_voice) {
        pdf_add_words(p, s, str_of(voice_names[c->voice].label), ROLE_TABLE, COLOUR_TEXT);
        bold_if(s, true);
    }
    for (const struct run *r = c->title.first; r; r = r->next) {
        if (is_voice && r == c->title.first)
            pdf_add_words(p, s, STR("  "), ROLE_TABLE, COLOUR_SUBTLE);
        pdf_add_words(p, s, r->text, is_voice ? ROLE_TABLE : ROLE_NOTE, COLOUR_SUBTLE);
    }
    return s;
}

/* Widths that the kind of a column fixes; 0: as wide as its words. */
static double fixed_width(const struct column *c)
{
    switch (c->kind) {
    case CELL_DAYS: return 50;
    case CELL_TONE: return c->counted ? 68 : 43;
    case CELL_CHANCE: return 106;
    case CELL_BAR: return 80;
    case CELL_INTERVAL: return 118;
    default: return 0;
    }
}

static bool is_flexible(const struct column *c)
{
    return c->kind == CELL_TEXT || c->kind == CELL_HEAD || c->voice != VOICE_NONE;
}

/* What a column wants: the widest of its words. */
static double wanted(struct pdf *p, const struct table *t, int index, const struct column *column)
{
    double most = natural(p, title_words(p, column), ROLE_NOTE);

    for (const struct row *r = t->first; r; r = r->next) {
        const struct cell *c = r->first;

        if (pdf_fell_off(p, r->cut))
            continue;
        for (int i = 0; c && i < index; i++)
            c = c->next;
        if (c)
            most = fmax(most, natural(p, cell_words(p, c), ROLE_TABLE) + sign_room(c->kind));
    }
    return most;
}

/* Less than this is too narrow for a name of one word, or for text. */
static double least_width(const struct column *c, double want)
{
    return fmin(want, c->kind == CELL_HEAD ? 64 : 40);
}

static void share_out(struct grid *g, const double *want, double room)
{
    double sum = 0, low = 0;
    int n = 0, last = -1;

    for (int i = 0; i < g->n; i++)
        if (is_flexible(g->column[i])) {
            sum += want[i];
            low += least_width(g->column[i], want[i]);
            last = i;
            n++;
        }
    for (int i = 0; i < g->n; i++)
        if (is_flexible(g->column[i])) {
            if (sum <= room)
                g->w[i] = want[i] + (i == last ? room - sum : 0);
            else if (sum > low)
                g->w[i] = least_width(g->column[i], want[i]) +
                          fmax(room - low, 0) * (want[i] - least_width(g->column[i], want[i])) / (sum - low);
            else
                g->w[i] = room / n;
        }
    for (int i = 0; i < g->n && n == 0; i++)
        g->w[i] += room / g->n;
}

/* Voices side by side get the same width each. */
static bool equal_voices(struct grid *g, double room)
{
    int n = 0;

    for (int i = 0; i < g->n; i++)
        n += g->column[i]->voice != VOICE_NONE;
    if (n < 2)
        return false;
    for (int i = 0; i < g->n; i++)
        g->w[i] = g->column[i]->voice != VOICE_NONE ? (room - 98) / n : 98.0 / (g->n - n);
    return true;
}

static struct grid measure(struct pdf *p, const struct table *t)
{
    struct grid g = {0};
    double want[MOST_COLUMNS];
    double room = p->width, x = p->x;

    for (const struct column *c = t->columns; c && g.n < MOST_COLUMNS; c = c->next)
        g.column[g.n++] = c;
    room -= cell_gap * (g.n - 1);
    if (!equal_voices(&g, room)) {
        for (int i = 0; i < g.n; i++) {
            double fixed = fixed_width(g.column[i]);

            want[i] = fixed > 0 ? fixed : wanted(p, t, i, g.column[i]);
            if (!is_flexible(g.column[i])) {
                g.w[i] = fmin(want[i], p->width / 3);
                room -= g.w[i];
            }
        }
        share_out(&g, want, fmax(room, 0));
    }
    for (int i = 0; i < g.n; i++) {
        g.x[i] = x;
        x += g.w[i] + cell_gap;
    }
    return g;
}

/* ---- cells; each returns its height ---- */

static double put_chance(struct pdf *p, const struct cell *c, double x, double y)
{
    struct drawing *d = pdf_new_drawing(p, 66);
    struct buf b = {0};
    struct segments *s, *word = pdf_prose(p, &c->text, ROLE_NOTE, false);

    d->height = 7;
    chart_boxes(d, c->share);
    pdf_drawing(p, d, (struct str){0}, x + 28.35, y + 2.4);
    dutch_percent(&b, c->share);
    s = pdf_words(p, buf_take(&b, &p->arena), ROLE_TEXT, COLOUR_TEXT);
    s->first->weight = 700;
    for (struct segment *x2 = word->first; x2; x2 = x2->next)
        x2->colour = COLOUR_SUBTLE;
    pdf_open(p, "TD");
    pdf_text(p, "P", s, ROLE_SMALL_HEAD, x, y, 28, ANCHOR_START);
    pdf_text(p, "P", word, ROLE_NOTE, x + 28.35, y + 11, -1, ANCHOR_START);
    pdf_close(p, "TD");
    return 21;
}

static double put_days(struct pdf *p, const struct cell *c, double x, double y, double width)
{
    struct drawing *d = pdf_new_drawing(p, width);

    d->height = 11;
    chart_days(d, c->days, c->ndays);
    pdf_open(p, "TD");
    pdf_drawing(p, d, str_of(days_words(&p->arena, c->days, c->ndays)), x, y - 0.5);
    pdf_close(p, "TD");
    return 11;
}

static double put_tone(struct pdf *p, const struct cell *c, double x, double y, double width, bool counted)
{
    struct drawing *d = pdf_new_drawing(p, width);
    struct buf alt = {0};
    double height = 10;

    pdf_open(p, "TD");
    if (counted) {
        height = pdf_tone(p, &c->tone, x, y, width);
    } else {
        d->height = 8;
        chart_tone_bar(d, &c->tone);
        buf_puts(&alt, "Toon: ");
        tone_words(&alt, &c->tone);
        pdf_drawing(p, d, buf_take(&alt, &p->arena), x, y + 2);
    }
    pdf_close(p, "TD");
    return height;
}

static double put_bar(struct pdf *p, const struct cell *c, double x, double y, double width)
{
    struct drawing *d = pdf_new_drawing(p, width - 28);
    struct segments *s = cell_words(p, c);
    struct shape *bar = arena_alloc(&p->arena, sizeof *bar);

    *bar = (struct shape){.kind = SHAPE_RECT,
                          .style = c->few      ? STYLE_FEW
                                   : c->strong ? STYLE_INK
                                               : STYLE_QUIET,
                          .y = 0.5,
                          .w = (width - 28) * fmin(c->share, 1),
                          .h = 6.5};
    d->height = 7.5;
    if (bar->w > 0.2) {
        d->first = bar;
        pdf_drawing(p, d, (struct str){0}, x + 28, y + 2);
    }
    pdf_text(p, "TD", s, ROLE_TABLE, x, y, 24, ANCHOR_END);
    return 11.5;
}

static double put_interval(struct pdf *p, const struct cell *c, double x, double y)
{
    struct drawing *d = pdf_new_drawing(p, 56);
    struct segments *s = pdf_words(p, (struct str){0}, ROLE_TABLE, COLOUR_TEXT);
    struct segments *note = pdf_prose(p, &c->text, ROLE_NOTE, false);

    for (struct segment *n = note->first; n; n = n->next)
        n->colour = COLOUR_SUBTLE;
    if (c->figure.shown.n == 0)
        return pdf_text(p, "TD", note, ROLE_TABLE, x, y, 118, ANCHOR_START);
    d->height = 11;
    chart_interval(d, c->share, c->low, c->high);
    pdf_drawing(p, d, (struct str){0}, x, y);
    pdf_add_figure(p, s, &c->figure, ROLE_TABLE);
    pdf_add_words(p, s, STR("  "), ROLE_NOTE, COLOUR_SUBTLE);
    for (const struct run *r = c->text.first; r; r = r->next)
        pdf_add_words(p, s, r->text, ROLE_NOTE, COLOUR_SUBTLE);
    return pdf_text(p, "TD", s, ROLE_TABLE, x + 61, y, 60, ANCHOR_START);
}

static enum sign cell_sign(const struct cell *c)
{
    switch (c->kind) {
    case CELL_TREND: return sign_of_trend(c->trend);
    case CELL_STATE: return sign_of_state(c->state);
    case CELL_VOICE: return sign_of_voice(c->voice);
    default: return SIGN_NONE;
    }
}

static double put_words(struct pdf *p, const struct cell *c, double x, double y, double width, double leading,
                        bool plain)
{
    bool heads = c->kind == CELL_HEAD || c->kind == CELL_VOICE;
    struct segments *s = cell_words(p, c);
    enum role role = leading > 11.6 ? ROLE_SMALL_HEAD : ROLE_TABLE;
    double room = sign_room(c->kind);
    PangoLayout *l;

    if (!s->first) {
        pdf_open(p, "TD");
        pdf_close(p, "TD");
        return 0;
    }
    if (plain)
        for (struct segment *w = s->first; w; w = w->next)
            w->weight = w->url.n ? w->weight : 0;
    pdf_sign(p, cell_sign(c), COLOUR_TEXT, x, y + leading / 2 - 4.2, 8);
    l = pdf_layout(p, s, role, width - room, c->kind == CELL_FIGURE ? ANCHOR_END : ANCHOR_START, MOST_LINES);
    pdf_text_layout(p, heads ? "TH" : "TD", heads ? "Row" : NULL, s, l, x + room, y);
    return layout_height(l);
}

static double put_cell(struct pdf *p, const struct cell *c, double x, double y, double width, bool counted, bool plain)
{
    switch (c->kind) {
    case CELL_CHANCE: return put_chance(p, c, x, y);
    case CELL_DAYS: return put_days(p, c, x, y, width);
    case CELL_TONE: return put_tone(p, c, x, y, width, counted);
    case CELL_BAR: return put_bar(p, c, x, y, width);
    case CELL_INTERVAL: return put_interval(p, c, x, y);
    default: return put_words(p, c, x, y, width, 12, plain && c->kind == CELL_HEAD);
    }
}

/* ---- rows ---- */

static bool has_titles(const struct table *t)
{
    for (const struct column *c = t->columns; c; c = c->next)
        if (c->title.first || c->voice != VOICE_NONE)
            return !t->hides_head;
    return false;
}

static void put_titles(struct pdf *p, const struct grid *g)
{
    double most = 0;

    pdf_open(p, "TR");
    for (int i = 0; i < g->n; i++) {
        const struct column *c = g->column[i];
        struct segments *s = title_words(p, c);
        double room = c->voice != VOICE_NONE ? 11 : 0;
        PangoLayout *l;

        if (!s->first) {
            pdf_open(p, "TD");
            pdf_close(p, "TD");
            continue;
        }
        pdf_sign(p, sign_of_voice(c->voice), COLOUR_TEXT, g->x[i], p->y + 2, 7.5);
        l = pdf_layout(p, s, c->voice != VOICE_NONE ? ROLE_TABLE : ROLE_NOTE, g->w[i] - room,
                       c->kind == CELL_FIGURE ? ANCHOR_END : ANCHOR_START, 3);
        pdf_text_layout(p, "TH", "Column", s, l, g->x[i] + room, p->y);
        most = fmax(most, layout_height(l));
    }
    pdf_close(p, "TR");
    p->y += most + 2;
}

/* In a dense table a hairline stands only where rows of another kind begin. */
static bool has_rule(const struct table *t, const struct row *r, const struct row *above)
{
    const struct cell *a = above && above->first ? above->first->next : NULL;
    const struct cell *c = r->first ? r->first->next : NULL;

    return !t->dense || !above || (a && c && a->kind != c->kind);
}

static void put_row(struct pdf *p, const struct table *t, const struct row *r, const struct grid *g,
                    const struct row *above)
{
    const struct cell *c = r->first;
    bool first = above == NULL;
    bool ruled = has_rule(t, r, above);
    double pad = p->boxed ? 2 : !t->dense ? 3.5 : ruled ? 3 : 0.5;
    double most = 0;

    if (ruled)
        pdf_rule(p, first ? COLOUR_TEXT : COLOUR_HAIR, first ? 0.75 : 0.5, p->x, p->y, p->width);
    p->y += (first ? 0.75 : ruled ? 0.5 : 0) + pad;
    pdf_open(p, "TR");
    for (int i = 0; i < g->n; i++, c = c ? c->next : NULL) {
        if (c) {
            most = fmax(most, put_cell(p, c, g->x[i], p->y, g->w[i], g->column[i]->counted, table_is_plain(t)));
        } else {
            pdf_open(p, "TD");
            pdf_close(p, "TD");
        }
    }
    pdf_close(p, "TR");
    p->y += most + (t->dense ? 1 : pad);
}

/* The next row that is shown, or NULL. */
static const struct row *next_row(const struct pdf *p, const struct row *r)
{
    do
        r = r->next;
    while (r && pdf_fell_off(p, r->cut));
    return r;
}

/* The words and signs that stand in the band since `mark`, as they are shown again on a next page. */
static struct repeat *repeat_since(struct pdf *p, struct pdf_mark mark)
{
    struct repeat *repeat = arena_alloc(&p->arena, sizeof *repeat);

    *repeat = (struct repeat){.height = p->y - mark.y};
    for (const struct item_box *i = mark.last ? mark.last->next : p->last->first; i; i = i->next) {
        struct item_box *copy;

        if (i->kind != ITEM_TEXT && i->kind != ITEM_SIGN)
            continue;
        copy = arena_alloc(&p->arena, sizeof *copy);
        *copy = *i;
        copy->tag = copy->scope = NULL;
        copy->y -= mark.y;
        copy->next = NULL;
        if (repeat->last)
            repeat->last->next = copy;
        else
            repeat->first = copy;
        repeat->last = copy;
    }
    return repeat;
}

void pdf_table(struct pdf *p, const struct block *b)
{
    const struct table *t = &b->table;
    struct grid g = measure(p, t);
    const struct row *above = NULL;
    const struct repeat *outer = p->repeat, *repeat = NULL;

    pdf_open(p, "Table");
    if (t->shows_caption)
        p->y += pdf_text(p, "Caption", pdf_words(p, t->caption, ROLE_SMALL_HEAD, COLOUR_TEXT), ROLE_SMALL_HEAD, p->x,
                         p->y, p->width, ANCHOR_START) +
                1.5;
    if (has_titles(t)) {
        struct pdf_mark mark = pdf_mark(p);

        put_titles(p, &g);
        repeat = repeat_since(p, mark);
    }
    for (const struct row *r = t->first; r; r = r->next) {
        if (pdf_fell_off(p, r->cut))
            continue;
        put_row(p, t, r, &g, above);
        above = r;
        p->repeat = next_row(p, r) ? repeat : outer;
        pdf_may_break(p);
    }
    p->repeat = outer;
    pdf_close(p, "Table");
}

/* ---- voices ---- */

static void put_voice(struct pdf *p, const struct voice_row *v, bool first)
{
    double left = 93.5, middle = 82.2;
    struct segments *name =
        pdf_words(p, v->voice < VOICE_NONE ? str_of(voice_names[v->voice].label) : STR(""), ROLE_TABLE, COLOUR_TEXT);
    struct segments *text = pdf_prose(p, &v->text, ROLE_TABLE, false);
    double words, height = 23, top;
    bool has_tone = v->tone.form != TONE_NONE && v->tone.count[0] + v->tone.count[1] + v->tone.count[2] > 0;

    pdf_rule(p, first ? COLOUR_TEXT : COLOUR_HAIR, first ? 0.75 : 0.5, p->x, p->y, p->width);
    p->y += (first ? 0.75 : 0.5) + 2.5;
    top = p->y;
    pdf_open(p, "TR");
    pdf_sign(p, sign_of_voice(v->voice), COLOUR_TEXT, p->x, top + 2.4, 7);
    bold_if(name, true);
    pdf_add_words(p, name, STR("\n"), ROLE_TABLE, COLOUR_TEXT);
    pdf_add_figure(p, name, &v->figure, ROLE_TABLE);
    pdf_add_words(p, name,
                  str_printf(&p->arena, "%s%.*s", v->unit.n && v->unit.p[0] != ',' ? " " : "", STR_ARG(v->unit)),
                  ROLE_TABLE, COLOUR_SUBTLE);
    pdf_text_layout(p, "TH", "Row", name, pdf_layout(p, name, ROLE_TABLE, left - 11.5, ANCHOR_START, 0), p->x + 11.5,
                    top);
    pdf_open(p, "TD");
    if (has_tone)
        pdf_tone(p, &v->tone, p->x + left, top, middle - 14.2);
    pdf_close(p, "TD");
    if (text->first) {
        PangoLayout *l = pdf_layout(p, text, ROLE_TABLE, p->width - left - middle, ANCHOR_START, MOST_LINES);

        words = layout_height(l);
        height = fmax(height, words);
        pdf_text_layout(p, "TD", NULL, text, l, p->x + left + middle, top);
    } else {
        pdf_open(p, "TD");
        pdf_close(p, "TD");
    }
    pdf_close(p, "TR");
    p->y = top + height + 3;
}

void pdf_voices(struct pdf *p, const struct block *b)
{
    bool first = true;

    if (!b->voices.first)
        return;
    pdf_space(p, 5);
    pdf_open(p, "Table");
    for (const struct voice_row *v = b->voices.first; v; v = v->next) {
        put_voice(p, v, first);
        first = false;
        pdf_may_break(p);
    }
    pdf_close(p, "Table");
}

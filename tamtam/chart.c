/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "tamtam/chart_shapes.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "tamtam/dutch.h"

static const double gap = 1.2;

/* ---- shapes ---- */

struct shape *shape_add(struct drawing *d, enum shape_kind kind, enum shape_style style)
{
    struct shape *s = arena_alloc(d->arena, sizeof *s);

    s->kind = kind;
    s->style = style;
    if (d->last)
        d->last->next = s;
    else
        d->first = s;
    d->last = s;
    return s;
}

void shape_rect(struct drawing *d, enum shape_style style, double x, double y, double w, double h)
{
    struct shape *s = shape_add(d, SHAPE_RECT, style);

    s->x = x;
    s->y = y;
    s->w = fmax(w, 0);
    s->h = fmax(h, 0);
}

void shape_line(struct drawing *d, enum shape_style style, double x1, double y1, double x2, double y2)
{
    struct shape *s = shape_add(d, SHAPE_LINE, style);

    s->x = x1;
    s->y = y1;
    s->w = x2 - x1;
    s->h = y2 - y1;
}

static void shape_circle(struct drawing *d, enum shape_style style, double x, double y, double r)
{
    struct shape *s = shape_add(d, SHAPE_CIRCLE, style);

    s->x = x;
    s->y = y;
    s->w = r;
}

struct shape *shape_text(struct drawing *d, enum shape_style style, double x, double y, enum anchor anchor,
                          struct str words)
{
    struct shape *s = shape_add(d, SHAPE_TEXT, style);

    s->x = x;
    s->y = y;
    s->text = words;
    s->size = d->text;
    s->anchor = anchor;
    return s;
}

void shape_sign(struct drawing *d, enum sign sign, double x, double y, double side)
{
    struct shape *s = shape_add(d, SHAPE_SIGN, STYLE_TEXT);

    s->sign = sign;
    s->x = x;
    s->y = y;
    s->w = side;
}

double text_width(struct str s, double size)
{
    static const struct {
        const char *letters;
        double width; /* of Open Sans, in em, a little wide */
    } classes[] = {
        {"ijl.,:;'!|I", 0.27}, {" ftr()-/", 0.35}, {"mw%", 0.86}, {"MWOQ", 0.85}, {"ABCDEFGHKLNPRSTUVXYZ", 0.65}};
    double sum = 0;

    for (size_t at = 0; at < s.n;) {
        int c = utf8_next(s, &at);
        double width = 0.575;

        for (size_t i = 0; c > 0 && c < 0x80 && i < sizeof classes / sizeof *classes; i++)
            if (strchr(classes[i].letters, c))
                width = classes[i].width;
        sum += width;
    }
    return sum * size;
}

struct str chart_value(const struct chart *c, const struct point *p, struct arena *a)
{
    struct buf b = {0};

    if (p->shown.n)
        return p->shown;
    if (p->few)
        return STR("<\u00a05");
    if (c->kind == CHART_INTERVALS)
        dutch_percent(&b, p->value);
    else if (p->value == floor(p->value))
        dutch_count(&b, (long long)p->value);
    else
        dutch_decimal(&b, p->value, 1);
    return buf_take(&b, a);
}

double chart_largest(const struct chart *c)
{
    double most = c->norm > 0 ? c->norm : 0;

    for (const struct point *p = c->first; p; p = p->next)
        most = fmax(most, p->few ? 4 : p->value);
    return most > 0 ? most : 1;
}

/* Keeps an anchored label within the plane. */
static enum anchor anchor_within(const struct drawing *d, double *x, struct str words)
{
    double half = text_width(words, d->text) / 2;

    if (*x - half < 0) {
        *x = 0;
        return ANCHOR_START;
    }
    if (*x + half > d->width) {
        *x = d->width;
        return ANCHOR_END;
    }
    return ANCHOR_MIDDLE;
}

/* ---- small columns, tone bars, boxes, intervals ---- */

void chart_days(struct drawing *d, const double *days, int n)
{
    double most = 0;
    double step = n > 0 ? d->width / n : d->width;
    double space = fmin(gap * (d->width > 100 ? 1.6 : 1), step / 3);
    double base = d->height - 0.4;

    for (int i = 0; i < n; i++)
        most = fmax(most, days[i]);
    for (int i = 0; i < n; i++)
        if (most > 0 && days[i] > 0) {
            double h = fmax((base - 0.6) * days[i] / most, 0.4);

            shape_rect(d, i == n - 1 ? STYLE_INK : STYLE_QUIET, i * step + (i == n - 1 ? space : space / 2), base - h,
                 step - space, h);
        }
    shape_line(d, STYLE_AXIS, 0, base, d->width, base);
}

void chart_tone_bar(struct drawing *d, const struct tone *t)
{
    static const enum shape_style styles[] = {STYLE_NEGATIVE, STYLE_NEUTRAL, STYLE_POSITIVE};
    struct tone_part parts[SENTIMENT_COUNT];
    int n = tone_parts(t, parts);
    long long sum = 0;
    double x = 0.5;

    for (int i = 0; i < n; i++)
        sum += parts[i].count;
    if (sum == 0) {
        shape_rect(d, STYLE_FEW, 0.5, 0.5, d->width / 6, d->height - 1);
        return;
    }
    for (int i = 0; i < n; i++) {
        double w = (d->width - 1) * (double)parts[i].count / (double)sum;

        if (w > 0)
            shape_rect(d, parts[i].from == parts[i].to ? styles[parts[i].from] : STYLE_JOINED, x, 0.5, w, d->height - 1);
        x += w;
    }
}

void chart_boxes(struct drawing *d, double share)
{
    double step = (d->width + 1) / 10;

    for (int i = 0; i < 10; i++) {
        double part = fmin(fmax(share * 10 - i, 0), 1);

        shape_rect(d, STYLE_BOX, i * step + 0.4, 0.4, step - 1.8, d->height - 0.8);
        if (part > 0.05)
            shape_rect(d, STYLE_INK, i * step, 0, (step - 1) * part, d->height);
    }
}

void chart_interval(struct drawing *d, double share, double low, double high)
{
    double inner = d->width - 6;
    double y = d->height / 2;

    for (int i = 0; i <= 4; i++)
        shape_line(d, STYLE_HAIR, 3 + inner * i / 4, 0, 3 + inner * i / 4, d->height);
    shape_line(d, STYLE_NOW, 3 + inner * low, y, 3 + inner * high, y);
    shape_circle(d, STYLE_DOT, 3 + inner * share, y, 2.8);
}

/* ---- columns per hour, day ... ---- */

/* Where columns stand. */
struct row_of_columns {
    double step, top, base, most;
};

static double column_top(const struct row_of_columns *r, const struct point *p)
{
    return r->base - (r->base - r->top) * (p->few ? 4 : p->value) / r->most;
}

/* Do the columns from `p` on leave `width` free above `y`? */
static bool is_clear(const struct row_of_columns *r, const struct point *p, double width, double y)
{
    for (double covered = 0; p && covered < width; p = p->next, covered += r->step)
        if (column_top(r, p) < y)
            return false;
    return true;
}

/* A label on the axis; a note above its column, or right of it where it is long and the columns there are low. */
static void column_labels(struct drawing *d, const struct row_of_columns *r, const struct point *p, double x)
{
    double at = x + r->step / 2;
    double top = column_top(r, p);
    double width = text_width(p->note, d->text);
    struct shape *s;

    if (p->tick) {
        enum anchor anchor = anchor_within(d, &at, p->label);

        shape_text(d, STYLE_TEXT_SUBTLE, at, d->height - 1.5, anchor, p->label);
    }
    if (p->note.n == 0)
        return;
    at = x + r->step / 2;
    if (width > r->step * 3 && x + r->step + 2 + width <= d->width && is_clear(r, p->next, width, top + d->text)) {
        s = shape_text(d, STYLE_TEXT_BOLD, x + r->step + 1.5, top + d->text * 0.75, ANCHOR_START, p->note);
    } else {
        enum anchor anchor = anchor_within(d, &at, p->note);

        s = shape_text(d, STYLE_TEXT_BOLD, at, top - d->text * 0.4, anchor, p->note);
    }
    s->halo = true;
}

static void draw_columns(struct drawing *d, const struct chart *c)
{
    double top = c->unit.n ? d->text * 2.3 : d->text * 1.4;
    double step = d->width / fmax(c->npoints, 1);
    double space = fmin(fmax(step * 0.3, 0.8), step * 0.4);
    double most = chart_largest(c);
    double base, x = 0;
    struct row_of_columns row;

    d->height = d->width > 300 && !d->roomy ? 92 : d->width > 480 ? d->text * 13 : d->text * 9.6;
    base = d->height - d->text * 1.7;
    row = (struct row_of_columns){step, top, base, most};
    if (c->unit.n)
        shape_text(d, STYLE_TEXT_SUBTLE, 0, d->text * 0.85, ANCHOR_START, c->unit);
    for (const struct point *p = c->first; p; p = p->next, x += step) {
        double h = p->value > 0 ? fmax((base - top) * p->value / most, 0.4) : 0;

        if (p->few)
            shape_rect(d, STYLE_FEW, x + space / 2, base - (base - top) * fmin(4 / most, 1), step - space,
                 (base - top) * fmin(4 / most, 1));
        else if (h > 0)
            shape_rect(d, p->strong ? STYLE_INK : STYLE_QUIET, x + space / 2, base - h, step - space, h);
    }
    shape_line(d, STYLE_AXIS, 0, base, d->width, base);
    if (c->norm > 0) {
        double y = base - (base - top) * c->norm / most;

        shape_line(d, STYLE_GUIDE, 0, y, d->width, y);
        shape_text(d, STYLE_TEXT_SUBTLE, 0, y - 2.5, ANCHOR_START, c->norm_word)->halo = true;
    }
    x = 0;
    for (const struct point *p = c->first; p; p = p->next, x += step)
        column_labels(d, &row, p, x);
}

/* ---- line with events and phases ---- */

struct line_plane {
    double left, step, top, base, most;
};

static double line_x(const struct line_plane *l, int i)
{
    return l->left + l->step * (i + 0.5);
}

static double line_y(const struct line_plane *l, double value)
{
    return l->base - (l->base - l->top) * value / l->most;
}

static void draw_curve(struct drawing *d, const struct chart *c, const struct line_plane *l)
{
    double *xy = arena_alloc(d->arena, (size_t)(c->npoints + 2) * 2 * sizeof *xy);
    struct shape *s;
    int n = 0;

    for (const struct point *p = c->first; p; p = p->next, n++) {
        xy[2 * n] = line_x(l, n);
        xy[2 * n + 1] = line_y(l, p->value);
    }
    xy[2 * n] = line_x(l, n - 1);
    xy[2 * n + 1] = l->base;
    xy[2 * n + 2] = line_x(l, 0);
    xy[2 * n + 3] = l->base;
    s = shape_add(d, SHAPE_AREA, STYLE_BAND);
    s->xy = xy;
    s->n = n + 2;
    if (c->norm > 0) {
        shape_line(d, STYLE_HAIR, 0, line_y(l, c->norm), d->width, line_y(l, c->norm));
        shape_text(d, STYLE_TEXT_SUBTLE, 0, line_y(l, c->norm) - 2.5, ANCHOR_START, c->norm_word);
    }
    s = shape_add(d, SHAPE_PATH, STYLE_CURVE);
    s->xy = xy;
    s->n = n;
}

enum { NOTE_ROWS = 3 };

/* Where the words of an event begin. */
static double note_from(const struct drawing *d, const struct point *p, double x, double *at, enum anchor *anchor)
{
    double width = text_width(p->note, d->text);

    *at = x;
    *anchor = anchor_within(d, at, p->note);
    return *anchor == ANCHOR_START ? *at : *anchor == ANCHOR_END ? *at - width : *at - width / 2;
}

/* The first row that is free from `from` on; NOTE_ROWS: none, the words stay in the table behind the chart. */
static int note_row(const struct drawing *d, const struct point *p, double from, double taken[NOTE_ROWS])
{
    int row = 0;

    while (row < NOTE_ROWS && from < taken[row])
        row++;
    if (row < NOTE_ROWS)
        taken[row] = from + text_width(p->note, d->text) + d->text;
    return row;
}

/* How many rows the events of a line need. */
static int note_rows(const struct drawing *d, const struct chart *c, const struct line_plane *l)
{
    double taken[NOTE_ROWS] = {0};
    int i = 0, most = 0;

    for (const struct point *p = c->first; p; p = p->next, i++) {
        double at;
        enum anchor anchor;
        int row = p->note.n ? note_row(d, p, note_from(d, p, line_x(l, i), &at, &anchor), taken) : -1;

        most = row < NOTE_ROWS && row + 1 > most ? row + 1 : most;
    }
    return most;
}

/* Figures and dots on events, on the peak and on the last point; event words in rows above, with a leader. */
static void draw_events(struct drawing *d, const struct chart *c, const struct line_plane *l)
{
    double taken[NOTE_ROWS] = {0};
    int i = 0;

    for (const struct point *p = c->first; p; p = p->next, i++) {
        double x = line_x(l, i);
        double y = line_y(l, p->value);
        bool is_peak = p->value >= l->most;

        if (p->note.n) {
            enum anchor anchor;
            double at;
            int row = note_row(d, p, note_from(d, p, x, &at, &anchor), taken);
            double base = d->text * (0.9 + 1.2 * row);

            if (row < NOTE_ROWS) {
                shape_line(d, STYLE_LEADER, x, base + d->text * 0.35, x, y - d->text * 1.5);
                shape_text(d, STYLE_TEXT_SUBTLE, at, base, anchor, p->note)->halo = true;
            }
        }
        if (p->note.n || is_peak || p->strong || !p->next) {
            shape_circle(d, STYLE_DOT, x, y, 2.6);
            shape_text(d, STYLE_TEXT_BOLD, x, y - d->text * 0.8, ANCHOR_MIDDLE, chart_value(c, p, d->arena))->halo = true;
        }
        if (p->tick)
            shape_text(d, STYLE_TEXT_SUBTLE, x, l->base + d->text * 1.55, ANCHOR_MIDDLE, p->label);
    }
}

static void draw_phases(struct drawing *d, const struct chart *c, const struct line_plane *l, double y, double h)
{
    int i = 0;

    for (const struct point *p = c->first; p;) {
        const struct point *next = p;
        int from = i;
        bool last;

        while (next && next->phase == p->phase) {
            next = next->next;
            i++;
        }
        last = next == NULL;
        if (p->phase != PHASE_COUNT) {
            double x = l->left + l->step * from;
            double w = l->step * (i - from);
            struct str word = str_of(phase_names[p->phase].label);

            shape_rect(d, last ? STYLE_INK : STYLE_BOX, x + 0.6, y, w - 1.2, h);
            if (text_width(word, d->text) < w - 4)
                shape_text(d, last ? STYLE_TEXT_INVERSE : STYLE_TEXT, x + w / 2, y + h / 2 + d->text * 0.36, ANCHOR_MIDDLE,
                     word);
        }
        p = next;
    }
}

static void draw_line(struct drawing *d, const struct chart *c)
{
    struct line_plane l = {.left = 0, .step = d->width / fmax(c->npoints, 1), .most = chart_largest(c)};
    int rows = note_rows(d, c, &l);
    bool phases = false;

    for (const struct point *p = c->first; p; p = p->next)
        phases = phases || p->phase != PHASE_COUNT;
    l.top = d->text * (rows ? 2.2 + 1.2 * rows : 1.8);
    l.base = l.top + d->text * 8.6;
    d->height = l.base + d->text * (phases ? 5 : 2.2);
    if (c->npoints < 1)
        return;
    draw_curve(d, c, &l);
    shape_line(d, STYLE_AXIS, 0, l.base, d->width, l.base);
    draw_events(d, c, &l);
    if (phases)
        draw_phases(d, c, &l, l.base + d->text * 2.4, d->text * 2.4);
}

/* ---- tone with its counts ---- */

static void draw_tone(struct drawing *d, const struct chart *c)
{
    struct tone_part parts[SENTIMENT_COUNT];
    int n = tone_parts(&c->tone, parts);
    double side = d->text * 1.07;
    struct drawing bar = {.width = d->width, .height = 10, .arena = d->arena};
    double top = d->text * 1.66;

    for (int i = 0; i < n; i++) {
        struct buf b = {0};
        struct str count;
        double signs = side * (parts[i].from == parts[i].to ? 1 : 2);
        double width, x;
        enum anchor anchor = i == 0 ? ANCHOR_START : i == n - 1 ? ANCHOR_END : ANCHOR_MIDDLE;

        dutch_count(&b, parts[i].count);
        count = buf_take(&b, d->arena);
        width = text_width(count, d->text * 1.07) * 1.08 + signs + 3;
        x = anchor == ANCHOR_START ? 0 : anchor == ANCHOR_END ? d->width - width : d->width / 2 - width / 2;
        shape_sign(d, sign_of_sentiment(parts[i].from), x, d->text * 1.15 - side, side);
        if (parts[i].from != parts[i].to)
            shape_sign(d, sign_of_sentiment(parts[i].to), x + side, d->text * 1.15 - side, side);
        shape_text(d, STYLE_TEXT_BOLD, x + signs + 3, d->text, ANCHOR_START, count)->size = d->text * 1.07;
    }
    chart_tone_bar(&bar, &c->tone);
    for (struct shape *s = bar.first; s; s = s->next)
        s->y += top;
    if (d->last)
        d->last->next = bar.first;
    else
        d->first = bar.first;
    d->last = bar.last;
    for (int i = 0; i < n; i++) {
        enum anchor anchor = i == 0 ? ANCHOR_START : i == n - 1 ? ANCHOR_END : ANCHOR_MIDDLE;
        double x = i == 0 ? 0 : i == n - 1 ? d->width : d->width / 2;
        struct str word = str_of(sentiment_names[parts[i].from].label);

        if (parts[i].from != parts[i].to)
            word = str_printf(d->arena, "%s of %s", sentiment_names[parts[i].from].label,
                              sentiment_names[parts[i].to].label);
        shape_text(d, STYLE_TEXT_SUBTLE, x, top + bar.height + d->text * 1.1, anchor, word);
    }
    d->height = top + bar.height + d->text * 1.4;
}

/* ---- horizontal bars ---- */

double chart_widest_label(const struct chart *c, double size)
{
    double most = 0;

    for (const struct point *p = c->first; p; p = p->next)
        most = fmax(most, text_width(p->label, size));
    return most;
}

static void draw_bars(struct drawing *d, const struct chart *c)
{
    double size = d->text * 1.12;
    double row = d->roomy ? d->text * 2.1 : d->text * 2;
    double left = fmin(chart_widest_label(c, size) + d->text, d->width * 0.55);
    double right = d->text * 4;
    double most = chart_largest(c);
    double y = 0;

    for (const struct point *p = c->first; p; p = p->next)
        if (p->has_before)
            most = fmax(most, p->before);
    for (const struct point *p = c->first; p; p = p->next, y += row) {
        double w = (d->width - left - right) * p->value / most;
        double middle = y + row / 2;

        shape_text(d, p->strong ? STYLE_TEXT_BOLD : STYLE_TEXT, 0, middle + size * 0.36, ANCHOR_START, p->label)->size = size;
        if (p->few)
            shape_rect(d, STYLE_FEW, left + 0.5, middle - 3.5, fmax((d->width - left - right) * 4 / most, 5), 7);
        else
            shape_rect(d, p->strong ? STYLE_INK : STYLE_QUIET, left, middle - 4, w, 8);
        if (p->has_before)
            shape_line(d, STYLE_MARK, left + (d->width - left - right) * p->before / most, middle - 6,
                 left + (d->width - left - right) * p->before / most, middle + 6);
        shape_text(d, p->strong ? STYLE_TEXT_BOLD : STYLE_TEXT, d->width, middle + size * 0.36, ANCHOR_END,
             chart_value(c, p, d->arena))
            ->size = size;
    }
    d->height = y;
}

/* ---- intervals ---- */

static void interval_row(struct drawing *d, const struct chart *c, const struct point *p, double y, double left,
                         double width)
{
    double now = y + d->text * 2.7;
    double before = now + d->text * 2.1;
    double size = d->text * 1.2;
    struct buf b = {0};
    double lines = y + d->text * 2;

    for (int i = 0; i <= 4; i++)
        shape_line(d, STYLE_HAIR, left + width * i / 4, y, left + width * i / 4, y + d->text * 6.8);
    shape_text(d, STYLE_TEXT_BOLD, 0, y + d->text * 3.1, ANCHOR_START, p->label)->size = d->text * 1.4;
    if (p->no_score) {
        shape_text(d, STYLE_TEXT_SUBTLE, left + 4, now + 3, ANCHOR_START, p->note)->halo = true;
        return;
    }
    shape_text(d, STYLE_TEXT_SUBTLE, 0, y + d->text * 4.6, ANCHOR_START, p->note);
    shape_line(d, STYLE_NOW, left + width * p->low, now, left + width * p->high, now);
    shape_circle(d, STYLE_DOT, left + width * p->value, now, 3.6);
    shape_text(d, STYLE_TEXT_BOLD, left + width * p->value, now - d->text * 0.85, ANCHOR_MIDDLE, chart_value(c, p, d->arena))
        ->halo = true;
    if (p->has_before) {
        shape_line(d, STYLE_BEFORE, left + width * p->before_low, before, left + width * p->before_high, before);
        shape_circle(d, STYLE_BEFORE_DOT, left + width * p->before, before, 2.8);
        dutch_percent(&b, p->before);
        shape_text(d, STYLE_TEXT_SUBTLE, left + width * p->before, before + d->text * 1.5, ANCHOR_MIDDLE,
             str_copy(d->arena, buf_str(&b)))
            ->halo = true;
    }
    for (int i = 0; i < 3; i++) {
        double x = left + width + d->text * 2.4;

        if (i == 0 && p->trend != TREND_NONE) {
            shape_sign(d, sign_of_trend(p->trend), x, lines - size * 0.85, size * 0.9);
            x += size * 1.3;
        }
        if (p->verdict[i].n)
            shape_text(d,
                 i == 0   ? STYLE_TEXT_BOLD
                 : i == 1 ? STYLE_TEXT
                          : STYLE_TEXT_SUBTLE,
                 x, lines, ANCHOR_START, p->verdict[i])
                ->size = i == 2 ? d->text : d->text * 1.1;
        lines += d->text * 1.55;
    }
    buf_release(&b);
}

/* The words at the right of the intervals; the first line is bold, which is a tenth wider. */
static double widest_verdict(const struct chart *c, double size)
{
    double most = 0;

    for (const struct point *p = c->first; p; p = p->next)
        for (int i = 0; i < 3; i++)
            most = fmax(most, text_width(p->verdict[i], size) * (i == 0 ? 1.1 : 1));
    return most;
}

static void draw_intervals(struct drawing *d, const struct chart *c)
{
    static const char *const marks[] = {"0%", "25", "50", "75", "100%"};
    double left = d->width * (d->roomy ? 0.32 : 0.31);
    double right = d->text * 4.2 + widest_verdict(c, d->text * 1.2);
    double width = fmax(d->width - left - right, d->width * 0.2);
    double y = d->text * 2.4;

    for (int i = 0; i <= 4; i++)
        shape_text(d, STYLE_TEXT_SUBTLE, left + width * i / 4, d->text * 1.1, ANCHOR_MIDDLE, str_of(marks[i]));
    for (const struct point *p = c->first; p; p = p->next) {
        interval_row(d, c, p, y, left, width);
        y += d->text * 7.8;
        if (p->next)
            shape_line(d, STYLE_HAIR, 0, y, d->width, y);
        y += d->text * 0.9;
    }
    d->height = y;
}

void chart_draw(struct drawing *d, const struct chart *c)
{
    static void (*const draw[])(struct drawing *, const struct chart *) = {
        [CHART_COLUMNS] = draw_columns,     [CHART_LINE] = draw_line,   [CHART_TONE] = draw_tone,
        [CHART_BARS] = draw_bars,           [CHART_FIELD] = chart_draw_field, [CHART_INTERVALS] = draw_intervals,
        [CHART_TILES] = chart_draw_tiles,   [CHART_MAP] = chart_draw_map,
    };

    if (c->kind == CHART_DAYS) {
        double *days = arena_alloc(d->arena, (size_t)(c->npoints + 1) * sizeof *days);
        int n = 0;

        for (const struct point *p = c->first; p; p = p->next)
            days[n++] = p->value;
        if (d->height <= 0)
            d->height = 22;
        chart_days(d, days, n);
        return;
    }
    draw[c->kind](d, c);
}

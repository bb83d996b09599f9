/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "tamtam/write_text.h"

#include <stdio.h>

#include "base/utf8.h"
#include "tamtam/chart.h"
#include "tamtam/chart_table.h"
#include "tamtam/dutch.h"

enum { COLUMNS = 72 };

struct text {
    struct buf *out;
    struct buf line; /* the paragraph in the making */
    struct arena arena;
    int number; /* of the main point */
};

static void rule(struct text *t, char c)
{
    for (int i = 0; i < COLUMNS; i++)
        buf_putc(t->out, c);
    buf_putc(t->out, '\n');
}

static void blank(struct text *t)
{
    struct str s = buf_str(t->out);

    if (s.n && !str_ends(s, STR("\n\n")))
        buf_putc(t->out, '\n');
}

static void put(struct text *t, struct str s)
{
    buf_add(&t->line, s);
}

/* The next word of `rest`: no-break spaces do not divide it. */
static struct str next_word(struct str *rest)
{
    *rest = str_trim(*rest);
    return str_cut(rest, ' ');
}

static void put_word(struct text *t, struct str word)
{
    static const struct str no_break = STR_INIT("\u00a0");

    while (word.n) {
        ptrdiff_t at = str_find(word, no_break);

        buf_add(t->out, str_sub(word, 0, at < 0 ? word.n : (size_t)at));
        if (at < 0)
            break;
        buf_putc(t->out, ' ');
        word = str_sub(word, (size_t)at + no_break.n, word.n);
    }
}

/* Writes the paragraph, wrapped; the first line starts with `first`, the others with as many blanks. */
static void flush(struct text *t, const char *first)
{
    size_t indent = utf8_length(str_of(first));
    size_t column = indent;
    struct str rest = buf_str(&t->line);
    bool starts = true;

    if (str_trim(rest).n == 0) {
        buf_clear(&t->line);
        return;
    }
    buf_puts(t->out, first);
    while (str_trim(rest).n) {
        struct str word = next_word(&rest);
        size_t n = utf8_length(word);

        if (word.n == 0)
            continue;
        if (!starts && column + 1 + n > COLUMNS) {
            buf_putc(t->out, '\n');
            for (size_t i = 0; i < indent; i++)
                buf_putc(t->out, ' ');
            column = indent;
        } else if (!starts) {
            buf_putc(t->out, ' ');
            column++;
        }
        put_word(t, word);
        column += n;
        starts = false;
    }
    buf_putc(t->out, '\n');
    buf_clear(&t->line);
}

static void put_prose(struct text *t, const struct prose *p)
{
    for (const struct run *r = p->first; r; r = r->next) {
        put(t, r->text);
        if (r->kind == RUN_LINK) {
            put(t, STR(" <"));
            put(t, r->url);
            put(t, STR(">"));
        }
    }
}

/* ---- tone and charts in words ---- */

/* "neg 171, neu 96, pos 39" */
/* 'neg 22, pos 7': a part without posts is not told. */
static void put_tone(struct text *t, const struct tone *tone)
{
    static const char *const names[] = {"neg", "neu", "pos"};
    struct tone_part parts[SENTIMENT_COUNT];
    int n = tone_parts(tone, parts);
    const char *between = "";

    if (n == 0)
        put(t, STR("te weinig om te verdelen"));
    for (int i = 0; i < n; i++) {
        if (parts[i].count == 0)
            continue;
        buf_printf(&t->line, "%s%s", between, names[parts[i].from]);
        between = ", ";
        if (parts[i].to != parts[i].from)
            buf_printf(&t->line, " en %s samen", names[parts[i].to]);
        buf_puts(&t->line, " ");
        dutch_count(&t->line, parts[i].count);
    }
}

static void put_interval_point(struct text *t, const struct chart *c, const struct point *p)
{
    put(t, p->label);
    put(t, STR(": "));
    if (p->no_score) {
        put(t, p->note);
        return;
    }
    put(t, chart_value(c, p, &t->arena));
    put(t, STR(" ("));
    dutch_interval(&t->line, p->low, p->high);
    put(t, STR(")"));
    if (p->has_before) {
        put(t, STR("; was "));
        dutch_percent(&t->line, p->before);
    }
    for (int i = 0; i < 3; i++)
        if (p->verdict[i].n) {
            put(t, STR("; "));
            put(t, p->verdict[i]);
        }
}

static void put_chart(struct text *t, const struct chart *c)
{
    if (c->kind == CHART_TONE) {
        put(t, STR("Toon: "));
        put_tone(t, &c->tone);
        flush(t, "");
        return;
    }
    put(t, c->alt);
    flush(t, "");
    if (c->kind != CHART_BARS && c->kind != CHART_INTERVALS && c->kind != CHART_FIELD && c->kind != CHART_TILES &&
        c->kind != CHART_MAP)
        return;
    for (const struct point *p = c->first; p; p = p->next) {
        if (c->kind == CHART_INTERVALS) {
            put_interval_point(t, c, p);
        } else {
            put(t, p->label);
            put(t, STR(": "));
            put(t, chart_value(c, p, &t->arena));
            if (c->kind == CHART_BARS && p->has_before) {
                put(t, STR(", was "));
                dutch_count(&t->line, (long long)p->before);
            }
            if (c->kind == CHART_FIELD) {
                put(t, STR(", "));
                put(t, chart_side(c, p));
            }
        }
        flush(t, "- ");
    }
}

/* ---- tables ---- */

static void put_trend(struct text *t, const struct cell *c)
{
    put(t, str_of(trend_before(c)));
    put(t, c->text.first && *trend_before(c) ? STR(" ") : STR(""));
    put_prose(t, &c->text);
}

static void put_cell(struct text *t, const struct cell *c)
{
    switch (c->kind) {
    case CELL_TEXT:
    case CELL_HEAD: put_prose(t, &c->text); break;
    case CELL_FIGURE:
    case CELL_BAR: put(t, c->figure.shown); break;
    case CELL_TREND: put_trend(t, c); break;
    case CELL_DAYS: break;
    case CELL_TONE: put_tone(t, &c->tone); break;
    case CELL_CHANCE:
        dutch_percent(&t->line, c->share);
        put(t, STR(" "));
        put_prose(t, &c->text);
        break;
    case CELL_INTERVAL:
        put(t, c->figure.shown);
        if (c->figure.shown.n) {
            put(t, STR(" ("));
            dutch_interval(&t->line, c->low, c->high);
            put(t, STR(") "));
        }
        put_prose(t, &c->text);
        break;
    case CELL_STATE: {
        static const char *const words[] = {"", "", "", "", "?", "", "", "+", "-"};

        put(t, str_of(words[c->state]));
        put(t, words[c->state][0] && c->text.first ? STR(" ") : STR(""));
        put_prose(t, &c->text);
        break;
    }
    case CELL_VOICE: put(t, str_of(c->voice < VOICE_NONE ? voice_names[c->voice].label : "")); break;
    case CELL_EMPTY: break;
    }
}

/*
 * Does the title of a column add to its figure ("Reacties 12")? Not where the figure is the row's first, the count, nor
 * where it says the title itself ("dag 10").
 */
static bool is_titled(const struct column *c, const struct cell *cell, bool first_figure)
{
    struct str title = c->title.first ? c->title.first->text : (struct str){0};

    if (title.n && str_eq_nocase(str_sub(cell->figure.shown, 0, title.n), title))
        return false;
    return title.n && (c->kind == CELL_BAR || c->kind == CELL_INTERVAL || c->voice != VOICE_NONE ||
                       (c->kind == CELL_FIGURE && !first_figure));
}

/* In which of the row's three parts a cell stands: 0 the head, 1 figures, 2 words; -1: not told. */
static int part_of(enum cell_kind kind)
{
    switch (kind) {
    case CELL_HEAD:
    case CELL_VOICE:
    case CELL_CHANCE: return 0;
    case CELL_TEXT: return 2;
    case CELL_DAYS:
    case CELL_EMPTY: return -1;
    default: return 1;
    }
}

/* One cell with the name of its column, in the paragraph after `between`; nothing when the cell says nothing. */
static bool put_titled_cell(struct text *t, const struct column *column, const struct cell *c, bool first_figure,
                            const char *between)
{
    size_t start = t->line.n, words;

    buf_puts(&t->line, between);
    if (column->voice < VOICE_NONE)
        buf_printf(&t->line, "%s: ", voice_names[column->voice].label);
    else if (is_titled(column, c, first_figure)) {
        put_prose(t, &column->title);
        put(t, STR(" "));
    }
    words = t->line.n;
    put_cell(t, c);
    if (t->line.n > words)
        return true;
    t->line.n = start;
    return false;
}

/* "- Asielopvang Rietdreef: 31, stijgt +17, dag 10; demonstratie zaterdag": head, figures, then words. */
static void put_row(struct text *t, const struct table *table, const struct row *r)
{
    static const char *const openings[] = {"", ": ", "; "};
    bool begun = false, figures = false;

    for (int part = 0; part < 3; part++) {
        const struct column *column = table->columns;
        bool first_figure = true, more = false;

        for (const struct cell *c = r->first; c && column; c = c->next, column = column->next) {
            const char *opening = !begun ? "" : part == 2 && !figures ? ": " : openings[part];

            if (part_of(c->kind) == part && put_titled_cell(t, column, c, first_figure, !more ? opening : column->voice < VOICE_NONE ? "; " : ", ")) {
                more = true;
                figures = figures || part == 1;
            }
            first_figure = first_figure && c->kind != CELL_FIGURE;
        }
        begun = begun || more;
    }
    flush(t, "- ");
}

static void put_table(struct text *t, const struct table *table)
{
    if (table->shows_caption) {
        put(t, table->caption);
        put(t, STR(":"));
        flush(t, "");
    }
    for (const struct row *r = table->first; r; r = r->next)
        put_row(t, table, r);
}

/* ---- blocks ---- */

static void put_block(struct text *t, const struct block *b);

static void put_children(struct text *t, const struct block *parent)
{
    for (const struct block *b = parent->first; b; b = b->next)
        put_block(t, b);
}

static void put_list(struct text *t, const struct block *b)
{
    int n = 0;

    for (const struct item *i = b->list.first; i; i = i->next) {
        char first[16] = "- ";

        if (b->list.kind == LIST_NUMBERS)
            snprintf(first, sizeof first, "%d. ", ++n);
        else if (b->list.kind == LIST_ACTIONS)
            snprintf(first, sizeof first, "> ");
        else if (b->list.kind == LIST_SIGNS)
            snprintf(first, sizeof first, i->state == STATE_PLUS ? "+ " : "- ");
        put_prose(t, &i->text);
        if (b->list.kind == LIST_SIGNS && i->figure.shown.n) {
            put(t, STR(" ("));
            put(t, i->figure.shown);
            put(t, STR(")"));
        }
        flush(t, first);
    }
}

static void put_voices(struct text *t, const struct block *b)
{
    for (const struct voice_row *v = b->voices.first; v; v = v->next) {
        put(t, str_of(v->voice < VOICE_NONE ? voice_names[v->voice].label : ""));
        put(t, v->figure.shown.n ? STR(" ") : STR(""));
        put(t, v->figure.shown);
        if (v->unit.n && v->unit.p[0] == ',')
            put(t, v->unit);
        if (v->tone.form != TONE_NONE && v->tone.count[0] + v->tone.count[1] + v->tone.count[2] > 0) {
            put(t, STR(": "));
            put_tone(t, &v->tone);
        }
        put(t, STR(". "));
        put_prose(t, &v->text);
        flush(t, "");
        blank(t);
    }
}

/* "1. TITEL (389, dag 1, piek)" */
static void put_heading(struct text *t, const struct section *s)
{
    blank(t);
    if (s->kind == SECTION_POINT)
        buf_printf(&t->line, "%d. ", ++t->number);
    put(t, s->title);
    if (s->kind == SECTION_POINT && (s->figure.shown.n || s->nfacts || s->phase < PHASE_COUNT)) {
        const char *between = " (";

        if (s->figure.shown.n) {
            buf_printf(&t->line, "%s%.*s", between, STR_ARG(s->figure.shown));
            between = ", ";
        }
        for (int i = 0; i < s->nfacts; i++, between = ", ")
            buf_printf(&t->line, "%s%.*s", between, STR_ARG(s->facts[i]));
        if (s->phase < PHASE_COUNT)
            buf_printf(&t->line, "%s%s", between, phase_names[s->phase].label);
        put(t, STR(")"));
    }
    if (s->note.n) {
        put(t, STR(" \u2013 "));
        put(t, s->note);
    }
    flush(t, "");
    if (s->kind != SECTION_SMALL)
        rule(t, '-');
}

static void put_section(struct text *t, const struct block *b)
{
    const struct section *s = &b->section;

    if (s->kind != SECTION_ROOT)
        put_heading(t, s);
    if (s->beside) {
        put_chart(t, &s->beside->chart);
        blank(t);
    }
    put_children(t, b);
}

static void put_figure(struct text *t, const struct figure_block *f)
{
    put(t, f->figure.shown);
    put(t, STR(" "));
    put(t, f->label);
    if (f->note.n) {
        put(t, STR(", "));
        put(t, f->note);
    }
    flush(t, "");
}

static void put_block(struct text *t, const struct block *b)
{
    switch (b->kind) {
    case BLOCK_SECTION: put_section(t, b); break;
    case BLOCK_PARAGRAPH:
        if (b->paragraph.kind == TEXT_ACCOUNT) {
            blank(t);
            rule(t, '-');
        }
        put_prose(t, &b->paragraph.text);
        flush(t, "");
        blank(t);
        break;
    case BLOCK_LIST: put_list(t, b); break;
    case BLOCK_TABLE: put_table(t, &b->table); break;
    case BLOCK_FIGURE: put_figure(t, &b->figure); break;
    case BLOCK_CHART: put_chart(t, &b->chart); break;
    case BLOCK_VOICES: put_voices(t, b); break;
    case BLOCK_COLUMNS: put_children(t, b); break;
    case BLOCK_QUOTE:
        blank(t);
        put(t, b->quote.label);
        if (b->quote.by.n) {
            put(t, STR(" ("));
            put(t, b->quote.by);
            put(t, STR(")"));
        }
        put(t, STR(":"));
        flush(t, "");
        put_children(t, b);
        break;
    case BLOCK_AGENDA:
        blank(t);
        put(t, b->agenda.title);
        flush(t, "");
        for (const struct agenda_item *i = b->agenda.first; i; i = i->next) {
            put(t, i->when);
            put(t, STR(": "));
            put(t, i->what);
            flush(t, "- ");
        }
        break;
    }
}

static void put_head(struct text *t, const struct head *h)
{
    if (h->kind.n) {
        put(t, h->kind);
        put(t, STR(": "));
    }
    put(t, h->title);
    if (h->kind.n)
        flush(t, "");
    else
        put(t, STR(" "));
    put(t, h->municipality);
    flush(t, "");
    if (h->number.n) {
        put(t, STR("nummer "));
        put(t, h->number);
        flush(t, "");
    }
    put(t, h->date);
    flush(t, "");
    for (size_t i = 0; i < sizeof h->detail / sizeof *h->detail; i++) {
        put(t, h->detail[i]);
        flush(t, "");
    }
    put(t, str_of(status_word(h)));
    if (h->status_by.n) {
        put(t, STR(": "));
        put(t, h->status_by);
    }
    flush(t, "");
    rule(t, '=');
}

void write_text(const struct document *d, struct buf *out)
{
    struct text t = {.out = out};

    put_head(&t, &d->head);
    put_children(&t, d->root);
    if (d->head.footer.n) {
        blank(&t);
        put(&t, d->head.footer);
        flush(&t, "");
    }
    buf_release(&t.line);
    arena_release(&t.arena);
}

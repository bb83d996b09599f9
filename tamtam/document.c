/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "tamtam/document.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "tamtam/dutch.h"

/* Adds `node` at the end of a list with fields first, last and next. */
#define APPEND(list, node)                                                                                   \
    do {                                                                                                     \
        if ((list)->last)                                                                                    \
            (list)->last->next = (node);                                                                     \
        else                                                                                                 \
            (list)->first = (node);                                                                          \
        (list)->last = (node);                                                                               \
    } while (0)

/* ---- text coming in ---- */

/* Emoji, their modifiers and other pictures: a report holds none. */
static bool is_pictograph(int c)
{
    static const int ranges[][2] = {{0x200D, 0x200D},   {0x20D0, 0x20FF},   {0x2300, 0x23FF}, {0x2600, 0x27BF},
                                    {0x2B00, 0x2BFF},   {0xFE00, 0xFE0F},   {0xFFFC, 0xFFFC}, {0x1F000, 0x1FBFF}};

    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        if (c >= ranges[i][0] && c <= ranges[i][1])
            return true;
    return false;
}

enum { OPENING_SINGLE = 0x2018, CLOSING_SINGLE = 0x2019, OPENING_DOUBLE = 0x201C, CLOSING_DOUBLE = 0x201D };

/*
 * Adds one line of clean text of at most `max` bytes; what is longer ends in an ellipsis. Outer blanks stay, as one; a
 * picture that stood at a quote leaves no blank there.
 */
static void add_line(struct buf *out, struct str s, size_t max)
{
    struct str rest = utf8_prefix(s, max * 4);
    struct buf clean = {0};
    bool blank = false, dropped = false; /* was the last a blank, and was a picture left out since the last letter? */

    utf8_clean(&clean, rest);
    s = buf_str(&clean);
    for (size_t at = 0; at < s.n;) {
        int c = utf8_next(s, &at);
        bool is_blank = c == ' ' || c == '\n' || c == '\t' || c == 0x2028 || c == 0x2029;

        dropped = dropped || is_pictograph(c);
        if (c < 0 || is_pictograph(c) || (is_blank && blank))
            continue;
        if (dropped && (c == CLOSING_SINGLE || c == CLOSING_DOUBLE) && out->n && out->p[out->n - 1] == ' ')
            out->n--;
        dropped = dropped && is_blank;
        if (out->n + 8 > max) {
            buf_puts(out, "\u2026");
            break;
        }
        buf_put_char(out, is_blank ? ' ' : c);
        blank = is_blank || c == OPENING_SINGLE || c == OPENING_DOUBLE;
    }
    buf_release(&clean);
}

/* A clean, punctuated copy; `trim` takes outer blanks away. */
static struct str take(struct document *d, struct str s, size_t max, bool trim)
{
    struct buf line = {0};
    struct buf dutch = {0};

    add_line(&line, s, max);
    dutch_punctuate(&dutch, trim ? str_trim(buf_str(&line)) : buf_str(&line));
    buf_release(&line);
    return buf_take(&dutch, &d->arena);
}

struct str doc_copy(struct document *d, struct str s)
{
    return take(d, s, DOC_TEXT_MAX, true);
}

static struct str take_printf(struct document *d, bool trim, const char *format, va_list args)
    __attribute__((format(printf, 3, 0)));

static struct str take_printf(struct document *d, bool trim, const char *format, va_list args)
{
    char fixed[512];
    va_list again;
    struct str s;
    int n;

    va_copy(again, args);
    n = vsnprintf(fixed, sizeof fixed, format, args);
    if (n >= (int)sizeof fixed) {
        char *text = mem_calloc((size_t)n + 1, 1);

        vsnprintf(text, (size_t)n + 1, format, again);
        s = take(d, str_of(text), DOC_TEXT_MAX, trim);
        free(text);
    } else {
        s = take(d, str_of(fixed), DOC_TEXT_MAX, trim);
    }
    va_end(again);
    return s;
}

struct str doc_printf(struct document *d, const char *format, ...)
{
    va_list args;
    struct str s;

    va_start(args, format);
    s = take_printf(d, true, format, args);
    va_end(args);
    return s;
}

static bool is_web(struct str url)
{
    return str_starts(url, STR("https://")) || str_starts(url, STR("http://"));
}

/* A complete address that is safe in every output: http(s) only, unusual bytes as %XX. Empty when there is none. */
static struct str address(struct document *d, struct str ref)
{
    struct buf url = {0};
    struct str copy = {0};

    if (ref.n > 0 && ref.n <= DOC_TEXT_MAX && (is_web(ref) || is_web(d->head.evidence))) {
        struct str parts[2] = {is_web(ref) ? (struct str){0} : d->head.evidence, ref};

        for (int k = 0; k < 2; k++)
            for (size_t i = 0; i < parts[k].n; i++) {
                unsigned char c = (unsigned char)parts[k].p[i];

                if (c > ' ' && c < 0x7F && !strchr("\"'<>\\^`{|}()", c))
                    buf_putc(&url, (char)c);
                else
                    buf_printf(&url, "%%%02X", c);
            }
        copy = str_copy(&d->arena, buf_str(&url));
    }
    buf_release(&url);
    return copy;
}

/* ---- figures ---- */

struct figure doc_count(struct document *d, long long n, struct str ref)
{
    struct buf b = {0};
    struct figure f = {.value = (double)n, .known = true, .url = address(d, ref)};

    dutch_count(&b, n);
    f.shown = buf_take(&b, &d->arena);
    return f;
}

struct figure doc_shown(struct document *d, struct str shown, struct str ref)
{
    return (struct figure){.shown = doc_copy(d, shown), .url = address(d, ref)};
}

struct figure doc_few(struct document *d)
{
    (void)d;
    return (struct figure){.shown = STR("enkele")};
}

/* ---- blocks ---- */

static struct block *new_block(struct document *d, struct block *parent, enum block_kind kind)
{
    struct block *b = arena_alloc(&d->arena, sizeof *b);

    b->kind = kind;
    b->doc = d;
    if (parent)
        APPEND(parent, b);
    return b;
}

void doc_init(struct document *d)
{
    *d = (struct document){0};
    d->root = new_block(d, NULL, BLOCK_SECTION);
    d->root->section.phase = PHASE_COUNT;
}

void doc_release(struct document *d)
{
    arena_release(&d->arena);
    *d = (struct document){0};
}

struct block *doc_section(struct block *parent, enum section_kind kind, struct str title)
{
    struct block *b = new_block(parent->doc, parent, BLOCK_SECTION);

    b->section = (struct section){.kind = kind, .phase = PHASE_COUNT};
    b->section.title = take(b->doc, title, DOC_TITLE_MAX, true);
    return b;
}

void doc_fact(struct block *section, struct str fact)
{
    struct section *s = &section->section;

    if (s->nfacts < DOC_FACTS)
        s->facts[s->nfacts++] = take(section->doc, fact, DOC_TITLE_MAX, true);
}

struct prose *doc_paragraph(struct block *parent, enum text_kind kind)
{
    struct block *b = new_block(parent->doc, parent, BLOCK_PARAGRAPH);

    b->paragraph.kind = kind;
    b->paragraph.text.doc = b->doc;
    return &b->paragraph.text;
}

struct block *doc_list(struct block *parent, enum list_kind kind)
{
    struct block *b = new_block(parent->doc, parent, BLOCK_LIST);

    b->list.kind = kind;
    return b;
}

static struct item *new_item(struct block *list, int rank)
{
    struct item *item = arena_alloc(&list->doc->arena, sizeof *item);

    item->text.doc = list->doc;
    item->rank = rank;
    APPEND(&list->list, item);
    return item;
}

struct prose *doc_item(struct block *list, int rank)
{
    return &new_item(list, rank)->text;
}

struct prose *doc_sign_item(struct block *list, enum state state, struct figure figure, int rank)
{
    struct item *item = new_item(list, rank);

    item->state = state;
    item->figure = figure;
    return &item->text;
}

struct block *doc_figure(struct block *parent, struct figure figure, struct str label)
{
    struct block *b = new_block(parent->doc, parent, BLOCK_FIGURE);

    b->figure.figure = figure;
    b->figure.label = doc_copy(b->doc, label);
    return b;
}

struct block *doc_columns(struct block *parent, enum columns_kind kind)
{
    struct block *b = new_block(parent->doc, parent, BLOCK_COLUMNS);

    b->columns = kind;
    return b;
}

struct block *doc_quote(struct block *parent, struct str label, struct str by)
{
    struct block *b = new_block(parent->doc, parent, BLOCK_QUOTE);

    b->quote.label = doc_copy(b->doc, label);
    b->quote.by = doc_copy(b->doc, by);
    return b;
}

struct block *doc_agenda(struct block *parent, struct str title)
{
    struct block *b = new_block(parent->doc, parent, BLOCK_AGENDA);

    b->agenda.title = doc_copy(b->doc, title);
    return b;
}

void doc_agenda_item(struct block *agenda, struct str when, struct str what)
{
    struct agenda_item *item = arena_alloc(&agenda->doc->arena, sizeof *item);

    item->when = doc_copy(agenda->doc, when);
    item->what = doc_copy(agenda->doc, what);
    APPEND(&agenda->agenda, item);
}

/* ---- charts ---- */

static void start_chart(struct block *b, enum chart_kind kind, struct str alt)
{
    b->chart = (struct chart){.kind = kind, .alt = doc_copy(b->doc, alt)};
}

struct block *doc_chart(struct block *parent, enum chart_kind kind, struct str alt)
{
    struct block *b = new_block(parent->doc, parent, BLOCK_CHART);

    start_chart(b, kind, alt);
    return b;
}

struct block *doc_chart_beside(struct block *section, enum chart_kind kind, struct str alt)
{
    struct block *b = new_block(section->doc, NULL, BLOCK_CHART);

    start_chart(b, kind, alt);
    section->section.beside = b;
    return b;
}

struct block *doc_tone(struct block *parent, struct tone tone)
{
    struct block *b = new_block(parent->doc, parent, BLOCK_CHART);
    struct buf alt = {0};

    tone_words(&alt, &tone);
    b->chart = (struct chart){.kind = CHART_TONE, .tone = tone};
    b->chart.alt = str_printf(&b->doc->arena, "Toon: %s", buf_c(&alt));
    buf_release(&alt);
    return b;
}

struct point *doc_point(struct block *chart, struct str label, double value)
{
    struct point *p = arena_alloc(&chart->doc->arena, sizeof *p);

    p->label = doc_copy(chart->doc, label);
    p->value = value;
    p->phase = PHASE_COUNT;
    p->voice = VOICE_NONE;
    APPEND(&chart->chart, p);
    chart->chart.npoints++;
    return p;
}

struct block *doc_voices(struct block *parent)
{
    return new_block(parent->doc, parent, BLOCK_VOICES);
}

struct prose *doc_voice(struct block *voices, enum voice voice, struct figure figure, struct str unit, struct tone tone)
{
    struct voice_row *row = arena_alloc(&voices->doc->arena, sizeof *row);

    *row = (struct voice_row){.voice = voice, .figure = figure, .tone = tone};
    row->unit = doc_copy(voices->doc, unit);
    row->text.doc = voices->doc;
    APPEND(&voices->voices, row);
    return &row->text;
}

/* ---- tables ---- */

struct block *doc_table(struct block *parent, struct str caption)
{
    struct block *b = new_block(parent->doc, parent, BLOCK_TABLE);

    b->table.caption = doc_copy(b->doc, caption);
    return b;
}

struct column *doc_column(struct block *table, enum cell_kind kind, struct str title)
{
    struct column *c = arena_alloc(&table->doc->arena, sizeof *c);

    c->kind = kind;
    c->voice = VOICE_NONE;
    c->title.doc = table->doc;
    if (title.n)
        prose_add(&c->title, title);
    if (table->table.last_column)
        table->table.last_column->next = c;
    else
        table->table.columns = c;
    table->table.last_column = c;
    table->table.ncolumns++;
    return c;
}

struct row *doc_row(struct block *table, int rank)
{
    struct row *r = arena_alloc(&table->doc->arena, sizeof *r);

    r->table = table;
    r->rank = rank;
    APPEND(&table->table, r);
    return r;
}

/* The column that the next cell of a row stands in, or NULL beyond the last. */
static const struct column *next_column(const struct row *r)
{
    const struct column *column = r->table->table.columns;

    for (const struct cell *c = r->first; c && column; c = c->next)
        column = column->next;
    return column;
}

static struct cell *new_cell(struct row *r, enum cell_kind kind)
{
    struct cell *c = arena_alloc(&r->table->doc->arena, sizeof *c);

    c->kind = kind;
    c->text.doc = r->table->doc;
    c->voice = VOICE_NONE;
    APPEND(r, c);
    return c;
}

static struct cell *new_cell_with(struct row *r, enum cell_kind kind, struct str text)
{
    struct cell *c = new_cell(r, kind);

    if (text.n)
        prose_add(&c->text, text);
    return c;
}

struct prose *cell_text(struct row *r, struct str text)
{
    const struct column *column = next_column(r);

    return &new_cell_with(r, column && column->kind == CELL_HEAD ? CELL_HEAD : CELL_TEXT, text)->text;
}

struct cell *cell_figure(struct row *r, struct figure figure)
{
    struct cell *c = new_cell(r, CELL_FIGURE);

    c->figure = figure;
    return c;
}

struct cell *cell_trend(struct row *r, enum trend trend, struct str word)
{
    struct cell *c = new_cell_with(r, CELL_TREND, word);

    c->trend = trend;
    return c;
}

struct cell *cell_days(struct row *r, const double *days, int n)
{
    struct cell *c = new_cell(r, CELL_DAYS);

    c->days = arena_alloc(&r->table->doc->arena, (size_t)(n > 0 ? n : 1) * sizeof *days);
    if (n > 0)
        memcpy(c->days, days, (size_t)n * sizeof *days);
    c->ndays = n > 0 ? n : 0;
    return c;
}

struct cell *cell_tone(struct row *r, struct tone tone)
{
    struct cell *c = new_cell(r, CELL_TONE);

    c->tone = tone;
    return c;
}

struct cell *cell_chance(struct row *r, double share)
{
    struct cell *c = new_cell_with(r, CELL_CHANCE, str_of(chance_word(share)));

    c->share = share;
    return c;
}

struct cell *cell_bar(struct row *r, struct figure figure, double share)
{
    struct cell *c = new_cell(r, CELL_BAR);

    c->figure = figure;
    c->share = share;
    return c;
}

struct cell *cell_interval(struct row *r, struct figure figure, double share, double low, double high, struct str note)
{
    struct cell *c = new_cell_with(r, CELL_INTERVAL, note);

    c->figure = figure;
    c->share = share;
    c->low = low;
    c->high = high;
    return c;
}

struct cell *cell_state(struct row *r, enum state state, struct str word)
{
    struct cell *c = new_cell_with(r, CELL_STATE, word);

    c->state = state;
    return c;
}

struct cell *cell_voice(struct row *r, enum voice voice)
{
    struct cell *c = new_cell(r, CELL_VOICE);

    c->voice = voice;
    return c;
}

struct cell *cell_empty(struct row *r)
{
    return new_cell(r, CELL_EMPTY);
}

/* ---- inline text ---- */

static void add_run(struct prose *p, enum run_kind kind, struct str text, struct str url)
{
    struct run *run;

    if (text.n == 0)
        return;
    if (p->last && p->last->kind == kind && kind == RUN_TEXT) {
        p->last->text = str_printf(&p->doc->arena, "%.*s%.*s", STR_ARG(p->last->text), STR_ARG(text));
        return;
    }
    run = arena_alloc(&p->doc->arena, sizeof *run);
    *run = (struct run){.kind = kind, .text = text, .url = url};
    APPEND(p, run);
}

void prose_add(struct prose *p, struct str text)
{
    add_run(p, RUN_TEXT, take(p->doc, text, DOC_TEXT_MAX, false), (struct str){0});
}

void prose_printf(struct prose *p, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    add_run(p, RUN_TEXT, take_printf(p->doc, false, format, args), (struct str){0});
    va_end(args);
}

void prose_strong(struct prose *p, struct str text)
{
    add_run(p, RUN_STRONG, take(p->doc, text, DOC_TEXT_MAX, false), (struct str){0});
}

void prose_subtle(struct prose *p, struct str text)
{
    add_run(p, RUN_SUBTLE, take(p->doc, text, DOC_TEXT_MAX, false), (struct str){0});
}

void prose_count(struct prose *p, long long n, struct str ref)
{
    prose_figure(p, doc_count(p->doc, n, ref));
}

void prose_figure(struct prose *p, struct figure figure)
{
    add_run(p, RUN_FIGURE, figure.shown, figure.url);
}

void prose_link(struct prose *p, struct str text, struct str url)
{
    struct str complete = address(p->doc, url);

    add_run(p, complete.n ? RUN_LINK : RUN_TEXT, take(p->doc, text, DOC_TEXT_MAX, false), complete);
}

bool prose_is_empty(const struct prose *p)
{
    return p->first == NULL;
}

struct str prose_plain(const struct prose *p, struct arena *a)
{
    struct buf b = {0};

    for (const struct run *r = p->first; r; r = r->next)
        buf_add(&b, r->text);
    return buf_take(&b, a);
}

/* ---- words ---- */

const char *chance_word(double share)
{
    static const struct {
        double below;
        const char *word;
    } words[] = {{0.20, "onwaarschijnlijk"}, {0.45, "mogelijk"}, {0.55, "evenveel kans"}, {0.80, "waarschijnlijk"}};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (share < words[i].below)
            return words[i].word;
    return "zeer waarschijnlijk";
}

const char *trend_word(enum trend trend)
{
    static const char *const words[] = {"", "stijgt", "gelijk", "daalt"};

    return words[trend];
}

const char *trend_before(const struct cell *c)
{
    const char *text = c->text.first ? c->text.first->text.p : "";

    return (*text >= 'a' && *text <= 'z') || *text == '(' ? "" : trend_word(c->trend);
}

const char *status_word(const struct head *h)
{
    static const char *const words[] = {"Concept", "Vastgesteld", "Signaal", "Waarschuwing", "Crisis"};

    return h->status_word.n ? h->status_word.p : words[h->status];
}

bool table_is_plain(const struct table *t)
{
    for (const struct column *c = t->columns; c; c = c->next)
        if (c->kind == CELL_TEXT && !t->dense)
            return false;
    return t->dense || t->hides_head;
}

int tone_parts(const struct tone *t, struct tone_part parts[SENTIMENT_COUNT])
{
    const long long *c = t->count;

    switch (t->form) {
    case TONE_SPLIT:
        for (int i = 0; i < SENTIMENT_COUNT; i++)
            parts[i] = (struct tone_part){c[i], (enum sentiment)i, (enum sentiment)i};
        return SENTIMENT_COUNT;
    case TONE_JOIN_RIGHT:
        parts[0] = (struct tone_part){c[0], SENTIMENT_NEGATIEF, SENTIMENT_NEGATIEF};
        parts[1] = (struct tone_part){c[1] + c[2], SENTIMENT_NEUTRAAL, SENTIMENT_POSITIEF};
        return 2;
    case TONE_JOIN_LEFT:
        parts[0] = (struct tone_part){c[0] + c[1], SENTIMENT_NEGATIEF, SENTIMENT_NEUTRAAL};
        parts[1] = (struct tone_part){c[2], SENTIMENT_POSITIEF, SENTIMENT_POSITIEF};
        return 2;
    case TONE_NONE:
        break;
    }
    return 0;
}

void tone_words(struct buf *b, const struct tone *t)
{
    struct tone_part parts[SENTIMENT_COUNT];
    int n = tone_parts(t, parts);

    for (int i = 0; i < n; i++) {
        if (i)
            buf_puts(b, ", ");
        if (parts[i].count)
            dutch_count(b, parts[i].count);
        else
            buf_puts(b, "geen");
        buf_printf(b, " %s", sentiment_names[parts[i].from].label);
        if (parts[i].to != parts[i].from)
            buf_printf(b, " of %s", sentiment_names[parts[i].to].label);
    }
    if (n == 0)
        buf_puts(b, "te weinig berichten om te verdelen");
}

/* ---- finishing ---- */

/* Something that may fall off: a block, row or item. */
struct unit {
    int rank;
    int order;
    int *cut;
};

struct units {
    struct unit *v;
    int n, cap;
};

static void add_unit(struct units *u, int rank, int *cut)
{
    *cut = 0;
    if (rank <= 0)
        return;
    MEM_GROW(u->v, u->n, u->cap);
    u->v[u->n] = (struct unit){rank, u->n, cut};
    u->n++;
}

static void collect(struct block *parent, struct units *units, int *sections)
{
    for (struct block *b = parent->first; b; b = b->next) {
        add_unit(units, b->rank, &b->cut);
        if (b->kind == BLOCK_SECTION)
            b->id = str_printf(&b->doc->arena, "deel-%d", ++*sections);
        if (b->kind == BLOCK_LIST)
            for (struct item *i = b->list.first; i; i = i->next)
                add_unit(units, i->rank, &i->cut);
        if (b->kind == BLOCK_TABLE)
            for (struct row *r = b->table.first; r; r = r->next)
                add_unit(units, r->rank, &r->cut);
        collect(b, units, sections);
    }
}

static int falls_first(const void *a, const void *b)
{
    const struct unit *x = a;
    const struct unit *y = b;

    if (x->rank != y->rank)
        return x->rank > y->rank ? -1 : 1;
    return x->order > y->order ? -1 : 1;
}

/* "Gemeente Turfbrug" within a sentence: "gemeente Turfbrug". */
static struct str municipality_inside(struct document *d)
{
    struct str name = d->head.municipality;

    if (str_starts(name, STR("Gemeente ")))
        return str_printf(&d->arena, "g%.*s", (int)name.n - 1, name.p + 1);
    return name;
}

static void fill_head(struct document *d)
{
    struct head *h = &d->head;
    struct str where = municipality_inside(d);

    if (h->full_title.n)
        return;
    if (h->kind.n == 0)
        h->full_title =
            str_printf(&d->arena, "%.*s %.*s \u00b7 %.*s", STR_ARG(h->title), STR_ARG(where), STR_ARG(h->date));
    else
        h->full_title =
            str_printf(&d->arena, "%.*s %.*s \u00b7 %.*s", STR_ARG(h->kind), STR_ARG(h->title), STR_ARG(where));
}

void doc_finish(struct document *d)
{
    struct units units = {0};
    int sections = 0;

    collect(d->root, &units, &sections);
    if (units.n)
        qsort(units.v, (size_t)units.n, sizeof *units.v, falls_first);
    for (int i = 0; i < units.n; i++)
        *units.v[i].cut = i + 1;
    d->ncuts = units.n;
    free(units.v);
    fill_head(d);
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "tamtam/write_json.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/when.h"

static json_t *text(struct str s)
{
    return json_stringn(s.n ? s.p : "", s.n);
}

/* Sets a key unless the text is empty. */
static void set_text(json_t *o, const char *key, struct str s)
{
    if (s.n)
        json_object_set_new(o, key, text(s));
}

static void set_number(json_t *o, const char *key, double x)
{
    if (!isfinite(x))
        return;
    json_object_set_new(o, key, x == floor(x) && fabs(x) < 9e15 ? json_integer((json_int_t)x) : json_real(x));
}

static json_t *figure(const struct figure *f)
{
    json_t *o = json_object();

    set_text(o, "shown", f->shown);
    if (f->known)
        set_number(o, "value", f->value);
    set_text(o, "evidence", f->url);
    return o;
}

static json_t *prose(const struct prose *p)
{
    static const char *const kinds[] = {"text", "strong", "subtle", "figure", "link"};
    json_t *runs = json_array();

    for (const struct run *r = p->first; r; r = r->next) {
        json_t *o = json_object();

        if (r->kind != RUN_TEXT)
            json_object_set_new(o, "kind", json_string(kinds[r->kind]));
        json_object_set_new(o, "text", text(r->text));
        set_text(o, "url", r->url);
        json_array_append_new(runs, o);
    }
    return runs;
}

static json_t *tone(const struct tone *t)
{
    struct tone_part parts[SENTIMENT_COUNT];
    int n = tone_parts(t, parts);
    json_t *o = json_object();

    for (int i = 0; i < n; i++) {
        char key[64];

        snprintf(key, sizeof key, parts[i].from == parts[i].to ? "%s" : "%s_of_%s", sentiment_names[parts[i].from].name,
                 sentiment_names[parts[i].to].name);
        json_object_set_new(o, key, json_integer(parts[i].count));
    }
    return o;
}

static json_t *point(const struct chart *c, const struct point *p)
{
    json_t *o = json_object();

    set_text(o, "label", p->label);
    if (!p->few && !p->no_score)
        set_number(o, "value", p->value);
    set_text(o, "shown", p->shown);
    set_text(o, "note", p->note);
    set_text(o, "evidence", p->url);
    if (c->kind == CHART_INTERVALS && !p->no_score) {
        set_number(o, "low", p->low);
        set_number(o, "high", p->high);
    }
    if (p->has_before)
        set_number(o, "before", p->before);
    if (c->kind == CHART_FIELD)
        set_number(o, "stance", p->x);
    if (p->voice < VOICE_NONE)
        json_object_set_new(o, "voice", json_string(voice_names[p->voice].name));
    if (p->phase < PHASE_COUNT)
        json_object_set_new(o, "phase", json_string(phase_names[p->phase].name));
    return o;
}

static void set_chart(json_t *o, const struct chart *c)
{
    static const char *const kinds[] = {"days",      "columns", "line",      "tone", "bars",
                                        "intervals", "field",   "tiles", "map"};
    json_t *points = json_array();

    json_object_set_new(o, "kind", json_string(kinds[c->kind]));
    set_text(o, "finding", c->alt);
    set_text(o, "unit", c->unit);
    set_text(o, "caption", c->caption);
    if (c->norm > 0)
        set_number(o, "norm", c->norm);
    if (c->kind == CHART_TONE)
        json_object_set_new(o, "tone", tone(&c->tone));
    for (const struct point *p = c->first; p; p = p->next)
        json_array_append_new(points, point(c, p));
    json_object_set_new(o, "points", points);
}

static json_t *cell(const struct cell *c)
{
    static const char *const trends[] = {"", "up", "equal", "down"};
    json_t *o = json_object();

    if (c->text.first)
        json_object_set_new(o, "text", prose(&c->text));
    if (c->kind == CELL_FIGURE || c->kind == CELL_BAR || c->kind == CELL_INTERVAL)
        json_object_set_new(o, "figure", figure(&c->figure));
    if (c->kind == CELL_TREND)
        json_object_set_new(o, "trend", json_string(trends[c->trend]));
    if (c->kind == CELL_TONE)
        json_object_set_new(o, "tone", tone(&c->tone));
    if (c->kind == CELL_CHANCE || (c->kind == CELL_INTERVAL && c->figure.shown.n))
        set_number(o, "share", c->share);
    if (c->kind == CELL_INTERVAL && c->figure.shown.n) {
        set_number(o, "low", c->low);
        set_number(o, "high", c->high);
    }
    if (c->voice < VOICE_NONE)
        json_object_set_new(o, "voice", json_string(voice_names[c->voice].name));
    if (c->kind == CELL_DAYS) {
        json_t *days = json_array();

        for (int i = 0; i < c->ndays; i++)
            json_array_append_new(days, json_integer((json_int_t)c->days[i]));
        json_object_set_new(o, "days", days);
    }
    return o;
}

static void set_table(json_t *o, const struct table *t)
{
    json_t *columns = json_array();
    json_t *rows = json_array();

    set_text(o, "caption", t->caption);
    for (const struct column *c = t->columns; c; c = c->next) {
        json_t *column = json_object();

        json_object_set_new(column, "title", prose(&c->title));
        if (c->voice < VOICE_NONE)
            json_object_set_new(column, "voice", json_string(voice_names[c->voice].name));
        json_array_append_new(columns, column);
    }
    for (const struct row *r = t->first; r; r = r->next) {
        json_t *cells = json_array();

        for (const struct cell *c = r->first; c; c = c->next)
            json_array_append_new(cells, cell(c));
        json_array_append_new(rows, cells);
    }
    json_object_set_new(o, "columns", columns);
    json_object_set_new(o, "rows", rows);
}

static void set_section(json_t *o, const struct section *s)
{
    static const char *const kinds[] = {"root", "brief", "point", "plain", "small"};
    json_t *facts = json_array();

    json_object_set_new(o, "kind", json_string(kinds[s->kind]));
    set_text(o, "title", s->title);
    set_text(o, "kicker", s->kicker);
    set_text(o, "note", s->note);
    for (int i = 0; i < s->nfacts; i++)
        json_array_append_new(facts, text(s->facts[i]));
    if (s->nfacts)
        json_object_set(o, "facts", facts);
    json_decref(facts);
    if (s->phase < PHASE_COUNT)
        json_object_set_new(o, "phase", json_string(phase_names[s->phase].name));
    if (s->figure.shown.n)
        json_object_set_new(o, "figure", figure(&s->figure));
    if (s->beside) {
        json_t *chart = json_object();

        set_chart(chart, &s->beside->chart);
        json_object_set_new(o, "chart", chart);
    }
}

static void set_list(json_t *o, const struct list *list)
{
    json_t *items = json_array();

    for (const struct item *i = list->first; i; i = i->next) {
        json_t *item = json_object();

        json_object_set_new(item, "text", prose(&i->text));
        if (i->state == STATE_PLUS || i->state == STATE_MINUS)
            json_object_set_new(item, "sign", json_string(i->state == STATE_PLUS ? "for" : "against"));
        if (i->figure.shown.n)
            json_object_set_new(item, "figure", figure(&i->figure));
        json_array_append_new(items, item);
    }
    json_object_set_new(o, "items", items);
}

static void set_voices(json_t *o, const struct voice_row *v)
{
    json_t *rows = json_array();

    for (; v; v = v->next) {
        json_t *row = json_object();

        json_object_set_new(row, "voice", json_string(v->voice < VOICE_NONE ? voice_names[v->voice].name : ""));
        json_object_set_new(row, "figure", figure(&v->figure));
        json_object_set_new(row, "tone", tone(&v->tone));
        json_object_set_new(row, "text", prose(&v->text));
        json_array_append_new(rows, row);
    }
    json_object_set_new(o, "voices", rows);
}

static json_t *blocks(const struct block *parent);

static json_t *block(const struct block *b)
{
    static const char *const kinds[] = {"section", "paragraph", "list",    "table", "figure",
                                        "chart",   "voices",    "columns", "quote", "agenda"};
    json_t *o = json_object();

    json_object_set_new(o, "block", json_string(kinds[b->kind]));
    switch (b->kind) {
    case BLOCK_SECTION: set_section(o, &b->section); break;
    case BLOCK_PARAGRAPH: json_object_set_new(o, "text", prose(&b->paragraph.text)); break;
    case BLOCK_LIST: set_list(o, &b->list); break;
    case BLOCK_TABLE: set_table(o, &b->table); break;
    case BLOCK_FIGURE:
        json_object_set_new(o, "figure", figure(&b->figure.figure));
        set_text(o, "label", b->figure.label);
        set_text(o, "note", b->figure.note);
        break;
    case BLOCK_CHART: set_chart(o, &b->chart); break;
    case BLOCK_VOICES: set_voices(o, b->voices.first); break;
    case BLOCK_COLUMNS: break;
    case BLOCK_QUOTE:
        set_text(o, "label", b->quote.label);
        set_text(o, "by", b->quote.by);
        break;
    case BLOCK_AGENDA: {
        json_t *items = json_array();

        set_text(o, "title", b->agenda.title);
        for (const struct agenda_item *i = b->agenda.first; i; i = i->next) {
            json_t *item = json_object();

            set_text(item, "when", i->when);
            set_text(item, "what", i->what);
            json_array_append_new(items, item);
        }
        json_object_set_new(o, "items", items);
        break;
    }
    }
    if (b->first)
        json_object_set_new(o, "blocks", blocks(b));
    return o;
}

static json_t *blocks(const struct block *parent)
{
    json_t *list = json_array();

    for (const struct block *b = parent->first; b; b = b->next)
        json_array_append_new(list, block(b));
    return list;
}

static json_t *head(const struct head *h)
{
    static const char *const states[] = {"concept", "vastgesteld", "signaal", "waarschuwing", "crisis"};
    json_t *o = json_object();
    json_t *detail = json_array();
    struct buf time = {0};

    set_text(o, "municipality", h->municipality);
    set_text(o, "kind", h->kind);
    set_text(o, "title", h->title);
    set_text(o, "date", h->date);
    for (size_t i = 0; i < sizeof h->detail / sizeof *h->detail; i++)
        if (h->detail[i].n)
            json_array_append_new(detail, text(h->detail[i]));
    json_object_set_new(o, "detail", detail);
    set_text(o, "number", h->number);
    json_object_set_new(o, "status", json_string(states[h->status]));
    set_text(o, "status_by", h->status_by);
    set_text(o, "full_title", h->full_title);
    set_text(o, "summary", h->summary);
    when_print(&time, h->created);
    json_object_set_new(o, "created", text(buf_str(&time)));
    buf_release(&time);
    return o;
}

void write_json(const struct document *d, struct buf *out)
{
    json_t *o = json_object();
    char *bytes;

    json_object_set_new(o, "head", head(&d->head));
    json_object_set_new(o, "blocks", blocks(d->root));
    bytes = json_dumps(o, JSON_COMPACT | JSON_REAL_PRECISION(6));
    buf_puts(out, bytes ? bytes : "{}");
    buf_putc(out, '\n');
    free(bytes);
    json_decref(o);
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "tamtam/write_html.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "tamtam/base64.h"
#include "tamtam/chart_table.h"
#include "tamtam/dutch.h"
#include "tamtam/report_css.h"
#include "tamtam/svg.h"

struct html {
    struct buf *out;
    const struct document *doc;
    struct arena arena; /* drawings */
};

static void put(struct html *h, const char *markup)
{
    buf_puts(h->out, markup);
}

static void put_text(struct html *h, struct str s)
{
    html_escape(h->out, s);
}

/* <tag class="...">text</tag>; nothing when the text is empty. */
static void put_element(struct html *h, const char *tag, const char *class, struct str s)
{
    if (s.n == 0)
        return;
    buf_printf(h->out, class[0] ? "<%s class=\"%s\">" : "<%s>", tag, class);
    put_text(h, s);
    buf_printf(h->out, "</%s>", tag);
}

static void put_figure(struct html *h, const struct figure *f)
{
    if (f->url.n) {
        put(h, "<a class=\"ev\" href=\"");
        put_text(h, f->url);
        put(h, "\">");
        put_text(h, f->shown);
        put(h, "</a>");
    } else {
        put_element(h, "strong", "", f->shown);
    }
}

static void put_prose(struct html *h, const struct prose *p)
{
    for (const struct run *r = p->first; r; r = r->next) {
        switch (r->kind) {
        case RUN_TEXT: put_text(h, r->text); break;
        case RUN_STRONG: put_element(h, "strong", "", r->text); break;
        case RUN_SUBTLE: put_element(h, "span", "subtle", r->text); break;
        case RUN_FIGURE: put_figure(h, &(struct figure){.shown = r->text, .url = r->url}); break;
        case RUN_LINK:
            put(h, "<a href=\"");
            put_text(h, r->url);
            put(h, "\">");
            put_text(h, r->text);
            put(h, "</a>");
            break;
        }
    }
}

/* ---- tone ---- */

static void put_tone_counts(struct html *h, const struct tone *t)
{
    static const char *const classes[] = {"neg", "neu", "pos"};
    struct tone_part parts[SENTIMENT_COUNT];
    int n = tone_parts(t, parts);

    if (n == 0)
        return;
    put(h, "<span class=\"counts\">");
    for (int i = 0; i < n; i++) {
        put(h, "<span class=\"count\">");
        for (int s = (int)parts[i].from; s <= (int)parts[i].to; s++) {
            buf_printf(h->out, "<span class=\"%s\">", classes[s]);
            svg_sign(h->out, sign_of_sentiment((enum sentiment)s));
            buf_printf(h->out, "<span class=\"vh\">%s </span></span>", sentiment_names[s].label);
        }
        put(h, parts[i].from != parts[i].to ? " samen " : " ");
        dutch_count(h->out, parts[i].count);
        put(h, i < n - 1 ? "<span class=\"vh\">, </span></span>" : "</span>");
    }
    put(h, "</span>");
}

static void put_tone(struct html *h, const struct tone *t, bool counted)
{
    if (t->form == TONE_NONE) {
        put(h, "<span class=\"small\">te weinig om te verdelen</span>");
        return;
    }
    if (counted) {
        put_tone_counts(h, t);
    } else {
        struct buf words = {0};

        tone_words(&words, t);
        put_element(h, "span", "vh", buf_str(&words));
        buf_release(&words);
    }
    svg_tone_bar(h->out, t, counted ? 9 : 11);
}

static void put_tone_chart(struct html *h, const struct chart *c)
{
    struct tone_part parts[SENTIMENT_COUNT];
    int n = tone_parts(&c->tone, parts);

    put(h, "<div class=\"tonechart\">");
    put_tone_counts(h, &c->tone);
    svg_tone_bar(h->out, &c->tone, 14);
    put(h, "<span class=\"counts words\" aria-hidden=\"true\">");
    for (int i = 0; i < n; i++)
        buf_printf(h->out, "<span>%s%s%s</span>", sentiment_names[parts[i].from].label,
                   parts[i].from != parts[i].to ? " of " : "",
                   parts[i].from != parts[i].to ? sentiment_names[parts[i].to].label : "");
    put(h, "</span></div>");
}

/* ---- charts ---- */

/* Size of the plane in pixels: beside a title 320, in columns 400, alone 760; a wide one scrolls on a phone. */
static void put_chart(struct html *h, const struct block *b, int width)
{
    const struct chart *c = &b->chart;
    struct drawing d = {.width = width, .text = 13, .roomy = true, .arena = &h->arena};
    bool scrolls = width > 500 && c->kind != CHART_BARS && c->kind != CHART_COLUMNS &&
                   c->kind != CHART_TILES && c->kind != CHART_MAP;

    if (c->kind == CHART_TONE) {
        put_tone_chart(h, c);
        return;
    }
    if (c->kind == CHART_BARS || c->kind == CHART_TILES || c->kind == CHART_MAP)
        d.width = width > 420 ? 420 : width;
    if (c->kind == CHART_COLUMNS && width > 500)
        d.width = 480;
    if (c->kind == CHART_DAYS)
        d.height = 40;
    chart_draw(&d, c);
    if (scrolls) {
        put(h, "<figure class=\"chart wide\"><section class=\"scroll\" tabindex=\"0\" aria-label=\"Grafiek: ");
        put_text(h, c->alt);
        put(h, "\">");
    } else {
        put(h, "<figure class=\"chart\">");
    }
    svg_drawing(h->out, &d, c->kind == CHART_DAYS ? "days" : "drawing", c->alt);
    put(h, scrolls ? "</section>" : "");
    put_element(h, "figcaption", "small", c->caption);
    put(h, "</figure>");
}

static void put_table(struct html *h, const struct block *b);

/* The figures behind charts: a table that unfolds. */
static void put_chart_tables(struct html *h, const struct block *const *charts, int n)
{
    bool any = false;

    for (int i = 0; i < n; i++)
        any = any || chart_has_table(&charts[i]->chart);
    if (!any)
        return;
    put(h, "<details class=\"behind\"><summary>");
    svg_sign(h->out, SIGN_OPEN);
    put(h, "Cijfers als tabel</summary>");
    for (int i = 0; i < n; i++) {
        struct document table = {0};

        if (!chart_has_table(&charts[i]->chart))
            continue;
        doc_init(&table);
        put_table(h, chart_table(&table, &charts[i]->chart));
        doc_release(&table);
    }
    put(h, "</details>");
}

/* ---- tables ---- */

static const char *cell_class(enum cell_kind kind)
{
    static const char *const classes[] = {
        [CELL_TEXT] = "c-text", [CELL_HEAD] = "c-head",   [CELL_FIGURE] = "c-fig",  [CELL_TREND] = "c-trend",
        [CELL_DAYS] = "c-days", [CELL_TONE] = "c-tone",   [CELL_CHANCE] = "c-odds",
        [CELL_BAR] = "c-bar",   [CELL_INTERVAL] = "c-iv", [CELL_STATE] = "c-state", [CELL_VOICE] = "c-head",
        [CELL_EMPTY] = "c-none"};

    return classes[kind];
}

static void put_sign_word(struct html *h, enum sign sign, const char *word)
{
    put(h, "<span class=\"sw\">");
    svg_sign(h->out, sign);
    buf_printf(h->out, "%s</span>", word);
}

static void put_chance(struct html *h, const struct cell *c)
{
    struct drawing d = {.width = 110, .height = 12, .arena = &h->arena};
    struct buf percent = {0};

    dutch_percent(&percent, c->share); /* may be '<1%' */
    put_element(h, "strong", "pc", buf_str(&percent));
    buf_release(&percent);
    chart_boxes(&d, c->share);
    svg_drawing(h->out, &d, "odds", (struct str){0});
    put(h, "<span class=\"small\">");
    put_prose(h, &c->text);
    put(h, "</span>");
}

static void put_bar(struct html *h, const struct cell *c)
{
    put(h, c->strong ? "<b class=\"v\">" : "<span class=\"v\">");
    if (c->figure.url.n)
        put_figure(h, &c->figure);
    else
        put_text(h, c->figure.shown);
    put(h, c->strong ? "</b>" : "</span>");
    buf_printf(h->out,
               "<svg class=\"bar\" height=\"10\" aria-hidden=\"true\" focusable=\"false\"><rect class=\"%s\" "
               "width=\"%.1f%%\" height=\"10\"/></svg>",
               c->few      ? "g-few"
               : c->strong ? "g-ink"
                           : "g-quiet",
               c->share * 100);
}

static void put_interval(struct html *h, const struct cell *c)
{
    struct drawing d = {.width = 120, .height = 18, .arena = &h->arena};
    struct buf words = {0};

    if (c->figure.shown.n == 0) {
        put(h, "<span class=\"small\">");
        put_prose(h, &c->text);
        put(h, "</span>");
        return;
    }
    chart_interval(&d, c->share, c->low, c->high);
    svg_drawing(h->out, &d, "iv", (struct str){0});
    put_figure(h, &c->figure);
    put(h, " <span class=\"vh\">(");
    dutch_interval(&words, c->low, c->high);
    put_text(h, buf_str(&words));
    put(h, ") </span><span class=\"small\">");
    put_prose(h, &c->text);
    put(h, "</span>");
    buf_release(&words);
}

static void put_cell(struct html *h, const struct cell *c, bool counted)
{
    struct drawing d = {.width = 100, .height = 20, .arena = &h->arena};

    switch (c->kind) {
    case CELL_TEXT:
    case CELL_HEAD: put_prose(h, &c->text); break;
    case CELL_FIGURE:
        if (c->figure.url.n)
            put_figure(h, &c->figure);
        else
            put_element(h, c->strong ? "b" : "span", "", c->figure.shown);
        break;
    case CELL_TREND:
        svg_sign(h->out, sign_of_trend(c->trend));
        put_element(h, "span", "vh", str_of(trend_before(c)));
        put(h, " ");
        put_prose(h, &c->text);
        break;
    case CELL_DAYS:
        chart_days(&d, c->days, c->ndays);
        svg_drawing(h->out, &d, "spark", (struct str){0});
        buf_printf(h->out, "<span class=\"vh\">%s</span>", days_words(&h->arena, c->days, c->ndays));
        break;
    case CELL_TONE: put_tone(h, &c->tone, counted); break;
    case CELL_CHANCE: put_chance(h, c); break;
    case CELL_BAR: put_bar(h, c); break;
    case CELL_INTERVAL: put_interval(h, c); break;
    case CELL_STATE:
        put(h, c->state == STATE_NO || c->state == STATE_FALSE ? "<span class=\"sw bad\">" : "<span class=\"sw\">");
        svg_sign(h->out, sign_of_state(c->state));
        put(h, "<span>");
        put_prose(h, &c->text);
        put(h, "</span></span>");
        break;
    case CELL_VOICE:
        if (c->voice < VOICE_NONE)
            put_sign_word(h, sign_of_voice(c->voice), voice_names[c->voice].label);
        break;
    case CELL_EMPTY: break;
    }
}

static bool is_matrix(const struct table *t)
{
    for (const struct column *c = t->columns; c; c = c->next)
        if (c->voice != VOICE_NONE || c->kind == CELL_INTERVAL)
            return true;
    return false;
}

static void put_table_head(struct html *h, const struct table *t)
{
    bool named = false;

    for (const struct column *c = t->columns; c; c = c->next)
        named = named || c->title.first || c->voice != VOICE_NONE;
    if (!named)
        return;
    put(h, t->hides_head ? "<thead class=\"vh\"><tr>" : "<thead><tr>");
    for (const struct column *c = t->columns; c; c = c->next) {
        if (!c->title.first && c->voice == VOICE_NONE) {
            put(h, "<td></td>");
            continue;
        }
        buf_printf(h->out, "<th scope=\"col\" class=\"%s\">", cell_class(c->kind));
        if (c->voice != VOICE_NONE)
            put_sign_word(h, sign_of_voice(c->voice), voice_names[c->voice].label);
        put(h, c->voice != VOICE_NONE && c->title.first ? " " : "");
        put_prose(h, &c->title);
        put(h, "</th>");
    }
    put(h, "</tr></thead>");
}

static void put_row(struct html *h, const struct table *t, const struct row *r)
{
    const struct column *column = t->columns;

    put(h, "<tr>");
    for (const struct cell *c = r->first; c && column; c = c->next, column = column->next) {
        bool heads = c->kind == CELL_HEAD || c->kind == CELL_VOICE;
        struct str title = prose_plain(&column->title, &h->arena);

        buf_printf(h->out, heads ? "<th scope=\"row\" class=\"%s\"" : "<td class=\"%s\"", cell_class(c->kind));
        /* 'dag 10' says its title itself. */
        if (title.n && !heads && !str_eq_nocase(str_sub(c->figure.shown, 0, title.n), title)) {
            put(h, " data-head=\"");
            put_text(h, title);
            put(h, "\"");
        }
        put(h, ">");
        put_cell(h, c, column->counted);
        put(h, heads ? "</th>" : "</td>");
    }
    put(h, "</tr>\n");
}

static void put_table(struct html *h, const struct block *b)
{
    const struct table *t = &b->table;
    bool matrix = is_matrix(t);

    if (matrix) {
        put(h, "<section class=\"scroll\" tabindex=\"0\" aria-label=\"");
        put_text(h, t->caption);
        put(h, "\">");
    }
    buf_printf(h->out, "<table class=\"%s%s%s\">", matrix ? "matrix" : "stack", t->dense ? " dense" : "",
               table_is_plain(t) ? " plain" : "");
    put_element(h, "caption", t->shows_caption ? "" : "vh", t->caption);
    put_table_head(h, t);
    put(h, "<tbody>\n");
    for (const struct row *r = t->first; r; r = r->next)
        put_row(h, t, r);
    put(h, "</tbody></table>\n");
    put(h, matrix ? "</section>\n" : "");
}

/* ---- other blocks ---- */

static void put_block(struct html *h, const struct block *b, int level);

static void put_children(struct html *h, const struct block *parent, int level)
{
    for (const struct block *b = parent->first; b; b = b->next)
        put_block(h, b, level);
}

static void put_list(struct html *h, const struct block *b)
{
    static const char *const classes[] = {"bullets", "points", "numbers", "actions", "signs"};
    const char *tag = b->list.kind == LIST_NUMBERS ? "ol" : "ul";

    if (!b->list.first)
        return;
    buf_printf(h->out, "<%s class=\"%s\">", tag, classes[b->list.kind]);
    for (const struct item *i = b->list.first; i; i = i->next) {
        put(h, "<li>");
        if (b->list.kind == LIST_ACTIONS)
            svg_sign(h->out, SIGN_ACTION);
        if (b->list.kind == LIST_SIGNS) {
            buf_printf(h->out, "<span class=\"%s\">",
                       i->state == STATE_PLUS    ? "pos"
                       : i->state == STATE_MINUS ? "neg"
                                                 : "neu");
            svg_sign(h->out, sign_of_state(i->state));
            buf_printf(h->out, "<span class=\"vh\">%s: </span></span><span>",
                       i->state == STATE_PLUS ? "voor" : "tegen");
        }
        put_prose(h, &i->text);
        if (b->list.kind == LIST_SIGNS) {
            put(h, "</span> ");
            put_figure(h, &i->figure);
        }
        put(h, "</li>\n");
    }
    buf_printf(h->out, "</%s>\n", tag);
}

static void put_voices(struct html *h, const struct block *b, int level)
{
    put(h, "<div class=\"voices\">");
    for (const struct voice_row *v = b->voices.first; v; v = v->next) {
        buf_printf(h->out, "<div class=\"voice\"><div class=\"n\"><h%d>", level);
        svg_sign(h->out, sign_of_voice(v->voice));
        buf_printf(h->out, "%s</h%d><p class=\"subtle\">", v->voice < VOICE_NONE ? voice_names[v->voice].label : "",
                   level);
        put_figure(h, &v->figure);
        put(h, v->unit.n && v->unit.p[0] != ',' ? " " : "");
        put_text(h, v->unit);
        put(h, "</p></div><div class=\"tn\">");
        if (v->tone.form != TONE_NONE && v->tone.count[0] + v->tone.count[1] + v->tone.count[2] > 0)
            put_tone(h, &v->tone, true);
        put(h, "</div><p>");
        put_prose(h, &v->text);
        put(h, "</p></div>\n");
    }
    put(h, "</div>\n");
}

static void put_figure_block(struct html *h, const struct block *b)
{
    const struct figure_block *f = &b->figure;

    buf_printf(h->out, "<div class=\"key%s\"><p><span class=\"big\">", f->strong ? " strong" : "");
    if (f->figure.url.n)
        put_figure(h, &f->figure);
    else
        put_text(h, f->figure.shown);
    put(h, "</span> <span class=\"label\">");
    put_text(h, f->label);
    put(h, "</span></p>");
    put_element(h, "p", "small", f->note);
    put(h, "</div>\n");
}

static void put_agenda(struct html *h, const struct block *b, int level)
{
    if (!b->agenda.first)
        return;
    put(h, "<div class=\"agenda\">");
    if (b->agenda.title.n)
        put_element(h, level == 2 ? "h2" : level == 3 ? "h3" : "h4", "", b->agenda.title);
    put(h, "<dl>");
    for (const struct agenda_item *i = b->agenda.first; i; i = i->next) {
        put(h, "<div><dt>");
        put_text(h, i->when);
        put(h, "</dt><dd>");
        put_text(h, i->what);
        put(h, "</dd></div>");
    }
    put(h, "</dl></div>\n");
}

static void put_paragraph(struct html *h, const struct block *b)
{
    static const char *const classes[] = {"", "lead", "small", "account small"};
    const char *class = classes[b->paragraph.kind];

    if (prose_is_empty(&b->paragraph.text))
        return;
    buf_printf(h->out, class[0] ? "<p class=\"%s\">" : "<p>", class);
    put_prose(h, &b->paragraph.text);
    put(h, "</p>\n");
}

static void put_quote(struct html *h, const struct block *b, int level)
{
    put(h, "<div class=\"quote\">");
    if (b->quote.label.n || b->quote.by.n) {
        buf_printf(h->out, "<h%d>", level);
        put_text(h, b->quote.label);
        put(h, b->quote.label.n && b->quote.by.n ? " <span class=\"subtle\">" : "<span class=\"subtle\">");
        put_text(h, b->quote.by);
        buf_printf(h->out, "</span></h%d>", level++);
    }
    put_children(h, b, level);
    put(h, "</div>\n");
}

enum { MOST_CHARTS = 4 };

static int charts_among(const struct block *parent, const struct block *beside, const struct block *charts[MOST_CHARTS])
{
    int n = 0;

    if (beside)
        charts[n++] = beside;
    for (const struct block *b = parent->first; b && n < MOST_CHARTS; b = b->next)
        if (b->kind == BLOCK_CHART)
            charts[n++] = b;
    return n;
}

static bool holds_sections(const struct block *columns)
{
    return columns->first && columns->first->kind == BLOCK_SECTION && columns->first->section.kind == SECTION_PLAIN;
}

static void put_columns(struct html *h, const struct block *b, int level)
{
    static const char *const classes[] = {"strip", "side", "pair", "form"};
    const struct block *charts[MOST_CHARTS];
    int n = 0;

    if (b->columns == COLUMNS_WIDE_NARROW && holds_sections(b) && level == 2) {
        put_children(h, b, level);
        return;
    }
    for (const struct block *c = b->first; c; c = c->next)
        n++;
    buf_printf(h->out, "<div class=\"%s of%d\">", classes[b->columns], n);
    put_children(h, b, b->columns == COLUMNS_STRIP ? level : level + 100);
    put(h, "</div>\n");
    if (b->columns == COLUMNS_STRIP)
        put_chart_tables(h, charts, charts_among(b, NULL, charts));
}

/* ---- sections ---- */

static void put_heading(struct html *h, const struct block *b, int level)
{
    if (b->section.title.n == 0)
        return;
    buf_printf(h->out, "<h%d id=\"%.*s\">", level, STR_ARG(b->id));
    put_text(h, b->section.title);
    buf_printf(h->out, "</h%d>", level);
}

static void put_kicker(struct html *h, const struct section *s)
{
    put(h, "<div class=\"facts\">");
    put_element(h, "b", "", s->kicker);
    if (s->figure.shown.n) {
        put(h, "<span class=\"g\">");
        put_figure(h, &s->figure);
        put(h, " berichten</span>");
    }
    for (int i = 0; i < s->nfacts; i++)
        put_element(h, "span", "", s->facts[i]);
    if (s->phase < PHASE_COUNT)
        put_sign_word(h, sign_of_phase(s->phase), phase_names[s->phase].label);
    put(h, "</div>");
}

/* A main point: facts in the label column; title, chart beside the first paragraph, then the rest. */
static void put_point(struct html *h, const struct block *b, int level)
{
    const struct section *s = &b->section;
    const struct block *child = b->first;
    const struct block *charts[MOST_CHARTS];

    put_kicker(h, s);
    put(h, "<div class=\"body\">");
    put_heading(h, b, level);
    put(h, s->beside ? "<div class=\"top\"><div>" : "<div>");
    for (; child && child->kind == BLOCK_PARAGRAPH; child = child->next)
        put_paragraph(h, child);
    put(h, "</div>");
    if (s->beside) {
        put_chart(h, s->beside, 320);
        put(h, "</div>");
    }
    for (; child; child = child->next)
        put_block(h, child, level + 1);
    put_chart_tables(h, charts, charts_among(b, s->beside, charts));
    put(h, "</div>");
}

static void put_section(struct html *h, const struct block *b, int level)
{
    static const char *const classes[] = {"", "part brief", "part point", "part", "small-part"};
    const struct section *s = &b->section;
    bool inside = level > 100;
    const struct block *charts[MOST_CHARTS];

    if (inside)
        level -= 100;
    if (s->title.n == 0) /* no heading, so what is below it stands as high */
        level--;
    buf_printf(h->out, "<section class=\"%s\">",
               !inside                    ? classes[s->kind]
               : s->kind == SECTION_SMALL ? "cell"
                                          : "cell ruled");
    if (s->kind == SECTION_POINT && !inside) {
        put_point(h, b, level);
    } else {
        put(h, inside || s->kind == SECTION_SMALL ? "<div class=\"heading\">" : "<div class=\"label\">");
        put_heading(h, b, level);
        put_element(h, "p", "small", s->note);
        put(h, "</div><div class=\"body\">");
        if (s->beside) {
            put(h, "<div class=\"top\"><div>");
            put_children(h, b, level + 1);
            put(h, "</div>");
            put_chart(h, s->beside, 320);
            put(h, "</div>");
        } else {
            put_children(h, b, level + 1);
        }
        put_chart_tables(h, charts, charts_among(b, s->beside, charts));
        put(h, "</div>");
    }
    put(h, "</section>\n");
}

static void put_block(struct html *h, const struct block *b, int level)
{
    int plain = level > 100 ? level - 100 : level;

    switch (b->kind) {
    case BLOCK_SECTION: put_section(h, b, level); break;
    case BLOCK_PARAGRAPH: put_paragraph(h, b); break;
    case BLOCK_LIST: put_list(h, b); break;
    case BLOCK_TABLE: put_table(h, b); break;
    case BLOCK_FIGURE: put_figure_block(h, b); break;
    case BLOCK_CHART: put_chart(h, b, level > 100 ? 400 : plain == 2 ? 320 : 760); break;
    case BLOCK_VOICES: put_voices(h, b, plain); break;
    case BLOCK_COLUMNS: put_columns(h, b, plain); break;
    case BLOCK_QUOTE: put_quote(h, b, plain); break;
    case BLOCK_AGENDA: put_agenda(h, b, plain); break;
    }
}

/* ---- the page ---- */

static void put_colours(struct html *h, const struct look *look, enum medium m)
{
    put(h, ":root{");
    for (int c = 0; c < COLOUR_COUNT; c++) {
        buf_printf(h->out, "%s:", look_token((enum look_colour)c));
        colour_hex(h->out, look->colours[m][c]);
        put(h, ";");
    }
    put(h, "}");
}

void write_html_style(const struct look *look, struct buf *out)
{
    struct html h = {.out = out};

    put(&h, ":root{color-scheme:light dark}\n");
    put_colours(&h, look, MEDIUM_LIGHT);
    put(&h, "\n@media (prefers-color-scheme:dark){");
    put_colours(&h, look, MEDIUM_DARK);
    put(&h, "}\n@media print{");
    put_colours(&h, look, MEDIUM_PRINT);
    put(&h, "}\n");
    buf_add(out, report_css());
}

static void put_title(struct html *h, const struct head *head)
{
    put(h, "<div class=\"title\"><div>");
    put_element(h, "p", "kind", head->kind);
    put_element(h, "h1", head->kind.n ? "" : "word", head->title);
    put(h, "</div><p class=\"date\">");
    if (head->number.n) {
        put(h, "nummer ");
        put_element(h, "b", "number", head->number);
    }
    put_element(h, "b", "", head->date);
    for (size_t i = 0; i < sizeof head->detail / sizeof *head->detail; i++)
        if (head->detail[i].n) {
            put_text(h, head->detail[i]);
            put(h, "<br>");
        }
    put(h, "</p></div>\n");
}

void write_html_fragment(const struct document *d, struct buf *out)
{
    struct html h = {.out = out, .doc = d};

    svg_patterns(out);
    if (d->head.title.n)
        put_title(&h, &d->head);
    put_children(&h, d->root, 2);
    arena_release(&h.arena);
}

static void put_logo(struct html *h, const struct look *look)
{
    if (look->logo.n) {
        put(h, "<img class=\"logo\" alt=\"\" width=\"40\" height=\"40\" src=\"data:image/svg+xml;base64,");
        base64_add(h->out, look->logo, 0);
        put(h, "\">");
        return;
    }
    put(h,
        "<svg class=\"logo\" viewBox=\"0 0 40 40\" width=\"40\" height=\"40\" aria-hidden=\"true\" focusable=\"false\">"
        "<path class=\"h1\" d=\"M4 3H36V21C36 30 29 35 20 38C11 35 4 30 4 21Z\"/><path class=\"h2\" d=\"M4 "
        "15H36V20H4Z\"/></svg>");
}

static void put_status(struct html *h, const struct head *head)
{
    static const char *const classes[] = {"concept", "fixed", "signal", "warning", "crisis"};

    buf_printf(h->out, "<p class=\"status\"><span class=\"stand %s\">", classes[head->status]);
    svg_sign(h->out, sign_of_status(head->status));
    put_text(h, str_of(status_word(head)));
    put(h, "</span>");
    put_element(h, "span", "", head->status_by);
    put(h, "</p>");
}

/* At most 70 characters, as search results and tabs show. */
static void put_short(struct html *h, struct str title)
{
    size_t at = 0;

    for (int n = 0; n < 69 && at < title.n; n++)
        utf8_next(title, &at);
    if (utf8_length(title) <= 70) {
        put_text(h, title);
        return;
    }
    put_text(h, str_trim(str_sub(title, 0, at)));
    put(h, "\u2026");
}

void write_html(const struct document *d, const struct look *look, struct buf *out)
{
    struct html h = {.out = out, .doc = d};

    put(&h, "<!DOCTYPE html>\n<html lang=\"nl\">\n<head>\n<meta charset=\"utf-8\">\n"
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
    put_short(&h, d->head.full_title);
    put(&h, "</title>\n");
    if (d->head.summary.n) {
        put(&h, "<meta name=\"description\" content=\"");
        put_text(&h, d->head.summary);
        put(&h, "\">\n");
    }
    put(&h, "<style>\n");
    write_html_style(look, out);
    put(&h, "</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#inhoud\">Naar de inhoud</a>\n");
    put(&h, "<header class=\"frame head\"><p class=\"brand\">");
    put_logo(&h, look);
    put_element(&h, "span", "", d->head.municipality);
    put(&h, "</p>");
    put_status(&h, &d->head);
    put(&h, "</header>\n<div class=\"colours\"></div>\n<main class=\"frame\" id=\"inhoud\">\n");
    write_html_fragment(d, out);
    put(&h, "</main>\n");
    if (d->head.footer.n && !str_eq(d->head.footer, d->head.full_title)) {
        put(&h, "<footer class=\"frame small\"><p>");
        put_text(&h, d->head.footer);
        put(&h, "</p></footer>\n");
    }
    put(&h, "</body>\n</html>\n");
    arena_release(&h.arena);
}

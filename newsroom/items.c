/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "newsroom/items.h"

#include <stdlib.h>
#include <string.h>

/* ---- the text */

static struct str *words_of(struct item_part *p, struct str key)
{
    return str_is(key, "duiding") ? &p->duiding : str_is(key, "advies") ? &p->advies : str_is(key, "eigenaar") ? &p->eigenaar : NULL;
}

static void take_line(struct item_part *p, struct str key, struct str value, struct str **last)
{
    struct str *words = words_of(p, key);

    *last = NULL;
    if (str_is(key, "tonen")) {
        p->shown = !str_is(value, "nee");
    } else if ((str_is(key, "regel") || str_is(key, "weg")) && p->nlines < MOST_LINES_OF_PART) {
        p->lines[p->nlines++] = (struct item_line){value, str_is(key, "regel")};
    } else if (words) {
        *words = value;
        p->worded = true;
        *last = words;
    }
}

void items_read(struct items *items, struct str text, struct arena *a)
{
    struct item_part *p = NULL;
    struct str *last = NULL;

    items->n = 0;
    text = str_copy(a, text);
    while (text.n) {
        struct str line = str_cut(&text, '\n'), rest, key;

        if (line.n && line.p[0] == '[' && items->n < MOST_PARTS_OF_REPORT) {
            p = &items->v[items->n++];
            *p = (struct item_part){.title = str_trim(str_sub(line, 1, line.n)), .shown = true};
            if (p->title.n && p->title.p[p->title.n - 1] == ']')
                p->title.n--;
            p->whole = str_is(p->title, "Hele rapport");
            last = NULL;
            continue;
        }
        if (!p || str_trim(line).n == 0 || line.p[0] == '#')
            continue;
        if (line.p[0] == ' ' && last) {
            *last = str_printf(a, "%.*s\n%.*s", STR_ARG(*last), STR_ARG(str_trim(line)));
            continue;
        }
        rest = line;
        key = str_trim(str_cut(&rest, ':'));
        take_line(p, key, str_trim(rest), &last);
    }
}

/* A line end goes on with a blank; what would begin a section or a remark can't stand there. */
static void write_words(struct buf *out, const char *key, struct str words)
{
    buf_printf(out, "%s:", key);
    while (words.n) {
        struct str line = str_trim(str_cut(&words, '\n'));

        if (line.n)
            buf_printf(out, " %.*s\n", STR_ARG(line));
    }
    if (out->p[out->n - 1] != '\n')
        buf_putc(out, '\n');
}

void items_write(const struct items *items, struct buf *out)
{
    for (int i = 0; i < items->n; i++) {
        const struct item_part *p = &items->v[i];

        buf_printf(out, "%s[%.*s]\n", i ? "\n" : "", STR_ARG(p->title));
        if (!p->whole)
            buf_printf(out, "tonen: %s\n", p->shown ? "ja" : "nee");
        if (p->worded) {
            write_words(out, "duiding", p->duiding);
            write_words(out, "advies", p->advies);
            write_words(out, "eigenaar", p->eigenaar);
        }
        for (int k = 0; k < p->nlines; k++)
            buf_printf(out, "%s: %.*s\n", p->lines[k].kept ? "regel" : "weg", STR_ARG(p->lines[k].text));
    }
}

/* ---- the form */

static const char *name_of(struct visit *v, const char *what, int part)
{
    return str_printf(&v->arena, "%s-%d", what, part + 1).p;
}

static const char *line_name(struct visit *v, const char *what, int part, int line)
{
    return str_printf(&v->arena, "%s-%d-%d", what, part + 1, line + 1).p;
}

/* "3" in a small field, with a label that names what it places. */
static void put_place(struct html *h, struct visit *v, const char *name, int place, struct str what)
{
    struct str now = v->method == METHOD_POST && fields_has(&v->form, name) ? visit_form(v, name) : str_printf(&v->arena, "%d", place);

    html_tag(h, "label");
    html_text(h, STR("Plaats "));
    html_el(h, "span", "vh", "van %.*s", STR_ARG(what));
    html_tag(h, "input");
    html_attr(h, "type", "number");
    html_attr(h, "min", "1");
    html_attr(h, "max", "99");
    html_attr(h, "name", name);
    html_attr_str(h, "value", now);
    html_end(h);
}

static void put_keep(struct html *h, struct visit *v, const char *name, bool kept, struct str label)
{
    bool on = v->method == METHOD_POST ? fields_has(&v->form, name) : kept;

    html_open(h, "label", "vink");
    html_tag(h, "input");
    html_attr(h, "type", "checkbox");
    html_attr(h, "name", name);
    html_attr(h, "value", "ja");
    html_flag(h, "checked", on);
    html_textf(h, " %.*s", STR_ARG(label));
    html_end(h);
}

static void put_lines(struct html *h, struct visit *v, const struct item_part *p, int part)
{
    if (p->nlines == 0)
        return;
    html_open(h, "ul", "lijst");
    for (int k = 0; k < p->nlines; k++) {
        html_open(h, "li", "volgorde");
        put_place(h, v, line_name(v, "plaats", part, k), k + 1, p->lines[k].text);
        put_keep(h, v, line_name(v, "regel", part, k), p->lines[k].kept, p->lines[k].text);
        html_end(h);
    }
    html_end(h);
}

void items_put(struct form *f, const struct items *items)
{
    struct html *h = f->h;
    struct visit *v = f->v;

    html_open(h, "div", "stukken");
    for (int i = 0; i < items->n; i++) {
        const struct item_part *p = &items->v[i];

        html_tag(h, "fieldset");
        html_el(h, "legend", NULL, "%.*s", STR_ARG(p->title));
        if (!p->whole) {
            html_open(h, "div", "volgorde");
            put_place(h, v, name_of(v, "volgorde", i), i + 1, p->title);
            put_keep(h, v, name_of(v, "tonen", i), p->shown, STR("Tonen"));
            html_end(h);
        }
        if (p->worded) {
            form_area(f, name_of(v, "duiding", i), "Duiding", p->duiding, 3);
            form_area(f, name_of(v, "advies", i), "Advies", p->advies, 2);
            form_text(f, name_of(v, "eigenaar", i), "Eigenaar", p->eigenaar);
        }
        put_lines(h, v, p, i);
        html_end(h);
    }
    html_end(h);
}

/* ---- back */

struct placed {
    int place, index;
};

static int by_place(const void *x, const void *y)
{
    const struct placed *a = x, *b = y;

    return a->place != b->place ? a->place - b->place : a->index - b->index;
}

/* The place that the visitor gave, or the one that it had. */
static int place_of(const struct visit *v, const char *name, int standard)
{
    int64_t place;

    return visit_number(visit_form(v, name), &place) || place > 99 ? standard : (int)place;
}

static void take_lines(struct visit *v, struct item_part *p, int part)
{
    struct item_line old[MOST_LINES_OF_PART];
    struct placed order[MOST_LINES_OF_PART];

    for (int k = 0; k < p->nlines; k++) {
        old[k] = p->lines[k];
        old[k].kept = fields_has(&v->form, line_name(v, "regel", part, k));
        order[k] = (struct placed){place_of(v, line_name(v, "plaats", part, k), k + 1), k};
    }
    qsort(order, (size_t)p->nlines, sizeof *order, by_place);
    for (int k = 0; k < p->nlines; k++)
        p->lines[k] = old[order[k].index];
}

void items_take(struct visit *v, struct items *items)
{
    struct items old = *items;
    struct placed order[MOST_PARTS_OF_REPORT];

    for (int i = 0; i < old.n; i++) {
        struct item_part *p = &old.v[i];

        order[i] = (struct placed){p->whole ? 0 : place_of(v, name_of(v, "volgorde", i), i + 1), i};
        p->shown = p->whole || fields_has(&v->form, name_of(v, "tonen", i));
        p->duiding = visit_form(v, name_of(v, "duiding", i));
        p->advies = visit_form(v, name_of(v, "advies", i));
        p->eigenaar = visit_form(v, name_of(v, "eigenaar", i));
        take_lines(v, p, i);
    }
    qsort(order, (size_t)old.n, sizeof *order, by_place);
    for (int i = 0; i < old.n; i++)
        items->v[i] = old.v[order[i].index];
}

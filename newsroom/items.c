/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "newsroom/items.h"

#include <stdlib.h>

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

static void put_keep(struct html *h, const char *name, bool kept, struct str label)
{
    html_open(h, "label", "vink");
    html_tag(h, "input");
    html_attr(h, "type", "checkbox");
    html_attr(h, "name", name);
    html_attr(h, "value", "ja");
    html_flag(h, "checked", kept);
    html_textf(h, " %.*s", STR_ARG(label));
    html_end(h);
}

static void put_lines(struct form *f, const struct edit *p, int part)
{
    struct html *h = f->h;

    if (p->nlines == 0)
        return;
    html_open(h, "ul", "lijst");
    for (int k = 0; k < p->nlines; k++) {
        html_open(h, "li", "volgorde");
        form_hidden(f, line_name(f->v, "kop", part, k), p->lines[k].text);
        put_place(h, f->v, line_name(f->v, "plaats", part, k), k + 1, p->lines[k].text);
        put_keep(h, line_name(f->v, "regel", part, k), !p->lines[k].gone, p->lines[k].text);
        html_end(h);
    }
    html_end(h);
}

void items_put(struct form *f, const struct edits *items)
{
    struct html *h = f->h;
    struct visit *v = f->v;

    html_open(h, "div", "stukken");
    for (int i = 0; i < items->n; i++) {
        const struct edit *p = &items->v[i];

        html_tag(h, "fieldset");
        html_el(h, "legend", NULL, "%.*s", STR_ARG(p->title));
        form_hidden(f, name_of(v, "deel", i), p->title);
        if (p->lost)
            html_el(h, "p", "let-op", "Dit onderdeel staat niet meer in het rapport. Neem elders over wat u wilt en maak deze velden leeg.");
        else if (!edit_is_whole(p)) {
            html_open(h, "div", "volgorde");
            put_place(h, v, name_of(v, "volgorde", i), i + 1, p->title);
            put_keep(h, name_of(v, "tonen", i), !p->hidden, STR("Tonen"));
            html_end(h);
        }
        if (p->worded) {
            form_area(f, name_of(v, "duiding", i), "Duiding", p->duiding, 3);
            form_area(f, name_of(v, "advies", i), "Advies", p->advice, 2);
            form_text(f, name_of(v, "eigenaar", i), "Eigenaar", p->owner);
        }
        put_lines(f, p, i);
        html_end(h);
    }
    html_end(h);
}

/* ---- back */

static void take_lines(struct visit *v, struct edit *p, int part)
{
    for (int k = 0; k < EDITS_MOST_LINES && fields_has(&v->form, line_name(v, "kop", part, k)); k++)
        p->lines[p->nlines++] = (struct edit_line){.text = visit_form(v, line_name(v, "kop", part, k)),
                                                   .gone = !fields_has(&v->form, line_name(v, "regel", part, k))};
}

void items_take(struct visit *v, struct edits *items)
{
    items->n = 0;
    for (int i = 0; i < EDITS_MOST_PARTS && fields_has(&v->form, name_of(v, "deel", i)); i++) {
        struct edit *p = &items->v[items->n++];

        *p = (struct edit){.title = visit_form(v, name_of(v, "deel", i)),
                           .worded = fields_has(&v->form, name_of(v, "duiding", i)),
                           .duiding = visit_form(v, name_of(v, "duiding", i)),
                           .advice = visit_form(v, name_of(v, "advies", i)),
                           .owner = visit_form(v, name_of(v, "eigenaar", i))};
        p->hidden = fields_has(&v->form, name_of(v, "volgorde", i)) && !fields_has(&v->form, name_of(v, "tonen", i));
        take_lines(v, p, i);
    }
}

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

static void order_lines(struct visit *v, struct edit *p, int part)
{
    struct edit_line old[EDITS_MOST_LINES];
    struct placed order[EDITS_MOST_LINES];

    for (int k = 0; k < p->nlines; k++) {
        old[k] = p->lines[k];
        order[k] = (struct placed){place_of(v, line_name(v, "plaats", part, k), k + 1), k};
    }
    qsort(order, (size_t)p->nlines, sizeof *order, by_place);
    for (int k = 0; k < p->nlines; k++)
        p->lines[k] = old[order[k].index];
}

void items_order(struct visit *v, struct edits *items)
{
    struct edits *old = arena_alloc(&v->arena, sizeof *old);
    struct placed order[EDITS_MOST_PARTS];

    *old = *items;
    for (int i = 0; i < old->n; i++) {
        order[i] = (struct placed){edit_is_whole(&old->v[i]) ? 0 : place_of(v, name_of(v, "volgorde", i), i + 1), i};
        order_lines(v, &old->v[i], i);
    }
    qsort(order, (size_t)old->n, sizeof *order, by_place);
    for (int i = 0; i < old->n; i++)
        items->v[i] = old->v[order[i].index];
}

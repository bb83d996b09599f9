/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "newsroom/form.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void form_fault(struct form *f, const char *field, const char *format, ...)
{
    char text[512];
    va_list args;

    if (f->nfaults == MOST_FAULTS)
        return;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    f->faults[f->nfaults].field = field;
    f->faults[f->nfaults++].text = str_copy(&f->v->arena, str_of(text));
}

static const struct str *fault_of(const struct form *f, const char *name)
{
    for (int i = 0; i < f->nfaults; i++)
        if (strcmp(f->faults[i].field, name) == 0)
            return &f->faults[i].text;
    return NULL;
}

/* What the visitor filled in, when the form comes back; otherwise what stands there. */
static struct str value_now(const struct form *f, const char *name, struct str value)
{
    return f->v->method == METHOD_POST && fields_has(&f->v->form, name) ? visit_form(f->v, name) : value;
}

static void put_faults(struct form *f)
{
    struct html *h = f->h;

    if (f->nfaults == 0)
        return;
    html_open(h, "div", "fouten");
    html_attr(h, "role", "alert");
    html_el(h, "p", NULL, "%s", f->nfaults == 1 ? "Er klopt iets niet:" : "Er kloppen dingen niet:");
    html_tag(h, "ul");
    for (int i = 0; i < f->nfaults; i++) {
        html_tag(h, "li");
        if (f->faults[i].field[0])
            html_link(h, NULL, f->faults[i].text, "#veld-%s", f->faults[i].field);
        else
            html_text(h, f->faults[i].text);
        html_end(h);
    }
    html_end(h);
    html_end(h);
}

__attribute__((format(printf, 4, 0)))
static void start_form(const struct visit *v, struct html *h, const char *class, const char *path, va_list args)
{
    char *address;

    if (vasprintf(&address, path, args) < 0)
        mem_exhausted();
    html_open(h, "form", class);
    html_attr(h, "method", "post");
    html_attr(h, "action", address);
    free(address);
    if (v->csrf.n) {
        html_tag(h, "input");
        html_attr(h, "type", "hidden");
        html_attr(h, "name", "csrf");
        html_attr_str(h, "value", v->csrf);
    }
}

void form_begin(struct form *f, struct html *h, const char *path, ...)
{
    va_list args;

    f->h = h;
    f->depth = h->depth;
    put_faults(f);
    va_start(args, path);
    start_form(f->v, h, "formulier", path, args);
    va_end(args);
}

/* The label, the hint and the fault of a field; what follows is its control. */
static void begin_field(struct form *f, const char *name, const char *label)
{
    html_open(f->h, "div", fault_of(f, name) ? "veld fout" : "veld");
    html_tag(f->h, "label");
    html_attrf(f->h, "for", "veld-%s", name);
    html_text(f->h, str_of(label));
    html_end(f->h);
}

static void put_notes(struct form *f, const char *name)
{
    const struct str *fault = fault_of(f, name);

    if (f->hint) {
        html_tag(f->h, "p");
        html_attr(f->h, "class", "hint");
        html_attrf(f->h, "id", "hint-%s", name);
        html_text(f->h, str_of(f->hint));
        html_end(f->h);
    }
    if (fault) {
        html_tag(f->h, "p");
        html_attr(f->h, "class", "foutmelding");
        html_attrf(f->h, "id", "fout-%s", name);
        html_text(f->h, *fault);
        html_end(f->h);
    }
}

/* Id and name of a control, and where its notes are. */
static void name_control(struct form *f, const char *name)
{
    bool fault = fault_of(f, name) != NULL;

    html_attrf(f->h, "id", "veld-%s", name);
    html_attr(f->h, "name", name);
    if (fault)
        html_attr(f->h, "aria-invalid", "true");
    if (f->hint && fault)
        html_attrf(f->h, "aria-describedby", "hint-%s fout-%s", name, name);
    else if (f->hint || fault)
        html_attrf(f->h, "aria-describedby", "%s-%s", fault ? "fout" : "hint", name);
}

static void end_field(struct form *f)
{
    html_end(f->h);
    f->hint = NULL;
}

void form_input(struct form *f, const char *type, const char *name, const char *label, struct str value, const char *complete)
{
    begin_field(f, name, label);
    put_notes(f, name);
    html_tag(f->h, "input");
    html_attr(f->h, "type", type);
    name_control(f, name);
    if (complete)
        html_attr(f->h, "autocomplete", complete);
    if (strcmp(type, "password") != 0)
        html_attr_str(f->h, "value", value_now(f, name, value));
    end_field(f);
}

void form_text(struct form *f, const char *name, const char *label, struct str value)
{
    form_input(f, "text", name, label, value, NULL);
}

void form_area(struct form *f, const char *name, const char *label, struct str value, int rows)
{
    begin_field(f, name, label);
    put_notes(f, name);
    html_tag(f->h, "textarea");
    name_control(f, name);
    html_attrf(f->h, "rows", "%d", rows);
    html_text(f->h, STR("\n")); /* a browser takes the first line end for its own */
    html_text(f->h, value_now(f, name, value));
    html_end(f->h);
    end_field(f);
}

void form_select(struct form *f, const char *name, const char *label, struct str value, const struct value_name *options)
{
    struct str now = value_now(f, name, value);

    begin_field(f, name, label);
    put_notes(f, name);
    html_tag(f->h, "select");
    name_control(f, name);
    for (int i = 0; options[i].name; i++) {
        html_tag(f->h, "option");
        html_attr(f->h, "value", options[i].name);
        html_flag(f->h, "selected", str_is(now, options[i].name));
        html_text(f->h, str_of(options[i].label));
        html_end(f->h);
    }
    html_end(f->h);
    end_field(f);
}

static void put_choice(struct form *f, const char *type, const char *name, int number, const char *value, const char *label, bool on)
{
    html_open(f->h, "div", "keus");
    html_tag(f->h, "input");
    html_attr(f->h, "type", type);
    if (number)
        html_attrf(f->h, "id", "veld-%s-%d", name, number);
    else
        html_attrf(f->h, "id", "veld-%s", name);
    html_attr(f->h, "name", name);
    html_attr(f->h, "value", value);
    html_flag(f->h, "checked", on);
    html_tag(f->h, "label");
    if (number)
        html_attrf(f->h, "for", "veld-%s-%d", name, number);
    else
        html_attrf(f->h, "for", "veld-%s", name);
    html_text(f->h, str_of(label));
    html_end(f->h);
    html_end(f->h);
}

void form_radios(struct form *f, const char *name, const char *label, struct str value, const struct value_name *options)
{
    struct str now = value_now(f, name, value);

    html_open(f->h, "fieldset", fault_of(f, name) ? "veld fout" : "veld");
    html_el(f->h, "legend", NULL, "%s", label);
    put_notes(f, name);
    for (int i = 0; options[i].name; i++)
        put_choice(f, "radio", name, i, options[i].name, options[i].label, str_is(now, options[i].name));
    end_field(f);
}

void form_hint(struct form *f, const char *text)
{
    f->hint = text;
}

void form_hidden(struct form *f, const char *name, struct str value)
{
    html_tag(f->h, "input");
    html_attr(f->h, "type", "hidden");
    html_attr(f->h, "name", name);
    html_attr_str(f->h, "value", value);
}

void form_end(struct form *f, const char *button)
{
    if (button)
        html_el(f->h, "button", NULL, "%s", button);
    html_end_to(f->h, f->depth);
}

void form_button(const struct visit *v, struct html *h, const char *label, const char *path, ...)
{
    va_list args;
    int depth = h->depth;

    va_start(args, path);
    start_form(v, h, "knop", path, args);
    va_end(args);
    html_el(h, "button", NULL, "%s", label);
    html_end_to(h, depth);
}

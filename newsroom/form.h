/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * Forms that say what is wrong, where, in Dutch, and keep what was filled in. The function of the POST checks its fields, tells what is
 * wrong (form_fault) and, where something is, shows the same page again: each field then has its fault beside it, the list of
 * faults stands above, and the values are those of the visit.
 *
 *     struct form f = {.v = v};
 *     if (v->method == METHOD_POST) {
 *         if (visit_form(v, "titel").n == 0)
 *             form_fault(&f, "titel", "Geef de issue een titel.");
 *         if (f.nfaults == 0)
 *             return ...act..., answer_go(v, a, "/issues/%lld", id);
 *         a->status = 422;
 *     }
 *     ... form_begin(&f, h, "/issues/12/naam");
 *     form_text(&f, "titel", "Titel", issue.title);
 *     form_end(&f, "Bewaren");
 */
#ifndef NEWSROOM_FORM_H
#define NEWSROOM_FORM_H

#include "newsroom/html.h"
#include "newsroom/web.h"

enum { MOST_FAULTS = 24 };

struct form {
    struct visit *v;
    struct html *h;     /* from form_begin on */
    const char *hint;   /* of the next field, or NULL */
    struct {
        const char *field; /* empty: of the form as a whole */
        struct str text;   /* in the visit's arena */
    } faults[MOST_FAULTS];
    int nfaults;
    int depth;          /* of the page's elements before the form */
};

/* Tells what is wrong with a field ("" : with the whole). */
void form_fault(struct form *f, const char *field, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* A POST form to a path of ours, with the CSRF token and the list of faults. `path` as printf. */
void form_begin(struct form *f, struct html *h, const char *path, ...) __attribute__((format(printf, 3, 4)));
/* Fields: name, label, and the value that stands there unless the visitor filled in another one. */
void form_text(struct form *f, const char *name, const char *label, struct str value);
/* `type` of HTML: "password", "date", "email", "number", "search"; `complete` is its autocomplete word, or NULL. */
void form_input(struct form *f, const char *type, const char *name, const char *label, struct str value, const char *complete);
void form_area(struct form *f, const char *name, const char *label, struct str value, int rows);
/* Options by name and label, the table ends with a NULL name; an empty value chooses none. */
void form_select(struct form *f, const char *name, const char *label, struct str value, const struct value_name *options);
void form_radios(struct form *f, const char *name, const char *label, struct str value, const struct value_name *options);
/* A sentence under the field that comes next. */
void form_hint(struct form *f, const char *text);
void form_hidden(struct form *f, const char *name, struct str value);
/* A button and the form's end; NULL: no button. */
void form_end(struct form *f, const char *button);
/* A form that is one button, to a path of ours (as printf). */
void form_button(const struct visit *v, struct html *h, const char *label, const char *path, ...) __attribute__((format(printf, 4, 5)));

#endif

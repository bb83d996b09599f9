/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * Parts of tamtam.conf that an administrator edits as text, beside the help for them: the people in office, the public voices, the
 * limits of alerts. Judged as by `tamtam check`; what is wrong is told by line, and what was written stays.
 */
#include <stdio.h>
#include <stdlib.h>

#include "desk/settings.h"
#include "newsroom/admin.h"
#include "newsroom/pages.h"

enum { ROWS = 14, MOST_KINDS = 3, PARTS = 3 };

static const struct part {
    const char *field, *heading, *label, *help, *button;
    const char *kinds[MOST_KINDS];
} parts[PARTS] = {
    {"mensen", "Bestuurders", "Het college",
     "[person Naam] opent een bestuurder. role: burgemeester of wethouder; portfolio: de onderwerpen, met komma’s; party: de partij; nickname: "
     "alleen een gangbare bijnaam. Alleen wat over het ambt gaat, telt.",
     "Bewaar de bestuurders", {"person", NULL}},
    {"stemmen", "Openbare stemmen", "Wie met naam mag",
     "[voice media], [voice opiniemaker], [voice belangengroep] en [voice gemeente]. name: weergavenamen; account: accounts; "
     "council: raadsleden; met komma’s. Wie hier staat, houdt een naam; ieder ander wordt een pseudoniem. Nooit een inwoner, hoe luid ook.",
     "Bewaar de stemmen", {"voice", NULL}},
    {"alarmen", "Grenzen van alarmen", "Wanneer een alarm afgaat",
     "[alerts]: posts_per_quarter, authors_per_quarter en channels_per_quarter; wie alle drie in een kwartier haalt, is crisis. [alerts thema], "
     "[alerts stem] of [alerts 23:00-07:00] vragen meer (evidence, in procenten) of minder (least: signaal, waarschuwing, crisis of geen). "
     "[escalation]: minutes, level en list, voor als niemand bevestigt.",
     "Bewaar de alarmen", {"alerts", "escalation", NULL}}};

struct parts_page {
    struct visit *v;
    struct form forms[PARTS];
    bool stale; /* the form that was refused, because a colleague was first */
};

static void put_part(struct html *h, struct form *f, const struct part *part, struct str now, bool stale)
{
    view_section(h, part->field, part->heading, NULL);
    form_begin(f, h, "/beheer/regels/%s", part->field);
    form_hidden(f, "versie", str_printf(&f->v->arena, "%016llx", settings_part_mark(now)));
    form_hint(f, part->help);
    form_area(f, part->field, part->label, now, ROWS);
    if (stale && f->nfaults) {
        html_el(h, "p", NULL, "Zoals het nu in tamtam.conf staat:");
        view_scroll(h, "Zoals het nu is");
        html_el(h, "pre", NULL, "%.*s", STR_ARG(now));
        html_end(h);
    }
    form_end(f, part->button);
    html_end(h);
}

static int show_parts(struct parts_page *p, struct answer *a, struct err *err)
{
    struct html h;
    int failed = 0;

    admin_begin(&h, p->v, a, ADMIN_PARTS);
    admin_put_changed(&h, p->v);
    html_el(&h, "p", NULL, "Deze regels staan in tamtam.conf. Een regel die met # begint, is een opmerking en blijft staan.");
    for (int i = 0; i < PARTS && !failed; i++) {
        struct buf now = {0};

        failed = settings_part(p->v->desk, parts[i].kinds, &now, err);
        if (!failed)
            put_part(&h, &p->forms[i], &parts[i], buf_str(&now), p->stale);
        buf_release(&now);
    }
    page_end(&h);
    return failed;
}

static struct parts_page page_of(struct visit *v)
{
    return (struct parts_page){.v = v, .forms = {{.v = v}, {.v = v}, {.v = v}}};
}

int page_parts(struct visit *v, struct answer *a, struct err *err)
{
    struct parts_page p = page_of(v);

    return show_parts(&p, a, err);
}

struct telling {
    struct form *form;
    const char *field;
};

static void tell(void *context, int line, const char *text)
{
    struct telling *t = context;

    if (line)
        form_fault(t->form, t->field, "Regel %d: %s", line, text);
    else
        form_fault(t->form, t->field, "Elders in tamtam.conf: %s", text);
}

/* A browser ends lines with CR LF. */
static struct str lines_of(struct visit *v, struct str text)
{
    char *out = arena_alloc(&v->arena, text.n + 1);
    size_t n = 0;

    for (size_t i = 0; i < text.n; i++)
        if (text.p[i] != '\r')
            out[n++] = text.p[i];
    return (struct str){out, n};
}

int page_part_change(struct visit *v, struct answer *a, struct err *err)
{
    struct parts_page p = page_of(v);
    int i = 0;

    while (i < PARTS && !str_is(v->parts[0], parts[i].field))
        i++;
    if (i == PARTS)
        return answer_not_found(v, a);
    struct telling telling = {&p.forms[i], parts[i].field};
    struct settings_fault fault = {tell, &telling, 0};
    unsigned long long seen = strtoull(str_c(&v->arena, visit_form(v, "versie")), NULL, 16);

    if (settings_change_part(v->desk, parts[i].kinds, seen, lines_of(v, visit_form(v, parts[i].field)), &fault, &p.stale, err))
        return -1;
    if (p.stale)
        form_fault(&p.forms[i], parts[i].field, "Een ander heeft dit deel intussen veranderd. Vul aan wat u mist, en bewaar opnieuw.");
    a->object = str_of(parts[i].field);
    if (p.forms[i].nfaults == 0)
        return admin_changed(v, a, "/beheer/regels");
    a->status = 422;
    return show_parts(&p, a, err);
}

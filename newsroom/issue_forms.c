/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* The forms of an issue: its name, what it is one with, silence, who follows it, and what is true of its rumours. */
#include <string.h>

#include "base/when.h"
#include "newsroom/issue_view.h"
#include "newsroom/view.h"
#include "tamtam/dutch.h"

enum { MUTE_DAYS = 7 };

/* The form of a decision, with its faults when it is the one that was refused. */
static struct form start(struct html *h, struct issue_page *p, const char *what)
{
    struct form f = {.v = p->v};

    if (p->deciding && strcmp(p->deciding, what) == 0)
        f = *p->form;
    form_begin(&f, h, "/issues/%lld/%s", (long long)p->issue.id, what);
    return f;
}

static struct value_name *list_others(struct issue_page *p)
{
    struct arena *a = &p->v->arena;
    const struct kept_figures *k = p->kept;
    struct value_name *options = arena_alloc(a, (size_t)(k->nothers + 2) * sizeof *options);

    options[0] = (struct value_name){"", "Kies een issue"};
    for (int i = 0; i < k->nothers; i++)
        options[i + 1] = (struct value_name){str_printf(a, "%lld", (long long)k->others[i].id).p,
                                             str_printf(a, "%.*s (%lld)", STR_ARG(k->others[i].title), (long long)k->others[i].posts).p};
    return options;
}

static void put_follow(struct html *h, struct issue_page *p)
{
    struct form f = start(h, p, "volg");

    form_hidden(&f, "volg", p->follows ? STR("nee") : STR("ja"));
    form_end(&f, p->follows ? "Volg niet langer" : "Volg dit issue");
}

static void put_mute(struct html *h, struct issue_page *p)
{
    bool muted = p->muted_until > p->v->now;
    struct buf last = {0};
    struct form f;

    if (muted) {
        dutch_date(&last, when_day(p->muted_until - 1));
        html_el(h, "p", NULL, "Dit issue is gedempt tot en met %s.", buf_c(&last));
        buf_clear(&last);
    }
    f = start(h, p, "demp");
    when_print_day(&last, muted ? when_day(p->muted_until - 1) : when_day(p->v->now) + MUTE_DAYS);
    form_hint(&f, "Tot en met deze dag geeft dit issue geen signaal meer; de berichten blijven binnenkomen.");
    form_input(&f, "date", "tot", "Demp tot en met", buf_str(&last), NULL);
    form_end(&f, "Demp");
    if (muted)
        form_button(p->v, h, "Hef het dempen op", "/issues/%lld/demp?op=ja", (long long)p->issue.id);
    buf_release(&last);
}

void issue_put_decisions(struct html *h, struct issue_page *p)
{
    struct form f;

    view_section(h, "beslis", "Beslis", "elke beslissing wordt gelogd");
    put_follow(h, p);
    if (!visit_is(p->v, MAY_EDIT)) {
        html_end(h);
        return;
    }
    f = start(h, p, "naam");
    form_text(&f, "titel", "Naam", p->issue.title);
    form_end(&f, "Bewaar de naam");
    f = start(h, p, "samenvoegen");
    form_hint(&f, "De berichten van het andere issue komen hierbij.");
    form_select(&f, "ander", "Voeg samen met", (struct str){0}, list_others(p));
    form_end(&f, "Voeg samen");
    put_mute(h, p);
    html_end(h);
}

/* ---- rumours ---- */

const struct value_name rumour_states[] = {{"onbekend", "onbekend"}, {"waar", "waar"}, {"onwaar", "onwaar"}, {NULL, NULL}};

static void put_rumour(struct html *h, const struct rumour_line *r)
{
    bool untrue = r->known.state == RUMOUR_FALSE;

    html_tag(h, "li");
    html_open(h, "span", NULL);
    html_text(h, r->claim);
    html_el(h, "small", "klein", "%.*s", STR_ARG(r->told));
    html_end(h);
    html_el(h, "b", "num", "%d", r->n);
    view_sign_word(h, sign_of_state(rumour_sign(&r->known)), untrue ? "sw bad" : "sw", rumour_word(&r->known));
    html_end(h);
}

/* One of the rumours that were heard, what it is, and who says so. */
static void put_finding(struct html *h, struct issue_page *p, const struct rumour_line *list, int n)
{
    struct value_name *claims = arena_alloc(&p->v->arena, (size_t)(n + 2) * sizeof *claims);
    struct form f;

    claims[0] = (struct value_name){"", "Kies een gerucht"};
    for (int i = 0; i < n; i++)
        claims[i + 1].name = claims[i + 1].label = str_c(&p->v->arena, list[i].claim);
    html_tag(h, "details");
    html_flag(h, "open", p->deciding && strcmp(p->deciding, "gerucht") == 0);
    html_el(h, "summary", NULL, "Leg vast wat ervan waar is");
    f = start(h, p, "gerucht");
    form_select(&f, "bewering", "Gerucht", (struct str){0}, claims);
    form_radios(&f, "staat", "Staat", STR("onbekend"), rumour_states);
    form_hint(&f, "Wie het naging, of waar het staat: meetploeg, veiligheidsregio.");
    form_text(&f, "bron", "Volgens", (struct str){0});
    form_end(&f, "Leg vast");
    html_end(h);
}

void issue_put_rumours(struct html *h, struct issue_page *p)
{
    const struct rumour_line *list = p->kept->rumours;
    int n = p->kept->nrumours;

    view_section(h, "geruchten", "Geruchten", "staat, en wie het zegt");
    html_open(h, "ul", "vr");
    for (int i = 0; i < n; i++)
        put_rumour(h, &list[i]);
    html_end(h);
    if (n == 0)
        view_empty(h, "Geen gerucht gehoord.");
    else if (visit_is(p->v, MAY_EDIT))
        put_finding(h, p, list, n);
    html_end(h);
}

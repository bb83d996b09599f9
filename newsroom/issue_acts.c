/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* What people decide about an issue: its name, what it is one with, what leaves it, silence, and what is true of its rumours. */
#include <string.h>

#include "base/utf8.h"
#include "base/when.h"
#include "desk/archive.h"
#include "desk/rumours.h"
#include "newsroom/issue_view.h"
#include "newsroom/pages.h"
#include "newsroom/view.h"

enum { MOST_TITLE = 80, MOST_SOURCE = 140, MOST_MUTE_DAYS = 366 };

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

void issue_put_decisions(struct html *h, struct issue_page *p)
{
    struct form f;
    struct buf tomorrow = {0};

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
    f = start(h, p, "demp");
    when_print_day(&tomorrow, when_day(p->v->now) + 7);
    form_hint(&f, "Tot en met deze dag geeft dit issue geen signaal meer; de berichten blijven binnenkomen.");
    form_input(&f, "date", "tot", "Demp tot en met", buf_str(&tomorrow), NULL);
    form_end(&f, "Demp");
    html_end(h);
    buf_release(&tomorrow);
}

/* ---- rumours ---- */

static const struct value_name rumour_states[] = {{"onbekend", "onbekend"}, {"waar", "waar"}, {"onwaar", "onwaar"}, {NULL, NULL}};

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

/* ---- the decisions themselves ---- */

struct decision {
    struct visit *v;
    struct form form;
    int64_t id;
    struct stored_issue issue;
    const char *what;
};

/* The issue of the address; 1 when there is none, and the answer says so. */
static int begin(struct decision *d, struct answer *a, struct err *err)
{
    d->form.v = d->v;
    if (visit_number(d->v->parts[0], &d->id))
        return answer_not_found(d->v, a) ? -1 : 1;
    if (store_issue(d->v->desk->store, &d->v->arena, d->id, &d->issue, err))
        return -1;
    if (d->issue.id == 0)
        return answer_not_found(d->v, a) ? -1 : 1;
    d->id = d->issue.id;
    return 0;
}

/* Back to the page, with what was wrong and what was filled in. */
static int refuse(struct decision *d, struct answer *a, struct err *err)
{
    struct issue_page p = {.v = d->v, .deciding = d->what, .form = &d->form, .splitting = strcmp(d->what, "splits") == 0};
    int failed = issue_read(&p, d->id, err);

    a->status = 422;
    failed = failed || issue_show(&p, a, err);
    issue_leave(&p);
    return failed ? -1 : 0;
}

static int act(struct decision *d, struct answer *a, struct action action, struct err *err)
{
    action.a = d->id;
    return visit_act(d->v, action, err) ? -1 : answer_go(d->v, a, "/issues/%lld", (long long)d->id);
}

int page_issue_name(struct visit *v, struct answer *a, struct err *err)
{
    struct decision d = {.v = v, .what = "naam"};
    int begun = begin(&d, a, err);
    struct str title = str_trim(visit_form(v, "titel"));

    if (begun)
        return begun < 0 ? -1 : 0;
    if (title.n == 0)
        form_fault(&d.form, "titel", "Geef het issue een naam.");
    else if (utf8_length(title) > MOST_TITLE)
        form_fault(&d.form, "titel", "Een naam heeft hoogstens %d tekens.", MOST_TITLE);
    return d.form.nfaults ? refuse(&d, a, err) : act(&d, a, (struct action){.kind = STR("name"), .text = title}, err);
}

int page_issue_merge(struct visit *v, struct answer *a, struct err *err)
{
    struct decision d = {.v = v, .what = "samenvoegen"};
    int begun = begin(&d, a, err);
    struct stored_issue other = {.id = 0};
    int64_t number;

    if (begun)
        return begun < 0 ? -1 : 0;
    if (visit_number(visit_form(v, "ander"), &number) == 0 && store_issue(v->desk->store, &v->arena, number, &other, err))
        return -1;
    if (other.id == 0 || other.id == d.id)
        form_fault(&d.form, "ander", "Kies het issue dat hierbij hoort.");
    return d.form.nfaults ? refuse(&d, a, err) : act(&d, a, (struct action){.kind = STR("merge"), .b = other.id}, err);
}

int page_issue_split(struct visit *v, struct answer *a, struct err *err)
{
    struct decision d = {.v = v, .what = "splits"};
    int begun = begin(&d, a, err);
    struct buf posts = {0};
    struct str value;
    int64_t post;
    int at = 0, result;

    if (begun)
        return begun < 0 ? -1 : 0;
    while (fields_next(&v->form, "bericht", &at, &value))
        if (visit_number(value, &post) == 0)
            buf_printf(&posts, "%s%lld", posts.n ? " " : "", (long long)post);
    if (posts.n == 0)
        form_fault(&d.form, "", "Vink minstens één bericht aan dat een eigen issue wordt.");
    result = d.form.nfaults ? refuse(&d, a, err) : act(&d, a, (struct action){.kind = STR("split"), .text = buf_str(&posts)}, err);
    buf_release(&posts);
    return result;
}

int page_issue_mute(struct visit *v, struct answer *a, struct err *err)
{
    struct decision d = {.v = v, .what = "demp"};
    int begun = begin(&d, a, err), day = 0;

    if (begun)
        return begun < 0 ? -1 : 0;
    if (when_parse_day(visit_form(v, "tot"), &day))
        form_fault(&d.form, "tot", "Vul een datum in, zoals 2026-03-18.");
    else if (day < when_day(v->now) || day > when_day(v->now) + MOST_MUTE_DAYS)
        form_fault(&d.form, "tot", "Kies een dag van vandaag tot over een jaar.");
    return d.form.nfaults ? refuse(&d, a, err) : act(&d, a, (struct action){.kind = STR("mute"), .b = when_at(day + 1, 0, 0)}, err);
}

/* What is written beside the line, in a transaction of its own. */
static int commit(struct visit *v, int failed, struct err *err)
{
    if (failed) {
        store_roll_back(v->desk->store);
        return -1;
    }
    return store_commit(v->desk->store, err);
}

int page_issue_follow(struct visit *v, struct answer *a, struct err *err)
{
    struct decision d = {.v = v, .what = "volg"};
    int begun = begin(&d, a, err);

    if (begun)
        return begun < 0 ? -1 : 0;
    if (store_begin(v->desk->store, err) ||
        commit(v, store_set_follower(v->desk->store, d.id, v->user->name, v->now, !str_is(visit_form(v, "volg"), "nee"), err), err))
        return -1;
    return answer_go(v, a, "/issues/%lld#beslis", (long long)d.id);
}

int page_issue_rumour(struct visit *v, struct answer *a, struct err *err)
{
    struct decision d = {.v = v, .what = "gerucht"};
    struct doer by = {v->user->name, v->now};
    struct str claim = visit_form(v, "bewering"), state = visit_form(v, "staat"), source = str_trim(visit_form(v, "bron"));
    int begun = begin(&d, a, err);

    if (begun)
        return begun < 0 ? -1 : 0;
    if (claim.n == 0)
        form_fault(&d.form, "bewering", "Kies een van de geruchten.");
    if (value_of(rumour_states, state) < 0)
        form_fault(&d.form, "staat", "Kies onbekend, waar of onwaar.");
    else if (!str_is(state, "onbekend") && source.n == 0)
        form_fault(&d.form, "bron", "Schrijf wie het naging: zonder bron blijft een gerucht onbekend.");
    if (utf8_length(source) > MOST_SOURCE)
        form_fault(&d.form, "bron", "Een bron heeft hoogstens %d tekens.", MOST_SOURCE);
    if (d.form.nfaults)
        return refuse(&d, a, err);
    return rumours_settle(v->desk, d.id, claim, state, source, &by, err) ? -1 : answer_go(v, a, "/issues/%lld#geruchten", (long long)d.id);
}

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

enum { MOST_TITLE = 80, MOST_SOURCE = 140, MOST_MUTE_DAYS = 366 };

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
    if (str_is(visit_query(v, "op"), "ja"))
        return act(&d, a, (struct action){.kind = STR("mute"), .b = v->now}, err);
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

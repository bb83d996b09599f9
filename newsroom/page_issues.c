/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* The list of issues: by period, district, theme, voice and phase, from the tally. */
#include <stdlib.h>
#include <string.h>

#include "base/when.h"
#include "newsroom/page.h"
#include "newsroom/pages.h"
#include "newsroom/view.h"
#include "store/now.h"
#include "tamtam/dutch.h"
#include "tamtam/life.h"

enum { MOST_LISTED = 60, TREND = 14 };

static const struct value_name periods[] = {{"1", "24 uur"},    {"7", "7 dagen"},   {"14", "14 dagen"},
                                            {"30", "30 dagen"}, {"90", "90 dagen"}, {NULL, NULL}};

struct filters {
    int days, district, theme, voice, phase; /* -1: all */
};

static struct filters read_filters(struct visit *v)
{
    int period = value_of(periods, visit_query(v, "dagen"));

    return (struct filters){.days = atoi(periods[period < 0 ? 1 : period].name),
                            .district = visit_query(v, "wijk").n ? municipality_district(&v->desk->town, visit_query(v, "wijk")) : -1,
                            .theme = value_of(theme_names, visit_query(v, "thema")),
                            .voice = value_of(voice_names, visit_query(v, "stem")),
                            .phase = value_of(phase_names, visit_query(v, "fase"))};
}

/* ---- the form of filters ---- */

static void put_options(struct html *h, const struct value_name *options, int chosen, const char *all)
{
    if (all) {
        html_tag(h, "option");
        html_attr(h, "value", "");
        html_text(h, str_of(all));
        html_end(h);
    }
    for (int i = 0; options[i].name; i++) {
        html_tag(h, "option");
        html_attr(h, "value", options[i].name);
        html_flag(h, "selected", i == chosen);
        html_text(h, str_of(options[i].label));
        html_end(h);
    }
}

static void begin_filter(struct html *h, const char *name, const char *label)
{
    html_open(h, "label", "filter");
    html_text(h, str_of(label));
    html_tag(h, "select");
    html_attr(h, "name", name);
}

static void end_filter(struct html *h)
{
    html_end(h);
    html_end(h);
}

static void put_filters(struct html *h, struct visit *v, const struct filters *f)
{
    const struct municipality *town = &v->desk->town;
    struct value_name *districts = arena_alloc(&v->arena, (size_t)(town->ndistricts + 1) * sizeof *districts);
    int period = 0;

    for (int i = 0; i < town->ndistricts; i++)
        districts[i].name = districts[i].label = str_c(&v->arena, town->districts[i].name);
    for (int i = 0; periods[i].name; i++)
        period = atoi(periods[i].name) == f->days ? i : period;
    html_open(h, "form", "filterbalk");
    html_attr(h, "method", "get");
    html_attr(h, "action", "/issues");
    begin_filter(h, "dagen", "Periode");
    put_options(h, periods, period, NULL);
    end_filter(h);
    begin_filter(h, "wijk", "Wijk");
    put_options(h, districts, f->district, "alle wijken");
    end_filter(h);
    begin_filter(h, "thema", "Thema");
    put_options(h, theme_names, f->theme, "alle thema’s");
    end_filter(h);
    begin_filter(h, "stem", "Stem");
    put_options(h, voice_names, f->voice, "alle stemmen");
    end_filter(h);
    begin_filter(h, "fase", "Fase");
    put_options(h, phase_names, f->phase, "alle fasen");
    end_filter(h);
    html_el(h, "button", NULL, "Toon");
    html_end(h);
}

/* ---- the list ---- */

static int read_sums(struct visit *v, const struct filters *f, struct issue_sum **sums, int *n, struct err *err)
{
    int today = when_day(v->now);
    struct issue_query q = {.from_day = today - f->days + 1, .to_day = today + 1, .voice = f->voice, .limit = 400};
    struct issue_sum *others;
    int nothers, kept = 0;

    if (f->district >= 0) {
        q.cut = STR("district");
        q.value = v->desk->town.districts[f->district].name;
    } else if (f->theme >= 0) {
        q.cut = STR("theme");
        q.value = str_of(theme_names[f->theme].name);
    }
    if (store_issue_sums(v->desk->store, &v->arena, &q, sums, n, err))
        return -1;
    if (f->district < 0 || f->theme < 0)
        return 0;
    q.cut = STR("theme");
    q.value = str_of(theme_names[f->theme].name);
    if (store_issue_sums(v->desk->store, &v->arena, &q, &others, &nothers, err))
        return -1;
    for (int i = 0; i < *n; i++)
        for (int k = 0; k < nothers; k++)
            if (others[k].issue == (*sums)[i].issue) {
                (*sums)[kept++] = (*sums)[i];
                break;
            }
    *n = kept;
    return 0;
}

/* Is a count of this cut one of residents, which may be too small to tell? */
static bool is_cut(const struct filters *f)
{
    return f->district >= 0 || f->theme >= 0 || f->voice == VOICE_BEVOLKING;
}

static void put_issue_row(struct html *h, struct visit *v, const struct filters *f, const struct stored_issue *issue, int64_t posts,
                          const int64_t *days, const struct life *life)
{
    int64_t before = 0;
    int64_t now = days[TREND - 1];

    for (int i = TREND - 4; i < TREND - 1; i++)
        before += days[i];
    html_tag(h, "tr");
    view_row_head(h);
    html_link(h, NULL, issue->title.n ? issue->title : STR("(zonder naam)"), "/issues/%lld", (long long)issue->id);
    html_end(h);
    html_el(h, "td", "num", "%.*s", STR_ARG(is_cut(f) ? view_residents(&v->arena, posts) : str_printf(&v->arena, "%lld", (long long)posts)));
    html_open(h, "td", "c-trend");
    view_sign(h, 3 * now > before ? SIGN_UP : 3 * now < before ? SIGN_DOWN : SIGN_EQUAL, NULL);
    html_textf(h, " %s", 3 * now > before ? "stijgt" : 3 * now < before ? "daalt" : "gelijk");
    html_end(h);
    html_open(h, "td", "c-dagen");
    view_days(h, days, TREND);
    html_end(h);
    html_open(h, "td", NULL);
    view_sign_word(h, sign_of_phase(life->phase), NULL, phase_names[life->phase].label);
    html_end(h);
    html_el(h, "td", "num", "dag %d", when_day(v->now) - when_day(issue->first) + 1);
    html_end(h);
}

static int put_issue(struct html *h, struct visit *v, const struct filters *f, const struct issue_sum *sum, int *shown, struct err *err)
{
    int today = when_day(v->now), n;
    struct tally_query q = {.from_day = today - TREND + 1, .to_day = today + 1, .issue = sum->issue, .voice = -1, .sentiment = -1};
    int64_t days[TREND], *times;
    struct stored_issue issue;
    struct life life;

    if (store_issue(v->desk->store, &v->arena, sum->issue, &issue, err) ||
        store_times(v->desk->store, &v->arena, sum->issue, v->now - TREND * (int64_t)WHEN_DAY, v->now, &times, &n, err))
        return -1;
    life = life_at(times, n, issue.first, v->now);
    if (f->phase >= 0 && (int)life.phase != f->phase)
        return 0;
    if (store_count_days(v->desk->store, &q, days, err))
        return -1;
    put_issue_row(h, v, f, &issue, sum->posts, days, &life);
    ++*shown;
    return 0;
}

int page_issues(struct visit *v, struct answer *a, struct err *err)
{
    static const char *const titles[] = {"Issue", "#Berichten", "Trend", "14 dagen", "Fase", "#Dag", NULL};
    struct filters f = read_filters(v);
    struct issue_sum *sums;
    struct html h;
    int n, shown = 0;

    if (read_sums(v, &f, &sums, &n, err))
        return -1;
    page_begin(&h, v, a, &(struct page){.title = "Issues", .nav = "/issues", .layout = "lezen breed", .scripts = {"live.js"}});
    html_el(&h, "h1", NULL, "Issues");
    put_filters(&h, v, &f);
    html_open(&h, "div", NULL);
    html_attr(&h, "id", "lijst");
    view_live(&h, "post issue action");
    view_table(&h, "tabel issues", "Issues", "Issues met aantal, trend, verloop en fase", titles);
    for (int i = 0; i < n && shown < MOST_LISTED; i++)
        if (put_issue(&h, v, &f, &sums[i], &shown, err))
            return -1;
    view_table_end(&h);
    if (shown == 0)
        view_empty(&h, "Geen issues met deze filters. Kies een langere periode of laat een filter los.");
    else if (n > shown && f.phase < 0)
        html_el(&h, "p", "klein", "De %d grootste van %d.", shown, n);
    html_end(&h);
    page_end(&h);
    return 0;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "newsroom/wall.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "base/when.h"
#include "desk/calendar.h"
#include "desk/cases.h"
#include "base/norm.h"
#include "newsroom/view.h"
#include "tamtam/agenda.h"
#include "tamtam/chart.h"
#include "tamtam/dutch.h"
#include "tamtam/webcare.h"
#include "tamtam/map.h"
#include "tamtam/svg.h"
#include "tamtam/words.h"

enum { MOST_OWN = 200, MOST_CASES = 5000, MOST_ACTIONS = 5, MOST_DISTRICTS = 5, STALE_MS = 45 * 60 * 1000 };

/* ---- frame ---- */

void wall_section(struct html *h, const char *id, const char *class, const char *heading, const char *note)
{
    html_open(h, "section", class);
    html_attrf(h, "aria-labelledby", "w-%s", id);
    html_open(h, "div", "wandtitel");
    html_tag(h, "h2");
    html_attrf(h, "id", "w-%s", id);
    html_text(h, str_of(heading));
    html_end(h);
    html_el(h, "span", "sub", "%s", note);
    html_end(h);
}

void wall_brand(struct html *h, struct visit *v, const char *date)
{
    html_open(h, "div", "wandmerk");
    if (v->desk->town.logo.n) {
        html_open(h, "img", "logo");
        html_attr(h, "src", "/logo.svg");
        html_attr(h, "alt", "");
    }
    html_open(h, "p", NULL);
    html_el(h, "b", NULL, "Nieuwsredactie %.*s", STR_ARG(v->desk->town.name));
    html_el(h, "small", NULL, "%s", date);
    html_end(h);
    html_end(h);
}

void wall_clock(struct html *h, struct visit *v)
{
    struct civil c = when_local(v->now);

    html_open(h, "p", "klok");
    html_attrf(h, "data-nu", "%lld", (long long)v->now);
    html_textf(h, "%02d.%02d", c.hour, c.minute);
    html_end(h);
}

struct str wall_short(struct visit *v, struct str text, size_t most)
{
    if (text.n <= most)
        return text;
    text = utf8_prefix(text, most);
    while (text.n && text.p[text.n - 1] != ' ')
        text.n--;
    return str_printf(&v->arena, "%.*s…", STR_ARG(str_trim(text)));
}

void wall_put_controls(struct html *h, bool second)
{
    html_open(h, "nav", "wandknoppen");
    html_attr(h, "aria-label", "Wandscherm");
    html_link(h, "knop", STR("Terug naar de redactie"), "/");
    html_link(h, "knop", second ? STR("Scherm: vandaag") : STR("Scherm: nu binnen"), second ? "/muur" : "/muur?scherm=nu");
    html_open(h, "button", "knop");
    html_attr(h, "type", "button");
    html_attr(h, "data-pauze", "ja");
    html_flag(h, "hidden", true);
    html_text(h, STR("Pauze"));
    html_end(h);
    html_end(h);
}

/* ---- webcare, and what is to be done today ---- */

struct doing {
    int64_t at;
    const char *done, *todo; /* in words */
    struct str what;         /* of the agenda, instead */
};

static int by_moment(const void *x, const void *y)
{
    const struct doing *a = x, *b = y;

    return (a->at > b->at) - (a->at < b->at);
}

/* What the own channel told of today. */
struct promised {
    struct visit *v;
    struct doing *list;
    int most, *n;
};

static int add_promised(void *context, const struct stored_post *post)
{
    struct promised *p = context;
    int today = when_day(p->v->now), day, minute;
    size_t where;

    if (*p->n < p->most && words_may_quote(post) && agenda_date(post->post.text, when_day(post->post.time), &day, &minute, &where) && day == today)
        p->list[(*p->n)++] = (struct doing){when_at(today, minute < 0 ? 0 : minute / 60, minute < 0 ? 0 : minute % 60), NULL, NULL,
                                            str_copy(&p->v->arena, words_headline(post, 80, &p->v->arena))};
    return *p->n == p->most;
}

static int read_doing(struct visit *v, struct doing *list, int most, int *n, struct err *err)
{
    static const struct {
        const char *job, *done, *todo;
    } words[] = {{"concept", "Concept tamtam klaar", "Concept tamtam"}, {"send", "Tamtam verstuurd", "Tamtam versturen"}};
    struct calendar calendar = calendar_of(&v->desk->town);
    struct promised p = {v, list, most, n};
    int today = when_day(v->now);

    *n = 0;
    for (int i = 0; i < calendar.n; i++)
        for (size_t k = 0; k < sizeof words / sizeof *words; k++)
            if (str_is(str_of(words[k].job), calendar.v[i].job) && when_is_workday(today) && *n < most)
                list[(*n)++] = (struct doing){when_at(today, calendar.v[i].minute / 60, calendar.v[i].minute % 60), words[k].done,
                                              words[k].todo, {0}};
    if (store_public_posts(v->desk->store, VOICE_GEMEENTE, v->now - AGENDA_BACK_DAYS * (int64_t)WHEN_DAY, v->now, MOST_OWN, &v->desk->town,
                           add_promised, &p, err))
        return -1;
    qsort(list, (size_t)*n, sizeof *list, by_moment);
    return 0;
}

static void put_doing(struct html *h, struct visit *v, const struct doing *d)
{
    bool past = d->at <= v->now;
    struct civil c = when_local(d->at);
    bool whole_day = !d->todo && c.hour == 0 && c.minute == 0;

    past = past && !whole_day;
    html_open(h, "li", past ? "actie klaar" : "actie");
    view_sign(h, past ? SIGN_YES : SIGN_ACTION, past ? "gedaan" : "nog te doen");
    if (whole_day)
        html_el(h, "b", NULL, "dag");
    else
        html_el(h, "b", NULL, "%02d.%02d", c.hour, c.minute);
    if (d->todo)
        html_el(h, "span", NULL, "%s", past ? d->done : d->todo);
    else
        html_el(h, "span", NULL, "%.*s", STR_ARG(wall_short(v, d->what, 60)));
    html_end(h);
}

static int read_load(struct wall *w, int *open, int *late, struct err *err)
{
    const struct webcare_settings *norm = &w->v->desk->town.webcare;
    struct case_row *rows;
    int n;

    *open = *late = 0;
    for (int s = CASE_NEW; s <= CASE_WAITING; s++) {
        if (store_cases(w->v->desk->store, &w->v->arena, (enum case_state)s, 0, w->v->now + 1, MOST_CASES, &rows, &n, err))
            return -1;
        *open += n;
        for (int i = 0; i < n; i++)
            *late += !rows[i].answered && norm_spent(norm, rows[i].time, w->v->now) > norm_span(norm);
    }
    return 0;
}

static void put_figure(struct html *h, const char *figure, const char *first, const char *second)
{
    html_open(h, "div", "cijfer");
    html_el(h, "b", NULL, "%s", figure);
    html_open(h, "p", NULL);
    html_text(h, str_of(first));
    html_tag(h, "br");
    html_text(h, str_of(second));
    html_end(h);
    html_end(h);
}

static void put_today_to_do(struct html *h, struct visit *v, const struct doing *list, int n)
{
    html_el(h, "h2", NULL, "Vandaag te doen");
    html_open(h, "ul", "acties-wand");
    for (int i = n > MOST_ACTIONS ? n - MOST_ACTIONS : 0; i < n; i++)
        put_doing(h, v, &list[i]);
    html_end(h);
    if (n == 0)
        view_empty(h, "Niets op de agenda.");
}

int wall_put_webcare(struct html *h, struct wall *w, struct err *err)
{
    struct visit *v = w->v;
    struct doing list[16];
    struct case_report report;
    struct buf open_cases = {0}, median = {0}, norm = {0};
    char late_words[40];
    int open, late, n;

    if (read_load(w, &open, &late, err) || read_doing(v, list, 16, &n, err) ||
        webcare_read(v->desk->store, &v->desk->town, when_at(when_day(v->now), 0, 0), v->now + 1, v->now, &report, err))
        return -1;
    wall_section(h, "webcare", "s3", "Webcare en KCC", "");
    dutch_count(&open_cases, open);
    snprintf(late_words, sizeof late_words, late ? "%d te laat" : "alle binnen norm", late);
    if (report.all.median >= 0)
        dutch_span(&median, report.all.median);
    view_norm_words(&norm, &v->desk->town.webcare);
    html_open(h, "div", "twee");
    put_figure(h, buf_c(&open_cases), open == 1 ? "open vraag," : "open vragen,", late_words);
    put_figure(h, report.all.median >= 0 ? buf_c(&median) : "–", "reactietijd,", str_printf(&v->arena, "norm %s", buf_c(&norm)).p);
    html_end(h);
    if (!w->alert) /* which has a list of its own */
        put_today_to_do(h, v, list, n);
    html_end(h);
    buf_release(&open_cases);
    buf_release(&median);
    buf_release(&norm);
    return 0;
}

/* ---- districts ---- */

struct by_district {
    int district;
    int64_t n;
};

static int by_most(const void *x, const void *y)
{
    const struct by_district *a = x, *b = y;

    return a->n != b->n ? (b->n > a->n) - (b->n < a->n) : a->district - b->district;
}

static int read_districts(struct wall *w, struct by_district **list, struct err *err)
{
    const struct municipality *town = &w->v->desk->town;
    int today = when_day(w->v->now);

    *list = arena_alloc(&w->v->arena, (size_t)(town->ndistricts + 1) * sizeof **list);
    for (int i = 0; i < town->ndistricts; i++) {
        struct tally_query q = {.from_day = today,
                                .to_day = today + 1,
                                .voice = VOICE_BEVOLKING,
                                .sentiment = -1,
                                .cut = STR("district"),
                                .value = town->districts[i].name};

        (*list)[i].district = i;
        if (store_count(w->v->desk->store, &q, &(*list)[i].n, err))
            return -1;
    }
    qsort(*list, (size_t)town->ndistricts, sizeof **list, by_most);
    return 0;
}

/* The issue that is on most in a district today, of five posts on. */
static int put_matter(struct html *h, struct visit *v, struct str district, struct err *err)
{
    int today = when_day(v->now), n;
    struct issue_query q = {.from_day = today, .to_day = today + 1, .cut = STR("district"), .value = district, .voice = -1, .limit = 1};
    struct issue_sum *sums;
    struct stored_issue issue;

    if (store_issue_sums(v->desk->store, &v->arena, &q, &sums, &n, err))
        return -1;
    if (n && store_issue(v->desk->store, &v->arena, sums[0].issue, &issue, err))
        return -1;
    html_el(h, "span", "sub", "%.*s", STR_ARG(n ? issue.title : (struct str){0}));
    return 0;
}

int wall_put_districts(struct html *h, struct wall *w, struct err *err)
{
    const struct municipality *town = &w->v->desk->town;
    struct by_district *list;

    if (read_districts(w, &list, err))
        return -1;
    wall_section(h, "wijken", "s4", "In de wijken", "inwoners");
    html_tag(h, "ul");
    for (int i = 0; i < town->ndistricts && i < MOST_DISTRICTS && list[i].n; i++) {
        struct str name = town->districts[list[i].district].name;

        html_open(h, "li", "wijk");
        html_el(h, "b", "naam-wijk", "%.*s", STR_ARG(name));
        html_el(h, "b", "num", "%.*s", STR_ARG(view_residents(&w->v->arena, list[i].n)));
        if (list[i].n >= LEAST_SHOWN ? put_matter(h, w->v, name, err) : 0)
            return -1;
        html_end(h);
    }
    html_end(h);
    if (town->ndistricts == 0 || list[0].n == 0)
        view_empty(h, "Vandaag nog geen wijk genoemd.");
    html_end(h);
    return 0;
}

/* Map or tiles of all districts. */
static int put_map(struct html *h, struct wall *w, struct err *err)
{
    const struct municipality *town = &w->v->desk->town;
    struct by_district *list;
    struct document doc = {0};
    struct drawing drawing = {.width = 880, .text = 24, .roomy = true, .arena = &w->v->arena};
    int *counts = arena_alloc(&w->v->arena, (size_t)(town->ndistricts + 1) * sizeof *counts);
    bool *few = arena_alloc(&w->v->arena, (size_t)(town->ndistricts + 1) * sizeof *few);
    struct buf svg = {0};

    if (read_districts(w, &list, err))
        return -1;
    for (int i = 0; i < town->ndistricts; i++) {
        counts[list[i].district] = (int)list[i].n;
        few[list[i].district] = list[i].n > 0 && list[i].n < LEAST_SHOWN;
    }
    doc_init(&doc);
    struct block *chart = map_chart(doc.root, town, STR("Berichten van inwoners per wijk, vandaag"), counts, few);
    if (chart) {
        chart_draw(&drawing, &chart->chart);
        svg_drawing(&svg, &drawing, "kaart", chart->chart.alt);
        html_markup(h, buf_str(&svg));
    }
    buf_release(&svg);
    doc_release(&doc);
    return 0;
}

/* ---- what comes in now ---- */

struct incoming {
    struct html *h;
    struct wall *w;
    int n;
};

enum { MOST_INCOMING = 8 };

static int put_incoming(void *context, const struct stored_post *p)
{
    struct incoming *in = context;

    if (!post_is_public(&p->post))
        return 0;
    html_open(in->h, "li", "nieuws");
    html_open(in->h, "h3", "licht");
    view_sign(in->h, sign_of_voice(p->post.actor_voice), voice_names[p->post.actor_voice].label);
    html_textf(in->h, " %.*s: ", STR_ARG(p->post.actor));
    html_text(in->h, wall_short(in->w->v, words_may_quote(p) ? words_headline(p, 160, &in->w->v->arena) : STR("reactie"), 70));
    html_end(in->h);
    html_open(in->h, "p", "sub");
    view_moment(in->h, p->post.time, in->w->v->now);
    html_textf(in->h, " uur, %s", view_channel(p->post.channel));
    html_end(in->h);
    html_end(in->h);
    return ++in->n == MOST_INCOMING;
}

static int put_residents(struct html *h, struct wall *w, struct err *err)
{
    int today = when_day(w->v->now);
    int64_t most[THEME_COUNT];
    int shown = 0;

    html_open(h, "p", "inwoners");
    view_sign(h, SIGN_INWONERS, NULL);
    html_textf(h, " Inwoners: %.*s vandaag", STR_ARG(view_residents(&w->v->arena, w->residents)));
    for (int i = 0; i < THEME_COUNT; i++) {
        struct tally_query q = {.from_day = today,
                                .to_day = today + 1,
                                .voice = VOICE_BEVOLKING,
                                .sentiment = -1,
                                .cut = STR("theme"),
                                .value = str_of(theme_names[i].name)};

        if (store_count(w->v->desk->store, &q, &most[i], err))
            return -1;
    }
    for (int k = 0; k < 4; k++) {
        int top = -1;

        for (int i = 0; i < THEME_COUNT; i++)
            if (i != THEME_OVERIG && most[i] >= LEAST_SHOWN && (top < 0 || most[i] > most[top]))
                top = i;
        if (top < 0)
            break;
        html_textf(h, "%s%s %lld", shown++ ? ", " : ", over ", theme_names[top].label, (long long)most[top]);
        most[top] = 0;
    }
    html_end(h);
    return 0;
}

int wall_put_now(struct html *h, struct wall *w, struct err *err)
{
    static const enum voice voices[] = {VOICE_MEDIA, VOICE_OPINIEMAKER, VOICE_BELANGENGROEP};
    struct incoming in = {h, w, 0};
    struct buf date = {0};

    dutch_date(&date, when_day(w->v->now));
    html_open(h, "div", "wandkop");
    wall_brand(h, w->v, buf_c(&date));
    html_el(h, "p", "wandstand", "Nu binnen");
    wall_clock(h, w->v);
    html_end(h);
    buf_release(&date);
    html_open(h, "span", "kleurlijn");
    html_end(h);
    html_open(h, "div", "wand");
    html_el(h, "h1", "vh", "Wandscherm: nu binnen");
    wall_section(h, "binnen", "s6", "Nu binnen", "wie in het openbaar spreekt");
    if (put_residents(h, w, err))
        return -1;
    html_tag(h, "ul");
    for (size_t i = 0; i < 3; i++) {
        in.n = i == 0 ? MOST_INCOMING - 4 : MOST_INCOMING - 2;
        if (store_public_posts(w->v->desk->store, voices[i], w->v->now - 36 * (int64_t)WHEN_HOUR, w->v->now + 1, MOST_INCOMING,
                               &w->v->desk->town, put_incoming, &in, err))
            return -1;
    }
    html_end(h);
    html_end(h);
    wall_section(h, "kaart", "s6", "Waar", "inwoners, vandaag");
    if (put_map(h, w, err))
        return -1;
    html_end(h);
    html_end(h);
    return wall_put_foot(h, w, err);
}

/* ---- foot: sources, and how fresh it is ---- */

int wall_put_foot(struct html *h, struct wall *w, struct err *err)
{
    const struct sources *sources = &w->v->desk->sources;
    struct buf hour = {0};
    int well = 0, asked = 0;
    int64_t last = 0;

    for (int i = 0; i < sources->n; i++) {
        struct source_row row;

        if (store_source(w->v->desk->store, &w->v->arena, sources->v[i].name, &row, err))
            return -1;
        asked += row.last_try != 0;
        well += row.last_try != 0 && row.failures == 0;
        last = row.last_good > last ? row.last_good : last;
    }
    html_open(h, "div", "onder");
    html_open(h, "p", NULL);
    if (asked)
        html_textf(h, "%d van %d bronnen bereikbaar", well, sources->n);
    else
        html_text(h, STR("nog geen bron gevraagd"));
    if (last && w->v->now - last > STALE_MS) {
        dutch_span(&hour, w->v->now - last);
        html_el(h, "b", "let-op", " niets opgehaald sinds %s", buf_c(&hour));
        buf_clear(&hour);
    }
    html_end(h);
    html_open(h, "p", "bron-weg");
    html_attr(h, "data-bron", "ja");
    html_attr(h, "role", "status");
    html_flag(h, "hidden", true);
    html_end(h);
    dutch_hour(&hour, w->v->now);
    html_el(h, "p", NULL, "bijgewerkt %s", buf_c(&hour));
    html_end(h);
    buf_release(&hour);
    return 0;
}

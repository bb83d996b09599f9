/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* One issue: its figures, voices and posts, and what stands beside it. What people decide about it is in issue_acts.c. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/when.h"
#include "desk/archive.h"
#include "newsroom/issue_view.h"
#include "newsroom/page.h"
#include "newsroom/pages.h"
#include "newsroom/standing.h"
#include "newsroom/view.h"
#include "tamtam/dossier.h"
#include "tamtam/dutch.h"
#include "tamtam/life.h"
#include "tamtam/own_line.h"
#include "tamtam/words.h"
#include "tamtam/write_html.h"

enum { MOST_POSTS = 60, HOURS = 24, CHART_WIDE = 840, CHART_TALL = 176, CHART_TOP = 24, CHART_FLOOR = 158, MOST_LOG = 12 };
enum { MOST_ACTIONS = 1000, MOST_QUESTIONS = 6 };

/* ---- reading ---- */

/* The last 24 hours, or where they are empty the day in which the last post fell; 7 or 14 days on demand. */
static void choose_window(struct issue_page *p)
{
    struct visit *v = p->v;
    int64_t days;

    p->to = v->now + 1;
    p->days = 1;
    if (visit_number(visit_query(v, "dagen"), &days) == 0 && (days == 7 || days == 14))
        p->days = (int)days;
    else if (p->issue.last < v->now - WHEN_DAY)
        p->to = p->issue.last + 1;
}

static int read_life(struct issue_page *p, struct err *err)
{
    int64_t *times;
    int n;

    if (store_times(p->v->desk->store, &p->v->arena, p->issue.id, p->v->now - 14 * (int64_t)WHEN_DAY, p->v->now, &times, &n, err))
        return -1;
    p->life = life_at(times, n, p->issue.first, p->v->now);
    return 0;
}

static int read_alert(struct issue_page *p, struct err *err)
{
    struct alert_now *list;
    int n;

    if (alerts_standing(p->v->desk, &p->v->arena, p->v->now, &list, &n, err))
        return -1;
    for (int i = n; i-- > 0;)
        if (list[i].last.issue == p->issue.id)
            p->alert = &list[i];
    return 0;
}

/* The last that was said of silence holds. */
static int note_mute(void *context, const struct action *action)
{
    struct issue_page *p = context;

    if (!str_is(action->kind, "mute"))
        return 0;
    p->muted_until = action->b;
    return 1;
}

int issue_read(struct issue_page *p, int64_t id, struct err *err)
{
    struct visit *v = p->v;

    if (store_issue(v->desk->store, &v->arena, id, &p->issue, err))
        return -1;
    if (p->issue.id == 0)
        return 0;
    choose_window(p);
    if (kept_take(v, &p->issue, p->days, p->to, &p->kept, err))
        return -1;
    p->figures = &p->kept->figures;
    p->from = p->figures->from;
    p->to = p->figures->to;
    return read_life(p, err) || read_alert(p, err) ||
                   store_issue_actions(v->desk->store, p->issue.id, MOST_ACTIONS, note_mute, p, err) ||
                   store_followers(v->desk->store, p->issue.id, v->user->name, &p->followers, &p->follows, err)
               ? -1
               : 0;
}

void issue_leave(struct issue_page *p)
{
    kept_give_back(p->v, p->kept);
}

/* ---- head and key figures ---- */

static void put_head(struct html *h, struct issue_page *p)
{
    const struct counts *c = &p->figures->counts;
    int theme = counts_top(c->themes, THEME_COUNT);
    struct tallied *districts;
    int n = tallied_districts(&p->v->arena, &p->figures->issues[0], VOICE_NONE, &p->v->desk->town, &districts);

    html_open(h, "div", "ikop");
    html_tag(h, "div");
    html_open(h, "p", "mk");
    html_el(h, "span", NULL, "Issue");
    if (theme >= 0)
        html_el(h, "span", NULL, "%s", theme_names[theme].label);
    if (n)
        html_el(h, "span", NULL, "%.*s%s%.*s", STR_ARG(districts[0].name), n > 1 ? ", " : "", STR_ARG(n > 1 ? districts[1].name : (struct str){0}));
    html_end(h);
    html_el(h, "h1", NULL, "%.*s", STR_ARG(p->issue.title));
    html_end(h);
    html_open(h, "div", "acties");
    html_link(h, "knop vol", STR("Analyse"), "/issues/%lld/analyse", (long long)p->issue.id);
    if (visit_is(p->v, MAY_EDIT)) {
        html_link(h, "knop", STR("Splits"), "/issues/%lld?splits=ja#berichten", (long long)p->issue.id);
        html_link(h, "knop", STR("Voeg samen"), "#beslis");
    }
    html_end(h);
    html_end(h);
}

static void begin_key(struct html *h, const char *label)
{
    html_tag(h, "div");
    html_el(h, "dt", NULL, "%s", label);
    html_tag(h, "dd");
}

static void end_key(struct html *h, const char *note)
{
    if (note)
        html_el(h, "small", NULL, "%s", note);
    html_end(h);
    html_end(h);
}

static void put_keys(struct html *h, struct issue_page *p)
{
    const struct counts *c = &p->figures->counts;
    int64_t tone[SENTIMENT_COUNT] = {c->tone[0], c->tone[1], c->tone[2]};
    int open = 0;
    char note[80];

    for (int i = 0; i < p->kept->nquestions; i++)
        open += p->kept->questions[i].answered ? 0 : p->kept->questions[i].n;
    html_open(h, "dl", "cijferrij");
    begin_key(h, "Niveau");
    if (p->alert)
        view_level(h, p->alert->last.level, p->alert->answer.n == 0);
    else
        html_text(h, STR("geen signaal"));
    end_key(h, p->alert && p->alert->answer.n ? str_printf(&p->v->arena, "bevestigd door %.*s", STR_ARG(p->alert->who)).p : NULL);
    begin_key(h, "Fase");
    view_sign_word(h, sign_of_phase(p->life.phase), NULL, phase_names[p->life.phase].label);
    snprintf(note, sizeof note, "dag %d", when_day(p->v->now) - when_day(p->issue.first) + 1);
    end_key(h, note);
    begin_key(h, "Berichten");
    html_textf(h, "%d", c->n);
    snprintf(note, sizeof note, "na ontdubbeling, %s", p->days == 1 ? "24 uur" : p->days == 7 ? "7 dagen" : "14 dagen");
    end_key(h, note);
    begin_key(h, "Toon");
    view_tone(h, tone, false);
    end_key(h, NULL);
    begin_key(h, "Open vragen");
    html_textf(h, "%d", open);
    end_key(h, "geen antwoord gezien");
    begin_key(h, "Volgers");
    html_textf(h, "%lld", (long long)p->followers);
    end_key(h, p->follows ? "u volgt dit" : NULL);
    html_end(h);
}

/* ---- course ---- */

static void draw_course(struct html *h, const int64_t *counts, int n, int64_t from, int64_t step)
{
    struct buf b = {0};
    double width = (double)CHART_WIDE / n, most = 1;
    int peak = 0;

    for (int i = 0; i < n; i++) {
        most = (double)counts[i] > most ? (double)counts[i] : most;
        peak = counts[i] > counts[peak] ? i : peak;
    }
    buf_printf(&b, "<svg class=\"uren\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"Berichten per %s: hoogste %lld, laatste %lld\">", CHART_WIDE,
               CHART_TALL, step == WHEN_HOUR ? "uur" : "dag", (long long)counts[peak], (long long)counts[n - 1]);
    for (int i = 0; i < n; i++) {
        double height = (double)counts[i] * (CHART_FLOOR - CHART_TOP) / most;
        struct civil c = when_local(from + i * step);

        buf_printf(&b, "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>", i == n - 1 ? "g-ink" : "g-quiet",
                   (i + 0.15) * width, CHART_FLOOR - height, width * 0.7, height);
        if (counts[i] && (i == peak || i == n - 1))
            buf_printf(&b, "<text class=\"g-t g-tb\" font-size=\"13\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%lld</text>", (i + 0.5) * width,
                       CHART_FLOOR - height - 5, (long long)counts[i]);
        if (i % (n > 14 ? 4 : 2) == 0)
            buf_printf(&b, "<text class=\"g-t g-ts\" font-size=\"13\" x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%d</text>", (i + 0.5) * width,
                       CHART_TALL - 3, step == WHEN_HOUR ? c.hour : c.day);
    }
    buf_printf(&b, "<path class=\"g-axis\" d=\"M0 %dH%d\"/></svg>", CHART_FLOOR, CHART_WIDE);
    html_markup(h, buf_str(&b));
    buf_release(&b);
}

static void put_course_table(struct html *h, const int64_t *counts, int n, int64_t from, int64_t step)
{
    html_tag(h, "details");
    html_el(h, "summary", NULL, "Cijfers als tabel");
    view_scroll(h, "Berichten per tijdvak");
    html_open(h, "table", "tabel");
    html_el(h, "caption", NULL, "Berichten per %s", step == WHEN_HOUR ? "uur" : "dag");
    html_tag(h, "tbody");
    for (int i = 0; i < n; i++) {
        struct civil c = when_local(from + i * step);

        html_tag(h, "tr");
        view_row_head(h);
        if (step == WHEN_HOUR)
            html_textf(h, "%d uur", c.hour);
        else
            html_textf(h, "%d %s", c.day, when_month_short(c.month));
        html_end(h);
        html_el(h, "td", "num", "%lld", (long long)counts[i]);
        html_end(h);
    }
    html_end_to(h, h->depth - 4);
}

static void put_course(struct html *h, struct issue_page *p)
{
    const struct issue_figures *f = &p->figures->issues[0];
    int64_t step = p->days == 1 ? WHEN_HOUR : WHEN_DAY;
    int n = p->days == 1 ? HOURS : p->days;
    int64_t from = p->from, counts[HOURS] = {0};
    static const int choices[] = {1, 7, 14};
    struct buf window = {0};

    for (int i = 0; i < f->nposts; i++)
        counts[(f->posts[i]->post.time - from) / step]++;
    dutch_window(&window, from, p->to);
    view_section(h, "verloop", "Verloop", buf_c(&window));
    html_open(h, "p", "filters");
    for (size_t i = 0; i < 3; i++) {
        html_open(h, "a", "knop klein");
        html_attrf(h, "href", "/issues/%lld?dagen=%d", (long long)p->issue.id, choices[i]);
        if (p->days == choices[i])
            html_attr(h, "aria-current", "true");
        html_text(h, choices[i] == 1 ? STR("24 uur") : choices[i] == 7 ? STR("7 dagen") : STR("14 dagen"));
        html_end(h);
    }
    html_end(h);
    draw_course(h, counts, n, from, step);
    put_course_table(h, counts, n, from, step);
    html_end(h);
    buf_release(&window);
}

/* ---- voices ---- */

static void add_kinds(struct buf *b, const struct issue_page *p)
{
    const struct counts *c = &p->figures->counts;
    static const char *const words[INTENT_COUNT] = {"", "vragen", "klachten", "meldingen", "complimenten", "tips"};
    struct tallied *topics;
    int n = tallied_topics(&p->v->arena, &p->figures->issues[0], VOICE_BEVOLKING, &topics), told = 0;

    for (int i = INTENT_VRAAG; i < INTENT_COUNT; i++)
        if (c->intents_of[VOICE_BEVOLKING][i] >= LEAST_SHOWN)
            buf_printf(b, "%s%s (%d)", told++ ? ", " : "Vooral ", words[i], c->intents_of[VOICE_BEVOLKING][i]);
    for (int i = 0, shown = 0; i < n && shown < 4; i++)
        if (topics[i].n >= LEAST_SHOWN) {
            buf_puts(b, shown++ ? ", " : told ? "; over " : "Over ");
            words_topic(b, topics[i].name);
        }
}

static void put_voice(struct html *h, struct issue_page *p, enum voice voice)
{
    const struct counts *c = &p->figures->counts;
    bool few = voice == VOICE_BEVOLKING && c->voices[voice] > 0 && c->voices[voice] < LEAST_SHOWN;
    int64_t tone[SENTIMENT_COUNT] = {c->tone_of[voice][0], c->tone_of[voice][1], c->tone_of[voice][2]};
    struct buf core = {0};

    html_tag(h, "tr");
    view_row_head(h);
    view_sign(h, sign_of_voice(voice), NULL);
    html_textf(h, " %s", voice_names[voice].label);
    html_end(h);
    html_open(h, "td", "n");
    html_text(h, few ? STR("< 5") : str_printf(&p->v->arena, "%d", c->voices[voice]));
    html_end(h);
    html_open(h, "td", "t");
    if (!few)
        view_tone(h, tone, false);
    html_end(h);
    if (voice == VOICE_BEVOLKING) {
        add_kinds(&core, p);
    } else {
        struct tallied *actors;
        int n = tallied_actors(&p->v->arena, &p->figures->issues[0], voice, &actors);

        words_names(&core, actors, n, 4);
    }
    html_el(h, "td", NULL, "%s", core.n ? buf_c(&core) : c->voices[voice] ? "" : "Geen berichten.");
    html_end(h);
    buf_release(&core);
}

static void put_voices(struct html *h, struct issue_page *p)
{
    static const char *const titles[] = {"Stem", "Aantal", "Toon", "Kern", NULL};

    view_section(h, "stemmen", "Stemmen", "openbare stemmen met naam, inwoners in aantallen");
    html_open(h, "table", "st4");
    html_el(h, "caption", "vh", "Stemmen: aantal, toon en kern");
    html_open(h, "thead", "vh");
    view_columns(h, titles);
    html_end(h);
    html_tag(h, "tbody");
    for (int i = 0; i < VOICE_COUNT; i++)
        put_voice(h, p, (enum voice)i);
    html_end(h);
    html_end(h);
    html_end(h);
}

/* ---- posts ---- */

static void put_post(struct html *h, struct issue_page *p, const struct stored_post *post, bool choose)
{
    html_open(h, "li", "ber");
    if (choose) {
        html_open(h, "label", "vink");
        html_tag(h, "input");
        html_attr(h, "type", "checkbox");
        html_attr(h, "name", "bericht");
        html_attrf(h, "value", "%lld", (long long)post->post.seq);
        html_el(h, "span", "vh", "Splits dit bericht af");
        html_end(h);
    }
    html_open(h, "span", "tijd");
    view_moment(h, post->post.time, p->v->now);
    html_end(h);
    html_open(h, "span", "tekens");
    view_sign(h, sign_of_voice(post->marks.voice), voice_names[post->marks.voice].label);
    view_sign(h, sign_of_sentiment(post->marks.sentiment), sentiment_names[post->marks.sentiment].label);
    html_end(h);
    html_open(h, "p", NULL);
    view_post_words(h, p->v, post);
    html_end(h);
    html_el(h, "span", "kan", "%s", view_channel(post->post.channel));
    if (visit_is(p->v, MAY_HELP)) {
        html_open(h, "a", "waarom-link");
        html_attrf(h, "href", "/berichten/%lld#waarom", (long long)post->post.seq);
        html_text(h, STR("Waarom"));
        html_el(h, "span", "vh", ": bericht %lld", (long long)post->post.seq);
        html_end(h);
    }
    html_end(h);
}

static void put_filters(struct html *h, struct issue_page *p, int voice)
{
    const struct counts *c = &p->figures->counts;

    html_open(h, "p", "filters");
    for (int i = -1; i < VOICE_COUNT; i++) {
        html_open(h, "a", "knop klein");
        if (i < 0)
            html_attrf(h, "href", "/issues/%lld?dagen=%d#berichten", (long long)p->issue.id, p->days);
        else
            html_attrf(h, "href", "/issues/%lld?dagen=%d&stem=%s#berichten", (long long)p->issue.id, p->days, voice_names[i].name);
        if (i == voice)
            html_attr(h, "aria-current", "true");
        if (i < 0)
            html_textf(h, "Alle %d", c->n);
        else
            html_textf(h, "%s %.*s", voice_names[i].label,
                       STR_ARG(i == VOICE_BEVOLKING ? view_residents(&p->v->arena, c->voices[i]) : str_printf(&p->v->arena, "%d", c->voices[i])));
        html_end(h);
    }
    html_end(h);
}

static void put_posts(struct html *h, struct issue_page *p)
{
    const struct issue_figures *f = &p->figures->issues[0];
    int voice = value_of(voice_names, visit_query(p->v, "stem")), shown = 0;
    bool choose = visit_is(p->v, MAY_EDIT) && (str_is(visit_query(p->v, "splits"), "ja") || p->splitting);
    struct form f_split = {.v = p->v};

    view_section(h, "berichten", "Berichten", "zelfde verhaal samengevoegd; inwoners in onze woorden");
    put_filters(h, p, voice);
    if (p->splitting)
        f_split = *p->form;
    if (choose) {
        form_begin(&f_split, h, "/issues/%lld/splits", (long long)p->issue.id);
        html_el(h, "p", NULL, "Vink de berichten aan die een eigen issue worden.");
    }
    html_open(h, "ul", "berichten");
    for (int i = f->nposts; i-- > 0 && shown < MOST_POSTS;) {
        if (voice >= 0 && f->posts[i]->marks.voice != (enum voice)voice)
            continue;
        put_post(h, p, f->posts[i], choose);
        shown++;
    }
    html_end(h);
    if (shown == 0)
        view_empty(h, "Geen berichten in dit venster.");
    if (choose)
        form_end(&f_split, "Splits deze berichten af");
    html_end(h);
}

/* ---- beside ---- */

static void put_questions(struct html *h, struct issue_page *p)
{
    int n;

    view_section(h, "vragen", "Open vragen", "beantwoord?");
    html_open(h, "ul", "vr");
    n = view_questions(h, p->v, p->kept, NULL, MOST_QUESTIONS);
    html_end(h);
    if (n == 0)
        view_empty(h, "Geen vragen in dit venster.");
    html_end(h);
}

static void put_own(struct html *h, struct issue_page *p)
{
    const struct issue_figures *f = &p->figures->issues[0];
    int shown = 0;

    view_section(h, "eigen", "Eigen boodschap", NULL);
    html_open(h, "ul", "log");
    for (int i = f->nposts; i-- > 0 && shown < 5;) {
        if (!own_line_has(f->posts[i]) || !words_may_quote(f->posts[i]))
            continue;
        html_tag(h, "li");
        view_moment(h, f->posts[i]->post.time, p->v->now);
        html_el(h, "span", NULL, "%.*s", STR_ARG(words_headline(f->posts[i], 120, &p->v->arena)));
        html_end(h);
        shown++;
    }
    html_end(h);
    if (shown == 0)
        view_empty(h, "Het eigen kanaal zweeg in dit venster.");
    html_end(h);
}

struct logging {
    struct html *h;
    struct visit *v;
};

static int put_action(void *context, const struct action *action)
{
    static const struct value_name words[] = {
        {"merge", "voegde samen"}, {"split", "splitste af"}, {"name", "gaf de naam"}, {"mute", "dempte"}, {NULL, NULL}};
    struct logging *l = context;
    bool mute = str_is(action->kind, "mute"), speaks_again = mute && action->b <= action->time;
    int word = value_of(words, action->kind);
    struct buf last = {0};

    html_tag(l->h, "li");
    view_moment(l->h, action->time, l->v->now);
    html_open(l->h, "span", NULL);
    html_textf(l->h, "%.*s %s", STR_ARG(action->who), speaks_again ? "hief het dempen op" : word < 0 ? "wijzigde" : words[word].label);
    if (mute && !speaks_again) {
        dutch_date(&last, when_day(action->b - 1));
        html_textf(l->h, " tot en met %s", buf_c(&last));
    }
    if (str_is(action->kind, "name"))
        html_textf(l->h, " “%.*s”", STR_ARG(action->text));
    if (str_is(action->kind, "merge"))
        html_textf(l->h, ": issue %lld bij %lld", (long long)action->b, (long long)action->a);
    html_end(l->h);
    html_end(l->h);
    buf_release(&last);
    return 0;
}

static int put_log(struct html *h, struct issue_page *p, struct err *err)
{
    struct logging l = {h, p->v};

    view_section(h, "logboek", "Alarm en logboek", NULL);
    html_open(h, "ul", "log");
    if (p->alert) {
        html_tag(h, "li");
        view_moment(h, p->alert->began, p->v->now);
        html_open(h, "span", NULL);
        html_el(h, "b", NULL, "%s", level_names[p->alert->last.level].label);
        html_textf(h, ", automatisch: %.*s", STR_ARG(p->alert->last.reason));
        html_end(h);
        html_end(h);
    }
    if (store_issue_actions(p->v->desk->store, p->issue.id, MOST_LOG, put_action, &l, err))
        return -1;
    html_tag(h, "li");
    view_moment(h, p->issue.first, p->v->now);
    html_el(h, "span", NULL, "Eerste bericht");
    html_end(h);
    html_end(h);
    html_end(h);
    return 0;
}

/* ---- the pages ---- */

int issue_show(struct issue_page *p, struct answer *a, struct err *err)
{
    struct visit *v = p->v;
    struct html h;

    page_begin(&h, v, a, &(struct page){.title = "Issue", .nav = "/issues", .layout = "werk", .scripts = {"live.js"}, .subject = p->issue.title});
    view_patterns(&h);
    html_open(&h, "div", "bol");
    html_attr(&h, "id", "issue");
    view_live(&h, "post issue action alert");
    put_head(&h, p);
    put_keys(&h, p);
    html_open(&h, "div", "kol");
    html_open(&h, "div", NULL);
    put_course(&h, p);
    put_voices(&h, p);
    put_posts(&h, p);
    if (visit_is(v, MAY_READ))
        issue_put_decisions(&h, p);
    html_end(&h);
    html_open(&h, "aside", NULL);
    html_attr(&h, "aria-label", "Bij dit issue");
    put_questions(&h, p);
    issue_put_rumours(&h, p);
    put_own(&h, p);
    if (put_log(&h, p, err))
        return -1;
    page_end(&h);
    return 0;
}

int page_issue(struct visit *v, struct answer *a, struct err *err)
{
    struct issue_page p = {.v = v};
    int64_t id;
    int failed;

    if (visit_number(v->parts[0], &id))
        return answer_not_found(v, a);
    failed = issue_read(&p, id, err);
    if (!failed && p.issue.id == 0)
        failed = answer_not_found(v, a);
    else if (!failed && p.issue.id != id)
        failed = answer_go(v, a, "/issues/%lld", (long long)p.issue.id);
    else if (!failed)
        failed = issue_show(&p, a, err);
    issue_leave(&p);
    return failed;
}

/* The living analysis: the document of `tamtam report issue`, as of now. */
int page_issue_analysis(struct visit *v, struct answer *a, struct err *err)
{
    struct wish wish = {.kind = REPORT_ISSUE, .what = v->parts[0], .day = -1, .now = v->now};
    struct order order;
    struct document doc = {0};
    struct stored_issue issue;
    struct html h;
    int64_t id;
    int failed;

    if (visit_number(v->parts[0], &id))
        return answer_not_found(v, a);
    if (store_issue(v->desk->store, &v->arena, id, &issue, err))
        return -1;
    if (issue.id == 0)
        return answer_not_found(v, a);
    doc_init(&doc);
    failed = order_make(v->desk, &wish, &order, err) || order_compose(v->desk, &order, &doc, err);
    if (!failed) {
        page_begin(&h, v, a,
                   &(struct page){.title = "Issue-analyse",
                                  .nav = "/issues",
                                  .layout = "rapport",
                                  .styles = {"/rapport.css"},
                                  .subject = issue.title});
        html_open(&h, "p", "mk");
        html_link(&h, NULL, STR("Terug naar het issue"), "/issues/%lld", (long long)issue.id);
        html_el(&h, "span", NULL, "Zoals het er nu voor staat; niet vastgesteld.");
        html_end(&h);
        html_open(&h, "div", "frame");
        html_text(&h, (struct str){0});
        write_html_fragment(&doc, &a->body);
        page_end(&h);
    }
    doc_release(&doc);
    return failed ? -1 : 0;
}

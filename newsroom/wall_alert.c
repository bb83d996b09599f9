/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* A warning or a crisis takes the screen: how it runs, what people ask, what goes round, where, and what is to be done now. */
#include <math.h>

#include "base/when.h"
#include "newsroom/kept.h"
#include "newsroom/standing.h"
#include "newsroom/view.h"
#include "newsroom/wall.h"
#include "tamtam/dossier.h"
#include "tamtam/dutch.h"
#include "tamtam/words.h"

enum { STEPS = 12, STEP_MS = 5 * 60 * 1000, WIDTH = 750, TALL = 300, TOP = 34, FLOOR = 262, MOST_QUESTIONS = 5 };

/* Alerts that stand: not withdrawn, and not dismissed by a person. The gravest of them, from waarschuwing on, takes the screen. */
int wall_read_alert(struct wall *w, struct err *err)
{
    struct alert_now *list;
    int n;

    if (alerts_standing(w->v->desk, &w->v->arena, w->v->now, &list, &n, err))
        return -1;
    w->nsignals = n;
    for (int i = 0; i < n; i++)
        if (list[i].last.level >= LEVEL_WAARSCHUWING && (!w->alert || list[i].last.level > w->alert->last.level))
            w->alert = &list[i];
    return 0;
}

/* ---- posts per five minutes ---- */

static void draw_steps(struct html *h, const int64_t *counts, int64_t from)
{
    struct buf b = {0};
    double step = (double)WIDTH / STEPS, most = 1;
    int peak = 0;

    for (int i = 0; i < STEPS; i++) {
        most = fmax(most, (double)counts[i]);
        peak = counts[i] > counts[peak] ? i : peak;
    }
    buf_printf(&b, "<svg class=\"uren\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"Berichten per vijf minuten, nu %lld\">", WIDTH, TALL,
               (long long)counts[STEPS - 1]);
    for (int i = 0; i < STEPS; i++) {
        double height = (double)counts[i] * (FLOOR - TOP) / most;

        buf_printf(&b, "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>", i == STEPS - 1 ? "g-ink" : "g-quiet",
                   (i + 0.12) * step, FLOOR - height, step * 0.76, height);
        if (i == peak || i == STEPS - 1)
            buf_printf(&b, "<text class=\"g-t g-tb\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%lld</text>", (i + 0.5) * step, FLOOR - height - 8,
                       (long long)counts[i]);
        if (i % 4 == 0) {
            struct civil c = when_local(from + i * (int64_t)STEP_MS);

            buf_printf(&b, "<text class=\"g-t g-ts\" x=\"%.1f\" y=\"%d\">%02d.%02d</text>", (i + 0.12) * step, TALL - 8, c.hour, c.minute);
        }
    }
    buf_printf(&b, "<path class=\"g-axis\" d=\"M0 %dH%d\"/></svg>", FLOOR, WIDTH);
    html_markup(h, buf_str(&b));
    buf_release(&b);
}

/* ---- the issue's last day ---- */

static void put_questions(struct html *h, struct wall *w, const struct kept_figures *kept)
{
    int n;

    wall_section(h, "vragen", "s4", "Wat men vraagt", "beantwoord?");
    html_tag(h, "ul");
    n = view_questions(h, w->v, kept, "rij-wand vraag", MOST_QUESTIONS);
    html_end(h);
    if (n == 0)
        view_empty(h, "Nog geen vragen gezien.");
    html_end(h);
}

/* A bar tells no more than its figure does. */
static int bar_of(int n)
{
    return n < LEAST_SHOWN ? LEAST_SHOWN - 1 : n;
}

static void put_places(struct html *h, struct wall *w, const struct figures *f)
{
    struct tallied *list;
    int n = tallied_districts(&w->v->arena, &f->issues[0], VOICE_BEVOLKING, &w->v->desk->town, &list);

    wall_section(h, "waar", "s4", "Waar", "inwoners");
    html_tag(h, "ul");
    for (int i = 0; i < n && i < 4; i++) {
        html_open(h, "li", "rij-wand waar");
        html_el(h, "span", NULL, "%.*s", STR_ARG(list[i].name));
        html_tag(h, "svg");
        html_attr(h, "viewBox", "0 0 100 10");
        html_attr(h, "preserveAspectRatio", "none");
        html_attr(h, "aria-hidden", "true");
        html_tag(h, "rect");
        html_attr(h, "class", "g-ink");
        html_attrf(h, "width", "%.1f", 100.0 * bar_of(list[i].n) / bar_of(list[0].n));
        html_attr(h, "height", "10");
        html_end(h);
        html_end(h);
        html_el(h, "b", "num", "%.*s", STR_ARG(view_residents(&w->v->arena, list[i].n)));
        html_end(h);
    }
    html_end(h);
    if (n == 0)
        view_empty(h, "Nog geen wijk genoemd.");
    html_end(h);
}

static void put_rumours(struct html *h, struct wall *w, const struct kept_figures *kept)
{
    const struct rumour_line *list = kept->rumours;
    int n = kept->nrumours;

    wall_section(h, "geruchten", "s5", "Geruchten", "staat");
    html_tag(h, "ul");
    for (int i = 0; i < n && i < 3; i++) {
        html_open(h, "li", "rij-wand gerucht");
        html_el(h, "span", NULL, "%.*s", STR_ARG(list[i].claim));
        html_el(h, "b", "num", "%.*s", STR_ARG(view_residents(&w->v->arena, list[i].n)));
        view_sign_word(h, sign_of_state(rumour_sign(&list[i].known)), "sw bad", rumour_word(&list[i].known));
        html_end(h);
    }
    html_end(h);
    if (n == 0)
        view_empty(h, "Geen gerucht gehoord.");
    html_end(h);
}

/* ---- the whole ---- */

static void put_band(struct html *h, struct wall *w, const struct figures *f)
{
    static const enum sign signs[LEVEL_COUNT] = {SIGN_SIGNAAL, SIGN_WAARSCHUWING, SIGN_CRISIS};
    const struct alert_now *a = w->alert;
    struct civil c = when_local(a->began);

    html_open(h, "div", a->last.level == LEVEL_CRISIS ? "band crisis" : "band");
    html_open(h, "span", "streep");
    html_end(h);
    html_tag(h, "div");
    html_open(h, "h1", NULL);
    view_sign(h, signs[a->last.level], NULL);
    html_textf(h, " %s: %.*s", level_names[a->last.level].label, STR_ARG(wall_short(w->v, a->last.title, 44)));
    html_end(h);
    html_el(h, "p", NULL, "%d berichten in 24 uur · %.*s", f->counts.n, STR_ARG(wall_short(w->v, a->last.reason, 60)));
    if (str_is(a->answer, "confirmed")) {
        c = when_local(a->answered);
        html_el(h, "p", "bevestigd", "bevestigd om %02d.%02d uur door %.*s", c.hour, c.minute, STR_ARG(a->who));
    } else {
        html_el(h, "p", "wacht", "wacht op bevestiging door een mens, sinds %02d.%02d uur", c.hour, c.minute);
    }
    html_end(h);
    wall_clock(h, w->v);
    html_end(h);
}

static void put_doing(struct html *h, struct wall *w)
{
    static const char *const todo[] = {"Bevestig of sluit het alarm", "Eerste bericht op het eigen kanaal", "Vraag en antwoord naar KCC",
                                       "Omgevingsbeeld maken"};
    bool confirmed = str_is(w->alert->answer, "confirmed");

    wall_section(h, "nu", "s3", "Nu doen", "");
    html_open(h, "ul", "acties-wand");
    for (size_t i = 0; i < sizeof todo / sizeof *todo; i++) {
        bool done = i == 0 && confirmed;

        html_open(h, "li", done ? "actie klaar" : i == (size_t)confirmed ? "actie nu" : "actie");
        view_sign(h, done ? SIGN_YES : SIGN_ACTION, done ? "gedaan" : NULL);
        html_el(h, "b", NULL, "%s", i == (size_t)confirmed ? "nu" : "");
        html_el(h, "span", NULL, "%s", todo[i]);
        html_end(h);
    }
    html_end(h);
    html_end(h);
}

int wall_put_alert(struct html *h, struct wall *w, struct err *err)
{
    struct visit *v = w->v;
    const struct stored_alert *alert = &w->alert->last;
    struct stored_issue issue;
    struct kept_figures *kept = NULL;
    int64_t to = v->now - v->now % STEP_MS + STEP_MS, from = to - STEPS * (int64_t)STEP_MS, counts[STEPS];
    int64_t tone[SENTIMENT_COUNT];
    int failed = store_issue(v->desk->store, &v->arena, alert->issue, &issue, err) ||
                 store_count_steps(v->desk->store, alert->issue, from, STEP_MS, counts, STEPS, err) ||
                 kept_take(v, &issue, 1, v->now + 1, &kept, err);

    if (!failed) {
        const struct figures *f = &kept->figures;

        put_band(h, w, f);
        html_open(h, "div", "wand");
        wall_section(h, "verloop", "s5", "Berichten per 5 minuten", "het laatste uur");
        draw_steps(h, counts, from);
        for (int i = 0; i < SENTIMENT_COUNT; i++)
            tone[i] = f->counts.tone[i];
        view_tone(h, tone, true);
        html_end(h);
        put_questions(h, w, kept);
        put_doing(h, w);
        put_rumours(h, w, kept);
        put_places(h, w, f);
        failed = wall_put_webcare(h, w, err);
        html_end(h);
        failed = failed || wall_put_foot(h, w, err);
    }
    kept_give_back(v, kept);
    return failed ? -1 : 0;
}

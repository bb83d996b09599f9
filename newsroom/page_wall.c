/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * The screen on the wall, 1920 by 1080: what colleagues see as they walk past. Public actors by name, residents as counts and in our
 * own words. A warning or a crisis takes the screen (wall_alert.c). All of it from tallies and indexes.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "base/when.h"
#include "newsroom/page.h"
#include "newsroom/pages.h"
#include "newsroom/view.h"
#include "newsroom/wall.h"
#include "tamtam/dutch.h"
#include "tamtam/words.h"

enum { HOURS = 24, BACK_DAYS = 14, NORMAL_DAYS = 10, LEAST_DAYS = 5, WIDTH = 592, TALL = 226, TOP = 14, FLOOR = 190 };

/* ---- reading ---- */

static int add_row(void *context, const struct tally_row *row)
{
    struct wall *w = context;

    w->today += row->n;
    w->tone[row->sentiment] += row->n;
    w->residents += row->voice == VOICE_BEVOLKING ? row->n : 0;
    return 0;
}

/* What the same hours of earlier days of this kind (working days or not) brought: the mean and the spread, per hour and up to now. */
static int read_normal(struct wall *w, struct err *err)
{
    struct store *s = w->v->desk->store;
    int today = when_day(w->v->now), days = 0, measured_from;
    double sum[HOURS] = {0}, squares[HOURS] = {0}, until = 0, until2 = 0;
    int64_t hours[HOURS];

    if (store_tally_first(s, &measured_from, err))
        return -1;
    for (int day = today - 1; day >= today - 2 * NORMAL_DAYS && day >= measured_from && measured_from && days < NORMAL_DAYS; day--) {
        double by_now = 0;

        if (when_is_workday(day) != when_is_workday(today))
            continue;
        if (store_count_steps(s, 0, when_at(day, 0, 0), WHEN_HOUR, hours, HOURS, err))
            return -1;
        for (int h = 0; h < HOURS; h++) {
            sum[h] += (double)hours[h];
            squares[h] += (double)(hours[h] * hours[h]);
            by_now += h < w->hour ? (double)hours[h] : h == w->hour ? (double)hours[h] * w->into_hour : 0;
        }
        until += by_now;
        until2 += by_now * by_now;
        days++;
    }
    w->days_measured = days;
    for (int h = 0; h < HOURS && days; h++) {
        double mean = sum[h] / days, spread = sqrt(fmax(squares[h] / days - mean * mean, mean));

        w->low[h] = fmax(mean - spread, 0);
        w->high[h] = mean + spread;
    }
    if (days) {
        double mean = until / days, spread = sqrt(fmax(until2 / days - mean * mean, mean));

        w->normal_low = fmax(mean - spread, 0);
        w->normal_high = mean + spread;
    }
    return 0;
}

static int read_wall(struct wall *w, struct err *err)
{
    struct visit *v = w->v;
    int today = when_day(v->now);
    struct civil c = when_local(v->now);
    struct tally_query q = {.from_day = today, .to_day = today + 1, .voice = -1, .sentiment = -1};

    w->hour = c.hour;
    w->into_hour = (c.minute * 60 + c.second) / 3600.0;
    return store_tally_rows(v->desk->store, &q, add_row, w, err) ||
                   store_count_steps(v->desk->store, 0, when_at(today, 0, 0), WHEN_HOUR, w->hours, w->hour + 1, err) || read_normal(w, err) ||
                   wall_read_alert(w, err)
               ? -1
               : 0;
}

/* ---- today ---- */

/* The first and last hour that the chart shows: the working day, and what lies outside it where something came in. */
static void chart_hours(const struct wall *w, int *from, int *to)
{
    *from = 8;
    *to = 20;
    for (int h = 0; h < HOURS; h++)
        if (w->hours[h]) {
            *from = h < *from ? h : *from;
            *to = h + 1 > *to ? h + 1 : *to;
        }
}

static void draw_band(struct buf *b, const struct wall *w, int from, int to, double step, double scale)
{
    buf_puts(b, "<path class=\"g-band\" d=\"");
    for (int h = from; h < to; h++)
        buf_printf(b, "%c%.1f %.1fL%.1f %.1f", h == from ? 'M' : 'L', (h - from) * step, FLOOR - w->high[h] * scale, (h - from + 1) * step,
                   FLOOR - w->high[h] * scale);
    for (int h = to - 1; h >= from; h--)
        buf_printf(b, "L%.1f %.1fL%.1f %.1f", (h - from + 1) * step, FLOOR - w->low[h] * scale, (h - from) * step, FLOOR - w->low[h] * scale);
    buf_puts(b, "Z\"/>");
}

static void draw_hours(struct html *h, const struct wall *w)
{
    struct buf b = {0};
    double most = 1, step, scale;
    int from, to;

    chart_hours(w, &from, &to);
    step = (double)WIDTH / (to - from);
    for (int i = from; i < to; i++)
        most = fmax(most, fmax((double)w->hours[i], w->days_measured >= LEAST_DAYS ? w->high[i] : 0));
    scale = (FLOOR - TOP) / most;
    buf_printf(&b, "<svg class=\"uren\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"Berichten per uur vandaag, nu %lld\">", WIDTH, TALL,
               (long long)w->hours[w->hour]);
    if (w->days_measured >= LEAST_DAYS)
        draw_band(&b, w, from, to, step, scale);
    for (int i = from; i < to; i++) {
        double height = (double)w->hours[i] * scale;

        buf_printf(&b, "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>", i == w->hour ? "g-ink" : "g-quiet",
                   (i - from + 0.2) * step, FLOOR - height, step * 0.6, height);
        if ((i - from) % 2 == 0)
            buf_printf(&b, "<text class=\"g-t g-ts\" x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%d</text>", (i - from + 0.5) * step, TALL - 8, i);
    }
    buf_printf(&b, "<path class=\"g-axis\" d=\"M0 %dH%d\"/></svg>", FLOOR, WIDTH);
    html_markup(h, buf_str(&b));
    buf_release(&b);
}

static void put_today(struct html *h, const struct wall *w)
{
    struct buf n = {0};

    wall_section(h, "vandaag", "s4", "Vandaag", "sinds middernacht");
    dutch_count(&n, w->today);
    html_open(h, "div", "groot");
    html_el(h, "b", NULL, "%s", buf_c(&n));
    html_open(h, "p", NULL);
    html_text(h, STR("berichten na ontdubbeling"));
    html_tag(h, "br");
    if (w->days_measured >= LEAST_DAYS)
        html_textf(h, "normaal nu: %.0f – %.0f", floor(w->normal_low), ceil(w->normal_high));
    else
        html_text(h, STR("nog te kort gemeten voor een normaal"));
    html_end(h);
    html_end(h);
    html_open(h, "p", "sub uitersten");
    html_el(h, "span", NULL, "per uur");
    html_el(h, "span", NULL, "%s", w->days_measured >= LEAST_DAYS ? "vlak: wat normaal is" : "");
    html_end(h);
    draw_hours(h, w);
    view_tone(h, w->tone, true);
    html_end(h);
    buf_release(&n);
}

/* ---- issues ---- */

enum { WALL_ISSUES = 6 };

static int put_issue(struct html *h, struct visit *v, const struct issue_sum *sum, struct err *err)
{
    int today = when_day(v->now);
    int64_t days[BACK_DAYS], hours[2];
    struct tally_query q = {.from_day = today - BACK_DAYS + 1, .to_day = today + 1, .issue = sum->issue, .voice = -1, .sentiment = -1};
    struct stored_issue issue;

    if (store_issue(v->desk->store, &v->arena, sum->issue, &issue, err) || store_count_days(v->desk->store, &q, days, err) ||
        store_count_steps(v->desk->store, sum->issue, v->now - 2 * (int64_t)WHEN_DAY, WHEN_DAY, hours, 2, err))
        return -1;
    html_open(h, "li", "rij-wand iss");
    html_el(h, "h3", NULL, "%.*s", STR_ARG(issue.title));
    view_days(h, days, BACK_DAYS);
    html_el(h, "b", "num", "%lld", (long long)sum->posts);
    html_open(h, "span", "trend sub");
    view_sign(h, hours[1] > hours[0] ? SIGN_UP : hours[1] < hours[0] ? SIGN_DOWN : SIGN_EQUAL,
              hours[1] > hours[0] ? "stijgt" : hours[1] < hours[0] ? "daalt" : "gelijk");
    html_textf(h, " dag %d", today - when_day(issue.first) + 1);
    html_end(h);
    html_end(h);
    return 0;
}

static int put_issues(struct html *h, struct visit *v, struct err *err)
{
    int today = when_day(v->now), n;
    struct issue_query q = {.from_day = today, .to_day = today + 1, .voice = -1, .limit = WALL_ISSUES};
    struct issue_sum *sums;

    if (store_issue_sums(v->desk->store, &v->arena, &q, &sums, &n, err))
        return -1;
    wall_section(h, "issues", "s5", "Issues", "14 dagen, vandaag");
    if (n == 0)
        view_empty(h, "Vandaag nog geen issue met berichten.");
    html_tag(h, "ul");
    for (int i = 0; i < n; i++)
        if (put_issue(h, v, &sums[i], err))
            return -1;
    html_end(h);
    html_end(h);
    return 0;
}

/* ---- own channels and local news ---- */

struct listing {
    struct html *h;
    struct visit *v;
    struct err *err;
    int n, most;
    bool failed;
};

enum { HEADLINE_BYTES = 110 };

static int put_own(void *context, const struct stored_post *p)
{
    struct listing *l = context;
    int64_t replies;

    if (!words_may_quote(p))
        return 0;
    if (store_replies(l->v->desk->store, p->post.id, &replies, l->err)) {
        l->failed = true;
        return 1;
    }
    html_open(l->h, "li", "nieuws");
    html_el(l->h, "h3", "licht", "%.*s", STR_ARG(wall_short(l->v, words_headline(p, 200, &l->v->arena), HEADLINE_BYTES)));
    html_el(l->h, "b", "num", "%lld", (long long)replies);
    html_open(l->h, "p", "sub");
    view_moment(l->h, p->post.time, l->v->now);
    html_textf(l->h, " uur, %s", view_channel(p->post.channel));
    html_end(l->h);
    html_end(l->h);
    return ++l->n == l->most;
}

static int put_news(void *context, const struct stored_post *p)
{
    struct listing *l = context;
    int64_t copies;

    if (!words_may_quote(p))
        return 0;
    if (store_copies(l->v->desk->store, p->post.seq, &copies, l->err)) {
        l->failed = true;
        return 1;
    }
    html_open(l->h, "li", "nieuws");
    html_el(l->h, "h3", NULL, "%.*s", STR_ARG(wall_short(l->v, words_headline(p, 200, &l->v->arena), HEADLINE_BYTES)));
    html_el(l->h, "b", "num", "%lld", (long long)copies + 1);
    html_open(l->h, "p", "sub");
    view_moment(l->h, p->post.time, l->v->now);
    html_textf(l->h, " uur, %s%.*s", copies ? "eerst " : "", STR_ARG(p->post.actor));
    html_end(l->h);
    html_end(l->h);
    return ++l->n == l->most;
}

/* What public actors of a voice said in the last day and a half. */
static int put_public(struct html *h, struct visit *v, enum voice voice, stored_post_fn put, int most, const char *none, struct err *err)
{
    struct listing l = {.h = h, .v = v, .err = err, .most = most};

    html_tag(h, "ul");
    if (store_public_posts(v->desk->store, voice, v->now - 36 * (int64_t)WHEN_HOUR, v->now + 1, 40, &v->desk->town, put, &l, err) || l.failed)
        return -1;
    html_end(h);
    if (l.n == 0)
        view_empty(h, none);
    return 0;
}

/* ---- the whole ---- */

static void put_day_head(struct html *h, const struct wall *w)
{
    struct buf date = {0};
    const char *busy = w->days_measured < LEAST_DAYS           ? ""
                       : (double)w->today > w->normal_high ? " Drukker dan gewoonlijk"
                       : (double)w->today < w->normal_low  ? " Stiller dan gewoonlijk"
                                                           : " Drukte zoals op een gewone dag";

    dutch_date(&date, when_day(w->v->now));
    wall_brand(h, w->v, buf_c(&date));
    html_open(h, "p", "wandstand");
    view_sign(h, w->nsignals ? SIGN_SIGNAAL : SIGN_YES, NULL);
    if (w->nsignals)
        html_textf(h, " %d %s.%s", w->nsignals, w->nsignals == 1 ? "signaal" : "signalen", busy);
    else
        html_textf(h, " Geen signalen.%s", busy);
    html_end(h);
    wall_clock(h, w->v);
    buf_release(&date);
}

static int put_day(struct html *h, struct wall *w, struct err *err)
{
    struct visit *v = w->v;

    html_open(h, "div", "wandkop");
    put_day_head(h, w);
    html_end(h);
    html_open(h, "span", "kleurlijn");
    html_end(h);
    html_open(h, "div", "wand");
    html_el(h, "h1", "vh", "Wandscherm");
    put_today(h, w);
    if (put_issues(h, v, err) || wall_put_webcare(h, w, err))
        return -1;
    wall_section(h, "eigen", "s4", "Eigen kanalen", "reacties");
    if (put_public(h, v, VOICE_GEMEENTE, put_own, 3, "Vandaag nog niets op de eigen kanalen.", err))
        return -1;
    html_end(h);
    wall_section(h, "nieuws", "s4", "Lokaal nieuws", "bronnen");
    if (put_public(h, v, VOICE_MEDIA, put_news, 3, "Vandaag nog geen nieuws.", err))
        return -1;
    html_end(h);
    if (wall_put_districts(h, w, err))
        return -1;
    html_end(h);
    return wall_put_foot(h, w, err);
}

int page_wall(struct visit *v, struct answer *a, struct err *err)
{
    struct wall w = {.v = v};
    struct html h;
    bool second = str_is(visit_query(v, "scherm"), "nu");

    if (read_wall(&w, err))
        return -1;
    page_begin(&h, v, a, &(struct page){.title = "Muur", .nav = "/muur", .layout = "muur", .scripts = {"live.js", "muur.js"}});
    view_patterns(&h);
    html_open(&h, "div", w.alert ? "scherm alarm" : "scherm");
    html_attr(&h, "id", "scherm");
    view_live(&h, "post issue alert case action");
    html_attr(&h, "data-wissel", second ? "/muur" : "/muur?scherm=nu");
    if (w.alert ? wall_put_alert(&h, &w, err) : second ? wall_put_now(&h, &w, err) : put_day(&h, &w, err))
        return -1;
    html_end(&h);
    wall_put_controls(&h, second);
    page_end(&h);
    return 0;
}

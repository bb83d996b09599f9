/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "newsroom/view.h"

#include <string.h>

#include "base/when.h"
#include "tamtam/chart.h"
#include "tamtam/dossier.h"
#include "tamtam/dutch.h"
#include "tamtam/svg.h"
#include "tamtam/words.h"

/* What is drawn goes out as markup of our own. */
static void put_drawn(struct html *h, struct buf *b)
{
    html_markup(h, buf_str(b));
    buf_release(b);
}

void view_sign(struct html *h, enum sign sign, const char *words)
{
    struct buf b = {0};

    svg_sign(&b, sign);
    put_drawn(h, &b);
    if (words)
        html_el(h, "span", "vh", "%s", words);
}

void view_sign_word(struct html *h, enum sign sign, const char *class, const char *word)
{
    html_open(h, "span", class ? class : "sw");
    view_sign(h, sign, NULL);
    html_textf(h, " %s", word);
    html_end(h);
}

void view_level(struct html *h, enum alert_level level, bool waits)
{
    static const char *const classes[LEVEL_COUNT] = {"niveau n-signaal", "niveau n-waarschuwing", "niveau n-crisis"};
    static const enum sign signs[LEVEL_COUNT] = {SIGN_SIGNAAL, SIGN_WAARSCHUWING, SIGN_CRISIS};

    view_sign_word(h, signs[level], classes[level], level_names[level].label);
    if (waits)
        html_el(h, "span", "wacht", "wacht op bevestiging");
}

void view_patterns(struct html *h)
{
    struct buf b = {0};

    svg_patterns(&b);
    put_drawn(h, &b);
}

void view_tone(struct html *h, const int64_t tone[SENTIMENT_COUNT], bool words)
{
    static const char *const classes[SENTIMENT_COUNT] = {"neg", "neu", "pos"};
    struct buf b = {0};
    struct tone bar = {.count = {tone[0], tone[1], tone[2]}};
    struct buf n = {0};

    if (tone[0] + tone[1] + tone[2] == 0)
        return;
    html_open(h, "span", "tellen");
    for (int s = 0; s < SENTIMENT_COUNT; s++) {
        buf_clear(&n);
        dutch_count(&n, tone[s]);
        html_open(h, "span", "count");
        html_open(h, "span", classes[s]);
        view_sign(h, sign_of_sentiment((enum sentiment)s), words ? NULL : sentiment_names[s].label);
        html_end(h);
        html_textf(h, " %s%s%s", buf_c(&n), words ? " " : "", words ? sentiment_names[s].label : "");
        html_end(h);
    }
    html_end(h);
    svg_tone_bar(&b, &bar, words ? 24 : 11);
    put_drawn(h, &b);
    buf_release(&n);
}

void view_days(struct html *h, const int64_t *days, int n)
{
    struct arena a = {0};
    struct drawing d = {.width = 140, .height = 34, .text = 10, .arena = &a};
    double *values = arena_alloc(&a, (size_t)n * sizeof *values);
    struct buf b = {0};

    for (int i = 0; i < n; i++)
        values[i] = (double)days[i];
    chart_days(&d, values, n);
    svg_drawing(&b, &d, "spark", (struct str){0});
    put_drawn(h, &b);
    arena_release(&a);
}

void view_norm(struct html *h, int64_t spent, int64_t norm)
{
    double share = norm > 0 ? (double)spent / (double)norm : 0;
    double over = share > 1 ? share - 1 : 0;

    if (over > 0.25)
        over = 0.25;
    html_tag(h, "svg");
    html_attr(h, "class", "looptijd");
    html_attr(h, "viewBox", "0 0 125 7");
    html_attr(h, "preserveAspectRatio", "none");
    html_attr(h, "aria-hidden", "true");
    html_tag(h, "rect");
    html_attr(h, "class", "lt-leeg");
    html_attr(h, "x", "0.5");
    html_attr(h, "y", "0.5");
    html_attr(h, "width", "99");
    html_attr(h, "height", "6");
    html_end(h);
    html_tag(h, "rect");
    html_attr(h, "class", "lt-vol");
    html_attrf(h, "width", "%.1f", share > 1 ? 100 : share * 100);
    html_attr(h, "height", "7");
    html_end(h);
    if (over > 0) {
        html_tag(h, "rect");
        html_attr(h, "class", "lt-over");
        html_attr(h, "x", "100");
        html_attrf(h, "width", "%.1f", over * 100);
        html_attr(h, "height", "7");
        html_end(h);
    }
    html_end(h);
}

void view_norm_words(struct buf *b, const struct webcare_settings *w)
{
    if (w->norm % 60 == 0)
        buf_printf(b, "%d\u00a0uur", w->norm / 60);
    else
        dutch_span(b, w->norm * (int64_t)WHEN_MINUTE);
}

void view_weight(struct html *h, double weight, double most)
{
    double width = most > 0 ? (weight < 0 ? -weight : weight) / most * 50 : 0;

    html_tag(h, "svg");
    html_attr(h, "class", "gewicht tone");
    html_attr(h, "viewBox", "0 0 100 12");
    html_attr(h, "preserveAspectRatio", "none");
    html_attr(h, "aria-hidden", "true");
    html_tag(h, "rect");
    html_attr(h, "class", weight < 0 ? "t-neg" : "t-pos");
    html_attrf(h, "x", "%.1f", weight < 0 ? 50 - width : 50);
    html_attr(h, "y", "1");
    html_attrf(h, "width", "%.1f", width);
    html_attr(h, "height", "10");
    html_end(h);
    html_tag(h, "path");
    html_attr(h, "class", "g-axis");
    html_attr(h, "d", "M50 -2V14");
    html_end(h);
    html_end(h);
}

/* ---- moments and counts ---- */

void view_moment(struct html *h, int64_t ms, int64_t now)
{
    struct civil c = when_local(ms);
    struct buf b = {0}, machine = {0};
    int away = when_day(now) - when_day(ms);

    if (away >= 7 || away < 0) {
        dutch_date_tiny(&b, when_day(ms));
        buf_putc(&b, ' ');
    } else if (away) {
        buf_printf(&b, "%s ", when_weekday_short(c.weekday));
    }
    buf_printf(&b, "%02d.%02d", c.hour, c.minute);
    when_print_local(&machine, ms);
    html_open(h, "time", NULL);
    html_attr_str(h, "datetime", buf_str(&machine));
    html_text(h, buf_str(&b));
    html_end(h);
    buf_release(&b);
    buf_release(&machine);
}

struct str view_residents(struct arena *a, int64_t n)
{
    struct buf b = {0};

    if (n > 0 && n < LEAST_SHOWN)
        return STR("< 5");
    dutch_count(&b, n);
    return buf_take(&b, a);
}

/* ---- a post in our words ---- */

const char *view_channel(enum channel channel)
{
    static const char *const names[CHANNEL_COUNT] = {
        [CHANNEL_OTHER] = "overig",     [CHANNEL_MASTODON] = "Mastodon",   [CHANNEL_BLUESKY] = "Bluesky",
        [CHANNEL_REDDIT] = "Reddit",    [CHANNEL_YOUTUBE] = "YouTube",     [CHANNEL_NEWS] = "nieuws",
        [CHANNEL_FORUM] = "forum",      [CHANNEL_FACEBOOK] = "Facebook",   [CHANNEL_INSTAGRAM] = "Instagram",
        [CHANNEL_EMAIL] = "e-mail",     [CHANNEL_KCC] = "telefoon",        [CHANNEL_NEWSPAPER] = "krant",
    };

    return names[channel];
}

static void add_topics(struct buf *b, const struct marks *m)
{
    if (m->ntopics == 0) {
        for (int i = 0; i < THEME_COUNT; i++)
            if (m->themes >> i & 1 && i != THEME_OVERIG) {
                struct str label = str_of(theme_names[i].label);
                struct arena a = {0};

                buf_puts(b, " over ");
                buf_add(b, str_lower(&a, label));
                arena_release(&a);
                return;
            }
        return;
    }
    buf_puts(b, " over ");
    for (int i = 0; i < m->ntopics && i < 2; i++) {
        buf_puts(b, i ? " en " : "");
        words_topic(b, m->topics[i]);
    }
}

/* "Klacht over sluipverkeer en drempels, Bloemenwijk" */
static void paraphrase(struct buf *b, const struct stored_post *post, const struct municipality *town)
{
    static const char *const kinds[INTENT_COUNT] = {"Bericht", "Vraag", "Klacht", "Melding", "Compliment", "Tip"};

    buf_puts(b, kinds[post->marks.intent]);
    add_topics(b, &post->marks);
    for (int i = 0; i < post->marks.nplaces && i < 2; i++)
        buf_printf(b, ", %.*s", STR_ARG(town->districts[post->marks.places[i]].name));
}

struct str view_paraphrase(struct visit *v, const struct stored_post *post)
{
    struct buf b = {0};

    if (words_may_quote(post))
        return words_headline(post, 120, &v->arena);
    paraphrase(&b, post, &v->desk->town);
    return buf_take(&b, &v->arena);
}

void view_post_words(struct html *h, struct visit *v, const struct stored_post *post)
{
    if (post_is_public(&post->post))
        html_el(h, "b", NULL, "%.*s: ", STR_ARG(post->post.actor));
    html_text(h, view_paraphrase(v, post));
}

int view_questions(struct html *h, struct visit *v, const struct kept_figures *k, const char *row, int most)
{
    const struct question *list = k->questions;

    for (int i = 0; i < k->nquestions && i < most; i++) {
        bool answered = list[i].answered;
        struct buf topic = {0};

        words_topic(&topic, list[i].topic);
        html_open(h, "li", row);
        html_el(h, "span", NULL, "%s", buf_c(&topic));
        html_el(h, "b", "num", "%.*s", STR_ARG(view_residents(&v->arena, list[i].n)));
        view_sign_word(h, answered ? SIGN_YES : SIGN_NO, answered ? "sw" : "sw bad", answered ? "ja" : "open");
        html_end(h);
        buf_release(&topic);
    }
    return k->nquestions;
}

/* ---- frame ---- */

void view_section(struct html *h, const char *id, const char *heading, const char *note)
{
    html_open(h, "section", "blok");
    html_attr(h, "aria-labelledby", id);
    html_open(h, "div", "kopregel");
    html_tag(h, "h2");
    html_attr(h, "id", id);
    html_text(h, str_of(heading));
    html_end(h);
    if (note && *note)
        html_el(h, "p", "klein", "%s", note);
    html_end(h);
}

void view_scroll(struct html *h, const char *label)
{
    html_open(h, "div", "schuif");
    html_attr(h, "tabindex", "0");
    html_attr(h, "role", "region");
    html_attr(h, "aria-label", label);
}

void view_columns(struct html *h, const char *const *titles)
{
    html_tag(h, "tr");
    for (; *titles; titles++) {
        bool figures = **titles == '#';

        html_open(h, "th", figures ? "num" : NULL);
        html_attr(h, "scope", "col");
        html_text(h, str_of(*titles + figures));
        html_end(h);
    }
    html_end(h);
}

void view_table(struct html *h, const char *class, const char *label, const char *caption, const char *const *titles)
{
    view_scroll(h, label);
    html_open(h, "table", class);
    html_el(h, "caption", "vh", "%s", caption);
    html_tag(h, "thead");
    view_columns(h, titles);
    html_end(h);
    html_tag(h, "tbody");
}

void view_table_end(struct html *h)
{
    html_end(h);
    html_end(h);
    html_end(h);
}

void view_row_head(struct html *h)
{
    html_tag(h, "th");
    html_attr(h, "scope", "row");
}

void view_empty(struct html *h, const char *sentence)
{
    html_el(h, "p", "leeg", "%s", sentence);
}

void view_live(struct html *h, const char *kinds)
{
    html_attr(h, "data-live", kinds);
}

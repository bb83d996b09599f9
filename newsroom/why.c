/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "newsroom/why.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "desk/reason.h"
#include "newsroom/form.h"
#include "newsroom/view.h"
#include "tamtam/dutch.h"
#include "tamtam/words.h"

enum { MOST_ROWS = 10, MOST_SPANS = 200 };

/* How a piece of evidence is shown in the text. */
enum pull { PULL_NONE, PULL_NEGATIVE, PULL_POSITIVE, PULL_TURNED, PULL_KIND };

/* One piece of the text. */
struct span {
    size_t at, n;
    enum pull pull;
    double weight;
    struct str word; /* what stands behind it instead of a weight */
};

struct reading {
    struct str text;
    struct whys whys;
    struct marks now;
};

static struct reading read_post(struct visit *v, const struct stored_post *post)
{
    const struct post *p = &post->post;
    struct reading r = {.text = p->title.n ? str_printf(&v->arena, "%.*s\n%.*s", STR_ARG(p->title), STR_ARG(p->text)) : p->text};

    analyse_post(v->desk->analyser, v->desk->scratch, p, &r.now, NULL, &r.whys);
    return r;
}

static bool is_tone(const struct why *w)
{
    struct str rest = w->mark;
    struct str name = str_cut(&rest, ':');

    return str_is(name, "tone") || str_is(name, "tone (negated)");
}

static enum pull pull_of(const struct why *w)
{
    if (str_starts(w->mark, STR("tone (negated)")))
        return PULL_TURNED;
    if (is_tone(w))
        return w->weight < 0 ? PULL_NEGATIVE : PULL_POSITIVE;
    return str_starts(w->mark, STR("intent:")) && w->weight > 0 ? PULL_KIND : PULL_NONE;
}

static int by_strength(const void *x, const void *y)
{
    const struct span *a = x, *b = y;
    int order = (b->pull != PULL_KIND) - (a->pull != PULL_KIND);

    if (order == 0)
        order = (fabs(b->weight) > fabs(a->weight)) - (fabs(b->weight) < fabs(a->weight));
    return order ? order : (a->at > b->at) - (a->at < b->at);
}

static int by_place(const void *x, const void *y)
{
    const struct span *a = x, *b = y;

    return (a->at > b->at) - (a->at < b->at);
}

static bool overlaps(const struct span *s, int n, const struct span *one)
{
    for (int i = 0; i < n; i++)
        if (one->at < s[i].at + s[i].n && s[i].at < one->at + one->n)
            return true;
    return false;
}

/* The strongest pieces that do not lie over each other, by their place. */
static int choose_spans(const struct reading *r, struct span *chosen)
{
    struct span all[MOST_SPANS];
    int n = 0, kept = 0;

    for (int i = 0; i < r->whys.n && n < MOST_SPANS; i++) {
        const struct why *w = &r->whys.v[i];
        struct str rest = w->mark;

        if (w->n == 0 || w->at + w->n > r->text.n || pull_of(w) == PULL_NONE)
            continue;
        str_cut(&rest, ':');
        all[n++] = (struct span){w->at, w->n, pull_of(w), (double)w->weight, rest};
    }
    qsort(all, (size_t)n, sizeof *all, by_strength);
    for (int i = 0; i < n; i++)
        if (!overlaps(chosen, kept, &all[i]))
            chosen[kept++] = all[i];
    qsort(chosen, (size_t)kept, sizeof *chosen, by_place);
    return kept;
}

static const char *const pull_classes[] = {"", "w n", "w p", "w o", "w v"};

static void put_span(struct html *h, const struct reading *r, const struct span *s)
{
    struct buf note = {0};

    if (s->pull == PULL_KIND)
        buf_add(&note, s->word);
    else
        dutch_decimal(&note, s->weight, 2);
    html_open(h, "span", pull_classes[s->pull]);
    html_text(h, str_sub(r->text, s->at, s->n));
    html_el(h, "small", NULL, "%s%s%s", s->pull == PULL_KIND || s->weight < 0 ? "" : "+", buf_c(&note), s->pull == PULL_TURNED ? " omgekeerd" : "");
    html_end(h);
    buf_release(&note);
}

/* Plain text: what was masked stands on grey, lines stay lines. */
static void put_plain(struct html *h, struct str text)
{
    static const char *const masks[] = {"[mail]",      "[profiel]",    "[rekening]", "[kenteken]", "[telefoon]", "[postcode]",
                                        "[huisnummer]", "[nummer]", "[naam]"};

    while (text.n) {
        size_t first = text.n;
        const char *mask = NULL;

        for (size_t i = 0; i < sizeof masks / sizeof *masks; i++) {
            ptrdiff_t at = str_find(text, str_of(masks[i]));

            if (at >= 0 && (size_t)at < first) {
                first = (size_t)at;
                mask = masks[i];
            }
        }
        html_text(h, str_sub(text, 0, first));
        if (mask)
            html_el(h, "span", "w m", "%s", mask);
        text = str_sub(text, first + (mask ? strlen(mask) : 0), text.n);
    }
}

static void put_legend(struct html *h)
{
    static const char *const words[] = {"", "trekt naar −", "trekt naar +", "omgekeerd door een ander woord", "wijst op de soort"};

    html_open(h, "p", "klein leg");
    for (int i = PULL_NEGATIVE; i <= PULL_KIND; i++) {
        html_tag(h, "span");
        html_open(h, "span", pull_classes[i]);
        html_attr(h, "aria-hidden", "true");
        html_text(h, STR("\u00a0"));
        html_end(h);
        html_text(h, str_of(words[i]));
        html_end(h);
    }
    html_end(h);
}

void why_text(struct html *h, struct visit *v, const struct stored_post *post)
{
    struct reading r = read_post(v, post);
    struct span spans[MOST_SPANS];
    int n = choose_spans(&r, spans);
    size_t at = 0;

    html_open(h, "p", "post");
    for (int i = 0; i < n; i++) {
        put_plain(h, str_sub(r.text, at, spans[i].at - at));
        put_span(h, &r, &spans[i]);
        at = spans[i].at + spans[i].n;
    }
    put_plain(h, str_sub(r.text, at, r.text.n));
    html_end(h);
    put_legend(h);
    html_el(h, "p", "klein", "Zoals ontvangen, persoonsgegevens gemaskeerd. De tekst verdwijnt na %d dagen.", v->desk->town.text_days);
}

/* ---- weights ---- */

static int by_weight(const void *x, const void *y)
{
    const struct why *const *a = x, *const *b = y;
    double p = fabs((double)(*a)->weight), q = fabs((double)(*b)->weight);

    return p != q ? (q > p) - (q < p) : ((*a)->at > (*b)->at) - ((*a)->at < (*b)->at);
}

static void put_weight_row(struct html *h, const struct reading *r, const struct why *w, double most)
{
    struct buf b = {0};

    html_tag(h, "tr");
    view_row_head(h);
    html_text(h, w->n ? str_sub(r->text, w->at, w->n) : STR("hele bericht"));
    html_end(h);
    html_tag(h, "td");
    reason_entry(&b, w->entry);
    if (str_starts(w->mark, STR("tone (negated)")))
        buf_puts(&b, ", omgekeerd door een ontkenning");
    html_text(h, buf_str(&b));
    html_end(h);
    html_open(h, "td", "g");
    view_weight(h, (double)w->weight, most);
    html_end(h);
    buf_clear(&b);
    dutch_decimal(&b, (double)w->weight, 2);
    html_el(h, "td", "num", "%s%s", w->weight < 0 ? "" : "+", buf_c(&b));
    html_end(h);
    buf_release(&b);
}

/* The evidence of one table, the strongest first: words with a tone, or what weighs for the tone as a whole. */
static int choose_rows(struct visit *v, const struct reading *r, bool words, const struct why ***list)
{
    const struct why **rows = arena_alloc(&v->arena, (size_t)(r->whys.n + 1) * sizeof *rows);
    int n = 0;

    for (int i = 0; i < r->whys.n; i++)
        if (words ? is_tone(&r->whys.v[i]) : str_is(r->whys.v[i].mark, "sentiment"))
            rows[n++] = &r->whys.v[i];
    qsort(rows, (size_t)n, sizeof(const struct why *), by_weight);
    *list = rows;
    return n;
}

static void put_weights(struct html *h, const struct reading *r, const struct why **rows, int n, const char *direction,
                        const struct stored_post *post)
{
    const char *const titles[] = {"Woord", "Regel", direction, "#Gewicht", NULL};
    struct buf score = {0};
    char label[120], caption[120];

    snprintf(label, sizeof label, "Gewichten: %s", direction);
    snprintf(caption, sizeof caption, "Gewichten achter de toon: %s", direction);
    view_table(h, "waarom", label, caption, titles);
    for (int i = 0; i < n && i < MOST_ROWS; i++)
        put_weight_row(h, r, rows[i], fabs((double)rows[0]->weight));
    if (n > MOST_ROWS) {
        html_tag(h, "tr");
        view_row_head(h);
        html_attr(h, "colspan", "4");
        html_textf(h, "en %d die minder wegen", n - MOST_ROWS);
        html_end(h);
        html_end(h);
    }
    html_end(h);
    if (post) {
        dutch_decimal(&score, (double)post->marks.score, 2);
        html_tag(h, "tfoot");
        html_tag(h, "tr");
        view_row_head(h);
        html_attr(h, "colspan", "3");
        html_text(h, STR("Toon van het hele bericht, van −1 tot 1: geen som, want ook wat hieronder staat weegt mee"));
        html_end(h);
        html_el(h, "td", "num", "%s", buf_c(&score));
        html_end(h);
        html_end(h);
    }
    html_end(h);
    html_end(h);
    buf_release(&score);
}

static void put_reasons(struct html *h, struct visit *v, const struct reading *r, const struct stored_post *post)
{
    const struct why **rows;
    int n = choose_rows(v, r, true, &rows);

    if (n)
        put_weights(h, r, rows, n, "trekt naar − of +", post);
    else
        view_empty(h, "Geen woord met een toon herkend.");
    n = choose_rows(v, r, false, &rows);
    if (n == 0)
        return;
    html_tag(h, "details");
    html_el(h, "summary", NULL, "Wat het programma verder meewoog");
    put_weights(h, r, rows, n, str_printf(&v->arena, "tegen of voor “%s”", sentiment_names[r->now.sentiment].label).p, NULL);
    html_end(h);
}

/* Three radios and a button: one click each. */
static void put_judgement(struct html *h, struct visit *v, const struct stored_post *post, struct str back)
{
    struct form f = {.v = v};
    int depth = h->depth;

    html_open(h, "div", "oordeel");
    form_begin(&f, h, "/berichten/%lld/merken", (long long)post->post.seq);
    form_hidden(&f, "terug", back);
    html_tag(h, "fieldset");
    html_el(h, "legend", NULL, "Klopt dit?");
    for (int i = 0; i < SENTIMENT_COUNT; i++) {
        static const char *const classes[] = {"neg", "neu", "pos"};

        html_open(h, "label", "keus");
        html_tag(h, "input");
        html_attr(h, "type", "radio");
        html_attr(h, "name", "toon");
        html_attr(h, "value", sentiment_names[i].name);
        html_flag(h, "checked", (int)post->marks.sentiment == i);
        html_open(h, "span", classes[i]);
        view_sign(h, sign_of_sentiment((enum sentiment)i), NULL);
        html_end(h);
        html_text(h, str_of(sentiment_names[i].label));
        html_end(h);
    }
    html_end(h);
    form_end(&f, "Leg vast");
    html_el(h, "p", "klein", "een correctie wordt gelogd en telt mee");
    html_end_to(h, depth);
}

void why_tone(struct html *h, struct visit *v, const struct stored_post *post, struct str back)
{
    struct reading r = read_post(v, post);
    char heading[64];

    snprintf(heading, sizeof heading, "Waarom %s?", sentiment_names[post->marks.sentiment].label);
    view_section(h, "waarom", heading, NULL);
    if (post->marks.sentiment != r.now.sentiment)
        html_el(h, "p", "klein", "Een collega zette de toon op %s; het programma zelf zegt %s.", sentiment_names[post->marks.sentiment].label,
                sentiment_names[r.now.sentiment].label);
    put_reasons(h, v, &r, post);
    if (visit_may(v, METHOD_POST, str_printf(&v->arena, "/berichten/%lld/merken", (long long)post->post.seq).p))
        put_judgement(h, v, post, back);
    html_end(h);
}

/* ---- other marks ---- */

static void put_mark(struct html *h, const char *name, struct buf *value)
{
    html_tag(h, "div");
    html_el(h, "dt", NULL, "%s", name);
    html_el(h, "dd", NULL, "%s", value->n ? buf_c(value) : "geen");
    html_end(h);
    buf_clear(value);
}

static void add_set(struct buf *b, const struct value_name *names, uint32_t bits)
{
    for (int i = 0; names[i].name; i++)
        if (bits >> i & 1)
            buf_printf(b, "%s%s", b->n ? ", " : "", names[i].label);
}

void why_marks(struct html *h, struct visit *v, const struct stored_post *post)
{
    const struct municipality *town = &v->desk->town;
    const struct marks *m = &post->marks;
    struct buf b = {0};

    view_section(h, "merken", "Andere merken", NULL);
    html_open(h, "dl", "merken");
    buf_puts(&b, intent_names[m->intent].label);
    put_mark(h, "soort", &b);
    add_set(&b, theme_names, m->themes);
    put_mark(h, "thema", &b);
    for (int i = 0; i < m->nplaces; i++)
        buf_printf(&b, "%s%.*s", i ? ", " : "", STR_ARG(town->districts[m->places[i]].name));
    put_mark(h, "wijk", &b);
    buf_puts(&b, voice_names[m->voice].label);
    put_mark(h, "stem", &b);
    add_set(&b, crisis_names, m->crisis);
    put_mark(h, "crisis", &b);
    add_set(&b, frame_names, m->frames);
    put_mark(h, "frame", &b);
    for (int i = 0; i < m->npeople; i++)
        buf_printf(&b, "%s%.*s", i ? ", " : "", STR_ARG(town->people[m->people[i]].name));
    put_mark(h, "bestuurder", &b);
    for (int i = 0; i < m->ntopics; i++) {
        buf_puts(&b, i ? ", " : "");
        words_topic(&b, m->topics[i]);
    }
    put_mark(h, "onderwerp", &b);
    html_end(h);
    html_end(h);
    buf_release(&b);
}

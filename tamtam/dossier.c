/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "tamtam/dossier.h"

#include <stdlib.h>

#include "base/when.h"
#include "tamtam/dutch.h"
#include "tamtam/own_line.h"
#include "tamtam/parts.h"
#include "tamtam/point.h"
#include "tamtam/summary.h"
#include "tamtam/words.h"

enum {
    MOST_DAYS_SHOWN = 45, /* a longer course is told per week */
    MOST_EVENTS = 4,
    EVENT_BYTES = 38,
    ARGUMENT_BYTES = 60,
    MOST_ARGUMENTS = 2,
    MOST_TOPICS = 3,
    PERCENT_FROM = 20 /* below this, counts and no percentages */
};

/* ---- In het kort ---- */

/* The headline of the first public post of a day, own channel and media before others; short. */
static struct str event_of(const struct dossier *r, int day, size_t most, struct arena *a)
{
    const struct stored_post *best = NULL;

    for (int i = 0; i < r->matter->nposts; i++) {
        const struct stored_post *p = r->matter->posts[i];
        bool news = p->marks.voice == VOICE_MEDIA || p->marks.voice == VOICE_GEMEENTE;

        if (!words_may_quote(p) || when_day(p->post.time) != day || (!p->post.title.n && p->marks.voice != VOICE_MEDIA))
            continue;
        if (!best || (news && best->marks.voice != VOICE_MEDIA && best->marks.voice != VOICE_GEMEENTE))
            best = p;
    }
    return best ? words_headline(best, most, a) : (struct str){0};
}

/* Posts per civil day of the window, in the arena. */
static int count_days(const struct dossier *r, struct arena *a, double **days)
{
    int first = when_day(r->f->from);
    int n = when_day(r->f->to - 1) - first + 1;

    *days = arena_alloc(a, (size_t)n * sizeof **days);
    for (int i = 0; i < r->matter->nposts; i++)
        (*days)[when_day(r->matter->posts[i]->post.time) - first]++;
    return n;
}

static int busiest(const double *days, int n)
{
    int top = 0;

    for (int i = 1; i < n; i++)
        if (days[i] > days[top])
            top = i;
    return top;
}

static void tell_volume(const struct dossier *r, struct block *list)
{
    struct prose *p = doc_item(list, 0);
    enum phase phase = point_phase(r->matter, r->f->to);
    struct arena a = {0};
    struct buf day = {0};
    double *days;
    int n = count_days(r, &a, &days);
    int top = busiest(days, n);

    prose_count(p, r->matter->counts.n, r->ref);
    prose_add(p, r->matter->counts.n == 1 ? STR(" bericht; fase: ") : STR(" berichten; fase: "));
    prose_strong(p, str_of(phase_names[phase].label));
    if (r->matter->counts.n > 1) {
        dutch_date_short(&day, when_day(r->f->from) + top);
        prose_printf(p, ". Drukste dag: %s (%.0f)", buf_c(&day), days[top]);
    }
    prose_add(p, STR("."));
    buf_release(&day);
    arena_release(&a);
}

/* The highest day on the other side of a day without posts, when it is half as high at least: a second wave; -1: none.
 */
static int second_wave(const double *days, int n, int top)
{
    int best = -1;

    for (int side = -1; side <= 1; side += 2) {
        bool apart = false;

        for (int i = top + side; i >= 0 && i < n; i += side) {
            apart = apart || days[i] < 1;
            if (apart && days[i] * 2 >= days[top] && (best < 0 || days[i] > days[best]))
                best = i;
        }
    }
    return best;
}

/* 'Twee golven: ...', each with the headline that set it off where there is one. */
static void tell_waves(const struct dossier *r, struct block *list)
{
    struct arena a = {0};
    struct buf b = {0};
    double *days;
    int n = count_days(r, &a, &days);
    int top = busiest(days, n);
    int other = days[top] >= LEAST_SHOWN ? second_wave(days, n, top) : -1;
    int peaks[2] = {top < other ? top : other, top < other ? other : top};

    for (int k = 0; k < 2 && other >= 0; k++) {
        struct str event = event_of(r, when_day(r->f->from) + peaks[k], ARGUMENT_BYTES, &a);

        buf_puts(&b, k ? " en rond " : "Twee golven: rond ");
        dutch_date_short(&b, when_day(r->f->from) + peaks[k]);
        buf_printf(&b, " (%.0f op die dag", days[peaks[k]]);
        if (event.n) {
            buf_puts(&b, "; ");
            words_quote(&b, event);
        }
        buf_putc(&b, ')');
    }
    if (b.n) {
        buf_putc(&b, '.');
        prose_add(doc_item(list, 0), buf_str(&b));
    }
    buf_release(&b);
    arena_release(&a);
}

/* 'Inwoners overwegend negatief (176 van 318)': the voices with a tone to tell, the largest first. */
static void tell_tone(const struct dossier *r, struct block *list)
{
    static const enum voice voices[] = {VOICE_BEVOLKING, VOICE_OPINIEMAKER, VOICE_BELANGENGROEP, VOICE_MEDIA};
    const struct counts *c = &r->matter->counts;
    struct arena a = {0};
    struct buf b = {0};

    for (int i = 0; i < (int)(sizeof voices / sizeof *voices); i++) {
        enum voice v = voices[i];
        const char *word = words_tone(c->tone_of[v]);

        if (!*word || v == point_hidden_voice(c))
            continue;
        struct str name = str_lower(&a, str_of(voice_names[v].label));

        if (b.n)
            buf_printf(&b, "; %.*s: %s", STR_ARG(name), word);
        else
            buf_printf(&b, "%s: %s", voice_names[v].label, word);
        int rest = c->voices[v] - c->tone_of[v][SENTIMENT_NEGATIEF];

        if (c->tone_of[v][SENTIMENT_NEGATIEF] >= LEAST_SHOWN &&
            (v != VOICE_BEVOLKING || rest == 0 || rest >= LEAST_SHOWN))
            buf_printf(&b, " (%s van %s negatief)", DUTCH(c->tone_of[v][SENTIMENT_NEGATIEF]), DUTCH(c->voices[v]));
    }
    if (!b.n) {
        buf_puts(&b, "Toon van alle stemmen samen: ");
        words_tone_counts(&b, c->tone);
    }
    buf_putc(&b, '.');
    prose_add(doc_item(list, 0), buf_str(&b));
    buf_release(&b);
    arena_release(&a);
}

/* 'Tot het eigen bericht van 12 maart 12 van de 22 berichten negatief, daarna 2 van de 9': the own post around which
 * tone turned. */
static void tell_turn(const struct dossier *r, struct block *list)
{
    enum { LEAST_ON_A_SIDE = 8, LEAST_POINTS = 20 };
    const struct issue_figures *m = r->matter;
    const struct stored_post *turn = NULL;
    int before = 0, negative = 0, best = LEAST_POINTS - 1;
    int told[4] = {0};

    for (int i = 0; i < m->nposts; i++) {
        int after = m->nposts - i - 1, later = m->counts.tone[SENTIMENT_NEGATIEF] - negative;

        if (own_line_has(m->posts[i]) && words_may_quote(m->posts[i]) && before >= LEAST_ON_A_SIDE &&
            after >= LEAST_ON_A_SIDE) {
            int points = abs(100 * negative / before - 100 * later / after);

            if (points > best) {
                best = points;
                turn = m->posts[i];
                told[0] = negative, told[1] = before, told[2] = later, told[3] = after;
            }
        }
        before++;
        negative += m->posts[i]->marks.sentiment == SENTIMENT_NEGATIEF;
    }
    if (turn) {
        struct buf day = {0};

        dutch_date_short(&day, when_day(turn->post.time));
        prose_printf(doc_item(list, 0),
                     "Tot het eigen bericht van %s waren %d van de %d berichten negatief, daarna %d van de %d.",
                     buf_c(&day), told[0], told[1], told[2], told[3]);
        buf_release(&day);
    }
}

/* '12 vragen zonder antwoord ...'; without the total where it would give a topic's few residents away. */
static void tell_open_questions(const struct dossier *r, struct block *list)
{
    struct arena a = {0};
    struct question *questions;
    int n = dossier_read_questions(r->matter, &a, &questions);
    int open = 0, topics = 0, few = 0;
    int64_t since = 0;
    struct buf day = {0}, topic = {0};
    struct prose *p;

    for (int i = 0; i < n && !questions[i].answered; i++) {
        open += questions[i].n;
        topics++;
        few += parts_is_few(questions[i].n, questions[i].residents) ? questions[i].n : 0;
        if (!since || questions[i].since < since)
            since = questions[i].since;
    }
    if (open) {
        dutch_date_short(&day, when_day(since));
        words_topic(&topic, questions[0].topic);
        p = doc_item(list, 0);
        if (topics > 1 && few > 0 && few < LEAST_SHOWN)
            prose_add(p, STR("Vragen"));
        else
            prose_count(p, open, r->ref);
        prose_add(p, topics > 1 && few > 0 && few < LEAST_SHOWN ? STR("") : open == 1 ? STR(" vraag") : STR(" vragen"));
        prose_printf(p, " zonder antwoord van het eigen kanaal, %ssinds %s; %sover %s.", open == 1 ? "" : "de oudste ",
                     buf_c(&day), topics > 1 ? "meest " : "", buf_c(&topic));
    }
    buf_release(&day);
    buf_release(&topic);
    arena_release(&a);
}

static void tell_main_frame(const struct dossier *r, struct block *list)
{
    const struct counts *c = &r->matter->counts;
    int frame = counts_top(c->frames, FRAME_COUNT);
    int theme = counts_top(c->themes, THEME_OVERIG);
    struct prose *p;

    if (frame < 0 || c->frames[frame] < LEAST_SHOWN)
        return;
    p = doc_item(list, 0);
    prose_printf(p, "Kernframe: %s", frame_names[frame].label);
    if (theme >= 0)
        prose_printf(p, "; thema: %s", theme_names[theme].label);
    prose_add(p, STR("."));
}

static void tell_summary(const struct dossier *r, struct block *list)
{
    struct arena a = {0};
    struct buf b = {0};
    struct summary summary = summary_of(r->matter, &a);

    /* The waves and the own line quote more: here stand what media or the own channel say, and residents. */
    if (summary.n > 2)
        summary.v[1] = summary.v[--summary.n];
    summary_write(&b, &summary);
    if (summary.n)
        prose_add(doc_item(list, 0), buf_str(&b));
    buf_release(&b);
    arena_release(&a);
}

static void compose_brief(const struct dossier *r)
{
    struct block *list = doc_list(doc_section(r->d->root, SECTION_BRIEF, STR("In het kort")), LIST_POINTS);

    if (r->matter->nposts == 0) {
        prose_add(doc_item(list, 0), STR("Geen berichten in deze periode."));
        return;
    }
    tell_volume(r, list);
    tell_waves(r, list);
    tell_tone(r, list);
    tell_summary(r, list);
    tell_turn(r, list);
    tell_main_frame(r, list);
    tell_open_questions(r, list);
}

/* ---- course and phase ---- */

/* The phase on the k-th day, by the rule of the day report on civil days. */
static enum phase phase_on(const double *days, int k, bool begins_here)
{
    double before = 0, peak = 0;
    int silent = 0;

    for (int i = 0; i < k; i++)
        peak = days[i] > peak ? days[i] : peak;
    for (int i = k - 3; i < k; i++)
        before += i >= 0 ? days[i] / 3 : 0;
    while (silent <= k && days[k - silent] < 1)
        silent++;
    if (silent >= 3)
        return PHASE_SLUIMEREND;
    if (begins_here && k < 2)
        return PHASE_OPKOMEND;
    if (days[k] > peak)
        return PHASE_PIEK;
    if (days[k] > 1.5 * before)
        return PHASE_GROEIEND;
    return days[k] * 2 < peak ? PHASE_UITDOVEND : PHASE_STABIEL;
}

/* Days that get an event's words: the first, then the highest that stand apart from those chosen. */
static void choose_events(const double *days, int n, bool *chosen)
{
    int apart = n / 4 > 1 ? n / 4 : 1;

    for (int k = 0; k < MOST_EVENTS; k++) {
        int best = -1;

        for (int i = 0; i < n; i++) {
            bool near = false;

            for (int j = i - apart; j <= i + apart; j++)
                near = near || (j >= 0 && j < n && chosen[j]);
            if (!near && days[i] > 0 && (best < 0 || days[i] > days[best]))
                best = i;
        }
        if (best < 0)
            return;
        chosen[best] = true;
    }
}

static void draw_days(const struct dossier *r, struct block *chart, const double *days, int n, struct arena *a)
{
    bool *chosen = arena_alloc(a, (size_t)n);
    int first = when_day(r->f->from);
    int step = n / 10 + 1;
    bool begins_here = r->matter->issue.first >= r->f->from;

    choose_events(days, n, chosen);
    for (int i = 0; i < n; i++) {
        struct buf label = {0};
        struct civil c = when_local(when_at(first + i, 12, 0));
        struct point *p;

        dutch_date_tiny(&label, first + i);
        p = doc_point(chart, i == 0 || i == n - 1 || c.day <= step ? buf_str(&label) : doc_printf(r->d, "%d", c.day),
                      days[i]);
        p->tick = i == n - 1 || (i % step == 0 && n - 1 - i >= step);
        p->phase = phase_on(days, i, begins_here);
        if (chosen[i])
            p->note = doc_copy(r->d, event_of(r, first + i, EVENT_BYTES, a));
        p->strong = chosen[i];
        buf_release(&label);
    }
}

static void draw_weeks(const struct dossier *r, struct block *chart, const double *days, int n)
{
    int first = when_day(r->f->from);
    int weeks = (n + 6) / 7;

    for (int w = 0; w < weeks; w++) {
        struct buf label = {0};
        struct point *p;
        double sum = 0;

        for (int i = w * 7; i < n && i < w * 7 + 7; i++)
            sum += days[i];
        dutch_date_tiny(&label, first + w * 7);
        p = doc_point(chart, buf_str(&label), sum);
        p->tick = w % (weeks / 8 + 1) == 0;
        p->phase = PHASE_COUNT;
        buf_release(&label);
    }
}

void dossier_course(const struct dossier *r)
{
    struct block *section = doc_section(r->d->root, SECTION_PLAIN, STR("Verloop en fase"));
    struct arena a = {0};
    struct buf top_day = {0};
    double *days;
    int n = count_days(r, &a, &days);
    int top = busiest(days, n);
    bool weekly = n > MOST_DAYS_SHOWN;
    struct block *chart;

    section->section.note = weekly ? STR("berichten per week") : STR("berichten per dag");
    dutch_date_short(&top_day, when_day(r->f->from) + top);
    if (n < 5) {
        chart = doc_chart(section, CHART_COLUMNS,
                          doc_printf(r->d, "Berichten per dag: hoogste aantal %.0f op %s", days[top], buf_c(&top_day)));
        for (int i = 0; i < n; i++) {
            struct buf label = {0};
            struct point *p;

            dutch_date_tiny(&label, when_day(r->f->from) + i);
            p = doc_point(chart, buf_str(&label), days[i]);
            p->tick = true;
            p->strong = i == top;
            p->note = i == top ? doc_printf(r->d, "%.0f", days[i]) : (struct str){0};
            buf_release(&label);
        }
    } else {
        chart = doc_chart(section, CHART_LINE,
                          weekly ? doc_printf(r->d, "Berichten per week; de drukste dag was %s, met %.0f", buf_c(&top_day), days[top])
                                 : doc_printf(r->d, "Berichten per dag: %.0f op de eerste dag, piek %.0f op %s, %.0f op de laatste dag",
                                              days[0], days[top], buf_c(&top_day), days[n - 1]));
        if (weekly)
            draw_weeks(r, chart, days, n);
        else
            draw_days(r, chart, days, n, &a);
    }
    buf_release(&top_day);
    arena_release(&a);
}

/* ---- the four voices ---- */

static bool is_told(const struct counts *c, enum voice v)
{
    return c->voices[v] > 0 && !(v == VOICE_BEVOLKING && c->voices[v] < LEAST_SHOWN);
}

static void add_tone_row(const struct dossier *r, struct block *table)
{
    const struct counts *c = &r->matter->counts;
    struct row *row = doc_row(table, 0);

    cell_text(row, STR("toon"));
    for (int v = 0; v < VOICE_GEMEENTE; v++) {
        struct tone tone = point_tone(c->tone_of[v], v == VOICE_BEVOLKING);

        if (!is_told(c, (enum voice)v) || (enum voice)v == point_hidden_voice(c))
            tone.form = TONE_NONE;
        if (c->voices[v])
            cell_tone(row, tone);
        else
            cell_text(row, STR("geen berichten"));
    }
}

static void add_frame_row(const struct dossier *r, struct block *table, int frame, double scale)
{
    const struct counts *c = &r->matter->counts;
    struct row *row = doc_row(table, 0);

    cell_text(row, str_of(frame_names[frame].label));
    for (int v = 0; v < VOICE_GEMEENTE; v++) {
        int n = c->frames_of[v][frame];
        double share = c->voices[v] ? (double)n / c->voices[v] : 0;
        struct cell *cell;

        if (!is_told(c, (enum voice)v)) {
            cell_empty(row);
            continue;
        }
        if (v == VOICE_BEVOLKING && n > 0 && n < LEAST_SHOWN) {
            cell = cell_bar(row, doc_shown(r->d, STR("< 5"), (struct str){0}), 0.06);
            cell->few = true;
            continue;
        }
        if (c->voices[v] >= PERCENT_FROM) {
            struct buf b = {0};

            dutch_percent(&b, share);
            cell = cell_bar(row, doc_shown(r->d, buf_str(&b), r->ref), share / scale);
            buf_release(&b);
        } else {
            cell = cell_bar(row, doc_count(r->d, n, r->ref), share / scale);
        }
        cell->strong = n > 0 && counts_top(c->frames_of[v], FRAME_COUNT) == frame;
    }
}

/* The strongest posts of a voice in one direction, of different actors, told by headline. */
static void tell_arguments(const struct dossier *r, struct prose *p, enum voice voice, enum sentiment side)
{
    struct arena a = {0};
    const struct stored_post *told[MOST_ARGUMENTS] = {NULL};

    for (int k = 0; k < MOST_ARGUMENTS; k++) {
        const struct stored_post *best = NULL;

        for (int i = 0; i < r->matter->nposts; i++) {
            const struct stored_post *post = r->matter->posts[i];
            bool taken = false;

            for (int j = 0; j < k; j++)
                taken = taken || (told[j] && str_eq(told[j]->post.actor, post->post.actor));
            if (taken || post->marks.voice != voice || !words_may_quote(post) || post->marks.sentiment != side)
                continue;
            if (!best || (side == SENTIMENT_NEGATIEF ? post->marks.score < best->marks.score
                                                     : post->marks.score > best->marks.score))
                best = post;
        }
        told[k] = best;
        if (!best)
            break;
        if (k)
            prose_add(p, STR("; "));
        prose_strong(p, best->post.actor);
        prose_add(p, STR(": "));
        prose_add(p, words_headline(best, ARGUMENT_BYTES, &a));
    }
    if (!told[0])
        prose_subtle(p, STR("niet gezien"));
    arena_release(&a);
}

/* The themes of posts, where no topic was recognised. */
static void add_themes(struct buf *b, const struct issue_figures *part)
{
    struct counts c = {0};

    for (int i = 0; i < part->nposts; i++)
        counts_add(&c, part->posts[i]);
    for (int k = 0; k < MOST_TOPICS; k++) {
        int top = counts_top(c.themes, THEME_OVERIG);
        struct arena a = {0};
        struct str label;

        if (top < 0 || c.themes[top] < LEAST_TOPIC)
            return;
        label = str_lower(&a, str_of(theme_names[top].label));
        buf_printf(b, "%s%.*s", b->n ? "; " : "", STR_ARG(label));
        if (c.themes[top] >= LEAST_SHOWN)
            buf_printf(b, " (%s)", DUTCH(c.themes[top]));
        c.themes[top] = 0;
        arena_release(&a);
    }
}

/* Residents' side by topic, else by theme: 'parkeren (12), geluid'. */
static void tell_residents(const struct dossier *r, struct prose *p, enum sentiment side)
{
    struct arena a = {0};
    struct issue_figures part = {.posts = arena_alloc(&a, (size_t)r->matter->nposts * sizeof *part.posts)};
    struct tallied *topics;
    struct buf b = {0};
    int n;

    for (int i = 0; i < r->matter->nposts; i++)
        if (r->matter->posts[i]->marks.voice == VOICE_BEVOLKING && r->matter->posts[i]->marks.sentiment == side)
            part.posts[part.nposts++] = r->matter->posts[i];
    n = tallied_topics(&a, &part, VOICE_BEVOLKING, &topics);
    for (int i = 0; i < n && i < MOST_TOPICS && topics[i].n >= LEAST_TOPIC; i++) {
        buf_puts(&b, i ? "; " : "");
        words_topic(&b, topics[i].name);
        if (topics[i].n >= LEAST_SHOWN)
            buf_printf(&b, " (%s)", DUTCH(topics[i].n));
    }
    if (!b.n)
        add_themes(&b, &part);
    if (b.n)
        prose_add(p, buf_str(&b));
    else
        prose_subtle(p, part.nposts ? STR("te weinig om te noemen") : STR("niet gezien"));
    buf_release(&b);
    arena_release(&a);
}

static void add_argument_row(const struct dossier *r, struct block *table, enum sentiment side)
{
    struct row *row = doc_row(table, 0);

    cell_text(row, side == SENTIMENT_POSITIEF ? STR("argumenten voor") : STR("argumenten tegen"));
    for (int v = 0; v < VOICE_GEMEENTE; v++) {
        struct prose *p = cell_text(row, (struct str){0});

        if (v == VOICE_BEVOLKING)
            tell_residents(r, p, side);
        else
            tell_arguments(r, p, (enum voice)v, side);
    }
}

void dossier_voices(const struct dossier *r)
{
    const struct counts *c = &r->matter->counts;
    struct block *section = doc_section(r->d->root, SECTION_PLAIN, STR("Vier stemmen naast elkaar"));
    struct block *table = doc_table(section, STR("Toon, frames en argumenten per stem"));
    double scale = 0;

    doc_column(table, CELL_HEAD, (struct str){0});
    for (int v = 0; v < VOICE_GEMEENTE; v++) {
        struct column *column = doc_column(table, CELL_BAR, (struct str){0});

        column->voice = (enum voice)v;
        column->counted = true;
        prose_figure(&column->title, point_voice_figure(r->d, c, (enum voice)v, r->ref));
        for (int i = 0; i < FRAME_COUNT && c->voices[v]; i++)
            if ((double)c->frames_of[v][i] / c->voices[v] > scale)
                scale = (double)c->frames_of[v][i] / c->voices[v];
    }
    add_tone_row(r, table);
    for (int i = 0; i < FRAME_COUNT && scale > 0; i++)
        add_frame_row(r, table, i, scale);
    add_argument_row(r, table, SENTIMENT_POSITIEF);
    add_argument_row(r, table, SENTIMENT_NEGATIEF);
    prose_add(doc_paragraph(section, TEXT_NOTE), STR("Frames: deel van de berichten van die stem, onder 20 berichten "
                                                     "het aantal; een bericht kan meer frames dragen. Argumenten: "
                                                     "de scherpste positieve en negatieve berichten van publieke "
                                                     "stemmen; bij inwoners de onderwerpen waarover zij schrijven."));
}

/* Districts and open questions: beside the force field, or side by side where there is none. */
static void compose_where(const struct dossier *r)
{
    bool field = dossier_has_field(r);
    struct block *pair = doc_columns(r->d->root, field ? COLUMNS_WIDE_NARROW : COLUMNS_EQUAL);
    struct block *where;

    if (field)
        dossier_field(r, pair);
    where = doc_section(pair, SECTION_PLAIN, STR("Waar"));
    dossier_where(r, where);
    dossier_questions(r, field ? where : pair, field ? SECTION_SMALL : SECTION_PLAIN);
}

void dossier_compose(const struct dossier *r)
{
    struct block *pair;

    compose_brief(r);
    if (r->matter->nposts == 0)
        return;
    dossier_course(r);
    dossier_voices(r);
    compose_where(r);
    dossier_actors(r);
    pair = doc_columns(r->d->root, COLUMNS_EQUAL);
    dossier_spill_over(r, pair);
    dossier_own_line(r, pair);
    parts_duiding(r->d);
    dossier_terms(r);
}

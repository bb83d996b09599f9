/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * The crisis picture (omgevingsbeeld): one page for the crisis team, every half hour or hour. Its counts are shown in
 * full (domain.md's law, 7); it is never fixed in advance, and says of no rumour that it is true.
 */
#include <stdlib.h>

#include "base/when.h"
#include "tamtam/dossier.h"
#include "tamtam/dutch.h"
#include "tamtam/life.h"
#include "tamtam/own_line.h"
#include "tamtam/parts.h"
#include "tamtam/picture.h"
#include "tamtam/report.h"
#include "tamtam/words.h"

enum {
    BACK_HOURS = 36, /* an incident is looked for so far back */
    QUIET_HOURS = 6, /* a gap as long as this divides two incidents of one issue */
    MOST_LINES = 5,  /* a box */
    MOST_RUMOURS = 4,
    MOST_MEDIA = 4,
    BAR_MINUTES = 5,
    MOST_BARS = 36,
    HEADLINE_BYTES = 48,
    SOON_MINUTES = 30, /* the next picture when it grows */
    LATER_MINUTES = 60
};

/* A line of the picture with what was seen of it; line -1: what fits no line. */
struct seen {
    int line;
    struct str label;
    int now, before, all; /* in the window, in the one before, since the incident began */
    int64_t first, last;
    uint32_t channels;
    bool asked_only;                       /* rumour: only in questions */
    const struct stored_post *own, *other; /* who answered or contradicted it, the first */
};

struct crisis {
    struct document *d;
    const struct municipality *town;
    const struct picture *picture;
    const struct figures *f; /* the window and all before it since the incident began */
    const struct issue_figures *m;
    struct crisis_order order;
    int64_t start;   /* the first post of its burst */
    int now, before; /* posts in the window and in the one before */
    struct seen seen[PICTURE_PARTS][64];
    int nseen[PICTURE_PARTS];
    struct arena arena;
};

/* ---- counting ---- */

static bool in_window(const struct crisis *r, int64_t t)
{
    return t >= r->order.from;
}

static bool in_window_before(const struct crisis *r, int64_t t)
{
    return t < r->order.from && t >= r->order.from - (r->order.to - r->order.from);
}

static bool is_public_source(const struct stored_post *p)
{
    return p->marks.voice == VOICE_GEMEENTE || p->marks.voice == VOICE_MEDIA;
}

/* Does a post count under a part? */
static bool counts_under(const struct stored_post *p, enum picture_part part)
{
    static const enum crisis_mark marks[PICTURE_PARTS] = {CRISIS_INFORMATIEBEHOEFTE, CRISIS_GEDRAG,
                                                          CRISIS_BETEKENISGEVING, CRISIS_GERUCHT};

    if (is_public_source(p))
        return false;
    return p->marks.crisis >> marks[part] & 1 || (part == PICTURE_QUESTION && p->marks.intent == INTENT_VRAAG);
}

static struct seen *seen_of(struct crisis *r, enum picture_part part, int line)
{
    static const char *const others[PICTURE_PARTS] = {"Overige vragen", "overig gedrag", "overige gevoelens",
                                                      "Overige geruchten"};
    int k = 0;

    while (k < r->nseen[part] && r->seen[part][k].line != line)
        k++;
    if (k == (int)(sizeof r->seen[part] / sizeof *r->seen[part]))
        return NULL;
    if (k == r->nseen[part])
        r->seen[part][r->nseen[part]++] = (struct seen){
            .line = line, .label = line < 0 ? str_of(others[part]) : r->picture->lines[line].label, .asked_only = true};
    return &r->seen[part][k];
}

static void count(struct crisis *r, enum picture_part part, const struct stored_post *p)
{
    struct seen *s = seen_of(r, part, picture_line_of(r->picture, part, p));

    if (!s)
        return;
    s->all++;
    s->now += in_window(r, p->post.time);
    s->before += in_window_before(r, p->post.time);
    s->first = s->first ? s->first : p->post.time;
    s->last = p->post.time;
    s->channels |= 1u << p->post.channel;
    s->asked_only = s->asked_only && p->marks.intent == INTENT_VRAAG;
}

/* Who spoke of a line after it was first seen: the own channel, or media and organisations. */
static void find_answers(struct crisis *r, enum picture_part part, struct seen *s)
{
    for (int i = 0; i < r->m->nposts && s->line >= 0; i++) {
        const struct stored_post *p = r->m->posts[i];
        bool own = own_line_has(p);
        bool other = p->post.actor.n && (p->marks.voice == VOICE_MEDIA || p->marks.voice == VOICE_BELANGENGROEP);

        if (p->post.time < s->first || !(own || other) || !picture_fits(r->picture, s->line, p))
            continue;
        if (part == PICTURE_RUMOUR && !(p->marks.crisis >> CRISIS_GERUCHT & 1))
            continue;
        if (own && !s->own)
            s->own = p;
        if (other && !s->other)
            s->other = p;
    }
}

static int most_now(const void *a, const void *b)
{
    const struct seen *x = a;
    const struct seen *y = b;

    if ((x->line < 0) != (y->line < 0))
        return (x->line < 0) - (y->line < 0);
    if (x->now != y->now)
        return y->now - x->now;
    return x->all != y->all ? y->all - x->all : x->line - y->line;
}

static void read_picture(struct crisis *r)
{
    for (int i = 0; i < r->m->nposts; i++) {
        const struct stored_post *p = r->m->posts[i];

        r->now += in_window(r, p->post.time);
        r->before += in_window_before(r, p->post.time);
        for (int part = 0; part < PICTURE_PARTS; part++)
            if (counts_under(p, (enum picture_part)part))
                count(r, (enum picture_part)part, p);
    }
    for (int part = 0; part < PICTURE_PARTS; part++) {
        for (int k = 0; k < r->nseen[part]; k++)
            find_answers(r, (enum picture_part)part, &r->seen[part][k]);
        qsort(r->seen[part], (size_t)r->nseen[part], sizeof *r->seen[part], most_now);
    }
}

static int sum(const struct crisis *r, enum picture_part part, bool before)
{
    int n = 0;

    for (int k = 0; k < r->nseen[part]; k++)
        n += before ? r->seen[part][k].before : r->seen[part][k].now;
    return n;
}

/* ---- head ---- */

static int64_t next_picture(const struct crisis *r)
{
    int minutes = r->now > r->before ? SOON_MINUTES : LATER_MINUTES;

    return r->order.to + minutes * (int64_t)WHEN_MINUTE;
}

static struct str hour(struct crisis *r, int64_t t)
{
    struct buf b = {0};
    struct str text;

    dutch_hour(&b, t);
    text = str_copy(&r->arena, buf_str(&b));
    buf_release(&b);
    return text;
}

/* '17.45', without the word. */
static struct str clock_of(struct crisis *r, int64_t t)
{
    struct civil c = when_local(t);
    struct buf b = {0};
    struct str text;

    dutch_clock(&b, c.hour * 60 + c.minute);
    text = str_copy(&r->arena, buf_str(&b));
    buf_release(&b);
    return text;
}

static void compose_head(struct crisis *r, int64_t made)
{
    struct document *d = r->d;
    struct buf date = {0};
    struct block *form;
    struct block *b;

    parts_head(d, r->town, "Omgevingsbeeld", r->m->issue.title, r->order.from, r->order.to, -1, made);
    dutch_date(&date, when_day(r->order.to));
    d->head.date = (struct str){0};
    d->head.detail[0] = (struct str){0};
    d->head.number = doc_printf(d, "%d", r->order.number);
    d->head.status = r->order.level == LEVEL_SIGNAAL        ? STATUS_SIGNAL
                     : r->order.level == LEVEL_WAARSCHUWING ? STATUS_WARNING
                                                            : STATUS_CRISIS;
    d->head.status_by = STR("niet vastgesteld");
    d->head.summary =
        doc_printf(d, "Omgevingsbeeld %d %.*s, niet vastgesteld", r->order.number, STR_ARG(r->m->issue.title));
    form = doc_columns(d->root, COLUMNS_FORM);
    b = doc_figure(form, doc_shown(d, hour(r, r->order.to), (struct str){0}), STR("Tijd"));
    b->figure.note = doc_copy(d, buf_str(&date));
    b = doc_figure(form,
                   doc_shown(d,
                             str_printf(&r->arena, "%.*s – %.*s", STR_ARG(clock_of(r, r->order.from)),
                                        STR_ARG(hour(r, r->order.to))),
                             (struct str){0}),
                   STR("Venster"));
    b->figure.note = doc_printf(d, "incident sinds %.*s", STR_ARG(hour(r, r->start)));
    b = doc_figure(form, doc_count(d, r->now, doc_printf(d, "issues/%lld", (long long)r->m->issue.id)),
                   STR("Berichten na ontdubbeling"));
    b->figure.note = doc_printf(d, "sinds %.*s: %d", STR_ARG(hour(r, r->start)), r->m->counts.n);
    b = doc_figure(form, doc_shown(d, hour(r, next_picture(r)), (struct str){0}), STR("Volgend beeld"));
    b->figure.note = STR("of eerder bij verandering");
    b->figure.strong = true;
    buf_release(&date);
}

/* ---- core ---- */

static void add_change(struct buf *b, int now, int before)
{
    if (now == before)
        buf_puts(b, "evenveel als in het venster ervoor");
    else
        buf_printf(b, "%s dan in het venster ervoor (%d)", now > before ? "meer" : "minder", before);
}

static void tell_volume(struct crisis *r, struct block *list)
{
    struct prose *p = doc_item(list, 0);
    int64_t half = r->order.from + (r->order.to - r->order.from) / 2;
    int early = 0, late = 0;
    struct buf b = {0};

    for (int i = 0; i < r->m->nposts; i++) {
        late += r->m->posts[i]->post.time >= half;
        early += in_window(r, r->m->posts[i]->post.time) && r->m->posts[i]->post.time < half;
    }
    prose_strong(p, str_printf(&r->arena, r->now == 1 ? "%d bericht" : "%d berichten", r->now));
    buf_puts(&b, ", ");
    add_change(&b, r->now, r->before);
    if (abs(early - late) >= 4)
        buf_printf(&b, ". De laatste helft neemt %s: %d, na %d", late > early ? "toe" : "af", late, early);
    buf_puts(&b, ".");
    prose_add(p, buf_str(&b));
    buf_release(&b);
}

static void tell_needs(struct crisis *r, struct block *list)
{
    struct prose *p = doc_item(list, 0);
    const struct seen *top = r->nseen[PICTURE_QUESTION] ? &r->seen[PICTURE_QUESTION][0] : NULL;
    int now = sum(r, PICTURE_QUESTION, false), before = sum(r, PICTURE_QUESTION, true);
    int felt = sum(r, PICTURE_MEANING, false), felt_before = sum(r, PICTURE_MEANING, true);

    if (top && top->now && top->line >= 0) {
        prose_add(p, STR("Vraag: "));
        prose_strong(p, top->label);
        prose_printf(p, " (%d). ", top->now);
    }
    prose_printf(p, "%d vragen (was %d), %d berichten met gevoel of verwijt (was %d).", now, before, felt, felt_before);
}

static const struct stored_post *last_own(const struct crisis *r)
{
    const struct stored_post *last = NULL;

    for (int i = 0; i < r->m->nposts; i++)
        if (own_line_has(r->m->posts[i]))
            last = r->m->posts[i];
    return last;
}

static void tell_rumours_and_own(struct crisis *r, struct block *list)
{
    struct prose *p = doc_item(list, 0);
    const struct stored_post *own = last_own(r);
    int rumours = 0, fresh = 0;

    for (int k = 0; k < r->nseen[PICTURE_RUMOUR]; k++) {
        rumours += r->seen[PICTURE_RUMOUR][k].line >= 0;
        fresh += r->seen[PICTURE_RUMOUR][k].line >= 0 && in_window(r, r->seen[PICTURE_RUMOUR][k].first);
    }
    if (rumours)
        prose_printf(p,
                     rumours == 1 ? "%d gerucht, waarvan %d nieuw; onbevestigd. "
                                  : "%d geruchten, waarvan %d nieuw; alle onbevestigd. ",
                     rumours, fresh);
    else
        prose_add(p, STR("Geen geruchten herkend. "));
    if (!own)
        prose_add(p, STR("Het eigen kanaal heeft nog niets gemeld."));
    else
        prose_printf(p, "Eigen kanaal: laatste bericht %.*s (%d minuten geleden).", STR_ARG(hour(r, own->post.time)),
                     (int)((r->order.to - own->post.time) / WHEN_MINUTE));
}

static void compose_bars(struct crisis *r, struct block *parent)
{
    struct block *section = doc_section(parent, SECTION_SMALL, STR("Verloop"));
    int64_t span = r->order.to - r->start;
    int step = BAR_MINUTES;
    int n, top = 0;
    int *bars;
    struct block *chart;

    while (span / (step * (int64_t)WHEN_MINUTE) >= MOST_BARS)
        step = step < 15 ? 15 : step < 30 ? 30 : step * 2;
    n = (int)(span / (step * (int64_t)WHEN_MINUTE)) + 1;
    bars = arena_alloc(&r->arena, (size_t)n * sizeof *bars);
    for (int i = 0; i < r->m->nposts; i++) {
        int64_t back = (r->order.to - 1 - r->m->posts[i]->post.time) / (step * (int64_t)WHEN_MINUTE);

        if (back < n)
            bars[n - 1 - back]++;
    }
    for (int i = 0; i < n; i++)
        top = bars[i] > bars[top] ? i : top;
    chart = doc_chart(section, CHART_COLUMNS,
                      doc_printf(r->d, "Berichten per %d minuten sinds %.*s: hoogste aantal %d, laatste %d", step,
                                 STR_ARG(hour(r, r->start)), bars[top], bars[n - 1]));
    chart->chart.unit = doc_printf(r->d, "berichten per %d minuten", step);
    chart->chart.caption = STR("donker: dit venster");
    for (int i = 0; i < n; i++) {
        int64_t from = r->order.to - (int64_t)(n - i) * step * WHEN_MINUTE;
        struct point *p = doc_point(chart, clock_of(r, from), bars[i]);

        p->tick = i == 0 || i == n / 2 || i == n - 1;
        p->strong = from >= r->order.from;
        p->note = i == top ? doc_printf(r->d, "%d", bars[i]) : (struct str){0};
    }
}

static void compose_core(struct crisis *r)
{
    struct block *pair = doc_columns(r->d->root, COLUMNS_WIDE_NARROW);
    struct block *list = doc_list(doc_section(pair, SECTION_SMALL, STR("Kern")), LIST_NUMBERS);

    tell_volume(r, list);
    tell_needs(r, list);
    tell_rumours_and_own(r, list);
    compose_bars(r, pair);
}

/* ---- the boxes ---- */

static struct figure seen_count(struct crisis *r, const struct seen *s)
{
    return doc_count(r->d, s->now ? s->now : s->all, doc_printf(r->d, "issues/%lld", (long long)r->m->issue.id));
}

/* The first two lines of a box stay on the page. */
static int rank_of(int k)
{
    return k < 2 ? 0 : 60 + k;
}

static struct block *box(struct block *form, const char *title, const char *note)
{
    struct block *section = doc_section(form, SECTION_SMALL, str_of(title));

    section->section.note = str_of(note);
    return section;
}

static void compose_questions(struct crisis *r, struct block *form)
{
    struct block *section = box(form, "Informatiebehoefte", "vragen, beantwoord of niet");
    struct block *table = NULL;

    for (int k = 0; k < r->nseen[PICTURE_QUESTION] && k < MOST_LINES; k++) {
        const struct seen *s = &r->seen[PICTURE_QUESTION][k];
        struct row *row;

        if (!s->now && s->own)
            continue;
        if (!table) {
            table = doc_table(section, STR("Vragen met aantal en of het eigen kanaal ze heeft beantwoord"));
            table->table.hides_head = true;
            doc_column(table, CELL_TEXT, STR("Vraag"));
            doc_column(table, CELL_FIGURE, STR("Aantal"));
            doc_column(table, CELL_STATE, STR("Beantwoord"));
        }
        row = doc_row(table, rank_of(k));
        cell_text(row, s->now ? s->label : str_printf(&r->arena, "%.*s (eerder)", STR_ARG(s->label)));
        cell_figure(row, seen_count(r, s));
        if (s->line < 0)
            cell_empty(row);
        else
            cell_state(row,
                       s->own     ? STATE_YES
                       : s->other ? STATE_PARTLY
                                  : STATE_NO,
                       s->own     ? STR("beantwoord")
                       : s->other ? STR("deels")
                                  : STR("open"));
    }
    if (!table)
        prose_add(doc_paragraph(section, TEXT_PLAIN), STR("Geen vragen gezien."));
}

static void compose_behaviour(struct crisis *r, struct block *form)
{
    struct block *section = box(form, "Gedrag", "wat mensen doen, gewenst of niet");
    struct block *table = NULL;

    for (int k = 0; k < r->nseen[PICTURE_BEHAVIOUR] && k < MOST_LINES; k++) {
        const struct seen *s = &r->seen[PICTURE_BEHAVIOUR][k];
        enum wanted wanted = s->line < 0 ? WANTED_NEITHER : r->picture->lines[s->line].wanted;
        struct row *row;

        if (!s->now)
            continue;
        if (!table) {
            table = doc_table(section, STR("Gedrag met aantal en of het gewenst is"));
            table->table.hides_head = true;
            doc_column(table, CELL_TEXT, STR("Gedrag"));
            doc_column(table, CELL_FIGURE, STR("Aantal"));
            doc_column(table, CELL_STATE, STR("Gewenst"));
        }
        row = doc_row(table, rank_of(k));
        cell_text(row, s->label);
        cell_figure(row, seen_count(r, s));
        if (wanted == WANTED_NEITHER)
            cell_empty(row);
        else
            cell_state(row, wanted == WANTED_YES ? STATE_YES : STATE_NO,
                       wanted == WANTED_YES ? STR("gewenst") : STR("ongewenst"));
    }
    if (!table)
        prose_add(doc_paragraph(section, TEXT_PLAIN), STR("Geen gedrag gezien in dit venster."));
}

static void compose_meaning(struct crisis *r, struct block *form)
{
    struct block *section = box(form, "Betekenisgeving", "emotie, schuld, vergelijking");
    struct block *table = NULL;
    int most = 0;
    int tone[SENTIMENT_COUNT] = {0};
    struct buf b = {0};

    for (int i = 0; i < r->m->nposts; i++)
        if (in_window(r, r->m->posts[i]->post.time))
            tone[r->m->posts[i]->marks.sentiment]++;
    for (int k = 0; k < r->nseen[PICTURE_MEANING] && k < MOST_LINES; k++)
        most = r->seen[PICTURE_MEANING][k].now > most ? r->seen[PICTURE_MEANING][k].now : most;
    for (int k = 0; k < r->nseen[PICTURE_MEANING] && k < MOST_LINES; k++) {
        const struct seen *s = &r->seen[PICTURE_MEANING][k];
        struct row *row;

        if (!s->now)
            continue;
        if (!table) {
            table = doc_table(section, STR("Betekenisgeving met aantal"));
            table->table.hides_head = true;
            doc_column(table, CELL_TEXT, STR("Betekenis"));
            doc_column(table, CELL_BAR, STR("Aantal"));
        }
        row = doc_row(table, rank_of(k));
        cell_text(row, s->label);
        cell_bar(row, seen_count(r, s), (double)s->now / most)->strong = true;
    }
    buf_puts(&b, "Toon van het venster: ");
    words_tone_counts(&b, tone);
    buf_putc(&b, '.');
    prose_add(doc_paragraph(section, TEXT_NOTE), buf_str(&b));
    buf_release(&b);
}

static void compose_media(struct crisis *r, struct block *form)
{
    struct block *section = box(form, "Media", "wie, sinds wanneer, wat");
    struct tallied *media;
    int n = tallied_actors(&r->arena, r->m, VOICE_MEDIA, &media);
    struct block *table;

    if (!n) {
        prose_add(doc_paragraph(section, TEXT_PLAIN), STR("Geen nieuwsberichten gezien."));
        return;
    }
    table = doc_table(section, STR("Media met hun eerste en laatste bericht"));
    table->table.hides_head = true;
    doc_column(table, CELL_HEAD, STR("Wie"));
    doc_column(table, CELL_TEXT, STR("Wat"));
    for (int i = 0; i < n && i < MOST_MEDIA; i++) {
        const struct stored_post *first = NULL, *last = NULL;
        struct row *row = doc_row(table, rank_of(i));
        struct prose *p;

        for (int j = 0; j < r->m->nposts; j++)
            if (str_eq(r->m->posts[j]->post.actor, media[i].name)) {
                first = first ? first : r->m->posts[j];
                last = words_may_quote(r->m->posts[j]) ? r->m->posts[j] : last;
            }
        cell_text(row, media[i].name);
        p = cell_text(row, str_printf(&r->arena, "%d sinds %.*s: ", media[i].n, STR_ARG(hour(r, first->post.time))));
        if (last)
            prose_add(p, words_headline(last, HEADLINE_BYTES, &r->arena));
    }
    prose_add(doc_paragraph(section, TEXT_NOTE), STR("Aanwezigheid ter plaatse is uit berichten niet zeker."));
}

/* ---- rumours ---- */

static struct str spread_of(struct crisis *r, const struct seen *s)
{
    struct str names[CHANNEL_COUNT];
    int n = 0;
    struct buf b = {0};
    struct str text;

    for (int i = 0; i < CHANNEL_COUNT; i++)
        if (s->channels >> i & 1)
            names[n++] = str_of(channel_names[i].label);
    buf_printf(&b, "sinds %.*s; ", STR_ARG(hour(r, s->first)));
    words_list(&b, names, n);
    if (s->asked_only)
        buf_puts(&b, "; alleen genoemd in vragen");
    text = str_copy(&r->arena, buf_str(&b));
    buf_release(&b);
    return text;
}

static void add_contradiction(struct crisis *r, struct row *row, const struct seen *s)
{
    const struct stored_post *by = s->own ? s->own : s->other;

    if (!by)
        cell_text(row, STR("nog door niemand weersproken of bevestigd"));
    else
        cell_text(row, str_printf(&r->arena, "genoemd door %.*s (%.*s): nagaan", STR_ARG(by->post.actor),
                                  STR_ARG(hour(r, by->post.time))));
}

static void compose_rumours(struct crisis *r)
{
    struct block *section = doc_section(r->d->root, SECTION_PLAIN, STR("Geruchten"));
    struct block *table = NULL;

    for (int k = 0; k < r->nseen[PICTURE_RUMOUR] && k < MOST_RUMOURS; k++) {
        const struct seen *s = &r->seen[PICTURE_RUMOUR][k];
        enum trend trend = s->now > s->before ? TREND_UP : s->now < s->before ? TREND_DOWN : TREND_EQUAL;
        struct row *row;

        if (!table) {
            table = doc_table(section, STR("Geruchten: aantal, trend, staat, verspreiding en wie ze weersprak"));
            doc_column(table, CELL_HEAD, STR("Bewering"));
            doc_column(table, CELL_FIGURE, STR("n"));
            doc_column(table, CELL_TREND, STR("trend"));
            doc_column(table, CELL_STATE, STR("staat"));
            doc_column(table, CELL_TEXT, STR("verspreiding"));
            doc_column(table, CELL_TEXT, STR("bevestigd of weersproken"));
        }
        row = doc_row(table, rank_of(k));
        cell_text(row, s->label);
        cell_figure(row, doc_count(r->d, s->all, STR("")));
        cell_trend(row, trend, trend == TREND_UP ? STR("groeit") : trend == TREND_DOWN ? STR("daalt") : STR("gelijk"));
        cell_state(row, STATE_UNKNOWN, STR("onbekend"));
        cell_text(row, spread_of(r, s));
        add_contradiction(r, row, s);
    }
    if (!table)
        prose_add(doc_paragraph(section, TEXT_PLAIN), STR("Geen geruchten herkend."));
}

/* ---- advice, uncertainties ---- */

static struct block *goal(struct block *three, const char *title)
{
    return doc_list(doc_section(three, SECTION_SMALL, str_of(title)), LIST_ACTIONS);
}

static void advise(struct block *list, struct str what, const char *owner)
{
    struct prose *p = doc_item(list, 0);

    prose_add(p, what);
    prose_subtle(p, str_of(owner));
}

static const struct seen *top_of(const struct crisis *r, enum picture_part part, enum wanted wanted)
{
    for (int k = 0; k < r->nseen[part]; k++) {
        const struct seen *s = &r->seen[part][k];

        if (s->line >= 0 && s->now && (wanted == WANTED_NEITHER || r->picture->lines[s->line].wanted == wanted))
            return s;
    }
    return NULL;
}

static const struct seen *top_open_question(const struct crisis *r)
{
    for (int k = 0; k < r->nseen[PICTURE_QUESTION]; k++)
        if (r->seen[PICTURE_QUESTION][k].line >= 0 && !r->seen[PICTURE_QUESTION][k].own)
            return &r->seen[PICTURE_QUESTION][k];
    return NULL;
}

static void compose_advice(struct crisis *r)
{
    struct block *three = doc_columns(r->d->root, COLUMNS_EQUAL);
    struct block *inform = goal(three, "Informeren");
    struct block *limit = goal(three, "Schade beperken");
    struct block *meaning = goal(three, "Betekenis geven");
    const struct seen *question = top_open_question(r);
    const struct seen *rumour = top_of(r, PICTURE_RUMOUR, WANTED_NEITHER);
    const struct seen *unwanted = top_of(r, PICTURE_BEHAVIOUR, WANTED_NO);
    const struct seen *felt = top_of(r, PICTURE_MEANING, WANTED_NEITHER);
    const struct stored_post *own = last_own(r);
    struct arena *a = &r->arena;

    if (question)
        advise(inform, str_printf(a, "Beantwoord, of zeg wanneer het antwoord komt: ‘%.*s’ ", STR_ARG(question->label)),
               "– woordvoerder");
    if (!own || r->order.to - own->post.time >= 45 * (int64_t)WHEN_MINUTE)
        advise(inform, STR("Plaats een eigen bericht: wat weten we, wat niet, wanneer volgt meer "),
               "– webredactie, nu");
    else if (!question)
        advise(inform, STR("Herhaal de kern van het laatste eigen bericht "), "– webredactie");
    if (rumour)
        advise(limit, str_printf(a, "Ga na en bevestig of weerspreek: ‘%.*s’ ", STR_ARG(rumour->label)),
               "– woordvoerder");
    if (unwanted)
        advise(limit, str_printf(a, "Roep op tegen: %.*s ", STR_ARG(unwanted->label)), "– webcare, politie");
    if (!rumour && !unwanted)
        advise(limit, STR("Geen gerucht of ongewenst gedrag dat nu ingrijpen vraagt "), "– webcare");
    if (felt)
        advise(meaning, str_printf(a, "Erken: %.*s (%d) ", STR_ARG(felt->label), felt->now), "– burgemeester");
    advise(meaning, STR("Ga niet in op de schuldvraag; zeg dat onderzoek volgt. Dank wie helpt "), "– woordvoerder");
}

static void compose_account(struct crisis *r)
{
    struct buf b = {0};
    int placed = 0, kcc = 0;

    for (int i = 0; i < r->m->nposts; i++) {
        if (!in_window(r, r->m->posts[i]->post.time))
            continue;
        placed += r->m->posts[i]->marks.nplaces > 0;
        kcc += r->m->posts[i]->post.channel == CHANNEL_KCC;
    }
    buf_puts(&b, "Onzeker: ");
    if (r->now)
        buf_printf(&b, "een wijk is bekend bij %d van de %d berichten; ", placed, r->now);
    buf_printf(&b,
               "besloten groepen (buurt- en clubapps) zien we niet; %d KCC-contacten in dit venster; merken zijn "
               "automatisch bepaald; of een "
               "gerucht waar is, zegt dit beeld niet. Aantallen voluit, alleen voor het crisisteam. Adviezen zijn een "
               "concept.",
               kcc);
    prose_add(doc_paragraph(r->d->root, TEXT_ACCOUNT), buf_str(&b));
    buf_release(&b);
}

/* ---- reading ---- */

struct one_issue {
    struct store *store;
    const struct municipality *town;
    int64_t id;
};

static int each_of_issue(void *context, int64_t from, int64_t to, stored_post_fn fn, void *fn_context, struct err *err)
{
    struct one_issue *o = context;

    return store_posts_of_issue(o->store, o->id, from, to, o->town, fn, fn_context, err);
}

/* The first post of the burst that goes on at the end: of the last day and a half, what came after the last silence. */
static int find_start(const struct crisis_order *order, struct store *store, int64_t *start, struct err *err)
{
    struct arena a = {0};
    int64_t *times;
    int n, first;
    int result =
        store_times(store, &a, order->issue.id, order->to - BACK_HOURS * (int64_t)WHEN_HOUR, order->to, &times, &n, err);

    if (result == 0) {
        first = n - 1;
        while (first > 0 && times[first] - times[first - 1] < QUIET_HOURS * (int64_t)WHEN_HOUR)
            first--;
        *start = n ? times[first + life_burst(times + first, n - first, order->to)] : order->from;
    }
    arena_release(&a);
    return result;
}

int report_crisis_find(struct store *store, struct str wanted, int64_t now, struct arena *a, struct crisis_order *order,
                       struct err *err)
{
    enum { BACK_DAYS = 3 };
    struct stored_alert *alerts;
    struct str number = wanted;
    long long id = 0;
    int n, best = -1;
    bool by_alert = str_starts(wanted, STR("alert ")) || str_starts(wanted, STR("alarm "));

    if (store_alerts_between(store, a, wanted.n ? 0 : now - (int64_t)BACK_DAYS * WHEN_DAY, now, &alerts, &n, err))
        return -1;
    if (by_alert && (str_cut(&number, ' '), str_to_number(str_trim(number), INT64_MAX, &id)))
        return err_set(err, "'%.*s' is no number of an alert", STR_ARG(number));
    if (wanted.n && !by_alert) {
        if (report_find_issue(store, wanted, a, &order->issue, err))
            return -1;
        for (int i = 0; i < n; i++)
            if (alerts[i].issue == order->issue.id && alerts[i].time >= now - (int64_t)BACK_DAYS * WHEN_DAY)
                order->level = alerts[i].level;
        return 0;
    }
    for (int i = 0; i < n; i++)
        if (alerts[i].issue && (by_alert ? alerts[i].id == id : best < 0 || alerts[i].level >= alerts[best].level))
            best = i;
    if (best < 0)
        return by_alert ? err_set(err, "no alert %lld with an issue", id)
                        : err_set(err, "no alert in the three days before; name an issue: tamtam report crisis ISSUE");
    order->level = alerts[best].level;
    return store_issue(store, a, alerts[best].issue, &order->issue, err);
}

int report_crisis(struct document *d, struct store *store, const struct municipality *town, const char *picture_path,
                  const struct crisis_order *order, int64_t made, struct err *err)
{
    struct figures f = {0};
    struct picture picture = {0};
    struct one_issue one = {store, town, order->issue.id};
    struct post_source source = {each_of_issue, &one};
    struct crisis *r = mem_calloc(1, sizeof *r);
    int result;

    *r = (struct crisis){.d = d, .town = town, .picture = &picture, .f = &f, .order = *order};
    result = picture_read(&picture, picture_path, err) || find_start(order, store, &r->start, err) ? -1 : 0;
    if (result == 0)
        result = figures_read_matter(&f, &source, &order->issue, r->start, order->to, err);
    if (result == 0) {
        struct block *form;

        r->m = &f.issues[0];
        if (r->m->nposts)
            r->start = r->m->posts[0]->post.time;
        read_picture(r);
        compose_head(r, made);
        compose_core(r);
        form = doc_columns(d->root, COLUMNS_FORM);
        compose_questions(r, form);
        compose_behaviour(r, form);
        compose_meaning(r, form);
        compose_media(r, form);
        compose_rumours(r);
        compose_advice(r);
        compose_account(r);
        doc_finish(d);
    }
    arena_release(&r->arena);
    free(r);
    picture_release(&picture);
    figures_release(&f);
    return result;
}

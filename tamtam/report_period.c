/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * The view for those who govern: a week or a longer period, whole or cut by district, theme or person. All its figures
 * come from the tallies, the lawful long memory; so it reaches back beyond the time that texts are kept, and says where
 * it does.
 */
#include <stdlib.h>

#include "base/when.h"
#include "tamtam/dutch.h"
#include "tamtam/map.h"
#include "tamtam/parts.h"
#include "tamtam/period.h"
#include "tamtam/point.h"
#include "tamtam/words.h"

enum {
    MOST_ISSUES = 12,
    MOST_THEMES = 8,
    FACT_BYTES = 100,
    MOST_DAILY = 31, /* a longer course is told per week */
    RANK_ISSUES = 60,
    RANK_CUTS = 40
};

/* ---- what may be shown ---- */

/* Counts under a district or theme are small where they hold residents and are below five. */
static bool cuts_residents(const struct view *r)
{
    return r->order.cut == PERIOD_DISTRICT || r->order.cut == PERIOD_THEME;
}

static struct figure shown(const struct view *r, const struct counts *c, bool cut, struct str ref)
{
    return parts_count(r->d, c->n, cut ? c->voices[VOICE_BEVOLKING] : 0, ref);
}

static struct tone tone_of(const struct counts *c, bool cut)
{
    return point_tone(c->tone, cut && parts_is_few(c->n, c->voices[VOICE_BEVOLKING]));
}

static void add_trend(struct view *r, struct row *row, const struct part *part, bool cut)
{
    struct buf b = {0};
    int difference = part->counts.n - part->before;

    if (!r->has_before)
        return; /* there is no column for it */
    if ((cut && (part->before_few || parts_is_few(part->counts.n, part->counts.voices[VOICE_BEVOLKING])))) {
        cell_empty(row);
        return;
    }
    if (part->before == 0 && part->counts.n)
        buf_puts(&b, "nieuw");
    else if (difference == 0)
        buf_puts(&b, "gelijk");
    else
        dutch_signed(&b, difference);
    cell_trend(row, difference > 0 ? TREND_UP : difference < 0 ? TREND_DOWN : TREND_EQUAL, buf_str(&b));
    buf_release(&b);
}

/* ---- sections ---- */

/* 'Berichten per dag: tussen 60 en 214'. */
static struct str days_finding(struct view *r)
{
    int64_t least = r->days[0], most = r->days[0];

    for (int i = 1; i < r->to_day - r->from_day; i++) {
        least = r->days[i] < least ? r->days[i] : least;
        most = r->days[i] > most ? r->days[i] : most;
    }
    return doc_printf(r->d, "Berichten per dag: tussen %lld en %lld", (long long)least, (long long)most);
}

static void compose_strip(struct view *r)
{
    struct block *strip = doc_columns(r->d->root, COLUMNS_STRIP);
    struct block *n =
        doc_figure(strip, shown(r, &r->all, cuts_residents(r), STR("berichten")), STR("berichten na ontdubbeling"));
    int days_long = r->to_day - r->from_day, weeks = days_long / 7;

    if (r->has_before)
        n->figure.note = doc_printf(r->d, "was %s in de periode ervoor", DUTCH(r->before));
    else
        n->figure.note = STR("nog geen periode om mee te vergelijken");
    if (!cuts_residents(r) && r->to_day - r->from_day >= 7 && r->to_day - r->from_day <= 14) {
        struct block *days = doc_chart(strip, CHART_DAYS, days_finding(r));

        for (int i = 0; i < r->to_day - r->from_day; i++) {
            struct buf label = {0};

            dutch_date_tiny(&label, r->from_day + i);
            doc_point(days, buf_str(&label), (double)r->days[i]);
            buf_release(&label);
        }
        days->chart.caption = doc_printf(r->d, "%d dagen", r->to_day - r->from_day);
    } else {
        if (days_long % 7 == 0 || weeks >= 8)
            doc_figure(strip, doc_count(r->d, weeks, STR("")), weeks == 1 ? STR("week") : STR("weken"));
        else
            doc_figure(strip, doc_count(r->d, days_long, STR("")), days_long == 1 ? STR("dag") : STR("dagen"));
    }
    doc_tone(strip, tone_of(&r->all, cuts_residents(r)));
}

static int issue_of(struct view *r, int64_t id, struct stored_issue *issue, struct err *err)
{
    if (store_issue(r->store, &r->arena, id, issue, err))
        return -1;
    if (!issue->title.n)
        issue->title = STR("onderwerp zonder titel");
    return 0;
}

static int tell_issues(struct view *r, struct block *list, struct err *err)
{
    struct prose *p;

    if (r->issues.n == 0 || r->issues.v[0].counts.n == 0)
        return 0;
    p = doc_item(list, 0);
    prose_add(p, STR("Meest besproken: "));
    for (int i = 0; i < r->issues.n && i < 3 && r->issues.v[i].counts.n; i++) {
        struct stored_issue issue;

        if (issue_of(r, r->issues.v[i].issue, &issue, err))
            return -1;
        prose_add(p, i ? STR("; ") : STR(""));
        prose_add(p, words_short_title(issue.title));
        prose_add(p, STR(" ("));
        prose_figure(p, shown(r, &r->issues.v[i].counts, cuts_residents(r),
                              str_printf(&r->arena, "issues/%lld", (long long)r->issues.v[i].issue)));
        prose_add(p, STR(")"));
    }
    prose_add(p, STR("."));
    return 0;
}

static void tell_volume(struct view *r, struct block *list)
{
    struct prose *p = doc_item(list, 0);
    struct buf b = {0};

    if (cuts_residents(r) && parts_is_few(r->all.n, r->all.voices[VOICE_BEVOLKING])) {
        prose_add(p, STR("Enkele berichten in deze periode."));
        return;
    }
    words_posts(&b, r->all.n);
    if (r->has_before) {
        buf_puts(&b, ", ");
        words_trend(&b, r->all.n, r->before);
    }
    buf_puts(&b, "; ");
    words_tone_counts(&b, r->all.tone);
    buf_puts(&b, *words_tone(r->all.tone) ? ": " : ".");
    if (*words_tone(r->all.tone))
        buf_printf(&b, "%s.", words_tone(r->all.tone));
    prose_add(p, buf_str(&b));
    buf_release(&b);
}

/* 'Inwoners (46): gemengd, vaker negatief dan positief; belangengroepen (9): gemengd': the voices with a tone to tell. */
static void tell_voices(struct view *r, struct block *list)
{
    static const enum voice voices[] = {VOICE_BEVOLKING, VOICE_BELANGENGROEP, VOICE_OPINIEMAKER, VOICE_MEDIA};
    const struct counts *c = &r->all;
    struct buf b = {0};

    for (size_t i = 0; i < sizeof voices / sizeof *voices; i++) {
        enum voice v = voices[i];
        const char *tone = words_tone(c->tone_of[v]);
        struct str name = str_of(voice_names[v].label);

        if (!*tone || v == point_hidden_voice(c))
            continue;
        if (b.n)
            name = str_lower(&r->arena, name);
        buf_printf(&b, "%s%.*s (%s): %s", b.n ? "; " : "", STR_ARG(name), DUTCH(c->voices[v]), tone);
    }
    if (b.n)
        prose_printf(doc_item(list, 0), "%s.", buf_c(&b));
    buf_release(&b);
}

/* The theme or district that changed most, when it changed more than chance does. */
static void tell_change(struct view *r, struct block *list, const struct parts *parts, bool themes)
{
    const struct part *best = NULL;
    struct buf b = {0};

    for (int i = 0; i < parts->n && r->has_before; i++) {
        const struct part *p = &parts->v[i];
        double z = figures_z(p->counts.n, p->before);

        if (p->before_few || p->before < LEAST_SHOWN || p->counts.n < LEAST_SHOWN || (z > -2 && z < 2))
            continue;
        if (!best || z * z > figures_z(best->counts.n, best->before) * figures_z(best->counts.n, best->before))
            best = p;
    }
    if (best) {
        int theme = themes ? value_of(theme_names, best->name) : -1;

        buf_add(&b, theme >= 0 ? str_of(theme_names[theme].label) : best->name);
        buf_printf(&b, ": %s berichten, ", DUTCH(best->counts.n));
        words_trend(&b, best->counts.n, best->before);
        buf_putc(&b, '.');
        prose_add(doc_item(list, 0), buf_str(&b));
    }
    buf_release(&b);
}

static int compose_brief(struct view *r, struct err *err)
{
    struct block *list = doc_list(doc_section(r->d->root, SECTION_BRIEF, STR("In het kort")), LIST_POINTS);

    if (r->all.n == 0) {
        prose_add(doc_item(list, 0), STR("Geen berichten in deze periode."));
        return 0;
    }
    tell_volume(r, list);
    tell_voices(r, list);
    if (tell_issues(r, list, err))
        return -1;
    tell_change(r, list, &r->themes, true);
    tell_change(r, list, &r->districts, false);
    return 0;
}

/* Is no day of a cut high enough to be shown? Then weeks are. */
static bool all_days_few(const struct view *r)
{
    for (int i = 0; i < r->to_day - r->from_day; i++)
        if (r->days[i] >= LEAST_SHOWN)
            return false;
    return cuts_residents(r);
}

/* Of bars of which one alone is small, the next one that goes without its number: the total would tell the small one; -1: none. */
static int second_hidden(const int *sums, int n)
{
    int few = 0, next = -1;

    for (int i = 0; i < n; i++) {
        few += sums[i] > 0 && sums[i] < LEAST_SHOWN;
        if (sums[i] >= LEAST_SHOWN && (next < 0 || sums[i] < sums[next]))
            next = i;
    }
    return few == 1 ? next : -1;
}

static void compose_course(struct view *r)
{
    struct block *section = doc_section(r->d->root, SECTION_PLAIN, STR("Verloop"));
    int n = r->to_day - r->from_day;
    int step = n > MOST_DAILY || (n > 7 && all_days_few(r)) ? 7 : 1;
    int bars = (n + step - 1) / step;
    int top = 0, hidden;
    int *sums = arena_alloc(&r->arena, (size_t)(bars + 1) * sizeof *sums);
    struct block *chart;
    struct buf when = {0};

    for (int i = 0; i < n; i++)
        sums[i / step] += (int)r->days[i];
    for (int i = 0; i < bars; i++)
        top = sums[i] > sums[top] ? i : top;
    hidden = cuts_residents(r) ? second_hidden(sums, bars) : -1;
    dutch_date_short(&when, r->from_day + top * step);
    section->section.note = step == 1 ? STR("berichten per dag") : STR("berichten per week");
    chart = doc_chart(section, CHART_COLUMNS,
                      (sums[top] >= LEAST_SHOWN && top != hidden) || !cuts_residents(r)
                          ? doc_printf(r->d, "Drukste %s %s, met %s %s", step == 1 ? "dag:" : "week: die van",
                                       buf_c(&when), DUTCH(sums[top]),
                                       sums[top] == 1 ? "bericht" : "berichten")
                          : doc_printf(r->d, "Berichten per %s: %s", step == 1 ? "dag" : "week",
                                       sums[top] >= LEAST_SHOWN ? "te weinig om te tonen" : "nergens meer dan enkele"));
    for (int i = 0; i < bars; i++) {
        struct buf label = {0};
        struct point *p;

        dutch_date_tiny(&label, r->from_day + i * step);
        p = doc_point(chart, buf_str(&label), sums[i]);
        p->tick = i % (bars / 8 + 1) == 0;
        p->strong = i == top;
        if (i == hidden || (cuts_residents(r) && sums[i] > 0 && sums[i] < LEAST_SHOWN)) {
            p->few = true;
            p->value = 0;
            p->shown = i == hidden ? STR("niet getoond") : STR("< 5");
        } else if (i == top || i == bars - 1) {
            p->note = doc_printf(r->d, "%s", DUTCH(sums[i]));
        }
        buf_release(&label);
    }
    buf_release(&when);
}

/* What an issue was about: the post that tells it best, or what residents do where all texts are held; else its tone in a word. */
static int tell_about(struct view *r, struct row *row, const struct part *part, const struct stored_issue *issue, struct err *err)
{
    struct figures f = {0};
    int result = figures_read_issue(&f, r->store, r->town, issue, when_at(r->from_day, 0, 0), when_at(r->to_day, 0, 0), err);

    if (result == 0)
        cell_text(row, point_told_by(&f.issues[0]) || f.counts.n >= part->counts.n
                           ? point_fact(&f.issues[0], r->town, FACT_BYTES, &r->arena)
                           : str_of(words_tone(part->counts.tone)));
    figures_release(&f);
    return result;
}

static int compose_issues(struct view *r, struct err *err)
{
    struct block *section = doc_section(r->d->root, SECTION_PLAIN, STR("Onderwerpen"));
    struct block *table = NULL;

    for (int i = 0; i < r->issues.n && i < MOST_ISSUES && r->issues.v[i].counts.n; i++) {
        const struct part *part = &r->issues.v[i];
        struct row *row;
        struct stored_issue issue;

        if (issue_of(r, part->issue, &issue, err))
            return -1;
        if (!table) {
            table = doc_table(section, STR("Onderwerpen: aantal, verschil met de periode ervoor, en toon"));
            doc_column(table, CELL_HEAD, STR("Onderwerp"));
            doc_column(table, CELL_FIGURE, STR("Berichten"));
            if (r->has_before)
                doc_column(table, CELL_TREND, STR("Verschil"));
            doc_column(table, CELL_TONE, STR("Toon"));
            doc_column(table, CELL_TEXT, STR("Waarover"));
        }
        row = doc_row(table, i < 5 ? 0 : RANK_ISSUES + i);
        cell_text(row, issue.title);
        cell_figure(row, shown(r, &part->counts, cuts_residents(r),
                               str_printf(&r->arena, "issues/%lld", (long long)part->issue)));
        add_trend(r, row, part, cuts_residents(r));
        cell_tone(row, tone_of(&part->counts, cuts_residents(r)));
        if (tell_about(r, row, part, &issue, err))
            return -1;
    }
    if (!table)
        prose_add(doc_paragraph(section, TEXT_PLAIN), STR("Geen onderwerpen in deze periode."));
    return 0;
}

/* Where a part of residents' tone is below five, what the other voices' tones leave of the whole would tell it. */
static bool hides_tones(const struct counts *c)
{
    bool hides = false;

    for (int i = 0; i < SENTIMENT_COUNT; i++)
        hides = hides || (c->tone_of[VOICE_BEVOLKING][i] > 0 && c->tone_of[VOICE_BEVOLKING][i] < LEAST_SHOWN);
    return hides;
}

static void compose_voices(struct view *r)
{
    bool hides = hides_tones(&r->all);
    struct block *section = doc_section(r->d->root, SECTION_PLAIN, STR("Wie sprak"));
    struct block *table = doc_table(section, STR("Berichten en toon per stem"));

    doc_column(table, CELL_VOICE, (struct str){0});
    doc_column(table, CELL_FIGURE, STR("Berichten"));
    doc_column(table, hides ? CELL_TEXT : CELL_TONE, STR("Toon"))->counted = !hides;
    for (int v = 0; v < VOICE_COUNT; v++) {
        struct row *row = doc_row(table, 0);
        cell_voice(row, (enum voice)v);
        cell_figure(row, point_voice_figure(r->d, &r->all, (enum voice)v, STR("berichten")));
        if (hides)
            cell_text(row, r->all.voices[v] >= LEAST_SHOWN ? str_of(words_tone(r->all.tone_of[v])) : (struct str){0});
        else if (r->all.voices[v])
            cell_tone(row, point_tone(r->all.tone_of[v], false));
        else
            cell_empty(row);
    }
}

static void compose_themes(struct view *r, struct block *parent)
{
    struct block *section = doc_section(parent, SECTION_PLAIN, STR("Thema’s"));
    struct block *table = doc_table(section, STR("Thema’s: aantal, verschil met de periode ervoor, en toon"));

    doc_column(table, CELL_HEAD, STR("Thema"));
    doc_column(table, CELL_FIGURE, STR("n"));
    if (r->has_before)
        doc_column(table, CELL_TREND, STR("verschil"));
    doc_column(table, CELL_TONE, STR("toon"));
    for (int i = 0, told = 0; i < r->themes.n && told < MOST_THEMES && r->themes.v[i].counts.n; i++) {
        const struct part *part = &r->themes.v[i];
        int theme = value_of(theme_names, part->name);
        struct row *row;

        if (theme == THEME_OVERIG)
            continue;
        row = doc_row(table, told++ < 5 ? 0 : RANK_CUTS + told);
        cell_text(row, theme >= 0 ? str_of(theme_names[theme].label) : part->name);
        cell_figure(row, shown(r, &part->counts, true, STR("berichten")));
        add_trend(r, row, part, true);
        cell_tone(row, tone_of(&part->counts, true));
    }
}

static void compose_bars(struct view *r, struct block *parent, const char *title, const struct parts *parts, bool cut)
{
    struct block *section = doc_section(parent, SECTION_PLAIN, str_of(title));
    struct block *chart = NULL;

    for (int i = 0; i < parts->n && parts->v[i].counts.n; i++) {
        const struct part *part = &parts->v[i];
        struct point *p;

        if (!chart) {
            chart = doc_chart(section, CHART_BARS, doc_printf(r->d, "%.*s wordt het meest genoemd", STR_ARG(part->name)));
            if (r->has_before) {
                chart->chart.axis[0] = STR("vorige periode");
                section->section.note = STR("streep: vorige periode");
            }
        }
        p = doc_point(chart, part->name, part->counts.n);
        p->strong = r->order.cut == PERIOD_DISTRICT ? str_eq(part->name, r->order.value) : i == 0;
        if (cut && parts_is_few(part->counts.n, part->counts.voices[VOICE_BEVOLKING])) {
            p->few = true;
            p->value = 0;
            p->shown = STR("< 5");
        } else if (r->has_before && !(cut && part->before_few)) {
            p->has_before = true;
            p->before = part->before;
        }
    }
    if (!chart)
        prose_add(doc_paragraph(section, TEXT_PLAIN), STR("Geen berichten."));
}

/* On the map of tamtam.conf; without one as bars, which also show the period before. */
static void compose_districts(struct view *r, struct block *parent)
{
    const struct municipality *town = r->town;
    int *counts = arena_alloc(&r->d->arena, (size_t)(town->ndistricts + 1) * sizeof *counts);
    bool *few = arena_alloc(&r->d->arena, (size_t)town->ndistricts + 1);
    struct block *section;

    if (!town->map.n || !r->districts.n || !r->districts.v[0].counts.n) {
        compose_bars(r, parent, "Wijken", &r->districts, true);
        return;
    }
    for (int i = 0; i < town->ndistricts; i++) {
        counts[i] = 0;
        few[i] = false;
    }
    for (int i = 0; i < r->districts.n; i++) {
        const struct part *part = &r->districts.v[i];
        int district = municipality_district(town, part->name);

        if (district < 0)
            continue;
        counts[district] = part->counts.n;
        few[district] = parts_is_few(part->counts.n, part->counts.voices[VOICE_BEVOLKING]);
    }
    section = doc_section(parent, SECTION_PLAIN, STR("Wijken"));
    map_chart(section, town, doc_printf(r->d, "%.*s wordt het meest genoemd", STR_ARG(r->districts.v[0].name)), counts, few);
}

/* The first day of which all texts are held: cases outlive the texts' term. */
static int text_day(const struct view *r, int64_t made)
{
    int64_t kept = r->town->text_days > 0 ? made - r->town->text_days * (int64_t)WHEN_DAY : 0;

    return when_day(r->oldest_text > kept ? r->oldest_text : kept);
}

static void compose_account(struct view *r, int64_t made)
{
    int held_from = text_day(r, made);
    struct buf b = {0}, day = {0};

    buf_puts(&b, "Verantwoording: n = ");
    if (cuts_residents(r) && parts_is_few(r->all.n, r->all.voices[VOICE_BEVOLKING]))
        buf_puts(&b, "enkele");
    else
        dutch_count(&b, r->all.n);
    buf_puts(&b, " na ontdubbeling; alle aantallen komen uit de dagtellingen. ");
    if (!r->has_before && r->first_day) {
        dutch_date(&day, r->first_day);
        buf_printf(&b, "De meting begon op %s. ", buf_c(&day));
        buf_clear(&day);
    }
    if (held_from > r->from_day && r->first_day && r->first_day < held_from) {
        dutch_date(&day, held_from);
        buf_printf(&b,
                   "Teksten zijn bewaard vanaf %s; van de dagen daarvóór zijn alleen de tellingen over, zonder "
                   "bericht erachter. ",
                   buf_c(&day));
    }
    buf_puts(&b, "Toon, thema’s, wijken en onderwerpen zijn automatisch bepaald en kunnen fout zijn; een bericht kan "
                 "meer thema’s en wijken dragen. ");
    buf_puts(&b, "Een aanwijzing, geen peiling. Van inwoners heet minder dan 5 per wijk, thema of stem ‘enkele’; "
                 "totalen van onderwerpen staan voluit.");
    prose_add(doc_paragraph(r->d->root, TEXT_ACCOUNT), buf_str(&b));
    buf_release(&b);
    buf_release(&day);
}

static void compose_head(struct view *r, int64_t made)
{
    static const char *const kinds[] = {"Periodeoverzicht", "Wijkbeeld", "Themabeeld", "Persoonsbeeld"};
    bool week = r->order.cut == PERIOD_WHOLE && r->to_day - r->from_day == 7;
    int theme = r->order.cut == PERIOD_THEME ? value_of(theme_names, r->order.value) : -1;
    struct str title = theme >= 0         ? str_of(theme_names[theme].label)
                       : r->order.value.n ? r->order.value
                                          : r->town->name;

    parts_head(r->d, r->town, week ? "Weekoverzicht" : kinds[r->order.cut], title, when_at(r->from_day, 0, 0),
               when_at(r->to_day, 0, 0), -1, made);
    if (r->has_before) {
        struct buf before = {0};

        parts_period(&before, when_at(2 * r->from_day - r->to_day, 0, 0), when_at(r->from_day, 0, 0));
        r->d->head.detail[0] = doc_printf(r->d, "Vergeleken met %s", buf_c(&before));
        buf_release(&before);
    }
}

static int compose(struct view *r, int64_t made, struct err *err)
{
    struct block *pair;

    compose_head(r, made);
    compose_strip(r);
    if (compose_brief(r, err))
        return -1;
    if (r->all.n) {
        compose_course(r);
        if (compose_issues(r, err))
            return -1;
        compose_voices(r);
    }
    if (r->order.cut == PERIOD_WHOLE && r->all.n) {
        pair = doc_columns(r->d->root, COLUMNS_WIDE_NARROW);
        compose_themes(r, pair);
        compose_districts(r, pair);
        compose_bars(r, r->d->root, "College in de berichten", &r->people, false);
    }
    if (r->order.cut == PERIOD_DISTRICT && r->all.n)
        compose_districts(r, r->d->root);
    parts_duiding(r->d);
    compose_account(r, made);
    doc_finish(r->d);
    return 0;
}

int report_period(struct document *d, struct store *store, const struct municipality *town,
                  const struct period_order *order, int64_t made, struct err *err)
{
    struct view *r = mem_calloc(1, sizeof *r);
    int result;

    *r = (struct view){.d = d,
                       .store = store,
                       .town = town,
                       .order = *order,
                       .from_day = when_day(order->from),
                       .to_day = when_day(order->to - 1) + 1};
    result = period_read(r, err) || compose(r, made, err) ? -1 : 0;
    free(r->issues.v);
    free(r->themes.v);
    free(r->districts.v);
    free(r->people.v);
    arena_release(&r->arena);
    free(r);
    return result;
}

/* ---- names ---- */

static int find_name(const char *what, struct str wanted, const struct str *names, int n, struct err *err)
{
    int part = -1, parts = 0;

    for (int i = 0; i < n; i++) {
        if (str_eq_nocase(names[i], wanted))
            return i;
        if (wanted.n && str_find_nocase(names[i], wanted) >= 0) {
            part = i;
            parts++;
        }
    }
    if (parts == 1)
        return part;
    return parts_no_such(err, what, wanted, names, n, parts > 0);
}

int report_find_district(const struct municipality *town, struct str wanted, struct arena *a, struct str *name,
                         struct err *err)
{
    struct str *names = arena_alloc(a, (size_t)(town->ndistricts + 1) * sizeof *names);
    int i = municipality_district(town, str_trim(wanted));

    for (int k = 0; k < town->ndistricts; k++)
        names[k] = town->districts[k].name;
    if (town->ndistricts == 0)
        return err_set(err, "tamtam.conf noemt geen wijken: voeg een [district NAAM] toe");
    if (i < 0)
        i = find_name("wijk", str_trim(wanted), names, town->ndistricts, err);
    if (i < 0)
        return -1;
    *name = names[i];
    return 0;
}

int report_find_theme(struct str wanted, struct str *name, struct err *err)
{
    struct str labels[THEME_COUNT];
    int i = value_of(theme_names, str_trim(wanted));

    for (int k = 0; k < THEME_COUNT; k++)
        labels[k] = str_of(theme_names[k].label);
    if (i < 0)
        i = find_name("thema", str_trim(wanted), labels, THEME_COUNT, err);
    if (i < 0)
        return -1;
    *name = str_of(theme_names[i].name);
    return 0;
}

void report_week_window(int day, int64_t *from, int64_t *to)
{
    int monday = day - when_weekday(day);

    *from = when_at(monday, 0, 0);
    *to = when_at(monday + 7, 0, 0);
}

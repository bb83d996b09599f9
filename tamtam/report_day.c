/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* The tamtam: the day on one or two A4, in the order of domain.md. */
#include "tamtam/report.h"

#include "base/when.h"
#include "tamtam/agenda.h"
#include "tamtam/day.h"
#include "tamtam/parts.h"
#include "tamtam/point.h"
#include "tamtam/words.h"
#include "tamtam/write_text.h"

enum {
    MOST_SIGNALS = 6,      /* items under 'En verder'; */
    LEAST_SIGNALS = 3,     /* where the main points are long */
    MOST_WORDS = 730,      /* that a tamtam by hand has; of which about: */
    SIGNAL_WORDS = 22,
    LAST_WORDS = 210,      /* what stands behind the signals */
    MOST_COMING = 4,       /* chances under 'Wat komt eraan', */
    MOST_DATES = 4,        /* and dates; where the main points are long: */
    FEW_COMING = 2,
    FEW_DATES = 2,
    SHORT_FACT_BYTES = 64, /* of what is said of a signal, */
    FACT_BYTES = 100,      /* and where there is room */
    SECOND_POINT_POSTS = 5 /* a second main point needs so many posts, and a twentieth of the window */
};

/* A smaller chance of growth is not worth a line but of a main point. */
static const double LEAST_CHANCE = 0.2;

/* What falls off first has the highest rank. */
enum { RANK_STAYS, RANK_CHANCES = 60, RANK_AGENDA = 50, RANK_SIGNALS = 100 };

void report_day_window(const struct municipality *town, int day, int64_t *from, int64_t *to)
{
    int before = when_previous_workday(day);

    *from = when_at(before, town->concept_minute / 60, town->concept_minute % 60);
    *to = when_at(day, town->concept_minute / 60, town->concept_minute % 60);
}

static struct str taken(struct day *r, struct buf *b)
{
    struct str text = str_copy(&r->arena, buf_str(b));

    buf_release(b);
    return text;
}

/* ---- choosing ---- */

/*
 * Weight of an issue as a main point: its posts, and for what a count does not show: voices, acute content, people who ask
 * or complain, a spill-over to media.
 */
static double weight_of(const struct issue_figures *issue)
{
    const struct counts *c = &issue->counts;
    int voices = 0;
    int crisis = 0;

    for (int v = 0; v < VOICE_COUNT; v++)
        voices += c->voices[v] > 0;
    for (int i = 0; i < CRISIS_COUNT; i++)
        crisis += c->crisis[i];
    return c->n + 0.5 * (voices - 1) + 0.2 * point_asks(issue) + 0.5 * crisis + 0.5 * (c->voices[VOICE_MEDIA] > 0);
}

/* On a small day a tenth of it is enough; beside what rules the day nothing comes second that is not a fifth of it. */
static bool may_be_second(const struct issue_figures *issue, const struct issue_figures *first, const struct figures *f)
{
    int n = issue->counts.n;

    if (n * 5 < first->counts.n)
        return false;
    return n >= SECOND_POINT_POSTS ? n * 20 >= f->counts.n : n * 10 >= f->counts.n;
}

static void choose_points(struct day *r)
{
    const struct figures *f = r->f;

    for (int k = 0; k < 2; k++) {
        const struct issue_figures *best = NULL;

        for (int i = 0; i < f->nissues; i++) {
            const struct issue_figures *issue = &f->issues[i];

            if (issue->nposts < 2 || (k == 1 && issue == r->points[0]))
                continue;
            if (!best || weight_of(issue) > weight_of(best))
                best = issue;
        }
        if (!best || (k == 1 && !may_be_second(best, r->points[0], f)))
            return;
        r->points[r->npoints++] = best;
    }
}

bool day_is_point(const struct day *r, const struct issue_figures *issue)
{
    return issue == r->points[0] || issue == r->points[1];
}

/* ---- head ---- */

static void compose_head(struct day *r, int64_t made)
{
    struct document *d = r->d;
    struct buf date = {0}, window = {0}, summary = {0};

    dutch_date(&date, r->day);
    dutch_window(&window, r->f->from, r->f->to);
    words_posts(&summary, r->f->counts.n);
    d->head.municipality = doc_printf(d, "Gemeente %.*s", STR_ARG(r->town->name));
    d->head.title = doc_copy(d, STR("Tamtam"));
    d->head.date = doc_copy(d, buf_str(&date));
    d->head.detail[0] = doc_printf(d, "Venster: %s", buf_c(&window));
    d->head.status = STATUS_CONCEPT;
    d->head.status_by = doc_copy(d, STR("nog niet vastgesteld"));
    d->head.footer = doc_printf(d, "Tamtam gemeente %.*s · %s", STR_ARG(r->town->name), buf_c(&date));
    d->head.summary = doc_printf(d, "%s in de tamtam van %s", buf_c(&summary), buf_c(&date));
    d->head.created = made;
    buf_release(&date);
    buf_release(&window);
    buf_release(&summary);
}

static void compose_strip(struct day *r)
{
    const struct figures *f = r->f;
    struct document *d = r->d;
    struct block *strip = doc_columns(d->root, COLUMNS_STRIP);
    struct block *n = doc_figure(strip, doc_count(d, f->counts.n, STR("berichten")), STR("berichten na ontdubbeling"));
    struct block *days;
    double least = f->days[TREND_DAYS - 1], most = f->days[TREND_DAYS - 1];
    int last = TREND_DAYS - 1;

    n->figure.note = f->measured_days > 2 ? doc_printf(d, "%s binnengekomen; normaal %s per dag", DUTCH(f->received), day_usual(f).text)
                                          : doc_printf(d, "%s binnengekomen", DUTCH(f->received));
    for (int i = TREND_DAYS - f->measured_days; i < last; i++) {
        if (i < 0)
            continue;
        least = f->days[i] < least ? f->days[i] : least;
        most = f->days[i] > most ? f->days[i] : most;
    }
    days = doc_chart(strip, CHART_DAYS,
                     doc_printf(d, "Berichten per dag, %d dagen: tussen %s en %s, laatste 24 uur %s", TREND_DAYS, DUTCH((int)least), DUTCH((int)most),
                                DUTCH((int)f->days[last])));
    days->chart.caption = doc_printf(d, "%d dagen: %s tot %s per dag, laatste 24 uur %s", TREND_DAYS, DUTCH((int)least), DUTCH((int)most),
                                     DUTCH((int)f->days[last]));
    for (int i = 0; i < TREND_DAYS; i++) {
        struct buf label = {0};

        dutch_date_tiny(&label, when_day(f->to - 1 - (int64_t)(last - i) * WHEN_DAY));
        doc_point(days, buf_str(&label), f->days[i]);
        buf_release(&label);
    }
    if (f->counts.n)
        doc_tone(strip, point_tone(f->counts.tone, false));
}

/* ---- En verder ---- */

/* A count under five before and now has no trend, only what it was. */
static bool is_small(const struct issue_figures *issue)
{
    return issue->counts.n < LEAST_SHOWN && issue->before < LEAST_SHOWN;
}

static void add_trend(struct day *r, struct row *row, const struct issue_figures *issue)
{
    struct buf b = {0};
    int difference = issue->counts.n - issue->before;

    if (issue->is_new) {
        cell_trend(row, TREND_UP, STR("nieuw"));
        return;
    }
    if (is_small(issue)) {
        cell_trend(row, TREND_NONE, str_printf(&r->arena, "was %d", issue->before));
        return;
    }
    if (difference)
        dutch_signed(&b, difference);
    else
        buf_puts(&b, "gelijk");
    cell_trend(row, difference > 0 ? TREND_UP : difference < 0 ? TREND_DOWN : TREND_EQUAL, taken(r, &b));
}

/* Days without a post before the last 24 hours, where there was one before those; 0: none, or new. */
static int silent_days(const struct issue_figures *issue)
{
    int k = 0;

    while (k < TREND_DAYS - 1 && issue->days[TREND_DAYS - 2 - k] < 1)
        k++;
    return k < TREND_DAYS - 1 ? k : 0;
}

/* What is special about its course: 'nieuw sinds vanochtend 7.10 uur', 'terug na 4 dagen stilte'. */
static struct str course_of(struct day *r, const struct issue_figures *issue)
{
    enum { MORNING = 6, LONG_SILENCE = 3 };
    struct buf b = {0};

    if (issue->is_new && issue->issue.first >= when_at(r->day, MORNING, 0)) {
        buf_puts(&b, "nieuw sinds vanochtend ");
        dutch_hour(&b, issue->issue.first);
    } else if (!issue->is_new && silent_days(issue) >= LONG_SILENCE) {
        buf_printf(&b, "terug na %d dagen stilte", silent_days(issue));
    }
    return taken(r, &b);
}

static void add_signal(struct day *r, struct block *table, const struct issue_figures *issue, int rank)
{
    struct row *row = doc_row(table, rank);
    struct str fact = point_fact(issue, r->town, r->is_long ? SHORT_FACT_BYTES : FACT_BYTES, &r->arena);
    struct str course = course_of(r, issue);

    cell_text(row, issue->issue.title);
    cell_text(row, course.n ? str_printf(&r->arena, "%.*s; %.*s", STR_ARG(course), STR_ARG(fact)) : fact);
    cell_figure(row, doc_count(r->d, issue->counts.n, point_ref(issue, &r->arena)));
    add_trend(r, row, issue);
    cell_days(row, issue->days, TREND_DAYS);
    if (issue->counts.n < LEAST_SHOWN)
        cell_empty(row);
    else
        cell_tone(row, point_tone(issue->counts.tone, false));
    cell_figure(row, doc_shown(r->d, str_printf(&r->arena, "dag %d", issue->day), STR("")));
}

/* How many signals there is room for: what is written so far, in words of the plain text. */
static int count_room(const struct day *r)
{
    struct buf text = {0};
    struct str rest;
    int words = 0, room;

    write_text(r->d, &text);
    for (rest = buf_str(&text); rest.n;) {
        struct str line = str_cut(&rest, '\n');

        while (line.n)
            words += str_cut(&line, ' ').n > 0;
    }
    buf_release(&text);
    room = (MOST_WORDS - LAST_WORDS - words) / SIGNAL_WORDS;
    return room < LEAST_SIGNALS ? LEAST_SIGNALS : room < MOST_SIGNALS ? room : MOST_SIGNALS;
}

static void compose_signals(struct day *r)
{
    int most = count_room(r);
    struct block *section = doc_section(r->d->root, SECTION_PLAIN, STR("En verder"));
    struct block *table = NULL;
    int told = 0;

    r->is_long = most == LEAST_SIGNALS;
    for (int i = 0; i < r->f->nissues && told < most; i++) {
        if (day_is_point(r, &r->f->issues[i]) || r->f->issues[i].nposts == 0)
            continue;
        if (!table) {
            table = doc_table(section, STR("Signalen: aantal, trend, verloop in 14 dagen en toon"));
            table->table.hides_head = true;
            doc_column(table, CELL_HEAD, STR("Onderwerp"));
            doc_column(table, CELL_TEXT, STR("Waarover"));
            doc_column(table, CELL_FIGURE, STR("Berichten"));
            doc_column(table, CELL_TREND, STR("Trend"));
            doc_column(table, CELL_DAYS, STR("14 dagen"));
            doc_column(table, CELL_TONE, STR("Toon"));
            doc_column(table, CELL_FIGURE, STR("Dag"));
        }
        add_signal(r, table, &r->f->issues[i], told < 4 ? 0 : RANK_SIGNALS + told);
        told++;
    }
    if (!told)
        prose_add(doc_paragraph(section, TEXT_PLAIN), STR("Geen andere onderwerpen in dit venster."));
}

/* ---- Wat komt eraan ---- */

/* Adds '12 april, 19.30' or 'do 19.30'. */
static void add_when(struct buf *b, const struct agenda_entry *e, int today)
{
    if (e->day == today)
        buf_puts(b, "vandaag");
    else
        dutch_date_short(b, e->day);
    if (e->minute >= 0) {
        buf_putc(b, ' ');
        dutch_clock(b, e->minute);
    }
}

/* The main points, and what else may well have more posts tomorrow, the surest first. */
static int find_growing(const struct day *r, const struct issue_figures *growing[MOST_COMING])
{
    const struct figures *f = r->f;
    int n = 0;

    for (int i = 0; i < f->nissues; i++) {
        const struct issue_figures *issue = &f->issues[i];
        double chance = point_life(issue, f->to).grows;
        int at = n;

        if (chance < (day_is_point(r, issue) ? 0 : LEAST_CHANCE))
            continue;
        while (at > 0 && point_life(growing[at - 1], f->to).grows < chance)
            at--;
        if (at == MOST_COMING)
            continue;
        n = n < MOST_COMING ? n + 1 : n;
        for (int k = n - 1; k > at; k--)
            growing[k] = growing[k - 1];
        growing[at] = issue;
    }
    return n;
}

static void compose_chances(struct day *r, struct block *section)
{
    const struct issue_figures *growing[MOST_COMING];
    int n = find_growing(r, growing);
    struct block *table;

    n = r->is_long && n > FEW_COMING ? FEW_COMING : n;
    if (n == 0)
        return;
    table = doc_table(section, STR("Kans op meer berichten in de komende 24 uur"));
    table->table.shows_caption = true;
    table->table.hides_head = true;
    doc_column(table, CELL_CHANCE, STR("Kans"));
    doc_column(table, CELL_TEXT, STR("Onderwerp"));
    for (int i = 0; i < n; i++) {
        struct row *row = doc_row(table, RANK_CHANCES + i);

        cell_chance(row, point_life(growing[i], r->f->to).grows);
        cell_text(row, growing[i]->issue.title);
    }
}

static int compose_coming(struct day *r, struct block *parent, struct err *err)
{
    struct block *section = doc_section(parent, SECTION_PLAIN, STR("Wat komt eraan"));
    struct agenda agenda;

    if (agenda_read(&agenda, r->store, r->town, r->f->to, &r->arena, err))
        return -1;
    compose_chances(r, section);
    if (agenda.n == 0) {
        prose_add(doc_paragraph(section, TEXT_PLAIN), STR("In de openbare berichten van de afgelopen twee weken staat geen datum die nog komt."));
        return 0;
    }
    struct block *list = doc_agenda(section, STR("Agenda, volgens eigen kanaal, media en organisaties"));
    list->rank = RANK_AGENDA;
    for (int i = 0; i < agenda.n && i < (r->is_long ? FEW_DATES : MOST_DATES); i++) {
        struct buf when = {0};

        add_when(&when, &agenda.v[i], r->day);
        doc_agenda_item(list, buf_str(&when), agenda.v[i].what);
        buf_release(&when);
    }
    return 0;
}

/* ---- account ---- */

static void compose_account(struct day *r)
{
    const struct figures *f = r->f;
    struct buf b = {0};
    struct str names[CHANNEL_COUNT];
    int n = 0;

    for (int i = 0; i < CHANNEL_COUNT; i++)
        if (f->counts.channels[i])
            names[n++] = words_channel((enum channel)i);
    buf_puts(&b, "Verantwoording: ");
    if (n)
        words_list(&b, names, n);
    else
        buf_puts(&b, "geen bronnen met berichten");
    buf_printf(&b, "; n = %s; hetzelfde verhaal telt één keer. ", DUTCH(f->counts.n));
    buf_puts(&b, "Merken zijn automatisch bepaald en kunnen fout zijn; een aanwijzing, geen peiling. ");
    buf_puts(&b, "Besloten groepen blijven buiten beeld. Bij inwoners heet minder dan 5 ‘enkele’, totalen staan voluit. ");
    if (f->measured_days <= 2)
        buf_puts(&b, "Nog geen trend: de meting is pas begonnen. ");
    prose_add(doc_paragraph(r->d->root, TEXT_ACCOUNT), str_trim(buf_str(&b)));
    buf_release(&b);
}

static int compose(struct day *r, int64_t made, struct err *err)
{
    struct block *pair;

    choose_points(r);
    compose_head(r, made);
    compose_strip(r);
    if (day_compose_brief(r, err))
        return -1;
    for (int i = 0; i < r->npoints; i++) {
        struct point_sources from = {.f = r->f, .town = r->town, .picture = r->picture};

        if (store_rumours(r->store, &r->arena, r->points[i]->issue.id, made + 1, &from.found, &from.nfound, err))
            return -1;
        point_compose(r->d, i + 1, r->points[i], &from);
    }
    compose_signals(r);
    pair = doc_columns(r->d->root, COLUMNS_WIDE_NARROW);
    if (compose_coming(r, pair, err))
        return -1;
    day_compose_webcare(r, pair);
    compose_account(r);
    if (parts_expired(r->d, r->store, r->town, 0, r->f->from, r->f->to, made, err))
        return -1;
    doc_finish(r->d);
    return 0;
}

int report_day(struct document *d, struct store *store, const struct municipality *town, const char *picture_path, int day,
               int64_t made, struct err *err)
{
    struct figures f = {0};
    struct picture picture = {0};
    struct day r = {.d = d, .store = store, .town = town, .f = &f, .picture = &picture, .day = day};
    int64_t from, to;
    int result;

    report_day_window(town, day, &from, &to);
    result = picture_read(&picture, picture_path, err) || figures_read(&f, store, town, from, to, err) ||
                     webcare_read(store, town, from, to, to, &r.cases, err) || compose(&r, made, err)
                 ? -1
                 : 0;
    picture_release(&picture);
    figures_release(&f);
    arena_release(&r.arena);
    return result;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* The tamtam: the day on one or two A4, in the order of domain.md. */
#include "tamtam/report.h"

#include "base/norm.h"
#include "base/when.h"
#include "tamtam/agenda.h"
#include "tamtam/dossier.h"
#include "tamtam/dutch.h"
#include "tamtam/kcc.h"
#include "tamtam/parts.h"
#include "tamtam/point.h"
#include "tamtam/webcare.h"
#include "tamtam/words.h"
#include "tamtam/write_text.h"

enum {
    MOST_SIGNALS = 6,      /* items under 'En verder'; */
    LEAST_SIGNALS = 4,     /* where the main points are long */
    MOST_WORDS = 730,      /* that a tamtam by hand has; of which about: */
    SIGNAL_WORDS = 22,
    LAST_WORDS = 210,      /* what stands behind the signals */
    MOST_TOLD_NEW = 3,     /* new issues named under 'In het kort' */
    MOST_COMING = 4,       /* chances under 'Wat komt eraan', */
    MOST_DATES = 4,        /* and dates; where the main points are long: */
    FEW_COMING = 2,
    FEW_DATES = 3,
    FACT_BYTES = 80,
    SECOND_POINT_POSTS = 5 /* a second main point needs so many posts, and a twentieth of the window */
};

/* A smaller chance of growth is not worth a line but of a main point. */
static const double LEAST_CHANCE = 0.2;

/* What falls off first has the highest rank. */
enum { RANK_STAYS, RANK_CHANCES = 60, RANK_AGENDA = 50, RANK_SIGNALS = 100 };

/* What the parts of one tamtam share. */
struct day {
    struct document *d;
    struct store *store;
    const struct municipality *town;
    const struct figures *f;
    const struct picture *picture;
    int day;    /* on which it comes out */
    bool is_long; /* so much is told of the main points that the rest is kept short */
    int npoints;
    const struct issue_figures *points[2];
    struct case_report cases; /* that came in within the window */
    struct arena arena;
};

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

/* On a small day a tenth of it is enough. */
static bool may_be_second(const struct issue_figures *issue, const struct figures *f)
{
    int n = issue->counts.n;

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
        if (!best || (k == 1 && !may_be_second(best, f)))
            return;
        r->points[r->npoints++] = best;
    }
}

static bool is_point(const struct day *r, const struct issue_figures *issue)
{
    return issue == r->points[0] || issue == r->points[1];
}

/* ---- head ---- */

static double mean_before(const struct figures *f)
{
    double sum = 0;
    int n = f->measured_days - 1;

    for (int i = 1; i <= n; i++)
        sum += f->days[TREND_DAYS - 1 - i];
    return n > 0 ? sum / n : 0;
}

/* The mean of the days before: '28', 'minder dan 1'. */
static struct dutch_number usual(const struct figures *f)
{
    double mean = mean_before(f);

    return mean > 0 && mean < 1 ? (struct dutch_number){"minder dan 1"} : dutch_number((long long)(mean + 0.5));
}

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

    n->figure.note = f->measured_days > 2 ? doc_printf(d, "%s binnengekomen; normaal %s per dag", DUTCH(f->received), usual(f).text)
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

/* ---- In het kort ---- */

/* What the day is without its peak: 'De overige onderwerpen lopen op peil door (23, was 28).' */
static void tell_rest(struct day *r, struct prose *p, const struct issue_figures *top)
{
    int now = r->f->counts.n - top->counts.n;
    int before = r->f->before - top->before;
    double z = figures_z(now, before);

    if (r->f->measured_days <= 2 || before <= 0)
        return;
    if (z <= -2)
        prose_printf(p, " Het verdringt andere onderwerpen (%s berichten, was %s).", DUTCH(now), DUTCH(before));
    else if (z < 1 && z > -1)
        prose_printf(p, " De overige onderwerpen lopen op peil door (%s, was %s).", DUTCH(now), DUTCH(before));
    else
        prose_printf(p, " Zonder dit onderwerp %s berichten, %s dan in het venster ervoor (%s).", DUTCH(now),
                     z > 0 ? "meer" : "minder", DUTCH(before));
}

/* The title, which may be a sentence itself, as the subject of one: ‘Nachtopvang De Brug zit vol’. */
static void add_subject(struct prose *p, const struct issue_figures *issue)
{
    struct buf b = {0};

    words_quote(&b, words_short_title(issue->issue.title));
    prose_strong(p, buf_str(&b));
    buf_release(&b);
}

/* '‘Nachtopvang De Brug zit vol’ (8)' */
static void add_counted(struct day *r, struct prose *p, const struct issue_figures *issue)
{
    add_subject(p, issue);
    prose_add(p, STR(" ("));
    prose_count(p, issue->counts.n, point_ref(issue, &r->arena));
    prose_add(p, STR(")"));
}

/* ' Waarschuwing sinds dinsdag om 16.52 uur.' */
static void add_alert(struct day *r, struct prose *p, const struct stored_alert *alert)
{
    struct buf b = {0};

    if (!alert)
        return;
    words_moment(&b, alert->time, r->f->to);
    prose_add(p, STR(" "));
    prose_strong(p, str_of(level_names[alert->level].label));
    prose_printf(p, " sinds %s.", buf_c(&b));
    buf_release(&b);
}

/* The issue with the most posts, or the next one; it need not be a main point. NULL: none. */
static const struct issue_figures *largest(const struct figures *f, const struct issue_figures *but)
{
    const struct issue_figures *best = NULL;

    for (int i = 0; i < f->nissues; i++)
        if (&f->issues[i] != but && f->issues[i].counts.n > (best ? best->counts.n : 1))
            best = &f->issues[i];
    return best;
}

static void tell_none_stands_out(struct day *r, struct prose *p)
{
    const struct issue_figures *top = largest(r->f, NULL), *second = largest(r->f, top);

    prose_add(p, STR("Geen onderwerp springt eruit"));
    if (top) {
        prose_add(p, second ? STR("; de grootste zijn ") : STR("; het grootste is "));
        add_counted(r, p, top);
    }
    if (second) {
        prose_add(p, STR(" en "));
        add_counted(r, p, second);
    }
    prose_add(p, STR("."));
}

/* `alert`: of the main point, or NULL. */
static void tell_volume(struct day *r, struct prose *p, const struct stored_alert *alert)
{
    const struct figures *f = r->f;
    const struct issue_figures *top = r->points[0];
    const struct issue_figures *second = r->points[1];
    struct arena *a = &r->arena;

    if (!top || top->counts.n * 10 < f->counts.n) {
        tell_none_stands_out(r, p);
    } else if (top->counts.n * 4 >= f->counts.n) {
        add_subject(p, top);
        prose_add(p, top->counts.n * 2 >= f->counts.n ? STR(" beheerst het beeld: ") : STR(" trekt de meeste berichten: "));
        prose_count(p, top->counts.n, point_ref(top, a));
        prose_add(p, str_printf(a, " van de %s%s.%s", DUTCH(f->counts.n), top->counts.n * 2 >= f->counts.n ? " berichten" : "",
                                point_is_harmless(top) ? " Een piek, geen crisis." : ""));
        tell_rest(r, p, top);
        add_alert(r, p, alert);
    } else if (second && (top->counts.n + second->counts.n) * 10 >= 3 * f->counts.n) {
        prose_add(p, STR("Twee onderwerpen bepalen het beeld, samen "));
        prose_count(p, top->counts.n + second->counts.n, STR(""));
        prose_add(p, str_printf(a, " van de %s berichten: ", DUTCH(f->counts.n)));
        add_counted(r, p, top);
        prose_add(p, STR(" en "));
        add_counted(r, p, second);
        prose_add(p, STR("."));
        add_alert(r, p, alert);
    } else {
        prose_add(p, largest(f, NULL)->counts.n > top->counts.n ? STR("Voorop staat ") : STR("Het grootste onderwerp is "));
        add_subject(p, top);
        prose_add(p, STR(", met "));
        prose_count(p, top->counts.n, point_ref(top, a));
        prose_add(p, str_printf(a, " van de %s berichten.", DUTCH(f->counts.n)));
        add_alert(r, p, alert);
    }
}

/* 'Druk: 72 berichten (gemiddeld 28 per dag)', '105 berichten in 3 dagen, 35 per dag (gemiddeld 28)'; `acute`: no ordinary day. */
static void tell_day(struct day *r, struct prose *p, bool acute)
{
    const struct figures *f = r->f;
    double mean = mean_before(f);
    int length = (int)((f->to - f->from + WHEN_DAY / 2) / WHEN_DAY);
    double z = figures_z(f->counts.n, (int)(mean * length + 0.5));
    struct buf b = {0};

    if (f->measured_days > 2 && (z >= 2 || z <= -2))
        buf_puts(&b, z > 0 ? "Druk: " : "Stil: ");
    else if (f->measured_days > 2 && length == 1)
        buf_puts(&b, acute ? "Niet meer of minder dan anders: " : "Een gewone dag: ");
    words_posts(&b, f->counts.n);
    if (length > 1)
        buf_printf(&b, " in %d dagen, %s per dag", length, DUTCH((f->counts.n + length / 2) / length));
    if (f->measured_days > 2)
        buf_printf(&b, " (gemiddeld %s%s)", usual(f).text, length > 1 ? "" : " per dag");
    if (f->counts.voices[VOICE_BEVOLKING] >= LEAST_SHOWN)
        buf_printf(&b, ", %s van inwoners", DUTCH(f->counts.voices[VOICE_BEVOLKING]));
    if (*words_tone(f->counts.tone))
        buf_printf(&b, "; toon %s", words_tone(f->counts.tone));
    buf_puts(&b, ".");
    prose_add(p, buf_str(&b));
    buf_release(&b);
}

static bool tell_new(struct day *r, struct block *list)
{
    struct prose *p = NULL;
    int told = 0;

    for (int i = 0; i < r->f->nissues && told < MOST_TOLD_NEW; i++) {
        const struct issue_figures *issue = &r->f->issues[i];

        if (!issue->is_new || issue->nposts < 2 || is_point(r, issue))
            continue;
        if (!p) {
            p = doc_item(list, 0);
            prose_add(p, STR("Nieuw: "));
        } else {
            prose_add(p, STR("; "));
        }
        prose_add(p, words_short_title(issue->issue.title));
        prose_add(p, STR(" ("));
        prose_count(p, issue->counts.n, point_ref(issue, &r->arena));
        prose_add(p, STR(")"));
        told++;
    }
    if (p)
        prose_add(p, STR("."));
    return told > 0;
}

/* 'Nog open: ‘Is de rook of het roet schadelijk?’ (6), de eerste dinsdag om 17.20 uur.': the most asked about the main point. */
static void tell_open(struct day *r, struct block *list)
{
    struct question *questions;
    int n = r->npoints ? dossier_read_questions(r->points[0], &r->arena, &questions) : 0;
    struct asked asked = r->npoints ? point_asked(r->points[0], r->picture) : (struct asked){0};
    struct buf topic = {0}, since = {0};
    struct prose *p;

    if (asked.n) {
        words_moment(&since, asked.since, r->f->to);
        p = doc_item(list, 0);
        prose_printf(p, "Nog open: ‘%.*s’ (", STR_ARG(asked.label));
        prose_figure(p, parts_count(r->d, asked.n, asked.residents, point_ref(r->points[0], &r->arena)));
        prose_printf(p, "), de eerste %s.", buf_c(&since));
        buf_release(&since);
        return;
    }
    if (n == 0 || questions[0].answered || questions[0].n < 2 || question_is_vague(&questions[0]))
        return;
    words_topic(&topic, questions[0].topic);
    words_moment(&since, questions[0].since, r->f->to);
    p = doc_item(list, 0);
    prose_add(p, STR("Nog open: vragen over "));
    prose_add(p, buf_str(&topic));
    prose_add(p, STR(" ("));
    prose_figure(p, parts_count(r->d, questions[0].n, questions[0].residents, point_ref(r->points[0], &r->arena)));
    prose_printf(p, "), de eerste %s.", buf_c(&since));
    buf_release(&topic);
    buf_release(&since);
}

static bool outranks(const struct day *r, const struct stored_alert *a, const struct stored_alert *b)
{
    int64_t point = r->npoints ? r->points[0]->issue.id : 0;

    if (a->level != b->level)
        return a->level > b->level;
    if ((a->issue == point) != (b->issue == point))
        return a->issue == point;
    return a->nposts > b->nposts;
}

/* The highest alert of the window, of equals the main point's, then the one with the most posts; NULL under a warning. */
static int read_alert(struct day *r, const struct stored_alert **worst, struct err *err)
{
    struct stored_alert *alerts;
    int n;

    *worst = NULL;
    if (store_alerts_between(r->store, &r->arena, r->f->from, r->f->to, &alerts, &n, err))
        return -1;
    for (int i = 0; i < n; i++)
        if (alerts[i].level >= LEVEL_WAARSCHUWING && (!*worst || outranks(r, &alerts[i], *worst)))
            *worst = &alerts[i];
    return 0;
}

/* 'Waarschuwing dinsdag om 16.52 uur, Havenweg: 4 berichten van ...', of another issue than the main point. */
static int tell_alert(struct day *r, struct prose *p, const struct stored_alert *alert, struct err *err)
{
    struct stored_issue issue = {0};
    struct buf b = {0};

    if (alert->issue && store_issue(r->store, &r->arena, alert->issue, &issue, err))
        return -1;
    words_moment(&b, alert->time, r->f->to);
    if (issue.title.n) {
        buf_puts(&b, ", ");
        words_quote(&b, words_short_title(issue.title));
    }
    buf_printf(&b, ": %.*s", STR_ARG(alert->reason));
    prose_strong(p, str_of(level_names[alert->level].label));
    prose_add(p, STR(" "));
    prose_add(p, buf_str(&b));
    buf_release(&b);
    return 0;
}

static int compose_brief(struct day *r, struct err *err)
{
    struct block *brief = doc_section(r->d->root, SECTION_BRIEF, STR("In het kort"));
    struct block *list = doc_list(brief, LIST_POINTS);
    const struct stored_alert *alert;
    bool of_point;

    if (r->f->counts.n == 0) {
        prose_add(doc_item(list, 0), STR("Geen berichten in dit venster."));
        return 0;
    }
    if (read_alert(r, &alert, err))
        return -1;
    of_point = alert && r->npoints && alert->issue == r->points[0]->issue.id;
    if (alert && !of_point && tell_alert(r, doc_item(list, 0), alert, err))
        return -1;
    tell_volume(r, doc_item(list, 0), of_point ? alert : NULL);
    tell_day(r, doc_item(list, 0), alert != NULL);
    tell_new(r, list);
    tell_open(r, list);
    return 0;
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
    struct str fact = point_fact(issue, r->town, FACT_BYTES, &r->arena);
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
        if (is_point(r, &r->f->issues[i]) || r->f->issues[i].nposts == 0)
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

        if (chance < (is_point(r, issue) ? 0 : LEAST_CHANCE))
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

/* ---- Webcare en KCC ---- */

/* Posts that were addressed to the municipality and ask something of it. */
struct webcare {
    int addressed, questions, reports, complaints, kcc;
    int themes[THEME_COUNT];
};

static struct webcare webcare_of(const struct figures *f)
{
    struct webcare w = {0};

    for (int i = 0; i < f->nposts; i++) {
        const struct stored_post *p = &f->posts[i];

        if (p->duplicate_of || !p->post.addressed || p->marks.voice == VOICE_GEMEENTE)
            continue;
        w.addressed++;
        w.kcc += p->post.channel == CHANNEL_KCC;
        w.questions += p->marks.intent == INTENT_VRAAG;
        w.reports += p->marks.intent == INTENT_MELDING;
        w.complaints += p->marks.intent == INTENT_KLACHT;
        for (int t = 0; t < THEME_OVERIG; t++)
            w.themes[t] += p->marks.themes >> t & 1 && p->marks.intent != INTENT_GEEN;
    }
    return w;
}

/* The top three subjects of what people asked or reported; a theme under five goes without its number. */
static void tell_top_three(struct prose *p, struct webcare *w, struct arena *a)
{
    prose_strong(p, STR("Vooral over:"));
    for (int k = 0; k < 3; k++) {
        int top = counts_top(w->themes, THEME_COUNT);

        if (top < 0) {
            prose_add(p, k ? STR("") : STR(" te weinig contacten"));
            break;
        }
        prose_add(p, k ? STR(", ") : STR(" "));
        prose_add(p, str_lower(a, str_of(theme_names[top].label)));
        if (w->themes[top] >= LEAST_SHOWN)
            prose_printf(p, " (%d)", w->themes[top]);
        w->themes[top] = 0;
    }
    prose_add(p, STR("."));
}

/* Of all that residents asked in the window, the topics of which nobody of the own channel spoke later. */
static void compose_open(struct day *r, struct block *section)
{
    enum { MOST_OPEN = 3 };
    const struct figures *f = r->f;
    struct issue_figures all = {.posts = arena_alloc(&r->arena, (size_t)(f->nposts + 1) * sizeof *all.posts)};
    struct question *list;
    struct prose *p = NULL;
    int n;

    for (int i = 0; i < f->nposts; i++)
        if (!f->posts[i].duplicate_of)
            all.posts[all.nposts++] = &f->posts[i];
    n = dossier_read_questions(&all, &r->arena, &list);
    for (int i = 0; i < n && i < MOST_OPEN && !list[i].answered && !question_is_vague(&list[i]); i++) {
        struct buf topic = {0};

        if (!p) {
            p = doc_paragraph(section, TEXT_PLAIN);
            prose_strong(p, STR("Open:"));
        }
        words_topic(&topic, list[i].topic);
        prose_add(p, i ? STR(", ") : STR(" vragen over "));
        prose_add(p, buf_str(&topic));
        if (list[i].n >= LEAST_SHOWN) {
            prose_add(p, STR(" ("));
            prose_figure(p, parts_count(r->d, list[i].n, list[i].residents, STR("inbox")));
            prose_add(p, STR(")"));
        }
        buf_release(&topic);
    }
    if (p)
        prose_add(p, STR("; antwoorden zijn niet gezien."));
}

static void tell_kcc(struct day *r, struct prose *p)
{
    struct kcc kcc;
    struct buf b = {0};

    for (int i = r->f->nposts - 1; i >= 0; i--)
        if (kcc_read(&kcc, &r->f->posts[i])) {
            kcc_say(&b, &kcc);
            break;
        }
    prose_add(p, buf_str(&b));
    buf_release(&b);
}

static struct figure shown_count(struct day *r, int n)
{
    return n > 0 && n < LEAST_SHOWN ? doc_few(r->d) : doc_count(r->d, n, STR("inbox"));
}

/* What the inbox knows of the window's cases: how many were answered, how soon, and what waits beyond the norm. */
static void tell_answers(struct day *r, struct prose *p)
{
    const struct case_figures *c = &r->cases.all;
    struct buf b = {0};

    if (c->answered == 0) {
        prose_add(p, STR("Reactietijd: nog geen antwoord vastgelegd."));
        return;
    }
    dutch_span(&b, c->median);
    prose_printf(p, "Reactietijd %s (mediaan van %d beantwoorde zaken", buf_c(&b), c->answered);
    buf_clear(&b);
    dutch_span(&b, norm_span(&r->town->webcare));
    prose_printf(p, ", norm %s); %d nog open, %d over de norm.", buf_c(&b), c->open, c->late);
    buf_release(&b);
}

static void compose_webcare(struct day *r, struct block *parent)
{
    struct block *section = doc_section(parent, SECTION_PLAIN, STR("Webcare en KCC"));
    struct webcare w = webcare_of(r->f);
    struct block *b;

    if (w.addressed == 0) {
        prose_add(doc_paragraph(section, TEXT_PLAIN), STR("Geen berichten aan de gemeente in dit venster."));
        return;
    }
    b = doc_figure(section, doc_count(r->d, w.addressed, STR("inbox")),
                   w.addressed == 1 ? STR("bericht aan de gemeente") : STR("berichten aan de gemeente"));
    b->figure.note = w.kcc >= LEAST_SHOWN ? doc_printf(r->d, "waarvan %d via het KCC", w.kcc) : doc_copy(r->d, STR("e-mail, KCC en sociale media"));
    if (w.questions)
        doc_figure(section, shown_count(r, w.questions), STR("vragen"));
    if (w.reports + w.complaints)
        doc_figure(section, shown_count(r, w.reports + w.complaints), STR("meldingen en klachten"));
    tell_top_three(doc_paragraph(section, TEXT_PLAIN), &w, &r->arena);
    compose_open(r, section);
    tell_kcc(r, doc_paragraph(section, TEXT_PLAIN));
    tell_answers(r, doc_paragraph(section, TEXT_NOTE));
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
    if (compose_brief(r, err))
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
    compose_webcare(r, pair);
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

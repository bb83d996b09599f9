/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* 'In het kort': the day in two to four lines that can be read on a phone. */
#include "tamtam/day.h"

#include "base/when.h"
#include "tamtam/dossier.h"
#include "tamtam/parts.h"
#include "tamtam/point.h"
#include "tamtam/words.h"

enum { MOST_TOLD_NEW = 3 }; /* new issues named */

double day_mean_before(const struct figures *f)
{
    double sum = 0;
    int n = f->measured_days - 1;

    for (int i = 1; i <= n; i++)
        sum += f->days[TREND_DAYS - 1 - i];
    return n > 0 ? sum / n : 0;
}

struct dutch_number day_usual(const struct figures *f)
{
    double mean = day_mean_before(f);

    return mean > 0 && mean < 1 ? (struct dutch_number){"minder dan 1"} : dutch_number((long long)(mean + 0.5));
}

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
    double mean = day_mean_before(f);
    int length = (int)((f->to - f->from + WHEN_DAY / 2) / WHEN_DAY);
    double z = figures_z(f->counts.n, (int)(mean * length + 0.5));
    struct buf b = {0};

    if (f->measured_days > 2 && (z >= 2 || z <= -2))
        buf_puts(&b, z > 0 ? "Druk: " : "Stil: ");
    else if (f->measured_days > 2 && length == 1)
        buf_puts(&b, acute ? "Ongeveer evenveel als anders: " : "Een gewone dag: ");
    words_posts(&b, f->counts.n);
    if (length > 1)
        buf_printf(&b, " in %d dagen, %s per dag", length, DUTCH((f->counts.n + length / 2) / length));
    if (f->measured_days > 2)
        buf_printf(&b, " (gemiddeld %s%s)", day_usual(f).text, length > 1 ? "" : " per dag");
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

        if (!issue->is_new || issue->nposts < 2 || day_is_point(r, issue))
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

int day_compose_brief(struct day *r, struct err *err)
{
    struct block *brief = doc_section(r->d->root, SECTION_BRIEF, STR("In het kort"));
    struct block *list = doc_list(brief, LIST_POINTS);
    const struct stored_alert *alert;
    bool of_point;

    if (r->f->counts.n == 0) {
        struct prose *p = doc_item(list, 0);

        prose_add(p, STR("Geen berichten in dit venster."));
        if (day_mean_before(r->f) >= 1)
            prose_printf(p, " Gemiddeld zijn het er %s per dag: ga na of de bronnen werken.", day_usual(r->f).text);
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

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* What stands behind the voices of a main point: how the own channel spoke, what it may mean, what now. */
#include "tamtam/point.h"

#include <stdlib.h>

#include "base/when.h"
#include "tamtam/dossier.h"
#include "tamtam/dutch.h"
#include "tamtam/own_line.h"
#include "tamtam/parts.h"
#include "tamtam/words.h"

enum {
    HEADLINE_BYTES = 90,
    MOST_TIMES = 4,     /* own posts whose hours are told */
    LEAST_ACUTE = 12,   /* an incident has so many posts at least */
    QUIET_HOURS = 6,    /* a silence worth a sentence; in an incident: */
    QUIET_MINUTES = 45,
    LEAST_OTHERS = 5,   /* who spoke in it */
    LEAST_HALF = 8      /* posts on either side of a shift */
};

/* ---- questions ---- */

static bool is_acute(const struct issue_figures *issue)
{
    int marked = 0;

    for (int i = 0; i < issue->nposts; i++)
        marked += issue->posts[i]->marks.crisis != 0;
    return issue->nposts >= LEAST_ACUTE && marked * 4 >= issue->nposts;
}

/* Does a post of the own channel speak of a question after it was first asked? */
static bool is_answered(const struct issue_figures *issue, const struct picture *picture, int line, int64_t since)
{
    for (int i = issue->nposts; i-- > 0 && issue->posts[i]->post.time > since;)
        if (own_line_has(issue->posts[i]) && picture_fits(picture, line, issue->posts[i]))
            return true;
    return false;
}

struct asked point_asked(const struct issue_figures *issue, const struct picture *picture)
{
    struct arena a = {0};
    struct asked *of = arena_alloc(&a, (size_t)(picture->n + 1) * sizeof *of), best = {.n = 0};

    for (int i = 0; is_acute(issue) && i < issue->nposts; i++) {
        const struct stored_post *p = issue->posts[i];
        bool asks = p->marks.intent == INTENT_VRAAG && p->marks.voice != VOICE_MEDIA && p->marks.voice != VOICE_GEMEENTE;
        int line = asks ? picture_line_of(picture, PICTURE_QUESTION, p) : -1;

        if (line < 0)
            continue;
        of[line].since = of[line].n ? of[line].since : p->post.time;
        of[line].n++;
        of[line].residents += p->marks.voice == VOICE_BEVOLKING;
    }
    for (int i = 0; i < picture->n; i++)
        if (of[i].n > 1 && of[i].n > best.n && !is_answered(issue, picture, i, of[i].since)) {
            best = of[i];
            best.label = picture->lines[i].label;
        }
    arena_release(&a);
    return best;
}

/* ---- own line ---- */

int64_t point_start(const struct issue_figures *issue, int64_t end)
{
    int64_t *times, start;

    if (!issue->nposts)
        return end;
    if (!is_acute(issue))
        return issue->posts[0]->post.time;
    times = mem_calloc((size_t)issue->nposts, sizeof *times);
    for (int i = 0; i < issue->nposts; i++)
        times[i] = issue->posts[i]->post.time;
    start = times[life_burst(times, issue->nposts, end)];
    free(times);
    return start;
}

/* '3 eigen berichten: dinsdag om 17.04, 19.52 en 22.50 uur.' */
static void add_own_times(struct buf *b, const struct issue_figures *issue, const struct own_line *own, const struct figures *f)
{
    int told = 0;

    if (own->n == 1) {
        buf_puts(b, "Eén eigen bericht, ");
        words_moment(b, own->last->post.time, f->to);
        return;
    }
    buf_printf(b, "%s eigen berichten", DUTCH(own->n));
    if (own->n > MOST_TIMES || when_day(own->first->post.time) != when_day(own->last->post.time)) {
        buf_puts(b, ", het laatste ");
        words_moment(b, own->last->post.time, f->to);
        return;
    }
    if (when_day(own->last->post.time) != when_day(f->to))
        buf_printf(b, ", %s", when_weekday_name(when_weekday(when_day(own->last->post.time))));
    for (int i = 0; i < issue->nposts; i++) {
        struct civil c = when_local(issue->posts[i]->post.time);

        if (issue->posts[i]->post.time < own->first->post.time || !own_line_has(issue->posts[i]))
            continue;
        buf_puts(b, told == 0 ? " om " : told == own->n - 1 ? " en " : ", ");
        dutch_clock(b, c.hour * 60 + c.minute);
        told++;
    }
    buf_puts(b, " uur");
}

static void add_silence(struct buf *b, const struct own_line *own, const struct figures *f, bool acute)
{
    int64_t gap = own->gap_to - own->gap_from;
    int64_t least = acute ? QUIET_MINUTES * (int64_t)WHEN_MINUTE : QUIET_HOURS * (int64_t)WHEN_HOUR;
    struct civil from = when_local(own->gap_from), to = when_local(own->gap_to);

    if (gap < least || own->gap_others < (acute ? LEAST_OTHERS : 2))
        return;
    if (own->gap_to == f->to) {
        buf_printf(b, " Daarna bleef het daar stil, terwijl anderen %s berichten plaatsten.", DUTCH(own->gap_others));
        return;
    }
    buf_puts(b, " Tussen ");
    dutch_clock(b, from.hour * 60 + from.minute);
    buf_puts(b, " en ");
    dutch_clock(b, to.hour * 60 + to.minute);
    buf_puts(b, " uur zweeg het ");
    own_line_span(b, own_line_lag_between(own->gap_from, own->gap_to));
    buf_printf(b, ", terwijl anderen %s berichten plaatsten.", DUTCH(own->gap_others));
}

static void tell_own_line(struct prose *p, const struct issue_figures *issue, const struct figures *f, struct arena *a)
{
    bool acute = is_acute(issue);
    struct own_line own = own_line_read(issue, point_start(issue, f->to), f->to);
    struct buf b = {0};

    if (!own.n) {
        prose_add(p, STR("Het eigen kanaal zweeg in dit venster."));
        return;
    }
    add_own_times(&b, issue, &own, f);
    if (own.told && own.told != point_told_by(issue) && !acute) {
        buf_puts(&b, own.told == own.last ? ": " : "; eerder: ");
        words_quote(&b, words_headline(own.told, HEADLINE_BYTES, a));
    }
    buf_puts(&b, ". ");
    if (acute || issue->is_new)
        own_line_lag(&b, &own);
    add_silence(&b, &own, f, acute);
    prose_add(p, str_trim(buf_str(&b)));
    buf_release(&b);
}

/* ---- duiding, as a concept ---- */

/* To whom a conversation shifts. */
static const char *const talkers[VOICE_COUNT] = {
    [VOICE_MEDIA] = "het nieuws",
    [VOICE_OPINIEMAKER] = "politiek en opiniemakers",
    [VOICE_BELANGENGROEP] = "belangengroepen en bedrijven",
};

static void tell_trend(struct prose *p, const struct issue_figures *issue)
{
    struct buf b = {0};

    if (issue->is_new) {
        buf_puts(&b, "Nieuw in dit venster. ");
    } else {
        struct buf trend = {0};

        words_trend(&trend, issue->counts.n, issue->before);
        words_posts(&b, issue->counts.n);
        buf_printf(&b, "%s%s. ", buf_c(&trend)[0] == '(' ? " " : ", ", buf_c(&trend));
        buf_release(&trend);
    }
    if (point_is_harmless(issue))
        buf_puts(&b, "Veel volume, geen nood: weinig vragen of klachten. ");
    prose_add(p, buf_str(&b));
    buf_release(&b);
}

/* 'Het verschuift van inwoners naar politiek ...': the share of residents fell by 30 points or rose by as much. */
static void tell_voices(struct prose *p, const struct issue_figures *issue)
{
    enum { LEAST_POINTS = 30 };
    const struct counts *c = &issue->counts;
    int now = c->voices[VOICE_BEVOLKING], before = issue->earlier.voices[VOICE_BEVOLKING], others[VOICE_COUNT] = {0};
    int points, top;

    if (c->n < LEAST_SHOWN || issue->before < LEAST_SHOWN)
        return;
    points = 100 * now / c->n - 100 * before / issue->before;
    for (int v = 0; v < VOICE_GEMEENTE; v++)
        others[v] = v == VOICE_BEVOLKING ? 0 : c->voices[v];
    top = counts_top(others, VOICE_COUNT);
    if (points <= -LEAST_POINTS && top >= 0 && before >= LEAST_SHOWN)
        prose_printf(p, "Het verschuift van inwoners naar %s; in het venster ervoor kwamen nog %s van de %s berichten van inwoners. ",
                     talkers[top], DUTCH(before), DUTCH(issue->before));
    else if (points >= LEAST_POINTS && now >= LEAST_SHOWN)
        prose_printf(p, now == c->n ? "Inwoners nemen het over: alle %s berichten komen van hen. "
                                    : "Inwoners mengen zich er meer in: %s van de %s berichten komen van hen. ",
                     DUTCH(now), DUTCH(c->n));
}

/* 'Negatiever dan in het venster ervoor: 12 van de 20, was 4 van de 15.', where no small group of residents shows by it. */
static void tell_tone(struct prose *p, const struct issue_figures *issue)
{
    enum { LEAST_POSTS = 8, LEAST_POINTS = 20 };
    const struct counts *c = &issue->counts;
    int negative = c->tone[SENTIMENT_NEGATIEF], points;
    enum tone_form form = point_tone(c->tone_of[VOICE_BEVOLKING], true).form;

    if (c->n < LEAST_POSTS || issue->before < LEAST_POSTS ||
        (issue->earlier.negative_residents && parts_is_few(issue->earlier.negative_residents, 1)) ||
        (form != TONE_SPLIT && form != TONE_JOIN_RIGHT))
        return;
    points = 100 * negative / c->n - 100 * issue->earlier.negative / issue->before;
    if (points < LEAST_POINTS && points > -LEAST_POINTS)
        return;
    prose_printf(p, "%s negatief dan in het venster ervoor: %s van de %s berichten, was %s van de %s. ", points > 0 ? "Vaker" : "Minder vaak",
                 DUTCH(negative), DUTCH(c->n), DUTCH(issue->earlier.negative), DUTCH(issue->before));
}

/* 'Tot 19.00 uur vooral vragen (14 van de 22), daarna meer gevoel en verwijt (9 van de 21).' */
static void tell_shift(struct prose *p, const struct issue_figures *issue, int64_t start)
{
    int n[2] = {0}, asks[2] = {0}, feels[2] = {0};
    int64_t middle = 0;
    int from = 0;
    struct buf b = {0};

    while (from < issue->nposts && issue->posts[from]->post.time < start)
        from++;
    if (issue->nposts - from < 2 * LEAST_HALF || !is_acute(issue))
        return;
    middle = issue->posts[from + (issue->nposts - from) / 2]->post.time;
    for (int i = from; i < issue->nposts; i++) {
        const struct marks *m = &issue->posts[i]->marks;
        int half = issue->posts[i]->post.time >= middle;

        n[half]++;
        asks[half] += m->crisis >> CRISIS_INFORMATIEBEHOEFTE & 1;
        feels[half] += m->crisis >> CRISIS_BETEKENISGEVING & 1;
    }
    if (asks[0] <= feels[0] || feels[1] <= asks[1])
        return;
    buf_puts(&b, "Tot ");
    dutch_hour(&b, middle);
    buf_printf(&b, " meer vragen (%d van de %d) dan gevoel en verwijt (%d); daarna %d en %d van de %d. ", asks[0], n[0], feels[0],
               asks[1], feels[1], n[1]);
    prose_add(p, buf_str(&b));
    buf_release(&b);
}

/* The first post of residents and of media: who was first. */
static void tell_spill_over(struct prose *p, const struct issue_figures *issue, const struct figures *f, int64_t start)
{
    const struct stored_post *news = NULL, *social = NULL;
    struct buf b = {0};

    for (int i = 0; i < issue->nposts; i++) {
        const struct stored_post *post = issue->posts[i];

        if (post->post.time < start)
            continue;
        if (!news && post->marks.voice == VOICE_MEDIA)
            news = post;
        if (!social && post->marks.voice == VOICE_BEVOLKING)
            social = post;
    }
    if (news && !social) {
        buf_puts(&b, "Alleen nieuws, nog geen reacties van inwoners gezien.");
    } else if (news && issue->is_new) {
        bool social_first = social->post.time < news->post.time;
        int64_t lag = social_first ? own_line_lag_between(social->post.time, news->post.time)
                                   : own_line_lag_between(news->post.time, social->post.time);

        buf_puts(&b, social_first ? "Van inwoner naar nieuws: eerste bericht " : "Van nieuws naar inwoners: eerste nieuws ");
        words_moment(&b, social_first ? social->post.time : news->post.time, f->to);
        buf_puts(&b, social_first ? ", eerste nieuws na " : ", eerste reactie na ");
        own_line_span(&b, lag);
        buf_putc(&b, '.');
    }
    prose_add(p, buf_str(&b));
    buf_release(&b);
}

/* '10 vragen; zonder eigen antwoord bleven die over brand en asbest.' */
static void tell_questions(struct prose *p, const struct issue_figures *issue, struct arena *a)
{
    struct question *list;
    int n = dossier_read_questions(issue, a, &list);
    int asked = issue->counts.intents[INTENT_VRAAG];
    struct str open[3];
    int nopen = 0;
    struct buf b = {0};

    if (!asked)
        return;
    for (int i = 0; i < n && nopen < 3 && !list[i].answered && !question_is_vague(&list[i]); i++) {
        struct buf topic = {0};

        words_topic(&topic, list[i].topic);
        open[nopen++] = buf_take(&topic, a);
    }
    if (asked < LEAST_SHOWN)
        buf_puts(&b, asked == 1 ? "Eén vraag" : "Enkele vragen");
    else
        buf_printf(&b, "%s vragen", DUTCH(asked));
    if (nopen) {
        buf_puts(&b, asked == 1 ? ", zonder eigen antwoord, over " : "; zonder eigen antwoord bleven die over ");
        words_list(&b, open, nopen);
    } else if (n && list[0].answered) {
        buf_puts(&b, "; het eigen kanaal kwam er daarna op terug");
    }
    buf_puts(&b, ". ");
    prose_add(p, buf_str(&b));
    buf_release(&b);
}

/* ---- what now ---- */

static void compose_actions(struct block *column, const struct issue_figures *issue, const struct rumour_line *rumour,
                            const struct picture *picture, struct arena *a)
{
    struct asked asked = point_asked(issue, picture);
    struct block *list = doc_list(column, LIST_ACTIONS);
    struct question *questions;
    int n = dossier_read_questions(issue, a, &questions);
    struct prose *p;

    if (asked.n) {
        p = doc_item(list, 0);
        prose_printf(p, "Beantwoord op het eigen kanaal: ‘%.*s’ ", STR_ARG(asked.label));
        prose_subtle(p, STR("– webcare"));
    } else if (n && !questions[0].answered && questions[0].n > 1 && !question_is_vague(&questions[0])) {
        struct buf topic = {0};

        words_topic(&topic, questions[0].topic);
        p = doc_item(list, 0);
        prose_printf(p, "Beantwoord op het eigen kanaal wat men vraagt over %s ", buf_c(&topic));
        prose_subtle(p, STR("– webcare"));
        buf_release(&topic);
    }
    if (rumour) {
        p = doc_item(list, 0);
        prose_printf(p,
                     rumour_is_untrue(&rumour->known) ? "Weerspreek op het eigen kanaal: ‘%.*s’ "
                                                      : "Ga na en bevestig of weerspreek: ‘%.*s’ ",
                     STR_ARG(rumour->claim));
        prose_subtle(p, STR("– woordvoering"));
    }
    p = doc_item(list, 0);
    prose_add(p, STR("Advies en eigenaar: nog in te vullen "));
    prose_subtle(p, STR("– analist"));
}

void point_compose_after(struct block *section, const struct issue_figures *issue, const struct figures *f, int rank,
                         const struct rumour_line *rumour, const struct picture *picture)
{
    struct arena a = {0};
    int64_t start = point_start(issue, f->to);
    struct block *three = doc_columns(section, COLUMNS_EQUAL);
    struct block *own = doc_section(three, SECTION_SMALL, STR("Eigen boodschap"));
    struct block *reading = doc_section(three, SECTION_SMALL, STR("Duiding (concept)"));
    struct block *now = doc_section(three, SECTION_SMALL, STR("Wat nu"));
    struct prose *p;

    three->rank = rank;
    tell_own_line(doc_paragraph(own, TEXT_PLAIN), issue, f, &a);
    p = doc_paragraph(reading, TEXT_PLAIN);
    tell_trend(p, issue);
    tell_voices(p, issue);
    tell_tone(p, issue);
    tell_shift(p, issue, start);
    tell_questions(p, issue, &a);
    tell_spill_over(p, issue, f, start);
    compose_actions(now, issue, rumour, picture, &a);
    arena_release(&a);
}

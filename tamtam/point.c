/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "tamtam/point.h"

#include "base/when.h"
#include "tamtam/dutch.h"
#include "tamtam/rumours.h"
#include "tamtam/words.h"

enum { HOURLY_FROM = 12, HEADLINE_BYTES = 110, FACT_BYTES = 240, MOST_NAMES = 3, MOST_TOPICS_TOLD = 3, LEAST_NAMED = 3, RANK_RUMOURS = 45 };

/* ---- judging ---- */

int point_asks(const struct issue_figures *issue)
{
    const int *n = issue->counts.intents;

    return n[INTENT_VRAAG] + n[INTENT_KLACHT] + n[INTENT_MELDING];
}

bool point_is_harmless(const struct issue_figures *issue)
{
    enum { LEAST = 10, HOURS = 36 };
    const struct counts *c = &issue->counts;
    int marks = 0;

    for (int i = 0; i < CRISIS_COUNT; i++)
        marks += c->crisis[i];
    return c->n >= LEAST && marks * 10 <= c->n && c->tone[SENTIMENT_POSITIEF] * 2 >= c->n &&
           point_asks(issue) * 5 < c->n &&
           issue->posts[issue->nposts - 1]->post.time - issue->posts[0]->post.time <= (int64_t)HOURS * WHEN_HOUR;
}

struct life point_life(const struct issue_figures *issue, int64_t now)
{
    return life_at(issue->times, issue->ntimes, issue->issue.first, now);
}

enum phase point_phase(const struct issue_figures *issue, int64_t now)
{
    return point_life(issue, now).phase;
}

/* ---- telling ---- */

struct str point_ref(const struct issue_figures *issue, struct arena *a)
{
    return str_printf(a, "issues/%lld", (long long)issue->issue.id);
}

static bool is_few(int n)
{
    return n > 0 && n < LEAST_SHOWN;
}

struct tone point_tone(const int tone[SENTIMENT_COUNT], bool may_betray)
{
    int negative = tone[SENTIMENT_NEGATIEF], neutral = tone[SENTIMENT_NEUTRAAL], positive = tone[SENTIMENT_POSITIEF];
    struct tone t = {.count = {negative, neutral, positive}, .form = TONE_SPLIT};

    if (!may_betray || !(is_few(negative) || is_few(neutral) || is_few(positive)))
        return t;
    if (!is_few(negative) && !is_few(neutral + positive))
        t.form = TONE_JOIN_RIGHT;
    else if (!is_few(positive) && !is_few(negative + neutral))
        t.form = TONE_JOIN_LEFT;
    else
        t.form = TONE_NONE;
    return t;
}

/* How well a post stands for its issue: how many of the posts share its commonest theme. */
static double centrality(const struct issue_figures *issue, const struct stored_post *p)
{
    double best = 0;

    for (int i = 0; i < THEME_COUNT; i++)
        if (p->marks.themes >> i & 1 && issue->counts.themes[i] > best)
            best = issue->counts.themes[i];
    return best;
}

/* The own or media post that tells what the issue is about: the most central one, of equals the earliest; or NULL. */
static const struct stored_post *told_by(const struct issue_figures *issue)
{
    const struct stored_post *best = NULL;

    for (int i = 0; i < issue->nposts; i++) {
        const struct stored_post *p = issue->posts[i];

        if (!words_may_quote(p) || (p->marks.voice != VOICE_MEDIA && p->marks.voice != VOICE_GEMEENTE))
            continue;
        if (!best || centrality(issue, p) > centrality(issue, best))
            best = p;
    }
    return best;
}

struct str point_fact(const struct issue_figures *issue, size_t most, struct arena *a)
{
    const struct stored_post *told = told_by(issue);

    if (!told)
        return (struct str){0};
    return str_printf(a, "%.*s (%.*s)", STR_ARG(words_headline(told, most, a)), STR_ARG(told->post.actor));
}

/* What the heading adds to the title, or NULL. */
static const char *finding(const struct issue_figures *issue)
{
    const struct counts *c = &issue->counts;

    if (point_is_harmless(issue))
        return "piek zonder crisis";
    if (c->crisis[CRISIS_INFORMATIEBEHOEFTE] * 4 >= c->n && c->crisis[CRISIS_INFORMATIEBEHOEFTE] >= 3)
        return "vooral vragen";
    if (c->n >= LEAST_SHOWN && *words_tone(c->tone))
        return words_tone(c->tone);
    return NULL;
}

static void compose_columns_of_hours(struct document *d, struct block *section, const struct issue_figures *issue,
                                     const struct figures *f)
{
    enum { HOURS = 24 };
    int hours[HOURS] = {0};
    int64_t start = f->to - (int64_t)HOURS * WHEN_HOUR;
    int top = 0;
    struct block *chart;

    for (int i = 0; i < issue->nposts; i++) {
        int64_t at = (issue->posts[i]->post.time - start) / WHEN_HOUR;

        if (issue->posts[i]->post.time >= start && at < HOURS)
            hours[at]++;
    }
    for (int i = 0; i < HOURS; i++)
        if (hours[i] > hours[top])
            top = i;
    struct civil peak = when_local(start + (int64_t)top * WHEN_HOUR);
    chart = doc_chart_beside(section, CHART_COLUMNS,
                             doc_printf(d, "Berichten per uur: hoogste aantal %d, tussen %d en %d uur; %d in het laatste uur",
                                        hours[top], peak.hour, peak.hour + 1, hours[HOURS - 1]));
    chart->chart.unit = doc_copy(d, STR("berichten per uur"));
    for (int i = 0; i < HOURS; i++) {
        struct civil c = when_local(start + (int64_t)i * WHEN_HOUR);
        struct point *p = doc_point(chart, doc_printf(d, "%d", c.hour), hours[i]);

        p->tick = i % 8 == 0;
        p->strong = i == top;
        if (i == top)
            p->note = doc_printf(d, "%d tussen %d en %d uur", hours[i], c.hour, c.hour + 1);
    }
}

static void compose_columns_of_days(struct document *d, struct block *section, const struct issue_figures *issue,
                                    const struct figures *f)
{
    struct block *chart;
    int last = TREND_DAYS - 1;
    int top = 0;

    for (int i = 0; i < TREND_DAYS; i++)
        if (issue->days[i] > issue->days[top])
            top = i;
    chart = doc_chart_beside(section, CHART_COLUMNS,
                             doc_printf(d, "Berichten per dag, 14 dagen: hoogste aantal %d, laatste 24 uur %d", (int)issue->days[top],
                                        (int)issue->days[last]));
    chart->chart.unit = doc_copy(d, STR("berichten per dag"));
    for (int i = 0; i < TREND_DAYS; i++) {
        struct buf label = {0};
        struct point *p;

        dutch_date_tiny(&label, when_day(f->to - 1 - (int64_t)(last - i) * WHEN_DAY));
        p = doc_point(chart, doc_copy(d, buf_str(&label)), issue->days[i]);
        p->tick = i == 0 || i == last;
        p->strong = i == last;
        if (i == last || i == top)
            p->note = doc_printf(d, "%d", (int)issue->days[i]);
        buf_release(&label);
    }
}

static void compose_fact(struct block *section, const struct issue_figures *issue)
{
    struct arena a = {0};
    const struct stored_post *told = told_by(issue);
    struct prose *p = doc_paragraph(section, TEXT_PLAIN);
    struct buf when = {0};

    if (!told) {
        prose_add(p, STR("Nog geen bericht van media of eigen kanaal; het onderwerp leeft alleen in reacties."));
    } else {
        struct civil c = when_local(told->post.time);

        prose_add(p, words_lead(told, FACT_BYTES, &a));
        dutch_hour(&when, told->post.time);
        prose_subtle(p, str_printf(&a, " (%.*s, %s %.*s)", STR_ARG(told->post.actor), when_weekday_short(c.weekday), STR_ARG(buf_str(&when))));
    }
    buf_release(&when);
    arena_release(&a);
}

/* ---- the voices ---- */

static bool has_public_words(const struct issue_figures *issue, enum voice voice)
{
    for (int i = 0; i < issue->nposts; i++)
        if (issue->posts[i]->marks.voice == voice && words_may_quote(issue->posts[i]))
            return true;
    return false;
}

/* 'Fietsersbond Turfbrug: ‘wil een knip’': the latest words of the actor with the most posts. */
static void add_public_words(struct prose *p, const struct issue_figures *issue, enum voice voice, struct arena *a)
{
    for (int i = issue->nposts - 1; i >= 0; i--) {
        const struct stored_post *post = issue->posts[i];

        if (post->marks.voice != voice || !words_may_quote(post))
            continue;
        struct buf b = {0};

        buf_printf(&b, " %.*s: ", STR_ARG(post->post.actor));
        words_quote(&b, words_headline(post, HEADLINE_BYTES, a));
        buf_putc(&b, '.');
        prose_add(p, buf_str(&b));
        buf_release(&b);
        return;
    }
}

static void add_frame(struct prose *p, const struct issue_figures *issue, enum voice voice, struct arena *a)
{
    int frame = counts_top(issue->counts.frames_of[voice], FRAME_COUNT);

    if (frame >= 0 && issue->counts.frames_of[voice][frame] * 4 >= issue->counts.voices[voice])
        prose_add(p, str_printf(a, " Frame: %s.", frame_names[frame].label));
}

static void tell_public(struct prose *p, const struct issue_figures *issue, enum voice voice, struct arena *a)
{
    const int *tone = issue->counts.tone_of[voice];
    int n = issue->counts.voices[voice];
    struct tallied *actors;
    int nactors = tallied_actors(a, issue, voice, &actors);
    struct buf b = {0};

    words_names(&b, actors, nactors, MOST_NAMES);
    if (tone[SENTIMENT_NEUTRAAL] == n)
        buf_puts(&b, b.n ? ": zakelijke toon." : "Zakelijke toon.");
    else if (tone[SENTIMENT_NEGATIEF] == n && n >= 3)
        buf_puts(&b, ": eensgezind kritisch.");
    else if (tone[SENTIMENT_POSITIEF] == n)
        buf_puts(&b, b.n ? ": uitsluitend positief." : "Uitsluitend positief.");
    else if (nactors == 1 && has_public_words(issue, voice))
        buf_clear(&b); /* the name stands before the words */
    else if (b.n)
        buf_putc(&b, '.');
    prose_add(p, buf_str(&b));
    add_public_words(p, issue, voice, a);
    add_frame(p, issue, voice, a);
    buf_release(&b);
}

static const char *const intent_words[INTENT_COUNT] = {
    [INTENT_GEEN] = "reacties",       [INTENT_VRAAG] = "vragen",          [INTENT_KLACHT] = "klachten",
    [INTENT_MELDING] = "meldingen",   [INTENT_COMPLIMENT] = "waardering", [INTENT_TIP] = "voorstellen",
};

/* The topics of residents, most first: with their number from five on; what hardly anybody names is not told. */
static void add_topics(struct buf *b, const struct issue_figures *issue, struct arena *a)
{
    struct tallied *topics;
    int n = tallied_topics(a, issue, VOICE_BEVOLKING, &topics);
    int told = 0;

    while (told < n && told < MOST_TOPICS_TOLD && topics[told].n >= LEAST_NAMED) {
        buf_puts(b, told == 0 ? " Genoemd: " : ", ");
        words_topic(b, topics[told].name);
        if (topics[told].n >= LEAST_SHOWN)
            buf_printf(b, " (%d)", topics[told].n);
        told++;
    }
    if (told)
        buf_putc(b, '.');
}

/* 'Vooral klachten over verkeer, in de Bloemenwijk.': aggregation, never a resident's words. */
static void tell_residents(struct prose *p, const struct issue_figures *issue, const struct municipality *town, struct arena *a)
{
    const struct counts *c = &issue->counts;
    struct buf b = {0};
    int intents[INTENT_COUNT];
    struct tallied *districts;
    int ndistricts = tallied_districts(a, issue, VOICE_BEVOLKING, town, &districts);
    int intent;
    int theme = counts_top(c->themes_of[VOICE_BEVOLKING], THEME_OVERIG);

    for (int i = 0; i < INTENT_COUNT; i++)
        intents[i] = i == INTENT_GEEN ? 0 : c->intents_of[VOICE_BEVOLKING][i];
    intent = counts_top(intents, INTENT_COUNT);
    if (intent < 0 || intents[intent] * 4 < c->voices[VOICE_BEVOLKING])
        intent = INTENT_GEEN;
    buf_printf(&b, "Vooral %s", intent_words[intent]);
    if (intents[intent] >= LEAST_SHOWN)
        buf_printf(&b, " (%d)", intents[intent]);
    if (theme >= 0) {
        struct str label = str_lower(a, str_of(theme_names[theme].label));

        buf_printf(&b, " over %.*s", STR_ARG(label));
    }
    if (ndistricts && districts[0].n * 3 >= c->voices[VOICE_BEVOLKING]) {
        buf_puts(&b, ", in ");
        buf_add(&b, districts[0].name);
    }
    buf_putc(&b, '.');
    add_topics(&b, issue, a);
    prose_add(p, buf_str(&b));
    add_frame(p, issue, VOICE_BEVOLKING, a);
    buf_release(&b);
}

enum voice point_hidden_voice(const struct counts *c)
{
    enum voice hidden = VOICE_NONE;

    if (c->voices[VOICE_BEVOLKING] == 0 || c->voices[VOICE_BEVOLKING] >= LEAST_SHOWN)
        return VOICE_NONE;
    for (int v = 0; v < VOICE_COUNT; v++)
        if (v != VOICE_BEVOLKING && c->voices[v] && (hidden == VOICE_NONE || c->voices[v] <= c->voices[hidden]))
            hidden = (enum voice)v;
    return hidden;
}

struct figure point_voice_figure(struct document *d, const struct counts *c, enum voice voice, struct str ref)
{
    int n = c->voices[voice];

    if (voice == VOICE_BEVOLKING && is_few(n))
        return doc_few(d);
    if (n && voice == point_hidden_voice(c))
        return doc_shown(d, n < LEAST_SHOWN ? STR("enkele") : STR("meerdere"), ref);
    return doc_count(d, n, ref);
}

static void compose_voice(struct document *d, struct block *voices, const struct issue_figures *issue, enum voice voice,
                          const struct municipality *town)
{
    struct arena a = {0};
    const struct counts *c = &issue->counts;
    int n = c->voices[voice];
    bool few = voice == VOICE_BEVOLKING && n > 0 && n < LEAST_SHOWN;
    bool hidden = voice == point_hidden_voice(c);
    struct str ref = str_printf(&a, "issues/%lld?stem=%s", (long long)issue->issue.id, voice_names[voice].name);
    struct figure figure = point_voice_figure(d, c, voice, ref);
    struct tone tone = point_tone(c->tone_of[voice], voice == VOICE_BEVOLKING);
    struct prose *p;

    if (hidden)
        tone.form = TONE_NONE;
    p = doc_voice(voices, voice, figure, n == 1 && !few && !hidden ? STR("bericht") : STR("berichten"), tone);
    if (voice == VOICE_BEVOLKING)
        tell_residents(p, issue, town, &a);
    else
        tell_public(p, issue, voice, &a);
    arena_release(&a);
}

/* The voices that are not heard share one line. */
static void compose_silent(struct block *section, const struct issue_figures *issue)
{
    struct arena a = {0};
    struct str names[VOICE_COUNT];
    struct buf b = {0};
    int n = 0;

    for (int v = 0; v < VOICE_GEMEENTE; v++)
        if (issue->counts.voices[v] == 0)
            names[n++] = str_lower(&a, str_of(voice_names[v].label));
    if (n) {
        buf_puts(&b, "Geen berichten van ");
        words_list(&b, names, n);
        buf_putc(&b, '.');
        prose_add(doc_paragraph(section, TEXT_NOTE), buf_str(&b));
    }
    buf_release(&b);
    arena_release(&a);
}

/* The tone of all voices together, split no further than residents' own tone was: the difference would tell the rest. */
static void compose_tone(struct block *section, const struct issue_figures *issue)
{
    const struct counts *c = &issue->counts;
    int residents = c->voices[VOICE_BEVOLKING];
    struct tone tone = point_tone(c->tone, false);
    struct buf b = {0};

    if (c->n < LEAST_SHOWN || is_few(residents) || residents == c->n)
        return;
    if (residents)
        tone.form = point_tone(c->tone_of[VOICE_BEVOLKING], true).form;
    if (tone.form == TONE_NONE)
        return;
    tone_words(&b, &tone);
    prose_printf(doc_paragraph(section, TEXT_NOTE), "Toon van alle stemmen samen: %s (n = %d).", buf_c(&b), c->n);
    buf_release(&b);
}

/* ---- own line, duiding, what now ---- */

/* The latest own post, the longest silence and how many others spoke in it. */
static void tell_own_line(struct prose *p, const struct issue_figures *issue, const struct figures *f, struct arena *a)
{
    const struct stored_post *last = NULL;
    const struct stored_post *told = NULL; /* the latest that may be told in its own words */
    struct buf b = {0};
    int own = 0;
    int since = 0;

    for (int i = 0; i < issue->nposts; i++) {
        const struct stored_post *post = issue->posts[i];

        since++;
        if (post->marks.voice != VOICE_GEMEENTE || post->post.actor.n == 0)
            continue;
        last = post;
        told = words_may_quote(post) ? post : told;
        own++;
        since = 0;
    }
    if (!last) {
        prose_add(p, STR("Het eigen kanaal zweeg in dit venster."));
        return;
    }
    buf_puts(&b, own == 1 ? "Eén eigen bericht, " : "");
    if (own > 1)
        buf_printf(&b, "%d eigen berichten, het laatste ", own);
    words_moment(&b, last->post.time, f->to);
    buf_putc(&b, '.');
    if (told) {
        buf_puts(&b, " De boodschap: ");
        words_quote(&b, words_headline(told, HEADLINE_BYTES, a));
        buf_putc(&b, '.');
    }
    if (since && f->to - last->post.time >= 6 * (int64_t)WHEN_HOUR)
        buf_printf(&b, " Daarna bleef het daar stil, terwijl anderen %d %s plaatsten.", since, since == 1 ? "bericht" : "berichten");
    prose_add(p, buf_str(&b));
    buf_release(&b);
}

/* The first post of social channels, of media and of the own channel in the window: who was first. */
static void tell_spill_over(struct prose *p, const struct issue_figures *issue, const struct figures *f)
{
    const struct stored_post *first_news = NULL;
    const struct stored_post *first_social = NULL;
    struct buf b = {0};

    for (int i = 0; i < issue->nposts; i++) {
        bool news = issue->posts[i]->marks.voice == VOICE_MEDIA;

        if (news && !first_news)
            first_news = issue->posts[i];
        if (issue->posts[i]->marks.voice == VOICE_BEVOLKING && !first_social)
            first_social = issue->posts[i];
    }
    if (!first_news && issue->counts.n >= LEAST_SHOWN) {
        buf_puts(&b, "Het nieuws heeft dit nog niet opgepakt.");
    } else if (first_news && !first_social) {
        buf_puts(&b, "Alleen nieuws, nog geen reacties van inwoners gezien.");
    } else if (first_news && issue->is_new) {
        bool social_first = first_social->post.time < first_news->post.time;

        buf_puts(&b, social_first ? "Van inwoner naar nieuws: eerste bericht " : "Van nieuws naar inwoners: eerste nieuws ");
        words_moment(&b, social_first ? first_social->post.time : first_news->post.time, f->to);
        buf_puts(&b, social_first ? ", eerste nieuws " : ", eerste reactie ");
        words_moment(&b, social_first ? first_news->post.time : first_social->post.time, f->to);
        buf_putc(&b, '.');
    }
    prose_add(p, buf_str(&b));
    buf_release(&b);
}

static void tell_trend(struct prose *p, const struct issue_figures *issue)
{
    struct buf b = {0};

    if (issue->is_new) {
        buf_puts(&b, "Nieuw in dit venster. ");
    } else {
        words_posts(&b, issue->counts.n);
        buf_puts(&b, ", ");
        words_trend(&b, issue->counts.n, issue->before);
        buf_puts(&b, ". ");
    }
    if (point_is_harmless(issue))
        buf_puts(&b, "Veel volume, geen nood: weinig vragen of klachten. ");
    prose_add(p, buf_str(&b));
    buf_release(&b);
}

/* What is asked, and whether the own channel spoke after it; rumours. */
static void tell_questions(struct prose *p, const struct issue_figures *issue)
{
    int64_t asked = 0, answered = 0;
    int questions = issue->counts.intents[INTENT_VRAAG];
    int rumours = issue->counts.crisis[CRISIS_GERUCHT];
    struct buf b = {0};

    for (int i = 0; i < issue->nposts; i++) {
        if (issue->posts[i]->marks.intent == INTENT_VRAAG && !asked)
            asked = issue->posts[i]->post.time;
        if (issue->posts[i]->marks.voice == VOICE_GEMEENTE)
            answered = issue->posts[i]->post.time;
    }
    if (questions) {
        if (questions < LEAST_SHOWN)
            buf_puts(&b, questions == 1 ? "Een vraag" : "Enkele vragen");
        else
            buf_printf(&b, "%d vragen", questions);
        buf_puts(&b, answered > asked ? "; het eigen kanaal sprak daarna nog. " : "; antwoorden zijn in de berichten niet gezien. ");
    }
    if (rumours)
        buf_printf(&b, "Geruchten: %d %s, tegenspraak meegeteld. ", rumours, rumours == 1 ? "bericht" : "berichten");
    prose_add(p, buf_str(&b));
    buf_release(&b);
}

static void compose_actions(struct block *column, const struct issue_figures *issue, struct arena *a)
{
    const struct counts *c = &issue->counts;
    struct block *list = doc_list(column, LIST_ACTIONS);
    struct prose *p;

    if (c->intents[INTENT_VRAAG] > 0) {
        p = doc_item(list, 0);
        prose_add(p, c->intents[INTENT_VRAAG] < LEAST_SHOWN
                         ? STR("Beantwoord de open vragen op het eigen kanaal ")
                         : str_printf(a, "Beantwoord de %d vragen op het eigen kanaal ", c->intents[INTENT_VRAAG]));
        prose_subtle(p, STR("– webcare"));
    }
    if (c->crisis[CRISIS_GERUCHT] > 0) {
        p = doc_item(list, 0);
        prose_add(p, STR("Ga de geruchten na en weerspreek wat niet klopt "));
        prose_subtle(p, STR("– woordvoering"));
    }
    p = doc_item(list, 0);
    prose_add(p, STR("Advies en eigenaar: nog in te vullen "));
    prose_subtle(p, STR("– analist"));
}

static void compose_after(struct block *section, const struct issue_figures *issue, const struct figures *f,
                          int rank)
{
    struct arena a = {0};
    struct block *three = doc_columns(section, COLUMNS_EQUAL);
    struct block *own = doc_section(three, SECTION_SMALL, STR("Eigen boodschap"));
    struct block *reading = doc_section(three, SECTION_SMALL, STR("Duiding (concept)"));
    struct block *now = doc_section(three, SECTION_SMALL, STR("Wat nu"));
    struct prose *p;

    three->rank = rank;
    tell_own_line(doc_paragraph(own, TEXT_PLAIN), issue, f, &a);
    p = doc_paragraph(reading, TEXT_PLAIN);
    tell_trend(p, issue);
    tell_questions(p, issue);
    tell_spill_over(p, issue, f);
    compose_actions(now, issue, &a);
    arena_release(&a);
}

void point_compose(struct document *d, int number, const struct issue_figures *issue, const struct figures *f,
                   const struct municipality *town, const struct picture *picture)
{
    const char *found = finding(issue);
    struct str title = found ? doc_printf(d, "%.*s: %s", STR_ARG(issue->issue.title), found) : issue->issue.title;
    struct block *section = doc_section(d->root, SECTION_POINT, title);
    struct block *voices;
    int theme = counts_top(issue->counts.themes, THEME_COUNT);
    struct arena a = {0};

    section->rank = number > 1 ? 30 : 0;
    section->section.kicker = doc_printf(d, "Hoofdpunt %d", number);
    section->section.figure = doc_count(d, issue->counts.n, point_ref(issue, &a));
    section->section.phase = point_phase(issue, f->to);
    if (theme >= 0)
        doc_fact(section, str_of(theme_names[theme].label));
    doc_fact(section, str_printf(&a, "dag %d", issue->day));
    if (issue->counts.n >= HOURLY_FROM && issue->counts.n * 10 >= issue->ntimes * 7)
        compose_columns_of_hours(d, section, issue, f);
    else
        compose_columns_of_days(d, section, issue, f);
    compose_fact(section, issue);
    voices = issue->counts.voices[VOICE_GEMEENTE] < issue->counts.n ? doc_voices(section) : NULL;
    for (int v = 0; v < VOICE_GEMEENTE; v++)
        if (issue->counts.voices[v])
            compose_voice(d, voices, issue, (enum voice)v, town);
    compose_silent(section, issue);
    compose_tone(section, issue);
    rumours_compose(section, issue, picture, RANK_RUMOURS);
    compose_after(section, issue, f, number > 1 ? 40 : 0);
    arena_release(&a);
}

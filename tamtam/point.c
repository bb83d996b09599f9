/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "tamtam/point.h"

#include "base/when.h"
#include "tamtam/dutch.h"
#include "tamtam/words.h"

enum { HOURLY_FROM = 12, HEADLINE_BYTES = 75, FACT_BYTES = 160, MOST_NAMES = 3, MOST_TOPICS_TOLD = 3, LEAST_NAMED = 3, RANK_RUMOURS = 45 };

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

/* How well a post stands for its issue: how many of the posts share its commonest theme, and its commonest topic. */
static int centrality(const struct issue_figures *issue, const struct stored_post *p, const struct tallied *topics, int ntopics)
{
    int theme = 0, topic = 0;

    for (int i = 0; i < THEME_COUNT; i++)
        if (p->marks.themes >> i & 1 && issue->counts.themes[i] > theme)
            theme = issue->counts.themes[i];
    while (topic < ntopics && topics[topic].n >= LEAST_TOPIC && !has_topic(p, topics[topic].name))
        topic++;
    return theme + (topic < ntopics && topics[topic].n >= LEAST_TOPIC ? topics[topic].n : 0);
}

/* Of more posts, and of the only one of an issue. */
static const char *const intent_words[2][INTENT_COUNT] = {
    {[INTENT_GEEN] = "",
     [INTENT_VRAAG] = "vragen",
     [INTENT_KLACHT] = "klachten",
     [INTENT_MELDING] = "meldingen",
     [INTENT_COMPLIMENT] = "complimenten",
     [INTENT_TIP] = "voorstellen"},
    {[INTENT_GEEN] = "",
     [INTENT_VRAAG] = "een vraag",
     [INTENT_KLACHT] = "een klacht",
     [INTENT_MELDING] = "een melding",
     [INTENT_COMPLIMENT] = "een compliment",
     [INTENT_TIP] = "een voorstel"},
};

/*
 * 'klachten over verkeer, in Bloemenwijk': what most residents do; aggregation, never a resident's words. `talk` is the word for
 * those who neither ask, complain nor praise.
 */
static void add_residents(struct buf *b, const struct issue_figures *issue, const struct municipality *town, const char *talk,
                          struct arena *a)
{
    const struct counts *c = &issue->counts;
    int intents[INTENT_COUNT];
    struct tallied *districts;
    int ndistricts = tallied_districts(a, issue, VOICE_BEVOLKING, town, &districts);
    int theme = counts_top(c->themes_of[VOICE_BEVOLKING], THEME_OVERIG);
    int intent;

    for (int i = 0; i < INTENT_COUNT; i++)
        intents[i] = i == INTENT_GEEN ? 0 : c->intents_of[VOICE_BEVOLKING][i];
    intent = counts_top(intents, INTENT_COUNT);
    if (intent < 0 || intents[intent] * 4 < c->voices[VOICE_BEVOLKING])
        intent = INTENT_GEEN;
    buf_puts(b, intent == INTENT_GEEN ? talk : intent_words[c->n == 1][intent]);
    if (intents[intent] >= LEAST_SHOWN)
        buf_printf(b, " (%s)", DUTCH(intents[intent]));
    if (theme >= 0) {
        struct str label = str_lower(a, str_of(theme_names[theme].label));

        buf_printf(b, "%sover %.*s", b->n && b->p[b->n - 1] != ' ' ? " " : "", STR_ARG(label));
    } else if (intent == INTENT_GEEN && *talk) {
        buf_puts(b, c->n == 1 ? " van een inwoner" : " van inwoners");
    }
    if (ndistricts && districts[0].n * 3 >= c->voices[VOICE_BEVOLKING])
        buf_printf(b, ", in %.*s", STR_ARG(districts[0].name));
}

/* Does its opening hang on the day of its writing ('speelt vanavond', 'vanaf vandaag')? It reads crooked the day after. */
static bool hangs_on_its_day(const struct stored_post *p, struct arena *a)
{
    static const char *const words[] = {"vandaag", "vanavond", "vanmiddag", "vanochtend", "vannacht", "morgen", "gisteren", "gisteravond"};
    struct str lead = words_lead(p, (struct str){0}, FACT_BYTES, a);

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_find_nocase(lead, str_of(words[i])) >= 0)
            return true;
    return false;
}

/* How well it tells of the issue: its headline names it, it is central, it reads well the day after. */
static int telling(const struct issue_figures *issue, const struct stored_post *p, const struct tallied *topics, int ntopics, struct arena *a)
{
    enum { NAMES_IT = 1000000 };
    bool lasts = !hangs_on_its_day(p, a);
    bool names = lasts && words_same(words_headline(p, FACT_BYTES, a), issue->issue.title);

    return names * NAMES_IT + 2 * centrality(issue, p, topics, ntopics) + lasts;
}

const struct stored_post *point_told_by(const struct issue_figures *issue)
{
    const struct stored_post *best = NULL;
    struct arena a = {0};
    struct tallied *topics;
    int ntopics = tallied_topics(&a, issue, VOICE_NONE, &topics);
    int most = -1;

    for (int i = 0; i < issue->nposts; i++) {
        const struct stored_post *p = issue->posts[i];
        int tells;

        if (!words_may_quote(p) || (p->marks.voice != VOICE_MEDIA && p->marks.voice != VOICE_GEMEENTE))
            continue;
        tells = telling(issue, p, topics, ntopics, &a);
        if (tells > most) {
            most = tells;
            best = p;
        }
    }
    arena_release(&a);
    return best;
}

/* The latest post of an organisation or opinion maker that says something, or NULL. */
static const struct stored_post *claimed_by(const struct issue_figures *issue)
{
    for (int i = issue->nposts - 1; i >= 0; i--) {
        const struct stored_post *p = issue->posts[i];
        struct arena a = {0};
        bool says = p->marks.voice != VOICE_BEVOLKING && words_may_quote(p) &&
                    words_say_something(words_headline(p, HEADLINE_BYTES, &a));

        arena_release(&a);
        if (says)
            return p;
    }
    return NULL;
}

/* The post that the issue is told by: of media or own channel, else a claim; NULL: residents alone. */
static const struct stored_post *fact_of(const struct issue_figures *issue)
{
    const struct stored_post *told = point_told_by(issue);

    return told ? told : claimed_by(issue);
}

/* News and the municipality report; what others say is theirs, between quotes. */
static void add_told(struct buf *b, const struct stored_post *told, struct str words)
{
    if (told->marks.voice == VOICE_MEDIA || told->marks.voice == VOICE_GEMEENTE)
        buf_add(b, words);
    else
        words_quote(b, words);
}

struct str point_fact(const struct issue_figures *issue, const struct municipality *town, size_t most, struct arena *a)
{
    const struct stored_post *told = fact_of(issue);
    struct buf b = {0};
    struct str fact;

    if (told) {
        struct str source = words_source(told->post.actor, a);

        fact = words_headline(told, most, a);
        if (words_same(fact, issue->issue.title))
            fact = words_lead(told, issue->issue.title, most, a);
        add_told(&b, told, fact);
        buf_printf(&b, " (%.*s)", STR_ARG(source));
    } else {
        add_residents(&b, issue, town, issue->counts.n == 1 ? "een reactie" : "reacties", a);
    }
    fact = buf_take(&b, a);
    return fact;
}

/* What the heading adds to the title, or NULL. */
static const char *finding(const struct issue_figures *issue)
{
    const struct counts *c = &issue->counts;

    if (point_is_harmless(issue))
        return "piek zonder crisis";
    if (c->crisis[CRISIS_INFORMATIEBEHOEFTE] * 4 >= c->n && c->crisis[CRISIS_INFORMATIEBEHOEFTE] >= 3)
        return "vooral vragen";
    return str_starts(str_of(words_tone(c->tone)), STR("overwegend")) ? words_tone(c->tone) : NULL;
}

/* The start of the 24 hours of the window, counted back from its end by whole hours, that hold the most posts. */
static int64_t busiest_day(const struct issue_figures *issue, const struct figures *f)
{
    int64_t best = f->to - WHEN_DAY;
    int most = -1;

    for (int64_t start = best; start >= f->from; start -= WHEN_HOUR) {
        int n = 0;

        for (int i = 0; i < issue->nposts; i++)
            n += issue->posts[i]->post.time >= start && issue->posts[i]->post.time < start + WHEN_DAY;
        if (n > most) {
            most = n;
            best = start;
        }
    }
    return best;
}

static void compose_columns_of_hours(struct document *d, struct block *section, const struct issue_figures *issue,
                                     const struct figures *f)
{
    enum { HOURS = 24 };
    int hours[HOURS] = {0};
    int64_t start = busiest_day(issue, f);
    int top = 0;
    struct block *chart;
    struct buf day = {0};

    for (int i = 0; i < issue->nposts; i++) {
        int64_t at = issue->posts[i]->post.time - start;

        if (at >= 0 && at < WHEN_DAY)
            hours[at / WHEN_HOUR]++;
    }
    for (int i = 0; i < HOURS; i++)
        if (hours[i] > hours[top])
            top = i;
    struct civil peak = when_local(start + (int64_t)top * WHEN_HOUR);
    dutch_date_short(&day, when_day(start + (int64_t)top * WHEN_HOUR));
    chart = doc_chart_beside(section, CHART_COLUMNS,
                             doc_printf(d, "Berichten per uur: hoogste aantal %d, %s tussen %d en %d uur; %d in het laatste uur",
                                        hours[top], buf_c(&day), peak.hour, peak.hour + 1, hours[HOURS - 1]));
    chart->chart.unit = start + WHEN_DAY == f->to ? doc_copy(d, STR("berichten per uur"))
                                                  : doc_printf(d, "berichten per uur, %s", buf_c(&day));
    for (int i = 0; i < HOURS; i++) {
        struct civil c = when_local(start + (int64_t)i * WHEN_HOUR);
        struct point *p = doc_point(chart, doc_printf(d, "%d", c.hour), hours[i]);

        p->tick = i % 8 == 0;
        p->strong = i == top;
        if (i == top)
            p->note = doc_printf(d, "%d tussen %d en %d uur", hours[i], c.hour, c.hour + 1);
    }
    buf_release(&day);
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
                             doc_printf(d, "Berichten per dag, 14 dagen: hoogste aantal %s, laatste 24 uur %s",
                                        DUTCH((int)issue->days[top]), DUTCH((int)issue->days[last])));
    chart->chart.unit = doc_copy(d, STR("berichten per dag"));
    for (int i = 0; i < TREND_DAYS; i++) {
        struct buf label = {0};
        struct point *p;

        dutch_date_tiny(&label, when_day(f->to - 1 - (int64_t)(last - i) * WHEN_DAY));
        p = doc_point(chart, doc_copy(d, buf_str(&label)), issue->days[i]);
        p->tick = i == 0 || i == last;
        p->strong = i == last;
        if (i == last || i == top)
            p->note = doc_printf(d, "%s", DUTCH((int)issue->days[i]));
        buf_release(&label);
    }
}

static void compose_fact(struct block *section, const struct issue_figures *issue)
{
    struct arena a = {0};
    const struct stored_post *told = fact_of(issue);
    struct prose *p = doc_paragraph(section, TEXT_PLAIN);
    struct buf when = {0};

    if (!told) {
        prose_add(p, issue->is_new ? STR("Nog geen bericht van media of eigen kanaal.")
                                    : STR("In dit venster geen bericht van media of eigen kanaal."));
    } else {
        struct civil c = when_local(told->post.time);
        struct str source = words_source(told->post.actor, &a);

        struct buf words = {0};

        add_told(&words, told, words_lead(told, issue->issue.title, FACT_BYTES, &a));
        prose_add(p, buf_str(&words));
        buf_release(&words);
        dutch_hour(&when, told->post.time);
        prose_subtle(p, str_printf(&a, " (%.*s, %s %.*s).", STR_ARG(source), when_weekday_short(c.weekday), STR_ARG(buf_str(&when))));
    }
    buf_release(&when);
    arena_release(&a);
}

/* ---- the voices ---- */

/* A voice's latest post that says something else than the heading and the fact, or NULL. */
static const struct stored_post *words_of(const struct issue_figures *issue, enum voice voice, struct arena *a)
{
    const struct stored_post *fact = fact_of(issue);

    for (int i = issue->nposts - 1; i >= 0; i--) {
        const struct stored_post *post = issue->posts[i];
        struct str headline;

        if (post->marks.voice != voice || post == fact || !words_may_quote(post))
            continue;
        headline = words_headline(post, HEADLINE_BYTES, a);
        if (words_say_something(headline) && !words_same(headline, issue->issue.title))
            return post;
    }
    return NULL;
}

static void add_frame(struct prose *p, const struct issue_figures *issue, enum voice voice, struct arena *a)
{
    int frame = counts_top(issue->counts.frames_of[voice], FRAME_COUNT);

    if (frame >= 0 && issue->counts.frames_of[voice][frame] * 4 >= issue->counts.voices[voice])
        prose_add(p, str_printf(a, "%sFrame: %s.", prose_is_empty(p) ? "" : " ", frame_names[frame].label));
}

/* What all posts of a voice share in tone, or NULL. */
static const char *common_tone(const int tone[SENTIMENT_COUNT], int n)
{
    return tone[SENTIMENT_NEUTRAAL] == n                 ? "Zakelijk"
           : tone[SENTIMENT_NEGATIEF] == n && n >= 3     ? "Eensgezind kritisch"
           : tone[SENTIMENT_POSITIEF] == n               ? "Uitsluitend positief"
                                                         : NULL;
}

/* 'Zakelijk. Omroep Veenland (2), Nieuws14; 112Veenland: ‘...’': who is told in his own words stands last. */
static void tell_public(struct prose *p, const struct issue_figures *issue, enum voice voice, struct arena *a)
{
    const char *tone = common_tone(issue->counts.tone_of[voice], issue->counts.voices[voice]);
    const struct stored_post *said = words_of(issue, voice, a);
    struct tallied *actors;
    int n = tallied_actors(a, issue, voice, &actors);
    struct buf b = {0};

    if (tone)
        buf_printf(&b, "%s. ", tone);
    for (int i = 0; said && i < n; i++)
        if (str_eq(actors[i].name, said->post.actor)) {
            struct tallied speaker = actors[i];

            while (++i < n)
                actors[i - 1] = actors[i];
            actors[n - 1] = speaker;
        }
    words_names(&b, actors, said ? n - 1 : n, MOST_NAMES);
    if (said) {
        buf_puts(&b, n > 1 ? "; " : "");
        words_names(&b, &actors[n - 1], 1, 1);
        buf_puts(&b, ": ");
        words_quote(&b, words_headline(said, HEADLINE_BYTES, a));
    }
    buf_puts(&b, n ? "." : "");
    prose_add(p, str_trim(buf_str(&b)));
    add_frame(p, issue, voice, a);
    buf_release(&b);
}

/* The topics of residents, most first: with their number from five on; what hardly anybody names is not told. */
static void add_topics(struct buf *b, const struct issue_figures *issue, struct arena *a)
{
    struct tallied *topics;
    int n = tallied_topics(a, issue, VOICE_BEVOLKING, &topics);
    int told = 0;

    for (int i = 0; i < n && told < MOST_TOPICS_TOLD && topics[i].n >= LEAST_NAMED; i++) {
        if (!words_topic_tells(topics[i].name))
            continue;
        buf_puts(b, told == 0 ? " Genoemd: " : ", ");
        words_topic(b, topics[i].name);
        if (topics[i].n >= LEAST_SHOWN)
            buf_printf(b, " (%s)", DUTCH(topics[i].n));
        told++;
    }
    if (told)
        buf_putc(b, '.');
}

/* 'Vooral klachten (12) over verkeer, in de Bloemenwijk. Genoemd: ...' */
static void tell_residents(struct prose *p, const struct issue_figures *issue, const struct municipality *town, struct arena *a)
{
    struct buf what = {0}, topics = {0};

    add_residents(&what, issue, town, "", a);
    if (what.n)
        prose_printf(p, "Vooral %s.", buf_c(&what));
    add_topics(&topics, issue, a);
    prose_add(p, prose_is_empty(p) ? str_trim(buf_str(&topics)) : buf_str(&topics));
    add_frame(p, issue, VOICE_BEVOLKING, a);
    buf_release(&what);
    buf_release(&topics);
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
    struct figure figure = hidden ? doc_shown(d, STR(""), STR("")) : point_voice_figure(d, c, voice, ref);
    struct tone tone = point_tone(c->tone_of[voice], voice == VOICE_BEVOLKING);
    struct prose *p;

    if (hidden)
        tone.form = TONE_NONE;
    p = doc_voice(voices, voice, figure, hidden ? STR("") : n == 1 && !few ? STR("bericht") : STR("berichten"), tone);
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
        for (int i = 0; i < n; i++)
            buf_printf(&b, "%s%.*s", i == 0 ? "" : i == n - 1 ? " of " : ", ", STR_ARG(names[i]));
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
    prose_printf(doc_paragraph(section, TEXT_NOTE), "Toon van alle stemmen samen: %s (n = %s).", buf_c(&b), DUTCH(c->n));
    buf_release(&b);
}

void point_compose(struct document *d, int number, const struct issue_figures *issue, const struct point_sources *from)
{
    const struct figures *f = from->f;
    const char *found = finding(issue);
    struct str short_title = words_short_title(issue->issue.title);
    struct str title = found ? doc_printf(d, "%.*s: %s", STR_ARG(short_title), found) : issue->issue.title;
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
            compose_voice(d, voices, issue, (enum voice)v, from->town);
    compose_silent(section, issue);
    compose_tone(section, issue);
    point_compose_after(section, issue, f, number > 1 ? 40 : 0,
                        rumours_compose(section, issue, from->picture, from->found, from->nfound, RANK_RUMOURS, &a), from->picture);
    arena_release(&a);
}

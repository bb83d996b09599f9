/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * The reputation analysis: one person in office over one period, against the period before. A judgement is a leadership
 * mark on an utterance about the office; scores rest on judgements alone, never on the tone of a post.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/when.h"
#include "tamtam/dutch.h"
#include "tamtam/parts.h"
#include "tamtam/point.h"
#include "tamtam/report.h"
#include "tamtam/wilson.h"
#include "tamtam/words.h"

enum { LEAST_JUDGED = 5, MOST_GROUNDS = 2, MOST_SUBJECTS = 6, MOST_TALLIES = 48, RANK_THEMES = 40, RANK_GROUNDS = 50 };

/* Positive judgements of all. */
struct judged {
    int k, n;
};

/* What a topic or issue counts, and how many of it are residents'. */
struct subject {
    struct str name;
    int64_t issue;
    int n, residents;
    int tone[SENTIMENT_COUNT];
};
struct subjects {
    struct subject v[MOST_TALLIES];
    int n;
};

/* One period. */
struct period {
    int64_t from, to;
    struct counts counts; /* of all posts, for the account */
    int received;
    int mentions, *of; /* of the person; of each person in office */
    int of_all;        /* mentions of all people in office */
    int tone[SENTIMENT_COUNT];
    struct judged all, criteria[CRITERION_COUNT], voices[VOICE_COUNT][CRITERION_COUNT], voice_all[VOICE_COUNT];
    struct judged themes[THEME_COUNT];
    int theme_residents[THEME_COUNT];
    struct subjects grounds[CRITERION_COUNT][2]; /* topics of negative and positive judgements */
    struct subjects issues;
};

struct reputation {
    struct document *d;
    struct store *store;
    const struct municipality *town;
    int person;
    struct period now, before;
    struct arena arena;
};

/* ---- counting ---- */

static void judge(struct judged *j, bool positive)
{
    j->n++;
    j->k += positive;
}

static struct subject *subject_of(struct reputation *r, struct subjects *list, struct str name, int64_t issue)
{
    for (int i = 0; i < list->n; i++)
        if (list->v[i].issue == issue && str_eq(list->v[i].name, name))
            return &list->v[i];
    if (list->n == MOST_TALLIES)
        return NULL;
    list->v[list->n] = (struct subject){.name = str_copy(&r->arena, name), .issue = issue};
    return &list->v[list->n++];
}

static void add_subject(struct reputation *r, struct subjects *list, struct str name, int64_t issue,
                        const struct stored_post *p)
{
    struct subject *s = subject_of(r, list, name, issue);

    if (!s)
        return;
    s->n++;
    s->residents += p->marks.voice == VOICE_BEVOLKING;
    s->tone[p->marks.sentiment]++;
}

static void add_judgement(struct reputation *r, struct period *t, const struct stored_post *p,
                          const struct judgement *j)
{
    bool positive = j->polarity > 0;
    const struct marks *m = &p->marks;

    judge(&t->all, positive);
    judge(&t->criteria[j->criterion], positive);
    judge(&t->voices[m->voice][j->criterion], positive);
    judge(&t->voice_all[m->voice], positive);
    for (int i = 0; i < THEME_OVERIG; i++)
        if (m->themes >> i & 1) {
            judge(&t->themes[i], positive);
            t->theme_residents[i] += m->voice == VOICE_BEVOLKING;
        }
    if (m->ntopics) {
        add_subject(r, &t->grounds[j->criterion][positive], m->topics[0], 0, p);
        return;
    }
    for (int i = 0; i < THEME_OVERIG; i++)
        if (m->themes >> i & 1) {
            add_subject(r, &t->grounds[j->criterion][positive], str_of(theme_names[i].name), 0, p);
            return;
        }
}

struct reading {
    struct reputation *r;
    struct period *period;
};

static int read_post(void *context, const struct stored_post *p)
{
    struct reading *reading = context;
    struct reputation *r = reading->r;
    struct period *t = reading->period;
    bool mentions = false;

    t->received++;
    if (p->duplicate_of)
        return 0;
    counts_add(&t->counts, p);
    for (int i = 0; i < p->marks.npeople; i++) {
        t->of[p->marks.people[i]]++;
        t->of_all++;
        mentions = mentions || p->marks.people[i] == r->person;
    }
    if (!mentions)
        return 0;
    t->mentions++;
    t->tone[p->marks.sentiment]++;
    if (p->issue)
        add_subject(r, &t->issues, (struct str){0}, p->issue, p);
    /* What the municipality says of its own people is no judgement. */
    for (int i = 0; i < p->marks.nleadership && p->marks.voice != VOICE_GEMEENTE; i++)
        if (p->marks.leadership[i].person == r->person)
            add_judgement(r, t, p, &p->marks.leadership[i]);
    return 0;
}

static int by_size(const void *a, const void *b)
{
    const struct subject *x = a;
    const struct subject *y = b;

    if (x->n != y->n)
        return y->n - x->n;
    return x->issue != y->issue ? (x->issue > y->issue) - (x->issue < y->issue) : str_cmp(x->name, y->name);
}

static void sort(struct subjects *list)
{
    qsort(list->v, (size_t)list->n, sizeof *list->v, by_size);
}

static int read_period(struct reputation *r, struct period *t, int64_t from, int64_t to, struct err *err)
{
    struct reading reading = {r, t};

    t->from = from;
    t->to = to;
    t->of = arena_alloc(&r->arena, (size_t)(r->town->npeople + 1) * sizeof *t->of);
    if (store_posts_between(r->store, from, to, r->town, read_post, &reading, err))
        return -1;
    for (int c = 0; c < CRITERION_COUNT; c++)
        for (int side = 0; side < 2; side++)
            sort(&t->grounds[c][side]);
    sort(&t->issues);
    return 0;
}

/* ---- words of intervals ---- */

/* The words and, where they need one, a reservation. */
struct direction {
    const char *word, *but;
};

static struct direction direction(struct interval w)
{
    if (w.low > 0.5)
        return (struct direction){"overwegend positief", ""};
    if (w.high < 0.5)
        return (struct direction){"overwegend negatief", ""};
    if (w.share <= 0.3 && w.high <= 0.6)
        return (struct direction){"neigt naar negatief", "niet zeker"};
    if (w.share >= 0.7 && w.low >= 0.4)
        return (struct direction){"neigt naar positief", "niet zeker"};
    return (struct direction){"richting onzeker", "50% valt erbinnen"};
}

static struct str direction_text(struct reputation *r, struct interval w)
{
    struct direction d = direction(w);

    return str_printf(&r->arena, *d.but ? "%s, %s" : "%s", d.word, d.but);
}

static const char *difference_word(struct interval d)
{
    return d.low > 0 ? "hoger" : d.high < 0 ? "lager" : "geen aantoonbaar verschil";
}

static int points(double share)
{
    return (int)lround(share * 100);
}

static struct str percent(struct document *d, double share)
{
    struct buf b = {0};
    struct str text;

    dutch_percent(&b, share);
    text = doc_copy(d, buf_str(&b));
    buf_release(&b);
    return text;
}

static struct str signed_points(struct arena *a, double share)
{
    struct buf b = {0};

    dutch_signed(&b, points(share));
    return buf_take(&b, a);
}

/* ---- sections ---- */

static void tell_attention(struct reputation *r, struct block *list)
{
    const struct period *t = &r->now;
    struct prose *p = doc_item(list, 0);

    if (t->mentions)
        prose_count(p, t->mentions, STR("personen"));
    else
        prose_add(p, STR("Geen"));
    prose_add(p, t->mentions == 1 ? STR(" bericht noemt ") : STR(" berichten noemen "));
    prose_printf(p, "%.*s %.*s", STR_ARG(r->town->people[r->person].role), STR_ARG(r->town->people[r->person].name));
    if (t->of_all) {
        prose_add(p, STR(", "));
        prose_add(p, percent(r->d, (double)t->mentions / t->of_all));
        prose_add(p, STR(" van de vermeldingen van het college"));
    }
    prose_add(p, STR("; "));
    prose_count(p, t->all.n, STR("personen"));
    prose_add(p, t->all.n == 1 ? STR(" oordeel.") : STR(" oordelen."));
}

static void tell_all_judgements(struct reputation *r, struct block *list)
{
    struct prose *p = doc_item(list, 0);
    struct interval w = wilson(r->now.all.k, r->now.all.n);
    struct buf b = {0};

    if (r->now.all.n < LEAST_JUDGED) {
        prose_add(p, STR("Te weinig oordelen voor een score (n < 5)."));
        return;
    }
    struct str words = direction_text(r, w);
    dutch_interval(&b, w.low, w.high);
    prose_add(p, STR("Van de oordelen is "));
    prose_figure(p, doc_shown(r->d, percent(r->d, w.share), STR("personen")));
    prose_printf(p, " positief (95%%-interval %s): %.*s.", buf_c(&b), STR_ARG(words));
    buf_release(&b);
}

static void tell_criteria(struct reputation *r, struct block *list)
{
    struct prose *p = NULL;

    for (int c = 0; c < CRITERION_COUNT; c++) {
        const struct judged *now = &r->now.criteria[c];
        const struct judged *before = &r->before.criteria[c];

        if (now->n < LEAST_JUDGED)
            continue;
        if (!p)
            p = doc_item(list, 0);
        else
            prose_add(p, STR("; "));
        prose_add(p, prose_is_empty(p) ? str_of(criterion_names[c].label) : str_lower(&r->arena, str_of(criterion_names[c].label)));
        prose_add(p, STR(" "));
        prose_figure(p, doc_shown(r->d, percent(r->d, (double)now->k / now->n), STR("personen")));
        if (before->n >= LEAST_JUDGED)
            prose_printf(p, " (%s)", difference_word(newcombe(now->k, now->n, before->k, before->n)));
    }
    if (p)
        prose_add(p, STR(" positief."));
    else if (r->now.all.n >= LEAST_JUDGED)
        prose_add(doc_item(list, 0), STR("Per criterium te weinig oordelen voor een score."));
}

/* 'Meest verbonden met ‘Grote stroomstoring in Turfbrug’: 11 van de 16 berichten.' */
static int tell_link(struct reputation *r, struct block *list, struct err *err)
{
    const struct subject *top = r->now.issues.n ? &r->now.issues.v[0] : NULL;
    struct stored_issue issue;
    struct buf title = {0};
    struct prose *p;

    if (!top || top->n < LEAST_SHOWN)
        return 0;
    if (store_issue(r->store, &r->arena, top->issue, &issue, err))
        return -1;
    words_quote(&title, words_short_title(issue.title));
    p = doc_item(list, 0);
    prose_printf(p, "Meest verbonden met %s: ", buf_c(&title));
    prose_count(p, top->n, str_printf(&r->arena, "issues/%lld", (long long)top->issue));
    prose_printf(p, " van de %d berichten.", r->now.mentions);
    buf_release(&title);
    return 0;
}

static int compose_brief(struct reputation *r, struct err *err)
{
    struct block *list = doc_list(doc_section(r->d->root, SECTION_BRIEF, STR("In het kort")), LIST_POINTS);

    tell_attention(r, list);
    tell_all_judgements(r, list);
    tell_criteria(r, list);
    return tell_link(r, list, err);
}

static void add_interval(struct reputation *r, struct block *chart, struct str label, const char *note,
                         const struct judged *now, const struct judged *before)
{
    struct interval w = wilson(now->k, now->n);
    struct point *p = doc_point(chart, label, w.share);
    struct arena *a = &r->arena;

    p->note = str_of(note);
    if (now->n < LEAST_JUDGED) {
        p->no_score = true;
        p->note = STR("n < 5, geen score");
        return;
    }
    p->low = w.low;
    p->high = w.high;
    p->shown = percent(r->d, w.share);
    if (before->n < LEAST_JUDGED) {
        p->verdict[0] = str_of(direction(w).word);
        p->verdict[1] = str_of(direction(w).but);
        p->verdict[2] = doc_printf(r->d, before->n ? "n = %d, was onder 5" : "n = %d", now->n);
        return;
    }
    struct interval b = wilson(before->k, before->n);
    struct interval d = newcombe(now->k, now->n, before->k, before->n);
    p->has_before = true;
    p->before = b.share;
    p->before_low = b.low;
    p->before_high = b.high;
    p->trend = d.low > 0 ? TREND_UP : d.high < 0 ? TREND_DOWN : TREND_EQUAL;
    p->verdict[0] = doc_printf(r->d, "%.*s punten", STR_ARG(signed_points(a, d.share)));
    p->verdict[1] = str_of(difference_word(d));
    p->verdict[2] = doc_printf(r->d, "%.*s tot %.*s; n = %d, was %d", STR_ARG(signed_points(a, d.low)),
                               STR_ARG(signed_points(a, d.high)), now->n, before->n);
}

static void compose_criteria(struct reputation *r)
{
    static const char *const meanings[CRITERION_COUNT] = {"Doet wat is beloofd, is eerlijk en open",
                                                          "Is aanwezig, luistert, toont begrip",
                                                          "Kent de stukken, lost het op"};
    struct block *section = doc_section(r->d->root, SECTION_PLAIN, STR("Drie criteria: deel positieve oordelen"));
    struct buf alt = {0};
    struct block *chart;

    section->section.note = r->before.all.n ? STR("95%-interval; open stip: vorige periode") : STR("95%-interval");
    for (int c = 0; c < CRITERION_COUNT; c++) {
        buf_printf(&alt, "%s%s ", c ? "; " : "", criterion_names[c].label);
        if (r->now.criteria[c].n < LEAST_JUDGED)
            buf_puts(&alt, "geen score");
        else
            dutch_percent(&alt, (double)r->now.criteria[c].k / r->now.criteria[c].n);
    }
    chart = doc_chart(section, CHART_INTERVALS, buf_str(&alt));
    for (int c = 0; c < CRITERION_COUNT; c++)
        add_interval(r, chart, str_of(criterion_names[c].label), meanings[c], &r->now.criteria[c],
                     &r->before.criteria[c]);
    add_interval(r, chart, STR("Alle oordelen"), "De drie criteria samen", &r->now.all, &r->before.all);
    buf_release(&alt);
}

/* ---- per voice ---- */

/*
 * The voice that hides with the residents: where theirs is the only cell of 1-4, the others and the total would give it
 * away.
 */
static enum voice hidden_with_residents(const struct period *t, int criterion)
{
    int residents = t->voices[VOICE_BEVOLKING][criterion].n;
    enum voice hidden = VOICE_NONE;

    if (residents == 0 || residents >= LEAST_JUDGED)
        return VOICE_NONE;
    for (int v = 0; v < VOICE_BEVOLKING; v++) {
        int n = t->voices[v][criterion].n;

        if (n > 0 && n < LEAST_JUDGED)
            return VOICE_NONE;
        if (n && (hidden == VOICE_NONE || n < t->voices[hidden][criterion].n))
            hidden = (enum voice)v;
    }
    return hidden;
}

static void add_score(struct reputation *r, struct row *row, const struct judged *j, bool hidden)
{
    struct interval w = wilson(j->k, j->n);

    if (j->n == 0)
        cell_interval(row, (struct figure){0}, 0, 0, 0, STR("geen oordelen"));
    else if (j->n < LEAST_JUDGED || hidden)
        cell_interval(row, (struct figure){0}, 0, 0, 0, hidden ? STR("niet getoond") : STR("n < 5, geen score"));
    else
        cell_interval(row, doc_shown(r->d, percent(r->d, w.share), STR("personen")), w.share, w.low, w.high,
                      doc_printf(r->d, "n = %d", j->n));
}

static void compose_voices(struct reputation *r)
{
    struct block *section = doc_section(r->d->root, SECTION_PLAIN, STR("Per stem"));
    struct block *table = doc_table(section, STR("Deel positieve oordelen per stem en criterium"));

    doc_column(table, CELL_VOICE, (struct str){0});
    for (int c = 0; c < CRITERION_COUNT; c++)
        doc_column(table, CELL_INTERVAL, str_of(criterion_names[c].label));
    for (int v = 0; v < VOICE_GEMEENTE; v++) {
        struct row *row = doc_row(table, 0);

        cell_voice(row, (enum voice)v);
        for (int c = 0; c < CRITERION_COUNT; c++)
            add_score(r, row, &r->now.voices[v][c], hidden_with_residents(&r->now, c) == (enum voice)v);
    }
}

static void compose_grounds(struct reputation *r)
{
    struct block *section = doc_section(r->d->root, SECTION_PLAIN, STR("Waarop rusten de oordelen?"));
    struct block *three = doc_columns(section, COLUMNS_EQUAL);

    section->rank = RANK_GROUNDS;
    for (int c = 0; c < CRITERION_COUNT; c++) {
        struct block *part = doc_section(three, SECTION_SMALL, str_of(criterion_names[c].label));
        struct block *list = NULL;

        for (int side = 1; side >= 0; side--) {
            const struct subjects *grounds = &r->now.grounds[c][side];

            for (int i = 0; i < grounds->n && i < MOST_GROUNDS; i++) {
                const struct subject *s = &grounds->v[i];
                struct buf topic = {0};

                if (!list)
                    list = doc_list(part, LIST_SIGNS);
                words_topic(&topic, s->name);
                struct figure n = s->n < LEAST_JUDGED ? doc_few(r->d) : doc_count(r->d, s->n, STR("personen"));
                prose_add(doc_sign_item(list, side ? STATE_PLUS : STATE_MINUS, n, 0), buf_str(&topic));
                buf_release(&topic);
            }
        }
        if (!list)
            prose_add(doc_paragraph(part, TEXT_PLAIN),
                      r->now.criteria[c].n ? STR("Geen onderwerp herkend.") : STR("Geen oordelen."));
    }
}

/* Those whose share differs no more from this person's than chance does. */
static void tell_order(struct reputation *r, struct block *section)
{
    const struct period *t = &r->now;
    struct str *near = arena_alloc(&r->arena, (size_t)(r->town->npeople + 1) * sizeof *near);
    struct buf b = {0};
    int n = 0, others = 0;

    for (int i = 0; i < r->town->npeople && t->mentions; i++) {
        double z = figures_z(t->of[i], t->mentions);

        if (i == r->person || !t->of[i])
            continue;
        others++;
        if (z > -1 && z < 1)
            near[n++] = r->town->people[i].name;
    }
    if (!n)
        return;
    if (n == others) {
        prose_add(doc_paragraph(section, TEXT_NOTE), STR("De aandelen liggen te dicht bij elkaar om van een volgorde te spreken."));
        return;
    }
    words_list(&b, near, n);
    prose_printf(doc_paragraph(section, TEXT_NOTE), "%.*s ligt te dicht bij %s om van een volgorde te spreken.",
                 STR_ARG(r->town->people[r->person].name), buf_c(&b));
    buf_release(&b);
}


static void compose_attention(struct reputation *r, struct block *parent)
{
    struct block *section = doc_section(parent, SECTION_PLAIN, STR("Aandeel in de aandacht"));
    const struct period *t = &r->now;
    struct buf share = {0};
    struct block *chart;
    bool *told = arena_alloc(&r->arena, (size_t)r->town->npeople + 1);

    if (!t->of_all) {
        prose_add(doc_paragraph(section, TEXT_PLAIN), STR("Geen vermeldingen van het college."));
        return;
    }
    dutch_percent(&share, (double)t->mentions / t->of_all);
    chart = doc_chart(
        section, CHART_BARS,
        doc_printf(r->d, "%.*s heeft %s van de vermeldingen", STR_ARG(r->town->people[r->person].name), buf_c(&share)));
    if (r->before.of_all) {
        chart->chart.axis[0] = STR("vorige periode");
        section->section.note = STR("streep: vorige periode");
    }
    for (int k = 0; k < r->town->npeople; k++) {
        int best = -1;
        struct point *p;

        for (int i = 0; i < r->town->npeople; i++)
            if (!told[i] && (best < 0 || t->of[i] > t->of[best]))
                best = i;
        told[best] = true;
        p = doc_point(chart, r->town->people[best].name, (double)t->of[best] / t->of_all);
        p->shown = percent(r->d, p->value);
        p->strong = best == r->person;
        if (r->before.of_all) {
            p->has_before = true;
            p->before = (double)r->before.of[best] / r->before.of_all;
        }
    }
    tell_order(r, section);
    buf_release(&share);
}

static int compose_issues(struct reputation *r, struct block *parent, struct err *err)
{
    struct block *section = doc_section(parent, SECTION_PLAIN, STR("Onderwerpen en toon"));
    struct block *table;

    if (!r->now.issues.n) {
        prose_add(doc_paragraph(section, TEXT_PLAIN), STR("Geen onderwerp met deze persoon."));
        return 0;
    }
    table = doc_table(section, STR("Onderwerpen waarbij deze persoon wordt genoemd, met de toon van die berichten"));
    table->table.hides_head = true;
    doc_column(table, CELL_HEAD, STR("Onderwerp"));
    doc_column(table, CELL_TONE, STR("Toon"));
    doc_column(table, CELL_FIGURE, STR("Berichten"));
    for (int i = 0; i < r->now.issues.n && i < MOST_SUBJECTS; i++) {
        const struct subject *s = &r->now.issues.v[i];
        struct stored_issue issue;
        struct row *row = doc_row(table, i < 3 ? 0 : RANK_THEMES + i);

        if (store_issue(r->store, &r->arena, s->issue, &issue, err))
            return -1;
        cell_text(row, issue.title);
        cell_tone(row, point_tone(s->tone, s->n < LEAST_SHOWN && s->residents > 0));
        cell_figure(row,
                    parts_count(r->d, s->n, s->residents, str_printf(&r->arena, "issues/%lld", (long long)s->issue)));
    }
    return 0;
}

static void compose_themes(struct reputation *r)
{
    struct block *table = NULL;
    int counts[THEME_COUNT];

    for (int i = 0; i < THEME_COUNT; i++)
        counts[i] = r->now.themes[i].n;
    for (int k = 0; k < MOST_SUBJECTS; k++) {
        int top = counts_top(counts, THEME_COUNT);
        struct row *row;

        if (top < 0 || counts[top] < LEAST_JUDGED)
            break;
        counts[top] = 0;
        if (!table) {
            struct block *section = doc_section(r->d->root, SECTION_PLAIN, STR("Oordelen per thema"));

            section->rank = RANK_THEMES;
            table = doc_table(section, STR("Deel positieve oordelen per thema, vanaf vijf oordelen"));
            doc_column(table, CELL_HEAD, STR("Thema"));
            doc_column(table, CELL_INTERVAL, STR("Positief"));
            doc_column(table, CELL_TEXT, STR("Uitspraak"));
        }
        row = doc_row(table, 0);
        cell_text(row, str_of(theme_names[top].label));
        add_score(r, row, &r->now.themes[top], false);
        cell_text(row, direction_text(r, wilson(r->now.themes[top].k, r->now.themes[top].n)));
    }
}

static int compose(struct reputation *r, int64_t made, struct err *err)
{
    const struct person *person = &r->town->people[r->person];
    struct buf before = {0};
    struct block *pair;
    struct str title = str_printf(&r->arena, "%c%.*s %.*s", person->role.n ? person->role.p[0] & ~0x20 : ' ',
                                  STR_ARG(str_sub(person->role, 1, person->role.n)), STR_ARG(person->name));

    parts_period(&before, r->before.from, r->before.to);
    parts_head(r->d, r->town, "Reputatieanalyse", str_trim(title), r->now.from, r->now.to, -1, made);
    r->d->head.detail[0] = r->before.counts.n ? doc_printf(r->d, "Vergeleken met %s", buf_c(&before))
                                              : doc_copy(r->d, STR("Geen eerdere berichten om mee te vergelijken"));
    r->d->head.detail[1] = doc_printf(r->d, "%d berichten over het ambt, %d oordelen", r->now.mentions, r->now.all.n);
    buf_release(&before);
    if (compose_brief(r, err))
        return -1;
    compose_criteria(r);
    compose_voices(r);
    compose_grounds(r);
    pair = doc_columns(r->d->root, COLUMNS_EQUAL);
    compose_attention(r, pair);
    if (compose_issues(r, pair, err))
        return -1;
    compose_themes(r);
    parts_duiding(r->d);
    parts_account(r->d, &r->now.counts, r->now.received,
                  "Alleen uitspraken over het ambt, nooit over de persoon privé. Score: positieve oordelen gedeeld "
                  "door alle oordelen, "
                  "met 95%-interval volgens Wilson; verschil tussen perioden volgens Newcombe. Onder n = 5 geen score; "
                  "kleine aantallen: lees de intervallen vóór de percentages. ");
    if (parts_expired(r->d, r->store, r->town, 0, r->now.from, r->now.to, made, err))
        return -1;
    doc_finish(r->d);
    return 0;
}

/* ---- the person ---- */

int report_find_person(const struct municipality *town, struct str wanted, struct arena *a, int *person,
                       struct err *err)
{
    struct str *names = arena_alloc(a, (size_t)(town->npeople + 1) * sizeof *names);
    int part = -1, parts = 0;

    wanted = str_trim(wanted);
    *person = municipality_person(town, wanted);
    if (*person >= 0)
        return 0;
    if (town->npeople == 0)
        return err_set(err, "tamtam.conf names no people: add a [person NAME] with a role");
    for (int i = 0; i < town->npeople; i++) {
        bool nick = false;

        names[i] = town->people[i].name;
        for (int j = 0; j < town->people[i].nicknames.n; j++)
            nick = nick || str_eq_nocase(town->people[i].nicknames.v[j], wanted);
        if (nick || (wanted.n && str_find_nocase(names[i], wanted) >= 0)) {
            part = i;
            parts++;
        }
    }
    *person = part;
    if (parts == 1)
        return 0;
    return parts_no_such(err, "[person] in tamtam.conf", wanted, names, town->npeople, parts > 0);
}

int report_reputation(struct document *d, struct store *store, const struct municipality *town, int person,
                      int64_t from, int64_t to, int64_t made, struct err *err)
{
    struct reputation *r = mem_calloc(1, sizeof *r);
    int result;

    *r = (struct reputation){.d = d, .store = store, .town = town, .person = person};
    result = read_period(r, &r->now, from, to, err) || read_period(r, &r->before, from - (to - from), from, err) ||
                     compose(r, made, err)
                 ? -1
                 : 0;
    arena_release(&r->arena);
    free(r);
    return result;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* Who carries a matter, where, in which order, and what stays unanswered. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/when.h"
#include "tamtam/dossier.h"
#include "tamtam/dutch.h"
#include "tamtam/map.h"
#include "tamtam/own_line.h"
#include "tamtam/parts.h"
#include "tamtam/words.h"

enum {
    MOST_SHAPES = 14,
    MOST_ACTOR_ROWS = 12,
    MOST_QUESTIONS = 6,
    MOST_TOPIC_LAGS = 3,
    MOST_TERMS = 16,
    MOST_ACTORS = 64,
    LEAST_APART = 3, /* posts of the most heard voice, for a picture of the field */
    SILENT_DAYS = 7,
    HEADLINE_BYTES = 100,
    RANK_ACTORS = 60,
    RANK_TERMS = 80,
    RANK_TOPIC_LAGS = 70
};

/* ---- public actors ---- */

struct stance {
    struct str name;
    enum voice voice;
    int n, negative, positive;
    int early, late; /* positive less negative in the first and second half of its posts */
    int64_t first, last;
    double x; /* -1 critical .. 1 in favour */
};

static int by_posts(const void *a, const void *b)
{
    const struct stance *x = a;
    const struct stance *y = b;

    return x->n != y->n ? y->n - x->n : str_cmp(x->name, y->name);
}

/* Public actors other than the municipality, most posts first. */
static int read_stances(const struct issue_figures *m, struct stance *list)
{
    int n = 0;

    for (int i = 0; i < m->nposts; i++) {
        const struct stored_post *p = m->posts[i];
        int k = 0;

        if (!post_is_public(&p->post) || p->marks.voice == VOICE_GEMEENTE || p->marks.voice == VOICE_BEVOLKING)
            continue;
        while (k < n && !str_eq(list[k].name, p->post.actor))
            k++;
        if (k == MOST_ACTORS)
            continue;
        if (k == n)
            list[n++] = (struct stance){.name = p->post.actor, .voice = p->marks.voice, .first = p->post.time};
        list[k].n++;
        list[k].negative += p->marks.sentiment == SENTIMENT_NEGATIEF;
        list[k].positive += p->marks.sentiment == SENTIMENT_POSITIEF;
        list[k].last = p->post.time;
    }
    for (int k = 0; k < n; k++)
        list[k].x = (double)(list[k].positive - list[k].negative) / list[k].n;
    for (int i = 0; i < m->nposts; i++) {
        const struct stored_post *p = m->posts[i];
        int side = p->marks.sentiment == SENTIMENT_NEGATIEF ? -1 : p->marks.sentiment == SENTIMENT_POSITIEF;

        for (int k = 0; k < n; k++)
            if (str_eq(list[k].name, p->post.actor))
                *(p->post.time < list[k].first + (list[k].last - list[k].first + 1) / 2 ? &list[k].early
                                                                                        : &list[k].late) += side;
    }
    qsort(list, (size_t)n, sizeof *list, by_posts);
    return n;
}

static const char *stance_word(const struct stance *s)
{
    if (s->x <= -0.5)
        return "kritisch";
    if (s->x < -0.15)
        return "eerder kritisch";
    if (s->x > 0.5)
        return "positief";
    if (s->x > 0.15)
        return "eerder positief";
    return s->negative && s->positive ? "verdeeld" : "zakelijk";
}

static void name_side(struct buf *b, const char *side, const struct stance *list, int n, int low, int high)
{
    int told = 0;

    for (int i = 0; i < n && told < 4; i++) {
        int at = list[i].x < -0.15 ? -1 : list[i].x > 0.15;

        if (at < low || at > high)
            continue;
        buf_puts(b, told ? ", " : side);
        buf_add(b, words_actor(list[i].name, list[i].n));
        told++;
    }
    if (told)
        buf_puts(b, ". ");
}

bool dossier_has_field(const struct dossier *r)
{
    struct stance list[MOST_ACTORS];
    int n = read_stances(r->matter, list);

    return n >= 3 && list[0].n >= LEAST_APART;
}

void dossier_field(const struct dossier *r, struct block *parent)
{
    struct stance list[MOST_ACTORS];
    int n = read_stances(r->matter, list);
    struct block *section = doc_section(parent, SECTION_PLAIN, STR("Krachtenveld"));
    struct buf alt = {0};
    struct block *chart;

    name_side(&alt, "Kritisch: ", list, n, -1, -1);
    name_side(&alt, "Verdeeld of zakelijk: ", list, n, 0, 0);
    name_side(&alt, "Positief: ", list, n, 1, 1);
    chart = doc_chart(section, CHART_FIELD, str_trim(buf_str(&alt)));
    chart->chart.unit = STR("berichten");
    chart->chart.axis[0] = STR("kritisch");
    chart->chart.axis[1] = STR("verdeeld of zakelijk");
    chart->chart.axis[2] = STR("positief");
    for (int i = 0; i < n && i < MOST_SHAPES; i++) {
        struct point *p = doc_point(chart, words_actor(list[i].name, list[i].n), list[i].n);

        p->x = list[i].x;
        p->voice = list[i].voice;
    }
    prose_add(doc_paragraph(section, TEXT_NOTE), STR("Plaats: de toon van hun eigen berichten over dit onderwerp. "
                                                     "Alleen publieke stemmen, nooit privépersonen."));
    buf_release(&alt);
}

static void tell_development(struct buf *b, const struct stance *s, int64_t to)
{
    struct buf day = {0};

    dutch_date_tiny(&day, when_day(s->last));
    if (s->n == 1)
        buf_printf(b, "eenmalig, %s", buf_c(&day));
    else if (to - s->last > SILENT_DAYS * (int64_t)WHEN_DAY)
        buf_printf(b, "na %s niet meer gehoord", buf_c(&day));
    else if (s->early < 0 && s->late > 0)
        buf_printf(b, "draait bij; laatst %s", buf_c(&day));
    else if (s->early > 0 && s->late < 0)
        buf_printf(b, "wordt kritischer; laatst %s", buf_c(&day));
    else
        buf_printf(b, "laatst %s", buf_c(&day));
    buf_release(&day);
}

static struct str last_words(const struct issue_figures *m, struct str actor, struct arena *a)
{
    for (int i = m->nposts - 1; i >= 0; i--)
        if (str_eq(m->posts[i]->post.actor, actor) && words_may_quote(m->posts[i]))
            return words_headline(m->posts[i], HEADLINE_BYTES, a);
    return (struct str){0};
}

void dossier_actors(const struct dossier *r)
{
    struct stance list[MOST_ACTORS];
    int n = read_stances(r->matter, list);
    struct block *section;
    struct block *table;

    if (n == 0)
        return;
    section = doc_section(r->d->root, SECTION_PLAIN, STR("Wie draagt het onderwerp"));
    section->rank = RANK_ACTORS;
    table = doc_table(section, STR("Publieke stemmen: houding, berichten, ontwikkeling en laatste woorden"));
    doc_column(table, CELL_HEAD, STR("Wie"));
    doc_column(table, CELL_TEXT, STR("Houding"));
    doc_column(table, CELL_FIGURE, STR("n"));
    doc_column(table, CELL_TEXT, STR("Ontwikkeling"));
    doc_column(table, CELL_TEXT, STR("Laatste bericht"));
    for (int i = 0; i < n && i < MOST_ACTOR_ROWS; i++) {
        struct row *row = doc_row(table, i < 4 ? 0 : RANK_ACTORS + i);
        struct buf b = {0};
        struct arena a = {0};

        cell_text(row, words_actor(list[i].name, list[i].n));
        cell_text(row, str_of(stance_word(&list[i])));
        cell_figure(row, doc_count(r->d, list[i].n, r->ref));
        tell_development(&b, &list[i], r->f->to);
        cell_text(row, buf_str(&b));
        cell_text(row, last_words(r->matter, list[i].name, &a));
        buf_release(&b);
        arena_release(&a);
    }
}

/* ---- districts ---- */

struct place {
    int district, n, residents;
};

static int by_size(const void *a, const void *b)
{
    const struct place *x = a;
    const struct place *y = b;

    return x->n != y->n ? y->n - x->n : x->district - y->district;
}

void dossier_where(const struct dossier *r, struct block *parent)
{
    struct arena a = {0};
    struct place *places = arena_alloc(&a, (size_t)(r->town->ndistricts + 1) * sizeof *places);
    int *counts = arena_alloc(&a, (size_t)(r->town->ndistricts + 1) * sizeof *counts);
    bool *few = arena_alloc(&a, (size_t)r->town->ndistricts + 1);
    int placed = 0;

    for (int i = 0; i < r->town->ndistricts; i++)
        places[i].district = i;
    for (int i = 0; i < r->matter->nposts; i++) {
        const struct stored_post *p = r->matter->posts[i];

        placed += p->marks.nplaces > 0;
        for (int j = 0; j < p->marks.nplaces; j++) {
            places[p->marks.places[j]].n++;
            places[p->marks.places[j]].residents += p->marks.voice == VOICE_BEVOLKING;
        }
    }
    qsort(places, (size_t)r->town->ndistricts, sizeof *places, by_size);
    for (int i = 0; i < r->town->ndistricts; i++) {
        counts[places[i].district] = places[i].n;
        few[places[i].district] = parts_is_few(places[i].n, places[i].residents);
    }
    if (r->town->ndistricts && places[0].n)
        map_chart(parent, r->town,
                  doc_printf(r->d, "Berichten per wijk; de meeste noemen %.*s",
                             STR_ARG(r->town->districts[places[0].district].name)),
                  counts, few);
    else
        prose_add(doc_paragraph(parent, TEXT_PLAIN), STR("Geen bericht noemt een wijk."));
    if (placed)
        prose_add(doc_paragraph(parent, TEXT_NOTE), placed * 2 < r->matter->nposts
                                                        ? STR("Minder dan de helft van de berichten noemt een wijk.")
                                                        : STR("Een bericht kan meer wijken noemen."));
    arena_release(&a);
}

/* ---- questions ---- */


/* Of questions without a concept or theme; behind those that have one. */
static const char no_topic[] = "diverse onderwerpen";

bool question_is_vague(const struct question *q)
{
    return str_is(q->topic, no_topic);
}

/* The topic of a question: its first concept that tells, else its first theme. */
static struct str topic_of(const struct stored_post *p)
{
    for (int t = 0; t < p->marks.ntopics; t++)
        if (words_topic_tells(p->marks.topics[t]))
            return p->marks.topics[t];
    for (int t = 0; t < THEME_OVERIG; t++)
        if (p->marks.themes >> t & 1)
            return str_of(theme_names[t].name);
    return str_of(no_topic);
}

static int64_t last_own_word(const struct issue_figures *m, struct str topic)
{
    int64_t last = 0;

    for (int i = 0; i < m->nposts; i++)
        if (own_line_has(m->posts[i]) && (has_topic(m->posts[i], topic) || str_eq(topic_of(m->posts[i]), topic)))
            last = m->posts[i]->post.time;
    return last;
}

static int open_first(const void *a, const void *b)
{
    const struct question *x = a;
    const struct question *y = b;

    if (x->answered != y->answered)
        return x->answered - y->answered;
    if (str_is(x->topic, no_topic) != str_is(y->topic, no_topic))
        return str_is(x->topic, no_topic) - str_is(y->topic, no_topic);
    return x->n != y->n ? y->n - x->n : str_cmp(x->topic, y->topic);
}

int dossier_read_questions(const struct issue_figures *m, struct arena *a, struct question **list)
{
    int n = 0;
    int64_t *own = arena_alloc(a, (size_t)(m->nposts + 1) * sizeof *own); /* the last own word on each topic */

    *list = arena_alloc(a, (size_t)(m->nposts + 1) * sizeof **list);
    for (int i = 0; i < m->nposts; i++) {
        const struct stored_post *p = m->posts[i];
        struct str topic = topic_of(p);
        struct question *q;
        int k = 0;

        if (p->marks.intent != INTENT_VRAAG || p->marks.voice == VOICE_GEMEENTE || p->marks.voice == VOICE_MEDIA)
            continue;
        while (k < n && !str_eq((*list)[k].topic, topic))
            k++;
        q = &(*list)[k];
        if (k == n) {
            *q = (struct question){.topic = topic, .answered = true};
            own[n++] = last_own_word(m, topic);
        }
        q->n++;
        q->residents += p->marks.voice == VOICE_BEVOLKING;
        if (p->post.time > own[k] && q->answered) {
            q->answered = false;
            q->since = p->post.time;
        }
        if (!q->since)
            q->since = p->post.time;
    }
    if (n)
        qsort(*list, (size_t)n, sizeof **list, open_first);
    return n;
}

void dossier_questions(const struct dossier *r, struct block *parent, enum section_kind kind)
{
    struct arena a = {0};
    struct question *list;
    int n = dossier_read_questions(r->matter, &a, &list);
    struct block *section = doc_section(parent, kind, STR("Onbeantwoorde vragen"));
    struct block *table = NULL;

    for (int i = 0; i < n && i < MOST_QUESTIONS && !list[i].answered; i++) {
        struct row *row;
        struct buf topic = {0}, since = {0};

        if (!table) {
            table = doc_table(section, STR("Vragen zonder later bericht van het eigen kanaal, per onderwerp"));
            table->table.hides_head = true;
            doc_column(table, CELL_HEAD, STR("Over"));
            doc_column(table, CELL_TEXT, STR("Sinds"));
            doc_column(table, CELL_FIGURE, STR("Vragen"));
        }
        words_topic(&topic, list[i].topic);
        dutch_date_tiny(&since, when_day(list[i].since));
        row = doc_row(table, 0);
        cell_text(row, buf_str(&topic));
        cell_text(row, str_printf(&a, "sinds %s", buf_c(&since)));
        cell_figure(row, parts_count(r->d, list[i].n, list[i].residents, r->ref));
        buf_release(&topic);
        buf_release(&since);
    }
    if (!table)
        prose_add(doc_paragraph(section, TEXT_PLAIN),
                  n ? STR("Over elk onderwerp waarover vragen zijn gesteld, volgde later een eigen bericht.")
                    : STR("Geen vragen gezien."));
    else
        prose_add(doc_paragraph(section, TEXT_NOTE),
                  STR("Antwoorden zijn in de berichten van het eigen kanaal niet gezien."));
    arena_release(&a);
}

/* ---- spill-over ---- */

enum side { SIDE_RESIDENT, SIDE_PUBLIC, SIDE_NEWS, SIDE_OWN, SIDES };

static enum side side_of(const struct stored_post *p)
{
    switch (p->marks.voice) {
    case VOICE_MEDIA:
        return SIDE_NEWS;
    case VOICE_GEMEENTE:
        return SIDE_OWN;
    case VOICE_BEVOLKING:
        return SIDE_RESIDENT;
    default:
        return SIDE_PUBLIC;
    }
}

/* The first post of each side, of a topic or (empty) of the matter. */
static void find_firsts(const struct issue_figures *m, struct str topic, const struct stored_post *first[SIDES])
{
    for (int i = 0; i < m->nposts; i++) {
        enum side side = side_of(m->posts[i]);

        if (!first[side] && (!topic.n || has_topic(m->posts[i], topic)))
            first[side] = m->posts[i];
    }
}

static void add_moment(struct buf *b, int64_t t)
{
    dutch_date_tiny(b, when_day(t));
    buf_putc(b, ' ');
    dutch_hour(b, t);
}

static void tell_order(struct block *list, const char *label, const struct stored_post *one, const char *first_word,
                       const struct stored_post *other, const char *other_word)
{
    struct buf b = {0};
    struct prose *p = doc_item(list, 0);

    prose_strong(p, str_of(label));
    buf_printf(&b, " %s ", first_word);
    add_moment(&b, one->post.time);
    buf_printf(&b, ", %s ", other_word);
    add_moment(&b, other->post.time);
    buf_puts(&b, ", na ");
    dutch_span(&b, own_line_lag_between(one->post.time, other->post.time));
    buf_putc(&b, '.');
    prose_add(p, buf_str(&b));
    buf_release(&b);
}

/* The spans between first posts per topic: which matters came from residents, which from the news. */
static void tell_topics(const struct dossier *r, struct block *list)
{
    struct arena a = {0};
    struct tallied *topics;
    int n = tallied_topics(&a, r->matter, VOICE_MEDIA, &topics);
    int told = 0;

    for (int i = 0; i < n && told < MOST_TOPIC_LAGS; i++) {
        const struct stored_post *first[SIDES] = {NULL};
        struct buf b = {0}, topic = {0};
        bool resident_first;

        find_firsts(r->matter, topics[i].name, first);
        if (!first[SIDE_RESIDENT] || !first[SIDE_NEWS])
            continue;
        resident_first = first[SIDE_RESIDENT]->post.time < first[SIDE_NEWS]->post.time;
        words_topic(&topic, topics[i].name);
        buf_puts(&b, resident_first ? ": inwoners waren het nieuws " : ": het nieuws was de inwoners ");
        dutch_span(&b, llabs(own_line_lag_between(first[SIDE_RESIDENT]->post.time, first[SIDE_NEWS]->post.time)));
        buf_puts(&b, " voor.");
        struct prose *p = doc_item(list, RANK_TOPIC_LAGS + told);
        prose_strong(p, str_printf(&a, "Over %.*s", STR_ARG(buf_str(&topic))));
        prose_add(p, buf_str(&b));
        told++;
        buf_release(&b);
        buf_release(&topic);
    }
    arena_release(&a);
}

void dossier_spill_over(const struct dossier *r, struct block *parent)
{
    struct block *section = doc_section(parent, SECTION_PLAIN, STR("Overloop tussen sociaal en klassiek"));
    const struct stored_post *first[SIDES] = {NULL};
    struct block *list;

    find_firsts(r->matter, (struct str){0}, first);
    if (!first[SIDE_NEWS] || (!first[SIDE_RESIDENT] && !first[SIDE_PUBLIC])) {
        prose_add(doc_paragraph(section, TEXT_PLAIN), !first[SIDE_NEWS]
                                                          ? STR("Het nieuws heeft dit in deze periode niet opgepakt.")
                                                          : STR("Alleen nieuws, nog geen reacties gezien."));
        return;
    }
    list = doc_list(section, LIST_BULLETS);
    if (first[SIDE_RESIDENT]) {
        bool social_first = first[SIDE_RESIDENT]->post.time < first[SIDE_NEWS]->post.time;

        tell_order(list, social_first ? "Van inwoner naar nieuws:" : "Van nieuws naar inwoner:",
                   first[social_first ? SIDE_RESIDENT : SIDE_NEWS], social_first ? "eerste bericht" : "eerste nieuws",
                   first[social_first ? SIDE_NEWS : SIDE_RESIDENT], social_first ? "eerste nieuws" : "eerste reactie");
    }
    if (first[SIDE_PUBLIC] && post_is_public(&first[SIDE_PUBLIC]->post) &&
        first[SIDE_PUBLIC]->post.time < first[SIDE_NEWS]->post.time) {
        struct prose *p = doc_item(list, 0);
        struct buf b = {0};

        dutch_span(&b, own_line_lag_between(first[SIDE_PUBLIC]->post.time, first[SIDE_NEWS]->post.time));
        prose_strong(p, first[SIDE_PUBLIC]->post.actor);
        prose_printf(p, " was het nieuws %s voor.", buf_c(&b));
        buf_release(&b);
    }
    if (first[SIDE_OWN]) {
        bool own_first = first[SIDE_OWN]->post.time < first[SIDE_NEWS]->post.time;

        tell_order(list, own_first ? "Van eigen kanaal naar nieuws:" : "Van nieuws naar eigen kanaal:",
                   first[own_first ? SIDE_OWN : SIDE_NEWS], own_first ? "eigen bericht" : "eerste nieuws",
                   first[own_first ? SIDE_NEWS : SIDE_OWN], own_first ? "eerste nieuws" : "eigen bericht");
    }
    tell_topics(r, list);
    prose_add(doc_paragraph(section, TEXT_NOTE), STR("De volgorde staat vast, een oorzakelijk verband niet."));
}

/* ---- the own line ---- */

void dossier_own_line(const struct dossier *r, struct block *parent)
{
    struct block *section = doc_section(parent, SECTION_PLAIN, STR("De eigen lijn"));
    struct own_line own = own_line_read(r->matter, r->f->from, r->f->to);
    struct arena a = {0};
    struct buf b = {0};

    if (!own.n) {
        buf_printf(&b, "Het eigen kanaal zweeg over dit onderwerp, terwijl anderen %d berichten plaatsten.", r->matter->nposts);
    } else {
        buf_printf(&b, own.n == 1 ? "Eén eigen bericht, " : "%d eigen berichten; het laatste ", own.n);
        add_moment(&b, own.last->post.time);
        if (own.told) {
            buf_puts(&b, own.told == own.last ? ": " : "; eerder: ");
            words_quote(&b, words_headline(own.told, HEADLINE_BYTES, &a));
        }
        buf_puts(&b, ". ");
        own_line_lag(&b, &own);
        if (own.gap_to - own.gap_from >= (int64_t)WHEN_DAY && own.gap_others >= LEAST_SHOWN) {
            if (own.gap_to == r->f->to) {
                buf_puts(&b, " Sindsdien is het ");
                own_line_span(&b, own.gap_to - own.gap_from);
                buf_puts(&b, " stil");
            } else {
                buf_puts(&b, " Van ");
                add_moment(&b, own.gap_from);
                buf_puts(&b, " tot ");
                add_moment(&b, own.gap_to);
                buf_puts(&b, " zweeg het");
            }
            buf_printf(&b, ", terwijl anderen %d berichten plaatsten.", own.gap_others);
        }
    }
    prose_add(doc_paragraph(section, TEXT_PLAIN), str_trim(buf_str(&b)));
    buf_release(&b);
    arena_release(&a);
}

/* ---- annex ---- */

void dossier_terms(const struct dossier *r)
{
    struct arena a = {0};
    struct tallied *topics;
    int n = tallied_topics(&a, r->matter, VOICE_NONE, &topics);
    struct block *section =
        doc_section(r->d->root, SECTION_PLAIN, r->terms.n ? STR("Bijlage: zoekvraag") : STR("Bijlage: begrippen"));
    struct prose *p;
    struct buf b = {0};

    section->rank = RANK_TERMS;
    if (r->terms.n) {
        p = doc_paragraph(section, TEXT_PLAIN);
        prose_strong(p, r->terms);
    }
    p = doc_paragraph(section, TEXT_PLAIN);
    for (int i = 0; i < n && i < MOST_TERMS && (topics[i].n >= LEAST_TOPIC || topics[0].n < LEAST_TOPIC); i++) {
        buf_puts(&b, i ? " · " : "");
        words_topic(&b, topics[i].name);
        if (topics[i].n >= LEAST_SHOWN)
            buf_printf(&b, " (%s)", DUTCH(topics[i].n));
    }
    for (int i = 0; i < THEME_OVERIG && n == 0; i++)
        if (r->matter->counts.themes[i])
            buf_printf(&b, "%s%s", b.n ? " · " : "", theme_names[i].label);
    prose_add(p, b.n ? buf_str(&b) : STR("Geen begrippen herkend."));
    buf_release(&b);
    arena_release(&a);
}

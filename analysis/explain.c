/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* Why a post got its marks: the entries and features that weighed most for each, and the names that were found. */
#include <stdlib.h>

#include "analysis/reading.h"

enum { EVIDENCE_PER_MARK = 8, LEAST_WEIGHT = 20 };

struct collector {
    const struct reading *r;
    struct arena *a;
    struct why *v;
    int n, cap;
};

static void add_why(struct collector *c, const struct why *why)
{
    if (c->n == c->cap) {
        int cap = c->cap ? c->cap * 2 : 32;
        struct why *v = arena_alloc(c->a, (size_t)cap * sizeof *v);

        for (int i = 0; i < c->n; i++)
            v[i] = c->v[i];
        c->v = v;
        c->cap = cap;
    }
    c->v[c->n++] = *why;
}

/* The bytes from the first to the last of some tokens. */
static void set_place(struct why *why, const struct scan *s, uint32_t first, uint32_t last)
{
    why->at = s->tokens.v[first].at;
    why->n = s->tokens.v[last - 1].at + s->tokens.v[last - 1].n - why->at;
}

static void add_entry(struct collector *c, struct str mark, const struct lexicon_line *entry, uint32_t first,
                      uint32_t last, int weight)
{
    struct why why = {.mark = mark, .entry = entry->text, .weight = (float)weight / 1000.0f};

    why.file = str_of(lexicon_file(c->r->scan.lx, entry->file));
    set_place(&why, &c->r->scan, first, last);
    add_why(c, &why);
}

/* Keeps the heaviest of what was added since `from`, in falling order. */
static void keep_heaviest(struct collector *c, int from)
{
    for (int i = from + 1; i < c->n; i++) {
        struct why why = c->v[i];
        int at = i;

        for (; at > from && c->v[at - 1].weight < why.weight; at--)
            c->v[at] = c->v[at - 1];
        c->v[at] = why;
    }
    if (c->n > from + EVIDENCE_PER_MARK)
        c->n = from + EVIDENCE_PER_MARK;
}

static int share(const struct collector *c, int weight)
{
    return weight * word_value(c->r) / 1000;
}

static void add_words(struct collector *c, struct str mark, int class)
{
    const struct scan *s = &c->r->scan;

    for (int i = 0; i < s->tokens.n && i < 2000; i++) {
        for (int k = 0; scan_is_feature(s, i) && k < s->words[i]->nrows; k++) {
            const int16_t *row = lexicon_row(s->lx, word_rows(s->words[i])[k]);

            if (share(c, row[class]) >= LEAST_WEIGHT)
                add_entry(c, mark, lexicon_row_entry(s->lx, row), (uint32_t)i, (uint32_t)i + 1, share(c, row[class]));
        }
    }
    for (int i = 0; i < s->nrows && i < 2000; i++) {
        const int16_t *row = lexicon_row(s->lx, s->rows[i].row);

        if (share(c, row[class]) >= LEAST_WEIGHT)
            add_entry(c, mark, lexicon_row_entry(s->lx, row), s->rows[i].first, s->rows[i].last, share(c, row[class]));
    }
}

static void add_feature(struct collector *c, struct str mark, const int16_t *row, int weight)
{
    const struct lexicon_line *entry = lexicon_row_entry(c->r->scan.lx, row);

    if (weight >= LEAST_WEIGHT)
        add_why(c, &(struct why){.mark = mark,
                                 .entry = entry->text,
                                 .file = str_of(lexicon_file(c->r->scan.lx, entry->file)),
                                 .weight = (float)weight / 1000.0f});
}

static void add_features(struct collector *c, struct str mark, int class)
{
    const struct lexicon *lx = c->r->scan.lx;

    for (int f = 0; f < FEATURE_COUNT; f++) {
        const int16_t *row = c->r->features[f] ? lexicon_feature(lx, f) : NULL;

        if (row)
            add_feature(c, mark, row, c->r->features[f] * row[class] / 1000);
    }
}

static void add_concepts(struct collector *c, struct str mark, int class)
{
    const struct lexicon *lx = c->r->scan.lx;

    for (int i = 0; i < c->r->nconcepts; i++) {
        const struct concept_value *concept = &c->r->concepts[i];
        const int16_t *row = lexicon_concept(lx, concept->number);

        if (row)
            add_feature(c, mark, row, concept->value * row[class] / 1000);
    }
}

static void add_class(struct collector *c, const char *name, int class)
{
    struct str mark = name ? str_printf(c->a, "%s:%.*s", name, STR_ARG(class_name(class))) : STR("sentiment");
    int from = c->n;

    add_words(c, mark, class);
    add_features(c, mark, class);
    add_concepts(c, mark, class);
    keep_heaviest(c, from);
}

static void add_bits(struct collector *c, const char *name, int first, int n, uint32_t bits)
{
    for (int i = 0; i < n; i++)
        if (bits >> i & 1)
            add_class(c, name, first + i);
}

/* The hand-written entries behind the marks that were given. */
static void add_hits(struct collector *c)
{
    const struct reading *r = c->r;
    const struct marks *m = r->marks;

    for (int i = 0; i < r->scan.nhits && i < 2000; i++) {
        const struct hit *hit = &r->scan.hits[i];
        const struct fact *fact = hit->fact;
        bool given = (fact->kind == MARK_THEME && m->themes >> fact->arg & 1) ||
                     (fact->kind == MARK_FRAME && m->frames >> fact->arg & 1) ||
                     (fact->kind == MARK_CRISIS && m->crisis >> fact->arg & 1) ||
                     (fact->kind == MARK_INTENT && (int)m->intent == fact->arg) ||
                     (fact->kind == MARK_LEADER && m->nleadership > 0) || (fact->kind == MARK_ACUTE && m->acute > 0) ||
                     (fact->kind == MARK_CHATTER && m->chatter);

        if (given)
            add_entry(c, lexicon_mark(r->scan.lx, fact, c->a), lexicon_entry(r->scan.lx, fact->entry), hit->first,
                      hit->last, hit->weight);
    }
    for (int i = 0; i < r->ntones && i < 2000; i++) {
        const struct tone *tone = &r->tones[i];

        add_entry(c, tone->turned ? STR("tone (negated)") : STR("tone"),
                  lexicon_entry(r->scan.lx, tone->hit->fact->entry), tone->hit->first, tone->hit->last, tone->value);
    }
}

static void add_names(struct collector *c)
{
    const struct reading *r = c->r;

    for (int i = 0; i < r->nmentions; i++) {
        struct why why = {.mark = STR("people"),
                          .entry = r->town->people[r->mentions[i].person].name,
                          .file = STR("tamtam.conf"),
                          .weight = 1};

        set_place(&why, &r->scan, r->mentions[i].first, r->mentions[i].last);
        add_why(c, &why);
    }
    for (int i = 0; i < r->nnamed; i++) {
        const struct hit *hit = r->named[i];
        bool place = hit->kind == MARK_DISTRICT || hit->kind == MARK_STREET || hit->kind == MARK_LANDMARK;

        for (int k = 0; place && k < r->marks->nplaces; k++)
            if (r->marks->places[k] == hit->arg)
                add_entry(c, STR("places"), lexicon_entry(r->scan.lx, hit->fact->entry), hit->first, hit->last, 1000);
    }
}

void explain_marks(const struct reading *r, struct whys *whys, struct arena *a)
{
    struct collector c = {.r = r, .a = a};
    const struct marks *m = r->marks;

    if (!tone_is_by_hand(r))
        add_class(&c, NULL, CLASS_SENTIMENT + (int)m->sentiment);
    add_bits(&c, "theme", CLASS_THEME, THEME_COUNT, m->themes);
    add_bits(&c, "frame", CLASS_FRAME, FRAME_COUNT, m->frames);
    add_bits(&c, "crisis", CLASS_CRISIS, CRISIS_COUNT, m->crisis);
    add_class(&c, "intent", CLASS_INTENT + (int)m->intent);
    if (!r->settled_voice)
        add_class(&c, "voice", CLASS_VOICE + (int)m->voice);
    for (int i = 0; i < m->nleadership; i++)
        add_class(&c, "leader", CLASS_LEADER + 2 * m->leadership[i].criterion + (m->leadership[i].polarity < 0));
    add_hits(&c);
    add_names(&c);
    whys->v = c.v;
    whys->n = c.n;
}

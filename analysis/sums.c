/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* The features that are plain sums of hits, and those that come from a post's form and source. */
#include "analysis/reading.h"

/* LEAST_CONCEPT: a word that hardly speaks of a concept says nothing; CONCEPT_SHARE: what one counts for beside a word. */
enum { SHORT_WORDS = 12, LONG_WORDS = 45, LEAST_CONCEPT = 300, CONCEPT_SHARE = 500 };

void feature_add(struct reading *r, int feature, int value)
{
    int32_t sum = r->features[feature] + value;

    r->features[feature] = sum < FEATURE_CEILING ? sum : FEATURE_CEILING;
}

/* The feature that hits of a kind are summed in; those with an argument are counted from it. */
static const struct sum_rule {
    int feature;
    bool by_argument;
} sum_rules[MARK_COUNT] = {
    [MARK_THEME] = {FEATURE_THEME, true},
    [MARK_FRAME] = {FEATURE_FRAME, true},
    [MARK_CRISIS] = {FEATURE_CRISIS, true},
    [MARK_INTENT] = {FEATURE_INTENT, true},
    [MARK_VOICE] = {FEATURE_VOICE, true},
    [MARK_NEGATOR] = {FEATURE_NEGATOR, false},
    [MARK_INTENSIFIER] = {FEATURE_INTENSIFIER, false},
    [MARK_CONTRAST] = {FEATURE_CONTRAST, false},
    [MARK_IRREALIS] = {FEATURE_IRREALIS, false},
    [MARK_QUOTATION] = {FEATURE_QUOTATION, false},
    [MARK_IRONY] = {FEATURE_IRONY, false},
    [MARK_QUESTION] = {FEATURE_QUESTION_WORD, false},
    [MARK_PRAISE] = {FEATURE_PRAISE, false},
    [MARK_BADEVENT] = {FEATURE_BADEVENT, false},
    [MARK_ACUTE] = {FEATURE_ACUTE, false},
    [MARK_FIRSTHAND] = {FEATURE_FIRSTHAND, false},
    [MARK_HARMLESS] = {FEATURE_HARMLESS, false},
    [MARK_NEWSVERB] = {FEATURE_NEWSVERB, false},
    [MARK_OFFICIALESE] = {FEATURE_OFFICIALESE, false},
    [MARK_CHATTER] = {FEATURE_CHATTER, false},
};

/* One sure word says more than many vague ones: 1 - (1 - a)(1 - b)... */
static void strengthen(struct reading *r, int feature, int weight)
{
    r->features[feature] = 1000 - (1000 - r->features[feature]) * (1000 - weight) / 1000;
}

static void add_concept(struct reading *r, uint16_t number, int weight)
{
    int k = 0;

    while (k < r->nconcepts && r->concepts[k].number != number)
        k++;
    if (weight < LEAST_CONCEPT || k == CONCEPTS_MAX)
        return;
    if (k == r->nconcepts)
        r->concepts[r->nconcepts++] = (struct concept_value){.number = number};
    int32_t value = r->concepts[k].value + weight * CONCEPT_SHARE / 1000;
    r->concepts[k].value = value < FEATURE_CEILING ? value : FEATURE_CEILING;
}

static void sum_hits(struct reading *r)
{
    for (int i = 0; i < r->scan.nhits; i++) {
        const struct hit *hit = &r->scan.hits[i];
        const struct sum_rule *rule = &sum_rules[hit->kind];
        int weight = hit->weight;

        if (r->scan.names[hit->first] && hit->scale < WHOLE)
            continue;
        if (hit->kind == MARK_LEADER)
            feature_add(r, (weight > 0 ? FEATURE_LEADER_POS : FEATURE_LEADER_NEG) + hit->arg,
                        weight > 0 ? weight : -weight);
        else if (hit->kind == MARK_CONCEPT)
            add_concept(r, hit->arg, weight);
        else if (hit->kind == MARK_THEME)
            strengthen(r, FEATURE_THEME + hit->arg, weight);
        else if (rule->feature)
            feature_add(r, rule->feature + (rule->by_argument ? hit->arg : 0), weight);
    }
}

static void find_top_theme(struct reading *r)
{
    int top = 0;
    for (int i = 1; i < THEME_COUNT; i++)
        if (r->features[FEATURE_THEME + i] > r->features[FEATURE_THEME + top])
            top = i;
    if (r->features[FEATURE_THEME + top] > 0)
        r->features[FEATURE_TOP_THEME + top] = 1000;
}

/* What the persons in the post are in office for. */
static void sum_portfolios(struct reading *r)
{
    for (int i = 0; i < r->marks->npeople; i++)
        for (int t = 0; t < THEME_COUNT; t++)
            if (r->portfolios[r->marks->people[i]] >> t & 1)
                r->features[FEATURE_PORTFOLIO + t] = 1000;
}

static void sum_form(struct reading *r)
{
    const struct tokens *t = &r->scan.tokens;
    int words = 0, names = 0, shouted = 0;

    r->words = 0;
    for (int i = 0; i < t->n; i++) {
        const struct token *token = &t->v[i];

        words += token->kind == TOKEN_WORD;
        names += r->scan.names[i];
        shouted += (token->flags & TOKEN_CAPITALS) && !r->scan.names[i] && token->n > 3;
        r->words += scan_is_feature(&r->scan, i);
        if (token->kind == TOKEN_NUMBER)
            feature_add(r, FEATURE_NUMBER, 300);
        else if (token->kind == TOKEN_TAG)
            feature_add(r, FEATURE_TAG, 500);
        else if (token->kind == TOKEN_LINK)
            feature_add(r, FEATURE_LINK, 1000);
        if (r->scan.words[i]->lengthened)
            feature_add(r, FEATURE_LENGTHENED, 500);
    }
    r->words = r->words ? r->words : 1;
    feature_add(r, FEATURE_SHOUTING, shouted * 500);
    feature_add(r, FEATURE_SHORT, words < SHORT_WORDS ? 1000 : 0);
    feature_add(r, FEATURE_LONG, words > LONG_WORDS ? 1000 : 0);
    feature_add(r, FEATURE_NAME, words ? names * 1000 / words : 0);
    feature_add(r, FEATURE_QUESTION_MARK, t->questions < 6 ? t->questions * 500 : FEATURE_CEILING);
    feature_add(r, FEATURE_EXCLAMATION, t->exclamations < 6 ? t->exclamations * 500 : FEATURE_CEILING);
    feature_add(r, FEATURE_QUOTES, t->quotes < 6 ? t->quotes * 250 : 1500);
    feature_add(r, FEATURE_QUESTION_END, t->sentences[t->nsentences - 1].question ? 1000 : 0);
}

void resolve_sums(struct reading *r)
{
    int praise, bad;

    sum_hits(r);
    find_top_theme(r);
    sum_portfolios(r);
    sum_form(r);
    praise = r->features[FEATURE_PRAISE];
    bad = r->features[FEATURE_BADEVENT];
    feature_add(r, FEATURE_PRAISE_BADEVENT, praise < bad ? praise : bad);
    feature_add(r, FEATURE_BIAS, 1000);
    feature_add(r, FEATURE_TITLE, r->post->title.n ? 1000 : 0);
    feature_add(r, FEATURE_ADDRESSED, r->post->addressed ? 1000 : 0);
    feature_add(r, FEATURE_CHANNEL + (int)r->post->channel, 1000);
}

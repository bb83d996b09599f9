/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * The tone of a post: tone entries after negation, strengthening, contrast, condition and quotation. The longest entry
 * wins where entries overlap ("niet slecht" over "slecht").
 */
#include <stdlib.h>
#include <string.h>

#include "analysis/reading.h"

/* How far the words that change tone reach, in tokens; what they do, in percent. */
enum {
    NEGATION_AHEAD = 5,
    NEGATION_BACK = 3,
    STRENGTH_AHEAD = 2,
    TURNED_POS = -70,
    TURNED_NEG = -35,
    BEFORE_CONTRAST = 60,
    AFTER_CONTRAST = 125,
    UNREAL = 60,
    QUOTED = 50,
    ASKED = 70
};

/* From how much evidence on a post is a review; a cover that no entry breaks through. */
enum { LEAST_REVIEW = 1000, TOLD = 255 };

static bool changes_tone(int kind)
{
    return kind == MARK_TONE || kind == MARK_NEGATOR || kind == MARK_INTENSIFIER || kind == MARK_DIMINISHER ||
           kind == MARK_CONTRAST;
}

/* Per token: how long the longest entry is that covers it. */
static void cover_tokens(struct reading *r)
{
    while (r->cover_cap < r->scan.tokens.n)
        MEM_GROW(r->cover, r->scan.tokens.n - 1, r->cover_cap);
    if (r->scan.tokens.n)
        memset(r->cover, 0, (size_t)r->scan.tokens.n);
    for (int i = 0; i < r->scan.nhits; i++) {
        const struct hit *hit = &r->scan.hits[i];
        uint32_t n = hit->last - hit->first;

        if (!changes_tone(hit->kind))
            continue;
        for (uint32_t t = hit->first; t < hit->last; t++)
            if (r->cover[t] < n)
                r->cover[t] = (uint8_t)(n < 255 ? n : 255);
    }
}

static bool is_covered(const struct reading *r, const struct hit *hit)
{
    uint32_t n = hit->last - hit->first;

    for (uint32_t t = hit->first; t < hit->last; t++)
        if (r->cover[t] > n)
            return true;
    return false;
}

/* No comma or end of sentence between two tokens, `to` included. */
static bool is_one_clause(const struct reading *r, uint32_t from, uint32_t to, int ends)
{
    for (uint32_t t = from + 1; t <= to; t++)
        if (r->scan.tokens.v[t].flags & ends)
            return false;
    return true;
}

/* The tone of a hit after the modifier `by`, both in thousandths; `turned` is set by a negator. */
static void modify(struct reading *r, struct tone *tone, const struct hit *by)
{
    const struct hit *hit = tone->hit;
    bool ahead = hit->first >= by->last, back = by->first >= hit->last;
    uint32_t distance = ahead ? hit->first - by->last : by->first - hit->last;
    int kind = by->kind;

    if (!ahead && !back)
        return;
    if (kind == MARK_NEGATOR && !tone->turned) {
        bool reached =
            ahead ? distance < NEGATION_AHEAD && is_one_clause(r, by->last - 1, hit->first, TOKEN_GAP | TOKEN_COMMA)
                  : distance < NEGATION_BACK && is_one_clause(r, hit->last - 1, by->first, TOKEN_GAP | TOKEN_COMMA);

        if (!reached || (back && tone->value < 0))
            return;
        tone->value = tone->value * (tone->value > 0 ? TURNED_POS : TURNED_NEG) / 100;
        tone->turned = true;
    } else if ((kind == MARK_INTENSIFIER || kind == MARK_DIMINISHER) && ahead && distance < STRENGTH_AHEAD &&
               is_one_clause(r, by->last - 1, hit->first, TOKEN_GAP)) {
        tone->value = tone->value * by->fact->weight / 1000;
    }
}

/*
 * What a book or a film tells is no tone of who writes about it: its words are left alone as names are, and their entries
 * count for nothing.
 */
static bool is_review(const struct reading *r)
{
    int sum = 0;

    for (int i = 0; i < r->scan.nhits; i++)
        if (r->scan.hits[i].kind == MARK_REVIEW)
            sum += r->scan.hits[i].weight;
    return sum >= LEAST_REVIEW;
}

static void leave_out_story(struct reading *r)
{
    feature_add(r, FEATURE_REVIEW, 1000);
    for (int i = 0; i < r->scan.nhits; i++) {
        const struct hit *hit = &r->scan.hits[i];

        if (hit->kind != MARK_TOLD || is_covered(r, hit))
            continue;
        for (uint32_t t = hit->first; t < hit->last; t++) {
            r->cover[t] = TOLD;
            r->scan.names[t] = 1;
        }
    }
}

static void collect_tones(struct reading *r)
{
    r->ntones = 0;
    for (int i = 0; i < r->scan.nhits; i++) {
        const struct hit *hit = &r->scan.hits[i];

        if (hit->kind != MARK_TONE || is_covered(r, hit) || (r->scan.names[hit->first] && hit->scale < WHOLE))
            continue;
        MEM_GROW(r->tones, r->ntones, r->tones_cap);
        r->tones[r->ntones++] = (struct tone){.hit = hit, .value = hit->weight};
    }
}

/* Both lists are in the order of the text, so that each modifier looks at its neighbours only. */
static void apply_modifiers(struct reading *r)
{
    int from = 0;

    for (int i = 0; i < r->scan.nhits; i++) {
        const struct hit *by = &r->scan.hits[i];

        if (!changes_tone(by->kind) || by->kind == MARK_TONE || by->kind == MARK_CONTRAST || is_covered(r, by))
            continue;
        while (from < r->ntones && r->tones[from].hit->last + NEGATION_AHEAD < by->first)
            from++;
        for (int t = from; t < r->ntones && r->tones[t].hit->first < by->last + NEGATION_AHEAD; t++)
            modify(r, &r->tones[t], by);
    }
}

/* The last contrast word decides: what stands before it in its sentence and the one before weighs less. */
static void apply_contrast(struct reading *r)
{
    const struct hit *contrast = NULL;

    for (int i = 0; i < r->scan.nhits; i++)
        if (r->scan.hits[i].kind == MARK_CONTRAST && !is_covered(r, &r->scan.hits[i]))
            contrast = &r->scan.hits[i];
    if (!contrast)
        return;
    uint16_t sentence = r->scan.tokens.v[contrast->first].sentence;
    for (int t = 0; t < r->ntones; t++) {
        const struct token *token = &r->scan.tokens.v[r->tones[t].hit->first];

        if (token->sentence > sentence || token->sentence + 1 < sentence)
            continue;
        bool before = r->tones[t].hit->first < contrast->first;
        r->tones[t].value = r->tones[t].value * (before ? BEFORE_CONTRAST : AFTER_CONTRAST) / 100;
    }
}

/* Tone in a sentence that wishes, supposes, asks or quotes. */
static void apply_sentences(struct reading *r)
{
    const struct scan *s = &r->scan;
    int h = 0;

    for (int t = 0; t < r->ntones; t++) {
        struct tone *tone = &r->tones[t];
        const struct token *token = &s->tokens.v[tone->hit->first];

        if (s->tokens.sentences[token->sentence].question)
            tone->value = tone->value * ASKED / 100;
        if (token->flags & TOKEN_QUOTED) {
            feature_add(r, tone->value > 0 ? FEATURE_QUOTED_POS : FEATURE_QUOTED_NEG, abs(tone->value));
            tone->value = tone->value * QUOTED / 100;
        }
        while (h < s->nhits && s->tokens.v[s->hits[h].first].sentence < token->sentence)
            h++;
        for (int i = h; i < s->nhits && i < h + 200 && s->tokens.v[s->hits[i].first].sentence == token->sentence; i++) {
            if (s->hits[i].kind != MARK_IRREALIS)
                continue;
            tone->value = tone->value * UNREAL / 100;
            break;
        }
    }
}

static void sum_tones(struct reading *r)
{
    const struct tokens *t = &r->scan.tokens;
    uint16_t last = t->n ? t->v[t->n - 1].sentence : 0;
    int pos = 0, neg = 0;

    for (int i = 0; i < r->ntones; i++) {
        const struct tone *tone = &r->tones[i];
        const struct token *token = &t->v[tone->hit->first];
        bool positive = tone->value > 0;
        int value = abs(tone->value);

        feature_add(r, positive ? FEATURE_TONE_POS : FEATURE_TONE_NEG, value);
        if (token->sentence == last)
            feature_add(r, positive ? FEATURE_TONE_LAST_POS : FEATURE_TONE_LAST_NEG, value);
        if (token->kind == TOKEN_EMOJI)
            feature_add(r, positive ? FEATURE_EMOJI_POS : FEATURE_EMOJI_NEG, value);
        if (tone->turned)
            feature_add(r, positive ? FEATURE_NEGATED_NEG : FEATURE_NEGATED_POS, value);
        if (positive)
            pos += value;
        else
            neg += value;
    }
    r->tone_balance = pos - neg;
    feature_add(r, FEATURE_TONE_MIXED, pos < neg ? pos : neg);
    if (pos + neg)
        r->features[FEATURE_TONE_NET] = (int32_t)((long long)(pos - neg) * 1000 / (pos + neg));
    else
        feature_add(r, FEATURE_TONE_NONE, 1000);
}

void resolve_tone(struct reading *r)
{
    cover_tokens(r);
    if (is_review(r))
        leave_out_story(r);
    collect_tones(r);
    apply_modifiers(r);
    apply_contrast(r);
    apply_sentences(r);
    sum_tones(r);
}

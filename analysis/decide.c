/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* Evidence summed per class, and the marks that follow from the sums. */
#include <stdlib.h>
#include <string.h>

#include "analysis/reading.h"

enum {
    MILLION = 1000000,
    SCORE_FULL = 2 * MILLION,
    MOST_THEMES = 2,
    MOST_FRAMES = 2,
    MOST_CRISIS = 2,
    LEAST_THEME = 300,
    LEAST_TONE = 150,
    /* In millionths, found by leaving corpora out (bench/crossval.c). */
    LEAST_FRAME = -100000,
    LEAST_JUDGEMENT = -200000
};

static int integer_root(int n)
{
    int root = 0;

    for (int bit = 1 << 14; bit; bit >>= 1)
        if ((root + bit) * (root + bit) <= n)
            root += bit;
    return root;
}

int word_value(const struct reading *r)
{
    return integer_root(MILLION / r->words);
}

static void add_row(int32_t sums[CLASS_WIDTH], const int16_t *row)
{
    for (int c = 0; c < CLASS_WIDTH; c++)
        sums[c] += row[c];
}

static void add_word(int32_t sums[CLASS_WIDTH], const struct lexicon *lx, const struct word *w)
{
    if (w->summed)
        add_row(sums, word_sum(w));
    else
        for (int i = 0; i < w->nrows; i++)
            add_row(sums, lexicon_row(lx, word_rows(w)[i]));
}

static void sum_words(const struct reading *r, int32_t sums[CLASS_WIDTH])
{
    const struct scan *s = &r->scan;

    for (int i = 0; i < s->tokens.n; i++) {
        if (!scan_is_feature(s, i))
            continue;
        add_word(sums, s->lx, s->words[i]);
    }
    for (int i = 0; i < s->nrows; i++) {
        const struct row_hit *hit = &s->rows[i];
        bool named = false;

        for (uint32_t t = hit->first; t < hit->last; t++)
            named |= s->names[t];
        if (!named)
            add_row(sums, lexicon_row(s->lx, hit->row));
    }
}

/* Products of a feature and a weight that surely fit in an int32 together. */
enum { FEATURES_AT_ONCE = INT32_MAX / (FEATURE_CEILING * INT16_MAX) };

static void add_scaled(int32_t sums[CLASS_WIDTH], const int16_t *row, int16_t value)
{
    for (int c = 0; c < CLASS_WIDTH; c++)
        sums[c] += value * row[c];
}

/* Products on their way to the sums, as many as surely fit. */
struct batch {
    int32_t some[CLASS_WIDTH];
    int n;
};

static void flush(struct batch *b, int64_t sums[CLASS_WIDTH])
{
    for (int c = 0; c < CLASS_WIDTH; c++)
        sums[c] += b->some[c];
    *b = (struct batch){.n = 0};
}

static void add_product(struct batch *b, int64_t sums[CLASS_WIDTH], const int16_t *row, int32_t value)
{
    if (!row)
        return;
    if (b->n == FEATURES_AT_ONCE)
        flush(b, sums);
    b->n++;
    add_scaled(b->some, row, (int16_t)value);
}

static void sum_features(const struct reading *r, int from, int to, int64_t sums[CLASS_WIDTH])
{
    struct batch b = {.n = 0};

    for (int f = from; f < to; f++)
        if (r->features[f])
            add_product(&b, sums, lexicon_feature(r->scan.lx, f), r->features[f]);
    flush(&b, sums);
}

static void sum_concepts(const struct reading *r, int64_t sums[CLASS_WIDTH])
{
    struct batch b = {.n = 0};

    for (int i = 0; i < r->nconcepts; i++)
        add_product(&b, sums, lexicon_concept(r->scan.lx, r->concepts[i].number), r->concepts[i].value);
    flush(&b, sums);
}

void sum_classes(const struct reading *r, int64_t sums[CLASS_WIDTH])
{
    int32_t words[CLASS_WIDTH] = {0};
    int value = word_value(r);

    sum_words(r, words);
    for (int c = 0; c < CLASS_WIDTH; c++)
        sums[c] = (int64_t)words[c] * value;
    sum_features(r, 0, FEATURE_SPEAKER, sums);
    sum_features(r, FEATURE_SPEAKER + VOICE_COUNT, FEATURE_COUNT, sums);
    sum_concepts(r, sums);
}

void sum_speaker(const struct reading *r, int64_t sums[CLASS_WIDTH])
{
    sum_features(r, FEATURE_SPEAKER, FEATURE_SPEAKER + VOICE_COUNT, sums);
}

/* ---- where nothing was learned, the hand-written sums stand in */

static void copy_sums(const struct reading *r, int64_t *sums, int feature, int n, int least)
{
    for (int i = 0; i < n; i++)
        sums[i] = (int64_t)(r->features[feature + i] - least) * 1000;
}

bool tone_is_by_hand(const struct reading *r)
{
    return !(lexicon_learned(r->scan.lx) >> GROUP_SENTIMENT & 1) || r->features[FEATURE_REVIEW];
}

static void sum_tone(const struct reading *r, int64_t sums[CLASS_WIDTH])
{
    sums[CLASS_SENTIMENT + SENTIMENT_POSITIEF] = (int64_t)r->tone_balance * 1000;
    sums[CLASS_SENTIMENT + SENTIMENT_NEGATIEF] = (int64_t)-r->tone_balance * 1000;
    sums[CLASS_SENTIMENT + SENTIMENT_NEUTRAAL] = LEAST_TONE * 1000;
}

static void sum_by_hand(const struct reading *r, int64_t sums[CLASS_WIDTH])
{
    uint32_t learned = lexicon_learned(r->scan.lx);

    if (!(learned >> GROUP_THEME & 1))
        copy_sums(r, sums + CLASS_THEME, FEATURE_THEME, THEME_COUNT, LEAST_THEME);
    if (!(learned >> GROUP_FRAME & 1))
        copy_sums(r, sums + CLASS_FRAME, FEATURE_FRAME, FRAME_COUNT, 600);
    if (!(learned >> GROUP_CRISIS & 1))
        copy_sums(r, sums + CLASS_CRISIS, FEATURE_CRISIS, CRISIS_COUNT, 600);
    if (!(learned >> GROUP_INCIDENT & 1))
        sums[CLASS_INCIDENT] = (int64_t)(r->features[FEATURE_ACUTE] ? 1 : -1) * MILLION;
    if (!(learned >> GROUP_INTENT & 1)) {
        copy_sums(r, sums + CLASS_INTENT, FEATURE_INTENT, INTENT_COUNT, 500);
        sums[CLASS_INTENT + INTENT_GEEN] = 1;
    }
    if (!(learned >> GROUP_VOICE & 1)) {
        copy_sums(r, sums + CLASS_VOICE, FEATURE_VOICE, VOICE_COUNT, 500);
        sums[CLASS_VOICE + VOICE_BEVOLKING] = 1;
    }
    if (!(learned >> GROUP_LEADER & 1)) {
        for (int c = 0; c < CRITERION_COUNT; c++) {
            sums[CLASS_LEADER + 2 * c] = (int64_t)(r->features[FEATURE_LEADER_POS + c] - 500) * 1000;
            sums[CLASS_LEADER + 2 * c + 1] = (int64_t)(r->features[FEATURE_LEADER_NEG + c] - 500) * 1000;
        }
    }
    if (!(learned >> GROUP_CHATTER & 1))
        sums[CLASS_CHATTER] = (int64_t)(r->features[FEATURE_CHATTER] - 900) * 1000;
}

/* ---- from sums to marks */

static int highest(const int64_t *sums, int n)
{
    int best = 0;

    for (int i = 1; i < n; i++)
        if (sums[i] > sums[best])
            best = i;
    return best;
}

/* The values above `least`, the `most` highest of them, as bits. */
static uint32_t highest_bits(const int64_t *sums, int n, int most, int64_t least)
{
    uint32_t bits = 0;

    for (int k = 0; k < most; k++) {
        int best = -1;

        for (int i = 0; i < n; i++)
            if (!(bits >> i & 1) && sums[i] > least && (best < 0 || sums[i] > sums[best]))
                best = i;
        if (best >= 0)
            bits |= 1u << best;
    }
    return bits;
}

static void decide_sentiment(struct marks *m, const int64_t *sums)
{
    int64_t score = sums[SENTIMENT_POSITIEF] - sums[SENTIMENT_NEGATIEF];

    m->sentiment = (enum sentiment)highest(sums, SENTIMENT_COUNT);
    score = score > SCORE_FULL ? SCORE_FULL : score < -SCORE_FULL ? -SCORE_FULL : score;
    m->score = (float)(int)(score / (SCORE_FULL / 1000)) / 1000.0f;
}

/* `overig` stands alone, and where there is nothing at all. */
uint32_t decide_themes(const int32_t leanings[THEME_COUNT], int32_t least)
{
    int64_t sums[THEME_COUNT];
    int first;

    for (int i = 0; i < THEME_COUNT; i++)
        sums[i] = leanings[i];
    first = highest(sums, THEME_COUNT);
    if (first == THEME_OVERIG || (sums[first] <= -LEAST_THEME && sums[THEME_OVERIG] == sums[first]))
        return 1u << THEME_OVERIG;
    return 1u << first | highest_bits(sums, THEME_OVERIG, MOST_THEMES, least);
}

uint8_t decide_crisis(const int32_t leanings[CRISIS_COUNT])
{
    int64_t sums[CRISIS_COUNT];

    for (int i = 0; i < CRISIS_COUNT; i++)
        sums[i] = leanings[i];
    return (uint8_t)highest_bits(sums, CRISIS_COUNT, MOST_CRISIS, 0);
}

static int32_t leaning(int64_t sum)
{
    enum { MOST = MILLION };

    sum /= 1000;
    return (int32_t)(sum > MOST ? MOST : sum < -MOST ? -MOST : sum);
}

static void decide_leanings(struct marks *m, const int64_t sums[CLASS_WIDTH])
{
    for (int i = 0; i < THEME_COUNT; i++)
        m->leanings.themes[i] = leaning(sums[CLASS_THEME + i]);
    for (int i = 0; i < CRISIS_COUNT; i++)
        m->leanings.crisis[i] = leaning(sums[CLASS_CRISIS + i]);
    m->leanings.incident = leaning(sums[CLASS_INCIDENT]);
    m->themes = decide_themes(m->leanings.themes, ALONE_SECOND_THEME);
    if (m->leanings.incident > ALONE_INCIDENT)
        m->crisis = decide_crisis(m->leanings.crisis);
}

/* Who is judged: the person named first. */
static void decide_leadership(struct reading *r, const int64_t *sums)
{
    struct marks *m = r->marks;

    if (r->nmentions == 0)
        return;
    for (int c = 0; c < CRITERION_COUNT && m->nleadership < MAX_LEADERSHIP; c++) {
        const int64_t *pair = sums + 2 * c;
        bool positive = pair[0] > pair[1];

        if (pair[positive ? 0 : 1] > LEAST_JUDGEMENT)
            m->leadership[m->nleadership++] =
                (struct judgement){r->mentions[0].person, (uint8_t)c, (int8_t)(positive ? 1 : -1)};
    }
}

/* Is there a word or an emoji, and in a language that is read? */
static bool is_scored(const struct reading *r)
{
    static const char *const scored[] = {"nl", "li", "nds", "fy", "af", "zea", NULL};
    int i = 0, token = 0;

    while (scored[i] && strcmp(r->marks->lang, scored[i]) != 0)
        i++;
    while (token < r->scan.tokens.n && r->scan.tokens.v[token].kind != TOKEN_WORD &&
           r->scan.tokens.v[token].kind != TOKEN_EMOJI && r->scan.tokens.v[token].kind != TOKEN_TAG)
        token++;
    return scored[i] && token < r->scan.tokens.n;
}

void decide_marks(struct reading *r, int64_t sums[CLASS_WIDTH])
{
    enum { SURE = 1000 };
    struct marks *m = r->marks;
    int harmless = r->features[FEATURE_HARMLESS];
    int acute = (harmless < SURE ? r->features[FEATURE_ACUTE] : 0) - harmless; /* an exercise has no acute words */

    sum_by_hand(r, sums);
    if (!r->settled_voice)
        m->voice = (enum voice)highest(sums + CLASS_VOICE, VOICE_COUNT);
    feature_add(r, FEATURE_SPEAKER + (int)m->voice, 1000);
    sum_speaker(r, sums);
    if (tone_is_by_hand(r))
        sum_tone(r, sums);
    decide_sentiment(m, sums + CLASS_SENTIMENT);
    if (!is_scored(r)) {
        m->sentiment = SENTIMENT_NEUTRAAL;
        m->score = 0;
    }
    decide_leanings(m, sums);
    m->frames = (uint8_t)highest_bits(sums + CLASS_FRAME, FRAME_COUNT, MOST_FRAMES, LEAST_FRAME);
    m->intent = (enum intent)highest(sums + CLASS_INTENT, INTENT_COUNT);
    decide_leadership(r, sums + CLASS_LEADER);
    m->chatter = sums[CLASS_CHATTER] > 0;
    m->acute = (float)(acute < -2000 ? -2000 : acute > 2000 ? 2000 : acute) / 1000.0f;
    m->firsthand = r->features[FEATURE_FIRSTHAND] >= 500;
}

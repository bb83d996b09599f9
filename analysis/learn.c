/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "analysis/learn.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/reading.h"

/* Weights below these thousandths are not worth a line. */
enum { LEAST_FEATURE = 5, LEAST_WORD = 70, WEIGHT_MOST = 32000 };
enum { ROUNDS = 40, FEATURES_PER_POST = 4000, NO_FEATURE = -1 };

/* A feature that may be learned: what stands in the lexicon, and how many wrote it. */
struct candidate {
    uint64_t hash; /* of the text; 0: an empty place */
    struct str text;
    uint64_t authors[LEAST_AUTHORS];
    int nauthors;
    int number; /* index among the kept ones, or NO_FEATURE */
};

struct value {
    int32_t feature; /* candidate's slot while adding, feature number when training */
    float value;
};

struct sample {
    size_t first;
    int n;
    uint32_t known;
    uint64_t positive; /* bit per class */
    uint64_t issue;    /* a hash, 0: none */
    bool acute;        /* it is on an acute incident, with or without a crisis mark */
    float weight;
    bool polar;
};

struct learner {
    struct candidate *candidates; /* open addressing */
    size_t size, used;
    struct arena arena;
    struct value *values;
    size_t nvalues, values_cap;
    struct sample *samples;
    int nsamples, samples_cap;
    struct str *texts; /* of the kept features, by number */
    int nfeatures;
};

#define CONCEPT_NAME "@concept:"

/* What a resolver's feature counts for beside a word. */
static const double RESOLVED_SCALE = 0.7;

/*
 * How closely the models follow their posts (C of the paper), and how much more the posts of a rare class count: the power
 * of the ratio of the posts without to those with.
 */
static const struct {
    double cost, rarity;
} settings[GROUP_COUNT] = {
    [GROUP_SENTIMENT] = {0.20, 0.25}, [GROUP_THEME] = {0.06, 0.50},  [GROUP_FRAME] = {0.06, 0.50},
    [GROUP_CRISIS] = {0.20, 0.60},    [GROUP_INTENT] = {0.20, 0.50}, [GROUP_VOICE] = {0.10, 0.50},
    [GROUP_LEADER] = {0.10, 0.75},    [GROUP_CHATTER] = {0.10, 0.50}, [GROUP_INCIDENT] = {0.30, 0.40},
};

/* An issue is acute when a third of its posts carry a crisis mark: so the crisis marks learn from its other posts, too. */
enum { ACUTE_SHARE = 3 };

struct learner *learner_new(void)
{
    struct learner *l = mem_calloc(1, sizeof *l);

    l->size = 1 << 16;
    l->candidates = mem_calloc(l->size, sizeof *l->candidates);
    return l;
}

void learner_free(struct learner *l)
{
    if (!l)
        return;
    free(l->candidates);
    free(l->values);
    free(l->samples);
    free(l->texts);
    arena_release(&l->arena);
    free(l);
}

/* ---- gathering */

static size_t slot_of(const struct learner *l, uint64_t hash)
{
    size_t i = (size_t)hash & (l->size - 1);

    while (l->candidates[i].hash && l->candidates[i].hash != hash)
        i = (i + 1) & (l->size - 1);
    return i;
}

/* Slots move when the table grows: values point to candidates by the order in which they came. */
static void grow(struct learner *l)
{
    struct candidate *old = l->candidates;
    size_t size = l->size;

    l->size *= 2;
    l->candidates = mem_calloc(l->size, sizeof *l->candidates);
    for (size_t i = 0; i < size; i++)
        if (old[i].hash)
            l->candidates[slot_of(l, old[i].hash)] = old[i];
    free(old);
}

static void add_author(struct candidate *c, uint64_t author)
{
    for (int i = 0; i < c->nauthors; i++)
        if (c->authors[i] == author)
            return;
    if (c->nauthors < LEAST_AUTHORS)
        c->authors[c->nauthors++] = author;
}

static int32_t candidate_of(struct learner *l, struct str text, uint64_t author)
{
    uint64_t hash = str_hash(text) | 1;
    size_t slot;

    if (l->used * 2 >= l->size)
        grow(l);
    slot = slot_of(l, hash);
    if (!l->candidates[slot].hash) {
        l->candidates[slot] =
            (struct candidate){.hash = hash, .text = str_copy(&l->arena, text), .number = (int)l->used};
        l->used++;
    }
    add_author(&l->candidates[slot], author);
    return l->candidates[slot].number;
}

static void add_value(struct learner *l, struct sample *sample, int32_t feature, float value)
{
    for (int i = 0; i < sample->n; i++) {
        struct value *v = &l->values[sample->first + (size_t)i];

        if (v->feature == feature) {
            v->value += value;
            return;
        }
    }
    if (sample->n >= FEATURES_PER_POST)
        return;
    MEM_GROW(l->values, l->nvalues, l->values_cap);
    l->values[l->nvalues++] = (struct value){feature, value};
    sample->n++;
}

static void add_text(struct learner *l, struct sample *sample, uint64_t author, float value, const char *before,
                     struct str text, struct str more)
{
    char bytes[3 * TOKEN_BYTES];
    size_t n = strlen(before);

    memcpy(bytes, before, n);
    memcpy(bytes + n, text.p, text.n);
    n += text.n;
    if (more.n) {
        bytes[n++] = ' ';
        memcpy(bytes + n, more.p, more.n);
        n += more.n;
    }
    add_value(l, sample, FEATURE_COUNT + candidate_of(l, (struct str){bytes, n}, author), value);
}

static void add_words(struct learner *l, struct sample *sample, struct reading *r, uint64_t author)
{
    struct scan *s = &r->scan;
    float value = (float)word_value(r) / 1000.0f;

    for (int i = 0; i < s->tokens.n; i++) {
        const struct word *w = s->words[i];
        struct str text = token_text(&s->tokens, &s->tokens.v[i]);

        if (!scan_is_feature(s, i))
            continue;
        add_text(l, sample, author, value, "", text, (struct str){0});
        if (s->tokens.v[i].kind != TOKEN_EMOJI && !w->lengthened) {
            add_text(l, sample, author, value, "~", scan_stem(s, text), (struct str){0});
            for (int k = 0; k < w->nparts; k++)
                add_text(l, sample, author, value, "~", scan_stem(s, str_sub(text, word_parts(w)[k].at, word_parts(w)[k].n)),
                         (struct str){0});
        }
        if (scan_is_pair(s, i))
            add_text(l, sample, author, value, "", text, token_text(&s->tokens, &s->tokens.v[i + 1]));
    }
}

static void add_concepts(struct learner *l, struct sample *sample, const struct reading *r, uint64_t author)
{
    for (int i = 0; i < r->nconcepts; i++)
        add_text(l, sample, author, (float)r->concepts[i].value / 1000.0f, CONCEPT_NAME,
                 lexicon_name(r->scan.lx, r->concepts[i].number), (struct str){0});
}

static uint64_t bits_of(const struct labelled *l)
{
    const struct marks *m = &l->gold;
    uint64_t bits = 1ull << (CLASS_SENTIMENT + (int)m->sentiment) | (uint64_t)m->themes << CLASS_THEME |
                    (uint64_t)m->frames << CLASS_FRAME | (uint64_t)m->crisis << CLASS_CRISIS |
                    1ull << (CLASS_INTENT + (int)m->intent) | 1ull << (CLASS_VOICE + (int)m->voice);

    for (int i = 0; i < m->nleadership; i++)
        bits |= 1ull << (CLASS_LEADER + 2 * m->leadership[i].criterion + (m->leadership[i].polarity < 0));
    return bits | (uint64_t)!l->issue << CLASS_CHATTER | (uint64_t)(m->crisis != 0) << CLASS_INCIDENT;
}

void learner_add(struct learner *l, struct scratch *s, const struct labelled *post)
{
    struct reading *r = scratch_reading(s);
    struct marks marks;
    struct sample sample = {.first = l->nvalues,
                            .known = post->known,
                            .positive = bits_of(post),
                            .issue = post->issue,
                            .acute = post->gold.crisis != 0,
                            .weight = post->weight,
                            .polar = post->polar};

    reading_take(r, &post->post, &marks);
    if (r->settled_voice)
        sample.known &= ~(1u << GROUP_VOICE);
    if (r->nmentions == 0)
        sample.known &= ~(1u << GROUP_LEADER);
    feature_add(r, FEATURE_SPEAKER + (int)(post->known >> GROUP_VOICE & 1 ? post->gold.voice : marks.voice), 1000);
    for (int f = 0; f < FEATURE_COUNT; f++)
        if (r->features[f])
            add_value(l, &sample, f, (float)r->features[f] / 1000.0f);
    add_words(l, &sample, r, post->author);
    add_concepts(l, &sample, r, post->author);
    MEM_GROW(l->samples, l->nsamples, l->samples_cap);
    l->samples[l->nsamples++] = sample;
}

/* ---- training */

/* Numbers the features that enough people wrote, in the order in which they came; values of others go. */
static void number_features(struct learner *l)
{
    int32_t *numbers = mem_calloc(l->used + 1, sizeof *numbers);

    l->texts = mem_realloc(l->texts, l->used + 1, sizeof *l->texts);
    for (size_t i = 0; i < l->size; i++) {
        const struct candidate *c = &l->candidates[i];

        if (c->hash)
            numbers[c->number] = c->nauthors >= LEAST_AUTHORS ? 1 : 0;
        if (c->hash)
            l->texts[c->number] = c->text;
    }
    l->nfeatures = FEATURE_COUNT;
    for (size_t i = 0; i < l->used; i++) {
        bool keep = numbers[i];

        numbers[i] = keep ? l->nfeatures : NO_FEATURE;
        if (keep)
            l->texts[l->nfeatures++ - FEATURE_COUNT] = l->texts[i];
    }
    for (int i = 0; i < l->nsamples; i++) {
        struct sample *sample = &l->samples[i];
        int n = 0;

        for (int k = 0; k < sample->n; k++) {
            struct value v = l->values[sample->first + (size_t)k];

            if (v.feature >= FEATURE_COUNT)
                v.feature = numbers[v.feature - FEATURE_COUNT];
            if (v.feature == NO_FEATURE)
                continue;
            l->values[sample->first + (size_t)n++] = v;
        }
        sample->n = n;
    }
    free(numbers);
}

/* Posts without a crisis mark that belong to an acute issue. */
static void find_acute(struct learner *l)
{
    for (int i = 0; i < l->nsamples; i++) {
        struct sample *sample = &l->samples[i];
        int posts = 0, acute = 0;

        if (!sample->issue || !(sample->known >> GROUP_CRISIS & 1))
            continue;
        for (int k = 0; k < l->nsamples; k++) {
            posts += l->samples[k].issue == sample->issue;
            acute += l->samples[k].issue == sample->issue && l->samples[k].positive >> CLASS_INCIDENT & 1;
        }
        sample->acute |= acute && acute * ACUTE_SHARE >= posts;
    }
}

/* One class's model while it is trained. */
struct model {
    int class;
    double *before;  /* per feature: the weights it starts from */
    double *w;       /* per feature: what is added to them, to be multiplied by the scale */
    double *scale;   /* per feature: what its values are multiplied by */
    double *alpha;   /* per post */
    double *square;  /* per post: of its scaled values */
    double positive; /* how much more a positive post counts, as there are fewer of them */
    double *start;   /* per post: the sum that the weights before give */
    int *order;      /* of the posts that have the label */
    int n;
};

/* The sum of a post with the weights so far. */
static double sum_of(const struct learner *l, int i, const struct model *m)
{
    const struct value *v = l->values + l->samples[i].first;
    double sum = m->start[i];

    for (int k = 0; k < l->samples[i].n; k++)
        sum += m->w[v[k].feature] * m->scale[v[k].feature] * (double)v[k].value;
    return sum;
}

/*
 * The voice is decided before the speaker is known, so that its models leave that out. Concepts tell of themes alone; how a person is
 * judged and whether something acute goes on does not hang on the theme.
 */
static bool is_left_out(const struct learner *l, int class, int feature)
{
    enum class_group group = class_group(class);

    if (feature >= FEATURE_COUNT)
        return group != GROUP_THEME && l->texts[feature - FEATURE_COUNT].p[0] == '@';
    if (feature >= FEATURE_REVIEW && feature <= FEATURE_TREND_BAD)
        return group != GROUP_SENTIMENT;
    if (feature >= FEATURE_THEME && feature < FEATURE_FRAME)
        return group == GROUP_LEADER || group == GROUP_CRISIS || group == GROUP_INCIDENT;
    return group == GROUP_VOICE && feature >= FEATURE_SPEAKER && feature < FEATURE_SPEAKER + VOICE_COUNT;
}

/* One step of the descent: how far the post's weight moves. */
static void step(const struct learner *l, int i, struct model *m)
{
    const struct sample *sample = &l->samples[i];
    bool positive = sample->positive >> m->class & 1;
    double cost = settings[class_group(m->class)].cost * (positive ? m->positive : 1) * (double)sample->weight;
    double y = positive ? 1 : -1;
    double gradient = y * sum_of(l, i, m) - 1 + m->alpha[i] / (2 * cost);
    double next = m->alpha[i] - gradient / (m->square[i] + 1 / (2 * cost));

    next = next > 0 ? next : 0;
    if (next == m->alpha[i])
        return;
    double change = (next - m->alpha[i]) * y;
    const struct value *v = l->values + sample->first;
    m->alpha[i] = next;
    for (int k = 0; k < sample->n; k++)
        m->w[v[k].feature] += change * m->scale[v[k].feature] * (double)v[k].value;
}

/* A fixed order of the posts that differs from round to round. */
static void shuffle(int *order, int n, uint64_t *state)
{
    for (int i = n - 1; i > 0; i--) {
        *state = *state * 6364136223846793005u + 1442695040888963407u;
        int j = (int)((*state >> 33) % (uint64_t)(i + 1));
        int other = order[j];

        order[j] = order[i];
        order[i] = other;
    }
}

/*
 * A word counts by how much more often the class has it than the others, as the log of the two shares (Wang & Manning,
 * "Baselines and bigrams", ACL 2012); the resolvers' features count as they are.
 */
static void set_scales(const struct learner *l, struct model *m)
{
    double *with = mem_calloc((size_t)l->nfeatures, sizeof *with),
           *without = mem_calloc((size_t)l->nfeatures, sizeof *without);
    double nwith = 0, nwithout = 0;

    for (int k = 0; k < m->n; k++) {
        const struct sample *sample = &l->samples[m->order[k]];
        bool positive = sample->positive >> m->class & 1;

        nwith += positive;
        nwithout += !positive;
        for (int j = 0; j < sample->n; j++)
            (positive ? with : without)[l->values[sample->first + (size_t)j].feature] += 1;
    }
    m->positive = pow((nwithout + 1) / (nwith + 1), settings[class_group(m->class)].rarity);
    for (int f = 0; f < l->nfeatures; f++) {
        double ratio = (with[f] + 1) / (nwith + 2) / ((without[f] + 1) / (nwithout + 2));

        m->scale[f] = is_left_out(l, m->class, f) ? 0 : f >= FEATURE_COUNT ? fabs(log(ratio)) : RESOLVED_SCALE;
    }
    free(with);
    free(without);
}

static void set_starts(const struct learner *l, struct model *m)
{
    for (int i = 0; i < l->nsamples; i++) {
        const struct sample *sample = &l->samples[i];

        m->square[i] = m->start[i] = 0;
        for (int k = 0; k < sample->n; k++) {
            const struct value *v = &l->values[sample->first + (size_t)k];
            double value = m->scale[v->feature] * (double)v->value;

            m->square[i] += value * value;
            m->start[i] += m->before[v->feature] * (double)v->value;
        }
    }
}

/* Does the post say anything about the class? */
static bool is_told(const struct sample *sample, int class)
{
    enum class_group group = class_group(class);

    return sample->known >> group & 1 && !(sample->polar && class == CLASS_SENTIMENT + SENTIMENT_NEUTRAAL) &&
           (group != GROUP_CRISIS || sample->acute);
}

static void train_class(const struct learner *l, struct model *m)
{
    uint64_t state = 20260302;

    m->n = 0;
    for (int i = 0; i < l->nsamples; i++) {
        m->alpha[i] = 0;
        if (is_told(&l->samples[i], m->class))
            m->order[m->n++] = i;
    }
    set_scales(l, m);
    set_starts(l, m);
    for (int round = 0; round < ROUNDS; round++) {
        shuffle(m->order, m->n, &state);
        for (int k = 0; k < m->n; k++)
            step(l, m->order[k], m);
    }
    for (int f = 0; f < l->nfeatures; f++)
        m->w[f] = m->before[f] + m->w[f] * m->scale[f];
}

/* ---- the weights to start from, and writing */

static void set_feature_text(const struct learner *l, int feature, char *name, struct str *text)
{
    if (feature < FEATURE_COUNT) {
        feature_name(feature, name);
        *text = str_of(name);
    } else {
        *text = l->texts[feature - FEATURE_COUNT];
    }
}

static const int16_t *row_before(const struct learner *l, const struct lexicon *lx, int feature)
{
    const struct node *node;
    struct str text;

    if (feature < FEATURE_COUNT)
        return lexicon_feature(lx, feature);
    text = l->texts[feature - FEATURE_COUNT];
    if (text.p[0] == '@')
        return lexicon_concept(lx, lexicon_number(lx, str_sub(text, strlen(CONCEPT_NAME), text.n)));
    if (text.p[0] == '~') {
        node = lexicon_stem(lx, token_hash(str_sub(text, 1, text.n)));
    } else {
        struct str first = str_cut(&text, ' ');

        node = lexicon_word(lx, token_hash(first));
        if (node && text.n)
            node = lexicon_next(lx, node, token_hash(text));
    }
    return node && node->row != NO_ROW ? lexicon_row(lx, node->row) : NULL;
}

static void start_weights(const struct learner *l, const struct lexicon *lx, struct model *m)
{
    for (int f = 0; f < l->nfeatures; f++) {
        const int16_t *row = lx ? row_before(l, lx, f) : NULL;

        m->before[f] = row ? row[m->class] / 1000.0 : 0;
        m->w[f] = 0;
    }
}

/* Keeps a class's weights in the table of all, in thousandths. */
static void keep_class(const struct learner *l, const struct model *m, int16_t (*table)[CLASS_COUNT])
{
    for (int f = 0; f < l->nfeatures; f++) {
        long weight = lround(m->w[f] * 1000);

        weight = weight > WEIGHT_MOST ? WEIGHT_MOST : weight < -WEIGHT_MOST ? -WEIGHT_MOST : weight;
        if (labs(weight) >= (f < FEATURE_COUNT ? LEAST_FEATURE : LEAST_WORD))
            table[f][m->class] = (int16_t)weight;
    }
}

/* All classes of one entry stand together. */
static void write_table(const struct learner *l, int16_t (*table)[CLASS_COUNT], struct buf *out)
{
    for (int f = 0; f < l->nfeatures; f++) {
        char name[FEATURE_NAME_BYTES];
        struct str text;

        set_feature_text(l, f, name, &text);
        for (int class = 0; class < CLASS_COUNT; class ++) {
            int weight = table[f][class];

            if (weight)
                buf_printf(out, "%.*s\t%s=%.*s\t%s%d.%03d\n", STR_ARG(text), class_ranges[class_group(class)].name,
                           STR_ARG(class_name(class)), weight < 0 ? "-" : "", abs(weight) / 1000, abs(weight) % 1000);
        }
    }
}

void learner_train(struct learner *l, const struct analyser *from, struct buf *out)
{
    const struct lexicon *lx = from ? analyser_lexicon(from) : NULL;
    uint32_t known = 0;

    number_features(l);
    find_acute(l);
    struct model m = {
        .before = mem_calloc((size_t)l->nfeatures, sizeof *m.before),
        .w = mem_calloc((size_t)l->nfeatures, sizeof *m.w),
        .scale = mem_calloc((size_t)l->nfeatures, sizeof *m.scale),
        .alpha = mem_calloc((size_t)l->nsamples + 1, sizeof *m.alpha),
        .square = mem_calloc((size_t)l->nsamples + 1, sizeof *m.square),
        .start = mem_calloc((size_t)l->nsamples + 1, sizeof *m.start),
        .order = mem_calloc((size_t)l->nsamples + 1, sizeof *m.order),
    };
    int16_t(*table)[CLASS_COUNT] = mem_calloc((size_t)l->nfeatures, sizeof *table);
    for (int i = 0; i < l->nsamples; i++)
        known |= l->samples[i].known;
    buf_puts(
        out,
        "# SPDX-License-Identifier: EUPL-1.2\n# SPDX-FileCopyrightText: 2026 Tamtam contributors\n"
        "# Weights that `tamtam learn` made from labelled posts: positive speaks for the class, negative against.\n"
        "entry\tmark\tweight\tpos\tnote\n");
    for (int class = 0; class < CLASS_COUNT; class ++) {
        if (!(known >> class_group(class) & 1))
            continue;
        m.class = class;
        start_weights(l, lx, &m);
        train_class(l, &m);
        keep_class(l, &m, table);
    }
    write_table(l, table, out);
    free(table);
    free(m.before);
    free(m.w);
    free(m.scale);
    free(m.alpha);
    free(m.square);
    free(m.start);
    free(m.order);
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * What a post may belong to: the evidence for each candidate cluster, weighed by a logistic model. The terms of the
 * post are looked up rarest first, within a budget, so that the cost does not grow with the archive.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/grouper.h"
#include "base/when.h"

enum {
    SHORTLIST = 7, /* clusters found by words that are weighed in full */
    COMMON = 12,     /* a term that more than one in so many posts have finds nothing */
    HANDLE_WALK = 8,
    AROUND = 64, /* posts that tell what was going on around an earlier post */
    FADED_HOURS = 12
};

static const float USUAL_CONTENT = 4; /* log of the squared length of a post's term vector */
static const float RATIO_MAX = 6; /* what one word can say at most, however large the archive */

static uint64_t handle_key(enum handle_kind kind, uint64_t hash)
{
    return (hash ^ (uint64_t)kind * 0x9e3779b97f4a7c15ULL) * 0xff51afd7ed558ccdULL;
}

/* What a term counts for when two posts are compared, by the log of its share: rare ones much. */
static float near_weight_of(float log_share)
{
    float idf = -log_share - 2;

    return idf > 0 ? idf * idf : 0;
}

static float near_weight(const struct grouper *g, const struct lemma *l)
{
    return near_weight_of(quick_log(lemma_share(g, l)));
}

static uint64_t hash_of(struct str s)
{
    return s.n ? str_hash(s) : 0;
}

static struct str writer_of(const struct post *post)
{
    return post->actor.n ? post->actor : post->author;
}

/* What an item is found by, while it is made. */
struct finding {
    uint64_t keys[ITEM_TERMS + ITEM_HANDLES];
    uint8_t kinds[ITEM_TERMS + ITEM_HANDLES], weights[ITEM_TERMS + ITEM_HANDLES];
    int n;
};

static void add_term(struct finding *f, const struct term *t)
{
    f->keys[f->n] = t->key;
    f->kinds[f->n] = t->kind;
    f->weights[f->n++] = (uint8_t)(fminf(1, fmaxf(0, t->weight)) * 255);
}

static void add_handle(struct finding *f, enum handle_kind kind, uint64_t hash)
{
    if (!hash)
        return;
    f->keys[f->n] = handle_key(kind, hash);
    f->kinds[f->n] = (uint8_t)kind;
    f->weights[f->n++] = 0;
}

/* All of a finding enters the dictionary. */
static void look_up(struct grouper *g, struct item *it, const struct finding *f)
{
    uint32_t said[ITEM_TERMS + ITEM_HANDLES];

    index_expect(g, f->keys, f->n);
    for (int i = 0; i < f->n; i++) {
        uint32_t lemma = lemma_of(g, f->keys[i], f->kinds[i]);

        said[i] = lemma | (uint32_t)f->weights[i] << LEMMA_BITS;
        if (i < it->nterms)
            it->norm += near_weight(g, &g->lemmas[lemma]);
    }
    it->terms = lists_add(&g->said, said, (uint32_t)f->n);
}

/* Terms of the headline, of so many bytes, come first. */
static void add_terms(struct grouper *g, struct item *it, const struct post *post, const struct terms *terms, size_t headline)
{
    int n = terms->n < ITEM_TERMS ? terms->n : ITEM_TERMS;
    const uint32_t *sketch = lists_at(&g->told, it->text);
    struct finding f;

    f.n = 0;
    for (int i = 0; i < n; i++)
        if (terms->v[i].at < headline)
            add_term(&f, &terms->v[i]);
    it->nheadline = (uint8_t)f.n;
    for (int i = 0; i < n; i++)
        if (terms->v[i].at >= headline)
            add_term(&f, &terms->v[i]);
    it->nterms = (uint8_t)f.n;
    add_handle(&f, HANDLE_ID, hash_of(post->id));
    add_handle(&f, HANDLE_URL, hash_of(post->url));
    add_handle(&f, HANDLE_AUTHOR, hash_of(writer_of(post)));
    for (int i = 0; i < it->nsketch && i < SKETCH_HANDLES; i++)
        add_handle(&f, HANDLE_TEXT, sketch[i] + 1ULL);
    it->nhandles = (uint8_t)(f.n - it->nterms);
    look_up(g, it, &f);
}

/* Leanings as shares: what a theme is ahead of the others counts, `overig` is no theme. */
static void note_leans(struct item *it, const struct leanings *own)
{
    enum { SHARP = 400 }; /* thousandths of log odds */
    float likely[THEME_COUNT] = {0}, sum = 0;
    int32_t most = INT32_MIN;

    for (int i = 0; i < THEME_OVERIG; i++)
        most = own->themes[i] > most ? own->themes[i] : most;
    for (int i = 0; i < THEME_OVERIG; i++)
        sum += likely[i] = expf((float)(own->themes[i] - most) / SHARP);
    for (int i = 0; i < THEME_OVERIG; i++)
        it->leans[i] = (uint8_t)(255 * likely[i] / sum);
}

static void note_text(struct grouper *g, struct item *it, const struct post *post)
{
    uint32_t told[SKETCH + LEAD + TITLE_WORDS], n = copy_note(g, it, post, told);

    it->text = lists_add(&g->told, told, n + title_note(g, it, post, told + n));
}

void item_make(struct grouper *g, struct item *it, const struct post *post, const struct marks *marks,
               const struct terms *terms)
{
    *it = (struct item){.seq = post->seq, .cluster = NO_INDEX, .norm = 1};
    it->time = post->seen != TIME_NONE && post->seen && post->time > post->seen ? post->seen : post->time;
    it->author = hash_of(writer_of(post));
    if (!it->author)
        it->author = ~hash_of(post->id); /* nobody: somebody else each time */
    it->reply_to = hash_of(post->reply_to);
    it->channel = (uint8_t)post->channel;
    it->voice = (uint8_t)marks->voice;
    it->themes = marks->themes & ~(1u << THEME_OVERIG);
    note_leans(it, &marks->leanings);
    it->acute = marks->acute;
    if (post->channel == CHANNEL_NEWS || post->channel == CHANNEL_NEWSPAPER || marks->voice == VOICE_MEDIA)
        it->flags |= ITEM_NEWS;
    if (marks->firsthand)
        it->flags |= ITEM_FIRSTHAND;
    if (marks->sentiment == SENTIMENT_NEGATIEF)
        it->flags |= ITEM_NEGATIVE;
    if (marks->crisis)
        it->flags |= ITEM_CRISIS;
    if (marks->chatter)
        it->flags |= ITEM_CHATTER;
    for (int i = 0; i < marks->nplaces && it->nplaces < ITEM_PLACES; i++)
        if (marks->places[i] < g->town->ndistricts)
            it->places[it->nplaces++] = marks->places[i];
    for (int i = 0; i < marks->npeople && it->npeople < ITEM_PEOPLE; i++)
        if (marks->people[i] < g->town->npeople)
            it->people[it->npeople++] = marks->people[i];
    note_text(g, it, post);
    add_terms(g, it, post, terms, it->flags & ITEM_NEWS ? headline_of(post).n : 0);
}

void item_forget_text(struct grouper *g, struct item *it)
{
    int texts = it->nsketch < SKETCH_HANDLES ? it->nsketch : SKETCH_HANDLES; /* its last handles */

    index_remove(g, it, it->nterms + it->nhandles - texts);
    it->nhandles = (uint8_t)(it->nhandles - texts);
    lists_drop(&g->told, it->text + item_told(it));
    it->nsketch = it->nlead = it->ntitle = 0;
}

/* ---- finding candidates ---- */

/* The notes on a cluster, fresh at its first mention this round; until the next is asked for. */
static struct tally *tally_of(struct grouper *g, uint32_t cluster)
{
    struct aside *a = &g->aside[cluster];

    if (a->round != g->round) {
        MEM_GROW(g->tallies, g->ntallies, g->tallies_cap);
        a->round = g->round;
        a->tally = g->ntallies;
        g->tallies[g->ntallies++] = (struct tally){.cluster = cluster, .log_n = a->log_n};
    }
    return &g->tallies[a->tally];
}

/*
 * Walks the postings of one term: dot products by item, then the likelihood ratio by cluster. Each pass asks for what the next
 * one needs, so that memory is fetched side by side.
 */
static int walk_term(struct grouper *g, const struct lemma *l, float weight, uint32_t self, int budget)
{
    float share = lemma_share(g, l), log_share = quick_log(share), dot = near_weight_of(log_share) * weight;
    float once = quick_log(1 + 2 * share);
    uint32_t found[POSTING], clusters[POSTING], tallies[POSTING];
    int n = 0, m = 0, now = 0;

    for (; n < l->posted && n < budget && item_lives(g, index_posted(l, n)); n++) {
        found[n] = index_posted(l, n);
        __builtin_prefetch(&g->beside[found[n] - g->first]);
    }
    for (int i = 0; i < n; i++) {
        struct beside *b = &g->beside[found[i] - g->first];

        if (found[i] == self || b->cluster == NO_INDEX)
            continue;
        if (b->round != g->round) {
            b->round = g->round;
            b->dot = 0;
            g->touched_items[g->ntouched_items++] = found[i];
        }
        b->dot += dot;
        clusters[m++] = b->cluster;
        __builtin_prefetch(&g->aside[b->cluster]);
    }
    g->term_round++;
    for (int i = 0; i < m; i++) {
        struct tally *t = tally_of(g, clusters[i]);

        if (t->term != g->term_round) {
            t->term = g->term_round;
            t->k = 0;
            tallies[now++] = (uint32_t)(t - g->tallies);
        }
        t->k++;
    }
    for (int i = 0; i < now; i++) {
        struct tally *t = &g->tallies[tallies[i]];
        float ratio = (t->k == 1 ? once : quick_log((float)t->k + 2 * share)) - t->log_n - log_share;

        if (ratio > 0) {
            ratio = fminf(ratio, RATIO_MAX);
            t->ratio[l->kind] += ratio * weight;
            t->matches = (uint16_t)(t->matches + (ratio > 2));
        }
    }
    return n;
}

struct rare {
    uint64_t order; /* the rarer first */
    uint32_t lemma;
    float weight;
};

static void walk_terms(struct grouper *g, const struct item *it, uint32_t self)
{
    const uint32_t *said = lists_at(&g->said, it->terms);
    struct rare rare[ITEM_TERMS];
    int n = 0, budget = BUDGET;

    for (int i = 0; i < it->nterms; i++) {
        const struct lemma *l = &g->lemmas[said_lemma(said[i])];
        struct rare r = {(uint64_t)l->df << 32 | l->key >> 32, said_lemma(said[i]), said_weight(said[i])};
        int at = n;

        if (l->df <= (self != NO_INDEX) || lemma_share(g, l) * COMMON >= 1)
            continue;
        if (l->posting_cap > FEW)
            __builtin_prefetch(l->posting.many);
        for (n++; at > 0 && r.order < rare[at - 1].order; at--)
            rare[at] = rare[at - 1];
        rare[at] = r;
    }
    for (int i = 0; i < n && budget > 0; i++)
        budget -= walk_term(g, &g->lemmas[rare[i].lemma], rare[i].weight, self, budget);
}

static void note_neighbours(struct grouper *g, const struct item *it)
{
    float scale = 1 / sqrtf(it->norm);

    for (uint32_t i = 0; i < g->ntouched_items; i++) {
        const struct beside *b = &g->beside[g->touched_items[i] - g->first];
        float *nearest = g->tallies[g->aside[b->cluster].tally].nearest;
        float cosine = b->dot * scale * b->scale;
        int at = 3;

        for (; at > 0 && cosine > nearest[at - 1]; at--)
            if (at < 3)
                nearest[at] = nearest[at - 1];
        if (at < 3)
            nearest[at] = cosine;
    }
}

/* Same author, answered post, copied text or address: found by the item's handles. Returns the item it copies, or
 * NO_INDEX. */
static uint32_t note_handles(struct grouper *g, const struct item *it, uint32_t self)
{
    const uint32_t *handles = lists_at(&g->said, it->terms) + it->nterms;
    uint32_t copy = NO_INDEX, lemma;

    for (int i = 0; i < it->nhandles; i++) {
        const struct lemma *l = &g->lemmas[said_lemma(handles[i])];

        for (int k = 0; k < l->posted && k < HANDLE_WALK; k++) {
            uint32_t no = index_posted(l, k);
            uint32_t cluster;

            if (!item_lives(g, no))
                break;
            cluster = g->beside[no - g->first].cluster;
            if (no == self || cluster == NO_INDEX)
                continue;
            if (l->kind == HANDLE_AUTHOR) {
                tally_of(g, cluster)->author = true;
            } else if (l->kind == HANDLE_URL ||
                       (l->kind == HANDLE_TEXT && copy_whole(g, it, item_at(g, no)))) {
                tally_of(g, cluster)->copy = true;
                if (copy == NO_INDEX || no - g->first < copy - g->first)
                    copy = no;
            }
        }
    }
    lemma = it->reply_to ? lemma_find(g, handle_key(HANDLE_ID, it->reply_to)) : NO_INDEX;
    if (lemma != NO_INDEX && g->lemmas[lemma].df) {
        uint32_t no = index_posted(&g->lemmas[lemma], 0);

        if (item_lives(g, no) && no != self && item_at(g, no)->cluster != NO_INDEX)
            tally_of(g, item_at(g, no)->cluster)->reply = true;
    }
    return copy;
}

/* ---- weighing them ---- */

float item_cosine(const struct grouper *g, const struct item *a, const struct item *b)
{
    const uint32_t *of_a = lists_at(&g->said, a->terms), *of_b = lists_at(&g->said, b->terms);
    uint64_t seen[8] = {0}; /* a bit for each term of a, by its last nine bits: most terms of b are told apart by that */
    float dot = 0;

    for (int i = 0; i < a->nterms; i++)
        seen[of_a[i] >> 6 & 7] |= 1ULL << (of_a[i] & 63);
    for (int k = 0; k < b->nterms; k++)
        if (seen[of_b[k] >> 6 & 7] >> (of_b[k] & 63) & 1)
            dot += item_has(g, a, said_lemma(of_b[k])) ? near_weight(g, &g->lemmas[said_lemma(of_b[k])]) : 0;
    return fminf(1, dot / sqrtf(a->norm * b->norm));
}

float pulse_at(float pulse, int64_t since, int64_t now)
{
    double fadings = fabs((double)(now - since)) / WHEN_HOUR / PULSE_HOURS;

    return fadings < 16 ? pulse * (float)exp(-fadings) : 0;
}

float flow_of(const struct grouper *g)
{
    static const double fading = (double)FLOW_DAYS * WHEN_DAY, prior_posts = 8, prior_days = 0.25;
    double days;

    if (g->flow_time == TIME_NONE)
        return (float)(prior_posts / prior_days);
    days = FLOW_DAYS * (1 - exp(-(double)(g->flow_time - g->flow_start) / fading));
    return (float)(((double)g->flow + prior_posts) / (days + prior_days));
}

static float log_ratio(uint32_t in, uint32_t of, uint32_t all_in, uint32_t all_of, float kinds)
{
    return quick_log(((float)in + 0.2f) * ((float)all_of + kinds) / (((float)of + 1) * ((float)all_in + 1)));
}

static uint16_t count_in(const struct count *list, int cap, uint16_t what)
{
    for (int i = 0; i < cap; i++)
        if (list[i].n && list[i].what == what)
            return list[i].n;
    return 0;
}

static void weigh_place(const struct grouper *g, const struct item *it, const struct cluster *c, float *ev)
{
    uint32_t named = 0;
    bool shared = false;

    for (int i = 0; i < CLUSTER_PLACES; i++)
        named += c->places[i].n;
    for (int i = 0; i < it->nplaces; i++) {
        uint16_t n = count_in(c->places, CLUSTER_PLACES, it->places[i]);

        if (!n)
            continue;
        shared = true;
        ev[EV_PLACE] = fmaxf(ev[EV_PLACE], log_ratio(n, c->n, g->places[it->places[i]], g->nitems, 10));
    }
    ev[EV_NO_PLACE] = !it->nplaces;
    ev[EV_PLACE_CLASH] = it->nplaces && !shared && (float)named >= 0.4f * (float)c->n;
}

static int lowest_bit(uint32_t set)
{
    int i = 0;

    while (!(set >> i & 1))
        i++;
    return i;
}

/* How far a post leans to each theme, by how far posts lean there as a rule. */
static void note_likely(struct grouper *g, const struct item *it)
{
    float all = 255.0f * (float)(g->nitems + 1);

    g->likely_sum = 0;
    for (int i = 0; i < THEME_OVERIG; i++) {
        g->likely[i] = (float)it->leans[i] / 255 * all / ((float)g->leans[i] + 15);
        g->likely_sum += it->leans[i];
    }
}

/* How much likelier the two have a theme in common than any two posts. */
static float common_theme(const struct grouper *g, const struct cluster *c)
{
    float ratio = g->likely_sum;

    for (int i = 0; i < THEME_OVERIG; i++)
        ratio += g->likely[i] * (float)c->leans[i];
    return quick_log(ratio / (255.0f * ((float)c->n + 1)) + 0.05f);
}

static void weigh_theme(const struct grouper *g, const struct item *it, const struct cluster *c, float *ev)
{
    bool shared = false;

    for (uint32_t left = it->themes; left; left &= left - 1) {
        int i = lowest_bit(left);

        if (!c->themes[i])
            continue;
        shared = true;
        ev[EV_THEME] = fmaxf(ev[EV_THEME], log_ratio(c->themes[i], c->n, g->themes[i], g->nitems, 18));
    }
    ev[EV_THEME_LIKELY] = common_theme(g, c);
    ev[EV_THEME_CLASH] = it->themes && !shared;
}

static void weigh_person(const struct grouper *g, const struct item *it, const struct cluster *c, float *ev)
{
    bool shared = false;

    for (int i = 0; i < it->npeople; i++) {
        uint16_t n = count_in(c->people, CLUSTER_PEOPLE, it->people[i]);

        if (!n)
            continue;
        shared = true;
        ev[EV_PERSON] = fmaxf(ev[EV_PERSON], log_ratio(n, c->n, g->people[it->people[i]], g->nitems, 10));
    }
    ev[EV_PERSON_CLASH] = it->npeople && !shared;
}

/* For a post that is looked at again: what was said around its time, before and after. */
static void look_around(const struct grouper *g, const struct item *it, const struct cluster *c, float *here,
                        double *gap)
{
    *here = 0;
    *gap = 1e9;
    for (uint32_t i = c->n, seen = 0; i-- > 0 && seen < AROUND; seen++) {
        double hours = fabs((double)(it->time - item_at(g, c->items[i])->time)) / WHEN_HOUR;

        *here += hours < FADED_HOURS ? (float)exp(-hours / PULSE_HOURS) : 0;
        *gap = hours < *gap ? hours : *gap;
    }
}

static float stream_around(const struct grouper *g, uint32_t self)
{
    const struct item *it = item_at(g, self);
    uint32_t at = self - g->first, from = at > AROUND / 2 ? at - AROUND / 2 : 0;
    float sum = 0;

    for (uint32_t i = from; i < g->nitems && i < from + AROUND; i++) {
        double hours = fabs((double)(it->time - g->items[i].time)) / WHEN_HOUR;

        sum += i != at && hours < FADED_HOURS ? (float)exp(-hours / PULSE_HOURS) : 0;
    }
    return sum;
}

static void weigh_moment(const struct grouper *g, const struct item *it, const struct cluster *c, float *ev)
{
    int64_t now = it->time > g->clock ? g->clock : it->time;
    double gap = fabs((double)(it->time - c->last)) / WHEN_HOUR;
    float here = pulse_at(c->pulse, c->pulse_time, now), all = g->current;

    if (g->around >= 0) {
        look_around(g, it, c, &here, &gap);
        all = g->around;
    }
    ev[EV_GAP] = quick_log(1 + (float)gap);
    /* Both are shares of what is said now, so that a busy town does not run all together. */
    ev[EV_SHARE] = here / (all + 1);
    ev[EV_BURST] = quick_log(1 + 6 * here / (3 + all));
    ev[EV_SIZE] = quick_log(fminf((float)c->n, 60));
    ev[EV_ALONE] = c->n == 1;
    ev[EV_AGAIN] = g->around >= 0;
    ev[EV_AGAIN_ALONE] = g->around >= 0 && c->n == 1;
    ev[EV_AGAIN_BURST] = g->around >= 0 ? ev[EV_BURST] : 0;
}

/* What is shared weighs otherwise after a day than in the midst of a burst, and on a cry of three words than on a letter. */
static void weigh_together(const struct grouper *g, float *ev)
{
    float gap = ev[EV_GAP], burst = ev[EV_BURST];

    ev[EV_GAP_SQUARED] = gap * gap / 4;
    ev[EV_GAP_SIZE] = gap * ev[EV_SIZE];
    ev[EV_GAP_THEME] = gap * ev[EV_THEME] / 3;
    ev[EV_GAP_LIKELY] = gap * ev[EV_THEME_LIKELY] / 3;
    ev[EV_BURST_ROOT] = sqrtf(burst);
    ev[EV_BURST_SIZE] = burst * ev[EV_SIZE];
    ev[EV_CONTENT] = g->content;
    ev[EV_CONTENT_GAP] = gap * g->content;
    ev[EV_CONTENT_BURST] = burst * g->content;
}

/* In four strands, which processors add side by side. */
static float weighted_sum(const float *ev, const float *weights)
{
    float sum[4] = {0};
    int i = 0;

    for (; i + 4 <= EVIDENCE_COUNT; i += 4)
        for (int k = 0; k < 4; k++)
            sum[k] += ev[i + k] * weights[i + k];
    for (; i < EVIDENCE_COUNT; i++)
        sum[0] += ev[i] * weights[i];
    return sum[0] + sum[1] + (sum[2] + sum[3]);
}

static void weigh(const struct grouper *g, const struct item *it, struct candidate *cand)
{
    const struct cluster *c = &g->clusters[cand->cluster];
    const struct tally *t = &g->tallies[g->aside[cand->cluster].tally];
    float *ev = cand->evidence, words = t->ratio[TERM_WORD] + t->ratio[TERM_PART];

    memset(ev, 0, sizeof cand->evidence);
    ev[EV_BIAS] = 1;
    ev[EV_WORDS] = words / 3;
    ev[EV_WORDS_ROOT] = sqrtf(words);
    ev[EV_MATCHES] = (float)t->matches;
    ev[EV_NAMES] = t->ratio[TERM_NAME] / 3;
    ev[EV_CONCEPTS] = t->ratio[TERM_CONCEPT] / 3;
    ev[EV_EXACT] = (t->ratio[TERM_LINK] + t->ratio[TERM_TAG] + t->ratio[TERM_NUMBER]) / 3;
    ev[EV_BEST] = 3 * t->nearest[0];
    ev[EV_TOP3] = t->nearest[0] + t->nearest[1] + t->nearest[2];
    weigh_place(g, it, c, ev);
    weigh_theme(g, it, c, ev);
    weigh_person(g, it, c, ev);
    weigh_moment(g, it, c, ev);
    ev[EV_ACUTE] = item_danger(it) * c->acute / (float)c->n;
    ev[EV_PLACE_THEME] = fmaxf(0, ev[EV_PLACE]) * fmaxf(0, ev[EV_THEME]) / 3;
    ev[EV_THEME_BURST] = fmaxf(0, ev[EV_THEME]) * ev[EV_BURST] / 2;
    ev[EV_THEME_WORDS] = ev[EV_WORDS_ROOT] * fmaxf(0, ev[EV_THEME]) / 3;
    ev[EV_FEW_WORDS] = words + t->ratio[TERM_CONCEPT] < 1.5f;
    ev[EV_NO_WORDS] = !t->matches && words + t->ratio[TERM_NAME] + t->ratio[TERM_CONCEPT] <= 0;
    ev[EV_NEWS] = it->flags & ITEM_NEWS && c->news;
    ev[EV_SEED] = c->news > 0;
    ev[EV_CHATTER] = it->flags & ITEM_CHATTER || c->chatter * 2 > c->n;
    ev[EV_REPLY] = t->reply;
    ev[EV_AUTHOR] = t->author;
    ev[EV_COPY] = t->copy;
    ev[EV_BUSY_BURST] = g->busy * ev[EV_BURST];
    ev[EV_BUSY_ALONE] = g->busy * ev[EV_ALONE];
    ev[EV_BUSY_THEME] = g->busy * fmaxf(0, ev[EV_THEME]);
    weigh_together(g, ev);
    cand->odds = weighted_sum(ev, g->weights.evidence);
}

/* What singles out clusters that share words, before they are weighed in full. */
static float first_glance(const struct tally *t)
{
    return t->ratio[TERM_WORD] + t->ratio[TERM_PART] + 2 * t->ratio[TERM_NAME] + 2 * t->ratio[TERM_CONCEPT] +
           2 * t->ratio[TERM_LINK] + t->ratio[TERM_TAG] + t->ratio[TERM_NUMBER] +
           10 * t->nearest[0] + (t->reply || t->copy ? 100.0f : 0);
}

struct glance {
    float score;
    uint32_t cluster, uid;
};

static int best_glance_first(const void *x, const void *y)
{
    const struct glance *a = x, *b = y;

    if (a->score > b->score || a->score < b->score)
        return a->score > b->score ? -1 : 1;
    return a->uid < b->uid ? -1 : a->uid > b->uid;
}

/* Keeps the SHORTLIST best of the clusters found by words: one pass over a small sorted list. */
static int shortlist(const struct grouper *g, uint32_t self_cluster, struct glance *list)
{
    int n = 0;

    for (uint32_t i = 0; i < g->ntallies; i++) {
        struct glance x = {.score = first_glance(&g->tallies[i]), .cluster = g->tallies[i].cluster};
        int at = n;

        if (x.cluster == self_cluster || (n == SHORTLIST && x.score < list[n - 1].score))
            continue;
        x.uid = g->clusters[x.cluster].uid;
        if (n == SHORTLIST && best_glance_first(&list[n - 1], &x) < 0)
            continue;
        while (at > 0 && best_glance_first(&x, &list[at - 1]) < 0)
            at--;
        if (n < SHORTLIST)
            n++;
        memmove(&list[at + 1], &list[at], (size_t)(n - 1 - at) * sizeof *list);
        list[at] = x;
    }
    return n;
}

static void add_candidate(struct grouper *g, const struct item *it, uint32_t cluster)
{
    struct candidate *cand;

    MEM_GROW(g->candidates, g->ncandidates, g->candidates_cap);
    cand = &g->candidates[g->ncandidates++];
    cand->cluster = cluster;
    cand->uid = g->clusters[cluster].uid;
    tally_of(g, cluster)->weighed = true;
    weigh(g, it, cand);
}

static void add_reference(struct grouper *g, const struct item *it, struct reference r, uint32_t own)
{
    if (r.cluster >= g->nclusters || r.cluster == own || g->clusters[r.cluster].uid != r.uid ||
        !g->clusters[r.cluster].n)
        return;
    if (!tally_of(g, r.cluster)->weighed)
        add_candidate(g, it, r.cluster);
}

static void add_shelf(struct grouper *g, const struct item *it, const struct shelf *s, uint32_t own)
{
    for (int i = 0; i < s->n; i++)
        add_reference(g, it, s->v[i], own);
}

/* Words are not all: what is going on just now, in this place, on this theme. */
static void add_recent(struct grouper *g, const struct item *it, uint32_t own)
{
    for (int i = 0; i < g->nrecent; i++)
        add_reference(g, it, g->recent[i], own);
    for (int i = 0; i < it->nplaces; i++)
        add_shelf(g, it, &g->by_place[it->places[i]], own);
    for (int i = 0; i < THEME_COUNT; i++)
        if (it->themes >> i & 1)
            add_shelf(g, it, &g->by_theme[i], own);
}

static bool likelier(const struct candidate *a, const struct candidate *b)
{
    return a->odds > b->odds || (a->odds >= b->odds && a->uid < b->uid);
}

/* The likeliest few to the front, in order; the rest stays as it is. */
static void likeliest_first(struct candidate *v, int n)
{
    for (int i = 0; i < n && i < KIN; i++) {
        int best = i;

        for (int k = i + 1; k < n; k++)
            if (likelier(&v[k], &v[best]))
                best = k;
        if (best != i) {
            struct candidate swap = v[i];

            v[i] = v[best];
            v[best] = swap;
        }
    }
}

/* News that tells the same under a headline of its own: among the posts that share words. Returns the first of `copy` and these. */
static uint32_t note_wire(struct grouper *g, const struct item *it, uint32_t copy)
{
    for (uint32_t i = 0; it->nlead && i < g->ntouched_items; i++) {
        uint32_t no = g->touched_items[i];

        if (!copy_wire(g, it, item_at(g, no)))
            continue;
        tally_of(g, g->beside[no - g->first].cluster)->copy = true;
        if (copy == NO_INDEX || no - g->first < copy - g->first)
            copy = no;
    }
    return copy;
}

/* What words, neighbours, replies and copies say of the clusters that the item touches. */
static void note_all(struct grouper *g, const struct item *it, uint32_t self)
{
    g->round++;
    g->ntallies = g->ntouched_items = 0;
    g->ncandidates = 0;
    g->busy = quick_log(flow_of(g) / 30);
    g->content = quick_log(it->norm + 1) - USUAL_CONTENT;
    g->current = pulse_at(g->pulse, g->pulse_time, it->time > g->clock ? g->clock : it->time);
    g->around = self == NO_INDEX ? -1 : stream_around(g, self);
    note_likely(g, it);
    walk_terms(g, it, self);
    note_neighbours(g, it);
    g->copy = note_wire(g, it, note_handles(g, it, self));
}

float match_one(struct grouper *g, uint32_t no, uint32_t cluster)
{
    const struct item *it = item_at(g, no);

    note_all(g, it, no);
    add_candidate(g, it, cluster);
    return g->candidates[0].odds;
}

void match_find(struct grouper *g, const struct item *it, uint32_t self)
{
    struct glance list[SHORTLIST];
    uint32_t own = self == NO_INDEX ? NO_INDEX : it->cluster;
    int n;

    note_all(g, it, self);
    n = shortlist(g, own, list);
    for (int i = 0; i < n; i++)
        add_candidate(g, it, list[i].cluster);
    add_recent(g, it, own);
    likeliest_first(g->candidates, g->ncandidates);
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */

#include "analysis/scan.h"

#include <stdlib.h>
#include <string.h>

#include <libstemmer.h>

#include "base/utf8.h"

enum {
    FOUND_MAX = 8, /* nodes that a word has facts of */
    REMEMBERED_SIZE = 1 << 16,
    REMEMBERED_MAX = 1 << 15, /* words that are remembered */
    GAP_MAX = 3,
    DEPTH_MAX = 12,
    PART_SCALE = 60,
    HEAD_SCALE = 80,
    STEM_BYTES = 32,
    HITS_PER_POST = 20000
};

/* The marks that a word takes over from the parts of a compound. */
static const uint64_t part_kinds = 1ull << MARK_TONE | 1ull << MARK_THEME | 1ull << MARK_FRAME | 1ull << MARK_CRISIS |
                                   1ull << MARK_ACUTE | 1ull << MARK_CONCEPT | 1ull << MARK_BADEVENT |
                                   1ull << MARK_PRAISE | 1ull << MARK_HARMLESS | 1ull << MARK_PORTFOLIO |
                                   1ull << MARK_ROLE | 1ull << MARK_RISE | 1ull << MARK_FALL |
                                   1ull << MARK_GAIN | 1ull << MARK_BURDEN;
/* And those of "Heidedorp-Zandberg". */
static const uint64_t hyphened_kinds = 1ull << MARK_DISTRICT | 1ull << MARK_STREET | 1ull << MARK_PARTY;

void scan_init(struct scan *s, const struct lexicon *lx)
{
    *s = (struct scan){.lx = lx};
    s->remembered = mem_calloc(REMEMBERED_SIZE, sizeof *s->remembered);
    /* From Snowball 3.0 on `dutch` is another algorithm, and Porter's goes by this name. */
    s->stemmer = sb_stemmer_new("dutch_porter", "UTF_8");
    if (!s->stemmer)
        s->stemmer = sb_stemmer_new("dutch", "UTF_8");
    if (!s->stemmer)
        mem_exhausted();
    s->room = pattern_room_new();
}

void scan_release(struct scan *s)
{
    tokens_release(&s->tokens);
    free(s->words);
    free(s->hits);
    free(s->rows);
    free(s->names);
    free(s->remembered);
    arena_release(&s->arena);
    sb_stemmer_delete(s->stemmer);
    pattern_room_free(s->room);
    buf_release(&s->lower);
}

struct str scan_stem(struct scan *s, struct str word)
{
    const sb_symbol *stem;

    if (word.n > STEM_BYTES)
        return word;
    stem = sb_stemmer_stem(s->stemmer, (const sb_symbol *)word.p, (int)word.n);
    return stem ? (struct str){(const char *)stem, (size_t)sb_stemmer_length(s->stemmer)} : word;
}

static uint64_t term_key(const char *kind, struct str text)
{
    char bytes[STEM_BYTES + TOKEN_BYTES + 8];
    size_t n = strlen(kind);

    memcpy(bytes, kind, n);
    if (text.n)
        memcpy(bytes + n, text.p, text.n);
    return str_hash((struct str){bytes, n + text.n});
}

/* ---- one word */

/* Facts that a word has. */
struct found {
    const struct fact *facts;
    uint16_t n;
    uint8_t scale;
};

/* A word while it is worked out. */
struct making {
    struct word word;
    struct part parts[PARTS_MAX];
    struct found found[FOUND_MAX];
    int nfound;
    bool hyphened;
    int32_t rows[ROWS_MAX];
};

static void add_found(const struct lexicon *lx, struct making *m, const struct node *node, int scale)
{
    const struct fact *facts = node ? lexicon_facts(lx, node) : NULL;

    if (!node || node->nfacts == 0 || m->nfound == FOUND_MAX)
        return;
    for (int i = 0; i < m->nfound; i++)
        if (m->found[i].facts == facts)
            return;
    m->found[m->nfound++] = (struct found){facts, node->nfacts, (uint8_t)scale};
}

static void add_row(struct making *m, const struct node *node)
{
    if (node && node->row != NO_ROW && m->word.nrows < ROWS_MAX)
        m->rows[m->word.nrows++] = node->row;
}

/* Runs of three and more equal letters cut to `most`; false when there is none. */
static bool shorten(char *out, size_t *n, struct str word, size_t most)
{
    bool cut = false;

    *n = 0;
    for (size_t i = 0, run; i < word.n; i += run) {
        for (run = 1; i + run < word.n && word.p[i + run] == word.p[i];)
            run++;
        size_t keep = run >= 3 ? most : run;

        cut |= run >= 3;
        memset(out + *n, word.p[i], keep);
        *n += keep;
    }
    return cut;
}

/* The known word behind a lengthened one ("heeeel"), in `out`; the word itself when there is none. */
static struct str without_lengthening(const struct lexicon *lx, struct str word, char *out, bool *lengthened)
{
    for (size_t most = 2; most >= 1; most--) {
        struct str shorter = {out, 0};

        if (!shorten(out, &shorter.n, word, most))
            return word;
        const struct node *node = lexicon_word(lx, token_hash(shorter));
        if ((node && node->nfacts) || compound_is_word(shorter)) {
            *lengthened = true;
            return shorter;
        }
    }
    *lengthened = true;
    return word;
}

static void add_parts(struct scan *s, struct making *m, struct str word)
{
    struct str parts[PARTS_MAX];
    int n = compound_split(word, parts);

    m->word.nparts = (uint8_t)n;
    m->hyphened = word.n && memchr(word.p, '-', word.n);
    for (int i = 0; i < n; i++) {
        struct str stem;

        add_found(s->lx, m, lexicon_word(s->lx, token_hash(parts[i])), i == n - 1 ? HEAD_SCALE : PART_SCALE);
        stem = scan_stem(s, parts[i]);
        m->parts[i] = (struct part){term_key("word:", stem), (uint8_t)(parts[i].p - word.p), (uint8_t)parts[i].n};
        add_row(m, lexicon_stem(s->lx, token_hash(stem)));
    }
}

static bool has_fact(const struct lexicon *lx, const struct node *node, int kind)
{
    for (int i = 0; i < node->nfacts; i++)
        if (lexicon_facts(lx, node)[i].kind == kind)
            return true;
    return false;
}

static void work_out(struct scan *s, struct making *m, const struct token *token)
{
    const struct node *affixes[FOUND_MAX], *node = lexicon_word(s->lx, token->hash);
    struct str text = token_text(&s->tokens, token), word = text, stem;
    struct word *w = &m->word;
    char shorter[TOKEN_BYTES];
    bool lengthened = false;

    if (token->kind == TOKEN_TAG)
        add_found(s->lx, m, lexicon_tag(s->lx, token->hash), WHOLE);
    if (!node && token->kind == TOKEN_WORD) {
        word = without_lengthening(s->lx, text, shorter, &lengthened);
        w->lengthened = lengthened;
        if (lengthened)
            node = lexicon_word(s->lx, token_hash(word));
    }
    add_found(s->lx, m, node, WHOLE);
    w->known = node != NULL;
    if (node)
        w->node = *node;
    add_row(m, node);
    if (token->kind == TOKEN_EMOJI || token->kind == TOKEN_NUMBER)
        return;
    int n = lexicon_affixes(s->lx, word, affixes, FOUND_MAX);
    for (int i = 0; i < n; i++) {
        add_found(s->lx, m, affixes[i], WHOLE);
        add_row(m, affixes[i]);
    }
    w->stop = node && has_fact(s->lx, node, MARK_STOP);
    w->filler = node && has_fact(s->lx, node, MARK_FILLER);
    stem = scan_stem(s, word);
    w->key = term_key("word:", stem);
    add_row(m, lexicon_stem(s->lx, token_hash(stem)));
    if (!w->stop)
        add_parts(s, m, word);
}

/* The hits of a word, in `out` or (NULL) only counted; a part of a compound adds the marks that the whole does not have. */
static int make_hits(const struct lexicon *lx, const struct making *m, struct word_hit *out)
{
    uint64_t whole = 0, kinds = part_kinds | (m->hyphened ? hyphened_kinds : 0);
    int n = 0;

    for (int i = 0; i < m->nfound; i++) {
        int scale = m->found[i].scale;

        for (int f = 0; f < m->found[i].n && n < HITS_PER_POST; f++) {
            const struct fact *fact = &m->found[i].facts[f];
            uint64_t kind = 1ull << fact->kind;

            if (scale == WHOLE)
                whole |= kind;
            else if (!(kinds & kind) || (whole & kind & ~(1ull << MARK_ROLE)))
                continue;
            if (out)
                out[n] = (struct word_hit){lexicon_fact_number(lx, fact), fact->weight * scale / WHOLE, fact->arg,
                                           (uint8_t)fact->kind, (uint8_t)scale};
            n++;
        }
    }
    return n;
}

/* Adds up the rows of a word; false where there are none to add up, or the sum is too large for what a row holds. */
static bool sum_rows(const struct lexicon *lx, const struct making *m, int16_t sum[CLASS_WIDTH])
{
    for (int c = 0; c < CLASS_WIDTH; c++) {
        int value = 0;

        for (int i = 0; i < m->word.nrows; i++)
            value += lexicon_row(lx, m->rows[i])[c];
        if (value < INT16_MIN || value > INT16_MAX)
            return false;
        sum[c] = (int16_t)value;
    }
    return m->word.nrows > 1;
}

static const struct word *keep(struct scan *s, struct making *m)
{
    int16_t sum[CLASS_WIDTH];
    struct word *w;

    m->word.nhits = (uint16_t)make_hits(s->lx, m, NULL);
    m->word.summed = sum_rows(s->lx, m, sum);
    w = arena_alloc(&s->arena, sizeof *w + m->word.nparts * sizeof *m->parts + m->word.nhits * sizeof(struct word_hit) +
                                   m->word.nrows * sizeof *m->rows + (m->word.summed ? sizeof sum : 0));
    *w = m->word;
    memcpy((void *)word_parts(w), m->parts, w->nparts * sizeof *m->parts);
    make_hits(s->lx, m, (struct word_hit *)word_hits(w));
    memcpy((void *)word_rows(w), m->rows, w->nrows * sizeof *m->rows);
    if (w->summed)
        memcpy((void *)word_sum(w), sum, sizeof sum);
    return w;
}

static uint64_t id_of(const struct token *token)
{
    return token->hash + token->kind;
}

static const struct word **first_place(const struct scan *s, const struct token *token)
{
    return &s->remembered[token->hash >> 13 & (REMEMBERED_SIZE - 1)];
}

static const struct word *word_of(struct scan *s, const struct token *token)
{
    const struct word **place = first_place(s, token), **end = s->remembered + REMEMBERED_SIZE, *w;
    uint64_t id = id_of(token);

    while (*place && (*place)->id != id)
        place = place + 1 < end ? place + 1 : s->remembered;
    if (*place)
        return *place;
    struct making making = {.word.id = id};
    work_out(s, &making, token);
    w = keep(s, &making);
    if (s->nremembered < REMEMBERED_MAX) {
        s->nremembered++;
        *place = w;
    }
    return w;
}

/* Begins anew when there may be no room for the words of this text. */
static void make_room_for_words(struct scan *s)
{
    if (s->nremembered + s->tokens.n <= REMEMBERED_MAX)
        return;
    memset(s->remembered, 0, REMEMBERED_SIZE * sizeof *s->remembered);
    s->nremembered = 0;
    arena_clear(&s->arena);
}

/* ---- hits */

static void add_hit(struct scan *s, const struct hit *hit)
{
    if (s->nhits >= HITS_PER_POST)
        return;
    MEM_GROW(s->hits, s->nhits, s->hits_cap);
    s->hits[s->nhits++] = *hit;
}

static void add_word_hits(struct scan *s, const struct word *w, uint32_t at)
{
    const struct word_hit *hits = word_hits(w);

    for (int i = 0; i < w->nhits; i++) {
        const struct word_hit *h = &hits[i];

        add_hit(s, &(struct hit){lexicon_facts_at(s->lx, h->fact), at, at + 1, h->weight, h->arg, h->kind, h->scale});
    }
}

static void add_fact(struct scan *s, const struct fact *fact, uint32_t first, uint32_t last)
{
    add_hit(s, &(struct hit){fact, first, last, fact->weight, fact->arg, (uint8_t)fact->kind, WHOLE});
}

static void add_facts(struct scan *s, const struct node *node, uint32_t first, uint32_t last)
{
    const struct fact *facts = lexicon_facts(s->lx, node);

    for (int f = 0; f < node->nfacts; f++)
        add_fact(s, &facts[f], first, last);
}

static void add_node_hits(struct scan *s, const struct node *node, uint32_t first, uint32_t last)
{
    add_facts(s, node, first, last);
    if (node->row != NO_ROW && s->nrows < HITS_PER_POST) {
        MEM_GROW(s->rows, s->nrows, s->rows_cap);
        s->rows[s->nrows++] = (struct row_hit){node->row, first, last};
    }
}

/*
 * A word that says nothing may stand between two of an entry: "luistert gewoon niet". What was learned of pairs of words
 * does not hold for it.
 */
static const struct node *next_behind_filler(struct scan *s, const struct node *node, uint32_t at)
{
    if (!s->words[at]->filler || at + 1 >= (uint32_t)s->tokens.n || s->tokens.v[at + 1].flags & (TOKEN_GAP | TOKEN_COMMA))
        return NULL;
    return lexicon_next(s->lx, node, s->tokens.v[at + 1].hash);
}

/* Follows longer entries from `node`, whose last word is before token `at`. */
static void follow(struct scan *s, const struct node *node, uint32_t first, uint32_t at, int depth)
{
    const struct token *tokens = s->tokens.v;
    const struct node *next, *gap;

    if (!node->follows || at >= (uint32_t)s->tokens.n || depth == DEPTH_MAX || tokens[at].flags & TOKEN_GAP)
        return;
    next = lexicon_next(s->lx, node, tokens[at].hash);
    if (!next && (next = next_behind_filler(s, node, at)) != NULL) {
        add_facts(s, next, first, at + 2);
        follow(s, next, first, at + 2, depth + 1);
        next = NULL;
    }
    if (next) {
        add_node_hits(s, next, first, at + 1);
        follow(s, next, first, at + 1, depth + 1);
    }
    gap = lexicon_gap(s->lx, node);
    for (uint32_t skip = 0; gap && skip <= GAP_MAX && at + skip < (uint32_t)s->tokens.n; skip++) {
        if (tokens[at + skip].flags & TOKEN_GAP)
            break;
        next = lexicon_next(s->lx, gap, tokens[at + skip].hash);
        if (!next)
            continue;
        add_node_hits(s, next, first, at + skip + 1);
        follow(s, next, first, at + skip + 1, depth + 1);
        break;
    }
}

/* The token that holds or follows a byte of the text. */
static uint32_t token_at(const struct scan *s, size_t at)
{
    int low = 0, high = s->tokens.n;

    while (low < high) {
        int middle = (low + high) / 2;

        if (s->tokens.v[middle].at + s->tokens.v[middle].n <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return (uint32_t)low;
}

static void found_pattern(void *context, const struct fact *fact, size_t at, size_t n)
{
    struct scan *s = context;
    uint32_t first = token_at(s, at), last = token_at(s, at + n ? at + n - 1 : 0) + 1;
    uint32_t count = (uint32_t)s->tokens.n;

    if (count == 0)
        return;
    first = first < count ? first : count - 1;
    last = last > count ? count : last;
    add_fact(s, fact, first, last > first ? last : first + 1);
}

static void scan_patterns(struct scan *s)
{
    if (lexicon_patterns(s->lx) == 0)
        return;
    buf_clear(&s->lower);
    buf_add(&s->lower, s->text);
    bool valid = utf8_valid(s->text);
    for (size_t i = 0; i < s->lower.n; i++) {
        unsigned char c = (unsigned char)s->lower.p[i];

        if (c >= 'A' && c <= 'Z')
            s->lower.p[i] = (char)(c | 0x20);
        else if (c >= 0x80 && !valid)
            s->lower.p[i] = '?';
    }
    lexicon_match(s->lx, s->room, buf_str(&s->lower), found_pattern, s);
}

static void make_room(struct scan *s)
{
    while (s->words_cap < s->tokens.n)
        MEM_GROW(s->words, s->tokens.n - 1, s->words_cap);
    while (s->names_cap < s->tokens.n)
        MEM_GROW(s->names, s->tokens.n - 1, s->names_cap);
}

/* A capital inside a sentence makes a name, but not where everything around it is in capitals. */
static bool looks_like_name(const struct tokens *t, int i)
{
    const struct token *token = &t->v[i];

    if (token->kind != TOKEN_WORD || !(token->flags & TOKEN_CAPITAL) || token->flags & TOKEN_START)
        return false;
    if (!(token->flags & TOKEN_CAPITALS))
        return true;
    return !((i > 0 && t->v[i - 1].flags & TOKEN_CAPITALS) || (i + 1 < t->n && t->v[i + 1].flags & TOKEN_CAPITALS));
}

/* Asks the memory for the learned weights of a word. */
static void prefetch_rows(const struct scan *s, const struct word *w)
{
    for (int i = 0; i < w->nrows && !w->summed; i++) {
        const int16_t *row = lexicon_row(s->lx, word_rows(w)[i]);

        __builtin_prefetch(row);
        __builtin_prefetch(row + CLASS_WIDTH / 2);
    }
}

/* The words of all tokens. What they will need is asked for ahead, as waiting for memory is most of the work. */
static void find_words(struct scan *s)
{
    for (int i = 0; i < s->tokens.n; i++)
        __builtin_prefetch(first_place(s, &s->tokens.v[i]));
    for (int i = 0; i < s->tokens.n; i++)
        __builtin_prefetch(*first_place(s, &s->tokens.v[i]));
    for (int i = 0; i < s->tokens.n; i++) {
        s->words[i] = word_of(s, &s->tokens.v[i]);
        prefetch_rows(s, s->words[i]);
        s->names[i] = looks_like_name(&s->tokens, i);
        if (i && s->words[i - 1]->node.follows)
            lexicon_prefetch_next(s->lx, &s->words[i - 1]->node, s->tokens.v[i].hash);
    }
}

void scan_text(struct scan *s, struct str text)
{
    s->text = text;
    s->nhits = s->nrows = 0;
    tokens_cut(&s->tokens, text);
    make_room_for_words(s);
    make_room(s);
    find_words(s);
    for (int i = 0; i < s->tokens.n; i++) {
        const struct token *token = &s->tokens.v[i];

        if (token->kind == TOKEN_MENTION || token->kind == TOKEN_LINK)
            continue;
        add_word_hits(s, s->words[i], (uint32_t)i);
        if (s->words[i]->node.follows)
            follow(s, &s->words[i]->node, (uint32_t)i, (uint32_t)i + 1, 1);
    }
    scan_patterns(s);
}

bool scan_is_feature(const struct scan *s, int token)
{
    const struct token *t = &s->tokens.v[token];

    return !s->names[token] && (t->kind == TOKEN_EMOJI || ((t->kind == TOKEN_WORD || t->kind == TOKEN_TAG) &&
                                                           !(t->flags & TOKEN_DIGIT) && t->foldn <= STEM_BYTES));
}

bool scan_is_pair(const struct scan *s, int token)
{
    return token + 1 < s->tokens.n && !(s->tokens.v[token + 1].flags & TOKEN_GAP) && scan_is_feature(s, token) &&
           scan_is_feature(s, token + 1);
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */

#include "analysis/scan.h"

#include <stdlib.h>
#include <string.h>

#include <libstemmer.h>

#include "base/utf8.h"

enum {
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

/* A word while it is worked out. */
struct making {
    struct word word;
    struct part parts[PARTS_MAX];
    struct found found[FOUND_MAX];
    int32_t rows[ROWS_MAX];
};

static void add_found(struct making *m, const struct node *node, int scale)
{
    if (!node || node->nfacts == 0 || m->word.nfound == FOUND_MAX)
        return;
    for (int i = 0; i < m->word.nfound; i++)
        if (m->found[i].facts == node->facts)
            return;
    m->found[m->word.nfound++] = (struct found){node->facts, node->nfacts, (uint8_t)scale};
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
    m->word.hyphened = word.n && memchr(word.p, '-', word.n);
    for (int i = 0; i < n; i++) {
        struct str stem;

        add_found(m, lexicon_word(s->lx, token_hash(parts[i])), i == n - 1 ? HEAD_SCALE : PART_SCALE);
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

    if (token->kind == TOKEN_TAG)
        add_found(m, lexicon_tag(s->lx, token->hash), WHOLE);
    if (!node && token->kind == TOKEN_WORD) {
        word = without_lengthening(s->lx, text, shorter, &w->lengthened);
        if (w->lengthened)
            node = lexicon_word(s->lx, token_hash(word));
    }
    add_found(m, node, WHOLE);
    w->known = node != NULL;
    if (node)
        w->node = *node;
    add_row(m, node);
    if (token->kind == TOKEN_EMOJI || token->kind == TOKEN_NUMBER)
        return;
    int n = lexicon_affixes(s->lx, word, affixes, FOUND_MAX);
    for (int i = 0; i < n; i++) {
        add_found(m, affixes[i], WHOLE);
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

static const struct word *keep(struct arena *a, const struct making *m)
{
    size_t parts = m->word.nparts * sizeof *m->parts, found = m->word.nfound * sizeof *m->found;
    size_t rows = m->word.nrows * sizeof *m->rows;
    struct word *w = arena_alloc(a, sizeof *w + parts + found + rows);
    char *lists = (char *)(w + 1);

    *w = m->word;
    w->parts = memcpy(lists, m->parts, parts);
    w->found = memcpy(lists + parts, m->found, found);
    w->rows = memcpy(lists + parts + found, m->rows, rows);
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
    w = keep(&s->arena, &making);
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

static void add_hit(struct scan *s, const struct fact *fact, uint32_t first, uint32_t last, int scale)
{
    if (s->nhits >= HITS_PER_POST)
        return;
    MEM_GROW(s->hits, s->nhits, s->hits_cap);
    s->hits[s->nhits++] = (struct hit){fact, first, last, fact->weight * scale / WHOLE, fact->kind, (uint8_t)scale};
}

/* The facts of a word; a part of a compound adds the marks that the whole does not have. */
static void add_word_hits(struct scan *s, const struct word *w, uint32_t at)
{
    uint64_t whole = 0, kinds = part_kinds | (w->hyphened ? hyphened_kinds : 0);

    for (int i = 0; i < w->nfound; i++) {
        const struct fact *facts = lexicon_facts_at(s->lx, w->found[i].facts);
        int scale = w->found[i].scale;

        for (int f = 0; f < w->found[i].n; f++) {
            uint64_t kind = 1ull << facts[f].kind;

            if (scale == WHOLE)
                whole |= kind;
            else if (!(kinds & kind) || (whole & kind & ~(1ull << MARK_ROLE)))
                continue;
            add_hit(s, &facts[f], at, at + 1, scale);
        }
    }
}

static void add_facts(struct scan *s, const struct node *node, uint32_t first, uint32_t last)
{
    const struct fact *facts = lexicon_facts(s->lx, node);

    for (int f = 0; f < node->nfacts; f++)
        add_hit(s, &facts[f], first, last, WHOLE);
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
    add_hit(s, fact, first, last > first ? last : first + 1, WHOLE);
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

/* Asks the memory for what the resolvers will read of a word. */
static void prefetch_evidence(const struct scan *s, const struct word *w)
{
    for (int i = 0; i < w->nfound; i++)
        __builtin_prefetch(lexicon_facts_at(s->lx, w->found[i].facts));
    for (int i = 0; i < w->nrows; i++) {
        const int16_t *row = lexicon_row(s->lx, w->rows[i]);

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
        prefetch_evidence(s, s->words[i]);
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

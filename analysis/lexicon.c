/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#define PCRE2_CODE_UNIT_WIDTH 8

#include "analysis/lexicon.h"

#include <stdlib.h>
#include <string.h>

#include <pcre2.h>

#include "analysis/features.h"
#include "analysis/lexicon_build.h"
#include "analysis/trigrams.h"

enum {
    NODES_AT_FIRST = 1 << 17,
    NODES_A_WORD = 8, /* of the filter */
    AFFIX_MAX = 40,
    MATCHES_MAX = 4,
    MATCH_LIMIT = 20000,
    PROBE_BYTES = 64
};

/* What makes the keys of one text differ by form. */
static const uint64_t form_seeds[] = {
    [FORM_WORDS] = 0,
    [FORM_PREFIX] = 0xA24BAED4963EE407u,
    [FORM_SUFFIX] = 0x9FB21C651E98DF25u,
    [FORM_INFIX] = 0xD6E8FEB86659FD93u,
    [FORM_TAG] = 0xC2B2AE3D27D4EB4Fu,
    [FORM_STEM] = 0x165667B19E3779F9u,
};
static const uint64_t gap_hash = 0x27D4EB2F165667C5u;

struct pending_fact {
    uint64_t key;
    struct fact fact;
};

enum { BYTE_BITS = 256 / 8 };

struct pattern {
    pcre2_code *code;
    struct fact fact;
    int must;              /* a byte without which there is no match, or -1 */
    const uint8_t *starts; /* a bit per byte that a match may start with, the code's own; NULL: unknown */
};

struct length_range {
    size_t least, most;
};

struct lexicon {
    struct node *nodes; /* open addressing, a power of two */
    size_t size, used;
    uint64_t *filter; /* a bit per key, by some of its bits: most look-ups end here, in the processor's cache */
    struct fact *facts;
    struct pending_fact *pending; /* while filling */
    int npending, pending_cap;
    int16_t (*rows)[CLASS_WIDTH];
    uint32_t *row_entries;
    int nrows, rows_cap, row_entries_cap;
    int32_t feature_rows[FEATURE_COUNT];
    struct lexicon_line *entries;
    int nentries, entries_cap;
    const char **files;
    int nfiles, files_cap;
    struct strs names;
    int32_t *concept_rows; /* by the concept's number, as far as there are any */
    int nconcept_rows, concept_rows_cap;
    struct pattern *patterns;
    int npatterns, patterns_cap;
    struct length_range affix[FORM_STEM + 1];
    uint32_t learned;
    struct tokens tokens; /* while filling */
    struct trigrams *trigrams;
    struct arena arena;
};

static uint64_t key_of(uint64_t hash, enum entry_form form)
{
    uint64_t key = hash ^ form_seeds[form];

    return key ? key : 1;
}

static uint64_t sequence_key(uint64_t parent, uint64_t hash)
{
    uint64_t h = (parent ^ hash >> 1) * 0x9E3779B97F4A7C15u + hash;

    h ^= h >> 29;
    h *= 0xBF58476D1CE4E5B9u;
    h ^= h >> 32;
    return h ? h : 1;
}

static struct node *slot_of(const struct lexicon *lx, uint64_t key)
{
    size_t i = (size_t)key & (lx->size - 1);

    while (lx->nodes[i].key && lx->nodes[i].key != key)
        i = (i + 1) & (lx->size - 1);
    return &lx->nodes[i];
}

static uint64_t *filter_word(const struct lexicon *lx, uint64_t key)
{
    return &lx->filter[key >> 26 & (lx->size / NODES_A_WORD - 1)];
}

static const struct node *node_of(const struct lexicon *lx, uint64_t key)
{
    const struct node *node;

    if (!(*filter_word(lx, key) >> (key >> 58) & 1))
        return NULL;
    node = slot_of(lx, key);

    return node->key ? node : NULL;
}

/* ---- filling */

struct lexicon *lexicon_empty(void)
{
    struct lexicon *lx = mem_calloc(1, sizeof *lx);

    lx->size = NODES_AT_FIRST;
    lx->nodes = mem_calloc_table(lx->size, sizeof *lx->nodes);
    lx->filter = mem_calloc_table(lx->size / NODES_A_WORD, sizeof *lx->filter);
    lx->trigrams = trigrams_new();
    for (int i = 0; i < FEATURE_COUNT; i++)
        lx->feature_rows[i] = NO_ROW;
    return lx;
}

struct arena *lexicon_arena(struct lexicon *lx)
{
    return &lx->arena;
}

static void grow_nodes(struct lexicon *lx)
{
    struct node *old = lx->nodes;
    size_t size = lx->size;

    lx->size *= 2;
    lx->nodes = mem_calloc_table(lx->size, sizeof *lx->nodes);
    free(lx->filter);
    lx->filter = mem_calloc_table(lx->size / NODES_A_WORD, sizeof *lx->filter);
    for (size_t i = 0; i < size; i++)
        if (old[i].key) {
            *slot_of(lx, old[i].key) = old[i];
            *filter_word(lx, old[i].key) |= 1ull << (old[i].key >> 58);
        }
    free(old);
}

static void add_node(struct lexicon *lx, uint64_t key)
{
    struct node *node = slot_of(lx, key);

    if (!node->key) {
        *node = (struct node){.key = key, .row = NO_ROW};
        *filter_word(lx, key) |= 1ull << (key >> 58);
        lx->used++;
    }
    if (lx->used * 8 > lx->size * 7)
        grow_nodes(lx);
}

uint16_t lexicon_add_file(struct lexicon *lx, const char *name)
{
    MEM_GROW(lx->files, lx->nfiles, lx->files_cap);
    lx->files[lx->nfiles] = str_c(&lx->arena, str_of(name));
    return (uint16_t)lx->nfiles++;
}

uint32_t lexicon_add_entry(struct lexicon *lx, const struct lexicon_line *entry)
{
    MEM_GROW(lx->entries, lx->nentries, lx->entries_cap);
    lx->entries[lx->nentries] = *entry;
    lx->entries[lx->nentries].text = str_copy(&lx->arena, entry->text);
    return (uint32_t)lx->nentries++;
}

uint16_t lexicon_intern(struct lexicon *lx, struct str name)
{
    int number = lexicon_number(lx, name);

    if (number >= 0)
        return (uint16_t)number;
    strs_add(&lx->names, str_copy(&lx->arena, name));
    return (uint16_t)(lx->names.n - 1);
}

static bool is_plain(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!(s.p[i] >= 'a' && s.p[i] <= 'z'))
            return false;
    return s.n > 0 && s.n <= TOKEN_BYTES;
}

/* Adds one word to the row of words that `*key` stands for; 0 is the empty row. */
static void extend_key(struct lexicon *lx, uint64_t *key, uint64_t hash)
{
    uint64_t next = *key ? sequence_key(*key, hash) : key_of(hash, FORM_WORDS);

    if (*key)
        slot_of(lx, *key)->follows |= 1ull << (hash >> 58);
    add_node(lx, next);
    *key = next;
}

static void extend_by_text(struct lexicon *lx, uint64_t *key, struct str piece)
{
    if (is_plain(piece)) {
        extend_key(lx, key, token_hash(piece));
        return;
    }
    tokens_cut(&lx->tokens, piece);
    for (int i = 0; i < lx->tokens.n; i++)
        extend_key(lx, key, lx->tokens.v[i].hash);
}

static uint64_t words_key(struct lexicon *lx, struct str text)
{
    uint64_t key = 0;

    while (text.n) {
        struct str piece = str_cut(&text, ' ');

        if (!str_is(piece, "*"))
            extend_by_text(lx, &key, piece);
        else if (key && text.n)
            extend_key(lx, &key, gap_hash);
    }
    return key;
}

uint64_t lexicon_key(struct lexicon *lx, struct str text, enum entry_form form)
{
    struct length_range *range = &lx->affix[form];
    struct str fold = text;
    uint64_t key;

    if (form == FORM_WORDS)
        return words_key(lx, text);
    if (!is_plain(text) && form != FORM_STEM) {
        tokens_cut(&lx->tokens, text);
        if (lx->tokens.n != 1)
            return 0;
        fold = token_text(&lx->tokens, &lx->tokens.v[0]);
    }
    if (fold.n == 0 || fold.n > AFFIX_MAX)
        return 0;
    key = key_of(token_hash(fold), form);
    if (range->least == 0 || fold.n < range->least)
        range->least = fold.n;
    if (fold.n > range->most)
        range->most = fold.n;
    add_node(lx, key);
    return key;
}

void lexicon_add_fact(struct lexicon *lx, uint64_t key, const struct fact *fact)
{
    MEM_GROW(lx->pending, lx->npending, lx->pending_cap);
    lx->pending[lx->npending++] = (struct pending_fact){key, *fact};
}

static void set_weight(struct lexicon *lx, int32_t *row, int class, int weight, uint32_t entry)
{
    if (*row == NO_ROW) {
        MEM_GROW(lx->row_entries, lx->nrows, lx->row_entries_cap);
        MEM_GROW(lx->rows, lx->nrows, lx->rows_cap);
        memset(lx->rows[lx->nrows], 0, sizeof *lx->rows);
        lx->row_entries[lx->nrows] = entry;
        *row = lx->nrows++;
    }
    /* Nought means that nobody has said anything: a line that silences a later one leaves a thousandth. */
    if (lx->rows[*row][class] == 0)
        lx->rows[*row][class] = (int16_t)(weight ? weight : 1);
    lx->learned |= 1u << class_group(class);
}

void lexicon_add_weight(struct lexicon *lx, uint64_t key, int class, int weight, uint32_t entry)
{
    set_weight(lx, &slot_of(lx, key)->row, class, weight, entry);
}

void lexicon_add_feature(struct lexicon *lx, int feature, int class, int weight, uint32_t entry)
{
    set_weight(lx, &lx->feature_rows[feature], class, weight, entry);
}

void lexicon_add_concept(struct lexicon *lx, uint16_t number, int class, int weight, uint32_t entry)
{
    while (lx->nconcept_rows <= number) {
        MEM_GROW(lx->concept_rows, lx->nconcept_rows, lx->concept_rows_cap);
        lx->concept_rows[lx->nconcept_rows++] = NO_ROW;
    }
    set_weight(lx, &lx->concept_rows[number], class, weight, entry);
}

/* A byte that every match holds, as far as pcre2 knows one below 128 that has no other case. */
static int needed_byte(const pcre2_code *code)
{
    uint32_t type = 0, unit = 0;

    pcre2_pattern_info(code, PCRE2_INFO_LASTCODETYPE, &type);
    if (type == 1)
        pcre2_pattern_info(code, PCRE2_INFO_LASTCODEUNIT, &unit);
    return type == 1 ? (int)unit : -1;
}

static const uint8_t *starting_bytes(const pcre2_code *code)
{
    const uint8_t *bits = NULL;

    pcre2_pattern_info(code, PCRE2_INFO_FIRSTBITMAP, &bits);
    return bits;
}

struct pattern_room {
    pcre2_match_data *data;
    pcre2_match_context *context;
};

struct pattern_room *pattern_room_new(void)
{
    struct pattern_room *room = mem_calloc(1, sizeof *room);

    room->data = pcre2_match_data_create(8, NULL);
    room->context = pcre2_match_context_create(NULL);
    if (!room->data || !room->context)
        mem_exhausted();
    pcre2_set_match_limit(room->context, MATCH_LIMIT);
    return room;
}

void pattern_room_free(struct pattern_room *room)
{
    if (!room)
        return;
    pcre2_match_data_free(room->data);
    pcre2_match_context_free(room->context);
    free(room);
}

/* Does the pattern run into the limit on a row of one of its own letters, which a neighbour's repetition could share? */
static bool blows_up(const pcre2_code *code, struct str pattern)
{
    struct pattern_room *room = pattern_room_new();
    char probe[PROBE_BYTES];
    int result = 0;

    for (size_t i = 0; i < pattern.n && result != PCRE2_ERROR_MATCHLIMIT; i++) {
        if ((unsigned char)pattern.p[i] >= 0x80)
            continue;
        memset(probe, pattern.p[i], sizeof probe);
        probe[sizeof probe - 1] = '\1';
        result = pcre2_match(code, (PCRE2_SPTR)probe, sizeof probe, 0, 0, room->data, room->context);
    }
    pattern_room_free(room);
    return result == PCRE2_ERROR_MATCHLIMIT;
}

int lexicon_add_pattern(struct lexicon *lx, struct str pattern, const struct fact *fact, struct err *err)
{
    int number;
    PCRE2_SIZE at;
    pcre2_code *code =
        pcre2_compile((PCRE2_SPTR)pattern.p, pattern.n, PCRE2_UTF | PCRE2_NEVER_BACKSLASH_C, &number, &at, NULL);

    if (!code) {
        unsigned char text[200];

        pcre2_get_error_message(number, text, sizeof text);
        return err_set(err, "patroon klopt niet, bij teken %zu: %s", (size_t)at, (char *)text);
    }
    pcre2_jit_compile(code, PCRE2_JIT_COMPLETE);
    if (blows_up(code, pattern)) {
        pcre2_code_free(code);
        return err_set(err, "patroon loopt vast: wat zich herhaalt, bevat zelf een herhaling; schrijf het eenvoudiger");
    }
    MEM_GROW(lx->patterns, lx->npatterns, lx->patterns_cap);
    lx->patterns[lx->npatterns++] = (struct pattern){code, *fact, needed_byte(code), starting_bytes(code)};
    return 0;
}

void lexicon_finish(struct lexicon *lx)
{
    uint32_t at = 0;

    for (int i = 0; i < lx->npending; i++)
        slot_of(lx, lx->pending[i].key)->nfacts++;
    for (size_t i = 0; i < lx->size; i++) {
        lx->nodes[i].facts = at;
        at += lx->nodes[i].nfacts;
        lx->nodes[i].nfacts = 0;
    }
    lx->facts = mem_calloc_table(at + 1, sizeof *lx->facts);
    for (int i = 0; i < lx->npending; i++) {
        struct node *node = slot_of(lx, lx->pending[i].key);

        lx->facts[node->facts + node->nfacts++] = lx->pending[i].fact;
    }
    free(lx->pending);
    lx->pending = NULL;
    lx->npending = lx->pending_cap = 0;
    trigrams_finish(lx->trigrams);
    tokens_release(&lx->tokens);
}

void lexicon_free(struct lexicon *lx)
{
    if (!lx)
        return;
    for (int i = 0; i < lx->npatterns; i++)
        pcre2_code_free(lx->patterns[i].code);
    tokens_release(&lx->tokens);
    trigrams_free(lx->trigrams);
    free(lx->nodes);
    free(lx->filter);
    free(lx->facts);
    free(lx->pending);
    free(lx->rows);
    free(lx->row_entries);
    free(lx->entries);
    free(lx->files);
    free(lx->names.v);
    free(lx->concept_rows);
    free(lx->patterns);
    arena_release(&lx->arena);
    free(lx);
}

/* ---- looking up */

const struct node *lexicon_word(const struct lexicon *lx, uint64_t hash)
{
    return node_of(lx, key_of(hash, FORM_WORDS));
}

const struct node *lexicon_next(const struct lexicon *lx, const struct node *node, uint64_t hash)
{
    return lexicon_may_follow(node, hash) ? node_of(lx, sequence_key(node->key, hash)) : NULL;
}

void lexicon_prefetch_next(const struct lexicon *lx, const struct node *node, uint64_t hash)
{
    uint64_t key = sequence_key(node->key, hash);

    if (lexicon_may_follow(node, hash))
        __builtin_prefetch(&lx->nodes[(size_t)key & (lx->size - 1)]);
}

const struct node *lexicon_gap(const struct lexicon *lx, const struct node *node)
{
    return lexicon_next(lx, node, gap_hash);
}

const struct node *lexicon_tag(const struct lexicon *lx, uint64_t hash)
{
    return node_of(lx, key_of(hash, FORM_TAG));
}

const struct node *lexicon_stem(const struct lexicon *lx, uint64_t hash)
{
    return node_of(lx, key_of(hash, FORM_STEM));
}

static int add_affix(const struct lexicon *lx, uint64_t hash, enum entry_form form, const struct node **found, int n,
                     int max)
{
    const struct node *node = n < max ? node_of(lx, key_of(hash, form)) : NULL;

    if (node)
        found[n++] = node;
    return n;
}

static bool is_length(const struct length_range *range, size_t n)
{
    return range->least && n >= range->least && n <= range->most;
}

int lexicon_affixes(const struct lexicon *lx, struct str word, const struct node **found, int max)
{
    const struct length_range *prefix = &lx->affix[FORM_PREFIX], *suffix = &lx->affix[FORM_SUFFIX],
                              *infix = &lx->affix[FORM_INFIX];
    int n = 0;

    for (size_t at = 0; at < word.n && n < max; at++) {
        struct hasher h = hasher_new();

        for (size_t len = 1; at + len <= word.n && len <= AFFIX_MAX; len++) {
            hasher_add(&h, word.p[at + len - 1]);
            if (at == 0 && is_length(prefix, len))
                n = add_affix(lx, hasher_end(&h), FORM_PREFIX, found, n, max);
            if (at + len == word.n && is_length(suffix, len))
                n = add_affix(lx, hasher_end(&h), FORM_SUFFIX, found, n, max);
            if (is_length(infix, len))
                n = add_affix(lx, hasher_end(&h), FORM_INFIX, found, n, max);
            else if (at > 0 && len > infix->most && word.n - at > suffix->most)
                break;
        }
    }
    return n;
}

const struct fact *lexicon_facts(const struct lexicon *lx, const struct node *node)
{
    return lx->facts + node->facts;
}

const struct fact *lexicon_facts_at(const struct lexicon *lx, uint32_t facts)
{
    return lx->facts + facts;
}

uint32_t lexicon_fact_number(const struct lexicon *lx, const struct fact *fact)
{
    return (uint32_t)(fact - lx->facts);
}

const int16_t *lexicon_row(const struct lexicon *lx, int32_t row)
{
    return lx->rows[row];
}

const int16_t *lexicon_feature(const struct lexicon *lx, int feature)
{
    return lx->feature_rows[feature] == NO_ROW ? NULL : lx->rows[lx->feature_rows[feature]];
}

const int16_t *lexicon_concept(const struct lexicon *lx, int number)
{
    return number >= 0 && number < lx->nconcept_rows && lx->concept_rows[number] != NO_ROW ? lx->rows[lx->concept_rows[number]] : NULL;
}

uint32_t lexicon_learned(const struct lexicon *lx)
{
    return lx->learned;
}

const struct lexicon_line *lexicon_entry(const struct lexicon *lx, uint32_t entry)
{
    return &lx->entries[entry];
}

const char *lexicon_file(const struct lexicon *lx, int file)
{
    return lx->files[file];
}

int lexicon_entries(const struct lexicon *lx)
{
    return lx->nentries;
}

const struct lexicon_line *lexicon_row_entry(const struct lexicon *lx, const int16_t *row)
{
    return &lx->entries[lx->row_entries[(row - &lx->rows[0][0]) / CLASS_WIDTH]];
}

void lexicon_add_letters(struct lexicon *lx, struct str text, const struct fact *fact)
{
    bool foreign = fact->kind == MARK_LANG && !str_is(lexicon_name(lx, fact->arg), "nl");

    trigrams_add(lx->trigrams, foreign ? fact->arg : TRIGRAMS_DUTCH, text);
}

const struct trigrams *lexicon_trigrams(const struct lexicon *lx)
{
    return lx->trigrams;
}

int lexicon_number(const struct lexicon *lx, struct str name)
{
    int number = lx->names.n - 1;

    while (number >= 0 && !str_eq(lx->names.v[number], name))
        number--;
    return number;
}

struct str lexicon_name(const struct lexicon *lx, int number)
{
    return lx->names.v[number];
}

#define MARK_NAME(id, name) name,
static const char *const mark_names[] = {MARK_KINDS(MARK_NAME)};

struct str lexicon_mark(const struct lexicon *lx, const struct fact *fact, struct arena *a)
{
    const char *name = mark_names[fact->kind];
    const struct value_name *const tables[MARK_COUNT] = {
        [MARK_THEME] = theme_names,   [MARK_FRAME] = frame_names,   [MARK_LEADER] = criterion_names,
        [MARK_CRISIS] = crisis_names, [MARK_INTENT] = intent_names, [MARK_VOICE] = voice_names,
    };

    if (tables[fact->kind])
        return str_printf(a, "%s:%s", name, tables[fact->kind][fact->arg].name);
    if (fact->kind == MARK_CONCEPT || fact->kind == MARK_LANG)
        return str_printf(a, "%s:%.*s", name, STR_ARG(lx->names.v[fact->arg]));
    return str_of(name);
}

/* ---- patterns */

int lexicon_patterns(const struct lexicon *lx)
{
    return lx->npatterns;
}

static void match_pattern(const struct pattern *p, struct pattern_room *room, struct str text,
                          void (*found)(void *context, const struct fact *fact, size_t at, size_t n), void *context)
{
    size_t from = 0;

    for (int i = 0; i < MATCHES_MAX && from <= text.n; i++) {
        int n = pcre2_match(p->code, (PCRE2_SPTR)text.p, text.n, from, PCRE2_NO_UTF_CHECK, room->data, room->context);
        const PCRE2_SIZE *ends = pcre2_get_ovector_pointer(room->data);

        if (n < 0)
            return;
        found(context, &p->fact, ends[0], ends[1] - ends[0]);
        from = ends[1] > from ? ends[1] : from + 1;
        while (from < text.n && ((unsigned char)text.p[from] & 0xC0) == 0x80)
            from++;
    }
}

/* Can a text with these bytes, a bit for each, hold a match? */
static bool may_match(const struct pattern *p, const uint8_t present[BYTE_BITS])
{
    bool starts = !p->starts;

    for (int i = 0; i < BYTE_BITS && !starts; i++)
        starts = p->starts[i] & present[i];
    return starts && (p->must < 0 || present[p->must / 8 % BYTE_BITS] >> (p->must % 8) & 1);
}

void lexicon_match(const struct lexicon *lx, struct pattern_room *room, struct str text,
                   void (*found)(void *context, const struct fact *fact, size_t at, size_t n), void *context)
{
    uint8_t present[BYTE_BITS] = {0};
    bool seen[256] = {false};

    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];

        if (!seen[c])
            present[c / 8] |= (uint8_t)(1 << c % 8);
        seen[c] = true;
    }
    for (int i = 0; i < lx->npatterns; i++)
        if (may_match(&lx->patterns[i], present))
            match_pattern(&lx->patterns[i], room, text, found, context);
}

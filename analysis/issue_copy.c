/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * What tells the same. Any two posts do when headline and text as a whole share their shingles, which a sketch of the
 * smallest ones estimates (Broder 1997). News does, too, when the lead of the shorter is contained in that of the longer:
 * papers give a wire story a headline of their own, put a place before it and a pointer behind it, and cut it from below.
 * A paper's own documents on one matter are no copies of each other for that. The lead is short enough to be compared exactly.
 * Stories from one mould (permits, accidents) differ in names and
 * figures, each having some that the other lacks.
 */
#include <stdlib.h>
#include <string.h>

#include "analysis/grouper.h"
#include "base/file.h"

enum {
    RUN = 4,           /* words of a shingle */
    LEAST_WORDS = 8,   /* a shorter text is not known again */
    MOST_WORDS = 2048,
    LEAD_WORDS = LEAD / 2,
    LEAST_SHARED = 12, /* shingles of a lead */
    DATELINE = 48      /* bytes before the dash */
};

static const float COPY_OVERLAP = 0.8f;     /* of the shingles of both */
static const float COPY_CONTAINMENT = 0.7f; /* of the shingles of the shorter */
static const uint32_t NAMED = 1u << 31;     /* the bit of a lead's hash that says: a name or figure, no shingle */

/* ---- the sentences that papers put around a story ---- */

static void add_tails(struct tails *t, struct str rest)
{
    while (rest.n) {
        struct str line = str_trim(str_cut(&rest, '\n'));

        if (!line.n || line.p[0] == '#')
            continue;
        MEM_GROW(t->v, t->n, t->cap);
        t->v[t->n++] = str_copy(&t->arena, line);
    }
}

void tails_read(struct tails *t, const char *const *folders)
{
    for (; folders && *folders; folders++) {
        struct buf file = {0};
        const char *path = file_path(&t->arena, *folders, "words/news-tails.tsv");
        struct err err;

        if (file_exists(path) && file_read(path, &file, &err) == 0)
            add_tails(t, buf_str(&file));
        buf_release(&file);
    }
}

void tails_release(struct tails *t)
{
    free(t->v);
    arena_release(&t->arena);
    *t = (struct tails){0};
}

/* ---- words ---- */

struct words {
    struct str rest;
    const struct tails *tails; /* passed over; NULL: none are */
    bool sentence;             /* the next word begins one */
    bool capital;              /* the next word may have a capital without being a name */
};

struct word {
    uint64_t hash;
    bool named; /* a name or a figure */
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_capital(char c)
{
    return c >= 'A' && c <= 'Z';
}

/* Bytes of the separator that a text begins with, 0: it begins with a word. Dashes, quotes and blanks beyond ASCII too. */
static size_t separator(struct str s)
{
    unsigned char c = (unsigned char)s.p[0], next = s.n > 1 ? (unsigned char)s.p[1] : 0;

    if (c == 0xE2 && next == 0x80)
        return s.n < 3 ? s.n : 3;
    if (c == 0xC2 && next >= 0xA0)
        return 2;
    return is_digit((char)c) || is_capital((char)c) || (c >= 'a' && c <= 'z') || c >= 128 ? 0 : 1;
}

static bool begins_tail(const struct words *w)
{
    for (int i = 0; w->tails && i < w->tails->n; i++) {
        struct str tail = w->tails->v[i];

        if (w->rest.n >= tail.n && str_eq_nocase(str_sub(w->rest, 0, tail.n), tail) &&
            (w->rest.n == tail.n || separator(str_sub(w->rest, tail.n, w->rest.n))))
            return true;
    }
    return false;
}

/* To the end of the sentence. */
static void pass_tail(struct words *w)
{
    size_t at = 0;

    while (at < w->rest.n && w->rest.p[at] != '\n' &&
           !(strchr(".!?", w->rest.p[at]) && (at + 1 == w->rest.n || strchr(" \n", w->rest.p[at + 1]))))
        at++;
    w->rest = str_sub(w->rest, at, w->rest.n);
}

static void pass_separators(struct words *w)
{
    size_t n;

    while (w->rest.n && (n = separator(w->rest))) {
        char c = w->rest.p[0];

        w->sentence = w->sentence || c == '.' || c == '!' || c == '?' || c == '\n';
        w->capital = w->capital || (c != ' ' && c != ',');
        w->rest = str_sub(w->rest, n, w->rest.n);
    }
}

static bool next_word(struct words *w, struct word *word)
{
    size_t n = 0;

    for (pass_separators(w); w->rest.n && w->sentence && begins_tail(w); pass_separators(w))
        pass_tail(w);
    if (!w->rest.n)
        return false;
    *word = (struct word){.named = is_digit(w->rest.p[0]) || (is_capital(w->rest.p[0]) && !w->capital)};
    for (; n < w->rest.n; n++) {
        char c = w->rest.p[n];

        if ((c < 'a' || c > 'z') && separator(str_sub(w->rest, n, w->rest.n)))
            break;
        word->hash = (word->hash ^ (unsigned char)(is_capital(c) ? c + 32 : c)) * 0x100000001b3ULL;
    }
    w->rest = str_sub(w->rest, n, w->rest.n);
    w->sentence = w->capital = false;
    return true;
}

/* ---- what stands for a text ---- */

/* The hash of the run of words that ends with number `words` - 1. */
static uint32_t shingle(const uint64_t run[RUN], int words)
{
    uint64_t h = 0;

    for (int k = 0; k < RUN; k++)
        h = (h ^ run[(words + k) % RUN]) * 0x9e3779b97f4a7c15ULL;
    return (uint32_t)(h >> 32);
}

/* Adds to an ascending list without doubles, which keeps the `cap` smallest. */
static int keep_smallest(uint32_t *list, int n, int cap, uint32_t v)
{
    int at = n;

    while (at > 0 && list[at - 1] > v)
        at--;
    if ((at > 0 && list[at - 1] == v) || at == cap)
        return n;
    if (n < cap)
        n++;
    memmove(&list[at + 1], &list[at], (size_t)(n - 1 - at) * sizeof *list);
    list[at] = v;
    return n;
}

static int sketch_text(struct str text, uint32_t sketch[SKETCH])
{
    struct words w = {.rest = text};
    struct word word;
    uint64_t run[RUN] = {0};
    int words = 0, n = 0;

    while (words < MOST_WORDS && next_word(&w, &word)) {
        run[words++ % RUN] = word.hash;
        if (words >= RUN)
            n = keep_smallest(sketch, n, SKETCH, shingle(run, words));
    }
    return words < LEAST_WORDS ? 0 : n;
}

/* The text behind 'PLACE (agency) -'. */
static struct str behind_dateline(struct str text)
{
    static const char *const dashes[] = {" - ", " \xE2\x80\x93 ", " \xE2\x80\x94 "};
    struct str opening = str_sub(text, 0, text.n < DATELINE ? text.n : DATELINE);
    bool place = opening.n > 1 && is_capital(opening.p[0]) && is_capital(opening.p[1]);

    for (int i = 0; i < 3; i++) {
        ptrdiff_t at = str_find(opening, str_of(dashes[i]));

        if (at > 0 && (place || (opening.n && opening.p[at - 1] == ')')))
            return str_sub(text, (size_t)at + strlen(dashes[i]), text.n);
    }
    return text;
}

static int lead_of(const struct tails *tails, struct str text, uint32_t lead[LEAD])
{
    struct words w = {.rest = behind_dateline(str_trim(text)), .tails = tails, .sentence = true, .capital = true};
    struct word word;
    uint64_t run[RUN] = {0};
    int words = 0, n = 0;

    while (words < LEAD_WORDS && next_word(&w, &word)) {
        run[words++ % RUN] = word.hash;
        if (words >= RUN)
            n = keep_smallest(lead, n, LEAD, shingle(run, words) & ~NAMED);
        if (word.named)
            n = keep_smallest(lead, n, LEAD, (uint32_t)(word.hash >> 32) | NAMED);
    }
    return n;
}

uint32_t copy_note(const struct grouper *g, struct item *it, const struct post *post, uint32_t told[SKETCH + LEAD])
{
    struct buf whole = {0};

    if (post->title.n) {
        buf_add(&whole, post->title);
        buf_putc(&whole, '\n');
    }
    buf_add(&whole, post->text);
    it->nsketch = (uint8_t)sketch_text(buf_str(&whole), told);
    buf_release(&whole);
    if (it->flags & ITEM_NEWS) {
        it->paper = (uint32_t)(post->source.n ? str_hash(post->source) : post->author.n ? str_hash(post->author) : 0);
        it->nlead = (uint8_t)lead_of(&g->tails, post->text, told + it->nsketch);
    }
    return (uint32_t)(it->nsketch + it->nlead);
}

/* ---- comparing ---- */

bool copy_whole(const struct grouper *g, const struct item *a, const struct item *b)
{
    const uint32_t *of_a = lists_at(&g->told, a->text), *of_b = lists_at(&g->told, b->text);
    int i = 0, j = 0, both = 0, seen = 0;

    if (!a->nsketch || !b->nsketch)
        return false;
    for (; seen < SKETCH && (i < a->nsketch || j < b->nsketch); seen++) {
        if (j == b->nsketch || (i < a->nsketch && of_a[i] < of_b[j]))
            i++;
        else if (i == a->nsketch || of_b[j] < of_a[i])
            j++;
        else
            i++, j++, both++;
    }
    return (float)both >= COPY_OVERLAP * (float)seen;
}

/* From the largest hash down: names and figures come first, and most stories are told apart by these alone. */
bool copy_wire(const struct grouper *g, const struct item *a, const struct item *b)
{
    const uint32_t *of_a = lists_at(&g->told, a->text) + a->nsketch, *of_b = lists_at(&g->told, b->text) + b->nsketch;
    int i = a->nlead - 1, j = b->nlead - 1, both = 0, shingles[2] = {0}, alone[2] = {0}; /* alone: names and figures */

    if (i < 0 || j < 0 || (a->paper && a->paper == b->paper))
        return false;
    while ((i >= 0 || j >= 0) && !(alone[0] && alone[1])) {
        bool in_a = j < 0 || (i >= 0 && of_a[i] >= of_b[j]);
        bool in_b = i < 0 || (j >= 0 && of_b[j] >= of_a[i]);
        bool named = (in_a ? of_a[i] : of_b[j]) & NAMED;

        shingles[0] += in_a && !named;
        shingles[1] += in_b && !named;
        both += in_a && in_b && !named;
        alone[0] += in_a && !in_b && named;
        alone[1] += in_b && !in_a && named;
        i -= in_a;
        j -= in_b;
    }
    return both >= LEAST_SHARED && !(alone[0] && alone[1]) &&
           (float)both >= COPY_CONTAINMENT * (float)(shingles[0] < shingles[1] ? shingles[0] : shingles[1]);
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "analysis/terms.h"

#include <stdlib.h>
#include <string.h>

#include "analysis/reading.h"

enum { TERMS_MAX = 400, SLOTS = 1024, LEAST_WORD = 3, NUMBER_BYTES = 10, TEXT_BYTES = 160 };

/* The terms of a post, and where each key stands in them: 1 + the index, 0 for an empty place. */
struct collector {
    struct terms *terms;
    uint16_t slots[SLOTS];
};

static void add_term(struct collector *c, enum term_kind kind, uint64_t key, float weight, uint32_t at, uint32_t n)
{
    struct terms *terms = c->terms;
    size_t i = (size_t)key & (SLOTS - 1);

    while (c->slots[i] && terms->v[c->slots[i] - 1].key != key)
        i = (i + 1) & (SLOTS - 1);
    if (c->slots[i]) {
        struct term *known = &terms->v[c->slots[i] - 1];

        known->weight = known->weight < weight ? weight : known->weight;
        return;
    }
    if (terms->n >= TERMS_MAX)
        return;
    MEM_GROW(terms->v, terms->n, terms->cap);
    terms->v[terms->n++] = (struct term){key, weight, at, n, (uint8_t)kind};
    c->slots[i] = (uint16_t)terms->n;
}

static uint64_t key_of(const char *kind, struct str text)
{
    char bytes[TEXT_BYTES + 16];
    size_t n = strlen(kind), m = text.n < TEXT_BYTES ? text.n : TEXT_BYTES;

    memcpy(bytes, kind, n);
    if (m)
        memcpy(bytes + n, text.p, m);
    return str_hash((struct str){bytes, n + m});
}

static bool is_content(const struct scan *s, int i)
{
    const struct token *t = &s->tokens.v[i];

    return t->kind == TOKEN_WORD && t->foldn >= LEAST_WORD && !s->words[i]->stop;
}

/* Address without scheme, www. and query. */
static struct str bare_link(struct str link)
{
    static const char *const starts[] = {"https://", "http://", "www."};

    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (str_starts(link, str_of(starts[i])))
            link = str_sub(link, strlen(starts[i]), link.n);
    link = str_cut(&link, '?');
    link = str_cut(&link, '#');
    while (link.n && link.p[link.n - 1] == '/')
        link.n--;
    return link;
}

static void add_parts(struct collector *c, const struct token *t, const struct word *w)
{
    for (int k = 0; k < w->nparts; k++)
        if (word_parts(w)[k].n > LEAST_WORD && t->n == t->foldn)
            add_term(c, TERM_PART, word_parts(w)[k].key, 0.6f, t->at + word_parts(w)[k].at, word_parts(w)[k].n);
}

static void add_token(struct collector *c, const struct scan *s, int i)
{
    const struct token *t = &s->tokens.v[i];
    const struct word *w = s->words[i];
    struct str text = token_text(&s->tokens, t);

    switch ((enum token_kind)t->kind) {
    case TOKEN_TAG:
        add_term(c, TERM_TAG, key_of("tag:", text), 1, t->at, t->n);
        break;
    case TOKEN_LINK:
        add_term(c, TERM_LINK, key_of("link:", bare_link(text)), 1, t->at, t->n);
        break;
    case TOKEN_NUMBER:
        if (text.n >= 2 && text.n <= NUMBER_BYTES)
            add_term(c, TERM_NUMBER, key_of("number:", text), 1, t->at, t->n);
        break;
    case TOKEN_WORD:
        if (t->flags & TOKEN_DIGIT)
            add_term(c, TERM_NUMBER, key_of("number:", text), 1, t->at, t->n);
        else if (is_content(s, i))
            add_term(c, TERM_WORD, w->key, 1, t->at, t->n);
        add_parts(c, t, w);
        break;
    default:
        break;
    }
}

/* A run of capitalised words that stand side by side. */
static int add_name(struct collector *c, const struct scan *s, int i)
{
    int last = i;

    while (last + 1 < s->tokens.n && s->names[last + 1] && !(s->tokens.v[last + 1].flags & (TOKEN_GAP | TOKEN_COMMA)))
        last++;
    const struct token *from = &s->tokens.v[i], *to = &s->tokens.v[last];
    struct str run = {s->tokens.fold.p + from->fold, to->fold + to->foldn - from->fold};
    add_term(c, TERM_NAME, key_of("name:", run), 1, from->at, to->at + to->n - from->at);
    for (int k = i; last > i && k <= last; k++)
        if (is_content(s, k))
            add_term(c, TERM_NAME, key_of("name:", token_text(&s->tokens, &s->tokens.v[k])), 0.6f, s->tokens.v[k].at,
                     s->tokens.v[k].n);
    return last;
}

void collect_terms(const struct reading *r, struct terms *terms)
{
    const struct scan *s = &r->scan;
    struct collector c = {.terms = terms};

    terms->n = 0;
    for (int i = 0; i < s->nhits; i++) {
        const struct hit *hit = &s->hits[i];
        const struct token *from = &s->tokens.v[hit->first], *to = &s->tokens.v[hit->last - 1];

        if (hit->kind == MARK_CONCEPT)
            add_term(&c, TERM_CONCEPT, key_of("concept:", lexicon_name(s->lx, hit->arg)),
                     (float)hit->weight / 1000.0f, from->at, to->at + to->n - from->at);
    }
    for (int i = 0; i < s->tokens.n; i++)
        add_token(&c, s, i);
    for (int i = 0; i < s->tokens.n; i++)
        if (s->names[i])
            i = add_name(&c, s, i);
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "analysis/compound.h"

#include <limits.h>
#include <string.h>

#include "analysis/tokens.h"
#include "words.inc"

enum { LEAST_WORD = 7, MOST_WORD = 48, LEAST_PART = 3, MOST_PART = 24, COST_PART = 10, COST_SHORT = 7 };

bool compound_is_word(struct str word)
{
    uint32_t fingerprint = (uint32_t)(token_hash(word) >> 16) | 1;
    size_t i = fingerprint & (WORDS_SIZE - 1);

    if (word.n < LEAST_PART || word.n > MOST_PART)
        return false;
    while (words[i] && words[i] != fingerprint)
        i = (i + 1) & (WORDS_SIZE - 1);
    return words[i] != 0;
}

static bool is_word_and(struct str stem, char more)
{
    char word[MOST_PART + 1];

    memcpy(word, stem.p, stem.n);
    word[stem.n] = more;
    return compound_is_word((struct str){word, stem.n + 1});
}

/* A plural on -en whose singular is in the list: klacht-en, buss-en, strat-en, briev-en, huiz-en. */
static bool is_plural(struct str word)
{
    struct str stem = str_sub(word, 0, word.n - 2);
    char last, before;

    if (word.n < LEAST_PART + 2 || word.n > MOST_PART || memcmp(word.p + word.n - 2, "en", 2) != 0)
        return false;
    last = stem.p[stem.n - 1];
    before = stem.p[stem.n - 2];
    struct str shorter = str_sub(stem, 0, stem.n - 1);
    if (last == before)
        return compound_is_word(shorter);
    if (last == 'v' || last == 'z')
        return is_word_and(shorter, last == 'v' ? 'f' : 's');
    if (strchr("aeou", before)) {
        char open[MOST_PART + 1];

        memcpy(open, shorter.p, shorter.n);
        open[shorter.n] = before;
        return is_word_and((struct str){open, shorter.n + 1}, last);
    }
    return compound_is_word(stem);
}

static bool is_part(struct str word)
{
    return compound_is_word(word) || is_plural(word);
}

/* The cheapest way to the end of a prefix. */
struct step {
    int cost, parts;
    uint8_t from, end; /* of its last part; a linking s may follow the end */
};

static void try_step(struct step *steps, size_t from, size_t end, size_t to, int cost)
{
    if (steps[from].cost == INT_MAX || steps[from].parts == PARTS_MAX || steps[from].cost + cost >= steps[to].cost)
        return;
    steps[to] = (struct step){steps[from].cost + cost, steps[from].parts + 1, (uint8_t)from, (uint8_t)end};
}

/* All parts that begin at `from`; the shorter comes first, so that verkeer-s is taken before verkeers. */
static void take_parts(struct step *steps, struct str word, size_t from)
{
    for (size_t n = LEAST_PART; n <= MOST_PART && from + n <= word.n && n < word.n; n++) {
        int cost = COST_PART + (n == LEAST_PART ? COST_SHORT : 0);
        size_t end = from + n;

        if (!is_part(str_sub(word, from, n)))
            continue;
        try_step(steps, from, end, end, cost);
        if (end + LEAST_PART < word.n && word.p[end] == 's')
            try_step(steps, from, end, end + 1, cost);
    }
}

static int split_solid(struct str word, struct str parts[PARTS_MAX])
{
    struct step steps[MOST_WORD + 1];
    int n;

    for (size_t i = 0; i <= word.n; i++)
        steps[i].cost = INT_MAX;
    steps[0] = (struct step){0};
    for (size_t from = 0; from + LEAST_PART <= word.n; from++)
        if (steps[from].cost != INT_MAX)
            take_parts(steps, word, from);
    if (steps[word.n].cost == INT_MAX || steps[word.n].cost > COST_PART * (int)word.n / 4)
        return 0;
    n = steps[word.n].parts;
    for (size_t at = word.n, i = (size_t)n; i-- > 0; at = steps[at].from)
        parts[i] = str_sub(word, steps[at].from, (size_t)(steps[at].end - steps[at].from));
    return n > 1 ? n : 0;
}

int compound_split(struct str word, struct str parts[PARTS_MAX])
{
    int n = 0;

    if (word.n < LEAST_WORD || word.n > MOST_WORD)
        return 0;
    if (!memchr(word.p, '-', word.n))
        return split_solid(word, parts);
    while (word.n && n < PARTS_MAX) {
        struct str part = str_cut(&word, '-');

        if (part.n >= LEAST_PART)
            parts[n++] = part;
    }
    return n;
}

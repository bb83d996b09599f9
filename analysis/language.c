/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include <string.h>

#include "analysis/reading.h"
#include "analysis/trigrams.h"

/*
 * A foreign language needs this much more function-word evidence than Dutch has, in thousandths, and must make up this share
 * of the words. Where words say too little the letters do: trigrams.h, if the lead over Dutch is e^5, and e^0.1 for each
 * trigram, and words don't speak for Dutch. Short posts and loan words stay Dutch.
 */
enum {
    LANGUAGES_MAX = 64,
    LEAD = 1500,
    LEAST_SHARE = 150,
    LETTERS_LEAST = 8,
    LETTERS_LEAD = 5000,
    LETTERS_MEAN = 100,
    WORDS_AGAINST = 500
};

/* Languages that are scored as Dutch. */
static const char *const as_dutch[] = {"nl", "li", "nds", "fy", "af", "zea", NULL};

static bool is_dutch(struct str lang)
{
    for (int i = 0; as_dutch[i]; i++)
        if (str_is(lang, as_dutch[i]))
            return true;
    return false;
}

static void set_language(struct reading *r, struct str lang)
{
    memset(r->marks->lang, 0, LANG_BYTES);
    memcpy(r->marks->lang, lang.p, lang.n < LANG_BYTES ? lang.n : LANG_BYTES - 1);
}

/* "nl-NL" to "nl", lower case. */
static struct str base_language(struct str tag, char out[LANG_BYTES])
{
    size_t n = 0;

    while (n < tag.n && n < LANG_BYTES - 1 && tag.p[n] != '-' && tag.p[n] != '_') {
        out[n] = (char)(tag.p[n] >= 'A' && tag.p[n] <= 'Z' ? tag.p[n] | 0x20 : tag.p[n]);
        n++;
    }
    return (struct str){out, n};
}

/* The evidence for each language that has some; languages share their numbers with concepts, so these may be any. */
struct tally {
    int n;
    struct {
        int number, sum;
    } of[LANGUAGES_MAX];
};

static void add_evidence(struct tally *t, int number, int weight)
{
    int i = 0;

    while (i < t->n && t->of[i].number != number)
        i++;
    if (i == LANGUAGES_MAX)
        return;
    if (i == t->n) {
        t->of[t->n].number = number;
        t->of[t->n++].sum = 0;
    }
    t->of[i].sum += weight;
}

/* Returns the number of words that could give evidence. */
static int sum_languages(const struct reading *r, struct tally *t)
{
    const struct scan *s = &r->scan;
    int words = 0;

    t->n = 0;
    for (int i = 0; i < s->tokens.n; i++)
        words += s->tokens.v[i].kind == TOKEN_WORD && !s->names[i];
    for (int i = 0; i < s->nhits; i++) {
        const struct hit *hit = &s->hits[i];

        if (hit->kind == MARK_LANG && !(s->tokens.v[hit->first].flags & TOKEN_QUOTED))
            add_evidence(t, hit->arg, hit->weight);
    }
    return words;
}

static bool is_foreign(unsigned char c)
{
    return c >= 0xCE && (c <= 0xDB || c == 0xE0 || c == 0xE1 || (c >= 0xE3 && c <= 0xED));
}

static bool is_latin(unsigned char c)
{
    c |= 0x20;
    return c >= 'a' && c <= 'z';
}

/* Are most letters from outside the Latin script? Few texts have any, and only those are counted. */
static bool is_foreign_script(struct str text)
{
    size_t foreign = 0, latin = 0;

    for (size_t i = 0; i < text.n; i++)
        foreign += is_foreign((unsigned char)text.p[i]);
    if (foreign <= 3)
        return false;
    for (size_t i = 0; i < text.n; i++)
        latin += is_latin((unsigned char)text.p[i]);
    return foreign > latin;
}

/* What the letters of a post say, by trigrams.h. */
struct lean {
    int number;   /* the likeliest foreign language, or -1 */
    int32_t lead; /* over Dutch and its kin, thousandths */
    int n;        /* trigrams */
};

/* The words that are looked at, each with a blank: no names, no quotations. */
static void add_words(const struct reading *r, struct buf *words)
{
    const struct scan *s = &r->scan;

    for (int i = 0; i < s->tokens.n; i++) {
        const struct token *t = &s->tokens.v[i];
        bool named = s->names[i] || ((t->flags & TOKEN_CAPITAL) && !(t->flags & TOKEN_START));

        if (t->kind != TOKEN_WORD || named || (t->flags & TOKEN_QUOTED))
            continue;
        buf_add(words, str_sub(s->text, t->at, t->n));
        buf_putc(words, ' ');
    }
}

static struct lean lean_of(const struct reading *r)
{
    const struct lexicon *lx = r->scan.lx;
    struct lean lean = {-1, INT32_MIN, 0};
    struct trigram_sums sums;
    struct buf words = {0};
    int32_t dutch = INT32_MIN;

    add_words(r, &words);
    trigrams_sum(lexicon_trigrams(lx), buf_str(&words), &sums);
    buf_release(&words);
    for (int i = 0; i < sums.nlanguages; i++) {
        if (sums.number[i] == TRIGRAMS_DUTCH || is_dutch(lexicon_name(lx, sums.number[i])))
            dutch = sums.sum[i] > dutch ? sums.sum[i] : dutch;
        else if (sums.sum[i] > lean.lead)
            lean = (struct lean){sums.number[i], sums.sum[i], sums.n};
    }
    if (lean.number >= 0)
        lean.lead -= dutch;
    return lean;
}

static int sum_of(const struct tally *t, int number)
{
    for (int i = 0; i < t->n; i++)
        if (t->of[i].number == number)
            return t->of[i].sum;
    return 0;
}

/* Is it Dutch all the same, where the source calls it something else? Many a network takes the language of the app. */
static bool is_dutch_after_all(const struct reading *r, const struct tally *t, struct str said, int dutch)
{
    int lead = dutch - sum_of(t, lexicon_number(r->scan.lx, said));

    return lead >= LEAD || (lead > 0 && lean_of(r).lead < 0);
}

/* The number of the foreign language of a post by its words, then by its letters; -1: unsure. */
static int foreign_of(const struct reading *r, const struct tally *t, int words, int dutch)
{
    int best = -1, sum;
    struct lean lean;

    for (int i = 0; i < t->n; i++)
        if (!is_dutch(lexicon_name(r->scan.lx, t->of[i].number)) && (best < 0 || t->of[i].sum > t->of[best].sum))
            best = i;
    sum = best < 0 ? 0 : t->of[best].sum;
    if (best >= 0 && sum >= dutch + LEAD && sum >= LEAST_SHARE * words)
        return t->of[best].number;
    if (dutch > sum + WORDS_AGAINST)
        return -1;
    lean = lean_of(r);
    if (lean.n < LETTERS_LEAST || lean.lead < LETTERS_LEAD || lean.lead < LETTERS_MEAN * lean.n ||
        dutch > sum_of(t, lean.number) + WORDS_AGAINST)
        return -1;
    return lean.number;
}

void resolve_language(struct reading *r)
{
    struct tally t;
    char tag[LANG_BYTES] = {0};
    struct str said = base_language(r->post->lang, tag);
    int words = sum_languages(r, &t), dutch = 0, foreign;

    set_language(r, STR("nl"));
    for (int i = 0; i < t.n; i++)
        if (is_dutch(lexicon_name(r->scan.lx, t.of[i].number)) && t.of[i].sum > dutch)
            dutch = t.of[i].sum;
    if (said.n) {
        if (!is_dutch(said) && !is_dutch_after_all(r, &t, said, dutch))
            set_language(r, said);
        return;
    }
    foreign = foreign_of(r, &t, words, dutch);
    if (foreign >= 0)
        set_language(r, lexicon_name(r->scan.lx, foreign));
    else if (is_foreign_script(r->scan.text)) {
        struct lean lean = lean_of(r);

        set_language(r, lean.lead > 0 ? lexicon_name(r->scan.lx, lean.number) : STR("xx"));
    }
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include <string.h>

#include "analysis/reading.h"

/*
 * Languages that are scored as Dutch. A foreign language needs this much more function-word evidence than Dutch has, in
 * thousandths, and must make up this share of the words: short posts and loan words stay Dutch.
 */
enum { LANGUAGES_MAX = 64, LEAD = 1500, LEAST_SHARE = 150 };
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
            add_evidence(t, hit->fact->arg, hit->weight);
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

void resolve_language(struct reading *r)
{
    struct tally t;
    char tag[LANG_BYTES] = {0};
    struct str said = base_language(r->post->lang, tag);
    int words = sum_languages(r, &t), best = -1, dutch = 0;

    set_language(r, STR("nl"));
    for (int i = 0; i < t.n; i++) {
        if (is_dutch(lexicon_name(r->scan.lx, t.of[i].number)))
            dutch = t.of[i].sum > dutch ? t.of[i].sum : dutch;
        else if (best < 0 || t.of[i].sum > t.of[best].sum)
            best = i;
    }
    if (said.n && is_dutch(said))
        return;
    if (said.n && dutch == 0) {
        set_language(r, said);
        return;
    }
    if (best >= 0 && t.of[best].sum >= dutch + LEAD && t.of[best].sum >= LEAST_SHARE * words)
        set_language(r, lexicon_name(r->scan.lx, t.of[best].number));
    else if (is_foreign_script(r->scan.text))
        set_language(r, STR("xx"));
}

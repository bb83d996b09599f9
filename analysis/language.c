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

/* Sums the evidence per language; the number of words that could give some. */
static int sum_languages(const struct reading *r, int sums[LANGUAGES_MAX])
{
    const struct scan *s = &r->scan;
    int words = 0;

    for (int i = 0; i < s->tokens.n; i++)
        words += s->tokens.v[i].kind == TOKEN_WORD && !s->names[i];
    for (int i = 0; i < s->nhits; i++) {
        const struct hit *hit = &s->hits[i];

        if (hit->fact->kind == MARK_LANG && hit->fact->arg < LANGUAGES_MAX &&
            !(s->tokens.v[hit->first].flags & TOKEN_QUOTED))
            sums[hit->fact->arg] += hit_weight(hit);
    }
    return words;
}

/* The share of letters outside the Latin script, in percent. */
static bool is_foreign_script(struct str text)
{
    size_t foreign = 0, latin = 0;

    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];

        latin += (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        foreign += (c >= 0xCE && c <= 0xDB) || (c >= 0xE0 && c <= 0xE1) || (c >= 0xE3 && c <= 0xED);
    }
    return foreign > 3 && foreign > latin;
}

void resolve_language(struct reading *r)
{
    int sums[LANGUAGES_MAX] = {0};
    char tag[LANG_BYTES] = {0};
    struct str said = base_language(r->post->lang, tag);
    int words = sum_languages(r, sums), best = -1, dutch = 0;

    set_language(r, STR("nl"));
    for (int i = 0; i < LANGUAGES_MAX; i++) {
        if (sums[i] == 0)
            continue;
        if (is_dutch(lexicon_name(r->scan.lx, i)))
            dutch = sums[i] > dutch ? sums[i] : dutch;
        else if (best < 0 || sums[i] > sums[best])
            best = i;
    }
    if (said.n && is_dutch(said))
        return;
    if (said.n && dutch == 0) {
        set_language(r, said);
        return;
    }
    if (best >= 0 && sums[best] >= dutch + LEAD && sums[best] >= LEAST_SHARE * words)
        set_language(r, lexicon_name(r->scan.lx, best));
    else if (is_foreign_script(r->scan.text))
        set_language(r, STR("xx"));
}

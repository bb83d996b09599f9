/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "analysis/lexicon_build.h"
#include "analysis/reading.h"

void collect_named(struct reading *r)
{
    static const uint64_t kinds = 1ull << MARK_DISTRICT | 1ull << MARK_STREET | 1ull << MARK_LANDMARK |
                                  1ull << MARK_FULLNAME | 1ull << MARK_FIRSTNAME | 1ull << MARK_SURNAME |
                                  1ull << MARK_NICKNAME | 1ull << MARK_PORTFOLIO | 1ull << MARK_PARTY |
                                  1ull << MARK_TOWN | 1ull << MARK_ROLE | 1ull << MARK_TITLE | 1ull << MARK_HOMONYM;

    r->nnamed = 0;
    for (int i = 0; i < r->scan.nhits && r->nnamed < NAMED_MAX; i++)
        if (kinds >> r->scan.hits[i].kind & 1)
            r->named[r->nnamed++] = &r->scan.hits[i];
}

static bool is_place(const struct hit *hit)
{
    return hit->kind == MARK_DISTRICT || hit->kind == MARK_STREET || hit->kind == MARK_LANDMARK;
}

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

/* Does the last word of the name begin with a capital where the configuration writes it? */
static bool is_written_capital(struct str name)
{
    while (name.n) {
        struct str rest = name;

        str_cut(&rest, ' ');
        if (rest.n == 0)
            break;
        name = rest;
    }
    return name.n && (is_upper(name.p[0]) || (name.p[0] == '\'' && name.n > 2));
}

/* "op de kolk", and of a district also "in poort": in a post without capitals, behind a preposition, a name needs none. */
static bool is_small_writer(const struct reading *r, const struct hit *hit)
{
    static const char *const prepositions[] = {"in",   "naar",   "op",   "bij",       "van",   "aan",
                                               "rond", "achter", "voor", "tegenover", "langs", NULL};
    enum { INTO = 2 };
    const struct tokens *t = &r->scan.tokens;
    bool one = hit->last - hit->first < 2;

    if (hit->first == 0 || (one && hit->kind != MARK_DISTRICT) || t->capitals > 1)
        return false;
    for (int i = 0; one ? i < INTO : prepositions[i] != NULL; i++)
        if (str_is(token_text(t, &t->v[hit->first - 1]), prepositions[i]))
            return true;
    return false;
}

/* A name that is a plain word too ("Poort", "De Akker") must stand there with its capital. */
static bool is_written_as_name(const struct reading *r, const struct hit *hit)
{
    const struct scan *s = &r->scan;
    const struct token *last = &s->tokens.v[hit->last - 1];
    struct str entry = lexicon_entry(s->lx, hit->fact->entry)->text;

    if (hit->fact->weight == DOUBTFUL_NAME && last->flags & TOKEN_START)
        return false;
    if (last->kind == TOKEN_TAG || last->flags & TOKEN_CAPITAL || !is_written_capital(entry))
        return true;
    if (last->kind == TOKEN_NUMBER)
        return s->tokens.v[hit->first].flags & TOKEN_CAPITAL;
    return !compound_is_word(token_text(&s->tokens, last)) || is_small_writer(r, hit);
}

/* Part of a longer name ("Markt" in "Grote Markt")? */
static bool is_inside_longer(const struct reading *r, const struct hit *hit)
{
    for (int i = 0; i < r->nnamed; i++) {
        const struct hit *other = r->named[i];

        if (is_place(other) && other->last - other->first > hit->last - hit->first && other->first <= hit->first &&
            other->last >= hit->last)
            return true;
    }
    return false;
}

/* The surname of somebody: "Jan Poort", "mevrouw Dom"; but "Mw. Rozenlaan" is a caller from there in the words of the
 * desk. */
static bool is_surname(const struct reading *r, const struct hit *hit)
{
    const struct scan *s = &r->scan;

    if (hit->first == 0 || r->post->channel == CHANNEL_KCC || hit->kind == MARK_LANDMARK)
        return false;
    for (int i = 0; i < r->nnamed; i++) {
        const struct hit *other = r->named[i];

        if (other->last == hit->first && (other->kind == MARK_TITLE || other->kind == MARK_FIRSTNAME) &&
            !(s->tokens.v[hit->first].flags & (TOKEN_COMMA | TOKEN_GAP)))
            return true;
    }
    return false;
}

static void add_place(struct marks *m, uint16_t district)
{
    int at = m->nplaces;

    for (int i = 0; i < m->nplaces; i++)
        if (m->places[i] == district)
            return;
    if (m->nplaces == MAX_PLACES)
        return;
    while (at > 0 && m->places[at - 1] > district) {
        m->places[at] = m->places[at - 1];
        at--;
    }
    m->places[at] = district;
    m->nplaces++;
}

void resolve_places(struct reading *r)
{
    for (int i = 0; i < r->nnamed; i++) {
        const struct hit *hit = r->named[i];

        if (!is_place(hit) || !is_written_as_name(r, hit) || is_inside_longer(r, hit) || is_surname(r, hit))
            continue;
        add_place(r->marks, hit->arg);
        for (uint32_t t = hit->first; t < hit->last; t++)
            r->scan.names[t] = 1;
    }
    feature_add(r, FEATURE_PLACE, r->marks->nplaces ? 1000 : 0);
}

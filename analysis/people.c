/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "analysis/reading.h"

enum { PORTFOLIO_REACH = 5, LEAST_THEME = 500 };

static const struct token *token_of(const struct reading *r, uint32_t i)
{
    return &r->scan.tokens.v[i];
}

static struct str text_of(const struct reading *r, uint32_t i)
{
    return token_text(&r->scan.tokens, token_of(r, i));
}

/* Does a hit of this kind end right before token `at`, or begin there (`after`)? */
static bool has_beside(const struct reading *r, enum mark_kind kind, uint32_t at, bool after)
{
    for (int i = 0; i < r->nnamed; i++) {
        const struct hit *hit = r->named[i];

        if (hit->kind == kind && (after ? hit->first == at : hit->last == at))
            return true;
    }
    return false;
}

static bool is_joined(const struct reading *r, uint32_t at)
{
    return at < (uint32_t)r->scan.tokens.n && !(token_of(r, at)->flags & (TOKEN_GAP | TOKEN_COMMA));
}

/* Is the word before token `at` somebody's first name, as far as its form tells? */
static bool has_other_first_name(const struct reading *r, uint32_t at)
{
    const struct token *before;

    if (at == 0 || !is_joined(r, at))
        return false;
    before = token_of(r, at - 1);
    if (before->kind != TOKEN_WORD || !(before->flags & TOKEN_CAPITAL))
        return false;
    if (has_beside(r, MARK_ROLE, at, false) || has_beside(r, MARK_TITLE, at, false) || before->flags & TOKEN_CAPITALS)
        return false;
    if (!(before->flags & TOKEN_START))
        return true;
    return !r->scan.words[at - 1]->known && !compound_is_word(text_of(r, at - 1));
}

static bool has_office_before(const struct reading *r, uint32_t at)
{
    return has_beside(r, MARK_ROLE, at, false) || has_beside(r, MARK_TITLE, at, false);
}

/* Does the role before the name belong to others only: "burgemeester Janssen" where Janssen is an alderman? */
static bool has_role_of_others(const struct reading *r, const struct hit *hit)
{
    bool others = false;

    for (int i = 0; i < r->nnamed; i++) {
        const struct hit *role = r->named[i];

        if (role->kind != MARK_ROLE || role->arg == 0 || role->last != hit->first)
            continue;
        if (role->arg == hit->arg + 1)
            return false;
        others = true;
    }
    return others;
}

/* "Kooistra Fietsen": the name goes on with a capital. */
static bool has_name_behind(const struct reading *r, uint32_t at)
{
    const struct token *next;

    if (!is_joined(r, at))
        return false;
    next = token_of(r, at);
    return next->kind == TOKEN_WORD &&
           (next->flags & (TOKEN_CAPITAL | TOKEN_CAPITALS | TOKEN_START)) == TOKEN_CAPITAL &&
           r->scan.tokens.capitals < r->scan.tokens.letters / 4;
}

/* A doctor, bakery or family of that name, by the words beside it. */
static bool is_homonym(const struct reading *r, const struct hit *hit)
{
    if (has_role_of_others(r, hit) || (!has_office_before(r, hit->first) && has_name_behind(r, hit->last)))
        return true;
    return (is_joined(r, hit->first) && has_beside(r, MARK_HOMONYM, hit->first, false)) ||
           (is_joined(r, hit->last) && has_beside(r, MARK_HOMONYM, hit->last, true));
}

/* Written as a name: with a capital, or in small letters where the word is none of the dictionary's. */
static bool is_written_as_name(const struct reading *r, const struct hit *hit)
{
    const struct token *last = token_of(r, hit->last - 1);

    return last->flags & TOKEN_CAPITAL || last->kind == TOKEN_TAG || has_office_before(r, hit->first) ||
           !compound_is_word(text_of(r, hit->last - 1));
}

static void add_person(struct marks *m, uint16_t person)
{
    int at = m->npeople;

    for (int i = 0; i < m->npeople; i++)
        if (m->people[i] == person)
            return;
    if (m->npeople == MAX_PEOPLE)
        return;
    while (at > 0 && m->people[at - 1] > person) {
        m->people[at] = m->people[at - 1];
        at--;
    }
    m->people[at] = person;
    m->npeople++;
}

static void mention(struct reading *r, uint16_t person, uint32_t first, uint32_t last)
{
    add_person(r->marks, person);
    MEM_GROW(r->mentions, r->nmentions, r->mentions_cap);
    r->mentions[r->nmentions++] = (struct mention){person, first, last};
    for (uint32_t t = first; t < last; t++)
        r->scan.names[t] = 1;
}

static bool is_mentioned(const struct reading *r, uint16_t person)
{
    for (int i = 0; i < r->nmentions; i++)
        if (r->mentions[i].person == person)
            return true;
    return false;
}

static void find_full_names(struct reading *r)
{
    for (int i = 0; i < r->nnamed; i++) {
        const struct hit *hit = r->named[i];
        const struct token *first = token_of(r, hit->first);

        if (hit->kind == MARK_FULLNAME)
            mention(r, hit->arg, hit->first, hit->last);
        else if (hit->kind == MARK_NICKNAME && (hit->last > hit->first + 1 || first->flags & TOKEN_CAPITAL))
            mention(r, hit->arg, hit->first, hit->last);
        else if (hit->kind == MARK_FIRSTNAME && has_beside(r, MARK_ROLE, hit->first, false) &&
                 first->flags & TOKEN_CAPITAL && is_joined(r, hit->first) &&
                 !(hit->last < (uint32_t)r->scan.tokens.n && r->scan.names[hit->last]))
            mention(r, hit->arg, hit->first, hit->last);
    }
}

/* Somebody else of that name is in the post, and nothing says that the person in office is too. */
static bool is_taken(const struct reading *r, uint16_t person)
{
    bool other = false;

    for (int i = 0; i < r->nnamed; i++) {
        const struct hit *hit = r->named[i];

        if (hit->kind != MARK_SURNAME || hit->arg != person)
            continue;
        if (has_beside(r, MARK_ROLE, hit->first, false))
            return false;
        other |= is_homonym(r, hit) || has_other_first_name(r, hit->first);
    }
    return other;
}

static void find_surnames(struct reading *r)
{
    for (int i = 0; i < r->nnamed; i++) {
        const struct hit *hit = r->named[i];

        if (hit->kind != MARK_SURNAME || !is_written_as_name(r, hit))
            continue;
        if (is_homonym(r, hit) || has_other_first_name(r, hit->first))
            continue;
        if (is_mentioned(r, hit->arg) || !is_taken(r, hit->arg))
            mention(r, hit->arg, hit->first, hit->last);
    }
}

/* ---- role and portfolio */

/* Does a name of another person or of another town follow the role? */
static bool is_of_elsewhere(const struct reading *r, const struct hit *hit)
{
    uint32_t next = hit->last, n = (uint32_t)r->scan.tokens.n;

    if (!is_joined(r, next))
        return false;
    if (next + 1 < n && str_is(text_of(r, next), "en") && str_is(text_of(r, next + 1), "wethouders"))
        return true;
    if (token_of(r, next)->flags & TOKEN_CAPITAL && token_of(r, next)->kind == TOKEN_WORD &&
        !has_beside(r, MARK_PORTFOLIO, next, true))
        return true;
    if (next + 1 < n &&
        (str_is(text_of(r, next), "van") || str_is(text_of(r, next), "uit") || str_is(text_of(r, next), "in")))
        return token_of(r, next + 1)->flags & TOKEN_CAPITAL && !has_beside(r, MARK_TOWN, next + 1, true) &&
               !has_beside(r, MARK_PORTFOLIO, next + 1, true) && !str_is(text_of(r, next), "in");
    return false;
}

static bool is_former(const struct reading *r, uint32_t at)
{
    static const char *const words[] = {"oud",       "ex",         "voormalig", "voormalige", "vorige",
                                        "toenmalig", "toenmalige", "loco",      "waarnemend", "geen",
                                        "elke",      "iedere",     "andere",    NULL};

    return at > 0 && is_joined(r, at) && str_is_any(text_of(r, at - 1), words);
}

static bool has_role(const struct reading *r, uint16_t person, uint32_t at)
{
    for (int i = 0; i < r->nnamed; i++) {
        const struct hit *hit = r->named[i];

        if (hit->kind == MARK_ROLE && hit->arg == person + 1 && hit->first == at)
            return true;
    }
    return false;
}

/* "wethouder (van/voor) verkeer", "verkeerswethouder", "de VVD-wethouder": the holder of that portfolio. */
static bool find_portfolio(struct reading *r, const struct hit *role)
{
    bool found = false;

    for (int i = 0; i < r->nnamed; i++) {
        const struct hit *hit = r->named[i];
        bool same = hit->first == role->first;
        bool near = hit->first >= role->last && hit->first < role->last + PORTFOLIO_REACH;

        if ((hit->kind != MARK_PORTFOLIO && !(same && hit->kind == MARK_PARTY)) || !(same || near))
            continue;
        for (uint32_t t = role->last; near && t <= hit->first; t++) {
            static const char *const links[] = {"van", "voor", "de", "het", "en", "der", NULL};
            bool link = t == hit->first;

            for (int k = 0; links[k]; k++)
                link |= str_is(text_of(r, t), links[k]);
            near = link && is_joined(r, t);
        }
        if ((same || near) && has_role(r, hit->arg, role->first)) {
            mention(r, hit->arg, role->first, role->last);
            found = true;
            break;
        }
    }
    return found;
}

/* The one holder of the role whose portfolio has the theme of a word; -1 when there is none or more than one. */
static int holder_of_theme(const struct reading *r, struct str role, int theme)
{
    int holder = -1;

    for (int p = 0; p < r->town->npeople; p++) {
        if (!(r->portfolios[p] >> theme & 1) || !str_eq_nocase(r->town->people[p].role, role))
            continue;
        if (holder >= 0)
            return -1;
        holder = p;
    }
    return holder;
}

/* "wethouder van vervoer", "cultuurwethouder": by the theme of the word, where no portfolio is called so. */
static void find_theme(struct reading *r, const struct hit *role)
{
    struct str name = r->town->people[role->arg - 1].role;
    uint32_t at = role->first;

    if (role->scale == WHOLE) {
        at = role->last;
        if (!is_joined(r, at) || !(str_is(text_of(r, at), "van") || str_is(text_of(r, at), "voor")) ||
            !is_joined(r, at + 1))
            return;
        at++;
    }
    for (int i = 0; i < r->scan.nhits; i++) {
        const struct hit *hit = &r->scan.hits[i];
        int holder;

        if (hit->first != at || hit->kind != MARK_THEME || hit->fact->weight < LEAST_THEME)
            continue;
        holder = holder_of_theme(r, name, hit->arg);
        if (holder >= 0) {
            mention(r, (uint16_t)holder, role->first, role->last);
            return;
        }
    }
}

/* "die man van mobiliteit". */
static void find_man_of(struct reading *r)
{
    static const char *const words[] = {"man", "vrouw", "gast", "vent", "meneer", "mevrouw", "heer", "dame", NULL};

    for (int i = 0; i < r->nnamed; i++) {
        const struct hit *hit = r->named[i];

        if (hit->kind != MARK_PORTFOLIO || hit->first < 2 || !str_is(text_of(r, hit->first - 1), "van"))
            continue;
        for (int k = 0; words[k]; k++)
            if (str_is(text_of(r, hit->first - 2), words[k]))
                mention(r, hit->arg, hit->first - 2, hit->last);
    }
}

static int holders(const struct reading *r, struct str role)
{
    int n = 0;

    for (int i = 0; i < r->town->npeople; i++)
        n += str_eq_nocase(r->town->people[i].role, role);
    return n;
}

static void find_roles(struct reading *r)
{
    for (int i = 0; i < r->nnamed; i++) {
        const struct hit *hit = r->named[i];

        if (hit->kind != MARK_ROLE || hit->arg == 0 || hit->arg > r->town->npeople)
            continue;
        const struct person *person = &r->town->people[hit->arg - 1];
        if (holders(r, person->role) > 1) {
            if (!find_portfolio(r, hit))
                find_theme(r, hit);
        } else if (hit->scale == WHOLE && !is_of_elsewhere(r, hit) && !is_former(r, hit->first))
            mention(r, (uint16_t)(hit->arg - 1), hit->first, hit->last);
    }
}

void resolve_people(struct reading *r)
{
    r->nmentions = 0;
    find_full_names(r);
    find_surnames(r);
    find_roles(r);
    find_man_of(r);
    feature_add(r, FEATURE_PERSON, r->marks->npeople ? 1000 : 0);
}

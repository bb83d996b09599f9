/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* The names of tamtam.conf as entries: districts, streets, landmarks, people in office and their portfolios. */
#include <string.h>

#include "analysis/compound.h"
#include "analysis/lexicon_build.h"

enum { STREET_PREFIX = 7, NOT_SET = 0 };

struct adder {
    struct lexicon *lx;
    uint16_t file, derived; /* what evidence names: the configuration, or that the name follows from it */
    int line;
};

static void add_as(const struct adder *a, struct str text, enum entry_form form, enum mark_kind kind, int arg,
                   int weight)
{
    uint64_t key = lexicon_key(a->lx, text, form);
    struct fact fact = {(uint16_t)kind, (uint16_t)arg, weight, 0};

    if (key == NOT_SET)
        return;
    fact.entry = lexicon_add_entry(a->lx, &(struct lexicon_line){text, a->file, (uint32_t)a->line});
    lexicon_add_fact(a->lx, key, &fact);
}

static void add(const struct adder *a, struct str text, enum mark_kind kind, int arg)
{
    add_as(a, text, FORM_WORDS, kind, arg, 1000);
}

static void add_weighted(const struct adder *a, struct str text, enum mark_kind kind, int arg, int weight)
{
    add_as(a, text, FORM_WORDS, kind, arg, weight);
}

/* A street that the configuration doesn't name. */
static void add_derived(const struct adder *a, struct str street, int district)
{
    struct adder derived = *a;

    derived.file = a->derived;
    add(&derived, street, MARK_STREET, district);
}

/* A name of one long word also as the beginning of a longer one: Tulpstraatbewoners. */
static void add_place(const struct adder *a, struct str text, enum mark_kind kind, int district)
{
    add(a, text, kind, district);
    if (text.n >= STREET_PREFIX && !memchr(text.p, ' ', text.n))
        add_as(a, text, FORM_PREFIX, kind, district, 1000);
}

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

/* "De Waterlelie" goes by "Waterlelie" too, "Oud-Zuid" by "Oudzuid", "Waterstad CS" by "CS". */
static void add_short_names(const struct adder *a, struct str text, enum mark_kind kind, int district)
{
    struct str rest = text, first = str_cut(&rest, ' ');
    ptrdiff_t hyphen = str_find(text, STR("-"));

    if (rest.n && (str_is(first, "De") || str_is(first, "Het") || str_is(first, "'t")) && is_upper(rest.p[0]))
        add_weighted(a, rest, kind, district,
                     compound_is_word(str_lower(lexicon_arena(a->lx), rest)) ? DOUBTFUL_NAME : 1000);
    if (hyphen > 0 && !rest.n)
        add(a,
            str_printf(lexicon_arena(a->lx), "%.*s%.*s", (int)hyphen, text.p,
                       STR_ARG(str_sub(text, (size_t)hyphen + 1, text.n))),
            kind, district);
    if (rest.n == 2 && is_upper(rest.p[0]) && is_upper(rest.p[1]))
        add(a, rest, kind, district);
}

/* How many landmarks of the town are called by this common noun, "zwembad" of "zwembad De Waterlelie". */
static int count_nouns(const struct municipality *town, struct str noun)
{
    int n = 0;

    for (int d = 0; d < town->ndistricts; d++)
        for (int i = 0; i < town->districts[d].landmarks.n; i++) {
            struct str rest = town->districts[d].landmarks.v[i], first = str_cut(&rest, ' ');

            n += rest.n && str_eq(first, noun);
        }
    return n;
}

/* "het zwembad" where the town has one; "het station" is the one that bears the town's name. */
static void add_common_noun(const struct adder *a, const struct municipality *town, struct str landmark, int district)
{
    static const char *const articles[] = {"het", "de", "ons", "onze", "'t", NULL};
    struct str rest = landmark, noun = str_cut(&rest, ' ');

    if (rest.n == 0 || is_upper(noun.p[0]) || !is_upper(rest.p[0]))
        return;
    if (!str_eq(rest, town->name) && count_nouns(town, noun) > 1)
        return;
    for (int i = 0; articles[i]; i++)
        add(a, str_printf(lexicon_arena(a->lx), "%s %.*s", articles[i], STR_ARG(noun)), MARK_LANDMARK, district);
}

static bool has_street(const struct municipality *town, struct str name)
{
    for (int d = 0; d < town->ndistricts; d++)
        for (int i = 0; i < town->districts[d].streets.n; i++)
            if (str_eq(town->districts[d].streets.v[i], name))
                return true;
    return false;
}

/* "Schachtstraat" lies in Schachtbuurt, "Stationsplein" in Stationskwartier, unless the configuration knows better. */
static void add_namesakes(const struct adder *a, const struct municipality *town, struct str district, int index)
{
    static const char *const ends[] = {"buurt", "wijk", "kwartier", "veld", "dorp", NULL};
    static const char *const streets[] = {"straat", "weg", "laan", "plein", "kade", "singel", "dreef", "park", NULL};
    enum { LEAST_STEM = 5 };

    for (int i = 0; ends[i]; i++) {
        size_t n = strlen(ends[i]);

        if (district.n < LEAST_STEM + n || !str_eq(str_sub(district, district.n - n, n), str_of(ends[i])))
            continue;
        for (int k = 0; streets[k]; k++) {
            struct str name = str_printf(lexicon_arena(a->lx), "%.*s%s", (int)(district.n - n), district.p, streets[k]);

            if (!has_street(town, name))
                add_derived(a, name, index);
        }
    }
}

/* The square before the "stadhuis" is the "Stadhuisplein". */
static void add_square(const struct adder *a, struct str landmark, int district)
{
    if (landmark.n >= STREET_PREFIX && !memchr(landmark.p, ' ', landmark.n))
        add_derived(a, str_printf(lexicon_arena(a->lx), "%.*splein", STR_ARG(landmark)), district);
}

static void add_district(struct adder *a, const struct municipality *town, int index)
{
    const struct district *d = &town->districts[index];

    a->line = d->line;
    add_place(a, d->name, MARK_DISTRICT, index);
    add_short_names(a, d->name, MARK_DISTRICT, index);
    add_namesakes(a, town, d->name, index);
    for (int i = 0; i < d->aliases.n; i++)
        add(a, d->aliases.v[i], MARK_DISTRICT, index);
    for (int i = 0; i < d->streets.n; i++)
        add_place(a, d->streets.v[i], MARK_STREET, index);
    for (int i = 0; i < d->landmarks.n; i++) {
        add(a, d->landmarks.v[i], MARK_LANDMARK, index);
        add_short_names(a, d->landmarks.v[i], MARK_LANDMARK, index);
        add_common_noun(a, town, d->landmarks.v[i], index);
        add_square(a, d->landmarks.v[i], index);
    }
}

static void add_person(struct adder *a, const struct person *p, int index)
{
    struct str surname = p->name, first = str_cut(&surname, ' ');

    a->line = p->line;
    add(a, p->name, MARK_FULLNAME, index);
    if (surname.n)
        add(a, surname, MARK_SURNAME, index);
    if (str_starts(surname, STR("van der ")))
        for (int i = 0; i < 2; i++)
            add(a, str_printf(lexicon_arena(a->lx), "%s %.*s", i ? "v d" : "vd", (int)(surname.n - 8), surname.p + 8),
                MARK_SURNAME, index);
    if (first.n && surname.n)
        add(a, first, MARK_FIRSTNAME, index);
    /* Argument 0 of `role` is a role word of the lexicons. */
    if (p->role.n)
        add(a, p->role, MARK_ROLE, index + 1);
    for (int i = 0; i < p->portfolio.n; i++)
        add(a, p->portfolio.v[i], MARK_PORTFOLIO, index);
    if (p->party.n)
        add(a, p->party, MARK_PARTY, index);
    for (int i = 0; i < p->nicknames.n; i++)
        add(a, p->nicknames.v[i], MARK_NICKNAME, index);
}

void lexicon_add_town(struct lexicon *lx, const struct municipality *town)
{
    struct adder a = {.lx = lx, .file = lexicon_add_file(lx, "tamtam.conf")};

    a.derived = lexicon_add_file(lx, "tamtam.conf, afgeleid van een naam daarin");
    for (int i = 0; i < town->ndistricts; i++)
        add_district(&a, town, i);
    for (int i = 0; i < town->npeople; i++)
        add_person(&a, &town->people[i], i);
    a.line = 0;
    if (town->name.n)
        add(&a, town->name, MARK_TOWN, 0);
}

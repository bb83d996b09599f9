/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* House numbers: what stands behind the name of a street. The street stays: it gives the district. */
#include <string.h>

#include "listener/mask_forms.h"

/* clang-format off */
/* Ends of street names. A word in lower case needs one of the first, a capital will do with all. */
static const char *const sure_ends[] = {
    "straat", "straatje", "laan", "plein", "gracht", "singel", "steeg", "dreef", "kade", "plantsoen", "dijk", "weg",
    "hof", "pad", "str", "laantje", "hofje", "weggetje", NULL};
static const char *const capital_ends[] = {
    "markt", "brink", "wal", "erf", "boulevard", "vaart", "zoom", "hoeve", "passage", "oever", "weide", "beemd",
    "schans", "donk", NULL};
/* Words with such an end that name no street. */
static const char *const no_streets[] = {
    "snelweg", "autoweg", "rijksweg", "spoorweg", "onderweg", "fietspad", "voetpad", "wandelpad", "ruiterpad",
    "zebrapad", "zandpad", "bospad", "schoolplein", "gerechtshof", "kerkhof", "straat", "laan", "weg", "pad",
    "steeg", "hofje", "straatje", "zijstraat", "zijweg", "winkelstraat", "woonstraat", "weggetje", "parkeerplein",
    "busbaan", "trambaan", "rijbaan", "rijstrook", "startbaan", "skatebaan", "ijsbaan", "vliegveld", "sportveld",
    "voetbalveld", "speelveld", "sportpark", "speeltuin", "park", "veld", "haven", "containerhaven", "uitweg",
    "heenweg", "terugweg", "omweg", "toegangsweg", "hoofdweg", "achterpad", "werf", "baan", "einde", "eind", "kamp",
    "tuin", "jaagpad", "halverweg", "luchthaven", "jachthaven", "stadspark", "schoolhof", "zwembad", "autobaan",
    "tunneltje", "wildpark", "dierenpark", "pretpark", NULL};
/* What stands behind a number that counts or measures something, or tells a time or a date. */
static const char *const units[] = {
    "m", "km", "cm", "mm", "meter", "kilometer", "km/u", "kmu", "uur", "u", "uren", "min", "minuten", "minuut",
    "dagen", "dag", "weken", "week", "maanden", "maand", "jaar", "jaren", "keer", "maal", "x", "graden", "procent",
    "euro", "eur", "miljoen", "miljard", "duizend", "mensen", "bewoners", "inwoners", "auto", "autos", "auto's",
    "fietsers", "fietsen", "woningen", "huizen", "appartementen", "bomen", "lantaarnpalen", "lampen", "containers",
    "parkeerplaatsen", "plekken", "mnd", "wk", "cent", "deelnemers", "bezoekers", "meldingen", "ongelukken",
    "ongevallen", "kinderen", "jongeren", "gewonden", "gewonde", "doden", "slachtoffers", "panden", "nachten",
    "ton", "liter", "kilo", "bussen", "vrachtwagens", "scooters", "januari", "februari", "maart", "april", "mei",
    "juni", "juli", "augustus", "september", "oktober", "november", "december", "jan", "feb", "mrt", "apr", "jun",
    "jul", "aug", "sep", "sept", "okt", "nov", "dec", NULL};
/* What may follow a house number where the street is written without a capital. */
static const char *const followers[] = {
    "in", "te", "is", "en", "aan", "bij", "van", "naar", "met", "t/m", "heeft", "staat", "belt", "meldt", "wordt",
    "tot", "op", "ook", "al", "of", "maar", "want", "woont", "doet", "wil", "kan", "was", "zit", NULL};
static const char *const additions[] = {
    "bis", "hs", "huis", "boven", "beneden", "zw", "rood", "rd", "ii", "iii", "iv", NULL};
/* clang-format on */

static bool ends_in(struct str word, const char *const *ends)
{
    for (; *ends; ends++) {
        size_t n = strlen(*ends);

        if (word.n >= n && str_eq_nocase(str_sub(word, word.n - n, n), (struct str){*ends, n}))
            return true;
    }
    return false;
}

static bool in_street_list(struct str text, size_t to, const struct strs *streets)
{
    for (int i = 0; i < streets->n; i++) {
        size_t n = streets->v[i].n;

        if (n && n <= to && str_eq_nocase(str_sub(text, to - n, n), streets->v[i]) &&
            !mask_is_word(mask_before(text, to - n)))
            return true;
    }
    return false;
}

/* Does the text before an offset end with a street that tamtam.conf names? */
static bool is_known_street(const struct mask *mask, struct str text, size_t to)
{
    for (int i = 0; mask->town && i < mask->town->ndistricts; i++)
        if (in_street_list(text, to, &mask->town->districts[i].streets))
            return true;
    return false;
}

static size_t word_start(struct str s, size_t to)
{
    size_t from = to;

    while (to - from < MASK_LONGEST_WORD &&
           (mask_is_word(mask_before(s, from)) || mask_before(s, from) == '-' || mask_before(s, from) == '\''))
        from--;
    return from;
}

/* Does 'Laan van', 'Plein der' and the like stand before a word that starts at `from`? */
static bool is_laan_van(struct str s, size_t from)
{
    static const char *const firsts[] = {"Laan",  "Plein",  "Weg",       "Kade", "Hof", "Straat",
                                         "Dreef", "Singel", "Boulevard", "Pad",  NULL};
    static const char *const prefixes[] = {"van", "der", "de", "den", "het", "'t", NULL};
    bool prefixed = false;

    for (int words = 0; words < 4 && mask_before(s, from) == ' '; words++) {
        size_t start = word_start(s, from - 1);
        struct str word = str_sub(s, start, from - 1 - start);

        if (prefixed && mask_is_upper(mask_byte(word, 0)) && str_is_any_nocase(word, firsts))
            return true;
        if (!str_is_any_nocase(word, prefixes))
            return false;
        prefixed = true;
        from = start;
    }
    return false;
}

enum street { NO_STREET, LIKELY_STREET, SURE_STREET };

static enum street street_of(const struct mask *mask, struct str text, size_t from, size_t to)
{
    struct str word = str_sub(text, from, to - from);
    bool capital = mask_is_upper(mask_byte(word, 0));

    if (is_known_street(mask, text, to) || (capital && is_laan_van(text, from)))
        return SURE_STREET;
    if (word.n < 3 || str_is_any_nocase(word, no_streets))
        return NO_STREET;
    if (ends_in(word, sure_ends))
        return capital ? SURE_STREET : word.n > 6 ? LIKELY_STREET : NO_STREET;
    return capital && ends_in(word, capital_ends) ? LIKELY_STREET : NO_STREET;
}

bool mask_is_street(const struct mask *mask, struct str text, size_t from, size_t to)
{
    return street_of(mask, text, from, to) != NO_STREET;
}

static size_t skip_back(struct str s, size_t at, const char *bytes)
{
    while (mask_before(s, at) && strchr(bytes, mask_before(s, at)))
        at--;
    return at;
}

static bool ends_clause(struct str s, size_t at)
{
    int c = mask_byte(s, at);

    return c == 0 || c == ';' || c == '\n' || c == '!' || c == '?' || (c == '.' && !mask_is_word(mask_byte(s, at + 1)));
}

/* Where the clause around an offset starts, at most 40 bytes before it. */
static size_t clause_start(struct str s, size_t at)
{
    size_t from = at;

    while (from > 0 && at - from < 40 && !ends_clause(s, from - 1))
        from--;
    return from;
}

/* A street in the clause around the number: 'op nummer 12 in de Tulpstraat'. */
static enum street street_around(const struct mask *mask, struct str text, size_t at)
{
    for (size_t i = clause_start(text, at); i < at + 40 && (i < at || !ends_clause(text, i)); i++) {
        size_t end = i;

        while (mask_is_word(mask_byte(text, end)))
            end++;
        if (end > i && !mask_is_word(mask_before(text, i)) && street_of(mask, text, i, end) == SURE_STREET)
            return SURE_STREET;
    }
    return NO_STREET;
}

/* 'nr 12': a house when the street stands before 'nr', or after 'op nummer 12'. `from` is where 'nr' starts. */
static enum street street_of_numbered(const struct mask *mask, struct str text, size_t from, size_t at)
{
    static const char *const places[] = {"op", "van", "bij", "naast", "tussen", "tot", "ons", "hun", "mijn", NULL};
    size_t end = skip_back(text, from, " ,(");
    size_t start = word_start(text, end);
    enum street street = street_of(mask, text, start, end);

    if (street)
        return street;
    return str_is_any_nocase(str_sub(text, start, end - start), places) ? street_around(mask, text, at) : NO_STREET;
}

/* The street that stands before a number, with or without 'nr' between them. */
static enum street street_before(const struct mask *mask, struct str text, size_t at)
{
    static const char *const numbers[] = {"nummer", "nr", "nummers", "nrs", "no", NULL};
    static const char *const houses[] = {"huisnummer", "huisnr", "huisnummers", NULL};
    size_t to = skip_back(text, at, " .:");
    size_t from = word_start(text, to);
    struct str word = str_sub(text, from, to - from);
    bool plain = to == skip_back(text, at, " ");

    if (to == at || word.n == 0)
        return NO_STREET;
    if (str_is_any_nocase(word, houses))
        return SURE_STREET;
    if (str_is_any_nocase(word, numbers))
        return street_of_numbered(mask, text, from, at);
    if (plain || (mask_byte(text, to) == '.' && ends_in(word, (const char *const[]){"str", NULL})))
        return street_of(mask, text, from, to);
    return NO_STREET;
}

/* The number with its addition: 12, 12a, 12-B, 12 bis. 0 where it is an ordinal, a clock time or a decimal. */
static size_t number_length(struct str s, size_t at)
{
    size_t n = mask_digits(s, at);
    int next = mask_byte(s, at + n);
    int after = mask_byte(s, at + n + 1);

    if (n == 0 || n > 5)
        return 0;
    if ((next == ':' || next == '.' || next == ',') && mask_is_digit(after))
        return next == ',' && n <= 3 && mask_digits(s, at + n + 1) > 2 ? n : 0;
    if (next == '%')
        return 0;
    if (n == 4 && (str_starts(str_sub(s, at, 2), STR("19")) || str_starts(str_sub(s, at, 2), STR("20"))))
        return 0;
    if (mask_is_letter(next)) {
        if (mask_has(s, at + n, "e"))
            return mask_byte(s, at + n + 1) == ' ' && mask_is_letter(mask_byte(s, at + n + 2)) ? 0 : n + 1;
        if (!mask_is_word(after) && next < 0x80 && next != 'u' && next != 'm')
            return n + 1;
        for (int i = 0; additions[i]; i++)
            if (mask_has(s, at + n, additions[i]))
                return n + strlen(additions[i]);
        return 0;
    }
    if ((next == '-' || next == '/' || next == ' ') && mask_is_upper(after) && !mask_is_word(mask_byte(s, at + n + 2)))
        return n + 2;
    for (int i = 0; next == ' ' && additions[i]; i++)
        if (mask_has(s, at + n + 1, additions[i]))
            return n + 1 + strlen(additions[i]);
    return n;
}

static bool counts_something(struct str s, size_t at)
{
    return mask_byte(s, at) == ' ' && mask_has_any(s, at + 1, units);
}

static bool may_follow(struct str s, size_t at)
{
    int next = mask_byte(s, at + 1);

    return mask_byte(s, at) != ' ' || !mask_is_letter(next) || mask_is_upper(next) ||
           mask_has_any(s, at + 1, followers);
}

/* The further number of a row or a range behind `end` ('-52', ' t/m 12', ', 14', ' en 16'): its length with the joint.
 */
static size_t further_number(struct str s, size_t end)
{
    static const char *const joints[] = {"-",     "/",    " - ", " t/m ", " tm ",        " tot en met ",
                                         " tot ", " en ", ", ",  "+",     "\xE2\x80\x93"};

    for (size_t i = 0; i < sizeof joints / sizeof *joints; i++) {
        size_t n = strlen(joints[i]);
        size_t more;
        bool keep;

        if (!str_eq_nocase(str_sub(s, end, n), (struct str){joints[i], n}))
            continue;
        more =
            mask_byte(s, end + n) == '0' || mask_fits_postcode(NULL, s, end + n, &keep) ? 0 : number_length(s, end + n);
        if (more && !mask_is_word(mask_byte(s, end + n + more)) && !counts_something(s, end + n + more))
            return n + more;
    }
    return 0;
}

size_t mask_fits_house_number(const struct mask *mask, struct str text, size_t at, bool *keep)
{
    enum street street = street_before(mask, text, at);
    size_t n = street ? number_length(text, at) : 0;
    size_t end = at + n;

    (void)keep;
    if (n == 0)
        return 0;
    while ((n = further_number(text, end)) > 0)
        end += n;
    if (mask_is_word(mask_byte(text, end)) || counts_something(text, end))
        return 0;
    return street == SURE_STREET || may_follow(text, end) ? end - at : 0;
}

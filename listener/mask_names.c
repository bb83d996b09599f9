/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include <string.h>

#include "listener/mask_forms.h"

/* ---- e-mail ---- */

static bool in_local_part(int c)
{
    return mask_is_word(c) || c == '.' || c == '+' || c == '-' || c == '%' || c == '\'';
}

/* "name.example": labels with a point between them, the last one of letters. 0 where it is none. */
static size_t domain_length(struct str s, size_t at)
{
    size_t end = at, last_label = at;
    bool point = false;

    for (;;) {
        size_t label = end;

        while (mask_is_word(mask_byte(s, end)) || (mask_byte(s, end) == '-' && end > label))
            end++;
        if (end == label)
            break;
        last_label = label;
        if (mask_byte(s, end) != '.' || !mask_is_word(mask_byte(s, end + 1)))
            break;
        point = true;
        end++;
    }
    return point && end - last_label >= 2 && mask_is_letter(mask_byte(s, last_label)) ? end - at : 0;
}

/* The sign between name and domain, also written out: '@', '[at]', ' (at) '. */
static size_t at_sign_length(struct str s, size_t at)
{
    static const char *const forms[] = {"@", "[at]", "(at)", " [at] ", " (at) ", "[@]", "(@)"};
    int first = mask_byte(s, at) == ' ' ? mask_byte(s, at + 1) : mask_byte(s, at);

    if (first != '@' && first != '[' && first != '(')
        return 0;
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (str_eq_nocase(str_sub(s, at, strlen(forms[i])), str_of(forms[i])))
            return strlen(forms[i]);
    return 0;
}

size_t mask_fits_mail(const struct mask *mask, struct str text, size_t at, bool *keep)
{
    size_t local = 0;
    size_t sign, domain;

    while (local < MASK_LONGEST_WORD && in_local_part(mask_byte(text, at + local)))
        local++;
    sign = at_sign_length(text, at + local);
    domain = sign ? domain_length(text, at + local + sign) : 0;
    if (domain == 0)
        return 0;
    *keep = mask_is_public(mask, str_sub(text, at, local + sign + domain));
    return local + sign + domain;
}

/* ---- web addresses ---- */

static size_t scheme_length(struct str s, size_t at)
{
    static const char *const schemes[] = {"https://", "http://", "www."};

    if ((mask_byte(s, at) | 32) != 'h' && (mask_byte(s, at) | 32) != 'w')
        return 0;
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
        if (str_eq_nocase(str_sub(s, at, strlen(schemes[i])), str_of(schemes[i])))
            return strlen(schemes[i]);
    return 0;
}

/* The length of an address of which n bytes are known: to the next blank, without the sentence's punctuation. */
static size_t address_end(struct str s, size_t at, size_t n)
{
    while (at + n < s.n && (unsigned char)s.p[at + n] > ' ' && !strchr("<>\"", s.p[at + n]))
        n++;
    while (n && strchr(".,;:!?)'", s.p[at + n - 1]))
        n--;
    return n;
}

static size_t url_length(struct str s, size_t at)
{
    size_t n = scheme_length(s, at);

    return n ? address_end(s, at, n) : 0;
}

size_t mask_fits_url(const struct mask *mask, struct str text, size_t at, bool *keep)
{
    (void)mask;
    *keep = true;
    return url_length(text, at);
}

/* Platforms, and what stands before the account in their addresses. */
static const struct platform {
    const char *host, *before;
} platforms[] = {
    {"twitter.com", "/"},     {"x.com", "/"},           {"facebook.com", "/"},
    {"instagram.com", "/"},   {"linkedin.com", "/in/"}, {"bsky.app", "/profile/"},
    {"reddit.com", "/user/"}, {"reddit.com", "/u/"},    {"tiktok.com", "/@"},
    {"youtube.com", "/@"},    {"threads.net", "/@"},
};
/* Paths of those platforms that are no account. */
static const char *const no_accounts[] = {"hashtag", "search", "groups",    "events",        "watch", "share",
                                          "sharer",  "p",      "reel",      "explore",       "i",     "intent",
                                          "pages",   "photo",  "story.php", "permalink.php", NULL};

/* The host itself or one under it, in any case. */
static bool is_platform(struct str host, const char *name)
{
    struct str wanted = str_of(name);
    size_t before = host.n > wanted.n ? host.n - wanted.n : 0;

    return str_eq_nocase(str_sub(host, before, host.n), wanted) && (before == 0 || host.p[before - 1] == '.');
}

/* The account's name in an address, or an empty slice. */
static struct str account_of(struct str url)
{
    struct str rest = str_sub(url, scheme_length(url, 0), url.n);
    struct str host = rest;
    struct str path;

    for (size_t i = 0; i < rest.n; i++)
        if (rest.p[i] == '/') {
            host = str_sub(rest, 0, i);
            break;
        }
    path = str_sub(rest, host.n, rest.n);
    if (str_eq_nocase(str_sub(host, 0, 4), STR("www.")))
        host = str_sub(host, 4, host.n);
    for (size_t i = 0; i <= sizeof platforms / sizeof *platforms; i++) {
        bool other = i == sizeof platforms / sizeof *platforms; /* a Mastodon server: /@name */
        struct str before = other ? STR("/@") : str_of(platforms[i].before);
        struct str name;

        if ((!other && !is_platform(host, platforms[i].host)) || !str_starts(path, before))
            continue;
        name = str_sub(path, before.n, path.n);
        for (size_t n = 0; n < name.n; n++)
            if (strchr("/?#", name.p[n]))
                name = str_sub(name, 0, n);
        return mask_has_any(name, 0, no_accounts) ? (struct str){0} : name;
    }
    return (struct str){0};
}

/* 'facebook.com/name', as people write it. */
static size_t bare_url_length(struct str s, size_t at)
{
    size_t label = 0;

    while (label < 12 && mask_is_word(mask_byte(s, at + label)))
        label++;
    if (mask_byte(s, at + label) != '.')
        return 0;
    for (size_t i = 0; i < sizeof platforms / sizeof *platforms; i++) {
        struct str host = str_of(platforms[i].host);

        if (str_eq_nocase(str_sub(s, at, host.n), host) && mask_byte(s, at + host.n) == '/')
            return address_end(s, at, host.n);
    }
    return 0;
}

size_t mask_fits_profile(const struct mask *mask, struct str text, size_t at, bool *keep)
{
    size_t whole = url_length(text, at);
    size_t n = whole ? whole : bare_url_length(text, at);
    struct str account = n ? account_of(str_sub(text, at, n)) : (struct str){0};
    struct arena a = {0};
    bool public;

    (void)keep;
    if (account.n == 0)
        return 0;
    public = mask_is_public(mask, str_printf(&a, "@%.*s", STR_ARG(account)));
    arena_release(&a);
    return public ? 0 : n;
}

/* ---- mentions ---- */

static size_t handle_length(struct str s, size_t at)
{
    size_t n = 0;

    while (mask_is_word(mask_byte(s, at + n)) ||
           (n && n < MASK_LONGEST_WORD && (mask_byte(s, at + n) == '.' || mask_byte(s, at + n) == '-') &&
            mask_is_word(mask_byte(s, at + n + 1))))
        n++;
    return n;
}

/*
 * The longest of '@handle@server', '@handle', '@handle' without its last part, '@Name Of Several Words' that is public.
 */
static size_t public_mention(const struct mask *mask, struct str text, size_t at, size_t n)
{
    size_t end = n;

    for (int words = 0; words < 4; words++) {
        size_t next = handle_length(text, at + end + 1);

        if (mask_byte(text, at + end) != ' ' || next == 0)
            break;
        end += 1 + next;
        if (mask_is_public(mask, str_sub(text, at, end)))
            return end;
    }
    for (end = n; end > 1; end--) {
        if ((end == n || text.p[at + end] == '.' || text.p[at + end] == '-') &&
            mask_is_public(mask, str_sub(text, at, end)))
            return end;
    }
    return 0;
}

/* 'de Vries' behind '@Jan': a name with its prefixes. */
static size_t rest_of_name(struct str s, size_t at)
{
    static const char *const prefixes[] = {"van", "de", "der", "den", "ter", "ten", "vd", NULL};
    size_t n = 0;
    bool prefixed = false;

    while (mask_byte(s, at + n) == ' ' && mask_has_any(s, at + n + 1, prefixes)) {
        n += 1 + handle_length(s, at + n + 1);
        prefixed = true;
    }
    if (!prefixed || mask_byte(s, at + n) != ' ' || !mask_is_upper(mask_byte(s, at + n + 1)))
        return 0;
    return n + 1 + handle_length(s, at + n + 1);
}

size_t mask_fits_mention(const struct mask *mask, struct str text, size_t at, bool *keep)
{
    size_t n, public;

    if (text.p[at] != '@' || mask_is_word(mask_before(text, at)))
        return 0;
    n = handle_length(text, at + 1);
    if (n == 0)
        return 0;
    n++;
    if (mask_byte(text, at + n) == '@' && domain_length(text, at + n + 1))
        n += 1 + domain_length(text, at + n + 1);
    public = public_mention(mask, text, at, n);
    *keep = public > 0;
    return public ? public : n + rest_of_name(text, at + n);
}

size_t mask_fits_reddit_user(const struct mask *mask, struct str text, size_t at, bool *keep)
{
    size_t n;

    (void)mask, (void)keep;
    if (text.p[at] != 'u' || mask_byte(text, at + 1) != '/')
        return 0;
    n = handle_length(text, at + 2);
    return n >= 3 ? n + 2 : 0;
}

/* ---- names ---- */

enum { MOST_NAME_WORDS = 5, MOST_NAME_BYTES = 80 };

static const char *const prefixes[] = {"van", "de", "der", "den", "het", "ter", "ten", "te", "vd",  "v.d", "op",
                                       "in",  "el", "al",  "la",  "le",  "von", "du",  "da", "dos", "'t",  NULL};
static const char *const titles[] = {"mevrouw", "meneer", "heer", "familie", NULL};
static const char *const short_titles[] = {"dhr", "mw", "mevr", "hr", "mvr", "fam", "t.n.v", NULL};
static const char *const greetings[] = {"groet", "groeten", "groetjes",    "gr",          "mvg",      "mvrgr", "vr.gr",
                                        "m.v.g", "m.vr.gr", "hoogachtend", "ondertekend", "getekend", NULL};
/* First words of a signature or after a title that are no name. */
static const char *const no_names[] = {
    "Bewoners",  "Bewoner", "Een",      "Het",        "De",         "Uw",        "Buurt",      "Team",
    "Gemeente",  "Inwoner", "Inwoners", "Namens",     "Bestuur",    "Stichting", "Vereniging", "Burgemeester",
    "Wethouder", "College", "Raad",     "Voorzitter", "Secretaris", "Directie",  "Redactie",   "Ouders",
    "Buren",     "Iemand",  "Ook",      "Uit",        "Ik",         "Wij",       "Belt",       "Meldt",
    "Vraagt",    "Wil",     "Heeft",    "Is",         "Woont",      "Dokter",    "Professor",  "Ouderraad",
    "Alle",      "Beller",  "Anoniem",  "Mevrouw",    "Meneer",     NULL};

/* Initials of more than one letter. */
static const char *const long_initials[] = {"Th", "Chr", "Ch", "Joh", "Ph", "Fr", "IJ", "Tj", "Sj", "Jac", "Wm", "Alb", "Corn", NULL};
/* What looks like initials and is none. */
static const char *const no_initials[] = {"V.S", "B.V", "N.V", "N.S", "V.N", "P.S", "N.B", "E.U", "D.D", NULL};
/* What is told apart by a letter: 'plan B. Daarna'. */
static const char *const lettered[] = {"plan", "optie",  "groep", "lijn",  "team",      "klas",    "deel",  "vak",     "vitamine", "blok", "gebouw",
                                       "type", "perron", "punt",  "route", "categorie", "bijlage", "fase", "variant", "scenario", NULL};
/* Before the name of somebody who is named for an office, be it elsewhere. */
static const char *const offices[] = {"burgemeester", "wethouder", "minister", "staatssecretaris", "raadslid", "gedeputeerde", "president",
                                      "premier",      "commissaris", "officier", NULL};
/* A sentence that begins behind a single letter. */
static const char *const openers[] = {
    "de",   "het",  "een",  "daarna", "dan",   "en",     "maar",   "wij",  "we",   "ik",  "ze",   "zij",   "hij", "er",    "dat",
    "dit",  "die",  "deze", "waar",   "wat",   "wie",    "hoe",    "waarom", "wanneer", "nu", "nog", "ook", "als", "toch", "voor",
    "na",   "bij",  "in",   "op",     "met",   "zonder", "om",     "over", "onder", "van", "naar", "tot",  "tegen", "of",   "want",
    "dus",  "is",   "was",  "kan",    "mag",   "moet",   "alle",   "alles", "geen", "niet", "wel",  "zo",  "daar", "hier", "gisteren",
    "vandaag", "morgen", "jullie", "u", "je", "jij", NULL};

/* One word of a name: 'Jansen', 'J.P.', 'Th.', 'O'Brien', 'El-Amrani'. */
static size_t name_word(struct str s, size_t at)
{
    size_t n = 0;

    if (!mask_is_upper(mask_byte(s, at)) && mask_byte(s, at) < 0xC3)
        return 0;
    while (mask_is_letter(mask_byte(s, at + n)) || (n && n < MASK_LONGEST_WORD && strchr("-'.", mask_byte(s, at + n)) &&
                                                    mask_is_letter(mask_byte(s, at + n + 1))))
        n++;
    if (n == 1 || (n > 1 && (s.p[at + n - 2] == '.' || mask_has_any(s, at, long_initials))))
        n += mask_byte(s, at + n) == '.'; /* an initial */
    return n;
}

/* A name from a capital on: words with a capital, prefixes between them. */
static size_t name_length(struct str s, size_t at)
{
    size_t end = at;
    size_t next = at;

    for (int words = 0; words < MOST_NAME_WORDS && next - at < MOST_NAME_BYTES; words++) {
        size_t n = name_word(s, next);

        if (n)
            end = next + n;
        else if (mask_has_any(s, next, prefixes))
            while (mask_byte(s, next + n) > ' ')
                n++;
        if (n == 0 || mask_byte(s, next + n) != ' ')
            break;
        next += n + 1;
    }
    return end - at;
}

static bool in_name(struct str name, struct str word)
{
    for (size_t at = 0; word.n && at + word.n <= name.n; at++)
        if (!mask_is_word(mask_before(name, at)) && str_eq_nocase(str_sub(name, at, word.n), word) &&
            !mask_is_word(mask_byte(name, at + word.n)))
            return true;
    return false;
}

static struct str last_word(struct str name)
{
    size_t at = name.n;

    while (at > 0 && name.p[at - 1] != ' ')
        at--;
    return str_sub(name, at, name.n);
}

/* "Mw. Oosterbrug", "Dhr. Lange Gracht": in the words of the desk a caller from there. */
static bool is_place(const struct mask *mask, struct str name)
{
    enum { SHORT_NAME = 6 }; /* "Mw. Hout" may be called so */

    for (int i = 0; mask->town && name.n > SHORT_NAME && i < mask->town->ndistricts; i++) {
        const struct district *d = &mask->town->districts[i];

        if (str_eq(d->name, name))
            return true;
        for (int k = 0; k < d->streets.n; k++)
            if (str_eq(d->streets.v[k], name))
                return true;
    }
    return false;
}

/* Somebody in office, by surname, or an actor of the allow-list. */
static bool is_public_name(const struct mask *mask, struct str name)
{
    for (int i = 0; mask->town && i < mask->town->npeople; i++)
        if (in_name(name, last_word(mask->town->people[i].name)))
            return true;
    return mask->town && municipality_actor(mask->town, name);
}

static bool ends_line(struct str s, size_t at)
{
    while (mask_byte(s, at) == ' ' || mask_byte(s, at) == '.')
        at++;
    return at >= s.n || s.p[at] == '\n' || s.p[at] == ',' || s.p[at] == '(';
}

/* What stands between a name and the word before it, and that word. */
struct lead {
    struct str word;
    bool blank_only, same_line;
};

static struct lead lead_of(struct str s, size_t at)
{
    struct lead lead = {.blank_only = true, .same_line = true};
    size_t from;

    for (; mask_before(s, at) && strchr(" ,:.!\n", mask_before(s, at)); at--) {
        lead.blank_only &= mask_before(s, at) == ' ';
        lead.same_line &= mask_before(s, at) == ' ' || mask_before(s, at) == '.';
    }
    from = at;
    while (mask_is_word(mask_before(s, from)) ||
           (at - from < MASK_LONGEST_WORD && mask_before(s, from) == '.' && mask_is_word(mask_before(s, from - 1))))
        from--;
    lead.word = str_sub(s, from, at - from);
    return lead;
}

static bool follows(struct str s, size_t at, const char *phrase)
{
    size_t n = strlen(phrase);

    return at >= n && str_eq_nocase(str_sub(s, at - n, n), (struct str){phrase, n});
}

static bool ends_signature(struct str s, size_t at)
{
    return ends_line(s, at) || mask_has(s, at + (mask_byte(s, at) == ' '), "en");
}

/* The last word of a name that stands at `at`. */
static size_t surname_at(struct str s, size_t at, size_t n)
{
    size_t from = at + n;

    while (from > at && s.p[from - 1] != ' ')
        from--;
    return from;
}

/* A word with a capital that does not begin a sentence. */
static bool is_name_amid(struct str s, struct str word)
{
    size_t at = (size_t)(word.p - s.p);

    while (mask_before(s, at) == ' ')
        at--;
    return word.n && mask_is_upper(word.p[0]) && mask_before(s, at) && !strchr(".!?:\n", mask_before(s, at));
}

/* 'P.J. Jansen', 'Th. van Asperen': initials and a surname, and no letter that tells things apart, no abbreviation, no street. */
static bool is_initialled(const struct mask *mask, struct str s, size_t at, size_t n)
{
    enum { SHORT_NAME = 6 }; /* 'P. van Dijk', 'A. Brink' */
    size_t first = name_word(s, at), surname = surname_at(s, at, n);
    struct lead lead;

    if (first >= n || s.p[at + first - 1] != '.' || at + n - surname < 3 || !mask_is_upper(mask_byte(s, surname)))
        return false;
    lead = lead_of(s, at);
    if (mask_before(s, at) == '.' || (lead.blank_only && is_name_amid(s, lead.word)))
        return false; /* 'J.P. Bakker' from the P on, 'consulent Roy D. Doorgegeven' */
    if (mask_has_any(s, at, no_initials) || mask_has_any(lead.word, 0, lettered) || mask_has_any(lead.word, 0, offices))
        return false;
    if (first == 2 && surname == at + first + 1 && mask_has_any(s, surname, openers))
        return false;
    return at + n - surname <= SHORT_NAME || !mask_is_street(mask, s, surname, at + n);
}

static bool introduces_name(struct str s, size_t at, size_t n)
{
    struct lead lead;

    if (follows(s, at, "ik ben ") && name_word(s, at) < n)
        return true;
    if (follows(s, at, "mijn naam is ") || follows(s, at, "ik heet ") || follows(s, at, "naam: "))
        return true;
    lead = lead_of(s, at);
    if (lead.word.n == 0 || lead.word.n > 12)
        return false;
    if ((lead.blank_only && mask_has_any(lead.word, 0, titles)) ||
        (lead.same_line && mask_has_any(lead.word, 0, short_titles)))
        return true;
    return mask_has_any(lead.word, 0, greetings) && ends_signature(s, at + n);
}

size_t mask_fits_name(const struct mask *mask, struct str text, size_t at, bool *keep)
{
    size_t n, first = at;

    (void)keep;
    if (!mask_is_upper(mask_byte(text, at)))
        return 0;
    n = name_length(text, at);
    if (n < 2 || (!introduces_name(text, at, n) && !is_initialled(mask, text, at, n)) || mask_has_any(text, at, no_names))
        return 0;
    while (mask_is_word(mask_byte(text, first)))
        first++;
    if (mask_is_street(mask, text, at, first) || is_place(mask, str_sub(text, at, n)) ||
        is_public_name(mask, str_sub(text, at, n)))
        return 0;
    return n;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include <string.h>

#include "listener/mask_forms.h"

/* ---- bank accounts ---- */

enum { LONGEST_IBAN = 34 };

/* Lengths of the IBAN by country (the SWIFT register), those that a Dutch post may hold. */
static const struct iban_length {
    char country[3];
    unsigned char n;
} iban_lengths[] = {
    {"NL", 18}, {"BE", 16}, {"DE", 22}, {"FR", 27}, {"GB", 22}, {"ES", 24}, {"IT", 27}, {"PT", 25}, {"AT", 20},
    {"CH", 21}, {"LU", 20}, {"PL", 28}, {"IE", 22}, {"DK", 18}, {"SE", 24}, {"NO", 15}, {"FI", 18}, {"TR", 26},
    {"LT", 20}, {"LV", 21}, {"EE", 20}, {"BG", 22}, {"RO", 24}, {"HU", 28}, {"CZ", 24}, {"SK", 24}, {"HR", 21},
    {"GR", 27}, {"SI", 19}, {"CY", 28}, {"MT", 31}, {"MA", 28}, {"UA", 29},
};

static size_t iban_length(struct str country)
{
    for (size_t i = 0; i < sizeof iban_lengths / sizeof *iban_lengths; i++)
        if (str_eq_nocase(country, (struct str){iban_lengths[i].country, 2}))
            return iban_lengths[i].n;
    return 0;
}

/* ISO 7064 mod 97-10: the first four characters go to the end, letters count as 10..35. */
static bool iban_holds(const char *c, size_t n)
{
    unsigned rest = 0;

    for (size_t i = 0; i < n; i++) {
        int d = (unsigned char)c[(i + 4) % n];

        if (mask_is_digit(d))
            rest = (rest * 10 + (unsigned)(d - '0')) % 97;
        else
            rest = (rest * 100 + (unsigned)((d | 32) - 'a' + 10)) % 97;
    }
    return rest == 1;
}

static bool is_ascii_letter(int c)
{
    return mask_is_letter(c) && c < 0x80;
}

size_t mask_fits_iban(const struct mask *mask, struct str text, size_t at, bool *keep)
{
    char c[LONGEST_IBAN] = {0};
    size_t wanted, n = 0;
    size_t i = at;

    (void)mask, (void)keep;
    if (!is_ascii_letter(mask_byte(text, at + 1)) ||
        (!mask_is_digit(mask_byte(text, at + 2)) && !mask_is_digit(mask_byte(text, at + 3))))
        return 0;
    wanted = iban_length(str_sub(text, at, 2));
    for (; wanted && i < text.n && n < wanted; i++) {
        int b = mask_byte(text, i);

        if (is_ascii_letter(b) || mask_is_digit(b))
            c[n++] = (char)b;
        else if (!strchr(" .-", b) || !mask_is_word(mask_byte(text, i + 1)))
            return 0;
    }
    if (wanted == 0 || n < wanted || !mask_is_digit(c[2]) || !mask_is_digit(c[3]) || mask_is_word(mask_byte(text, i)))
        return 0;
    return iban_holds(c, n) ? i - at : 0;
}

/* ---- licence plates ---- */

/* The series of the Dutch register; a letter stands as X, a digit as 9. */
static const char *const plates[] = {"XX-99-99", "99-99-XX", "99-XX-99", "XX-99-XX", "XX-XX-99",
                                     "99-XX-XX", "99-XXX-9", "9-XXX-99", "XX-999-X", "X-999-XX",
                                     "XXX-99-X", "X-99-XXX", "9-XX-999", "999-XX-9", NULL};
static const char *const plate_cues[] = {"kenteken", "nummerbord", "kentekenplaat", NULL};

static bool is_plate(struct str s, const char *series)
{
    for (size_t i = 0; series[i]; i++) {
        int c = mask_byte(s, i);

        if (series[i] == 'X' ? !mask_is_upper(c) : series[i] == '9' ? !mask_is_digit(c) : c != series[i])
            return false;
    }
    return true;
}

/* Six letters and digits, both of them, with or without dashes: only certain where 'kenteken' stands before it. */
static size_t loose_plate(struct str s)
{
    size_t n = 0, letters = 0, digits = 0;

    for (; n <= 8 && (mask_is_word(mask_byte(s, n)) || mask_byte(s, n) == '-'); n++) {
        letters += is_ascii_letter(mask_byte(s, n));
        digits += mask_is_digit(mask_byte(s, n));
    }
    return letters && digits && letters + digits == 6 && n <= 8 ? n : 0;
}

size_t mask_fits_plate(const struct mask *mask, struct str text, size_t at, bool *keep)
{
    struct str rest = str_sub(text, at, text.n);
    size_t n = 0;

    (void)mask, (void)keep;
    while (n < 8 &&
           (is_ascii_letter(mask_byte(rest, n)) || mask_is_digit(mask_byte(rest, n)) || mask_byte(rest, n) == '-'))
        n++;
    if (n < 6 || mask_before(text, at) == '-')
        return 0;
    if (n == 8 && !mask_is_word(mask_byte(rest, 8)) && mask_byte(rest, 8) != '-')
        for (int i = 0; plates[i]; i++)
            if (is_plate(rest, plates[i]))
                return 8;
    n = loose_plate(rest);
    return n && mask_cue_before(text, at, 24, plate_cues) ? n : 0;
}

/* ---- digits with separators ---- */

enum { MOST_DIGITS = 16 };

/* A run of digits in which single separators may stand, as far as MOST_DIGITS. */
struct run {
    char digit[MOST_DIGITS];
    size_t end[MOST_DIGITS];  /* offset behind each digit */
    char before[MOST_DIGITS]; /* the separator before a digit, 0 where there is none */
    size_t n;
};

static bool is_separator(int c)
{
    return c == ' ' || c == '-' || c == '.' || c == '/' || c == '(' || c == ')';
}

/* Reads digits from an offset; between two of them at most three separators, no line end. */
static void read_run(struct run *run, struct str s, size_t at)
{
    size_t separators = 0;
    char separator = 0;

    for (run->n = 0; at < s.n && run->n < MOST_DIGITS; at++) {
        int c = mask_byte(s, at);

        if (mask_is_digit(c)) {
            run->digit[run->n] = (char)c;
            run->before[run->n] = separator;
            run->end[run->n++] = at + 1;
            separators = 0;
            separator = 0;
        } else if (is_separator(c) && separators++ < 3) {
            if (c != ' ' || !separator)
                separator = (char)c;
        } else {
            return;
        }
    }
}

/* Length of the group of digits that starts at index i. */
static size_t group(const struct run *run, size_t i)
{
    size_t n = i < run->n ? 1 : 0;

    while (n && i + n < run->n && !run->before[i + n])
        n++;
    return n;
}

static int number_at(const struct run *run, size_t i, size_t n)
{
    int number = 0;

    for (; n && i < run->n; i++, n--)
        number = number * 10 + run->digit[i] - '0';
    return number;
}

/* 02-03-2026 and what follows it. */
static bool is_date(const struct run *run)
{
    return group(run, 0) == 2 && group(run, 2) == 2 && group(run, 4) == 4 && number_at(run, 0, 2) <= 31 &&
           number_at(run, 2, 2) <= 12 && number_at(run, 4, 2) >= 19 && number_at(run, 4, 2) <= 20;
}

/* Points between digits are times or thousands unless they stand everywhere. */
static bool mixes_points(const struct run *run, size_t n)
{
    bool points = false, others = false;

    for (size_t i = 1; i < n; i++) {
        points |= run->before[i] == '.';
        others |= run->before[i] && run->before[i] != '.';
    }
    return points && others;
}

static bool ends_number(struct str s, size_t at)
{
    return !mask_is_word(mask_byte(s, at));
}

static bool starts_with(const struct run *run, const char *digits)
{
    size_t n = strlen(digits);

    return run->n >= n && memcmp(run->digit, digits, n) == 0;
}

/* ---- telephone ---- */

/* +31 6 ..., 0031 ..., +32 ...: the number of digits of the run that belong to it. `skip` are those of the 00. */
static size_t international(const struct run *run, size_t skip)
{
    size_t n = run->n;

    if (n < skip + 9 || run->digit[skip] == '0')
        return 0;
    if (number_at(run, skip, 2) == 31) {
        n = skip + (run->digit[skip + 2] == '0' ? 12 : 11);
        return run->n >= n ? n : 0;
    }
    return n > skip + 15 ? skip + 15 : n;
}

static size_t national(const struct run *run, size_t wanted)
{
    size_t n = group(run, 0);

    if (run->n < wanted || run->digit[1] == '0' || mixes_points(run, wanted) || is_date(run))
        return 0;
    if (n == 2 && run->digit[1] != '6')
        return 0;
    return n == 1 ? 0 : wanted;
}

size_t mask_fits_phone(const struct mask *mask, struct str text, size_t at, bool *keep)
{
    static const char *const service[] = {"0800", "0900", "0906", "0909", NULL};
    struct run run;
    size_t n = 0;
    int first = mask_byte(text, at);
    int second = mask_byte(text, at + 1);

    (void)mask;
    if (first == '@' || (first == '+' && !mask_is_digit(second)) || (first == '(' && second != '0' && second != '+'))
        return 0;
    if (mask_is_digit(first) && first != '0' && first != '3')
        return 0;
    read_run(&run, text, mask_is_digit(first) ? at : second == '+' ? at + 2 : at + 1);
    if (run.n < 8)
        return 0;
    for (int i = 0; service[i]; i++)
        if (first == '0' && starts_with(&run, service[i]) && group(&run, 0) <= 8) {
            *keep = true;
            return run.end[7] - at;
        }
    if (first == '+' || second == '+')
        n = international(&run, 0);
    else if (starts_with(&run, "00") && group(&run, 0) > 2)
        n = international(&run, 2);
    else if (starts_with(&run, "0"))
        n = national(&run, 10);
    else if (starts_with(&run, "316") && group(&run, 0) == 11)
        n = 11;
    return n && ends_number(text, run.end[n - 1]) ? run.end[n - 1] - at : 0;
}

/* ---- postcodes ---- */

size_t mask_fits_postcode(const struct mask *mask, struct str text, size_t at, bool *keep)
{
    /* Units and words that follow four digits too. */
    static const char *const words[] = {"in", "op", "en", "de", "is", "om", "te", "er", "al", "na", "of", "we", "ze",
                                        "je", "me", "zo", "bv", "nv", "eu", "kg", "km", "mw", "kw", "wh", "gb", "mb",
                                        "tb", "jr", "nu", "ik", "ha", "cm", "mm", "ml", "ad", "sa", "sd", "ss", NULL};
    size_t n = 4;
    bool blank = false;

    (void)mask, (void)keep;
    if (mask_digits(text, at) != 4 || text.p[at] == '0')
        return 0;
    for (; n < 6 && mask_byte(text, at + n) == ' '; n++)
        blank = true;
    if (!is_ascii_letter(mask_byte(text, at + n)) || !is_ascii_letter(mask_byte(text, at + n + 1)) ||
        !ends_number(text, at + n + 2))
        return 0;
    if (blank && !(mask_is_upper(mask_byte(text, at + n)) && mask_is_upper(mask_byte(text, at + n + 1))))
        return 0;
    return mask_has_any(text, at + n, words) ? 0 : n + 2;
}

/* ---- citizen service numbers ---- */

/* The eleven test of the burgerservicenummer: weights 9 to 2, and -1 for the last digit. */
static bool eleven_test(const struct run *run)
{
    int sum = 0;

    for (int i = 0; i < 9; i++)
        sum += (run->digit[i] - '0') * (i < 8 ? 9 - i : -1);
    return sum % 11 == 0 && number_at(run, 0, 9) > 0;
}

static bool is_amount(struct str s, size_t from, size_t to)
{
    static const char *const units[] = {"euro", "eur", "miljoen", "inwoners", "kwh", "gulden", NULL};
    size_t before = from;

    while (mask_before(s, before) == ' ')
        before--;
    if (before >= 3 && str_is(str_sub(s, before - 3, 3), "\xE2\x82\xAC"))
        return true;
    if ((mask_byte(s, to) == ',' || mask_byte(s, to) == '.') && mask_is_digit(mask_byte(s, to + 1)))
        return true;
    return mask_byte(s, to) == ' ' && mask_has_any(s, to + 1, units);
}

size_t mask_fits_bsn(const struct mask *mask, struct str text, size_t at, bool *keep)
{
    static const char *const cues[] = {"bsn", "bsn-nummer", "burgerservicenummer", "sofinummer", "sofi", NULL};
    struct run run;
    bool cue, form;
    size_t n = 9;

    (void)mask, (void)keep;
    read_run(&run, text, at);
    if (run.n < 8)
        return 0;
    cue = mask_cue_before(text, at, 40, cues);
    if (cue && run.n < 9)
        n = 8;
    if (run.n < n || !ends_number(text, run.end[n - 1]) || (run.n > n && !run.before[n]))
        return 0;
    if (cue)
        return run.end[n - 1] - at;
    form = group(&run, 0) >= 9 || (group(&run, 0) == 4 && group(&run, 4) == 2 && group(&run, 6) == 3) ||
           (group(&run, 0) == 3 && group(&run, 3) == 3 && group(&run, 6) == 3 && run.before[3] == ' ');
    return form && eleven_test(&run) && !is_amount(text, at, run.end[n - 1]) ? run.end[n - 1] - at : 0;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * The text is cut into tokens (numbers, words, signs); the numbers find their place by their form and their
 * neighbours: a clock has colons, a year four digits or the last place, a zone a sign behind the clock.
 */
#include "listener/date.h"

#include <string.h>

#include "base/post.h"
#include "base/utf8.h"
#include "base/when.h"

enum { MOST_TOKENS = 32, MOST_BYTES = 200, MONTH_BYTES = 22, UNSET = -1, NO_OFFSET = INT16_MIN, KOREAN_OFFSET = 540 };

/* Of 1970, 2000 and the end of 2099 in days since 30 December 1899. */
enum { SERIAL_OF_1970 = 25569, FIRST_SERIAL = 36526, LAST_SERIAL = 73050 };

static const int64_t FIRST_EPOCH = INT64_C(946684800000); /* 2000, in ms */

struct token {
    enum token_kind { NUMBER, WORD, SIGN } kind;
    struct str text;
    int value;   /* of a number */
    char before; /* the byte before it, 0 at the start */
    char after;  /* the byte behind it, 0 at the end */
};

struct date {
    struct civil c;
    int offset;    /* minutes, or NO_OFFSET */
    bool morning, afternoon;
    bool has_time;
    bool in_year; /* the day is counted in the year, not in the month */
    int loose[3]; /* day, month, year in the order of the text, where the form doesn't tell which is which */
    int nloose;
    int loose_digits[3];
};

/*
 * As the languages of the feeds that a town reads spell them and cut them off: Dutch, English, German, French, Spanish,
 * Italian, Portuguese, the Nordic ones, Turkish, Polish, Russian, Greek, Hungarian. Case-folded, in the order of bytes.
 */
static const struct {
    char name[MONTH_BYTES];
    int month;
} months[] = {
    {"abr", 4}, {"abril", 4}, {"ago", 8}, {"agosto", 8}, {"aou", 8}, {"aout", 8}, {"août", 8}, {"apr", 4},
    {"april", 4}, {"aprile", 4}, {"ara", 12}, {"aralık", 12}, {"aug", 8}, {"august", 8}, {"augusti", 8},
    {"augustus", 8}, {"augusztus", 8}, {"avr", 4}, {"avril", 4}, {"ağu", 8}, {"ağustos", 8}, {"czerwca", 6},
    {"dec", 12}, {"december", 12}, {"decembre", 12}, {"des", 12}, {"desember", 12}, {"dez", 12},
    {"dezember", 12}, {"dezembro", 12}, {"dic", 12}, {"dicembre", 12}, {"diciembre", 12}, {"déc", 12},
    {"décembre", 12}, {"eki", 10}, {"ekim", 10}, {"ene", 1}, {"enero", 1}, {"eyl", 9}, {"eylül", 9},
    {"feb", 2}, {"febbraio", 2}, {"feber", 2}, {"febr", 2}, {"febrero", 2}, {"februar", 2}, {"februari", 2},
    {"february", 2}, {"február", 2}, {"fev", 2}, {"fevereiro", 2}, {"fevrier", 2}, {"fév", 2}, {"févr", 2},
    {"février", 2}, {"gen", 1}, {"gennaio", 1}, {"giu", 6}, {"giugno", 6}, {"grudnia", 12}, {"haz", 6},
    {"haziran", 6}, {"jan", 1}, {"janeiro", 1}, {"januar", 1}, {"januari", 1}, {"january", 1},
    {"január", 1}, {"janv", 1}, {"janvier", 1}, {"juil", 7}, {"juillet", 7}, {"juin", 6}, {"jul", 7},
    {"julho", 7}, {"juli", 7}, {"julio", 7}, {"july", 7}, {"jun", 6}, {"june", 6}, {"junho", 6},
    {"juni", 6}, {"junio", 6}, {"jänner", 1}, {"júl", 7}, {"július", 7}, {"jún", 6}, {"június", 6},
    {"kas", 11}, {"kasım", 11}, {"kwietnia", 4}, {"lipca", 7}, {"listopada", 11}, {"lug", 7}, {"luglio", 7},
    {"lutego", 2}, {"maa", 3}, {"maart", 3}, {"maerz", 3}, {"mag", 5}, {"maggio", 5}, {"mai", 5},
    {"maio", 5}, {"maj", 5}, {"maja", 5}, {"mar", 3}, {"marca", 3}, {"march", 3}, {"mars", 3}, {"mart", 3},
    {"marzo", 3}, {"março", 3}, {"may", 5}, {"mayo", 5}, {"mayıs", 5}, {"mei", 5}, {"mrt", 3}, {"máj", 5},
    {"május", 5}, {"márc", 3}, {"március", 3}, {"mär", 3}, {"märz", 3}, {"nis", 4}, {"nisan", 4},
    {"nov", 11}, {"november", 11}, {"novembre", 11}, {"novembro", 11}, {"noviembre", 11}, {"oca", 1},
    {"ocak", 1}, {"oct", 10}, {"october", 10}, {"octobre", 10}, {"octubre", 10}, {"okt", 10},
    {"oktober", 10}, {"október", 10}, {"ott", 10}, {"ottobre", 10}, {"out", 10}, {"outubro", 10},
    {"października", 10}, {"sep", 9}, {"sept", 9}, {"september", 9}, {"septembre", 9}, {"septiembre", 9},
    {"set", 9}, {"setembro", 9}, {"settembre", 9}, {"sierpnia", 8}, {"stycznia", 1}, {"szept", 9},
    {"szeptember", 9}, {"tem", 7}, {"temmuz", 7}, {"września", 9}, {"ápr", 4}, {"április", 4}, {"şub", 2},
    {"şubat", 2}, {"απρ", 4}, {"αυγ", 8}, {"αύγ", 8}, {"δεκ", 12}, {"ιαν", 1}, {"ιολ", 7}, {"ιον", 6},
    {"ιουλ", 7}, {"ιουν", 6}, {"ιούλ", 7}, {"ιούν", 6}, {"μάι", 5}, {"μάρ", 3}, {"μαΐ", 5}, {"μαρ", 3},
    {"μαϊ", 5}, {"νοέ", 11}, {"νοε", 11}, {"οκτ", 10}, {"σεπ", 9}, {"φεβ", 2}, {"авг", 8}, {"августа", 8},
    {"апр", 4}, {"апреля", 4}, {"дек", 12}, {"декабря", 12}, {"июл", 7}, {"июля", 7}, {"июн", 6},
    {"июня", 6}, {"май", 5}, {"мар", 3}, {"марта", 3}, {"мая", 5}, {"ноя", 11}, {"ноября", 11}, {"окт", 10},
    {"октября", 10}, {"сен", 9}, {"сентября", 9}, {"фев", 2}, {"февраля", 2}, {"янв", 1}, {"января", 1},
};

/* RFC 822's zones and those that feeds use; minutes east of UTC. */
static const struct {
    char name[6];
    int offset;
} zones[] = {
    {"a", -60},    {"m", -720},    {"n", 60},     {"y", 720},    {"at", -240},
    {"z", 0},      {"ut", 0},      {"utc", 0},    {"gmt", 0},    {"wet", 0},    {"west", 60},  {"bst", 60},
    {"met", 60},   {"mez", 60},    {"cet", 60},   {"mest", 120}, {"mesz", 120}, {"cest", 120}, {"eet", 120},
    {"eest", 180}, {"msk", 180},   {"ist", 330},  {"est", -300}, {"edt", -240}, {"cst", -360}, {"cdt", -300},
    {"mst", -420}, {"mdt", -360},  {"pst", -480}, {"pdt", -420}, {"akst", -540}, {"akdt", -480}, {"hst", -600},
    {"ast", -240}, {"adt", -180},  {"et", -300},  {"ct", -360},  {"mt", -420},  {"pt", -480},  {"jst", 540},
    {"kst", 540},  {"aest", 600},  {"aedt", 660}, {"nzst", 720}, {"nzdt", 780}, {"hkt", 480},  {"sgt", 480},
};

/* Equal but for case? Most are told apart by their first letter. */
static bool is_name(const char *name, struct str word)
{
    return ((name[0] ^ word.p[0]) & ~0x20) == 0 && str_eq_nocase(str_of(name), word);
}

static int month_of(struct str word)
{
    char low[MONTH_BYTES];
    size_t from = 0;
    size_t to = sizeof months / sizeof *months;

    if (word.n >= sizeof low)
        return 0;
    for (size_t i = 0; i < word.n; i++)
        low[i] = (char)(word.p[i] >= 'A' && word.p[i] <= 'Z' ? word.p[i] + 32 : word.p[i]);
    low[word.n] = '\0';
    while (from < to) {
        size_t middle = (from + to) / 2;
        int order = strcmp(low, months[middle].name);

        if (order == 0)
            return months[middle].month;
        if (order < 0)
            to = middle;
        else
            from = middle + 1;
    }
    return 0;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

static int value_of_digits(struct str s)
{
    int value = 0;

    for (size_t i = 0; i < s.n && i < 9; i++)
        value = value * 10 + (s.p[i] - '0');
    return value;
}

static int cut_tokens(struct str s, struct token *tokens)
{
    int n = 0;

    for (size_t at = 0; at < s.n && n < MOST_TOKENS;) {
        size_t start = at;
        struct token *t = &tokens[n];

        *t = (struct token){.before = at ? s.p[at - 1] : '\0'};
        if (is_digit(s.p[at])) {
            while (at < s.n && is_digit(s.p[at]))
                at++;
            t->kind = NUMBER;
        } else if (is_letter(s.p[at])) {
            while (at < s.n && is_letter(s.p[at]))
                at++;
            t->kind = WORD;
        } else {
            at++;
            t->kind = SIGN;
        }
        t->text = str_sub(s, start, at - start);
        t->after = at < s.n ? s.p[at] : '\0';
        if (t->kind == NUMBER)
            t->value = value_of_digits(t->text);
        if (t->kind != SIGN || !strchr(" \t\n\r,;", s.p[start]))
            n++;
    }
    return n;
}

static bool is_sign(const struct token *t, char c)
{
    return t->kind == SIGN && t->text.p[0] == c;
}

/* What stands between the numbers of an ISO date; Korean, Chinese and Japanese name them: 2026년 3월 2일. */
static bool is_divider(const struct token *t)
{
    static const char *const units[] = {"년", "월", "年", "月", NULL};

    if (t->kind == SIGN)
        return strchr("-/.", t->text.p[0]) != NULL;
    return t->kind == WORD && str_is_any(t->text, units);
}

/* The Dutch 08.15, once the date has been read. Returns tokens used. */
static int read_dotted_clock(struct date *d, const struct token *t, int n)
{
    if (d->has_time || d->c.month == UNSET || d->nloose != 2 || n < 3 || t[0].kind != NUMBER || !is_sign(&t[1], '.') ||
        t[2].kind != NUMBER || t[2].text.n != 2)
        return 0;
    d->has_time = true;
    d->c.hour = t[0].value;
    d->c.minute = t[2].value;
    return 3;
}

/* hh:mm[:ss[.fraction]] at token i: returns the number of tokens that it takes, 0 when it is none. */
static int read_clock(struct date *d, const struct token *t, int n)
{
    int used = 3;

    if (n < 3 || t[0].kind != NUMBER || t[0].after != ':' || !is_sign(&t[1], ':') || t[2].kind != NUMBER)
        return 0;
    d->has_time = true;
    d->c.hour = t[0].value;
    d->c.minute = t[2].value;
    if (n >= 5 && is_sign(&t[3], ':') && t[4].kind == NUMBER) {
        d->c.second = t[4].value;
        used = 5;
        if (n >= 7 && (is_sign(&t[5], '.') || t[4].after == ',') && t[6].kind == NUMBER)
            used = 7;
        else if (n >= 6 && t[4].after == ',' && t[5].kind == NUMBER && t[5].before == ',')
            used = 6;
    }
    return used;
}

/* +01:00, -0500, +1: a sign directly behind the clock or a zone's name. Returns tokens used. */
static int read_offset(struct date *d, const struct token *t, int n)
{
    int sign;
    int minutes;

    if (n < 2 || t[0].kind != SIGN || t[1].kind != NUMBER || !strchr("+-", t[0].text.p[0]) || t[0].after == ' ')
        return 0;
    if (d->c.month == UNSET && d->nloose < 3) /* 16:31 26-01-2026: the date is still to come */
        return 0;
    sign = t[0].text.p[0] == '-' ? -1 : 1;
    if (t[1].text.n > 4)
        return 0;
    if (n >= 4 && is_sign(&t[2], ':') && t[3].kind == NUMBER && t[1].text.n <= 2 && t[3].text.n <= 2) {
        d->offset = sign * (t[1].value * 60 + t[3].value);
        return 4;
    }
    minutes = t[1].text.n <= 2 ? t[1].value * 60 : t[1].value / 100 * 60 + t[1].value % 100;
    d->offset = sign * minutes;
    return 2;
}

static int full_year(int value, int digits)
{
    if (digits == 3)
        return value + 1900;
    if (digits > 2)
        return value;
    return value < 70 ? 2000 + value : 1900 + value;
}

/* ISO 8601 without its signs: 20260302, 20260302081400, 2026061 and, when nothing follows, 260302. Returns tokens used. */
static int read_solid(struct date *d, struct str digits, bool alone)
{
    int value = value_of_digits(str_sub(digits, 0, 8));

    if (digits.n == 7) {
        d->c.year = value / 1000;
        d->c.day = value % 1000;
        d->in_year = true;
    } else if (digits.n == 8 || digits.n == 12 || digits.n == 14 || (digits.n == 6 && alone)) {
        d->c.year = digits.n == 6 ? full_year(value / 10000, 2) : value / 10000;
        d->c.month = value / 100 % 100;
        d->c.day = value % 100;
        d->has_time = digits.n > 8;
        d->c.hour = value_of_digits(str_sub(digits, 8, 2));
        d->c.minute = value_of_digits(str_sub(digits, 10, 2));
        d->c.second = value_of_digits(str_sub(digits, 12, 2));
    } else {
        return 0;
    }
    return 1;
}

/* ISO 8601 at the start: 2026-03-02, 20260302, 2026-03, 2026-061, 2026-W10-1. Returns tokens used. */
static int read_iso(struct date *d, const struct token *t, int n)
{
    int value = n ? t[0].value : 0;
    int month;

    if (n == 0 || t[0].kind != NUMBER)
        return 0;
    d->c.month = 1;
    d->c.day = 1;
    if (t[0].text.n != 4)
        return read_solid(d, t[0].text, n == 1);
    d->c.year = value;
    if (n == 1)
        return 1;
    month = n < 3 ? 0 : t[2].kind == WORD ? month_of(t[2].text) : t[2].text.n <= 2 ? t[2].value : 0;
    if (month && is_divider(&t[1])) {
        d->c.month = month;
        if (n >= 5 && t[3].kind == t[1].kind && is_divider(&t[3]) && t[4].kind == NUMBER) {
            d->c.day = t[4].value;
            return 5;
        }
        return 3;
    }
    if (n >= 3 && is_sign(&t[1], '-') && t[2].kind == NUMBER && t[2].text.n == 3) {
        d->c.day = t[2].value;
        d->in_year = true;
        return 3;
    }
    if (n >= 4 && is_sign(&t[1], '-') && str_eq_nocase(t[2].text, STR("W")) && t[3].kind == NUMBER &&
        t[3].value >= 1 && t[3].value <= 53) {
        int monday = when_day_of(value, 1, 4) - when_weekday(when_day_of(value, 1, 4));

        d->c.day = monday + 7 * (t[3].value - 1) - when_day_of(value, 1, 1) + 1;
        d->in_year = true;
        if (n >= 6 && is_sign(&t[4], '-') && t[5].kind == NUMBER) {
            d->c.day += t[5].value - 1;
            return 6;
        }
        return 4;
    }
    return 0;
}

static void add_loose(struct date *d, const struct token *t)
{
    if (d->nloose >= 3)
        return;
    d->loose[d->nloose] = t->value;
    d->loose_digits[d->nloose++] = (int)t->text.n;
}

static void read_word(struct date *d, struct str word)
{
    int month = month_of(word);

    if (month && (d->c.month == UNSET || d->nloose < 2)) { /* "mar." is a Tuesday too: the later name counts */
        d->c.month = month;
        return;
    }
    if (is_name("am", word) || str_is(word, "a") || str_is(word, "오전"))
        d->morning = true;
    if (is_name("pm", word) || is_name("p", word) || str_is(word, "오후"))
        d->afternoon = true;
    if (!d->has_time || str_is(word, "a") || d->offset != NO_OFFSET)
        return;
    for (size_t i = 0; i < sizeof zones / sizeof *zones; i++)
        if (is_name(zones[i].name, word))
            d->offset = zones[i].offset;
}

/* Gives the loose numbers their meaning. False when that can't be done. */
static bool place_loose(struct date *d)
{
    const int *v = d->loose;
    bool year_first;

    if (d->c.year != UNSET)
        return d->nloose == 0;
    if (d->c.month != UNSET) {
        if (d->nloose == 1 && d->loose_digits[0] == 4) {
            d->c.day = 1;
            d->c.year = v[0];
            return true;
        }
        if (d->nloose != 2)
            return false;
        year_first = d->loose_digits[0] >= 3 || v[0] > 31;
        d->c.day = v[year_first];
        d->c.year = full_year(v[!year_first], d->loose_digits[!year_first]);
        return true;
    }
    if (d->nloose != 3)
        return false;
    d->c.day = v[0];
    d->c.month = v[1];
    d->c.year = full_year(v[2], d->loose_digits[2]);
    if (d->c.month > 12 && d->c.day <= 12) {
        d->c.day = v[1];
        d->c.month = v[0];
    }
    return true;
}

/* hhmm or hhmmss behind an ISO date and a T. */
static int read_compact_clock(struct date *d, const struct token *t)
{
    if (t->kind != NUMBER || (t->text.n != 2 && t->text.n != 4 && t->text.n != 6))
        return 0;
    d->has_time = true;
    d->c.hour = value_of_digits(str_sub(t->text, 0, 2));
    d->c.minute = value_of_digits(str_sub(t->text, 2, 2));
    d->c.second = value_of_digits(str_sub(t->text, 4, 2));
    return 1;
}

static void read_tokens(struct date *d, const struct token *t, int n)
{
    int weekday = n > 1 && t[0].kind == WORD && t[1].text.n == 4 && !month_of(t[0].text);
    int at = read_iso(d, t + weekday, n - weekday);
    bool iso = at > 0;

    if (iso)
        at += weekday;
    else
        d->c.year = d->c.month = d->c.day = UNSET;
    if (iso && at < n && str_eq_nocase(t[at].text, STR("T")))
        at++;
    if (iso && at > 0 && at < n && (t[at - 1].text.p[0] == 'T' || t[at - 1].text.p[0] == 't') && t[at].after != ':')
        at += read_compact_clock(d, &t[at]);
    while (at < n) {
        int used = read_clock(d, &t[at], n - at);

        if (used == 0)
            used = read_dotted_clock(d, &t[at], n - at);
        if (used == 0 && d->has_time)
            used = read_offset(d, &t[at], n - at);
        if (used == 0) {
            if (t[at].kind == WORD)
                read_word(d, t[at].text);
            else if (t[at].kind == NUMBER && !iso)
                add_loose(d, &t[at]);
            used = 1;
        }
        at += used;
    }
}

/*
 * Fields that run over (24:00, day 61 of the year, 31 June, second 61) are brought in order as far as that is honest:
 * a day beside it is nearer than the day on which the entry was seen.
 */
static int64_t civil_moment(struct date *d, bool dutch)
{
    struct civil *c = &d->c;
    int day;
    int64_t ms;

    if (d->in_year)
        c->month = 1;
    if (d->afternoon && c->hour < 12)
        c->hour += 12;
    if (d->morning && c->hour == 12)
        c->hour = 0;
    if (c->year < 1 || c->year > 9999 || c->month < 1 || c->month > 12)
        return TIME_NONE;
    if (d->in_year ? c->day < -6 || c->day > 371 : c->day < 1 || c->day > 31)
        return TIME_NONE;
    if (c->hour > 24 || c->minute > 59 || c->second > 61 || (c->hour == 24 && c->minute + c->second > 0))
        return TIME_NONE;
    day = when_day_of(c->year, c->month, 1) + c->day - 1;
    if (d->offset == NO_OFFSET && dutch)
        return when_at(day, c->hour, c->minute) + c->second * (int64_t)WHEN_SECOND;
    ms = (int64_t)day * WHEN_DAY + c->hour * (int64_t)WHEN_HOUR + c->minute * (int64_t)WHEN_MINUTE +
         c->second * (int64_t)WHEN_SECOND;
    return d->offset == NO_OFFSET ? ms : ms - d->offset * (int64_t)WHEN_MINUTE;
}

/* None outside the years 1 to 9999, which have a print. */
static int64_t moment_of(struct date *d, bool dutch)
{
    int64_t ms = civil_moment(d, dutch);

    return ms >= (int64_t)when_day_of(1, 1, 1) * WHEN_DAY && ms < (int64_t)when_day_of(10000, 1, 1) * WHEN_DAY ? ms : TIME_NONE;
}

/* Seconds or milliseconds since 1970, from 2000 on: 9, 10 or 13 digits; to the second, like all dates. Or TIME_NONE. */
static int64_t read_epoch(struct str s)
{
    long long value;

    if ((s.n != 9 && s.n != 10 && s.n != 13) || str_to_number(s, INT64_MAX, &value))
        return TIME_NONE;
    value = s.n == 13 ? value - value % WHEN_SECOND : value * WHEN_SECOND;
    return value >= FIRST_EPOCH ? value : TIME_NONE;
}

/* Is there a syllable in Hangul (U+AC00 to U+D7A3)? Its dates are Korean time. */
static bool is_korean(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] >= 0xEA && (unsigned char)s.p[i] <= 0xED)
            return true;
    return false;
}

static int64_t parse_form(struct str s, bool dutch)
{
    struct token tokens[MOST_TOKENS];
    struct date d = {.offset = NO_OFFSET};
    int n = cut_tokens(s, tokens);

    read_tokens(&d, tokens, n);
    if (!place_loose(&d))
        return TIME_NONE;
    if (d.offset == NO_OFFSET && is_korean(s))
        d.offset = KOREAN_OFFSET;
    return moment_of(&d, dutch);
}

int64_t date_parse(struct str s, bool dutch)
{
    struct buf folded = {0};
    int64_t ms;

    s = str_trim(s);
    if (s.n < 4 || s.n > MOST_BYTES)
        return TIME_NONE;
    ms = read_epoch(s);
    if (ms != TIME_NONE)
        return ms;
    for (size_t i = 0; i < s.n && folded.n == 0; i++)
        if ((unsigned char)s.p[i] >= 0x80)
            utf8_fold(&folded, s);
    ms = parse_form(folded.n ? buf_str(&folded) : s, dutch);
    buf_release(&folded);
    return ms;
}

/* ---- Days and clocks as spreadsheets count them */

struct serial {
    long long day; /* since 30 December 1899 */
    int second;    /* of the day */
    bool parted;   /* is there a part of a day? */
};

static bool read_serial(struct serial *serial, struct str s)
{
    enum { MOST_DIGITS = 9 };
    size_t whole = 0, digits;
    long long part = 0, scale = 1;

    while (whole < s.n && s.p[whole] != ',' && s.p[whole] != '.')
        whole++;
    *serial = (struct serial){.parted = whole < s.n};
    digits = serial->parted ? s.n - whole - 1 : 0;
    if (str_to_number(str_sub(s, 0, whole), LAST_SERIAL, &serial->day) || (serial->parted && digits == 0))
        return false;
    for (size_t i = 0; i < digits; i++) {
        char c = s.p[whole + 1 + i];

        if (c < '0' || c > '9')
            return false;
        if (i < MOST_DIGITS) {
            part = 10 * part + (c - '0');
            scale *= 10;
        }
    }
    serial->second = (int)((part * 86400 + scale / 2) / scale);
    if (serial->second == 86400) {
        serial->second = 0;
        serial->day++;
    }
    return true;
}

static void put_clock(struct buf *b, int second)
{
    buf_printf(b, "%02d:%02d:%02d", second / 3600, second / 60 % 60, second % 60);
}

bool date_put_serial_day(struct buf *b, struct str s, bool clock)
{
    struct serial serial;

    if (!read_serial(&serial, str_trim(s)) || serial.day < FIRST_SERIAL)
        return false;
    when_print_day(b, (int)serial.day - SERIAL_OF_1970);
    if (clock && serial.parted) {
        buf_putc(b, ' ');
        put_clock(b, serial.second);
    }
    return true;
}

bool date_put_serial_clock(struct buf *b, struct str s)
{
    struct serial serial;

    if (!read_serial(&serial, str_trim(s)) || !serial.parted || serial.day > 0)
        return false;
    put_clock(b, serial.second);
    return true;
}

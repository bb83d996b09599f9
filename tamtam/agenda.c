/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "tamtam/agenda.h"

#include <stdlib.h>

#include "base/utf8.h"
#include "base/when.h"
#include "store/now.h"
#include "tamtam/words.h"

enum { NEAR_BYTES = 40, WHAT_BYTES = 80, TITLE_BYTES = 60, LONGEST_AHEAD = 330, MOST_READ = 2000 };

static bool is_word_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

/* The word that starts at *at, which moves behind it and the bytes that are no word. */
static struct str next_word(struct str text, size_t *at)
{
    size_t from;

    while (*at < text.n && !is_word_byte(text.p[*at]))
        ++*at;
    from = *at;
    while (*at < text.n && is_word_byte(text.p[*at]))
        ++*at;
    return str_sub(text, from, *at - from);
}

static int month_of(struct str word)
{
    for (int month = 1; month <= 12; month++)
        if (str_eq_nocase(word, str_of(when_month_name(month))) || str_eq_nocase(word, str_of(when_month_short(month))))
            return month;
    return 0;
}

static int weekday_of(struct str word)
{
    for (int weekday = 0; weekday < 7; weekday++)
        if (str_eq_nocase(word, str_of(when_weekday_name(weekday))))
            return weekday;
    return -1;
}

/* The first time after `told` that this date comes round. */
static int coming(int told, int day_of_month, int month)
{
    int64_t noon = when_at(told, 12, 0);
    struct civil c = when_local(noon);
    int day = when_day_of(c.year, month, day_of_month);

    return day < told - 60 ? when_day_of(c.year + 1, month, day_of_month) : day;
}

/* "19.30 uur", "om 20:00": the hour nearest behind the date, at most NEAR_BYTES on. */
static int hour_near(struct str text, size_t at)
{
    struct str near = str_sub(text, at, NEAR_BYTES);

    for (size_t i = 0; i + 3 < near.n; i++) {
        size_t n = near.p[i + 1] == '.' || near.p[i + 1] == ':' ? 4 : 5; /* '9.00', '19.30' */
        struct str clock = str_sub(near, i, n);
        bool stands = (i == 0 || near.p[i - 1] == ' ') && (i + n >= near.n || near.p[i + n] < '0' || near.p[i + n] > '9');
        long long hour, minute;

        if (stands && clock.n == n && (clock.p[n - 3] == '.' || clock.p[n - 3] == ':') &&
            str_to_number(str_sub(clock, 0, n - 3), 23, &hour) == 0 && str_to_number(str_sub(clock, n - 2, 2), 59, &minute) == 0)
            return (int)(hour * 60 + minute);
    }
    return -1;
}

/*
 * The month of a day that begins a range, 0: it begins none. 'van vrijdag 12 tot en met zondag 14 juni', 'tussen 19 en 23 januari';
 * *at stands behind the day, and moves behind the month.
 */
static int month_of_range(struct str text, size_t *at)
{
    enum { MOST_BETWEEN = 4 };
    static const char *const between[] = {"tot", "en", "met", "t", "m", "tm"};
    size_t after = *at;
    long long number;

    for (int k = 0; k <= MOST_BETWEEN; k++) {
        struct str word = next_word(text, &after);
        bool joins = weekday_of(word) >= 0;

        if (str_to_number(word, 31, &number) == 0 && number > 0) {
            int month = month_of(next_word(text, &after));

            *at = month ? after : *at;
            return month;
        }
        for (size_t i = 0; i < sizeof between / sizeof *between; i++)
            joins = joins || str_eq_nocase(word, str_of(between[i]));
        if (!joins)
            return 0;
    }
    return 0;
}

bool agenda_date(struct str text, int told, int *day, int *minute, size_t *where)
{
    for (size_t at = 0; at < text.n;) {
        struct str word = next_word(text, &at);
        size_t after = at;
        bool needs_hour = false; /* a bare weekday may be a past one; with its hour it is an appointment */
        long long number;
        int month;

        if (str_eq_nocase(word, STR("morgen")) || str_eq_nocase(word, STR("morgenavond"))) {
            *day = told + 1;
        } else if (str_eq_nocase(word, STR("vandaag")) || str_eq_nocase(word, STR("vanmiddag")) ||
                   str_eq_nocase(word, STR("vanavond"))) {
            *day = told;
            needs_hour = true;
        } else if (str_to_number(word, 31, &number) == 0 && number > 0 &&
                   ((month = month_of(next_word(text, &after))) || (after = at, month = month_of_range(text, &after)))) {
            *day = coming(told, (int)number, month);
            at = *day < told ? at : after; /* of a range that has begun, its end */
        } else if (weekday_of(word) >= 0) {
            *day = told + (weekday_of(word) - when_weekday(told) + 7) % 7;
            needs_hour = true;
            /* "vrijdag 12 juni": the date itself says it better. */
            if (str_to_number(next_word(text, &after), 31, &number) == 0 && month_of(next_word(text, &after)))
                continue;
        } else {
            continue;
        }
        if (*day >= told && *day < told + LONGEST_AHEAD) {
            *minute = hour_near(text, at);
            *where = at;
            if (*minute >= 0 || (!needs_hour && *day > told))
                return true;
        }
    }
    return false;
}

struct reading {
    struct agenda_entry *found;
    int n, cap;
    int from_day;
    int64_t now;
    struct arena *a;
};

/* A word that only says when, or a pictograph. */
static bool is_when(struct str word)
{
    static const char *const words[] = {"uur", "om", "rond", "vanaf", "morgen", "morgenavond", "vandaag", "vanmiddag", "vanavond"};
    long long number;

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_eq_nocase(word, str_of(words[i])))
            return true;
    return (word.n && (unsigned char)word.p[0] >= 0xe2) || weekday_of(word) >= 0 || month_of(word) || str_to_number(word, 9999, &number) == 0;
}

/* The sentence without the date that it begins with: that stands beside it. */
static struct str without_date(struct str sentence)
{
    size_t at = 0, kept = 0;

    while (at < sentence.n) {
        struct str word = next_word(sentence, &at);

        if (is_when(word))
            kept = at;
        else if (!str_eq_nocase(word, STR("op"))) /* 'op woensdag', but not 'op de Markt' */
            break;
    }
    return str_trim(str_sub(sentence, kept, sentence.n));
}

static bool is_digit_at(struct str text, size_t at)
{
    return at < text.n && text.p[at] >= '0' && text.p[at] <= '9';
}

static bool is_clock_mark(struct str text, size_t at)
{
    return at < text.n && (text.p[at] == '.' || text.p[at] == ':');
}

/* Does this word belong to a date? A number does as a day, a year, or a part of an hour. */
static bool is_of_date(struct str text, struct str word, size_t after)
{
    size_t at = (size_t)(word.p - text.p), end = at + word.n;
    long long number;

    if (str_to_number(word, 9999, &number))
        return is_when(word);
    return (is_clock_mark(text, end) && is_digit_at(text, end + 1)) || (at >= 2 && is_clock_mark(text, at - 1) && is_digit_at(text, at - 2)) ||
           (word.n == 4 && str_starts(word, STR("20"))) || (number > 0 && number <= 31 && month_of(next_word(text, &after)));
}

/*
 * The sentence without the date in its midst that byte `at` is part of: 'Het college is woensdag 4 maart vanaf 19.30 uur in De
 * Turfschuit'. A range ('van 1 juni tot en met ...') and what depends on a preposition stay.
 */
static struct str without_inner_date(struct str sentence, size_t at, struct arena *a)
{
    static const char *const holds[] = {"van", "tot", "met", "sinds", "voor", "tussen", "na", "per", "t", "m", "en", "in", "of", "uiterlijk", NULL};
    static const char *const ranges[] = {"tot", "t", "en", "of", NULL};
    struct str before = {0}, last = {0}, word = {0};
    size_t from = 0, to = 0, next = 0;

    while (next < sentence.n && (word = next_word(sentence, &next)).n) {
        size_t start = (size_t)(word.p - sentence.p);
        bool is_date = is_of_date(sentence, word, next);

        if (is_date && to == 0) {
            bool on = str_eq_nocase(last, STR("op"));

            from = on ? (size_t)(last.p - sentence.p) : start;
            before = on ? before : last;
        }
        if (is_date) {
            to = start + word.n;
        } else if (to > at) {
            break;
        } else {
            to = 0;
            before = last;
        }
        last = word;
    }
    if (from == 0 || from > at || to <= at || (from > 1 && sentence.p[from - 2] == ':') ||
        str_starts(str_sub(sentence, from, sentence.n), STR("vanaf ")) || str_is_any_nocase(before, holds) ||
        str_is_any_nocase(word, ranges))
        return sentence;
    return str_printf(a, "%.*s%.*s", STR_ARG(str_trim(str_sub(sentence, 0, from))), STR_ARG(str_sub(sentence, to, sentence.n)));
}

/* 'kiezen we een nieuwe raad', what a date at the front turned round, as 'we kiezen een nieuwe raad'; else with an ellipsis before it. */
static struct str turned_back(struct str sentence, struct arena *a)
{
    static const char *const subjects[] = {"we", "wij", "er", "u", "je", NULL};
    size_t at = 0;
    struct str verb = next_word(sentence, &at);
    struct str subject = next_word(sentence, &at);

    if (verb.p != sentence.p || subject.p != verb.p + verb.n + 1 || !str_is_any_nocase(subject, subjects))
        return str_printf(a, "…%.*s", STR_ARG(sentence));
    return str_printf(a, "%.*s %.*s%.*s", STR_ARG(subject), STR_ARG(verb), STR_ARG(str_sub(sentence, at, sentence.n)));
}

static struct str with_capital(struct str text, struct arena *a)
{
    return text.n && text.p[0] >= 'a' && text.p[0] <= 'z' ? str_printf(a, "%c%.*s", text.p[0] - 'a' + 'A', (int)text.n - 1, text.p + 1) : text;
}

/* 'We kiezen een nieuwe gemeenteraad (Gemeente Turfbrug)'; of news, whose sentence alone says little, with its title. */
static struct str what_of(const struct stored_post *p, struct str text, size_t where, struct arena *a)
{
    enum { LEAST_BYTES = 8 };
    struct str whole = words_sentence_at(text, where);
    struct str sentence = without_date(whole);
    struct str source = words_source(p->post.actor, a);
    struct str title = words_headline(p, TITLE_BYTES, a);
    bool turned; /* 'Woensdag 18 maart kiezen we ...': the date stood at the front */

    while (sentence.n && (sentence.p[0] == ',' || sentence.p[0] == ':' || sentence.p[0] == ' '))
        sentence = str_sub(sentence, 1, sentence.n);
    if (sentence.n < LEAST_BYTES)
        return str_printf(a, "%.*s (%.*s)", STR_ARG(words_headline(p, WHAT_BYTES, a)), STR_ARG(source));
    turned = sentence.n < whole.n && sentence.p[0] >= 'a' && sentence.p[0] <= 'z' && words_say_something(sentence);
    if (turned)
        sentence = turned_back(sentence, a);
    else if (sentence.n == whole.n)
        sentence = without_inner_date(sentence, (size_t)(text.p + where - whole.p) - 1, a);
    sentence = words_cut(sentence, WHAT_BYTES, a);
    if (turned && p->marks.voice == VOICE_MEDIA && !words_same(title, whole))
        return str_printf(a, "%.*s: %.*s (%.*s)", STR_ARG(title), STR_ARG(sentence), STR_ARG(source));
    return str_printf(a, "%.*s (%.*s)", STR_ARG(turned ? with_capital(sentence, a) : sentence), STR_ARG(source));
}

static int look_at_post(void *context, const struct stored_post *p)
{
    struct reading *r = context;
    struct agenda_entry e = {.issue = p->issue};
    bool is_public = words_may_quote(p) && (p->marks.voice == VOICE_GEMEENTE || p->marks.voice == VOICE_MEDIA ||
                                         p->marks.voice == VOICE_BELANGENGROEP);
    int told = when_day(p->post.time);
    struct str text = p->post.title;
    size_t where;

    if (!is_public || p->duplicate_of)
        return 0;
    if (!agenda_date(text, told, &e.day, &e.minute, &where) && !agenda_date(text = p->post.text, told, &e.day, &e.minute, &where))
        return 0;
    if (e.minute < 0 && p->marks.voice == VOICE_BELANGENGROEP)
        return 0; /* 'morgen rijden hier 90 scholieren' is no appointment; who asks people to come says at what hour */
    if (e.day < r->from_day || e.day >= r->from_day + AGENDA_AHEAD_DAYS || (e.minute >= 0 && when_at(e.day, e.minute / 60, e.minute % 60) < r->now))
        return 0;
    e.what = what_of(p, text, where, r->a);
    MEM_GROW(r->found, r->n, r->cap);
    r->found[r->n++] = e;
    return 0;
}

static int by_day(const void *x, const void *y)
{
    const struct agenda_entry *a = x;
    const struct agenda_entry *b = y;

    if (a->day != b->day)
        return a->day - b->day;
    return a->minute != b->minute ? a->minute - b->minute : str_cmp(a->what, b->what);
}

/* An issue is on once a day, at its first hour; posts without an issue once each. */
static bool is_double(const struct agenda *agenda, const struct agenda_entry *e)
{
    for (int i = 0; i < agenda->n; i++)
        if (agenda->v[i].day == e->day && ((e->issue && agenda->v[i].issue == e->issue) || str_eq(agenda->v[i].what, e->what)))
            return true;
    return false;
}

/* 'op de Markt' does not say what for: the title of the issue goes before it. */
static int name_subject(struct agenda_entry *e, struct store *store, struct arena *a, struct err *err)
{
    ptrdiff_t source = str_find(e->what, STR(" ("));
    struct stored_issue issue = {0};

    if (!e->issue || source < 0 || words_say_something(str_sub(e->what, 0, (size_t)source)))
        return 0;
    if (store_issue(store, a, e->issue, &issue, err))
        return -1;
    if (issue.title.n) {
        struct str title = words_short_title(issue.title);

        e->what = str_printf(a, "Rond ‘%.*s’: %.*s", STR_ARG(title), STR_ARG(e->what));
    }
    return 0;
}

int agenda_read(struct agenda *agenda, struct store *store, const struct municipality *town, int64_t now, struct arena *a,
                struct err *err)
{
    struct reading r = {.from_day = when_day(now), .now = now, .a = a};
    static const enum voice tellers[] = {VOICE_GEMEENTE, VOICE_MEDIA, VOICE_BELANGENGROEP};
    int64_t back = now - (int64_t)AGENDA_BACK_DAYS * WHEN_DAY;
    int result = 0;

    for (size_t i = 0; i < sizeof tellers / sizeof *tellers && result == 0; i++)
        result = store_public_posts(store, tellers[i], back, now, MOST_READ, town, look_at_post, &r, err);

    agenda->n = 0;
    if (r.n)
        qsort(r.found, (size_t)r.n, sizeof *r.found, by_day);
    for (int i = 0; result == 0 && i < r.n && agenda->n < AGENDA_MOST; i++)
        if (!is_double(agenda, &r.found[i])) {
            agenda->v[agenda->n] = r.found[i];
            result = name_subject(&agenda->v[agenda->n++], store, a, err);
        }
    free(r.found);
    return result;
}

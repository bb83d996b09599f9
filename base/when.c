/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "base/when.h"

#include <time.h>

static const char *const weekday_names[] = {"maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"};
static const char *const weekday_shorts[] = {"ma", "di", "wo", "do", "vr", "za", "zo"};
static const char *const month_names[] = {"januari", "februari", "maart", "april", "mei", "juni",
                                          "juli", "augustus", "september", "oktober", "november", "december"};
static const char *const month_shorts[] = {"jan", "feb", "mrt", "apr", "mei", "jun",
                                           "jul", "aug", "sep", "okt", "nov", "dec"};

int64_t when_now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_REALTIME, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

int64_t when_monotonic(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

int64_t when_cpu_ns(void)
{
    struct timespec t;

    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

/* Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms": days_from_civil. */
int when_day_of(int year, int month, int day)
{
    int y = month <= 2 ? year - 1 : year;
    int era = (int)floor_div(y, 400);
    int of_era = y - era * 400;
    int of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

/* The same paper: civil_from_days. */
static void date_of_day(int days, struct civil *c)
{
    int z = days + 719468;
    int era = (int)floor_div(z, 146097);
    int of_era = z - era * 146097;
    int year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int month = (5 * of_year + 2) / 153;

    c->day = of_year - (153 * month + 2) / 5 + 1;
    c->month = month < 10 ? month + 3 : month - 9;
    c->year = year_of_era + era * 400 + (c->month <= 2);
    c->weekday = when_weekday(days);
}

int when_weekday(int day)
{
    return (int)(((int64_t)day + 3) - 7 * floor_div((int64_t)day + 3, 7));
}

static int last_sunday(int year, int month)
{
    int last = when_day_of(year, month, 31);

    return last - (when_weekday(last) + 1) % 7;
}

static int offset_at(int64_t ms)
{
    struct civil c;
    int64_t start;
    int64_t end;

    date_of_day((int)floor_div(ms, WHEN_DAY), &c);
    start = (int64_t)last_sunday(c.year, 3) * WHEN_DAY + WHEN_HOUR;
    end = (int64_t)last_sunday(c.year, 10) * WHEN_DAY + WHEN_HOUR;
    return ms >= start && ms < end ? 120 : 60;
}

static struct civil civil_of(int64_t ms, int offset)
{
    struct civil c = {.offset = offset};
    int64_t wall = ms + (int64_t)offset * WHEN_MINUTE;
    int64_t days = floor_div(wall, WHEN_DAY);
    int in_day = (int)(wall - days * WHEN_DAY);

    date_of_day((int)days, &c);
    c.hour = in_day / WHEN_HOUR;
    c.minute = in_day / WHEN_MINUTE % 60;
    c.second = in_day / WHEN_SECOND % 60;
    c.ms = in_day % WHEN_SECOND;
    return c;
}

struct civil when_local(int64_t ms)
{
    return civil_of(ms, offset_at(ms));
}

struct civil when_utc(int64_t ms)
{
    return civil_of(ms, 0);
}

static int days_in_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    return month == 2 && leap ? 29 : days[month - 1];
}

int when_from_civil(const struct civil *c, int64_t *ms)
{
    bool valid = c->year >= 1 && c->year <= 9999 && c->month >= 1 && c->month <= 12 && c->day >= 1 &&
                 c->day <= days_in_month(c->year, c->month) && c->hour >= 0 && c->hour <= 23 && c->minute >= 0 &&
                 c->minute <= 59 && c->second >= 0 && c->second <= 60 && c->offset > -24 * 60 && c->offset < 24 * 60;

    if (!valid)
        return -1;
    *ms = (int64_t)when_day_of(c->year, c->month, c->day) * WHEN_DAY + (int64_t)c->hour * WHEN_HOUR +
          (int64_t)(c->minute - c->offset) * WHEN_MINUTE + (int64_t)c->second * WHEN_SECOND + c->ms;
    return 0;
}

int64_t when_at(int day, int hour, int minute)
{
    int64_t wall = (int64_t)day * WHEN_DAY + (int64_t)hour * WHEN_HOUR + (int64_t)minute * WHEN_MINUTE;
    int64_t summer = wall - 2 * WHEN_HOUR;

    return offset_at(summer) == 120 ? summer : wall - WHEN_HOUR;
}

int when_day(int64_t ms)
{
    return (int)floor_div(ms + (int64_t)offset_at(ms) * WHEN_MINUTE, WHEN_DAY);
}

/* Easter Sunday by the anonymous Gregorian algorithm (Meeus, Astronomical Algorithms, ch. 8). */
static int easter(int year)
{
    int a = year % 19, b = year / 100, c = year % 100;
    int d = b / 4, e = b % 4, g = (8 * b + 13) / 25;
    int h = (19 * a + b - d - g + 15) % 30;
    int i = c / 4, k = c % 4;
    int l = (32 + 2 * e + 2 * i - h - k) % 7;
    int m = (a + 11 * h + 22 * l) / 451;
    int n = h + l - 7 * m + 114;

    return when_day_of(year, n / 31, n % 31 + 1);
}

static int kings_day(int year)
{
    int day = when_day_of(year, 4, 27);

    return when_weekday(day) == 6 ? day - 1 : day;
}

const char *when_holiday(int day)
{
    struct civil c;
    int sunday;

    date_of_day(day, &c);
    sunday = easter(c.year);
    const struct {
        int day;
        const char *name;
    } holidays[] = {
        {when_day_of(c.year, 1, 1), "Nieuwjaarsdag"},
        {sunday, "Eerste paasdag"},
        {sunday + 1, "Tweede paasdag"},
        {kings_day(c.year), "Koningsdag"},
        {c.year % 5 == 0 ? when_day_of(c.year, 5, 5) : day - 1, "Bevrijdingsdag"},
        {sunday + 39, "Hemelvaartsdag"},
        {sunday + 49, "Eerste pinksterdag"},
        {sunday + 50, "Tweede pinksterdag"},
        {when_day_of(c.year, 12, 25), "Eerste kerstdag"},
        {when_day_of(c.year, 12, 26), "Tweede kerstdag"},
    };

    for (size_t i = 0; i < sizeof holidays / sizeof *holidays; i++)
        if (holidays[i].day == day)
            return holidays[i].name;
    return NULL;
}

bool when_is_workday(int day)
{
    return when_weekday(day) < 5 && !when_holiday(day);
}

int when_previous_workday(int day)
{
    do
        day--;
    while (!when_is_workday(day));
    return day;
}

/* Takes a number of exactly n digits off the front of `s`. */
static int take_digits(struct str *s, size_t n, int *value)
{
    long long number;

    if (s->n < n || str_to_number(str_sub(*s, 0, n), 9999, &number))
        return -1;
    *value = (int)number;
    *s = str_sub(*s, n, s->n);
    return 0;
}

static int take_byte(struct str *s, const char *any_of)
{
    for (; *any_of; any_of++)
        if (s->n && s->p[0] == *any_of) {
            *s = str_sub(*s, 1, s->n);
            return 0;
        }
    return -1;
}

static int take_date(struct str *s, struct civil *c)
{
    return take_digits(s, 4, &c->year) || take_byte(s, "-") || take_digits(s, 2, &c->month) || take_byte(s, "-") ||
           take_digits(s, 2, &c->day);
}

static int take_clock(struct str *s, struct civil *c)
{
    if (take_digits(s, 2, &c->hour) || take_byte(s, ":") || take_digits(s, 2, &c->minute))
        return -1;
    if (take_byte(s, ":") == 0) {
        if (take_digits(s, 2, &c->second))
            return -1;
        if (take_byte(s, ".,") == 0) {
            int scale = 100;
            int digit;

            if (take_digits(s, 1, &digit))
                return -1;
            do {
                c->ms += digit * scale;
                scale /= 10;
            } while (take_digits(s, 1, &digit) == 0);
        }
    }
    return 0;
}

/* "Z", "+01:00", "+0100", "+01" or nothing; `zoned` says whether there was one. */
static int take_zone(struct str *s, struct civil *c, bool *zoned)
{
    int hours = 0;
    int minutes = 0;
    int sign;

    *s = str_trim(*s);
    *zoned = s->n > 0;
    if (!*zoned || take_byte(s, "zZ") == 0)
        return 0;
    sign = s->p[0] == '-' ? -1 : 1;
    if (take_byte(s, "+-") || take_digits(s, 2, &hours))
        return -1;
    if ((take_byte(s, ":") == 0 || s->n) && (take_digits(s, 2, &minutes) || minutes > 59))
        return -1;
    c->offset = sign * (hours * 60 + minutes);
    return 0;
}

int when_parse(struct str s, int64_t *ms)
{
    struct civil c = {0};
    bool zoned = false;
    int64_t moment;

    s = str_trim(s);
    if (take_date(&s, &c))
        return -1;
    if (s.n && (take_byte(&s, "Tt ") || take_clock(&s, &c) || take_zone(&s, &c, &zoned) || s.n))
        return -1;
    if (when_from_civil(&c, &moment))
        return -1;
    if (!zoned)
        moment = when_at(when_day_of(c.year, c.month, c.day), c.hour, c.minute) + c.second * WHEN_SECOND + c.ms;
    *ms = moment;
    return 0;
}

int when_parse_day(struct str s, int *day)
{
    struct civil c = {0};
    int64_t ms;

    s = str_trim(s);
    if (take_date(&s, &c) || s.n || when_from_civil(&c, &ms))
        return -1;
    *day = when_day_of(c.year, c.month, c.day);
    return 0;
}

int when_parse_clock(struct str s, int *minutes)
{
    struct civil c = {0};

    s = str_trim(s);
    if (take_digits(&s, 2, &c.hour) || take_byte(&s, ":.") || take_digits(&s, 2, &c.minute) || s.n || c.hour > 23 ||
        c.minute > 59)
        return -1;
    *minutes = c.hour * 60 + c.minute;
    return 0;
}

int when_parse_span(struct str s, int64_t *ms)
{
    static const struct {
        char letter;
        int64_t unit;
    } units[] = {{'s', WHEN_SECOND}, {'m', WHEN_MINUTE}, {'h', WHEN_HOUR}, {'d', WHEN_DAY}};
    int64_t unit = WHEN_MINUTE;
    long long number;

    s = str_trim(s);
    for (size_t i = 0; s.n && i < sizeof units / sizeof *units; i++)
        if (s.p[s.n - 1] == units[i].letter) {
            unit = units[i].unit;
            s.n--;
            break;
        }
    if (str_to_number(str_trim(s), 1000000, &number))
        return -1;
    *ms = number * unit;
    return 0;
}

/* Adds a number from 0 to 99 and what stands before it. */
static void print_two(struct buf *b, char before, int number)
{
    buf_add(b, (struct str){(const char[]){before, (char)('0' + number / 10), (char)('0' + number % 10)}, 3});
}

static void print_civil(struct buf *b, const struct civil *c)
{
    char year[] = {(char)('0' + c->year / 1000 % 10), (char)('0' + c->year / 100 % 10), (char)('0' + c->year / 10 % 10),
                   (char)('0' + c->year % 10)};

    if (c->year >= 0 && c->year <= 9999)
        buf_add(b, (struct str){year, sizeof year});
    else
        buf_printf(b, "%04d", c->year);
    print_two(b, '-', c->month);
    print_two(b, '-', c->day);
    print_two(b, 'T', c->hour);
    print_two(b, ':', c->minute);
    print_two(b, ':', c->second);
}

void when_print(struct buf *b, int64_t ms)
{
    struct civil c = when_utc(ms);

    print_civil(b, &c);
    buf_putc(b, 'Z');
}

void when_print_local(struct buf *b, int64_t ms)
{
    struct civil c = when_local(ms);

    print_civil(b, &c);
    buf_printf(b, "+%02d:%02d", c.offset / 60, c.offset % 60);
}

void when_print_day(struct buf *b, int day)
{
    struct civil c;

    date_of_day(day, &c);
    buf_printf(b, "%04d-%02d-%02d", c.year, c.month, c.day);
}

const char *when_weekday_name(int weekday)
{
    return weekday_names[weekday];
}

const char *when_weekday_short(int weekday)
{
    return weekday_shorts[weekday];
}

const char *when_month_name(int month)
{
    return month_names[month - 1];
}

const char *when_month_short(int month)
{
    return month_shorts[month - 1];
}

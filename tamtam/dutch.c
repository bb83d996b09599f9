/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "tamtam/dutch.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/when.h"

#define NBSP "\u00a0"
#define MINUS "\u2212"
#define EN_DASH "\u2013"

void dutch_count(struct buf *b, long long n)
{
    char digits[24];
    unsigned long long size = n < 0 ? 0ULL - (unsigned long long)n : (unsigned long long)n;
    int len = snprintf(digits, sizeof digits, "%llu", size);

    if (n < 0)
        buf_puts(b, MINUS);
    for (int i = 0; i < len; i++) {
        if (i > 0 && (len - i) % 3 == 0)
            buf_putc(b, '.');
        buf_putc(b, digits[i]);
    }
}

struct dutch_number dutch_number(long long n)
{
    struct dutch_number number;
    struct buf b = {0};

    dutch_count(&b, n);
    snprintf(number.text, sizeof number.text, "%s", buf_c(&b));
    buf_release(&b);
    return number;
}

void dutch_signed(struct buf *b, long long n)
{
    if (n > 0)
        buf_putc(b, '+');
    dutch_count(b, n);
}

void dutch_decimal(struct buf *b, double x, int decimals)
{
    char text[64];
    char *point;
    double limit = 1e15;

    x = isfinite(x) ? fmin(fmax(x, -limit), limit) : 0;
    snprintf(text, sizeof text, "%.*f", decimals, fabs(x));
    point = strchr(text, '.');
    if (x < 0 && strpbrk(text, "123456789"))
        buf_puts(b, MINUS);
    if (point)
        *point = '\0';
    dutch_count(b, strtoll(text, NULL, 10));
    if (point)
        buf_printf(b, ",%s", point + 1);
}

void dutch_percent(struct buf *b, double share)
{
    double percent = round(share * 100);

    if (share > 0 && percent < 1)
        buf_puts(b, "<1%");
    else if (share < 1 && percent >= 100)
        buf_puts(b, ">99%");
    else
        buf_printf(b, "%.0f%%", isfinite(percent) ? percent : 0);
}

void dutch_interval(struct buf *b, double low, double high)
{
    buf_printf(b, "%.0f" EN_DASH "%.0f%%", round(low * 100), round(high * 100));
}

void dutch_clock(struct buf *b, int minutes)
{
    buf_printf(b, "%d.%02d", minutes / 60, minutes % 60);
}

void dutch_hour(struct buf *b, int64_t ms)
{
    struct civil c = when_local(ms);

    dutch_clock(b, c.hour * 60 + c.minute);
    buf_puts(b, NBSP "uur");
}

void dutch_hour_seen(struct buf *b, int64_t ms, int64_t now)
{
    int day = when_day(ms), ago = when_day(now) - day;

    if (ago >= 7) {
        dutch_date_tiny(b, day);
        buf_putc(b, ' ');
    } else if (ago > 0) {
        buf_printf(b, "%s ", when_weekday_short(when_weekday(day)));
    }
    dutch_hour(b, ms);
}

void dutch_span(struct buf *b, int64_t ms)
{
    int64_t minutes = ms / WHEN_MINUTE;

    if (minutes < 60)
        buf_printf(b, "%d" NBSP "min", (int)minutes);
    else if (minutes < 48 * 60)
        buf_printf(b, "%d" NBSP "u" NBSP "%02d", (int)(minutes / 60), (int)(minutes % 60));
    else
        buf_printf(b, "%d" NBSP "dagen", (int)(minutes / (24 * 60)));
}

static struct civil civil_of(int day)
{
    return when_local(when_at(day, 12, 0));
}

void dutch_date(struct buf *b, int day)
{
    struct civil c = civil_of(day);

    buf_printf(b, "%s %d" NBSP "%s %d", when_weekday_name(c.weekday), c.day, when_month_name(c.month), c.year);
}

void dutch_date_short(struct buf *b, int day)
{
    struct civil c = civil_of(day);

    buf_printf(b, "%s %d" NBSP "%s", when_weekday_short(c.weekday), c.day, when_month_name(c.month));
}

void dutch_date_tiny(struct buf *b, int day)
{
    struct civil c = civil_of(day);

    buf_printf(b, "%d" NBSP "%s", c.day, when_month_short(c.month));
}

void dutch_window(struct buf *b, int64_t from, int64_t to)
{
    struct civil start = when_local(from);
    struct civil end = when_local(to);

    dutch_date_short(b, when_day(from));
    buf_printf(b, " %02d.%02d " EN_DASH " ", start.hour, start.minute);
    dutch_date_short(b, when_day(to));
    buf_printf(b, " %02d.%02d" NBSP "uur", end.hour, end.minute);
}

/* ---- punctuation ---- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

/* Does the word at the start of `s` equal `word`, with no letter or figure behind it? */
static bool starts_word(struct str s, const char *word)
{
    size_t n = strlen(word);

    return str_starts(s, str_of(word)) && (s.n == n || !(is_letter(s.p[n]) || is_digit(s.p[n])));
}

static bool is_unit(struct str s)
{
    static const char *const units[] = {"uur",     "u",      "min", "minuten", "km", "m",   "euro",
                                        "procent", "punten", "dB",  "kWh",     "MW", "keer"};

    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (starts_word(s, units[i]))
            return true;
    return false;
}

static bool ends_with_word(struct str s, const char *word)
{
    size_t n = strlen(word);

    return str_ends(s, str_of(word)) && (s.n <= n || !is_letter(s.p[s.n - n - 1]));
}

/* May no line break come at the blank between `before` and `after`? */
static bool binds(struct str before, struct str after)
{
    char last = before.n ? before.p[before.n - 1] : ' ';
    char first = after.n ? after.p[0] : ' ';

    if (is_digit(last) && is_unit(after))
        return true;
    if (is_digit(first) && (last == '=' || ends_with_word(before, "dag")))
        return true;
    return first == '=' && ends_with_word(before, "n");
}

/* An apostrophe that starts a word: 's avonds, 't, 'n. */
static bool is_elision(struct str after)
{
    return after.n >= 1 && strchr("stnmkr", after.p[0]) && (after.n == 1 || after.p[1] == ' ' || after.p[1] == '-');
}

static void put_quote(struct buf *b, char quote, struct str before, struct str after)
{
    char last = before.n ? before.p[before.n - 1] : ' ';
    bool opens = !is_letter(last) && !is_digit(last) && !strchr(".,;:!?)%\"'", last);

    if (str_ends(before, STR("\u2013 ")) || str_ends(before, STR(NBSP)))
        opens = true;
    if (quote == '"')
        buf_puts(b, opens ? "\u201c" : "\u201d");
    else
        buf_puts(b, opens && !is_elision(after) ? "\u2018" : "\u2019");
}

void dutch_punctuate(struct buf *b, struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        struct str before = str_sub(s, 0, i);
        struct str after = str_sub(s, i + 1, s.n);

        if (s.p[i] == '"' || s.p[i] == '\'') {
            put_quote(b, s.p[i], before, after);
        } else if (str_starts(str_sub(s, i, 3), STR("..."))) {
            buf_puts(b, "\u2026");
            i += 2;
        } else if (s.p[i] == ' ' && str_starts(after, STR("- "))) {
            buf_puts(b, " " EN_DASH);
            i += 1;
        } else if (s.p[i] == ' ' && binds(before, after)) {
            buf_puts(b, NBSP);
        } else {
            buf_putc(b, s.p[i]);
        }
    }
}

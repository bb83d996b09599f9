/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "listener/csv.h"

#include <string.h>

#include "base/buf.h"

static int byte(struct str s, size_t at)
{
    return at < s.n ? (unsigned char)s.p[at] : -1;
}

static bool is_end_of_line(int c)
{
    return c == '\n' || c == '\r' || c == -1;
}

void csv_open(struct csv *csv, struct str text)
{
    static const char separators[] = ";,\t";
    size_t counts[sizeof separators] = {0};
    bool quoted = false;
    size_t best = 0;

    if (str_starts(text, STR("\xEF\xBB\xBF")))
        text = str_sub(text, 3, text.n);
    *csv = (struct csv){.rest = text, .separator = ',', .next_line = 1};
    if (str_eq_nocase(str_sub(text, 0, 4), STR("sep=")) && text.n > 4 && is_end_of_line(byte(text, 5))) {
        csv->separator = text.p[4];
        str_cut(&csv->rest, '\n');
        csv->next_line = 2;
        return;
    }
    for (size_t i = 0; i < text.n && (quoted || !is_end_of_line(byte(text, i))); i++) {
        const char *found = text.p[i] && !quoted ? strchr(separators, text.p[i]) : NULL;

        quoted ^= text.p[i] == '"';
        if (found)
            counts[found - separators]++;
    }
    for (size_t i = 1; separators[i]; i++)
        if (counts[i] > counts[best])
            best = i;
    csv->separator = separators[best];
}

/* A quoted cell from behind its opening quote; *at moves behind the closing one. -1 when it is never closed. */
static int quoted_cell(struct csv *csv, size_t *at, struct str *cell, struct arena *a)
{
    struct str s = csv->rest;
    size_t start = *at;
    struct buf whole = {0};

    for (size_t i = start;; i++) {
        int c = byte(s, i);

        csv->next_line += c == '\n';
        if (c == -1)
            break;
        if (c != '"')
            continue;
        if (byte(s, i + 1) == '"') { /* a doubled quote is one */
            buf_add(&whole, str_sub(s, start, i + 1 - start));
            start = i++ + 2;
            continue;
        }
        *cell = str_sub(s, start, i - start);
        if (whole.n) {
            buf_add(&whole, *cell);
            *cell = str_copy(a, buf_str(&whole));
        }
        buf_release(&whole);
        *at = i + 1;
        return 0;
    }
    buf_release(&whole);
    return -1;
}

/* One cell from *at on, which moves to the separator or line end behind it. */
static int read_cell(struct csv *csv, size_t *at, struct str *cell, struct arena *a)
{
    size_t start = *at;

    if (byte(csv->rest, *at) == '"') {
        ++*at;
        if (quoted_cell(csv, at, cell, a))
            return -1;
        while (!is_end_of_line(byte(csv->rest, *at)) && csv->rest.p[*at] != csv->separator)
            ++*at; /* what stands behind the closing quote */
        return 0;
    }
    while (!is_end_of_line(byte(csv->rest, *at)) && csv->rest.p[*at] != csv->separator)
        ++*at;
    *cell = str_trim(str_sub(csv->rest, start, *at - start));
    return 0;
}

/* Moves behind the line end at `at`. */
static void end_row(struct csv *csv, size_t at)
{
    if (byte(csv->rest, at) == '\r')
        at++;
    if (byte(csv->rest, at) == '\n')
        at++;
    csv->rest = str_sub(csv->rest, at, csv->rest.n);
    csv->next_line++;
}

static void skip_line(struct csv *csv)
{
    str_cut(&csv->rest, '\n');
    csv->next_line = csv->line + 1;
}

int csv_row(struct csv *csv, struct str *cells, int max, struct arena *a, struct err *err)
{
    while (csv->rest.n) {
        size_t at = 0;
        int n = 0;

        csv->line = csv->next_line;
        for (;;) {
            struct str cell = {0};

            if (read_cell(csv, &at, &cell, a)) {
                skip_line(csv);
                return err_set(err, "een aanhalingsteken gaat open en nergens dicht");
            }
            if (n == max) {
                skip_line(csv);
                return err_set(err, "meer dan %d kolommen", max);
            }
            cells[n++] = cell;
            if (is_end_of_line(byte(csv->rest, at)))
                break;
            at++;
        }
        end_row(csv, at);
        if (n > 1 || cells[0].n)
            return n;
    }
    return 0;
}

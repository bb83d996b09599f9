/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "base/ini.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"

enum { MAX_FILE_BYTES = 16 << 20 };

static void add_section(struct ini *ini, struct str header, int line, struct faults *faults)
{
    struct ini_section s = {.line = line};

    if (header.n < 2 || header.p[header.n - 1] != ']') {
        faults_add(faults, ini->path, line, "een sectie schrijft u als [soort] of [soort naam], niet als '%.*s'", STR_ARG(header));
        return;
    }
    header = str_trim(str_sub(header, 1, header.n - 2));
    s.kind = str_cut(&header, ' ');
    s.argument = str_trim(header);
    MEM_GROW(ini->sections, ini->n, ini->cap);
    ini->sections[ini->n++] = s;
}

static void add_item(struct ini *ini, struct str text, int line, struct faults *faults)
{
    struct ini_item item = {.value = text, .line = line};
    struct ini_section *s = ini->n ? &ini->sections[ini->n - 1] : NULL;

    if (!memchr(text.p, '=', text.n)) {
        faults_add(faults, ini->path, line, "schrijf 'sleutel = waarde' in plaats van '%.*s'", STR_ARG(text));
        return;
    }
    item.key = str_trim(str_cut(&item.value, '='));
    item.value = str_trim(item.value);
    if (!s) {
        faults_add(faults, ini->path, line, "'%.*s' staat voor de eerste [sectie]; zet het eronder", STR_ARG(item.key));
        return;
    }
    MEM_GROW(s->items, s->n, s->cap);
    s->items[s->n++] = item;
}

/* One physical line, trimmed; does the next one belong to it? */
static bool next_part(struct str *rest, int *line, struct str *part)
{
    bool goes_on;

    ++*line;
    *part = str_trim(str_cut(rest, '\n'));
    goes_on = part->n && part->p[part->n - 1] == '\\' && rest->n;
    if (goes_on)
        *part = str_trim(str_sub(*part, 0, part->n - 1));
    return goes_on;
}

/* One logical line: physical lines that end in a backslash are joined. `line` is the number of the last one read. */
static struct str next_line(struct arena *a, struct str *rest, int *line)
{
    struct buf joined = {0};
    struct str part;
    bool goes_on = next_part(rest, line, &part);

    if (!goes_on)
        return part;
    buf_add(&joined, part);
    while (goes_on) {
        goes_on = next_part(rest, line, &part);
        if (joined.n)
            buf_putc(&joined, ' ');
        buf_add(&joined, part);
    }
    part = buf_take(&joined, a);
    return part;
}

void ini_parse(struct ini *ini, const char *path, struct str text, struct faults *faults)
{
    struct str rest = str_copy(&ini->arena, text);
    int line = 0;

    ini->path = str_c(&ini->arena, str_of(path));
    if (str_starts(rest, STR("\xEF\xBB\xBF")))
        rest = str_sub(rest, 3, rest.n);
    while (rest.n) {
        int first = line + 1;
        struct str s = next_line(&ini->arena, &rest, &line);

        if (s.n == 0 || s.p[0] == '#')
            continue;
        if (s.p[0] == '[')
            add_section(ini, s, first, faults);
        else
            add_item(ini, s, first, faults);
    }
}

int ini_read(struct ini *ini, const char *path, struct faults *faults, struct err *err)
{
    struct buf text = {.max = MAX_FILE_BYTES};
    int result = file_read(path, &text, err);

    if (result == 0)
        ini_parse(ini, path, buf_str(&text), faults);
    buf_release(&text);
    return result;
}

void ini_release(struct ini *ini)
{
    for (int i = 0; i < ini->n; i++)
        free(ini->sections[i].items);
    free(ini->sections);
    arena_release(&ini->arena);
    *ini = (struct ini){0};
}

struct str ini_get(struct ini_section *s, const char *key, int *line)
{
    struct str value = {0};

    for (int i = 0; i < s->n; i++) {
        if (!str_is(s->items[i].key, key))
            continue;
        s->items[i].used = true;
        value = s->items[i].value;
        if (line)
            *line = s->items[i].line;
    }
    return value;
}

bool ini_next(struct ini_section *s, const char *key, struct ini_cursor *cursor, struct str *value)
{
    for (;;) {
        while (cursor->rest.n) {
            *value = str_trim(str_cut(&cursor->rest, ','));
            if (value->n)
                return true;
        }
        while (cursor->item < s->n && !str_is(s->items[cursor->item].key, key))
            cursor->item++;
        if (cursor->item == s->n)
            return false;
        s->items[cursor->item].used = true;
        cursor->rest = s->items[cursor->item++].value;
    }
}

enum { NEAR = 3, LONGEST_WORD = 63 };

/* Levenshtein's distance over bytes, of two words of at most LONGEST_WORD. */
static int distance(struct str a, struct str b)
{
    int row[LONGEST_WORD + 1];

    for (size_t j = 0; j <= b.n; j++)
        row[j] = (int)j;
    for (size_t i = 1; i <= a.n; i++) {
        int diagonal = row[0];

        row[0] = (int)i;
        for (size_t j = 1; j <= b.n; j++) {
            int change = diagonal + (a.p[i - 1] != b.p[j - 1]);
            int best = row[j] < row[j - 1] ? row[j] + 1 : row[j - 1] + 1;

            diagonal = row[j];
            row[j] = change < best ? change : best;
        }
    }
    return row[b.n];
}

const char *ini_nearest(struct str word, const char *const *known)
{
    const char *nearest = NULL;
    int least = NEAR + 1;

    for (; *known; known++) {
        struct str candidate = str_of(*known);
        size_t longer = word.n > candidate.n ? word.n : candidate.n;
        int d = longer <= LONGEST_WORD ? distance(word, candidate) : least;

        if (d < least && (size_t)d * 2 <= longer) {
            least = d;
            nearest = *known;
        }
    }
    return nearest;
}

/* "alias, street, landmark" */
static void print_words(struct buf *out, const char *const *words)
{
    for (int i = 0; words[i]; i++)
        buf_printf(out, "%s%s", i ? ", " : "", words[i]);
}

void ini_tell_unknown(const struct ini *ini, const struct ini_section *s, const char *const *known, struct faults *faults)
{
    for (int i = 0; i < s->n; i++) {
        struct buf advice = {0};
        const char *nearest;

        if (s->items[i].used)
            continue;
        nearest = ini_nearest(s->items[i].key, known);
        if (nearest && str_is(s->items[i].key, nearest))
            continue; /* of a section that was not read, for another fault */
        if (nearest)
            buf_printf(&advice, ", bedoelt u '%s'?", nearest);
        else
            buf_puts(&advice, "; bekend zijn ");
        if (!nearest)
            print_words(&advice, known);
        faults_add(faults, ini->path, s->items[i].line, "onbekende sleutel '%.*s' in [%.*s]%s", STR_ARG(s->items[i].key),
                   STR_ARG(s->kind), buf_c(&advice));
        buf_release(&advice);
    }
}

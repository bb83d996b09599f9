/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "tamtam/edits.h"

static const struct str whole_report = STR_INIT("Hele rapport");

const char edits_guide[] =
    "# Zet de onderdelen in de volgorde die u wilt. 'tonen: nee' laat een onderdeel weg, 'weg:' in plaats van 'regel:' een regel.\n"
    "# Duiding, advies en eigenaar schrijft u achter de dubbele punt; een vervolgregel begint met een spatie.\n\n";

struct edit edit_of_whole(void)
{
    return (struct edit){.title = whole_report, .worded = true};
}

bool edit_is_whole(const struct edit *e)
{
    return str_eq_nocase(e->title, whole_report);
}

bool edit_has_words(const struct edit *e)
{
    return e->duiding.n || e->advice.n || e->owner.n;
}

/* ---- reading ---- */

static struct str *words_of(struct edit *part, struct str key)
{
    return str_is(key, "duiding")    ? &part->duiding
           : str_is(key, "advies")   ? &part->advice
           : str_is(key, "eigenaar") ? &part->owner
                                     : NULL;
}

static int read_key(struct edit *part, struct str key, struct str value, int number, struct err *err)
{
    struct str *words = words_of(part, key);
    bool gone = str_is(key, "weg");

    if (words) {
        *words = value;
        part->worded = true;
    } else if (str_is(key, "tonen")) {
        if (!str_is(value, "ja") && !str_is(value, "nee"))
            return err_set(err, "regel %d: tonen is ja of nee, niet '%.*s'", number, STR_ARG(value));
        part->hidden = str_is(value, "nee");
    } else if (str_is(key, "regel") || gone) {
        if (part->nlines == EDITS_MOST_LINES)
            return err_set(err, "regel %d: meer dan %d regels in een deel", number, EDITS_MOST_LINES);
        part->lines[part->nlines++] = (struct edit_line){value, gone};
    } else {
        return err_set(err, "regel %d: '%.*s' bestaat niet; er zijn tonen, duiding, advies, eigenaar, regel en weg",
                       number, STR_ARG(key));
    }
    return 0;
}

/* The next line with those that go on it, each with its line end before it. */
static struct str next_line(struct arena *a, struct str *rest, int *number)
{
    struct str line = str_trim(str_cut(rest, '\n'));

    ++*number;
    while (line.n && line.p[0] != '#' && line.p[0] != '[' && rest->n && (rest->p[0] == ' ' || rest->p[0] == '\t')) {
        struct str more = str_trim(str_cut(rest, '\n'));

        ++*number;
        if (more.n)
            line = str_printf(a, "%.*s\n%.*s", STR_ARG(line), STR_ARG(more));
    }
    return line;
}

int edits_read(struct edits *e, struct str text, struct arena *a, struct err *err)
{
    int number = 0;

    e->n = 0;
    while (text.n) {
        struct str line = next_line(a, &text, &number), key;

        if (!line.n || line.p[0] == '#')
            continue;
        if (line.p[0] == '[') {
            if (line.p[line.n - 1] != ']')
                return err_set(err, "regel %d: een deel is [zijn titel]", number);
            if (e->n == EDITS_MOST_PARTS)
                return err_set(err, "regel %d: meer dan %d delen", number, EDITS_MOST_PARTS);
            e->v[e->n++] = (struct edit){.title = str_trim(str_sub(line, 1, line.n - 2))};
            continue;
        }
        if (e->n == 0)
            return err_set(err, "regel %d: eerst komt een deel, als [zijn titel]", number);
        if (str_find(line, STR(":")) < 0)
            return err_set(err, "regel %d: een dubbelepunt ontbreekt", number);
        key = str_trim(str_cut(&line, ':'));
        if (read_key(&e->v[e->n - 1], key, str_trim(line), number, err))
            return -1;
    }
    return 0;
}

/* ---- writing ---- */

/* A line end goes on with a blank, so that nothing in it begins a part or a remark. */
static void write_value(struct buf *out, const char *key, struct str value)
{
    buf_printf(out, "%s:", key);
    do {
        struct str line = str_trim(str_cut(&value, '\n'));

        if (line.n)
            buf_printf(out, " %.*s\n", STR_ARG(line));
    } while (value.n);
    if (out->n && out->p[out->n - 1] != '\n')
        buf_putc(out, '\n');
}

void edits_write(const struct edits *e, struct buf *out)
{
    for (const struct edit *part = e->v; part < e->v + e->n; part++) {
        struct str rest = part->title, title = str_cut(&rest, '\n');

        buf_printf(out, "%s[%.*s]\n", part == e->v ? "" : "\n", STR_ARG(title));
        if (part->lost)
            buf_puts(out, "# staat niet meer in het rapport\n");
        if (!edit_is_whole(part))
            write_value(out, "tonen", part->hidden ? STR("nee") : STR("ja"));
        if (part->worded) {
            write_value(out, "duiding", part->duiding);
            write_value(out, "advies", part->advice);
            write_value(out, "eigenaar", part->owner);
        }
        for (int i = 0; i < part->nlines; i++)
            write_value(out, part->lines[i].gone ? "weg" : "regel", part->lines[i].text);
    }
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "tamtam/picture.h"

#include <stdlib.h>

#include "base/file.h"

enum { MOST_BYTES = 1 << 20 };

static int part_of(struct str name)
{
    static const char *const names[PICTURE_PARTS] = {"vraag", "gedrag", "betekenis", "gerucht"};

    for (int i = 0; i < PICTURE_PARTS; i++)
        if (str_is(name, names[i]))
            return i;
    return -1;
}

static int read_line(struct picture *p, struct str line, const char *path, int number, struct err *err)
{
    struct str name = str_trim(str_cut(&line, '\t'));
    struct str label = str_trim(str_cut(&line, '\t'));
    struct str state = str_trim(str_cut(&line, '\t'));
    int part = part_of(name);

    if (part < 0 || !label.n || !str_trim(line).n)
        return err_set(
            err, "%s:%d: a line is: vraag, gedrag, betekenis or gerucht, then label, state and words, divided by tabs",
            path, number);
    if (state.n && !str_is(state, "gewenst") && !str_is(state, "ongewenst"))
        return err_set(err, "%s:%d: state is gewenst, ongewenst or nothing, not '%.*s'", path, number, STR_ARG(state));
    MEM_GROW(p->lines, p->n, p->cap);
    p->lines[p->n++] = (struct picture_line){.part = (enum picture_part)part,
                                             .label = str_copy(&p->arena, label),
                                             .wanted = str_is(state, "gewenst") ? WANTED_YES
                                                       : state.n                ? WANTED_NO
                                                                                : WANTED_NEITHER,
                                             .words = str_lower(&p->arena, str_trim(line))};
    return 0;
}

int picture_read(struct picture *p, const char *path, struct err *err)
{
    struct buf bytes = {.max = MOST_BYTES};
    struct str rest;
    int number = 0;
    int result = file_read(path, &bytes, err);

    rest = buf_str(&bytes);
    while (result == 0 && rest.n) {
        struct str line = str_cut(&rest, '\n');

        number++;
        if (str_trim(line).n && line.p[0] != '#' && !str_starts(line, STR("part\t")))
            result = read_line(p, line, path, number, err);
    }
    buf_release(&bytes);
    return result;
}

void picture_release(struct picture *p)
{
    free(p->lines);
    arena_release(&p->arena);
    *p = (struct picture){0};
}

static bool is_word_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

/* Does the word stand in the text, at the start of a word? */
static bool stands(struct str text, struct str word)
{
    size_t from = 0;

    while (word.n && from < text.n) {
        ptrdiff_t at = str_find(str_sub(text, from, text.n), word);

        if (at < 0)
            return false;
        from += (size_t)at;
        if (from == 0 || !is_word_byte(text.p[from - 1]))
            return true;
        from++;
    }
    return false;
}

static bool fits(struct str text, struct str words)
{
    while (words.n) {
        struct str joined = str_cut(&words, ',');
        bool all = true;

        while (joined.n && all)
            all = stands(text, str_trim(str_cut(&joined, '+')));
        if (all)
            return true;
    }
    return false;
}

bool picture_fits(const struct picture *p, int line, const struct stored_post *post)
{
    struct arena a = {0};
    struct str text = str_lower(&a, str_printf(&a, "%.*s %.*s", STR_ARG(post->post.title), STR_ARG(post->post.text)));
    bool found = fits(text, p->lines[line].words);

    arena_release(&a);
    return found;
}

int picture_line_of(const struct picture *p, enum picture_part part, const struct stored_post *post)
{
    for (int i = 0; i < p->n; i++)
        if (p->lines[i].part == part && picture_fits(p, i, post))
            return i;
    return -1;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "tamtam/picture.h"

#include <stdlib.h>

#include "base/file.h"

enum { MOST_BYTES = 1 << 20 };

static int part_of(struct str name)
{
    static const char *const names[PICTURE_KINDS] = {"vraag",    "gedrag",     "betekenis", "gerucht",
                                                     "ontkent", "betwijfelt", "bevestigt", "onbeslist"};

    for (int i = 0; i < PICTURE_KINDS; i++)
        if (str_is(name, names[i]))
            return i;
    return -1;
}

static int read_line(struct picture *p, struct str line, const char *path, int number, struct err *err)
{
    struct str name = str_trim(str_cut(&line, '\t'));
    struct str label = str_trim(str_cut(&line, '\t'));
    struct str state = str_trim(str_cut(&line, '\t'));
    struct str words = str_trim(str_cut(&line, '\t'));
    int part = part_of(name);

    if (part < 0 || !label.n || !words.n)
        return err_set(
            err, "%s:%d: a line is: a kind (vraag, gedrag, betekenis, gerucht ...), then label, state and words, divided by tabs",
            path, number);
    if (state.n && !str_is(state, "gewenst") && !str_is(state, "ongewenst"))
        return err_set(err, "%s:%d: state is gewenst, ongewenst or nothing, not '%.*s'", path, number, STR_ARG(state));
    MEM_GROW(p->lines, p->n, p->cap);
    p->lines[p->n++] = (struct picture_line){.part = (enum picture_part)part,
                                             .label = str_copy(&p->arena, label),
                                             .wanted = str_is(state, "gewenst") ? WANTED_YES
                                                       : state.n                ? WANTED_NO
                                                                                : WANTED_NEITHER,
                                             .words = str_lower(&p->arena, words),
                                             .denied = str_lower(&p->arena, str_trim(line))};
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

/* Where the word stands in the text, at the start of a word, from a place on; -1: nowhere. */
static ptrdiff_t find_word(struct str text, struct str word, size_t from)
{
    while (word.n && from < text.n) {
        ptrdiff_t at = str_find(str_sub(text, from, text.n), word);

        if (at < 0)
            return -1;
        from += (size_t)at;
        if (from == 0 || !is_word_byte(text.p[from - 1]))
            return (ptrdiff_t)from;
        from++;
    }
    return -1;
}

static bool stands(struct str text, struct str word)
{
    return find_word(text, word, 0) >= 0;
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

/* ---- what a public actor says of a rumour ---- */

static bool fits_kind(const struct picture *p, enum picture_part kind, struct str text)
{
    for (int i = 0; i < p->n; i++)
        if (p->lines[i].part == kind && fits(text, p->lines[i].words))
            return true;
    return false;
}

/* Takes the last word off. */
static struct str last_word(struct str *text)
{
    size_t from, end;

    while (text->n && !is_word_byte(text->p[text->n - 1]))
        text->n--;
    from = end = text->n;
    while (from && is_word_byte(text->p[from - 1]))
        from--;
    text->n = from;
    return (struct str){text->p + from, end - from};
}

/*
 * Do these words end in a 'geen' or the like, at most five words back? 'Geen beelden van slachtoffers' says nothing of them,
 * 'geen sprake van brandstichting' does.
 */
static bool ends_in_none(struct str before)
{
    enum { MOST_WORDS = 5 };
    static const char *const nones[] = {"geen", "niemand", "niet"};

    for (int k = 0; k < MOST_WORDS && before.n; k++) {
        struct str word = last_word(&before);

        for (size_t i = 0; i < sizeof nones / sizeof *nones; i++)
            if (str_is(word, nones[i]))
                return true;
        if (str_is(word, "over") || (str_is(word, "van") && !str_ends(str_trim(before), STR("sprake"))))
            return false;
    }
    return false;
}

/* 'Er zijn geen doden': none of what a line's words name. */
static bool names_none(struct str sentence, struct str words)
{
    while (words.n) {
        struct str joined = str_cut(&words, ',');

        for (bool first = true; joined.n; first = false) {
            struct str word = str_trim(str_cut(&joined, '+'));
            ptrdiff_t at = first ? find_word(sentence, word, 0) : -1;

            if (at >= 0 && !joined.n && ends_in_none(str_sub(sentence, 0, (size_t)at)))
                return true;
        }
    }
    return false;
}

/* `sentence` has the claim; `both` is it with the next one. */
static enum picture_verdict judge(const struct picture *p, const struct picture_line *line, struct str sentence, struct str both)
{
    if (str_find(sentence, STR("?")) >= 0)
        return VERDICT_NONE;
    if (fits_kind(p, PICTURE_DENIAL, both))
        return VERDICT_DENIED;
    if (fits_kind(p, PICTURE_DOUBT, sentence))
        return VERDICT_DOUBTED;
    if (fits_kind(p, PICTURE_UNDECIDED, sentence))
        return VERDICT_NONE;
    if (names_none(sentence, line->words))
        return VERDICT_DENIED;
    return fits_kind(p, PICTURE_CONFIRMATION, sentence) ? VERDICT_CONFIRMED : VERDICT_NONE;
}

/* The end of the sentence that starts at `from`: behind its mark or line end. */
static size_t sentence_end(struct str text, size_t from)
{
    while (from < text.n) {
        char c = text.p[from++];

        if (c == '\n' || ((c == '.' || c == '!' || c == '?') && (from == text.n || text.p[from] == ' ' || text.p[from] == '\n')))
            break;
    }
    return from;
}

enum picture_verdict picture_judges(const struct picture *p, int line, const struct stored_post *post)
{
    const struct picture_line *l = &p->lines[line];
    struct arena a = {0};
    struct str text = str_lower(&a, str_printf(&a, "%.*s\n%.*s", STR_ARG(post->post.title), STR_ARG(post->post.text)));
    enum picture_verdict best = VERDICT_NONE;

    for (size_t from = 0, end; from < text.n; from = end) {
        end = sentence_end(text, from);
        struct str sentence = str_sub(text, from, end - from);
        struct str both = str_sub(text, from, sentence_end(text, end) - from);
        enum picture_verdict verdict = VERDICT_NONE;

        if (l->denied.n && fits(sentence, l->denied) && str_find(sentence, STR("?")) < 0)
            verdict = fits_kind(p, PICTURE_DOUBT, sentence) ? VERDICT_DOUBTED : VERDICT_DENIED;
        else if (fits(sentence, l->words))
            verdict = judge(p, l, sentence, both);
        /* What is denied is more than what is doubted; a confirmation comes last, so that doubt wins. */
        if (verdict == VERDICT_DENIED || best == VERDICT_NONE || (verdict == VERDICT_DOUBTED && best == VERDICT_CONFIRMED))
            best = verdict != VERDICT_NONE ? verdict : best;
    }
    arena_release(&a);
    return best;
}

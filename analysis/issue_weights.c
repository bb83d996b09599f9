/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* grouping.tsv: the weights of the evidence and the frequencies of words in municipal talk. */
#include <stdlib.h>
#include <string.h>

#include "analysis/grouper.h"
#include "base/file.h"

#define EVIDENCE_NAME(id, name) name,
const char *const evidence_names[] = {EVIDENCE(EVIDENCE_NAME)};

/* Where no grouping.tsv stands. */
static const struct weights built_in = {
    .evidence = {[EV_BIAS] = -8.5f,      [EV_WORDS_ROOT] = 0.8f,   [EV_MATCHES] = 0.4f,       [EV_NAMES] = 0.3f,
                 [EV_CONCEPTS] = 0.6f,   [EV_PAIRS] = 0.1f,        [EV_EXACT] = 0.3f,         [EV_BEST] = 3,
                 [EV_TOP3] = 4,          [EV_PLACE] = 0.8f,        [EV_PLACE_CLASH] = -1.4f,  [EV_NO_PLACE] = 1,
                 [EV_THEME] = 1.2f,      [EV_THEME_CLASH] = -0.8f, [EV_PERSON] = 0.3f,        [EV_PERSON_CLASH] = -0.5f,
                 [EV_GAP] = -0.4f,       [EV_SHARE] = -0.4f,       [EV_BURST] = 2,            [EV_ALONE] = -1.5f,
                 [EV_ACUTE] = 2,         [EV_THEME_BURST] = 0.6f,  [EV_NEWS] = -1,            [EV_CHATTER] = -2,
                 [EV_REPLY] = 5,         [EV_COPY] = 8},
    .join = -1,
    .pull = 9,
    .merge = 9,
    .background = 400,
};

uint64_t term_key(enum term_kind kind, struct str text)
{
    static const char *const names[TERM_KINDS] = {"word", "part", "pair", "concept", "name", "tag", "link", "number"};
    struct arena a = {0};
    uint64_t key = str_hash(str_printf(&a, "%s:%.*s", names[kind], STR_ARG(text)));

    arena_release(&a);
    return key;
}

static int by_key(const void *x, const void *y)
{
    const struct prior *a = x, *b = y;

    return a->key < b->key ? -1 : a->key > b->key;
}

static bool number_of(struct str s, float *f)
{
    char text[32], *end;

    if (!s.n || s.n >= sizeof text)
        return false;
    memcpy(text, s.p, s.n);
    text[s.n] = 0;
    *f = strtof(text, &end);
    return !*end;
}

static void set_weight(struct weights *w, struct str name, float value)
{
    if (str_is(name, "join"))
        w->join = value;
    else if (str_is(name, "pull"))
        w->pull = value;
    else if (str_is(name, "merge"))
        w->merge = value;
    else if (str_is(name, "background"))
        w->background = value;
    for (int i = 0; i < EVIDENCE_COUNT; i++)
        if (str_is(name, evidence_names[i]))
            w->evidence[i] = value;
}

static void read_line(struct weights *w, struct str line, int *cap)
{
    struct str entry = str_cut(&line, '\t'), mark = str_cut(&line, '\t');
    struct str number = str_trim(str_cut(&line, '\t'));
    float value;

    if (!entry.n || str_starts(entry, STR("# ")) || !number_of(number, &value))
        return;
    if (str_is(mark, "grouping")) {
        set_weight(w, entry, value);
    } else if (str_is(mark, "frequency")) {
        MEM_GROW(w->prior, w->nprior, *cap);
        w->prior[w->nprior++] = (struct prior){term_key(TERM_WORD, entry), value};
    }
}

void weights_read(struct weights *w, const char *const *folders)
{
    int cap = 0;
    struct arena a = {0};

    *w = built_in;
    for (; folders && *folders; folders++) {
        struct buf file = {0};
        const char *path = file_path(&a, *folders, "grouping.tsv");
        struct str rest;
        struct err err;

        if (file_exists(path) && file_read(path, &file, &err) == 0) {
            rest = buf_str(&file);
            while (rest.n)
                read_line(w, str_cut(&rest, '\n'), &cap);
            buf_release(&file);
            break;
        }
        buf_release(&file);
    }
    if (w->nprior)
        qsort(w->prior, (size_t)w->nprior, sizeof *w->prior, by_key);
    arena_release(&a);
}

void weights_release(struct weights *w)
{
    free(w->prior);
    w->prior = NULL;
    w->nprior = 0;
}

float weights_share(const struct weights *w, uint64_t key)
{
    struct prior want = {.key = key};
    const struct prior *found = w->nprior ? bsearch(&want, w->prior, (size_t)w->nprior, sizeof want, by_key) : NULL;

    return found ? found->share : 0.00005f;
}

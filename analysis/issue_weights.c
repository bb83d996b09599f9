/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* grouping.tsv: the weights of the evidence. */
#include <stdlib.h>
#include <string.h>

#include "analysis/grouper.h"
#include "base/file.h"

#define EVIDENCE_NAME(id, name) name,
const char *const evidence_names[] = {EVIDENCE(EVIDENCE_NAME)};

/* Where no grouping.tsv stands: its figures, rounded. */
static const struct weights built_in = {
    .evidence =
        {[EV_BIAS] = -5.37f, [EV_WORDS] = 0.43f, [EV_WORDS_ROOT] = 0.18f, [EV_MATCHES] = -0.05f,
         [EV_NAMES] = 0.24f, [EV_CONCEPTS] = 0.67f, [EV_EXACT] = 1.19f, [EV_BEST] = 0.09f,
         [EV_TOP3] = 8.02f, [EV_PLACE] = 0.38f, [EV_PLACE_CLASH] = -1.85f, [EV_NO_PLACE] = 0.83f,
         [EV_THEME] = 0.11f, [EV_THEME_LIKELY] = 1.03f, [EV_THEME_CLASH] = -0.18f, [EV_PERSON] = 0.14f,
         [EV_PERSON_CLASH] = -0.57f, [EV_GAP] = 0.64f, [EV_SHARE] = -1.57f, [EV_BURST] = 7.06f,
         [EV_SIZE] = -0.43f, [EV_ALONE] = -1.52f, [EV_ACUTE] = 1.16f, [EV_PLACE_THEME] = 0.18f,
         [EV_THEME_BURST] = 0.73f, [EV_THEME_WORDS] = -0.43f, [EV_FEW_WORDS] = -0.07f,
         [EV_NO_WORDS] = -0.28f, [EV_NEWS] = -1, [EV_SEED] = 0.51f, [EV_CHATTER] = -0.2f,
         [EV_REPLY] = 5, [EV_AUTHOR] = -0.66f, [EV_COPY] = 8, [EV_BUSY_BURST] = -0.47f,
         [EV_BUSY_ALONE] = 0.4f, [EV_BUSY_THEME] = -0.16f, [EV_AGAIN] = 0.21f,
         [EV_AGAIN_ALONE] = -0.02f, [EV_AGAIN_BURST] = 1.63f, [EV_GAP_SQUARED] = -0.97f,
         [EV_GAP_SIZE] = 0.06f, [EV_GAP_THEME] = 0.45f, [EV_GAP_LIKELY] = -0.3f,
         [EV_BURST_ROOT] = -3.53f, [EV_BURST_SIZE] = -0.15f, [EV_CONTENT] = -0.3f,
         [EV_CONTENT_GAP] = 0.13f, [EV_CONTENT_BURST] = -0.59f},
    .join = -0.75f,
    .pull = 0,
    .merge = 0.2f,
};

uint64_t term_key(enum term_kind kind, struct str text)
{
    static const char *const names[TERM_KINDS] = {"word", "part", "concept", "name", "tag", "link", "number"};
    struct arena a = {0};
    uint64_t key = str_hash(str_printf(&a, "%s:%.*s", names[kind], STR_ARG(text)));

    arena_release(&a);
    return key;
}

bool weight_read(struct str s, float *f)
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
    for (int i = 0; i < EVIDENCE_COUNT; i++)
        if (str_is(name, evidence_names[i]))
            w->evidence[i] = value;
}

static void read_line(struct weights *w, struct str line)
{
    struct str entry = str_cut(&line, '\t'), mark = str_cut(&line, '\t');
    float value;

    if (str_is(mark, "grouping") && weight_read(str_trim(str_cut(&line, '\t')), &value))
        set_weight(w, entry, value);
}

void weights_read(struct weights *w, const char *const *folders)
{
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
                read_line(w, str_cut(&rest, '\n'));
            buf_release(&file);
            break;
        }
        buf_release(&file);
    }
    arena_release(&a);
}

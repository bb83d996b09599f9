/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "analysis/analyse.h"

#include <stdlib.h>
#include <string.h>

#include "analysis/reading.h"
#include "base/utf8.h"

enum { TEXT_MAX = 64 << 10, LEAST_PORTFOLIO = 500 };

struct analyser {
    struct lexicon *lexicon;
    const struct municipality *town;
    uint32_t *portfolios; /* per person: themes as bits */
};

struct scratch {
    struct reading reading;
    struct buf text;
    struct terms terms;
    struct arena arena; /* evidence */
};

/* The themes that the words of each portfolio are entries of. */
static void find_portfolios(struct analyser *an)
{
    struct scan scan;

    scan_init(&scan, an->lexicon);
    for (int p = 0; p < an->town->npeople; p++) {
        const struct strs *portfolio = &an->town->people[p].portfolio;

        for (int i = 0; i < portfolio->n; i++) {
            scan_text(&scan, portfolio->v[i]);
            for (int h = 0; h < scan.nhits; h++)
                if (scan.hits[h].kind == MARK_THEME && scan.hits[h].weight >= LEAST_PORTFOLIO)
                    an->portfolios[p] |= 1u << scan.hits[h].arg;
        }
    }
    scan_release(&scan);
}

static struct analyser *analyser_of(struct lexicon *lexicon, const struct municipality *town)
{
    struct analyser *an = mem_calloc(1, sizeof *an);

    *an = (struct analyser){lexicon, town, mem_calloc((size_t)town->npeople + 1, sizeof(uint32_t))};
    find_portfolios(an);
    return an;
}

int analyser_new(struct analyser **out, const char *const *folders, const struct municipality *town,
                 struct faults *faults, struct err *err)
{
    struct lexicon *lexicon = NULL;

    if (lexicon_new(&lexicon, folders, town, faults, err))
        return -1;
    *out = analyser_of(lexicon, town);
    return 0;
}

int analyser_new_unlearned(struct analyser **out, const char *const *folders, const struct municipality *town,
                           struct faults *faults, struct err *err)
{
    struct lexicon *lexicon;

    if (lexicon_new_unlearned(&lexicon, folders, town, faults, err))
        return -1;
    *out = analyser_of(lexicon, town);
    return 0;
}

void analyser_free(struct analyser *an)
{
    if (!an)
        return;
    lexicon_free(an->lexicon);
    free(an->portfolios);
    free(an);
}

const struct lexicon *analyser_lexicon(const struct analyser *an)
{
    return an->lexicon;
}

struct scratch *scratch_new(const struct analyser *an)
{
    struct scratch *s = mem_calloc(1, sizeof *s);

    scan_init(&s->reading.scan, an->lexicon);
    s->reading.town = an->town;
    s->reading.portfolios = an->portfolios;
    return s;
}

void scratch_free(struct scratch *s)
{
    if (!s)
        return;
    scan_release(&s->reading.scan);
    free(s->reading.tones);
    free(s->reading.mentions);
    free(s->reading.cover);
    buf_release(&s->text);
    free(s->terms.v);
    arena_release(&s->arena);
    free(s);
}

struct reading *scratch_reading(struct scratch *s)
{
    return &s->reading;
}

/* Title and text as one, without what lies beyond the limit. */
static struct str whole_text(struct scratch *s, const struct post *post)
{
    if (post->title.n == 0)
        return utf8_prefix(post->text, TEXT_MAX);
    buf_clear(&s->text);
    buf_add(&s->text, utf8_prefix(post->title, TEXT_MAX));
    buf_putc(&s->text, '\n');
    buf_add(&s->text, utf8_prefix(post->text, TEXT_MAX - s->text.n % TEXT_MAX));
    return buf_str(&s->text);
}

void reading_take(struct reading *r, const struct post *post, struct marks *marks)
{
    struct scratch *s = (struct scratch *)r; /* the reading is its first member */

    *marks = (struct marks){0};
    r->post = post;
    r->marks = marks;
    memset(r->features, 0, sizeof r->features);
    r->nconcepts = 0;
    scan_text(&r->scan, whole_text(s, post));
    collect_named(r);
    resolve_places(r);
    resolve_people(r);
    resolve_language(r);
    resolve_tone(r);
    resolve_trends(r);
    resolve_sums(r);
    resolve_voice(r);
}

void analyse_post(const struct analyser *an, struct scratch *s, const struct post *post, struct marks *marks,
                  const struct terms **terms, struct whys *whys)
{
    int64_t sums[CLASS_WIDTH];

    (void)an;
    reading_take(&s->reading, post, marks);
    sum_classes(&s->reading, sums);
    decide_marks(&s->reading, sums);
    collect_topics(&s->reading);
    if (terms) {
        collect_terms(&s->reading, &s->terms);
        *terms = &s->terms;
    }
    if (whys) {
        arena_clear(&s->arena);
        explain_marks(&s->reading, whys, &s->arena);
    }
}

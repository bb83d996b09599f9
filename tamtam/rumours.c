/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "tamtam/rumours.h"

#include <stdlib.h>

#include "tamtam/dutch.h"
#include "tamtam/own_line.h"
#include "tamtam/parts.h"

enum { MOST_RUMOURS = 4 };

/* ---- what is known ---- */

/* Whose word counts for or against: not an opinion maker's. */
static bool is_public(const struct stored_post *p)
{
    return post_is_public(&p->post) && (p->marks.voice == VOICE_GEMEENTE || p->marks.voice == VOICE_MEDIA ||
                               p->marks.voice == VOICE_BELANGENGROEP);
}

static enum rumour_state state_of(enum picture_verdict verdict)
{
    static const enum rumour_state states[] = {[VERDICT_NONE] = RUMOUR_UNKNOWN,
                                               [VERDICT_DOUBTED] = RUMOUR_DOUBTED,
                                               [VERDICT_DENIED] = RUMOUR_DENIED,
                                               [VERDICT_CONFIRMED] = RUMOUR_CONFIRMED};

    return states[verdict];
}

/* A denial outweighs a confirmation, and either of them a doubt; of equals the first. */
static bool outweighs(enum rumour_state a, enum rumour_state b)
{
    static const int weights[] = {[RUMOUR_UNKNOWN] = 0, [RUMOUR_DOUBTED] = 1, [RUMOUR_CONFIRMED] = 2, [RUMOUR_DENIED] = 3};

    return weights[a] > weights[b];
}

static void read_posts(struct rumour *r, const struct picture *picture, int line, const struct issue_figures *matter, int64_t start,
                       int64_t first)
{
    for (int i = 0; i < matter->nposts; i++) {
        const struct stored_post *p = matter->posts[i];
        enum rumour_state state;

        if (p->post.time < start || !is_public(p))
            continue;
        state = state_of(picture_judges(picture, line, p));
        if (state == RUMOUR_DENIED && own_line_has(p) && !r->own)
            r->own = p;
        if (!outweighs(state, r->state))
            continue;
        r->state = state;
        r->by = p;
        r->early = p->post.time < first;
    }
}

struct rumour rumour_read(const struct picture *picture, int line, const struct issue_figures *matter, int64_t start, int64_t first,
                          const struct stored_rumour *found, int nfound)
{
    struct rumour r = {0};

    read_posts(&r, picture, line, matter, start, first);
    for (int i = 0; i < nfound; i++) {
        if (!str_eq(found[i].claim, picture->lines[line].label))
            continue;
        r.state = str_is(found[i].state, "waar") ? RUMOUR_TRUE : str_is(found[i].state, "onwaar") ? RUMOUR_FALSE : RUMOUR_OPEN;
        r.source = found[i].source;
    }
    return r;
}

const char *rumour_word(const struct rumour *r)
{
    switch (r->state) {
    case RUMOUR_DENIED: return r->early ? "onbekend" : "tegengesproken";
    case RUMOUR_CONFIRMED: return "bevestigd";
    case RUMOUR_TRUE: return "waar";
    case RUMOUR_FALSE: return "onwaar";
    default: return "onbekend";
    }
}

enum state rumour_sign(const struct rumour *r)
{
    return r->state == RUMOUR_TRUE ? STATE_TRUE : r->state == RUMOUR_FALSE ? STATE_FALSE : STATE_UNKNOWN;
}

/* Did a person say what it is? */
static bool is_found(const struct rumour *r)
{
    return r->state == RUMOUR_TRUE || r->state == RUMOUR_FALSE || r->state == RUMOUR_OPEN;
}

void rumour_source(struct buf *b, const struct rumour *r, int64_t now)
{
    struct buf when = {0};

    if (is_found(r)) {
        if (r->source.n)
            buf_printf(b, "volgens %.*s", STR_ARG(r->source));
    } else if (r->by) {
        dutch_hour_seen(&when, r->by->post.time, now);
        buf_puts(b, r->state == RUMOUR_DOUBTED ? "deels weersproken " : r->early ? "eerder weersproken " : "");
        buf_printf(b, "door %.*s (%s)", STR_ARG(r->by->post.actor), buf_c(&when));
    }
    if ((r->state == RUMOUR_DENIED || r->state == RUMOUR_FALSE) && !r->own)
        buf_printf(b, "%sop het eigen kanaal niet gezien", b->n ? "; " : "");
    buf_release(&when);
}

/* ---- the rumours of a matter ---- */

static bool is_marked(const struct stored_post *p)
{
    return p->marks.crisis >> CRISIS_GERUCHT & 1;
}

/* Counts the posts under the lines that they fit; `of` has one for each line of the table. */
static void read_spread(const struct issue_figures *matter, const struct picture *picture, struct rumour_line *of)
{
    for (int i = 0; i < matter->nposts; i++) {
        const struct stored_post *p = matter->posts[i];
        int line = is_marked(p) ? picture_line_of(picture, PICTURE_RUMOUR, p) : -1;
        struct rumour_line *r = line < 0 ? NULL : &of[line];

        if (!r || (is_public(p) && picture_judges(picture, line, p) != VERDICT_NONE))
            continue;
        r->first = r->first ? r->first : p;
        r->asked_only = (r->n == 0 || r->asked_only) && p->marks.intent == INTENT_VRAAG;
        r->n++;
        r->residents += p->marks.voice == VOICE_BEVOLKING;
    }
}

static int most_spread(const void *a, const void *b)
{
    const struct rumour_line *x = a;
    const struct rumour_line *y = b;

    if (x->n != y->n)
        return y->n - x->n;
    return str_cmp(x->claim, y->claim);
}

int rumours_list(struct arena *a, const struct issue_figures *matter, const struct picture *picture, const struct stored_rumour *found,
                 int nfound, struct rumour_line **list)
{
    struct rumour_line *of = arena_alloc(a, (size_t)(picture->n + 1) * sizeof *of);
    int n = 0;

    read_spread(matter, picture, of);
    for (int i = 0; i < picture->n; i++) {
        if (!of[i].n)
            continue;
        of[i].claim = picture->lines[i].label;
        of[i].known = rumour_read(picture, i, matter, matter->posts[0]->post.time, of[i].first->post.time, found, nfound);
        of[n++] = of[i];
    }
    if (n)
        qsort(of, (size_t)n, sizeof *of, most_spread);
    *list = of;
    return n;
}

/* ---- the list of a tamtam ---- */

static void tell(struct block *list, const struct rumour_line *r, int rank)
{
    struct prose *p = doc_item(list, rank);
    struct buf b = {0};

    prose_add(p, r->claim);
    prose_add(p, STR(" ("));
    prose_figure(p, parts_count(list->doc, r->n, r->residents, STR("")));
    prose_add(p, STR("): "));
    prose_strong(p, str_of(rumour_word(&r->known)));
    rumour_source(&b, &r->known, 0);
    if (b.n)
        prose_printf(p, "%s%s.", r->known.state == RUMOUR_DOUBTED || (r->known.early && !is_found(&r->known)) ? "; " : " ", buf_c(&b));
    else
        prose_add(p, r->asked_only ? STR("; alleen genoemd in een vraag.") : STR(", geen bron."));
    buf_release(&b);
}

bool rumour_is_untrue(const struct rumour *r)
{
    return r->state == RUMOUR_FALSE || (r->state == RUMOUR_DENIED && !r->early);
}

/* Does the municipality still have to say what is true of it? */
static bool is_open(const struct rumour *r)
{
    return r->state != RUMOUR_TRUE && r->state != RUMOUR_CONFIRMED && !(rumour_is_untrue(r) && r->own);
}

const struct rumour_line *rumours_compose(struct block *section, const struct issue_figures *issue, const struct picture *picture,
                                          const struct stored_rumour *found, int nfound, int rank, struct arena *a)
{
    struct rumour_line *rumours;
    int n = rumours_list(a, issue, picture, found, nfound, &rumours);
    const struct rumour_line *open = NULL;
    int marked = 0;

    for (int i = 0; i < issue->nposts; i++)
        marked += is_marked(issue->posts[i]);
    for (int i = n - 1; i >= 0; i--)
        open = is_open(&rumours[i].known) ? &rumours[i] : open;
    if (n) {
        struct block *part = doc_section(section, SECTION_SMALL, STR("Geruchten"));
        struct block *list = doc_list(part, LIST_BULLETS);

        part->section.note =
            doc_printf(section->doc, "%s %s, tegenspraak meegeteld", DUTCH(marked), marked == 1 ? "bericht" : "berichten");
        for (int i = 0; i < n && i < MOST_RUMOURS; i++)
            tell(list, &rumours[i], i ? rank + i : 0);
    }
    return open;
}

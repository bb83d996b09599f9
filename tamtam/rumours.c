/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "tamtam/rumours.h"

#include "tamtam/dutch.h"
#include "tamtam/parts.h"

enum { MOST_RUMOURS = 4 };

struct rumour {
    int n, residents;
    bool asked_only;
    const struct stored_post *by; /* the first own, media or organisation's post on it since it was heard */
};

static bool is_public(const struct stored_post *p)
{
    return p->post.actor.n && (p->marks.voice == VOICE_GEMEENTE || p->marks.voice == VOICE_MEDIA ||
                               p->marks.voice == VOICE_BELANGENGROEP);
}

/* Counts the posts under the lines that they fit; `of` has one for each line. */
static void read_rumours(const struct issue_figures *issue, const struct picture *picture, struct rumour *of)
{
    for (int i = 0; i < issue->nposts; i++) {
        const struct stored_post *p = issue->posts[i];
        int line = p->marks.crisis >> CRISIS_GERUCHT & 1 ? picture_line_of(picture, PICTURE_RUMOUR, p) : -1;

        if (line < 0)
            continue;
        if (is_public(p)) {
            of[line].by = of[line].n && !of[line].by ? p : of[line].by;
            continue;
        }
        of[line].asked_only = (of[line].n == 0 || of[line].asked_only) && p->marks.intent == INTENT_VRAAG;
        of[line].n++;
        of[line].residents += p->marks.voice == VOICE_BEVOLKING;
    }
}

static void tell(struct block *list, const struct rumour *r, struct str label, int rank)
{
    struct prose *p = doc_item(list, rank);
    struct buf when = {0};

    prose_add(p, label);
    prose_add(p, STR(" ("));
    prose_figure(p, parts_count(list->doc, r->n, r->residents, STR("")));
    prose_add(p, STR("): "));
    prose_strong(p, STR("onbekend"));
    if (r->by) {
        dutch_hour(&when, r->by->post.time);
        prose_add(p, STR("; genoemd door "));
        prose_add(p, r->by->post.actor);
        prose_printf(p, " (%s), nagaan.", buf_c(&when));
    } else {
        prose_add(p, r->asked_only ? STR("; alleen genoemd in een vraag.") : STR(", geen bron."));
    }
    buf_release(&when);
}

void rumours_compose(struct block *section, const struct issue_figures *issue, const struct picture *picture, int rank)
{
    struct arena a = {0};
    struct rumour *of = arena_alloc(&a, (size_t)(picture->n + 1) * sizeof *of);
    struct block *list = NULL;

    read_rumours(issue, picture, of);
    for (int k = 0; k < MOST_RUMOURS; k++) {
        int top = 0;

        for (int i = 0; i < picture->n; i++)
            if (of[i].n > of[top].n)
                top = i;
        if (!picture->n || !of[top].n)
            break;
        if (!list)
            list = doc_list(doc_section(section, SECTION_SMALL, STR("Geruchten")), LIST_BULLETS);
        tell(list, &of[top], picture->lines[top].label, k ? rank + k : 0);
        of[top].n = 0;
    }
    arena_release(&a);
}

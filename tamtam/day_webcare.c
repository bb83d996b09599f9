/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* 'Webcare en KCC': what was asked of the municipality itself, what stays open, how soon it answers. */
#include "tamtam/day.h"

#include "base/norm.h"
#include "tamtam/dossier.h"
#include "tamtam/kcc.h"
#include "tamtam/parts.h"
#include "tamtam/words.h"

/* Posts that were addressed to the municipality and ask something of it. */
struct webcare {
    int addressed, questions, reports, complaints, kcc;
    int themes[THEME_COUNT];
};

static struct webcare webcare_of(const struct figures *f)
{
    struct webcare w = {0};

    for (int i = 0; i < f->nposts; i++) {
        const struct stored_post *p = &f->posts[i];

        if (p->duplicate_of || !p->post.addressed || p->marks.voice == VOICE_GEMEENTE)
            continue;
        w.addressed++;
        w.kcc += p->post.channel == CHANNEL_KCC;
        w.questions += p->marks.intent == INTENT_VRAAG;
        w.reports += p->marks.intent == INTENT_MELDING;
        w.complaints += p->marks.intent == INTENT_KLACHT;
        for (int t = 0; t < THEME_OVERIG; t++)
            w.themes[t] += p->marks.themes >> t & 1 && p->marks.intent != INTENT_GEEN;
    }
    return w;
}

/* The top three subjects of what people asked or reported; a theme under five goes without its number. */
static void tell_top_three(struct prose *p, struct webcare *w, struct arena *a)
{
    prose_strong(p, STR("Vooral over:"));
    for (int k = 0; k < 3; k++) {
        int top = counts_top(w->themes, THEME_COUNT);

        if (top < 0) {
            prose_add(p, k ? STR("") : STR(" te weinig contacten"));
            break;
        }
        prose_add(p, k ? STR(", ") : STR(" "));
        prose_add(p, str_lower(a, str_of(theme_names[top].label)));
        if (w->themes[top] >= LEAST_SHOWN)
            prose_printf(p, " (%s)", DUTCH(w->themes[top]));
        w->themes[top] = 0;
    }
    prose_add(p, STR("."));
}

/* Of all that residents asked in the window, the topics of which nobody of the own channel spoke later. */
static void compose_open(struct day *r, struct block *section)
{
    enum { MOST_OPEN = 3 };
    const struct figures *f = r->f;
    struct issue_figures all = {.posts = arena_alloc(&r->arena, (size_t)(f->nposts + 1) * sizeof *all.posts)};
    struct question *list;
    struct prose *p = NULL;
    int n;

    for (int i = 0; i < f->nposts; i++)
        if (!f->posts[i].duplicate_of)
            all.posts[all.nposts++] = &f->posts[i];
    n = dossier_read_questions(&all, &r->arena, &list);
    for (int i = 0; i < n && i < MOST_OPEN && !list[i].answered && !question_is_vague(&list[i]); i++) {
        struct buf topic = {0};

        if (!p) {
            p = doc_paragraph(section, TEXT_PLAIN);
            prose_strong(p, STR("Open:"));
        }
        words_topic(&topic, list[i].topic);
        prose_add(p, i ? STR(", ") : STR(" vragen over "));
        prose_add(p, buf_str(&topic));
        if (list[i].n >= LEAST_SHOWN) {
            prose_add(p, STR(" ("));
            prose_figure(p, parts_count(r->d, list[i].n, list[i].residents, STR("inbox")));
            prose_add(p, STR(")"));
        }
        buf_release(&topic);
    }
    if (p)
        prose_add(p, STR("; antwoorden zijn niet gezien."));
}

static void tell_kcc(struct day *r, struct prose *p)
{
    struct kcc kcc;
    struct buf b = {0};

    for (int i = r->f->nposts - 1; i >= 0; i--)
        if (kcc_read(&kcc, &r->f->posts[i])) {
            kcc_say(&b, &kcc);
            break;
        }
    prose_add(p, buf_str(&b));
    buf_release(&b);
}

static struct figure shown_count(struct day *r, int n)
{
    return n > 0 && n < LEAST_SHOWN ? doc_few(r->d) : doc_count(r->d, n, STR("inbox"));
}

/* What the inbox knows of the window's cases: how many were answered, how soon, and what waits beyond the norm. */
static void tell_answers(struct day *r, struct prose *p)
{
    const struct case_figures *c = &r->cases.all;
    struct buf b = {0};

    if (c->answered == 0) {
        prose_add(p, STR("Reactietijd: nog geen antwoord vastgelegd."));
        return;
    }
    dutch_span(&b, c->median);
    prose_printf(p, "Reactietijd %s (mediaan van %d beantwoorde zaken", buf_c(&b), c->answered);
    buf_clear(&b);
    dutch_span(&b, norm_span(&r->town->webcare));
    prose_printf(p, ", norm %s); %d nog open, %d over de norm.", buf_c(&b), c->open, c->late);
    buf_release(&b);
}

void day_compose_webcare(struct day *r, struct block *parent)
{
    struct block *section = doc_section(parent, SECTION_PLAIN, STR("Webcare en KCC"));
    struct webcare w = webcare_of(r->f);
    struct block *b;

    if (w.addressed == 0) {
        prose_add(doc_paragraph(section, TEXT_PLAIN), STR("Geen berichten aan de gemeente in dit venster."));
        return;
    }
    b = doc_figure(section, doc_count(r->d, w.addressed, STR("inbox")),
                   w.addressed == 1 ? STR("bericht aan de gemeente") : STR("berichten aan de gemeente"));
    b->figure.note = w.kcc >= LEAST_SHOWN ? doc_printf(r->d, "waarvan %s via het KCC", DUTCH(w.kcc))
                                          : doc_copy(r->d, STR("via e-mail, KCC en sociale media"));
    if (w.questions)
        doc_figure(section, shown_count(r, w.questions), STR("vragen"));
    if (w.reports + w.complaints)
        doc_figure(section, shown_count(r, w.reports + w.complaints), STR("meldingen en klachten"));
    tell_top_three(doc_paragraph(section, TEXT_PLAIN), &w, &r->arena);
    compose_open(r, section);
    tell_kcc(r, doc_paragraph(section, TEXT_PLAIN));
    tell_answers(r, doc_paragraph(section, TEXT_NOTE));
}

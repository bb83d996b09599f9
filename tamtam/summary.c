/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "tamtam/summary.h"

#include "base/when.h"
#include "tamtam/dutch.h"
#include "tamtam/own_line.h"
#include "tamtam/words.h"

enum { QUOTE_BYTES = 170, MOST_QUOTES = 2, MOST_TOPICS = 2 };

/* ---- public voices ---- */

/* How often what a post speaks of is spoken of in the whole issue. */
static int centrality(const struct stored_post *p, const struct tallied *topics, int n)
{
    int sum = 0;

    for (int i = 0; i < p->marks.ntopics; i++)
        for (int k = 0; k < n; k++)
            if (str_eq(p->marks.topics[i], topics[k].name))
                sum += topics[k].n;
    return sum;
}

static const struct stored_post *most_central(const struct issue_figures *issue, enum voice voice, struct arena *a)
{
    struct tallied *topics;
    int n = tallied_topics(a, issue, VOICE_NONE, &topics), most = -1;
    const struct stored_post *best = NULL;

    for (int i = 0; i < issue->nposts; i++) {
        const struct stored_post *p = issue->posts[i];
        int central = centrality(p, topics, n);

        if (p->marks.voice != voice || !words_may_quote(p) || (voice == VOICE_GEMEENTE && !own_line_has(p)) || central <= most)
            continue;
        most = central;
        best = p;
    }
    return best;
}

static void quote_voices(struct summary *s, const struct issue_figures *issue, struct arena *a)
{
    static const enum voice order[] = {VOICE_MEDIA, VOICE_GEMEENTE, VOICE_BELANGENGROEP, VOICE_OPINIEMAKER};

    for (size_t i = 0; i < sizeof order / sizeof *order && s->n < MOST_QUOTES; i++) {
        const struct stored_post *p = most_central(issue, order[i], a);

        if (p)
            s->v[s->n++] = (struct summary_sentence){p, words_lead(p, (struct str){0}, QUOTE_BYTES, a)};
    }
}

/* ---- residents ---- */

/* What residents do by intent. */
static const char *const doing[INTENT_COUNT] = {
    [INTENT_GEEN] = "praten mee",      [INTENT_VRAAG] = "stellen vragen",        [INTENT_KLACHT] = "klagen",
    [INTENT_MELDING] = "doen meldingen", [INTENT_COMPLIMENT] = "geven complimenten", [INTENT_TIP] = "doen voorstellen",
};

static bool is_resident(const struct stored_post *p)
{
    return p->marks.voice == VOICE_BEVOLKING;
}

/* Different residents with that intent: a pseudonym counts once, a post without one for itself. */
static int count_residents(const struct issue_figures *issue, enum intent intent)
{
    int n = 0;

    for (int i = 0; i < issue->nposts; i++) {
        const struct stored_post *p = issue->posts[i];
        bool seen = !is_resident(p) || p->marks.intent != intent;

        for (int k = 0; k < i && !seen; k++)
            seen = is_resident(issue->posts[k]) && issue->posts[k]->marks.intent == intent && p->post.author.n &&
                   str_eq(issue->posts[k]->post.author, p->post.author);
        n += !seen;
    }
    return n;
}

/* Residents' posts with that intent on a topic. */
static int count_topic(const struct issue_figures *issue, enum intent intent, struct str topic)
{
    int n = 0;

    for (int i = 0; i < issue->nposts; i++) {
        const struct marks *m = &issue->posts[i]->marks;

        for (int t = 0; t < m->ntopics && is_resident(issue->posts[i]) && m->intent == intent; t++)
            n += str_eq(m->topics[t], topic);
    }
    return n;
}

/* What they speak of, each more than once. */
static int topics_of_intent(const struct issue_figures *issue, enum intent intent, struct arena *a, struct str topics[MOST_TOPICS])
{
    struct tallied *list;
    int all = tallied_topics(a, issue, VOICE_BEVOLKING, &list), n = 0;

    for (int i = 0; i < all && n < MOST_TOPICS; i++)
        if (count_topic(issue, intent, list[i].name) > 1) {
            struct buf name = {0};

            words_topic(&name, list[i].name);
            topics[n++] = buf_take(&name, a);
        }
    return n;
}

static void count_voices(struct summary *s, const struct issue_figures *issue, struct arena *a)
{
    struct str topics[MOST_TOPICS];
    struct buf b = {0};
    int best = INTENT_GEEN, most = 0, n;

    for (int intent = INTENT_COUNT; intent-- > 0;) { /* what asks for something before mere talk */
        int residents = count_residents(issue, (enum intent)intent);

        if (residents > most && (intent != INTENT_GEEN || most == 0)) {
            most = residents;
            best = intent;
        }
    }
    if (!most)
        return;
    if (most < LEAST_SHOWN)
        buf_puts(&b, "Enkele");
    else
        dutch_count(&b, most);
    buf_printf(&b, " inwoners %s", doing[best]);
    n = topics_of_intent(issue, (enum intent)best, a, topics);
    if (n)
        buf_puts(&b, "; genoemd: ");
    words_list(&b, topics, n);
    s->v[s->n++] = (struct summary_sentence){NULL, buf_take(&b, a)};
}

/* ---- */

struct summary summary_of(const struct issue_figures *issue, struct arena *a)
{
    struct summary s = {.n = 0};

    quote_voices(&s, issue, a);
    count_voices(&s, issue, a);
    return s;
}

void summary_write(struct buf *b, const struct summary *summary)
{
    for (int i = 0; i < summary->n; i++) {
        const struct summary_sentence *s = &summary->v[i];

        if (i)
            buf_putc(b, ' ');
        if (!s->source) {
            buf_add(b, s->text);
            buf_putc(b, '.');
            continue;
        }
        buf_printf(b, "%.*s, ", STR_ARG(s->source->post.actor));
        dutch_date_short(b, when_day(s->source->post.time));
        buf_puts(b, ": ");
        words_quote(b, s->text);
        buf_putc(b, '.');
    }
}

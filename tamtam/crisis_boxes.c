/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "tamtam/crisis.h"

#include "base/when.h"
#include "tamtam/dutch.h"
#include "tamtam/kcc.h"
#include "tamtam/words.h"

enum {
    MOST_LINES = 5, /* a box */
    MOST_RUMOURS = 4,
    MOST_MEDIA = 4,
    HEADLINE_BYTES = 48,
    LONG_SILENCE_MINUTES = 45
};

static struct figure seen_count(struct crisis *r, const struct seen *s)
{
    return doc_count(r->d, s->now ? s->now : s->all, doc_printf(r->d, "issues/%lld", (long long)r->m->issue.id));
}

/* The first line of a box stays on the page, the second but for want of all else. */
static int rank_of(int k)
{
    return k == 0 ? 0 : k == 1 ? 40 : 60 + k;
}

/* Rumours fall off after what stands in the boxes. */
static int rank_of_rumour(int k)
{
    return k < 2 ? 0 : 50 + k;
}

static struct block *box(struct block *form, const char *title, const char *note)
{
    struct block *section = doc_section(form, SECTION_SMALL, str_of(title));

    section->section.note = str_of(note);
    return section;
}

static void compose_questions(struct crisis *r, struct block *form)
{
    struct block *section = box(form, "Informatiebehoefte", "vragen, beantwoord of niet");
    struct block *table = NULL;
    struct kcc kcc;

    for (int k = 0; k < r->nseen[PICTURE_QUESTION] && k < MOST_LINES; k++) {
        const struct seen *s = &r->seen[PICTURE_QUESTION][k];
        struct row *row;

        if (!s->now && s->own)
            continue;
        if (!table) {
            table = doc_table(section, STR("Vragen met aantal en of het eigen kanaal ze heeft beantwoord"));
            table->table.hides_head = true;
            doc_column(table, CELL_TEXT, STR("Vraag"));
            doc_column(table, CELL_FIGURE, STR("Aantal"));
            doc_column(table, CELL_STATE, STR("Beantwoord"));
        }
        row = doc_row(table, rank_of(k));
        cell_text(row, s->now ? s->label : str_printf(&r->arena, "%.*s (eerder)", STR_ARG(s->label)));
        cell_figure(row, seen_count(r, s));
        if (s->line < 0)
            cell_empty(row);
        else
            cell_state(row,
                       s->own     ? STATE_YES
                       : s->other ? STATE_PARTLY
                                  : STATE_NO,
                       s->own     ? STR("beantwoord")
                       : s->other ? STR("deels")
                                  : STR("open"));
    }
    if (!table)
        prose_add(doc_paragraph(section, TEXT_PLAIN), STR("Geen vragen gezien."));
    if (kcc_latest(&kcc, r->m->posts, r->m->nposts) && kcc.ntop) {
        struct buf b = {0};

        kcc_say_top(&b, &kcc);
        prose_printf(doc_paragraph(section, TEXT_NOTE), "KCC, %s.", buf_c(&b));
        buf_release(&b);
    }
}

static void compose_behaviour(struct crisis *r, struct block *form)
{
    struct block *section = box(form, "Gedrag", "wat mensen doen, gewenst of niet");
    struct block *table = NULL;

    for (int k = 0; k < r->nseen[PICTURE_BEHAVIOUR] && k < MOST_LINES; k++) {
        const struct seen *s = &r->seen[PICTURE_BEHAVIOUR][k];
        enum wanted wanted = s->line < 0 ? WANTED_NEITHER : r->picture->lines[s->line].wanted;
        struct row *row;

        if (!s->now)
            continue;
        if (!table) {
            table = doc_table(section, STR("Gedrag met aantal en of het gewenst is"));
            table->table.hides_head = true;
            doc_column(table, CELL_TEXT, STR("Gedrag"));
            doc_column(table, CELL_FIGURE, STR("Aantal"));
            doc_column(table, CELL_STATE, STR("Gewenst"));
        }
        row = doc_row(table, wanted == WANTED_NO ? 0 : rank_of(k));
        cell_text(row, s->label);
        cell_figure(row, seen_count(r, s));
        if (wanted == WANTED_NEITHER)
            cell_empty(row);
        else
            cell_state(row, wanted == WANTED_YES ? STATE_YES : STATE_NO,
                       wanted == WANTED_YES ? STR("gewenst") : STR("ongewenst"));
    }
    if (!table)
        prose_add(doc_paragraph(section, TEXT_PLAIN), STR("Geen gedrag gezien in dit venster."));
}

static void compose_meaning(struct crisis *r, struct block *form)
{
    struct block *section = box(form, "Betekenisgeving", "emotie, schuld, vergelijking");
    struct block *table = NULL;
    int most = 0;
    int tone[SENTIMENT_COUNT] = {0};
    struct buf b = {0};

    for (int i = 0; i < r->m->nposts; i++)
        if (crisis_in_window(r, r->m->posts[i]->post.time))
            tone[r->m->posts[i]->marks.sentiment]++;
    for (int k = 0; k < r->nseen[PICTURE_MEANING] && k < MOST_LINES; k++)
        most = r->seen[PICTURE_MEANING][k].now > most ? r->seen[PICTURE_MEANING][k].now : most;
    for (int k = 0; k < r->nseen[PICTURE_MEANING] && k < MOST_LINES; k++) {
        const struct seen *s = &r->seen[PICTURE_MEANING][k];
        struct row *row;

        if (!s->now)
            continue;
        if (!table) {
            table = doc_table(section, STR("Betekenisgeving met aantal"));
            table->table.hides_head = true;
            doc_column(table, CELL_TEXT, STR("Betekenis"));
            doc_column(table, CELL_BAR, STR("Aantal"));
        }
        row = doc_row(table, rank_of(k));
        cell_text(row, s->label);
        cell_bar(row, seen_count(r, s), (double)s->now / most)->strong = true;
    }
    buf_puts(&b, "Toon van het venster: ");
    words_tone_counts(&b, tone);
    buf_putc(&b, '.');
    prose_add(doc_paragraph(section, TEXT_NOTE), buf_str(&b));
    buf_release(&b);
}

/* 'Beelden: 5 berichten met foto of film in dit venster (was 2), 9 sinds het begin; 3 tonen hetzelfde, ...'. */
static void tell_pictures(struct crisis *r, struct block *section)
{
    const struct going_round *round = &r->round;
    struct prose *p;

    if (!round->all)
        return;
    p = doc_paragraph(section, TEXT_NOTE);
    prose_printf(p, "Beelden: %d %s met foto of film in dit venster (was %d), %d sinds het begin", round->now,
                 round->now == 1 ? "bericht" : "berichten", round->before, round->all);
    if (round->same > 1)
        prose_printf(p, "; %d tonen hetzelfde, het eerst om %.*s (%.*s)", round->same, STR_ARG(crisis_hour(r, round->first->post.time)),
                     STR_ARG(words_channel(round->first->post.channel)));
    prose_add(p, STR("."));
}

static void compose_media(struct crisis *r, struct block *form)
{
    struct block *section = box(form, "Media", "wie, sinds wanneer, wat");
    struct tallied *media;
    int n = tallied_actors(&r->arena, r->m, VOICE_MEDIA, &media);
    struct block *table;
    struct buf b = {0};

    if (!n) {
        prose_add(doc_paragraph(section, TEXT_PLAIN), STR("Geen nieuwsberichten gezien."));
        tell_pictures(r, section);
        return;
    }
    table = doc_table(section, STR("Media met hun eerste en laatste bericht"));
    table->table.hides_head = true;
    doc_column(table, CELL_HEAD, STR("Wie"));
    doc_column(table, CELL_TEXT, STR("Wat"));
    for (int i = 0; i < n && i < MOST_MEDIA; i++) {
        const struct stored_post *first = NULL, *last = NULL;
        struct row *row;
        struct prose *p;

        for (int j = 0; j < r->m->nposts; j++)
            if (str_eq(r->m->posts[j]->post.actor, media[i].name)) {
                first = first ? first : r->m->posts[j];
                last = words_may_quote(r->m->posts[j]) ? r->m->posts[j] : last;
            }
        if (!first)
            continue;
        row = doc_row(table, rank_of(i));
        cell_text(row, media[i].name);
        p = cell_text(row, str_printf(&r->arena, "%d sinds %.*s: ", media[i].n, STR_ARG(crisis_hour(r, first->post.time))));
        if (last)
            prose_add(p, words_headline(last, HEADLINE_BYTES, &r->arena));
    }
    tell_pictures(r, section);
    own_line_lag(&b, &r->own);
    prose_add(doc_paragraph(section, TEXT_NOTE), b.n ? buf_str(&b) : STR("Aanwezigheid ter plaatse is uit berichten niet zeker."));
    buf_release(&b);
}

void crisis_boxes(struct crisis *r)
{
    struct block *form = doc_columns(r->d->root, COLUMNS_FORM);

    compose_questions(r, form);
    compose_behaviour(r, form);
    compose_meaning(r, form);
    compose_media(r, form);
}

/* ---- rumours ---- */

static struct str spread_of(struct crisis *r, const struct seen *s)
{
    struct str names[CHANNEL_COUNT];
    int n = 0;
    struct buf b = {0};

    for (int i = 0; i < CHANNEL_COUNT; i++)
        if (s->channels >> i & 1)
            names[n++] = words_channel((enum channel)i);
    buf_printf(&b, "sinds %.*s; ", STR_ARG(crisis_hour(r, s->first)));
    words_list(&b, names, n);
    if (s->asked_only)
        buf_puts(&b, "; alleen genoemd in vragen");
    return buf_take(&b, &r->arena);
}

static void add_source(struct row *row, const struct rumour *rumour, int64_t now)
{
    struct buf b = {0};

    rumour_source(&b, rumour, now);
    cell_text(row, b.n ? buf_str(&b) : STR("nog door niemand weersproken of bevestigd"));
    buf_release(&b);
}

void crisis_rumours(struct crisis *r)
{
    struct block *section = doc_section(r->d->root, SECTION_PLAIN, STR("Geruchten"));
    struct block *table = NULL;

    for (int k = 0; k < r->nseen[PICTURE_RUMOUR] && k < MOST_RUMOURS; k++) {
        const struct seen *s = &r->seen[PICTURE_RUMOUR][k];
        enum trend trend = s->now > s->before ? TREND_UP : s->now < s->before ? TREND_DOWN : TREND_EQUAL;
        struct row *row;

        if (!table) {
            table = doc_table(section, STR("Geruchten: aantal, trend, staat, verspreiding en wie ze weersprak"));
            doc_column(table, CELL_HEAD, STR("Bewering"));
            doc_column(table, CELL_FIGURE, STR("n"));
            doc_column(table, CELL_TREND, STR("trend"));
            doc_column(table, CELL_STATE, STR("staat"));
            doc_column(table, CELL_TEXT, STR("verspreiding"));
            doc_column(table, CELL_TEXT, STR("bevestigd of weersproken"));
        }
        row = doc_row(table, rank_of_rumour(k));
        cell_text(row, s->label);
        cell_figure(row, doc_count(r->d, s->all, STR("")));
        cell_trend(row, trend, trend == TREND_UP ? STR("groeit") : trend == TREND_DOWN ? STR("daalt") : STR("gelijk"));
        cell_state(row, rumour_sign(&s->rumour), str_of(rumour_word(&s->rumour)));
        cell_text(row, spread_of(r, s));
        add_source(row, &s->rumour, r->order.to);
    }
    if (!table)
        prose_add(doc_paragraph(section, TEXT_PLAIN), STR("Geen geruchten herkend."));
}

/* ---- advice, uncertainties ---- */

static struct block *goal(struct block *three, const char *title)
{
    return doc_list(doc_section(three, SECTION_SMALL, str_of(title)), LIST_ACTIONS);
}

static void advise(struct block *list, struct str what, const char *owner)
{
    struct prose *p = doc_item(list, 0);

    prose_add(p, what);
    prose_subtle(p, str_of(owner));
}

static const struct seen *top_of(const struct crisis *r, enum picture_part part, enum wanted wanted)
{
    for (int k = 0; k < r->nseen[part]; k++) {
        const struct seen *s = &r->seen[part][k];

        if (s->line >= 0 && s->now && (wanted == WANTED_NEITHER || r->picture->lines[s->line].wanted == wanted))
            return s;
    }
    return NULL;
}

/* The most spread rumour of the window that the own channel did not contradict yet. */
static const struct seen *top_rumour(const struct crisis *r)
{
    for (int k = 0; k < r->nseen[PICTURE_RUMOUR]; k++) {
        const struct seen *s = &r->seen[PICTURE_RUMOUR][k];

        if (s->line >= 0 && s->now && !s->rumour.own && s->rumour.state != RUMOUR_TRUE)
            return s;
    }
    return NULL;
}

static const struct seen *top_open_question(const struct crisis *r)
{
    for (int k = 0; k < r->nseen[PICTURE_QUESTION]; k++)
        if (r->seen[PICTURE_QUESTION][k].line >= 0 && !r->seen[PICTURE_QUESTION][k].own)
            return &r->seen[PICTURE_QUESTION][k];
    return NULL;
}

void crisis_advice(struct crisis *r)
{
    struct block *three = doc_columns(r->d->root, COLUMNS_EQUAL);
    struct block *inform = goal(three, "Informeren");
    struct block *limit = goal(three, "Schade beperken");
    struct block *meaning = goal(three, "Betekenis geven");
    const struct seen *question = top_open_question(r);
    const struct seen *rumour = top_rumour(r);
    const struct seen *unwanted = top_of(r, PICTURE_BEHAVIOUR, WANTED_NO);
    const struct seen *felt = top_of(r, PICTURE_MEANING, WANTED_NEITHER);
    const struct stored_post *own = r->own.last;
    struct arena *a = &r->arena;

    if (question)
        advise(inform, str_printf(a, "Beantwoord, of zeg wanneer het antwoord komt: ‘%.*s’ ", STR_ARG(question->label)),
               "– woordvoerder");
    if (!own || r->order.to - own->post.time >= LONG_SILENCE_MINUTES * (int64_t)WHEN_MINUTE)
        advise(inform, STR("Plaats een eigen bericht: wat weten we, wat niet, wanneer volgt meer "),
               "– webredactie, nu");
    else if (!question)
        advise(inform, STR("Herhaal de kern van het laatste eigen bericht "), "– webredactie");
    if (rumour)
        advise(limit,
               str_printf(a,
                          rumour->rumour.state == RUMOUR_DENIED || rumour->rumour.state == RUMOUR_FALSE
                              ? "Weerspreek op het eigen kanaal: ‘%.*s’ "
                              : "Ga na en bevestig of weerspreek: ‘%.*s’ ",
                          STR_ARG(rumour->label)),
               "– woordvoerder");
    if (unwanted)
        advise(limit, str_printf(a, "Roep op tegen: %.*s ", STR_ARG(unwanted->label)), "– webcare, politie");
    if (!rumour && !unwanted)
        advise(limit, STR("Geen gerucht of ongewenst gedrag dat nu ingrijpen vraagt "), "– webcare");
    if (felt)
        advise(meaning, str_printf(a, "Erken: %.*s (%d) ", STR_ARG(felt->label), felt->now), "– burgemeester");
    advise(meaning, STR("Ga niet in op de schuldvraag; zeg dat onderzoek volgt. Dank wie helpt "), "– woordvoerder");
}

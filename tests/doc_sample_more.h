/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* An issue analysis, a reputation analysis and a crisis picture with invented figures: every part the tamtam has not.
 */
#ifndef TESTS_DOC_SAMPLE_MORE_H
#define TESTS_DOC_SAMPLE_MORE_H

#include "tests/doc_sample.h"

static inline void sample_course(struct document *d)
{
    static const double days[] = {24, 41, 66, 82, 34, 18, 38, 22, 27, 35, 71};
    static const enum phase phases[] = {PHASE_OPKOMEND,  PHASE_OPKOMEND,  PHASE_GROEIEND,  PHASE_PIEK,
                                        PHASE_UITDOVEND, PHASE_UITDOVEND, PHASE_UITDOVEND, PHASE_UITDOVEND,
                                        PHASE_UITDOVEND, PHASE_GROEIEND,  PHASE_GROEIEND};
    static const char *const events[] = {"plan bekend",
                                         0,
                                         "inloopavond, 260 bezoekers",
                                         0,
                                         0,
                                         0,
                                         "petitie, 4.312 handtekeningen",
                                         0,
                                         0,
                                         0,
                                         "besluit naar nieuwe raad"};
    struct block *s = doc_section(d->root, SECTION_PLAIN, STR("Verloop en fase"));
    struct block *chart =
        doc_chart(s, CHART_LINE, STR("Van 24 berichten op 3 maart naar een piek van 82 op 6 maart en 71 op 13 maart"));

    s->section.note = STR("berichten per dag");
    chart->chart.norm = 40;
    chart->chart.norm_word = STR("40");
    for (int i = 0; i < 11; i++) {
        struct point *p = doc_point(chart, doc_printf(d, i % 10 ? "%d" : "%d mrt", i + 3), days[i]);

        p->tick = true;
        p->phase = phases[i];
        p->note = str_of(events[i]);
    }
}

static inline void sample_matrix(struct document *d)
{
    static const char *const frames[] = {"conflict",   "menselijk belang",     "economische gevolgen",
                                         "moraliteit", "verantwoordelijkheid", "landschap*"};
    static const int shares[6][4] = {{35, 31, 36, 11}, {9, 3, 5, 18},   {18, 10, 23, 13},
                                     {3, 21, 7, 12},   {15, 38, 11, 9}, {6, 7, 21, 23}};
    static const int strongest[4] = {0, 4, 0, 5};
    const struct tone tones[4] = {TONE(3, 31, 0), TONE(15, 8, 6), TONE(33, 15, 13), TONE(176, 88, 54)};
    struct block *t = doc_table(doc_section(d->root, SECTION_PLAIN, STR("Vier stemmen naast elkaar")),
                                STR("Toon, frames en argumenten per stem"));
    struct row *r;

    t->table.dense = true;
    doc_column(t, CELL_HEAD, STR(""));
    for (int v = 0; v < 4; v++) {
        struct column *c = doc_column(t, CELL_BAR, (struct str){0});

        c->voice = (enum voice)v;
        c->counted = true;
    }
    r = doc_row(t, 0);
    cell_text(r, STR("toon"));
    for (int v = 0; v < 4; v++)
        cell_tone(r, tones[v]);
    for (int f = 0; f < 6; f++) {
        r = doc_row(t, 0);
        cell_text(r, str_of(frames[f]));
        for (int v = 0; v < 4; v++)
            cell_bar(r, doc_shown(d, doc_printf(d, "%d%%", shares[f][v]), (struct str){0}), shares[f][v] / 40.0)
                ->strong = f == strongest[v];
    }
    r = doc_row(t, 10);
    cell_text(r, STR("argumenten tegen"));
    for (int v = 0; v < 4; v++)
        prose_figure(cell_text(r, STR("Overeenkomst van november met de ontwikkelaar ")),
                     doc_count(d, 9, STR("issues/5")));
}

static inline void sample_field(struct document *d)
{
    static const struct {
        const char *name;
        enum voice voice;
        double x, y;
    } actors[] = {{"Comité Geen Turbines", VOICE_BELANGENGROEP, -0.94, 74},
                  {"coöperatie Veenstroom", VOICE_BELANGENGROEP, 0.9, 50},
                  {"Omroep Veenland", VOICE_MEDIA, -0.02, 44},
                  {"Stichting Behoud Polderdijk", VOICE_BELANGENGROEP, -0.72, 36},
                  {"Turfbrugs Dagblad", VOICE_MEDIA, -0.02, 34},
                  {"Turfbrug Nu", VOICE_OPINIEMAKER, -0.9, 27},
                  {"CDA", VOICE_OPINIEMAKER, -0.2, 25},
                  {"blogger Turfkijker", VOICE_OPINIEMAKER, 0.1, 26},
                  {"GroenLinks-PvdA", VOICE_OPINIEMAKER, 0.88, 20},
                  {"Vrienden van Turfmeer", VOICE_BELANGENGROEP, -0.62, 18}};
    static const struct {
        const char *name;
        int n;
    } districts[] = {{"Veenpolder", 96}, {"Turfmeer", 54},   {"Rietlanden", 38},
                     {"Zuiderveld", 31}, {"Oosterbrug", 17}, {"Bloemenwijk", 0}};
    struct block *pair = doc_columns(d->root, COLUMNS_WIDE_NARROW);
    struct block *force = doc_section(pair, SECTION_PLAIN, STR("Krachtenveld"));
    struct block *where = doc_section(pair, SECTION_PLAIN, STR("Waar: inwoners per wijk"));
    struct block *chart = doc_chart(
        force, CHART_FIELD, STR("Tegenstanders worden vaker genoemd dan voorstanders; media staan in het midden"));

    chart->chart.unit = STR("keer genoemd of aangehaald");
    chart->chart.axis[0] = STR("tegen");
    chart->chart.axis[1] = STR("verdeeld");
    chart->chart.axis[2] = STR("voor");
    for (size_t i = 0; i < sizeof actors / sizeof *actors; i++) {
        struct point *p = doc_point(chart, str_of(actors[i].name), actors[i].y);

        p->x = actors[i].x;
        p->voice = actors[i].voice;
    }
    chart = doc_chart(where, CHART_BARS,
                      STR("De meeste berichten van inwoners komen uit Veenpolder (96) en Turfmeer (54)"));
    for (size_t i = 0; i < sizeof districts / sizeof *districts; i++) {
        struct point *p = doc_point(chart, str_of(districts[i].name), districts[i].n);

        p->strong = i == 0;
        p->few = districts[i].n == 0;
    }
    prose_add(doc_paragraph(where, TEXT_NOTE), STR("zonder wijk: ongeveer 65"));
}

static inline void sample_issue(struct document *d)
{
    struct block *list, *quote, *signs;

    doc_init(d);
    sample_head(d);
    d->head.kind = STR("Issue-analyse");
    d->head.title = STR("Windmolens Veenpolder");
    d->head.date = doc_copy(d, STR("vrijdag 13 maart 2026"));
    d->head.detail[0] = doc_copy(d, STR("Periode: di 3 – vr 13 maart 2026, dag 11"));
    d->head.detail[1] = doc_copy(d, STR("458 berichten na ontdubbeling, 31 bronnen"));
    d->head.status = STATUS_CONCEPT;
    d->head.status_by = STR("13 maart, 17.40 uur · nog vast te stellen");
    list = doc_list(doc_section(d->root, SECTION_BRIEF, STR("In het kort")), LIST_POINTS);
    sample_say(doc_item(list, 0), "Negatief overheerst bij inwoners (", 176, " van 318).");
    sample_say(doc_item(list, 0), "Het uitstel van vandaag geeft een tweede golf: ", 71, " berichten op één dag.");
    sample_course(d);
    sample_matrix(d);
    sample_field(d);
    signs = doc_list(doc_section(d->root, SECTION_PLAIN, STR("Argumenten")), LIST_SIGNS);
    prose_add(doc_sign_item(signs, STATE_PLUS, doc_count(d, 19, STR("issues/5")), 5),
              STR("stroom voor 24.000 huishoudens"));
    prose_add(doc_sign_item(signs, STATE_MINUS, doc_count(d, 24, STR("issues/5")), 5), STR("geluid en slagschaduw"));
    quote = doc_quote(doc_section(d->root, SECTION_PLAIN, STR("Duiding")), STR("Duiding"), STR("R. Aalders, analist"));
    prose_add(doc_paragraph(quote, TEXT_PLAIN),
              STR("Niet de molens zelf zijn omstreden, maar de volgorde van besluiten."));
    prose_add(doc_paragraph(d->root, TEXT_ACCOUNT), STR("Bronnen: 31. Aantallen inwoners onder 5 tonen we niet."));
    doc_finish(d);
}

static inline void sample_criteria(struct document *d)
{
    static const struct {
        const char *name, *note, *verdict[3];
        double now[3], before[3];
        enum trend trend;
    } criteria[] = {{"Betrouwbaarheid",
                     "Doet wat is beloofd, is eerlijk en open",
                     {"+4 punten", "geen aantoonbaar verschil", "\u221210 tot +17; n = 118, was 92"},
                     {0.52, 0.43, 0.61},
                     {0.48, 0.38, 0.58},
                     TREND_EQUAL},
                    {"Betrokkenheid",
                     "Is aanwezig, luistert, toont begrip",
                     {"+14 punten", "hoger", "+2 tot +26; n = 131, was 97"},
                     {0.74, 0.66, 0.81},
                     {0.60, 0.50, 0.69},
                     TREND_UP},
                    {"Competentie",
                     "Kent de stukken, lost het op",
                     {"\u221212 punten", "geen aantoonbaar verschil", "\u221224 tot +1; n = 121, was 109"},
                     {0.40, 0.32, 0.49},
                     {0.52, 0.43, 0.61},
                     TREND_EQUAL}};
    struct block *s = doc_section(d->root, SECTION_PLAIN, STR("Drie criteria: deel positieve oordelen"));
    struct block *chart = doc_chart(
        s, CHART_INTERVALS,
        STR("Betrokkenheid 74%, hoger dan 60%; betrouwbaarheid 52% en competentie 40%: geen aantoonbaar verschil"));

    s->section.note = STR("dicht: nu, met 95%-interval; open: vorige periode");
    for (int i = 0; i < 3; i++) {
        struct point *p = doc_point(chart, str_of(criteria[i].name), criteria[i].now[0]);

        p->note = str_of(criteria[i].note);
        p->low = criteria[i].now[1];
        p->high = criteria[i].now[2];
        p->has_before = true;
        p->before = criteria[i].before[0];
        p->before_low = criteria[i].before[1];
        p->before_high = criteria[i].before[2];
        p->trend = criteria[i].trend;
        for (int k = 0; k < 3; k++)
            p->verdict[k] = str_of(criteria[i].verdict[k]);
    }
}

static inline void sample_by_voice(struct document *d)
{
    static const int shares[4][3] = {{0, 0, 33}, {32, 68, 29}, {41, 62, 35}, {63, 80, 48}};
    static const int n[4][3] = {{2, 3, 6}, {22, 19, 21}, {27, 29, 31}, {65, 80, 63}};
    struct block *t = doc_table(doc_section(d->root, SECTION_PLAIN, STR("Per stem")),
                                STR("Deel positieve oordelen per stem en criterium"));

    doc_column(t, CELL_VOICE, STR("stem"));
    doc_column(t, CELL_INTERVAL, STR("Betrouwbaarheid"));
    doc_column(t, CELL_INTERVAL, STR("Betrokkenheid"));
    doc_column(t, CELL_INTERVAL, STR("Competentie"));
    for (int v = 0; v < 4; v++) {
        struct row *r = doc_row(t, 0);

        cell_voice(r, (enum voice)v);
        for (int c = 0; c < 3; c++)
            if (n[v][c] < 5)
                cell_interval(r, (struct figure){0}, 0, 0, 0, STR("n onder 5: geen score"));
            else
                cell_interval(r, doc_shown(d, doc_printf(d, "%d%%", shares[v][c]), STR("oordelen")),
                              shares[v][c] / 100.0, shares[v][c] / 100.0 - 0.1, shares[v][c] / 100.0 + 0.1,
                              doc_printf(d, "n = %d", n[v][c]));
    }
}

static inline void sample_reputation(struct document *d)
{
    static const struct {
        const char *name;
        double now, before;
    } people[] = {{"Pieter Hoekstra", 29, 22},
                  {"Sanne de Wit", 24, 17},
                  {"Karel Stuivenberg", 19, 24},
                  {"Ahmed Bouzidi", 15, 21}};
    struct block *pair, *chart, *t;

    doc_init(d);
    sample_head(d);
    d->head.kind = STR("Reputatie-analyse");
    d->head.title = STR("Wethouder Sanne de Wit");
    d->head.date = doc_copy(d, STR("13 dec 2025 – 13 mrt 2026"));
    d->head.detail[0] = doc_copy(d, STR("Vergeleken met 13 sep – 12 dec 2025"));
    d->head.status = STATUS_FIXED;
    sample_criteria(d);
    sample_by_voice(d);
    pair = doc_columns(d->root, COLUMNS_EQUAL);
    chart = doc_chart(doc_section(pair, SECTION_PLAIN, STR("Aandeel in de aandacht")), CHART_BARS,
                      STR("Sanne de Wit 24%, was 17%"));
    for (int i = 0; i < 4; i++) {
        struct point *p = doc_point(chart, str_of(people[i].name), people[i].now);

        p->shown = doc_printf(d, "%.0f%%", people[i].now);
        p->has_before = true;
        p->before = people[i].before;
        p->strong = i == 1;
    }
    t = doc_table(doc_section(pair, SECTION_PLAIN, STR("Thema's en toon")), STR("Thema's met hun toon en aandeel"));
    t->table.hides_head = true;
    doc_column(t, CELL_HEAD, STR("thema"));
    doc_column(t, CELL_TONE, STR("toon"));
    doc_column(t, CELL_FIGURE, STR("deel"));
    for (int i = 0; i < 3; i++) {
        struct row *r = doc_row(t, 0);

        cell_text(r, STR("Windmolens Veenpolder"));
        cell_tone(r, TONE(60, 25, 15 + i));
        cell_figure(r, doc_shown(d, STR("31%"), (struct str){0}));
    }
    prose_add(doc_paragraph(d->root, TEXT_ACCOUNT),
              STR("Alleen uitspraken over het ambt, nooit over de persoon privé. Onder n = 5 tonen we geen score."));
    doc_finish(d);
}

static inline void sample_quarter(struct block *form, const char *title, const char *note, enum state state,
                                  const char *word)
{
    static const char *const lines[] = {"Is de rook of het roet giftig?", "Hoe zet ik de ventilatie uit?",
                                        "Waar haal ik mijn kind op?"};
    struct block *s = doc_section(form, SECTION_PLAIN, str_of(title));
    struct block *t = doc_table(s, str_of(note));

    s->section.note = doc_copy(form->doc, str_of(note));
    t->table.hides_head = true;
    doc_column(t, CELL_HEAD, STR("wat"));
    doc_column(t, CELL_FIGURE, STR("aantal"));
    doc_column(t, CELL_STATE, STR("stand"));
    for (int i = 0; i < 3; i++) {
        struct row *r = doc_row(t, 0);

        cell_text(r, str_of(lines[i]));
        cell_figure(r, doc_count(form->doc, 31 - 7 * i, STR("issues/12")));
        cell_state(r, i == 1 ? STATE_NO : state, i == 1 ? STR("open") : str_of(word));
    }
}

static inline void sample_crisis(struct document *d)
{
    static const double minutes[] = {3, 8, 12, 13, 12, 11, 10, 14, 13, 10, 8, 7, 7, 13, 12, 11, 10, 9, 9, 8, 6, 6};
    struct block *form, *brief, *list, *chart, *t, *three;
    struct row *r;

    doc_init(d);
    sample_head(d);
    d->head.kind = STR("Omgevingsbeeld");
    d->head.title = STR("Brand Reco, Havenkwartier");
    d->head.number = STR("3");
    d->head.date = (struct str){0};
    d->head.status = STATUS_CRISIS;
    d->head.status_by = STR("bevestigd 17.21 uur · woordvoerder");
    form = doc_columns(d->root, COLUMNS_FORM);
    doc_figure(form, doc_shown(d, STR("18.30 uur"), (struct str){0}), STR("Tijd"))->figure.note =
        STR("dinsdag 10 maart 2026");
    doc_figure(form, doc_shown(d, STR("17.45 – 18.30 uur"), (struct str){0}), STR("Venster"))->figure.note =
        STR("incident sinds 16.43 uur");
    doc_figure(form, doc_count(d, 84, (struct str){0}), STR("Berichten na ontdubbeling"))->figure.note =
        STR("sinds 16.43 uur: 212");
    doc_figure(form, doc_shown(d, STR("19.15 uur"), (struct str){0}), STR("Volgend beeld"))->figure.note =
        STR("of eerder bij verandering");
    form->last->figure.strong = true;
    brief = doc_section(d->root, SECTION_BRIEF, STR("Kern"));
    chart = doc_chart_beside(brief, CHART_COLUMNS, STR("Berichten per 5 minuten: hoogste 14 na NL-Alert, nu 6"));
    chart->chart.unit = STR("berichten per 5 minuten");
    chart->chart.caption = STR("donker: dit venster");
    for (int i = 0; i < 22; i++) {
        struct point *p = doc_point(chart, i == 0 ? STR("16.40") : i == 21 ? STR("18.30") : STR("17.15"), minutes[i]);

        p->tick = i == 0 || i == 7 || i == 21;
        p->strong = i > 12;
        if (i == 7)
            p->note = STR("14 na NL-Alert");
    }
    list = doc_list(brief, LIST_NUMBERS);
    sample_say(doc_item(list, 0), "Brand woedt nog, rook over Bloemenwijk; ", 84, " berichten, dalend.");
    sample_say(doc_item(list, 0), "Vraag: is de rook giftig (", 31, ")? Nog geen meetwaarde gedeeld.");
    sample_say(doc_item(list, 0), "Gerucht over kraanwater groeit (", 19, "); men slaat water in (9).");
    form = doc_columns(d->root, COLUMNS_FORM);
    sample_quarter(form, "Informatiebehoefte", "vragen, beantwoord of niet", STATE_PARTLY, "deels");
    sample_quarter(form, "Gedrag", "wat mensen doen, gewenst of niet", STATE_YES, "gewenst");
    sample_quarter(form, "Betekenisgeving", "emotie, schuld, vergelijking", STATE_YES, "gezien");
    sample_quarter(form, "Media ter plaatse", "wie, sinds wanneer, wat", STATE_YES, "live");
    t = doc_table(doc_section(d->root, SECTION_PLAIN, STR("Geruchten")), STR("Geruchten met aantal, trend en staat"));
    doc_column(t, CELL_HEAD, STR("bewering"));
    doc_column(t, CELL_FIGURE, STR("n"));
    doc_column(t, CELL_TREND, STR("trend"));
    doc_column(t, CELL_STATE, STR("staat"));
    doc_column(t, CELL_TEXT, STR("bron en wat er nog moet"));
    r = doc_row(t, 0);
    cell_text(r, STR("Het kraanwater is vergiftigd"));
    cell_figure(r, doc_count(d, 19, STR("issues/12")));
    cell_trend(r, TREND_UP, STR("groeit"));
    cell_state(r, STATE_FALSE, STR("onwaar"));
    prose_strong(cell_text(r, STR("waterbedrijf, 18.12 uur; ")), STR("nog niet openbaar weerlegd"));
    r = doc_row(t, 0);
    cell_text(r, STR("Er komt asbest vrij"));
    cell_figure(r, doc_count(d, 24, STR("issues/12")));
    cell_trend(r, TREND_UP, STR("groeit"));
    cell_state(r, STATE_UNKNOWN, STR("onbekend"));
    cell_text(r, STR("meetploeg, uitslag woensdag 12.00 uur; zeg wat we niet weten"));
    three = doc_columns(d->root, COLUMNS_EQUAL);
    sample_action(doc_list(doc_section(three, SECTION_PLAIN, STR("Informeren")), LIST_ACTIONS),
                  "Meetmoment en gevolgen noemen, ook wat onbekend is ", "18.40 woordvoerder");
    sample_action(doc_list(doc_section(three, SECTION_PLAIN, STR("Schade beperken")), LIST_ACTIONS),
                  "Kraanwater is veilig: nu plaatsen, met waterbedrijf ", "direct webcare");
    sample_action(doc_list(doc_section(three, SECTION_PLAIN, STR("Betekenis geven")), LIST_ACTIONS),
                  "Burgemeester erkent zorg en late NL-Alert, dankt hulp ", "19.00 burgemeester");
    prose_add(doc_paragraph(d->root, TEXT_ACCOUNT),
              STR("Onzeker: wijk is bekend bij 58% van de berichten. Besloten groepen zien we niet."));
    d->head.footer = STR("niet vastgesteld");
    doc_finish(d);
}

#endif

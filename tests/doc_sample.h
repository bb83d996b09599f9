/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* Sample documents for the writers' tests, with invented figures: a tamtam, and a page with every other part. */
#ifndef TESTS_DOC_SAMPLE_H
#define TESTS_DOC_SAMPLE_H

#include "tamtam/document.h"

#define TONE(neg, neu, pos) ((struct tone){.count = {neg, neu, pos}, .form = TONE_SPLIT})
#define TONE_RIGHT(neg, rest) ((struct tone){.count = {neg, rest, 0}, .form = TONE_JOIN_RIGHT})

static inline void sample_head(struct document *d)
{
    d->head.municipality = STR("Gemeente Turfbrug");
    d->head.date = doc_copy(d, STR("woensdag 11 maart 2026"));
    d->head.evidence = STR("https://nieuwsredactie.turfbrug.example/");
    d->head.created = 1773222720000; /* 11 March 2026 10:52 in the Netherlands */
}

static inline void sample_strip(struct document *d)
{
    static const double days[14] = {118, 131, 127, 122, 96, 104, 88, 121, 109, 134, 141, 129, 186, 612};
    struct block *strip = doc_columns(d->root, COLUMNS_STRIP);
    struct block *n = doc_figure(strip, doc_count(d, 612, (struct str){0}), STR("berichten na ontdubbeling"));
    struct block *chart;

    n->figure.note = doc_copy(d, STR("941 binnengekomen; normaal 124 per dag"));
    chart = doc_chart(strip, CHART_DAYS, STR("Berichten per dag, laatste 14 dagen: tussen 88 en 186, vandaag 612"));
    chart->chart.caption = doc_copy(d, STR("14 dagen: 88 tot 186 per dag, vandaag 612"));
    for (int i = 0; i < 14; i++)
        doc_point(chart, doc_printf(d, "%d mrt", i - 2 > 0 ? i - 2 : i + 26), days[i]);
    doc_tone(strip, TONE(264, 233, 94));
}

/* A text in which `n` between the two halves links to its evidence. */
static inline void sample_say(struct prose *p, const char *before, long long n, const char *after)
{
    prose_add(p, str_of(before));
    prose_count(p, n, STR("issues/12"));
    prose_add(p, str_of(after));
}

static inline void sample_brief(struct document *d)
{
    struct block *list = doc_list(doc_section(d->root, SECTION_BRIEF, STR("In het kort")), LIST_POINTS);
    struct prose *p;

    sample_say(doc_item(list, 0), "Brand Reco: ", 389, " berichten, vooral de vraag of rook en roet schadelijk zijn.");
    p = doc_item(list, 0);
    sample_say(p, "Meetuitslag om 12.00 uur. Kritiek op NL-Alert (", 64, ") en toezicht, dank voor hulp (");
    sample_say(p, "", 31, ").");
    sample_say(doc_item(list, 0), "Veenweg, dag 9: steun voor drempels na de aanrijding, twijfel over de omleiding (",
               54, ").");
    p = doc_item(list, 0);
    sample_say(p, "Supermarkt Zuiderveld: ", 17, " berichten op dag 1, waarvan ");
    sample_say(p, "", 12, " positief.");
}

static inline void sample_voice(struct block *voices, enum voice v, long long n, const char *unit, struct tone tone,
                                const char *text)
{
    prose_add(doc_voice(voices, v, doc_count(voices->doc, n, STR("issues/12/stem")), str_of(unit), tone), str_of(text));
}

static inline void sample_action(struct block *list, const char *what, const char *who)
{
    struct prose *p = doc_item(list, 0);

    prose_add(p, str_of(what));
    prose_subtle(p, str_of(who));
}

static inline void sample_hours(struct block *point)
{
    static const double hours[24] = {0, 0, 0, 0, 0, 0, 0, 0, 36, 128, 88, 48, 33, 20, 11, 6, 3, 1, 1, 1, 1, 1, 3, 8};
    struct block *chart = doc_chart_beside(
        point, CHART_COLUMNS,
        STR("Berichten per uur over de brand bij Reco: begin 16 uur, piek 128 tussen 17 en 18 uur, 389 in totaal"));

    chart->chart.unit = STR("berichten per uur");
    for (int i = 0; i < 24; i++) {
        struct point *p = doc_point(chart,
                                    i == 0    ? STR("di 8 uur")
                                    : i == 23 ? STR("wo 7")
                                              : doc_printf(point->doc, "%d", (i + 8) % 24),
                                    hours[i]);

        p->tick = i == 0 || i == 8 || i == 16 || i == 23;
        if (i == 9) {
            p->strong = true;
            p->note = STR("128 tussen 17 en 18 uur");
        }
    }
}

static inline void sample_reco(struct document *d)
{
    struct block *point =
        doc_section(d->root, SECTION_POINT, STR("Brand Reco: is de rook giftig, en wie hield toezicht?"));
    struct block *voices, *three, *list;
    struct prose *p;

    point->section.kicker = STR("Hoofdpunt 1");
    point->section.figure = doc_count(d, 389, STR("issues/12"));
    point->section.phase = PHASE_PIEK;
    doc_fact(point, STR("Veiligheid en milieu"));
    doc_fact(point, STR("dag 1"));
    sample_hours(point);
    prose_add(doc_paragraph(point, TEXT_PLAIN),
              STR("Dinsdag 16.43 uur brand bij recyclingbedrijf Reco in het Havenkwartier; rook over de Bloemenwijk. "
                  "NL-Alert 17.16 uur, "
                  "brand meester 21.20 uur. De 31 medewerkers zijn veilig. Nablussen duurt tot vanmiddag."));
    voices = doc_voices(point);
    sample_voice(voices, VOICE_MEDIA, 31, "berichten", TONE(2, 29, 0),
                 "Feitelijk over rook, metingen en opschaling. Turfbrugs Dagblad en Omroep Veenland noemen de eerdere "
                 "brand in 2024.");
    sample_voice(voices, VOICE_OPINIEMAKER, 14, "berichten", TONE(9, 4, 1),
                 "Raadsleden en blogger Turfkijker vragen naar het handhavingsplan dat in 2024 is toegezegd. Frame: "
                 "verantwoordelijkheid.");
    sample_voice(voices, VOICE_BELANGENGROEP, 26, ", met bedrijven", TONE(4, 12, 10),
                 "BSO De Akker, SV Rietveen en De Bloesem regelen opvang en soep. Bewonersvereniging Bloemenwijk "
                 "vraagt om een bewonersavond.");
    p = doc_voice(voices, VOICE_BEVOLKING, doc_count(d, 306, STR("issues/12/stem")), STR("berichten"),
                  TONE(171, 96, 39));
    sample_say(p, "Vragen of roet en rook schadelijk zijn (", 112, "), vinden de NL-Alert laat of onduidelijk (");
    sample_say(p, "", 64, "), danken brandweer en buren (");
    sample_say(p, "", 31, "). Frame: menselijk belang.");
    three = doc_columns(point, COLUMNS_EQUAL);
    p = doc_paragraph(doc_section(three, SECTION_SMALL, STR("Eigen boodschap")), TEXT_PLAIN);
    prose_add(p, STR("\"Sluit ramen en deuren\" (17.04 uur): 3.140 keer gedeeld, "));
    prose_figure(p, doc_shown(d, STR("7 op de 10"), STR("issues/12/eigen")));
    sample_say(p, " reacties zakelijk of instemmend. \"Benedenwinds\" begrijpt men niet (", 23,
               "). Website 20 minuten onbereikbaar (");
    sample_say(p, "", 41, ").");
    prose_add(doc_paragraph(doc_section(three, SECTION_SMALL, STR("Duiding")), TEXT_PLAIN),
              STR("De brand is over de piek. Het gesprek schuift van \"is het veilig\" naar \"wie keek er toe\". Na de "
                  "meetuitslag bepaalt het "
                  "toezicht de toon, een week voor de verkiezingen."));
    list = doc_list(doc_section(three, SECTION_SMALL, STR("Wat nu")), LIST_ACTIONS);
    sample_action(list, "Meetuitslag: wat weten we, wat niet ", "– woordvoerder, 12.00");
    sample_action(list, "Vraag en antwoord roet en schade ", "– webcare, 11.30");
    sample_action(list, "Tijdlijn toezicht sinds 2024 ", "– Vergunningen, do");
}

static inline void sample_veenweg(struct document *d)
{
    static const double days[9] = {38, 29, 24, 31, 22, 18, 25, 47, 54};
    struct block *point = doc_section(d->root, SECTION_POINT, STR("Veenweg: drempels welkom, omleiding omstreden"));
    struct block *chart, *voices, *three, *list;
    struct prose *p;

    point->section.kicker = STR("Hoofdpunt 2");
    point->section.figure = doc_count(d, 54, STR("issues/4"));
    point->section.phase = PHASE_GROEIEND;
    doc_fact(point, STR("Verkeer"));
    doc_fact(point, STR("dag 9"));
    chart = doc_chart_beside(point, CHART_COLUMNS,
                             STR("Berichten per dag over de Veenweg: van 38 naar 18 op 8 maart, vandaag 54"));
    chart->chart.unit = STR("berichten per dag");
    for (int i = 0; i < 9; i++) {
        struct point *day = doc_point(chart, doc_printf(d, i % 8 ? "%d" : "%d mrt", i + 3), days[i]);

        day->tick = i % 4 == 0;
        day->strong = i == 8;
        if (i == 0 || i == 5 || i == 8)
            day->note = doc_printf(d, "%.0f", days[i]);
    }
    prose_add(doc_paragraph(point, TEXT_PLAIN),
              STR("Het kruispunt Veenweg/Oosterbrugweg is dicht tot en met 12 juni. Maandag raakte een fietsend kind "
                  "lichtgewond op een "
                  "sluiproute in de Bloemenwijk. Dinsdag sprak wethouder Hoekstra er een uur met ouders."));
    voices = doc_voices(point);
    sample_voice(voices, VOICE_MEDIA, 7, "berichten", TONE(1, 6, 0),
                 "Melden de aanrijding en de toegezegde drempels; Nieuws14 telt het verkeer na.");
    sample_voice(voices, VOICE_OPINIEMAKER, 5, "berichten", TONE(4, 1, 0),
                 "Oud-wethouder Brand en columnist Van der Brug: eerst een omleiding, dan pas sluiten. Frame: "
                 "verantwoordelijkheid.");
    sample_voice(
        voices, VOICE_BELANGENGROEP, 6, ", met bedrijven", TONE(2, 3, 1),
        "Fietsersbond wil een knip; winkeliers van Het Rond melden minder omzet. Frame: economische gevolgen.");
    p = doc_voice(voices, VOICE_BEVOLKING, doc_count(d, 33, STR("issues/4/stem")), STR("berichten"), TONE(19, 8, 6));
    sample_say(p, "Willen 30 km en drempels in de sluiproutes (", 17, "); waarderen het bezoek van de wethouder (");
    sample_say(p, "", 6, "). Frame: menselijk belang.");
    three = doc_columns(point, COLUMNS_EQUAL);
    p = doc_paragraph(doc_section(three, SECTION_SMALL, STR("Eigen boodschap")), TEXT_PLAIN);
    sample_say(p, "\"Drempels vanaf maandag\" kreeg ", 29, " reacties, ");
    sample_say(p, "", 14, " vragen naar de plek. De kaart met de omleiding valt op de telefoon deels weg (");
    sample_say(p, "", 9, ").");
    prose_add(doc_paragraph(doc_section(three, SECTION_SMALL, STR("Duiding")), TEXT_PLAIN),
              STR("Aanwezig zijn werkt: het verwijt \"te laat\" daalt van 21 naar 12. Het verzet tegen de omleiding "
                  "neemt niet af."));
    list = doc_list(doc_section(three, SECTION_SMALL, STR("Wat nu")), LIST_ACTIONS);
    sample_action(list, "Plek en datum drempels melden ", "– projectleider, vandaag");
    sample_action(list, "Omleidingskaart herstellen ", "– webredactie, do");
}

struct sample_signal {
    const char *name, *text;
    int n;
    enum trend trend;
    const char *change;
    double days[14];
    struct tone tone;
    int day;
};

static inline void sample_more(struct document *d)
{
    const struct sample_signal signals[] = {
        {"Asielopvang Rietdreef",
         "demonstratie zaterdag; vragen om toezicht",
         31,
         TREND_UP,
         "+17",
         {0, 0, 0, 0, 9, 38, 30, 20, 13, 9, 7, 12, 14, 31},
         TONE(14, 12, 5),
         10},
        {"Windmolens Veenpolder",
         "vragen over geluid en slagschaduw",
         22,
         TREND_DOWN,
         "-16",
         {0, 0, 0, 0, 0, 4, 16, 24, 66, 82, 35, 18, 38, 22},
         TONE(9, 8, 5),
         9},
        {"Afval per zak betalen",
         "zorgen om luiers en medisch afval",
         19,
         TREND_UP,
         "+6",
         {0, 0, 0, 0, 0, 0, 0, 0, 24, 26, 17, 15, 13, 19},
         TONE_RIGHT(9, 10),
         6},
        {"Supermarkt Zuiderveld",
         "blij met de tijdelijke winkel in mei",
         17,
         TREND_UP,
         "nieuw",
         {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 17},
         TONE(0, 5, 12),
         1},
        {"Raadsverkiezingen 18 maart",
         "stempassen; geen stembureau in Turfmeer",
         16,
         TREND_UP,
         "+4",
         {0, 0, 0, 0, 0, 5, 6, 4, 7, 9, 8, 6, 12, 16},
         TONE_RIGHT(6, 10),
         9},
        {"Wachttijd Wmo",
         "gemiddeld 19 weken, wettelijk 8",
         12,
         TREND_EQUAL,
         "+2",
         {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 10, 12},
         TONE(7, 5, 0),
         2},
    };
    struct block *t = doc_table(doc_section(d->root, SECTION_PLAIN, STR("En verder")),
                                STR("Signalen: aantal, trend, verloop en toon"));

    doc_column(t, CELL_HEAD, STR("Signaal"));
    doc_column(t, CELL_TEXT, STR(""));
    doc_column(t, CELL_FIGURE, STR("n"));
    doc_column(t, CELL_TREND, STR("trend"));
    doc_column(t, CELL_DAYS, STR("14 dagen"));
    doc_column(t, CELL_TONE, STR("toon"));
    doc_column(t, CELL_FIGURE, STR("dag"));
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        const struct sample_signal *s = &signals[i];
        struct row *r = doc_row(t, 40);

        cell_text(r, str_of(s->name));
        cell_text(r, str_of(s->text));
        cell_figure(r, doc_count(d, s->n, STR("issues/3")));
        cell_trend(r, s->trend, s->change[0] == '-' ? STR("\u221216") : str_of(s->change));
        cell_days(r, s->days, 14);
        cell_tone(r, s->tone);
        cell_figure(r, doc_count(d, s->day, (struct str){0}));
    }
}

static inline void sample_coming(struct block *pair)
{
    static const struct {
        double share;
        const char *text;
    } chances[] = {{0.85, "Vragen over asbest op het terrein van Reco"},
                   {0.70, "Het gesprek over Reco verschuift naar het toezicht"},
                   {0.60, "Meer oproepen rond de demonstratie van zaterdag"},
                   {0.35, "Klachten over paspoortafspraken worden een issue"}};
    struct block *coming = doc_section(pair, SECTION_PLAIN, STR("Wat komt eraan"));
    struct block *t = doc_table(coming, STR("Wat groeit er, met welke kans"));
    struct block *agenda;

    t->table.hides_head = true;
    doc_column(t, CELL_CHANCE, STR("kans"));
    doc_column(t, CELL_TEXT, STR("verwachting"));
    for (size_t i = 0; i < sizeof chances / sizeof *chances; i++) {
        struct row *r = doc_row(t, 0);

        cell_chance(r, chances[i].share);
        cell_text(r, str_of(chances[i].text));
    }
    agenda = doc_agenda(coming, STR("Agenda"));
    agenda->rank = 30;
    doc_agenda_item(agenda, STR("wo 12.00"), STR("Uitslag metingen"));
    doc_agenda_item(agenda, STR("do 10.00"), STR("Banenmarkt haven"));
    doc_agenda_item(agenda, STR("do 19.30"), STR("Bewonersavond De Bloesem"));
    doc_agenda_item(agenda, STR("do 20.00"), STR("Gemeenteraad"));
    doc_agenda_item(agenda, STR("za 13.00"), STR("Demonstratie, Markt"));
    doc_agenda_item(agenda, STR("wo 18-3"), STR("Raadsverkiezingen"));
}

static inline void sample_desk(struct block *pair)
{
    static const struct {
        const char *what;
        int n;
    } top[] = {{"1. Rook, roet en gezondheid", 112},
               {"2. Schade aan auto of tuin", 18},
               {"3. Afspraak paspoort lukt niet", 14}};
    struct document *d = pair->doc;
    struct block *desk = doc_section(pair, SECTION_PLAIN, STR("Webcare en KCC"));
    struct block *t;

    doc_figure(desk, doc_count(d, 23, (struct str){0}), STR("open vragen; gisteren 9, nu 6 over de norm"));
    doc_figure(desk, doc_shown(d, STR("1 u 12"), (struct str){0}), STR("reactietijd (mediaan); norm 4 u"));
    doc_figure(desk, doc_count(d, 214, (struct str){0}), STR("gesprekken; normaal 140, wachttijd tot 22 min"));
    t = doc_table(desk, STR("Meest gemeld"));
    t->table.shows_caption = true;
    t->table.hides_head = true;
    doc_column(t, CELL_HEAD, STR("melding"));
    doc_column(t, CELL_FIGURE, STR("n"));
    for (size_t i = 0; i < sizeof top / sizeof *top; i++) {
        struct row *r = doc_row(t, 0);

        cell_text(r, str_of(top[i].what));
        cell_figure(r, doc_count(d, top[i].n, STR("meldingen")));
    }
}

static inline void sample_tamtam(struct document *d)
{
    struct block *pair;

    doc_init(d);
    sample_head(d);
    d->head.title = STR("Tamtam");
    d->head.detail[0] = doc_copy(d, STR("Venster: di 10 maart 08.00 – wo 11 maart 08.00 uur"));
    d->head.detail[1] = STR("Nummer 48");
    d->head.status = STATUS_FIXED;
    d->head.status_by = STR("10.52 uur · R. Aalders, omgevingsanalist");
    d->head.summary =
        doc_copy(d, STR("Brand Reco: 389 berichten, meetuitslag om 12.00 uur. Veenweg: drempels welkom."));
    sample_strip(d);
    sample_brief(d);
    sample_reco(d);
    sample_veenweg(d);
    sample_more(d);
    pair = doc_columns(d->root, COLUMNS_WIDE_NARROW);
    sample_coming(pair);
    sample_desk(pair);
    prose_add(doc_paragraph(d->root, TEXT_ACCOUNT),
              STR("Bronnen: 38 van 40 bereikbaar (twee videokanalen niet, sinds 06.40 uur). n = 612 na ontdubbeling, "
                  "941 binnengekomen; eigen "
                  "berichten (21) tellen niet mee in de toon. Toon is automatisch bepaald; van 60 nagekeken berichten "
                  "klopten er 51: 85% "
                  "(95%-interval 74–92%). Aantallen inwoners onder 5 tonen we niet; een gestippeld deel voegt twee "
                  "tonen samen."));
    doc_finish(d);
}

#endif

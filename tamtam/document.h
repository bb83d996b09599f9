/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * The document: what a report says, as a tree of blocks, before it becomes HTML, PDF, text, mail or JSON. It holds
 * words and figures only, no sizes and no colours; a report composes it with the functions below, a writer only reads
 * it.
 *
 * Text that comes in is copied into the document's arena, made clean (utf8_clean), put on one line, freed of
 * pictographs and clipped at DOC_TEXT_MAX bytes. So the caller may free his, and hostile text is plain text by the time
 * a writer sees it; straight quotes and figures with units get Dutch punctuation. Escaping for its own output is each
 * writer's work. Which small figures may be shown is the report's decision.
 *
 * Ranks. What has rank 0 always stays. When the pages are limited (write_pdf), what has the highest rank falls off
 * first, of equals the last one first: blocks, rows of a table and items of a list alike. A line says what fell off.
 *
 * The first page of a tamtam, shortened:
 *
 *     struct document d = {0};
 *     doc_init(&d);
 *     d.head.municipality = doc_copy(&d, STR("Gemeente Turfbrug"));
 *     d.head.title = STR("Tamtam");
 *     d.head.date = doc_copy(&d, STR("woensdag 11 maart 2026"));
 *     d.head.detail[0] = doc_copy(&d, STR("Venster: di 10 maart 08.00 – wo 11 maart 08.00 uur"));
 *     d.head.detail[1] = doc_copy(&d, STR("Nummer 48"));
 *     d.head.status = STATUS_FIXED;
 *     d.head.status_by = doc_copy(&d, STR("10.52 uur · R. Aalders, omgevingsanalist"));
 *     d.head.evidence = STR("https://nieuwsredactie.turfbrug.example/");
 *
 *     struct block *strip = doc_columns(d.root, COLUMNS_STRIP);
 *     struct block *n = doc_figure(strip, doc_count(&d, 612, STR("dag/2026-03-11")), STR("berichten na ontdubbeling"));
 *     n->figure.note = doc_copy(&d, STR("941 binnengekomen; normaal 124 per dag"));
 *     struct block *days = doc_chart(strip, CHART_DAYS, STR("Berichten per dag, 14 dagen: tussen 88 en 186, vandaag
 * 612")); days->chart.caption = doc_copy(&d, STR("14 dagen: 88 tot 186 per dag, vandaag 612")); for (int i = 0; i < 14;
 * i++) doc_point(days, label[i], count[i]); doc_tone(strip, (struct tone){.count = {264, 233, 94}});
 *
 *     struct block *brief = doc_section(d.root, SECTION_BRIEF, STR("In het kort"));
 *     struct block *list = doc_list(brief, LIST_POINTS);
 *     struct prose *p = doc_item(list, 0);
 *     prose_add(p, STR("Brand Reco: "));
 *     prose_count(p, 389, STR("issues/12"));                 (a figure that links to its evidence)
 *     prose_add(p, STR(" berichten, vooral de vraag of rook en roet schadelijk zijn."));
 *
 *     struct block *point = doc_section(d.root, SECTION_POINT, STR("Brand Reco: is de rook giftig, en wie hield
 * toezicht?")); point->section.kicker = STR("Hoofdpunt 1"); point->section.figure = doc_count(&d, 389,
 * STR("issues/12")); doc_fact(point, STR("Veiligheid en milieu")); doc_fact(point, STR("dag 1")); point->section.phase
 * = PHASE_PIEK; struct block *hours = doc_chart_beside(point, CHART_COLUMNS, STR("Berichten per uur: piek 128 tussen 17
 * en 18 uur")); hours->chart.unit = STR("berichten per uur"); struct point *at = doc_point(hours, STR("16"), 36);
 *     at->tick = true;                                       (its label is shown on the axis)
 *     at = doc_point(hours, STR("17"), 128);
 *     at->strong = true;                                     (drawn in ink)
 *     at->note = STR("128 tussen 17 en 18 uur");             (written at the column)
 *     prose_add(doc_paragraph(point, TEXT_PLAIN), STR("Dinsdag 16.43 uur brand bij recyclingbedrijf Reco ..."));
 *
 *     struct block *voices = doc_voices(point);
 *     p = doc_voice(voices, VOICE_MEDIA, doc_count(&d, 31, STR("issues/12?stem=media")), STR("berichten"),
 *                   (struct tone){.count = {2, 29, 0}});
 *     prose_add(p, STR("Feitelijk over rook, metingen en opschaling."));
 *     doc_voice(voices, VOICE_BELANGENGROEP, doc_few(&d), ...);   ('enkele', with .form = TONE_NONE)
 *
 *     struct block *three = doc_columns(point, COLUMNS_EQUAL);
 *     struct block *own = doc_section(three, SECTION_SMALL, STR("Eigen boodschap"));
 *     prose_add(doc_paragraph(own, TEXT_PLAIN), STR("..."));
 *     struct block *now = doc_section(three, SECTION_SMALL, STR("Wat nu"));
 *     struct block *actions = doc_list(now, LIST_ACTIONS);
 *     p = doc_item(actions, 0);
 *     prose_add(p, STR("Vraag en antwoord roet en schade "));
 *     prose_subtle(p, STR("– webcare, 11.30"));
 *
 *     struct block *more = doc_section(d.root, SECTION_PLAIN, STR("En verder"));
 *     struct block *t = doc_table(more, STR("Signalen: aantal, trend, verloop en toon"));
 *     doc_column(t, CELL_HEAD, STR("Signaal"));   doc_column(t, CELL_TEXT, STR(""));
 *     doc_column(t, CELL_FIGURE, STR("n"));       doc_column(t, CELL_TREND, STR("trend"));
 *     doc_column(t, CELL_DAYS, STR("14 dagen"));  doc_column(t, CELL_TONE, STR("toon"));
 *     doc_column(t, CELL_FIGURE, STR("dag"));
 *     struct row *r = doc_row(t, 40);              (rank 40: may fall off)
 *     cell_text(r, STR("Asielopvang Rietdreef"));
 *     cell_text(r, STR("demonstratie zaterdag; vragen om toezicht"));
 *     cell_figure(r, doc_count(&d, 31, STR("issues/3")));
 *     cell_trend(r, TREND_UP, STR("+17"));
 *     cell_days(r, days14, 14);
 *     cell_tone(r, (struct tone){.count = {14, 12, 5}});
 *     cell_figure(r, doc_count(&d, 10, STR("")));
 *
 *     struct block *pair = doc_columns(d.root, COLUMNS_WIDE_NARROW);
 *     struct block *coming = doc_section(pair, SECTION_PLAIN, STR("Wat komt eraan"));
 *     ... a table with a CELL_CHANCE and a CELL_TEXT column, and doc_agenda(...)
 *     struct block *kcc = doc_section(pair, SECTION_PLAIN, STR("Webcare en KCC"));
 *     ... doc_figure(kcc, ...) three times, a table 'Meest gemeld'
 *
 *     prose_add(doc_paragraph(d.root, TEXT_ACCOUNT), STR("Bronnen: 38 van 40 bereikbaar ..."));
 *     doc_finish(&d);                              (then write_html, write_pdf, ...)
 *     doc_release(&d);
 */
#ifndef TAMTAM_DOCUMENT_H
#define TAMTAM_DOCUMENT_H

#include <stdint.h>

#include "base/buf.h"
#include "base/values.h"

enum { DOC_TEXT_MAX = 4000, DOC_TITLE_MAX = 300, DOC_FACTS = 4 };

/* ---- inline text ---- */

enum run_kind {
    RUN_TEXT,
    RUN_STRONG,
    RUN_SUBTLE,
    RUN_FIGURE, /* a figure or word that links to its evidence */
    RUN_LINK    /* an everyday link */
};

struct run {
    enum run_kind kind;
    struct str text;
    struct str url; /* complete address, or empty: then a figure is only set strong */
    struct run *next;
};

/* Inline text: runs one after the other. Owned by the document. */
struct prose {
    struct document *doc;
    struct run *first, *last;
};

/* ---- figures ---- */

/* A figure as it is shown ('3.140', 'enkele', '< 5', '1 u 12', '74%'), with the link to its evidence. */
struct figure {
    double value; /* for JSON and sorting; only when `known` */
    bool known;
    struct str shown;
    struct str url;
};

/* How the counts of a tone may be split (domain.md's law, 7). */
enum tone_form {
    TONE_SPLIT,       /* negative, neutral, positive apart */
    TONE_JOIN_RIGHT,  /* neutral and positive told together ('samen 7') */
    TONE_JOIN_LEFT,   /* negative and neutral told together */
    TONE_NONE         /* too few: no bar, no counts */
};

/* Counts by enum sentiment. Of what is joined, writers show and export only the sum. */
struct tone {
    long long count[SENTIMENT_COUNT];
    enum tone_form form;
};

/* What of a tone may be told: two or three parts, in order; `from` and `to` differ where two are joined. */
struct tone_part {
    long long count;
    enum sentiment from, to;
};

enum trend { TREND_NONE, TREND_UP, TREND_EQUAL, TREND_DOWN };

/* A state that is shown as a sign with its word. */
enum state {
    STATE_NONE,
    STATE_YES,     /* tick: beantwoord, gewenst */
    STATE_PARTLY,  /* half disc: deels */
    STATE_NO,      /* cross, word in bold: open, ongewenst */
    STATE_UNKNOWN, /* rumour: dashed circle with ? */
    STATE_TRUE,    /* rumour: square with tick */
    STATE_FALSE,   /* rumour: octagon with cross, word in bold */
    STATE_PLUS,    /* plus: argues for */
    STATE_MINUS    /* minus: argues against */
};

/* ---- charts ---- */

enum chart_kind {
    CHART_DAYS,      /* small columns in a row, the last one is now; for the head and table cells */
    CHART_COLUMNS,   /* columns per hour, day, week ... with labels */
    CHART_LINE,      /* volume with events and a strip of phases */
    CHART_TONE,      /* one tone bar with its three counts */
    CHART_BARS,      /* horizontal bars, label left, figure right */
    CHART_INTERVALS, /* shares with their interval, now and before, on 0..100% */
    CHART_FIELD,     /* force field: x stance -1..1, y times named */
    CHART_TILES,     /* one square a district, shaded in five steps by value */
    CHART_MAP        /* the same on the districts' outlines */
};

struct point {
    struct str label; /* under the column, before the bar, beside the shape */
    double value;     /* count, or share 0..1 (CHART_INTERVALS) */
    struct str shown; /* what stands for the value: '< 5', '23%'; empty: the number in Dutch */
    struct str url;   /* evidence of the figure, or empty */
    struct str note;  /* written at the point: an event, a peak; CHART_INTERVALS: small line under the label */
    bool tick;        /* the label is written on the axis (columns, line) */
    bool strong;      /* in ink, the others quiet */
    bool few;         /* under 5: a dashed stub, whatever the value */
    /* CHART_INTERVALS */
    double low, high;                       /* 0..1 */
    bool has_before;                        /* the previous period is known (also CHART_BARS: a mark at `before`) */
    double before, before_low, before_high; /* 0..1 */
    struct str verdict[3];                  /* '+14 punten', 'hoger', '+2 tot +26; n = 131, was 97' */
    enum trend trend;
    bool no_score; /* n < 5: no interval, the note stands for it */
    /* CHART_FIELD */
    double x;         /* stance, -1 against .. 1 for */
    enum voice voice; /* the shape */
    /* CHART_LINE */
    enum phase phase; /* of this day, PHASE_COUNT: none */
    /* CHART_MAP */
    const struct outline *outline; /* of tamtam/map.h, NULL: not on the map */
    struct point *next;
};

struct chart {
    enum chart_kind kind;
    struct str alt;       /* the finding in a sentence: 'Negatief steeg van 31% naar 58%' */
    struct str unit;      /* 'berichten per uur', at top left */
    struct str caption;   /* small line below, or empty */
    double norm;          /* dashed line (columns) or guide line (line, field); 0: none */
    struct str norm_word; /* 'normaal 5 per uur' */
    struct tone tone;     /* CHART_TONE */
    struct str
        axis[3]; /* CHART_FIELD: words left, middle, right; CHART_BARS: name of the mark ('vorige periode') in [0] */
    int npoints;
    struct point *first, *last;
};

/* ---- tables ---- */

enum cell_kind {
    CELL_TEXT,
    CELL_HEAD,     /* text that heads its row */
    CELL_FIGURE,   /* right-aligned figure */
    CELL_TREND,    /* arrow and difference ('+17', 'nieuw') */
    CELL_DAYS,     /* 14 small columns */
    CELL_TONE,     /* tone bar; with its counts when the column is `counted` */
    CELL_CHANCE,   /* probability: per cent, ten boxes, word */
    CELL_BAR,      /* figure and a bar, on one scale for the whole column */
    CELL_INTERVAL, /* small interval, share and n */
    CELL_STATE,    /* sign and word */
    CELL_VOICE,    /* sign and name; heads its row */
    CELL_EMPTY
};

struct cell {
    enum cell_kind kind;
    struct prose text;    /* TEXT, HEAD; the word of a TREND, STATE, CHANCE; may be empty */
    struct figure figure; /* FIGURE, BAR, INTERVAL */
    struct tone tone;
    enum trend trend;
    enum state state;
    enum voice voice;
    double *days; /* DAYS */
    int ndays;
    double share, low, high; /* CHANCE (share), BAR (share of the scale), INTERVAL: 0..1 */
    bool strong, few;
    struct cell *next;
};

struct row {
    struct block *table;
    int rank;
    int cut; /* place in the order of falling off, from 1; 0: stays. Set by doc_finish. */
    struct cell *first, *last;
    struct row *next;
};

struct column {
    enum cell_kind kind; /* what its cells mostly are: decides width and alignment */
    struct prose title;  /* may be empty */
    enum voice voice;    /* heads a column with a voice's sign, else VOICE_NONE */
    bool counted;        /* CELL_TONE: counts above the bar */
    struct column *next;
};

struct table {
    struct str caption; /* says what it is; shown above the table only when `shows_caption` */
    bool shows_caption;
    bool hides_head; /* the column titles are for screen readers only */
    bool dense;      /* rows without rules between them */
    struct column *columns, *last_column;
    int ncolumns;
    struct row *first, *last;
};

/* ---- blocks ---- */

enum block_kind {
    BLOCK_SECTION,
    BLOCK_PARAGRAPH,
    BLOCK_LIST,
    BLOCK_TABLE,
    BLOCK_FIGURE,
    BLOCK_CHART,
    BLOCK_VOICES,
    BLOCK_COLUMNS,
    BLOCK_QUOTE,
    BLOCK_AGENDA
};

enum section_kind {
    SECTION_ROOT,
    SECTION_BRIEF, /* 'In het kort': label left, points right */
    SECTION_POINT, /* hoofdpunt: kicker, large title, a chart beside it */
    SECTION_PLAIN, /* heavy rule, title */
    SECTION_SMALL  /* small title, no heavy rule: inside columns */
};

struct section {
    enum section_kind kind;
    struct str title;
    struct str kicker;           /* 'Hoofdpunt 1' */
    struct str note;             /* small words at the right of the title: 'vragen, beantwoord of niet' */
    struct str facts[DOC_FACTS]; /* 'Veiligheid en milieu', 'dag 1' */
    int nfacts;
    enum phase phase; /* PHASE_COUNT: none */
    struct figure figure;
    struct block *beside; /* a chart that stands beside the title, or NULL */
};

enum text_kind {
    TEXT_PLAIN,
    TEXT_LEAD,   /* larger */
    TEXT_NOTE,   /* small and subtle */
    TEXT_ACCOUNT /* the line of account: small, with a rule above */
};

enum list_kind {
    LIST_BULLETS,
    LIST_POINTS,  /* 'In het kort': larger, bullets in the municipality's second colour */
    LIST_NUMBERS, /* 'Kern': larger, numbered */
    LIST_ACTIONS, /* 'Wat nu': an arrow an item; subtle runs (the owner) go on a line of their own */
    LIST_SIGNS    /* a state sign an item (STATE_PLUS, STATE_MINUS), its figure at the right */
};

struct item {
    struct prose text;
    enum state state;     /* LIST_SIGNS */
    struct figure figure; /* LIST_SIGNS */
    int rank, cut;
    struct item *next;
};

struct list {
    enum list_kind kind;
    struct item *first, *last;
};

struct figure_block {
    struct figure figure;
    struct str label; /* 'open vragen' */
    struct str note;  /* 'gisteren 9, nu 6 over de norm' */
    bool strong;      /* in a COLUMNS_FORM: inverted */
};

struct voice_row {
    enum voice voice;
    struct figure figure;
    struct str unit; /* 'berichten', or ', met bedrijven' */
    struct tone tone;
    struct prose text;
    struct voice_row *next;
};

enum columns_kind {
    COLUMNS_STRIP,       /* key figures between two rules, as in the head */
    COLUMNS_EQUAL,       /* two to four texts side by side */
    COLUMNS_WIDE_NARROW, /* two thirds and one third */
    COLUMNS_FORM         /* boxes: figures in one row; sections two by two */
};

struct agenda_item {
    struct str when, what; /* 'do 19.30', 'Bewonersavond De Bloesem' */
    struct agenda_item *next;
};

struct block {
    enum block_kind kind;
    struct document *doc;
    int rank;  /* 0: always stays; else the highest falls off first */
    int cut;   /* as in row */
    bool keep; /* not divided over two pages when it fits one */
    struct str id; /* anchor of a section, unique; set by doc_finish */
    struct block *next, *first, *last; /* sibling; children of SECTION, COLUMNS and QUOTE */
    union {
        struct section section;
        struct {
            enum text_kind kind;
            struct prose text;
        } paragraph;
        struct list list;
        struct table table;
        struct figure_block figure;
        struct chart chart;
        struct {
            struct voice_row *first, *last;
        } voices;
        enum columns_kind columns;
        struct {
            struct str label; /* 'Duiding' */
            struct str by;    /* 'R. Aalders, analist' or empty */
        } quote;
        struct {
            struct str title;
            struct agenda_item *first, *last;
        } agenda;
    };
};

/* ---- the document ---- */

enum doc_status {
    STATUS_CONCEPT,
    STATUS_FIXED,
    STATUS_SIGNAL,  /* crisis picture: the alert's level, ... */
    STATUS_WARNING,
    STATUS_CRISIS   /* ... confirmed */
};

struct head {
    struct str municipality; /* 'Gemeente Turfbrug' */
    struct str kind;         /* 'Issue-analyse', above the title; empty: the title is the word mark 'Tamtam' */
    struct str title;
    struct str date;         /* 'woensdag 11 maart 2026', or a period */
    struct str detail[3];    /* window, number, ... */
    struct str number;       /* crisis picture: set large at the right instead of date and detail */
    enum doc_status status;
    struct str status_word;  /* empty: 'Concept', 'Vastgesteld', 'Signaal', 'Waarschuwing', 'Crisis' */
    struct str status_by;    /* '10.52 uur · R. Aalders, omgevingsanalist' */
    struct str full_title;   /* file title and footer; empty: made of kind, title, municipality and date */
    struct str footer;       /* right of the footer instead of nothing; page numbers always stand there */
    struct str evidence; /* newsroom address that evidence links start with, set before composing; empty: no links */
    struct str summary;      /* first line of a mail in the inbox, description in HTML; may be empty */
    int64_t created;         /* UTC ms, for metadata: never the machine's clock */
};

struct document {
    struct head head;
    struct block *root; /* a SECTION_ROOT */
    int ncuts;          /* how many blocks, rows and items may fall off; set by doc_finish */
    struct arena arena;
};

/* Makes an empty document; d is zero-initialised or released before. */
void doc_init(struct document *d);
void doc_release(struct document *d);
/*
 * Ends composing: gives sections their anchors, numbers what may fall off, fills in the head's defaults. Blocks that
 * stay empty (a section without children, a list without items) remain: an empty part says so in words, which the
 * report adds.
 */
void doc_finish(struct document *d);

/* A clean copy of outside text in the document's arena, for fields that are set directly. */
struct str doc_copy(struct document *d, struct str s);
/* printf, then doc_copy. */
struct str doc_printf(struct document *d, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* A count in Dutch ('3.140'); `ref` is the evidence: an address, or a path that head.evidence goes before; may be
 * empty. */
struct figure doc_count(struct document *d, long long n, struct str ref);
/* A figure in words of its own ('1 u 12', '74%', '< 5'). */
struct figure doc_shown(struct document *d, struct str shown, struct str ref);
/* 'enkele'. */
struct figure doc_few(struct document *d);

/* Blocks: each is added at the end of `parent` (a section, columns or quote) and belongs to the document. */
struct block *doc_section(struct block *parent, enum section_kind kind, struct str title);
/* Adds a word to the kicker of a section; beyond DOC_FACTS it is dropped. */
void doc_fact(struct block *section, struct str fact);
struct prose *doc_paragraph(struct block *parent, enum text_kind kind);
struct block *doc_list(struct block *parent, enum list_kind kind);
/* An item; `rank` as for blocks. The text is the caller's to fill. */
struct prose *doc_item(struct block *list, int rank);
/* An item of LIST_SIGNS. */
struct prose *doc_sign_item(struct block *list, enum state state, struct figure figure, int rank);
struct block *doc_figure(struct block *parent, struct figure figure, struct str label);
struct block *doc_columns(struct block *parent, enum columns_kind kind);
/* Words of a person: 'Duiding', by whom (may be empty). Its paragraphs and lists are added to it. */
struct block *doc_quote(struct block *parent, struct str label, struct str by);
struct block *doc_agenda(struct block *parent, struct str title);
void doc_agenda_item(struct block *agenda, struct str when, struct str what);

/* A chart; `alt` is the sentence that says the finding. */
struct block *doc_chart(struct block *parent, enum chart_kind kind, struct str alt);
/* The chart beside the title of a section (SECTION_POINT). */
struct block *doc_chart_beside(struct block *section, enum chart_kind kind, struct str alt);
/* A tone bar with its counts; the sentence is made from them. */
struct block *doc_tone(struct block *parent, struct tone tone);
/* A point of the chart; further fields are set on what it returns. */
struct point *doc_point(struct block *chart, struct str label, double value);

/* The voices of a main point, in the order in which they are added; returns the text, for the caller to fill. */
struct block *doc_voices(struct block *parent);
struct prose *doc_voice(struct block *voices, enum voice voice, struct figure figure, struct str unit,
                        struct tone tone);

struct block *doc_table(struct block *parent, struct str caption);
struct column *doc_column(struct block *table, enum cell_kind kind, struct str title);
struct row *doc_row(struct block *table, int rank);
/* Cells from left to right, one a column. cell_text makes a CELL_HEAD where the column is one; it returns the text, for
 * more runs. */
struct prose *cell_text(struct row *r, struct str text);
struct cell *cell_figure(struct row *r, struct figure figure);
struct cell *cell_trend(struct row *r, enum trend trend, struct str word);
struct cell *cell_days(struct row *r, const double *days, int n);
struct cell *cell_tone(struct row *r, struct tone tone);
/* `share` 0..1; the word ('waarschijnlijk') follows from it. */
struct cell *cell_chance(struct row *r, double share);
/* `share` 0..1 is the bar's length on the column's scale. */
struct cell *cell_bar(struct row *r, struct figure figure, double share);
/* `note` is 'n = 65'; figure the share as shown. */
struct cell *cell_interval(struct row *r, struct figure figure, double share, double low, double high, struct str note);
struct cell *cell_state(struct row *r, enum state state, struct str word);
struct cell *cell_voice(struct row *r, enum voice voice);
struct cell *cell_empty(struct row *r);

/* Inline text. */
void prose_add(struct prose *p, struct str text);
void prose_printf(struct prose *p, const char *format, ...) __attribute__((format(printf, 2, 3)));
void prose_strong(struct prose *p, struct str text);
void prose_subtle(struct prose *p, struct str text);
/* A count in Dutch that links to its evidence. */
void prose_count(struct prose *p, long long n, struct str ref);
void prose_figure(struct prose *p, struct figure figure);
void prose_link(struct prose *p, struct str text, struct str url);
bool prose_is_empty(const struct prose *p);
/* The words alone, in the arena `a`. */
struct str prose_plain(const struct prose *p, struct arena *a);

/* ---- words that several writers use ---- */

/* 'mogelijk', 'waarschijnlijk' ... of a chance 0..1. */
const char *chance_word(double share);
/* 'stijgt', 'gelijk', 'daalt', or ''. */
const char *trend_word(enum trend trend);
/* What stands before the text of a trend cell: "stijgt" before "+17"; nothing where the text is a word ("nieuw", "groeit"). */
const char *trend_before(const struct cell *c);
/* 'Concept', 'Vastgesteld' ... of a head; NUL-terminated. */
const char *status_word(const struct head *h);
/* The parts of a tone that may be told; returns how many (0: none). */
int tone_parts(const struct tone *t, struct tone_part parts[SENTIMENT_COUNT]);
/* Are the heads of its rows in normal weight? So in lists of figures: dense tables, and those without titles and texts.
 */
bool table_is_plain(const struct table *t);
/* Adds '264 negatief, 233 neutraal, 94 positief'. */
void tone_words(struct buf *b, const struct tone *t);

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * Inside the PDF writer. A document is laid out once as a list of bands, horizontal strips that are never divided;
 * bands are then dealt out over pages, and drawn. A band holds items at places relative to its top: text, rules, signs
 * and drawings, and the beginnings and ends of structure tags, which may span bands and pages.
 *
 * Tags. cairo marks content in leaf tags only, so text is a leaf of its own; whatever is decoration goes into a
 * "Private" tag, which the second pass (pdf_tags.c) turns into an artifact. What cairo cannot say (alternative texts,
 * scopes) is noted in the order in which tags begin, and laid on the finished tree.
 *
 * Lengths are points, y goes down.
 */
#ifndef TAMTAM_PDF_PAGE_H
#define TAMTAM_PDF_PAGE_H

#include <pango/pangocairo.h>

#include "base/err.h"
#include "tamtam/chart.h"
#include "tamtam/document.h"
#include "tamtam/look.h"

/* Roles of text: size, leading and weight (look: type). */
enum role {
    ROLE_WORD,
    ROLE_TITLE,
    ROLE_DATE,
    ROLE_POINT,
    ROLE_HEAD,
    ROLE_SMALL_HEAD,
    ROLE_LEAD,
    ROLE_TEXT,
    ROLE_TABLE,
    ROLE_NOTE,
    ROLE_KICKER,
    ROLE_COUNT_LINE,
    ROLE_KEY,
    ROLE_KEY_SMALL,
    ROLE_BRAND,
    ROLE_TOTAL
};

double role_leading(enum role r);

/* A piece of a text with its own weight, size, colour and address. */
struct segment {
    struct str text;
    enum role role;
    int weight; /* 0: the role's */
    enum look_colour colour;
    struct str url;
    bool underlined;
    struct segment *next;
};

struct segments {
    struct segment *first, *last;
};

/* What the second pass has to lay on the tag tree, in the order in which the tags begin. */
struct note {
    const char *tag;
    struct str alt;    /* of a Figure */
    const char *scope; /* of a TH: "Row", "Column" */
};

struct notes {
    struct note *v;
    int n, cap;
};

enum item_kind { ITEM_TEXT, ITEM_RULE, ITEM_BOX, ITEM_SIGN, ITEM_LOGO, ITEM_DRAWING, ITEM_BEGIN, ITEM_END };

struct item_box {
    enum item_kind kind;
    double x, y, w, h;
    const char *tag; /* of TEXT, BEGIN, END; of DRAWING "Figure", or NULL for decoration */
    const char *scope;
    struct str alt;
    PangoLayout *layout;
    struct segment *segments;
    const struct drawing *drawing;
    enum sign sign;
    enum look_colour colour;
    bool dashed;
    struct item_box *next;
};

/* The head of a table, shown once more, as decoration, where a page begins with a later row. */
struct repeat {
    struct item_box *first, *last;
    double height;
};

struct band {
    struct item_box *first, *last;
    const struct repeat *repeat; /* above it when it is the first of a page; NULL: none */
    double gap;    /* above it, unless it is the first of a page */
    double height;
    int page;
    double y;
    struct band *next;
};

struct pdf {
    const struct document *doc;
    const struct look *look;
    const struct colour *colours;
    int skip; /* what has a `cut` of 1..skip has fallen off */
    struct str fallen; /* the line that says what has; emptied when it is placed */
    struct arena arena;
    PangoContext *context;
    PangoLayout **layouts; /* owned */
    int nlayouts, layouts_cap;
    struct band *first, *last; /* `last` is the band in the making */
    int glue;                  /* > 0: no break here */
    const struct repeat *repeat; /* of the table in the making, once its first row stands; NULL: none */
    bool boxed;                /* in a form: sections without a rule above */
    double x, width, y;        /* the column in the making; y within the band */
    enum block_kind above;     /* what stands above the block in the making */
    int pages;
    cairo_t *cr;
    bool decorating; /* an artifact is open */
    struct notes notes;
};

extern const double page_width, page_height, page_left, page_inner, page_top, page_bottom, column_width, gutter;

/* ---- set-up (write_pdf.c) ---- */

/* A context for layouts in Open Sans, the caller's; NULL with the reason when the font is not installed. */
PangoContext *pdf_context(struct err *err);
/* Frees the layouts and empties the arena. */
void pdf_clear_layout(struct pdf *p);

/* ---- text (pdf_text.c) ---- */

struct segments *pdf_words(struct pdf *p, struct str text, enum role role, enum look_colour colour);
void pdf_add_words(struct pdf *p, struct segments *s, struct str text, enum role role, enum look_colour colour);
void pdf_add_figure(struct pdf *p, struct segments *s, const struct figure *f, enum role role);
/* Inline text; subtle runs on a line of their own when `subtle_below`. */
struct segments *pdf_prose(struct pdf *p, const struct prose *text, enum role role, bool subtle_below);
/* A layout of the segments, `width` < 0 for as wide as it is; owned by p. At most `lines` lines (0: all). */
PangoLayout *pdf_layout(struct pdf *p, const struct segments *s, enum role role, double width, enum anchor align,
                        int lines);
double layout_height(PangoLayout *l);
double layout_width(PangoLayout *l);
/* Shows a text item: its tag, a Span or Link a segment; without a tag its glyphs alone, inside an artifact. */
void pdf_show_text(struct pdf *p, const struct item_box *item, double x, double y);
/* Plain text without tags, for drawings and footers. `y` is the baseline. */
void pdf_show_line(struct pdf *p, struct str text, double size, int weight, enum look_colour colour, double x, double y,
                   enum anchor anchor, bool halo);

/* ---- drawing (pdf_draw.c) ---- */

void pdf_colour(struct pdf *p, enum look_colour c);
void pdf_show_drawing(struct pdf *p, const struct drawing *d, double x, double y);
void pdf_show_sign(struct pdf *p, enum sign s, enum look_colour c, double x, double y, double side);
void pdf_show_logo(struct pdf *p, double x, double y, double side);
void pdf_begin(struct pdf *p, const char *tag, const char *attributes, struct str alt, const char *scope);
void pdf_end(struct pdf *p, const char *tag);

/* ---- items: each is added to the band in the making, at x and y within it ---- */

/* Text at the place; returns its height. */
double pdf_text(struct pdf *p, const char *tag, const struct segments *s, enum role role, double x, double y,
                double width, enum anchor align);
void pdf_text_layout(struct pdf *p, const char *tag, const char *scope, const struct segments *s, PangoLayout *l,
                     double x, double y);
void pdf_rule(struct pdf *p, enum look_colour c, double thickness, double x, double y, double width);
void pdf_fill(struct pdf *p, enum look_colour c, double x, double y, double w, double h);
void pdf_frame(struct pdf *p, enum look_colour c, double x, double y, double w, double h, bool dashed);
void pdf_sign(struct pdf *p, enum sign s, enum look_colour c, double x, double y, double side);
/* A drawing; a Figure with `alt`, decoration when alt is empty. */
void pdf_drawing(struct pdf *p, const struct drawing *d, struct str alt, double x, double y);
void pdf_open(struct pdf *p, const char *tag);
void pdf_close(struct pdf *p, const char *tag);
/* Vertical space before what follows; at the top of a page there is none. */
void pdf_space(struct pdf *p, double points);
/* A page may end here. */
void pdf_may_break(struct pdf *p);
bool pdf_fell_off(const struct pdf *p, int cut);
/* Where an attempt to lay something out started, to go back to. */
struct pdf_mark {
    struct band *band;
    struct item_box *last;
    double y, gap;
};
struct pdf_mark pdf_mark(const struct pdf *p);
/* Takes away what was added since. */
void pdf_back_to(struct pdf *p, struct pdf_mark m);
struct item_box *pdf_item(struct pdf *p, enum item_kind kind, double x, double y, double w, double h);
/* An empty drawing in the arena, of this width. */
struct drawing *pdf_new_drawing(struct pdf *p, double width);

/* ---- blocks (pdf_blocks.c, pdf_table.c, pdf_head.c) ---- */

void pdf_children(struct pdf *p, const struct block *parent, int level);
/* The line that says what fell off, where it has no place yet. */
void pdf_fallen(struct pdf *p);
void pdf_table(struct pdf *p, const struct block *b);
void pdf_voices(struct pdf *p, const struct block *b);
void pdf_head(struct pdf *p);
/* Counts of a tone with their signs above the bar, as one Figure; returns the height. */
double pdf_tone(struct pdf *p, const struct tone *t, double x, double y, double width);

/* ---- second pass (pdf_tags.c) ---- */

/*
 * Makes what cairo wrote a tagged PDF 1.7 after PDF/UA-1: metadata, language, alternative texts, scopes, artifacts.
 * Fails when the tags do not match the notes.
 */
int pdf_finish_tags(struct str bytes, const struct document *d, const struct notes *notes, struct buf *out,
                    struct err *err);

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "tamtam/write_mail.h"

#include <stdio.h>
#include <stdlib.h>

#include "tamtam/base64.h"
#include "tamtam/dutch.h"
#include "tamtam/mime.h"
#include "tamtam/png.h"
#include "tamtam/svg.h"
#include "tamtam/write_text.h"

#define FONT "font-family:'Open Sans','Segoe UI',Helvetica,Arial,sans-serif;"
#define TABLE "<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\""

struct letter {
    struct buf html;
    const struct look *look;
    struct mail_pictures *pictures; /* which the HTML shows by their cids */
    int npictures;
    char text[8], subtle[8], hair[8], border[8], action[8], house_1[8], house_2[8], negative[8], positive[8], quiet[8];
    unsigned long long key; /* makes cids and boundaries */
    struct arena arena;
    struct err *err;
    bool failed;
};

static void put(struct letter *l, const char *markup)
{
    buf_puts(&l->html, markup);
}

static void put_text(struct letter *l, struct str s)
{
    html_escape(&l->html, s);
}

static void set_hex(const struct letter *l, enum look_colour c, char out[8])
{
    struct buf b = {0};

    colour_hex(&b, l->look->colours[MEDIUM_LIGHT][c]);
    for (int i = 0; i < 8; i++)
        out[i] = buf_c(&b)[i];
    buf_release(&b);
}

static void set_colours(struct letter *l)
{
    set_hex(l, COLOUR_TEXT, l->text);
    set_hex(l, COLOUR_SUBTLE, l->subtle);
    set_hex(l, COLOUR_HAIR, l->hair);
    set_hex(l, COLOUR_BORDER, l->border);
    set_hex(l, COLOUR_ACTION, l->action);
    set_hex(l, COLOUR_HOUSE_1, l->house_1);
    set_hex(l, COLOUR_HOUSE_2, l->house_2);
    set_hex(l, COLOUR_NEGATIVE, l->negative);
    set_hex(l, COLOUR_POSITIVE, l->positive);
    set_hex(l, COLOUR_QUIET, l->quiet);
}

/* Opens an element with the mail's font, a size/leading pair, a colour and further style. */
static void open_text(struct letter *l, const char *tag, int size, int leading, const char *colour, const char *style)
{
    buf_printf(&l->html, "<%s style=\"" FONT "margin:0;font-size:%dpx;line-height:%dpx;color:%s;%s\">", tag, size,
               leading, colour, style);
}

static void put_link(struct letter *l, struct str text, struct str url, const char *style)
{
    put(l, "<a href=\"");
    put_text(l, url);
    buf_printf(&l->html, "\" style=\"color:%s;text-decoration:underline;%s\">", l->action, style);
    put_text(l, text);
    put(l, "</a>");
}

static void put_figure(struct letter *l, const struct figure *f)
{
    if (f->url.n)
        put_link(l, f->shown, f->url, "font-weight:600");
    else
        put_text(l, f->shown);
}

static void put_prose(struct letter *l, const struct prose *p)
{
    for (const struct run *r = p->first; r; r = r->next) {
        if (r->url.n) {
            put_link(l, r->text, r->url, r->kind == RUN_FIGURE ? "font-weight:600" : "");
            continue;
        }
        put(l, r->kind == RUN_STRONG || r->kind == RUN_FIGURE ? "<strong>" : "");
        if (r->kind == RUN_SUBTLE)
            buf_printf(&l->html, "<span style=\"color:%s\">", l->subtle);
        put_text(l, r->text);
        put(l, r->kind == RUN_STRONG || r->kind == RUN_FIGURE ? "</strong>" : r->kind == RUN_SUBTLE ? "</span>" : "");
    }
}

/* ---- tone bars: cells, filled, open and with a double border ---- */

static void put_tone_counts(struct letter *l, const struct tone_part *parts, int n)
{
    static const char *const signs[] = {"&minus;", "&#9675;", "+"};
    const char *colours[] = {l->negative, l->border, l->positive};

    open_text(l, "p", 14, 20, l->text, "margin:8px 0 4px 0");
    for (int i = 0; i < n; i++) {
        put(l, i ? " &nbsp;&nbsp; " : "");
        for (int s = (int)parts[i].from; s <= (int)parts[i].to; s++)
            buf_printf(&l->html, "<strong style=\"color:%s\">%s</strong> ", colours[s], signs[s]);
        dutch_count(&l->html, parts[i].count);
        buf_printf(&l->html, " %s", sentiment_names[parts[i].from].label);
        if (parts[i].from != parts[i].to)
            buf_printf(&l->html, " of %s", sentiment_names[parts[i].to].label);
    }
    put(l, "</p>");
}

static void put_tone(struct letter *l, const struct tone *t)
{
    struct tone_part parts[SENTIMENT_COUNT];
    int n = tone_parts(t, parts);
    double sum = 0;

    for (int i = 0; i < n; i++)
        sum += (double)parts[i].count;
    if (sum <= 0)
        return;
    put_tone_counts(l, parts, n);
    put(l, TABLE " style=\"border-collapse:separate;border-spacing:0\"><tr>");
    for (int i = 0; i < n; i++) {
        bool joined = parts[i].from != parts[i].to;
        bool positive = parts[i].from == SENTIMENT_POSITIEF;
        int percent = (int)(100 * (double)parts[i].count / sum + 0.5);

        if (parts[i].count == 0)
            continue;
        if (parts[i].from == SENTIMENT_NEGATIEF && !joined)
            buf_printf(&l->html,
                       "<td width=\"%d%%\" style=\"background:%s;border:1px solid "
                       "%s;height:10px;font-size:0;line-height:0\">&nbsp;</td>",
                       percent, l->negative, l->negative);
        else
            buf_printf(&l->html,
                       "<td width=\"%d%%\" style=\"background:#FFFFFF;border:%s "
                       "%s;height:%dpx;font-size:0;line-height:0\">&nbsp;</td>",
                       percent,
                       joined     ? "1px dashed"
                       : positive ? "3px double"
                                  : "1px solid",
                       positive ? l->positive : l->border, positive ? 6 : 10);
    }
    put(l, "</tr></table>");
}

/* ---- pictures ---- */

void mail_pictures_release(struct mail_pictures *p)
{
    for (int i = 0; i < MAIL_PICTURES; i++)
        buf_release(&p->png[i]);
}

/* The number of a new picture, or -1 where there are enough. */
static int new_picture(struct letter *l)
{
    return l->npictures < MAIL_PICTURES ? l->npictures++ : -1;
}

static void put_picture(struct letter *l, int number, int width, int height, struct str alt)
{
    buf_printf(&l->html, "<img src=\"cid:p%d.%llx@tamtam\" width=\"%d\" height=\"%d\" alt=\"", number, l->key, width,
               height);
    put_text(l, alt);
    buf_printf(&l->html, "\" style=\"display:block;border:0;width:100%%;max-width:%dpx;height:auto\">", width);
}

static void put_chart(struct letter *l, const struct chart *c, int width)
{
    struct drawing d = {.width = width, .text = 13, .roomy = true, .arena = &l->arena};
    int number;

    if (c->kind == CHART_TONE) {
        put_tone(l, &c->tone);
        return;
    }
    if (c->kind == CHART_DAYS)
        d.height = 40;
    chart_draw(&d, c);
    number = new_picture(l);
    if (number < 0 || l->failed)
        return;
    if (l->pictures->png[number].n == 0 && png_drawing(&d, l->look, 2, &l->pictures->png[number], l->err) < 0) {
        l->failed = true;
        return;
    }
    put(l, "<div style=\"padding:10px 0 4px 0\">");
    put_picture(l, number, width, (int)(d.height + 0.5), c->alt);
    put(l, "</div>");
    if (c->caption.n) {
        open_text(l, "p", 13, 18, l->subtle, "");
        put_text(l, c->caption);
        put(l, "</p>");
    }
}

/* ---- tables ---- */

/* What a mail shows of a table: words and figures; little drawings stay behind. */
static bool is_shown(enum cell_kind kind)
{
    return kind != CELL_DAYS && kind != CELL_EMPTY && kind != CELL_TONE;
}

/* '22%', '<1%' */
static void put_percent(struct letter *l, double share)
{
    struct buf percent = {0};

    dutch_percent(&percent, share);
    put_text(l, buf_str(&percent));
    buf_release(&percent);
}

static void put_cell(struct letter *l, const struct cell *c)
{
    switch (c->kind) {
    case CELL_FIGURE:
    case CELL_BAR: put_figure(l, &c->figure); return;
    case CELL_CHANCE:
        put(l, "<strong>");
        put_percent(l, c->share);
        put(l, "</strong> ");
        break;
    case CELL_TREND:
        put(l, trend_before(c));
        put(l, c->text.first && *trend_before(c) ? " " : "");
        break;
    case CELL_INTERVAL:
        put_figure(l, &c->figure);
        put(l, " ");
        break;
    case CELL_VOICE: put(l, c->voice < VOICE_NONE ? voice_names[c->voice].label : ""); return;
    default: break;
    }
    put_prose(l, &c->text);
}

static void put_table_head(struct letter *l, const struct table *t)
{
    put(l, "<thead><tr>");
    for (const struct column *c = t->columns; c; c = c->next) {
        bool right = c->kind == CELL_FIGURE || c->kind == CELL_TREND;

        if (!is_shown(c->kind) || (c->kind == CELL_TEXT && !c->title.first))
            continue;
        buf_printf(&l->html,
                   "<th scope=\"col\" align=\"%s\" style=\"" FONT
                   "font-size:13px;line-height:18px;font-weight:400;color:%s;padding:0 0 4px %s\">",
                   right ? "right" : "left", l->subtle, c == t->columns ? "0" : "10px");
        if (c->voice != VOICE_NONE && c->voice < VOICE_NONE)
            put(l, voice_names[c->voice].label);
        put_prose(l, &c->title);
        put(l, "</th>");
    }
    put(l, "</tr></thead>");
}

static void put_row(struct letter *l, const struct table *t, const struct row *r)
{
    const struct column *column = t->columns;
    bool merges = t->columns && t->columns->kind == CELL_HEAD && t->columns->next &&
                  t->columns->next->kind == CELL_TEXT && !t->columns->next->title.first;

    put(l, "<tr>");
    for (const struct cell *c = r->first; c && column; c = c->next, column = column->next) {
        bool heads = c->kind == CELL_HEAD || c->kind == CELL_VOICE;
        bool right = c->kind == CELL_FIGURE || c->kind == CELL_TREND;

        if (!is_shown(column->kind) || (merges && c == r->first->next))
            continue;
        buf_printf(
            &l->html,
            "<%s align=\"%s\" valign=\"top\" style=\"" FONT
            "border-top:1px solid %s;padding:7px 0 7px %s;font-size:16px;line-height:22px;font-weight:%s;color:%s%s\">",
            heads ? "th scope=\"row\"" : "td", right ? "right" : "left", l->hair, c == r->first ? "0" : "10px",
            heads && !table_is_plain(t) ? "600" : "400", l->text, right ? ";white-space:nowrap" : "");
        put_cell(l, c);
        if (merges && c == r->first && c->next) {
            buf_printf(&l->html, "<br><span style=\"font-weight:400;font-size:14px;color:%s\">", l->subtle);
            put_prose(l, &c->next->text);
            put(l, "</span>");
        }
        put(l, heads ? "</th>" : "</td>");
    }
    put(l, "</tr>\n");
}

static void put_table(struct letter *l, const struct table *t)
{
    if (t->shows_caption) {
        open_text(l, "p", 16, 24, l->text, "margin:12px 0 4px 0;font-weight:700");
        put_text(l, t->caption);
        put(l, "</p>");
    }
    put(l, "<table width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" "
           "style=\"border-collapse:collapse;margin:4px 0 0 0\">");
    if (!t->hides_head)
        put_table_head(l, t);
    put(l, "<tbody>");
    for (const struct row *r = t->first; r; r = r->next)
        put_row(l, t, r);
    put(l, "</tbody></table>");
}

/* ---- blocks ---- */

static void put_block(struct letter *l, const struct block *b, int level);

static void put_children(struct letter *l, const struct block *parent, int level)
{
    for (const struct block *b = parent->first; b; b = b->next)
        put_block(l, b, level);
}

static void put_list(struct letter *l, const struct block *b)
{
    int n = 0;

    if (!b->list.first)
        return;
    put(l, TABLE ">");
    for (const struct item *i = b->list.first; i; i = i->next) {
        buf_printf(&l->html,
                   "<tr><td width=\"20\" valign=\"top\" style=\"" FONT
                   "font-size:16px;line-height:24px;font-weight:700;color:%s\">",
                   l->text);
        if (b->list.kind == LIST_NUMBERS)
            buf_printf(&l->html, "%d", ++n);
        else
            put(l, b->list.kind == LIST_ACTIONS ? "&rarr;"
                   : i->state == STATE_PLUS     ? "+"
                   : i->state == STATE_MINUS    ? "&minus;"
                                                : "&bull;");
        buf_printf(&l->html, "</td><td style=\"" FONT "font-size:16px;line-height:24px;color:%s\">", l->text);
        put_prose(l, &i->text);
        if (b->list.kind == LIST_SIGNS && i->figure.shown.n) {
            put(l, " (");
            put_figure(l, &i->figure);
            put(l, ")");
        }
        put(l, "</td></tr>\n");
    }
    put(l, "</table>");
}

static void put_voices(struct letter *l, const struct block *b)
{
    for (const struct voice_row *v = b->voices.first; v; v = v->next) {
        open_text(l, "p", 16, 24, l->text, "margin:14px 0 0 0");
        buf_printf(&l->html, "<strong>%s</strong> ", v->voice < VOICE_NONE ? voice_names[v->voice].label : "");
        put_figure(l, &v->figure);
        buf_printf(&l->html, "<span style=\"color:%s\">%s", l->subtle, v->unit.n && v->unit.p[0] != ',' ? " " : "");
        put_text(l, v->unit);
        put(l, "</span></p>");
        put_tone(l, &v->tone);
        open_text(l, "p", 16, 24, l->text, "margin:6px 0 0 0");
        put_prose(l, &v->text);
        put(l, "</p>\n");
    }
}

static void put_heading(struct letter *l, const struct section *s, int level)
{
    bool point = s->kind == SECTION_POINT;
    char tag[3] = {'h', (char)('0' + (level > 6 ? 6 : level)), '\0'};

    if (point) {
        const char *between = "";

        open_text(l, "p", 13, 18, l->subtle, "");
        for (int i = 0; i < s->nfacts; i++, between = " &middot; ") {
            put(l, between);
            put_text(l, s->facts[i]);
        }
        if (s->phase < PHASE_COUNT)
            buf_printf(&l->html, "%s%s", between, phase_names[s->phase].label);
        put(l, "</p>");
    }
    open_text(l, tag, point ? 20 : 16, point ? 26 : 24, l->text,
              point ? "margin:2px 0 6px 0;font-weight:700" : "margin:0 0 4px 0;font-weight:700");
    put_text(l, s->title);
    buf_printf(&l->html, "</%s>", tag);
    if (s->note.n) {
        open_text(l, "p", 13, 18, l->subtle, "");
        put_text(l, s->note);
        put(l, "</p>");
    }
}

static void put_section(struct letter *l, const struct block *b, int level)
{
    const struct section *s = &b->section;
    bool ruled = s->kind != SECTION_SMALL && level == 2;

    if (ruled)
        buf_printf(&l->html, "<div style=\"border-top:%dpx solid %s;margin-top:18px;padding-top:10px\">",
                   s->kind == SECTION_BRIEF ? 1 : 2, l->text);
    else
        put(l, "<div style=\"padding-top:12px\">");
    put_heading(l, s, level);
    if (s->beside)
        put_chart(l, &s->beside->chart, 536);
    put_children(l, b, level + 1);
    put(l, "</div>\n");
}

static void put_paragraph(struct letter *l, const struct block *b)
{
    bool small = b->paragraph.kind == TEXT_NOTE || b->paragraph.kind == TEXT_ACCOUNT;
    char style[96];

    snprintf(style, sizeof style,
             b->paragraph.kind == TEXT_ACCOUNT ? "margin:20px 0 0 0;padding-top:12px;border-top:1px solid %s"
                                               : "margin:8px 0 0 0",
             l->border);
    open_text(l, "p", small ? 13 : 16, small ? 19 : 24, small ? l->subtle : l->text, style);
    put_prose(l, &b->paragraph.text);
    put(l, "</p>\n");
}

static void put_agenda(struct letter *l, const struct block *b)
{
    open_text(l, "p", 16, 24, l->text, "margin:12px 0 0 0;font-weight:700");
    put_text(l, b->agenda.title);
    put(l, "</p>" TABLE ">");
    for (const struct agenda_item *i = b->agenda.first; i; i = i->next) {
        buf_printf(&l->html,
                   "<tr><td valign=\"top\" style=\"" FONT
                   "font-size:16px;line-height:24px;font-weight:600;white-space:nowrap;padding-right:14px;color:%s\">",
                   l->text);
        put_text(l, i->when);
        buf_printf(&l->html, "</td><td valign=\"top\" style=\"" FONT "font-size:16px;line-height:24px;color:%s\">", l->text);
        put_text(l, i->what);
        put(l, "</td></tr>");
    }
    put(l, "</table>\n");
}

static void put_figure_block(struct letter *l, const struct figure_block *f)
{
    open_text(l, "p", 16, 24, l->text, "margin:6px 0 0 0");
    put(l, "<strong style=\"font-size:22px\">");
    put_figure(l, &f->figure);
    put(l, "</strong> ");
    put_text(l, f->label);
    if (f->note.n) {
        buf_printf(&l->html, "<br><span style=\"font-size:13px;color:%s\">", l->subtle);
        put_text(l, f->note);
        put(l, "</span>");
    }
    put(l, "</p>\n");
}

static void put_quote(struct letter *l, const struct block *b, int level)
{
    buf_printf(&l->html, "<div style=\"margin-top:12px;border-left:4px solid %s;padding-left:12px\">", l->house_2);
    open_text(l, "p", 16, 24, l->text, "font-weight:700");
    put_text(l, b->quote.label);
    buf_printf(&l->html, "%s<span style=\"font-weight:400;color:%s\">", b->quote.by.n ? " " : "", l->subtle);
    put_text(l, b->quote.by);
    put(l, "</span></p>");
    put_children(l, b, level);
    put(l, "</div>\n");
}

static void put_block(struct letter *l, const struct block *b, int level)
{
    switch (b->kind) {
    case BLOCK_SECTION: put_section(l, b, level); break;
    case BLOCK_PARAGRAPH: put_paragraph(l, b); break;
    case BLOCK_LIST: put_list(l, b); break;
    case BLOCK_TABLE: put_table(l, &b->table); break;
    case BLOCK_FIGURE: put_figure_block(l, &b->figure); break;
    case BLOCK_CHART: put_chart(l, &b->chart, 536); break;
    case BLOCK_VOICES: put_voices(l, b); break;
    case BLOCK_COLUMNS: put_children(l, b, level); break;
    case BLOCK_QUOTE: put_quote(l, b, level); break;
    case BLOCK_AGENDA: put_agenda(l, b); break;
    }
}

/* ---- the HTML part ---- */

static void put_brand(struct letter *l, const struct head *h)
{
    int logo = new_picture(l);

    if (logo >= 0 && l->pictures->png[logo].n == 0 && png_logo(l->look, 80, &l->pictures->png[logo], l->err) < 0)
        l->failed = true;
    put(l, "<tr><td class=\"pad\" style=\"padding:18px 32px 14px 32px\">" TABLE
           "><tr><td width=\"44\" style=\"padding:0 12px 0 0\">");
    put_picture(l, logo, 40, 40, (struct str){0});
    buf_printf(&l->html, "</td><td style=\"" FONT "font-size:16px;line-height:22px;font-weight:600;color:%s\">",
               l->text);
    put_text(l, h->municipality);
    buf_printf(&l->html, "</td><td align=\"right\" style=\"" FONT "font-size:14px;line-height:20px;color:%s\">",
               l->subtle);
    put_text(l, str_of(status_word(h)));
    if (h->status_by.n) {
        put(l, "<br>");
        put_text(l, h->status_by);
    }
    put(l, "</td></tr></table></td></tr>\n");
    put(l, "<tr><td>" TABLE ">");
    buf_printf(
        &l->html,
        "<tr><td width=\"100\" height=\"5\" style=\"background:%s;font-size:0;line-height:0;height:5px\">&nbsp;</td>"
        "<td height=\"5\" "
        "style=\"background:%s;font-size:0;line-height:0;height:5px\">&nbsp;</td></tr></table></td></tr>\n",
        l->house_2, l->house_1);
}

static void put_title(struct letter *l, const struct head *h, const struct mail *m)
{
    if (h->kind.n) {
        open_text(l, "p", 14, 20, l->action, "font-weight:600");
        put_text(l, h->kind);
        put(l, "</p>");
    }
    open_text(l, "h1", h->kind.n ? 28 : 34, h->kind.n ? 34 : 38, l->text,
              h->kind.n ? "font-weight:700" : "font-weight:800;letter-spacing:-.5px");
    put_text(l, h->title);
    put(l, "</h1>");
    open_text(l, "p", 16, 24, l->subtle, "margin:6px 0 0 0");
    buf_printf(&l->html, "<strong style=\"color:%s\">", l->text);
    put_text(l, h->date);
    put(l, "</strong>");
    if (m->choice.n) {
        put(l, "<br>");
        put_text(l, m->choice);
    }
    for (size_t i = 0; i < sizeof h->detail / sizeof *h->detail; i++)
        if (h->detail[i].n) {
            put(l, "<br>");
            put_text(l, h->detail[i]);
        }
    put(l, "</p>\n");
}

static void put_end(struct letter *l, const struct mail *m)
{
    if (m->whole.n) {
        buf_printf(&l->html,
                   "<table role=\"presentation\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" "
                   "style=\"margin-top:22px\"><tr><td style=\"background:%s;padding:11px 22px\"><a href=\"",
                   l->action);
        put_text(l, m->whole);
        put(l, "\" style=\"" FONT "font-size:16px;line-height:22px;font-weight:600;color:#FFFFFF;text-decoration:"
                                  "none\">Lees op het web</a></td></tr></table>\n");
    }
    if (m->preferences.n || m->unsubscribe.n) {
        open_text(l, "p", 13, 24, l->subtle, "margin:14px 0 0 0");
        if (m->preferences.n)
            put_link(l, STR("Wijzig uw keuze"), m->preferences, "");
        put(l, m->preferences.n && m->unsubscribe.n ? " &nbsp; " : "");
        if (m->unsubscribe.n)
            put_link(l, STR("Meld u af"), m->unsubscribe, "");
        put(l, "</p>");
    }
}

static void put_html(struct letter *l, const struct document *d, const struct mail *m)
{
    put(l, "<!DOCTYPE html>\n<html lang=\"nl\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
           "content=\"width=device-width, initial-scale=1\">\n"
           "<meta name=\"color-scheme\" content=\"light\">\n<title>");
    put_text(l, d->head.full_title);
    put(l, "</title>\n<style>@media (max-width:620px){.w{width:100%!important}}@media "
           "(max-width:480px){.pad{padding-left:16px!important;padding-right:16px!important}}</style>\n</head>\n"
           "<body style=\"margin:0;padding:0;background:#E9EDE8\">\n<div role=\"main\">\n");
    if (d->head.summary.n) {
        put(l, "<div style=\"display:none;max-height:0;overflow:hidden\">");
        put_text(l, d->head.summary);
        put(l, "</div>\n");
    }
    put(l, TABLE " style=\"background:#E9EDE8\"><tr><td align=\"center\">\n<table class=\"w\" role=\"presentation\" "
                 "width=\"600\" cellpadding=\"0\" cellspacing=\"0\" "
                 "border=\"0\" style=\"width:100%;max-width:600px;background:#FFFFFF\">\n");
    put_brand(l, &d->head);
    put(l, "<tr><td class=\"pad\" style=\"padding:20px 32px 26px 32px\">\n");
    put_title(l, &d->head, m);
    put_children(l, d->root, 2);
    put_end(l, m);
    put(l, "</td></tr>\n</table>\n</td></tr></table>\n</div>\n</body>\n</html>\n");
}

/* ---- the message ---- */

/* "<address>" of its printable characters. */
static void put_bracketed(struct buf *out, struct str address)
{
    buf_putc(out, '<');
    for (size_t i = 0; i < address.n; i++)
        if (address.p[i] > ' ' && address.p[i] < 0x7F && address.p[i] != '>' && address.p[i] != '<')
            buf_putc(out, address.p[i]);
    buf_putc(out, '>');
}

/* RFC 2369 and, where there is a page for it, the one-click POST of RFC 8058. */
static void put_unsubscribe(struct buf *out, const struct mail *m)
{
    if (m->unsubscribe.n == 0 && m->sign_off_mail.n == 0)
        return;
    buf_puts(out, "List-Unsubscribe: ");
    if (m->unsubscribe.n)
        put_bracketed(out, m->unsubscribe);
    if (m->unsubscribe.n && m->sign_off_mail.n)
        buf_puts(out, ",\r\n ");
    if (m->sign_off_mail.n)
        put_bracketed(out, m->sign_off_mail);
    buf_puts(out, m->unsubscribe.n ? "\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" : "\r\n");
}

static void put_headers(struct buf *out, const struct document *d, const struct mail *m)
{
    mime_date(out, m->date);
    mime_address(out, "From", m->from);
    mime_address(out, "To", m->to);
    mime_header(out, "Subject", m->subject.n ? m->subject : d->head.full_title);
    if (m->message_id.n) {
        struct buf id = {0};

        buf_printf(&id, "<%.*s>", STR_ARG(m->message_id));
        mime_header(out, "Message-ID", buf_str(&id));
        buf_release(&id);
    }
    put_unsubscribe(out, m);
    buf_puts(out, "Auto-Submitted: auto-generated\r\nContent-Language: nl\r\nMIME-Version: 1.0\r\n");
}

static void put_part(struct buf *out, unsigned long long key, char level, const char *headers)
{
    buf_printf(out, "--tamtam-%c-%016llx\r\n%s\r\n", level, key, headers);
}

static void put_pictures(struct buf *out, const struct letter *l)
{
    for (int i = 0; i < l->npictures; i++) {
        char headers[256];

        snprintf(headers, sizeof headers,
                 "Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\nContent-ID: "
                 "<p%d.%llx@tamtam>\r\nContent-Disposition: inline; filename=\"p%d.png\"\r\n",
                 i, l->key, i);
        put_part(out, l->key, 'r', headers);
        base64_add(out, buf_str(&l->pictures->png[i]), 76);
        buf_puts(out, "\r\n");
    }
}

static void put_alternatives(struct buf *out, const struct letter *l, const struct document *d)
{
    struct buf text = {0};

    write_text(d, &text);
    buf_printf(out, "Content-Type: multipart/alternative; boundary=\"tamtam-a-%016llx\"\r\n\r\n", l->key);
    put_part(out, l->key, 'a',
             "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n");
    mime_quoted(out, buf_str(&text));
    buf_printf(out,
               "--tamtam-a-%016llx\r\nContent-Type: multipart/related; type=\"text/html\"; "
               "boundary=\"tamtam-r-%016llx\"\r\n\r\n",
               l->key, l->key);
    put_part(out, l->key, 'r',
             "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n");
    mime_quoted(out, buf_str(&l->html));
    put_pictures(out, l);
    buf_printf(out, "--tamtam-r-%016llx--\r\n--tamtam-a-%016llx--\r\n", l->key, l->key);
    buf_release(&text);
}

static void put_attachment(struct buf *out, const struct letter *l, const struct mail *m)
{
    char headers[512];
    char name[128];
    size_t n = 0;

    for (size_t i = 0; i < m->pdf_name.n && n < sizeof name - 1; i++) {
        char c = m->pdf_name.p[i];

        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
            c == '_')
            name[n++] = c;
    }
    name[n] = '\0';
    snprintf(headers, sizeof headers,
             "Content-Type: application/pdf; name=\"%s\"\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: "
             "attachment; filename=\"%s\"\r\n",
             name, name);
    put_part(out, l->key, 'm', headers);
    base64_add(out, m->pdf, 76);
    buf_printf(out, "\r\n--tamtam-m-%016llx--\r\n", l->key);
}

int write_mail(const struct document *d, const struct look *look, const struct mail *m, struct buf *out,
               struct err *err)
{
    struct letter *l = mem_calloc(1, sizeof *l);
    struct mail_pictures own = {0};
    int result;

    l->look = look;
    l->pictures = m->pictures ? m->pictures : &own;
    l->err = err;
    l->key = str_hash(m->message_id.n ? m->message_id : d->head.full_title);
    set_colours(l);
    put_html(l, d, m);
    result = l->failed ? -1 : 0;
    if (result == 0) {
        put_headers(out, d, m);
        if (m->pdf.n) {
            buf_printf(out,
                       "Content-Type: multipart/mixed; boundary=\"tamtam-m-%016llx\"\r\n\r\n--tamtam-m-%016llx\r\n",
                       l->key, l->key);
            put_alternatives(out, l, d);
            put_attachment(out, l, m);
        } else {
            put_alternatives(out, l, d);
        }
    }
    mail_pictures_release(&own);
    buf_release(&l->html);
    arena_release(&l->arena);
    free(l);
    return result;
}

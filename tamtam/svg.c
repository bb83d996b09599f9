/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "tamtam/svg.h"

#include <string.h>

static const char *const classes[STYLE_COUNT] = {
    [STYLE_INK] = "g-ink",          [STYLE_QUIET] = "g-quiet",        [STYLE_BAND] = "g-band",
    [STYLE_STEP_1] = "g-s1",        [STYLE_STEP_2] = "g-s2",          [STYLE_STEP_3] = "g-s3",
    [STYLE_STEP_4] = "g-s4",        [STYLE_STEP_5] = "g-s5",          [STYLE_AXIS] = "g-axis",
    [STYLE_HAIR] = "g-hair",        [STYLE_GUIDE] = "g-guide",        [STYLE_LEADER] = "g-leader",
    [STYLE_CURVE] = "g-curve",      [STYLE_DOT] = "g-dot",            [STYLE_NOW] = "g-now",
    [STYLE_BEFORE] = "g-before",    [STYLE_BEFORE_DOT] = "g-bdot",    [STYLE_MARK] = "g-mark",
    [STYLE_FEW] = "g-few",          [STYLE_BOX] = "g-box",            [STYLE_NEGATIVE] = "t-neg",
    [STYLE_NEUTRAL] = "t-neu",      [STYLE_POSITIVE] = "t-pos",       [STYLE_JOINED] = "t-join",
    [STYLE_TEXT] = "g-t",           [STYLE_TEXT_SUBTLE] = "g-t g-ts", [STYLE_TEXT_BOLD] = "g-t g-tb",
    [STYLE_TEXT_INVERSE] = "g-t g-ti",
};

void html_escape(struct buf *b, struct str s)
{
    size_t from = 0;

    for (size_t i = 0; i < s.n; i++) {
        const char *safe = NULL;

        switch (s.p[i]) {
        case '&':
            safe = "&amp;";
            break;
        case '<':
            safe = "&lt;";
            break;
        case '>':
            safe = "&gt;";
            break;
        case '"':
            safe = "&quot;";
            break;
        case '\'':
            safe = "&#39;";
            break;
        default:
            continue;
        }
        buf_add(b, str_sub(s, from, i - from));
        buf_puts(b, safe);
        from = i + 1;
    }
    buf_add(b, str_sub(s, from, s.n));
}

/* A length with at most two decimals. */
static void number(struct buf *b, double x)
{
    long long hundredths = (long long)(x * 100 + (x < 0 ? -0.5 : 0.5));
    long long size = hundredths < 0 ? -hundredths : hundredths;

    buf_printf(b, "%s%lld", hundredths < 0 ? "-" : "", size / 100);
    if (size % 100)
        buf_printf(b, size % 10 ? ".%02lld" : ".%lld", size % 10 ? size % 100 : size % 100 / 10);
}

static void attribute(struct buf *b, const char *name, double x)
{
    buf_printf(b, " %s=\"", name);
    number(b, x);
    buf_putc(b, '"');
}

static void put_path(struct buf *b, const struct shape *s)
{
    buf_printf(b, "<path class=\"%s\" d=\"", classes[s->style]);
    for (int i = 0; i < s->n; i++) {
        buf_putc(b, i ? 'L' : 'M');
        number(b, s->xy[2 * i]);
        buf_putc(b, ' ');
        number(b, s->xy[2 * i + 1]);
    }
    buf_puts(b, s->kind == SHAPE_AREA ? "Z\"/>" : "\"/>");
}

static void put_text(struct buf *b, const struct shape *s)
{
    static const char *const anchors[] = {"", " text-anchor=\"middle\"", " text-anchor=\"end\""};

    buf_printf(b, "<text class=\"%s%s\"%s", classes[s->style], s->halo ? " halo" : "", anchors[s->anchor]);
    attribute(b, "x", s->x);
    attribute(b, "y", s->y);
    attribute(b, "font-size", s->size);
    buf_putc(b, '>');
    html_escape(b, s->text);
    buf_puts(b, "</text>");
}

static void put_strokes(struct buf *b, enum sign sign)
{
    static const char *const inks[] = {"", " class=\"f\"", " class=\"k\""};

    for (int i = 0; i < SIGN_STROKES; i++) {
        const struct stroke *s = &sign_strokes(sign)[i];

        if (!s->path && s->r <= 0)
            break;
        buf_puts(b, s->path ? "<path" : "<circle");
        buf_puts(b, inks[s->ink]);
        if (s->path) {
            buf_printf(b, " d=\"%s\"", s->path);
        } else {
            attribute(b, "cx", s->cx);
            attribute(b, "cy", s->cy);
            attribute(b, "r", s->r);
        }
        if (s->width > 0)
            attribute(b, "stroke-width", s->width);
        buf_puts(b, s->dashed ? " stroke-dasharray=\"2.3 1.7\"/>" : "/>");
    }
}

static void put_shape(struct buf *b, const struct shape *s)
{
    switch (s->kind) {
    case SHAPE_RECT:
        buf_printf(b, "<rect class=\"%s\"", classes[s->style]);
        attribute(b, "x", s->x);
        attribute(b, "y", s->y);
        attribute(b, "width", s->w);
        attribute(b, "height", s->h);
        buf_puts(b, "/>");
        break;
    case SHAPE_LINE:
        buf_printf(b, "<line class=\"%s\"", classes[s->style]);
        attribute(b, "x1", s->x);
        attribute(b, "y1", s->y);
        attribute(b, "x2", s->x + s->w);
        attribute(b, "y2", s->y + s->h);
        buf_puts(b, "/>");
        break;
    case SHAPE_CIRCLE:
        buf_printf(b, "<circle class=\"%s\"", classes[s->style]);
        attribute(b, "cx", s->x);
        attribute(b, "cy", s->y);
        attribute(b, "r", s->w);
        buf_puts(b, "/>");
        break;
    case SHAPE_PATH:
    case SHAPE_AREA:
        put_path(b, s);
        break;
    case SHAPE_TEXT:
        put_text(b, s);
        break;
    case SHAPE_SIGN:
        buf_puts(b, "<g class=\"sg\" transform=\"translate(");
        number(b, s->x);
        buf_putc(b, ' ');
        number(b, s->y);
        buf_puts(b, ") scale(");
        number(b, s->w / 16);
        buf_puts(b, ")\">");
        put_strokes(b, s->sign);
        buf_puts(b, "</g>");
        break;
    }
}

void svg_drawing(struct buf *b, const struct drawing *d, const char *class, struct str alt)
{
    buf_printf(b, "<svg class=\"%s\" viewBox=\"0 0 ", class);
    number(b, d->width);
    buf_putc(b, ' ');
    number(b, d->height);
    buf_putc(b, '"');
    if (strcmp(class, "days") == 0 || strcmp(class, "spark") == 0)
        buf_puts(b, " preserveAspectRatio=\"none\"");
    if (alt.n) {
        buf_puts(b, " role=\"img\" aria-label=\"");
        html_escape(b, alt);
        buf_puts(b, "\">");
    } else {
        buf_puts(b, " aria-hidden=\"true\" focusable=\"false\">");
    }
    for (const struct shape *s = d->first; s; s = s->next)
        put_shape(b, s);
    buf_puts(b, "</svg>");
}

void svg_sign(struct buf *b, enum sign s)
{
    if (s == SIGN_NONE)
        return;
    buf_puts(b, "<svg class=\"ic\" viewBox=\"0 0 16 16\" aria-hidden=\"true\" focusable=\"false\">");
    put_strokes(b, s);
    buf_puts(b, "</svg>");
}

void svg_tone_bar(struct buf *b, const struct tone *t, int height)
{
    static const char *const tones[] = {"t-neg", "t-neu", "t-pos"};
    struct tone_part parts[SENTIMENT_COUNT];
    int n = tone_parts(t, parts);
    double sum = 0, x = 0;

    for (int i = 0; i < n; i++)
        sum += (double)parts[i].count;
    buf_printf(b, "<svg class=\"tone\" width=\"100%%\" height=\"%d\" aria-hidden=\"true\" focusable=\"false\">",
               height);
    if (sum <= 0)
        buf_printf(b, "<rect class=\"g-few\" x=\".5\" y=\".5\" width=\"16.67%%\" height=\"%d\"/>", height - 1);
    for (int i = 0; i < n && sum > 0; i++) {
        double share = 100 * (double)parts[i].count / sum;

        if (share > 0) {
            buf_printf(b, "<rect class=\"%s\" x=\"", parts[i].from == parts[i].to ? tones[parts[i].from] : "t-join");
            number(b, x);
            buf_puts(b, "%\" y=\".5\" width=\"");
            number(b, share);
            buf_printf(b, "%%\" height=\"%d\"/>", height - 1);
        }
        x += share;
    }
    buf_puts(b, "</svg>");
}

void svg_patterns(struct buf *b)
{
    buf_puts(b, "<svg class=\"defs\" width=\"0\" height=\"0\" aria-hidden=\"true\" focusable=\"false\"><defs>"
                "<pattern id=\"hatch\" width=\"4\" height=\"4\" patternUnits=\"userSpaceOnUse\" "
                "patternTransform=\"rotate(45)\">"
                "<rect width=\"4\" height=\"4\"/><path d=\"M1 0V4\"/></pattern></defs></svg>\n");
}

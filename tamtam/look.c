/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "tamtam/look.h"

#include <math.h>

#define LOOK_ROW(id, token, light, dark, print) {token, {light, dark, print}},
static const struct {
    const char *token;
    const char *hex[MEDIUM_COUNT]; /* NULL: follows from the municipality's colours */
} rows[] = {LOOK_COLOURS(LOOK_ROW)};

static const char *const own_colour_1 = "#12493F", *const own_colour_2 = "#D99A2B";

/* WCAG's 4.5:1 with some room, and more on dark paper where thin letters glare. */
static const double readable_on_light = 4.6, readable_on_dark = 7.0;

const char *look_token(enum look_colour c)
{
    return rows[c].token;
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

static int read_colour(struct str s, struct colour *c)
{
    double *parts[3] = {&c->r, &c->g, &c->b};

    if (s.n != 7 || s.p[0] != '#')
        return -1;
    for (int i = 0; i < 3; i++) {
        int high = hex_digit(s.p[1 + 2 * i]);
        int low = hex_digit(s.p[2 + 2 * i]);

        if (high < 0 || low < 0)
            return -1;
        *parts[i] = (high * 16 + low) / 255.0;
    }
    return 0;
}

static struct colour colour_of(struct str s, const char *otherwise)
{
    struct colour c = {0};

    if (read_colour(s, &c) < 0)
        read_colour(str_of(otherwise), &c);
    return c;
}

void colour_hex(struct buf *b, struct colour c)
{
    buf_printf(b, "#%02X%02X%02X", (unsigned)lround(c.r * 255), (unsigned)lround(c.g * 255),
               (unsigned)lround(c.b * 255));
}

static double linear(double part)
{
    return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4);
}

static double luminance(struct colour c)
{
    return 0.2126 * linear(c.r) + 0.7152 * linear(c.g) + 0.0722 * linear(c.b);
}

double colour_contrast(struct colour a, struct colour b)
{
    double x = luminance(a);
    double y = luminance(b);

    return (fmax(x, y) + 0.05) / (fmin(x, y) + 0.05);
}

static struct colour mix(struct colour a, struct colour b, double share_of_b)
{
    return (struct colour){a.r + (b.r - a.r) * share_of_b, a.g + (b.g - a.g) * share_of_b,
                           a.b + (b.b - a.b) * share_of_b};
}

/* The same hue and saturation at another lightness 0..1 (HSL). */
static struct colour at_lightness(struct colour c, double lightness)
{
    double most = fmax(c.r, fmax(c.g, c.b));
    double least = fmin(c.r, fmin(c.g, c.b));
    double middle = (most + least) / 2;
    double now = 1 - fabs(2 * middle - 1);
    double scale = now > 0.001 ? (1 - fabs(2 * lightness - 1)) / now : 0;

    return (struct colour){lightness + (c.r - middle) * scale, lightness + (c.g - middle) * scale,
                           lightness + (c.b - middle) * scale};
}

/* `c` made darker or lighter in steps until it stands out from the paper enough. */
static struct colour until_readable(struct colour c, bool lighter, struct colour paper, double enough)
{
    double lightness = (fmax(c.r, fmax(c.g, c.b)) + fmin(c.r, fmin(c.g, c.b))) / 2;
    struct colour other = c;

    for (int step = 1; step <= 50 && colour_contrast(other, paper) < enough; step++)
        other = at_lightness(c, lightness + ((lighter ? 1 : 0) - lightness) * step / 50);
    return other;
}

void look_make(struct look *look, struct str colour_1, struct str colour_2, struct str logo)
{
    static const struct colour black = {0, 0, 0}, white = {1, 1, 1};
    struct colour one = colour_of(colour_1, own_colour_1);
    struct colour two = colour_of(colour_2, own_colour_2);

    *look = (struct look){.logo = logo};
    for (int m = 0; m < MEDIUM_COUNT; m++) {
        struct colour *c = look->colours[m];
        bool dark = m == MEDIUM_DARK;
        struct colour towards = dark ? white : black;

        for (int i = 0; i < COLOUR_COUNT; i++)
            if (rows[i].hex[m])
                read_colour(str_of(rows[i].hex[m]), &c[i]);
        c[COLOUR_ACTION] = until_readable(one, dark, c[COLOUR_PAPER], dark ? readable_on_dark : readable_on_light);
        c[COLOUR_ACTION_HOVER] = mix(c[COLOUR_ACTION], towards, 0.4);
        c[COLOUR_HOUSE_1] = dark ? c[COLOUR_ACTION] : one;
        c[COLOUR_HOUSE_2] = two;
    }
    look->mended = colour_contrast(one, white) < readable_on_light;
}

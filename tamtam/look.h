/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * The colours of a report. A municipality gives two: the first fills the colour line and, darkened or lightened until
 * it can be read, colours links and kickers; the second is decoration and carries no meaning. Tone, level and chart
 * colours are the same everywhere, so that a reader of two municipalities reads them alike. Contrast as WCAG 2.2
 * defines it.
 */
#ifndef TAMTAM_LOOK_H
#define TAMTAM_LOOK_H

#include "base/buf.h"

struct colour {
    double r, g, b; /* sRGB, 0..1 */
};

#define LOOK_COLOURS(X)                                                                                      \
    X(COLOUR_PAPER, "--basis-color-default-bg-document", "#FFFFFF", "#0F1614", "#FFFFFF")                     \
    X(COLOUR_TINT, "--basis-color-default-bg-subtle", "#F4F6F3", "#172120", "#F4F6F3")                        \
    X(COLOUR_TEXT, "--basis-color-default-color-document", "#16201C", "#EDF3F0", "#111111")                   \
    X(COLOUR_SUBTLE, "--basis-color-default-color-subtle", "#4A5650", "#B3C1BA", "#444444")                   \
    X(COLOUR_BORDER, "--basis-color-default-border-default", "#5B665F", "#8FA097", "#555F59")                 \
    X(COLOUR_HAIR, "--basis-color-default-border-subtle", "#C7CFC8", "#3A4A44", "#B5BCB7")                    \
    X(COLOUR_NEGATIVE, "--basis-color-negative-color-default", "#8F2B12", "#F28C6E", "#8F2B12")               \
    X(COLOUR_POSITIVE, "--basis-color-positive-color-default", "#1B5FA6", "#86BDF5", "#1B5FA6")               \
    X(COLOUR_WARNING, "--basis-color-warning-inverse-bg-default", "#FFC83D", "#FFC83D", "#FFC83D")            \
    X(COLOUR_WARNING_TEXT, "--basis-color-warning-inverse-color-default", "#16201C", "#16201C", "#16201C")    \
    X(COLOUR_CRISIS, "--basis-color-negative-inverse-bg-default", "#8C1022", "#D4213D", "#8C1022")            \
    X(COLOUR_CRISIS_TEXT, "--basis-color-negative-inverse-color-default", "#FFFFFF", "#FFFFFF", "#FFFFFF")    \
    X(COLOUR_FOCUS, "--basis-focus-color", "#16201C", "#FFFFFF", "#16201C")                                   \
    X(COLOUR_QUIET, "--tamtam-grafiek-stil", "#7C8780", "#7F9088", "#7C8780")                                 \
    X(COLOUR_BAND, "--tamtam-grafiek-band", "#DEE4DD", "#2A3B35", "#DEE4DD")                                  \
    X(COLOUR_ACTION, "--basis-color-action-1-color-default", NULL, NULL, NULL)                                \
    X(COLOUR_ACTION_HOVER, "--basis-color-action-1-color-hover", NULL, NULL, NULL)                            \
    X(COLOUR_HOUSE_1, "--tamtam-gemeente-1", NULL, NULL, NULL)                                                \
    X(COLOUR_HOUSE_2, "--tamtam-gemeente-2", NULL, NULL, NULL)

#define LOOK_ENUM(id, token, light, dark, print) id,
enum look_colour { LOOK_COLOURS(LOOK_ENUM) COLOUR_COUNT };
enum medium { MEDIUM_LIGHT, MEDIUM_DARK, MEDIUM_PRINT, MEDIUM_COUNT };

struct look {
    struct colour colours[MEDIUM_COUNT][COLOUR_COUNT];
    bool mended; /* colour 1 cannot be read on white as it is: links and kickers got a darker one */
    struct str logo; /* an SVG file's text, borrowed; empty: a sign in the two colours */
};

/* Makes a look from two colours (#rrggbb; the house's own where one is none). */
void look_make(struct look *look, struct str colour_1, struct str colour_2, struct str logo);
/* The name of a token: "--basis-color-...". */
const char *look_token(enum look_colour c);
/* Adds "#12493F". */
void colour_hex(struct buf *b, struct colour c);
/* The contrast of two colours, 1..21. */
double colour_contrast(struct colour a, struct colour b);

#endif

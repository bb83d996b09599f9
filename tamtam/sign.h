/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * The signs of a report, drawn on a square of 16 by 16 in the colour of the text beside them: for tone, voice, trend,
 * phase, level, rumour, answer and status. No meaning hangs on colour alone; each sign goes with its word.
 */
#ifndef TAMTAM_SIGN_H
#define TAMTAM_SIGN_H

#include "tamtam/document.h"

enum sign {
    SIGN_NONE,
    SIGN_NEGATIVE,
    SIGN_NEUTRAL,
    SIGN_POSITIVE,
    SIGN_MEDIA,
    SIGN_OPINIEMAKERS,
    SIGN_BELANGENGROEPEN,
    SIGN_INWONERS,
    SIGN_GEMEENTE,
    SIGN_UP,
    SIGN_EQUAL,
    SIGN_DOWN,
    SIGN_OPKOMEND,
    SIGN_GROEIEND,
    SIGN_PIEK,
    SIGN_STABIEL,
    SIGN_UITDOVEND,
    SIGN_SLUIMEREND,
    SIGN_SIGNAAL,
    SIGN_WAARSCHUWING,
    SIGN_CRISIS,
    SIGN_UNKNOWN,
    SIGN_TRUE,
    SIGN_FALSE,
    SIGN_YES,
    SIGN_PARTLY,
    SIGN_NO,
    SIGN_CONCEPT,
    SIGN_FIXED,
    SIGN_ACTION,
    SIGN_OPEN, /* 'unfold' */
    SIGN_COUNT
};

enum ink { INK_STROKE, INK_FILL, INK_PAPER };

/* One stroke of a sign: a path of absolute M, L, C and Z with blanks between numbers, or a circle when r > 0. */
struct stroke {
    const char *path;
    double cx, cy, r;
    double width; /* of the line */
    enum ink ink; /* INK_PAPER: a line in the colour of the paper, over what is filled */
    bool dashed;
};

enum { SIGN_STROKES = 3 };

/* The strokes of a sign; those with neither path nor circle are none. */
const struct stroke *sign_strokes(enum sign s);

enum sign sign_of_sentiment(enum sentiment s);
enum sign sign_of_voice(enum voice v);
enum sign sign_of_trend(enum trend t);
enum sign sign_of_phase(enum phase p);
enum sign sign_of_state(enum state s);
enum sign sign_of_status(enum doc_status s);

/* Reads the next command of a path: 'M', 'L', 'C', 'Z' with its numbers, or 0 at the end. */
char path_next(const char **path, double numbers[6]);

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "tamtam/sign.h"

#include <stdlib.h>
#include <string.h>

static const struct stroke signs[SIGN_COUNT][SIGN_STROKES] = {
    [SIGN_NEGATIVE] = {{.path = "M 2.5 8 L 13.5 8", .width = 3}},
    [SIGN_NEUTRAL] = {{.cx = 8, .cy = 8, .r = 4.6, .width = 2.2}},
    [SIGN_POSITIVE] = {{.path = "M 2.5 8 L 13.5 8 M 8 2.5 L 8 13.5", .width = 3}},

    [SIGN_MEDIA] = {{.path = "M 2.5 2.5 L 13.5 2.5 L 13.5 13.5 L 2.5 13.5 Z", .ink = INK_FILL}},
    [SIGN_OPINIEMAKERS] = {{.path = "M 8 1 L 15 8 L 8 15 L 1 8 Z", .ink = INK_FILL}},
    [SIGN_BELANGENGROEPEN] = {{.path = "M 4.5 2 L 11.5 2 L 15 8 L 11.5 14 L 4.5 14 L 1 8 Z", .ink = INK_FILL}},
    [SIGN_INWONERS] = {{.path = "M 8 1 L 14.5 7 L 14.5 14.5 L 1.5 14.5 L 1.5 7 Z", .ink = INK_FILL}},
    [SIGN_GEMEENTE] = {{.path = "M 1 13 C 1 8.8 4 6 8 6 C 12 6 15 8.8 15 13 L 11.8 13 C 11.8 10.6 10.2 9.2 8 9.2 "
                                "C 5.8 9.2 4.2 10.6 4.2 13 Z",
                        .ink = INK_FILL}},

    [SIGN_UP] = {{.path = "M 3 13 L 13 3 M 6.2 3 L 13 3 L 13 9.8", .width = 2}},
    [SIGN_EQUAL] = {{.path = "M 2 8 L 13 8 M 9 3.8 L 13.4 8 L 9 12.2", .width = 2}},
    [SIGN_DOWN] = {{.path = "M 3 3 L 13 13 M 13 6.2 L 13 13 L 6.2 13", .width = 2}},

    [SIGN_OPKOMEND] = {{.path = "M 1.5 13 C 6 13 8.5 11.5 10.5 8 M 7.4 9 L 10.5 8 L 11.2 11", .width = 1.8}},
    [SIGN_GROEIEND] = {{.path = "M 2 14 C 8 13 10.5 9 12.5 2.5 M 9.2 4.4 L 12.5 2.5 L 14.4 5.6", .width = 1.8}},
    [SIGN_PIEK] = {{.path = "M 1.5 13.5 C 5.5 13.5 6 3 8 3 C 10 3 10.5 13.5 14.5 13.5", .width = 1.8}},
    [SIGN_STABIEL] = {{.path = "M 1.5 9 C 4 6.5 6 6.5 8 8 C 10 9.5 12 9.5 14.5 7", .width = 1.8}},
    [SIGN_UITDOVEND] = {{.path = "M 2 2.5 C 4 9 7.5 12.5 14 13 M 11.2 10.6 L 14 13 L 11 15", .width = 1.8}},
    [SIGN_SLUIMEREND] = {{.path = "M 1.5 13 L 14.5 13", .width = 1.8, .dashed = true}},

    [SIGN_SIGNAAL] = {{.cx = 8, .cy = 8, .r = 6.2, .width = 1.6}, {.cx = 8, .cy = 8, .r = 2.6, .ink = INK_FILL}},
    [SIGN_WAARSCHUWING] = {{.path = "M 8 0.8 L 15.8 15 L 0.2 15 Z", .ink = INK_FILL},
                           {.path = "M 8 5.6 L 8 10.2 M 8 11.8 L 8 13.6", .width = 1.8, .ink = INK_PAPER}},
    [SIGN_CRISIS] = {{.path =
                          "M 4.8 0.5 L 11.2 0.5 L 15.5 4.8 L 15.5 11.2 L 11.2 15.5 L 4.8 15.5 L 0.5 11.2 L 0.5 4.8 Z",
                      .ink = INK_FILL},
                     {.path = "M 8 3.4 L 8 9.2 M 8 11 L 8 13", .width = 2, .ink = INK_PAPER}},
    [SIGN_UNKNOWN] = {{.cx = 8, .cy = 8, .r = 6.4, .width = 1.5, .dashed = true},
                      {.path = "M 6 6.4 C 6 3.6 10.2 3.8 10 6.4 C 9.9 7.8 8 7.8 8 9.4 M 8 10.8 L 8 12.3",
                       .width = 1.5}},
    [SIGN_TRUE] = {{.path = "M 1.7 1.7 L 14.3 1.7 L 14.3 14.3 L 1.7 14.3 Z", .width = 1.5},
                   {.path = "M 4.4 8.2 L 7.1 11 L 11.7 5.2", .width = 2}},
    [SIGN_FALSE] = {{.path =
                         "M 4.8 0.5 L 11.2 0.5 L 15.5 4.8 L 15.5 11.2 L 11.2 15.5 L 4.8 15.5 L 0.5 11.2 L 0.5 4.8 Z",
                     .ink = INK_FILL},
                    {.path = "M 5 5 L 11 11 M 11 5 L 5 11", .width = 2, .ink = INK_PAPER}},
    [SIGN_YES] = {{.path = "M 2.5 8.5 L 6.1 12.3 L 13.5 3.8", .width = 2.2}},
    [SIGN_PARTLY] = {{.cx = 8, .cy = 8, .r = 6, .width = 1.6},
                     {.path = "M 8 2 C 11.4 2 14 4.7 14 8 C 14 11.3 11.4 14 8 14 Z", .ink = INK_FILL}},
    [SIGN_NO] = {{.path = "M 3.5 3.5 L 12.5 12.5 M 12.5 3.5 L 3.5 12.5", .width = 2.2}},
    [SIGN_CONCEPT] = {{.path = "M 3 1.5 L 10 1.5 L 13 4.5 L 13 14.5 L 3 14.5 Z", .width = 1.5, .dashed = true},
                      {.path = "M 5.5 8 L 10.5 8 M 5.5 11 L 9 11", .width = 1.5}},
    [SIGN_FIXED] = {{.path = "M 3 1.5 L 10 1.5 L 13 4.5 L 13 14.5 L 3 14.5 Z", .width = 1.5},
                    {.path = "M 5.2 9 L 7.2 11.2 L 11 6.8", .width = 1.8}},
    [SIGN_ACTION] = {{.path = "M 2 8 L 13 8 M 9 3.8 L 13.3 8 L 9 12.2", .width = 1.8}},
    [SIGN_OPEN] = {{.path = "M 3 6 L 8 11 L 13 6", .width = 2}},
};

const struct stroke *sign_strokes(enum sign s)
{
    return signs[s];
}

enum sign sign_of_sentiment(enum sentiment s)
{
    static const enum sign of[] = {SIGN_NEGATIVE, SIGN_NEUTRAL, SIGN_POSITIVE, SIGN_NONE};

    return of[s];
}

enum sign sign_of_voice(enum voice v)
{
    static const enum sign of[] = {SIGN_MEDIA,    SIGN_OPINIEMAKERS, SIGN_BELANGENGROEPEN,
                                   SIGN_INWONERS, SIGN_GEMEENTE,     SIGN_NONE};

    return of[v];
}

enum sign sign_of_trend(enum trend t)
{
    static const enum sign of[] = {SIGN_NONE, SIGN_UP, SIGN_EQUAL, SIGN_DOWN};

    return of[t];
}

enum sign sign_of_phase(enum phase p)
{
    static const enum sign of[] = {SIGN_OPKOMEND,  SIGN_GROEIEND,   SIGN_PIEK, SIGN_STABIEL,
                                   SIGN_UITDOVEND, SIGN_SLUIMEREND, SIGN_NONE};

    return of[p];
}

enum sign sign_of_state(enum state s)
{
    static const enum sign of[] = {SIGN_NONE,    SIGN_YES,  SIGN_PARTLY, SIGN_NO,      SIGN_UNKNOWN,
                                   SIGN_TRUE, SIGN_FALSE, SIGN_POSITIVE, SIGN_NEGATIVE};

    return of[s];
}

enum sign sign_of_status(enum doc_status s)
{
    static const enum sign of[] = {SIGN_CONCEPT, SIGN_FIXED, SIGN_SIGNAAL, SIGN_WAARSCHUWING, SIGN_CRISIS};

    return of[s];
}

char path_next(const char **path, double numbers[6])
{
    static const char commands[] = "MLCZ";
    static const int counts[] = {2, 2, 6, 0};
    const char *p = *path + strspn(*path, " ");
    const char *command = *p ? strchr(commands, *p) : NULL;

    if (!command)
        return 0;
    p++;
    for (int i = 0; i < counts[command - commands]; i++) {
        char *end;

        numbers[i] = strtod(p, &end);
        p = end;
    }
    *path = p;
    return *command;
}

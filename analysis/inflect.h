/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * Dutch inflection by rule (e-ANS, the Algemene Nederlandse Spraakkunst, morphology of noun, adjective and verb): more
 * forms than a word has may come out, never fewer of the regular ones. Strong verbs are written out in the lexicons.
 */
#ifndef ANALYSIS_INFLECT_H
#define ANALYSIS_INFLECT_H

#include "base/str.h"

enum { FORMS_MAX = 32, FORM_BYTES = 96 };

struct forms {
    char v[FORMS_MAX][FORM_BYTES];
    int n;
};

/* The forms of a word besides itself, as noun ('n'), adjective ('a') or verb ('v', written as infinitive). */
void inflect(struct forms *forms, struct str word, char pos);

#endif

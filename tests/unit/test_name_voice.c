/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* rooms: base analysis */
/* The voice that a display name gives away, with the lexicons of the tree; run from its root. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "analysis/analyse.h"

static void test_names(void **state)
{
    static const struct {
        const char *name;
        enum voice voice;
    } cases[] = {
        {"Huurdersvereniging Noord", VOICE_BELANGENGROEP},
        {"STICHTING De Haven", VOICE_BELANGENGROEP},
        {"Actiecomité Geen Windmolens", VOICE_BELANGENGROEP},
        {"@raadslid_jan", VOICE_OPINIEMAKER},
        {"Jan de Wit, columnist", VOICE_OPINIEMAKER},
        {"Redactie Wolkendam", VOICE_MEDIA},
        {"Verslaggever Piet <piet@krant.example>", VOICE_MEDIA},
        {"Piet <redactie@krant.example>", VOICE_NONE}, /* an address is no name */
        {"Jan", VOICE_NONE},
        {"Fatima el Amrani", VOICE_NONE},
        {"stichtinglover", VOICE_NONE},
        {"lees ook", VOICE_NONE}, /* marks what someone says */
        {"", VOICE_NONE},
        {"@", VOICE_NONE},
        {"\xff\xfe<", VOICE_NONE},
    };
    static const char *const folders[] = {"lexicons", NULL};
    struct municipality town = {0};
    struct faults faults = {0};
    struct analyser *an;
    struct scratch *s;
    struct err err;

    (void)state;
    if (analyser_new(&an, folders, &town, &faults, &err))
        fail_msg("%s", err.text);
    s = scratch_new(an);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *name = malloc(strlen(cases[i].name) + 1); /* of its own, so that a byte too far is seen */
        enum voice got;

        memcpy(name, cases[i].name, strlen(cases[i].name) + 1);
        got = analyse_name(an, s, (struct str){name, strlen(name)});
        free(name);
        if (got != cases[i].voice)
            fail_msg("'%s' gives %s", cases[i].name, got == VOICE_NONE ? "nothing" : voice_names[got].name);
    }
    scratch_free(s);
    analyser_free(an);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_names)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}

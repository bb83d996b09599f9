/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* Any bytes as a post, through the shipped lexicons and a worked example; run from the root of the tree. */
#include <stdint.h>
#include <stdlib.h>

#include "analysis/analyse.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct municipality town;
    static struct analyser *an;
    static struct scratch *scratch;
    const char *const folders[] = {"lexicons", NULL};
    struct faults faults = {0};
    struct err err;
    struct marks marks;
    const struct terms *terms;
    struct whys whys;

    if (!an) {
        if (municipality_read(&town, "examples/turfbrug/tamtam.conf", &faults, &err) ||
            analyser_new(&an, folders, &town, &faults, &err))
            abort();
        scratch = scratch_new(an);
    }
    struct post post = {.actor_voice = VOICE_NONE, .voice_cue = VOICE_NONE, .source_voice = VOICE_NONE};
    size_t title = size > 8 ? data[0] % 8 : 0;
    post.title = (struct str){(const char *)data, title};
    post.text = (struct str){(const char *)data + title, size - title};
    analyse_post(an, scratch, &post, &marks, &terms, &whys);
    for (int i = 0; i < terms->n; i++)
        if (terms->v[i].at + terms->v[i].n > size + 1)
            abort();
    for (int i = 0; i < whys.n; i++)
        if (whys.v[i].at + whys.v[i].n > size + 1)
            abort();
    return 0;
}

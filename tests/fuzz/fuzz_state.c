/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * A saved state of the issues with bytes changed and its checksum set right: it is refused, or everything that follows
 * is safe. Input: triples of a 16-bit offset and a byte; an odd tail cuts the state short.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/issues.h"
#include "base/when.h"

static void keep_bytes(void *context, struct str bytes)
{
    buf_add(context, bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct district districts[] = {{.name = STR_INIT("Noord")}, {.name = STR_INIT("Zuid")}};
static struct person people[] = {{.name = STR_INIT("Jan Proef")}};
static const struct municipality town = {.districts = districts, .ndistricts = 2, .people = people, .npeople = 1};

static void feed(struct grouper *g, int64_t seq, int n)
{
    static const char *const words[] = {"brand haven rook", "haven stank rook", "container vol pasje",
                                        "pasje container kapot"};

    for (int i = 0; i < n; i++, seq++) {
        char author[24];
        struct post post = {.seq = seq,
                            .time = 1772438400000 + i * (int64_t)WHEN_HOUR,
                            .channel = CHANNEL_FORUM,
                            .actor_voice = VOICE_NONE,
                            .voice_cue = VOICE_NONE,
                            .source_voice = VOICE_NONE,
                            .author = {author, 0},
                            .text = str_of(words[i % 4]),
                            .id = str_of(words[i % 4])};
        struct marks marks = {.themes = 1u << i % 5,
                              .places = {(uint16_t)(i % 2)},
                              .nplaces = 1,
                              .npeople = i % 3 == 0,
                              .acute = i % 4 < 2,
                              .crisis = i % 4 < 2,
                              .voice = VOICE_BEVOLKING};
        struct term v[3];
        struct terms terms = {v, 0, 3};
        struct str rest = post.text;

        post.author.n = (size_t)snprintf(author, sizeof author, "a%d", i);
        post.seen = post.time;
        while (rest.n && terms.n < 3) {
            struct str word = str_cut(&rest, ' ');

            v[terms.n++] = (struct term){.key = str_hash(word), .weight = 1, .kind = TERM_WORD};
        }
        grouper_post(g, &post, &marks, &terms);
        grouper_tick(g, post.time + WHEN_MINUTE);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct buf valid;
    struct grouper *g = grouper_new(NULL, &town);
    struct buf state = {0};
    struct err err;
    size_t n;
    uint64_t sum;

    if (!valid.n) {
        feed(g, 1, 12);
        grouper_save(g, keep_bytes, &valid);
        grouper_free(g);
        g = grouper_new(NULL, &town);
    }
    n = valid.n - 8;
    if (size % 3)
        n -= data[size - 1] % n;
    buf_add(&state, str_sub(buf_str(&valid), 0, n));
    for (size_t i = 0; i + 3 <= size; i += 3)
        state.p[(data[i] | (size_t)data[i + 1] << 8) % n] = (char)data[i + 2];
    sum = grouper_sum(buf_str(&state));
    buf_add(&state, (struct str){(const char *)&sum, sizeof sum});
    if (grouper_load(g, buf_str(&state), &err) == 0) {
        feed(g, INT64_MAX / 2, 8);
        grouper_merge(g, 1, 2);
        grouper_move(g, 3, ISSUE_NEW);
        buf_clear(&state);
        grouper_save(g, keep_bytes, &state);
    }
    buf_release(&state);
    grouper_free(g);
    return 0;
}

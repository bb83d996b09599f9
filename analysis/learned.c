/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "analysis/learned.h"

#include <stdint.h>
#include <stdlib.h>

#include "analysis/classes.h"

/* The entries of a text, per group of classes; and the groups that it has. */
struct entries {
    uint64_t *v; /* open addressing; 0: an empty place */
    size_t size;
    uint32_t groups;
};

/* One weight: false for a line that is none. */
static bool read_weight_line(struct str line, struct str *entry, int *group)
{
    struct str mark;
    int class;

    *entry = str_cut(&line, '\t');
    mark = str_cut(&line, '\t');
    class = class_of(mark);
    if (class >= 0)
        *group = (int)class_group(class);
    return class >= 0;
}

static uint64_t key_of(struct str entry, int group)
{
    return (str_hash(entry) ^ (uint64_t)(group + 1) * 0x9E3779B97F4A7C15u) | 1;
}

static size_t slot_of(const struct entries *e, uint64_t key)
{
    size_t i = (size_t)(key >> 7) & (e->size - 1);

    while (e->v[i] && e->v[i] != key)
        i = (i + 1) & (e->size - 1);
    return i;
}

static struct entries entries_of(struct str text)
{
    struct entries e = {.size = 1024};
    struct str entry;
    int group;

    while (e.size < text.n / 8)
        e.size *= 2;
    e.v = mem_calloc(e.size, sizeof *e.v);
    while (text.n) {
        if (!read_weight_line(str_cut(&text, '\n'), &entry, &group))
            continue;
        uint64_t key = key_of(entry, group);

        e.v[slot_of(&e, key)] = key;
        e.groups |= 1u << group;
    }
    return e;
}

/* Adds the lines whose group is one of `groups` and whose entry has no new weights. */
static void add_rest(struct buf *out, const struct entries *fresh, struct str text, uint32_t groups)
{
    while (text.n) {
        struct str line = str_cut(&text, '\n'), entry;
        int group;

        if (!read_weight_line(line, &entry, &group) || !(groups >> group & 1) ||
            fresh->v[slot_of(fresh, key_of(entry, group))])
            continue;
        buf_add(out, line);
        buf_putc(out, '\n');
    }
}

void learned_join(struct buf *out, struct str nearer, struct str shipped)
{
    struct entries fresh = entries_of(buf_str(out)), own = entries_of(nearer);

    add_rest(out, &fresh, nearer, ~0u);
    add_rest(out, &fresh, shipped, fresh.groups & ~own.groups);
    free(fresh.v);
    free(own.v);
}

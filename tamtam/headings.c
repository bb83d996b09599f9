/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "tamtam/headings.h"

#include "base/file.h"

enum { MOST_BYTES = 1 << 18 };

static void rename_sections(struct document *d, struct block *parent, struct str from, struct str to)
{
    for (struct block *b = parent->first; b; b = b->next) {
        if (b->kind == BLOCK_SECTION && str_eq(b->section.title, from))
            b->section.title = doc_copy(d, to);
        rename_sections(d, b, from, to);
    }
}

int headings_apply(struct document *d, const char *path, struct err *err)
{
    struct buf bytes = {.max = MOST_BYTES};
    struct str rest;
    int number = 0;
    int result = file_exists(path) ? file_read(path, &bytes, err) : 0;

    rest = buf_str(&bytes);
    while (result == 0 && rest.n) {
        struct str line = str_cut(&rest, '\n');
        struct str from = str_trim(str_cut(&line, '\t'));
        struct str to = str_trim(line);

        number++;
        if (!from.n || from.p[0] == '#')
            continue;
        if (str_find(to, STR("\t")) >= 0)
            result = err_set(err, "%s:%d: a line is a heading and its own words, divided by one tab", path, number);
        else if (to.n && !str_eq(from, to))
            rename_sections(d, d->root, from, to);
    }
    buf_release(&bytes);
    return result;
}

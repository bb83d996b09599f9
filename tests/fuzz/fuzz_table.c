/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* rooms: base listener */
/* Imports of tables: the first line is the mapping, the rest the file; a row is an entry or a fault, never both. */
#include <stdlib.h>

#include "base/utf8.h"
#include "listener/import.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static int look(void *context, const struct entry *e, int line)
{
    (void)context;
    if (line < 1 || !utf8_valid(e->text) || e->time == TIME_NONE || e->guid.n == 0 || e->text.n + e->title.n == 0)
        abort();
    return 0;
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    struct str bytes = {(const char *)data, size};
    struct str first = str_cut(&bytes, '\n');
    struct arena a = {0};
    struct faults faults = {0};
    struct err err;

    import_text(IMPORT_CLIPPINGS, "f", bytes, first.n ? str_c(&a, first) : NULL, look, NULL, &faults, &err);
    import_text(IMPORT_POSTS, "f", bytes, NULL, look, NULL, &faults, &err);
    arena_release(&a);
    return 0;
}

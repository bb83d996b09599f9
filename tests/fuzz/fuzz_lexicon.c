/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* Any bytes as a lexicon file: faults or entries, and a look-up of what may have been entered. Behind a NUL stands a file that it may include. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "analysis/lexicon.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void write_lexicon(const char *path, struct str lines)
{
    FILE *file = fopen(path, "w");

    if (!file || fputs("entry\tmark\tweight\tpos\tnote\n", file) < 0 ||
        (lines.n && fwrite(lines.p, 1, lines.n, file) < lines.n) || fclose(file))
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static char folder[] = "/tmp/fuzz_lexicon_XXXXXX";
    static char path[64], included[64];
    const char *const folders[] = {folder, NULL};
    const struct node *found[4];
    struct faults faults = {0};
    struct lexicon *lx;
    struct str rest = {(const char *)data, size};
    struct err err;

    if (!path[0]) {
        if (!mkdtemp(folder))
            abort();
        snprintf(path, sizeof path, "%s/fuzz.tsv", folder);
        snprintf(included, sizeof included, "%s/more", folder);
    }
    write_lexicon(path, str_cut(&rest, '\0'));
    write_lexicon(included, rest);
    if (lexicon_new(&lx, folders, NULL, &faults, &err) == 0) {
        lexicon_affixes(lx, (struct str){(const char *)data, size < 60 ? size : 60}, found, 4);
        lexicon_free(lx);
    }
    return 0;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* Any bytes as a lexicon file: faults or entries, and a look-up of what may have been entered. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "analysis/lexicon.h"
#include "base/file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static char folder[] = "/tmp/fuzz_lexicon_XXXXXX";
    static char path[64];
    const char *const folders[] = {folder, NULL};
    const struct node *found[4];
    struct faults faults = {0};
    struct lexicon *lx;
    struct buf bytes = {0};
    struct err err;

    if (!path[0]) {
        if (!mkdtemp(folder))
            abort();
        snprintf(path, sizeof path, "%s/fuzz.tsv", folder);
    }
    buf_puts(&bytes, "entry\tmark\tweight\tpos\tnote\n");
    buf_add(&bytes, (struct str){(const char *)data, size});
    if (file_write(path, buf_str(&bytes), &err))
        abort();
    buf_release(&bytes);
    if (lexicon_new(&lx, folders, NULL, &faults, &err) == 0) {
        lexicon_affixes(lx, (struct str){(const char *)data, size < 60 ? size : 60}, found, 4);
        lexicon_free(lx);
    }
    return 0;
}

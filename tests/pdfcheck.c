/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* Holds PDF files against the rules of PDF/UA-1 and PDF/A-2a that tests/pdfcheck.h knows: pdfcheck FILE... */
#include "tests/pdfcheck.h"

#include "base/file.h"

int main(int argc, char **argv)
{
    enum { MOST_BYTES = 64 << 20 };
    int faults = 0;

    for (int i = 1; i < argc; i++) {
        struct pdfcheck check = {0};
        struct buf bytes = {.max = MOST_BYTES};
        struct err err;

        if (file_read(argv[i], &bytes, &err)) {
            fprintf(stderr, "%s\n", err.text);
            return 2;
        }
        if (pdf_check(&check, buf_str(&bytes)) || check.tags == 0) {
            printf("%s: %d faults in %d tags\n", argv[i], check.faults, check.tags);
            faults++;
        }
        buf_release(&bytes);
    }
    return faults ? 1 : 0;
}

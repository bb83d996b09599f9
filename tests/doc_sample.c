/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* Writes the sample documents in all forms to a folder, to be looked at: doc_sample DIR */
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "tests/doc_sample.h"
#include "tamtam/write_html.h"
#include "tamtam/write_pdf.h"

static int save(const char *folder, const char *name, struct buf *bytes)
{
    struct arena a = {0};
    struct err err;
    int failed = file_write(file_path(&a, folder, name), buf_str(bytes), &err);

    if (failed)
        fprintf(stderr, "%s\n", err.text);
    arena_release(&a);
    buf_clear(bytes);
    return failed;
}

int main(int argc, char **argv)
{
    struct document d;
    struct look look;
    struct buf out = {0};
    struct err err = {0};
    const char *folder = argc > 1 ? argv[1] : ".";

    look_make(&look, STR("#12493F"), STR("#D99A2B"), (struct str){0});
    sample_tamtam(&d);
    write_html(&d, &look, &out);
    save(folder, "tamtam.html", &out);
    if (write_pdf(&d, &look, 2, &out, &err) < 0)
        fprintf(stderr, "%s\n", err.text);
    else
        save(folder, "tamtam.pdf", &out);
    doc_release(&d);
    buf_release(&out);
    return 0;
}

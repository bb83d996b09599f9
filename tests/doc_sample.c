/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* Writes the sample documents in all forms to a folder, to be looked at: doc_sample DIR */
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "tests/doc_sample.h"
#include "tamtam/write_html.h"
#include "tamtam/write_json.h"
#include "tamtam/write_mail.h"
#include "tamtam/write_pdf.h"
#include "tamtam/write_text.h"

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
    const struct mail mail = {.from = STR("Nieuwsredactie Turfbrug <newsroom@turfbrug.example>"),
                              .to = STR("r.aalders@turfbrug.example"),
                              .message_id = STR("tamtam-2026-03-11.7@turfbrug.example"),
                              .date = 1773223200000,
                              .whole = STR("https://nieuwsredactie.turfbrug.example/tamtam/2026-03-11"),
                              .unsubscribe = STR("https://nieuwsredactie.turfbrug.example/afmelden/7")};
    const char *folder = argc > 1 ? argv[1] : ".";

    look_make(&look, STR("#12493F"), STR("#D99A2B"), (struct str){0});
    sample_tamtam(&d);
    write_html(&d, &look, &out);
    save(folder, "tamtam.html", &out);
    write_text(&d, &out);
    save(folder, "tamtam.txt", &out);
    write_json(&d, &out);
    save(folder, "tamtam.json", &out);
    if (write_pdf(&d, &look, 2, &out, &err) < 0)
        fprintf(stderr, "%s\n", err.text);
    else
        save(folder, "tamtam.pdf", &out);
    if (write_mail(&d, &look, &mail, &out, &err) < 0)
        fprintf(stderr, "%s\n", err.text);
    else
        save(folder, "tamtam.eml", &out);
    doc_release(&d);
    buf_release(&out);
    return 0;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* Writes the sample documents in all forms to a folder, to be looked at: doc_sample DIR */
#include <stdio.h>
#include <time.h>

#include "base/file.h"
#include "tamtam/write_html.h"
#include "tamtam/write_json.h"
#include "tamtam/write_mail.h"
#include "tamtam/write_pdf.h"
#include "tamtam/write_text.h"
#include "tests/doc_sample_more.h"

static void save(const char *folder, const char *name, const char *kind, struct buf *bytes)
{
    struct arena a = {0};
    struct err err;

    if (file_write(file_path(&a, folder, str_printf(&a, "%s.%s", name, kind).p), buf_str(bytes), &err) < 0)
        fprintf(stderr, "%s\n", err.text);
    arena_release(&a);
    buf_clear(bytes);
}

static double milliseconds(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1000 + (double)t.tv_nsec / 1e6;
}

static void write_all(const char *folder, const char *name, const struct document *d, const struct look *look)
{
    const struct mail mail = {.from = STR("Nieuwsredactie Turfbrug <newsroom@turfbrug.example>"),
                              .to = STR("r.aalders@turfbrug.example"),
                              .message_id = STR("tamtam-2026-03-11.7@turfbrug.example"),
                              .date = 1773223200000,
                              .whole = STR("https://nieuwsredactie.turfbrug.example/tamtam/2026-03-11"),
                              .unsubscribe = STR("https://nieuwsredactie.turfbrug.example/afmelden/7")};
    struct buf out = {0};
    struct err err = {0};
    double start = milliseconds();

    write_html(d, look, &out);
    save(folder, name, "html", &out);
    write_text(d, &out);
    save(folder, name, "txt", &out);
    write_json(d, &out);
    save(folder, name, "json", &out);
    printf("%s: html, text, json %.1f ms", name, milliseconds() - start);
    start = milliseconds();
    if (write_pdf(d, look, 2, &out, &err) < 0)
        fprintf(stderr, "%s\n", err.text);
    save(folder, name, "pdf", &out);
    printf(", pdf %.1f ms", milliseconds() - start);
    start = milliseconds();
    if (write_mail(d, look, &mail, &out, &err) < 0)
        fprintf(stderr, "%s\n", err.text);
    save(folder, name, "eml", &out);
    printf(", mail %.1f ms\n", milliseconds() - start);
    buf_release(&out);
}

int main(int argc, char **argv)
{
    static const struct {
        const char *name;
        void (*compose)(struct document *d);
    } samples[] = {{"tamtam", sample_tamtam},
                   {"issue", sample_issue},
                   {"reputation", sample_reputation},
                   {"crisis", sample_crisis}};
    struct look look;

    look_make(&look, STR("#12493F"), STR("#D99A2B"), (struct str){0});
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        struct document d = {0};

        samples[i].compose(&d);
        write_all(argc > 1 ? argv[1] : ".", samples[i].name, &d, &look);
        doc_release(&d);
    }
    return 0;
}

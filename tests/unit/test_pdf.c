/* rooms: base store tamtam */
/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tamtam/write_pdf.h"
#include "tests/doc_sample_more.h"
#include "tests/pdfcheck.h"

static struct look house_look(void)
{
    struct look look;

    look_make(&look, STR("#12493F"), STR("#D99A2B"), (struct str){0});
    return look;
}

static void write_document(const struct document *d, int pages, struct buf *out)
{
    struct look look = house_look();
    struct err err = {{0}};

    if (write_pdf(d, &look, pages, out, &err) < 0)
        fail_msg("%s", err.text);
}

static void check_sample(void (*compose)(struct document *d), int pages)
{
    struct document d = {0};
    struct pdfcheck check = {0};
    struct buf out = {0};

    compose(&d);
    write_document(&d, 0, &out);
    assert_int_equal(pdf_check(&check, buf_str(&out)), 0);
    assert_int_equal(pdf_page_count(buf_str(&out)), pages);
    assert_true(check.tags > 40 && check.headings > 2 && check.figures > 0);
    buf_release(&out);
    doc_release(&d);
}

static void samples_meet_pdf_ua(void **state)
{
    (void)state;
    check_sample(sample_tamtam, 2);
    check_sample(sample_issue, 2);
    check_sample(sample_reputation, 1);
    check_sample(sample_crisis, 1);
}

/* The checker itself must find what is wrong: each fault is put into a good file by replacing a word of it. */
static void checker_finds_faults(void **state)
{
    static const char *const words[][2] = {{"/Lang (nl-NL)", "/Lung (nl-NL)"},
                                           {"/Tabs /S", "/Tubs /S"},
                                           {"/Marked true", "/Murked true"},
                                           {"/Scope /Row", "/Scape /Row"},
                                           {"/Alt ", "/Alb "},
                                           {"/DisplayDocTitle true", "/DisplayDocTitel true"},
                                           {"/Contents (http", "/Cantents (http"},
                                           {"/Artifact BMC", "           q"},
                                           {"/S /LI", "/S /TR"},
                                           {"/ToUnicode", "/ToUnikode"},
                                           {"/FontFile2", "/FontFil_2"},
                                           {"/S /H1", "/S /H4"}};
    struct document d = {0};
    struct buf out = {0}, plain = {0};
    qpdf_data pdf = qpdf_init();

    (void)state;
    sample_tamtam(&d);
    write_document(&d, 0, &out);
    assert_int_equal(qpdf_read_memory(pdf, "a.pdf", out.p, out.n, NULL) & QPDF_ERRORS, 0);
    qpdf_init_write_memory(pdf);
    qpdf_set_qdf_mode(pdf, QPDF_TRUE);
    qpdf_set_static_ID(pdf, QPDF_TRUE);
    qpdf_set_object_stream_mode(pdf, qpdf_o_disable);
    assert_int_equal(qpdf_write(pdf) & QPDF_ERRORS, 0);
    buf_add(&plain, (struct str){(const char *)qpdf_get_buffer(pdf), qpdf_get_buffer_length(pdf)});
    qpdf_cleanup(&pdf);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        struct pdfcheck check = {.quiet = true};
        ptrdiff_t at = str_find(buf_str(&plain), str_of(words[i][0]));
        size_t n = strlen(words[i][1]);

        if (at < 0)
            fail_msg("'%s' is not in the file", words[i][0]);
        memcpy(plain.p + at, words[i][1], n);
        if (pdf_check(&check, buf_str(&plain)) == 0)
            fail_msg("no fault found after '%s'", words[i][1]);
        memcpy(plain.p + at, words[i][0], strlen(words[i][0]));
    }
    buf_release(&plain);
    buf_release(&out);
    doc_release(&d);
}

static void same_document_same_bytes(void **state)
{
    struct document d = {0};
    struct buf one = {0}, two = {0};

    (void)state;
    sample_tamtam(&d);
    write_document(&d, 2, &one);
    write_document(&d, 2, &two);
    assert_int_equal(one.n, two.n);
    assert_memory_equal(one.p, two.p, one.n);
    buf_release(&one);
    buf_release(&two);
    doc_release(&d);
}

/* A tamtam with many signals: those of the highest rank fall off, the last first, and a line says so. */
static void long_document(struct document *d, int signals, size_t letters)
{
    struct block *t;
    char *text = mem_calloc(letters + 1, 1);

    for (size_t i = 0; i < letters; i++)
        text[i] = i % 7 == 6 ? ' ' : 'a';
    doc_init(d);
    sample_head(d);
    d->head.title = STR("Tamtam");
    t = doc_table(doc_section(d->root, SECTION_PLAIN, STR("En verder")), STR("Signalen"));
    doc_column(t, CELL_HEAD, STR("Signaal"));
    doc_column(t, CELL_TEXT, STR("kern"));
    doc_column(t, CELL_FIGURE, STR("n"));
    for (int i = 0; i < signals; i++) {
        struct row *r = doc_row(t, 40);

        cell_text(r, doc_printf(d, "Signaal %d", i + 1));
        cell_text(r, (struct str){text, letters});
        cell_figure(r, doc_count(d, i, STR("issues/1")));
    }
    prose_add(doc_paragraph(d->root, TEXT_ACCOUNT), STR("Verantwoording staat er altijd."));
    doc_finish(d);
    free(text);
}

static void page_limit_holds(void **state)
{
    static const struct {
        int signals;
        size_t letters;
    } cases[] = {{0, 0}, {8, 40}, {90, 40}, {400, 300}, {12, 5000}};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct document d = {0};
        struct pdfcheck check = {0};
        struct buf out = {0};

        long_document(&d, cases[i].signals, cases[i].letters);
        write_document(&d, 1, &out);
        assert_int_equal(pdf_page_count(buf_str(&out)), 1);
        assert_int_equal(pdf_check(&check, buf_str(&out)), 0);
        buf_release(&out);
        doc_release(&d);
    }
}

/* Words on the pages from..to, as a reader of text gets them. */
static int count_on_pages(struct str pdf, int from, int to, const char *words)
{
    char path[] = "/tmp/tamtam-pdf.XXXXXX", command[160], line[512];
    int fd = mkstemp(path), n = 0;
    FILE *text;

    assert_true(fd >= 0 && write(fd, pdf.p, pdf.n) == (ssize_t)pdf.n);
    snprintf(command, sizeof command, "pdftotext -layout -f %d -l %d %s -", from, to, path);
    text = popen(command, "r");
    while (fgets(line, sizeof line, text))
        n += strstr(line, words) != NULL;
    pclose(text);
    close(fd);
    unlink(path);
    return n;
}

/* The titles of a table's columns stand above it on every page, and once in the structure. */
static void table_heads_are_repeated(void **state)
{
    struct document d = {0};
    struct pdfcheck check = {0};
    struct buf out = {0};
    int pages;

    (void)state;
    long_document(&d, 120, 40);
    write_document(&d, 0, &out);
    pages = pdf_page_count(buf_str(&out));
    assert_true(pages >= 3);
    assert_int_equal(pdf_check(&check, buf_str(&out)), 0);
    assert_int_equal(check.column_heads, 3);
    for (int page = 1; page < pages; page++)
        assert_int_equal(count_on_pages(buf_str(&out), page, page, "kern"), 1);
    buf_release(&out);
    doc_release(&d);
}

static void without_limit_nothing_falls_off(void **state)
{
    struct document d = {0};
    struct buf out = {0};

    (void)state;
    long_document(&d, 120, 40);
    write_document(&d, 0, &out);
    assert_true(pdf_page_count(buf_str(&out)) >= 3);
    buf_release(&out);
    doc_release(&d);
}

/* PDF operators, tags, unknown scripts, emoji, combining floods and megabytes, in every field. */
static void hostile_text_is_inert(void **state)
{
    static const char *const texts[] = {"/Private << /MCID 0 >> BDC EMC (x) Tj ET Q endstream endobj",
                                        "\\(((()\\\\ ' uri='javascript:alert(1)'",
                                        "\u202etxet lamron\u202c \u05d0\u05d1\u05d2 \u0627\u0644\u0639 \u4e2d\u6587 "
                                        "\U0001F525\U0001F468\u200d\U0001F469",
                                        "\xff\xfe\x00\x80 kapot",
                                        "<script>alert(1)</script> & ]]> <?xpacket end?>",
                                        ""};

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct str s = str_of(texts[i]);
        struct document d = {0};
        struct pdfcheck check = {0};
        struct buf out = {0};
        struct block *b;
        struct row *r;

        doc_init(&d);
        sample_head(&d);
        d.head.title = doc_copy(&d, s);
        d.head.municipality = doc_copy(&d, s);
        d.head.status_by = doc_copy(&d, s);
        b = doc_section(d.root, SECTION_POINT, s);
        doc_fact(b, s);
        doc_point(doc_chart_beside(b, CHART_COLUMNS, s), s, 3)->note = doc_copy(&d, s);
        prose_link(doc_paragraph(b, TEXT_PLAIN), STR("koppeling"), s);
        prose_figure(doc_voice(doc_voices(b), VOICE_BEVOLKING, doc_few(&d), s, (struct tone){.form = TONE_NONE}),
                     doc_count(&d, 7, s));
        prose_add(doc_item(doc_list(b, LIST_ACTIONS), 0), s);
        prose_add(doc_paragraph(doc_quote(b, s, s), TEXT_PLAIN), s);
        doc_agenda_item(doc_agenda(b, s), s, s);
        b = doc_table(b, s);
        doc_column(b, CELL_HEAD, s);
        doc_column(b, CELL_STATE, s);
        r = doc_row(b, 3);
        cell_text(r, s);
        cell_state(r, STATE_FALSE, s);
        doc_finish(&d);
        write_document(&d, 2, &out);
        assert_int_equal(pdf_check(&check, buf_str(&out)), 0);
        buf_release(&out);
        doc_release(&d);
    }
}

static void megabytes_are_clipped(void **state)
{
    struct buf title = {0}, out = {0};
    struct document d = {0};

    (void)state;
    while (title.n < 5000000)
        buf_puts(&title, "lange titel e\u0301\u0301\u0301 ");
    doc_init(&d);
    sample_head(&d);
    d.head.title = STR("Tamtam");
    prose_add(doc_paragraph(doc_section(d.root, SECTION_POINT, buf_str(&title)), TEXT_PLAIN), buf_str(&title));
    doc_finish(&d);
    write_document(&d, 2, &out);
    assert_true(pdf_page_count(buf_str(&out)) <= 2);
    buf_release(&title);
    buf_release(&out);
    doc_release(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(samples_meet_pdf_ua),
        cmocka_unit_test(checker_finds_faults),
        cmocka_unit_test(same_document_same_bytes),
        cmocka_unit_test(page_limit_holds),
        cmocka_unit_test(hostile_text_is_inert),
        cmocka_unit_test(megabytes_are_clipped),
        cmocka_unit_test(without_limit_nothing_falls_off),
        cmocka_unit_test(table_heads_are_repeated),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

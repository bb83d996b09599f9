/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* rooms: base store tamtam */
/* An analyst's edits: order, what falls off, words of a person, and text that is not understood. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tamtam/edits.h"

static void make(struct document *d)
{
    static const char *const rows[] = {"Afval", "Bomen", "Coevorden"};
    struct block *table;

    *d = (struct document){0};
    doc_init(d);
    for (int i = 1; i <= 2; i++) {
        struct block *point = doc_section(d->root, SECTION_POINT, doc_printf(d, "Punt %d: vooral vragen", i));
        struct block *three = doc_columns(point, COLUMNS_EQUAL);
        struct block *list;

        point->section.kicker = doc_printf(d, "Hoofdpunt %d", i);
        point->rank = i == 2 ? 30 : 0;
        prose_add(doc_paragraph(doc_section(three, SECTION_SMALL, STR("Duiding (concept)")), TEXT_PLAIN),
                  STR("van het programma"));
        list = doc_list(doc_section(three, SECTION_SMALL, STR("Wat nu")), LIST_ACTIONS);
        prose_add(doc_item(list, 0), STR("Advies: nog in te vullen"));
    }
    table = doc_table(doc_section(d->root, SECTION_PLAIN, STR("En verder")), STR("Signalen"));
    doc_column(table, CELL_HEAD, STR("Onderwerp"));
    for (int i = 0; i < 3; i++)
        cell_text(doc_row(table, 0), str_of(rows[i]));
    prose_add(doc_paragraph(d->root, TEXT_ACCOUNT), STR("Verantwoording"));
    doc_finish(d);
}

/* The titles of the root's sections, and the heads of the table's rows, as one text. */
static const char *shape(const struct document *d, struct buf *b)
{
    struct arena a = {0};

    buf_clear(b);
    for (const struct block *s = d->root->first; s; s = s->next) {
        buf_add(b, s->kind == BLOCK_SECTION ? s->section.title : s->kind == BLOCK_QUOTE ? STR("<") : STR("."));
        for (const struct block *t = s->kind == BLOCK_SECTION ? s->first : NULL; t; t = t->next)
            for (const struct row *r = t->kind == BLOCK_TABLE ? t->table.first : NULL; r; r = r->next) {
                buf_putc(b, '-');
                buf_add(b, prose_plain(&r->first->text, &a));
            }
        buf_putc(b, '|');
    }
    arena_release(&a);
    return buf_c(b);
}

static void shape_is(const char *edits, bool final, const char *wanted, const char *wanted_lost)
{
    struct document d;
    struct buf b = {0}, lost = {0};

    make(&d);
    edits_apply(&d, str_of(edits), STR("R. Aalders"), final, &lost);
    assert_string_equal(shape(&d, &b), wanted);
    assert_string_equal(buf_c(&lost), wanted_lost);
    assert_ptr_equal(d.root->last->next, NULL);
    buf_release(&b);
    buf_release(&lost);
    doc_release(&d);
}

static void test_order_and_dropping(void **state)
{
    (void)state;
    shape_is("", false, "Punt 1: vooral vragen|Punt 2: vooral vragen|En verder-Afval-Bomen-Coevorden|.|", "");
    shape_is("[Punt 2: iets anders]\n[Punt 1]", false,
             "Punt 2: vooral vragen|Punt 1: vooral vragen|En verder-Afval-Bomen-Coevorden|.|", "");
    shape_is("[En verder]\nregel: Coevorden\nweg: Bomen\n[Punt 1]\ntonen: nee", false,
             "En verder-Coevorden-Afval|Punt 2: vooral vragen|.|", "");
    shape_is("[En verder]\ntonen: nee\n[Weg]\nduiding: x", false, "Punt 1: vooral vragen|Punt 2: vooral vragen|.|",
             "Weg\n");
    shape_is("[Punt 2]\nduiding: x\n[En verder]\nregel: Bomen", false, "Punt 2: vooral vragen|Punt 1: vooral vragen|En verder-Bomen-Afval-Coevorden|.|", "");
    shape_is("[Weg]\nregel: x\n[Ook weg]\ntonen: nee", false, "Punt 1: vooral vragen|Punt 2: vooral vragen|En verder-Afval-Bomen-Coevorden|.|",
             "Ook weg\n");
    shape_is("[Hele rapport]\nduiding: Rustig.", false,
             "Punt 1: vooral vragen|Punt 2: vooral vragen|En verder-Afval-Bomen-Coevorden|<|.|", "");
}

/* Parts that nobody ordered stay where the report has them, a part between two points too. */
static void test_no_order_is_the_report_s(void **state)
{
    struct document d;
    struct buf b = {0}, lost = {0};

    (void)state;
    make(&d);
    doc_section(d.root, SECTION_POINT, STR("Punt 3"));
    edits_apply(&d, STR("[Hele rapport]\n[Weg]\nduiding: x"), STR(""), true, &lost);
    assert_string_equal(shape(&d, &b), "Punt 1: vooral vragen|Punt 2: vooral vragen|En verder-Afval-Bomen-Coevorden|Punt 3|.|");
    doc_release(&d);
    buf_release(&b);
    buf_release(&lost);
}

static void test_places_keep_rank_and_number(void **state)
{
    struct document d;
    struct buf lost = {0};

    (void)state;
    make(&d);
    edits_apply(&d, STR("[Punt 2]\n"), STR(""), false, &lost);
    assert_true(str_is(d.root->first->section.kicker, "Hoofdpunt 1"));
    assert_int_equal(d.root->first->rank, 0);
    assert_int_equal(d.root->first->next->rank, 30);
    doc_release(&d);
}

static void test_words_of_a_person(void **state)
{
    struct document d;
    struct buf lost = {0};
    struct arena a = {0};

    (void)state;
    make(&d);
    edits_apply(&d, STR("[Punt 1]\nduiding: Het gesprek\n  verschuift.\nadvies: Antwoord\neigenaar: Piet\n"),
                STR("R. Aalders"), true, &lost);
    const struct block *three = d.root->first->first;
    const struct block *reading = three->first, *now = three->last;
    assert_true(str_is(reading->section.title, "Duiding"));
    assert_true(str_is(prose_plain(&reading->first->paragraph.text, &a), "Het gesprek verschuift."));
    assert_true(str_is(prose_plain(&now->first->list.first->text, &a), "Antwoord – Piet"));
    assert_ptr_equal(now->first->list.first->next, NULL);
    /* The second point has no words: what is to be filled in fell off, the program's reading stays. */
    three = d.root->first->next->first;
    assert_ptr_equal(three->last->first->list.first, NULL);
    assert_true(str_is(prose_plain(&three->first->first->paragraph.text, &a), "van het programma"));
    arena_release(&a);
    doc_release(&d);
}

static int read(struct str text, struct err *err)
{
    struct arena a = {0};
    int failed = edits_read(arena_alloc(&a, sizeof(struct edits)), text, &a, err);

    arena_release(&a);
    return failed;
}

static void test_faults(void **state)
{
    static const struct {
        const char *text, *says;
    } rows[] = {{"duiding: los", "regel 1"},
                {"[A]\nwat\n", "regel 2"},
                {"[A]\n\nkleur: rood", "regel 3"},
                {"[A]\ntonen: misschien", "ja of nee"},
                {"[A", "regel 1"}};
    struct err err;

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(read(str_of(rows[i].text), &err), -1);
        if (!strstr(err.text, rows[i].says))
            fail_msg("%s: %s", rows[i].text, err.text);
    }
    assert_int_equal(read(STR("# remark\n\n[A]\nduiding: a: b\n more\n"), &err), 0);
}

/* Edits brought to the document of now, as text again. */
static const char *met(const char *text, struct buf *b)
{
    struct document d;
    struct arena a = {0};
    struct edits *e = arena_alloc(&a, sizeof *e);
    struct err err;

    make(&d);
    assert_int_equal(edits_read(e, str_of(text), &a, &err), 0);
    edits_meet(e, &d, &a);
    doc_release(&d);
    buf_clear(b);
    edits_write(e, b);
    arena_release(&a);
    return buf_c(b);
}

static const char as_made[] = "[Hele rapport]\nduiding:\nadvies:\neigenaar:\n"
                              "\n[Punt 1: vooral vragen]\ntonen: ja\nduiding:\nadvies:\neigenaar:\n"
                              "\n[Punt 2: vooral vragen]\ntonen: ja\nduiding:\nadvies:\neigenaar:\n"
                              "\n[En verder]\ntonen: ja\nregel: Afval\nregel: Bomen\nregel: Coevorden\n";

/* What is written is understood, and changes nothing. */
static void test_round(void **state)
{
    struct buf b = {0}, again = {0};

    (void)state;
    assert_string_equal(met("", &b), as_made);
    assert_string_equal(met(buf_c(&b), &again), as_made);
    shape_is(buf_c(&b), false, "Punt 1: vooral vragen|Punt 2: vooral vragen|En verder-Afval-Bomen-Coevorden|.|", "");
    buf_release(&b);
    buf_release(&again);
}

/* The report changed after it was edited: what is new comes behind, words on what is gone stay. */
static void test_meets_the_report_of_now(void **state)
{
    struct buf b = {0};

    (void)state;
    assert_string_equal(met("[En verder]\nregel: Bomen\nweg: Dorpsfeest\nregel: Elders\n"
                            "[Oud]\nduiding: Twee\n  regels: [en] # meer\n"
                            "[Ouder]\ntonen: nee\nregel: Y\n"
                            "[Punt 2: vroeger]\nadvies: Meet.\n",
                            &b),
                        "[Hele rapport]\nduiding:\nadvies:\neigenaar:\n"
                        "\n[En verder]\ntonen: ja\nregel: Bomen\nweg: Dorpsfeest\nregel: Afval\nregel: Coevorden\n"
                        "\n[Oud]\n# staat niet meer in het rapport\ntonen: ja\nduiding: Twee\n regels: [en] # meer\nadvies:\neigenaar:\n"
                        "\n[Punt 2: vooral vragen]\ntonen: ja\nduiding:\nadvies: Meet.\neigenaar:\n"
                        "\n[Punt 1: vooral vragen]\ntonen: ja\nduiding:\nadvies:\neigenaar:\n");
    buf_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_order_and_dropping), cmocka_unit_test(test_no_order_is_the_report_s), cmocka_unit_test(test_places_keep_rank_and_number),
        cmocka_unit_test(test_words_of_a_person), cmocka_unit_test(test_faults), cmocka_unit_test(test_round),
        cmocka_unit_test(test_meets_the_report_of_now)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* rooms: base store analysis listener tamtam desk */
/* Messages and their jobs, mail addresses, back-off, and the cutting of a digest. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/mail_address.h"
#include "base/when.h"
#include "desk/digest.h"
#include "desk/outbox.h"

static void addresses(void **state)
{
    static const char *const good[] = {"a@b.nl", "jan.jansen+tamtam@sub.turfbrug.example", "o'neil@turfbrug.example", "x_y-z@1a.example"};
    static const char *const bad[] = {"",          "a",           "@b.nl",        "a@",          "a@b",          "a@@b.nl",     "a b@c.nl",
                                      "a@b..nl",   ".a@b.nl",     "a.@b.nl",      "a..b@c.nl",   "a@-b.nl",      "a@b-.nl",     "a@b.nl\r\nBcc: c@d.nl",
                                      "a@b.nl ",   "a@[1.2.3.4]", "\"a b\"@c.nl", "a@b.nl,c@d.nl", "a<x>@b.nl", "a@b.nl>",     "a@b_c.nl"};
    char longest[80];

    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_true(mail_address_is_valid(str_of(good[i])));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (mail_address_is_valid(str_of(bad[i])))
            fail_msg("'%s' passed", bad[i]);
    assert_false(mail_address_is_valid((struct str){"a\0b@c.nl", 8}));
    memset(longest, 'a', sizeof longest);
    memcpy(longest + 64, "@b.nl", 6);
    assert_true(mail_address_is_valid(str_of(longest)));
    memcpy(longest + 65, "@b.nl", 6);
    longest[64] = 'a';
    assert_false(mail_address_is_valid(str_of(longest)));
}

static void address_parts(void **state)
{
    struct arena a = {0};

    (void)state;
    assert_true(str_is(mail_address_of(STR("Redactie <r@b.nl>")), "r@b.nl"));
    assert_true(str_is(mail_address_of(STR(" r@b.nl ")), "r@b.nl"));
    assert_true(str_is(mail_address_key(&a, STR("Jan@B.NL")), "Jan@b.nl"));
    arena_release(&a);
}

static void back_off(void **state)
{
    (void)state;
    assert_int_equal(outbox_back_off(0, URGENCY_PLAIN), WHEN_MINUTE);
    assert_int_equal(outbox_back_off(2, URGENCY_PLAIN), 4 * WHEN_MINUTE);
    assert_int_equal(outbox_back_off(0, URGENCY_ALERT), 15 * WHEN_SECOND);
    assert_int_equal(outbox_back_off(4, URGENCY_ALERT), 16 * WHEN_MINUTE);
}

static void a_message_is_one_row(void **state)
{
    char folder[] = "/tmp/tamtam-outbox-XXXXXX";
    static const char *const ends[] = {"", ".lock", "-wal", "-shm"};
    char path[128];
    struct arena a = {0};
    struct store *s = NULL;
    struct err err;
    struct message m = {.message_id = STR("1@b.nl"), .kind = STR("concept"), .channel = STR("mail"), .recipient = STR("r@b.nl"), .bytes = STR("text"), .made = 10};
    struct job job;

    (void)state;
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/tamtam.db", folder);
    assert_int_equal(store_open(&s, path, STORE_CREATE, &err), 0);
    assert_int_equal(store_add_message(s, &m, URGENCY_SOON, &err), 0);
    assert_int_equal(store_add_message(s, &m, URGENCY_SOON, &err), 0);
    assert_int_equal(store_due_job(s, &a, LANE_OUT, 10, &job, &err), 0);
    assert_true(str_is(job.subject, "1"));
    assert_int_equal(store_end_job(s, job.id, 30, &err), 0);
    assert_int_equal(store_due_job(s, &a, LANE_OUT, 100, &job, &err), 0);
    assert_int_equal(job.id, 0);
    assert_int_equal(store_message(s, &a, 1, &m, &err), 0);
    assert_true(str_is(m.bytes, "text"));
    assert_int_equal(store_end_message(s, 1, STR("sent"), STR("250 ok"), 30, &err), 0);
    assert_int_equal(store_add_message(s, &m, URGENCY_SOON, &err), 0);
    assert_int_equal(store_message(s, &a, 1, &m, &err), 0);
    assert_int_equal(m.bytes.n, 0);
    assert_true(str_is(m.state, "sent"));
    assert_int_equal(store_message(s, &a, 2, &m, &err), 0);
    assert_int_equal(m.id, 0);
    store_close(s);
    for (int i = 0; i < 4; i++) {
        snprintf(path, sizeof path, "%s/tamtam.db%s", folder, ends[i]);
        unlink(path);
    }
    rmdir(folder);
    arena_release(&a);
}

static void compose(struct document *d)
{
    struct block *point, *list, *table;
    struct row *row;

    doc_init(d);
    d->head.title = STR("Tamtam");
    point = doc_section(d->root, SECTION_POINT, STR("Brand bij een loods"));
    doc_fact(point, STR("Veiligheid en overlast"));
    prose_add(doc_paragraph(point, TEXT_PLAIN), STR("Rook boven de haven."));
    point = doc_section(d->root, SECTION_POINT, STR("Fietspad dicht"));
    doc_fact(point, STR("Verkeer"));
    list = doc_list(doc_section(d->root, SECTION_PLAIN, STR("Wat komt eraan")), LIST_BULLETS);
    prose_add(doc_item(list, 0), STR("Verkeer rond de markt"));
    prose_add(doc_item(list, 0), STR("Jaarrekening"));
    table = doc_table(doc_section(d->root, SECTION_PLAIN, STR("En verder")), STR("Signalen"));
    doc_column(table, CELL_TEXT, STR("Signaal"));
    row = doc_row(table, 0);
    cell_text(row, STR("Afval in het park"));
    prose_add(doc_paragraph(d->root, TEXT_ACCOUNT), STR("Bronnen: tien."));
}

static int cut_to(struct document *d, struct str word)
{
    return digest_cut(d, &(struct topic){.name = word, .words = &word, .nwords = 1});
}

static void a_digest_is_cut(void **state)
{
    struct document d;
    struct block *b;

    (void)state;
    compose(&d);
    assert_int_equal(cut_to(&d, STR("verkeer")), 2);
    b = d.root->first;
    assert_true(str_is(b->section.title, "Fietspad dicht"));
    b = b->next;
    assert_true(str_is(b->section.title, "Wat komt eraan"));
    assert_ptr_equal(b->first->list.first, b->first->list.last);
    b = b->next;
    assert_int_equal(b->kind, BLOCK_PARAGRAPH); /* the line of account stays */
    assert_ptr_equal(b, d.root->last);
    assert_null(b->next);
    doc_release(&d);
}

static void a_quiet_digest_says_so(void **state)
{
    struct arena a = {0};
    struct document d;

    (void)state;
    compose(&d);
    assert_int_equal(cut_to(&d, STR("Zorg en welzijn")), 0);
    assert_true(str_is(prose_plain(&d.root->last->paragraph.text, &a), "Niets bijzonders over Zorg en welzijn in deze tamtam."));
    doc_release(&d);
    compose(&d);
    assert_true(cut_to(&d, (struct str){0}) > 0);
    assert_true(str_is(d.root->first->section.title, "Brand bij een loods"));
    doc_release(&d);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(addresses),       cmocka_unit_test(address_parts),          cmocka_unit_test(back_off), cmocka_unit_test(a_message_is_one_row),
        cmocka_unit_test(a_digest_is_cut), cmocka_unit_test(a_quiet_digest_says_so),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

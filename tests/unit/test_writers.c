/* rooms: base store tamtam */
/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* HTML, text, JSON and mail: well-formed, complete, and inert whatever stands in them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>
#include <libxml/HTMLparser.h>
#include <libxml/xpath.h>

#include "base/utf8.h"
#include "tamtam/mime.h"
#include "tamtam/svg.h"
#include "tamtam/write_html.h"
#include "tamtam/write_json.h"
#include "tamtam/write_mail.h"
#include "tamtam/write_text.h"
#include "tests/doc_sample_more.h"

static void (*const samples[])(struct document *d) = {sample_tamtam, sample_issue, sample_reputation, sample_crisis};
enum { SAMPLES = sizeof samples / sizeof *samples };

static struct look house_look(void)
{
    struct look look;

    look_make(&look, STR("#12493F"), STR("#D99A2B"), (struct str){0});
    return look;
}

static void html_of(const struct document *d, struct buf *out)
{
    struct look look = house_look();

    write_html(d, &look, out);
}

/* How many nodes an XPath expression finds in HTML. */
static int found(const struct buf *html, const char *xpath)
{
    htmlDocPtr doc = htmlReadMemory(html->p, (int)html->n, "page.html", "utf-8",
                                    HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET);
    xmlXPathContextPtr context = xmlXPathNewContext(doc);
    xmlXPathObjectPtr result = xmlXPathEvalExpression((const xmlChar *)xpath, context);
    int n = result && result->nodesetval ? result->nodesetval->nodeNr : 0;

    xmlXPathFreeObject(result);
    xmlXPathFreeContext(context);
    xmlFreeDoc(doc);
    return n;
}

static void html_has_its_parts(void **state)
{
    struct document d = {0};
    struct buf out = {0};

    (void)state;
    sample_tamtam(&d);
    html_of(&d, &out);
    assert_int_equal(found(&out, "//html[@lang='nl']"), 1);
    assert_int_equal(found(&out, "//h1[.='Tamtam']"), 1);
    assert_int_equal(found(&out, "//h2"), 6);
    assert_int_equal(found(&out, "//div[@class='voice']"), 8);
    assert_int_equal(found(&out, "//table[caption='Signalen: aantal, trend, verloop en toon']/tbody/tr"), 6);
    assert_int_equal(found(&out, "//details[summary[contains(.,'Cijfers als tabel')]]"), 3);
    assert_int_equal(found(&out, "//details//tr[th='17' and td='128']"), 1);
    assert_int_equal(
        found(&out, "//a[@class='ev' and .='389' and starts-with(@href,'https://nieuwsredactie.turfbrug.example/')]"),
        2);
    assert_int_equal(found(&out, "//svg[@role='img' and string-length(@aria-label)>10]"), 3);
    buf_release(&out);
    doc_release(&d);
}

static void html_has_no_loose_ends(void **state)
{
    (void)state;
    for (int i = 0; i < SAMPLES; i++) {
        struct document d = {0};
        struct buf out = {0};

        samples[i](&d);
        html_of(&d, &out);
        assert_int_equal(found(&out, "//svg[not(@role='img') and not(@aria-hidden='true')]"), 0);
        assert_int_equal(found(&out, "//table[not(caption)]"), 0);
        assert_int_equal(found(&out, "//th[not(@scope)]"), 0);
        assert_int_equal(found(&out, "//*[@id=preceding::*/@id]"), 0);
        assert_int_equal(found(&out, "//script|//link|//iframe|//img[not(starts-with(@src,'data:'))]"), 0);
        assert_int_equal(found(&out, "//a[not(starts-with(@href,'http')) and not(starts-with(@href,'#'))]"), 0);
        assert_int_equal(found(&out, "//h1"), 1);
        buf_release(&out);
        doc_release(&d);
    }
}

/* A page around a document has one <html>, and its own <h1> where the document has no title. */
static void html_stands_in_a_page(void **state)
{
    struct document d = {0};
    struct buf out = {0};

    (void)state;
    sample_tamtam(&d);
    write_html_fragment(&d, &out);
    assert_null(memmem(out.p, out.n, "<html", 5));
    assert_null(memmem(out.p, out.n, "<main", 5));
    assert_null(memmem(out.p, out.n, "<style", 6));
    assert_int_equal(found(&out, "//h1[.='Tamtam']"), 1);
    assert_int_equal(found(&out, "//h2"), 6);
    d.head.title = (struct str){0};
    buf_clear(&out);
    write_html_fragment(&d, &out);
    assert_int_equal(found(&out, "//h1"), 0);
    assert_int_equal(found(&out, "//h2"), 6);
    buf_release(&out);
    doc_release(&d);
}

static const char *const hostile[] = {"<script>alert(1)</script>",
                                      "\"><img src=x onerror=alert(1)>",
                                      "' onmouseover='alert(1)",
                                      "\" onmouseover=\"alert(1)",
                                      "</style><style>*{display:none}",
                                      "</title><svg onload=alert(1)>",
                                      "&lt;b&gt; &amp; &#60;",
                                      "\u202eevil\u202c\u200b\u200d",
                                      "x\r\nBcc: iedereen@example.org\r\n\r\n<h1>",
                                      "]]>--><!--",
                                      "javascript:alert(1)"};

/* The same hostile text in every field that takes text. */
static void compose_hostile(struct document *d, struct str s)
{
    struct block *section, *b;
    struct row *r;

    doc_init(d);
    sample_head(d);
    d->head.municipality = doc_copy(d, s);
    d->head.title = doc_copy(d, s);
    d->head.date = doc_copy(d, s);
    d->head.status_by = doc_copy(d, s);
    d->head.summary = doc_copy(d, s);
    d->head.footer = doc_copy(d, s);
    section = doc_section(d->root, SECTION_POINT, s);
    section->section.kicker = doc_copy(d, s);
    doc_fact(section, s);
    doc_point(doc_chart_beside(section, CHART_COLUMNS, s), s, 4)->tick = true;
    prose_add(doc_voice(doc_voices(section), VOICE_MEDIA, doc_shown(d, s, s), s, TONE(1, 2, 3)), s);
    prose_link(doc_paragraph(section, TEXT_PLAIN), s, s);
    prose_strong(doc_item(doc_list(section, LIST_BULLETS), 0), s);
    prose_subtle(doc_paragraph(doc_quote(section, s, s), TEXT_PLAIN), s);
    doc_agenda_item(doc_agenda(section, s), s, s);
    doc_figure(section, doc_shown(d, s, s), s)->figure.note = doc_copy(d, s);
    b = doc_table(section, s);
    doc_column(b, CELL_HEAD, s);
    doc_column(b, CELL_FIGURE, s);
    doc_column(b, CELL_STATE, s);
    r = doc_row(b, 0);
    cell_text(r, s);
    cell_figure(r, doc_shown(d, s, s));
    cell_state(r, STATE_NO, s);
    doc_finish(d);
}

static void hostile_html_is_inert(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
        struct document d = {0}, tame = {0};
        struct buf out = {0}, plain = {0};

        compose_hostile(&d, str_of(hostile[i]));
        compose_hostile(&tame, STR("gewoon"));
        html_of(&d, &out);
        html_of(&tame, &plain);
        assert_int_equal(found(&out, "//script|//img|//@onerror|//@onload|//@onmouseover"), 0);
        assert_int_equal(found(&out, "//*[starts-with(@href,'javascript')]"), 0);
        assert_int_equal(found(&out, "//*"), found(&plain, "//*"));
        assert_int_equal(found(&out, "//comment()"), 0);
        assert_true(!strchr(hostile[i], '&') || found(&out, "//text()[contains(., '&lt;b&gt; &amp; &#60;')]") > 0); /* as it stands there */
        buf_release(&out);
        buf_release(&plain);
        doc_release(&d);
        doc_release(&tame);
    }
}

static void five_characters_are_escaped(void **state)
{
    struct buf b = {0};

    (void)state;
    html_escape(&b, STR("<a b=\"c\" d='e'> & \xC3\xA9"));
    assert_string_equal(buf_c(&b), "&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt; &amp; \xC3\xA9");
    buf_release(&b);
}

static void text_keeps_to_72_columns(void **state)
{
    (void)state;
    for (int i = 0; i < SAMPLES; i++) {
        struct document d = {0};
        struct buf out = {0};
        struct str rest;

        samples[i](&d);
        write_text(&d, &out);
        rest = buf_str(&out);
        while (rest.n) {
            struct str line = str_cut(&rest, '\n');

            if (utf8_length(line) > 72)
                fail_msg("%zu columns: %.*s", utf8_length(line), STR_ARG(line));
        }
        assert_true(str_find(buf_str(&out), STR("\u00a0")) < 0);
        buf_release(&out);
        doc_release(&d);
    }
}

static void text_says_it(void **state)
{
    static const char *const lines[] = {"\nToon: neg 264, neu 233, pos 94\n",
                                        "\n1. Brand Reco: is de rook giftig, en wie hield toezicht? (389,\n",
                                        "\nInwoners 306: neg 171, neu 96, pos 39.",
                                        "\n- Asielopvang Rietdreef: 31, stijgt +17,",
                                        "neu en pos samen 10",
                                        "\n- Supermarkt Zuiderveld: 17, nieuw,",
                                        "\n- 85% zeer waarschijnlijk: Vragen over asbest"};
    struct document d = {0};
    struct buf out = {0};

    (void)state;
    sample_tamtam(&d);
    write_text(&d, &out);
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        if (str_find(buf_str(&out), str_of(lines[i])) < 0)
            fail_msg("not found: %s", lines[i]);
    buf_release(&out);
    doc_release(&d);
}

/* What may not be told apart stands nowhere in the data either. */
static void json_joins_what_is_joined(void **state)
{
    struct document d = {0};
    struct buf out = {0};
    json_t *root;

    (void)state;
    doc_init(&d);
    sample_head(&d);
    doc_tone(d.root, (struct tone){.count = {23, 3, 4}, .form = TONE_JOIN_RIGHT});
    doc_point(doc_chart(d.root, CHART_BARS, STR("wijken")), STR("Bloemenwijk"), 3)->few = true;
    doc_finish(&d);
    write_json(&d, &out);
    root = json_loadb(out.p, out.n, 0, NULL);
    assert_non_null(root);
    assert_non_null(strstr(buf_c(&out), "\"tone\":{\"negatief\":23,\"neutraal_of_positief\":7}"));
    assert_null(strstr(buf_c(&out), "\"value\":3"));
    json_decref(root);
    buf_clear(&out);
    html_of(&d, &out);
    assert_int_equal(found(&out, "//td[.='3']"), 0);
    buf_release(&out);
    doc_release(&d);
}

static void mail_of(const struct document *d, const struct mail *m, struct buf *out)
{
    struct look look = house_look();
    struct err err = {{0}};

    if (write_mail(d, &look, m, out, &err) < 0)
        fail_msg("%s", err.text);
}

static void mail_has_its_parts(void **state)
{
    static const char *const parts[] = {"Content-Type: multipart/mixed;",
                                        "Content-Type: multipart/alternative;",
                                        "Content-Type: text/plain; charset=utf-8",
                                        "Content-Type: multipart/related;",
                                        "Content-Type: text/html; charset=utf-8",
                                        "Content-Type: image/png",
                                        "Content-Type: application/pdf; name=\"tamtam.pdf\"",
                                        "\r\nJVBERi0=\r\n",
                                        "List-Unsubscribe: <https://a.example/u>\r\n",
                                        "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n",
                                        "Date: Wed, 11 Mar 2026 11:00:00 +0100\r\n",
                                        "Message-ID: <x.1@a.example>\r\n",
                                        "Auto-Submitted: auto-generated\r\n"};
    const struct mail m = {.from = STR("Nieuws <n@a.example>"),
                           .to = STR("b@a.example"),
                           .message_id = STR("x.1@a.example"),
                           .date = 1773223200000,
                           .unsubscribe = STR("https://a.example/u"),
                           .pdf = STR("%PDF-"),
                           .pdf_name = STR("tam\"tam\r\n.pdf")};
    struct document d = {0};
    struct buf out = {0}, again = {0};

    (void)state;
    sample_tamtam(&d);
    mail_of(&d, &m, &out);
    mail_of(&d, &m, &again);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (str_find(buf_str(&out), str_of(parts[i])) < 0)
            fail_msg("not found: %s", parts[i]);
    assert_true(str_eq(buf_str(&out), buf_str(&again)));
    for (struct str rest = buf_str(&out); rest.n;) {
        struct str line = str_cut(&rest, '\n');

        assert_true(line.n <= 200 && str_ends(line, STR("\r")));
    }
    buf_release(&out);
    buf_release(&again);
    doc_release(&d);
}

static void nobody_adds_a_header(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
        struct str s = str_of(hostile[i]);
        const struct mail m = {.from = s,
                               .to = s,
                               .subject = s,
                               .message_id = s,
                               .unsubscribe = s,
                               .pdf = STR("x"),
                               .pdf_name = s,
                               .date = 0};
        struct document d = {0};
        struct buf out = {0};
        struct str head, html;

        compose_hostile(&d, s);
        mail_of(&d, &m, &out);
        head = str_sub(buf_str(&out), 0, (size_t)str_find(buf_str(&out), STR("\r\n\r\n")));
        assert_true(str_find(head, STR("\r\nBcc")) < 0);
        assert_true(str_find(head, STR("\nMIME-Version: 1.0\r\n")) > 0);
        html = str_sub(buf_str(&out), (size_t)str_find(buf_str(&out), STR("Content-Type: text/html")), out.n);
        assert_true(str_find(html, STR("<script")) < 0 && str_find(html, STR("<img src=3Dx")) < 0);
        buf_release(&out);
        doc_release(&d);
    }
}

static void headers_are_encoded(void **state)
{
    struct buf b = {0};

    (void)state;
    mime_header(&b, "Subject", STR("Tamtam \u00b7 woensdag"));
    assert_string_equal(buf_c(&b), "Subject: =?UTF-8?B?VGFtdGFtIMK3IHdvZW5zZGFn?=\r\n");
    buf_clear(&b);
    mime_address(&b, "To", STR("Jan, de \"Bode\" <jan@a.example>"));
    assert_string_equal(buf_c(&b), "To: \"Jan, de Bode\" <jan@a.example>\r\n");
    buf_clear(&b);
    mime_quoted(&b, STR("caf\u00e9 = 1 \n.\n"));
    assert_string_equal(buf_c(&b), "caf=C3=A9 =3D 1=20\r\n=2E\r\n");
    buf_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(html_has_its_parts),        cmocka_unit_test(html_has_no_loose_ends),
        cmocka_unit_test(hostile_html_is_inert),
        cmocka_unit_test(five_characters_are_escaped),     cmocka_unit_test(text_says_it),
        cmocka_unit_test(json_joins_what_is_joined), cmocka_unit_test(mail_has_its_parts),
        cmocka_unit_test(nobody_adds_a_header),      cmocka_unit_test(headers_are_encoded),
        cmocka_unit_test(text_keeps_to_72_columns),  cmocka_unit_test(html_stands_in_a_page),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

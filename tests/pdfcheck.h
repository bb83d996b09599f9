/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * A checker of the rules of PDF/UA-1 that our PDFs could break, by libqpdf. Numbers are those of the veraPDF rule set
 * (clause-test). It reads the file as it stands and knows nothing of the writer.
 */
#ifndef TESTS_PDFCHECK_H
#define TESTS_PDFCHECK_H

#include <qpdf/qpdf-c.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/parser.h>

#include "base/buf.h"

struct pdfcheck {
    qpdf_data pdf;
    int faults;
    int tags, figures, headings, links, column_heads;
    int last_heading;
    bool quiet;
};

static inline void pdf_fault(struct pdfcheck *c, const char *rule, const char *what)
{
    c->faults++;
    if (!c->quiet)
        fprintf(stderr, "PDF/UA %s: %s\n", rule, what);
}

static inline qpdf_oh pdf_key(struct pdfcheck *c, qpdf_oh o, const char *name)
{
    if (qpdf_oh_is_stream(c->pdf, o))
        o = qpdf_oh_get_dict(c->pdf, o);
    return qpdf_oh_is_dictionary(c->pdf, o) ? qpdf_oh_get_key(c->pdf, o, name) : qpdf_oh_new_null(c->pdf);
}

static inline bool pdf_names(struct pdfcheck *c, qpdf_oh o, const char *name)
{
    return qpdf_oh_is_name_and_equals(c->pdf, o, name);
}

/* Is there text in that key? */
static inline bool pdf_has_text(struct pdfcheck *c, qpdf_oh o, const char *name)
{
    qpdf_oh s = pdf_key(c, o, name);

    return qpdf_oh_is_string(c->pdf, s) && qpdf_oh_get_utf8_value(c->pdf, s)[0] != '\0';
}

static inline bool xml_faults(const char *bytes, size_t n)
{
    xmlDocPtr doc =
        xmlReadMemory(bytes, (int)n, "xmp", "utf-8", XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    bool faults = doc == NULL;

    xmlFreeDoc(doc);
    return faults;
}

/* PDF/A: an output intent with an RGB profile of the size that its header gives. */
static inline void pdf_check_intent(struct pdfcheck *c, qpdf_oh root)
{
    qpdf_oh intents = pdf_key(c, root, "/OutputIntents");
    qpdf_oh profile;
    unsigned char *bytes = NULL;
    size_t n = 0;

    if (!qpdf_oh_is_array(c->pdf, intents)) {
        pdf_fault(c, "A 6.2.4.3", "no output intent");
        return;
    }
    profile = pdf_key(c, qpdf_oh_get_array_item(c->pdf, intents, 0), "/DestOutputProfile");
    qpdf_oh_get_stream_data(c->pdf, profile, qpdf_dl_all, NULL, &bytes, &n);
    if (n < 132 || memcmp(bytes + 36, "acsp", 4) != 0 || memcmp(bytes + 16, "RGB ", 4) != 0 ||
        ((size_t)bytes[0] << 24 | (size_t)bytes[1] << 16 | (size_t)bytes[2] << 8 | (size_t)bytes[3]) != n)
        pdf_fault(c, "A 6.2.3", "no colour profile for RGB");
    free(bytes);
}

static inline void pdf_check_catalog(struct pdfcheck *c)
{
    qpdf_oh root = qpdf_get_root(c->pdf);
    qpdf_oh metadata = pdf_key(c, root, "/Metadata");
    unsigned char *bytes = NULL;
    size_t n = 0;

    if (!qpdf_oh_get_bool_value(c->pdf, pdf_key(c, pdf_key(c, root, "/MarkInfo"), "/Marked")))
        pdf_fault(c, "6.2-1", "not marked as tagged");
    if (!qpdf_oh_is_dictionary(c->pdf, pdf_key(c, root, "/StructTreeRoot")))
        pdf_fault(c, "7.1-11", "no structure tree");
    if (!pdf_has_text(c, root, "/Lang"))
        pdf_fault(c, "7.2-2", "no language");
    if (!qpdf_oh_get_bool_value(c->pdf, pdf_key(c, pdf_key(c, root, "/ViewerPreferences"), "/DisplayDocTitle")))
        pdf_fault(c, "7.1-10", "the title is not shown");
    pdf_check_intent(c, root);
    if (!qpdf_oh_is_stream(c->pdf, metadata)) {
        pdf_fault(c, "7.1-8", "no metadata");
        return;
    }
    qpdf_oh_get_stream_data(c->pdf, metadata, qpdf_dl_all, NULL, &bytes, &n);
    if (str_find((struct str){(const char *)bytes, n}, STR("<pdfuaid:part>1</pdfuaid:part>")) < 0)
        pdf_fault(c, "5-1", "no PDF/UA identification");
    if (str_find((struct str){(const char *)bytes, n}, STR("<dc:title>")) < 0)
        pdf_fault(c, "7.1-9", "no title in the metadata");
    if (str_find((struct str){(const char *)bytes, n}, STR("<pdfaid:part>2</pdfaid:part>")) < 0)
        pdf_fault(c, "A 6.6.4-1", "no PDF/A identification");
    if (xml_faults((const char *)bytes, n))
        pdf_fault(c, "A 6.6.2.1", "metadata that is no XML");
    free(bytes);
}

/* Which children a tag may have: those of tables and lists are bound. */
static inline bool pdf_may_hold(const char *parent, const char *child)
{
    static const struct {
        const char *parent, *children;
    } rules[] = {{"/Table", " /TR /THead /TBody /TFoot /Caption "},
                 {"/TR", " /TH /TD "},
                 {"/L", " /LI /Caption /L "},
                 {"/LI", " /Lbl /LBody "}};
    static const struct {
        const char *child, *parents;
    } bound[] = {{"/TR", " /Table /THead /TBody /TFoot "},
                 {"/TH", " /TR "},
                 {"/TD", " /TR "},
                 {"/LI", " /L "},
                 {"/LBody", " /LI "}};
    char word[80];

    snprintf(word, sizeof word, " %s ", child);
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        if (strcmp(rules[i].parent, parent) == 0 && !strstr(rules[i].children, word))
            return false;
    snprintf(word, sizeof word, " %s ", parent);
    for (size_t i = 0; i < sizeof bound / sizeof *bound; i++)
        if (strcmp(bound[i].child, child) == 0 && !strstr(bound[i].parents, word))
            return false;
    return true;
}

static inline void pdf_check_element(struct pdfcheck *c, qpdf_oh element, const char *parent)
{
    const char *name = qpdf_oh_get_name(c->pdf, pdf_key(c, element, "/S"));
    char tag[64];
    char what[200];

    snprintf(tag, sizeof tag, "%s", name);
    c->tags++;
    if (!pdf_may_hold(parent, tag)) {
        snprintf(what, sizeof what, "%s in %s", tag, parent);
        pdf_fault(c, "7.2-3..43", what);
    }
    if (strcmp(tag, "/Figure") == 0) {
        c->figures++;
        if (!pdf_has_text(c, element, "/Alt"))
            pdf_fault(c, "7.3-1", "a figure without alternative text");
    }
    if (strcmp(tag, "/TH") == 0 && !qpdf_oh_is_name(c->pdf, pdf_key(c, pdf_key(c, element, "/A"), "/Scope")))
        pdf_fault(c, "7.5-1", "a table header without scope");
    if (strcmp(tag, "/TH") == 0)
        c->column_heads += pdf_names(c, pdf_key(c, pdf_key(c, element, "/A"), "/Scope"), "/Column");
    if (strcmp(tag, "/Private") == 0)
        pdf_fault(c, "7.1-3", "decoration in the structure tree");
    if (tag[1] == 'H' && tag[2] >= '1' && tag[2] <= '6' && tag[3] == '\0') {
        int level = tag[2] - '0';

        c->headings++;
        if (level > c->last_heading + 1) {
            snprintf(what, sizeof what, "H%d after H%d", level, c->last_heading);
            pdf_fault(c, "7.4.2-1", what);
        }
        c->last_heading = level;
    }
}

/* The number of cells in a row, or of rows' cells in a table where they differ: -1. */
static inline int pdf_cells(struct pdfcheck *c, qpdf_oh element, const char *tag)
{
    qpdf_oh kids = pdf_key(c, element, "/K");
    int n = qpdf_oh_is_array(c->pdf, kids) ? qpdf_oh_get_array_n_items(c->pdf, kids) : 0;
    int cells = -2;

    for (int i = 0; i < n; i++) {
        qpdf_oh kid = qpdf_oh_get_array_item(c->pdf, kids, i);
        int count;

        if (strcmp(tag, "/TR") == 0) {
            cells = n;
            break;
        }
        if (!pdf_names(c, pdf_key(c, kid, "/S"), "/TR"))
            continue;
        count = pdf_cells(c, kid, "/TR");
        if (cells != -2 && cells != count)
            return -1;
        cells = count;
    }
    return cells;
}

static inline void pdf_check_tree(struct pdfcheck *c, qpdf_oh element, const char *name, int depth)
{
    qpdf_oh kids = pdf_key(c, element, "/K");
    bool many = qpdf_oh_is_array(c->pdf, kids);
    int n = many ? qpdf_oh_get_array_n_items(c->pdf, kids) : 1;

    for (int i = 0; i < n && depth < 50; i++) {
        qpdf_oh kid = many ? qpdf_oh_get_array_item(c->pdf, kids, i) : kids;
        char tag[64];

        if (!qpdf_oh_is_name(c->pdf, pdf_key(c, kid, "/S")))
            continue;
        snprintf(tag, sizeof tag, "%s", qpdf_oh_get_name(c->pdf, pdf_key(c, kid, "/S")));
        pdf_check_element(c, kid, name);
        if (strcmp(tag, "/Table") == 0 && pdf_cells(c, kid, tag) == -1)
            pdf_fault(c, "7.2-42", "rows with different numbers of cells");
        pdf_check_tree(c, kid, tag, depth + 1);
    }
}

/* ---- contents ---- */

/* Skips blanks, strings and dictionaries; gives the next word, empty at the end. */
static inline struct str pdf_word(struct str s, size_t *at)
{
    static const char blanks[] = " \t\r\n\f";
    size_t start;

    for (;;) {
        while (*at < s.n && strchr(blanks, s.p[*at]))
            ++*at;
        if (*at >= s.n)
            return (struct str){0};
        if (s.p[*at] == '(') {
            int open = 0;

            for (; *at < s.n; ++*at) {
                if (s.p[*at] == '\\')
                    ++*at;
                else if (s.p[*at] == '(')
                    open++;
                else if (s.p[*at] == ')' && --open == 0)
                    break;
            }
            ++*at;
        } else if (s.p[*at] == '<' && *at + 1 < s.n && s.p[*at + 1] != '<') {
            while (*at < s.n && s.p[*at] != '>')
                ++*at;
            ++*at;
        } else {
            break;
        }
    }
    start = *at;
    if (strchr("[]", s.p[start]) && s.p[start]) {
        ++*at;
    } else {
        while (*at < s.n && !strchr(" \t\r\n\f()[]", s.p[*at]) &&
               !(s.p[*at] == '<' && *at > start && s.p[*at - 1] != '<'))
            ++*at;
        if (*at == start)
            ++*at;
    }
    return str_sub(s, start, *at - start);
}

static inline bool pdf_paints(struct str word)
{
    static const char *const operators[] = {"Tj", "TJ", "'",  "\"", "f", "F",  "f*", "B",
                                            "B*", "b",  "b*", "S",  "s", "Do", "sh", "BI"};

    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++)
        if (str_is(word, operators[i]))
            return true;
    return false;
}

static inline void pdf_check_contents(struct pdfcheck *c, qpdf_oh page)
{
    unsigned char *bytes = NULL;
    size_t n = 0, at = 0;
    int depth = 0, painted = 0;
    struct str word;

    qpdf_oh_get_page_content_data(c->pdf, page, &bytes, &n);
    while ((word = pdf_word((struct str){(const char *)bytes, n}, &at)).n) {
        if (str_is(word, "BDC") || str_is(word, "BMC"))
            depth++;
        else if (str_is(word, "EMC"))
            depth--;
        else if (pdf_paints(word)) {
            painted++;
            if (depth <= 0)
                pdf_fault(c, "7.1-3", "content that is neither tagged nor an artifact");
        }
        if (str_find(word, STR("/Private")) >= 0)
            pdf_fault(c, "7.1-3", "an artifact that is not called one");
    }
    if (depth != 0)
        pdf_fault(c, "7.1", "marked content is not closed");
    if (painted == 0)
        pdf_fault(c, "-", "an empty page");
    free(bytes);
}

static inline void pdf_check_font(struct pdfcheck *c, qpdf_oh font)
{
    qpdf_oh below = pdf_key(c, font, "/DescendantFonts");
    qpdf_oh cid = qpdf_oh_is_array(c->pdf, below) ? qpdf_oh_get_array_item(c->pdf, below, 0) : font;
    qpdf_oh descriptor = pdf_key(c, cid, "/FontDescriptor");

    if (!qpdf_oh_is_stream(c->pdf, pdf_key(c, font, "/ToUnicode")))
        pdf_fault(c, "7.21.7-1", "a font without a map to Unicode");
    if (!qpdf_oh_is_stream(c->pdf, pdf_key(c, descriptor, "/FontFile2")) &&
        !qpdf_oh_is_stream(c->pdf, pdf_key(c, descriptor, "/FontFile3")) &&
        !qpdf_oh_is_stream(c->pdf, pdf_key(c, descriptor, "/FontFile")))
        pdf_fault(c, "7.21.4.1-1", "a font that is not embedded");
    if (pdf_names(c, pdf_key(c, cid, "/Subtype"), "/CIDFontType2") &&
        qpdf_oh_is_null(c->pdf, pdf_key(c, cid, "/CIDToGIDMap")))
        pdf_fault(c, "7.21.3.2-1", "a CID font without CIDToGIDMap");
}

static inline void pdf_check_page(struct pdfcheck *c, qpdf_oh page)
{
    qpdf_oh annotations = pdf_key(c, page, "/Annots");
    qpdf_oh fonts = pdf_key(c, pdf_key(c, page, "/Resources"), "/Font");
    char names[32][32];
    int n = 0;

    if (!pdf_names(c, pdf_key(c, page, "/Tabs"), "/S"))
        pdf_fault(c, "7.18.3-1", "no tab order by structure");
    for (int i = 0; qpdf_oh_is_array(c->pdf, annotations) && i < qpdf_oh_get_array_n_items(c->pdf, annotations); i++) {
        qpdf_oh link = qpdf_oh_get_array_item(c->pdf, annotations, i);

        qpdf_oh uri = pdf_key(c, pdf_key(c, link, "/A"), "/URI");

        c->links++;
        if (!qpdf_oh_is_string(c->pdf, uri) || strncmp(qpdf_oh_get_string_value(c->pdf, uri), "http", 4) != 0)
            pdf_fault(c, "-", "a link to something else than the web");
        if (!pdf_has_text(c, link, "/Contents"))
            pdf_fault(c, "7.18.5-2", "a link without a description");
        if (!qpdf_oh_is_integer(c->pdf, pdf_key(c, link, "/StructParent")))
            pdf_fault(c, "7.18.5-1", "a link outside the structure");
    }
    if (qpdf_oh_is_dictionary(c->pdf, fonts)) {
        qpdf_oh_begin_dict_key_iter(c->pdf, fonts);
        while (n < 32 && qpdf_oh_dict_more_keys(c->pdf))
            snprintf(names[n++], sizeof names[0], "%s", qpdf_oh_dict_next_key(c->pdf));
    }
    for (int i = 0; i < n; i++)
        pdf_check_font(c, pdf_key(c, fonts, names[i]));
    pdf_check_contents(c, page);
}

/* Checks a PDF; the number of faults, told on stderr unless `quiet`. Counts are left in `c`. */
static inline int pdf_check(struct pdfcheck *c, struct str bytes)
{
    c->pdf = qpdf_init();
    qpdf_set_suppress_warnings(c->pdf, QPDF_TRUE);
    if (qpdf_read_memory(c->pdf, "checked.pdf", bytes.p, bytes.n, NULL) & QPDF_ERRORS) {
        pdf_fault(c, "-", "not a PDF");
    } else {
        pdf_check_catalog(c);
        pdf_check_tree(c, pdf_key(c, qpdf_get_root(c->pdf), "/StructTreeRoot"), "/StructTreeRoot", 0);
        for (int i = 0; i < qpdf_get_num_pages(c->pdf); i++)
            pdf_check_page(c, qpdf_get_page_n(c->pdf, (size_t)i));
    }
    qpdf_cleanup(&c->pdf);
    return c->faults;
}

/* How many pages; -1 when it is no PDF. */
static inline int pdf_page_count(struct str bytes)
{
    qpdf_data pdf = qpdf_init();
    int n = -1;

    if (!(qpdf_read_memory(pdf, "counted.pdf", bytes.p, bytes.n, NULL) & QPDF_ERRORS))
        n = qpdf_get_num_pages(pdf);
    qpdf_cleanup(&pdf);
    return n;
}

#endif

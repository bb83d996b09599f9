/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * The second pass over a PDF, by libqpdf: what cairo 1.16 cannot write and PDF/UA-1 (ISO 14289-1) asks for, and the
 * little that PDF/A-2a (ISO 19005-2) asks besides. The structure tree is walked in preorder, which is the order in
 * which the tags began, and matched with the notes one by one; a mismatch is an error, so that another cairo with other
 * habits is found out at once.
 */
#include <qpdf/qpdf-c.h>
#include <stdlib.h>
#include <string.h>

#include "base/when.h"
#include "tamtam/icc.h"
#include "tamtam/pdf_page.h"

struct pass {
    qpdf_data pdf;
    const struct notes *notes;
    int next;           /* note */
    qpdf_oh parent_tree; /* array of numbers and values */
    struct err *err;
    bool failed;
};

enum { DEEPEST = 40 };

static qpdf_oh key(struct pass *p, qpdf_oh dict, const char *name)
{
    return qpdf_oh_get_key(p->pdf, dict, name);
}

static void set_unicode(struct pass *p, qpdf_oh dict, const char *name, struct str text, struct arena *a)
{
    qpdf_oh_replace_key(p->pdf, dict, name, qpdf_oh_new_unicode_string(p->pdf, str_c(a, text)));
}

/* ---- the structure tree ---- */

/* The number of a marked content, whether it stands as an integer or as a reference; -1 for none. */
static long long content_id(struct pass *p, qpdf_oh kid)
{
    if (qpdf_oh_is_integer(p->pdf, kid))
        return qpdf_oh_get_int_value(p->pdf, kid);
    if (qpdf_oh_is_dictionary(p->pdf, kid) && qpdf_oh_has_key(p->pdf, kid, "/MCID"))
        return qpdf_oh_get_int_value(p->pdf, key(p, kid, "/MCID"));
    return -1;
}

/* What the parent tree has under a page's number, or null. */
static qpdf_oh parents_of_page(struct pass *p, qpdf_oh page)
{
    long long number = qpdf_oh_has_key(p->pdf, page, "/StructParents")
                           ? qpdf_oh_get_int_value(p->pdf, key(p, page, "/StructParents"))
                           : -1;
    int n = qpdf_oh_get_array_n_items(p->pdf, p->parent_tree);

    for (int i = 0; i + 1 < n; i += 2)
        if (qpdf_oh_get_int_value(p->pdf, qpdf_oh_get_array_item(p->pdf, p->parent_tree, i)) == number)
            return qpdf_oh_get_array_item(p->pdf, p->parent_tree, i + 1);
    return qpdf_oh_new_null(p->pdf);
}

/* An artifact has no place in the tree: its slots in the parent tree become null. */
static void forget_contents(struct pass *p, qpdf_oh element)
{
    qpdf_oh kids = key(p, element, "/K");
    bool many = qpdf_oh_is_array(p->pdf, kids);
    int n = many ? qpdf_oh_get_array_n_items(p->pdf, kids) : 1;

    for (int i = 0; i < n; i++) {
        qpdf_oh kid = many ? qpdf_oh_get_array_item(p->pdf, kids, i) : kids;
        long long id = content_id(p, kid);
        qpdf_oh page = qpdf_oh_is_dictionary(p->pdf, kid) && qpdf_oh_has_key(p->pdf, kid, "/Pg")
                           ? key(p, kid, "/Pg")
                           : key(p, element, "/Pg");
        qpdf_oh slots;

        if (id < 0)
            continue;
        slots = parents_of_page(p, page);
        if (qpdf_oh_is_array(p->pdf, slots) && id < qpdf_oh_get_array_n_items(p->pdf, slots))
            qpdf_oh_set_array_item(p->pdf, slots, (int)id, qpdf_oh_new_null(p->pdf));
    }
}

static void lay_note(struct pass *p, qpdf_oh element, const struct note *note)
{
    struct arena a = {0};

    if (note->alt.n && strcmp(note->tag, "Figure") == 0)
        set_unicode(p, element, "/Alt", note->alt, &a);
    if (note->scope) {
        qpdf_oh attributes = qpdf_oh_new_dictionary(p->pdf);

        qpdf_oh_replace_key(p->pdf, attributes, "/O", qpdf_oh_new_name(p->pdf, "/Table"));
        qpdf_oh_replace_key(p->pdf, attributes, "/Scope",
                            qpdf_oh_new_name(p->pdf, strcmp(note->scope, "Row") == 0 ? "/Row" : "/Column"));
        qpdf_oh_replace_key(p->pdf, element, "/A", attributes);
    }
    arena_release(&a);
}

static bool walk(struct pass *p, qpdf_oh parent, int depth);

/* One child of an element; true: it is an artifact and has to go. */
static bool visit(struct pass *p, qpdf_oh kid, int depth)
{
    const struct note *note;
    const char *name;

    if (!qpdf_oh_is_dictionary(p->pdf, kid) || !qpdf_oh_has_key(p->pdf, kid, "/S"))
        return false;
    name = qpdf_oh_get_name(p->pdf, key(p, kid, "/S"));
    note = p->next < p->notes->n ? &p->notes->v[p->next++] : NULL;
    if (!note || strcmp(name + 1, note->tag) != 0) {
        p->failed = true;
        err_set(p->err, "the PDF's tags are not those that were begun: %s where %s should stand (tag %d)", name,
                note ? note->tag : "none", p->next);
        return false;
    }
    if (strcmp(note->tag, "Private") == 0) {
        forget_contents(p, kid);
        return true;
    }
    lay_note(p, kid, note);
    walk(p, kid, depth + 1);
    return false;
}

/* Visits the children of an element in order and takes the artifacts out. */
static bool walk(struct pass *p, qpdf_oh parent, int depth)
{
    qpdf_oh kids = key(p, parent, "/K");

    if (depth > DEEPEST || p->failed)
        return false;
    if (!qpdf_oh_is_array(p->pdf, kids)) {
        if (visit(p, kids, depth))
            qpdf_oh_remove_key(p->pdf, parent, "/K");
        return true;
    }
    for (int i = 0; i < qpdf_oh_get_array_n_items(p->pdf, kids) && !p->failed;) {
        if (visit(p, qpdf_oh_get_array_item(p->pdf, kids, i), depth))
            qpdf_oh_erase_item(p->pdf, kids, i);
        else
            i++;
    }
    return true;
}

static int mend_tree(struct pass *p, qpdf_oh root)
{
    qpdf_oh tree = key(p, root, "/StructTreeRoot");
    qpdf_oh parents;

    if (!qpdf_oh_is_dictionary(p->pdf, tree))
        return err_set(p->err, "the PDF has no structure tree");
    parents = key(p, tree, "/ParentTree");
    p->parent_tree = key(p, parents, "/Nums");
    walk(p, tree, 0);
    if (!p->failed && p->next != p->notes->n)
        return err_set(p->err, "the PDF has %d tags where %d were begun", p->next, p->notes->n);
    return p->failed ? -1 : 0;
}

/* ---- page contents: artifacts ---- */

/* The end of a string literal that starts at `i`. */
static size_t after_literal(struct str s, size_t i)
{
    int open = 0;

    for (; i < s.n; i++) {
        if (s.p[i] == '\\')
            i++;
        else if (s.p[i] == '(')
            open++;
        else if (s.p[i] == ')' && --open == 0)
            return i + 1;
    }
    return s.n;
}

/* The end of "/Private << ... >> BDC" at `i`, or 0. */
static size_t after_private(struct str s, size_t i)
{
    struct str rest = str_sub(s, i, 120);
    ptrdiff_t end;

    if (!str_starts(rest, STR("/Private")))
        return 0;
    end = str_find(rest, STR("BDC"));
    return end < 0 ? 0 : i + (size_t)end + 3;
}

static void rewrite(struct str s, struct buf *out)
{
    size_t copied = 0;

    for (size_t i = 0; i < s.n;) {
        size_t end;

        if (s.p[i] == '(') {
            i = after_literal(s, i);
        } else if (s.p[i] == '/' && (end = after_private(s, i)) > 0) {
            buf_add(out, str_sub(s, copied, i - copied));
            buf_puts(out, "/Artifact BMC");
            copied = i = end;
        } else {
            i++;
        }
    }
    buf_add(out, str_sub(s, copied, s.n));
}

static int mend_contents(struct pass *p, qpdf_oh page)
{
    unsigned char *bytes = NULL;
    size_t n = 0;
    struct buf out = {0};
    qpdf_oh stream;

    if (qpdf_oh_get_page_content_data(p->pdf, page, &bytes, &n) & QPDF_ERRORS)
        return err_set(p->err, "a page of the PDF can't be read");
    rewrite((struct str){(const char *)bytes, n}, &out);
    stream = qpdf_oh_new_stream(p->pdf);
    qpdf_oh_replace_stream_data(p->pdf, stream, (const unsigned char *)buf_c(&out), out.n, qpdf_oh_new_null(p->pdf),
                                qpdf_oh_new_null(p->pdf));
    qpdf_oh_replace_key(p->pdf, page, "/Contents", stream);
    buf_release(&out);
    free(bytes);
    return 0;
}

static void mend_links(struct pass *p, qpdf_oh page)
{
    qpdf_oh annotations = key(p, page, "/Annots");
    int n = qpdf_oh_is_array(p->pdf, annotations) ? qpdf_oh_get_array_n_items(p->pdf, annotations) : 0;

    for (int i = 0; i < n; i++) {
        qpdf_oh link = qpdf_oh_get_array_item(p->pdf, annotations, i);
        qpdf_oh uri = key(p, key(p, link, "/A"), "/URI");

        if (qpdf_oh_is_string(p->pdf, uri))
            qpdf_oh_replace_key(p->pdf, link, "/Contents",
                                qpdf_oh_new_unicode_string(p->pdf, qpdf_oh_get_string_value(p->pdf, uri)));
        qpdf_oh_replace_key(p->pdf, link, "/F", qpdf_oh_new_integer(p->pdf, 4));
    }
    qpdf_oh_replace_key(p->pdf, page, "/Tabs", qpdf_oh_new_name(p->pdf, "/S"));
}

/* ---- fonts ---- */

static void mend_font(struct pass *p, qpdf_oh font)
{
    qpdf_oh below = key(p, font, "/DescendantFonts");
    qpdf_oh cid;

    if (!qpdf_oh_is_array(p->pdf, below) || qpdf_oh_get_array_n_items(p->pdf, below) < 1)
        return;
    cid = qpdf_oh_get_array_item(p->pdf, below, 0);
    if (qpdf_oh_is_name_and_equals(p->pdf, key(p, cid, "/Subtype"), "/CIDFontType2") &&
        !qpdf_oh_has_key(p->pdf, cid, "/CIDToGIDMap"))
        qpdf_oh_replace_key(p->pdf, cid, "/CIDToGIDMap", qpdf_oh_new_name(p->pdf, "/Identity"));
}

/* The values of a dictionary, at most `max`. */
static int values(struct pass *p, qpdf_oh dict, qpdf_oh *out, int max)
{
    char names[64][64];
    int n = 0;

    if (!qpdf_oh_is_dictionary(p->pdf, dict))
        return 0;
    qpdf_oh_begin_dict_key_iter(p->pdf, dict);
    while (n < max && n < 64 && qpdf_oh_dict_more_keys(p->pdf)) {
        const char *name = qpdf_oh_dict_next_key(p->pdf);

        if (strlen(name) < sizeof names[n])
            strcpy(names[n++], name);
    }
    for (int i = 0; i < n; i++)
        out[i] = key(p, dict, names[i]);
    return n;
}

static void mend_fonts(struct pass *p, qpdf_oh resources, int depth)
{
    qpdf_oh found[64];
    int n = values(p, key(p, resources, "/Font"), found, 64);

    for (int i = 0; i < n; i++)
        mend_font(p, found[i]);
    n = depth < 4 ? values(p, key(p, resources, "/XObject"), found, 64) : 0;
    for (int i = 0; i < n; i++)
        if (qpdf_oh_is_stream(p->pdf, found[i])) {
            qpdf_oh inner = key(p, qpdf_oh_get_dict(p->pdf, found[i]), "/Resources");

            if (qpdf_oh_is_dictionary(p->pdf, inner))
                mend_fonts(p, inner, depth + 1);
        }
}

/* ---- the catalog ---- */

static void put_xml(struct buf *b, struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '&')
            buf_puts(b, "&amp;");
        else if (s.p[i] == '<')
            buf_puts(b, "&lt;");
        else if (s.p[i] == '>')
            buf_puts(b, "&gt;");
        else
            buf_putc(b, s.p[i]);
    }
}

/* PDF/A wants the schema of what it does not know described: here PDF/UA's identification. */
static void put_extension(struct buf *b)
{
    buf_puts(b, "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\n"
                "<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>\n"
                "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\n"
                "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\n"
                "<pdfaSchema:property><rdf:Seq><rdf:li "
                "rdf:parseType=\"Resource\">\n<pdfaProperty:name>part</pdfaProperty:name>\n"
                "<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\n<pdfaProperty:category>internal</"
                "pdfaProperty:category>\n"
                "<pdfaProperty:description>Part of ISO 14289 to which the file conforms</pdfaProperty:description>\n"
                "</rdf:li></rdf:Seq></pdfaSchema:property>\n</rdf:li></rdf:Bag></pdfaExtension:schemas>\n");
}

static void write_xmp(const struct document *d, struct buf *b)
{
    buf_puts(
        b,
        "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
        "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n<rdf:Description rdf:about=\"\""
        " xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\""
        " xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\""
        " xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\" "
        "xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\""
        " xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n<dc:title><rdf:Alt><rdf:li "
        "xml:lang=\"x-default\">");
    put_xml(b, d->head.full_title);
    buf_puts(b, "</rdf:li></rdf:Alt></dc:title>\n<dc:creator><rdf:Seq><rdf:li>");
    put_xml(b, d->head.municipality);
    buf_puts(b, "</rdf:li></rdf:Seq></dc:creator>\n<dc:language><rdf:Bag><rdf:li>nl-NL</rdf:li></rdf:Bag></"
                "dc:language>\n<xmp:CreateDate>");
    when_print(b, d->head.created);
    buf_puts(b, "</xmp:CreateDate>\n<xmp:ModifyDate>");
    when_print(b, d->head.created);
    buf_puts(b, "</xmp:ModifyDate>\n<xmp:CreatorTool>Tamtam " TAMTAM_VERSION
                "</xmp:CreatorTool>\n<pdfuaid:part>1</pdfuaid:part>\n"
                "<pdfaid:part>2</pdfaid:part>\n<pdfaid:conformance>A</pdfaid:conformance>\n");
    put_extension(b);
    buf_puts(b, "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"w\"?>");
}

/* What the colours mean: PDF/A's output intent. */
static void add_colour_profile(struct pass *p, qpdf_oh root)
{
    struct buf profile = {0};
    qpdf_oh stream = qpdf_oh_new_stream(p->pdf);
    qpdf_oh intent = qpdf_oh_new_dictionary(p->pdf);

    icc_srgb(&profile);
    qpdf_oh_replace_stream_data(p->pdf, stream, (const unsigned char *)profile.p, profile.n, qpdf_oh_new_null(p->pdf),
                                qpdf_oh_new_null(p->pdf));
    qpdf_oh_replace_key(p->pdf, qpdf_oh_get_dict(p->pdf, stream), "/N", qpdf_oh_new_integer(p->pdf, 3));
    qpdf_oh_replace_key(p->pdf, intent, "/Type", qpdf_oh_new_name(p->pdf, "/OutputIntent"));
    qpdf_oh_replace_key(p->pdf, intent, "/S", qpdf_oh_new_name(p->pdf, "/GTS_PDFA1"));
    qpdf_oh_replace_key(p->pdf, intent, "/OutputConditionIdentifier", qpdf_oh_new_string(p->pdf, "sRGB"));
    qpdf_oh_replace_key(p->pdf, intent, "/DestOutputProfile", stream);
    qpdf_oh_replace_key(p->pdf, root, "/OutputIntents", qpdf_oh_wrap_in_array(p->pdf, intent));
    buf_release(&profile);
}

static void mend_catalog(struct pass *p, qpdf_oh root, const struct document *d)
{
    struct buf xmp = {0};
    qpdf_oh view = qpdf_oh_new_dictionary(p->pdf);
    qpdf_oh stream = qpdf_oh_new_stream(p->pdf);
    qpdf_oh dict = qpdf_oh_get_dict(p->pdf, stream);

    write_xmp(d, &xmp);
    qpdf_oh_replace_stream_data(p->pdf, stream, (const unsigned char *)buf_c(&xmp), xmp.n, qpdf_oh_new_null(p->pdf),
                                qpdf_oh_new_null(p->pdf));
    qpdf_oh_replace_key(p->pdf, dict, "/Type", qpdf_oh_new_name(p->pdf, "/Metadata"));
    qpdf_oh_replace_key(p->pdf, dict, "/Subtype", qpdf_oh_new_name(p->pdf, "/XML"));
    qpdf_oh_replace_key(p->pdf, root, "/Metadata", stream);
    add_colour_profile(p, root);
    qpdf_oh_replace_key(p->pdf, root, "/Lang", qpdf_oh_new_string(p->pdf, "nl-NL"));
    qpdf_oh_replace_key(p->pdf, view, "/DisplayDocTitle", qpdf_oh_new_bool(p->pdf, QPDF_TRUE));
    qpdf_oh_replace_key(p->pdf, root, "/ViewerPreferences", view);
    buf_release(&xmp);
}

static int mend(struct pass *p, const struct document *d)
{
    qpdf_oh root = qpdf_get_root(p->pdf);
    int pages = qpdf_get_num_pages(p->pdf);

    if (mend_tree(p, root) < 0)
        return -1;
    for (int i = 0; i < pages; i++) {
        qpdf_oh page = qpdf_get_page_n(p->pdf, (size_t)i);

        if (mend_contents(p, page) < 0)
            return -1;
        mend_links(p, page);
        mend_fonts(p, key(p, page, "/Resources"), 0);
    }
    mend_catalog(p, root, d);
    return 0;
}

static int write_out(qpdf_data pdf, struct buf *out, struct err *err)
{
    if (qpdf_init_write_memory(pdf) & QPDF_ERRORS)
        return err_set(err, "the PDF can't be written");
    qpdf_set_deterministic_ID(pdf, QPDF_TRUE);
    qpdf_set_minimum_pdf_version(pdf, "1.7");
    qpdf_set_object_stream_mode(pdf, qpdf_o_generate);
    qpdf_set_compress_streams(pdf, QPDF_TRUE);
    qpdf_set_newline_before_endstream(pdf, QPDF_TRUE);
    if (qpdf_write(pdf) & QPDF_ERRORS)
        return err_set(err, "the PDF can't be written: %s", qpdf_get_error_full_text(pdf, qpdf_get_error(pdf)));
    buf_add(out, (struct str){(const char *)qpdf_get_buffer(pdf), qpdf_get_buffer_length(pdf)});
    return out->full ? err_set(err, "the PDF is larger than its buffer may be") : 0;
}

int pdf_finish_tags(struct str bytes, const struct document *d, const struct notes *notes, struct buf *out,
                    struct err *err)
{
    struct pass p = {.pdf = qpdf_init(), .notes = notes, .err = err};
    int result;

    qpdf_set_suppress_warnings(p.pdf, QPDF_TRUE);
    qpdf_silence_errors(p.pdf);
    if (qpdf_read_memory(p.pdf, "tamtam.pdf", bytes.p, bytes.n, NULL) & QPDF_ERRORS)
        result = err_set(err, "the PDF can't be read back: %s", qpdf_get_error_full_text(p.pdf, qpdf_get_error(p.pdf)));
    else
        result = mend(&p, d);
    if (result == 0)
        result = write_out(p.pdf, out, err);
    qpdf_cleanup(&p.pdf);
    return result;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * The XML formats by libxml2's SAX2 push parser, which sees only what guard.h lets through. One stack of levels goes
 * with the elements; the text of an element with a rule is captured with all that is in it, as markup.
 */
#include "listener/feed_xml.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "listener/url.h"

enum {
    SLICE_BYTES = 16 << 10,
    MOST_FIELDS = 5000,        /* elements of an entry, those in its texts not counted */
    MOST_BASE_BYTES = 1 << 20  /* of all xml:base together */
};

void feed_xml_fail(struct feed_xml *x, const struct err *err)
{
    if (!x->failed)
        x->err = *err;
    x->failed = true;
    xmlStopParser(x->parser);
}

/* ---- Attributes */

struct str attribute(struct attributes a, const char *name)
{
    for (int i = 0; i < a.n; i++) {
        const xmlChar **one = a.v + 5 * i;

        if (str_eq_nocase(slice(one[0]), str_of(name)))
            return (struct str){(const char *)one[3], (size_t)(one[4] - one[3])};
    }
    return (struct str){0};
}

struct str attribute_of_xml(struct attributes a, const char *name)
{
    for (int i = 0; i < a.n; i++) {
        const xmlChar **one = a.v + 5 * i;

        if (one[1] && strcmp((const char *)one[1], "xml") == 0 && strcmp((const char *)one[0], name) == 0)
            return (struct str){(const char *)one[3], (size_t)(one[4] - one[3])};
    }
    return (struct str){0};
}

void attributes_mend(struct attributes a)
{
    for (int i = 0; i < a.n; i++) {
        const xmlChar **one = a.v + 5 * i;
        char *to = (char *)(uintptr_t)one[3];
        const char *end = (const char *)one[4];

        if (!memchr(to, '&', (size_t)(end - to)))
            continue;
        for (const char *from = to; from < end; to++) {
            bool escaped = end - from >= 5 && memcmp(from, "&#38;", 5) == 0;

            *to = *from;
            from += escaped ? 5 : 1;
        }
        one[4] = (const xmlChar *)to;
    }
}

/* ---- The root */

static const struct {
    const char *name;
    enum feed_kind kind;
} roots[] = {
    {"rss", FEED_RSS},   {"rdf", FEED_RDF},   {"feed", FEED_ATOM},
    {"entry", FEED_ATOM}, {"channel", FEED_RSS}, {"searchretrieveresponse", FEED_SRU},
};

static void read_root(struct feed_xml *x, struct str name, struct str uri, struct attributes a)
{
    x->native = str_copy(&x->f->arena, uri);
    x->root = str_copy(&x->f->arena, name);
    for (size_t i = 0; i < sizeof roots / sizeof *roots; i++)
        if (str_eq_nocase(name, str_of(roots[i].name))) {
            x->f->info.kind = roots[i].kind;
            x->is_feed = true;
        }
    feed_set_lang(x->f, attribute_of_xml(a, "lang"));
}

static const struct memory *look_up(struct feed_xml *x, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
    size_t slot = ((size_t)name >> 3 ^ (size_t)uri >> 4 ^ (size_t)prefix >> 5) % MEMORY;
    struct memory *m = &x->memory[slot];
    struct str local = slice(name);
    struct str before = slice(prefix);
    ptrdiff_t colon;

    if (m->name == name && m->prefix == prefix && m->uri == uri)
        return m;
    colon = str_find(local, STR(":")); /* a prefix that nobody declared */
    if (!prefix && colon > 0) {
        before = str_sub(local, 0, (size_t)colon);
        local = str_sub(local, (size_t)colon + 1, local.n);
    }
    m->name = name;
    m->prefix = prefix;
    m->uri = uri;
    m->space = feed_space_of(slice(uri), before, x->native);
    m->rule = feed_rule_of(m->space, local);
    return m;
}

/* ---- libxml2's calls */

static void refuse_fields(struct feed_xml *x)
{
    struct err err;

    err_set(&err, "een bericht met meer dan %d elementen", MOST_FIELDS);
    feed_xml_fail(x, &err);
}

static void set_base(struct feed_xml *x, struct level *level, struct str base)
{
    struct arena scratch = {0};
    struct str resolved_base;

    if (base.n == 0 || base.n > FEED_MAX_URL || x->bases.total > MOST_BASE_BYTES)
        return;
    resolved_base = url_resolve(&scratch, level->base, base);
    if (!str_eq(resolved_base, x->last_base))
        x->last_base = str_copy(&x->bases, str_sub(resolved_base, 0, FEED_MAX_URL));
    level->base = x->last_base;
    level->based = true;
    arena_release(&scratch);
}

static void on_start(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int nspaces,
                     const xmlChar **spaces, int n, int ndefaulted, const xmlChar **attributes)
{
    struct feed_xml *x = context;
    const struct attributes a = {attributes, n};
    struct level *level;
    const struct memory *m;

    (void)nspaces;
    (void)spaces;
    (void)ndefaulted;
    if (x->failed || x->f->stopped || x->depth + 1 >= LEVELS)
        return;
    attributes_mend(a);
    level = &x->levels[x->depth + 1];
    *level = x->levels[x->depth];
    x->depth++;
    if (x->capture.rule) {
        feed_text_open(&x->capture.text, name, attributes, n);
        return;
    }
    if (x->depth == 1)
        read_root(x, slice(name), slice(uri), a);
    set_base(x, level, attribute_of_xml(a, "base"));
    if (x->entry_open && ++x->fields > MOST_FIELDS) {
        refuse_fields(x);
        return;
    }
    if (level->place == IN_NOTHING)
        return;
    m = look_up(x, name, prefix, uri);
    if (m->rule)
        feed_xml_act(x, m->rule, m->space, a);
}

static void end_author(struct feed_xml *x)
{
    if (!x->named)
        feed_xml_take_name(x, buf_str(&x->author));
}

static void on_end(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
    struct feed_xml *x = context;

    (void)prefix;
    (void)uri;
    if (x->failed || x->f->stopped || x->depth == 0)
        return;
    if (x->capture.rule && x->depth > x->capture.depth)
        feed_text_close(&x->capture.text, name);
    else if (x->capture.rule)
        feed_xml_end_capture(x);
    if (x->levels[x->depth].author && !x->levels[x->depth - 1].author)
        end_author(x);
    if (x->entry_open && x->depth == x->entry_depth)
        feed_xml_close_entry(x);
    x->depth--;
}

static void take_text(struct feed_xml *x, struct str s)
{
    if (x->capture.rule)
        feed_text_add(&x->capture.text, s);
    else if (x->levels[x->depth].author)
        buf_add(&x->author, s);
}

static void on_text(void *context, const xmlChar *text, int n)
{
    take_text(context, (struct str){(const char *)text, (size_t)n});
}

static void on_instruction(void *context, const xmlChar *target, const xmlChar *data)
{
    struct feed_xml *x = context;

    take_text(x, guard_text(&x->guarded, (const char *)target, (const char *)data));
}

struct feed_xml *feed_xml_new(struct feed *f)
{
    struct feed_xml *x = mem_calloc(1, sizeof *x);
    xmlSAXHandler handler = {
        .initialized = XML_SAX2_MAGIC,
        .startElementNs = on_start,
        .endElementNs = on_end,
        .characters = on_text,
        .ignorableWhitespace = on_text,
        .processingInstruction = on_instruction,
    };

    x->f = f;
    x->guard = guard_new();
    x->capture.text.bytes.max = FEED_MAX_TEXT;
    x->author.max = FEED_MAX_TITLE;
    x->guarded.markup.max = FEED_MAX_BYTES;
    x->guarded.text.max = FEED_MAX_BYTES;
    x->frequency = 1;
    x->levels[0].base = f->base;
    x->levels[0].medium = -1;
    x->parser = xmlCreatePushParserCtxt(&handler, x, NULL, 0, NULL);
    if (!x->parser)
        mem_exhausted();
    xmlCtxtUseOptions(x->parser, XML_PARSE_NONET | XML_PARSE_RECOVER | XML_PARSE_NOWARNING | XML_PARSE_NOERROR);
    return x;
}

void feed_xml_free(struct feed_xml *x)
{
    if (!x)
        return;
    guard_free(x->guard);
    xmlFreeParserCtxt(x->parser);
    buf_release(&x->guarded.markup);
    buf_release(&x->guarded.text);
    buf_release(&x->capture.text.bytes);
    buf_release(&x->author);
    arena_release(&x->bases);
    free(x);
}

/* Roots that people mistake for a feed, and what to tell them. */
static const struct {
    const char *root, *what;
} others[] = {
    {"html", "een webpagina: zoek daar het adres van de feed"},
    {"opml", "een OPML-lijst van feeds: 'tamtam opml import' leest die"},
    {"urlset", "een sitemap"},
    {"sitemapindex", "een sitemap"},
    {"svg", "een plaatje (SVG)"},
    {"error", "een foutmelding in XML"},
};

/* Says of what people mistake for a feed what it is, instead of what is wrong with it. Returns -1. */
static int tell_root(const struct feed_xml *x, struct err *err)
{
    for (size_t i = 0; i < sizeof others / sizeof *others && !x->is_feed; i++)
        if (str_eq_nocase(x->root, str_of(others[i].root)))
            err_set(err, "geen feed maar %s", others[i].what);
    return -1;
}

int feed_xml_push(struct feed_xml *x, struct str utf8, bool end, struct err *err)
{
    struct str rest;

    buf_clear(&x->guarded.markup);
    buf_clear(&x->guarded.text);
    if (guard_push(x->guard, utf8, end, &x->guarded, err))
        return tell_root(x, err);
    rest = buf_str(&x->guarded.markup);
    while (rest.n && !x->failed && !x->f->stopped) {
        struct str piece = str_sub(rest, 0, SLICE_BYTES);

        xmlParseChunk(x->parser, piece.p, (int)piece.n, 0);
        rest = str_sub(rest, piece.n, rest.n);
    }
    if (end && !x->failed && !x->f->stopped)
        xmlParseChunk(x->parser, "", 0, 1);
    if (x->failed)
        *err = x->err;
    return x->failed ? -1 : 0;
}

int feed_xml_finish(struct feed_xml *x, struct err *err)
{
    if (x->entry_open)
        feed_xml_close_entry(x);
    if (x->failed) {
        *err = x->err;
        return -1;
    }
    if (x->period_ms && x->frequency > 0 && x->f->info.ttl_ms == 0)
        x->f->info.ttl_ms = x->period_ms / x->frequency;
    if (x->is_feed)
        return 0;
    if (x->root.n)
        err_set(err, "geen feed maar XML die begint met <%.*s>", STR_ARG(utf8_prefix(x->root, 40)));
    else
        err_set(err, "geen feed: XML noch JSON");
    return tell_root(x, err);
}

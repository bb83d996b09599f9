/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "listener/opml.h"

#include <string.h>

#include <libxml/parser.h>

#include "base/utf8.h"
#include "base/when.h"
#include "listener/encoding.h"
#include "listener/guard.h"
#include "listener/url.h"

enum { MOST_LEVELS = 32 };

/* ---- reading ---- */

struct reading {
    int (*fn)(void *context, const struct opml_feed *feed);
    void *context;
    struct arena arena;             /* of one outline's attributes */
    struct arena names;             /* of the outlines around it */
    struct str folder[MOST_LEVELS]; /* text of the outlines that are open */
    int depth;                      /* how many are open, also beyond MOST_LEVELS */
    int feeds;
    bool is_opml, stopped;
};

static bool is_name(const xmlChar *name, const char *wanted)
{
    return str_eq_nocase(str_of((const char *)name), str_of(wanted));
}

/* Clean text of an attribute's value, in which libxml2 leaves each ampersand as "&#38;". */
static struct str clean(struct arena *a, struct str s)
{
    static const char ampersand[] = "&#38;";
    struct buf raw = {0}, b = {0};
    struct str result;

    for (size_t i = 0; i < s.n; i++) {
        buf_putc(&raw, s.p[i]);
        if (str_starts(str_sub(s, i, s.n), str_of(ampersand)))
            i += sizeof ampersand - 2;
    }
    utf8_clean(&b, buf_str(&raw));
    result = str_copy(a, str_trim(buf_str(&b)));
    buf_release(&raw);
    buf_release(&b);
    return result;
}

/* An attribute in any case. libxml2 gives five pointers for each: name, prefix, URI, value, end. */
static struct str attribute(struct reading *r, int n, const xmlChar **attributes, const char *name)
{
    for (int i = 0; i < n; i++) {
        const char *value = (const char *)attributes[5 * i + 3];

        if (is_name(attributes[5 * i], name))
            return clean(&r->arena, (struct str){value, (size_t)((const char *)attributes[5 * i + 4] - value)});
    }
    return (struct str){0};
}

static struct str folders(struct reading *r)
{
    struct buf b = {0};

    for (int i = 0; i < r->depth && i < MOST_LEVELS; i++)
        buf_printf(&b, "%s%.*s", b.n ? "/" : "", STR_ARG(r->folder[i]));
    return buf_take(&b, &r->arena);
}

static void open_outline(struct reading *r, int n, const xmlChar **attributes)
{
    struct str text = attribute(r, n, attributes, "text");
    struct str title = attribute(r, n, attributes, "title");
    struct opml_feed feed = {.url = attribute(r, n, attributes, "xmlUrl"),
                             .name = title.n ? title : text,
                             .home = attribute(r, n, attributes, "htmlUrl"),
                             .category = attribute(r, n, attributes, "category")};

    if (feed.category.n == 0)
        feed.category = folders(r);
    if (r->depth < MOST_LEVELS)
        r->folder[r->depth] = feed.url.n ? (struct str){0} : str_copy(&r->names, feed.name);
    r->depth++;
    if (feed.url.n == 0 || r->feeds == OPML_MAX_FEEDS)
        return;
    r->feeds++;
    r->stopped = r->fn(r->context, &feed) != 0;
}

static void on_start(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int nnamespaces,
                     const xmlChar **namespaces, int nattributes, int ndefaulted, const xmlChar **attributes)
{
    struct reading *r = context;

    (void)prefix, (void)uri, (void)nnamespaces, (void)namespaces, (void)ndefaulted;
    r->is_opml |= is_name(name, "opml");
    if (r->stopped || !r->is_opml || !is_name(name, "outline"))
        return;
    arena_clear(&r->arena);
    open_outline(r, nattributes, attributes);
}

static void on_end(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
    struct reading *r = context;

    (void)prefix, (void)uri;
    if (r->is_opml && is_name(name, "outline") && r->depth > 0)
        r->depth--;
}

/* Bytes to UTF-8, through the guard, to the parser. */
static int parse(struct reading *r, struct str document, struct err *err)
{
    xmlSAXHandler handler = {.initialized = XML_SAX2_MAGIC, .startElementNs = on_start, .endElementNs = on_end};
    struct encoding *encoding = encoding_new(str_sub(document, 0, 1024), (struct str){0});
    struct guard *guard = guard_new();
    struct buf text = {.max = 2u * OPML_MAX_BYTES};
    struct guarded safe = {.markup.max = 2u * OPML_MAX_BYTES, .text.max = 2u * OPML_MAX_BYTES};
    xmlParserCtxtPtr parser = NULL;
    int result;

    encoding_push(encoding, document, true, &text);
    result = guard_push(guard, buf_str(&text), true, &safe, err);
    if (result == 0) {
        parser = xmlCreatePushParserCtxt(&handler, r, NULL, 0, NULL);
        if (!parser)
            mem_exhausted();
        xmlCtxtUseOptions(parser, XML_PARSE_NONET | XML_PARSE_RECOVER | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
        xmlParseChunk(parser, buf_c(&safe.markup), (int)safe.markup.n, 1);
        if (parser->myDoc)
            xmlFreeDoc(parser->myDoc);
        xmlFreeParserCtxt(parser);
    }
    encoding_free(encoding);
    guard_free(guard);
    buf_release(&text);
    buf_release(&safe.markup);
    buf_release(&safe.text);
    return result;
}

int opml_read(struct str document, int (*fn)(void *context, const struct opml_feed *feed), void *context,
              struct err *err)
{
    struct reading r = {.fn = fn, .context = context};
    int result;

    if (document.n > OPML_MAX_BYTES)
        return err_set(err, "groter dan %d bytes", OPML_MAX_BYTES);
    result = parse(&r, document, err);
    arena_release(&r.arena);
    arena_release(&r.names);
    if (result == 0 && !r.is_opml)
        return err_set(err, "dit is geen OPML: er staat geen <opml> in");
    return result;
}

/* ---- writing ---- */

static void add_attribute(struct buf *out, const char *name, struct str value)
{
    buf_printf(out, " %s=\"", name);
    buf_put_xml(out, value);
    buf_putc(out, '"');
}

static void add_source(struct buf *out, const struct source *s)
{
    struct arena a = {0};
    struct url parts = url_split(s->url);
    struct str name = s->publisher.n ? s->publisher : s->name;

    buf_puts(out, "    <outline");
    add_attribute(out, "text", name);
    add_attribute(out, "title", name);
    add_attribute(out, "type", STR("rss"));
    add_attribute(out, "xmlUrl", s->url);
    add_attribute(out, "htmlUrl", str_printf(&a, "%.*s://%.*s/", STR_ARG(parts.scheme), STR_ARG(s->host)));
    add_attribute(out, "category", str_of(channel_names[s->channel].name));
    buf_puts(out, "/>\n");
    arena_release(&a);
}

/* RFC 822, as OPML wants its dates. */
static void add_date(struct buf *out, int64_t now)
{
    static const char *const days[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    struct civil c = when_utc(now);

    buf_printf(out, "%s, %02d %s %04d %02d:%02d:%02d GMT", days[c.weekday], c.day, months[c.month - 1], c.year, c.hour,
               c.minute, c.second);
}

void opml_write(struct buf *out, const struct sources *list, struct str title, int64_t now)
{
    buf_puts(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n  <head>\n    <title>");
    for (size_t i = 0; i < title.n; i++)
        if (title.p[i] == '&')
            buf_puts(out, "&amp;");
        else if (title.p[i] == '<')
            buf_puts(out, "&lt;");
        else
            buf_putc(out, title.p[i]);
    buf_puts(out, "</title>\n    <dateCreated>");
    add_date(out, now);
    buf_puts(out, "</dateCreated>\n  </head>\n  <body>\n");
    for (int i = 0; i < list->n; i++)
        if (source_is_web(&list->v[i]))
            add_source(out, &list->v[i]);
    buf_puts(out, "  </body>\n</opml>\n");
}

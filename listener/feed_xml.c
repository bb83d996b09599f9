/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * The XML formats by libxml2's SAX2 push parser, which sees only what guard.h lets through. One stack of levels goes
 * with the elements; the text of an element with a rule is captured with all that is in it, as markup.
 */
#include <stdlib.h>
#include <string.h>

#include <libxml/parser.h>

#include "base/utf8.h"
#include "base/when.h"
#include "listener/feed_names.h"
#include "listener/feed_parts.h"
#include "listener/feed_text.h"
#include "listener/guard.h"
#include "listener/url.h"

enum {
    LEVELS = GUARD_MAX_DEPTH + 2,
    MEMORY = 256,
    SLICE_BYTES = 16 << 10,
    MOST_FIELDS = 5000,        /* elements of an entry, those in its texts not counted */
    MOST_BASE_BYTES = 1 << 20  /* of all xml:base together */
};

enum place { IN_DOCUMENT, IN_FEED, IN_ENTRY, IN_NOTHING };

struct level {
    enum place place;
    struct str base; /* what addresses are relative to here */
    bool based;      /* the document says so itself, with xml:base */
    bool author;     /* in an author */
    int medium;      /* the medium that this is in, or -1 */
};

/* The element whose text is being collected. */
struct capture {
    const struct feed_rule *rule; /* NULL: nothing is being captured */
    enum feed_action action;
    int depth;
    enum permalink { PERMALINK_UNSAID, PERMALINK_TRUE, PERMALINK_FALSE } permalink; /* of a guid */
    struct feed_text text;
};

/* What has been found for an element; libxml2 hands out the same pointer for the same name. */
struct memory {
    const xmlChar *name, *prefix, *uri;
    const struct feed_rule *rule;
    enum feed_space space;
};

struct feed_xml {
    struct feed *f;
    struct guard *guard;
    struct buf guarded;
    xmlParserCtxtPtr parser;
    struct level levels[LEVELS];
    int depth;
    struct capture capture;
    struct buf author; /* the text of an author that has no name in it */
    bool named;
    bool entry_open;
    int entry_depth;
    int fields;         /* elements of the entry so far */
    int links;          /* <link>s with text in it so far: of several, the last counts */
    struct str native;  /* namespace of the root */
    struct str root;    /* its name */
    bool is_feed;
    int64_t period_ms;
    long long frequency;
    struct memory memory[MEMORY];
    struct arena bases; /* every xml:base, for as long as the parser lives; once, when it stays the same */
    struct str last_base;
    bool failed;
    struct err err;
};

static struct str slice(const xmlChar *c)
{
    return str_of((const char *)c);
}

static void fail(struct feed_xml *x, const struct err *err)
{
    if (!x->failed)
        x->err = *err;
    x->failed = true;
    xmlStopParser(x->parser);
}

/* ---- Attributes: five pointers each (name, prefix, address, value, its end) */

static struct str attribute(const xmlChar **attributes, int n, const char *name)
{
    for (int i = 0; i < n; i++) {
        const xmlChar **a = attributes + 5 * i;

        if (str_eq_nocase(slice(a[0]), str_of(name)))
            return (struct str){(const char *)a[3], (size_t)(a[4] - a[3])};
    }
    return (struct str){0};
}

/* xml:base and xml:lang. */
static struct str xml_attribute(const xmlChar **attributes, int n, const char *name)
{
    for (int i = 0; i < n; i++) {
        const xmlChar **a = attributes + 5 * i;

        if (a[1] && strcmp((const char *)a[1], "xml") == 0 && strcmp((const char *)a[0], name) == 0)
            return (struct str){(const char *)a[3], (size_t)(a[4] - a[3])};
    }
    return (struct str){0};
}

/*
 * Without entity replacement, which stays off, libxml2 hands out an & in an attribute as "&#38;", in a copy of its own
 * that has room to be mended.
 */
static void mend_ampersands(const xmlChar **attributes, int n)
{
    for (int i = 0; i < n; i++) {
        const xmlChar **a = attributes + 5 * i;
        char *to = (char *)(uintptr_t)a[3];
        const char *end = (const char *)a[4];

        if (!memchr(to, '&', (size_t)(end - to)))
            continue;
        for (const char *from = to; from < end; to++) {
            bool escaped = end - from >= 5 && memcmp(from, "&#38;", 5) == 0;

            *to = *from;
            from += escaped ? 5 : 1;
        }
        a[4] = (const xmlChar *)to;
    }
}

/* ---- Entries */

static void close_entry(struct feed_xml *x)
{
    struct err err;

    if (!x->entry_open)
        return;
    x->entry_open = false;
    if (feed_emit(x->f, &err))
        fail(x, &err);
    if (x->f->stopped)
        xmlStopParser(x->parser);
}

static void open_entry(struct feed_xml *x, const xmlChar **attributes, int n)
{
    struct draft *d = &x->f->draft;
    struct level *level = &x->levels[x->depth];

    close_entry(x);
    for (int i = 0; i < x->depth; i++) /* an entry in an entry ends it */
        if (x->levels[i].place == IN_ENTRY)
            x->levels[i] =
                (struct level){.place = IN_FEED, .base = x->levels[i].base, .based = x->levels[i].based, .medium = -1};
    level->author = false;
    feed_begin(x->f, level->base);
    x->is_feed = true;
    x->entry_open = true;
    x->entry_depth = x->depth;
    x->fields = 0;
    x->links = 0;
    level->place = IN_ENTRY;
    level->medium = -1;
    d->base = str_copy(&d->arena, level->base);
    draft_set(d, FIELD_GUID, 3, attribute(attributes, n, "about"), FORM_PLAIN);
    draft_set(d, FIELD_URL, 3, attribute(attributes, n, "href"), FORM_PLAIN);
    draft_set(d, FIELD_UPDATED, 3, attribute(attributes, n, "lastmod"), FORM_PLAIN);
    draft_set(d, FIELD_LANG, 4, xml_attribute(attributes, n, "lang"), FORM_PLAIN);
}

/* RFC 6721: an entry that is gone. */
static void deleted_entry(struct feed_xml *x, const xmlChar **attributes, int n)
{
    struct draft *d = &x->f->draft;

    if (x->entry_open)
        return;
    open_entry(x, attributes, n);
    d->e.deleted = true;
    draft_set(d, FIELD_GUID, 9, attribute(attributes, n, "ref"), FORM_PLAIN);
    draft_set(d, FIELD_UPDATED, 9, attribute(attributes, n, "when"), FORM_PLAIN);
}

/* ---- Elements that say it with attributes */

static bool is_html_type(struct str type)
{
    return type.n == 0 || str_eq_nocase(type, STR("text/html")) || str_eq_nocase(type, STR("application/xhtml+xml"));
}

static struct str resolved(struct feed_xml *x, struct str href)
{
    struct arena scratch = {0};
    struct str url = feed_line(x->f, url_resolve(&scratch, x->levels[x->depth].base, href), FORM_PLAIN);

    arena_release(&scratch);
    return url_is_safe(url) ? url : (struct str){0};
}

/*
 * The site's address. A document that came from another host than its site (a feed service) has addresses that are
 * relative to the site, unless it says otherwise.
 */
static void set_home(struct feed_xml *x, struct str href)
{
    struct level *level = &x->levels[x->depth - 1];
    struct str home = resolved(x, href);

    x->f->info.home = home;
    if (level->based || !url_is_web(level->base) || !url_is_web(home))
        return;
    if (!str_eq_nocase(url_split(home).authority, url_split(level->base).authority))
        for (int i = 0; i < x->depth; i++)
            x->levels[i].base = home;
}

static void feed_link(struct feed_xml *x, struct str rel, struct str type, struct str href)
{
    struct feed_info *info = &x->f->info;

    if (str_is(rel, "next"))
        info->next = resolved(x, href);
    else if (str_is(rel, "prev-archive"))
        info->previous_archive = resolved(x, href);
    else if (str_is(rel, "alternate") && is_html_type(type) && info->home.n == 0)
        set_home(x, href);
}

static void entry_link(struct feed_xml *x, enum feed_space space, struct str rel, struct str type,
                       const xmlChar **attributes, int n)
{
    struct draft *d = &x->f->draft;
    struct str base = x->levels[x->depth].base;
    struct str href = str_trim(attribute(attributes, n, "href"));
    struct arena scratch = {0};
    struct str url = url_resolve(&scratch, base, href);

    if (href.n == 0) {
        return;
    } else if (str_is(rel, "alternate") && x->f->info.kind != FEED_ATOM && type.n == 0 && space == SPACE_CORE) {
        /* RSS that thinks it is Atom */
        draft_set(d, FIELD_URL, 8 + (x->links < 100 ? x->links++ : 100), url, FORM_PLAIN);
    } else if (str_is(rel, "alternate")) {
        draft_set(d, FIELD_URL, type.n == 0 ? 6 : is_html_type(type) ? 7 : 4, url, FORM_PLAIN);
    } else if (str_is(rel, "enclosure")) {
        draft_add_media(d, base, href, type, attribute(attributes, n, "title"));
        draft_set(d, FIELD_URL, 2, url, FORM_PLAIN);
    } else if (str_is(rel, "related") || str_is(rel, "via")) {
        draft_add_link(d, base, href);
    } else if (str_is(rel, "self")) {
        draft_set(d, FIELD_URL, 1, url, FORM_PLAIN);
    }
    arena_release(&scratch);
}

static void link_element(struct feed_xml *x, enum feed_space space, const xmlChar **attributes, int n)
{
    struct str rel = attribute(attributes, n, "rel");
    struct str type = attribute(attributes, n, "type");
    struct str iana = STR("http://www.iana.org/assignments/relation/");

    if (str_starts(rel, iana))
        rel = str_sub(rel, iana.n, rel.n);
    if (rel.n == 0)
        rel = STR("alternate");
    if (x->levels[x->depth].place == IN_ENTRY)
        entry_link(x, space, rel, type, attributes, n);
    else
        feed_link(x, rel, type, attribute(attributes, n, "href"));
}

static void medium_element(struct feed_xml *x, enum feed_action action, const xmlChar **attributes, int n)
{
    struct draft *d = &x->f->draft;
    struct level *level = &x->levels[x->depth];
    struct str url = str_trim(attribute(attributes, n, "url"));
    struct str type = attribute(attributes, n, "type");
    struct arena scratch = {0};

    if (type.n == 0)
        type = action == DO_THUMBNAIL ? STR("image") : attribute(attributes, n, "medium");
    if (action == DO_THUMBNAIL && level->medium >= 0)
        return;
    level->medium = draft_add_media(d, level->base, url, type, (struct str){0});
    if (action == DO_ENCLOSURE && level->medium >= 0)
        draft_set(d, FIELD_URL, 2, url_resolve(&scratch, level->base, url), FORM_PLAIN);
    arena_release(&scratch);
}

static void reply_element(struct feed_xml *x, const xmlChar **attributes, int n)
{
    struct draft *d = &x->f->draft;

    draft_set(d, FIELD_REPLY_TO, 5, attribute(attributes, n, "ref"), FORM_PLAIN);
    draft_set(d, FIELD_REPLY_TO, 4, attribute(attributes, n, "href"), FORM_PLAIN);
}

/* ---- Capturing the text of an element */

static enum permalink permalink_of(struct str value)
{
    if (str_eq_nocase(value, STR("false")))
        return PERMALINK_FALSE;
    return str_eq_nocase(value, STR("true")) ? PERMALINK_TRUE : PERMALINK_UNSAID;
}

static enum feed_manner manner_of(const struct feed_rule *rule, enum feed_action action, enum feed_space space,
                                  const xmlChar **attributes, int n)
{
    struct str type = attribute(attributes, n, "type");
    struct str mode = attribute(attributes, n, "mode");
    bool typed = rule->field == FIELD_TITLE || rule->field == FIELD_TEXT || action == DO_TITLE;

    if (action == DO_CONTENT && attribute(attributes, n, "src").n)
        return AS_NOTHING;
    if (space == SPACE_CONTENT)
        return AS_HTML;
    if (space == SPACE_XHTML)
        return AS_MARKUP;
    if (space == SPACE_MEDIA) /* Media RSS: plain unless it says otherwise */
        return str_eq_nocase(type, STR("html")) ? AS_HTML : AS_TEXT;
    return typed ? feed_manner_of(type, mode, space == SPACE_ATOM ? AS_TEXT : AS_MAYBE) : AS_MAYBE;
}

static void begin_capture(struct feed_xml *x, const struct feed_rule *rule, enum feed_action action,
                          enum feed_space space, const xmlChar **attributes, int n)
{
    struct capture *c = &x->capture;

    c->rule = rule;
    c->action = action;
    c->depth = x->depth;
    c->permalink = permalink_of(attribute(attributes, n, "ispermalink"));
    feed_text_begin(&c->text, manner_of(rule, action, space, attributes, n));
    if (c->text.manner == AS_NOTHING) /* Atom's content that is elsewhere */
        draft_set(&x->f->draft, FIELD_URL, 3, resolved(x, attribute(attributes, n, "src")), FORM_PLAIN);
}

/* A web address, or a reference with a path or a query and without blanks. */
static bool looks_like_address(struct str s)
{
    if (url_is_absolute(s))
        return url_is_web(s);
    return s.n && (memchr(s.p, '/', s.n) || memchr(s.p, '?', s.n)) && !memchr(s.p, ' ', s.n);
}

/* A guid is an address unless it says that it isn't; as many forget to say so, only what looks like one counts then. */
static void take_guid(struct feed_xml *x, struct str text, enum permalink permalink)
{
    struct draft *d = &x->f->draft;
    struct arena scratch = {0};

    text = str_trim(text);
    draft_set(d, FIELD_GUID, 9, text, FORM_PLAIN);
    if (permalink == PERMALINK_TRUE || (permalink == PERMALINK_UNSAID && looks_like_address(text)))
        draft_set(d, FIELD_URL, 3, url_resolve(&scratch, x->levels[x->depth].base, text), FORM_PLAIN);
    arena_release(&scratch);
}

static void take_field(struct feed_xml *x, const struct feed_rule *rule, struct str text, enum draft_form form)
{
    struct draft *d = &x->f->draft;
    const struct level *level = &x->levels[x->depth];
    struct arena scratch = {0};
    int rank = rule->rank;

    if (str_trim(text).n == 0)
        return;
    if (rule->in_entry == DO_LINK)
        rank += x->links < 100 ? x->links++ : 100;
    if (rule->field == FIELD_URL || (rule->field == FIELD_GUID && level->based))
        text = url_resolve(&scratch, level->base, text);
    if (rule->in_entry == DO_ORIGIN)
        draft_add_link(d, level->base, text);
    draft_set(d, rule->field, rank, text, form);
    if (rule->field == FIELD_GUID && url_is_absolute(str_trim(text)))
        draft_set(d, FIELD_URL, url_is_web(str_trim(text)) ? 2 : 1, text, FORM_PLAIN);
    arena_release(&scratch);
}

static void take_name(struct feed_xml *x, struct str text)
{
    if (x->levels[x->depth].place == IN_ENTRY)
        draft_set(&x->f->draft, FIELD_AUTHOR, 9, text, FORM_MAYBE);
    else if (x->f->default_author.n == 0)
        x->f->default_author = feed_line(x->f, text, FORM_MAYBE);
    x->named = true;
}

static void take_media_text(struct feed_xml *x, const struct feed_rule *rule, struct str text, enum draft_form form)
{
    int medium = x->levels[x->depth].medium;

    if (medium >= 0 && (rule->field == FIELD_TEXT || x->f->draft.e.media[medium].alt.n == 0))
        draft_set_alt(&x->f->draft, medium, text, form);
    draft_set(&x->f->draft, rule->field, rule->rank, text, form);
}

/* The period of sy:updatePeriod. */
static int64_t period_of(struct str text)
{
    static const struct {
        const char *name;
        int64_t ms;
    } periods[] = {
        {"hourly", WHEN_HOUR}, {"daily", WHEN_DAY}, {"weekly", (int64_t)7 * WHEN_DAY}, {"monthly", (int64_t)30 * WHEN_DAY},
        {"yearly", (int64_t)365 * WHEN_DAY},
    };

    for (size_t i = 0; i < sizeof periods / sizeof *periods; i++)
        if (str_eq_nocase(text, str_of(periods[i].name)))
            return periods[i].ms;
    return 0;
}

/* What the feed says of itself. */
static void take_of_feed(struct feed_xml *x, enum feed_action action, struct str text, enum draft_form form)
{
    struct feed_info *info = &x->f->info;
    long long number = 0;

    text = str_trim(text);
    if (action == DO_TITLE && info->title.n == 0)
        info->title = feed_line(x->f, text, form);
    else if (action == DO_LANGUAGE)
        feed_set_lang(x->f, text);
    else if (action == DO_LINK && info->home.n == 0)
        set_home(x, text);
    else if (action == DO_TTL && str_to_number(text, 60 * 24 * 365, &number) == 0)
        info->ttl_ms = number * WHEN_MINUTE;
    else if (action == DO_PERIOD)
        x->period_ms = period_of(text);
    else if (action == DO_FREQUENCY && str_to_number(text, 10000, &number) == 0)
        x->frequency = number;
}

static void end_capture(struct feed_xml *x)
{
    struct capture *c = &x->capture;
    const struct feed_rule *rule = c->rule;
    struct draft *d = &x->f->draft;
    bool in_entry = x->levels[x->depth].place == IN_ENTRY;
    enum draft_form form;
    struct str text = feed_text_end(&c->text, &form);

    c->rule = NULL;
    if (c->action == DO_NAME)
        take_name(x, text);
    else if (!in_entry)
        take_of_feed(x, c->action, text, form);
    else if (c->action == DO_GUID)
        take_guid(x, text, c->permalink);
    else if (c->action == DO_CATEGORY)
        draft_add_tag(d, text);
    else if (c->action == DO_MEDIA_TEXT)
        take_media_text(x, rule, text, form);
    else if (c->action == DO_REPLY)
        draft_set(d, FIELD_REPLY_TO, 3, text, FORM_PLAIN);
    else
        take_field(x, rule, text, form);
}

/* ---- Acting on an element */

static void category_element(struct feed_xml *x, const struct feed_rule *rule, enum feed_space space,
                             const xmlChar **attributes, int n)
{
    struct str label = attribute(attributes, n, "label");

    if (label.n == 0)
        label = attribute(attributes, n, "term");
    if (label.n)
        draft_add_tag(&x->f->draft, label);
    else
        begin_capture(x, rule, DO_CATEGORY, space, attributes, n);
}

static void act(struct feed_xml *x, const struct feed_rule *rule, enum feed_space space, const xmlChar **attributes,
                int n)
{
    struct level *level = &x->levels[x->depth];
    enum feed_action action = level->place == IN_ENTRY ? rule->in_entry : rule->in_feed;

    switch (action) {
    case DO_NOTHING:
        break;
    case DO_SKIP:
        level->place = IN_NOTHING;
        break;
    case DO_FEED:
        level->place = IN_FEED;
        x->is_feed = true;
        feed_set_lang(x->f, xml_attribute(attributes, n, "lang"));
        break;
    case DO_ENTRY:
        open_entry(x, attributes, n);
        break;
    case DO_DELETED:
        deleted_entry(x, attributes, n);
        break;
    case DO_LINK:
        if (attribute(attributes, n, "href").n)
            link_element(x, space, attributes, n);
        else
            begin_capture(x, rule, action, space, attributes, n);
        break;
    case DO_CATEGORY:
        category_element(x, rule, space, attributes, n);
        break;
    case DO_AUTHOR:
        level->author = true;
        x->named = false;
        buf_clear(&x->author);
        break;
    case DO_NAME:
        if (level->author)
            begin_capture(x, rule, action, space, attributes, n);
        break;
    case DO_ENCLOSURE:
    case DO_MEDIUM:
    case DO_THUMBNAIL:
        medium_element(x, action, attributes, n);
        break;
    case DO_REPLY:
        reply_element(x, attributes, n);
        begin_capture(x, rule, action, space, attributes, n);
        break;
    case DO_COMPLETE:
        x->f->info.complete = true;
        break;
    case DO_TITLE:
    case DO_LANGUAGE:
    case DO_TTL:
    case DO_PERIOD:
    case DO_FREQUENCY:
    case DO_FIELD:
    case DO_CONTENT:
    case DO_GUID:
    case DO_ORIGIN:
    case DO_MEDIA_TEXT:
        begin_capture(x, rule, action, space, attributes, n);
        break;
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

static void read_root(struct feed_xml *x, struct str name, struct str uri, const xmlChar **attributes, int n)
{
    x->native = str_copy(&x->f->arena, uri);
    x->root = str_copy(&x->f->arena, name);
    for (size_t i = 0; i < sizeof roots / sizeof *roots; i++)
        if (str_eq_nocase(name, str_of(roots[i].name))) {
            x->f->info.kind = roots[i].kind;
            x->is_feed = true;
        }
    feed_set_lang(x->f, xml_attribute(attributes, n, "lang"));
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

    err_set(&err, "an entry with more than %d elements", MOST_FIELDS);
    fail(x, &err);
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
    struct level *level;
    const struct memory *m;

    (void)nspaces;
    (void)spaces;
    (void)ndefaulted;
    if (x->failed || x->f->stopped || x->depth + 1 >= LEVELS)
        return;
    mend_ampersands(attributes, n);
    level = &x->levels[x->depth + 1];
    *level = x->levels[x->depth];
    x->depth++;
    if (x->capture.rule) {
        feed_text_open(&x->capture.text, name, attributes, n);
        return;
    }
    if (x->depth == 1)
        read_root(x, slice(name), slice(uri), attributes, n);
    set_base(x, level, xml_attribute(attributes, n, "base"));
    if (x->entry_open && ++x->fields > MOST_FIELDS) {
        refuse_fields(x);
        return;
    }
    if (level->place == IN_NOTHING)
        return;
    m = look_up(x, name, prefix, uri);
    if (m->rule)
        act(x, m->rule, m->space, attributes, n);
}

static void end_author(struct feed_xml *x)
{
    if (!x->named)
        take_name(x, buf_str(&x->author));
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
        end_capture(x);
    if (x->levels[x->depth].author && !x->levels[x->depth - 1].author)
        end_author(x);
    if (x->entry_open && x->depth == x->entry_depth)
        close_entry(x);
    x->depth--;
}

static void on_text(void *context, const xmlChar *text, int n)
{
    struct feed_xml *x = context;
    struct str s = {(const char *)text, (size_t)n};

    if (x->capture.rule)
        feed_text_add(&x->capture.text, s);
    else if (x->levels[x->depth].author)
        buf_add(&x->author, s);
}

struct feed_xml *feed_xml_new(struct feed *f)
{
    struct feed_xml *x = mem_calloc(1, sizeof *x);
    xmlSAXHandler handler = {
        .initialized = XML_SAX2_MAGIC,
        .startElementNs = on_start,
        .endElementNs = on_end,
        .characters = on_text,
        .cdataBlock = on_text,
        .ignorableWhitespace = on_text,
    };

    x->f = f;
    x->guard = guard_new();
    x->capture.text.bytes.max = FEED_MAX_TEXT;
    x->author.max = FEED_MAX_TITLE;
    x->guarded.max = FEED_MAX_BYTES;
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
    buf_release(&x->guarded);
    buf_release(&x->capture.text.bytes);
    buf_release(&x->author);
    arena_release(&x->bases);
    free(x);
}

/* Roots that people mistake for a feed, and what to tell them. */
static const struct {
    const char *root, *what;
} others[] = {
    {"html", "an HTML page: look there for the address of the feed"},
    {"opml", "an OPML list of feeds: 'tamtam opml import' reads it"},
    {"urlset", "a sitemap"},
    {"sitemapindex", "a sitemap"},
    {"svg", "a picture (SVG)"},
    {"error", "an error message in XML"},
};

/* Says of what people mistake for a feed what it is, instead of what is wrong with it. Returns -1. */
static int tell_root(const struct feed_xml *x, struct err *err)
{
    for (size_t i = 0; i < sizeof others / sizeof *others && !x->is_feed; i++)
        if (str_eq_nocase(x->root, str_of(others[i].root)))
            err_set(err, "no feed but %s", others[i].what);
    return -1;
}

int feed_xml_push(struct feed_xml *x, struct str utf8, bool end, struct err *err)
{
    struct str rest;

    buf_clear(&x->guarded);
    if (guard_push(x->guard, utf8, end, &x->guarded, err))
        return tell_root(x, err);
    rest = buf_str(&x->guarded);
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
        close_entry(x);
    if (x->failed) {
        *err = x->err;
        return -1;
    }
    if (x->period_ms && x->frequency > 0 && x->f->info.ttl_ms == 0)
        x->f->info.ttl_ms = x->period_ms / x->frequency;
    if (x->is_feed)
        return 0;
    if (x->root.n)
        err_set(err, "no feed but XML that begins with <%.*s>", STR_ARG(utf8_prefix(x->root, 40)));
    else
        err_set(err, "no feed: neither XML nor JSON");
    return tell_root(x, err);
}

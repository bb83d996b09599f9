/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "listener/html.h"

#include <endian.h>
#include <string.h>

#include <libxml/HTMLparser.h>

#include "base/utf8.h"
#include "listener/encoding.h"
#include "listener/scan.h"

enum { NAME_MAX_BYTES = 16, REFERENCE_MAX_BYTES = 32, ATTRIBUTE_MAX_BYTES = 8192 };

/* What an element does to the text. */
enum effect { INLINE, LINE, PARAGRAPH, CELL, PICTURE, LINK, DROPPED, PREFORMATTED };

/* In the order of their names. */
static const struct element {
    char name[NAME_MAX_BYTES];
    enum effect effect;
} elements[] = {
    {"a", LINK}, {"abbr", INLINE}, {"acronym", INLINE}, {"address", LINE}, {"applet", DROPPED},
    {"area", INLINE}, {"article", PARAGRAPH}, {"aside", PARAGRAPH}, {"audio", INLINE}, {"b", INLINE},
    {"base", INLINE}, {"basefont", INLINE}, {"bdi", INLINE}, {"bdo", INLINE}, {"bgsound", INLINE},
    {"big", INLINE}, {"blink", INLINE}, {"blockquote", PARAGRAPH}, {"body", INLINE}, {"br", LINE},
    {"button", INLINE}, {"canvas", INLINE}, {"caption", LINE}, {"center", LINE}, {"cite", INLINE},
    {"code", INLINE}, {"col", INLINE}, {"colgroup", INLINE}, {"datalist", INLINE}, {"dd", LINE},
    {"del", INLINE}, {"details", PARAGRAPH}, {"dfn", INLINE}, {"dialog", PARAGRAPH}, {"dir", PARAGRAPH},
    {"div", LINE}, {"dl", PARAGRAPH}, {"dt", LINE}, {"em", INLINE}, {"embed", INLINE}, {"fieldset", LINE},
    {"figcaption", LINE}, {"figure", PARAGRAPH}, {"font", INLINE}, {"footer", PARAGRAPH}, {"form", LINE},
    {"frame", INLINE}, {"frameset", INLINE}, {"h1", PARAGRAPH}, {"h2", PARAGRAPH}, {"h3", PARAGRAPH},
    {"h4", PARAGRAPH}, {"h5", PARAGRAPH}, {"h6", PARAGRAPH}, {"head", INLINE}, {"header", PARAGRAPH},
    {"hgroup", PARAGRAPH}, {"hr", PARAGRAPH}, {"html", INLINE}, {"i", INLINE}, {"iframe", INLINE},
    {"img", PICTURE}, {"input", INLINE}, {"ins", INLINE}, {"kbd", INLINE}, {"label", INLINE},
    {"legend", LINE}, {"li", LINE}, {"link", INLINE}, {"main", PARAGRAPH}, {"map", INLINE}, {"mark", INLINE},
    {"marquee", INLINE}, {"math", INLINE}, {"menu", PARAGRAPH}, {"meta", INLINE}, {"meter", INLINE},
    {"nav", LINE}, {"nobr", INLINE}, {"noframes", INLINE}, {"noscript", INLINE}, {"object", INLINE},
    {"ol", PARAGRAPH}, {"optgroup", LINE}, {"option", LINE}, {"output", INLINE}, {"p", PARAGRAPH},
    {"param", INLINE}, {"picture", INLINE}, {"pre", PREFORMATTED}, {"progress", INLINE}, {"q", INLINE},
    {"rp", INLINE}, {"rt", INLINE}, {"ruby", INLINE}, {"s", INLINE}, {"samp", INLINE}, {"script", DROPPED},
    {"section", PARAGRAPH}, {"select", INLINE}, {"small", INLINE}, {"source", INLINE}, {"span", INLINE},
    {"strike", INLINE}, {"strong", INLINE}, {"style", DROPPED}, {"sub", INLINE}, {"summary", LINE},
    {"sup", INLINE}, {"svg", INLINE}, {"table", PARAGRAPH}, {"tbody", INLINE}, {"td", CELL},
    {"textarea", INLINE}, {"tfoot", INLINE}, {"th", CELL}, {"thead", INLINE}, {"time", INLINE},
    {"title", INLINE}, {"tr", LINE}, {"track", INLINE}, {"tt", INLINE}, {"u", INLINE}, {"ul", PARAGRAPH},
    {"var", INLINE}, {"video", INLINE}, {"wbr", INLINE},
};

struct html {
    struct buf *out;
    const struct html_found *found;
    int breaks;     /* line ends that are due before the next text: 0, 1 or 2 */
    bool space;     /* a space is due */
    bool empty;     /* nothing has been written */
    bool pre;       /* in <pre> */
    bool tags;      /* there was a tag */
    bool cautious;  /* only tags of known elements are tags */
    const char *last; /* the last '>', behind which there are no tags; NULL: none */
};

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_name_char(char c)
{
    return is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == ':' || c == '_';
}

/* The first eight bytes of a name, as a number in whose order names are. */
static uint64_t order_of(const char name[static NAME_MAX_BYTES])
{
    return be64toh(scan_load(name));
}

static const struct element *element_of(struct str name)
{
    char low[NAME_MAX_BYTES] = {0};
    size_t from = 0;
    size_t to = sizeof elements / sizeof *elements;
    uint64_t wanted;

    if (name.n == 0 || name.n >= sizeof low)
        return NULL;
    for (size_t i = 0; i < name.n; i++)
        low[i] = (char)(name.p[i] >= 'A' && name.p[i] <= 'Z' ? name.p[i] + 32 : name.p[i]);
    wanted = order_of(low);
    while (from < to) {
        size_t middle = (from + to) / 2;
        uint64_t here = order_of(elements[middle].name);

        if (wanted == here && strcmp(low, elements[middle].name) == 0)
            return &elements[middle];
        if (wanted < here || (wanted == here && strcmp(low, elements[middle].name) < 0))
            to = middle;
        else
            from = middle + 1;
    }
    return NULL;
}

static int reference_number(struct str s, size_t *n)
{
    bool hex = s.n > 2 && (s.p[2] == 'x' || s.p[2] == 'X');
    size_t start = hex ? 3 : 2;
    size_t at = start;
    int value = 0;

    for (; at < s.n; at++) {
        char c = s.p[at];
        int digit = c >= '0' && c <= '9'          ? c - '0'
                    : hex && c >= 'a' && c <= 'f' ? c - 'a' + 10
                    : hex && c >= 'A' && c <= 'F' ? c - 'A' + 10
                                                  : -1;

        if (digit < 0)
            break;
        if (value < 0x110000)
            value = value * (hex ? 16 : 10) + digit;
    }
    if (at == start)
        return 0;
    *n = at + (at < s.n && s.p[at] == ';');
    if (value >= 0x80 && value < 0xA0)
        return encoding_windows_1252((unsigned char)value);
    return value > 0 && value < 0x110000 && (value < 0xD800 || value > 0xDFFF) ? value : 0xFFFD;
}

/* The most frequent names first, then those that HTML 5 added and that feeds use. */
static const struct {
    const char *name;
    int character;
} more_names[] = {
    {"amp", '&'},   {"lt", '<'},    {"gt", '>'},        {"quot", '"'},  {"apos", '\''}, {"nbsp", 0xA0}, {"euro", 0x20AC},
    {"eacute", 0xE9}, {"euml", 0xEB}, {"hellip", 0x2026}, {"comma", ','}, {"colon", ':'}, {"period", '.'}, {"excl", '!'},
    {"quest", '?'}, {"lpar", '('},  {"rpar", ')'},      {"num", '#'},   {"newline", '\n'}, {"tab", '\t'},
};

static int reference_name(struct str s, size_t *n)
{
    xmlChar name[REFERENCE_MAX_BYTES];
    size_t at = 1;
    const htmlEntityDesc *entity;

    while (at < s.n && at < REFERENCE_MAX_BYTES - 1 && (is_letter(s.p[at]) || (s.p[at] >= '0' && s.p[at] <= '9')))
        at++;
    if (at == 1 || at >= s.n || s.p[at] != ';')
        return 0;
    memcpy(name, s.p + 1, at - 1);
    name[at - 1] = '\0';
    *n = at + 1;
    for (size_t i = 0; i < sizeof more_names / sizeof *more_names; i++)
        if (strcmp((const char *)name, more_names[i].name) == 0)
            return more_names[i].character;
    entity = htmlEntityLookup(name);
    return entity ? (int)entity->value : 0;
}

int html_reference(struct str s, size_t *n)
{
    if (s.n < 3 || s.p[0] != '&')
        return 0;
    return s.p[1] == '#' ? reference_number(s, n) : reference_name(s, n);
}

void html_unescape(struct buf *out, struct str s)
{
    while (s.n) {
        const char *amp = memchr(s.p, '&', s.n);
        size_t before = amp ? (size_t)(amp - s.p) : s.n;
        size_t n = 0;
        int c;

        buf_add(out, str_sub(s, 0, before));
        s = str_sub(s, before, s.n);
        c = html_reference(s, &n);
        if (c > 0)
            buf_put_char(out, c);
        else if (s.n)
            buf_putc(out, '&');
        s = str_sub(s, c > 0 ? n : 1, s.n);
    }
}

/* Writes the white space that is due. */
static void settle(struct html *h)
{
    if (!h->empty && h->breaks)
        buf_add(h->out, str_sub(STR("\n\n"), 0, (size_t)h->breaks));
    else if (!h->empty && h->space)
        buf_putc(h->out, ' ');
    h->breaks = 0;
    h->space = false;
    h->empty = false;
}

static void ask_breaks(struct html *h, int n)
{
    if (h->breaks < n)
        h->breaks = n;
}

/*
 * Length of the words at the start of `s` that have single blanks between them, as nearly all text has. Eight bytes are
 * looked at and seven passed, so that two blanks in a row are seen wherever they stand.
 */
static size_t words_length(struct str s)
{
    size_t n = 0;

    for (; n + SCAN_BYTES <= s.n; n += SCAN_BYTES - 1) {
        uint64_t eight = scan_load(s.p + n);
        uint64_t pairs = ((eight | eight >> 8) ^ (SCAN_ONES * ' ')) | (uint64_t)0xFF << 56;

        if (scan_below(eight, ' ') || (scan_equal(eight, ' ') && scan_below(pairs, 1)))
            break;
    }
    while (n < s.n && (!is_space(s.p[n]) || (s.p[n] == ' ' && n + 1 < s.n && !is_space(s.p[n + 1]))))
        n++;
    while (n && is_space(s.p[n - 1]))
        n--;
    return n;
}

/* Text without tags and without references. */
static void add_words(struct html *h, struct str s)
{
    if (h->pre && s.n) {
        settle(h);
        buf_add(h->out, s);
        return;
    }
    while (s.n) {
        size_t n = is_space(s.p[0]) ? 0 : words_length(s);
        int lines = 0;

        if (n) {
            settle(h);
            buf_add(h->out, str_sub(s, 0, n));
        }
        for (; n < s.n && is_space(s.p[n]); n++) {
            h->space = true;
            lines += s.p[n] == '\n';
        }
        if (lines > 1 && h->cautious && !h->tags) /* an empty line in what is no HTML, as far as can be seen */
            ask_breaks(h, 2);
        s = str_sub(s, n, s.n);
    }
}

static void add_character(struct html *h, int c)
{
    if ((c == ' ' || c == '\n' || c == '\t' || c == '\r') && !h->pre) {
        h->space = true;
        return;
    }
    if (c == 0xA0) /* no-break space: layout, not meaning */
        c = ' ';
    if (c == ' ' && !h->pre) {
        h->space = true;
        return;
    }
    settle(h);
    buf_put_char(h->out, c);
}

static void add_text(struct html *h, struct str s)
{
    while (s.n) {
        const char *amp = memchr(s.p, '&', s.n);
        size_t before = amp ? (size_t)(amp - s.p) : s.n;
        size_t n = 0;
        int c;

        add_words(h, str_sub(s, 0, before));
        s = str_sub(s, before, s.n);
        if (s.n == 0)
            break;
        c = html_reference(s, &n);
        add_character(h, c > 0 ? c : '&');
        s = str_sub(s, c > 0 ? n : 1, s.n);
    }
}

/* The end of the tag that starts at s.p[0] == '<': the offset behind its '>', or s.n when it isn't closed. */
static size_t tag_length(struct str s)
{
    char quote = '\0';

    for (size_t i = 1; i < s.n; i++) {
        char c = s.p[i];

        if (quote) {
            if (c == quote)
                quote = '\0';
        } else if ((c == '"' || c == '\'') && s.p[i - 1] == '=') {
            quote = c;
        } else if (c == '>') {
            return i + 1;
        }
    }
    if (quote) { /* a quote that is never closed must not swallow the document */
        const char *end = memchr(s.p, '>', s.n);

        return end ? (size_t)(end - s.p) + 1 : s.n;
    }
    return s.n;
}

/* The value of an attribute in a tag, as it stands there. */
static struct str attribute(struct str tag, const char *name)
{
    size_t wanted = strlen(name);
    size_t at = 0;

    while (at < tag.n && !is_space(tag.p[at]) && tag.p[at] != '/')
        at++;
    while (at < tag.n) {
        size_t start;
        size_t length;
        struct str value = {0};

        while (at < tag.n && !is_name_char(tag.p[at]))
            at++;
        start = at;
        while (at < tag.n && is_name_char(tag.p[at]))
            at++;
        length = at - start;
        while (at < tag.n && is_space(tag.p[at]))
            at++;
        if (at < tag.n && tag.p[at] == '=') {
            for (at++; at < tag.n && is_space(tag.p[at]);)
                at++;
            if (at < tag.n && (tag.p[at] == '"' || tag.p[at] == '\'')) {
                const char *end = memchr(tag.p + at + 1, tag.p[at], tag.n - at - 1);
                size_t stop = end ? (size_t)(end - tag.p) : tag.n;

                value = str_sub(tag, at + 1, stop - at - 1);
                at = stop + 1;
            } else {
                size_t from = at;

                while (at < tag.n && !is_space(tag.p[at]) && tag.p[at] != '>')
                    at++;
                value = str_sub(tag, from, at - from);
            }
        }
        if (length == wanted && str_eq_nocase(str_sub(tag, start, length), str_of(name)))
            return value;
    }
    return (struct str){0};
}

static void tell_link(const struct html *h, struct str tag)
{
    struct str target = attribute(tag, "href");
    struct buf url = {.max = ATTRIBUTE_MAX_BYTES};

    if (target.n == 0 || !h->found || !h->found->link)
        return;
    html_unescape(&url, target);
    if (!url.full)
        h->found->link(h->found->context, buf_str(&url));
    buf_release(&url);
}

/* A picture parts words, unless it stands for a sign. */
static void tell_picture(struct html *h, struct str tag)
{
    struct str target = attribute(tag, "src");
    struct buf url = {.max = ATTRIBUTE_MAX_BYTES};
    struct buf alt = {.max = ATTRIBUTE_MAX_BYTES};
    struct buf clean = {0};
    bool sign = false;

    if (target.n && h->found && h->found->picture) {
        html_unescape(&url, target);
        html_unescape(&alt, attribute(tag, "alt"));
        utf8_clean(&clean, buf_str(&alt));
        sign = !url.full && h->found->picture(h->found->context, buf_str(&url), str_trim(buf_str(&clean)));
    }
    if (sign)
        add_words(h, str_trim(buf_str(&clean)));
    else
        h->space = true;
    buf_release(&url);
    buf_release(&alt);
    buf_release(&clean);
}

/* Behind the end tag of a dropped element whose start tag has just been read. */
static struct str skip_dropped(struct str rest, struct str name)
{
    for (size_t at = 0; at < rest.n;) {
        const char *open = memchr(rest.p + at, '<', rest.n - at);

        if (!open)
            break;
        at = (size_t)(open - rest.p) + 1;
        if (at < rest.n && rest.p[at] == '/' && str_eq_nocase(str_sub(rest, at + 1, name.n), name)) {
            struct str tag = str_sub(rest, at - 1, rest.n);

            return str_sub(tag, tag_length(tag), tag.n);
        }
    }
    return (struct str){0};
}

/* One tag, `inner` what stands between < and >. Returns what comes after it. */
static struct str read_tag(struct html *h, const struct element *e, struct str name, struct str inner, struct str rest)
{
    bool end = str_starts(inner, STR("/"));
    enum effect effect = e ? e->effect : INLINE;

    h->tags = true;
    switch (effect) {
    case INLINE:
        break;
    case LINE:
        ask_breaks(h, 1);
        break;
    case PARAGRAPH:
        ask_breaks(h, 2);
        break;
    case PREFORMATTED:
        ask_breaks(h, 2);
        h->pre = !end;
        break;
    case CELL:
        h->space = true;
        break;
    case PICTURE:
        if (!end)
            tell_picture(h, inner);
        break;
    case LINK:
        if (!end)
            tell_link(h, inner);
        break;
    case DROPPED:
        if (!end && !str_ends(inner, STR("/")))
            return skip_dropped(rest, name);
        break;
    }
    return rest;
}

/* A comment, a declaration, a CDATA section: its length when there is one at the start of `s`, otherwise 0. */
static size_t declaration_length(struct html *h, struct str s)
{
    ptrdiff_t end;

    if (str_starts(s, STR("<!--"))) {
        end = str_find(s, STR("-->"));
        return end < 0 ? s.n : (size_t)end + 3;
    }
    if (str_starts(s, STR("<![CDATA["))) {
        end = str_find(s, STR("]]>"));
        add_text(h, str_sub(s, 9, (end < 0 ? s.n : (size_t)end) - 9));
        return end < 0 ? s.n : (size_t)end + 3;
    }
    if (s.n > 2 && (s.p[1] == '!' || s.p[1] == '?') && (is_letter(s.p[2]) || s.p[2] == '[')) {
        end = str_find(s, STR(">"));
        return end < 0 ? s.n : (size_t)end + 1;
    }
    return 0;
}

/* The name in a tag ("p", "/p"), or empty. */
static struct str tag_name(struct str s)
{
    size_t start = s.n > 1 && s.p[1] == '/' ? 2 : 1;
    size_t at = start;

    if (start < s.n && is_letter(s.p[start]))
        while (at < s.n && is_name_char(s.p[at]))
            at++;
    return str_sub(s, start, at - start);
}

static struct str read_markup(struct html *h, struct str s)
{
    size_t length = declaration_length(h, s);
    struct str name = tag_name(s);
    const struct element *e = element_of(name);
    bool closed;

    if (length)
        return str_sub(s, length, s.n);
    if (name.n == 0 || (h->cautious && (!e || !h->last || s.p > h->last))) {
        add_character(h, '<');
        return str_sub(s, 1, s.n);
    }
    length = tag_length(s);
    closed = s.p[length - 1] == '>';
    if (h->cautious && !closed) {
        add_character(h, '<');
        return str_sub(s, 1, s.n);
    }
    return read_tag(h, e, name, str_sub(s, 1, length - 1 - closed), str_sub(s, length, s.n));
}

/* Returns whether there were tags. */
static bool convert(struct buf *raw, struct str s, const struct html_found *found, bool cautious)
{
    struct html h = {.out = raw, .found = found, .empty = true, .cautious = cautious};

    h.last = s.n ? memrchr(s.p, '>', s.n) : NULL;
    while (s.n) {
        const char *open = memchr(s.p, '<', s.n);
        size_t before = open ? (size_t)(open - s.p) : s.n;

        add_text(&h, str_sub(s, 0, before));
        s = str_sub(s, before, s.n);
        if (s.n)
            s = read_markup(&h, s);
    }
    return h.tags;
}

/* Mends what has been added to `out` since it had `start` bytes. */
static void mend_from(struct buf *out, size_t start)
{
    struct str added = str_trim(str_sub(buf_str(out), start, out->n));
    struct buf clean = {0};

    if (added.n == out->n - start && utf8_is_clean(added))
        return;
    utf8_mend(&clean, added);
    out->n = start;
    buf_add(out, str_trim(buf_str(&clean)));
    buf_release(&clean);
}

void html_to_text(struct buf *out, struct str html, const struct html_found *found)
{
    size_t start = out->n;

    convert(out, html, found, false);
    mend_from(out, start);
}

bool html_is_likely(struct str s)
{
    const char *last = s.n ? memrchr(s.p, '>', s.n) : NULL;
    const char *at = s.p;
    size_t n;

    while (last && (at = memchr(at, '<', (size_t)(last - at))) != NULL) {
        if (element_of(tag_name(str_sub(s, (size_t)(at - s.p), s.n))))
            return true;
        at++;
    }
    for (at = s.p; s.n && (at = memchr(at, '&', s.n - (size_t)(at - s.p))) != NULL; at++)
        if (html_reference(str_sub(s, (size_t)(at - s.p), s.n), &n) > 0)
            return true;
    return false;
}

void html_or_text(struct buf *out, struct str s, const struct html_found *found)
{
    size_t start = out->n;
    bool tags = convert(out, s, found, true);
    struct str once = str_sub(buf_str(out), start, out->n);

    if (!tags && once.n && memchr(s.p, '&', s.n) && html_is_likely(once)) {
        struct buf again = {0};

        convert(&again, once, found, true);
        out->n = start;
        buf_add(out, buf_str(&again));
        buf_release(&again);
    }
    mend_from(out, start);
}

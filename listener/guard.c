/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "listener/guard.h"

#include <stdlib.h>
#include <string.h>

#include "listener/entity.h"
#include "listener/html.h"
#include "listener/scan.h"

enum { REFERENCE_MAX_BYTES = 40, SHORT_TEXT = 48, SEEN_BITS = 1 << 17 };

enum guard_mode { IN_TEXT, IN_COMMENT, IN_INSTRUCTION, IN_CDATA, IN_DECLARATION };

struct guard {
    enum guard_mode mode;
    struct buf held; /* the start of something whose end hasn't come */
    struct buf names; /* of the open elements, one behind the other */
    size_t name_at[GUARD_MAX_DEPTH + 1];
    int depth;
    bool after;         /* the root has been closed: what follows is junk */
    bool subset;        /* in the internal subset of a declaration */
    struct buf declaration;     /* of the document type, so far */
    struct entities *entities;  /* what it declares; NULL: nothing */
    size_t expansion;           /* bytes that they have grown to */
    int different;      /* names seen, each once */
    unsigned char seen[SEEN_BITS / 8]; /* a bit for each, by its hash: two names may share one, and count as one */
};

struct guard *guard_new(void)
{
    return mem_calloc(1, sizeof(struct guard));
}

void guard_free(struct guard *g)
{
    if (!g)
        return;
    buf_release(&g->held);
    buf_release(&g->names);
    buf_release(&g->declaration);
    if (g->entities)
        arena_release(&g->entities->arena);
    free(g->entities);
    free(g);
}

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static bool is_name_start(char c)
{
    return (unsigned char)((c | 0x20) - 'a') < 26 || c == '_' || c == ':' || (unsigned char)c >= 0x80;
}

static bool is_name_char(char c)
{
    return is_name_start(c) || (c >= '0' && c <= '9') || c == '-' || c == '.';
}

static size_t name_length(struct str s)
{
    size_t n = 0;

    if (s.n && is_name_start(s.p[0]))
        while (n < s.n && is_name_char(s.p[n]))
            n++;
    return n;
}

/* What XML has no place for: controls, and U+FFFE and U+FFFF (EF BF BE, EF BF BF). Returns its length or 0. */
static size_t unfit_length(struct str s)
{
    unsigned char c = s.n ? (unsigned char)s.p[0] : ' ';

    if (c < ' ' && !is_space((char)c))
        return 1;
    if (c == 0xEF && s.n >= 3 && (unsigned char)s.p[1] == 0xBF && (unsigned char)s.p[2] >= 0xBE)
        return 3;
    return 0;
}

/* Adds a character reference's character, in the way that text and attributes can both have it. */
static void add_character(struct buf *out, int c)
{
    if (c == '&')
        buf_puts(out, "&amp;");
    else if (c == '<')
        buf_puts(out, "&lt;");
    else if (c == '>')
        buf_puts(out, "&gt;");
    else if (c == '"')
        buf_puts(out, "&quot;");
    else if (c >= ' ')
        buf_put_char(out, c);
    else if (c == '\n' || c == '\t' || c == '\r')
        buf_printf(out, "&#%d;", c);
}

/* The bytes that the parser must not have as they are. */
static const bool special[256] = {
    [0] = true, [1] = true, [2] = true, [3] = true, [4] = true, [5] = true, [6] = true, [7] = true,
    [8] = true, [11] = true, [12] = true, [14] = true, [15] = true, [16] = true, [17] = true, [18] = true,
    [19] = true, [20] = true, [21] = true, [22] = true, [23] = true, [24] = true, [25] = true, [26] = true,
    [27] = true, [28] = true, [29] = true, [30] = true, [31] = true, ['&'] = true, ['<'] = true,
    [0xEF] = true,
};

static size_t plain_length(struct str s)
{
    size_t n = 0;

    while (n < s.n) {
        if (n + SCAN_BYTES <= s.n) {
            uint64_t eight = scan_load(s.p + n);
            uint64_t marks =
                scan_below(eight, ' ') | scan_equal(eight, '&') | scan_equal(eight, '<') | scan_equal(eight, 0xEF);

            n += marks ? scan_first(marks) : SCAN_BYTES;
            if (!marks)
                continue;
        }
        if (special[(unsigned char)s.p[n]])
            break;
        n++;
    }
    return n;
}

/* The character of a reference that XML itself knows and its length in *n, or 0. */
static int plain_reference(struct str s, size_t *n)
{
    static const struct {
        struct str reference;
        char character;
    } names[] = {{STR_INIT("&lt;"), '<'}, {STR_INIT("&gt;"), '>'}, {STR_INIT("&amp;"), '&'}, {STR_INIT("&quot;"), '"'}};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (s.n > 1 && s.p[1] == names[i].reference.p[1] && str_starts(s, names[i].reference)) {
            *n = names[i].reference.n;
            return names[i].character;
        }
    return 0;
}

/* How mended text is written: for the parser, with what has a meaning for it escaped, or as it is. */
enum written { ESCAPED, AS_IT_IS };

static void write_character(struct buf *out, enum written how, int c)
{
    if (how == ESCAPED)
        add_character(out, c);
    else if (c >= ' ' || is_space((char)c))
        buf_put_char(out, c);
}

static void write_entity(struct guard *g, struct buf *out, enum written how, struct str value)
{
    g->expansion += value.n + 1;
    if (g->expansion > GUARD_MAX_EXPANSION)
        return;
    for (size_t i = 0; i < value.n; i++)
        if ((unsigned char)value.p[i] < 0x80)
            write_character(out, how, value.p[i]);
        else
            buf_putc(out, value.p[i]);
}

/* The reference at the start of `s`, or its & when it is none. Returns the bytes used. */
static size_t write_reference(struct guard *g, struct buf *out, enum written how, struct str s)
{
    size_t n;
    int c = plain_reference(s, &n);
    const struct str *own = NULL;

    if (c == 0)
        c = html_reference(s, &n);
    if (c <= 0 && g->entities)
        own = entities_find(g->entities, s, &n);
    if (own)
        write_entity(g, out, how, *own);
    else
        write_character(out, how, c > 0 ? c : '&');
    return c > 0 || own ? n : 1;
}

/* Adds an attribute's value, or text, mended. */
static void write_value(struct guard *g, struct buf *out, enum written how, struct str s)
{
    while (s.n) {
        size_t n = plain_length(s);

        buf_add(out, str_sub(s, 0, n));
        s = str_sub(s, n, s.n);
        if (s.n == 0)
            break;
        n = unfit_length(s);
        if (n == 0 && s.p[0] == '&') {
            n = write_reference(g, out, how, s);
        } else if (n == 0) {
            n = 1;
            if (s.p[0] == '<')
                write_character(out, how, '<');
            else
                buf_putc(out, s.p[0]);
        }
        s = str_sub(s, n, s.n);
    }
}

static void add_number(struct buf *out, size_t number)
{
    char digits[24];
    size_t at = sizeof digits;

    do
        digits[--at] = (char)('0' + number % 10);
    while (number /= 10);
    buf_add(out, (struct str){digits + at, sizeof digits - at});
}

/* Tells the parser's caller that what has been added to the text since it had `start` bytes belongs here. */
static void refer_to_text(struct guarded *out, size_t start)
{
    if (out->text.n == start)
        return;
    buf_puts(&out->markup, "<?text ");
    add_number(&out->markup, start);
    buf_putc(&out->markup, ' ');
    add_number(&out->markup, out->text.n - start);
    buf_puts(&out->markup, "?>");
}

/* Adds text between tags: past the parser, unless it is so short that the instruction would be longer. */
static void write_text(struct guard *g, struct guarded *out, struct str s)
{
    size_t start = out->text.n;

    if (s.n == 0)
        return;
    if (s.n <= SHORT_TEXT && !memchr(s.p, '&', s.n) && !memchr(s.p, ']', s.n)) {
        write_value(g, &out->markup, ESCAPED, s);
        return;
    }
    write_value(g, &out->text, AS_IT_IS, s);
    refer_to_text(out, start);
}

struct str guard_text(const struct guarded *out, const char *target, const char *data)
{
    char *end;
    size_t offset;

    if (strcmp(target, "text") || !data)
        return (struct str){0};
    offset = strtoul(data, &end, 10);
    return str_sub(buf_str(&out->text), offset, strtoul(end, NULL, 10));
}

/*
 * The end of the value that is quoted at s.p[at]: the offset of its closing quote, or of the '>' before which it
 * should have stood, or s.n. A closing quote has a blank, a slash or the end of the tag behind it.
 */
static size_t value_end(struct str s, size_t at)
{
    const char *close = memchr(s.p + at + 1, s.p[at], s.n - at - 1);
    const char *end;
    size_t offset = close ? (size_t)(close - s.p) : s.n;

    if (!close || offset + 1 >= s.n)
        return offset;
    if (is_space(close[1]) || strchr("/>?", close[1]))
        return offset;
    end = memchr(s.p + at + 1, '>', s.n - at - 1);
    return end && end < close ? (size_t)(end - s.p) : offset;
}

/* Length of the tag at the start of `s`; 0: its end isn't there. */
static size_t tag_length(struct str s, bool end)
{
    for (size_t i = 1; i < s.n; i++) {
        if (s.p[i] == '>')
            return i + 1;
        if (s.p[i] == '<')
            return i;
        if ((s.p[i] == '"' || s.p[i] == '\'') && (s.p[i - 1] == '=' || is_space(s.p[i - 1]))) {
            size_t close = value_end(s, i);

            if (close >= s.n && end) {
                const char *stop = memchr(s.p, '>', s.n);

                return stop ? (size_t)(stop - s.p) + 1 : s.n;
            }
            i = close < s.n && s.p[close] == '>' ? close - 1 : close;
        }
    }
    return end ? s.n : 0;
}

static struct str top_name(const struct guard *g, int depth)
{
    size_t start = g->name_at[depth];
    size_t end = depth + 1 < g->depth ? g->name_at[depth + 1] : g->names.n;

    return str_sub(buf_str(&g->names), start, end - start);
}

static void pop(struct guard *g, struct buf *out)
{
    buf_puts(out, "</");
    buf_add(out, top_name(g, g->depth - 1));
    buf_putc(out, '>');
    g->names.n = g->name_at[--g->depth];
    if (g->depth == 0)
        g->after = true;
}

/* HTML's elements without an end, when they stand unescaped in a text. */
static bool is_void(struct str name)
{
    static const struct str names[] = {STR_INIT("br"), STR_INIT("hr"), STR_INIT("img"), STR_INIT("wbr"),
                                       STR_INIT("input")};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (name.n == names[i].n && str_eq_nocase(name, names[i]))
            return true;
    return false;
}

static int push_name(struct guard *g, struct str name, struct err *err)
{
    if (g->depth >= GUARD_MAX_DEPTH)
        return err_set(err, "elementen van meer dan %d lagen diep", GUARD_MAX_DEPTH);
    g->name_at[g->depth++] = g->names.n;
    buf_add(&g->names, name);
    return 0;
}

/* Counts a name; -1 when there are too many. */
static int count_name(struct guard *g, struct str name, struct err *err)
{
    unsigned long long bit = str_hash(name) % SEEN_BITS;
    unsigned char mask = (unsigned char)(1u << bit % 8);

    if (!(g->seen[bit / 8] & mask)) {
        g->seen[bit / 8] |= mask;
        g->different++;
    }
    return g->different > GUARD_MAX_NAMES ? err_set(err, "meer dan %d verschillende namen van elementen", GUARD_MAX_NAMES)
                                          : 0;
}

/* One attribute at the front of `inner`: added to `out`, taken off. */
static int add_attribute(struct guard *g, struct str *inner, struct buf *out, struct err *err)
{
    size_t n = name_length(*inner);
    struct str name = str_sub(*inner, 0, n);
    struct str rest = str_sub(*inner, n, inner->n);
    struct str value = {0};

    while (rest.n && is_space(rest.p[0]))
        rest = str_sub(rest, 1, rest.n);
    if (rest.n && rest.p[0] == '=') {
        rest = str_sub(rest, 1, rest.n);
        while (rest.n && is_space(rest.p[0]))
            rest = str_sub(rest, 1, rest.n);
        if (rest.n && (rest.p[0] == '"' || rest.p[0] == '\'')) {
            size_t close = value_end(rest, 0);

            value = str_sub(rest, 1, close - 1);
            rest = str_sub(rest, close + 1, rest.n);
        } else {
            size_t end = 0;

            while (end < rest.n && !is_space(rest.p[end]))
                end++;
            value = str_sub(rest, 0, end);
            rest = str_sub(rest, end, rest.n);
        }
    }
    *inner = rest;
    if (count_name(g, name, err) || (str_starts(name, STR("xmlns")) && count_name(g, value, err)))
        return -1;
    buf_putc(out, ' ');
    buf_add(out, name);
    buf_puts(out, "=\"");
    while (value.n) { /* a " inside '...' */
        const char *quote = memchr(value.p, '"', value.n);
        size_t before = quote ? (size_t)(quote - value.p) : value.n;

        write_value(g, out, ESCAPED, str_sub(value, 0, before));
        if (quote)
            buf_puts(out, "&quot;");
        value = str_sub(value, before + 1, value.n);
    }
    buf_putc(out, '"');
    return 0;
}

/* `inner` is what stands between < and >. */
static int start_tag(struct guard *g, struct str inner, struct buf *out, struct err *err)
{
    size_t n = name_length(inner);
    struct str name = str_sub(inner, 0, n);
    bool slash = str_ends(inner, STR("/"));
    bool empty = slash || is_void(name);
    int attributes = 0;

    if (g->after)
        return 0;
    if (count_name(g, name, err))
        return -1;
    buf_putc(out, '<');
    buf_add(out, name);
    inner = str_sub(inner, n, inner.n - n - (slash && inner.n > n));
    while (inner.n) {
        if (name_length(inner) == 0) {
            inner = str_sub(inner, 1, inner.n);
            continue;
        }
        if (++attributes > GUARD_MAX_ATTRIBUTES)
            return err_set(err, "een tag met meer dan %d attributen", GUARD_MAX_ATTRIBUTES);
        if (add_attribute(g, &inner, out, err))
            return -1;
    }
    buf_puts(out, empty ? "/>" : ">");
    if (empty && g->depth == 0)
        g->after = true;
    return empty ? 0 : push_name(g, name, err);
}

static void end_tag(struct guard *g, struct str inner, struct buf *out)
{
    struct str name = str_sub(inner, 0, name_length(inner));
    int at = g->depth - 1;

    while (at >= 0 && !str_eq(top_name(g, at), name))
        at--;
    if (at < 0)
        for (at = g->depth - 1; at >= 0 && !str_eq_nocase(top_name(g, at), name);)
            at--;
    if (at < 0)
        return;
    while (g->depth > at)
        pop(g, out);
}

/* Reads on in a comment or an instruction up to `close`. Returns the bytes used. */
static size_t skip_to(struct guard *g, struct str s, struct str close, bool end)
{
    ptrdiff_t at = str_find(s, close);

    if (at >= 0) {
        g->mode = IN_TEXT;
        return (size_t)at + close.n;
    }
    return end ? s.n : s.n > close.n - 1 ? s.n - (close.n - 1) : 0;
}

/* Bytes at the start of `s` that a CDATA section can have as they are. */
static size_t cdata_length(struct str s)
{
    size_t n = 0;

    while (n < s.n) {
        if (n + SCAN_BYTES <= s.n) {
            uint64_t eight = scan_load(s.p + n);
            uint64_t marks = scan_below(eight, ' ') | scan_equal(eight, 0xEF);

            n += marks ? scan_first(marks) : SCAN_BYTES;
            if (!marks)
                continue;
        }
        if (((unsigned char)s.p[n] < ' ' && !is_space(s.p[n])) || (unsigned char)s.p[n] == 0xEF)
            break;
        n++;
    }
    return n;
}

/* Offset of the end of a CDATA section, or -1. */
static ptrdiff_t find_cdata_end(struct str s)
{
    const char *at = s.p;
    const char *end = s.p + s.n;

    while (end - at >= 3 && (at = memchr(at, ']', (size_t)(end - at) - 2)) != NULL) {
        if (at[1] == ']' && at[2] == '>')
            return at - s.p;
        at++;
    }
    return -1;
}

/* The inside of a CDATA section. Returns the bytes used. */
static size_t copy_cdata(struct guard *g, struct str s, bool end, struct guarded *out)
{
    ptrdiff_t at = find_cdata_end(s);
    size_t n = at >= 0 ? (size_t)at : end ? s.n : s.n > 2 ? s.n - 2 : 0;
    struct str rest = str_sub(s, 0, g->depth ? n : 0);
    size_t start = out->text.n;

    while (rest.n) {
        size_t plain = cdata_length(rest);
        size_t unfit = plain < rest.n ? unfit_length(str_sub(rest, plain, rest.n)) : 0;
        size_t kept = plain + (unfit == 0 && plain < rest.n);

        buf_add(&out->text, str_sub(rest, 0, kept));
        rest = str_sub(rest, kept + unfit, rest.n);
    }
    refer_to_text(out, start);
    if (at >= 0 || end)
        g->mode = IN_TEXT;
    return at >= 0 ? n + 3 : n;
}

/* The declaration is complete. */
static void end_declaration(struct guard *g)
{
    struct entities *e = g->entities ? g->entities : mem_calloc(1, sizeof *e);

    entities_read(e, buf_str(&g->declaration));
    buf_release(&g->declaration);
    g->entities = e;
}

static int read_declaration(struct guard *g, struct str s, size_t *used, struct err *err)
{
    size_t i = 0;

    while (i < s.n && g->mode == IN_DECLARATION) {
        char c = s.p[i++];

        if (c == '[')
            g->subset = true;
        else if (c == ']')
            g->subset = false;
        else if (c == '>' && !g->subset)
            g->mode = IN_TEXT;
    }
    *used = i;
    buf_add(&g->declaration, str_sub(s, 0, i));
    if (g->declaration.n > GUARD_MAX_DECLARATION)
        return err_set(err, "een documenttype-declaratie van meer dan %d kB", GUARD_MAX_DECLARATION >> 10);
    if (g->mode == IN_TEXT)
        end_declaration(g);
    return 0;
}

static const struct {
    struct str open;
    enum guard_mode mode;
} openings[] = {
    {STR_INIT("<!--"), IN_COMMENT},
    {STR_INIT("<![CDATA["), IN_CDATA},
    {STR_INIT("<?"), IN_INSTRUCTION},
    {STR_INIT("<!"), IN_DECLARATION},
};

/* Something that starts with '<'. *used = 0: wait for more. */
static int read_markup(struct guard *g, struct str s, bool end, struct buf *out, size_t *used, struct err *err)
{
    bool closing = s.n > 1 && s.p[1] == '/';
    size_t length;

    *used = 0;
    if (s.n < 9 && !end && (s.n < 2 || s.p[1] == '!'))
        return 0;
    if (s.n < 2)
        s = STR("< ");
    for (size_t i = 0; i < sizeof openings / sizeof *openings && !is_name_char(s.p[1]) && !closing; i++)
        if (str_starts(s, openings[i].open)) {
            g->mode = openings[i].mode;
            g->subset = false;
            *used = openings[i].open.n;
            return 0;
        }
    if (closing && s.n < 3 && !end)
        return 0;
    if (name_length(str_sub(s, closing ? 2 : 1, s.n)) == 0) {
        if (g->depth)
            buf_puts(out, "&lt;");
        *used = 1;
        return 0;
    }
    length = tag_length(s, end);
    if (length > GUARD_MAX_TAG || (length == 0 && s.n > GUARD_MAX_TAG))
        return err_set(err, "een tag van meer dan %d kB", GUARD_MAX_TAG >> 10);
    if (length == 0)
        return 0;
    *used = length;
    s = str_sub(s, closing ? 2 : 1, length - (closing ? 2 : 1) - (s.p[length - 1] == '>'));
    if (closing)
        end_tag(g, s, out);
    else
        return start_tag(g, s, out, err);
    return 0;
}

/* Text up to the next tag. *used = 0: wait for more. */
static void read_text(struct guard *g, struct str s, bool end, struct guarded *out, size_t *used)
{
    const char *open = memchr(s.p, '<', s.n);
    struct str text = str_sub(s, 0, open ? (size_t)(open - s.p) : s.n);

    if (!open && !end) { /* a reference or a character that may go on in the next bytes */
        size_t from = text.n > REFERENCE_MAX_BYTES ? text.n - REFERENCE_MAX_BYTES : 0;

        for (size_t i = text.n; i > from; i--)
            if (text.p[i - 1] == '&' || (unsigned char)text.p[i - 1] == 0xEF) {
                if (text.p[i - 1] == '&' ? !memchr(text.p + i, ';', text.n - i) : text.n - i < 2)
                    text.n = i - 1;
                break;
            }
    }
    if (g->depth)
        write_text(g, out, text);
    *used = text.n;
}

static int step(struct guard *g, struct str s, bool end, struct guarded *out, size_t *used, struct err *err)
{
    *used = 0;
    switch (g->mode) {
    case IN_TEXT:
        if (s.p[0] == '<')
            return read_markup(g, s, end, &out->markup, used, err);
        read_text(g, s, end, out, used);
        return 0;
    case IN_COMMENT:
        *used = skip_to(g, s, STR("-->"), end);
        return 0;
    case IN_INSTRUCTION:
        *used = skip_to(g, s, STR(">"), end);
        return 0;
    case IN_CDATA:
        *used = copy_cdata(g, s, end, out);
        return 0;
    case IN_DECLARATION:
        return read_declaration(g, s, used, err);
    }
    return 0;
}

int guard_push(struct guard *g, struct str bytes, bool end, struct guarded *out, struct err *err)
{
    struct str s = bytes;
    int result = 0;

    if (g->held.n) {
        buf_add(&g->held, bytes);
        s = buf_str(&g->held);
    }
    while (s.n) {
        size_t used;

        result = step(g, s, end, out, &used, err);
        if (result == 0 && g->expansion > GUARD_MAX_EXPANSION)
            result = err_set(err, "entiteiten die tot meer dan %d MB uitgroeien", GUARD_MAX_EXPANSION >> 20);
        if (result || used == 0)
            break;
        s = str_sub(s, used, s.n);
    }
    if (g->held.n) {
        if (s.n)
            memmove(g->held.p, s.p, s.n);
        g->held.n = s.n;
    } else {
        buf_add(&g->held, s);
    }
    while (end && result == 0 && g->depth)
        pop(g, &out->markup);
    return result;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "listener/feed_text.h"

#include <string.h>

#include "base/utf8.h"

enum { LEAST_BASE64 = 8 };

static const struct {
    const char *type;
    enum feed_manner manner;
} manners[] = {
    {"text", AS_TEXT},       {"text/plain", AS_TEXT},          {"html", AS_HTML},
    {"text/html", AS_HTML},  {"xhtml", AS_MARKUP},             {"application/xhtml+xml", AS_MARKUP},
    {"escaped", AS_MAYBE},   {"application/xml", AS_MARKUP},   {"text/xml", AS_MARKUP},
};

static enum feed_manner manner_of_type(struct str type)
{
    for (size_t i = 0; i < sizeof manners / sizeof *manners; i++)
        if (str_eq_nocase(type, str_of(manners[i].type)))
            return manners[i].manner;
    if (str_ends(type, STR("+xml")) || str_ends(type, STR("/xml")))
        return AS_MARKUP;
    return str_starts(type, STR("text/")) ? AS_TEXT : str_find(type, STR("/")) > 0 ? AS_MAYBE_BASE64 : AS_MAYBE;
}

enum feed_manner feed_manner_of(struct str type, struct str mode, enum feed_manner standard)
{
    if (str_eq_nocase(mode, STR("base64")))
        return AS_BASE64;
    if (str_eq_nocase(mode, STR("xml")))
        return AS_MARKUP;
    if (str_eq_nocase(mode, STR("escaped")))
        return manner_of_type(type) == AS_TEXT ? AS_TEXT : AS_HTML;
    return type.n ? manner_of_type(type) : standard;
}

void feed_text_escape(struct buf *out, struct str s)
{
    for (size_t i = 0; i < s.n;) {
        size_t start = i;

        while (i < s.n && s.p[i] != '&' && s.p[i] != '<' && s.p[i] != '>' && s.p[i] != '"')
            i++;
        buf_add(out, str_sub(s, start, i - start));
        if (i < s.n)
            buf_puts(out, s.p[i] == '&' ? "&amp;" : s.p[i] == '<' ? "&lt;" : s.p[i] == '>' ? "&gt;" : "&quot;");
        i += i < s.n;
    }
}

void feed_text_begin(struct feed_text *t, enum feed_manner manner)
{
    t->manner = manner;
    t->tags = false;
    buf_clear(&t->bytes);
}

void feed_text_add(struct feed_text *t, struct str s)
{
    size_t room = t->bytes.max - t->bytes.n;

    if (s.n > room)
        s = utf8_prefix(s, room);
    if (t->manner == AS_MARKUP)
        feed_text_escape(&t->bytes, s);
    else
        buf_add(&t->bytes, s);
}

void feed_text_open(struct feed_text *t, const unsigned char *name, const unsigned char **attributes, int n)
{
    t->tags = true;
    buf_putc(&t->bytes, '<');
    buf_puts(&t->bytes, (const char *)name);
    for (int i = 0; i < n; i++) {
        const unsigned char **a = attributes + 5 * i;

        buf_putc(&t->bytes, ' ');
        buf_puts(&t->bytes, (const char *)a[0]);
        buf_puts(&t->bytes, "=\"");
        feed_text_escape(&t->bytes, (struct str){(const char *)a[3], (size_t)(a[4] - a[3])});
        buf_putc(&t->bytes, '"');
    }
    buf_putc(&t->bytes, '>');
}

void feed_text_close(struct feed_text *t, const unsigned char *name)
{
    buf_puts(&t->bytes, "</");
    buf_puts(&t->bytes, (const char *)name);
    buf_putc(&t->bytes, '>');
}

static int base64_value(char c)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const char *at = c ? strchr(digits, c) : NULL;

    return at ? (int)(at - digits) : -1;
}

/* Is it nothing but whole groups of base64, and more than a word of four letters? */
static bool is_base64(struct str s)
{
    size_t digits = 0;

    for (size_t i = 0; i < s.n; i++) {
        if (base64_value(s.p[i]) < 0 && !strchr("=\n\r ", s.p[i]))
            return false;
        digits += s.p[i] != '\n' && s.p[i] != '\r' && s.p[i] != ' ';
    }
    return digits >= LEAST_BASE64 && digits % 4 == 0;
}

static void decode_base64(struct buf *text)
{
    unsigned bits = 0;
    int n = 0;
    size_t to = 0;

    for (size_t i = 0; i < text->n; i++) {
        int value = base64_value(text->p[i]);

        if (value < 0)
            continue;
        bits = bits << 6 | (unsigned)value;
        n += 6;
        if (n >= 8) {
            n -= 8;
            text->p[to++] = (char)(bits >> n & 0xFF);
        }
    }
    text->n = to;
    if (!utf8_valid(buf_str(text))) {
        struct buf clean = {0};

        utf8_clean(&clean, buf_str(text));
        buf_clear(text);
        buf_add(text, buf_str(&clean));
        buf_release(&clean);
    }
}

struct str feed_text_end(struct feed_text *t, enum draft_form *form)
{
    struct str text = str_trim(buf_str(&t->bytes));

    if (t->manner == AS_BASE64 || (t->manner == AS_MAYBE_BASE64 && is_base64(text)))
        decode_base64(&t->bytes);
    if (t->manner == AS_TEXT)
        *form = t->tags ? FORM_MAYBE : FORM_PLAIN;
    else
        *form = t->manner == AS_MAYBE || t->manner == AS_MAYBE_BASE64 ? FORM_MAYBE : FORM_HTML;
    return t->manner == AS_NOTHING ? (struct str){0} : buf_str(&t->bytes);
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "newsroom/html.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/when.h"
#include "tamtam/svg.h"

void html_start(struct html *h, struct buf *out)
{
    *h = (struct html){.out = out};
}

static void close_tag(struct html *h)
{
    if (h->in_tag)
        buf_putc(h->out, '>');
    h->in_tag = false;
}

static bool is_void(const char *tag)
{
    static const char *const names[] = {"input", "br", "img", "link", "meta", "hr", "wbr", "col"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(tag, names[i]) == 0)
            return true;
    return false;
}

void html_tag(struct html *h, const char *tag)
{
    close_tag(h);
    buf_putc(h->out, '<');
    buf_puts(h->out, tag);
    h->in_tag = true;
    if (is_void(tag))
        return;
    if (h->depth == HTML_DEPTH)
        abort(); /* a page of ours that nests without end: a mistake of the program */
    h->open[h->depth++] = tag;
}

/* ---- attributes ---- */

static bool is_address(const char *name)
{
    return strcmp(name, "href") == 0 || strcmp(name, "src") == 0 || strcmp(name, "action") == 0 || strcmp(name, "formaction") == 0;
}

/* Our own path, a place in the page, or the web. `//host` and `/\host` are other hosts to a browser. */
static bool is_safe_address(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] < ' ' || s.p[i] == '\\')
            return false;
    if (s.n == 0 || s.p[0] == '#' || s.p[0] == '?')
        return true;
    if (s.p[0] == '/')
        return s.n == 1 || s.p[1] != '/';
    return str_starts(s, STR("https://")) || str_starts(s, STR("http://"));
}

void html_attr_str(struct html *h, const char *name, struct str value)
{
    if (!h->in_tag || strncmp(name, "on", 2) == 0 || strcmp(name, "style") == 0)
        return;
    if (is_address(name) && !is_safe_address(value))
        value = STR("#");
    buf_printf(h->out, " %s=\"", name);
    html_escape(h->out, value);
    buf_putc(h->out, '"');
}

void html_attr(struct html *h, const char *name, const char *value)
{
    html_attr_str(h, name, str_of(value));
}

/* printf to a buffer of its own: what is escaped is the whole, format included. */
__attribute__((format(printf, 1, 0)))
static struct buf format_text(const char *format, va_list args)
{
    struct buf b = {0};
    char *text;
    int n = vasprintf(&text, format, args);

    if (n < 0)
        mem_exhausted();
    buf_add(&b, (struct str){text, (size_t)n});
    free(text);
    return b;
}

void html_attrf(struct html *h, const char *name, const char *format, ...)
{
    va_list args;
    struct buf value;

    va_start(args, format);
    value = format_text(format, args);
    va_end(args);
    html_attr_str(h, name, buf_str(&value));
    buf_release(&value);
}

void html_flag(struct html *h, const char *name, bool on)
{
    if (on && h->in_tag)
        buf_printf(h->out, " %s", name);
}

/* ---- text ---- */

void html_text(struct html *h, struct str s)
{
    close_tag(h);
    html_escape(h->out, s);
}

void html_textf(struct html *h, const char *format, ...)
{
    va_list args;
    struct buf text;

    va_start(args, format);
    text = format_text(format, args);
    va_end(args);
    html_text(h, buf_str(&text));
    buf_release(&text);
}

void html_end(struct html *h)
{
    if (h->depth == 0)
        return;
    close_tag(h);
    buf_printf(h->out, "</%s>", h->open[--h->depth]);
}

void html_end_to(struct html *h, int depth)
{
    close_tag(h);
    while (h->depth > depth)
        html_end(h);
}

/* ---- whole elements ---- */

void html_open(struct html *h, const char *tag, const char *class)
{
    html_tag(h, tag);
    if (class)
        html_attr(h, "class", class);
}

void html_el(struct html *h, const char *tag, const char *class, const char *format, ...)
{
    va_list args;
    struct buf text;

    html_open(h, tag, class);
    va_start(args, format);
    text = format_text(format, args);
    va_end(args);
    html_text(h, buf_str(&text));
    buf_release(&text);
    html_end(h);
}

void html_link(struct html *h, const char *class, struct str text, const char *format, ...)
{
    va_list args;
    struct buf address;

    html_open(h, "a", class);
    va_start(args, format);
    address = format_text(format, args);
    va_end(args);
    html_attr_str(h, "href", buf_str(&address));
    buf_release(&address);
    html_text(h, text);
    html_end(h);
}

void html_link_out(struct html *h, struct str text, struct str url)
{
    if (!(str_starts(url, STR("https://")) || str_starts(url, STR("http://"))) || !is_safe_address(url)) {
        html_text(h, text);
        return;
    }
    html_tag(h, "a");
    html_attr_str(h, "href", url);
    html_attr(h, "rel", "noopener noreferrer nofollow");
    html_attr(h, "target", "_blank");
    html_text(h, text);
    html_end(h);
}

void html_time(struct html *h, int64_t ms)
{
    struct civil c = when_local(ms);
    struct buf exact = {0};

    when_print_local(&exact, ms);
    html_tag(h, "time");
    html_attr_str(h, "datetime", buf_str(&exact));
    html_textf(h, "%s %d %s %02d.%02d uur", when_weekday_short(c.weekday), c.day, when_month_name(c.month), c.hour, c.minute);
    html_end(h);
    buf_release(&exact);
}

void html_markup(struct html *h, struct str markup)
{
    close_tag(h);
    buf_add(h->out, markup);
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * Writing HTML so that nothing can be forgotten: every text and every attribute is escaped, addresses (href, src, action) are our own
 * paths or http(s) and nothing else, and every element that was opened is closed.
 *
 *     html_tag(h, "li");
 *     html_attr(h, "class", "gekozen");
 *     html_link(h, NULL, "Kruispunt Veenweg", "/issues/%lld", id);
 *     html_el(h, "span", "stil", "%d berichten", n);
 *     html_end(h);
 *
 * Names of tags, attributes and classes are literals of the program. There is no way to write `style` or `on...` attributes.
 */
#ifndef NEWSROOM_HTML_H
#define NEWSROOM_HTML_H

#include <stdint.h>

#include "base/buf.h"

enum { HTML_DEPTH = 64 };

struct html {
    struct buf *out;
    const char *open[HTML_DEPTH]; /* elements that wait for their end */
    int depth;
    bool in_tag; /* the start tag is not closed yet */
};

/* Starts to write to a buffer, which stays the caller's. */
void html_start(struct html *h, struct buf *out);
/* Opens an element; attributes may follow. A void element (input, br, img, link, meta, hr) has no html_end. */
void html_tag(struct html *h, const char *tag);
/* An attribute of the element that was just opened. */
void html_attr(struct html *h, const char *name, const char *value);
void html_attr_str(struct html *h, const char *name, struct str value);
void html_attrf(struct html *h, const char *name, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* An attribute without a value (checked, required, hidden), where `on`. */
void html_flag(struct html *h, const char *name, bool on);
/* Text. */
void html_text(struct html *h, struct str s);
void html_textf(struct html *h, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Closes the innermost element. */
void html_end(struct html *h);
/* Closes elements until `depth` are open. */
void html_end_to(struct html *h, int depth);

/* A whole element with a text; `class` may be NULL. */
void html_el(struct html *h, const char *tag, const char *class, const char *format, ...) __attribute__((format(printf, 4, 5)));
/* An open element with a class (NULL: none). */
void html_open(struct html *h, const char *tag, const char *class);
/* A link with a text, to one of our own paths (url_part() for what is put into it); `class` may be NULL. */
void html_link(struct html *h, const char *class, struct str text, const char *format, ...) __attribute__((format(printf, 4, 5)));
/* A link to elsewhere, in a tab of its own that learns nothing of us; an address that is not http(s) is left as text. */
void html_link_out(struct html *h, struct str text, struct str url);
/* A moment: <time datetime> with the text that people read ("di 10 maart 16.43 uur"). */
void html_time(struct html *h, int64_t ms);

/* Markup that this program made itself (a chart's SVG). Never what came from outside. */
void html_markup(struct html *h, struct str markup);

#endif

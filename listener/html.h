/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * HTML, whole or in shreds, to plain text: paragraphs are kept as empty lines, breaks as line ends, white space is
 * collapsed but in <pre>, scripts and styles go. It reads what stands there in one pass without recursion, so that no
 * input is too deep or too wrong for it. What comes out is text: escape it where it is shown.
 */
#ifndef LISTENER_HTML_H
#define LISTENER_HTML_H

#include "base/buf.h"

/* What stands in the markup besides text; a member may be NULL. The slices hold only during the call. */
struct html_found {
    void (*link)(void *context, struct str href);
    /* True: the picture stands for a sign, its alt text goes into the text. */
    bool (*picture)(void *context, struct str src, struct str alt);
    void *context;
};

/* Adds the text of `html`, mended (utf8_mend) and without white space around it. `found` may be NULL. */
void html_to_text(struct buf *out, struct str html, const struct html_found *found);
/*
 * The same for text that may or may not be HTML, as the titles of RSS: only what has the form of an HTML
 * element's tag counts as one, so that "List<String> < 3" stays. Text that was escaped twice is unescaped twice.
 */
void html_or_text(struct buf *out, struct str s, const struct html_found *found);
/* Adds `s` with its character references (&eacute; &#233; &#xE9;) as characters, nothing else changed. */
void html_unescape(struct buf *out, struct str s);
/*
 * Reads the character reference at the start of `s` ("&eacute;..."): its character, and its length in bytes in
 * *n; 0 when there is none. Numbers 128 to 159 are read as windows-1252, as browsers do.
 */
int html_reference(struct str s, size_t *n);
/* Looks it like HTML: a tag of an HTML element or a character reference? */
bool html_is_likely(struct str s);

#endif

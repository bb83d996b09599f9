/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * The frame of a page: head, skip link, word mark, navigation of what this visitor may see, main part, foot. Pages work without
 * scripts; a script only makes them live.
 */
#ifndef NEWSROOM_PAGE_H
#define NEWSROOM_PAGE_H

#include "newsroom/html.h"
#include "newsroom/web.h"

enum { MOST_SCRIPTS = 4 };

struct page {
    const char *title;  /* of the window: "Issues"; the newsroom's name comes behind it */
    const char *nav;    /* the navigation's entry that is chosen: "/issues"; NULL: none */
    const char *layout; /* class of <body>: "werk" (full width), "lezen" (a column), "muur" (no frame); NULL: "lezen" */
    const char *scripts[MOST_SCRIPTS]; /* of newsroom/static: "live.js" */
    const char *styles[MOST_SCRIPTS];  /* besides newsroom.css, or a path: "/rapport.css" */
    bool open;          /* search engines may have it */
    struct str subject; /* put before the title: an issue's name; may be empty */
};

/* Writes everything up to the main part, which is open then. */
void page_begin(struct html *h, struct visit *v, struct answer *a, const struct page *page);
/* Closes what is open and writes the rest. */
void page_end(struct html *h);

/* The address of a file in newsroom/static, with its hash: "/static/1f0c.../newsroom.css"; in the arena. Unknown: empty. */
struct str static_path(struct arena *a, const char *name);

#endif

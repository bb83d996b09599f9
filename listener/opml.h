/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/*
 * OPML 2.0, the form in which lists of feeds travel. Read liberally (xmlUrl in any case, type or not, any depth),
 * written strictly.
 */
#ifndef LISTENER_OPML_H
#define LISTENER_OPML_H

#include "listener/source.h"

enum { OPML_MAX_FEEDS = 20000, OPML_MAX_BYTES = 16 << 20 };

/* A feed of the list, borrowed during the call; what does not stand there is empty. */
struct opml_feed {
    struct str url, name, home;
    struct str category; /* its own, or the names of the outlines around it: "Nieuws/Regionaal" */
};

/* Calls `fn` for each feed in the document's order; non-zero stops. -1 when it is no OPML. */
int opml_read(struct str document, int (*fn)(void *context, const struct opml_feed *feed), void *context,
              struct err *err);
/* Adds the sources as OPML: text, type, xmlUrl, htmlUrl (the host's home page), category (the channel). */
void opml_write(struct buf *out, const struct sources *list, struct str title, int64_t now);

#endif

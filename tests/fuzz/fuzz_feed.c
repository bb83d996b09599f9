/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* rooms: base listener */
/* Feeds in XML, in pieces whose size the last byte gives: what comes out must be valid UTF-8 and within its bounds. */
#include <stdlib.h>

#include "base/utf8.h"
#include "listener/entry_print.h"
#include "listener/feed.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static void must(bool holds)
{
    if (!holds)
        abort();
}

static int check_entry(void *context, const struct entry *e)
{
    struct buf *line = context;

    must(e->title.n < FEED_MAX_TITLE && e->links.n <= FEED_MAX_LIST && e->nmedia <= FEED_MAX_LIST);
    must(utf8_valid(e->text) && utf8_valid(e->title) && utf8_valid(e->author) && utf8_valid(e->url));
    buf_clear(line);
    entry_print(line, e);
    must(utf8_valid(buf_str(line)));
    return 0;
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    struct feed_hints hints = {.base_url = STR("https://example.nl/feed"), .words = size % 2};
    struct buf line = {0};
    struct feed *f;
    struct err err;
    size_t piece;

    if (size == 0)
        return 0;
    piece = data[--size] + 1u;
    f = feed_new(&hints, check_entry, &line);
    for (size_t at = 0; at < size; at += piece)
        if (feed_push(f, str_sub((struct str){(const char *)data, size}, at, piece), &err))
            break;
    feed_end(f, NULL, &err);
    feed_free(f);
    buf_release(&line);
    return 0;
}

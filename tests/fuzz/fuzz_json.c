/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* rooms: base listener */
/* JSON Feed and what the networks' interfaces answer, at one go. Each entry keeps to its bounds. */
#include <stdlib.h>

#include "base/utf8.h"
#include "listener/entry_print.h"
#include "listener/feed.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static int check_entry(void *context, const struct entry *e)
{
    struct buf *line = context;

    if (e->title.n >= FEED_MAX_TITLE || e->links.n > FEED_MAX_LIST || e->nmedia > FEED_MAX_LIST || !utf8_valid(e->text) ||
        !utf8_valid(e->title) || !utf8_valid(e->guid) || !utf8_valid(e->url))
        abort();
    buf_clear(line);
    entry_print(line, e);
    if (!utf8_valid(buf_str(line)))
        abort();
    return 0;
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    const struct feed_hints hints = {.base_url = STR("https://example.nl/feed.json")};
    struct str document = {(const char *)data, size};
    struct buf line = {0};
    struct err err;

    if (size && (data[0] == '{' || data[0] == '['))
        feed_parse(document, &hints, check_entry, &line, NULL, NULL, &err);
    buf_release(&line);
    return 0;
}

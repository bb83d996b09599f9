/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* rooms: base listener */
/* HTML to text, both ways: clean UTF-8, no longer than what went in can account for. */
#include <stdlib.h>

#include "base/utf8.h"
#include "listener/html.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static void check(const struct buf *text, size_t size)
{
    if (!utf8_valid(buf_str(text)) || text->n > 8 * size + 8)
        abort();
}

static void found_link(void *context, struct str href)
{
    *(size_t *)context += href.n;
}

static bool found_picture(void *context, struct str src, struct str alt)
{
    *(size_t *)context += src.n + alt.n;
    return alt.n % 2;
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    size_t bytes = 0;
    const struct html_found found = {.link = found_link, .picture = found_picture, .context = &bytes};
    struct str s = {(const char *)data, size};
    struct buf text = {0};

    html_to_text(&text, s, &found);
    check(&text, size);
    buf_clear(&text);
    html_or_text(&text, s, NULL);
    check(&text, size);
    buf_release(&text);
    html_is_likely(s);
    return 0;
}

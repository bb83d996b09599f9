/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* rooms: base listener */
/* The feeds that a page names: never too many, each a web address, none twice. */
#include <stdlib.h>

#include "listener/discover.h"
#include "listener/url.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    struct discovery found[DISCOVER_MOST];
    struct arena a = {0};
    int n = discover_links((struct str){(const char *)data, size}, STR("https://a.example/dir/"), &a, found);

    if (n < 0 || n > DISCOVER_MOST)
        abort();
    for (int i = 0; i < n; i++) {
        if (!url_is_web(found[i].url))
            abort();
        for (int j = 0; j < i; j++)
            if (str_eq(found[i].url, found[j].url))
                abort();
    }
    arena_release(&a);
    return 0;
}

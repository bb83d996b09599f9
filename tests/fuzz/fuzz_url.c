/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* rooms: base listener */
/* Addresses: base and reference are divided by a newline; the normal form of a normal form is itself. */
#include <stdlib.h>

#include "listener/url.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    struct str ref = {(const char *)data, size};
    struct str base = str_cut(&ref, '\n');
    struct arena a = {0};
    struct str url = url_resolve(&a, base, ref);
    struct str normal = url_normal(&a, url);

    if (url.n > base.n + ref.n + 16 || !str_eq(url_normal(&a, normal), normal))
        abort();
    url_is_safe(url);
    arena_release(&a);
    return 0;
}

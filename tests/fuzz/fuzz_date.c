/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* rooms: base listener */
/* Dates: what is read lies in the years 1 to 9999 (and a day around them for the zones), and is read again from its print. */
#include <stdlib.h>

#include "base/post.h"
#include "base/when.h"
#include "listener/date.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    const struct str s = {(const char *)data, size};

    for (int dutch = 0; dutch < 2; dutch++) {
        int64_t ms = date_parse(s, dutch);
        struct buf b = {0};

        if (ms == TIME_NONE)
            continue;
        if (ms < (int64_t)when_day_of(1, 1, 1) * WHEN_DAY || ms >= (int64_t)when_day_of(10000, 1, 1) * WHEN_DAY)
            abort();
        when_print(&b, ms);
        if (date_parse(buf_str(&b), false) != ms)
            abort();
        buf_release(&b);
    }
    return 0;
}

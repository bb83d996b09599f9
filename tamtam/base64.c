/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "tamtam/base64.h"

void base64_add(struct buf *b, struct str bytes, int line)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    int column = 0;

    for (size_t i = 0; i < bytes.n; i += 3) {
        size_t n = bytes.n - i;
        unsigned long group = 0;

        for (size_t k = 0; k < 3; k++)
            group = group << 8 | (k < n ? (unsigned char)bytes.p[i + k] : 0);
        for (size_t k = 0; k < 4; k++)
            buf_putc(b, k <= n ? digits[group >> (18 - 6 * k) & 63] : '=');
        column += 4;
        if (line > 0 && column >= line && i + 3 < bytes.n) {
            buf_puts(b, "\r\n");
            column = 0;
        }
    }
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "tamtam/mime.h"

#include <string.h>

#include "base/utf8.h"
#include "base/when.h"
#include "tamtam/base64.h"

enum { ENCODED_BYTES = 42, QUOTED_COLUMNS = 75 };

static bool is_plain(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] >= 0x7F || s.p[i] < ' ')
            return false;
    return s.n < 60;
}

/* Without control characters. */
static struct str without_controls(struct buf *b, struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        buf_putc(b, (unsigned char)s.p[i] < ' ' || s.p[i] == 0x7F ? ' ' : s.p[i]);
    return str_trim(buf_str(b));
}

static void put_encoded(struct buf *b, struct str s)
{
    bool first = true;

    if (is_plain(s)) {
        buf_add(b, s);
        return;
    }
    while (s.n) {
        struct str word = utf8_prefix(s, ENCODED_BYTES);

        if (word.n == 0)
            word = str_sub(s, 0, 1);
        buf_puts(b, first ? "=?UTF-8?B?" : "\r\n =?UTF-8?B?");
        base64_add(b, word, 0);
        buf_puts(b, "?=");
        s = str_sub(s, word.n, s.n);
        first = false;
    }
}

void mime_header(struct buf *b, const char *name, struct str value)
{
    struct buf clean = {0};

    buf_printf(b, "%s: ", name);
    put_encoded(b, without_controls(&clean, value));
    buf_puts(b, "\r\n");
    buf_release(&clean);
}

/* Characters that a display name may only hold between quotes. */
static bool has_special(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (strchr("()<>[]:;@\\,.\"", s.p[i]))
            return true;
    return false;
}

void mime_address(struct buf *b, const char *name, struct str value)
{
    struct buf clean = {0};
    struct str s = without_controls(&clean, value);
    ptrdiff_t at = str_find(s, STR("<"));

    buf_printf(b, "%s: ", name);
    if (at > 0) {
        struct str display = str_trim(str_sub(s, 0, (size_t)at));
        bool quoted = is_plain(display) && has_special(display);

        buf_puts(b, quoted ? "\"" : "");
        for (size_t i = 0; quoted && i < display.n; i++)
            if (display.p[i] != '"' && display.p[i] != '\\')
                buf_putc(b, display.p[i]);
        if (!quoted)
            put_encoded(b, display);
        buf_puts(b, quoted ? "\" " : " ");
        s = str_sub(s, (size_t)at, s.n);
    }
    buf_add(b, s);
    buf_puts(b, "\r\n");
    buf_release(&clean);
}

void mime_date(struct buf *b, int64_t ms)
{
    static const char days[] = "MonTueWedThuFriSatSun", months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    struct civil c = when_local(ms);

    buf_printf(b, "Date: %.3s, %d %.3s %04d %02d:%02d:%02d +%02d%02d\r\n", days + (ptrdiff_t)3 * c.weekday, c.day,
               months + (ptrdiff_t)3 * (c.month - 1), c.year, c.hour, c.minute, c.second, c.offset / 60, c.offset % 60);
}

void mime_quoted(struct buf *b, struct str text)
{
    int column = 0;

    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];
        bool ends = i + 1 == text.n || text.p[i + 1] == '\n';
        bool plain =
            (c >= '!' && c <= '~' && c != '=' && !(c == '.' && column == 0)) || ((c == ' ' || c == '\t') && !ends);

        if (c == '\n') {
            buf_puts(b, "\r\n");
            column = 0;
            continue;
        }
        if (column + (plain ? 1 : 3) > QUOTED_COLUMNS) {
            buf_puts(b, "=\r\n");
            column = 0;
        }
        if (plain)
            buf_putc(b, (char)c);
        else
            buf_printf(b, "=%02X", c);
        column += plain ? 1 : 3;
    }
    if (column > 0)
        buf_puts(b, "\r\n");
}

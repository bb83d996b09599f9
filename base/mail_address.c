/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "base/mail_address.h"

#include <string.h>

enum { MOST_ADDRESS = 254, MOST_LOCAL = 64, MOST_LABEL = 63 };

static bool is_alnum(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* Words of `extra` and alphanumerics, divided by single dots, none at the ends. */
static bool is_dotted(struct str s, const char *extra, size_t longest_word)
{
    size_t word = 0;

    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];

        if (c == '.') {
            if (word == 0)
                return false;
            word = 0;
            continue;
        }
        if (!is_alnum(c) && (c == '\0' || !strchr(extra, c)))
            return false;
        if (++word > longest_word)
            return false;
    }
    return word > 0;
}

/* Two labels or more, and the last is no number: that would be an address of the network. */
static bool is_host(struct str host)
{
    struct str rest = host, label = {0};
    int labels = 0;

    if (!is_dotted(host, "-", MOST_LABEL))
        return false;
    while (rest.n) {
        label = str_cut(&rest, '.');
        if (label.p[0] == '-' || label.p[label.n - 1] == '-')
            return false;
        labels++;
    }
    return labels >= 2 && !(label.p[0] >= '0' && label.p[0] <= '9');
}

bool mail_address_is_valid(struct str address)
{
    struct str host = address;
    struct str local = str_cut(&host, '@');

    return address.n <= MOST_ADDRESS && local.n > 0 && local.n <= MOST_LOCAL && local.n < address.n &&
           is_dotted(local, "!#$%&'*+-/=?^_`{|}~", MOST_LOCAL) && !str_starts(local, STR("=?")) && is_host(host);
}

struct str mail_address_of(struct str header)
{
    struct str rest = header;
    struct str before = str_cut(&rest, '<');

    return before.n == header.n ? str_trim(header) : str_trim(str_cut(&rest, '>'));
}

struct str mail_address_key(struct arena *a, struct str address)
{
    struct str host = address;
    struct str local = str_cut(&host, '@');
    struct str lower = str_lower(a, host);

    return str_printf(a, "%.*s@%.*s", STR_ARG(local), STR_ARG(lower));
}

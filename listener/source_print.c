/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "listener/source.h"

#include <stdlib.h>

#include <utf8proc.h>

enum { LONGEST_NAME = 40 };

/* Letters and digits of ASCII in lower case, the rest as single dashes. */
static struct str slug(struct arena *a, struct str title)
{
    utf8proc_uint8_t *bare = NULL; /* without accents */
    utf8proc_ssize_t n = utf8proc_map((const utf8proc_uint8_t *)title.p, (utf8proc_ssize_t)title.n, &bare,
                                      UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK);
    struct buf name = {.max = LONGEST_NAME};
    struct str result;

    for (utf8proc_ssize_t i = 0; i < n; i++) {
        char c = (char)bare[i];
        bool keeps = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');

        if (keeps)
            buf_putc(&name, c);
        else if (name.n && name.p[name.n - 1] != '-')
            buf_putc(&name, '-');
    }
    while (name.n && name.p[name.n - 1] == '-')
        name.n--;
    result = name.n ? str_copy(a, buf_str(&name)) : STR("bron");
    free(bare);
    buf_release(&name);
    return result;
}

struct str source_new_name(struct arena *a, const struct sources *list, struct str title)
{
    struct str base = slug(a, title);
    struct str name = base;

    for (int i = 2; source_of(list, name); i++)
        name = str_printf(a, "%.*s-%d", STR_ARG(base), i);
    return name;
}

/* A value as one line: what would end it goes. */
static void print_item(struct buf *out, const char *key, struct str value)
{
    if (value.n == 0)
        return;
    buf_printf(out, "%s = ", key);
    for (size_t i = 0; i < value.n; i++)
        buf_putc(out, (unsigned char)value.p[i] < ' ' || (value.p[i] == '\\' && i + 1 == value.n) ? ' ' : value.p[i]);
    buf_putc(out, '\n');
}

void source_print(struct buf *out, const struct source *s)
{
    buf_printf(out, "\n[source %.*s]\n", STR_ARG(s->name));
    print_item(out, "url", s->url);
    print_item(out, "kind", s->kind);
    print_item(out, "channel", str_of(channel_names[s->channel].name));
    print_item(out, "name", s->publisher);
    if (s->voice != VOICE_NONE)
        print_item(out, "voice", str_of(voice_names[s->voice].name));
    print_item(out, "lang", s->lang);
    print_item(out, "purpose", s->purpose);
    print_item(out, "legal_base", s->legal_base);
    if (s->allow_private)
        print_item(out, "allow_private", STR("yes"));
}

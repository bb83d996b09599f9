/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "newsroom/markdown.h"

static void put_inline(struct html *h, struct str line)
{
    bool strong = false;

    for (;;) {
        ptrdiff_t at = str_find(line, STR("**"));

        if (at < 0)
            break;
        html_text(h, str_sub(line, 0, (size_t)at));
        if (strong)
            html_end(h);
        else
            html_tag(h, "strong");
        strong = !strong;
        line = str_sub(line, (size_t)at + 2, line.n);
    }
    html_text(h, line);
    if (strong)
        html_end(h);
}

static void put_element(struct html *h, const char *tag, struct str line)
{
    html_tag(h, tag);
    put_inline(h, line);
    html_end(h);
}

void markdown_put(struct html *h, struct str text)
{
    static const struct {
        const char *mark, *tag;
    } headings[] = {{"# ", "h1"}, {"## ", "h2"}, {"### ", "h3"}};
    int depth = h->depth;

    while (text.n) {
        struct str line = str_trim(str_cut(&text, '\n'));
        bool item = str_starts(line, STR("- "));
        const char *tag = "p";

        if (line.n == 0)
            continue;
        if (item && h->depth == depth)
            html_tag(h, "ul");
        if (!item)
            html_end_to(h, depth);
        for (size_t i = 0; i < sizeof headings / sizeof *headings; i++)
            if (str_starts(line, str_of(headings[i].mark))) {
                tag = headings[i].tag;
                line = str_sub(line, i + 2, line.n);
                break;
            }
        put_element(h, item ? "li" : tag, item ? str_sub(line, 2, line.n) : line);
    }
    html_end_to(h, depth);
}

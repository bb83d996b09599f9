/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* Names for issues: a news headline cut short, otherwise a concept and a place. Never a resident's sentence. */
#include <string.h>

#include "analysis/grouper.h"
#include "base/utf8.h"

enum { TITLE_LENGTH = 64 };

void title_set(struct cluster *c, struct str title, enum title_rank rank, int64_t item)
{
    title = utf8_prefix(str_trim(title), TITLE_BYTES);
    memcpy(c->title, title.n ? title.p : "", title.n);
    c->title_bytes = (uint8_t)title.n;
    c->title_rank = (uint8_t)rank;
    c->title_item = item;
}

/* The headline of a news post: its title, or its first line. */
static struct str headline_of(const struct post *post)
{
    struct str rest = post->text;

    if (post->title.n)
        return str_trim(post->title);
    if (str_find(post->text, STR("\n")) < 0)
        return (struct str){0};
    return str_trim(str_cut(&rest, '\n'));
}

/* Cut at a natural place when it is too long. */
static struct str cut_short(struct str line)
{
    struct str cut = utf8_prefix(line, TITLE_LENGTH);

    if (cut.n == line.n)
        return line;
    while (cut.n && cut.p[cut.n - 1] != ' ')
        cut.n--;
    return str_trim(cut);
}

bool title_improve(struct grouper *g, struct cluster *c, const struct item *it, const struct post *post)
{
    struct str headline;

    (void)g;
    if (c->title_rank >= TITLE_HEADLINE || !(it->flags & ITEM_NEWS))
        return false;
    headline = cut_short(headline_of(post));
    if (!headline.n)
        return false;
    title_set(c, headline, TITLE_HEADLINE, it->seq);
    return true;
}

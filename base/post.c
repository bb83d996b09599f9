/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "base/post.h"

static struct strs keep_list(struct arena *a, const struct strs *list)
{
    struct strs copy = {.n = list->n};

    copy.v = arena_alloc(a, (size_t)list->n * sizeof *copy.v);
    for (int i = 0; i < list->n; i++)
        copy.v[i] = str_copy(a, list->v[i]);
    return copy;
}

static struct media *keep_media(struct arena *a, const struct media *media, int n)
{
    struct media *copy = n ? arena_alloc(a, (size_t)n * sizeof *copy) : NULL;

    for (int i = 0; i < n; i++)
        copy[i] = (struct media){str_copy(a, media[i].url), str_copy(a, media[i].type), str_copy(a, media[i].alt)};
    return copy;
}

void post_keep(struct post *p, struct arena *a)
{
    struct str *texts[] = {&p->id, &p->source, &p->actor, &p->author, &p->title, &p->text, &p->lang, &p->reply_to, &p->url};

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        *texts[i] = str_copy(a, *texts[i]);
    p->tags = keep_list(a, &p->tags);
    p->links = keep_list(a, &p->links);
    p->media = keep_media(a, p->media, p->nmedia);
}

bool post_is_public(const struct post *p)
{
    bool contact = p->channel == CHANNEL_KCC || p->channel == CHANNEL_EMAIL;
    bool filed = p->channel == CHANNEL_NEWSPAPER && p->actor_voice == VOICE_GEMEENTE;

    return p->actor.n && !contact && !filed;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "desk/study.h"

#include <string.h>

#include "analysis/context.h"
#include "desk/capturer.h"

/* Is it a reply to a post of one of the own channels that came by before? On the line the store knows; here the desk remembers. */
static bool is_reply_to_own(const struct desk *d, struct str reply_to)
{
    for (int i = 0; reply_to.n && i < d->own_posts.n; i++)
        if (str_eq(d->own_posts.v[i], reply_to))
            return true;
    return false;
}

/* Adds the marks that come from earlier posts to the evidence of the post itself. */
static void add_context(struct desk *d, const struct marks *alone, const struct marks *settled, struct whys *whys)
{
    enum { MOST = THEME_COUNT + CRISIS_COUNT };
    struct why *all;

    arena_clear(&d->whys);
    all = arena_alloc(&d->whys, (size_t)(whys->n + MOST) * sizeof *all);
    if (whys->n)
        memcpy(all, whys->v, (size_t)whys->n * sizeof *all);
    whys->n += context_whys(alone, settled, all + whys->n, MOST, &d->whys);
    whys->v = all;
}

void study_post(struct desk *d, const struct entry *entry, int64_t seq, struct marks *marks, struct whys *whys,
                int (*fn)(void *context, const struct changes *changes), void *context)
{
    struct capture_facts facts = {.seen = TIME_NONE, .reply_to_own = is_reply_to_own(d, entry->reply_to)};
    struct arena a = {0};
    struct captured captured;
    const struct terms *terms;
    struct changes changes;
    struct marks alone;

    facts.voice_cue = analyse_name(d->analyser, d->scratch, capture_name(NULL, entry, &a));
    capture_entry(&captured, &d->capturer->capture, NULL, entry, &facts, &a);
    captured.post.seq = seq;
    if (captured.post.actor_voice == VOICE_GEMEENTE)
        strs_add(&d->own_posts, str_copy(&d->arena, captured.post.id));
    desk_advance(d, captured.post.time, fn, context);
    analyse_post(d->analyser, d->scratch, &captured.post, marks, &terms, whys);
    changes = grouper_post(d->grouper, &captured.post, marks, terms);
    alone = *marks;
    context_settle(d->context, &changes, &captured.post, marks);
    if (whys)
        add_context(d, &alone, marks, whys);
    if (changes.n)
        fn(context, &changes);
    arena_release(&a);
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "desk/study.h"

#include "desk/capturer.h"

void study_post(struct desk *d, const struct entry *entry, int64_t seq, struct marks *marks, struct whys *whys,
                int (*fn)(void *context, const struct changes *changes), void *context)
{
    struct capture_facts facts = {.seen = TIME_NONE};
    struct arena a = {0};
    struct captured captured;
    const struct terms *terms;
    struct changes changes;

    facts.voice_cue = analyse_name(d->analyser, d->scratch, capture_author(NULL, entry, &a));
    capture_entry(&captured, &d->capturer->capture, NULL, entry, &facts, &a);
    captured.post.seq = seq;
    desk_advance(d, captured.post.time, fn, context);
    analyse_post(d->analyser, d->scratch, &captured.post, marks, &terms, whys);
    changes = grouper_post(d->grouper, &captured.post, marks, terms);
    if (changes.n)
        fn(context, &changes);
    arena_release(&a);
}

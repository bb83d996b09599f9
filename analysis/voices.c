/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "analysis/reading.h"

static bool is_news_channel(enum channel channel)
{
    return channel == CHANNEL_NEWS;
}

void resolve_voice(struct reading *r)
{
    const struct post *post = r->post;
    enum voice voice = post->actor_voice;

    if (voice == VOICE_NONE)
        voice = post->voice_cue;
    if (voice == VOICE_NONE)
        voice = post->source_voice;
    if (voice == VOICE_NONE && is_news_channel(post->channel))
        voice = VOICE_MEDIA;
    /* A note of a call is written by the desk, but speaks for its caller. */
    if (post->channel == CHANNEL_KCC && voice == VOICE_GEMEENTE)
        voice = VOICE_NONE;
    r->settled_voice = voice != VOICE_NONE;
    r->marks->voice = r->settled_voice ? voice : VOICE_BEVOLKING;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
/* The voice that a display name gives away: 'Wijkvereniging De Haven', 'Jan, raadslid'. */
#include <string.h>

#include "analysis/reading.h"
#include "base/utf8.h"

enum {
    NAME_MAX_BYTES = 256,
    PART_OF_NAME = 500 /* thousandths: heavier words mark what someone says, not who someone is */
};

/* The words of a name: without a mail address behind it, and a handle as the words that it is made of. */
static void spell(struct buf *words, struct str name)
{
    name = utf8_prefix(str_trim(str_cut(&name, '<')), NAME_MAX_BYTES);
    for (size_t i = 0; i < name.n; i++)
        buf_putc(words, memchr("@_.", name.p[i], 3) ? ' ' : name.p[i]);
}

static enum voice heaviest(const struct scan *scan)
{
    int sums[VOICE_COUNT] = {0};
    enum voice best = VOICE_NONE;

    for (int i = 0; i < scan->nhits; i++) {
        const struct hit *hit = &scan->hits[i];
        enum voice voice = (enum voice)hit->arg;

        if (hit->kind != MARK_VOICE || hit->fact->weight <= 0 || hit->fact->weight > PART_OF_NAME)
            continue;
        sums[voice] += hit->weight;
        if (best == VOICE_NONE || sums[voice] > sums[best])
            best = voice;
    }
    return best;
}

enum voice analyse_name(const struct analyser *an, struct scratch *s, struct str display_name)
{
    struct reading *r = scratch_reading(s);
    struct buf words = {0};
    enum voice voice;

    (void)an;
    spell(&words, display_name);
    scan_text(&r->scan, buf_str(&words));
    voice = words.n ? heaviest(&r->scan) : VOICE_NONE;
    scan_text(&r->scan, (struct str){0});
    buf_release(&words);
    return voice;
}

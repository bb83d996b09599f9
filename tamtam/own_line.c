/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "tamtam/own_line.h"

#include "base/when.h"
#include "tamtam/words.h"

bool own_line_has(const struct stored_post *p)
{
    return p->marks.voice == VOICE_GEMEENTE && post_is_public(&p->post);
}

/* A silence ends: is it the one in which others spoke most? Of equals the longest. */
static void end_gap(struct own_line *own, int64_t end, int others)
{
    if (own->last && others && (others > own->gap_others || (others == own->gap_others && end - own->last->post.time >
                                                                                            own->gap_to - own->gap_from))) {
        own->gap_from = own->last->post.time;
        own->gap_to = end;
        own->gap_others = others;
    }
}

struct own_line own_line_read(const struct issue_figures *matter, int64_t start, int64_t end)
{
    struct own_line own = {0};

    for (int i = 0; i < matter->nposts; i++) {
        const struct stored_post *p = matter->posts[i];

        if (p->post.time < start)
            continue;
        if (own_line_has(p)) {
            end_gap(&own, p->post.time, own.others_since);
            own.first = own.first ? own.first : p;
            own.last = p;
            own.told = words_may_quote(p) ? p : own.told;
            own.n++;
            own.others_since = 0;
            continue;
        }
        own.others_since++;
        own.first_other = own.first_other ? own.first_other : p;
        if (p->marks.voice == VOICE_MEDIA && !own.first_news)
            own.first_news = p;
    }
    end_gap(&own, end, own.others_since);
    return own;
}

int64_t own_line_lag_between(int64_t from, int64_t to)
{
    return (to / WHEN_MINUTE - from / WHEN_MINUTE) * WHEN_MINUTE;
}

static void add_number(struct buf *b, int64_t n, const char *one, const char *more)
{
    buf_printf(b, "%lld %s", (long long)n, n == 1 ? one : more);
}

void own_line_span(struct buf *b, int64_t ms)
{
    int64_t minutes = ms / WHEN_MINUTE, hours = minutes / 60;

    if (hours >= 48) {
        add_number(b, hours / 24, "dag", "dagen");
    } else if (hours >= 6) {
        add_number(b, hours, "uur", "uur");
    } else if (hours) {
        add_number(b, hours, "uur", "uur");
        if (minutes % 60) {
            buf_puts(b, " en ");
            add_number(b, minutes % 60, "minuut", "minuten");
        }
    } else {
        add_number(b, minutes, "minuut", "minuten");
    }
}

void own_line_lag(struct buf *b, const struct own_line *own)
{
    const struct stored_post *other = own->first_other, *news = own->first_news;

    if (!own->first || !other || other->post.time >= own->first->post.time)
        return;
    buf_puts(b, "Het eerste eigen bericht kwam ");
    own_line_span(b, own_line_lag_between(other->post.time, own->first->post.time));
    buf_puts(b, " na het eerste bericht");
    if (news && news != other && news->post.time < own->first->post.time) {
        buf_puts(b, " en ");
        own_line_span(b, own_line_lag_between(news->post.time, own->first->post.time));
        buf_puts(b, " na het eerste nieuws");
    }
    buf_puts(b, ".");
}

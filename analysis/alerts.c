/* SPDX-License-Identifier: EUPL-1.2 */
/* SPDX-FileCopyrightText: 2026 Tamtam contributors */
#include "analysis/alerts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/grouper.h"
#include "base/when.h"

enum {
    SPAN_HOURS = 3,    /* what counts as now */
    QUIET_HOURS = 6,   /* without new evidence an alert is withdrawn */
    VOICES = 64,       /* authors told apart */
    MOST_NAMED = 200,  /* posts named in an alert */
    HISTORY_HOURS = 24 * 7 /* before it there is no baseline */
};

/* What is said on an issue just now, each author once. */
struct picture {
    int posts, authors, channels, firsthand, news, negative, crisis;
    float acute;          /* sum of each author's most acute post */
    int quarter_posts, quarter_authors, quarter_channels;
    int64_t first;
    const struct item *items[MOST_NAMED];
    int nitems;
};

struct voice_seen {
    uint64_t author;
    float acute;
    bool quarter;
};

void alerts_start(struct alerts *a)
{
    *a = (struct alerts){.next_id = 1, .rates = {.hour = -1, .start = -1}};
}

void alerts_release(struct alerts *a)
{
    free(a->v);
    free(a->mutes);
}

/* ---- what is usual ---- */

static int rate_kind(int64_t time)
{
    return !when_is_workday(when_day(time));
}

static void rates_close_hour(struct rates *r)
{
    int64_t time = r->hour * WHEN_HOUR;
    int kind = rate_kind(time), hour = when_local(time).hour;

    r->hours[kind][hour] += 1;
    r->posts[kind][hour] += r->now;
    r->now = 0;
    r->hour++;
}

static void rates_advance(struct rates *r, int64_t clock)
{
    int64_t hour = clock / WHEN_HOUR;

    if (r->hour < 0 || hour - r->hour > 24 * LEAP_DAYS) {
        r->start = r->hour < 0 ? hour : r->start;
        r->hour = hour;
        r->now = 0;
    }
    while (r->hour < hour)
        rates_close_hour(r);
}

double rates_expected(const struct rates *r, int64_t time)
{
    static const double prior_rate = 1.5, prior_hours = 24, hour_worth = 6, whole_worth = 6;
    int kind = rate_kind(time), hour = when_local(time).hour;
    double posts = prior_rate * prior_hours, hours = prior_hours, whole, by_hour, here_posts = 0, here_hours = 0;

    for (int k = 0; k < RATE_KINDS; k++)
        for (int h = 0; h < 24; h++) {
            posts += r->posts[k][h];
            hours += r->hours[k][h];
        }
    whole = posts / hours;
    for (int k = 0; k < RATE_KINDS; k++) {
        here_posts += r->posts[k][hour];
        here_hours += r->hours[k][hour];
    }
    by_hour = (here_posts + whole_worth * whole) / (here_hours + whole_worth);
    return (r->posts[kind][hour] + hour_worth * by_hour) / (r->hours[kind][hour] + hour_worth);
}

double rates_tail(double expected, int n)
{
    /* Negative binomial: days differ more than chance alone; shape 4 makes a variance of m + m*m/4. */
    static const double shape = 4;
    double p = shape / (shape + expected), term = pow(p, shape), below = 0;

    for (int k = 0; k < n; k++) {
        below += term;
        term *= (shape + k) / (k + 1) * (1 - p);
    }
    return below < 1 ? 1 - below : 0;
}

/* ---- one issue now ---- */

static void see_voice(struct picture *p, struct voice_seen *voices, const struct item *it, bool quarter)
{
    int at = 0;

    while (at < p->authors && voices[at].author != it->author)
        at++;
    if (at == VOICES)
        return;
    if (at == p->authors) {
        voices[p->authors++] = (struct voice_seen){.author = it->author};
        p->firsthand += (it->flags & ITEM_FIRSTHAND) != 0;
    }
    if (it->acute > voices[at].acute) {
        p->acute += it->acute - voices[at].acute;
        voices[at].acute = it->acute;
    }
    if (quarter && !voices[at].quarter) {
        voices[at].quarter = true;
        p->quarter_authors++;
    }
}

static int bits(uint32_t set)
{
    int n = 0;

    for (; set; set &= set - 1)
        n++;
    return n;
}

static struct picture look(const struct grouper *g, const struct cluster *c)
{
    struct picture p = {.first = g->clock};
    struct voice_seen voices[VOICES];
    uint32_t channels = 0, quarter_channels = 0;
    int64_t since = g->clock - (int64_t)SPAN_HOURS * WHEN_HOUR;

    for (uint32_t i = c->n; i-- > 0 && p.nitems < MOST_NAMED;) {
        const struct item *it = item_at(g, c->items[i]);
        bool quarter = it->time > g->clock - 15 * WHEN_MINUTE;

        if (it->arrival < since)
            break;
        if (it->flags & (ITEM_COPY | ITEM_LATE) || it->time < since)
            continue;
        p.items[p.nitems++] = it;
        p.posts++;
        p.first = it->time < p.first ? it->time : p.first;
        p.news += (it->flags & ITEM_NEWS) != 0;
        p.negative += (it->flags & ITEM_NEGATIVE) != 0;
        p.crisis += (it->flags & ITEM_CRISIS) != 0;
        channels |= 1u << it->channel;
        if (quarter) {
            p.quarter_posts++;
            quarter_channels |= 1u << it->channel;
        }
        see_voice(&p, voices, it, quarter);
    }
    p.channels = bits(channels);
    p.quarter_channels = bits(quarter_channels);
    return p;
}

/* The chance that all that is said in the town gives so many posts in this span. */
static double surprise(const struct grouper *g, const struct picture *p)
{
    double hours = (double)(g->clock - p->first) / WHEN_HOUR, expected = 0;

    if (hours < 0.5)
        hours = 0.5;
    for (double h = 0; h < hours; h += 0.5)
        expected += 0.5 * rates_expected(&g->alerts.rates, g->clock - (int64_t)(h * WHEN_HOUR));
    return rates_tail(expected, p->posts);
}

static bool beyond_bound(const struct municipality *town, const struct picture *p)
{
    return p->quarter_posts >= town->posts_per_quarter && p->quarter_authors >= town->authors_per_quarter &&
           p->quarter_channels >= town->channels_per_quarter;
}

/* The level that the picture stands for; LEVEL_COUNT: none. */
static enum alert_level judge(const struct grouper *g, const struct picture *p)
{
    double chance = surprise(g, p);
    float acute_share = p->authors ? p->acute / (float)p->authors : 0;
    bool acute = p->authors >= 3 && p->posts >= 4 && p->acute >= 1.5f && acute_share >= 0.25f && chance < 0.05;

    if (acute && beyond_bound(g->town, p))
        return LEVEL_CRISIS;
    if (acute)
        return LEVEL_WAARSCHUWING;
    if ((p->posts >= 5 && p->authors >= 4 && chance < 0.001) || (p->authors >= 2 && p->acute >= 1.2f))
        return LEVEL_SIGNAAL;
    return LEVEL_COUNT;
}

/* ---- telling ---- */

static struct str reason(struct grouper *g, const struct picture *p, enum alert_level level)
{
    int minutes = (int)((g->clock - p->first) / WHEN_MINUTE) + 1;
    const char *what = level == LEVEL_SIGNAAL ? "ongewoon veel voor dit uur" : "ongewoon veel voor dit uur en acuut van inhoud";

    if (level == LEVEL_SIGNAAL && p->acute >= 1.2f)
        what = "acute taal bij een klein aantal berichten";
    return str_printf(&g->arena, "%d berichten van %d afzenders op %d kanalen in %d minuten, %s.", p->posts, p->authors, p->channels,
                      minutes, what);
}

static int earliest_first(const void *x, const void *y)
{
    int64_t a = *(const int64_t *)x, b = *(const int64_t *)y;

    return a < b ? -1 : a > b;
}

static void tell(struct grouper *g, const struct watch *w, enum alert_status status, const struct cluster *c, const struct picture *p,
                 struct str why)
{
    int n = p ? p->nitems : 0;
    int64_t *posts = arena_alloc(&g->arena, (size_t)(n + 1) * sizeof *posts);
    struct change *change;

    for (int i = 0; i < n; i++)
        posts[i] = p->items[i]->seq;
    qsort(posts, (size_t)n, sizeof *posts, earliest_first);
    change = grouper_change(g, CHANGE_ALERT, w->issue);
    change->alert = (struct alert){.id = w->id,
                                   .status = status,
                                   .level = (enum alert_level)w->level,
                                   .time = g->clock,
                                   .issue = w->issue,
                                   .reason = why,
                                   .posts = posts,
                                   .nposts = n};
    if (c)
        change->alert.title = str_copy(&g->arena, (struct str){c->title, c->title_bytes});
}

static struct watch *watch_of(struct alerts *a, int64_t issue)
{
    for (uint32_t i = a->n; i-- > 0;)
        if (a->v[i].issue == issue)
            return &a->v[i];
    return NULL;
}

static bool is_muted(const struct alerts *a, int64_t issue, int64_t now)
{
    for (uint32_t i = 0; i < a->nmutes; i++)
        if (a->mutes[i].issue == issue && a->mutes[i].until > now)
            return true;
    return false;
}

void alerts_post(struct grouper *g, uint32_t no)
{
    struct alerts *a = &g->alerts;
    const struct item *it = item_at(g, no);
    const struct cluster *c = &g->clusters[it->cluster];
    enum alert_level level;
    struct picture p;
    struct watch *w;

    rates_advance(&a->rates, g->clock);
    if (it->flags & (ITEM_LATE | ITEM_COPY))
        return;
    a->rates.now++;
    if (!c->id || is_muted(a, c->id, g->clock))
        return;
    p = look(g, c);
    level = judge(g, &p);
    if (level == LEVEL_COUNT)
        return;
    w = watch_of(a, c->id);
    if (!w) {
        MEM_GROW(a->v, a->n, a->cap);
        w = &a->v[a->n++];
        *w = (struct watch){.id = a->next_id++, .issue = c->id, .level = (uint8_t)level, .raised = g->clock, .open = true};
        tell(g, w, ALERT_NIEUW, c, &p, reason(g, &p, level));
    } else if (!w->open || level > w->level) {
        w->level = (uint8_t)level;
        w->raised = g->clock;
        w->open = true;
        tell(g, w, ALERT_VERHOOGD, c, &p, reason(g, &p, level));
    }
    w->last = g->clock;
}

void alerts_tick(struct grouper *g, int64_t now)
{
    struct alerts *a = &g->alerts;

    rates_advance(&a->rates, g->clock);
    for (uint32_t i = 0; i < a->n; i++) {
        struct watch *w = &a->v[i];
        bool muted = is_muted(a, w->issue, now);

        if (!w->open || (!muted && now - w->last < (int64_t)QUIET_HOURS * WHEN_HOUR))
            continue;
        w->open = false;
        tell(g, w, ALERT_INGETROKKEN, NULL, NULL,
             muted ? STR("Een medewerker heeft dit onderwerp stil gezet.") : STR("Al zes uur geen nieuwe berichten die hierop wijzen."));
    }
}

void alerts_merge(struct alerts *a, int64_t into, int64_t from)
{
    for (uint32_t i = 0; i < a->n; i++)
        if (a->v[i].issue == from)
            a->v[i].issue = into;
    for (uint32_t i = 0; i < a->nmutes; i++)
        if (a->mutes[i].issue == from)
            a->mutes[i].issue = into;
}

void alerts_mute(struct alerts *a, int64_t issue, int64_t until)
{
    MEM_GROW(a->mutes, a->nmutes, a->mutes_cap);
    a->mutes[a->nmutes++] = (struct mute){issue, until};
}
